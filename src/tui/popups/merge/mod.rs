//! Two cards that are one dog or one client: the other card is found, both are compared, and one of them goes.

mod compare;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

use compare::{Compare, Pair};

use super::hits;
use crate::domain::client::Client;
use crate::domain::id::{ClientId, DogId};
use crate::domain::text::LINE;
use crate::store::{Hit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::{list::Window, popup, search};

/// The card that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A dog's.
    Dog(DogId),
    /// A client's.
    Client(ClientId),
}

/// Finds the other card.
pub struct MergeWith {
    kept: Kept,
    name: String,
    field: Field,
    hits: Vec<Hit>,
    window: Window,
}

impl MergeWith {
    /// Asks which other card is the same dog or client; those of the same name are offered first.
    #[must_use]
    pub fn find(kept: Kept, name: &str) -> Self {
        Self {
            kept,
            name: name.to_owned(),
            field: Field::new("", LINE),
            hits: Vec::new(),
            window: Window::default(),
        }
    }

    fn search(&mut self, cx: &Cx) -> Result<()> {
        let mut found = Vec::new();
        if self.field.is_empty() {
            // A twin mostly shares one of both names.
            let names = self.name.split(' ');
            for name in std::iter::once(self.name.as_str()).chain(names) {
                for hit in cx.store.find(name, cx.now.date(), hits::MOST)? {
                    if !found.contains(&hit) {
                        found.push(hit);
                    }
                }
            }
        } else {
            found = cx.store.find(self.field.text(), cx.now.date(), hits::MOST)?;
        }
        if let Kept::Client(_) = self.kept {
            found = clients_of(found, cx)?;
        }
        let fits = |hit: &Hit| match (hit, self.kept) {
            (Hit::Dog { dog, .. }, Kept::Dog(kept)) => dog.id != kept,
            (Hit::Client(client), Kept::Client(kept)) => client.id != kept,
            _ => false,
        };
        self.hits = found.into_iter().filter(fits).collect();
        self.window.step(0, self.hits.len());
        Ok(())
    }
}

impl Component for MergeWith {
    fn context(&self) -> Context {
        Context::Search
    }

    fn answers(&self, action: Action) -> bool {
        action != Action::NextField
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept => "compare",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        (action == Action::Accept && self.hits.is_empty()).then_some(Reason::Borrowed(
            "no other card like that; fewer letters find more",
        ))
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.search(cx)
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        let count = self.hits.len();
        match action {
            Action::Up => self.window.step(-1, count),
            Action::Down => self.window.step(1, count),
            Action::PageUp => self.window.step(-10, count),
            Action::PageDown => self.window.step(10, count),
            Action::Close => return Ok(Effect::Close),
            Action::Accept => {
                let both = match (self.hits.get(self.window.selected), self.kept) {
                    (Some(Hit::Dog { dog, .. }), Kept::Dog(kept)) => Pair::Dogs(kept, dog.id),
                    (Some(Hit::Client(client)), Kept::Client(kept)) => Pair::Clients(kept, client.id),
                    _ => return Ok(Effect::None),
                };
                return Ok(Effect::Replace(Box::new(Compare::of(both))));
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
            self.window = Window::default();
            self.search(cx)?;
        }
        Ok(Effect::None)
    }

    fn paste(&mut self, text: &str, cx: &Cx) -> Result<Effect> {
        self.field.paste(text);
        self.window = Window::default();
        self.search(cx)?;
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let title = format!("Which other card is {} too?", self.name);
        let inside = popup::open(frame, area, 78, 20, &title, paint);
        let words = match (self.field.is_empty(), self.hits.len()) {
            (true, 0) => "none of a name like this; type another name or phone tail",
            (true, _) => "names like this; or type another name, phone tail or chip",
            (false, 0) => "nothing found; fewer letters find more",
            (false, _) => "both cards are compared before anything is merged",
        };
        let list = search::head(&self.field, words, frame, inside, paint);
        hits::view(frame, list, &self.hits, &mut self.window, true, paint);
    }
}

/// The clients among what was found: a client whose dogs are found is there by them.
fn clients_of(found: Vec<Hit>, cx: &Cx) -> Result<Vec<Hit>> {
    let mut clients: Vec<Hit> = Vec::new();
    for hit in found {
        let client = match hit {
            Hit::Client(client) => Some(client),
            Hit::Dog { dog, .. } => match dog.client_id {
                Some(id) => cx.store.client(id)?,
                None => None,
            },
        };
        let known = |client: &Client| {
            clients
                .iter()
                .any(|hit| matches!(hit, Hit::Client(other) if other.id == client.id))
        };
        if let Some(client) = client.filter(|client| !known(client)) {
            clients.push(Hit::Client(client));
        }
    }
    Ok(clients)
}
