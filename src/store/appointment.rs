//! Appointments in the file: booking, moving, each step of the day, cancelling.

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension, Transaction, named_params};

use super::columns::Columns;
use super::error::Result;
use super::journal::By;
use super::types::{day, day_text};

use super::{Store, changed_rows, place};
use crate::domain::appointment::Appointment;
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::id::{AppointmentId, DogId, GroomerId};
use crate::domain::rejection::Rejection;

use crate::domain::status::Status;
use crate::domain::text;

const INSERT: &str =
    "INSERT INTO appointment (id, dog_id, groomer_id, service_id, lane, day, start_min, end_min,
      pickup_min, status, price_cents, cancel_reason, note)
    VALUES (:id, :dog_id, :groomer_id, :service_id, :lane, :day, :start_min, :end_min,
      :pickup_min, :status, :price_cents, :cancel_reason, :note)";
const SELECT: &str =
    "SELECT id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min, status,
      price_cents, cancel_reason, note, rev
    FROM appointment WHERE id = :id";
const OF_DOG: &str =
    "SELECT id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min, status,
      price_cents, cancel_reason, note, rev
    FROM appointment WHERE dog_id = :dog_id ORDER BY day DESC, start_min DESC LIMIT :limit";
// The last visit that took place or will; what a new booking starts from.
const LAST_OF_DOG: &str =
    "SELECT id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min, status,
      price_cents, cancel_reason, note, rev
    FROM appointment WHERE dog_id = :dog_id AND status NOT IN ('cancelled', 'no_show')
    ORDER BY day DESC, start_min DESC LIMIT 1";
const MOVE: &str =
    "UPDATE appointment SET groomer_id = :groomer_id, lane = :lane, day = :day, start_min = :start_min,
      end_min = :end_min, pickup_min = :pickup_min, rev = rev + 1
    WHERE id = :id AND rev = :rev";
const STEP: &str = "UPDATE appointment SET status = :status, cancel_reason = :reason, lane = :lane,
      confirmed_at = CASE WHEN :step = 1 THEN :at WHEN :step < 1 THEN NULL ELSE confirmed_at END,
      arrived_at = CASE WHEN :step = 2 THEN coalesce(arrived_at, :at) WHEN :step < 2 THEN NULL ELSE arrived_at END,
      started_at = CASE WHEN :step = 3 THEN coalesce(started_at, :at) WHEN :step < 3 THEN NULL ELSE started_at END,
      ready_at = CASE WHEN :step = 4 THEN coalesce(ready_at, :at) WHEN :step < 4 THEN NULL ELSE ready_at END,
      gone_at = CASE WHEN :step = 5 THEN :at WHEN :step < 5 THEN NULL ELSE gone_at END,
      closed_at = CASE WHEN :step > 5 THEN :at ELSE NULL END,
      rev = rev + 1
    WHERE id = :id AND rev = :rev";
const DOG_NAME: &str = "SELECT trim(first_name || ' ' || last_name) AS name FROM dog WHERE id = :id";
const GROOMER_NAME: &str = "SELECT name FROM groomer WHERE id = :id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    INSERT,
    SELECT,
    OF_DOG,
    LAST_OF_DOG,
    MOVE,
    STEP,
    DOG_NAME,
    GROOMER_NAME,
];

/// An edit of one appointment. `rev` is the revision the person was looking at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppointmentEdit {
    /// Books; the lane is chosen here when it is `None`.
    Book(Appointment),
    /// Moves to another groomer, day or time; the length stays.
    Move {
        /// Which.
        id: AppointmentId,
        /// As seen.
        rev: i64,
        /// With whom from now on.
        groomer_id: GroomerId,
        /// On which day.
        day: chrono::NaiveDate,
        /// From when, in minutes since midnight.
        start_min: i64,
    },
    /// Changes the time on the table.
    Resize {
        /// Which.
        id: AppointmentId,
        /// As seen.
        rev: i64,
        /// The new length in minutes, a multiple of 5.
        minutes: i64,
    },
    /// Takes a step forward or back, or notes a no-show.
    Step {
        /// Which.
        id: AppointmentId,
        /// As seen.
        rev: i64,
        /// The step.
        to: Status,
    },
    /// Calls the appointment off.
    Cancel {
        /// Which.
        id: AppointmentId,
        /// As seen.
        rev: i64,
        /// Why.
        reason: String,
    },
}

