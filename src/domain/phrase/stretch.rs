//! Stretches of days that callers name: `next week`, `before christmas`, `by friday`, `not fri`, `end of the month`, `asap`.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::calendar::{JustOver, month};
use super::day::{shifted, single_days_at};
use super::nth::nth_at;
use super::some_days::{EVERY_DAY, SomeDays, WEEKEND, several, week};
use super::time::clock_times;
use super::vague::vague_at;
use super::{DayWish, PhraseError, Taken, When, Word, join, monday, starts};

type Stretch = (usize, Result<SomeDays, PhraseError>);

/// Every way to read the first words as a stretch of days.
pub(super) fn stretches_at(words: &[Word], when: When, just_over: JustOver) -> Vec<Stretch> {
    let Some((first, rest)) = words.split_first() else {
        return Vec::new();
    };
    let mut found: Vec<Stretch> = Vec::new();
    if let Some((count, span)) = span_at(words, when) {
        found.push((
            count,
            span.ok_or_else(|| PhraseError::OutOfTheBook(join(&words[..count]))),
        ));
    }
    if let Some(count) = soonest_at(words) {
        found.push((count, Ok(SomeDays::from(when.today()))));
    }
    for (count, days) in vague_at(words, when, just_over)
        .into_iter()
        .chain(nth_at(words, when))
    {
        let none = || PhraseError::NoDayLeft(join(&words[..count]));
        found.push((count, days.ok_or_else(none)));
    }
    if let Some((count, days)) = all_but_at(words, when) {
        found.push((
            count,
            days.ok_or_else(|| PhraseError::NoDayLeft(join(&words[..count]))),
        ));
    }
    match first.text.as_str() {
        "from" => {
            let from = |day: Stretched| Some(SomeDays::from(day.first));
            found.extend(bounded(words, 1, when, just_over, from));
        }
        "after" => {
            let after = |day: Stretched| Some(SomeDays::from(day.last?.succ_opt()?));
            found.extend(bounded(words, 1, when, just_over, after));
        }
        "before" => {
            // The end of a month is not over before its last day.
            let is_end = matches!(part_at(rest), (Some(Part::End), _));
            let before = |day: Stretched| {
                let last = if is_end { day.last } else { day.first.pred_opt() };
                SomeDays::until(when.of_week(), last?)
            };
            found.extend(bounded(words, 1, when, just_over, before));
        }
        "by" | "until" | "till" => {
            let until = |day: Stretched| SomeDays::until(when.of_week(), day.last?);
            found.extend(bounded(words, 1, when, just_over, until));
        }
        _ => {}
    }
    for taken in single_days_at(words, when, just_over) {
        let (Ok(day), [link, after @ ..]) = (taken.value, &words[taken.words..]) else {
            continue;
        };
        let day = day.date();
        match (link.text.as_str(), after.first().map(|word| word.text.as_str())) {
            ("or", Some("later" | "after")) => found.push((taken.words + 2, Ok(SomeDays::from(day)))),
            ("to" | "till" | "until" | "through", _) => {
                let to = |last: Stretched| SomeDays::until(day, last.last?);
                // A time may follow as well: `thu until 12`.
                found.extend(bounded(words, taken.words + 1, when, just_over, to));
            }
            _ => {}
        }
    }
    if rest.is_empty() && first.text == "by" {
        found.push((1, Err(PhraseError::ByWhen)));
    }
    found
}

/// A day, or several in a row, that bounds a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretched {
    /// The first of them.
    pub first: NaiveDate,
    /// The last of them; `None` where nothing ends it.
    pub last: Option<NaiveDate>,
}

