//! Days and times as people type them: `thu`, `+6w`, `12 mar`, `10`, `2pm`, `after 14`.

mod between;
mod bounds;
mod calendar;
mod day;
mod distance;
mod error;
mod holiday;
mod later;
mod nth;
mod part_of_day;
mod some_days;
mod spoken;
mod stretch;
mod time;
mod vague;
mod when;

use std::ops::Range;

use chrono::{Datelike, Days, Months, NaiveDate};

use calendar::{JustOver, last_of_month};
use day::days_when;
pub use day::{DayWish, days_at};
pub(in crate::domain) use distance::spelled;
pub use error::PhraseError;
pub(in crate::domain) use later::times_from;
pub use some_days::SomeDays;
use stretch::bounds_when;
pub use stretch::{Stretched, weekdays_left_at};
pub use time::{CLOSE, TimeWish, times_at};
pub use when::When;
pub(in crate::domain) use when::monday;

use super::schedule::Span;
use super::text;

/// One word of a typed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word as it is compared: cleaned, folded, without the punctuation around it.
    pub text: String,
    /// The word as it is repeated in a sentence: only cleaned.
    pub typed: String,
    /// The bytes of the line it was read from.
    pub at: Range<usize>,
}

/// One way to read the first words of a slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken<T> {
    /// How many words it takes, at least one.
    pub words: usize,
    /// What they mean, or why they mean nothing although they look like it.
    pub value: Result<T, PhraseError>,
}

/// Splits a line into words at white space; bare punctuation is no word.
#[must_use]
pub fn split(line: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = 0;
    for piece in line.split_inclusive(char::is_whitespace).flat_map(unjoined) {
        let bare = piece.trim_end();
        let left = bare.trim_start_matches(is_loose);
        let from = start + bare.len() - left.len();
        let kept = left.trim_end_matches(is_loose);
        let typed = text::clean(kept, text::NAME);
        let text = plain(&typed);
        // `3rd of december` is the 3rd december.
        let of_a_date = text == "of" && words.last().is_some_and(is_day_of_month);
        // `10 - 12` is `10 to 12`.
        if text == "-"
            && words
                .last()
                .is_some_and(|word| word.text.ends_with(|c: char| c.is_ascii_digit()))
        {
            words.push(Word {
                text: "to".to_owned(),
                typed,
                at: from..from + kept.len(),
            });
        } else if text.chars().any(|c| !c.is_ascii_punctuation()) && !of_a_date {
            words.extend(in_full(&text).iter().map(|full| Word {
                text: (*full).to_owned(),
                typed: typed.clone(),
                at: from..from + kept.len(),
            }));
        }
        start += piece.len();
    }
    words
}

/// The parts of a word that are joined without a space, `bath+nails`, each with what joins them on its own.
fn unjoined(word: &str) -> Vec<&str> {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, joint) in word.match_indices(['+', '&']) {
        let behind = at + joint.len();
        if is_letter(word[..at].chars().next_back()) && is_letter(word[behind..].chars().next()) {
            parts.extend([&word[start..at], joint]);
            start = behind;
        }
    }
    parts.push(&word[start..]);
    parts
}

/// A word that people write shorter, or in one, as the words it stands for.
fn in_full(text: &str) -> Vec<&str> {
    match text {
        "tmrw" | "tmr" | "tmw" | "tomoz" | "2moro" | "tomorow" | "tommorow" | "tommorrow" => vec!["tomorrow"],
        "til" | "'til" => vec!["till"],
        "b4" => vec!["before"],
        "tonight" => vec!["this", "evening"],
        text => vec![text],
    }
}

/// Whether a word is the number of a day as one says it with its month: `3rd`, `12th`, `1`.
fn is_day_of_month(word: &Word) -> bool {
    let (number, ending) = leading_digits(&word.text);
    calendar::ordinal(&word.text).is_some()
        || !number.is_empty() && number.len() <= 2 && matches!(ending, "" | "st" | "nd" | "rd" | "th")
}

/// Punctuation that may hang on to a word without being part of it; `+`, `-` and `.` are parts of days.
const fn is_loose(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '!' | '?' | '"' | '(' | ')')
}

/// A clean word as it is compared: folded, with one kind of minus and no dots after letters (`thu.`, `p.m.`).
fn plain(word: &str) -> String {
    let folded = text::fold(word);
    let has_digits = folded.contains(|c: char| c.is_ascii_digit());
    folded
        .chars()
        .filter(|c| has_digits || *c != '.')
        .map(|c| match c {
            '\u{2010}'..='\u{2014}' | '\u{2212}' => '-',
            c => c,
        })
        .collect()
}

