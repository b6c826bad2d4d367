//! The people who groom, and the hours they work.

use chrono::NaiveDate;

use super::clock::hhmm;
use super::days::{FOREVER, days_words};
use super::dog::Size;
use super::id::{BreakId, ExceptionId, GroomerId, ShiftId, TimeOffId};
use super::schedule::Span;

/// A groomer.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Groomer {
    /// The row's id.
    pub id: GroomerId,
    /// The name said at the counter.
    pub name: String,
    /// How many dogs at once, 1 to 4.
    pub lanes: i64,
    /// Place among the columns, from 1.
    pub position: i64,
    /// Whether new work can be booked.
    pub active: bool,
    /// The largest dog they take; `None` is any.
    pub largest: Option<Size>,
    /// The most dogs a day, 1 to 50; `None` is as many as fit.
    pub max_dogs: Option<i64>,
    /// Raised at each edit.
    pub rev: i64,
}

/// Weekly working time: one stretch of one weekday.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Shift {
    /// The row's id.
    pub id: ShiftId,
    /// Whose shift.
    pub groomer_id: GroomerId,
    /// 1 Monday to 7 Sunday.
    pub weekday: i64,
    /// Minutes since midnight.
    pub start_min: i64,
    /// Minutes since midnight.
    pub end_min: i64,
}

/// Weekly time off the table inside a shift.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Break {
    /// The row's id.
    pub id: BreakId,
    /// Whose break.
    pub groomer_id: GroomerId,
    /// 1 Monday to 7 Sunday.
    pub weekday: i64,
    /// Minutes since midnight.
    pub start_min: i64,
    /// Minutes since midnight.
    pub end_min: i64,
}

/// A stretch of work or a break on one day, in place of what that weekday has.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Exception {
    /// The row's id.
    pub id: ExceptionId,
    /// Whose day.
    pub groomer_id: GroomerId,
    /// Which day.
    pub day: NaiveDate,
    /// Whether it is a break inside that day's work.
    pub is_break: bool,
    /// From when to when.
    pub span: Span,
}

/// Days off, or the same part of each of them.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct TimeOff {
    /// The row's id.
    pub id: TimeOffId,
    /// Who is off.
    pub groomer_id: GroomerId,
    /// The first day.
    pub first_day: NaiveDate,
    /// The last day; the same for a single one.
    pub last_day: NaiveDate,
    /// The part of each day; all of it from 0 to 1440.
    pub span: Span,
    /// Why, such as `ill` or `dentist`.
    pub reason: String,
    /// Raised at each edit.
    pub rev: i64,
}

impl TimeOff {
    /// Whether it takes whole days.
    #[must_use]
    pub const fn is_all_day(&self) -> bool {
        self.span.start == 0 && self.span.end == 1440
    }

    /// Whether it has no end: the groomer has left by then.
    #[must_use]
    pub fn is_endless(&self) -> bool {
        self.last_day == FOREVER
    }

    /// When and why: `Thu 26 Nov 09:00-11:00 (dentist)`.
    #[must_use]
    pub fn words(&self, today: NaiveDate) -> String {
        let mut words = days_words(self.first_day, self.last_day, today);
        if !self.is_all_day() {
            words = format!("{words} {}-{}", hhmm(self.span.start), hhmm(self.span.end));
        }
        if self.reason.is_empty() {
            words
        } else {
            format!("{words} ({})", self.reason)
        }
    }

    /// Whether it takes this day or a part of it.
    #[must_use]
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.first_day <= day && day <= self.last_day
    }
}
