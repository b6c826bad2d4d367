//! Why dogs lose their place: a groomer is off, or the salon is closed.

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::away::ILL;
use crate::domain::calendar::Closing;
use crate::domain::groomer::TimeOff;
use crate::domain::schedule::{Off, Workday};
use crate::store::{CalendarEdit, Edit, Result, Store, Visit};

/// Why dogs lose their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absence {
    /// A groomer is off, which is not in the book yet.
    Groomer {
        /// Who, by name.
        name: String,
        /// When and why.
        off: TimeOff,
    },
    /// The salon is closed.
    Salon {
        /// When and why.
        closing: Closing,
        /// What puts it into the book; `None` where it stands there.
        edit: Option<CalendarEdit>,
    },
}

impl Absence {
    /// Whether it takes a day or a part of it.
    #[must_use]
    pub fn is_on(&self, day: NaiveDate) -> bool {
        match self {
            Self::Groomer { off, .. } => off.is_on(day),
            Self::Salon { closing, .. } => closing.is_on(day),
        }
    }

    /// Whether it is about a single day.
    #[must_use]
    pub fn is_one_day(&self) -> bool {
        match self {
            Self::Groomer { off, .. } => off.first_day == off.last_day,
            Self::Salon { closing, .. } => !closing.yearly && closing.first_day == closing.last_day,
        }
    }

    /// Who or what is away, when and why: `Ana is off Fri 20 Nov (ill)`, `Closed 25 Dec every year: Christmas`.
    #[must_use]
    pub fn words(&self, today: NaiveDate) -> String {
        match self {
            Self::Groomer { name, off } => format!("{name} is off {}", off.words(today)),
            Self::Salon { closing, .. } => format!("Closed {}", closing.words(today)),
        }
    }

    /// Why a client is called, as one says it with a day behind it: `Ana is ill`, `Ana is away`, `the salon is closed`.
    pub(super) fn why(&self) -> String {
        match self {
            Self::Groomer { name, off } if off.reason == ILL => format!("{name} is ill"),
            Self::Groomer { name, .. } => format!("{name} is away"),
            Self::Salon { .. } => "the salon is closed".to_owned(),
        }
    }

    /// What is noted where an appointment is called off.
    pub(super) const fn reason(&self) -> &'static str {
        match self {
            Self::Groomer { .. } => "groomer away",
            Self::Salon { .. } => "salon closed",
        }
    }

    /// What puts it into the book.
    pub(super) fn edit(&self) -> Option<Edit> {
        match self {
            Self::Groomer { off, .. } => Some(CalendarEdit::AddTimeOff(off.clone())),
            Self::Salon { edit, .. } => edit.clone(),
        }
        .map(Edit::Calendar)
    }

    /// Who is booked in it from now on.
    pub(super) fn booked(&self, store: &Store, now: NaiveDateTime) -> Result<Vec<Visit>> {
        match self {
            Self::Groomer { off, .. } => store.booked_in_time_off(off, now.date()),
            Self::Salon { closing, .. } => store.booked_while_closed(closing, now.date()),
        }
    }

    /// The first day from one on that it leaves open: the next days are counted from there. A groomer's colleagues are
    /// there on the day itself.
    pub(super) fn open_again(&self, day: NaiveDate) -> NaiveDate {
        match self {
            Self::Groomer { .. } => day,
            Self::Salon { closing, .. } => day.iter_days().find(|day| !closing.is_on(*day)).unwrap_or(day),
        }
    }

    /// Puts it into a groomer's day.
    pub(super) fn lie_on(&self, workday: &mut Workday, day: NaiveDate) {
        match self {
            Self::Groomer { off, .. } if off.groomer_id == workday.groomer_id && off.is_on(day) => {
                workday.off.push(Off {
                    span: off.span,
                    reason: off.reason.clone(),
                });
            }
            Self::Salon { closing, .. } if closing.is_on(day) => workday.closed = Some(closing.name.clone()),
            _ => {}
        }
    }
}
