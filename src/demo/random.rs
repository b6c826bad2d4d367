//! Dice that fall the same way for ever: what a seed gives today it gives in ten years, on every machine.

use uuid::{Builder, Uuid};

/// Seeded dice (xoshiro256**, filled by `SplitMix64`); never for secrets.
#[derive(Clone, Debug)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// Starts the row of numbers that belongs to a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut filler = seed;
        Self {
            state: std::array::from_fn(|_| {
                filler = filler.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mixed = (filler ^ (filler >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                mixed ^ (mixed >> 31)
            }),
        }
    }

    /// Gives the next 64 bits.
    pub fn bits(&mut self) -> u64 {
        let [_, second, ..] = self.state;
        let result = second.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        self.state[2] ^= self.state[0];
        self.state[3] ^= self.state[1];
        self.state[1] ^= self.state[2];
        self.state[0] ^= self.state[3];
        self.state[2] ^= second << 17;
        self.state[3] = self.state[3].rotate_left(45);
        result
    }

    /// Gives a number from 0 to just below `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        let wide = u128::from(self.bits()) * u128::from(n);
        // The upper half of the product is below `n`, so it always fits.
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// Gives a number from `low` to `high`, both included; `low` when they are the wrong way round.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high.saturating_sub(low)).map_or(1, |span| span.saturating_add(1));
        low.saturating_add_unsigned(self.below(span))
    }

    /// Says yes so many times in a hundred.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// Picks one of them, each as likely as the other.
    ///
    /// # Panics
    /// When there is nothing to pick from.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.index(from.len())]
    }

    /// Picks one of them, the first ones far more often, as with names in fashion.
    ///
    /// # Panics
    /// When there is nothing to pick from.
    pub fn pick_early<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let bound = self.index(from.len()) + 1;
        &from[self.index(bound)]
    }

    /// Picks one of them, each as likely as its share among all shares; the last when every share is 0.
    ///
    /// # Panics
    /// When there is nothing to pick from.
    pub fn weighted<'a, T>(&mut self, from: &'a [(u64, T)]) -> &'a T {
        let mut left = self.below(from.iter().map(|(share, _)| share).sum());
        for (share, one) in from {
            if left < *share {
                return one;
            }
            left -= share;
        }
        &from[from.len() - 1].1
    }

    /// Gives a UUID of version 4.
    pub fn uuid(&mut self) -> Uuid {
        let (upper, lower) = (self.bits(), self.bits());
        Builder::from_u128((u128::from(upper) << 64) | u128::from(lower))
            .with_variant(uuid::Variant::RFC4122)
            .with_version(uuid::Version::Random)
            .into_uuid()
    }

    /// Gives a UUID of version 7 minted in this millisecond since 1970, so that ids sort by their time.
    pub fn uuid_at(&mut self, millisecond: u64) -> Uuid {
        let mut tail = [0; 10];
        tail[..8].copy_from_slice(&self.bits().to_be_bytes());
        tail[8..].copy_from_slice(&self.bits().to_be_bytes()[..2]);
        Builder::from_unix_timestamp_millis(millisecond, &tail).into_uuid()
    }

    /// A place in a list of this length; 0 when it is empty.
    pub(super) fn index(&mut self, length: usize) -> usize {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        usize::try_from(self.below(length)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_numbers_for_ever() {
        let mut dice = Random::new(1);
        let first: Vec<u64> = (0..4).map(|_| dice.bits()).collect();
        // The published xoshiro256** after SplitMix64(1).
        assert_eq!(
            first,
            [
                12_966_619_160_104_079_557,
                9_600_361_134_598_540_522,
                10_590_380_919_521_690_900,
                7_218_738_570_589_545_383
            ]
        );
        assert_ne!(Random::new(2).bits(), first[0]);
    }

    #[test]
    fn ids_look_like_uuids_and_keep_the_order_of_their_time() {
        let mut dice = Random::new(1);
        let plain = dice.uuid();
        assert_eq!(
            (plain.get_version_num(), plain.get_variant()),
            (4, uuid::Variant::RFC4122)
        );
        assert_eq!(plain.to_string(), Random::new(1).uuid().to_string());
        let (early, late) = (dice.uuid_at(1_795_000_000_000), dice.uuid_at(1_795_000_000_001));
        assert_eq!(
            (early.get_version_num(), early.get_variant()),
            (7, uuid::Variant::RFC4122)
        );
        assert!(early < late);
        assert!(early.to_string().starts_with("01a1ee56-5e00-7"), "{early}");
    }

    #[test]
    fn numbers_stay_inside_their_bounds() {
        let mut dice = Random::new(7);
        let mut seen = [0; 6];
        for _ in 0..6_000 {
            seen[dice.index(6)] += 1;
            assert!((-3..=3).contains(&dice.between(-3, 3)));
        }
        assert!(seen.iter().all(|n| (850..1_150).contains(n)), "{seen:?}");
        assert_eq!((dice.below(0), dice.below(1), dice.between(5, 2)), (0, 0, 5));
        assert_eq!(dice.between(i64::MAX, i64::MAX), i64::MAX);
        assert!(!dice.chance(0) && dice.chance(100));
    }

    #[test]
    fn a_share_of_nothing_is_never_picked() {
        let mut dice = Random::new(3);
        let table = [(0, "never"), (9, "often"), (1, "seldom")];
        let picked: Vec<&str> = (0..1_000).map(|_| *dice.weighted(&table)).collect();
        assert!(!picked.contains(&"never"));
        let seldom = picked.iter().filter(|word| **word == "seldom").count();
        assert!((60..150).contains(&seldom), "{seldom}");
        assert_eq!(*dice.weighted(&[(0, 'a'), (0, 'b')]), 'b');
    }
}
