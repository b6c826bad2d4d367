//! What it means that somebody who waits takes a time, does not, or is told of a new one.

use chrono::{NaiveDate, NaiveDateTime};

use super::candidates::Candidate;
use super::work::Work;
use crate::domain::appointment::{Appointment, Booking};
use crate::domain::clock::{hhmm, short_day};
use crate::domain::id::{GroomerId, OfferId};
use crate::domain::waitlist::{Offered, Outcome, Wait};
use crate::store::{AppointmentEdit, Edit, Offer, Place, Result, Store, WaitEdit, WaitLine};

/// An appointment at another place.
pub(super) fn moved(booked: &Appointment, offer: &Offer) -> Appointment {
    let span = offer.slot.span;
    let later = span.start - booked.start_min;
    Appointment {
        groomer_id: offer.slot.groomer_id,
        day: offer.day,
        start_min: span.start,
        end_min: span.end,
        pickup_min: (booked.pickup_min + later).clamp(span.end, 1440),
        drop_off_min: booked.drop_off_min.map(|minute| (minute + later).max(0)),
        lane: None,
        ..booked.clone()
    }
}

/// The appointment that somebody who waits gets.
pub(super) fn booking(line: &WaitLine, work: &Work, offer: &Offer) -> Appointment {
    let slot = offer.slot;
    // Why somebody has to be called is no note of the work.
    let said = if line.wait.call { "" } else { &line.wait.note };
    let notes = [said.to_owned(), work.open_price()];
    let notes: Vec<String> = notes.into_iter().filter(|note| !note.is_empty()).collect();
    Appointment {
        note: notes.join("; "),
        ..work.appointment(line.wait.dog_id, slot.groomer_id, offer.day, slot.span)
    }
}

/// The entry of a call about a time.
#[must_use]
pub fn call_log(
    wait: &Wait,
    (groomer_id, day, start_min): (GroomerId, NaiveDate, i64),
    outcome: Outcome,
    now: NaiveDateTime,
) -> WaitEdit {
    WaitEdit::Log(Offered {
        id: OfferId::new(),
        wait_id: wait.id,
        groomer_id,
        day,
        start_min,
        outcome,
        at: now,
    })
}

/// What it means that somebody who waits takes a time: booked, or moved there when it was to come sooner; the call is
/// noted and nobody waits any more. One edit, one undo.
pub fn taking(store: &Store, candidate: &Candidate, now: NaiveDateTime) -> Result<Edit> {
    let Candidate {
        line, work, offer, ..
    } = candidate;
    let wait = &line.wait;
    let booked = match wait.appointment_id.filter(|_| wait.is_sooner()) {
        Some(id) => store.appointment(id)?,
        None => None,
    };
    let goes = match booked {
        Some(booked) => AppointmentEdit::Move(Place::within_rules(&booked, offer.day, &offer.slot)),
        None => AppointmentEdit::Book(Booking {
            appointment: booking(line, work, offer),
            add_ons: work.add_ons.clone(),
        }),
    };
    let place = (offer.slot.groomer_id, offer.day, offer.slot.span.start);
    Ok(filling(Edit::Appointment(goes), wait, &line.dog, place, now))
}

/// An edit that books or moves somebody who waits, with the call noted and their place on the list filled.
#[must_use]
pub fn filling(
    edit: Edit,
    wait: &Wait,
    dog: &str,
    (groomer_id, day, start_min): (GroomerId, NaiveDate, i64),
    now: NaiveDateTime,
) -> Edit {
    let moves = matches!(edit, Edit::Appointment(AppointmentEdit::Move(_)));
    let verb = if moves { "Moved" } else { "Booked" };
    let when = format!("{} {}", short_day(day, now.date()), hhmm(start_min));
    let list = if wait.call { "call" } else { "waiting" };
    Edit::Together {
        label: format!("{verb} {dog} from the {list} list: {when}"),
        edits: vec![
            edit,
            Edit::Wait(call_log(wait, (groomer_id, day, start_min), Outcome::Taken, now)),
            Edit::Wait(WaitEdit::End {
                id: wait.id,
                rev: wait.rev,
                filled: true,
            }),
        ],
    }
}

/// A new booking, and with it the end of the wish that it meets: the dog waits no more for what it has got, as if it had
/// been offered and taken. The booking alone where the dog waits for nothing that this is. `groomer` is the name of who has it.
pub fn off_the_list(store: &Store, edit: Edit, dog: &str, groomer: &str, now: NaiveDateTime) -> Result<Edit> {
    let Edit::Appointment(AppointmentEdit::Book(booked)) = &edit else {
        return Ok(edit);
    };
    let new = &booked.appointment;
    let place = (new.groomer_id, new.day, new.start_min);
    let label = format!(
        "Booked {dog} {} {} with {groomer}, off the waiting list",
        short_day(new.day, now.date()),
        hhmm(new.start_min)
    );
    let is_done = |service| booked.add_ons.iter().any(|each| each.service_id == service);
    let mut lines = store.waits_of(new.dog_id, now.date())?;
    lines.retain(|line| {
        let wait = &line.wait;
        !wait.call
            && wait.appointment_id.is_none()
            && wait.service_id == new.service_id
            && wait.add_ons.iter().all(|service| is_done(*service))
            && wait.wish.accepts(new.day, new.groomer_id, new.start_min)
    });
    if lines.is_empty() {
        return Ok(edit);
    }
    let mut edits = vec![edit];
    for line in &lines {
        edits.push(Edit::Wait(call_log(&line.wait, place, Outcome::Taken, now)));
        edits.push(Edit::Wait(WaitEdit::End {
            id: line.wait.id,
            rev: line.wait.rev,
            filled: true,
        }));
    }
    Ok(Edit::Together { label, edits })
}
