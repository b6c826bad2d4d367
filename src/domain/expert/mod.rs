//! The expert line: a booking in one breath, `bella bath thu 10 ana`.

mod guess;
mod meaning;
mod names;
mod reading;
mod same_work;
mod size;
mod told;
mod who;

use std::ops::Range;

use chrono::NaiveDate;

pub use guess::guessed;
pub use names::Names;
pub use size::size_said;
pub use told::marks;

use self::guess::is_slip;
use self::meaning::{Meaning, heard_at, meanings_at};
use self::names::NameBook;
use self::reading::Reading;
use self::size::is_size;
use super::dog::Size;
use super::id::{GroomerId, ServiceId};
use super::phrase::{self, DayWish, TimeWish, When, Word};
use super::repeat::Repeat;
use super::text;

/// More words than a booking needs; what follows is refused as a whole.
const MOST_WORDS: usize = 40;
/// How many readings of a line are followed at once; a line people type has one to three.
const MOST_READINGS: usize = 24;

/// A line that starts with the dog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expert {
    /// The dog's name as typed, first and perhaps last; empty when the line is.
    pub dog: String,
    /// What is wished for it.
    pub wish: Wish,
    /// The same line with one of the dog's names taken for a misspelt word of the wish, where one lies near to such a word:
    /// what is rather meant when the book has no dog of the whole name.
    pub misspelt: Option<Box<Self>>,
}

/// What is wished: everything is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// What for; the first in the list where the words fit several.
    pub service: Option<ServiceId>,
    /// Every service that the words fit as well as any, in the order of the list: the dog tells which one is meant.
    pub services: Vec<ServiceId>,
    /// What is done on top of it, in the order of the line.
    pub add_ons: Vec<ServiceId>,
    /// With whom.
    pub groomer: Option<GroomerId>,
    /// With any of these, where several would do; empty where one is named, or nobody.
    pub groomers: Vec<GroomerId>,
    /// With the one of last time, while the dog has not told who that is.
    pub usual_groomer: bool,
    /// Each groomer's name that was only nearly typed: as typed, and whose it was taken for.
    pub heard: Vec<(String, String)>,
    /// How big the dog is said to be.
    pub size: Option<Size>,
    /// Which day.
    pub day: Option<DayWish>,
    /// What time.
    pub time: Option<TimeWish>,
    /// How often, where more than one appointment is wished.
    pub repeat: Option<Repeat>,
    /// The words that could not be followed, in the order of the line.
    pub problems: Vec<Problem>,
    /// The day that was talked about, where the day of the wish was counted from it and not from today.
    pub about: Option<About>,
}

/// A day that a caller talks about: a weekday without a date is then one of its week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// The day.
    pub day: NaiveDate,
    /// The day from which `+1w` is counted: this one, or the one before it in a row of visits.
    pub from: NaiveDate,
    /// When it starts, in minutes since midnight, from which `an hour later` is counted.
    pub minute: i64,
    /// What is on that day, in words: `the appointment`.
    pub what: &'static str,
}

impl Wish {
    /// The same where only one groomer can be asked for: several are refused with this sentence.
    #[must_use]
    pub fn with_one(mut self, sentence: &str) -> Self {
        if !self.groomers.is_empty() || self.usual_groomer {
            (self.groomers, self.usual_groomer) = (Vec::new(), false);
            self.problems.push(Problem {
                at: 0..0,
                sentence: sentence.to_owned(),
            });
        }
        self
    }

    /// The same where only one appointment can be had: a series is refused with this sentence.
    #[must_use]
    pub fn once(mut self, sentence: &str) -> Self {
        if self.repeat.take().is_some() {
            self.problems.push(Problem {
                at: 0..0,
                sentence: sentence.to_owned(),
            });
        }
        self
    }
}

/// A part of the line that could not be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The bytes of the line it is about, at character boundaries.
    pub at: Range<usize>,
    /// What was understood and what is possible.
    pub sentence: String,
}

/// Reads `bella bath thu 10 ana`: the dog first, then service, day, time and groomer in any order, all optional.
///
/// The first word is always the dog's, whatever else it could mean; words after it belong to its name until
/// the first one that is a day, a time, a service, a groomer or a filler (`with at on for to in the`; `and` is one after it). Several dogs are
/// joined by `+`, `&` or `and`; the word after that is always a dog's as well. A word of the name that lies near to one of the
/// wish gives a second reading, see [`Expert::misspelt`].
#[must_use]
pub fn parse(line: &str, today: NaiveDate, names: &Names) -> Expert {
    let words = phrase::split(line);
    let book = NameBook::new(names);
    if words.is_empty() {
        return Expert {
            dog: String::new(),
            wish: Wish {
                problems: vec![Problem {
                    at: 0..line.len(),
                    sentence: "Start with the dog, such as: bella bath thu 10.".to_owned(),
                }],
                ..Wish::default()
            },
            misspelt: None,
        };
    }
    let mut count = 1;
    let mut slip = None;
    while let Some(word) = words.get(count).filter(|_| count <= MOST_WORDS) {
        let is_joined = is_joined(&line[..word.at.start], word);
        // `Bella Small` may well be a dog's name, and a `small dog` is not.
        let meanings = || meanings_at(&words[count..], false, today.into(), &book);
        let alone = |(words, meaning): &(usize, Meaning)| *words == 1 && matches!(meaning, Meaning::Size(_));
        let may_be_name = is_size(word) && meanings().iter().all(alone);
        if !is_joined && !may_be_name && !meanings().is_empty() {
            break;
        }
        let is_slip = may_be_name || is_slip(&word.text, &book) || book.alike(&word.text).is_some();
        if slip.is_none() && !is_joined && is_slip {
            slip = Some(count);
        }
        count += 1;
    }
    let misspelt = slip.map(|count| Box::new(named_by(line, &words, count, today, &book)));
    Expert {
        misspelt,
        ..named_by(line, &words, count, today, &book)
    }
}

