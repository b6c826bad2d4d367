//! A groomer is off or ill, or the salon is closed: a place for each dog booked then, all of them judged together, or a
//! line on the call list.

mod absence;
mod days;
mod edit;
mod visits;

use chrono::{Days, NaiveDate, NaiveDateTime};

pub use self::absence::Absence;
use self::days::{Book, OpenDay};
use self::visits::nearest;
use super::work::booked_work;
use crate::domain::id::{AppointmentId, ServiceId};
use crate::domain::schedule::{Need, Span};
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
}

impl Orphan {
    /// Whether the rules of the salon let it come on a day as far as its vaccines go.
    fn may_come(&self, day: NaiveDate) -> bool {
        let services: Vec<ServiceId> = self.need.services.iter().map(|(id, _)| *id).collect();
        let alerts = self.vaccinated.alerts(&services, day);
        day <= self.visit.appointment.day || !alerts.iter().any(|alert| alert.refuses)
    }

    /// Whether somebody works on it now.
    #[must_use]
    pub fn is_on_the_table(&self) -> bool {
        self.visit.appointment.status == Status::InWork
    }

    /// Whether it keeps its day and time.
    #[must_use]
    pub fn keeps_time(&self) -> bool {
        let appointment = &self.visit.appointment;
        match self.instead {
            Instead::Move(offer) => {
                (offer.day, offer.slot.span.start) == (appointment.day, appointment.start_min)
            }
            Instead::Stay => true,
            Instead::Call => false,
        }
    }

    /// Whether it can be called off: the dog is not here yet.
    #[must_use]
    pub const fn can_be_called_off(&self) -> bool {
        self.visit.appointment.status.is_expected()
    }
}

/// Time off or closing days with what becomes of everybody who is booked then.
#[derive(Clone, Debug)]
pub struct AwayPlan {
    /// Who is off, when and why.
    pub absence: Absence,
    /// The dogs booked then: first those that are here, then the others in order of time.
    pub orphans: Vec<Orphan>,
    /// When dogs of the same visit are worked on that keep their groomer, by the appointment of the one that does not.
    companions: Vec<(AppointmentId, Span)>,
    /// Days on which many salons close and this one has not said so: no dog is sent there.
    doubtful: Vec<NaiveDate>,
    book: Book,
}

impl AwayPlan {
    /// Proposes a place for everybody: with somebody else at the same time, else the nearest that day, else on the days
    /// that follow, else the call list. What was chosen `before` stays where it still can be.
    pub fn propose(
        store: &Store,
        absence: Absence,
        before: &[(AppointmentId, Instead)],
        now: NaiveDateTime,
    ) -> Result<Self> {
        let mut visits = absence.booked(store, now)?;
        visits.retain(|visit| {
            matches!(
                visit.appointment.status,
                Status::Booked | Status::Confirmed | Status::Arrived | Status::InWork
            )
        });
        visits.sort_by_key(|visit| visit.appointment.status.is_expected());
        let book = Book::read(store, &absence, &visits, DAYS_LATER, now)?;
        let companions = companions(store, &visits)?;
        let usual = store.usually_closed(now.date())?.into_iter();
        let doubtful = usual.map(|each| each.day).collect();
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
        let mut plan = Self {
            absence,
            orphans,
            companions,
            doubtful,
            book,
        };
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
        let mut parties = plan.parties(&open);
        parties.retain(|party| !plan.keep_time(party));
        for party in parties {
            plan.find_places(&party);
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

    /// Goes to the next or the previous thing that can become of a dog. Whoever comes together with it goes along, all others stay.
    pub fn turn(&mut self, at: usize, forward: bool) {
        let choices = self.choices(at);
        let Some(orphan) = self.orphans.get_mut(at) else {
            return;
        };
        let count = choices.len();
        let listed = choices.iter().position(|choice| *choice == orphan.instead);
        // Beside others it may stand at a time that is not its own best: one goes on from the day it is on.
        let own_day = orphan.visit.appointment.day;
        let place = listed.or_else(|| match orphan.instead {
            Instead::Move(at) if at.day > own_day => choices
                .iter()
                .rposition(|choice| matches!(choice, Instead::Move(other) if other.day <= at.day)),
            _ => None,
        });
        let step = if forward { 1 } else { count - 1 };
        let next = place.map_or(0, |place| (place + step) % count);
        let was = std::mem::replace(&mut orphan.instead, choices[next]);
        self.take_along(at, was);
    }

    /// Leaves every dog where it is, to be sorted out later.
    pub fn leave_all(&mut self) {
        for orphan in &mut self.orphans {
            orphan.instead = Instead::Stay;
        }
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

    /// A day of the book as it is for a dog that may come then, everybody else being where they are to be.
    fn day_for(&self, at: usize, day: NaiveDate) -> Option<OpenDay> {
        let comes = self.orphans[at].may_come(day);
        comes.then(|| self.book.day(day, &self.orphans, at)).flatten()
    }

    /// Who can take a dog then, everybody else being where they are to be.
    fn fits(&self, at: usize, day: NaiveDate, start: i64) -> Vec<Offer> {
        let orphan = &self.orphans[at];
        let Some(open) = self.day_for(at, day) else {
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
        if orphan.is_on_the_table() {
            return places;
        }
        let mut near = self.near(at, own_day);
        near.retain(|offer| offer.slot.span.start != minute);
        near.truncate(MOST_THAT_DAY);
        places.extend(near);
        let days = self.days_of(at).into_iter().filter(|day| *day != own_day);
        let firsts = days.filter_map(|day| self.near(at, day).into_iter().next());
        places.extend(firsts.take(MOST_DAYS));
        places
    }

    /// The days on which a dog could come instead: its own, and those after it, but for days of which nobody knows whether
    /// the salon is open.
    fn days_of(&self, at: usize) -> Vec<NaiveDate> {
        let own_day = self.orphans[at].visit.appointment.day;
        let last = self
            .absence
            .open_again(own_day)
            .checked_add_days(Days::new(DAYS_LATER));
        own_day
            .iter_days()
            .take_while(|day| last.is_some_and(|last| *day <= last))
            .filter(|day| *day == own_day || !self.doubtful.contains(day))
            .collect()
    }

    /// The times of a day nearest to a dog's own, one groomer each.
    fn near(&self, at: usize, day: NaiveDate) -> Vec<Offer> {
        let orphan = &self.orphans[at];
        let Some(open) = self.day_for(at, day) else {
            return Vec::new();
        };
        let appointment = &orphan.visit.appointment;
        let slots = nearest(open.all(orphan), appointment.start_min, appointment.groomer_id).into_iter();
        slots.map(|slot| Offer { day, slot }).collect()
    }
}

/// When dogs of the same visits are worked on that keep their groomer.
fn companions(store: &Store, visits: &[Visit]) -> Result<Vec<(AppointmentId, Span)>> {
    let mut found = Vec::new();
    for appointment in visits.iter().map(|visit| &visit.appointment) {
        let Some(visit) = appointment.visit_id else {
            continue;
        };
        for other in store.visit_members(visit)? {
            let is_moved = visits.iter().any(|each| each.appointment.id == other.id);
            if !is_moved && other.day == appointment.day && other.status.holds_time() {
                found.push((appointment.id, other.span()));
            }
        }
    }
    Ok(found)
}
