//! Booking and moving: the dog first, then the times that fit, numbered, with the sentence to say to the caller.
//!
//! One line is enough for both: words behind the dog's name (`bella bath thu 10 ana`) become the wish for the time.

mod offers;
mod view;

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

use super::hits;
use super::numbered::picked;
use crate::domain::appointment::Appointment;
use crate::domain::dog::Dog;
use crate::domain::expert::{self, Names};
use crate::domain::id::{AppointmentId, DogId, GroomerId};
use crate::domain::rejection::Rejection;
use crate::domain::salon::Salon;
use crate::domain::service::Service;
use crate::domain::status::Status;
use crate::domain::text::LINE;
use crate::store::{AppointmentEdit, DogLine, Edit, Hit, Offer, Result, Visit};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::dog::DogForm;
use crate::tui::keymap::Context;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Window;

/// A dog that was chosen, with what its booking starts from.
struct Chosen {
    id: DogId,
    line: DogLine,
    card: Dog,
    /// Its next appointment, so that nobody books it twice unawares.
    next: Option<Appointment>,
}

/// The booking pop-up; with an appointment to move, only its time is chosen.
pub struct Book {
    line: Field,
    /// The line stands there from last time: the first letter starts a new one.
    old_line: bool,
    hits: Vec<Hit>,
    hit: Window,
    asked_for: Option<DogId>,
    moving: Option<Visit>,
    dog: Option<Chosen>,
    wish: Field,
    /// Keys go to the wish; else to the numbered times.
    on_wish: bool,
    names: Names,
    groomers: Vec<(GroomerId, String)>,
    services: Vec<Service>,
    salon: Option<Salon>,
    today: NaiveDate,
    times: offers::Times,
    time: Window,
    refused: Option<String>,
    /// Minted here, so that the edit is complete as data.
    id: AppointmentId,
}

impl Book {
    /// Books any dog: asks for it first.
    #[must_use]
    pub fn any() -> Self {
        Self {
            line: Field::new("", LINE),
            old_line: false,
            hits: Vec::new(),
            hit: Window::default(),
            asked_for: None,
            moving: None,
            dog: None,
            wish: Field::new("", LINE),
            on_wish: false,
            names: Names::default(),
            groomers: Vec::new(),
            services: Vec::new(),
            salon: None,
            today: NaiveDate::MIN,
            times: offers::Times::default(),
            time: Window::default(),
            refused: None,
            id: AppointmentId::new(),
        }
    }

    /// Books this dog.
    #[must_use]
    pub fn for_dog(dog_id: DogId) -> Self {
        Self {
            asked_for: Some(dog_id),
            ..Self::any()
        }
    }

    /// Books any dog with a wish for the time already in mind.
    #[must_use]
    pub fn with_wish(wish: &str) -> Self {
        Self {
            wish: Field::new(wish, LINE),
            ..Self::any()
        }
    }

    /// Moves this appointment.
    #[must_use]
    pub fn moving(visit: &Visit) -> Self {
        Self {
            asked_for: Some(visit.appointment.dog_id),
            moving: Some(visit.clone()),
            ..Self::any()
        }
    }

    fn groomer_name(&self, id: GroomerId) -> &str {
        self.groomers
            .iter()
            .find(|(groomer, _)| *groomer == id)
            .map_or("", |(_, name)| name)
    }

    /// Whether the dog is still being asked for.
    const fn asks_for_dog(&self) -> bool {
        self.dog.is_none()
    }

    /// The part of the line that names the dog, and the rest.
    fn parts(&self) -> (String, String) {
        let expert = expert::parse(self.line.text(), self.today, &self.names);
        let typed = self.line.text().trim();
        let rest = typed
            .get(expert.dog.len()..)
            .unwrap_or_default()
            .trim()
            .to_owned();
        (expert.dog, rest)
    }

    fn search(&mut self, cx: &Cx) -> Result<()> {
        let dog = if self.line.is_empty() {
            String::new()
        } else {
            self.parts().0
        };
        self.hits = cx.store.find(&dog, cx.now.date(), hits::MOST)?;
        self.hits.retain(|hit| matches!(hit, Hit::Dog { .. }));
        Ok(())
    }

