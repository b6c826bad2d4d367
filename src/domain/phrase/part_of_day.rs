//! Parts of a day as callers say them: `morning`, `lunchtime`, `after school`, `first thing`.

use super::time::{DAY_END, NOON};
use super::vague::about_at;
use super::{Taken, TimeWish, Word, starts};
use crate::domain::schedule::Span;

/// What each means, from a minute up to another; what is understood is shown, so that nobody has to know these.
const PARTS: [(&str, i64, i64); 50] = [
    ("early in the morning", 0, 10 * 60),
    ("early morning", 0, 10 * 60),
    ("mid morning", 10 * 60, NOON),
    ("mid-morning", 10 * 60, NOON),
    ("midmorning", 10 * 60, NOON),
    ("late in the morning", 10 * 60 + 30, NOON + 30),
    ("late morning", 10 * 60 + 30, NOON + 30),
    ("mornings", 0, NOON),
    ("morning", 0, NOON),
    ("am", 0, NOON),
    ("middle of the day", 11 * 60, 14 * 60),
    ("over lunch", NOON, 14 * 60),
    ("lunch time", NOON, 14 * 60),
    ("lunchtime", NOON, 14 * 60),
    ("lunch break", NOON, 14 * 60),
    ("lunch hour", NOON, 14 * 60),
    ("lunch", NOON, 14 * 60),
    ("early in the afternoon", NOON, 15 * 60),
    ("early afternoon", NOON, 15 * 60),
    ("mid afternoon", 14 * 60, 16 * 60),
    ("mid-afternoon", 14 * 60, 16 * 60),
    ("late in the afternoon", 15 * 60 + 30, DAY_END),
    ("late afternoon", 15 * 60 + 30, DAY_END),
    ("afternoons", NOON, DAY_END),
    ("afternoon", NOON, DAY_END),
    ("pm", NOON, DAY_END),
    ("after lunchtime", 13 * 60, DAY_END),
    ("after lunch", 13 * 60, DAY_END),
    ("before lunchtime", 0, NOON),
    ("before lunch", 0, NOON),
    ("during school hours", 9 * 60, 15 * 60),
    ("school hours", 9 * 60, 15 * 60),
    ("during school", 9 * 60, 15 * 60),
    ("after school", 15 * 60, DAY_END),
    ("before school", 0, 9 * 60),
    ("after work", 17 * 60, DAY_END),
    ("before work", 0, 9 * 60),
    ("tea time", 16 * 60, 18 * 60),
    ("teatime", 16 * 60, 18 * 60),
    ("early evening", 17 * 60, 19 * 60),
    ("evenings", 17 * 60, DAY_END),
    ("evening", 17 * 60, DAY_END),
    ("not first thing", 10 * 60, DAY_END),
    ("not too early", 10 * 60, DAY_END),
    ("not so early", 10 * 60, DAY_END),
    ("not early", 10 * 60, DAY_END),
    ("not too late", 0, 16 * 60),
    ("not so late", 0, 16 * 60),
    ("not late", 0, 16 * 60),
    ("early", 0, 10 * 60),
];

/// The beginning and the end of the day's work.
const FIRST_THING: [&str; 7] = [
    "first thing in the morning",
    "first thing",
    "first appointment of the day",
    "first slot of the day",
    "first slot",
    "beginning of the day",
    "start of the day",
];
const LAST_THING: [&str; 10] = [
    "last thing",
    "last appointment of the day",
    "last slot of the day",
    "last appointment",
    "last slot",
    "end of the day",
    "end of day",
    "late in the day",
    "later in the day",
    "late",
];

/// Words before a part of the day that say any of them: `one morning next week`.
const ANY_OF_THEM: [&str; 5] = ["any", "some", "one", "a", "an"];

/// The part of the day that the first words name; `first thing` is the first hour of work.
///
/// `early morning`, `mid-morning`, `late morning`, `before lunch`, `lunchtime`, `after lunch`, `early afternoon`, `late afternoon`, `after
/// school` (15:00), `after work` (17:00), `evening`.
pub(super) fn part_at(words: &[Word], hours: Option<Span>) -> Option<Taken<TimeWish>> {
    let within = |words, from, before| Taken {
        words,
        value: Ok(TimeWish::Within { from, before }),
    };
    let led = words
        .first()
        .filter(|word| ANY_OF_THEM.contains(&word.text.as_str()));
    let led = led.map_or_else(|| about_at(words).unwrap_or(0), |_| 1);
    let named = |(said, from, before): &(&str, i64, i64)| {
        Some(within(led + starts(&words[led..], said)?, *from, *before))
    };
    // `late afternoon` is said before `late`.
    if let Some(part) = PARTS.iter().find_map(named) {
        return Some(part);
    }
    if let Some(count) = FIRST_THING.iter().find_map(|said| starts(words, said)) {
        let opens = hours.map_or(9 * 60, |hours| hours.start);
        return Some(within(count, 0, (opens + 60).min(DAY_END)));
    }
    if let Some(count) = LAST_THING.iter().find_map(|said| starts(words, said)) {
        let closes = hours.map_or(18 * 60, |hours| hours.end);
        return Some(within(count, (closes - 120).max(0), DAY_END));
    }
    None
}
