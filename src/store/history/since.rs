//! What others did to a row after somebody looked at it, so that both versions can be shown.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use rusqlite::{OptionalExtension, named_params};

use super::fields::{FieldChange, Line, Together, line};
use super::recall::row_at;
use super::{moment, told};
use crate::domain::appointment::Appointment;
use crate::domain::id::AppointmentId;
use crate::store::Store;
use crate::store::appointment::from_row;
use crate::store::error::Result;

const NEWEST: &str = "SELECT i.actor AS actor, i.at AS at, i.kind AS kind, i.label AS label
    FROM change AS c JOIN intent AS i ON i.id = c.intent
    WHERE c.row_id = :row_id ORDER BY c.seq DESC LIMIT 1";
// Every change but taking the row out raises its revision by one.
const NEWEST_CHANGES: &str = "SELECT seq, tbl, row_id, before, after FROM change
    WHERE row_id = :row_id AND op <> 'delete' ORDER BY seq DESC LIMIT :limit";

const OF_ENTRY: &str = "SELECT i.first_seq AS first_seq, i.last_seq AS last_seq, c.row_id AS row_id
    FROM intent AS i JOIN change AS c ON c.seq BETWEEN i.first_seq AND i.last_seq
    WHERE i.id = :id AND c.tbl = 'appointment' LIMIT :limit";

/// So many changes of appointments are looked at for the times that they gave up.
const MOST_GIVEN_UP: i64 = 100;

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[NEWEST, NEWEST_CHANGES, OF_ENTRY];

/// What others did to an appointment since a revision of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theirs {
    /// The appointment as it is now.
    pub now: Appointment,
    /// Who changed it last.
    pub by: String,
    /// When.
    pub at: NaiveDateTime,
    /// What that was, in the desk's words.
    pub label: String,
    /// Its fields that are other than they were, before and after.
    pub fields: Vec<FieldChange>,
}

impl Store {
    /// Who changed a row last and when, by the row's id; `None` for a row that never was.
    pub fn last_changed(&self, row_id: &str) -> Result<Option<(String, NaiveDateTime)>> {
        Ok(self
            .connection
            .prepare_cached(NEWEST)?
            .query_row(named_params! {":row_id": row_id}, |row| {
                let at: String = row.get("at")?;
                Ok((row.get("actor")?, moment(&at)))
            })
            .optional()?)
    }

    /// The appointments that an entry took from their place, as they stood before it: taken back, called off or moved away.
    pub fn given_up(&self, entry: i64) -> Result<Vec<Appointment>> {
        let mut statement = self.connection.prepare_cached(OF_ENTRY)?;
        let mut changed: Vec<(String, i64, i64)> = statement
            .query_map(named_params! {":id": entry, ":limit": MOST_GIVEN_UP}, |row| {
                Ok((row.get("row_id")?, row.get("first_seq")?, row.get("last_seq")?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        // What changes places is lifted first: all that was done to a row counts as one.
        changed.sort_unstable();
        changed.dedup();
        let mut given_up = Vec::new();
        for (row_id, first, last) in changed {
            let at = |seq: i64| -> Result<Option<Appointment>> {
                let row = row_at(&self.connection, "appointment", &row_id, seq)?;
                let row = row.map(|row| from_row(&row)).transpose()?;
                Ok(row.filter(|row| row.status.holds_time() && row.lane.is_some()))
            };
            let place = |at: &Appointment| (at.groomer_id, at.day, at.start_min, at.end_min);
            if let Some(before) = at(first - 1)?
                && at(last)?.is_none_or(|after| place(&after) != place(&before))
            {
                given_up.push(before);
            }
        }
        Ok(given_up)
    }

    /// What others did to an appointment since this revision of it; `None` when it is gone or as it was.
    pub fn changed_since(&self, id: AppointmentId, rev: i64) -> Result<Option<Theirs>> {
        let Some(now) = self.appointment(id)?.filter(|now| now.rev > rev) else {
            return Ok(None);
        };
        let row_id = id.to_string();
        let mut newest: Vec<Line> = self
            .connection
            .prepare_cached(NEWEST_CHANGES)?
            .query_map(named_params! {":row_id": row_id, ":limit": now.rev - rev}, line)?
            .collect::<rusqlite::Result<_>>()?;
        let mut together = Together::default();
        newest.reverse();
        for line in newest {
            together.and(line)?;
        }
        let fields = together.fields(&self.connection, &mut HashMap::new())?;
        let (by, at, label) =
            self.connection
                .prepare_cached(NEWEST)?
                .query_one(named_params! {":row_id": row_id}, |row| {
                    let (at, kind): (String, String) = (row.get("at")?, row.get("kind")?);
                    Ok((row.get("actor")?, moment(&at), told(&kind, row.get("label")?)))
                })?;
        Ok(Some(Theirs {
            now,
            by,
            at,
            label,
            fields,
        }))
    }
}
