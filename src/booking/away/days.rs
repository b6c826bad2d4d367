//! The days on which the dogs of a groomer who is off could come, as they are without them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::rc::Rc;

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::{Absence, Instead, Orphan};
use crate::booking::candidates::QUITE_ANOTHER;
use crate::domain::clock::{left_from, minute_of};
use crate::domain::id::DogId;
use crate::domain::schedule::{GRID, Slot, Span, Taken, Workday};
use crate::store::{Result, Store, Visit};

/// A dog is on one table at a time, on these days and stretches.
type Busy = Vec<(DogId, NaiveDate, Span)>;

/// Some days in a row without the dogs that are looked after.
#[derive(Clone, Debug)]
pub(super) struct Book {
    days: BTreeMap<NaiveDate, Vec<Workday>>,
    /// Where the dogs are besides.
    elsewhere: Busy,
    now: NaiveDateTime,
}

impl Book {
    /// Reads the days that may matter, with the time off in them and the dogs lifted out.
    pub fn read(
        store: &Store,
        absence: &Absence,
        lifted: &[Visit],
        days_later: u64,
        now: NaiveDateTime,
    ) -> Result<Self> {
        let mut days = BTreeMap::new();
        for visit in lifted {
            let first = visit.appointment.day;
            let last = absence
                .open_again(first)
                .checked_add_days(Days::new(days_later))
                .unwrap_or(first);
            for day in first.iter_days().take_while(|day| *day <= last) {
                if let Entry::Vacant(vacant) = days.entry(day) {
                    vacant.insert(without(store, absence, lifted, day)?);
                }
            }
        }
        let earliest = days.keys().next().copied().unwrap_or_else(|| now.date());
        let mut elsewhere = Busy::new();
        for visit in lifted {
            let dog = visit.appointment.dog_id;
            for other in store.appointments_from(dog, earliest)? {
                let is_lifted = lifted.iter().any(|each| each.appointment.id == other.id);
                if !is_lifted && other.status.holds_time() {
                    elsewhere.push((dog, other.day, other.span()));
                }
            }
        }
        Ok(Self { days, elsewhere, now })
    }

    /// The minute of the day that it is.
    pub fn minute(&self) -> i64 {
        minute_of(self.now)
    }

    /// A day as it is for one of the dogs, all others being where they are to be. `None` for a day that was not read.
    pub fn day(&self, day: NaiveDate, orphans: &[Orphan], at: usize) -> Option<OpenDay> {
        let mut workdays = self.days.get(&day)?.clone();
        let dog = orphans.get(at)?.visit.appointment.dog_id;
        let mut busy: Vec<Span> = self
            .elsewhere
            .iter()
            .filter(|(other, on, _)| (*other, *on) == (dog, day))
            .map(|(.., span)| *span)
            .collect();
        let others = orphans.iter().enumerate().filter(|(other, _)| *other != at);
        for (_, orphan) in others {
            let appointment = &orphan.visit.appointment;
            for (slot, arrives) in orphan.places_on(day) {
                if appointment.dog_id == dog {
                    busy.push(slot.span);
                }
                for workday in &mut workdays {
                    Rc::make_mut(&mut workday.door).arrivals.push(arrives);
                    if workday.groomer_id == slot.groomer_id {
                        workday.taken.push(Taken {
                            lane: slot.lane,
                            span: slot.span,
                            dog: orphan.visit.dog.clone(),
                        });
                    }
                }
            }
        }
        let not_before = left_from(day, self.now);
        Some(OpenDay {
            day,
            workdays,
            busy,
            not_before,
        })
    }
}

