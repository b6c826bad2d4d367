//! Working hours as people write them: `9-13, 14-18`, `9-18, break 13-13:30`, `off`; and days: `mon-sat`.

use std::fmt;

use chrono::NaiveDate;

use super::clock::hhmm;
use super::groomer::{Break, Exception, Shift};
use super::id::{BreakId, ExceptionId, GroomerId, ShiftId};
use super::phrase::{PhraseError, parse_time, parse_time_within};
use super::schedule::Span;

const DAY_END: i64 = 24 * 60;

/// The weekdays in short, Monday first.
pub const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The working time of one day, and the breaks inside it; both in the order of the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayHours {
    /// Stretches of work; none on a day off.
    pub shifts: Vec<Span>,
    /// Breaks inside them.
    pub breaks: Vec<Span>,
}

/// Why hours were not understood, as one sentence that says what is possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoursError {
    /// Not a stretch from one time to another.
    NotAStretch(String),
    /// One of its ends is no time; the sentence about that time.
    NotATime(String),
    /// It ends before it begins.
    Backwards(Span),
    /// Two stretches, or two breaks, lie over each other.
    Overlap(Span, Span),
    /// A break lies outside the working time.
    BreakOutside(Span),
    /// Not a day or a row of days.
    NotDays(String),
}

impl fmt::Display for HoursError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAStretch(typed) => write!(
                f,
                "`{typed}` is not from one time to another: write 9-18, or 9-13, 14-18, or 9-18, break 13-13:30, or off."
            ),
            Self::NotATime(why) => f.write_str(why),
            Self::Backwards(span) => write!(
                f,
                "{} ends before it begins: hours run forward within one day, such as 9-18.",
                stretch(*span)
            ),
            Self::Overlap(a, b) => write!(f, "{} and {} lie over each other.", stretch(*a), stretch(*b)),
            Self::BreakOutside(span) => {
                write!(f, "The break {} lies outside the working hours.", stretch(*span))
            }
            Self::NotDays(typed) => {
                write!(
                    f,
                    "I do not know the days `{typed}`: write mon-sat, or mon, wed-fri."
                )
            }
        }
    }
}

impl std::error::Error for HoursError {}

impl fmt::Display for DayHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.shifts.is_empty() && self.breaks.is_empty() {
            return f.write_str("off");
        }
        let breaks = self.breaks.iter().map(|span| format!("break {}", stretch(*span)));
        let parts: Vec<String> = self
            .shifts
            .iter()
            .map(|span| stretch(*span))
            .chain(breaks)
            .collect();
        f.write_str(&parts.join(", "))
    }
}

fn stretch(span: Span) -> String {
    format!("{}-{}", hhmm(span.start), hhmm(span.end))
}

