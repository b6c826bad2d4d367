//! A groomer is off or ill: a place for each of their dogs, all of them judged together, or a line on the call list.

mod days;
mod edit;

use chrono::{Days, NaiveDate, NaiveDateTime};

use self::days::Book;
use super::work::booked_work;
use crate::domain::groomer::TimeOff;
use crate::domain::id::{AppointmentId, ServiceId};
use crate::domain::schedule::{Need, Slot, Span};
use crate::domain::status::Status;
use crate::domain::vaccine::Vaccinated;
use crate::store::{Offer, Result, Store, Visit};

/// How many days after its own a dog may come instead.
const DAYS_LATER: u64 = 10;

/// How many other times of its own day are proposed, and how many other days.
const MOST_THAT_DAY: usize = 4;
const MOST_DAYS: usize = 4;

/// What becomes of one of the dogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// It goes there.
    Move(Offer),
    /// Its appointment is called off and the client is called.
    Call,
    /// It stays where it is, to be sorted out by hand.
    Stay,
}

/// One of the dogs of a groomer who is off.
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
}

impl Orphan {
    /// Whether the rules of the salon let it come on a day as far as its vaccines go.
    fn may_come(&self, day: NaiveDate) -> bool {
        let services: Vec<ServiceId> = self.need.services.iter().map(|(id, _)| *id).collect();
        let alerts = self.vaccinated.alerts(&services, day);
        day <= self.visit.appointment.day || !alerts.iter().any(|alert| alert.refuses)
    }

    /// Whether it can be called off: the dog is not here yet.
    #[must_use]
    pub const fn can_be_called_off(&self) -> bool {
        self.visit.appointment.status.is_expected()
    }
}

/// Time off with what becomes of everybody who is booked in it.
#[derive(Clone, Debug)]
pub struct AwayPlan {
    /// Who is off, when and why.
    pub off: TimeOff,
    /// Their dogs that are not in work yet, in order of time.
    pub orphans: Vec<Orphan>,
    book: Book,
}

impl AwayPlan {
    /// Proposes a place for everybody: with somebody else at the same time, else the nearest that day, else on the days
    /// that follow, else the call list. What was chosen `before` stays where it still can be.
    pub fn propose(
        store: &Store,
        off: TimeOff,
        before: &[(AppointmentId, Instead)],
        now: NaiveDateTime,
    ) -> Result<Self> {
        let mut visits = store.booked_in_time_off(&off, now.date())?;
        visits.retain(|visit| {
            matches!(
                visit.appointment.status,
                Status::Booked | Status::Confirmed | Status::Arrived
            )
        });
        let book = Book::read(store, &off, &visits, DAYS_LATER, now)?;
        let mut orphans = Vec::new();
        for visit in visits {
            let work = booked_work(store, &visit.appointment)?;
            orphans.push(Orphan {
                need: work.map_or_else(
                    || Need::minutes(visit.appointment.span().minutes()),
                    |work| work.need,
                ),
                vaccinated: store.vaccinated(visit.appointment.dog_id)?,
                visit,
                instead: Instead::Stay,
            });
        }
        let mut plan = Self { off, orphans, book };
        let mut open: Vec<usize> = Vec::new();
        for at in 0..plan.orphans.len() {
            let id = plan.orphans[at].visit.appointment.id;
            let chosen = before.iter().find(|(chosen, _)| *chosen == id);
            let possible = chosen.filter(|(_, instead)| plan.is_possible(at, *instead));
            match possible {
                Some((_, instead)) => plan.orphans[at].instead = *instead,
                None => open.push(at),
            }
        }
        // Whoever can keep the time keeps it, before anybody else takes that place.
        open.retain(|at| match plan.same_time(*at) {
            Some(offer) => {
                plan.orphans[*at].instead = Instead::Move(offer);
                false
            }
            None => true,
        });
        for at in open {
            plan.orphans[at].instead = plan.choices(at).into_iter().next().unwrap_or(Instead::Stay);
        }
        Ok(plan)
    }

