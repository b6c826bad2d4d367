//! What was done and found at each visit.

use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::{OptionalExtension, Row, Transaction, named_params};

use super::error::Result;
use super::types::day;
use super::{Store, changed_rows};
use crate::domain::clock::parse_moment;
use crate::domain::id::{AppointmentId, DogId};
use crate::domain::money::Cents;
use crate::domain::record::VisitRecord;
use crate::domain::rejection::Rejection;
use crate::domain::text;

const INSERT: &str = "INSERT INTO record (id, appointment_id, blade, style, products, findings, incident, minutes, price_cents)
    VALUES (:id, :appointment_id, :blade, :style, :products, :findings, :incident, :minutes, :price_cents)";
const UPDATE: &str =
    "UPDATE record SET blade = :blade, style = :style, products = :products, findings = :findings,
      incident = :incident, minutes = :minutes, price_cents = :price_cents, rev = rev + 1
    WHERE id = :id AND rev = :rev";
const OF_APPOINTMENT: &str =
    "SELECT id, appointment_id, blade, style, products, findings, incident, minutes, price_cents, rev
    FROM record WHERE appointment_id = :appointment_id";
const LAST_OF_DOG: &str =
    "SELECT r.id AS id, r.appointment_id AS appointment_id, r.blade AS blade, r.style AS style, r.products AS products,
      r.findings AS findings, r.incident AS incident, r.minutes AS minutes, r.price_cents AS price_cents, r.rev AS rev,
      a.day AS day, a.price_cents AS asked_cents, a.end_min - a.start_min AS planned
    FROM appointment AS a JOIN record AS r ON r.appointment_id = a.id
    WHERE a.dog_id = :dog_id AND a.id <> :but ORDER BY a.day DESC, a.start_min DESC LIMIT 1";
const WORKED: &str = "SELECT started_at, ready_at FROM appointment WHERE id = :id";
const BEGUN: &str = "SELECT coalesce(started_at, arrived_at) AS at FROM appointment WHERE id = :id";
const WHOSE: &str = "SELECT trim(d.first_name || ' ' || d.last_name) AS name, a.day AS day
    FROM appointment AS a JOIN dog AS d ON d.id = a.dog_id WHERE a.id = :id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[INSERT, UPDATE, OF_APPOINTMENT, LAST_OF_DOG, WORKED, BEGUN, WHOSE];

/// An edit of what was done at a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordEdit {
    /// Writes the first record of an appointment.
    Add(VisitRecord),
    /// Saves a changed record.
    Save(VisitRecord),
}

/// The last record of a dog, with what its appointment says beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastRecord {
    /// The record.
    pub record: VisitRecord,
    /// The day of the visit.
    pub day: NaiveDate,
    /// Minutes it took: as written, else as planned.
    pub minutes: i64,
    /// What was asked for it.
    pub price_cents: Cents,
}

fn from_row(row: &Row) -> rusqlite::Result<VisitRecord> {
    Ok(VisitRecord {
        id: row.get("id")?,
        appointment_id: row.get("appointment_id")?,
        blade: row.get("blade")?,
        style: row.get("style")?,
        products: row.get("products")?,
        findings: row.get("findings")?,
        incident: row.get("incident")?,
        minutes: row.get("minutes")?,
        price_cents: row.get("price_cents")?,
        rev: row.get("rev")?,
    })
}

/// The minutes between two steps, where both were taken and it could be true.
fn worked(row: &Row) -> rusqlite::Result<Option<i64>> {
    let moment = |text: Option<String>| -> Option<NaiveDateTime> { parse_moment(&text?) };
    let started = moment(row.get("started_at")?);
    let ready = moment(row.get("ready_at")?);
    let minutes = started
        .zip(ready)
        .map(|(started, ready)| (ready - started).num_minutes());
    Ok(minutes.filter(|minutes| (1..=720).contains(minutes)))
}

fn cleaned(record: &VisitRecord) -> VisitRecord {
    VisitRecord {
        blade: text::clean(&record.blade, text::CONTACT),
        style: text::clean(&record.style, text::LINE),
        products: text::clean(&record.products, text::LINE),
        findings: text::clean(&record.findings, text::NOTE),
        incident: text::clean(&record.incident, text::NOTE),
        ..record.clone()
    }
}

pub(super) fn apply(tx: &Transaction, edit: &RecordEdit) -> Result<String> {
    let (RecordEdit::Add(record) | RecordEdit::Save(record)) = edit;
    let record = cleaned(record);
    let whose = tx
        .prepare_cached(WHOSE)?
        .query_row(named_params! {":id": record.appointment_id}, |row| {
            let name: String = row.get("name")?;
            Ok(format!("{name}, {}", day(row, "day")?.format("%a %-d %b")))
        })
        .optional()?
        .ok_or_else(|| Rejection::Missing("that appointment".to_owned()))?;
    if let RecordEdit::Add(_) = edit {
        tx.prepare_cached(INSERT)?.execute(named_params! {
            ":id": record.id, ":appointment_id": record.appointment_id, ":blade": record.blade,
            ":style": record.style, ":products": record.products, ":findings": record.findings,
            ":incident": record.incident, ":minutes": record.minutes, ":price_cents": record.price_cents,
        })?;
        return Ok(format!("Wrote down the visit of {whose}"));
    }
    let count = tx.prepare_cached(UPDATE)?.execute(named_params! {
        ":id": record.id, ":rev": record.rev, ":blade": record.blade, ":style": record.style,
        ":products": record.products, ":findings": record.findings, ":incident": record.incident,
        ":minutes": record.minutes, ":price_cents": record.price_cents,
    })?;
    changed_rows(
        tx,
        count,
        "record",
        &record.id.to_string(),
        "the record of that visit",
    )?;
    Ok(format!("Changed the record of {whose}"))
}

impl Store {
    /// What was written down for an appointment.
    pub fn record_of(&self, id: AppointmentId) -> Result<Option<VisitRecord>> {
        Ok(self
            .connection
            .prepare_cached(OF_APPOINTMENT)?
            .query_row(named_params! {":appointment_id": id}, from_row)
            .optional()?)
    }

    /// The newest record of a dog, leaving one appointment out.
    pub fn last_record(&self, dog_id: DogId, but: Option<AppointmentId>) -> Result<Option<LastRecord>> {
        let but = but.map(|id| id.to_string()).unwrap_or_default();
        Ok(self
            .connection
            .prepare_cached(LAST_OF_DOG)?
            .query_row(named_params! {":dog_id": dog_id, ":but": but}, |row| {
                let record = from_row(row)?;
                Ok(LastRecord {
                    day: day(row, "day")?,
                    minutes: match record.minutes {
                        Some(minutes) => minutes,
                        None => row.get("planned")?,
                    },
                    price_cents: match record.price_cents {
                        Some(price) => price,
                        None => row.get("asked_cents")?,
                    },
                    record,
                })
            })
            .optional()?)
    }

    /// When the dog came on the table, where that step was taken, else when it came.
    pub fn begun(&self, id: AppointmentId) -> Result<Option<NaiveDateTime>> {
        let at: Option<String> = self
            .connection
            .prepare_cached(BEGUN)?
            .query_row(named_params! {":id": id}, |row| row.get("at"))
            .optional()?
            .flatten();
        Ok(at.and_then(|at| parse_moment(&at)))
    }

    /// The minutes between being on the table and being ready, where both steps were taken.
    pub fn minutes_worked(&self, id: AppointmentId) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached(WORKED)?
            .query_row(named_params! {":id": id}, worked)
            .optional()?
            .flatten())
    }
}
