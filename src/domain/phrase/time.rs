//! Times of day as people type them.

use std::fmt;

use super::between::{between, or_later, with_onwards};
use super::bounds::{bounds_at, ish_at, with_more};
use super::part_of_day::part_at;
use super::spoken::spoken_at;
use super::vague::about_at;
use super::{PhraseError, Taken, Word, is_number, join, leading_digits};
use crate::domain::clock::hhmm;
use crate::domain::schedule::Span;

pub(super) const NOON: i64 = 12 * 60;
pub(super) const DAY_END: i64 = 24 * 60;
/// Words behind a time that tell the half of the day: `in the morning`.
pub(super) const FOLLOWING: usize = 3;

/// So many minutes before or after a time are still close to it.
pub const CLOSE: i64 = 30;

/// When somebody wants to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeWish {
    /// At this time, in minutes since midnight.
    At(i64),
    /// Close to this time, in minutes since midnight: up to [`CLOSE`] minutes before or after it, the nearer the better.
    Around(i64),
    /// At any time of a stretch.
    Within {
        /// Not before this, in minutes since midnight; 0 when it does not matter.
        from: i64,
        /// Starting before this, in minutes since midnight; 1440 when it does not matter.
        before: i64,
    },
}

impl TimeWish {
    /// Any time of the day.
    pub const ANY: Self = Self::Within {
        from: 0,
        before: DAY_END,
    };

    /// Whether work that starts at this minute since midnight is what was wished.
    #[must_use]
    pub const fn accepts(self, start_min: i64) -> bool {
        match self {
            Self::At(minute) => start_min == minute,
            Self::Around(_) | Self::Within { .. } => {
                let (from, before) = self.bounds();
                from <= start_min && start_min < before
            }
        }
    }

    /// The first minute of the day that would do, and the one from which on none does.
    #[must_use]
    pub const fn bounds(self) -> (i64, i64) {
        match self {
            Self::At(minute) => (minute, minute + 1),
            Self::Around(minute) => {
                let from = if minute < CLOSE { 0 } else { minute - CLOSE };
                // The next step of the book after the last that would do, as one types it too.
                let before = minute + CLOSE + 5;
                (from, if before < DAY_END { before } else { DAY_END })
            }
            Self::Within { from, before } => (from, before),
        }
    }

    /// Both wishes at once (`after 10 before 12`, `afternoon at 2`); `None` when they exclude each other.
    #[must_use]
    pub fn and(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::At(minute), wish) | (wish, Self::At(minute)) => {
                wish.accepts(minute).then_some(Self::At(minute))
            }
            (Self::Around(minute), wish) | (wish, Self::Around(minute)) => {
                let ((from, before), (other_from, other_before)) =
                    (Self::Around(minute).bounds(), wish.bounds());
                if other_from <= from && before <= other_before {
                    return Some(Self::Around(minute));
                }
                let (from, before) = (from.max(other_from), before.min(other_before));
                (from < before).then_some(Self::Within { from, before })
            }
            (
                Self::Within { from, before },
                Self::Within {
                    from: other_from,
                    before: other_before,
                },
            ) => {
                let (from, before) = (from.max(other_from), before.min(other_before));
                (from < before).then_some(Self::Within { from, before })
            }
        }
    }
}

impl fmt::Display for TimeWish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::At(minute) => f.write_str(&hhmm(minute)),
            Self::Around(minute) => write!(f, "around {}", hhmm(minute)),
            Self::ANY => f.write_str("any time"),
            Self::Within { from: 0, before } => write!(f, "before {}", hhmm(before)),
            Self::Within {
                from,
                before: DAY_END,
            } => write!(f, "after {}", hhmm(from)),
            Self::Within { from, before } => write!(f, "after {} before {}", hhmm(from), hhmm(before)),
        }
    }
}