impl Orphan {
    /// The places that a dog takes on a day, each with when it arrives: where it goes, and where it is as long as its client
    /// was not asked.
    fn places_on(&self, day: NaiveDate) -> Vec<(Slot, i64)> {
        let appointment = &self.visit.appointment;
        let mut places = Vec::new();
        if let Instead::Move(offer) = self.instead
            && offer.day == day
        {
            let later = offer.slot.span.start - appointment.start_min;
            places.push((offer.slot, (appointment.arrives_min() + later).max(0)));
        }
        // It is where it was, and takes the lane it had.
        if appointment.day == day && (self.instead == Instead::Stay || self.needs_a_yes()) {
            let slot = Slot {
                groomer_id: appointment.groomer_id,
                lane: appointment.lane.unwrap_or(1),
                span: appointment.span(),
            };
            places.push((slot, appointment.arrives_min()));
        }
        places
    }

    /// Whether its client does not want a time, or one so near to it that it is no other.
    fn has_declined(&self, day: NaiveDate, start: i64) -> bool {
        let near = |minute: i64| (minute - start).abs() < QUITE_ANOTHER;
        self.declined
            .iter()
            .any(|(on, minute)| *on == day && near(*minute))
    }
}

fn without(store: &Store, absence: &Absence, lifted: &[Visit], day: NaiveDate) -> Result<Vec<Workday>> {
    let mut workdays = store.workdays(day, None)?;
    for gone in lifted.iter().map(|visit| &visit.appointment) {
        for workday in workdays.iter_mut().filter(|_| gone.day == day) {
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
    for workday in &mut workdays {
        absence.lie_on(workday, day);
    }
    // What somebody else is to be asked for is theirs until they say no.
    for hold in store.held_for_calls(day)? {
        let is_own = |visit: &Visit| visit.appointment.id.uuid() == hold.id.uuid();
        let workday = workdays
            .iter_mut()
            .find(|workday| workday.groomer_id == hold.groomer);
        if let Some(workday) = workday.filter(|_| !lifted.iter().any(is_own)) {
            workday.taken.push(Taken {
                lane: hold.lane,
                span: Span {
                    start: hold.start_min,
                    end: hold.end_min,
                },
                dog: hold.dog,
            });
        }
    }
    Ok(workdays)
}

/// One day as it is for one dog.
pub(super) struct OpenDay {
    day: NaiveDate,
    workdays: Vec<Workday>,
    busy: Vec<Span>,
    not_before: i64,
}

impl OpenDay {
    /// Who can take the dog at a minute, in the order of the columns.
    pub fn at(&self, orphan: &Orphan, start: i64) -> Vec<Slot> {
        let workdays = self.workdays.iter();
        workdays
            .filter_map(|workday| self.slot(workday, orphan, start))
            .collect()
    }

    /// Every slot for the dog.
    pub fn all(&self, orphan: &Orphan) -> Vec<Slot> {
        let mut slots = Vec::new();
        for workday in &self.workdays {
            let starts = workday.starts(&orphan.need, self.not_before);
            slots.extend(
                starts
                    .into_iter()
                    .filter_map(|start| self.slot(workday, orphan, start)),
            );
        }
        slots
    }

    fn slot(&self, workday: &Workday, orphan: &Orphan, start: i64) -> Option<Slot> {
        let span = Span::of(start, orphan.need.minutes);
        let appointment = &orphan.visit.appointment;
        // Where only minutes of its own time are over, somebody else goes on with it; also with a dog that is here.
        let keeps_time = self.day == appointment.day && start == appointment.start_min;
        let earliest = match orphan.can_be_called_off() {
            false if keeps_time => start,
            true if keeps_time => self.not_before - GRID,
            _ => self.not_before,
        };
        let arrives = (appointment.arrives_min() + start - appointment.start_min).max(0);
        let lane = workday.free_lane(span)?;
        let stays = workday.groomer_id == appointment.groomer_id && keeps_time;
        let fits = start >= earliest
            && span.end <= 1440
            && !stays
            && !orphan.has_declined(self.day, start)
            && !self.busy.iter().any(|busy| busy.overlaps(span))
            && workday.refusals(&orphan.need, start, arrives).is_empty();
        fits.then_some(Slot {
            groomer_id: workday.groomer_id,
            lane,
            span,
        })
    }
}