pub(super) fn from_row(row: &impl Columns) -> rusqlite::Result<Appointment> {
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
        rev: row.column("rev")?,
    })
}

fn select(connection: &Connection, id: AppointmentId) -> Result<Option<Appointment>> {
    Ok(connection
        .prepare_cached(SELECT)?
        .query_row(named_params! {":id": id}, |row| from_row(row))
        .optional()?)
}

pub(super) fn dog_name(connection: &Connection, id: DogId) -> Result<String> {
    let name = connection
        .prepare_cached(DOG_NAME)?
        .query_row(named_params! {":id": id}, |row| row.get("name"));
    name.optional()?
        .ok_or_else(|| Rejection::Missing("that dog".to_owned()).into())
}

fn groomer_name(connection: &Connection, id: GroomerId) -> Result<String> {
    let name = connection
        .prepare_cached(GROOMER_NAME)?
        .query_row(named_params! {":id": id}, |row| row.get("name"));
    name.optional()?
        .ok_or_else(|| Rejection::Missing("that groomer".to_owned()).into())
}

/// Puts an appointment into the file as it is, lane included; the caller has begun an intent.
pub(super) fn insert(tx: &Transaction, appointment: &Appointment) -> Result<()> {
    tx.prepare_cached(INSERT)?.execute(named_params! {
        ":id": appointment.id, ":dog_id": appointment.dog_id, ":groomer_id": appointment.groomer_id,
        ":service_id": appointment.service_id, ":lane": appointment.lane, ":day": day_text(appointment.day),
        ":start_min": appointment.start_min, ":end_min": appointment.end_min,
        ":pickup_min": appointment.pickup_min, ":status": appointment.status,
        ":price_cents": appointment.price_cents, ":cancel_reason": appointment.cancel_reason,
        ":note": appointment.note,
    })?;
    Ok(())
}

fn when(appointment: &Appointment, now: NaiveDateTime) -> String {
    format!(
        "{} {}",
        short_day(appointment.day, now.date()),
        hhmm(appointment.start_min)
    )
}

fn seen(tx: &Transaction, id: AppointmentId) -> Result<Appointment> {
    select(tx, id)?.ok_or_else(|| Rejection::Missing("that appointment".to_owned()).into())
}

pub(super) fn apply(tx: &Transaction, edit: &AppointmentEdit, by: &By) -> Result<String> {
    match edit {
        AppointmentEdit::Book(appointment) => book(tx, appointment, by),
        AppointmentEdit::Move {
            id,
            rev,
            groomer_id,
            day,
            start_min,
        } => {
            let old = seen(tx, *id)?;
            let minutes = old.end_min - old.start_min;
            let stay = old.pickup_min - old.start_min;
            let new = Appointment {
                groomer_id: *groomer_id,
                day: *day,
                start_min: *start_min,
                end_min: start_min + minutes,
                pickup_min: (start_min + stay).min(1440),
                lane: old.lane.filter(|_| old.groomer_id == *groomer_id),
                ..old
            };
            let dog = change_place(tx, &new, *rev, by)?;
            Ok(format!(
                "Moved {dog} to {} with {}",
                when(&new, by.at),
                groomer_name(tx, *groomer_id)?
            ))
        }
        AppointmentEdit::Resize { id, rev, minutes } => {
            let old = seen(tx, *id)?;
            let end_min = old.start_min + minutes;
            let waits = old.pickup_min - old.end_min;
            let new = Appointment {
                end_min,
                pickup_min: (end_min + waits).min(1440),
                ..old
            };
            let dog = change_place(tx, &new, *rev, by)?;
            Ok(format!(
                "{dog} now takes {}, until {}",
                length(*minutes),
                hhmm(end_min)
            ))
        }
        AppointmentEdit::Step { id, rev, to } => step(tx, *id, *rev, *to, "", by),
        AppointmentEdit::Cancel { id, rev, reason } => step(tx, *id, *rev, Status::Cancelled, reason, by),
    }
}