    /// What was chosen, to be kept when it is proposed anew.
    #[must_use]
    pub fn chosen(&self) -> Vec<(AppointmentId, Instead)> {
        let orphans = self.orphans.iter();
        orphans
            .map(|orphan| (orphan.visit.appointment.id, orphan.instead))
            .collect()
    }

    /// Goes to the next or the previous thing that can become of a dog, all others staying where they are.
    pub fn turn(&mut self, at: usize, forward: bool) {
        let choices = self.choices(at);
        let Some(orphan) = self.orphans.get_mut(at) else {
            return;
        };
        let count = choices.len();
        let place = choices.iter().position(|choice| *choice == orphan.instead);
        let step = if forward { 1 } else { count - 1 };
        let next = place.map_or(0, |place| (place + step) % count);
        orphan.instead = choices[next];
    }

    /// Puts a dog on the call list; false where it is here already.
    pub fn call(&mut self, at: usize) -> bool {
        match self.orphans.get_mut(at) {
            Some(orphan) if orphan.can_be_called_off() => {
                orphan.instead = Instead::Call;
                true
            }
            _ => false,
        }
    }

    /// Everything that can become of a dog, the best first; never nothing.
    fn choices(&self, at: usize) -> Vec<Instead> {
        let mut choices: Vec<Instead> = self.places(at).into_iter().map(Instead::Move).collect();
        if self.orphans[at].can_be_called_off() {
            choices.push(Instead::Call);
        }
        choices.push(Instead::Stay);
        choices
    }

    fn is_possible(&self, at: usize, instead: Instead) -> bool {
        let orphan = &self.orphans[at];
        match instead {
            Instead::Move(offer) => {
                let (slot, day) = (offer.slot, offer.day);
                self.fits(at, day, slot.span.start)
                    .iter()
                    .any(|other| other.slot.groomer_id == slot.groomer_id)
            }
            Instead::Call => orphan.can_be_called_off(),
            Instead::Stay => true,
        }
    }

    fn same_time(&self, at: usize) -> Option<Offer> {
        let appointment = &self.orphans[at].visit.appointment;
        let offers = self.fits(at, appointment.day, appointment.start_min);
        offers.into_iter().next()
    }

    /// Who can take a dog then, everybody else being where they are to be.
    fn fits(&self, at: usize, day: NaiveDate, start: i64) -> Vec<Offer> {
        let orphan = &self.orphans[at];
        let Some(open) = self
            .book
            .day(day, &self.orphans, at)
            .filter(|_| orphan.may_come(day))
        else {
            return Vec::new();
        };
        open.at(orphan, start)
            .into_iter()
            .map(|slot| Offer { day, slot })
            .collect()
    }

    /// The places for a dog, the best first.
    fn places(&self, at: usize) -> Vec<Offer> {
        let orphan = &self.orphans[at];
        let (own_day, minute) = (orphan.visit.appointment.day, orphan.visit.appointment.start_min);
        let mut places = self.fits(at, own_day, minute);
        let mut near = self.near(at, own_day);
        near.retain(|offer| offer.slot.span.start != minute);
        near.truncate(MOST_THAT_DAY);
        places.extend(near);
        let days = (1..=DAYS_LATER).filter_map(|later| own_day.checked_add_days(Days::new(later)));
        let firsts = days.filter_map(|day| self.near(at, day).into_iter().next());
        places.extend(firsts.take(MOST_DAYS));
        places
    }

    /// The times of a day nearest to a dog's own, one groomer each.
    fn near(&self, at: usize, day: NaiveDate) -> Vec<Offer> {
        let orphan = &self.orphans[at];
        let Some(open) = self
            .book
            .day(day, &self.orphans, at)
            .filter(|_| orphan.may_come(day))
        else {
            return Vec::new();
        };
        let minute = orphan.visit.appointment.start_min;
        let mut slots: Vec<Slot> = open.all(orphan);
        slots.sort_by_key(|slot| {
            let Span { start, .. } = slot.span;
            ((start - minute).abs(), start)
        });
        slots.dedup_by_key(|slot| slot.span.start);
        slots.into_iter().map(|slot| Offer { day, slot }).collect()
    }
}
