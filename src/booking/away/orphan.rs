//! A dog that loses its place, and what becomes of it.

use chrono::{NaiveDate, NaiveDateTime};

use super::STEP;
use crate::booking::work::{Work, booked_work};
use crate::domain::appointment::Appointment;
use crate::domain::clock::minute_of;
use crate::domain::id::{GroomerId, ServiceId, WaitId};
use crate::domain::schedule::Need;
use crate::domain::status::Status;
use crate::domain::vaccine::Vaccinated;
use crate::domain::waitlist::Outcome;
use crate::store::{Offer, Result, Store, Visit, WaitLine};

/// So many minutes sooner or later on its day the salon decides by itself, and the client is told; for more they are asked.
const SMALL_CHANGE: i64 = 30;

/// Work that should be over by now takes so many minutes more.
const LEAST_LEFT: i64 = 15;

/// What becomes of one of the dogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// It goes there: at once where it is no more than another groomer or a small change of time, else when its client
    /// says yes. See [`AwayPlan::is_asked`].
    Move(Offer),
    /// Its appointment is called off and the client is called.
    Call,
    /// It stays where it is, to be sorted out by hand.
    Stay,
}

/// One of the dogs that lose their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    /// Its appointment.
    pub visit: Visit,
    /// What the work asks of a groomer.
    pub need: Need,
    /// Its vaccines: on a later day one may have run out.
    pub vaccinated: Vaccinated,
    /// What becomes of it.
    pub instead: Instead,
    /// The line of the call list on which its client is asked already.
    pub asked: Option<Asked>,
    /// The line of the call list, as seen, on which its client is to be told that nobody takes it over.
    pub told: Option<(WaitId, i64)>,
    /// Days and minutes that its client does not want.
    pub declined: Vec<(NaiveDate, i64)>,
}

/// A line of the call list on which a client is asked for another time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which line.
    pub id: WaitId,
    /// As seen.
    pub rev: i64,
    /// The time that is held for them: with whom, on which day, from which minute.
    pub place: Option<(GroomerId, NaiveDate, i64)>,
}

impl Orphan {
    /// Whether the rules of the salon let it come on a day as far as its vaccines go.
    pub(super) fn may_come(&self, day: NaiveDate) -> bool {
        let services: Vec<ServiceId> = self.need.services.iter().map(|(id, _)| *id).collect();
        let alerts = self.vaccinated.alerts(&services, day);
        day <= self.visit.appointment.day || !alerts.iter().any(|alert| alert.refuses)
    }

    /// Whether somebody works on it now.
    #[must_use]
    pub fn is_on_the_table(&self) -> bool {
        self.visit.appointment.status == Status::InWork
    }

    /// Whether somebody who begins at a minute takes it from the table of another, in the middle of the work.
    pub(super) fn takes_over(&self, start: i64) -> bool {
        self.is_on_the_table() && start != self.visit.appointment.start_min
    }

    /// What is still to be done at a minute of the day, for somebody who goes on with it.
    pub(super) fn left(&self, minute: i64) -> Self {
        let need = Need {
            minutes: minutes_left(&self.visit.appointment, minute),
            ..self.need.clone()
        };
        Self { need, ..self.clone() }
    }

    /// Whether it is on the table of somebody who is away, and nobody takes it over.
    #[must_use]
    pub fn needs_somebody(&self) -> bool {
        self.is_on_the_table() && self.instead == Instead::Stay
    }

    /// Whether it goes elsewhere in a way its client has to agree to: to another day, or to quite another time. A dog that
    /// is in the salon waits there whatever the time.
    pub(super) fn needs_a_yes(&self) -> bool {
        let appointment = &self.visit.appointment;
        let Instead::Move(offer) = self.instead else {
            return false;
        };
        let later = (offer.slot.span.start - appointment.start_min).abs();
        offer.day != appointment.day || (later > SMALL_CHANGE && self.can_be_called_off())
    }

    /// Whether it can be called off: the dog is not here yet.
    #[must_use]
    pub const fn can_be_called_off(&self) -> bool {
        self.visit.appointment.status.is_expected()
    }
}

/// How many minutes of the work on an appointment are left at a minute of its day.
fn minutes_left(appointment: &Appointment, minute: i64) -> i64 {
    let begun = appointment.start_min.max(minute / STEP * STEP);
    (appointment.end_min - begun).max(LEAST_LEFT)
}

/// The work of an appointment for whoever is to have it next: what was booked, and of a dog that is on the table of somebody
/// who is away by now, what is left to do.
pub fn still_to_do(store: &Store, booked: &Appointment, now: NaiveDateTime) -> Result<Option<Work>> {
    let mut work = booked_work(store, booked)?;
    let is_now = booked.status == Status::InWork && booked.day == now.date();
    if let Some(work) = work.as_mut().filter(|_| is_now) {
        let minute = minute_of(now);
        let is_away = store.times_off(booked.day)?.iter().any(|off| {
            let is_theirs = off.groomer_id == booked.groomer_id && off.is_on(booked.day);
            is_theirs && off.span.start <= minute && minute < off.span.end
        });
        if is_away {
            work.minutes = minutes_left(booked, minute);
            work.need.minutes = work.minutes;
        }
    }
    Ok(work)
}

/// The days and minutes that somebody did not want.
pub(super) fn declined_by(line: &WaitLine) -> Vec<(NaiveDate, i64)> {
    let declined = line
        .offers
        .iter()
        .filter(|made| made.outcome == Outcome::Declined);
    declined.map(|made| (made.day, made.start_min)).collect()
}
