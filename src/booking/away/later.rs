//! A dog on the table that somebody else goes on with, and that is ready later because of it: its client is told.

use chrono::NaiveDateTime;

use super::Absence;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::id::WaitId;
use crate::domain::schedule::Span;
use crate::domain::status::Status;
use crate::domain::waitlist::{Because, Wait, WaitState, WaitWish};
use crate::store::{AppointmentEdit, Edit, Result, Store, Visit, WaitEdit};

/// The edit by which another groomer goes on with a dog on the table, and with it the call by which its client is told of a
/// later pick-up; the edit alone where the dog is ready as it was said, or where the call is on the list already.
/// `groomer` is the name of who goes on with it.
pub fn told_of_later(
    store: &Store,
    visit: &Visit,
    edit: Edit,
    groomer: &str,
    now: NaiveDateTime,
) -> Result<Edit> {
    let booked = &visit.appointment;
    let span = match &edit {
        Edit::Appointment(AppointmentEdit::TakeOver { to, minutes }) => Span::of(to.start_min, *minutes),
        Edit::Appointment(AppointmentEdit::Move(to)) if to.groomer_id != booked.groomer_id => {
            Span::of(to.start_min, booked.span().minutes())
        }
        _ => return Ok(edit),
    };
    let is_later = booked.status == Status::InWork && span.end > booked.end_min;
    let is_listed = is_later
        && store
            .waits_of(booked.dog_id, now.date())?
            .iter()
            .any(|line| line.wait.call && line.wait.appointment_id == Some(booked.id));
    if !is_later || is_listed {
        return Ok(edit);
    }
    let off = store
        .times_off(booked.day)?
        .into_iter()
        .find(|off| off.groomer_id == booked.groomer_id && off.is_on(booked.day));
    let why = off.map(|off| {
        let name = visit.groomer.clone();
        Absence::Groomer { name, off }.why()
    });
    let was = format!(
        "{} {} with {}",
        short_day(booked.day, now.date()),
        hhmm(booked.start_min),
        visit.groomer
    );
    let call = Wait {
        id: WaitId::new(),
        dog_id: booked.dog_id,
        service_id: booked.service_id,
        appointment_id: Some(booked.id),
        minutes: span.minutes(),
        wish: WaitWish::any(now.date()),
        add_ons: Vec::new(),
        note: Because {
            why: why.as_deref().unwrap_or_default(),
            was: Some(&was),
        }
        .noted(),
        call: true,
        state: WaitState::Waiting,
        asked_at: now,
        rev: 1,
    };
    Ok(Edit::Together {
        label: format!(
            "{groomer} goes on with {} {}-{}; 8: tell the client",
            visit.dog,
            hhmm(span.start),
            hhmm(span.end)
        ),
        edits: vec![edit, Edit::Wait(WaitEdit::Add(call))],
    })
}