/// Every way to read the first words as a day or as a week, a month or a part of one: what `from`, `before` and `until` want behind
/// them.
pub(super) fn bounds_when(
    words: &[Word],
    when: When,
    just_over: JustOver,
) -> Vec<(usize, Result<Stretched, PhraseError>)> {
    let single = |taken: Taken<DayWish>| {
        let day = taken.value.map(DayWish::date);
        let day = day.map(|day| Stretched {
            first: day,
            last: Some(day),
        });
        (taken.words, day)
    };
    let mut bounds: Vec<_> = single_days_at(words, when, just_over)
        .into_iter()
        .map(single)
        .collect();
    bounds.extend(span_at(words, when).and_then(|(count, span)| {
        let span = span?;
        let (first, last) = (span.first(), span.last());
        Some((count, Ok(Stretched { first, last })))
    }));
    bounds
}

/// Stretches that some day or span behind the first `led` words bounds.
fn bounded(
    words: &[Word],
    led: usize,
    when: When,
    just_over: JustOver,
    stretch: impl Fn(Stretched) -> Option<SomeDays>,
) -> Vec<Stretch> {
    let led = led + usize::from(words.get(led).is_some_and(|word| word.text == "the"));
    let bounds = bounds_when(&words[led..], when, just_over);
    let stretched = |(count, day): (usize, Result<Stretched, PhraseError>)| {
        let count = led + count;
        let none = || PhraseError::NoDayLeft(join(&words[..count]));
        (count, day.and_then(|day| stretch(day).ok_or_else(none)))
    };
    bounds.into_iter().map(stretched).collect()
}

/// `asap`, `as soon as possible`, `the first free`: the first of all days.
fn soonest_at(words: &[Word]) -> Option<usize> {
    const SAID: [&str; 29] = [
        "as soon as possible",
        "as soon as you can",
        "as early as possible",
        "as early as you can",
        "first free appointment",
        "first appointment",
        "first available appointment",
        "next available appointment",
        "next available slot",
        "next free slot",
        "next free time",
        "next possible",
        "soonest possible",
        "right away",
        "straight away",
        "immediately",
        "right now",
        "now",
        "first free time",
        "first free slot",
        "first free",
        "first available",
        "first possible",
        "earliest possible",
        "next available",
        "next free",
        "soonest",
        "earliest",
        "asap",
    ];
    let count = SAID.iter().find_map(|said| starts(words, said))?;
    // `earliest 11` says no day.
    let is_of_a_time = words[0].text == "earliest" && !clock_times(&words[count..], None).is_empty();
    (!is_of_a_time).then_some(count)
}

/// `not fri`, `not on mondays`, `any day but friday`, `except tue or thu`: how many words, and every other day; `None` for the days
/// where none is left.
fn all_but_at(words: &[Word], when: When) -> Option<(usize, Option<SomeDays>)> {
    let (count, left) = weekdays_left_at(words)?;
    Some((count, SomeDays::of(when.of_week(), None, left)))
}

/// The weekdays that such words leave, a bit each, Monday is 1, and how many words they are.
#[must_use]
pub fn weekdays_left_at(words: &[Word]) -> Option<(usize, u8)> {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let mut at = match (text(0), text(1)) {
        ("anything" | "anytime", _) => 1,
        _ => usize::from(matches!(text(0), "any" | "every")) + usize::from(text(1) == "day"),
    };
    if at == 1 && !matches!(text(0), "anything" | "anytime") {
        return None;
    }
    at += match (text(at), text(at + 1)) {
        ("but" | "just", "not") | ("apart" | "aside", "from") | ("other", "than") => 2,
        ("not" | "except" | "but" | "excluding" | "no" | "never", _) => 1,
        _ => return None,
    };
    at += usize::from(text(at) == "on") + usize::from(text(at + 1) == "a" && text(at) == "on");
    let mut without = several(text(at))?;
    at += 1;
    while matches!(text(at), "or" | "and" | "nor")
        && let Some(more) = several(text(at + 1))
    {
        without |= more;
        at += 2;
    }
    Some((at, EVERY_DAY & !without))
}

