//! What is special from a day on, to be shown and changed; and who is booked where nobody works any more.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, named_params};

use super::super::Store;
use super::super::board::Visit;
use super::super::error::Result;
use super::super::types::{day, day_text};
use super::{CLOSINGS, DROP_OFFS, EXCEPTIONS, TIMES_OFF, closing, drop_off, exception, time_off};
use crate::domain::calendar::{Closing, DropOff};
use crate::domain::groomer::{Exception, TimeOff};
use crate::domain::id::{ClosingId, TimeOffId};
use crate::domain::status::Status;
use crate::domain::usual_closing::{UsuallyClosed, WORKS_FROM, last_looked_at, name_of, undecided};

/// Later than anything in the book.
const FAR: &str = "9999-12-31";

const BOOKED_DAYS: &str =
    "SELECT DISTINCT day FROM appointment WHERE day BETWEEN :first AND :last ORDER BY day";

// One statement for all closing days; the index of the days is walked once.
const BOOKED_BY_DAY: &str = "SELECT day, count(*) AS dogs FROM appointment
    WHERE day BETWEEN :first AND :last AND lane IS NOT NULL AND status NOT IN ('no_show', 'cancelled', 'gone')
    GROUP BY day ORDER BY day";

const DOGS_ON: &str = "SELECT count(DISTINCT dog_id) AS dogs FROM appointment
    WHERE day = :day AND status NOT IN ('no_show', 'cancelled')";

const TIME_OFF: &str =
    "SELECT id, groomer_id, first_day, last_day, start_min, end_min, reason, rev FROM time_off
    WHERE id = :id";
const CLOSING: &str = "SELECT id, first_day, last_day, yearly, name, rev FROM closing WHERE id = :id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[BOOKED_DAYS, BOOKED_BY_DAY, DOGS_ON, TIME_OFF, CLOSING];

