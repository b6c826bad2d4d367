//! The edits that book, move and call off all of the dogs as one: one entry of the journal, one undo.

use chrono::NaiveDate;

use super::{Companion, InsistedAll, OfferForAll};
use crate::domain::appointment::{Appointment, Booking};
use crate::domain::clock::{hhmm, short_day};
use crate::domain::household::names_of;
use crate::domain::id::{AppointmentId, GroomerId, VisitId};
use crate::domain::money::Cents;
use crate::domain::sentence::promise_all;
use crate::store::{AppointmentEdit, Edit, Place, Visit};

/// Books all of them; each appointment takes the next of the ids, which a form mints.
#[must_use]
pub fn book_all(
    dogs: &[Companion],
    offer: &OfferForAll,
    visit: VisitId,
    ids: &[AppointmentId],
    today: NaiveDate,
) -> Edit {
    let place = &offer.place;
    let each = dogs.iter().zip(&offer.works).zip(&place.slots).zip(ids);
    let edits = each.map(|(((dog, work), slot), id)| {
        Edit::Appointment(AppointmentEdit::Book(Booking {
            add_ons: work.add_ons.clone(),
            appointment: Appointment {
                id: *id,
                lane: Some(slot.lane),
                pickup_min: place.pickup_min,
                drop_off_min: Some(place.drop_off_min),
                visit_id: Some(visit),
                ..work.appointment(dog.dog.id, slot.groomer_id, offer.day, slot.span)
            },
        }))
    });
    Edit::Together {
        label: format!("Booked {}", said(dogs, offer, today, "")),
        edits: edits.collect(),
    }
}

/// Moves all of them, lifted out first, so that they can change places.
#[must_use]
pub fn move_all(dogs: &[Companion], offer: &OfferForAll, today: NaiveDate) -> Edit {
    let each = dogs.iter().zip(&offer.place.slots);
    let places = each.filter_map(|(dog, slot)| {
        let old = dog.moving.as_ref()?;
        Some(Place::within_rules(old, offer.day, slot))
    });
    Edit::Together {
        label: format!("Moved {}", said(dogs, offer, today, "to ")),
        edits: vec![Edit::Appointment(AppointmentEdit::MoveAll(places.collect()))],
    }
}

/// Books all of them where somebody insists on, see [`insisted_all`](super::insisted_all).
#[must_use]
pub fn book_all_anyway(
    dogs: &[Companion],
    insisted: &InsistedAll,
    visit: VisitId,
    ids: &[AppointmentId],
    today: NaiveDate,
    reason: &str,
) -> Edit {
    let edit = book_all(dogs, &insisted.offer, visit, ids, today);
    let label = format!("Booked {}", said_where(dogs, &insisted.offer, today, ""));
    beyond(edit, &label, insisted, reason)
}

/// Moves all of them to where somebody insists on.
#[must_use]
pub fn move_all_anyway(dogs: &[Companion], insisted: &InsistedAll, today: NaiveDate, reason: &str) -> Edit {
    let edit = move_all(dogs, &insisted.offer, today);
    let label = format!("Moved {}", said_where(dogs, &insisted.offer, today, "to "));
    beyond(edit, &label, insisted, reason)
}

/// The reason stays with each dog that is beyond the rules there.
fn beyond(edit: Edit, label: &str, insisted: &InsistedAll, reason: &str) -> Edit {
    let Edit::Together { mut edits, .. } = edit else {
        return edit;
    };
    let is_beyond = |at: usize| {
        insisted
            .against
            .get(at)
            .is_some_and(|against| !against.is_empty())
    };
    for (at, edit) in edits.iter_mut().enumerate() {
        match edit {
            Edit::Appointment(AppointmentEdit::Book(booking)) if is_beyond(at) => {
                reason.clone_into(&mut booking.appointment.over_reason);
            }
            Edit::Appointment(AppointmentEdit::MoveAll(places)) => {
                for (_, place) in places.iter_mut().enumerate().filter(|(at, _)| is_beyond(*at)) {
                    reason.clone_into(&mut place.over_reason);
                }
            }
            _ => {}
        }
    }
    Edit::Together {
        label: format!("{label}, beyond the rules"),
        edits,
    }
}

/// Calls off all of them for one reason.
#[must_use]
pub fn call_off_all(visits: &[Visit], reason: &str, today: NaiveDate) -> Edit {
    let names: Vec<(&str, &str)> = visits.iter().map(Visit::names).collect();
    let when = visits.first().map_or_else(String::new, |visit| {
        let a = &visit.appointment;
        format!(" {} {}", short_day(a.day, today), hhmm(a.arrives_min()))
    });
    let edits = visits.iter().map(|visit| {
        Edit::Appointment(AppointmentEdit::Cancel {
            id: visit.appointment.id,
            rev: visit.appointment.rev,
            reason: reason.to_owned(),
        })
    });
    Edit::Together {
        label: format!("Cancelled {}{when}", names_of(&names)),
        edits: edits.collect(),
    }
}

/// The sentence to say to the caller about all of them, in the order in which they are worked on.
#[must_use]
pub fn promise_for_all(
    dogs: &[Companion],
    offer: &OfferForAll,
    groomer: impl Fn(GroomerId) -> String,
    today: NaiveDate,
    currency: &str,
) -> String {
    let each = dogs.iter().zip(&offer.place.slots);
    let mut with: Vec<(i64, &str, String)> = each
        .map(|(dog, slot)| {
            let name = dog.dog.first_name.as_str();
            (slot.span.start, name, groomer(slot.groomer_id))
        })
        .collect();
    with.sort_by_key(|(start, ..)| *start);
    let with: Vec<(i64, &str, &str)> = with
        .iter()
        .map(|(start, dog, groomer)| (*start, *dog, groomer.as_str()))
        .collect();
    promise_all(
        offer.day,
        today,
        offer.place.drop_off_min,
        &with,
        offer.place.pickup_min,
        Cents(offer.works.iter().map(|work| work.price_cents.0).sum()),
        currency,
    )
}

/// `Bella and Bruno Moreira Thu 26 Nov 10:00, pick-up 12:30`.
fn said(dogs: &[Companion], offer: &OfferForAll, today: NaiveDate, to: &str) -> String {
    let pickup = hhmm(offer.place.pickup_min);
    format!("{}, pick-up {pickup}", said_where(dogs, offer, today, to))
}

/// `Bella and Bruno Moreira Thu 26 Nov 10:00`.
fn said_where(dogs: &[Companion], offer: &OfferForAll, today: NaiveDate, to: &str) -> String {
    let names: Vec<(&str, &str)> = dogs
        .iter()
        .map(|each| (each.dog.first_name.as_str(), each.dog.last_name.as_str()))
        .collect();
    format!(
        "{} {to}{} {}",
        names_of(&names),
        short_day(offer.day, today),
        hhmm(offer.place.drop_off_min)
    )
}
