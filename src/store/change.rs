//! Changing what a booked appointment is: its service, what is done on top, how long, how much, and its note.

use rusqlite::{OptionalExtension, Transaction, named_params};

use super::appointment::{add_ons_of, dog_name, insert_add_ons, seen};
use super::error::Result;
use super::journal::By;
use super::{changed_rows, household, place, vaccine};
use crate::domain::appointment::{AddOn, Appointment};
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::id::{AppointmentId, ServiceId};
use crate::domain::money::Cents;
use crate::domain::rejection::Rejection;
use crate::domain::service::with_add_ons;
use crate::domain::status::Status;
use crate::domain::text;

const CHANGE: &str = "UPDATE appointment SET service_id = :service_id, lane = :lane, end_min = :end_min,
      pickup_min = :pickup_min, price_cents = :price_cents, note = :note, rev = rev + 1
    WHERE id = :id AND rev = :rev";
const DELETE_ADD_ON: &str = "DELETE FROM appointment_add_on WHERE id = :id";
const NAME: &str = "SELECT name, add_on FROM service WHERE id = :id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[CHANGE, DELETE_ADD_ON, NAME];

/// What a booked appointment becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub id: AppointmentId,
    /// The revision the person was looking at.
    pub rev: i64,
    /// What for from now on.
    pub service_id: ServiceId,
    /// What is done on top of it, whole.
    pub add_ons: Vec<AddOn>,
    /// Minutes on the table with all of that, a multiple of 5.
    pub minutes: i64,
    /// Minutes from when the work starts to pick-up.
    pub stay_minutes: i64,
    /// The price of all of it.
    pub price_cents: Cents,
    /// Anything worth knowing, one line.
    pub note: String,
}

fn name(tx: &Transaction, id: ServiceId) -> Result<(String, bool)> {
    let found = tx
        .prepare_cached(NAME)?
        .query_row(named_params! {":id": id}, |row| {
            Ok((row.get("name")?, row.get("add_on")?))
        })
        .optional()?;
    found.ok_or_else(|| Rejection::Missing("that service".to_owned()).into())
}

/// Refuses work that consists only of something done on top of other work.
pub(super) fn stands_alone(tx: &Transaction, id: ServiceId) -> Result<()> {
    let (name, only_on_top) = name(tx, id)?;
    if only_on_top {
        return Err(Rejection::Invalid(format!(
            "{name} is only done on top of another service; choose that one as well"
        ))
        .into());
    }
    Ok(())
}

/// Changes an appointment. More time or other work is judged as a booking is; what is over keeps its time.
pub(super) fn apply(tx: &Transaction, change: &Change, by: &By) -> Result<String> {
    let old = seen(tx, change.id)?;
    let dog = dog_name(tx, old.dog_id)?;
    let before = add_ons_of(tx, change.id)?;
    if change.service_id != old.service_id {
        stands_alone(tx, change.service_id)?;
    }
    let end_min = old.start_min + change.minutes;
    let mut new = Appointment {
        service_id: change.service_id,
        end_min,
        pickup_min: (old.start_min + change.stay_minutes.max(change.minutes))
            .min(1440)
            .max(end_min),
        price_cents: change.price_cents,
        note: text::clean(&change.note, text::NOTE),
        ..old.clone()
    };
    if new.pickup_min != old.pickup_min {
        new.pickup_min = place::pick_up(tx, &new)?;
    }
    let lane = lane(tx, &old, &new, &before, change, &dog, by)?;
    let count = tx.prepare_cached(CHANGE)?.execute(named_params! {
        ":id": new.id, ":rev": change.rev, ":service_id": new.service_id, ":lane": lane, ":end_min": new.end_min,
        ":pickup_min": new.pickup_min, ":price_cents": new.price_cents, ":note": new.note,
    })?;
    changed_rows(tx, count, "appointment", &new.id.to_string(), &dog)?;
    // Who comes with others is picked up with them.
    household::settle(tx, new.visit_id)?;
    // A row that says the same stays: its history goes on.
    for gone in before.iter().filter(|each| !change.add_ons.contains(each)) {
        tx.prepare_cached(DELETE_ADD_ON)?
            .execute(named_params! {":id": gone.id})?;
    }
    let more: Vec<AddOn> = change
        .add_ons
        .iter()
        .filter(|each| !before.contains(each))
        .cloned()
        .collect();
    insert_add_ons(tx, new.id, &more)?;
    told(tx, &old, &new, &before, &change.add_ons, &dog, by)
}