/// Every way to read the first words as a time, longest first.
///
/// `10 10:30 1030 9.15 10h 10h30 2pm 2:30pm 2 pm noon`, `10 o'clock`, `half past 2`, `quarter to 3`, `after 14` (14:00 or later), `from 2 on`,
/// `before 12`, `until noon`, `10-12`, `between 10 and 12`, `morning`, `lunchtime`, see [`part_at`]. An hour up to 11 without `am`,
/// `pm` or a leading zero is the one at which somebody works: where the salon opens at 7:30, `7` is 07:00 all the same, and `2` is
/// 14:00. Where nobody works at either, or no hours are known, 1 to 7 are the afternoon's, for dogs do not come in the night; `7am`
/// and `07:00` are the morning's whatever the hours.
#[must_use]
pub fn times_at(words: &[Word], hours: Option<Span>) -> Vec<Taken<TimeWish>> {
    let Some((first, rest)) = words.split_first() else {
        return Vec::new();
    };
    let mut times: Vec<Taken<TimeWish>> = part_at(words, hours).into_iter().collect();
    times.extend(between(words, hours));
    times.extend(bounds_at(words, hours));
    times.extend(ish_at(words, hours));
    let from_here = |minute| TimeWish::Within {
        from: minute,
        before: DAY_END,
    };
    let before = |minute| TimeWish::Within {
        from: 0,
        before: minute,
    };
    match first.text.as_str() {
        "after" | "from" => {
            let bounds = bound(&first.text, rest, hours.map(whole_hours), from_here);
            times.extend(bounds.into_iter().map(|taken| with_onwards(words, taken)));
        }
        // Before the end is before anything ends, so that the last minute counts as one of work.
        "before" | "until" | "till" => {
            times.extend(bound(&first.text, rest, hours.map(up_to_the_end), before));
        }
        "by" => {
            // Without a time behind it, a day is meant.
            let bounds = bound(&first.text, rest, hours.map(up_to_the_end), before);
            times.extend(bounds.into_iter().filter(|taken| taken.value.is_ok()));
        }
        _ => {
            for (count, minute) in clock_times(words, hours.map(whole_hours)) {
                if let (Some(more), Ok(minute)) = (or_later(&words[count..]), &minute) {
                    let value = Ok(from_here(*minute));
                    times.push(Taken {
                        words: count + more,
                        value,
                    });
                }
                if let Ok(minute) = minute {
                    times.extend(with_more(words, count, minute));
                }
                times.extend(either_time(words, count, hours));
                let value = minute.map(TimeWish::At);
                times.push(Taken { words: count, value });
            }
        }
    }
    times
}

/// `9 or 10` are two times, of which nobody knows which one is meant first.
fn either_time(words: &[Word], count: usize, hours: Option<Span>) -> Option<Taken<TimeWish>> {
    words.get(count).filter(|word| word.text == "or")?;
    let (more, _) = clock_times(&words[count + 1..], hours).into_iter().next()?;
    let count = count + 1 + more;
    // `3 or 4 weeks` is no time.
    let is_counted = words.get(count).is_some_and(|word| word.text.ends_with('s'));
    (!is_counted).then(|| Taken {
        words: count,
        value: Err(PhraseError::TwoTimes(join(&words[..count]))),
    })
}

/// Somebody works at an hour when they work at any minute of it: who opens at 7:30 is asked for `7` and means the morning.
pub(super) const fn whole_hours(hours: Span) -> Span {
    Span {
        start: hours.start - hours.start.rem_euclid(60),
        end: hours.end + (-hours.end).rem_euclid(60),
    }
}

pub(super) const fn up_to_the_end(hours: Span) -> Span {
    Span {
        start: hours.start + 1,
        end: hours.end + 1,
    }
}

fn bound(
    word: &str,
    rest: &[Word],
    hours: Option<Span>,
    wish: impl Fn(i64) -> TimeWish,
) -> Vec<Taken<TimeWish>> {
    // `after about 2` is after two.
    let about = about_at(rest).unwrap_or(0);
    let times = clock_times(&rest[about..], hours);
    if times.is_empty() {
        return vec![Taken {
            words: 1,
            value: Err(PhraseError::BoundWithoutTime(word.to_owned())),
        }];
    }
    times
        .into_iter()
        .map(|(words, value)| Taken {
            words: about + words + 1,
            // Nothing starts before midnight.
            value: value.and_then(|minute| match wish(minute) {
                TimeWish::Within { before: 0, .. } => Err(PhraseError::BoundWithoutTime(word.to_owned())),
                wish => Ok(wish),
            }),
        })
        .collect()
}

type ClockTime = (usize, Result<i64, PhraseError>);