/// The same line where its first `count` words are the dog's name and everything behind them is wished: for whoever knows
/// that the book has a dog of just that name.
#[must_use]
pub fn parse_named(line: &str, count: usize, today: NaiveDate, names: &Names) -> Expert {
    let words = phrase::split(line);
    if words.is_empty() {
        return parse(line, today, names);
    }
    named_by(
        line,
        &words,
        count.clamp(1, words.len()),
        today,
        &NameBook::new(names),
    )
}

/// The line with its first `count` words as the dog's name; there is at least one.
fn named_by(line: &str, words: &[Word], count: usize, today: NaiveDate, book: &NameBook) -> Expert {
    let (name, rest) = words.split_at(count);
    let at = |word: Option<&Word>| word.map_or(0..0, |word| word.at.clone());
    Expert {
        dog: text::clean(&line[at(name.first()).start..at(name.last()).end], text::LINE),
        wish: wish(rest, today.into(), book),
        misspelt: None,
    }
}

/// Whether a word joins one more dog to those before it, or is that dog's name.
fn is_joined(before: &str, word: &Word) -> bool {
    let letters_first = |text: &str| text.chars().next().is_some_and(char::is_alphabetic);
    let name = word.text.strip_prefix('+');
    let before = before.trim_end();
    word.text == "and"
        || name.is_some_and(letters_first)
        || letters_first(&word.text) && (before.ends_with(['+', '&']) || before.ends_with(" and"))
}

/// Reads the same without a dog: `fri ana after 14`.
#[must_use]
pub fn parse_wish(line: &str, today: NaiveDate, names: &Names) -> Wish {
    wish(&phrase::split(line), today.into(), &NameBook::new(names))
}

/// Reads the same while a day is talked about: `tue` is the Tuesday of its week, `next week` the week after it, and a time
/// alone is one of that day.
#[must_use]
pub fn parse_wish_about(line: &str, today: NaiveDate, about: About, names: &Names) -> Wish {
    let words = phrase::split(line);
    let mut read = wish(
        &words,
        When::about(today, about.day, about.from).at(Some(about.minute)),
        &NameBook::new(names),
    );
    let alone = parse_wish(line, today, names);
    if read.day.is_none() && read.time.is_some() {
        read.day = Some(DayWish::On(about.day));
    }
    read.about = (read.day != alone.day).then_some(about);
    read
}

/// Follows every reading of the words side by side and takes the one with the fewest problems; among equals the
/// one whose first word is read in the likelier way, then the second, and so on.
fn wish(words: &[Word], when: When, book: &NameBook) -> Wish {
    let today = when.today();
    let (words, beyond) = words.split_at(words.len().min(MOST_WORDS));
    let mut readings: Vec<Vec<Reading>> = vec![Vec::new(); words.len() + 1];
    readings[0].push(Reading::default());
    for place in 0..words.len() {
        let mut here = std::mem::take(&mut readings[place]);
        here.sort_by(Reading::compare);
        here.truncate(MOST_READINGS);
        if here.is_empty() {
            continue;
        }
        let after_with = place > 0 && words[place - 1].text == "with";
        let meanings = meanings_at(&words[place..], after_with, when, book);
        for reading in here {
            if meanings.is_empty()
                && let Some(heard) = heard_at(&words[place..], book)
            {
                let next = reading.with(0, &heard, &words[place..=place], today, book);
                readings[place + 1].push(next);
                continue;
            }
            if meanings.is_empty() {
                let next = reading.with_unknown(&words[place], book);
                readings[place + 1].push(next);
                continue;
            }
            for (rank, (count, meaning)) in meanings.iter().enumerate() {
                let next = reading.with(rank, meaning, &words[place..place + count], today, book);
                readings[place + count].push(next);
            }
        }
    }
    let whole = readings.pop().unwrap_or_default();
    let settled = whole.into_iter().map(|reading| reading.settle(book));
    let mut wish = settled
        .min_by(Reading::compare)
        .unwrap_or_default()
        .into_wish(book);
    if let (Some(first), Some(last)) = (beyond.first(), beyond.last()) {
        wish.problems.push(Problem {
            at: first.at.start..last.at.end,
            sentence: "This goes on after all a booking needs: leave it out.".to_owned(),
        });
    }
    wish
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_refused;

#[cfg(test)]
mod any_line;
#[cfg(test)]
mod callers;
#[cfg(test)]
mod more_callers;
