//! What somebody has to say yes to before an edit is saved: a dog that would come twice on one day, a day on which many
//! salons close, minutes that are far too few, a size that does not fit what is booked, and work on a double coat that
//! nobody has signed for. The same questions whatever way leads to the edit, at the desk and in a shell.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::NaiveDate;

use super::PriceList;
use super::outgrown::outgrown;
use super::unsigned::unsigned;
use crate::domain::appointment::{AddOn, Appointment};
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::id::{AppointmentId, DogId, ServiceId};
use crate::domain::usual_closing::WORKS_FROM;
use crate::store::{AppointmentEdit, DogEdit, Edit, Place, Result, Store, Visit};

/// What an edit makes of one appointment.
struct Made {
    id: AppointmentId,
    dog_id: DogId,
    /// The day on which it is new; `None` where it was on that day before.
    comes: Option<NaiveDate>,
    /// The work that is new in it.
    work: Vec<ServiceId>,
}

/// All that has to be answered before this edit is saved, a whole sentence each; nothing for most edits.
pub fn to_answer(store: &Store, edit: &Edit, today: NaiveDate) -> Result<Vec<String>> {
    let mut asked = Asked {
        store,
        today,
        made: Vec::new(),
        leaves: Vec::new(),
        days: HashMap::new(),
        words: Vec::new(),
    };
    asked.read(edit)?;
    asked.ask()
}

struct Asked<'a> {
    store: &'a Store,
    today: NaiveDate,
    made: Vec<Made>,
    /// The appointments that do not stay on their day.
    leaves: Vec<AppointmentId>,
    /// The days that were read.
    days: HashMap<NaiveDate, Vec<Visit>>,
    words: Vec<String>,
}