impl Store {
    /// Time off that is not over before a day, in order; of all groomers.
    pub fn times_off(&self, from: NaiveDate) -> Result<Vec<TimeOff>> {
        let mut statement = self.connection.prepare_cached(TIMES_OFF)?;
        let ask = named_params! {":first": day_text(from), ":last": FAR};
        Ok(statement
            .query_map(ask, time_off)?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// Time off by its id, whenever it lies.
    pub fn time_off(&self, id: TimeOffId) -> Result<Option<TimeOff>> {
        let mut statement = self.connection.prepare_cached(TIME_OFF)?;
        Ok(statement
            .query_row(named_params! {":id": id}, time_off)
            .optional()?)
    }

    /// Closing days by their id, whenever they lie.
    pub fn closing(&self, id: ClosingId) -> Result<Option<Closing>> {
        let mut statement = self.connection.prepare_cached(CLOSING)?;
        Ok(statement
            .query_row(named_params! {":id": id}, closing)
            .optional()?)
    }

    /// Hours of single days from a day on, in order; of all groomers.
    pub fn own_hours(&self, from: NaiveDate) -> Result<Vec<Exception>> {
        let mut statement = self.connection.prepare_cached(EXCEPTIONS)?;
        let ask = named_params! {":first": day_text(from), ":last": FAR};
        Ok(statement
            .query_map(ask, exception)?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// Closing days that are not over before a day, and those of every year.
    pub fn closings(&self, from: NaiveDate) -> Result<Vec<Closing>> {
        let mut statement = self.connection.prepare_cached(CLOSINGS)?;
        let ask = named_params! {":first": day_text(from), ":last": FAR};
        Ok(statement
            .query_map(ask, closing)?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// How many dogs are booked on each of some days, those without any left out.
    pub fn booked_by_day(&self, first: NaiveDate, last: NaiveDate) -> Result<Vec<(NaiveDate, i64)>> {
        let mut statement = self.connection.prepare_cached(BOOKED_BY_DAY)?;
        let ask = named_params! {":first": day_text(first), ":last": day_text(last)};
        Ok(statement
            .query_map(ask, |row| Ok((day(row, "day")?, row.get("dogs")?)))?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// The same for closing days, one count for each: how many dogs are booked in them from a day on.
    pub fn booked_while_each_closed(&self, closings: &[Closing], from: NaiveDate) -> Result<Vec<i64>> {
        let first = closings
            .iter()
            .map(|each| if each.yearly { from } else { each.first_day });
        let last = closings.iter().map(|each| {
            if each.yearly {
                NaiveDate::MAX
            } else {
                each.last_day
            }
        });
        let (Some(first), Some(last)) = (first.min(), last.max()) else {
            return Ok(Vec::new());
        };
        // Four figures of a year sort as text.
        let far = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(last);
        let days = self.booked_by_day(first.max(from), last.min(far))?;
        let dogs = |closing: &Closing| {
            let on = days.iter().filter(|(day, _)| closing.is_on(*day));
            on.map(|(_, dogs)| dogs).sum()
        };
        Ok(closings.iter().map(dogs).collect())
    }

    /// Days of the year ahead on which many salons close and this one does not, with how many dogs are booked then.
    pub fn usually_closed(&self, today: NaiveDate) -> Result<Vec<UsuallyClosed>> {
        let closings = self.closings(today)?;
        let booked = self.booked_by_day(today, last_looked_at(today))?;
        Ok(undecided(today, &closings, &booked))
    }

    /// What a day is called on which many salons close, as long as nobody has said whether this one does: it is not closed,
    /// and fewer dogs are booked on it than on a day on which the salon surely works.
    pub fn perhaps_closed(&self, day: NaiveDate) -> Result<Option<&'static str>> {
        let Some(name) = name_of(day) else {
            return Ok(None);
        };
        let mut dogs_on = self.connection.prepare_cached(DOGS_ON)?;
        let dogs: i64 = dogs_on.query_row(named_params! {":day": day_text(day)}, |row| row.get("dogs"))?;
        let is_decided = dogs >= WORKS_FROM || self.closings(day)?.iter().any(|closing| closing.is_on(day));
        Ok(Some(name).filter(|_| !is_decided))
    }

    /// How many dogs can be dropped off when, by weekday and time.
    pub fn drop_offs(&self) -> Result<Vec<DropOff>> {
        let mut statement = self.connection.prepare_cached(DROP_OFFS)?;
        Ok(statement
            .query_map([], drop_off)?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// Who is booked from a day on while a groomer is off, in order of time.
    pub fn booked_in_time_off(&self, off: &TimeOff, from: NaiveDate) -> Result<Vec<Visit>> {
        let mut visits = self.booked(off.first_day.max(from), &day_text(off.last_day), |_| true)?;
        visits.retain(|visit| {
            visit.appointment.groomer_id == off.groomer_id && visit.appointment.span().overlaps(off.span)
        });
        Ok(visits)
    }

    /// Who is booked from a day on while the salon is closed, in order of time.
    pub fn booked_while_closed(&self, closing: &Closing, from: NaiveDate) -> Result<Vec<Visit>> {
        let (first, last) = if closing.yearly {
            (from, FAR.to_owned())
        } else {
            (closing.first_day.max(from), day_text(closing.last_day))
        };
        self.booked(first, &last, |day| closing.is_on(day))
    }

    /// Appointments still to be worked on some days of a stretch.
    fn booked(&self, first: NaiveDate, last: &str, counts: impl Fn(NaiveDate) -> bool) -> Result<Vec<Visit>> {
        let mut statement = self.connection.prepare_cached(BOOKED_DAYS)?;
        let ask = named_params! {":first": day_text(first), ":last": last};
        let days = statement
            .query_map(ask, |row| day(row, "day"))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut visits = Vec::new();
        for day in days.into_iter().filter(|day| counts(*day)) {
            visits.extend(self.visits(day)?);
        }
        visits.retain(|visit| {
            let status = visit.appointment.status;
            status.holds_time() && status != Status::Gone && visit.appointment.lane.is_some()
        });
        Ok(visits)
    }
}
