//! Find, from anywhere: type a few letters of a dog, a client, a breed, a chip, or the end of a phone number.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

use super::client_card::ClientCard;
use super::dog_card::DogCard;
use super::hits;
use crate::booking::next_to_come;
use crate::domain::text::LINE;
use crate::store::{Hit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::dog::DogForm;
use crate::tui::keymap::Context;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::{list::Window, popup, search};

/// The search field with what it found; empty, it shows today's dogs.
pub struct Find {
    field: Field,
    hits: Vec<Hit>,
    window: Window,
    /// Whether a dog stands for its client, as on the list of clients.
    for_clients: bool,
}

impl Default for Find {
    fn default() -> Self {
        Self {
            field: Field::new("", LINE),
            hits: Vec::new(),
            window: Window::default(),
            for_clients: false,
        }
    }
}

impl Find {
    /// The same for who looks for a client: a dog that was found opens its client's card, with the dog selected.
    #[must_use]
    pub fn for_clients() -> Self {
        Self {
            for_clients: true,
            ..Self::default()
        }
    }

    fn search(&mut self, cx: &Cx) -> Result<()> {
        self.hits = cx.store.find(self.field.text(), cx.now.date(), hits::MOST)?;
        Ok(())
    }

    /// Goes to the board, where the next appointment of the selected dog can be moved or called off.
    fn next_on_the_board(&self, cx: &Cx) -> Result<Effect> {
        let Some(Hit::Dog { dog, .. }) = self.hits.get(self.window.selected) else {
            return Ok(Effect::Say(
                "Tab goes to the next appointment of a dog; Enter opens this".to_owned(),
            ));
        };
        let next = next_to_come(cx.store, dog.id, cx.now.date())?;
        Ok(next.map_or_else(
            || {
                Effect::Say(format!(
                    "nothing is booked for {}; Enter opens the card",
                    dog.name()
                ))
            },
            |next| Effect::StandOn(next.day, next.id),
        ))
    }

    /// The name of a new dog, where nothing in the book is called what was typed; no phone number or chip is a name.
    fn new_dog(&self) -> Option<&str> {
        let typed = self.field.text().trim();
        let is_name = typed.chars().any(char::is_alphabetic) && !typed.chars().any(|c| c.is_ascii_digit());
        (is_name && self.hits.is_empty() && !self.for_clients).then_some(typed)
    }

    fn typed_anew(&mut self, cx: &Cx) -> Result<Effect> {
        self.window = Window::default();
        self.search(cx)?;
        Ok(Effect::None)
    }
}

impl Component for Find {
    fn context(&self) -> Context {
        Context::Search
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept if self.for_clients => "client card",
            Action::Accept if self.new_dog().is_some() => "add a new dog",
            Action::Accept => "open the card",
            Action::NextField => "next on board",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        if action == Action::Accept && self.new_dog().is_some() {
            return None;
        }
        (matches!(action, Action::Accept | Action::NextField) && self.hits.is_empty())
            .then_some(Reason::Borrowed("nothing found; fewer letters find more"))
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.search(cx)
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        match action {
            Action::Up => self.window.step(-1, self.hits.len()),
            Action::Down => self.window.step(1, self.hits.len()),
            Action::PageUp => self.window.step(-10, self.hits.len()),
            Action::PageDown => self.window.step(10, self.hits.len()),
            Action::Close => return Ok(Effect::Close),
            Action::NextField => return self.next_on_the_board(cx),
            Action::Accept => {
                return Ok(match self.hits.get(self.window.selected) {
                    Some(Hit::Dog { dog, .. }) if self.for_clients && dog.client_id.is_some() => {
                        let card = dog.client_id.map(|client| ClientCard::with(client, dog.id));
                        card.map_or(Effect::None, |card| Effect::Replace(Box::new(card)))
                    }
                    Some(Hit::Dog { dog, .. }) => Effect::Replace(Box::new(DogCard::of(dog.id))),
                    Some(Hit::Client(client)) => Effect::Replace(Box::new(ClientCard::of(client.id))),
                    None => self.new_dog().map_or(Effect::None, |name| {
                        Effect::Replace(Box::new(DogForm::new_dog(name, None)))
                    }),
                });
            }
            _ => {}
        }
        Ok(Effect::None)
    }

    fn is_rubbed_out(&self) -> bool {
        self.field.is_empty()
    }

    fn input(&mut self, key: KeyEvent, cx: &Cx) -> Result<Effect> {
        if key.code == KeyCode::Backspace && self.is_rubbed_out() {
            return Ok(Effect::Close);
        }
        if self.field.key(key) {
            self.typed_anew(cx)
        } else {
            Ok(Effect::None)
        }
    }

    fn paste(&mut self, text: &str, cx: &Cx) -> Result<Effect> {
        self.field.paste(text);
        self.typed_anew(cx)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let inside = popup::open(frame, area, 78, 20, "Find a dog or a client", paint);
        let words = match (self.field.is_empty(), self.hits.len()) {
            (true, 0) => "name, phone tail, breed or chip".to_owned(),
            (true, _) => "today's dogs; type a name, phone tail, breed or chip".to_owned(),
            (false, 0) => match self.new_dog() {
                Some(_) => "nothing found; fewer letters find more, Enter adds a new dog".to_owned(),
                None => "nothing found; fewer letters find more".to_owned(),
            },
            (false, 1) => "1 found".to_owned(),
            (false, hits::MOST..) => "many found; more letters narrow it down".to_owned(),
            (false, n) => format!("{n} found"),
        };
        let list = search::head(&self.field, &words, frame, inside, paint);
        hits::view(frame, list, &self.hits, &mut self.window, true, paint);
    }
}
