//! Several dogs of one client in one go: the times that fit all of them, numbered, with the sentence to say to the caller.
//! The same pop-up moves a visit: all of its dogs, as they stand to one another.

pub(in crate::tui) mod asked;
mod draft;
mod held;
mod keys;
mod view;
mod who;

use chrono::NaiveDate;

use self::draft::{Kept, Picked};
use super::book::choosing::Choosing;
use super::book::offers::perhaps_closed;
use super::book::{about, meant};
use crate::booking::bound;
use crate::booking::together::{
    Companion, OfferForAll, WantedForAll, WishForAll, WorkOfOne, ask_for_groomers, book_all, move_all,
    moving_companion, offers_for_all, together_as_wished, why_not_all, wish_for_all,
};
use crate::domain::appointment::Appointment;
use crate::domain::care::Care;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::dog::Dog;
use crate::domain::hold::Hold;
use crate::domain::household::MOST_DOGS;
use crate::domain::id::{AppointmentId, DogId, VisitId};
use crate::domain::phrase::{DayWish, TimeWish};
use crate::store::{Edit, Result, Visit};
use crate::tui::component::{Cx, Effect};

/// Numbered lines; a digit picks.
const MOST: usize = 9;

/// The pop-up that books or moves several dogs of one client.
pub struct Together {
    /// The dogs, in the order they were named.
    dogs: Vec<DogId>,
    /// The appointments that are moved, and the one somebody asked for; both empty while dogs are booked.
    moving: Vec<AppointmentId>,
    asked_for: Option<Box<Visit>>,
    cards: Vec<Dog>,
    /// What must be known of each of them before a time is promised.
    cares: Vec<Care>,
    /// Everything the client has; the next one comes along by one key.
    household: Vec<Dog>,
    companions: Vec<Companion>,
    choosing: Choosing,
    /// The work that was named for one of them.
    own: Vec<WorkOfOne>,
    offers: Vec<OfferForAll>,
    /// Those of their days on which many salons close and nobody has said yet whether this one does.
    perhaps_closed: Vec<NaiveDate>,
    /// Who else holds each of them.
    held: Vec<Option<Hold>>,
    /// Why the time asked for is refused; the offers are then the nearest.
    words: Vec<String>,
    /// What was asked for is refused: the offers are only near it.
    instead: bool,
    /// Minted here, so that the edit is complete as data.
    visit: VisitId,
    ids: Vec<AppointmentId>,
    kept: Kept,
}

impl Together {
    /// Books these dogs of one client, with what was typed for the time.
    #[must_use]
    pub fn of(dogs: Vec<DogId>, wish: &str) -> Self {
        Self {
            dogs,
            moving: Vec::new(),
            asked_for: None,
            cards: Vec::new(),
            cares: Vec::new(),
            household: Vec::new(),
            companions: Vec::new(),
            choosing: Choosing::wishing(wish),
            own: Vec::new(),
            offers: Vec::new(),
            perhaps_closed: Vec::new(),
            held: Vec::new(),
            words: Vec::new(),
            instead: false,
            visit: VisitId::new(),
            ids: (0..MOST_DOGS).map(|_| AppointmentId::new()).collect(),
            kept: Kept::new(),
        }
    }

    /// Moves the whole visit of which somebody asked for one dog.
    #[must_use]
    pub fn moving(visits: &[Visit], asked_for: &Visit, wish: &str) -> Self {
        Self {
            moving: visits.iter().map(|visit| visit.appointment.id).collect(),
            asked_for: Some(Box::new(asked_for.clone())),
            ..Self::of(
                visits.iter().map(|visit| visit.appointment.dog_id).collect(),
                wish,
            )
        }
    }

    const fn is_moving(&self) -> bool {
        self.asked_for.is_some()
    }

    fn offer(&self) -> Option<&OfferForAll> {
        self.offers.get(self.choosing.time.selected)
    }

    /// Reads the dogs, the wish and the times again.
    fn look(&mut self, cx: &Cx) -> Result<()> {
        self.choosing.read(cx)?;
        self.cards.clear();
        self.cares.clear();
        for id in &self.dogs {
            if let Some(dog) = cx.store.dog(*id)? {
                self.cards.push(dog);
                self.cares.push(cx.store.care(*id)?);
            }
        }
        let client = self.cards.iter().find_map(|dog| dog.client_id);
        self.household = match client {
            Some(client) => cx.store.dogs_of(client)?,
            None => Vec::new(),
        };
        self.look_for_times(cx)
    }

    /// Reads the wish again and looks for times that fit all of them.
    fn look_for_times(&mut self, cx: &Cx) -> Result<()> {
        let about = self.asked_for.as_deref().map(about);
        let names: Vec<&str> = self.cards.iter().map(|dog| dog.first_name.as_str()).collect();
        let names = if self.is_moving() { Vec::new() } else { names };
        let wished = wish_for_all(self.choosing.wish.text(), &names, |line| {
            meant(line, cx.now, about, &self.choosing.names)
        });
        let line_day = self.choosing.understand(wished.wish.clone());
        self.own = wished.own;
        self.choosing.understood = std::mem::take(&mut self.choosing.understood)
            .once("A series is booked for one dog at a time: leave `every` out here.");
        self.choosing.time_gone = false;
        self.words.clear();
        self.instead = false;
        self.companions = self.companions_of(cx)?;
        ask_for_groomers(&mut self.companions, &mut self.choosing.understood);
        let moved = self.companions.iter().filter_map(|each| {
            let name = each.dog.first_name.as_str();
            each.moving.as_ref().map(|booked| (name, booked))
        });
        self.choosing.understood = bound(std::mem::take(&mut self.choosing.understood), moved);
        self.offers.clear();
        self.held.clear();
        // A word that is not understood may be the one that counts: nothing is offered until it is.
        if self.choosing.understood.problems.is_empty() && !self.companions.is_empty() {
            self.find(line_day, cx)?;
        }
        Ok(())
    }

