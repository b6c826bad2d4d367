//! How many weeks lie between two visits of a dog.

use chrono::{Days, NaiveDate};

use super::dog::Coat;
use super::text::fold;

/// Breeds that come more or less often than the others, by a part of their folded name.
const BREEDS: [(&str, i64); 18] = [
    ("pom", 5),
    ("spitz", 5),
    ("poo", 5),
    ("doodle", 5),
    ("shih", 5),
    ("spaniel", 6),
    ("labrador", 8),
    ("retriever", 8),
    ("shepherd", 8),
    ("husky", 8),
    ("malamute", 8),
    ("corgi", 8),
    ("akita", 8),
    ("beagle", 8),
    ("boxer", 8),
    ("pug", 8),
    ("dachshund", 8),
    ("chihuahua", 8),
];

/// Weeks for a dog about which nothing is known.
const USUAL: i64 = 6;

/// Weeks for a short coat, or one that is only brushed out.
const SELDOM: i64 = 8;

/// The weeks between two visits: those on the dog's own card, else what is usual for its breed, else for its coat.
#[must_use]
pub fn weeks(own: Option<i64>, breed: &str, coat: Option<Coat>) -> i64 {
    let breed = fold(breed);
    let known = || BREEDS.iter().find(|(part, _)| breed.contains(part));
    own.or_else(|| known().map(|(_, weeks)| *weeks))
        .unwrap_or(if coat == Some(Coat::Short) { SELDOM } else { USUAL })
}

/// Whether a folded word names a breed, or begins with one as `poodles` does.
#[must_use]
pub fn is_breed(word: &str) -> bool {
    BREEDS.iter().any(|(part, _)| word.starts_with(part))
}

/// The same weekday so many weeks after a visit; where that is over by now, the next such weekday.
#[must_use]
pub fn day_after(last: NaiveDate, weeks: i64, today: NaiveDate) -> NaiveDate {
    let ahead = |day: NaiveDate, weeks: i64| {
        let days = Days::new(u64::try_from(weeks).unwrap_or_default() * 7);
        day.checked_add_days(days).unwrap_or(day)
    };
    let wished = ahead(last, weeks);
    if wished > today {
        return wished;
    }
    ahead(wished, (today - wished).num_days() / 7 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_counts_before_the_breed_and_the_breed_before_the_coat() {
        assert_eq!(weeks(Some(4), "Pomeranian", None), 4);
        assert_eq!(weeks(None, "Pomeranian", Some(Coat::Double)), 5);
        assert_eq!(weeks(None, "Mini Goldendoodle", None), 5);
        assert_eq!(weeks(None, "Cockapoo", None), 5);
        assert_eq!(weeks(None, "Shih Tzu", None), 5);
        assert_eq!(weeks(None, "English Cocker Spaniel", None), 6);
        assert_eq!(weeks(None, "Labrador", None), 8);
        assert_eq!(weeks(None, "Mix", Some(Coat::Short)), 8);
        assert_eq!(weeks(None, "", None), 6);
    }

    #[test]
    fn a_visit_of_long_ago_is_followed_by_the_next_such_weekday() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(
            day_after(day("2026-11-20"), 5, day("2026-11-20")),
            day("2026-12-25")
        );
        assert_eq!(
            day_after(day("2026-09-01"), 5, day("2026-11-20")),
            day("2026-11-24")
        );
        // A day that is today is not a promise for later.
        assert_eq!(
            day_after(day("2026-10-16"), 5, day("2026-11-20")),
            day("2026-11-27")
        );
    }
}
