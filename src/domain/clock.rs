//! The salon's clock: wall time in the salon's own zone, or a fixed moment for practice, pictures and tests.

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Utc};
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

    /// Whether this clock shows a time well before the newest change was made; a fixed one does so on purpose.
    #[must_use]
    pub fn behind(self, newest: Option<NaiveDateTime>) -> Option<Behind> {
        match self {
            Self::Zone(zone) => behind(zone, Utc::now(), newest?),
            Self::Fixed(_) => None,
        }
    }
}

/// How far behind the newest change the clock may be: two desks' clocks are never quite the same.
const TOLERATED: TimeDelta = TimeDelta::minutes(5);

/// A clock that must be wrong: somebody has changed the book at a time that is still to come. Displays as a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behind {
    /// What the clock says, in the salon's zone.
    pub now: NaiveDateTime,
    /// When the newest change was made, in the salon's zone.
    pub newest: NaiveDateTime,
}

/// In the hour that comes twice when clocks go back, the newest change may have been made the first time.
fn behind(zone: Tz, now: DateTime<Utc>, newest: NaiveDateTime) -> Option<Behind> {
    let made = zone.from_local_datetime(&newest).earliest()?;
    (now.signed_duration_since(made) < -TOLERATED).then(|| Behind {
        now: now.with_timezone(&zone).naive_local(),
        newest,
    })
}

/// A moment with its year, since a clock that lies may lie by years.
const MOMENT: &str = "%-d %b %Y %H:%M";

impl Behind {
    /// The same in one line of the desk.
    #[must_use]
    pub fn short(self) -> String {
        format!(
            "Clock: {}, but the newest change was made at {}",
            self.now.format(MOMENT),
            self.newest.format(MOMENT)
        )
    }
}

impl fmt::Display for Behind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "The clock of this machine says {}, but the newest change was made at {}. Nothing is lost; please have the clock set right.",
            self.now.format(MOMENT),
            self.newest.format(MOMENT)
        )
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

/// The minute of a day from which on it is still to come: 0 on a later day, 1440 on one that is over.
#[must_use]
pub fn left_from(day: NaiveDate, now: NaiveDateTime) -> i64 {
    match day.cmp(&now.date()) {
        std::cmp::Ordering::Less => 1440,
        std::cmp::Ordering::Equal => minute_of(now),
        std::cmp::Ordering::Greater => 0,
    }
}

/// Prints a stretch of minutes where room is short, `2h15`: nothing that could be taken for a time of day.
#[must_use]
pub fn hours(minutes: i64) -> String {
    format!("{}h{:02}", minutes / 60, minutes % 60)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> NaiveDateTime {
        parse_moment(text).unwrap()
    }

    #[test]
    fn a_clock_is_wrong_when_the_newest_change_is_still_to_come() {
        let zone = chrono_tz::America::New_York;
        let says = |utc: &str, newest: &str| behind(zone, moment(utc).and_utc(), moment(newest));
        // Ten o'clock at the salon.
        assert_eq!(says("2026-11-20T15:00", "2026-11-20T10:00"), None);
        assert_eq!(
            says("2026-11-20T15:00", "2026-11-20T10:05"),
            None,
            "two desks' clocks differ"
        );
        let wrong = says("2026-11-20T15:00", "2026-11-20T10:06").unwrap();
        assert_eq!(
            wrong.short(),
            "Clock: 20 Nov 2026 10:00, but the newest change was made at 20 Nov 2026 10:06"
        );
        assert_eq!(wrong.short().len(), 77, "it fits an 80-column line with its sign");
        assert!(
            wrong
                .to_string()
                .starts_with("The clock of this machine says 20 Nov 2026 10:00, but")
        );
        assert_eq!(
            says("2027-12-25T15:00", "2026-11-20T10:00"),
            None,
            "a clock that is ahead cannot be told"
        );
        assert!(says("2025-10-16T15:00", "2026-11-20T10:00").is_some());
    }

    #[test]
    fn the_hour_that_comes_twice_is_no_reason_to_doubt_the_clock() {
        let zone = chrono_tz::America::New_York;
        // Booked at 01:50, and ten minutes later it is 01:00 again.
        assert_eq!(
            behind(
                zone,
                moment("2026-11-01T06:00").and_utc(),
                moment("2026-11-01T01:50")
            ),
            None
        );
    }

    #[test]
    fn a_clock_that_is_fixed_on_purpose_is_not_doubted() {
        let clock = Clock::Fixed(moment("2026-11-20T10:00"));
        assert_eq!(clock.behind(Some(moment("2099-01-01T10:00"))), None);
        assert!(
            Clock::Zone(Tz::UTC)
                .behind(Some(moment("2999-01-01T10:00")))
                .is_some()
        );
        assert_eq!(Clock::Zone(Tz::UTC).behind(None), None);
    }
}
