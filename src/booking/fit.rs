//! One day of the book as a piece of work is fitted into it: what speaks against a time, and what is near it.

use std::rc::Rc;

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::appointment::Appointment;
use crate::domain::clock::{hhmm, left_from};
use crate::domain::id::{DogId, GroomerId, ServiceId};
use crate::domain::rejection::Rejection;
use crate::domain::schedule::{Need, Slot, Span, Workday};
use crate::domain::vaccine::Vaccinated;
use crate::store::{Offer, Result, Store};

/// What is to be fitted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Task {
    /// The dog that comes.
    pub dog: DogId,
    /// What the work asks of a groomer.
    pub need: Need,
    /// Minutes between the drop-off and the work.
    pub lead: i64,
    /// The day it is booked for now: on that day and before it nothing is refused for a vaccine.
    pub booked_for: Option<NaiveDate>,
}

/// A time with a groomer, whether or not it can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// On which day.
    pub day: NaiveDate,
    /// With whom.
    pub groomer: GroomerId,
    /// From when, in minutes since midnight.
    pub start: i64,
}

/// A day without some appointments, which are lifted out of it.
pub(super) struct OneDay {
    pub day: NaiveDate,
    workdays: Vec<Workday>,
    /// Where the dog is already, with whom and when.
    elsewhere: Vec<(String, String, Span)>,
    /// What the dog has had, and its name to say so.
    vaccinated: Vaccinated,
    name: String,
    /// Minutes before this one are over.
    not_before: i64,
}

impl OneDay {
    /// Reads a day as it is for a dog once some appointments are lifted out of it.
    pub fn read(
        store: &Store,
        day: NaiveDate,
        dog: DogId,
        lifted: &[Appointment],
        now: NaiveDateTime,
    ) -> Result<Self> {
        let mut workdays = store.workdays(day, None)?;
        for gone in lifted.iter().filter(|gone| gone.day == day) {
            for workday in &mut workdays {
                let door = Rc::make_mut(&mut workday.door);
                if let Some(at) = door.arrivals.iter().position(|at| *at == gone.arrives_min()) {
                    door.arrivals.swap_remove(at);
                }
                // One lane takes one dog at a time: nothing else begins there and then.
                if workday.groomer_id == gone.groomer_id {
                    workday
                        .taken
                        .retain(|taken| (Some(taken.lane), taken.span) != (gone.lane, gone.span()));
                }
            }
        }
        let visits = store.visits(day)?.into_iter();
        let elsewhere = visits
            .filter(|visit| visit.appointment.dog_id == dog && visit.appointment.status.holds_time())
            .filter(|visit| !lifted.iter().any(|gone| gone.id == visit.appointment.id))
            .map(|visit| (visit.dog, visit.groomer, visit.appointment.span()))
            .collect();
        Ok(Self {
            day,
            workdays,
            elsewhere,
            vaccinated: store.vaccinated(dog)?,
            name: store.dog(dog)?.map_or_else(String::new, |dog| dog.name()),
            not_before: left_from(day, now),
        })
    }

    /// Whether the dog comes on that day anyway.
    pub const fn has_the_dog(&self) -> bool {
        !self.elsewhere.is_empty()
    }

    /// With whom and when the dog comes on that day anyway, in words.
    pub fn comes_already(&self) -> Option<String> {
        let (dog, groomer, taken) = self.elsewhere.first()?;
        let clash = Rejection::DogTaken {
            dog: dog.clone(),
            groomer: groomer.clone(),
            start_min: taken.start,
            end_min: taken.end,
        };
        Some(clash.to_string())
    }

    /// The first thing that speaks against a time with a groomer; `None` where it can be booked.
    pub fn refusal(&self, task: &Task, groomer: GroomerId, start: i64) -> Option<String> {
        if start < self.not_before {
            return Some(format!("{} is over", hhmm(start)));
        }
        let services: Vec<ServiceId> = task.need.services.iter().map(|(id, _)| *id).collect();
        let alerts = self.vaccinated.alerts(&services, self.day);
        let asked = task.booked_for.is_none_or(|day| self.day > day);
        if let Some(alert) = alerts.into_iter().find(|alert| alert.refuses && asked) {
            let missing = Rejection::NoVaccine {
                dog: self.name.clone(),
                vaccine: alert.vaccine,
                until: alert.until,
            };
            return Some(missing.to_string());
        }
        let span = Span::of(start, task.need.minutes);
        if let Some((dog, groomer, taken)) = self.elsewhere.iter().find(|(.., taken)| taken.overlaps(span)) {
            let clash = Rejection::DogTaken {
                dog: dog.clone(),
                groomer: groomer.clone(),
                start_min: taken.start,
                end_min: taken.end,
            };
            return Some(clash.to_string());
        }
        let Some(workday) = self.workdays.iter().find(|workday| workday.groomer_id == groomer) else {
            return Some("the groomer takes no new work".to_owned());
        };
        let reasons = workday.refusals(&task.need, start, (start - task.lead).max(0));
        reasons.first().map(ToString::to_string)
    }

    /// The times nearest to a minute at which the work fits, nearest first: with one groomer, or with anybody.
    pub fn near(&self, task: &Task, groomer: Option<GroomerId>, minute: i64) -> Vec<Offer> {
        let mut near: Vec<Offer> = Vec::new();
        let asked = |workday: &&Workday| groomer.is_none_or(|groomer| workday.groomer_id == groomer);
        for workday in self.workdays.iter().filter(asked) {
            // The minute itself need not lie on the grid of what is offered.
            let mut starts = workday.starts(&task.need, self.not_before);
            starts.push(minute);
            let fits = |start: &i64| self.refusal(task, workday.groomer_id, *start).is_none();
            starts.sort_unstable();
            starts.dedup();
            near.extend(starts.into_iter().filter(fits).filter_map(|start| {
                let span = Span::of(start, task.need.minutes);
                let slot = Slot {
                    groomer_id: workday.groomer_id,
                    lane: workday.free_lane(span)?,
                    span,
                };
                Some(Offer { day: self.day, slot })
            }));
        }
        near.sort_by_key(|offer| ((offer.slot.span.start - minute).abs(), offer.slot.span.start));
        near
    }
}