/// A time of the clock in one word, or in several (`2 pm`, `7 in the morning`).
pub(super) fn clock_times(words: &[Word], hours: Option<Span>) -> Vec<ClockTime> {
    let Some(first) = words.first() else {
        return Vec::new();
    };
    if let Some((count, said)) = spoken_at(words) {
        // What follows it may still tell the half of the day.
        let said: Vec<Word> = std::iter::once(said)
            .chain(words[count..].iter().take(FOLLOWING).cloned())
            .collect();
        let times = clock_times(&said, hours).into_iter();
        return times.map(|(more, time)| (count - 1 + more, time)).collect();
    }
    if words
        .get(1)
        .is_some_and(|word| matches!(word.text.as_str(), "o'clock" | "o\u{2019}clock" | "oclock"))
    {
        // What follows it may still tell the half of the day.
        let mut said = words[..words.len().min(2 + FOLLOWING)].to_vec();
        said.remove(1);
        let times = clock_times(&said, hours).into_iter();
        return times.map(|(count, time)| (count + 1, time)).collect();
    }
    let mut times = Vec::new();
    let led = words[1..]
        .iter()
        .take_while(|word| matches!(word.text.as_str(), "in" | "the"))
        .count();
    let part = match words.get(1 + led).map(|word| word.text.as_str()) {
        Some("morning") => Some((Half::Morning, 60..NOON)),
        Some("evening") => Some((Half::Afternoon, 16 * 60..DAY_END)),
        Some("afternoon") => Some((Half::Afternoon, NOON..DAY_END)),
        _ => None,
    };
    if let Some((half, minutes)) = part
        && let Some(Ok(minute)) = clock_time(&first.text, Some(half), hours)
        && minutes.contains(&minute)
    {
        times.push((2 + led, Ok(minute)));
    }
    if let Some(half) = words.get(1).and_then(|word| Half::parse(&word.text))
        && let Some(time) = clock_time(&first.text, Some(half), hours)
    {
        times.push((2, time));
    }
    if matches!(first.text.as_str(), "noon" | "midday") {
        times.push((1, Ok(NOON)));
    } else {
        let halves = [("am", Half::Morning), ("pm", Half::Afternoon)];
        let with_half = halves
            .into_iter()
            .find_map(|(end, half)| Some((first.text.strip_suffix(end)?, half)));
        let time = match with_half {
            Some((clock, half)) => clock_time(clock, Some(half), hours),
            None => clock_time(&first.text, None, hours),
        };
        times.extend(time.map(|time| (1, time)));
    }
    times
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

impl Half {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "am" => Some(Self::Morning),
            "pm" => Some(Self::Afternoon),
            _ => None,
        }
    }
}

/// Reads `10`, `10:30`, `1030`, `9.15`, `10h`, `10h30`; `None` when it does not look like a time at all.
fn clock_time(text: &str, half: Option<Half>, hours: Option<Span>) -> Option<Result<i64, PhraseError>> {
    let typed = text.strip_suffix('.').unwrap_or(text);
    let (digits, rest) = leading_digits(typed);
    if digits.is_empty() {
        return None;
    }
    let (hour, minutes) = match rest.chars().next() {
        None if digits.len() > 2 => digits.split_at(digits.len() - 2),
        None | Some('h') if rest.len() <= 1 => (digits, "00"),
        // One digit after a dot makes a date.
        Some('.' | ',') if rest.len() == 3 => (digits, &rest[1..]),
        Some(':' | 'h') => (digits, &rest[1..]),
        _ => return None,
    };
    if !is_number(minutes) {
        return None;
    }
    let wrong = || PhraseError::NoSuchTime(text.to_owned());
    Some(
        minute_of_day(hour, minutes, half, hours)
            .ok_or_else(wrong)
            .and_then(|minute| {
                if minute % 5 == 0 {
                    Ok(minute)
                } else {
                    Err(PhraseError::BetweenSteps {
                        typed: text.to_owned(),
                        minute,
                    })
                }
            }),
    )
}

fn minute_of_day(hour: &str, minutes: &str, half: Option<Half>, hours: Option<Span>) -> Option<i64> {
    if hour.len() > 2 || minutes.len() != 2 {
        return None;
    }
    let said: i64 = hour.parse().ok()?;
    let minutes: i64 = minutes.parse().ok()?;
    let hour = match half {
        Some(_) if !(1..=12).contains(&said) => return None,
        Some(Half::Morning) => said % 12,
        Some(Half::Afternoon) => said % 12 + 12,
        None if (1..=11).contains(&said) && !hour.starts_with('0') => {
            let is_worked = |hour: i64| {
                let minute = hour * 60 + minutes;
                hours.is_some_and(|hours| hours.start <= minute && minute < hours.end)
            };
            let is_afternoon = match (is_worked(said), is_worked(said + 12)) {
                (false, false) => said <= 7,
                (is_morning, _) => !is_morning,
            };
            said + if is_afternoon { 12 } else { 0 }
        }
        None => said,
    };
    (hour < 24 && minutes < 60).then_some(hour * 60 + minutes)
}
