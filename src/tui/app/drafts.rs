//! What is half typed at this desk, and how much of it stands in the file: kept while one types, put aside, gone on with.

use std::collections::HashMap;
use std::time::Duration;

use chrono::NaiveDateTime;
use crossterm::event::{KeyCode, KeyEvent};
use serde_json::Value;

use super::App;
use crate::domain::draft::Draft;
use crate::domain::id::DraftId;
use crate::store::{AppointmentEdit, Edit, Note, Result, Store};
use crate::tui::action::Action;
use crate::tui::component::Typed;
use crate::tui::keymap::lookup;
use crate::tui::popups::history::when;
use crate::tui::reopen::{Reopened, reopen};
use crate::tui::this_desk::ThisDesk;

/// How long something typed may stand on the screen alone. With the desk's look around four times a second it is in the
/// file within two seconds.
const ALONE: Duration = Duration::from_millis(1750);

/// Characters of a title, as the file takes them.
const TITLE: usize = 200;

/// Characters of a title and of what was typed that the message line has room for.
const BOTH: usize = 54;

/// A form that somebody typed in at this desk.
struct Mine {
    draft: Draft,
    /// The file has it exactly as it is.
    kept: bool,
    /// The file has it, perhaps as it was.
    in_file: bool,
}

/// Everything that was typed at this desk and neither saved nor thrown away.
#[derive(Default)]
pub struct Drafts {
    mine: HashMap<DraftId, Mine>,
    /// Saved or thrown away, and still in the file.
    done: Vec<DraftId>,
    /// Since when the file lacks something.
    lacks_since: Option<Duration>,
}

impl Drafts {
    /// What waits for this person, the newest first: put aside, or left by a desk that is gone. What is typed at
    /// another desk right now is left to it.
    pub fn waiting(&self, store: &Store, actor: &str, this: &ThisDesk) -> Result<Vec<Draft>> {
        let mut waiting = store.drafts(actor)?;
        waiting.retain(|draft| !self.mine.contains_key(&draft.id) && !self.done.contains(&draft.id));
        let elsewhere: Vec<u32> = waiting
            .iter()
            .map(|draft| draft.process)
            .filter(|process| *process != this.process)
            .collect();
        if !elsewhere.is_empty() {
            let running = (this.running)(&elsewhere);
            waiting.retain(|draft| !running.contains(&draft.process));
        }
        let aside = self.mine.values().filter(|mine| mine.draft.parked);
        waiting.extend(aside.map(|mine| mine.draft.clone()));
        waiting.sort_by_key(|draft| std::cmp::Reverse((draft.at, draft.id)));
        Ok(waiting)
    }

    /// Whether a form of this desk was put aside.
    pub(super) fn is_aside(&self, id: DraftId) -> bool {
        self.mine.get(&id).is_some_and(|mine| mine.draft.parked)
    }

    /// Takes in what stands in an open form.
    fn hear(&mut self, typed: Typed, actor: &str, process: u32, now: NaiveDateTime) {
        let fields = typed.fields.to_string();
        let title: String = typed.title.chars().take(TITLE).collect();
        let known = self.mine.get(&typed.id);
        let same = known.filter(|mine| mine.draft.fields == fields);
        if same.is_some_and(|mine| !mine.draft.parked && mine.draft.title == title) {
            return;
        }
        let at = same.map_or(now, |mine| mine.draft.at);
        let in_file = known.is_some_and(|mine| mine.in_file);
        let draft = Draft {
            id: typed.id,
            actor: actor.to_owned(),
            process,
            form: typed.form,
            title,
            fields,
            parked: false,
            at,
        };
        let mine = Mine {
            draft,
            kept: false,
            in_file,
        };
        self.mine.insert(typed.id, mine);
    }

    /// Takes a draft over from the file or from what was put aside: it is open at this desk now.
    fn take(&mut self, draft: Draft, process: u32) {
        let in_file = self.mine.get(&draft.id).is_none_or(|mine| mine.in_file);
        let draft = Draft {
            process,
            parked: false,
            ..draft
        };
        let mine = Mine {
            draft,
            kept: false,
            in_file,
        };
        self.mine.insert(mine.draft.id, mine);
    }

    fn put_aside(&mut self, id: DraftId) {
        if let Some(mine) = self.mine.get_mut(&id) {
            mine.draft.parked = true;
            mine.kept = false;
        }
    }

    /// What is neither open nor put aside was saved, or emptied.
    fn let_go_of_all_but(&mut self, open: &[DraftId]) {
        let done = &mut self.done;
        self.mine.retain(|id, mine| {
            let stays = mine.draft.parked || open.contains(id);
            if !stays && mine.in_file {
                done.push(*id);
            }
            stays
        });
    }

