//! Two cards that are one dog or one client: the other card is found, both are compared, and one of them goes.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::hits;
use crate::domain::client::Client;
use crate::domain::dog::Dog;
use crate::domain::id::{ClientId, DogId};
use crate::domain::merge::{Difference, Stays, client_differences, dog_differences, united};
use crate::domain::money::Cents;
use crate::domain::rejection::Rejection;
use crate::domain::text::LINE;
use crate::store::{ClientEdit, DogEdit, Edit, Hit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::entry::Entry;
use crate::tui::forms::form::{Form, FormStep};
use crate::tui::keymap::Context;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::text::line_at;
use crate::tui::widgets::{list::Window, popup};

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
        let theme = &paint.look.theme;
        let title = format!("Which other card is {} too?", self.name);
        let inside = popup::open(frame, area, 78, 20, &title, paint);
        line_at(frame, inside, 0, Line::styled("/", theme.footer_key));
        let field = Rect {
            x: inside.x + 2,
            width: inside.width.saturating_sub(2),
            height: 1,
            ..inside
        };
        self.field.view(frame, field, theme.base, true);
        let words = match (self.field.is_empty(), self.hits.len()) {
            (true, 0) => "none of a name like this; type another name or phone tail",
            (true, _) => "names like this; or type another name, phone tail or chip",
            (false, 0) => "nothing found; fewer letters find more",
            (false, _) => "both cards are compared before anything is merged",
        };
        line_at(frame, inside, 1, Line::styled(words, theme.dim));
        let list = Rect {
            y: inside.y + 2,
            height: inside.height.saturating_sub(2),
            ..inside
        };
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

/// The two cards: the kept one, then the one that goes.
#[derive(Clone, Copy)]
enum Pair {
    Dogs(DogId, DogId),
    Clients(ClientId, ClientId),
}

/// What was read of both.
enum Read {
    Dogs(Box<(Dog, Dog)>),
    Clients(Box<(Client, Client)>),
}

/// Both cards side by side, with what differs and what stays.
struct Compare {
    pair: Pair,
    read: Option<Read>,
    form: Option<Form>,
}

impl Compare {
    const fn of(pair: Pair) -> Self {
        Self {
            pair,
            read: None,
            form: None,
        }
    }

    fn edit(&self) -> Option<Edit> {
        let form = self.form.as_ref()?;
        Some(match self.read.as_ref()? {
            Read::Dogs(both) => {
                let (this, other) = both.as_ref();
                let mut kept = settled(form, &dog_differences(this, other), this, other);
                kept.alerts = united(this.alerts, other.alerts);
                kept.client_id = match form.chosen(CLIENT) {
                    Some(1) => other.client_id,
                    _ => this.client_id.or(other.client_id),
                };
                Edit::Dog(DogEdit::Merge {
                    kept,
                    gone: other.clone(),
                })
            }
            Read::Clients(both) => {
                let (this, other) = both.as_ref();
                let mut kept = settled(form, &client_differences(this, other), this, other);
                kept.owes_cents = Cents((this.owes_cents + other.owes_cents).0.min(Cents::MAX.0));
                Edit::Client(ClientEdit::Merge {
                    kept,
                    gone: other.clone(),
                })
            }
        })
    }
}

/// The choice of the client, which only a dog has.
const CLIENT: &str = "Client";

/// Which option stands for what, in the order of the options.
const OPTIONS: [Stays; 3] = [Stays::This, Stays::Other, Stays::Both];

/// Both values, in one line where they fit.
fn beside(this: &str, other: &str) -> Vec<String> {
    let (this, other) = (format!("this: {this}"), format!("other: {other}"));
    if this.chars().count() + other.chars().count() <= 48 {
        vec![format!("{this}; {other}")]
    } else {
        vec![this, other]
    }
}

fn entries<T>(differences: &[Difference<T>]) -> Vec<Entry> {
    let nothing = |text: &str| {
        if text.is_empty() {
            "(nothing)".to_owned()
        } else {
            text.to_owned()
        }
    };
    let entry = |each: &Difference<T>| {
        let mut options = vec!["this card".to_owned(), "the other card".to_owned()];
        if each.joins {
            options.push("both".to_owned());
        }
        let chosen = OPTIONS.iter().position(|stays| *stays == each.fuller());
        let mut entry =
            Entry::choice(each.title, options, chosen.unwrap_or(0)).hint("Left and Right choose which stays");
        entry.beside = beside(&nothing(&each.this), &nothing(&each.other));
        entry
    };
    differences.iter().map(entry).collect()
}

fn settled<T: Clone>(form: &Form, differences: &[Difference<T>], this: &T, other: &T) -> T {
    let mut kept = this.clone();
    for each in differences {
        let stays = form.chosen(each.title).and_then(|at| OPTIONS.get(at).copied());
        each.settle(&mut kept, other, stays.unwrap_or_else(|| each.fuller()));
    }
    kept
}

fn client_entry(this: &Dog, other: &Dog, cx: &Cx) -> Result<Option<Entry>> {
    let (Some(one), Some(two)) = (this.client_id, other.client_id) else {
        return Ok(None);
    };
    if one == two {
        return Ok(None);
    }
    let name = |id| -> Result<String> {
        let client = cx.store.client(id)?;
        Ok(client
            .map(|client| format!("{} {}", client.name(), hits::tail(&client.phone)))
            .unwrap_or_default())
    };
    let options = vec!["this card".to_owned(), "the other card".to_owned()];
    let mut entry = Entry::choice(CLIENT, options, 0).hint("Left and Right choose whose dog it is");
    entry.beside = beside(&name(one)?, &name(two)?);
    Ok(Some(entry))
}

impl Component for Compare {
    fn context(&self) -> Context {
        Context::Form
    }

    fn words(&self, action: Action) -> &'static str {
        match (&self.form, action) {
            (Some(form), Action::Accept) => match form.enter_words() {
                "save" => "merge",
                words => words,
            },
            (_, Action::Save) => "merge",
            _ => action.words(),
        }
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let (read, entries) = match self.pair {
            Pair::Dogs(kept, gone) => match (cx.store.dog(kept)?, cx.store.dog(gone)?) {
                (Some(this), Some(other)) => {
                    let mut entries = entries(&dog_differences(&this, &other));
                    entries.extend(client_entry(&this, &other, cx)?);
                    (Some(Read::Dogs(Box::new((this, other)))), entries)
                }
                _ => (None, Vec::new()),
            },
            Pair::Clients(kept, gone) => match (cx.store.client(kept)?, cx.store.client(gone)?) {
                (Some(this), Some(other)) => {
                    let entries = entries(&client_differences(&this, &other));
                    (Some(Read::Clients(Box::new((this, other)))), entries)
                }
                _ => (None, Vec::new()),
            },
        };
        self.read = read;
        let mut fresh = Form::new(entries).stops("Merge", "Leave both as they are");
        if let Some(before) = &self.form {
            // What was chosen stays chosen, as far as it is still asked.
            for (title, value) in before.values() {
                fresh.set(title, &value);
            }
            fresh.stay_at(before);
        }
        let words = if self.read.is_none() {
            "One of the two cards is no longer in the book."
        } else if fresh.values().is_empty() {
            "Both cards say the same. All visits, papers and dogs come together; u makes them two again."
        } else {
            "Where they differ, choose what stays. All visits, papers and dogs come together; u makes them two again."
        };
        fresh.say(words, self.read.is_none());
        self.form = Some(fresh);
        Ok(())
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let step = match &mut self.form {
            Some(form) => form.update(action, cx.now.date()),
            None => FormStep::Leave,
        };
        Ok(match step {
            FormStep::Stay => Effect::None,
            FormStep::Leave => Effect::Close,
            FormStep::Save => self.edit().map_or(Effect::None, Effect::Apply),
        })
    }

    fn input(&mut self, key: KeyEvent, _cx: &Cx) -> Result<Effect> {
        let step = self.form.as_mut().map_or(FormStep::Leave, |form| form.input(key));
        Ok(if step == FormStep::Leave {
            Effect::Close
        } else {
            Effect::None
        })
    }

    fn refused(&mut self, rejection: &Rejection) {
        if let Some(form) = &mut self.form {
            form.say(rejection.to_string(), true);
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let title = match &self.read {
            Some(Read::Dogs(both)) => format!("{} and {}: one dog?", both.0.name(), both.1.name()),
            Some(Read::Clients(both)) => format!("{} and {}: one client?", both.0.name(), both.1.name()),
            None => "Merge".to_owned(),
        };
        let Some(form) = &mut self.form else { return };
        let width = 76.min(area.width);
        let height = form.height(width.saturating_sub(4)).saturating_add(2);
        let inside = popup::open(frame, area, width, height, &title, paint);
        form.view(frame, inside, paint);
    }
}
