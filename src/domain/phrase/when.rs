//! From where days that are said without a date are counted.

use chrono::{Datelike, Days, NaiveDate};

/// The day of the call, and the day that is talked about when that lies in a later week: who has an appointment in
/// December and asks for Tuesday means the Tuesday of that week.
///
/// `today`, `tomorrow`, `in 10 days` and dates are what they are. Weekdays and weeks without a date are those of the day
/// that is talked about, and `+1w` is counted from where that day itself is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    today: NaiveDate,
    about: Option<NaiveDate>,
    /// From which day `+1w` is counted.
    from: NaiveDate,
    /// The time that is talked about, in minutes since midnight, from which `an hour later` is counted.
    minute: Option<i64>,
}

impl From<NaiveDate> for When {
    fn from(today: NaiveDate) -> Self {
        Self {
            today,
            about: None,
            from: today,
            minute: None,
        }
    }
}

impl When {
    /// With a day that is talked about; one of this week, or one that is over, changes nothing.
    #[must_use]
    pub fn about(today: NaiveDate, day: NaiveDate, from: NaiveDate) -> Self {
        let later = monday(day) > monday(today);
        Self {
            today,
            about: Some(day).filter(|_| later),
            from: if later { from.max(today) } else { today },
            minute: None,
        }
    }

    /// The same with a time that is talked about, in minutes since midnight.
    #[must_use]
    pub const fn at(self, minute: Option<i64>) -> Self {
        Self { minute, ..self }
    }

    /// The time that is talked about.
    pub(super) const fn minute(self) -> Option<i64> {
        self.minute
    }

    /// The day of the call.
    #[must_use]
    pub const fn today(self) -> NaiveDate {
        self.today
    }

    /// The day from which distances with a sign are counted.
    pub(super) const fn from(self) -> NaiveDate {
        self.from
    }

    /// The first day of its week that counts.
    pub(super) fn of_week(self) -> NaiveDate {
        self.about.map_or(self.today, monday)
    }

    /// The day before the first one that a weekday alone can mean.
    pub(super) fn before_weekdays(self) -> NaiveDate {
        let before = |day: NaiveDate| monday(day).pred_opt().unwrap_or(day);
        self.about.map_or(self.today, before)
    }
}

/// The Monday of a day's week.
pub(in crate::domain) fn monday(day: NaiveDate) -> NaiveDate {
    let since = Days::new(u64::from(day.weekday().num_days_from_monday()));
    day.checked_sub_days(since).unwrap_or(day)
}
