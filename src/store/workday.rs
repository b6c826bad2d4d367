//! The groomers' days as the schedule needs them.

use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, Row, named_params};

use super::Store;
use super::error::Result;
use super::groomer::{GroomerWeek, week_of, weeks};
use super::types::day_text;
use crate::domain::id::{AppointmentId, GroomerId};
use crate::domain::schedule::{Span, Taken, Workday, joined};

const TAKEN: &str = "SELECT a.id AS id, a.groomer_id AS groomer_id, a.lane AS lane, a.start_min AS start_min,
      a.end_min AS end_min, trim(d.first_name || ' ' || d.last_name) AS dog
    FROM appointment AS a JOIN dog AS d ON d.id = a.dog_id
    WHERE a.day = :day AND a.lane IS NOT NULL AND a.status NOT IN ('no_show', 'cancelled')
    ORDER BY a.start_min";
const TAKEN_BY: &str = "SELECT a.id AS id, a.lane AS lane, a.start_min AS start_min, a.end_min AS end_min,
      trim(d.first_name || ' ' || d.last_name) AS dog
    FROM appointment AS a JOIN dog AS d ON d.id = a.dog_id
    WHERE a.groomer_id = :groomer_id AND a.lane IN (1, 2, 3, 4) AND a.day = :day
      AND a.status NOT IN ('no_show', 'cancelled')
    ORDER BY a.start_min";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[TAKEN, TAKEN_BY];

/// What the hours of a groomer's week leave of one weekday, with nothing booked; 1 is Monday.
pub(super) fn hours(week: &GroomerWeek, weekday: i64) -> Workday {
    let shifts = week.shifts.iter().filter(|shift| shift.weekday == weekday);
    let shifts: Vec<Span> = shifts
        .map(|shift| Span {
            start: shift.start_min,
            end: shift.end_min,
        })
        .collect();
    let breaks = week.breaks.iter().filter(|pause| pause.weekday == weekday);
    Workday {
        groomer_id: week.groomer.id,
        groomer: week.groomer.name.clone(),
        lanes: week.groomer.lanes,
        shifts: joined(&shifts),
        breaks: breaks
            .map(|pause| Span {
                start: pause.start_min,
                end: pause.end_min,
            })
            .collect(),
        taken: Vec::new(),
    }
}

/// 1 for a Monday.
pub(super) fn weekday(day: NaiveDate) -> i64 {
    i64::from(day.weekday().number_from_monday())
}

fn taken(row: &Row) -> rusqlite::Result<Taken> {
    Ok(Taken {
        lane: row.get("lane")?,
        span: Span {
            start: row.get("start_min")?,
            end: row.get("end_min")?,
        },
        dog: row.get("dog")?,
    })
}

/// One groomer's workday, those who left included, without one appointment: what a booking or a move is judged by.
pub(super) fn of(
    connection: &Connection,
    groomer_id: GroomerId,
    day: NaiveDate,
    ignore: AppointmentId,
) -> Result<Option<Workday>> {
    let Some(week) = week_of(connection, groomer_id)? else {
        return Ok(None);
    };
    let mut workday = hours(&week, weekday(day));
    let mut statement = connection.prepare_cached(TAKEN_BY)?;
    let mut rows = statement.query(named_params! {":groomer_id": groomer_id, ":day": day_text(day)})?;
    while let Some(row) = rows.next()? {
        if row.get::<_, AppointmentId>("id")? != ignore {
            workday.taken.push(taken(row)?);
        }
    }
    Ok(Some(workday))
}

impl Store {
    /// The workdays of the active groomers on a day, in the order of the columns; without one appointment when a
    /// move of it is judged.
    pub fn workdays(&self, day: NaiveDate, ignore: Option<AppointmentId>) -> Result<Vec<Workday>> {
        let mut workdays: Vec<Workday> = weeks(&self.connection)?
            .iter()
            .filter(|week| week.groomer.active)
            .map(|week| hours(week, weekday(day)))
            .collect();
        let mut statement = self.connection.prepare_cached(TAKEN)?;
        let mut rows = statement.query(named_params! {":day": day_text(day)})?;
        while let Some(row) = rows.next()? {
            if ignore.is_some() && ignore == Some(row.get("id")?) {
                continue;
            }
            let groomer_id: GroomerId = row.get("groomer_id")?;
            if let Some(workday) = workdays
                .iter_mut()
                .find(|workday| workday.groomer_id == groomer_id)
            {
                workday.taken.push(taken(row)?);
            }
        }
        Ok(workdays)
    }
}
