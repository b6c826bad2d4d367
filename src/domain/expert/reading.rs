//! One way to read the words of a wish, followed word by word.

use std::cmp::Ordering;
use std::ops::Range;

use chrono::NaiveDate;

use super::guess::{some_of, unknown};
use super::names::{Fit, NameBook};
use super::{Problem, Wish};
use crate::domain::clock::short_day;
use crate::domain::phrase::{DayWish, PhraseError, TimeWish, When, Word, days_at, join, times_at};
use crate::domain::repeat::{Repeat, repeats_at};

/// Words that only lead to another.
const FILLERS: [&str; 8] = ["with", "at", "on", "for", "to", "in", "the", "and"];

/// What one or more words mean.
pub(super) enum Meaning {
    Day(Result<DayWish, PhraseError>),
    Time(Result<TimeWish, PhraseError>),
    Service(Vec<Fit>),
    AddOn(Vec<Fit>),
    Groomer(Vec<Fit>),
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
    let days = days_at(words, when);
    let is_filler = FILLERS.contains(&first.text.as_str());
    if is_filler && days.is_empty() {
        return vec![(1, Meaning::Filler)];
    }
    let mut meanings = Vec::new();
    let groomers = if is_filler {
        Vec::new()
    } else {
        book.groomers(&first.text)
    };
    let groomer_first = after_with || groomers.iter().any(|fit| fit.whole);
    if groomer_first && !groomers.is_empty() {
        meanings.push((1, Meaning::Groomer(groomers.clone())));
    }
    meanings.extend(
        days.into_iter()
            .map(|taken| (taken.words, Meaning::Day(taken.value))),
    );
    if is_filler {
        meanings.push((1, Meaning::Filler));
        return meanings;
    }
    meanings.extend(
        times_at(words, book.names.hours)
            .into_iter()
            .map(|taken| (taken.words, Meaning::Time(taken.value))),
    );
    meanings.extend(
        repeats_at(words, when.today())
            .into_iter()
            .map(|(count, repeat)| (count, Meaning::Repeat(repeat))),
    );
    let services = book.services(&first.text);
    let add_ons = book.add_ons(&first.text);
    let mut work = vec![(1, Meaning::Service(services)), (1, Meaning::AddOn(add_ons))];
    if book.rather_on_top(&first.text) {
        work.reverse();
    }
    work.retain(
        |(_, meaning)| !matches!(meaning, Meaning::Service(fits) | Meaning::AddOn(fits) if fits.is_empty()),
    );
    meanings.extend(work);
    if !groomer_first && !groomers.is_empty() {
        meanings.push((1, Meaning::Groomer(groomers)));
    }
    meanings
}

/// What the words so far mean when each is read in one certain way.
#[derive(Clone, Default)]
pub(super) struct Reading {
    services: Vec<Fit>,
    /// One after the other, each with what its words may mean.
    add_ons: Vec<Vec<Fit>>,
    groomers: Vec<Fit>,
    groomers_at: Range<usize>,
    day: Option<DayWish>,
    time: Option<TimeWish>,
    repeat: Option<Repeat>,
    repeat_at: Range<usize>,
    problems: Vec<Problem>,
    /// A word was not understood, and it was said what is possible.
    unknown: bool,
    /// How far down the list of meanings each word was taken from.
    ranks: Vec<usize>,
}

impl Reading {
    /// The better reading first: fewer problems, then the likelier meaning of the earlier word.
    pub fn compare(&self, other: &Self) -> Ordering {
        let key = |reading: &Self| reading.problems.len();
        key(self)
            .cmp(&key(other))
            .then_with(|| self.ranks.cmp(&other.ranks))
    }

    /// This reading with the next words taken to mean this.
    pub fn with(
        &self,
        rank: usize,
        meaning: &Meaning,
        words: &[Word],
        today: NaiveDate,
        book: &NameBook,
    ) -> Self {
        let mut next = self.clone();
        next.ranks.push(rank);
        let refused = match meaning {
            Meaning::Filler => None,
            Meaning::Day(Err(error)) | Meaning::Time(Err(error)) => Some(error.to_string()),
            Meaning::Repeat(Err(sentence)) => Some(sentence.clone()),
            Meaning::Repeat(Ok(repeat)) => next.take_repeat(*repeat, words),
            Meaning::Day(Ok(day)) => next.take_day(*day, words, today),
            Meaning::Time(Ok(time)) => next.take_time(*time, words),
            Meaning::Service(fits) => next.take_service(fits, words, book),
            Meaning::AddOn(fits) => {
                next.take_add_on(fits);
                None
            }
            Meaning::Groomer(fits) => next.take_groomer(fits, words, book),
        };
        if let Some(sentence) = refused {
            next.refuse(words, sentence);
        }
        next
    }

    /// This reading with the next word not understood.
    pub fn with_unknown(mut self, word: &Word, book: &NameBook) -> Self {
        let sentence = unknown(word, self.unknown, book);
        self.unknown = true;
        self.ranks.push(0);
        self.refuse(std::slice::from_ref(word), sentence);
        self
    }

    fn refuse(&mut self, words: &[Word], sentence: String) {
        self.problems.push(Problem {
            at: range(words),
            sentence,
        });
    }

