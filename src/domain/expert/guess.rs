//! What a word with a slip of the finger in it was perhaps meant to be: only ever asked, never taken.

use super::names::NameBook;
use crate::domain::text::{distance_at_most, forgiven};

/// Words of days and times that are long enough to be misspelt.
const CALENDAR: [&str; 26] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "today",
    "tomorrow",
    "week",
    "weeks",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "morning",
    "afternoon",
    "before",
    "every",
];

/// Shorter words are near to too many others.
const LETTERS: usize = 3;
/// Fewer letters behind a dog's name are rather a name of its own.
const LETTERS_OF_NAMES: usize = 4;

/// The word of the salon or of the calendar that lies nearest to a typed one, groomers first.
pub(super) fn nearest(typed: &str, book: &NameBook) -> Option<String> {
    let limit = forgiven(typed.chars().count());
    if limit == 0 || typed.chars().any(|c| !c.is_alphabetic() && c != '-') {
        return None;
    }
    let calendar = CALENDAR.iter().map(|word| (*word, *word));
    let near = book.words().chain(calendar).filter_map(|(word, shown)| {
        let long_enough = word.chars().count() >= LETTERS;
        let distance = distance_at_most(typed, word, limit).filter(|_| long_enough)?;
        Some((distance, shown))
    });
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, shown)| shown.to_owned())
}

/// Whether a word behind a dog's name is rather a misspelt word of the wish than a part of the name.
pub(super) fn is_slip(typed: &str, book: &NameBook) -> bool {
    typed.chars().count() >= LETTERS_OF_NAMES
        && nearest(typed, book).is_some_and(|near| near.to_lowercase().chars().next() == typed.chars().next())
}
