//! Everything that the next words of a wish may mean.

use super::names::{Fit, NameBook};
use super::size::size_at;
use super::who::{Who, who_at};
use crate::domain::dog::Size;
use crate::domain::phrase::{
    DayWish, PhraseError, TimeWish, When, Word, days_at, starts, times_at, times_from,
};
use crate::domain::repeat::{Repeat, repeats_at};

/// Words that only lead to another.
pub(super) const FILLERS: [&str; 8] = ["with", "at", "on", "for", "to", "in", "the", "and"];

/// Words that say nothing beyond what is so anyhow: any day and time will do, and the work is the usual one; a longer phrase before its
/// beginning.
const NOTHING_SAID: [&str; 58] = [
    "not the full thing",
    "just a",
    "just",
    "only",
    "any time at all",
    "same as last time",
    "same as usual",
    "same as always",
    "same again",
    "her usual",
    "his usual",
    "their usual",
    "usual service",
    "as usual",
    "doesn't matter who",
    "doesn't matter when",
    "doesn't matter",
    "don't mind who",
    "don't mind when",
    "don't mind",
    "not fussed",
    "whoever is free",
    "whoever you have",
    "whoever",
    "whatever is free",
    "whatever you have",
    "whatever",
    "any groomer",
    "any time",
    "any day",
    "anytime",
    "anybody",
    "anyone",
    "whenever you can",
    "whenever",
    "some time",
    "sometime",
    "either",
    "please",
    "if possible",
    "if you can",
    "ideally",
    "preferably",
    "maybe",
    "perhaps",
    "you have",
    "plus",
    "usual",
    "how about",
    "what about",
    "make it",
    "make that",
    "rather",
    "better",
    "instead",
    "then",
    "actually",
    "sorry",
];

/// Words behind which a `no` only takes back what was said before: `no, rather at 11`. Before anything else it may be meant as it
/// is said: `no ana`.
const TAKEN_BACK: [&str; 9] = [
    "rather", "better", "at", "make", "sorry", "actually", "how", "what", "please",
];

/// What one or more words mean.
pub(super) enum Meaning {
    Day(Result<DayWish, PhraseError>),
    Time(Result<TimeWish, PhraseError>),
    Service(Vec<Fit>),
    AddOn(Vec<Fit>),
    Groomer(Vec<Fit>),
    /// The groomer whose name it nearly is, and the word as typed.
    Heard(Fit, String),
    /// How big the dog is.
    Size(Size),
    /// Any of several groomers, or the one of last time.
    Who(Result<Who, String>),
    Repeat(Result<Repeat, String>),
    Filler,
}

/// Everything the first words may mean with how many words it takes, the likeliest first; empty for a word that
/// means nothing.
///
/// A groomer's whole name comes before a day (Tom is rather a groomer than `tom`orrow where a Tom works), a
/// day before a time (`10 mar`), a service before the beginning of a groomer's name.
pub(super) fn meanings_at(
    words: &[Word],
    after_with: bool,
    when: When,
    book: &NameBook,
) -> Vec<(usize, Meaning)> {
    let Some(first) = words.first() else {
        return Vec::new();
    };
    let mut meanings = Vec::new();
    if let Some((count, who)) = who_at(words, after_with, book) {
        meanings.push((count, Meaning::Who(who)));
    }
    let repeats = || {
        let repeats = repeats_at(words, when.today()).into_iter();
        repeats.map(|(count, repeat)| (count, Meaning::Repeat(repeat)))
    };
    // Behind `every 5w` it ends the series, alone it is the last day.
    let is_end = matches!(first.text.as_str(), "until" | "till");
    if is_end {
        meanings.extend(repeats());
    }
    let days = days_at(words, when).into_iter();
    let days = days.map(|taken| (taken.words, Meaning::Day(taken.value)));
    let times = || {
        let times = times_from(words, when)
            .into_iter()
            .chain(times_at(words, book.names.hours));
        times.map(|taken| (taken.words, Meaning::Time(taken.value)))
    };
    if FILLERS.contains(&first.text.as_str()) {
        meanings.extend(days);
        meanings.extend(times());
        meanings.push((1, Meaning::Filler));
        return meanings;
    }
    let groomers = book.groomers(&first.text);
    let groomer_first = after_with || groomers.iter().any(|fit| fit.whole);
    if groomer_first && !groomers.is_empty() {
        meanings.push((1, Meaning::Groomer(groomers.clone())));
    }
    meanings.extend(days);
    meanings.extend(times());
    if !is_end {
        meanings.extend(repeats());
    }
    meanings.extend(work_at(words, book));
    if !groomer_first && !groomers.is_empty() {
        meanings.push((1, Meaning::Groomer(groomers)));
    }
    // Behind the services: one of them may be for small dogs by its name.
    if let Some((count, size)) = size_at(words) {
        meanings.push((count, Meaning::Size(size)));
    }
    if let Some(count) = nothing_said_at(words) {
        meanings.push((count, Meaning::Filler));
    }
    meanings
}

/// The one groomer whose name the first word nearly is, where it means nothing else.
pub(super) fn heard_at(words: &[Word], book: &NameBook) -> Option<Meaning> {
    let word = words.first()?;
    Some(Meaning::Heard(book.alike(&word.text)?, word.typed.clone()))
}

/// The services and what is done on top that the first words may name.
fn work_at(words: &[Word], book: &NameBook) -> Vec<(usize, Meaning)> {
    let mut work: Vec<(usize, Meaning)> = Vec::new();
    for (count, [services, add_ons], on_top_first) in book.work_at(words) {
        let mut both = vec![
            (count, Meaning::Service(services)),
            (count, Meaning::AddOn(add_ons)),
        ];
        if on_top_first {
            both.reverse();
        }
        work.extend(both);
    }
    work.retain(
        |(_, meaning)| !matches!(meaning, Meaning::Service(fits) | Meaning::AddOn(fits) if fits.is_empty()),
    );
    work
}

/// How many words say nothing beyond what is so anyhow.
fn nothing_said_at(words: &[Word]) -> Option<usize> {
    let is_article = |word: &Word| matches!(word.text.as_str(), "a" | "an" | "n");
    // An initial behind a dog's name is no article.
    if words.first().is_some_and(is_article) && words.len() > 1 {
        return Some(1);
    }
    if let [no, next, ..] = words
        && no.text == "no"
        && (TAKEN_BACK.contains(&next.text.as_str()) || next.text.starts_with(|c: char| c.is_ascii_digit()))
    {
        return Some(1);
    }
    if let [of, which, ..] = words
        && of.text == "of"
        && matches!(which.text.as_str(), "next" | "this" | "the")
    {
        return Some(1);
    }
    NOTHING_SAID.iter().find_map(|said| starts(words, said))
}