impl Asked<'_> {
    fn read(&mut self, edit: &Edit) -> Result<()> {
        match edit {
            Edit::Together { edits, .. } => {
                for edit in edits {
                    self.read(edit)?;
                }
            }
            Edit::Appointment(edit) => self.read_appointment(edit)?,
            Edit::Dog(DogEdit::Save(dog) | DogEdit::SaveWithClient { dog, .. }) => {
                for words in outgrown(self.store, dog, self.today)? {
                    self.say(words);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn read_appointment(&mut self, edit: &AppointmentEdit) -> Result<()> {
        match edit {
            AppointmentEdit::Book(booking) => {
                let booked = &booking.appointment;
                self.made.push(Made {
                    id: booked.id,
                    dog_id: booked.dog_id,
                    comes: Some(booked.day),
                    work: services(booked.service_id, &booking.add_ons),
                });
            }
            AppointmentEdit::Move(place) => self.moves(place)?,
            AppointmentEdit::MoveAll(places) => {
                for place in places {
                    self.moves(place)?;
                }
            }
            AppointmentEdit::Change(change) => {
                if let Some(old) = self.store.appointment(change.id)? {
                    let before = services(old.service_id, &self.store.add_ons(old.id)?);
                    let mut work = services(change.service_id, &change.add_ons);
                    work.retain(|service| !before.contains(service));
                    self.made.push(Made {
                        id: old.id,
                        dog_id: old.dog_id,
                        comes: None,
                        work,
                    });
                }
            }
            AppointmentEdit::Cancel { id, .. } => self.leaves.push(*id),
            AppointmentEdit::Resize { id, minutes, .. } => self.far_too_short(*id, *minutes)?,
            // Who goes on with a dog that is here brings it to no other day.
            AppointmentEdit::Step { .. } | AppointmentEdit::TakeOver { .. } => {}
        }
        Ok(())
    }

    fn moves(&mut self, place: &Place) -> Result<()> {
        let old: Option<Appointment> = self.store.appointment(place.id)?;
        if let Some(old) = old.filter(|old| old.day != place.day) {
            self.leaves.push(old.id);
            self.made.push(Made {
                id: old.id,
                dog_id: old.dog_id,
                comes: Some(place.day),
                work: Vec::new(),
            });
        }
        Ok(())
    }

    /// Less than half of what the work takes on the list is rather a slip of the finger.
    fn far_too_short(&mut self, id: AppointmentId, minutes: i64) -> Result<()> {
        let Some(old) = self.store.appointment(id)? else {
            return Ok(());
        };
        let list = PriceList::read(self.store, Some(old.dog_id))?;
        let work = services(old.service_id, &self.store.add_ons(id)?);
        let work = work.iter().filter_map(|service| list.service(*service));
        let listed: i64 = work.map(|service| list.cost(service, old.day).minutes).sum();
        if minutes * 2 < listed
            && minutes < old.span().minutes()
            && let Some(dog) = self.store.dog_line(old.dog_id)?
        {
            self.say(format!(
                "{} would be done in {}: on the list this work takes {}.",
                dog.first_name,
                length(minutes),
                length(listed)
            ));
        }
        Ok(())
    }

    fn ask(mut self) -> Result<Vec<String>> {
        let all = std::mem::take(&mut self.made);
        // The days of a series are looked at one by one before it is saved, and marked there.
        let one_day = all.iter().all(|made| made.comes == all[0].comes);
        for made in all {
            if let Some(day) = made.comes {
                if one_day {
                    self.closed_perhaps(day)?;
                }
                self.twice_on(day, &made)?;
            }
            self.unsigned(&made)?;
        }
        Ok(self.words)
    }

    fn say(&mut self, words: String) {
        if !self.words.contains(&words) {
            self.words.push(words);
        }
    }

    /// Many salons close on that day, and nobody has said yet whether this one does.
    fn closed_perhaps(&mut self, day: NaiveDate) -> Result<()> {
        let Some(name) = self.store.perhaps_closed(day)? else {
            return Ok(());
        };
        let day = short_day(day, self.today);
        // The twenty-sixth has no other name.
        let is = if name.starts_with(|letter: char| letter.is_ascii_digit()) {
            String::new()
        } else {
            format!(" is {name}")
        };
        self.say(format!(
            "{day}{is}: many salons close then, and this one has not. Screen 9 closes it; this is asked until \
             {WORKS_FROM} dogs are booked then."
        ));
        Ok(())
    }

    /// The dog is in the book on that day already.
    fn twice_on(&mut self, day: NaiveDate, made: &Made) -> Result<()> {
        let visits = match self.days.entry(day) {
            Entry::Occupied(read) => read.into_mut(),
            Entry::Vacant(unread) => unread.insert(self.store.visits(day)?),
        };
        let others = visits.iter().filter(|visit| {
            let other = &visit.appointment;
            other.dog_id == made.dog_id
                && other.id != made.id
                && other.status.holds_time()
                && !self.leaves.contains(&other.id)
        });
        let today = self.today;
        let words: Vec<String> = others
            .map(|visit| {
                let other = &visit.appointment;
                format!(
                    "{} is in the book on that day already: {} {}-{} with {}, {}.",
                    visit.dog_first,
                    short_day(day, today),
                    hhmm(other.start_min),
                    hhmm(other.end_min),
                    visit.groomer,
                    visit.service
                )
            })
            .collect();
        for words in words {
            self.say(words);
        }
        Ok(())
    }

    /// A double coat would be shaved, and the client has not signed for it.
    fn unsigned(&mut self, made: &Made) -> Result<()> {
        if made.work.is_empty() {
            return Ok(());
        }
        let Some(service) = unsigned(self.store, made.dog_id, &made.work)? else {
            return Ok(());
        };
        if let Some(dog) = self.store.dog_line(made.dog_id)? {
            self.say(format!(
                "{} has a double coat, and nobody signed for {}: let the client sign at the counter.",
                dog.first_name, service
            ));
        }
        Ok(())
    }
}

fn services(service: ServiceId, add_ons: &[AddOn]) -> Vec<ServiceId> {
    let add_ons = add_ons.iter().map(|add_on| add_on.service_id);
    std::iter::once(service).chain(add_ons).collect()
}