    fn take_day(&mut self, day: DayWish, words: &[Word], today: NaiveDate) -> Option<String> {
        let Some(said) = self.day else {
            self.day = Some(day);
            return None;
        };
        if let Some(both) = said.and(day) {
            self.day = Some(both);
            return None;
        }
        let said = short_day(said.date(), today);
        Some(format!(
            "The day is {said} already: leave `{}` out or the other one.",
            join(words)
        ))
    }

    fn take_time(&mut self, time: TimeWish, words: &[Word]) -> Option<String> {
        let said = self.time.unwrap_or(TimeWish::ANY);
        match said.and(time) {
            Some(both) => {
                self.time = Some(both);
                None
            }
            None => Some(format!(
                "The time is {said} already: leave `{}` out or the other one.",
                join(words)
            )),
        }
    }

    fn take_repeat(&mut self, repeat: Repeat, words: &[Word]) -> Option<String> {
        match self.repeat.unwrap_or_default().and(repeat) {
            Some(both) => {
                self.repeat = Some(both);
                self.repeat_at = range(words);
                None
            }
            None => Some(format!(
                "How often is said already: leave `{}` out or the other one.",
                join(words)
            )),
        }
    }

    fn take_service(&mut self, fits: &[Fit], words: &[Word], book: &NameBook) -> Option<String> {
        let both = narrowed(&self.services, fits);
        if both.is_empty() {
            let said = best(&self.services).map_or("", |fit| book.service_name(fit.place));
            return Some(format!(
                "The service is {said} already, and `{}` is another: leave one out.",
                join(words)
            ));
        }
        self.services = both;
        None
    }

    /// Several words may name one thing done on top; words that do not fit together name several.
    fn take_add_on(&mut self, fits: &[Fit]) {
        let both = self
            .add_ons
            .last()
            .map(|last| narrowed(last, fits))
            .unwrap_or_default();
        match self.add_ons.last_mut() {
            Some(last) if !both.is_empty() => *last = both,
            _ => self.add_ons.push(fits.to_vec()),
        }
    }

    fn take_groomer(&mut self, fits: &[Fit], words: &[Word], book: &NameBook) -> Option<String> {
        let both = narrowed(&self.groomers, fits);
        if both.is_empty() {
            let said = best(&self.groomers).map_or("", |fit| book.groomer_name(fit.place));
            return Some(format!(
                "The groomer is {said} already, and `{}` is another: leave one out.",
                join(words)
            ));
        }
        self.groomers = both;
        self.groomers_at = range(words);
        None
    }

    /// Says so when the groomer is still one of several, or a series has no rhythm.
    pub fn settle(mut self, book: &NameBook) -> Self {
        let top = best(&self.groomers).map_or(0, |fit| fit.score);
        self.groomers.retain(|fit| fit.score == top);
        if self.groomers.len() > 1 {
            let several = some_of(self.groomers.iter().map(|fit| book.groomer_name(fit.place)), 4);
            self.problems.push(Problem {
                at: self.groomers_at.clone(),
                sentence: format!("That could be more than one groomer ({several}): type more of the name."),
            });
            self.groomers.clear();
        }
        if self.repeat.is_some_and(|repeat| repeat.weeks.is_none()) {
            self.problems.push(Problem {
                at: self.repeat_at.clone(),
                sentence: "Every how many weeks? A series is typed as every 5w x6, or every 5w until june."
                    .to_owned(),
            });
        }
        self.problems.sort_by_key(|problem| problem.at.start);
        self
    }

    pub fn into_wish(self, book: &NameBook) -> Wish {
        let names = book.names;
        let mut add_ons = Vec::new();
        for fits in &self.add_ons {
            let id = best(fits).and_then(|fit| names.add_ons.get(fit.place));
            add_ons.extend(id.map(|(id, _)| *id).filter(|id| !add_ons.contains(id)));
        }
        let top = best(&self.services).map_or(0, |fit| fit.score);
        let as_good = self.services.iter().filter(|fit| fit.score == top);
        let services: Vec<_> = as_good
            .filter_map(|fit| names.services.get(fit.place))
            .map(|(id, _)| *id)
            .collect();
        Wish {
            add_ons,
            service: services.first().copied(),
            services,
            groomer: best(&self.groomers)
                .and_then(|fit| names.groomers.get(fit.place))
                .map(|(id, _)| *id),
            day: self.day,
            time: self.time,
            repeat: self.repeat,
            problems: self.problems,
            about: None,
        }
    }
}

/// The bytes of the line the words cover.
fn range(words: &[Word]) -> Range<usize> {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => first.at.start..last.at.end,
        _ => 0..0,
    }
}

/// What fits both the earlier words and these, with the scores added up; anything fits no earlier words.
fn narrowed(earlier: &[Fit], fits: &[Fit]) -> Vec<Fit> {
    if earlier.is_empty() {
        return fits.to_vec();
    }
    let add = |fit: &Fit| {
        let before = earlier.iter().find(|before| before.place == fit.place)?;
        Some(Fit {
            score: before.score + fit.score,
            ..*fit
        })
    };
    fits.iter().filter_map(add).collect()
}

/// The best fit, the earliest in the list among equals.
fn best(fits: &[Fit]) -> Option<Fit> {
    fits.iter()
        .copied()
        .reduce(|best, fit| if fit.score > best.score { fit } else { best })
}
