//! What Enter takes in the booking pop-up: the dog on the selected row, then the selected time.

use super::choosing::Chooses;
use super::guess::take_guess;
use super::{Book, more};
use crate::booking::{amended, off_the_list, told_of_later};
use crate::domain::clock::{hhmm, short_day};
use crate::domain::expert;
use crate::domain::status::Status;
use crate::store::{AppointmentEdit, Edit, Hit, Offer, Result, Visit};
use crate::tui::component::{Cx, Effect};
use crate::tui::forms::dog::DogForm;
use crate::tui::forms::first_client::FirstClientForm;
use crate::tui::popups::series;

/// Whether somebody else goes on with a dog that is on the table.
fn goes_on(visit: &Visit, edit: &AppointmentEdit) -> bool {
    let booked = &visit.appointment;
    match edit {
        AppointmentEdit::TakeOver { .. } => true,
        AppointmentEdit::Move(to) => booked.status == Status::InWork && to.groomer_id != booked.groomer_id,
        _ => false,
    }
}

impl Book {
    /// Why nothing is to be booked for the dog, which no time helps; a move of what is booked stays possible.
    pub(super) fn refused_dog(&self) -> Option<String> {
        let dog = self.dog.as_ref().filter(|_| self.moving.is_none())?;
        let why = &dog.care.do_not_book;
        (!why.is_empty()).then(|| format!("do not book {}: {why}", dog.line.name()))
    }

    pub(super) fn edit(&self) -> Option<Edit> {
        let asked = self.asked()?;
        let Offer { day, slot } = asked.offer?;
        Some(asked.edit(day, slot.groomer_id, slot.span.start, ""))
    }

    /// What was typed behind the dog's name, together with the free time one came from when both make sense.
    pub(super) fn wish_with(&self, rest: &str) -> String {
        let Some(slot) = &self.from_slot else {
            return rest.to_owned();
        };
        let both = format!("{rest} {slot}");
        let wish = expert::parse_wish(&both, self.choosing.today, &self.choosing.names);
        if wish.problems.is_empty() {
            both
        } else {
            rest.to_owned()
        }
    }

    pub(super) fn accept(&mut self, cx: &Cx) -> Result<Effect> {
        if let Some(gone) = self.choosing.gone() {
            return Ok(gone);
        }
        if self.dog.is_some()
            && let Some(taken) = take_guess(self, cx)?
        {
            return Ok(taken);
        }
        let untold = self.choosing.untold();
        if let Some(instead) = self.instead().filter(|_| untold && self.dog.is_some()) {
            // Nobody is booked at another time than the one that was asked for without seeing it first.
            self.choosing.on_wish = false;
            return Ok(Effect::Say(instead));
        }
        if self.dog.is_some() {
            self.accept_time(cx)
        } else {
            self.accept_dog(cx)
        }
    }

    /// What is said first where the selected time is only near the one that was asked for.
    fn instead(&self) -> Option<String> {
        let Offer { day, slot } = self.times.offers.get(self.choosing.time.selected)?;
        let start = slot.span.start;
        let missed = self.choosing.missed(*day, start);
        let again = match (&self.moving, self.choosing.understood.repeat) {
            (Some(_), _) => "moves it to",
            (None, Some(_)) => "looks at the days from",
            (None, None) => "books",
        };
        let when = format!("{} {}", short_day(*day, self.choosing.today), hhmm(start));
        let groomer = self.choosing.groomer_name(slot.groomer_id);
        let instead = self.times.instead;
        instead.then(|| format!("Not {missed} asked for: Enter again {again} {when} with {groomer}"))
    }

    /// Who else holds the time that is selected, and that it can be had all the same.
    pub(super) fn held_words(&self) -> Option<String> {
        let selected = self.choosing.time.selected;
        let (hold, offer) = self
            .times
            .held_at(selected)
            .zip(self.times.offers.get(selected))?;
        Some(format!(
            "{} with {} is held by {} for {}; Enter still takes it",
            hhmm(offer.slot.span.start),
            self.choosing.groomer_name(offer.slot.groomer_id),
            hold.desk,
            hold.dog
        ))
    }

    /// Who has the time that is selected.
    fn with_whom(&self) -> &str {
        let offer = self.times.offers.get(self.choosing.time.selected);
        offer.map_or("", |offer| self.choosing.groomer_name(offer.slot.groomer_id))
    }

    fn accept_time(&mut self, cx: &Cx) -> Result<Effect> {
        let Some(dog) = &self.dog else {
            return Ok(Effect::None);
        };
        // Somebody must be there to call when the dog is ready.
        if dog.line.client_id.is_none() && self.moving.is_none() {
            return Ok(Effect::Replace(Box::new(FirstClientForm::of(
                dog.id,
                self.choosing.wish.text(),
            ))));
        }
        if self.choosing.understood.repeat.is_some() && self.moving.is_none() {
            // Every day of a series is looked at before any of it is booked.
            let series = self.asked().as_ref().and_then(more::series_of);
            return Ok(series.map_or(Effect::None, |begin| Effect::Open(Box::new(begin))));
        }
        match (&self.moving, self.edit()) {
            // Who goes on with a dog today says nothing about the others of a series.
            (Some(visit), Some(Edit::Appointment(edit))) if goes_on(visit, &edit) => {
                let groomer = self.with_whom();
                let edit = Edit::Appointment(edit);
                Ok(Effect::Apply(told_of_later(
                    cx.store, visit, edit, groomer, cx.now,
                )?))
            }
            (Some(visit), Some(Edit::Appointment(edit))) => {
                series::ask(edit, &visit.appointment, &visit.dog, cx)
            }
            (_, Some(edit)) => {
                let name = dog.line.name();
                let edit = off_the_list(cx.store, edit, &name, self.with_whom(), cx.now)?;
                Ok(Effect::Apply(edit))
            }
            (_, None) => Ok(Effect::None),
        }
    }

    fn accept_dog(&mut self, cx: &Cx) -> Result<Effect> {
        if let Some(answer) = &self.answer {
            return Ok(Effect::Say(answer.clone()));
        }
        if let Some(told) = self.tell_which() {
            return Ok(told);
        }
        match self.hit_selected() {
            Some(Hit::Dog { dog, .. }) => {
                let (id, has_client) = (dog.id, dog.client_id.is_some());
                let rest = self.parts().1;
                let rest = if rest.is_empty() {
                    self.choosing.wish.text().to_owned()
                } else {
                    self.wish_with(&rest)
                };
                if let Some(effect) = self.accept_several(dog, &rest, cx)? {
                    return Ok(effect);
                }
                if !has_client {
                    return Ok(Effect::Replace(Box::new(FirstClientForm::of(id, &rest))));
                }
                if !rest.is_empty() {
                    let rest = amended("", &rest, self.choosing.today, &self.choosing.names);
                    self.choosing.wish.set(&rest);
                }
                self.choosing.typing.told = false;
                self.choose(id, cx)?;
                if let Some(both) = self.with_named() {
                    return Ok(both);
                }
                Ok(match self.refused_dog() {
                    Some(refused) => Effect::Say(refused),
                    None => self.warn(),
                })
            }
            _ if self.line.is_empty() => Ok(Effect::None),
            _ => Ok(Effect::Replace(Box::new(DogForm::to_book(
                &self.parts().0,
                &self.wish_with(&self.parts().1),
            )))),
        }
    }
}