fn book(tx: &Transaction, wanted: &Appointment, by: &By) -> Result<String> {
    let dog = dog_name(tx, wanted.dog_id)?;
    let lane = place::judge(tx, wanted, by.at)?;
    insert(
        tx,
        &Appointment {
            lane: Some(lane),
            note: text::clean(&wanted.note, text::NOTE),
            ..wanted.clone()
        },
    )?;
    let groomer = groomer_name(tx, wanted.groomer_id)?;
    Ok(format!("Booked {dog} {} with {groomer}", when(wanted, by.at)))
}

fn change_place(tx: &Transaction, new: &Appointment, rev: i64, by: &By) -> Result<String> {
    let dog = dog_name(tx, new.dog_id)?;
    if !new.status.holds_time() || new.status == Status::Gone {
        let words = new.status.words().to_lowercase();
        return Err(Rejection::Invalid(format!(
            "{dog} is {words}; only what is still to come can be moved"
        ))
        .into());
    }
    let lane = place::judge(tx, new, by.at)?;
    let count = tx.prepare_cached(MOVE)?.execute(named_params! {
        ":id": new.id, ":rev": rev, ":groomer_id": new.groomer_id, ":lane": lane, ":day": day_text(new.day),
        ":start_min": new.start_min, ":end_min": new.end_min, ":pickup_min": new.pickup_min,
    })?;
    changed_rows(tx, count, "appointment", &new.id.to_string(), &dog)?;
    Ok(dog)
}

fn step(tx: &Transaction, id: AppointmentId, rev: i64, to: Status, reason: &str, by: &By) -> Result<String> {
    let old = seen(tx, id)?;
    let dog = dog_name(tx, old.dog_id)?;
    if to == Status::Cancelled || to == Status::NoShow {
        if old.status == to {
            return Err(Rejection::Invalid(format!("{dog} is {} already", to.words().to_lowercase())).into());
        }
        if !old.status.is_expected() {
            let words = old.status.words().to_lowercase();
            return Err(Rejection::Invalid(format!("{dog} is {words}; take the steps back first")).into());
        }
    }
    // Back from a cancellation: the time may have been given away meanwhile.
    let lane = if to.holds_time() && !old.status.holds_time() {
        Some(place::judge(tx, &old, by.at)?)
    } else {
        old.lane
    };
    let order = Status::ALL
        .iter()
        .position(|status| *status == to)
        .and_then(|at| i64::try_from(at).ok());
    let count = tx.prepare_cached(STEP)?.execute(named_params! {
        ":id": id, ":rev": rev, ":status": to, ":reason": text::clean(reason, text::REASON), ":step": order,
        ":lane": lane, ":at": by.at.format("%Y-%m-%dT%H:%M").to_string(),
    })?;
    changed_rows(tx, count, "appointment", &id.to_string(), &dog)?;
    Ok(match to {
        Status::Cancelled => format!("Cancelled {dog} {}", when(&old, by.at)),
        Status::NoShow => format!("{dog} did not come"),
        _ => format!("{dog}: {}", to.words()),
    })
}

impl Store {
    /// One appointment by id.
    pub fn appointment(&self, id: AppointmentId) -> Result<Option<Appointment>> {
        select(&self.connection, id)
    }

    /// A dog's newest `limit` appointments, newest first, those to come included.
    pub fn appointments_of(&self, dog_id: DogId, limit: i64) -> Result<Vec<Appointment>> {
        let mut statement = self.connection.prepare_cached(OF_DOG)?;
        let rows = statement
            .query_map(named_params! {":dog_id": dog_id, ":limit": limit}, |row| {
                from_row(row)
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(rows)
    }

    /// What a new booking of a dog starts from: its last visit.
    pub fn last_appointment(&self, dog_id: DogId) -> Result<Option<Appointment>> {
        let mut statement = self.connection.prepare_cached(LAST_OF_DOG)?;
        Ok(statement
            .query_row(named_params! {":dog_id": dog_id}, |row| from_row(row))
            .optional()?)
    }
}