    /// Brings the file up to date, when it is time to. A busy file is asked again later.
    fn write(&mut self, store: &mut Store, elapsed: Duration, at_once: bool) {
        let has_all = self.done.is_empty() && self.mine.values().all(|mine| mine.kept);
        // A desk that only looks keeps what is typed to itself.
        if has_all || store.only_looks() {
            self.lacks_since = None;
            return;
        }
        let since = *self.lacks_since.get_or_insert(elapsed);
        if !at_once && elapsed.saturating_sub(since) < ALONE {
            return;
        }
        self.lacks_since = None;
        // What goes on from one form to the next has to be in the file as the new one before the old one is dropped.
        for mine in self.mine.values_mut().filter(|mine| !mine.kept) {
            if store.note(&Note::Draft(mine.draft.clone())).is_err() {
                return;
            }
            mine.kept = true;
            mine.in_file = true;
        }
        while let Some(id) = self.done.last() {
            if store.note(&Note::DropDraft(*id)).is_err() {
                return;
            }
            self.done.pop();
        }
    }
}

/// For which dog a form is, and what kind of work it does there; `None` for a form that is about no dog. A visit booked
/// again is a booking as any.
fn about(draft: &Draft) -> Option<(String, String)> {
    let fields: Value = serde_json::from_str(&draft.fields).ok()?;
    let dog = fields.get("dog")?.as_str()?;
    let kind = draft.form.split(':').next()?;
    let kind = if kind == "again" { "book" } else { kind };
    Some((kind.to_owned(), dog.to_owned()))
}

/// What an edit puts into the book, as drafts name it: the dogs that are booked, and the appointments that are moved.
fn saved(edit: &Edit) -> Vec<String> {
    match edit {
        Edit::Appointment(AppointmentEdit::Book(booking)) => vec![booking.appointment.dog_id.to_string()],
        Edit::Appointment(AppointmentEdit::Move(place)) => vec![place.id.to_string()],
        Edit::Appointment(AppointmentEdit::MoveAll(places)) => {
            places.iter().map(|place| place.id.to_string()).collect()
        }
        Edit::Together { edits, .. } => edits.iter().flat_map(saved).collect(),
        _ => Vec::new(),
    }
}

