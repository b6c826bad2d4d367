//! Several dogs of one client in one go: the times that fit all of them, numbered, with the sentence to say to the caller.
//! The same pop-up moves a visit: all of its dogs, as they stand to one another.

pub(in crate::tui) mod asked;
mod draft;
mod held;
mod keys;
mod view;

use chrono::NaiveDate;

use self::draft::{Kept, Picked};
use super::book::typing::Typing;
use super::book::{Book, about, meant};
use crate::booking::together::{
    Companion, OfferForAll, WantedForAll, book_all, companion, move_all, moving_companion, offers_for_all,
    why_not_all,
};
use crate::booking::{bound, meant_service, names};
use crate::domain::appointment::Appointment;
use crate::domain::care::Care;
use crate::domain::dog::Dog;
use crate::domain::expert::{Names, Wish};
use crate::domain::hold::Hold;
use crate::domain::household::MOST_DOGS;
use crate::domain::id::{AppointmentId, DogId, GroomerId, ServiceId, VisitId};
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::salon::Salon;
use crate::domain::text::LINE;
use crate::store::{Edit, Result, Visit};
use crate::tui::component::{Cx, Effect};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Window;

/// Numbered lines; a digit picks.
const MOST: usize = 9;

/// What the first Enter says where the time asked for is refused.
const NOT_THEN: &str = "not at the time asked for; the nearest is selected, Enter takes it";

