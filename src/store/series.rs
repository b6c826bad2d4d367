//! Series of appointments in the file, and the place of each appointment in its own.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Transaction, named_params};

use super::appointment::{dog_name, from_row};
use super::error::Result;
use super::types::day_text;
use super::{Store, changed_rows};
use crate::domain::appointment::Appointment;
use crate::domain::id::{AppointmentId, SeriesId};
use crate::domain::rejection::Rejection;
use crate::domain::series::{MOST_WEEKS, Series, Standing, every};

const INSERT: &str = "INSERT INTO series (id, dog_id, weeks) VALUES (:id, :dog_id, :weeks)";
const JOIN: &str = "UPDATE appointment SET series_id = :series_id, rev = rev + 1
    WHERE id = :id AND rev = :rev AND series_id IS NULL";
const MEMBERS: &str =
    "SELECT id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min, status,
      price_cents, cancel_reason, note, drop_off_min, over_reason, visit_id, series_id, rev
    FROM appointment WHERE series_id = :series_id ORDER BY day, start_min";
const STANDINGS: &str = "SELECT a.id AS id, s.weeks AS weeks,
      (SELECT count(*) FROM appointment AS e WHERE e.series_id = a.series_id
        AND e.status NOT IN ('no_show', 'cancelled') AND (e.day, e.start_min) <= (a.day, a.start_min)) AS place,
      (SELECT count(*) FROM appointment AS e WHERE e.series_id = a.series_id
        AND e.status NOT IN ('no_show', 'cancelled')) AS members
    FROM appointment AS a JOIN series AS s ON s.id = a.series_id
    WHERE a.day = :day AND a.status NOT IN ('no_show', 'cancelled')";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[INSERT, JOIN, MEMBERS, STANDINGS];

/// An edit of a series; its appointments are booked, moved and called off one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeriesEdit {
    /// Begins one, before its appointments are booked.
    Begin(Series),
    /// Takes an appointment into it that was booked before.
    Join {
        /// The series.
        series_id: SeriesId,
        /// The appointment.
        id: AppointmentId,
        /// The revision the person was looking at.
        rev: i64,
    },
}

pub(super) fn apply(tx: &Transaction, edit: &SeriesEdit) -> Result<String> {
    match edit {
        SeriesEdit::Begin(series) => {
            if !(1..=MOST_WEEKS).contains(&series.weeks) {
                let why = format!("1 to {MOST_WEEKS} weeks lie between two appointments of a series");
                return Err(Rejection::Invalid(why).into());
            }
            let dog = dog_name(tx, series.dog_id)?;
            tx.prepare_cached(INSERT)?.execute(named_params! {
                ":id": series.id, ":dog_id": series.dog_id, ":weeks": series.weeks,
            })?;
            Ok(format!("{dog} comes {}", every(series.weeks)))
        }
        SeriesEdit::Join { series_id, id, rev } => {
            let count = tx.prepare_cached(JOIN)?.execute(named_params! {
                ":series_id": series_id, ":id": id, ":rev": rev,
            })?;
            changed_rows(tx, count, "appointment", &id.to_string(), "the appointment")?;
            Ok("The appointment belongs to a series now".to_owned())
        }
    }
}

impl Store {
    /// Every appointment of a series by time, those called off included.
    pub fn series_members(&self, series_id: SeriesId) -> Result<Vec<Appointment>> {
        let mut statement = self.connection.prepare_cached(MEMBERS)?;
        let rows = statement
            .query_map(named_params! {":series_id": series_id}, |row| from_row(row))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(rows)
    }

    /// The appointments of a day that belong to a series, each with its place in it.
    pub fn standings(&self, day: NaiveDate) -> Result<HashMap<AppointmentId, Standing>> {
        let mut statement = self.connection.prepare_cached(STANDINGS)?;
        let rows = statement
            .query_map(named_params! {":day": day_text(day)}, |row| {
                let standing = Standing {
                    weeks: row.get("weeks")?,
                    at: row.get("place")?,
                    of: row.get("members")?,
                };
                Ok((row.get("id")?, standing))
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(rows)
    }
}