/// The words as typed, joined again for a sentence.
pub(in crate::domain) fn join(words: &[Word]) -> String {
    words
        .iter()
        .map(|word| word.typed.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Reads a whole text as one day: everything [`days_at`] knows, `12.03`, and a bare `12` as the coming 12th.
pub fn parse_day(text: &str, today: NaiveDate) -> Result<NaiveDate, PhraseError> {
    day_of(text, today, JustOver::NextYear)
}

/// Reads the same where one looks back as often as ahead: a date without a year that is only just over is that day.
pub fn parse_day_to_see(text: &str, today: NaiveDate) -> Result<NaiveDate, PhraseError> {
    day_of(text, today, JustOver::Meant)
}

/// Reads the same where only what has been is asked for: a date without a year, a weekday or a number of a month alone is
/// the last such day, today included.
pub fn parse_day_that_was(text: &str, today: NaiveDate) -> Result<NaiveDate, PhraseError> {
    let day = day_of(text, today, JustOver::LastOne)?;
    let words = split(text);
    let [only] = words.as_slice() else { return Ok(day) };
    let is_weekday = day::weekday(&only.text).is_some();
    let earlier = if day <= today {
        None
    } else if is_weekday {
        day.checked_sub_days(Days::new(7))
    } else if is_number(&only.text) {
        // The month before may be too short for a 31st.
        (1..=2).find_map(|months| {
            let before = day.checked_sub_months(Months::new(months))?;
            (before.day() == day.day() && before <= today).then_some(before)
        })
    } else {
        None
    };
    Ok(earlier.unwrap_or(day))
}

fn day_of(text: &str, today: NaiveDate, just_over: JustOver) -> Result<NaiveDate, PhraseError> {
    let mut words = split(text);
    words.retain(|word| !matches!(word.text.as_str(), "on" | "the"));
    if let [only] = words.as_mut_slice() {
        // Alone in a field for a day these cannot be times.
        if only.text.chars().all(|c| c.is_ascii_digit()) && only.text.len() <= 2 {
            only.text.push_str("th");
        } else if only
            .text
            .split_once('.')
            .is_some_and(|(day, month)| is_number(day) && is_number(month))
        {
            only.text.push('.');
        }
    }
    if let [named, number] = words.as_mut_slice()
        && day::weekday(&named.text).is_some()
        && is_number(&number.text)
    {
        number.text.push_str("th");
    }
    let mut readings = days_when(&words, today.into(), just_over);
    // A field for a day takes one.
    readings.retain(|taken| !matches!(taken.value, Ok(DayWish::Any(_))));
    readings.sort_by_key(|taken| std::cmp::Reverse(taken.words));
    let Some(longest) = readings.into_iter().next() else {
        return Err(PhraseError::NotADay(join(&words)));
    };
    let day = longest.value?.date();
    if longest.words < words.len() {
        return Err(PhraseError::MoreThanADay {
            day,
            today,
            rest: join(&words[longest.words..]),
        });
    }
    Ok(day)
}

/// Every way to read the first words as a day, or as a week, a month or a part of one: what `from`, `before` and `until` want
/// behind them.
#[must_use]
pub fn bounds_at(words: &[Word], today: NaiveDate) -> Vec<Taken<Stretched>> {
    let bounds = bounds_when(words, today.into(), JustOver::Refused).into_iter();
    bounds.map(|(words, value)| Taken { words, value }).collect()
}

/// Every way to read the first words as the last day of a stretch, the likeliest first: what [`bounds_at`] knows, and a month's
/// name as its last day.
#[must_use]
pub fn last_days_at(words: &[Word], today: NaiveDate) -> Vec<Taken<NaiveDate>> {
    let last = |taken: Taken<Stretched>| {
        let value = match taken.value {
            Ok(bounds) => Ok(bounds.last?),
            Err(error) => Err(error),
        };
        let words = taken.words;
        Some(Taken { words, value })
    };
    let mut found: Vec<Taken<NaiveDate>> = bounds_at(words, today).into_iter().filter_map(last).collect();
    let month = words.first().and_then(|word| last_of_month(&word.text, today));
    found.extend(month.map(|day| Taken {
        words: 1,
        value: Ok(day),
    }));
    found
}

/// Reads a whole text as one time of day, in minutes since midnight, a multiple of 5.
pub fn parse_time(text: &str) -> Result<i64, PhraseError> {
    parse_time_within(text, None)
}

/// Reads the same where an hour that could be one of two is rather within these hours, see [`times_at`].
pub fn parse_time_within(text: &str, hours: Option<Span>) -> Result<i64, PhraseError> {
    match time_wish(text, hours)? {
        TimeWish::At(minute) => Ok(minute),
        TimeWish::Around(_) | TimeWish::Within { .. } => Err(PhraseError::NotATime(join(&split(text)))),
    }
}

/// Reads a whole text as a time or a stretch of the day: `10`, `after 14`, `morning`, `after 10 before 12`.
pub fn parse_time_wish(text: &str) -> Result<TimeWish, PhraseError> {
    time_wish(text, None)
}

fn time_wish(text: &str, hours: Option<Span>) -> Result<TimeWish, PhraseError> {
    let mut words = split(text);
    words.retain(|word| !matches!(word.text.as_str(), "at" | "in" | "the"));
    let not_a_time = || PhraseError::NotATime(join(&words));
    let mut wish = TimeWish::ANY;
    let mut left = words.as_slice();
    loop {
        let taken = times_at(left, hours).into_iter().next().ok_or_else(not_a_time)?;
        wish = wish.and(taken.value?).ok_or_else(not_a_time)?;
        left = &left[taken.words..];
        if left.is_empty() {
            return Ok(wish);
        }
    }
}

/// How many words a phrase takes where the first words are it.
pub(in crate::domain) fn starts(words: &[Word], said: &str) -> Option<usize> {
    let mut count = 0;
    for part in said.split(' ') {
        if words.get(count)?.text != part {
            return None;
        }
        count += 1;
    }
    Some(count)
}

/// Whether a text is one or more digits and nothing else.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Parts a word into the digits it starts with and the rest.
fn leading_digits(text: &str) -> (&str, &str) {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at(end)
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_times;
