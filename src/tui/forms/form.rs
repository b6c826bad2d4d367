//! A form: fields one below the other, one with the focus, then *Save* and *Leave*. It knows keys and checks, not
//! the salon.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::entry::{Entry, Kind};
use crate::domain::money::Cents;
use crate::tui::action::Action;

/// What a key asked the form's owner to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormStep {
    /// Nothing: the form goes on.
    Stay,
    /// Check and save.
    Save,
    /// Close; what was typed stays.
    Leave,
    /// Forget what was typed earlier and begin with what stands in the file.
    Afresh,
    /// Nothing: a letter was typed where no field has the focus.
    Stray(char),
}

/// Fields with one focus.
#[derive(Clone, Debug)]
pub struct Form {
    pub(super) entries: Vec<Entry>,
    /// A field, or behind the last one the stops *Save* and *Leave*.
    pub(super) focus: usize,
    /// The first line in sight.
    pub(super) top: usize,
    pub(in crate::tui) notice: Option<(String, bool)>,
    pub(super) save: &'static str,
    pub(super) leave: &'static str,
    /// Whether there is a third stop, which begins afresh what came back.
    pub(super) came_back: bool,
    /// The field at which Enter saves, though others come behind it: what it lacks was asked for.
    asked_at: Option<&'static str>,
}

impl Form {
    /// A form with these fields, the first one focused.
    #[must_use]
    pub const fn new(entries: Vec<Entry>) -> Self {
        Self {
            entries,
            focus: 0,
            top: 0,
            notice: None,
            save: "Save",
            leave: "Leave",
            came_back: false,
            asked_at: None,
        }
    }

    /// The same form with other words on its last two stops.
    #[must_use]
    pub fn stops(self, save: &'static str, leave: &'static str) -> Self {
        Self { save, leave, ..self }
    }

