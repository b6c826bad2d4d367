//! A groomer is off or ill, or the salon is closed: a place for each dog booked then, all of them judged together, or a
//! line on the call list.

mod absence;
mod asking;
mod days;
mod edit;
mod later;
mod orphan;
mod trip;
mod visits;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::{Days, NaiveDate, NaiveDateTime};

pub use self::absence::Absence;
pub use self::asking::{Asking, asking, dogs_of_call, first_names, one_call, told_all};
use self::days::{Book, OpenDay};
pub use self::edit::Counts;
pub use self::later::told_of_later;
use self::orphan::declined_by;
pub use self::orphan::{Asked, Instead, Orphan, still_to_do};
pub use self::trip::Trip;
use self::visits::{is_beside, nearest};
use super::work::booked_work;
use crate::domain::id::AppointmentId;
use crate::domain::schedule::{Need, Slot, Span};
use crate::domain::status::Status;
use crate::domain::usual_closing::name_of;
use crate::store::{Offer, Result, Store, Visit};

/// How many days after its own a dog may come instead.
const DAYS_LATER: u64 = 10;

/// How many other times of its own day are proposed, and how many other days.
const MOST_THAT_DAY: usize = 4;
const MOST_DAYS: usize = 4;

/// So many minutes a dog that was on the table stands without anybody working on it, where nobody says so.
const SOON: i64 = 30;

/// Times in the book are counted in so many minutes.
const STEP: i64 = 5;

/// A dog that comes with one of those that lose their place, and keeps its own.
#[derive(Clone, Copy, Debug)]
struct Companion {
    /// The appointment of the one that loses its place.
    of: AppointmentId,
    /// When the other one is worked on.
    span: Span,
    /// Whether they were booked as one visit.
    marked: bool,
}