/// The lane it has from now on; whatever asks for a table or for skills is judged like a booking.
fn lane(
    tx: &Transaction,
    old: &Appointment,
    new: &Appointment,
    before: &[AddOn],
    change: &Change,
    dog: &str,
    by: &By,
) -> Result<Option<i64>> {
    let same_time = old.end_min == new.end_min;
    let is_over = !old.status.holds_time() || old.status == Status::Gone || old.day < by.at.date();
    if is_over && same_time && old.pickup_min == new.pickup_min {
        return Ok(old.lane);
    }
    if is_over {
        let when = if old.day < by.at.date() {
            format!("was here {}", short_day(old.day, by.at.date()))
        } else {
            format!("is {}", old.status.words().to_lowercase())
        };
        return Err(Rejection::Invalid(format!(
            "{dog} {when}: the time stands; service, price and note can still be changed"
        ))
        .into());
    }
    let services = |service: ServiceId, add_ons: &[AddOn]| {
        let mut all: Vec<ServiceId> = add_ons.iter().map(|each| each.service_id).collect();
        all.push(service);
        all.sort_unstable();
        all
    };
    let asked = services(new.service_id, &change.add_ons);
    // A price or a note asks nobody for anything.
    if same_time && asked == services(old.service_id, before) {
        return Ok(old.lane);
    }
    let add_ons: Vec<ServiceId> = change.add_ons.iter().map(|each| each.service_id).collect();
    let beyond = !old.over_reason.is_empty();
    let already = services(old.service_id, before);
    let added: Vec<ServiceId> = asked.into_iter().filter(|id| !already.contains(id)).collect();
    if !beyond && !added.is_empty() {
        vaccine::refuse_without(tx, new.dog_id, &added, new.day)?;
    }
    place::judge(tx, new, &add_ons, beyond, by.at).map(Some)
}

/// What was changed, in words: the work first, else the time, the price or the note.
fn told(
    tx: &Transaction,
    old: &Appointment,
    new: &Appointment,
    before: &[AddOn],
    after: &[AddOn],
    dog: &str,
    by: &By,
) -> Result<String> {
    let work = |service: ServiceId, add_ons: &[AddOn]| -> Result<String> {
        let names = add_ons
            .iter()
            .map(|each| Ok(name(tx, each.service_id)?.0))
            .collect::<Result<Vec<String>>>()?;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Ok(with_add_ons(&name(tx, service)?.0, &names))
    };
    let (was, is) = (work(old.service_id, before)?, work(new.service_id, after)?);
    let mut changed = Vec::new();
    if was != is {
        changed.push(format!("now {is}"));
    }
    if old.end_min != new.end_min {
        changed.push(format!(
            "{}, until {}",
            length(new.span().minutes()),
            hhmm(new.end_min)
        ));
    } else if old.pickup_min != new.pickup_min {
        changed.push(format!("pick-up {}", hhmm(new.pickup_min)));
    }
    if old.price_cents != new.price_cents {
        changed.push(format!("price {}", new.price_cents));
    }
    if old.note != new.note {
        changed.push("note".to_owned());
    }
    let when = format!("{} {}", short_day(new.day, by.at.date()), hhmm(new.start_min));
    Ok(if changed.is_empty() {
        format!("{dog} {when} is as it was")
    } else {
        format!("Changed {dog} {when}: {}", changed.join(", "))
    })
}
