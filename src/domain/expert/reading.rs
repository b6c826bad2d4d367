//! One way to read the words of a wish, followed word by word.

use std::cmp::Ordering;
use std::ops::Range;

use chrono::NaiveDate;

use super::guess::{some_of, unknown};
use super::meaning::Meaning;
use super::names::{Fit, NameBook};
use super::who::Who;
use super::{Problem, Wish};
use crate::domain::clock::short_day;
use crate::domain::dog::Size;
use crate::domain::phrase::{DayWish, TimeWish, Word, join};
use crate::domain::repeat::Repeat;

/// What the words so far mean when each is read in one certain way.
#[derive(Clone, Default)]
pub(super) struct Reading {
    services: Vec<Fit>,
    /// One after the other, each with what its words may mean.
    add_ons: Vec<Vec<Fit>>,
    groomers: Vec<Fit>,
    groomers_at: Range<usize>,
    /// Any of several groomers, or the one of last time.
    who: Option<Who>,
    heard: Vec<(String, String)>,
    size: Option<Size>,
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
            Meaning::Repeat(Err(sentence)) | Meaning::Who(Err(sentence)) => Some(sentence.clone()),
            Meaning::Repeat(Ok(repeat)) => next.take_repeat(*repeat, words),
            Meaning::Day(Ok(day)) => next.take_day(*day, words, today),
            Meaning::Time(Ok(time)) => next.take_time(*time, words),
            Meaning::Service(fits) => next.take_service(fits, words, book),
            Meaning::AddOn(fits) => {
                next.take_add_on(fits);
                None
            }
            Meaning::Groomer(fits) => next.take_groomer(fits, words, book),
            Meaning::Heard(fit, typed) => {
                let refused = next.take_groomer(&[*fit], words, book);
                if refused.is_none() {
                    let name = book.groomer_name(fit.place).to_owned();
                    next.heard.push((typed.clone(), name));
                }
                refused
            }
            Meaning::Size(size) => next.take_size(*size, words),
            Meaning::Who(Ok(who)) => next.take_who(who, words),
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

    fn take_size(&mut self, size: Size, words: &[Word]) -> Option<String> {
        let said = *self.size.get_or_insert(size);
        (said != size).then(|| {
            format!(
                "The dog is {} already: leave `{}` out or the other one.",
                said.as_str(),
                join(words)
            )
        })
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

    fn take_who(&mut self, who: &Who, words: &[Word]) -> Option<String> {
        let both = match &self.who {
            None if self.groomers.is_empty() => Some(who.clone()),
            None => None,
            Some(said) => said.and(who),
        };
        if both.is_none() {
            return Some(said_already(words));
        }
        self.who = both;
        None
    }

    fn take_groomer(&mut self, fits: &[Fit], words: &[Word], book: &NameBook) -> Option<String> {
        if self.who.is_some() {
            return Some(said_already(words));
        }
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
        let groomers: Vec<_> = match &self.who {
            Some(Who::AnyOf(places)) => {
                let any_of = places.iter().filter_map(|place| names.groomers.get(*place));
                any_of.map(|(id, _)| *id).collect()
            }
            _ => Vec::new(),
        };
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
                .map(|(id, _)| *id)
                .or(match groomers.as_slice() {
                    [only] => Some(*only),
                    _ => None,
                }),
            groomers: if groomers.len() > 1 { groomers } else { Vec::new() },
            usual_groomer: self.who == Some(Who::Usual),
            heard: self.heard,
            size: self.size,
            day: self.day,
            time: self.time.filter(|time| *time != TimeWish::ANY),
            repeat: self.repeat,
            problems: self.problems,
            about: None,
        }
    }
}

/// What is said of words that name a groomer once more.
fn said_already(words: &[Word]) -> String {
    format!(
        "The groomer is said already: leave `{}` out or the other one.",
        join(words)
    )
}

/// The bytes of the line the words cover.
fn range(words: &[Word]) -> Range<usize> {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => first.at.start..last.at.end,
        _ => 0..0,
    }
}

/// What fits both the earlier words and these, with the scores added up; anything fits no earlier words.
pub(super) fn narrowed(earlier: &[Fit], fits: &[Fit]) -> Vec<Fit> {
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
pub(super) fn best(fits: &[Fit]) -> Option<Fit> {
    fits.iter()
        .copied()
        .reduce(|best, fit| if fit.score > best.score { fit } else { best })
}
