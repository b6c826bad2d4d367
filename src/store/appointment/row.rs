//! An appointment as a row of the file: written, and read by its id or by its dog.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, ToSql, Transaction, named_params};

use crate::domain::appointment::Appointment;
use crate::domain::id::{AppointmentId, DogId, ServiceId};
use crate::domain::rejection::Rejection;
use crate::store::Store;
use crate::store::columns::Columns;
use crate::store::error::Result;
use crate::store::types::{day, day_text};

const INSERT: &str =
    "INSERT INTO appointment (id, dog_id, groomer_id, service_id, lane, day, start_min, end_min,
      pickup_min, status, price_cents, cancel_reason, note, drop_off_min, over_reason, visit_id, series_id)
    VALUES (:id, :dog_id, :groomer_id, :service_id, :lane, :day, :start_min, :end_min,
      :pickup_min, :status, :price_cents, :cancel_reason, :note, :drop_off_min, :over_reason, :visit_id, :series_id)";
const SELECT: &str =
    "SELECT id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min, status,
      price_cents, cancel_reason, note, drop_off_min, over_reason, visit_id, series_id, rev
    FROM appointment WHERE id = :id";
const OF_DOG: &str =
    "SELECT id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min, status,
      price_cents, cancel_reason, note, drop_off_min, over_reason, visit_id, series_id, rev
    FROM appointment WHERE dog_id = :dog_id ORDER BY day DESC, start_min DESC LIMIT :limit";
const FROM_DAY: &str =
    "SELECT id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min, status,
      price_cents, cancel_reason, note, drop_off_min, over_reason, visit_id, series_id, rev
    FROM appointment WHERE dog_id = :dog_id AND day >= :from ORDER BY day, start_min";
// The last visit that took place or will; what a new booking starts from.
const LAST_OF_DOG: &str =
    "SELECT id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min, status,
      price_cents, cancel_reason, note, drop_off_min, over_reason, visit_id, series_id, rev
    FROM appointment WHERE dog_id = :dog_id AND status NOT IN ('cancelled', 'no_show')
    ORDER BY day DESC, start_min DESC LIMIT 1";

const LAST_FOR: &str =
    "SELECT id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min, status,
      price_cents, cancel_reason, note, drop_off_min, over_reason, visit_id, series_id, rev
    FROM appointment
    WHERE dog_id = :dog_id AND service_id = :service_id AND status NOT IN ('cancelled', 'no_show')
    ORDER BY day DESC, start_min DESC LIMIT 1";

const DONE_OF_DOG: &str =
    "SELECT id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min, status,
      price_cents, cancel_reason, note, drop_off_min, over_reason, visit_id, series_id, rev
    FROM appointment WHERE dog_id = :dog_id AND status = 'gone'
    ORDER BY day DESC, start_min DESC LIMIT :limit";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    INSERT,
    SELECT,
    OF_DOG,
    FROM_DAY,
    LAST_OF_DOG,
    LAST_FOR,
    DONE_OF_DOG,
];

pub(in crate::store) fn from_row(row: &impl Columns) -> rusqlite::Result<Appointment> {
    Ok(Appointment {
        id: row.column("id")?,
        dog_id: row.column("dog_id")?,
        groomer_id: row.column("groomer_id")?,
        service_id: row.column("service_id")?,
        lane: row.column("lane")?,
        day: day(row, "day")?,
        start_min: row.column("start_min")?,
        end_min: row.column("end_min")?,
        pickup_min: row.column("pickup_min")?,
        status: row.column("status")?,
        price_cents: row.column("price_cents")?,
        cancel_reason: row.column("cancel_reason")?,
        note: row.column("note")?,
        drop_off_min: row.column("drop_off_min")?,
        over_reason: row.column("over_reason")?,
        visit_id: row.column("visit_id")?,
        series_id: row.column("series_id")?,
        rev: row.column("rev")?,
    })
}

fn select(connection: &Connection, id: AppointmentId) -> Result<Option<Appointment>> {
    Ok(connection
        .prepare_cached(SELECT)?
        .query_row(named_params! {":id": id}, |row| from_row(row))
        .optional()?)
}

pub(in crate::store) fn seen(tx: &Transaction, id: AppointmentId) -> Result<Appointment> {
    select(tx, id)?.ok_or_else(|| Rejection::Missing("that appointment".to_owned()).into())
}

/// Puts an appointment into the file as it is, lane included; the caller has begun an intent.
pub(in crate::store) fn insert(tx: &Transaction, appointment: &Appointment) -> Result<()> {
    tx.prepare_cached(INSERT)?.execute(named_params! {
        ":id": appointment.id, ":dog_id": appointment.dog_id, ":groomer_id": appointment.groomer_id,
        ":service_id": appointment.service_id, ":lane": appointment.lane, ":day": day_text(appointment.day),
        ":start_min": appointment.start_min, ":end_min": appointment.end_min,
        ":pickup_min": appointment.pickup_min, ":status": appointment.status,
        ":price_cents": appointment.price_cents, ":cancel_reason": appointment.cancel_reason,
        ":note": appointment.note, ":drop_off_min": appointment.drop_off_min,
        ":over_reason": appointment.over_reason, ":visit_id": appointment.visit_id,
        ":series_id": appointment.series_id,
    })?;
    Ok(())
}

impl Store {
    /// One appointment by id.
    pub fn appointment(&self, id: AppointmentId) -> Result<Option<Appointment>> {
        select(&self.connection, id)
    }

    /// A dog's newest `limit` appointments, newest first, those to come included.
    pub fn appointments_of(&self, dog_id: DogId, limit: i64) -> Result<Vec<Appointment>> {
        self.appointments(OF_DOG, named_params! {":dog_id": dog_id, ":limit": limit})
    }

    /// A dog's appointments from a day on, however many, the next one first; those that were called off included.
    pub fn appointments_from(&self, dog_id: DogId, from: NaiveDate) -> Result<Vec<Appointment>> {
        self.appointments(
            FROM_DAY,
            named_params! {":dog_id": dog_id, ":from": day_text(from)},
        )
    }

    /// Every appointment that a statement finds, in its order.
    fn appointments(&self, sql: &str, wanted: &[(&str, &dyn ToSql)]) -> Result<Vec<Appointment>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(wanted, |row| from_row(row))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The last appointment of a dog for a service that was not called off, one to come included.
    pub fn last_for(&self, dog_id: DogId, service_id: ServiceId) -> Result<Option<Appointment>> {
        let mut statement = self.connection.prepare_cached(LAST_FOR)?;
        let wanted = named_params! {":dog_id": dog_id, ":service_id": service_id};
        Ok(statement.query_row(wanted, |row| from_row(row)).optional()?)
    }

    /// The newest `limit` visits of a dog that were really done, newest first.
    pub fn done_of(&self, dog_id: DogId, limit: i64) -> Result<Vec<Appointment>> {
        self.appointments(DONE_OF_DOG, named_params! {":dog_id": dog_id, ":limit": limit})
    }

    /// The last appointment of a dog that was not called off, one to come included.
    pub fn last_appointment(&self, dog_id: DogId) -> Result<Option<Appointment>> {
        let mut statement = self.connection.prepare_cached(LAST_OF_DOG)?;
        Ok(statement
            .query_row(named_params! {":dog_id": dog_id}, |row| from_row(row))
            .optional()?)
    }
}