    /// The dogs with what they come for.
    fn companions_of(&self, cx: &Cx) -> Result<Vec<Companion>> {
        let wish = &self.choosing.understood;
        if self.is_moving() {
            let mut companions = Vec::new();
            for id in &self.moving {
                let booked: Option<Appointment> = cx.store.appointment(*id)?;
                if let Some(booked) = booked.filter(|booked| booked.status.holds_time()) {
                    companions.extend(moving_companion(cx.store, &booked)?);
                }
            }
            return Ok(companions);
        }
        let day = wish.day.map_or(self.choosing.today, DayWish::date);
        let dogs: Vec<DogId> = self.cards.iter().map(|dog| dog.id).collect();
        let wished = WishForAll {
            wish: wish.clone(),
            own: self.own.clone(),
        };
        together_as_wished(cx.store, &dogs, &wished, day)
    }

    /// The times that fit what is wished; where it is refused, why, and the nearest.
    fn find(&mut self, line_day: Option<NaiveDate>, cx: &Cx) -> Result<()> {
        let wanted = self.wanted(cx);
        let any_day = WantedForAll {
            day: None,
            ..wanted.clone()
        };
        self.offers = offers_for_all(cx.store, &wanted, MOST)?;
        let mut nearest = None;
        if !wanted.is_met_by(&self.offers) {
            // A time that no day has is not a matter of the day one was on.
            let on_another = match line_day {
                Some(_) => offers_for_all(cx.store, &any_day, MOST)?,
                None => Vec::new(),
            };
            let never = line_day.is_some() && on_another.is_empty();
            let why = why_not_all(cx.store, if never { &any_day } else { &wanted })?;
            if let (Some(day), false, Some(TimeWish::At(minute))) = (line_day, never, wanted.time) {
                let day = short_day(day, self.choosing.today);
                self.words
                    .push(format!("{} cannot be had on {day}:", hhmm(minute)));
            }
            self.words.extend(why.reasons);
            nearest = why.instead.get(why.nearest).cloned();
            let found = std::mem::replace(&mut self.offers, why.instead);
            self.add(found.into_iter().chain(on_another));
            self.instead = true;
            let moved = self.companions.iter().filter_map(|each| each.moving.as_ref());
            let here = moved.into_iter().find(|booked| booked.status.is_in_salon());
            self.offers
                .retain(|offer| here.is_none_or(|booked| booked.day == offer.day));
        } else if line_day.is_some() {
            // The same time on a day after it may do as well; the day that was meant is still the one to begin with.
            nearest = self.offers.first().cloned();
            let others = offers_for_all(cx.store, &any_day, MOST)?;
            self.add(others.into_iter());
        }
        self.offers
            .sort_by_key(|offer| (offer.day, offer.place.drop_off_min));
        let best = self
            .offers
            .iter()
            .position(|offer| Some(offer) == nearest.as_ref());
        if let Some(best) = best.filter(|_| !self.choosing.typing.told) {
            self.choosing.time.select(best, self.offers.len());
        }
        self.perhaps_closed = perhaps_closed(cx, self.offers.iter().map(|offer| offer.day))?;
        self.look_for_held(cx)
    }

    /// Offers more times that are not offered yet, as far as there are digits.
    fn add(&mut self, more: impl Iterator<Item = OfferForAll>) {
        for offer in more {
            if self.offers.len() < MOST && !self.offers.contains(&offer) {
                self.offers.push(offer);
            }
        }
    }

    /// What a time is looked for.
    fn wanted(&self, cx: &Cx) -> WantedForAll {
        let wish = &self.choosing.understood;
        WantedForAll {
            dogs: self.companions.clone(),
            day: wish.day,
            time: wish.time,
            now: cx.now,
        }
    }

    /// The first of the dogs that is not to be booked, with why; a move of what is booked stays possible.
    fn refused_dog(&self) -> Option<(&Dog, &Care)> {
        let mut dogs = self.cards.iter().zip(&self.cares);
        dogs.find(|(_, care)| !self.is_moving() && !care.do_not_book.is_empty())
    }

    fn edit(&self) -> Option<Edit> {
        let offer = self.offer()?;
        if self.is_moving() {
            return Some(move_all(&self.companions, offer, self.choosing.today));
        }
        let all_here = self.companions.len() == self.dogs.len();
        all_here.then(|| {
            book_all(
                &self.companions,
                offer,
                self.visit,
                &self.ids,
                self.choosing.today,
            )
        })
    }

    fn accept(&mut self) -> Effect {
        if let Some(gone) = self.choosing.gone() {
            return gone;
        }
        let untold = self.choosing.untold();
        if let Some(instead) = self.said_instead().filter(|_| untold) {
            // Nobody is booked at another time than the one that was asked for without seeing it first.
            self.choosing.on_wish = false;
            return Effect::Say(instead);
        }
        self.edit().map_or(Effect::None, Effect::Apply)
    }

    /// What is said first where the selected time is only near the one that was asked for.
    fn said_instead(&self) -> Option<String> {
        let offer = self.offer().filter(|_| self.instead)?;
        let start = offer.place.drop_off_min;
        let missed = self.choosing.missed(offer.day, start);
        let again = if self.is_moving() {
            "moves them to"
        } else {
            "books"
        };
        let when = format!("{} {}", short_day(offer.day, self.choosing.today), hhmm(start));
        Some(format!("Not {missed} asked for: Enter again {again} {when}"))
    }

    fn picked(&self) -> Option<Picked> {
        self.offer().map(Picked::of)
    }
}
