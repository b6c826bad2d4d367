//! What makes a day another one than its weekday: closing days, a groomer's own hours of that day, time off, and how many
//! dogs the door lets in.

mod edits;
mod lists;

use std::collections::HashMap;
use std::rc::Rc;

use chrono::NaiveDate;
use rusqlite::{Connection, Row, named_params};

use super::error::Result;
use super::groomer::GroomerWeek;
use super::types::{day, day_text};
use super::workday::weekday;
use crate::domain::calendar::{Closing, Door, DropOff};
use crate::domain::groomer::{Exception, TimeOff};
use crate::domain::id::AppointmentId;
use crate::domain::schedule::{Off, Span, Workday, joined};

// A yearly one may have begun long ago; there are few of them.
const CLOSINGS: &str = "SELECT id, first_day, last_day, yearly, name, rev FROM closing
    WHERE yearly = 1 OR (first_day <= :last AND last_day >= :first) ORDER BY first_day, id";
const EXCEPTIONS: &str = "SELECT id, groomer_id, day, kind, start_min, end_min FROM exception
    WHERE day BETWEEN :first AND :last ORDER BY day, start_min";
const TIMES_OFF: &str =
    "SELECT id, groomer_id, first_day, last_day, start_min, end_min, reason, rev FROM time_off
    WHERE last_day >= :first AND first_day <= :last ORDER BY first_day, start_min";
const DROP_OFFS: &str =
    "SELECT id, weekday, start_min, end_min, dogs, rev FROM drop_off ORDER BY weekday, start_min";
const ARRIVALS: &str = "SELECT id, day, coalesce(drop_off_min, start_min) AS arrives_min FROM appointment
    WHERE day BETWEEN :first AND :last AND lane IS NOT NULL AND status NOT IN ('no_show', 'cancelled')";

pub use edits::CalendarEdit;
pub(super) use edits::apply;

#[cfg(test)]
pub(super) const STATEMENTS: [&[&str]; 3] = [
    &[CLOSINGS, EXCEPTIONS, TIMES_OFF, DROP_OFFS, ARRIVALS],
    edits::STATEMENTS,
    lists::STATEMENTS,
];

/// What makes some days in a row special.
pub(super) struct Calendar {
    pub closings: Vec<Closing>,
    pub exceptions: Vec<Exception>,
    pub times_off: Vec<TimeOff>,
    limits: Vec<DropOff>,
    arrivals: HashMap<NaiveDate, Vec<i64>>,
}

pub(super) fn span(row: &Row) -> rusqlite::Result<Span> {
    Ok(Span {
        start: row.get("start_min")?,
        end: row.get("end_min")?,
    })
}

pub(super) fn closing(row: &Row) -> rusqlite::Result<Closing> {
    Ok(Closing {
        id: row.get("id")?,
        first_day: day(row, "first_day")?,
        last_day: day(row, "last_day")?,
        yearly: row.get("yearly")?,
        name: row.get("name")?,
        rev: row.get("rev")?,
    })
}

pub(super) fn exception(row: &Row) -> rusqlite::Result<Exception> {
    Ok(Exception {
        id: row.get("id")?,
        groomer_id: row.get("groomer_id")?,
        day: day(row, "day")?,
        is_break: row.get_ref("kind")?.as_str()? == "break",
        span: span(row)?,
    })
}

pub(super) fn time_off(row: &Row) -> rusqlite::Result<TimeOff> {
    Ok(TimeOff {
        id: row.get("id")?,
        groomer_id: row.get("groomer_id")?,
        first_day: day(row, "first_day")?,
        last_day: day(row, "last_day")?,
        span: span(row)?,
        reason: row.get("reason")?,
        rev: row.get("rev")?,
    })
}

pub(super) fn drop_off(row: &Row) -> rusqlite::Result<DropOff> {
    Ok(DropOff {
        id: row.get("id")?,
        weekday: row.get("weekday")?,
        span: span(row)?,
        dogs: row.get("dogs")?,
        rev: row.get("rev")?,
    })
}

