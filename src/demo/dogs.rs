//! Made-up dogs as a CSV file of any length, for trying the import and for measuring.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::random::Random;
use super::words;

/// The first line of the file.
pub const HEADER: &str = "ID,FirstName,LastName,Age,Sex,Temperament";

/// How many bytes are gathered before they are handed on.
const PAGE: usize = 64 * 1024;

/// Of a thousand dogs, how many are of which age in whole years.
const AGES: [(u64, i64); 22] = [
    (60, 0),
    (90, 1),
    (95, 2),
    (95, 3),
    (90, 4),
    (85, 5),
    (80, 6),
    (75, 7),
    (70, 8),
    (62, 9),
    (54, 10),
    (44, 11),
    (35, 12),
    (25, 13),
    (16, 14),
    (10, 15),
    (6, 16),
    (3, 17),
    (2, 18),
    (1, 19),
    (1, 20),
    (1, 21),
];

const TEMPERAMENTS: [(u64, &str); 4] = [(50, "calm"), (32, "playful"), (14, "nervous"), (4, "aggressive")];

/// Writes `count` dogs under [`HEADER`], line by line; the same seed gives the same bytes, and a longer file begins
/// with the shorter one. Fails only when `out` does.
pub fn write_dogs_csv(out: &mut dyn Write, count: u64, seed: u64) -> io::Result<()> {
    let first_names = words::dog_names();
    let last_names = words::family_names();
    let mut dice = Random::new(seed);
    let mut page = String::with_capacity(PAGE + 256);
    page.push_str(HEADER);
    page.push('\n');
    for _ in 0..count {
        let id = dice.uuid();
        let first = dice.pick_early(&first_names);
        let last = dice.pick(&last_names);
        let age = dice.weighted(&AGES);
        let sex = if dice.chance(50) { "male" } else { "female" };
        let temperament = dice.weighted(&TEMPERAMENTS);
        writeln!(
            page,
            "{},{first},{last},{age},{sex},{temperament}",
            id.hyphenated()
        )
        .map_err(io::Error::other)?;
        if page.len() >= PAGE {
            out.write_all(page.as_bytes())?;
            page.clear();
        }
    }
    out.write_all(page.as_bytes())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::fmt::Write as _;

    use sha2::{Digest, Sha256};

    use super::*;

    fn dogs(count: u64, seed: u64) -> String {
        let mut bytes = Vec::new();
        write_dogs_csv(&mut bytes, count, seed).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_for_ever() {
        let sum = Sha256::digest(dogs(1_000, 1))
            .iter()
            .fold(String::new(), |mut text, byte| {
                let _ = write!(text, "{byte:02x}");
                text
            });
        assert_eq!(
            sum,
            "b305210ae125b69854ac1d11e9a5fa612af961826d92363912ee2571fa79bcc5"
        );
        assert_ne!(dogs(10, 1), dogs(10, 2));
        assert!(dogs(1_000, 5).starts_with(&dogs(999, 5)));
    }

    #[test]
    fn a_file_of_no_dogs_is_only_the_header() {
        assert_eq!(dogs(0, 1), "ID,FirstName,LastName,Age,Sex,Temperament\n");
    }

    #[test]
    fn every_line_is_a_dog_one_could_meet() {
        let text = dogs(5_000, 9);
        let mut ids = HashSet::new();
        for line in text.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let [id, first, last, age, sex, temperament] = cells[..] else {
                panic!("{line}")
            };
            assert!(
                ids.insert(id.parse::<uuid::Uuid>().unwrap()),
                "{id} stands there twice"
            );
            assert!(!first.is_empty() && !last.is_empty());
            assert!((0..=30).contains(&age.parse::<i64>().unwrap()));
            assert!(["male", "female"].contains(&sex));
            assert!(["calm", "playful", "nervous", "aggressive"].contains(&temperament));
        }
        assert_eq!(ids.len(), 5_000);
        assert!(text.lines().skip(1).any(|line| !line.is_ascii()));
    }

    #[test]
    fn a_full_disk_is_told() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        assert_eq!(
            write_dogs_csv(&mut Full, 1, 1).unwrap_err().kind(),
            io::ErrorKind::StorageFull
        );
    }
}