/// Time off or closing days with what becomes of everybody who is booked then.
#[derive(Clone, Debug)]
pub struct AwayPlan {
    /// Who is off, when and why.
    pub absence: Absence,
    /// The dogs booked then: first those that are here, then the others in order of time.
    pub orphans: Vec<Orphan>,
    companions: Vec<Companion>,
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
        let visits = absence.booked(store, now)?;
        Self::for_these(store, absence, visits, before, now)
    }

    /// The same for some of the dogs.
    fn for_these(
        store: &Store,
        absence: Absence,
        mut visits: Vec<Visit>,
        before: &[(AppointmentId, Instead)],
        now: NaiveDateTime,
    ) -> Result<Self> {
        visits.retain(|visit| {
            matches!(
                visit.appointment.status,
                Status::Booked | Status::Confirmed | Status::Arrived | Status::InWork
            )
        });
        visits.sort_by_key(|visit| visit.appointment.status.is_expected());
        let book = Book::read(store, &absence, &visits, DAYS_LATER, now)?;
        let companions = companions(store, &visits)?;
        let lines = store.waitlist(now.date())?;
        let mut orphans = Vec::new();
        for visit in visits {
            let id = Some(visit.appointment.id);
            let mut calls = lines.iter().filter(|line| line.wait.appointment_id == id);
            let told = calls.clone().find(|line| line.nobody_took_over(now.date()));
            let call = calls.find(|line| line.is_asked());
            let work = booked_work(store, &visit.appointment)?;
            orphans.push(Orphan {
                need: work.map_or_else(
                    || Need::minutes(visit.appointment.span().minutes()),
                    |work| work.need,
                ),
                vaccinated: store.vaccinated(visit.appointment.dog_id)?,
                visit,
                instead: Instead::Stay,
                asked: call.map(|line| Asked {
                    id: line.wait.id,
                    rev: line.wait.rev,
                    place: line.wait.wish.place(),
                }),
                told: told.map(|line| (line.wait.id, line.wait.rev)),
                declined: call.map(declined_by).unwrap_or_default(),
            });
        }
        let mut plan = Self {
            absence,
            orphans,
            companions,
            book,
        };
        plan.find_all_but(before);
        Ok(plan)
    }

    /// Nobody is held to the time they were being asked for.
    fn forget_held(&mut self) {
        for orphan in &mut self.orphans {
            orphan.asked = None;
            orphan.instead = Instead::Stay;
        }
    }

    /// Finds a place for everybody anew.
    fn find_all(&mut self) {
        self.find_all_but(&[]);
    }

    /// Finds a place for everybody but those for whom one was chosen that is still possible.
    fn find_all_but(&mut self, before: &[(AppointmentId, Instead)]) {
        let mut open: Vec<usize> = Vec::new();
        for at in 0..self.orphans.len() {
            let id = self.orphans[at].visit.appointment.id;
            let chosen = before.iter().find(|(chosen, _)| *chosen == id);
            // Whoever is being asked for a time goes on being asked for it.
            let chosen = chosen.map(|(_, instead)| *instead).or_else(|| self.held(at));
            match chosen.filter(|instead| self.is_possible(at, *instead)) {
                Some(instead) => self.orphans[at].instead = instead,
                None => open.push(at),
            }
        }
        // Whoever can keep the time keeps it, before anybody else takes that place.
        let mut parties = self.parties(&open);
        parties.retain(|party| !self.keep_time(party));
        for party in parties {
            self.find_places(&party);
        }
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

    /// Puts a dog on the call list, and whoever comes together with it: their client is called once. Those that are here
    /// already stay as they are.
    pub fn call(&mut self, at: usize) {
        if at >= self.orphans.len() {
            return;
        }
        for at in std::iter::once(at).chain(self.others_with(at)) {
            if self.orphans[at].can_be_called_off() {
                self.orphans[at].instead = Instead::Call;
            }
        }
    }

    /// Whether the client of a dog that has another place has to agree to it first, be it for the sake of another dog that
    /// comes with it. Until then it stays booked where it is, and the other time is held.
    #[must_use]
    pub fn is_asked(&self, at: usize) -> bool {
        let Some(orphan) = self.orphans.get(at) else {
            return false;
        };
        let others = || self.others_with(at).into_iter();
        matches!(orphan.instead, Instead::Move(_))
            && orphan.can_be_called_off()
            && (orphan.needs_a_yes() || others().any(|other| self.orphans[other].needs_a_yes()))
    }

    /// The time that is held for a dog whose client is being asked.
    fn held(&self, at: usize) -> Option<Instead> {
        let orphan = self.orphans.get(at)?;
        let (groomer_id, day, start) = orphan.asked?.place?;
        let slot = Slot {
            groomer_id,
            lane: 1,
            span: Span::of(start, orphan.need.minutes),
        };
        Some(Instead::Move(Offer { day, slot }))
    }

    /// Everything that can become of a dog, the best first; never nothing. A dog on the table is not left standing for long
    /// without somebody wanting it so.
    fn choices(&self, at: usize) -> Vec<Instead> {
        let orphan = &self.orphans[at];
        let mut places = self.places(at);
        let later = if orphan.is_on_the_table() {
            let soon = |offer: &Offer| {
                let start = offer.slot.span.start;
                start == orphan.visit.appointment.start_min || start <= self.book.minute() + SOON
            };
            let count = places.iter().take_while(|offer| soon(offer)).count();
            places.split_off(count)
        } else {
            Vec::new()
        };
        let mut choices: Vec<Instead> = places.into_iter().map(Instead::Move).collect();
        if orphan.can_be_called_off() {
            choices.push(Instead::Call);
        }
        choices.push(Instead::Stay);
        choices.extend(later.into_iter().map(Instead::Move));
        choices
    }

    /// Whether there is nothing else that can become of a dog.
    #[must_use]
    pub fn has_no_other_place(&self, at: usize) -> bool {
        at < self.orphans.len() && self.choices(at).len() < 2
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
        let left = orphan.takes_over(start).then(|| orphan.left(self.book.minute()));
        open.at(left.as_ref().unwrap_or(orphan), start)
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
        if orphan.is_on_the_table() {
            // Whoever is free this minute goes on with it, not at the next quarter of an hour.
            let at_once = (self.book.minute() + STEP - 1) / STEP * STEP;
            near.retain(|offer| offer.slot.span.start != at_once);
            near.splice(0..0, self.fits(at, own_day, at_once));
        }
        near.retain(|offer| offer.slot.span.start != minute);
        near.truncate(MOST_THAT_DAY);
        places.extend(near);
        let days = self.days_of(at).into_iter().filter(|day| *day != own_day);
        let firsts = days.filter_map(|day| self.near(at, day).into_iter().next());
        places.extend(firsts.take(MOST_DAYS));
        places
    }

    /// The days on which a dog could come instead: its own, and those after it, but for days on which many salons close:
    /// nobody is sent there unasked, whoever is booked there.
    fn days_of(&self, at: usize) -> Vec<NaiveDate> {
        let own_day = self.orphans[at].visit.appointment.day;
        let last = self
            .absence
            .open_again(own_day)
            .checked_add_days(Days::new(DAYS_LATER));
        own_day
            .iter_days()
            // Who is in the salon waits there, and is nobody to be sent home for another day.
            .take_while(|day| *day == own_day || self.orphans[at].can_be_called_off())
            .take_while(|day| last.is_some_and(|last| *day <= last))
            .filter(|day| *day == own_day || name_of(*day).is_none())
            .collect()
    }

    /// The times of a day nearest to a dog's own, one groomer each.
    fn near(&self, at: usize, day: NaiveDate) -> Vec<Offer> {
        let orphan = &self.orphans[at];
        let Some(open) = self.day_for(at, day) else {
            return Vec::new();
        };
        let appointment = &orphan.visit.appointment;
        let left = orphan.is_on_the_table().then(|| orphan.left(self.book.minute()));
        let all = open.all(left.as_ref().unwrap_or(orphan));
        let slots = nearest(all, appointment.start_min, appointment.groomer_id).into_iter();
        slots.map(|slot| Offer { day, slot }).collect()
    }
}

/// When the other dogs of a client are worked on that keep their groomer and come with one of these: booked as one visit, or
/// so close to it that it is one trip.
fn companions(store: &Store, visits: &[Visit]) -> Result<Vec<Companion>> {
    let mut found = Vec::new();
    let mut days: BTreeMap<NaiveDate, Vec<Visit>> = BTreeMap::new();
    for visit in visits {
        let appointment = &visit.appointment;
        let day = match days.entry(appointment.day) {
            Entry::Occupied(read) => read.into_mut(),
            Entry::Vacant(vacant) => vacant.insert(store.visits(appointment.day)?),
        };
        for other in day.iter() {
            let (with, span) = (&other.appointment, other.appointment.span());
            let is_moved = visits.iter().any(|each| each.appointment.id == with.id);
            if is_moved || !with.status.holds_time() || with.dog_id == appointment.dog_id {
                continue;
            }
            let marked = appointment.visit_id.is_some() && appointment.visit_id == with.visit_id;
            let one_client = visit.client_id.is_some() && visit.client_id == other.client_id;
            if marked || one_client && is_beside(appointment.span(), &[span]) {
                found.push(Companion {
                    of: appointment.id,
                    span,
                    marked,
                });
            }
        }
    }
    Ok(found)
}
