//! A price goes by the dog's size, and nobody knows how big the dog is: what each size would pay, and the booking for the one
//! it turns out to be.

use super::price_list::PriceList;
use super::work::{ForSize, Work, work_for};
use crate::domain::appointment::Booking;
use crate::domain::dog::{Dog, Size};
use crate::domain::how_big::HowBig;
use crate::domain::id::DogId;
use crate::domain::money::Cents;
use crate::domain::price::Cost;
use crate::domain::schedule::Span;
use crate::store::{AppointmentEdit, Edit, Result, Store};

/// A dog that is about to be booked at a price that goes by its size, while nobody knows that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSize {
    /// The dog.
    pub dog: Dog,
    /// The work as it is said to the caller.
    pub service: String,
    /// What it takes and costs dogs of each size, the smallest first.
    pub costs: Vec<(Size, Cost)>,
    /// The least it costs.
    pub least: Cost,
}

/// The first dog of an edit, of those not passed over, whose price is still open because nobody knows how big it is.
pub fn no_size(store: &Store, edit: &Edit, passed_over: &[DogId]) -> Result<Option<NoSize>> {
    let mut looked_at = passed_over.to_vec();
    for booking in bookings(edit) {
        let dog_id = booking.appointment.dog_id;
        if looked_at.contains(&dog_id) {
            continue;
        }
        looked_at.push(dog_id);
        let Some(dog) = store.dog(dog_id)? else { continue };
        if HowBig::of(dog.size, &dog.breed) != HowBig::Unknown {
            continue;
        }
        let Some(work) = work_of(store, booking)?.filter(|work| work.sized == ForSize::Unknown) else {
            continue;
        };
        let list = PriceList::read(store, Some(dog_id))?;
        let costs = Size::ALL.map(|size| (size, cost_of(&list.for_size(size), booking)));
        return Ok(Some(NoSize {
            dog,
            least: Cost {
                minutes: work.minutes,
                stay_minutes: work.stay_minutes,
                price_cents: work.price_cents,
            },
            service: work.service,
            costs: costs.to_vec(),
        }));
    }
    Ok(None)
}

/// The same edit once the size of a dog is on its card: at the price of that size. One appointment alone takes as long as that
/// size does; where others hang on it, all of them keep their times.
pub fn for_its_size(store: &Store, mut edit: Edit, dog_id: DogId) -> Result<Edit> {
    let alone = bookings(&edit).len() == 1;
    for booking in bookings_mut(&mut edit) {
        if booking.appointment.dog_id != dog_id {
            continue;
        }
        let Some(work) = work_of(store, booking)? else {
            continue;
        };
        let old = &mut booking.appointment;
        old.price_cents = work.price_cents;
        if let Some(note) = without_open_price(&old.note) {
            old.note = note;
        }
        if alone {
            let span = Span::of(old.start_min, work.minutes);
            let placed = work.appointment(dog_id, old.groomer_id, old.day, span);
            (old.end_min, old.pickup_min) = (placed.end_min, placed.pickup_min);
            booking.add_ons = work.add_ons;
        } else {
            for (add_on, of_size) in booking.add_ons.iter_mut().zip(&work.add_ons) {
                add_on.price_cents = of_size.price_cents;
            }
        }
    }
    Ok(edit)
}

/// What a note says beside an open price; `None` where it says nothing of one.
fn without_open_price(note: &str) -> Option<String> {
    let at = note.find("price from ")?;
    let end = at + note[at..].find(", by size")? + ", by size".len();
    let kept = [
        note[..at].trim_end_matches("; "),
        note[end..].trim_start_matches("; "),
    ];
    Some(
        kept.iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join("; "),
    )
}

fn work_of(store: &Store, booking: &Booking) -> Result<Option<Work>> {
    let booked = &booking.appointment;
    let add_ons: Vec<_> = booking.add_ons.iter().map(|each| each.service_id).collect();
    work_for(
        store,
        Some(booked.dog_id),
        Some(booked.service_id),
        &add_ons,
        booked.day,
    )
}

fn cost_of(list: &PriceList, booking: &Booking) -> Cost {
    let booked = &booking.appointment;
    let none = Cost {
        minutes: 0,
        stay_minutes: 0,
        price_cents: Cents(0),
    };
    let alone = list.service(booked.service_id);
    let alone = alone.map_or(none, |service| list.cost(service, booked.day));
    let on_top = booking
        .add_ons
        .iter()
        .filter_map(|each| list.service(each.service_id));
    on_top.fold(alone, |cost, each| cost.with(list.cost(each, booked.day)))
}

fn bookings(edit: &Edit) -> Vec<&Booking> {
    match edit {
        Edit::Together { edits, .. } => edits.iter().flat_map(bookings).collect(),
        Edit::Appointment(AppointmentEdit::Book(booking)) => vec![booking],
        _ => Vec::new(),
    }
}

fn bookings_mut(edit: &mut Edit) -> Vec<&mut Booking> {
    match edit {
        Edit::Together { edits, .. } => edits.iter_mut().flat_map(bookings_mut).collect(),
        Edit::Appointment(AppointmentEdit::Book(booking)) => vec![booking],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_price_goes_out_of_a_note_and_leaves_the_rest() {
        for (note, kept) in [
            ("price from 62, by size", Some("")),
            ("mind the ear; price from 62, by size", Some("mind the ear")),
            ("price from 62.50, by size; mind the ear", Some("mind the ear")),
            ("mind the ear", None),
        ] {
            assert_eq!(without_open_price(note).as_deref(), kept, "{note}");
        }
    }
}
