//! Appointments in the file: booking, moving, each step of the day, cancelling.

mod on_top;
mod row;

use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::{Connection, OptionalExtension, Transaction, named_params};

use super::change::{self, Change};
use super::error::Result;
use super::journal::By;
use super::types::day_text;
use super::{changed_rows, household, place, vaccine};
use crate::domain::appointment::{Appointment, Booking};
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::id::{AppointmentId, DogId, GroomerId, ServiceId};
use crate::domain::rejection::Rejection;
use crate::domain::schedule::Slot;
use crate::domain::status::Status;
use crate::domain::text;

pub(super) use on_top::{add_ons_of, insert_add_ons};
pub(super) use row::{from_row, insert, seen};

const MOVE: &str =
    "UPDATE appointment SET groomer_id = :groomer_id, lane = :lane, day = :day, start_min = :start_min,
      end_min = :end_min, pickup_min = :pickup_min, drop_off_min = :drop_off_min, over_reason = :over_reason,
      rev = rev + 1
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
const LIFT: &str = "UPDATE appointment SET lane = NULL WHERE id = :id";
const DOG_NAME: &str = "SELECT trim(first_name || ' ' || last_name) AS name FROM dog WHERE id = :id";
const GROOMER_NAME: &str = "SELECT name FROM groomer WHERE id = :id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&[&str]] = &[
    &[MOVE, STEP, LIFT, DOG_NAME, GROOMER_NAME],
    on_top::STATEMENTS,
    row::STATEMENTS,
];

/// An edit of one appointment. `rev` is the revision the person was looking at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppointmentEdit {
    /// Books; the lane is chosen here when it is `None`. With a reason to book beyond the rules only the dog itself can
    /// stand in the way.
    Book(Booking),
    /// Moves to another groomer, day or time; the length stays.
    Move(Place),
    /// Moves several at once, so that they can change places.
    MoveAll(Vec<Place>),
    /// Somebody else goes on with a dog that is in the salon, for the minutes that are left of the work.
    TakeOver {
        /// Where it goes.
        to: Place,
        /// How many minutes are left, a multiple of 5.
        minutes: i64,
    },
    /// Changes what it is: service, what is done on top, minutes, price, note.
    Change(Change),
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

/// Where an appointment goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which.
    pub id: AppointmentId,
    /// The revision the person was looking at.
    pub rev: i64,
    /// With whom from now on.
    pub groomer_id: GroomerId,
    /// On which day.
    pub day: NaiveDate,
    /// From when, in minutes since midnight.
    pub start_min: i64,
    /// Why it goes there beyond the rules of the salon; empty where the rules are kept.
    pub over_reason: String,
}

impl Place {
    /// Where a booked appointment goes when it takes a slot, with all rules kept.
    #[must_use]
    pub const fn within_rules(booked: &Appointment, day: NaiveDate, slot: &Slot) -> Self {
        Self {
            id: booked.id,
            rev: booked.rev,
            groomer_id: slot.groomer_id,
            day,
            start_min: slot.span.start,
            over_reason: String::new(),
        }
    }
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

fn when(appointment: &Appointment, now: NaiveDateTime) -> String {
    format!(
        "{} {}",
        short_day(appointment.day, now.date()),
        hhmm(appointment.start_min)
    )
}

const fn beyond_words(beyond: bool) -> &'static str {
    if beyond { ", beyond the rules" } else { "" }
}

