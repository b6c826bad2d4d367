//! Find, from anywhere: type a few letters of a dog, a client, a breed, a chip, or the end of a phone number.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

use super::client_card::ClientCard;
use super::dog_card::DogCard;
use super::hits;
use crate::domain::text::LINE;
use crate::store::{Hit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::{list::Window, popup, search};

/// The search field with what it found; empty, it shows today's dogs.
pub struct Find {
    field: Field,
    hits: Vec<Hit>,
    window: Window,
}

impl Default for Find {
    fn default() -> Self {
        Self {
            field: Field::new("", LINE),
            hits: Vec::new(),
            window: Window::default(),
        }
    }
}

impl Find {
    fn search(&mut self, cx: &Cx) -> Result<()> {
        self.hits = cx.store.find(self.field.text(), cx.now.date(), hits::MOST)?;
        Ok(())
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

    fn answers(&self, action: Action) -> bool {
        action != Action::NextField
    }

    fn words(&self, action: Action) -> &'static str {
        if action == Action::Accept {
            "open the card"
        } else {
            action.words()
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        (action == Action::Accept && self.hits.is_empty())
            .then_some(Reason::Borrowed("nothing found; fewer letters find more"))
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.search(cx)
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        match action {
            Action::Up => self.window.step(-1, self.hits.len()),
            Action::Down => self.window.step(1, self.hits.len()),
            Action::PageUp => self.window.step(-10, self.hits.len()),
            Action::PageDown => self.window.step(10, self.hits.len()),
            Action::Close => return Ok(Effect::Close),
            Action::Accept => {
                return Ok(match self.hits.get(self.window.selected) {
                    Some(Hit::Dog { dog, .. }) => Effect::Replace(Box::new(DogCard::of(dog.id))),
                    Some(Hit::Client(client)) => Effect::Replace(Box::new(ClientCard::of(client.id))),
                    None => Effect::None,
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
            (false, 0) => "nothing found; fewer letters find more".to_owned(),
            (false, 1) => "1 found".to_owned(),
            (false, hits::MOST..) => "many found; more letters narrow it down".to_owned(),
            (false, n) => format!("{n} found"),
        };
        let list = search::head(&self.field, &words, frame, inside, paint);
        hits::view(frame, list, &self.hits, &mut self.window, true, paint);
    }
}
