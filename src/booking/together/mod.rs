//! Several dogs of one client at once: which dogs are meant, the first times that fit all of them, and the edits that book
//! and move them as one.

mod beyond;
mod edits;
mod held;
mod meant;
mod times;
mod turns;
mod why;
mod wished;

use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

use super::work::{Work, booked_work, work_for};
use crate::domain::appointment::Appointment;
use crate::domain::household::{Arrangement, Guest};
use crate::domain::id::{DogId, GroomerId, ServiceId};
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::schedule::Span;
use crate::store::{DogLine, Result, Store};

pub use beyond::{InsistedAll, insisted_all};
pub use edits::{book_all, book_all_anyway, call_off_all, move_all, move_all_anyway, promise_for_all};
pub use held::held_for_all;
pub use meant::{Household, meant_household, named_together, with_named};
pub use times::offers_for_all;
pub use turns::{Turns, turns};
pub use why::{WhyNotAll, reasons_for_all, why_not_all};
pub use wished::{
    WishForAll, WorkOfOne, ask_for_groomers, together_as_wished, wish_for_all, wish_of_line, without,
};

/// Appointments of one dog that are looked at to know when it is busy: those to come and then some.
const LOOKED_AT: i64 = 200;

/// One of the dogs that come together, with what it comes for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Companion {
    /// Which dog.
    pub dog: DogLine,
    /// The service that was asked for; else its usual one.
    pub service: Option<ServiceId>,
    /// What was asked for on top.
    pub add_ons: Vec<ServiceId>,
    /// What it comes for, as it is on the first day that may do.
    pub work: Work,
    /// With whom it was last time.
    pub usual: Option<GroomerId>,
    /// With any of these; empty where anybody would do.
    pub among: Vec<GroomerId>,
    /// What it is booked for already.
    pub booked: Vec<Appointment>,
    /// Its appointment, when the visit is moved.
    pub moving: Option<Appointment>,
}

/// What a time for all of them is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedForAll {
    /// The dogs, in the order they were named.
    pub dogs: Vec<Companion>,
    /// On which day.
    pub day: Option<DayWish>,
    /// When they are dropped off.
    pub time: Option<TimeWish>,
    /// The salon's time; nothing is offered before it.
    pub now: NaiveDateTime,
}

/// A time for all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OfferForAll {
    /// The day.
    pub day: NaiveDate,
    /// Where each of them is worked on, in the order of the dogs; one drop-off and one pick-up.
    #[serde(flatten)]
    pub place: Arrangement,
    /// What each of them comes for, as it is on that day.
    #[serde(skip)]
    pub works: Vec<Work>,
}

/// A dog that is to be booked with others on a day or later: its usual work, or what was asked for. `None` when it is no
/// longer in the book, or while the salon sells nothing.
pub fn companion(
    store: &Store,
    dog: DogId,
    service: Option<ServiceId>,
    add_ons: &[ServiceId],
    day: NaiveDate,
) -> Result<Option<Companion>> {
    let work = work_for(store, Some(dog), service, add_ons, day)?;
    let (Some(line), Some(work)) = (store.dog_line(dog)?, work) else {
        return Ok(None);
    };
    Ok(Some(Companion {
        dog: line,
        service,
        add_ons: add_ons.to_vec(),
        work,
        usual: store.usual_work(dog)?.and_then(|usual| usual.groomer_id),
        among: Vec::new(),
        booked: booked(store, dog)?,
        moving: None,
    }))
}

/// A dog of a visit that is to be moved, with the work that was booked.
pub fn moving_companion(store: &Store, appointment: &Appointment) -> Result<Option<Companion>> {
    let (Some(line), Some(work)) = (
        store.dog_line(appointment.dog_id)?,
        booked_work(store, appointment)?,
    ) else {
        return Ok(None);
    };
    Ok(Some(Companion {
        dog: line,
        service: None,
        add_ons: Vec::new(),
        work,
        usual: Some(appointment.groomer_id),
        among: Vec::new(),
        booked: booked(store, appointment.dog_id)?,
        moving: Some(appointment.clone()),
    }))
}