pub(super) fn apply(tx: &Transaction, edit: &AppointmentEdit, by: &By) -> Result<String> {
    match edit {
        AppointmentEdit::Book(booking) => book(tx, booking, by),
        AppointmentEdit::Move(to) => {
            let (new, dog) = go(tx, to, None, by)?;
            household::settle(tx, new.visit_id)?;
            let groomer = groomer_name(tx, to.groomer_id)?;
            let beyond = beyond_words(!text::clean(&to.over_reason, text::REASON).is_empty());
            Ok(format!(
                "Moved {dog} to {} with {groomer}{beyond}",
                when(&new, by.at)
            ))
        }
        AppointmentEdit::MoveAll(places) => {
            // The rules look at one row at a time: each would find the others still in its place.
            for to in places {
                seen(tx, to.id)?;
                tx.prepare_cached(LIFT)?.execute(named_params! {":id": to.id})?;
            }
            let mut words = Vec::new();
            let mut visits = Vec::new();
            for to in places {
                let (new, dog) = go(tx, to, None, by)?;
                words.push(format!("{dog} to {}", when(&new, by.at)));
                visits.extend(new.visit_id.filter(|visit| !visits.contains(visit)));
            }
            for visit in visits {
                household::settle(tx, Some(visit))?;
            }
            Ok(match words.as_slice() {
                [one] => format!("Moved {one}"),
                _ => format!("Moved {} appointments", words.len()),
            })
        }
        AppointmentEdit::TakeOver { to, minutes } => {
            let (new, dog) = go(tx, to, Some(*minutes), by)?;
            household::settle(tx, new.visit_id)?;
            let groomer = groomer_name(tx, to.groomer_id)?;
            let (from, until) = (hhmm(new.start_min), hhmm(new.end_min));
            Ok(format!("{groomer} goes on with {dog} {from}-{until}"))
        }
        AppointmentEdit::Change(to) => change::apply(tx, to, by),
        AppointmentEdit::Resize { id, rev, minutes } => {
            let old = seen(tx, *id)?;
            let end_min = old.start_min + minutes;
            let waits = old.pickup_min - old.end_min;
            let new = Appointment {
                end_min,
                pickup_min: (end_min + waits).min(1440),
                ..old
            };
            // What stands beyond the rules already was put there on purpose.
            let beyond = !new.over_reason.is_empty();
            let dog = change_place(tx, &new, *rev, beyond, by)?;
            household::settle(tx, new.visit_id)?;
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

fn book(tx: &Transaction, booking: &Booking, by: &By) -> Result<String> {
    let over_reason = text::clean(&booking.appointment.over_reason, text::REASON);
    let wanted = Appointment {
        note: text::clean(&booking.appointment.note, text::NOTE),
        over_reason,
        ..booking.appointment.clone()
    };
    let dog = dog_name(tx, wanted.dog_id)?;
    change::stands_alone(tx, wanted.service_id)?;
    let add_ons: Vec<ServiceId> = booking.add_ons.iter().map(|each| each.service_id).collect();
    let beyond = !wanted.over_reason.is_empty();
    if !beyond {
        place::may_be_booked(tx, &wanted)?;
        let services: Vec<ServiceId> = [&[wanted.service_id], add_ons.as_slice()].concat();
        vaccine::refuse_without(tx, wanted.dog_id, &services, wanted.day)?;
    }
    let lane = place::judge(tx, &wanted, &add_ons, beyond, by.at)?;
    insert(
        tx,
        &Appointment {
            lane: Some(lane),
            pickup_min: place::pick_up(tx, &wanted)?,
            ..wanted.clone()
        },
    )?;
    insert_add_ons(tx, wanted.id, &booking.add_ons)?;
    let groomer = groomer_name(tx, wanted.groomer_id)?;
    Ok(format!(
        "Booked {dog} {} with {groomer}{}",
        when(&wanted, by.at),
        beyond_words(beyond)
    ))
}

/// Takes an appointment to another place; its stay and how long before the dog comes are the same there, and so is its
/// length where nothing else is said.
fn go(tx: &Transaction, to: &Place, minutes: Option<i64>, by: &By) -> Result<(Appointment, String)> {
    let old = seen(tx, to.id)?;
    let over_reason = text::clean(&to.over_reason, text::REASON);
    if let Some(bound) = old.bound_to_its_day(&dog_name(tx, old.dog_id)?, to.day) {
        return Err(Rejection::Invalid(bound).into());
    }
    let (before, later) = (old.day, to.start_min - old.start_min);
    let beyond = !over_reason.is_empty();
    let end_min = minutes.map_or(old.end_min + later, |minutes| to.start_min + minutes);
    let stays = old.pickup_min - old.end_min;
    let new = Appointment {
        groomer_id: to.groomer_id,
        day: to.day,
        start_min: to.start_min,
        end_min,
        pickup_min: (end_min + stays).min(1440).max(end_min),
        drop_off_min: old.drop_off_min.map(|minute| (minute + later).max(0)),
        lane: old.lane.filter(|_| old.groomer_id == to.groomer_id),
        // A reason stands for ever; another one takes its place.
        over_reason: if beyond {
            over_reason
        } else {
            old.over_reason.clone()
        },
        ..old
    };
    if !beyond && new.day > before {
        let add_ons = add_ons_of(tx, new.id)?;
        let services: Vec<ServiceId> = std::iter::once(new.service_id)
            .chain(add_ons.iter().map(|each| each.service_id))
            .collect();
        vaccine::refuse_without(tx, new.dog_id, &services, new.day)?;
    }
    let dog = change_place(tx, &new, to.rev, beyond, by)?;
    Ok((new, dog))
}

fn change_place(tx: &Transaction, new: &Appointment, rev: i64, beyond: bool, by: &By) -> Result<String> {
    let dog = dog_name(tx, new.dog_id)?;
    if !new.status.holds_time() || new.status == Status::Gone {
        let said = new.status.said();
        return Err(
            Rejection::Invalid(format!("{dog} {said}; only what is still to come can be moved")).into(),
        );
    }
    let add_ons: Vec<ServiceId> = add_ons_of(tx, new.id)?
        .into_iter()
        .map(|each| each.service_id)
        .collect();
    let lane = place::judge(tx, new, &add_ons, beyond, by.at)?;
    let count = tx.prepare_cached(MOVE)?.execute(named_params! {
        ":id": new.id, ":rev": rev, ":groomer_id": new.groomer_id, ":lane": lane, ":day": day_text(new.day),
        ":start_min": new.start_min, ":end_min": new.end_min, ":pickup_min": place::pick_up(tx, new)?,
        ":drop_off_min": new.drop_off_min, ":over_reason": new.over_reason,
    })?;
    changed_rows(tx, count, "appointment", &new.id.to_string(), &dog)?;
    Ok(dog)
}

fn step(tx: &Transaction, id: AppointmentId, rev: i64, to: Status, reason: &str, by: &By) -> Result<String> {
    let old = seen(tx, id)?;
    let dog = dog_name(tx, old.dog_id)?;
    if to == Status::Cancelled || to == Status::NoShow {
        if old.status == to {
            return Err(Rejection::Invalid(format!("{dog} {} already", to.said())).into());
        }
        if !old.status.is_expected() {
            let said = old.status.said();
            return Err(Rejection::Invalid(format!("{dog} {said}; take the steps back first")).into());
        }
    }
    // Back from a cancellation: the time may have been given away meanwhile.
    let lane = if to.holds_time() && !old.status.holds_time() {
        let add_ons: Vec<ServiceId> = add_ons_of(tx, id)?
            .into_iter()
            .map(|each| each.service_id)
            .collect();
        let beyond = !old.over_reason.is_empty();
        Some(place::judge(tx, &old, &add_ons, beyond, by.at)?)
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
    if to.holds_time() != old.status.holds_time() {
        household::settle(tx, old.visit_id)?;
    }
    Ok(match to {
        Status::Cancelled => format!("Cancelled {dog} {}", when(&old, by.at)),
        Status::NoShow => format!("{dog} did not come"),
        _ => format!("{dog}: {}", to.words()),
    })
}