    /// Rows below the field: the dogs found, then a new one of the name typed.
    fn rows(&self) -> usize {
        self.hits.len() + usize::from(!self.line.is_empty())
    }

    fn choose(&mut self, id: DogId, cx: &Cx) -> Result<()> {
        let (Some(line), Some(card)) = (cx.store.dog_line(id)?, cx.store.dog(id)?) else {
            self.dog = None;
            return Ok(());
        };
        let next = cx
            .store
            .appointments_of(id, 20)?
            .into_iter()
            .filter(|appointment| appointment.day >= cx.now.date() && appointment.status.is_expected())
            .filter(|appointment| {
                self.moving
                    .as_ref()
                    .is_none_or(|moving| moving.appointment.id != appointment.id)
            })
            .min_by_key(|appointment| (appointment.day, appointment.start_min));
        self.dog = Some(Chosen { id, line, card, next });
        self.look_for_times(cx)
    }

    /// Reads the wish again and looks for times that fit.
    fn look_for_times(&mut self, cx: &Cx) -> Result<()> {
        let wish = expert::parse_wish(self.wish.text(), cx.now.date(), &self.names);
        if let Some(dog) = &self.dog {
            self.times = offers::find(cx, &wish, dog.id, self.moving.as_ref())?;
        }
        Ok(())
    }

    fn edit(&self) -> Option<Edit> {
        let offer: &Offer = self.times.offers.get(self.time.selected)?;
        let work = self.times.work.as_ref()?;
        let span = offer.slot.span;
        Some(Edit::Appointment(match &self.moving {
            Some(visit) => AppointmentEdit::Move {
                id: visit.appointment.id,
                rev: visit.appointment.rev,
                groomer_id: offer.slot.groomer_id,
                day: offer.day,
                start_min: span.start,
            },
            None => AppointmentEdit::Book(Appointment {
                id: self.id,
                dog_id: self.dog.as_ref()?.id,
                groomer_id: offer.slot.groomer_id,
                service_id: work.service_id,
                lane: None,
                day: offer.day,
                start_min: span.start,
                end_min: span.end,
                pickup_min: (span.start + work.stay_minutes).min(1440),
                status: Status::Booked,
                price_cents: work.price_cents,
                cancel_reason: String::new(),
                note: String::new(),
                rev: 1,
            }),
        }))
    }

    fn accept(&mut self, cx: &Cx) -> Result<Effect> {
        if !self.asks_for_dog() {
            return Ok(self.edit().map_or(Effect::None, Effect::Apply));
        }
        match self.hits.get(self.hit.selected) {
            Some(Hit::Dog { dog, .. }) => {
                let id = dog.id;
                let rest = self.parts().1;
                if !rest.is_empty() {
                    self.wish.set(&rest);
                }
                self.choose(id, cx)?;
                Ok(Effect::None)
            }
            _ if self.line.is_empty() => Ok(Effect::None),
            _ => Ok(Effect::Replace(Box::new(DogForm::to_book(&self.parts().0)))),
        }
    }

    fn wish_changed(&mut self, cx: &Cx) -> Result<Effect> {
        self.time = Window::default();
        self.refused = None;
        self.look_for_times(cx)?;
        Ok(Effect::None)
    }

    /// One step back: from the times to the dog, from the dog out.
    fn back(&mut self) -> Effect {
        if self.asked_for.is_none() && self.dog.is_some() {
            self.dog = None;
            self.on_wish = false;
            Effect::None
        } else {
            Effect::Close
        }
    }
}

impl Component for Book {
    fn context(&self) -> Context {
        if self.asks_for_dog() || self.on_wish {
            Context::Search
        } else {
            Context::Times
        }
    }

    fn keeps(&self) -> Option<String> {
        self.asked_for.is_none().then(|| "book".to_owned())
    }

    fn typed(&self) -> bool {
        !self.line.is_empty()
    }

