//! Parts of a day as callers say them: `morning`, `lunchtime`, `after school`, `first thing`.

use super::time::{DAY_END, NOON};
use super::{Taken, TimeWish, Word, starts};
use crate::domain::schedule::Span;

/// What each means, from a minute up to another; what is understood is shown, so that nobody has to know these.
const PARTS: [(&str, i64, i64); 24] = [
    ("early in the morning", 0, 10 * 60),
    ("early morning", 0, 10 * 60),
    ("mid morning", 10 * 60, NOON),
    ("mid-morning", 10 * 60, NOON),
    ("midmorning", 10 * 60, NOON),
    ("late morning", 10 * 60 + 30, NOON + 30),
    ("mornings", 0, NOON),
    ("morning", 0, NOON),
    ("over lunch", NOON, 14 * 60),
    ("lunch time", NOON, 14 * 60),
    ("lunchtime", NOON, 14 * 60),
    ("early afternoon", NOON, 15 * 60),
    ("mid afternoon", 14 * 60, 16 * 60),
    ("mid-afternoon", 14 * 60, 16 * 60),
    ("late afternoon", 15 * 60 + 30, DAY_END),
    ("afternoons", NOON, DAY_END),
    ("afternoon", NOON, DAY_END),
    ("after lunch", 13 * 60, DAY_END),
    ("before lunch", 0, NOON),
    ("after school", 15 * 60, DAY_END),
    ("before school", 0, 9 * 60),
    ("after work", 17 * 60, DAY_END),
    ("before work", 0, 9 * 60),
    ("evening", 17 * 60, DAY_END),
];

/// The part of the day that the first words name; `first thing` is the first hour of work.
///
/// `early morning`, `mid-morning`, `late morning`, `before lunch`, `lunchtime`, `after lunch`, `early afternoon`, `late afternoon`, `after
/// school` (15:00), `after work` (17:00), `evening`.
pub(super) fn part_at(words: &[Word], hours: Option<Span>) -> Option<Taken<TimeWish>> {
    let within = |words, from, before| Taken {
        words,
        value: Ok(TimeWish::Within { from, before }),
    };
    if let Some(count) = starts(words, "first thing in the morning").or_else(|| starts(words, "first thing"))
    {
        let opens = hours.map_or(9 * 60, |hours| hours.start);
        return Some(within(count, 0, (opens + 60).min(DAY_END)));
    }
    if let Some(count) = starts(words, "last thing") {
        let closes = hours.map_or(18 * 60, |hours| hours.end);
        return Some(within(count, (closes - 120).max(0), DAY_END));
    }
    let named = |(said, from, before): &(&str, i64, i64)| Some(within(starts(words, said)?, *from, *before));
    PARTS.iter().find_map(named)
}
