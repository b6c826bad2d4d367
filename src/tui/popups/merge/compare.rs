//! Two cards side by side: what differs and which of both stays, what comes over, and whether they look like two after
//! all.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::client::Client;
use crate::domain::dog::Dog;
use crate::domain::id::{ClientId, DogId};
use crate::domain::merge::{
    Difference, Moves, Stays, apart_clients, apart_dogs, client_differences, dog_differences, united,
};
use crate::domain::money::Cents;
use crate::domain::rejection::Rejection;
use crate::store::{ClientEdit, DogEdit, Edit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint};
use crate::tui::forms::entry::Entry;
use crate::tui::forms::form::{Form, FormStep};
use crate::tui::keymap::Context;
use crate::tui::popups::hits;
use crate::tui::widgets::popup;

/// The two cards: the kept one, then the one that goes.
#[derive(Clone, Copy)]
pub(super) enum Pair {
    Dogs(DogId, DogId),
    Clients(ClientId, ClientId),
}

/// What was read of both.
enum Read {
    Dogs(Box<(Dog, Dog)>),
    Clients(Box<(Client, Client)>),
}

/// Both cards side by side, with what differs and what stays.
pub(super) struct Compare {
    pair: Pair,
    read: Option<Read>,
    form: Option<Form>,
    /// What comes over with the card that goes.
    moves: Moves,
    /// The card with more behind it, whose words stay unless somebody chooses: a card opened by mistake has little.
    known: Stays,
    /// What speaks against it that they are one; empty when nothing does.
    apart: Vec<String>,
    /// Whether somebody was told so and has to say it again.
    told: bool,
}

impl Compare {
    pub(super) fn of(pair: Pair) -> Self {
        Self {
            pair,
            read: None,
            form: None,
            moves: Moves::default(),
            known: Stays::This,
            apart: Vec::new(),
            told: false,
        }
    }

    /// `These look like two dogs: Pomeranian and Spaniel, male and female`; nothing where they may well be one.
    fn doubt(&self) -> Option<String> {
        let what = match self.pair {
            Pair::Dogs(..) => "dogs",
            Pair::Clients(..) => "clients",
        };
        (!self.apart.is_empty()).then(|| format!("These look like two {what}: {}", self.apart.join(", ")))
    }

    /// What is said above the fields.
    fn words(&self, differ: bool) -> String {
        if self.read.is_none() {
            return "One of the two cards is no longer in the book.".to_owned();
        }
        let mut words = self
            .doubt()
            .map(|doubt| format!("{doubt}."))
            .into_iter()
            .collect::<Vec<_>>();
        words.push(if differ {
            "Where they differ, choose what stays.".to_owned()
        } else {
            "Both cards say the same.".to_owned()
        });
        words.push(self.moves.sentence());
        words.join(" ")
    }

    /// Merges, once it is said again where the two look like two.
    fn merge(&mut self) -> Effect {
        if let (Some(doubt), false) = (self.doubt(), self.told) {
            self.told = true;
            if let Some(form) = &mut self.form {
                form.go_to_save();
            }
            return Effect::Say(format!("{doubt} · Enter again merges"));
        }
        self.edit().map_or(Effect::None, Effect::Apply)
    }

    fn edit(&self) -> Option<Edit> {
        let form = self.form.as_ref()?;
        Some(match self.read.as_ref()? {
            Read::Dogs(both) => {
                let (this, other) = both.as_ref();
                let mut kept = settled(form, &dog_differences(this, other), self.known, this, other);
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
                let mut kept = settled(form, &client_differences(this, other), self.known, this, other);
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

/// The card with more behind it; of two alike the kept one.
const fn fuller_card(this: &Moves, other: &Moves) -> Stays {
    if other.rows() > this.rows() {
        Stays::Other
    } else {
        Stays::This
    }
}

/// Both values, in one line where they fit.
fn beside(this: &str, other: &str) -> Vec<String> {
    let (this, other) = (format!("this: {this}"), format!("other: {other}"));
    if this.chars().count() + other.chars().count() <= 48 {
        vec![format!("{this}; {other}")]
    } else {
        vec![this, other]
    }
}

fn entries<T>(differences: &[Difference<T>], known: Stays) -> Vec<Entry> {
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
        let chosen = OPTIONS.iter().position(|stays| *stays == each.fuller(known));
        let mut entry =
            Entry::choice(each.title, options, chosen.unwrap_or(0)).hint("Left and Right choose which stays");
        entry.beside = beside(&nothing(&each.this), &nothing(&each.other));
        entry
    };
    differences.iter().map(entry).collect()
}

fn settled<T: Clone>(form: &Form, differences: &[Difference<T>], known: Stays, this: &T, other: &T) -> T {
    let mut kept = this.clone();
    for each in differences {
        let stays = form.chosen(each.title).and_then(|at| OPTIONS.get(at).copied());
        each.settle(&mut kept, other, stays.unwrap_or_else(|| each.fuller(known)));
    }
    kept
}

fn client_entry(this: &Dog, other: &Dog, known: Stays, cx: &Cx) -> Result<Option<Entry>> {
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
    let mut entry = Entry::choice(CLIENT, options, usize::from(known == Stays::Other))
        .hint("Left and Right choose whose dog it is");
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
                    self.moves = cx.store.moves_with_dog(gone)?;
                    self.known = fuller_card(&cx.store.moves_with_dog(kept)?, &self.moves);
                    let mut entries = entries(&dog_differences(&this, &other), self.known);
                    entries.extend(client_entry(&this, &other, self.known, cx)?);
                    self.apart = apart_dogs(&this, &other, cx.now.date());
                    (Some(Read::Dogs(Box::new((this, other)))), entries)
                }
                _ => (None, Vec::new()),
            },
            Pair::Clients(kept, gone) => match (cx.store.client(kept)?, cx.store.client(gone)?) {
                (Some(this), Some(other)) => {
                    self.moves = cx.store.moves_with_client(gone)?;
                    self.known = fuller_card(&cx.store.moves_with_client(kept)?, &self.moves);
                    let entries = entries(&client_differences(&this, &other), self.known);
                    self.apart = apart_clients(&this, &other);
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
        let words = self.words(!fresh.values().is_empty());
        fresh.say(words, self.read.is_none() || !self.apart.is_empty());
        self.form = Some(fresh);
        Ok(())
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let step = match &mut self.form {
            Some(form) => form.update(action, cx.now.date()),
            None => FormStep::Leave,
        };
        Ok(match step {
            FormStep::Stay | FormStep::Afresh | FormStep::Stray(_) => Effect::None,
            FormStep::Leave => Effect::Close,
            FormStep::Save => self.merge(),
        })
    }

    fn input(&mut self, key: KeyEvent, _cx: &Cx) -> Result<Effect> {
        let step = self.form.as_mut().map_or(FormStep::Leave, |form| form.input(key));
        Ok(match step {
            FormStep::Leave => Effect::Close,
            FormStep::Stray(letter) => {
                // What was said is out of sight, so it is said again before two cards become one.
                self.told = false;
                Effect::Stray(letter)
            }
            FormStep::Stay | FormStep::Save | FormStep::Afresh => Effect::None,
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
