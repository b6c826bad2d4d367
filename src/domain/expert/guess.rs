//! What is said of a word that means nothing, and what a word with a slip of the finger in it was perhaps meant to be: only ever asked,
//! never taken.

use super::Problem;
use super::names::{NameBook, Names};
use super::same_work::is_of_work;
use crate::domain::phrase::{Word, split};
use crate::domain::text::{distance_at_most, forgiven};

/// Words of days and times that are long enough to be misspelt.
const CALENDAR: [&str; 34] = [
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
    "evening",
    "weekend",
    "fortnight",
    "lunchtime",
    "monthly",
    "earlier",
    "christmas",
    "easter",
];

/// Shorter words are near to too many others.
const LETTERS: usize = 3;
/// A slip in so few letters is hardly ever one in the first of them.
const FEW_LETTERS: usize = 4;
/// Fewer letters behind a dog's name are rather a name of its own.
const LETTERS_OF_NAMES: usize = 4;

/// Longer examples make a sentence that nobody reads.
const EXAMPLE: usize = 30;

/// The word of the salon or of the calendar that lies nearest to a typed one, groomers first; none to a word that is one of
/// them already, and only stands where it says nothing.
pub(super) fn nearest(typed: &str, book: &NameBook) -> Option<String> {
    let limit = forgiven(typed.chars().count());
    if limit == 0 || typed.chars().any(|c| !c.is_alphabetic() && c != '-') {
        return None;
    }
    let calendar = || CALENDAR.iter().map(|word| (*word, *word));
    if book.words().chain(calendar()).any(|(word, _)| word == typed) {
        return None;
    }
    let few_letters = typed.chars().count() <= FEW_LETTERS;
    let near = book.words().chain(calendar()).filter_map(|(word, shown)| {
        let long_enough = word.chars().count() >= LETTERS;
        let may_be = long_enough && (!few_letters || word.chars().next() == typed.chars().next());
        let distance = distance_at_most(typed, word, limit).filter(|_| may_be)?;
        Some((distance, shown))
    });
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, shown)| shown.to_owned())
}

/// Whether a word behind a dog's name is rather a misspelt word of the wish than a part of the name.
pub(super) fn is_slip(typed: &str, book: &NameBook) -> bool {
    let first = typed.chars().next();
    typed.chars().count() >= LETTERS_OF_NAMES
        && (CALENDAR.contains(&typed)
            || is_of_work(typed)
            || nearest(typed, book).is_some_and(|near| near.to_lowercase().chars().next() == first))
}

/// What is said of a word that was not understood; once it was said what is possible, no more than that.
pub(super) fn unknown(word: &Word, was_told: bool, book: &NameBook) -> String {
    let (typed, guess) = (&word.typed, nearest(&word.text, book));
    match guess {
        None if was_told => format!("I do not know `{typed}` either."),
        None => format!("I do not know `{typed}`. {}", possible(book, true)),
        Some(guess) if was_told => format!("I do not know `{typed}` either: {}", asks(&guess)),
        Some(guess) => {
            format!(
                "I do not know `{typed}`: {} {}",
                asks(&guess),
                possible(book, false)
            )
        }
    }
}

/// The word that a problem of a line asks about, `do you mean Bruno?`; `None` where nothing is asked.
#[must_use]
pub fn guessed(line: &str, problem: &Problem, names: &Names) -> Option<String> {
    let words = split(line.get(problem.at.clone())?);
    let [word] = words.as_slice() else {
        return None;
    };
    let guess = nearest(&word.text, &NameBook::new(names))?;
    problem.sentence.contains(&asks(&guess)).then_some(guess)
}

fn asks(guess: &str) -> String {
    format!("do you mean {guess}?")
}

/// What is possible, in one short sentence, with examples where nothing else is known.
fn possible(book: &NameBook, with_examples: bool) -> String {
    let names = book.names;
    let example = |words: &str| {
        if with_examples && !words.is_empty() {
            format!(" ({words})")
        } else {
            String::new()
        }
    };
    let mut fits = vec![
        format!("A day{}", example("thu")),
        format!("time{}", example("10")),
    ];
    for (what, names) in [
        (
            "service",
            some_of(names.services.iter().map(|(_, name)| name.as_str()), 1),
        ),
        (
            "groomer",
            some_of(names.groomers.iter().map(|(_, name)| name.as_str()), 3),
        ),
    ] {
        if !names.is_empty() {
            let short = Some(names.as_str()).filter(|names| names.chars().count() <= EXAMPLE);
            fits.push(format!("{what}{}", example(short.unwrap_or_default())));
        }
    }
    let last = fits.pop().unwrap_or_default();
    format!("{} or {last} fits here.", fits.join(", "))
}

/// The first few names, with dots when there are more.
pub(super) fn some_of<'a>(names: impl Iterator<Item = &'a str>, most: usize) -> String {
    let names: Vec<&str> = names.collect();
    let mut listed = names[..names.len().min(most)].join(", ");
    if names.len() > most {
        listed.push_str(", ..");
    }
    listed
}
