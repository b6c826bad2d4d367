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
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str) -> String {
        match DayHours::parse(text) {
            Ok(hours) => hours.to_string(),
            Err(why) => why.to_string(),
        }
    }

    #[test]
    fn hours_read_as_people_write_them() {
        for (typed, understood) in [
            ("9-18", "09:00-18:00"),
            ("9-6", "09:00-18:00"),
            ("7-16", "07:00-16:00"),
            ("7-20", "07:00-20:00"),
            ("6:30-2:30", "06:30-14:30"),
            ("7pm-9pm", "19:00-21:00"),
            ("9-1, 2-6", "09:00-13:00, 14:00-18:00"),
            ("9 – 13, 14-18", "09:00-13:00, 14:00-18:00"),
            ("14-18; 9-13", "09:00-13:00, 14:00-18:00"),
            ("9-18, break 13-13:30", "09:00-18:00, break 13:00-13:30"),
            (
                "9-18 break 1-1:30 break 4-4:15",
                "09:00-18:00, break 13:00-13:30, break 16:00-16:15",
            ),
            ("9am to 5pm", "09:00-17:00"),
            ("20-24", "20:00-24:00"),
            ("", "off"),
            ("Closed", "off"),
        ] {
            assert_eq!(shown(typed), understood, "{typed}");
        }
    }

    #[test]
    fn wrong_hours_get_one_sentence_that_says_what_is_possible() {
        for (typed, sentence) in [
            (
                "sometimes",
                "`sometimes` is not from one time to another: write 9-18, or 9-13, 14-18, or 9-18, break 13-13:30, or off.",
            ),
            (
                "18-9",
                "18:00-09:00 ends before it begins: hours run forward within one day, such as 9-18.",
            ),
            ("9-13, 12-18", "09:00-13:00 and 12:00-18:00 lie over each other."),
            (
                "9-13, break 14-15",
                "The break 14:00-15:00 lies outside the working hours.",
            ),
            (
                "9-25",
                "`25` is no time of day: hours go from 0 to 23 and minutes from 00 to 55, such as 10:30 or 2pm.",
            ),
        ] {
            assert_eq!(shown(typed), sentence, "{typed}");
        }
        assert!(shown("9-").contains("is not from one time to another"));
        assert!(shown("9-12:07").contains("12:05 or 12:10"));
    }

    #[test]
    fn days_read_as_people_write_them() {
        for (typed, days) in [
            ("mon-sat", &[1, 2, 3, 4, 5, 6][..]),
            ("Tue, thu-sa", &[2, 4, 5, 6]),
            ("sat-mon", &[1, 6, 7]),
            ("every day", &[1, 2, 3, 4, 5, 6, 7]),
        ] {
            assert_eq!(parse_weekdays(typed).unwrap(), days, "{typed}");
        }
        assert_eq!(
            parse_weekdays("m-f").unwrap_err().to_string(),
            "I do not know the days `m-f`: write mon-sat, or mon, wed-fri."
        );
        assert!(parse_weekdays(" ").is_err());
    }

    #[test]
    fn a_week_reads_in_short() {
        let id = GroomerId::new();
        let rows = |text: &str, days: &[i64]| {
            let hours = DayHours::parse(text).unwrap();
            let rows: Vec<_> = days.iter().map(|day| hours.rows(id, *day)).collect();
            let (shifts, breaks): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
            (shifts.concat(), breaks.concat())
        };
        let (mut shifts, breaks) = rows("9-18, break 13-13:30", &[1, 2, 3, 5]);
        shifts.extend(rows("9-13", &[6]).0);
        assert_eq!(
            week_words(&shifts, &breaks),
            "Mon-Wed 09:00-18:00 break 13:00-13:30, Fri 09:00-18:00 break 13:00-13:30, Sat 09:00-13:00"
        );
        assert_eq!(week_words(&[], &[]), "no hours yet");
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(cuts in proptest::collection::btree_set(0_i64..=288, 0..9)) {
            // Pairs of cuts on the 5-minute grid are shifts; every second one longer than 10 minutes gets a break.
            let cuts: Vec<i64> = cuts.into_iter().map(|cut| cut * 5).collect();
            let shifts: Vec<Span> =
                cuts.chunks_exact(2).map(|pair| Span { start: pair[0], end: pair[1] }).collect();
            let breaks = shifts.iter().step_by(2).filter(|shift| shift.minutes() > 10);
            let breaks = breaks.map(|shift| Span { start: shift.start + 5, end: shift.end - 5 }).collect();
            let hours = DayHours { shifts, breaks };
            prop_assert_eq!(DayHours::parse(&hours.to_string()).unwrap(), hours);
        }

        #[test]
        fn nothing_typed_is_ever_a_crash(text in "\\PC{0,30}") {
            let _ = DayHours::parse(&text);
            let _ = parse_weekdays(&text);
        }
    }
}