fn booked(store: &Store, dog: DogId) -> Result<Vec<Appointment>> {
    let mut booked = store.appointments_of(dog, LOOKED_AT)?;
    booked.retain(|appointment| appointment.status.holds_time());
    Ok(booked)
}

impl Companion {
    /// What it is booked for beside what is moved, the next first, so that nobody books it twice unawares; the others of
    /// the series that is moved are no news on other days than the one looked at.
    #[must_use]
    pub fn to_come(&self, day: NaiveDate, today: NaiveDate) -> Vec<&Appointment> {
        let moving = self.moving.as_ref();
        let is_news = |other: &&Appointment| {
            let of_series = moving
                .is_some_and(|moving| moving.series_id.is_some() && moving.series_id == other.series_id);
            moving.is_none_or(|moving| moving.id != other.id) && (!of_series || other.day == day)
        };
        let expected = self.booked.iter().filter(|other| other.day >= today);
        let mut others: Vec<&Appointment> = expected
            .filter(|other| other.status.is_expected())
            .filter(is_news)
            .collect();
        others.sort_by_key(|other| (other.day, other.start_min));
        others
    }

    /// Whether this groomer may have it.
    fn may_go_to(&self, groomer: GroomerId) -> bool {
        self.among.is_empty() || self.among.contains(&groomer)
    }

    /// The dog as the schedule sees it on a day.
    fn guest(&self, work: &Work, day: NaiveDate) -> Guest {
        let moving = self.moving.as_ref().map(|moving| moving.id);
        let elsewhere = |other: &&Appointment| other.day == day && Some(other.id) != moving;
        Guest {
            need: work.need.clone(),
            stay_minutes: work.stay_minutes,
            usual: self.usual,
            among: self.among.clone(),
            busy: self
                .booked
                .iter()
                .filter(elsewhere)
                .map(Appointment::span)
                .collect(),
        }
    }
}

impl WantedForAll {
    /// Whether what was found is what was asked for: something, and on the day that was named. Of several days any would
    /// do.
    #[must_use]
    pub fn is_met_by(&self, found: &[OfferForAll]) -> bool {
        match self.day {
            Some(DayWish::On(day) | DayWish::Weekday(day)) => found.iter().any(|offer| offer.day == day),
            Some(DayWish::Any(_)) | None => !found.is_empty(),
        }
    }

    /// The same with anybody.
    #[must_use]
    pub fn with_anybody(&self) -> Self {
        let mut wanted = self.clone();
        for dog in &mut wanted.dogs {
            dog.among.clear();
        }
        wanted
    }

    /// Whether a groomer was asked for.
    fn asks_for_somebody(&self) -> bool {
        self.dogs.iter().any(|dog| !dog.among.is_empty())
    }

    /// The appointments that are moved; none when the dogs are booked.
    fn moving(&self) -> impl Iterator<Item = &Appointment> {
        self.dogs.iter().filter_map(|dog| dog.moving.as_ref())
    }

    /// How long after the drop-off each dog starts in a visit that is moved.
    fn pattern(&self) -> Option<Vec<i64>> {
        let first = self.moving().map(|each| each.start_min).min()?;
        Some(self.moving().map(|each| each.start_min - first).collect())
    }

    /// Whether a time is where all of them stand already.
    fn stays(&self, offer: &OfferForAll) -> bool {
        self.pattern().is_some()
            && self.moving().zip(&offer.place.slots).all(|(old, slot)| {
                let there = Span {
                    start: old.start_min,
                    end: old.end_min,
                };
                (old.day, old.groomer_id, there) == (offer.day, slot.groomer_id, slot.span)
            })
    }
}

#[cfg(test)]
mod tests;