/// A week, weekend or month, or a part of one: how many words, and its days that are still to come; `None` for the days beyond
/// the calendar.
fn span_at(words: &[Word], when: When) -> Option<(usize, Option<SomeDays>)> {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let today = when.of_week();
    let (part, led) = part_at(words);
    let the = usize::from(led > 0 && text(led) == "the");
    let at = led + the;
    let span = match (text(at), text(at + 1)) {
        (which @ ("this" | "next"), "week") => (2, week(which == "next", today)),
        (which @ ("this" | "next"), "weekend") if part.is_none() => {
            let week = week(which == "next", today)?;
            (2, week.and(SomeDays::of(today, None, WEEKEND)?))
        }
        (which @ ("this" | "next"), "month") => (2, of_month(today, u32::from(which == "next"))),
        ("week", _) if part.is_some() => (1, week(false, today)),
        ("month", _) if part.is_some() => (1, of_month(today, 0)),
        ("in", "the") if text(at + 2) == "new" && text(at + 3) == "year" && part.is_none() => {
            let second = NaiveDate::from_ymd_opt(today.year().checked_add(1)?, 1, 2);
            (4, second.map(SomeDays::from))
        }
        ("in", name) if part.is_none() => (2, of_month(today, ahead(name, today)?)),
        (name, _) if part.is_some() => (1, of_month(today, ahead(name, today)?)),
        _ => return None,
    };
    let (count, days) = span;
    let of_part = |days: SomeDays| match part {
        Some(part) => part.of(days, today).or_else(|| {
            // What is over of this month or week is meant of the next one.
            let later = if days.is_week() {
                week(true, today)
            } else {
                of_month(today, 1)
            };
            part.of(later.filter(|_| !matches!(text(at), "this" | "next"))?, today)
        }),
        None => Some(days),
    };
    Some((at + count, days.and_then(of_part)))
}

/// A part of a week or a month.
#[derive(Clone, Copy)]
enum Part {
    Beginning,
    Middle,
    End,
}

/// `end of`, `early`, `mid`, and how many words that is.
fn part_at(words: &[Word]) -> (Option<Part>, usize) {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let led = usize::from(text(0) == "the");
    let (part, needs_of) = match text(led) {
        "beginning" | "start" => (Part::Beginning, true),
        "middle" => (Part::Middle, true),
        "end" => (Part::End, true),
        "early" => (Part::Beginning, false),
        "mid" => (Part::Middle, false),
        "late" | "later" => (Part::End, false),
        _ => return (None, 0),
    };
    match (needs_of, text(led + 1)) {
        (_, "of") => (Some(part), led + 2),
        (true, _) if led == 0 => (Some(part), 1),
        (false, _) => (Some(part), led + 1),
        _ => (None, 0),
    }
}

impl Part {
    /// The days of this part of a whole week or month that are still to come.
    fn of(self, whole: SomeDays, today: NaiveDate) -> Option<SomeDays> {
        let last = whole.last()?;
        let (first, end) = if whole.is_week() {
            let (first, end) = match self {
                Self::Beginning => (0, 2),
                Self::Middle => (1, 3),
                Self::End => (3, 6),
            };
            let monday = monday(last);
            (shifted(monday, first)?, shifted(monday, end)?)
        } else {
            match self {
                Self::Beginning => (last.with_day(1)?, last.with_day(10)?),
                Self::Middle => (last.with_day(11)?, last.with_day(20)?),
                Self::End => (last.with_day(21)?, last),
            }
        };
        SomeDays::until(first.max(today), end)
    }
}

/// How many months ahead the coming month of that name is, this one included.
fn ahead(name: &str, today: NaiveDate) -> Option<u32> {
    let month = month(name)?;
    Some((month + 12 - today.month()) % 12)
}

/// The days of a month so many months ahead that are still to come.
fn of_month(today: NaiveDate, ahead: u32) -> Option<SomeDays> {
    let first = today.with_day(1)?.checked_add_months(Months::new(ahead))?;
    let last = first
        .checked_add_months(Months::new(1))?
        .checked_sub_days(Days::new(1))?;
    SomeDays::until(first.max(today), last)
}