    fn answers(&self, action: Action) -> bool {
        !(action == Action::NextField && self.asks_for_dog())
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept if self.asks_for_dog() => "take this dog",
            Action::Accept if self.moving.is_some() => "move it there",
            Action::Accept => "book it",
            Action::NextField if self.on_wish => "to the times",
            Action::NextField => "type a wish",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        if action != Action::Accept {
            return None;
        }
        if self.asks_for_dog() {
            return (self.rows() == 0).then_some(Reason::Borrowed("type the dog's name first"));
        }
        if self.times.work.is_none() {
            return Some(Reason::Borrowed(
                "the salon sells nothing yet; add a service under 6 Services",
            ));
        }
        self.times
            .offers
            .is_empty()
            .then(|| match self.times.words.first() {
                Some(words) => Reason::Owned(words.clone()),
                None => Reason::Borrowed("no time fits; ask for another day or groomer"),
            })
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.today = cx.now.date();
        self.services = cx
            .store
            .services()?
            .into_iter()
            .filter(|service| service.active)
            .collect();
        let groomers = cx.store.groomers()?;
        self.groomers = groomers
            .iter()
            .map(|groomer| (groomer.id, groomer.name.clone()))
            .collect();
        self.names = Names {
            services: self
                .services
                .iter()
                .map(|service| (service.id, service.name.clone()))
                .collect(),
            groomers: groomers
                .into_iter()
                .filter(|g| g.active)
                .map(|g| (g.id, g.name))
                .collect(),
        };
        self.salon = Some(cx.salon.clone());
        if let Some(visit) = &mut self.moving
            && let Some(appointment) = cx.store.appointment(visit.appointment.id)?
        {
            visit.appointment = appointment;
        }
        self.old_line = !self.line.is_empty();
        match self.dog.as_ref().map(|dog| dog.id).or(self.asked_for) {
            Some(id) => {
                self.old_line = false;
                let picked = self.times.offers.get(self.time.selected).copied();
                self.choose(id, cx)?;
                // The cursor stays on the time that was picked, whatever came or went around it.
                if let Some(at) = self.times.offers.iter().position(|offer| Some(*offer) == picked) {
                    self.time.selected = at;
                }
                Ok(())
            }
            None => self.search(cx),
        }
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let rows = self.rows();
        match action {
            Action::Close => return Ok(if self.on_wish { Effect::Close } else { self.back() }),
            Action::Accept => return self.accept(cx),
            Action::NextField => self.on_wish = !self.on_wish,
            Action::Up if self.asks_for_dog() => self.hit.step(-1, rows),
            Action::Down if self.asks_for_dog() => self.hit.step(1, rows),
            Action::PageUp if self.asks_for_dog() => self.hit.step(-10, rows),
            Action::PageDown if self.asks_for_dog() => self.hit.step(10, rows),
            Action::Down if self.on_wish => self.on_wish = false,
            Action::Up if self.time.selected == 0 => self.on_wish = true,
            Action::Up => self.time.step(-1, self.times.offers.len()),
            Action::Down => self.time.step(1, self.times.offers.len()),
            _ => {
                if let Some(row) = picked(action) {
                    self.time.select(row, self.times.offers.len());
                }
            }
        }
        Ok(Effect::None)
    }

    fn input(&mut self, key: KeyEvent, cx: &Cx) -> Result<Effect> {
        if self.asks_for_dog() {
            if key.code == KeyCode::Backspace && self.line.is_empty() {
                return Ok(Effect::Close);
            }
            if std::mem::replace(&mut self.old_line, false) && matches!(key.code, KeyCode::Char(_)) {
                self.line.set("");
            }
            if self.line.key(key) {
                self.hit = Window::default();
                self.search(cx)?;
            }
            return Ok(Effect::None);
        }
        if key.code == KeyCode::Backspace && self.wish.is_empty() {
            return Ok(self.back());
        }
        // A letter in the list of times starts the wish.
        if !self.on_wish && !matches!(key.code, KeyCode::Char(_)) {
            return Ok(Effect::None);
        }
        self.on_wish = true;
        if self.wish.key(key) {
            self.wish_changed(cx)
        } else {
            Ok(Effect::None)
        }
    }

    fn paste(&mut self, text: &str, cx: &Cx) -> Result<Effect> {
        if self.asks_for_dog() {
            self.line.paste(text);
            self.hit = Window::default();
            self.search(cx)?;
            return Ok(Effect::None);
        }
        self.on_wish = true;
        self.wish.paste(text);
        self.wish_changed(cx)
    }

    fn refused(&mut self, rejection: &Rejection) {
        self.refused = Some(rejection.to_string());
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        view::view(self, frame, area, paint);
    }
}
