//! The groomers' days as the schedule needs them.

use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, Row, named_params};

use super::Store;
use super::calendar::Calendar;
use super::error::Result;
use super::groomer::{week_of, weeks};
use super::types::day_text;
use crate::domain::id::{AppointmentId, GroomerId};
use crate::domain::schedule::{Span, Taken, Workday};

const TAKEN: &str = "SELECT a.id AS id, a.groomer_id AS groomer_id, a.lane AS lane, a.start_min AS start_min,
      a.end_min AS end_min, trim(d.first_name || ' ' || d.last_name) AS dog
    FROM appointment AS a JOIN dog AS d ON d.id = a.dog_id
    WHERE a.day = :day AND a.lane IS NOT NULL AND a.status NOT IN ('no_show', 'cancelled')
    ORDER BY a.start_min";
const TAKEN_BY: &str = "SELECT a.id AS id, a.lane AS lane, a.start_min AS start_min, a.end_min AS end_min,
      trim(d.first_name || ' ' || d.last_name) AS dog
    FROM appointment AS a JOIN dog AS d ON d.id = a.dog_id
    WHERE a.groomer_id = :groomer_id AND a.lane IS NOT NULL AND a.day = :day
      AND a.status NOT IN ('no_show', 'cancelled')
    ORDER BY a.start_min";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[TAKEN, TAKEN_BY];

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
    let calendar = Calendar::read(connection, day, day, Some(ignore))?;
    let mut workday = calendar.workday(&week, day, &calendar.door(day));
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
        let calendar = Calendar::read(&self.connection, day, day, ignore)?;
        let door = calendar.door(day);
        let mut workdays: Vec<Workday> = weeks(&self.connection)?
            .iter()
            .filter(|week| week.groomer.active)
            .map(|week| calendar.workday(week, day, &door))
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
