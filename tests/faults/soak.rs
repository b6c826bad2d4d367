//! How long the stories run, and the line of figures each ends with.

use std::time::{Duration, Instant};

/// Rounds of a story: so many at every check, so many more in a soak; ended early when the story's share of
/// `POMSALON_SOAK_MINUTES` is over.
pub struct Rounds {
    left: usize,
    until: Option<Instant>,
}

impl Rounds {
    /// `percent` is the story's share of the minutes that a soak may take.
    pub fn new(quick: usize, long: usize, percent: u32) -> Self {
        if !is_long() {
            return Self {
                left: quick,
                until: None,
            };
        }
        Self {
            left: long,
            until: minutes().map(|all| Instant::now() + all * percent / 100),
        }
    }
}

impl Iterator for Rounds {
    type Item = ();

    fn next(&mut self) -> Option<()> {
        if self.left == 0 || self.until.is_some_and(|until| Instant::now() >= until) {
            return None;
        }
        self.left -= 1;
        Some(())
    }
}

/// Whether this is a soak.
pub fn is_long() -> bool {
    std::env::var_os("POMSALON_SOAK").is_some_and(|value| !value.is_empty() && value != "0")
}

/// Whether this is a soak without a bound.
pub fn is_endless() -> bool {
    is_long() && minutes().is_none()
}

/// How long a stretch of work goes on: so long at every check; in a soak this share of its minutes, else this long.
pub fn stretch(quick: Duration, long: Duration, percent: u32) -> Duration {
    if is_long() {
        minutes().map_or(long, |all| all * percent / 100)
    } else {
        quick
    }
}

fn minutes() -> Option<Duration> {
    let text = std::env::var("POMSALON_SOAK_MINUTES").ok()?;
    let minutes: u64 = text.trim().parse().ok()?;
    Some(Duration::from_mins(minutes))
}

/// Prints a story's figures on a line of their own.
pub fn figures(words: &str) {
    println!("\n{words}");
}

/// A number as people read it: `12,345`.
pub fn counted(number: impl TryInto<u64>) -> String {
    let digits = number.try_into().unwrap_or(u64::MAX).to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A chance that is the same in every run: numbers below a limit.
pub struct Chance(u64);

impl Chance {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        // Knuth's multiplier; the high bits are the good ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// The slowest of a hundred, and the slowest of all, in milliseconds.
pub fn slowest(mut micros: Vec<u64>) -> (u64, u64) {
    micros.sort_unstable();
    let at = micros.len().saturating_sub(1) * 99 / 100;
    let ms = |micros: Option<&u64>| micros.map_or(0, |micros| micros.div_ceil(1_000));
    (ms(micros.get(at)), ms(micros.last()))
}
