//! What is known of the times on offer from those who wait: whom a time is kept for, who has declined it, and who wishes
//! for it.

use chrono::NaiveDateTime;

use super::candidates::{was_declined, work_of};
use super::taking::{booking, moved};
use crate::domain::hold::Hold;
use crate::domain::id::{DogId, HoldId, ServiceId};
use crate::domain::waitlist::{Outcome, Weekdays};
use crate::store::{Offer, Result, Store, WaitLine};

/// What somebody who waits has to do with a time on offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// The call list keeps it for the very dog that it is offered to.
    Kept,
    /// The call list keeps another time for that dog, which lies over this one: nobody else is in the way.
    Beside,
    /// The client of the dog has declined it.
    Declined,
    /// Another dog, by its first name, waits for such a time and would fit.
    Waited(String),
}

/// What is known of each of the times offered to a dog, in their order. Where nobody waits that is one look at the list.
///
/// `held` are those who hold the times, in the same order.
pub fn known_of(
    store: &Store,
    dog_id: DogId,
    offers: &[Offer],
    held: &[Option<Hold>],
    now: NaiveDateTime,
) -> Result<Vec<Option<Known>>> {
    if offers.is_empty() || !store.anybody_waits()? {
        return Ok(vec![None; offers.len()]);
    }
    let lines = store.waitlist(now.date())?;
    let (own, others): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.wait.dog_id == dog_id);
    let mut known = Vec::new();
    for (at, offer) in offers.iter().enumerate() {
        let holder = held.get(at).and_then(Option::as_ref);
        let is_own = |line: &&WaitLine| {
            let id = line.wait.appointment_id.map(|id| HoldId::from_uuid(id.uuid()));
            id.is_some() && holder.map(|hold| hold.id) == id
        };
        let declined = |line: &&WaitLine| {
            line.offers.iter().any(|made| {
                made.outcome == Outcome::Declined
                    && (made.day, made.start_min) == (offer.day, offer.slot.span.start)
            })
        };
        let is_kept = own.iter().copied().any(|line| is_own(&line));
        let is_exact = holder.is_some_and(|hold| hold.start_min == offer.slot.span.start);
        known.push(if is_kept && is_exact {
            Some(Known::Kept)
        } else if (is_kept || holder.is_none()) && own.iter().copied().any(|line| declined(&line)) {
            Some(Known::Declined)
        } else if is_kept {
            Some(Known::Beside)
        } else if holder.is_none() {
            waiting_for(store, &others, offer, now)?.map(Known::Waited)
        } else {
            None
        });
    }
    Ok(known)
}

/// The first name of who waits longest for a time like this, and fits. Who would come on any day is not meant: there are
/// other times for them.
fn waiting_for(
    store: &Store,
    lines: &[&WaitLine],
    offer: &Offer,
    now: NaiveDateTime,
) -> Result<Option<String>> {
    let (day, slot) = (offer.day, offer.slot);
    for line in lines {
        let wait = &line.wait;
        let is_any = wait.wish.weekdays == Weekdays::ANY && wait.wish.last_day.is_none();
        let is_sooner = line.booked.is_none_or(|booked| (day, slot.span.start) < booked);
        if wait.call
            || is_any
            || !wait.wish.accepts(day, slot.groomer_id, slot.span.start)
            || wait.is_sooner() && !is_sooner
            || was_declined(line, offer)
        {
            continue;
        }
        let Some(work) = work_of(store, wait, day)? else {
            continue;
        };
        let mut there = *offer;
        there.slot.span.end = slot.span.start + work.need.minutes;
        let booked = match wait.appointment_id.filter(|_| wait.is_sooner()) {
            Some(id) => store.appointment(id)?,
            None => None,
        };
        let wanted = booked
            .as_ref()
            .map_or_else(|| booking(line, &work, &there), |booked| moved(booked, &there));
        let add_ons: Vec<ServiceId> = work.add_ons.iter().map(|each| each.service_id).collect();
        if store.refusal(&wanted, &add_ons, now)?.is_none() {
            let first = line.dog.split(' ').next().unwrap_or(&line.dog);
            return Ok(Some(first.to_owned()));
        }
    }
    Ok(None)
}