    /// A field by its title.
    #[must_use]
    pub fn entry(&self, title: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.title == title)
    }

    fn entry_mut(&mut self, title: &str) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.title == title)
    }

    /// What stands in a field; empty when there is no such field.
    #[must_use]
    pub fn value(&self, title: &str) -> String {
        self.entry(title).map(Entry::value).unwrap_or_default()
    }

    /// Which option of a field is chosen, from 0; `None` when there is no such field.
    #[must_use]
    pub fn chosen(&self, title: &str) -> Option<usize> {
        self.entry(title).map(Entry::chosen)
    }

    /// Whether a field that is yes or no says yes.
    #[must_use]
    pub fn is_on(&self, title: &str) -> bool {
        self.chosen(title) == Some(1)
    }

    /// The day in a field, if one stands there.
    #[must_use]
    pub fn day(&self, title: &str, today: NaiveDate) -> Option<NaiveDate> {
        self.entry(title)?.day(today).ok()
    }

    /// The number in a field, if one stands there.
    #[must_use]
    pub fn number(&self, title: &str) -> Option<i64> {
        self.value(title).parse().ok()
    }

    /// The amount in a field, nothing when it is empty.
    #[must_use]
    pub fn money(&self, title: &str) -> Cents {
        Cents::parse(&self.value(title)).unwrap_or_default()
    }

    /// Every field with what stands in it.
    #[must_use]
    pub fn values(&self) -> Vec<(&'static str, String)> {
        self.entries
            .iter()
            .map(|entry| (entry.title, entry.value()))
            .collect()
    }

    /// Puts a text into a field.
    pub fn set(&mut self, title: &str, text: &str) {
        if let Some(entry) = self.entry_mut(title) {
            entry.set(text);
        }
    }

    /// Puts what was typed earlier into a field.
    pub fn bring_back(&mut self, title: &str, text: &str) {
        if let Some(entry) = self.entry_mut(title) {
            entry.bring_back(text);
        }
    }

    /// Shows lines to compare with under a field, or none.
    pub fn set_beside(&mut self, title: &str, lines: Vec<String>) {
        if let Some(entry) = self.entry_mut(title) {
            entry.beside = lines;
        }
    }

    /// Says something above the fields; `bad` when it is a refusal.
    pub fn say(&mut self, words: impl Into<String>, bad: bool) {
        self.notice = Some((words.into(), bad));
    }

    /// Puts a field behind another one, in place of an older one of its title, and focuses it.
    pub fn ask(&mut self, behind: &str, entry: Entry) {
        self.drop_entry(entry.title);
        let at = self.entries.iter().position(|entry| entry.title == behind);
        let at = at.map_or(self.entries.len(), |at| at + 1);
        self.entries.insert(at, entry);
        self.focus = at;
    }

    /// Puts the focus where it was in an older form, as far as that goes.
    pub fn stay_at(&mut self, before: &Self) {
        self.focus = before.focus.min(self.entries.len() + 1);
    }

    /// Gives a field the focus, if it is there.
    pub fn start_at(&mut self, title: &str) {
        if let Some(at) = self.entries.iter().position(|entry| entry.title == title) {
            self.go(at);
        }
    }

    /// Takes a field away.
    pub fn drop_entry(&mut self, title: &str) {
        if let Some(at) = self.entries.iter().position(|entry| entry.title == title) {
            self.entries.remove(at);
            if self.focus > at {
                self.focus -= 1;
            }
        }
    }

    /// Says what is wrong with a field and focuses it.
    pub fn wrong(&mut self, title: &str, words: &str) {
        if let Some(at) = self.entries.iter().position(|entry| entry.title == title) {
            self.entries[at].error = Some(words.to_owned());
            self.go(at);
        }
    }

    /// Asks for what a field lacks and goes there; the next Enter saves without it.
    pub fn ask_once(&mut self, title: &'static str, words: &str) {
        self.wrong(title, words);
        self.asked_at = Some(title);
    }

    /// Says what seems wrong with a field without going there, as long as it does.
    pub fn doubt(&mut self, title: &str, words: &str, seems: bool) {
        let Some(entry) = self.entry_mut(title) else {
            return;
        };
        if seems && entry.error.is_none() {
            entry.error = Some(words.to_owned());
        } else if !seems && entry.error.as_deref() == Some(words) {
            entry.error = None;
        }
    }

    /// The title of the field with the focus; `None` on the stops behind the last one.
    #[must_use]
    pub fn focused(&self) -> Option<&'static str> {
        self.entries.get(self.focus).map(|entry| entry.title)
    }

    /// Goes to the stop that saves.
    pub const fn go_to_save(&mut self) {
        self.focus = self.entries.len();
    }

    /// Checks every field; the first wrong one gets the focus. True when all are in order.
    pub fn check(&mut self, today: NaiveDate) -> bool {
        let mut wrong = None;
        for (at, entry) in self.entries.iter_mut().enumerate() {
            if !entry.check(today, true) {
                wrong.get_or_insert(at);
            }
        }
        if let Some(at) = wrong {
            self.go(at);
        }
        wrong.is_none()
    }

    /// What Enter does now, in the words of the last line.
    #[must_use]
    pub fn enter_words(&self) -> &'static str {
        let fields = self.entries.len();
        if self.focus > fields + 1 {
            "start afresh"
        } else if self.focus > fields {
            "leave"
        } else if self.focus + 1 >= fields || self.is_asked() {
            "save"
        } else {
            "next field"
        }
    }

    /// The place of the last stop behind the fields.
    const fn last_stop(&self) -> usize {
        self.entries.len() + 1 + self.came_back as usize
    }

    /// Whether the focus is where something was asked for.
    fn is_asked(&self) -> bool {
        self.asked_at.is_some() && self.focused() == self.asked_at
    }

    /// Does what a key is bound to.
    pub fn update(&mut self, action: Action, today: NaiveDate) -> FormStep {
        let fields = self.entries.len();
        match action {
            Action::Save => return FormStep::Save,
            Action::Close => return FormStep::Leave,
            Action::Accept if self.focus > fields + 1 => return FormStep::Afresh,
            Action::Accept if self.focus > fields => return FormStep::Leave,
            Action::Accept if self.focus + 1 >= fields || self.is_asked() => return FormStep::Save,
            Action::Accept => self.leave_field(today, self.focus + 1),
            Action::NextField => self.leave_field(today, (self.focus + 1) % (self.last_stop() + 1)),
            Action::PreviousField => {
                let last = self.last_stop();
                self.leave_field(today, (self.focus + last) % (last + 1));
            }
            Action::Left => self.sideways(-1),
            Action::Right => self.sideways(1),
            _ => {}
        }
        FormStep::Stay
    }

    /// Takes a key as text for the focused field; Backspace in an empty first field leaves.
    pub fn input(&mut self, key: KeyEvent) -> FormStep {
        if key.code == KeyCode::Backspace && self.is_rubbed_out() {
            return FormStep::Leave;
        }
        match (self.entries.get_mut(self.focus), key.code) {
            (Some(entry), _) => entry.key(key),
            (None, KeyCode::Char(letter)) if !letter.is_whitespace() => return FormStep::Stray(letter),
            _ => {}
        }
        FormStep::Stay
    }

    /// Takes pasted text for the focused field.
    pub fn paste(&mut self, text: &str) {
        if let Some(entry) = self.entries.get_mut(self.focus) {
            entry.paste(text);
        }
    }

    /// Whether the focused field is one for words, with some in it.
    pub(super) fn is_writing(&self) -> bool {
        let entry = self.entries.get(self.focus);
        entry
            .is_some_and(|entry| matches!(entry.kind, Kind::Text(_) | Kind::Flag { .. }) && !entry.is_empty())
    }

    /// Whether Backspace would leave: the first field is focused, and empty.
    #[must_use]
    pub fn is_rubbed_out(&self) -> bool {
        self.focus == 0 && self.entries.first().is_none_or(Entry::is_empty)
    }

    /// Leaves the focused field with a check, so that a slip is named where it was made.
    fn leave_field(&mut self, today: NaiveDate, to: usize) {
        if let Some(entry) = self.entries.get_mut(self.focus) {
            entry.check(today, false);
        }
        self.go(to);
    }

    fn go(&mut self, to: usize) {
        self.asked_at = None;
        self.focus = to;
        if let Some(entry) = self.entries.get_mut(to) {
            entry.begin();
        }
    }

    fn sideways(&mut self, by: isize) {
        let fields = self.entries.len();
        match self.entries.get_mut(self.focus) {
            Some(entry) if entry.is_choice() => entry.turn(by),
            Some(entry) => {
                let code = if by < 0 { KeyCode::Left } else { KeyCode::Right };
                entry.key(KeyEvent::new(code, KeyModifiers::NONE));
            }
            None => {
                let to = self.focus.saturating_add_signed(by);
                self.focus = to.clamp(fields, self.last_stop());
            }
        }
    }
}