/// What was typed in a form, by its fields as the file keeps them; empty when something was only chosen.
pub(in crate::tui) fn words_in(fields: &str) -> String {
    let fields: Value = serde_json::from_str(fields).unwrap_or_default();
    let text = |name: &str| {
        let text = fields.get(name).and_then(Value::as_str).unwrap_or_default();
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    // Once the dog is chosen its name stands in the title.
    let line = match fields.get("dog") {
        Some(Value::String(_)) => "wish",
        _ => "line",
    };
    let one = ["reason", "rhythm", "when", line, "wish"]
        .into_iter()
        .find_map(text);
    let typed = fields.get("typed").and_then(Value::as_array);
    let values = typed.into_iter().flatten().filter_map(|row| row.get(2)?.as_str());
    let values: Vec<&str> = values.filter(|value| !value.is_empty()).collect();
    one.unwrap_or_else(|| values.join(", "))
}

/// Whether a form was left by its button that says so: then it waits on the list, and the next one starts empty.
fn was_left(fields: &str) -> bool {
    let fields: Value = serde_json::from_str(fields).unwrap_or_default();
    fields.get("left").and_then(Value::as_bool).unwrap_or_default()
}

impl App {
    /// Keeps in the file what is half typed: all of it at once, or what has stood there alone for long enough. It never
    /// waits for long and never complains: what cannot be kept now is kept a little later.
    pub fn keep_drafts(&mut self, at_once: bool) {
        let now = self.now();
        let mut open = Vec::new();
        for layer in &self.layers {
            if let Some(typed) = layer.typed() {
                open.push(typed.id);
                self.drafts.hear(typed, &self.actor, self.this.process, now);
            }
        }
        self.drafts.let_go_of_all_but(&open);
        let elapsed = (self.this.elapsed)();
        self.drafts.write(&mut self.store, elapsed, at_once);
    }

    /// What waits to be gone on with.
    fn waiting(&self) -> Result<Vec<Draft>> {
        self.drafts.waiting(&self.store, &self.actor, &self.this)
    }

    /// Keeps what was typed in a form that closes, and says so.
    pub(super) fn put_aside(&mut self, typed: Typed) {
        let (id, now) = (typed.id, self.now());
        let way = self.way_to_what_waits();
        self.say(format!("Put aside: {} · {way}", typed.title), false);
        self.drafts.hear(typed, &self.actor, self.this.process, now);
        self.drafts.put_aside(id);
        self.throw_away_older(id);
        self.keep_drafts(true);
    }

    /// The key that goes on with what was put aside: on a card `w` is another one.
    fn way_to_what_waits(&mut self) -> &'static str {
        let key = KeyEvent::from(KeyCode::Char('w'));
        let context = self.top().0.context();
        if lookup(context, &key) == Some(Action::Waiting) {
            "w goes on with it"
        } else {
            "w on 1 Today goes on with it"
        }
    }

    /// Of one kind of work for one dog only what was put aside last is kept.
    fn throw_away_older(&mut self, newest: DraftId) {
        let Some(about_it) = self.drafts.mine.get(&newest).and_then(|mine| about(&mine.draft)) else {
            return;
        };
        // What cannot be read now is thrown away the next time.
        let waiting = self.waiting().unwrap_or_default().into_iter();
        for old in waiting.filter(|draft| draft.id != newest && about(draft).as_ref() == Some(&about_it)) {
            self.drafts.mine.remove(&old.id);
            self.drafts.done.push(old.id);
        }
    }

    /// What was put aside of work that is in the book now has nothing left to go on with.
    pub(super) fn throw_away_saved(&mut self, edit: &Edit) {
        let saved = saved(edit);
        if saved.is_empty() {
            return;
        }
        // What cannot be read now stays on the list, where it can be thrown away.
        for old in self.waiting().unwrap_or_default() {
            let is_saved = match about(&old) {
                Some((kind, dog)) if kind == "book" => saved.contains(&dog),
                _ => old
                    .form
                    .strip_prefix("move:")
                    .is_some_and(|id| saved.iter().any(|saved| saved == id)),
            };
            if is_saved {
                self.drafts.mine.remove(&old.id);
                self.drafts.done.push(old.id);
            }
        }
    }

    /// What was typed earlier in the form of this name.
    pub(super) fn typed_earlier(&self, form: &str) -> Result<Option<Draft>> {
        let newest = self.waiting()?.into_iter().find(|draft| draft.form == form);
        Ok(newest.filter(|draft| !was_left(&draft.fields)))
    }

    /// Says what on the screen was typed earlier; nothing when something was only chosen.
    pub(super) fn take_over(&mut self, draft: Draft) {
        let words = words_in(&draft.fields);
        if !words.is_empty() {
            self.say_earlier(&draft, &words);
        }
        self.drafts.take(draft, self.this.process);
    }

    fn say_earlier(&mut self, draft: &Draft, words: &str) {
        let now = self.now();
        let how = if draft.parked {
            "Put aside"
        } else {
            "Left half typed"
        };
        let word = if draft.at.date() == now.date() { "at" } else { "on" };
        // What was typed alone, such as `11`, could be anything.
        let both = format!("{}: {words}", draft.title);
        let what = if words == draft.title || both.chars().count() > BOTH {
            words.to_owned()
        } else {
            both
        };
        self.say(format!("{how} {word} {}: {what}", when(draft.at, now)), false);
    }

    /// Opens what was put aside or left, in place of the list it was chosen from.
    pub(super) fn go_on(&mut self, draft: Draft) -> Result<()> {
        let reopened = {
            let (_, cx) = self.top();
            reopen(&draft, &cx)?
        };
        match reopened {
            Reopened::Form(mut layer) => {
                layer.go_on(&draft);
                self.layers.pop();
                if words_in(&draft.fields).is_empty() {
                    self.say_earlier(&draft, &draft.title);
                }
                self.take_over(draft);
                self.layers.push(layer);
            }
            Reopened::Saved => {
                self.throw_away(draft.id);
                self.say(format!("{}: that is in the book already", draft.title), false);
            }
            Reopened::Gone => {
                let words = "what it is about is no longer in the book; x throws it away";
                self.say(format!("{}: {words}", draft.title), true);
            }
        }
        self.read_again()
    }

    /// Forgets a draft for good.
    pub(super) fn throw_away(&mut self, id: DraftId) {
        self.drafts.mine.remove(&id);
        self.drafts.done.push(id);
        self.keep_drafts(true);
    }

    /// Says on opening what an earlier desk of this person left.
    pub(super) fn tell_what_waits(&mut self) -> Result<()> {
        let waiting = self.waiting()?;
        let Some(newest) = waiting.first() else {
            return Ok(());
        };
        let words = match waiting.len() {
            1 => format!(
                "w goes on with what you typed; it is still here: {}",
                newest.title
            ),
            count => format!(
                "w goes on with one of {count} things you typed; they are still here, last {}",
                newest.title
            ),
        };
        self.say(words, false);
        Ok(())
    }
}