impl Calendar {
    /// Reads what is special on the days from `first` to `last`; `ignore` is an appointment that is about to move.
    pub fn read(
        connection: &Connection,
        first: NaiveDate,
        last: NaiveDate,
        ignore: Option<AppointmentId>,
    ) -> Result<Self> {
        let (from, to) = (day_text(first), day_text(last));
        let closings = connection
            .prepare_cached(CLOSINGS)?
            .query_map(named_params! {":first": from, ":last": to}, closing)?
            .collect::<rusqlite::Result<_>>()?;
        let exceptions = connection
            .prepare_cached(EXCEPTIONS)?
            .query_map(named_params! {":first": from, ":last": to}, exception)?
            .collect::<rusqlite::Result<_>>()?;
        let times_off = connection
            .prepare_cached(TIMES_OFF)?
            .query_map(named_params! {":first": from, ":last": to}, time_off)?
            .collect::<rusqlite::Result<_>>()?;
        let limits: Vec<DropOff> = connection
            .prepare_cached(DROP_OFFS)?
            .query_map([], drop_off)?
            .collect::<rusqlite::Result<_>>()?;
        let mut arrivals: HashMap<NaiveDate, Vec<i64>> = HashMap::new();
        let days = first.iter_days().take_while(|each| *each <= last);
        // Most salons let in whoever comes: then nobody is counted.
        if days
            .take(7)
            .any(|each| limits.iter().any(|limit| limit.weekday == weekday(each)))
        {
            let mut statement = connection.prepare_cached(ARRIVALS)?;
            let mut rows = statement.query(named_params! {":first": from, ":last": to})?;
            while let Some(row) = rows.next()? {
                if ignore.is_none() || ignore != Some(row.get("id")?) {
                    arrivals
                        .entry(day(row, "day")?)
                        .or_default()
                        .push(row.get("arrives_min")?);
                }
            }
        }
        Ok(Self {
            closings,
            exceptions,
            times_off,
            limits,
            arrivals,
        })
    }

    /// The salon's door on a day.
    pub fn door(&self, day: NaiveDate) -> Rc<Door> {
        let of_day = self.limits.iter().filter(|limit| limit.weekday == weekday(day));
        let limits: Vec<(Span, i64)> = of_day.map(|limit| (limit.span, limit.dogs)).collect();
        let arrivals = if limits.is_empty() {
            Vec::new()
        } else {
            self.arrivals.get(&day).cloned().unwrap_or_default()
        };
        Rc::new(Door { limits, arrivals })
    }

    /// A groomer's day with nothing booked.
    pub fn workday(&self, week: &GroomerWeek, day: NaiveDate, door: &Rc<Door>) -> Workday {
        let own = |is_break: bool| {
            let of_day = move |each: &&Exception| {
                each.groomer_id == week.groomer.id && each.day == day && each.is_break == is_break
            };
            self.exceptions
                .iter()
                .filter(of_day)
                .map(|each| each.span)
                .collect::<Vec<Span>>()
        };
        let (mut shifts, mut breaks) = (own(false), own(true));
        if shifts.is_empty() && breaks.is_empty() {
            let weekday = weekday(day);
            let of = |start: i64, end: i64| Span { start, end };
            let weekly = week.shifts.iter().filter(|shift| shift.weekday == weekday);
            shifts = weekly.map(|shift| of(shift.start_min, shift.end_min)).collect();
            let weekly = week.breaks.iter().filter(|pause| pause.weekday == weekday);
            breaks = weekly.map(|pause| of(pause.start_min, pause.end_min)).collect();
        }
        let times_off = self.times_off.iter();
        let off = times_off
            .filter(|off| off.groomer_id == week.groomer.id && off.is_on(day))
            .map(|off| Off {
                span: off.span,
                reason: off.reason.clone(),
            })
            .collect();
        Workday {
            groomer_id: week.groomer.id,
            groomer: week.groomer.name.clone(),
            lanes: week.groomer.lanes,
            shifts: joined(&shifts),
            breaks,
            off,
            closed: self
                .closings
                .iter()
                .find(|closing| closing.is_on(day))
                .map(|closing| closing.name.clone()),
            skills: (!week.skills.is_empty()).then(|| week.skills.clone()),
            largest: week.groomer.largest,
            max_dogs: week.groomer.max_dogs,
            door: Rc::clone(door),
            taken: Vec::new(),
        }
    }
}
