//! The words the made-up salon is told with: names, breeds, notes. The lists are plain text in `assets/demo`.

use crate::domain::dog::Size;

const DOG_NAMES: &str = include_str!("../../assets/demo/dog_names.txt");
const FAMILY_NAMES: &str = include_str!("../../assets/demo/family_names.txt");
const FIRST_NAMES: &str = include_str!("../../assets/demo/first_names.txt");
const BREEDS: &str = include_str!("../../assets/demo/breeds.txt");
const NOTES: &str = include_str!("../../assets/demo/notes.txt");
const ALLERGIES: &str = include_str!("../../assets/demo/allergies.txt");

/// A breed as a salon knows it: by the work it makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breed {
    /// The name on the dog's card.
    pub name: String,
    /// Size class.
    pub size: Size,
    /// What a grown dog weighs, in kilograms, from and to.
    pub kilograms: (i64, i64),
    /// Coat in one word: `double`, `curly`, `long`, `silky`, `wire`, `short`, `mixed`.
    pub coat: String,
    /// Weeks until the next visit.
    pub weeks: i64,
}

impl Breed {
    /// Whether it is a Pomeranian or half of one.
    #[must_use]
    pub fn is_pom(&self) -> bool {
        self.name.starts_with("Pom")
    }
}

/// The first names of dogs, those in fashion first.
#[must_use]
pub fn dog_names() -> Vec<&'static str> {
    lines(DOG_NAMES)
}

/// Family names from many countries, the salon's own country first.
#[must_use]
pub fn family_names() -> Vec<&'static str> {
    lines(FAMILY_NAMES)
}

/// The first names of clients, the salon's own country first.
#[must_use]
pub fn first_names() -> Vec<&'static str> {
    lines(FIRST_NAMES)
}

/// One-line notes about dogs.
#[must_use]
pub fn notes() -> Vec<&'static str> {
    lines(NOTES)
}

/// What dogs may be allergic to.
#[must_use]
pub fn allergies() -> Vec<&'static str> {
    lines(ALLERGIES)
}

/// The breeds, each with its share among the salon's dogs.
#[must_use]
pub fn breeds() -> Vec<(u64, Breed)> {
    lines(BREEDS).into_iter().filter_map(breed).collect()
}

fn breed(line: &str) -> Option<(u64, Breed)> {
    let mut cells = line.split('|').map(str::trim);
    let share = cells.next()?.parse().ok()?;
    let name = cells.next()?.to_owned();
    let size = Size::parse(cells.next()?)?;
    let (lightest, heaviest) = cells.next()?.split_once('-')?;
    let breed = Breed {
        name,
        size,
        kilograms: (lightest.parse().ok()?, heaviest.parse().ok()?),
        coat: cells.next()?.to_owned(),
        weeks: cells.next()?.parse().ok()?,
    };
    Some((share, breed))
}

fn lines(text: &'static str) -> Vec<&'static str> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use unicode_normalization::is_nfc;

    use super::*;

    #[test]
    fn the_lists_are_long_clean_and_without_repeats() {
        for (list, at_least) in [
            (dog_names(), 300),
            (family_names(), 400),
            (first_names(), 250),
            (notes(), 20),
            (allergies(), 8),
        ] {
            assert!(list.len() >= at_least, "{}", list.len());
            assert_eq!(list.iter().collect::<HashSet<_>>().len(), list.len());
            for word in list {
                assert!(
                    word.trim() == word && is_nfc(word) && word.chars().count() <= 40,
                    "{word}"
                );
            }
        }
        for accent in ["Álvarez", "Großmann", "Łuczak", "Sørensen", "Đorđević", "Nguyễn"] {
            assert!(family_names().contains(&accent), "{accent}");
        }
    }

    #[test]
    fn names_need_no_quotes_in_a_csv_file() {
        for word in dog_names().into_iter().chain(family_names()) {
            assert!(!word.contains([',', ';', '"', '\t']), "{word}");
        }
    }

    #[test]
    fn every_breed_of_the_table_is_read() {
        let breeds = breeds();
        assert_eq!(breeds.len(), lines(BREEDS).len());
        assert!(breeds.iter().any(|(_, breed)| breed.size == Size::ExtraLarge));
        for (share, breed) in &breeds {
            assert!(*share > 0 && (5..=8).contains(&breed.weeks), "{breed:?}");
            assert!(
                breed.kilograms.0 < breed.kilograms.1 && !breed.coat.is_empty(),
                "{breed:?}"
            );
        }
        assert_eq!(breeds.iter().filter(|(_, breed)| breed.is_pom()).count(), 3);
    }
}
