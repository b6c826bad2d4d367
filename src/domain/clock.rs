//! The salon's clock: wall time in the salon's own zone, or a fixed moment for practice, pictures and tests.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

/// Tells the salon's wall-clock time; never reads `$TZ`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The time in this zone.
    Zone(Tz),
    /// Always this moment.
    Fixed(NaiveDateTime),
}

impl Clock {
    /// The salon's wall-clock time now.
    #[must_use]
    pub fn now(self) -> NaiveDateTime {
        match self {
            Self::Zone(zone) => Utc::now().with_timezone(&zone).naive_local(),
            Self::Fixed(moment) => moment,
        }
    }
}

/// A moment on the wall clock of a zone as UTC; of an hour that a change of clocks repeats the first, and one that it
/// leaves out as if it were UTC.
#[must_use]
pub fn utc_of(moment: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    let local = zone.from_local_datetime(&moment).earliest();
    local.map_or_else(|| moment.and_utc(), |local| local.with_timezone(&Utc))
}

/// Minutes since the salon's midnight, 0 to 1440.
#[must_use]
pub fn minute_of(moment: NaiveDateTime) -> i64 {
    i64::from(moment.num_seconds_from_midnight()) / 60
}

/// Prints minutes since midnight as `HH:MM`.
#[must_use]
pub fn hhmm(minute: i64) -> String {
    format!("{:02}:{:02}", minute.div_euclid(60), minute.rem_euclid(60))
}

/// Prints a length in minutes as people say it: `45 min`, `1 h`, `2 h 15`.
#[must_use]
pub fn length(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m} min"),
        (h, 0) => format!("{h} h"),
        (h, m) => format!("{h} h {m:02}"),
    }
}

/// Prints a day as the desk says it: `Thu 26 Nov`, with the year when it is not this one.
#[must_use]
pub fn short_day(day: NaiveDate, today: NaiveDate) -> String {
    use chrono::Datelike;
    let form = if day.year() == today.year() {
        "%a %-d %b"
    } else {
        "%a %-d %b %Y"
    };
    day.format(form).to_string()
}

/// Reads a moment as `--now` and `POMSALON_NOW` give it: `2026-11-20T10:00`, seconds optional.
#[must_use]
pub fn parse_moment(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().replacen(' ', "T", 1);
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok())
        .or_else(|| {
            NaiveDate::parse_from_str(&text, "%Y-%m-%d")
                .ok()
                .map(|d| d.and_time(NaiveTime::MIN))
        })
}