impl DayHours {
    /// Reads the hours of a day; nothing, `off` and `closed` are a day off. Times read as everywhere, so `9-6` ends
    /// at 18:00; `24` is midnight.
    ///
    /// # Errors
    /// Says in one sentence what was not understood.
    pub fn parse(text: &str) -> Result<Self, HoursError> {
        let mut hours = Self::default();
        let text = text.trim().to_lowercase().replace(['–', '—', '−'], "-");
        if matches!(text.as_str(), "" | "off" | "closed" | "free" | "-") {
            return Ok(hours);
        }
        for part in text
            .split([',', ';', '+'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            // `9-18 break 13-13:30` without a comma is clear enough.
            let (work, pauses) = part
                .split_once("break")
                .map_or((part, None), |(work, pause)| (work.trim(), Some(pause)));
            if !work.is_empty() {
                hours.shifts.push(parse_stretch(work)?);
            }
            for pause in pauses.into_iter().flat_map(|pauses| pauses.split("break")) {
                hours.breaks.push(parse_stretch(pause.trim())?);
            }
        }
        in_order(&mut hours.shifts)?;
        in_order(&mut hours.breaks)?;
        let outside = |pause: &&Span| !hours.shifts.iter().any(|shift| shift.contains(**pause));
        match hours.breaks.iter().find(outside) {
            Some(pause) => Err(HoursError::BreakOutside(*pause)),
            None => Ok(hours),
        }
    }

    /// The hours of a groomer on a weekday, 1 Monday to 7 Sunday.
    #[must_use]
    pub fn of(shifts: &[Shift], breaks: &[Break], weekday: i64) -> Self {
        let span = |start, end| Span { start, end };
        let shifts = shifts.iter().filter(|shift| shift.weekday == weekday);
        let breaks = breaks.iter().filter(|pause| pause.weekday == weekday);
        let mut hours = Self {
            shifts: shifts.map(|shift| span(shift.start_min, shift.end_min)).collect(),
            breaks: breaks.map(|pause| span(pause.start_min, pause.end_min)).collect(),
        };
        hours.shifts.sort_unstable_by_key(|span| span.start);
        hours.breaks.sort_unstable_by_key(|span| span.start);
        hours
    }

    /// The hours of a groomer on a day that is not as every week.
    #[must_use]
    pub fn of_day(rows: &[Exception]) -> Self {
        let spans = |is_break: bool| {
            let mut spans: Vec<Span> = rows
                .iter()
                .filter(|row| row.is_break == is_break)
                .map(|row| row.span)
                .collect();
            spans.sort_unstable();
            spans
        };
        Self {
            shifts: spans(false),
            breaks: spans(true),
        }
    }

    /// New rows with these hours for one day of a groomer.
    #[must_use]
    pub fn rows_of_day(&self, groomer_id: GroomerId, day: NaiveDate) -> Vec<Exception> {
        let row = |span: &Span, is_break: bool| Exception {
            id: ExceptionId::new(),
            groomer_id,
            day,
            is_break,
            span: *span,
        };
        let shifts = self.shifts.iter().map(|span| row(span, false));
        shifts
            .chain(self.breaks.iter().map(|span| row(span, true)))
            .collect()
    }

    /// New shifts and breaks of a groomer with these hours on a weekday.
    #[must_use]
    pub fn rows(&self, groomer_id: GroomerId, weekday: i64) -> (Vec<Shift>, Vec<Break>) {
        let shift = |span: &Span| Shift {
            id: ShiftId::new(),
            groomer_id,
            weekday,
            start_min: span.start,
            end_min: span.end,
        };
        let pause = |span: &Span| Break {
            id: BreakId::new(),
            groomer_id,
            weekday,
            start_min: span.start,
            end_min: span.end,
        };
        (
            self.shifts.iter().map(shift).collect(),
            self.breaks.iter().map(pause).collect(),
        )
    }
}

/// From here on nobody begins to work who does not say so.
const EVENING: i64 = 18 * 60;

/// A time that is one of the morning's unless it says another half of the day.
fn time_in_the_morning(text: &str) -> Result<i64, PhraseError> {
    parse_time_within(
        text,
        Some(Span {
            start: 0,
            end: DAY_END,
        }),
    )
}

fn parse_stretch(text: &str) -> Result<Span, HoursError> {
    let not_a_stretch = || HoursError::NotAStretch(text.to_owned());
    let (from, to) = text
        .split_once('-')
        .or_else(|| text.split_once(" to "))
        .ok_or_else(not_a_stretch)?;
    if from.trim().is_empty() || to.trim().is_empty() {
        return Err(not_a_stretch());
    }
    let wrong = |why: PhraseError| HoursError::NotATime(why.to_string());
    let end = match to.trim() {
        "24" | "24:00" => DAY_END,
        text => parse_time(text).map_err(wrong)?,
    };
    // Work begins in the morning where it could: 6 and 7 are not the evening's, and a start lies before its end.
    let (evening, morning) = (
        parse_time(from).map_err(wrong)?,
        time_in_the_morning(from).map_err(wrong)?,
    );
    let start = if evening >= EVENING || evening >= end {
        morning
    } else {
        evening
    };
    let span = Span { start, end };
    if span.start < span.end {
        Ok(span)
    } else {
        Err(HoursError::Backwards(span))
    }
}

fn in_order(spans: &mut [Span]) -> Result<(), HoursError> {
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    match spans.windows(2).find(|pair| pair[0].overlaps(pair[1])) {
        Some(pair) => Err(HoursError::Overlap(pair[0], pair[1])),
        None => Ok(()),
    }
}

/// A week in short, days with the same hours together: `Mon-Fri 09:00-18:00, Sat 09:00-13:00`.
#[must_use]
pub fn week_words(shifts: &[Shift], breaks: &[Break]) -> String {
    let mut groups: Vec<(usize, usize, String)> = Vec::new();
    for (at, weekday) in (1..=7).enumerate() {
        let hours = DayHours::of(shifts, breaks, weekday);
        if hours == DayHours::default() {
            continue;
        }
        let words = hours.to_string().replace(',', "");
        match groups.last_mut() {
            Some((_, last, same)) if *last + 1 == at && *same == words => *last = at,
            _ => groups.push((at, at, words)),
        }
    }
    let parts: Vec<String> = groups
        .iter()
        .map(|(first, last, words)| match (WEEKDAYS[*first], WEEKDAYS[*last]) {
            (first, last) if first == last => format!("{first} {words}"),
            (first, last) => format!("{first}-{last} {words}"),
        })
        .collect();
    if parts.is_empty() {
        "no hours yet".to_owned()
    } else {
        parts.join(", ")
    }
}

/// Reads days of the week, 1 Monday to 7 Sunday, in order: `mon-sat`, `tue, thu-sat`, `every day`.
///
/// # Errors
/// Says in one sentence what was not understood.
pub fn parse_weekdays(text: &str) -> Result<Vec<i64>, HoursError> {
    let not_days = || HoursError::NotDays(text.trim().to_owned());
    let typed = text.trim().to_lowercase().replace(['–', '—', '−'], "-");
    if matches!(typed.as_str(), "every day" | "daily" | "all") {
        return Ok((1..=7).collect());
    }
    let mut days = Vec::new();
    for part in typed.split([',', ';', ' ']).filter(|part| !part.is_empty()) {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let first = weekday(first).ok_or_else(not_days)?;
        let last = weekday(last).ok_or_else(not_days)?;
        // `sat-mon` runs over the end of the week.
        let length = (last - first).rem_euclid(7);
        days.extend((0..=length).map(|ahead| (first - 1 + ahead) % 7 + 1));
    }
    days.sort_unstable();
    days.dedup();
    if days.is_empty() {
        Err(not_days())
    } else {
        Ok(days)
    }
}

/// A weekday by any beginning of two letters or more.
fn weekday(text: &str) -> Option<i64> {
    const NAMES: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let text = text.trim_end_matches('.');
    let at = NAMES
        .iter()
        .position(|name| text.len() >= 2 && name.starts_with(text))?;
    i64::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests;