/// Whether what is offered is what was asked for.
struct Near {
    /// A day or time was asked for that is refused: the offers are only near it.
    instead: bool,
    /// Nobody has picked a line or been told since the wish was typed.
    unseen: bool,
}

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
    /// The work for which the client of a double coat has to sign.
    to_sign_for: Vec<ServiceId>,
    /// Everything the client has; the next one comes along by one key.
    household: Vec<Dog>,
    companions: Vec<Companion>,
    wish: Field,
    understood: Wish,
    on_wish: bool,
    /// What the last keys began in the list of times.
    typing: Typing,
    names: Names,
    groomers: Vec<(GroomerId, String)>,
    salon: Option<Salon>,
    today: NaiveDate,
    offers: Vec<OfferForAll>,
    /// Who else holds each of them.
    held: Vec<Option<Hold>>,
    /// Why the time asked for is refused; the offers are then the nearest.
    words: Vec<String>,
    near: Near,
    time: Window,
    time_gone: bool,
    refused: Option<String>,
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
            to_sign_for: Vec::new(),
            household: Vec::new(),
            companions: Vec::new(),
            wish: Field::new(wish, LINE),
            understood: Wish::default(),
            on_wish: false,
            typing: Typing::default(),
            names: Names::default(),
            groomers: Vec::new(),
            salon: None,
            today: NaiveDate::MIN,
            offers: Vec::new(),
            held: Vec::new(),
            words: Vec::new(),
            near: Near {
                instead: false,
                unseen: true,
            },
            time: Window::default(),
            time_gone: false,
            refused: None,
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

    fn groomer_name(&self, id: GroomerId) -> &str {
        self.groomers
            .iter()
            .find(|(groomer, _)| *groomer == id)
            .map_or("", |(_, name)| name)
    }

    fn offer(&self) -> Option<&OfferForAll> {
        self.offers.get(self.time.selected)
    }

    /// The next dog of the client that does not come along yet.
    fn next_dog(&self) -> Option<&Dog> {
        self.household.iter().find(|dog| !self.dogs.contains(&dog.id))
    }

    /// Reads the dogs, the wish and the times again.
    fn look(&mut self, cx: &Cx) -> Result<()> {
        self.today = cx.now.date();
        let groomers = cx.store.groomers()?;
        self.groomers = groomers.into_iter().map(|each| (each.id, each.name)).collect();
        self.names = names(cx.store)?;
        self.salon = Some(cx.salon.clone());
        self.cards.clear();
        self.cares.clear();
        let services = cx.store.services()?.into_iter();
        self.to_sign_for = services
            .filter(|service| service.needs_waiver)
            .map(|service| service.id)
            .collect();
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
        self.understood = meant(self.wish.text(), cx.now, about, &self.names)
            .with_one("For several dogs name one groomer, or nobody: leave the others out.")
            .once("A series is booked for one dog at a time: leave `every` out here.");
        let wish = &self.understood;
        self.time_gone = false;
        self.words.clear();
        self.near.instead = false;
        let day = wish.day.map_or(self.today, DayWish::date);
        let mut companions = Vec::new();
        if self.is_moving() {
            for id in &self.moving {
                let booked: Option<Appointment> = cx.store.appointment(*id)?;
                if let Some(booked) = booked.filter(|booked| booked.status.holds_time()) {
                    companions.extend(moving_companion(cx.store, &booked)?);
                }
            }
        } else {
            for id in &self.dogs {
                companions.extend(companion(
                    cx.store,
                    *id,
                    meant_service(cx.store, &wish.services, *id)?,
                    &wish.add_ons,
                    day,
                )?);
            }
        }
        self.companions = companions;
        let moved = self.companions.iter().filter_map(|each| {
            let name = each.dog.first_name.as_str();
            each.moving.as_ref().map(|booked| (name, booked))
        });
        self.understood = bound(std::mem::take(&mut self.understood), moved);
        // A word that is not understood may be the one that counts: nothing is offered until it is.
        if !self.understood.problems.is_empty() {
            self.offers.clear();
            self.held.clear();
            return Ok(());
        }
        let wanted = self.wanted(cx);
        self.offers = offers_for_all(cx.store, &wanted, MOST)?;
        if !wanted.is_met_by(&self.offers) && !self.companions.is_empty() {
            self.near.instead = self.understood.day.is_some() || self.understood.time.is_some();
            let why = why_not_all(cx.store, &wanted)?;
            self.words.extend(why.reasons);
            self.offers.extend(why.instead);
            let moved = self.companions.iter().filter_map(|each| each.moving.as_ref());
            let here = moved.into_iter().find(|booked| booked.status.is_in_salon());
            self.offers
                .retain(|offer| here.is_none_or(|booked| booked.day == offer.day));
            self.offers
                .sort_by_key(|offer| (offer.day, offer.place.drop_off_min));
            self.offers.dedup();
            self.offers.truncate(MOST);
            if self.near.instead && self.near.unseen {
                self.select_nearest(day);
            }
        }
        self.look_for_held(cx)
    }

    /// Begins with the line nearest to what was asked for.
    fn select_nearest(&mut self, day: NaiveDate) {
        let minute = match self.understood.time {
            Some(TimeWish::At(minute)) => Some(minute),
            _ => None,
        };
        let far = |offer: &OfferForAll| {
            let start = offer.place.drop_off_min;
            let days = (offer.day - day).num_days().abs();
            (days, minute.map_or(start, |minute| (start - minute).abs()))
        };
        let offers = self.offers.iter().enumerate();
        if let Some((nearest, _)) = offers.min_by_key(|(_, offer)| far(offer)) {
            self.time.select(nearest, self.offers.len());
        }
    }

    /// What a time is looked for.
    fn wanted(&self, cx: &Cx) -> WantedForAll {
        WantedForAll {
            dogs: self.companions.clone(),
            groomer: self.understood.groomer,
            day: self.understood.day,
            time: self.understood.time,
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
            return Some(move_all(&self.companions, offer, self.today));
        }
        let all_here = self.companions.len() == self.dogs.len();
        all_here.then(|| book_all(&self.companions, offer, self.visit, &self.ids, self.today))
    }

    fn accept(&mut self) -> Effect {
        if std::mem::take(&mut self.time_gone) {
            return Effect::Say(
                "the time you had selected has just gone; look at the times again, then Enter".to_owned(),
            );
        }
        if std::mem::take(&mut self.near.unseen) && self.near.instead && !self.offers.is_empty() {
            // Nobody is booked at another time than the one that was asked for without seeing it first.
            self.on_wish = false;
            return Effect::Say(NOT_THEN.to_owned());
        }
        self.edit().map_or(Effect::None, Effect::Apply)
    }

    /// One more dog, or in a visit that is moved only the one that was asked for.
    fn add_dog(&mut self, cx: &Cx) -> Result<Effect> {
        if let Some(visit) = &self.asked_for {
            let book = Book::moving(visit).wishing(self.wish.text());
            return Ok(Effect::Replace(Box::new(book)));
        }
        if let Some(id) = self.next_dog().map(|dog| dog.id) {
            self.kept.touched = true;
            self.dogs.push(id);
            self.time = Window::default();
            self.look(cx)?;
        }
        Ok(Effect::None)
    }

    /// One step back: without the dog that came last; the booking of one dog is the other pop-up's.
    fn back(&mut self, cx: &Cx) -> Result<Effect> {
        if self.is_moving() {
            return Ok(Effect::Close);
        }
        self.dogs.pop();
        match self.dogs.as_slice() {
            [] => Ok(Effect::Close),
            [only] => Ok(Effect::Replace(Box::new(
                Book::for_dog(*only).wishing(self.wish.text()),
            ))),
            _ => {
                self.time = Window::default();
                self.look(cx)?;
                Ok(Effect::None)
            }
        }
    }

    fn picked(&self) -> Option<Picked> {
        self.offer().map(Picked::of)
    }
}
