//! The history: who did what and when, newest first; typing narrows it down, Enter shows before and after.

use chrono::NaiveDateTime;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::entry::EntryCard;
use crate::domain::clock::hhmm;
use crate::domain::text::LINE;
use crate::store::{About, Entry, EntryAsk, EntryState, Result, Store, StoreError, Visit};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::paged::{Paged, Rows};
use crate::tui::widgets::text::{cut, fit};
use crate::tui::widgets::{popup, search, table};

/// Columns of a moment: `20 Nov 10:03`.
const WHEN: usize = 14;

/// Columns of a name.
const WHO: usize = 10;

/// The entries of the journal, newest first.
struct NewestFirst<'a> {
    store: &'a Store,
    ask: &'a EntryAsk,
}

impl Rows for NewestFirst<'_> {
    type Row = Entry;
    type Error = StoreError;

    fn after(&self, row: Option<&Entry>, limit: usize) -> Result<Vec<Entry>> {
        self.store
            .entries_older(row.map(|entry| entry.id), self.ask, limit)
    }

    fn before(&self, row: Option<&Entry>, limit: usize) -> Result<Vec<Entry>> {
        self.store
            .entries_newer(row.map(|entry| entry.id), self.ask, limit)
    }

    fn again(&self, row: &Entry) -> Result<Option<Entry>> {
        self.store.entry(row.id)
    }
}

/// A moment as the history says it: only the time when it was today, only the day when it was in another year.
#[must_use]
pub fn when(at: NaiveDateTime, now: NaiveDateTime) -> String {
    use chrono::Datelike;
    let form = if at.date() == now.date() {
        "%H:%M"
    } else if at.year() == now.year() {
        "%-d %b %H:%M"
    } else {
        "%-d %b %Y"
    };
    at.format(form).to_string()
}

/// The list of entries.
pub struct History {
    field: Field,
    /// What the list can be narrowed to with Tab, by name.
    subjects: Vec<(String, About)>,
    /// 0 for everything, else a subject.
    narrowed: usize,
    list: Paged<Entry>,
}

impl History {
    fn with(subjects: Vec<(String, About)>, narrowed: usize) -> Self {
        Self {
            field: Field::new("", LINE),
            subjects,
            narrowed,
            list: Paged::default(),
        }
    }

    /// Everything that was done.
    #[must_use]
    pub fn all() -> Self {
        Self::with(Vec::new(), 0)
    }

    /// What was done to one dog or client; Tab shows everything.
    #[must_use]
    pub fn of(name: &str, about: About) -> Self {
        Self::with(vec![(name.to_owned(), about)], 1)
    }

    /// Everything that was done; Tab shows only this dog or client.
    #[must_use]
    pub fn beside(name: &str, about: About) -> Self {
        Self::with(vec![(name.to_owned(), about)], 0)
    }

    /// Everything that was done; Tab shows only this appointment, then only its dog.
    #[must_use]
    pub fn about_visit(visit: &Visit) -> Self {
        let a = &visit.appointment;
        let time = format!("{} {}", visit.dog, hhmm(a.start_min));
        Self::with(
            vec![
                (time, About::Appointment(a.id)),
                (visit.dog.clone(), About::Dog(a.dog_id)),
            ],
            0,
        )
    }

    fn ask(&self) -> EntryAsk {
        let subject = self.narrowed.checked_sub(1).and_then(|at| self.subjects.get(at));
        EntryAsk {
            words: self.field.text().to_owned(),
            about: subject.map(|(_, about)| *about),
        }
    }

    fn ask_anew(&mut self, cx: &Cx) -> Result<Effect> {
        let ask = self.ask();
        self.list.first(&NewestFirst {
            store: cx.store,
            ask: &ask,
        })?;
        Ok(Effect::None)
    }

    /// What Tab does next, in words.
    fn next_words(&self) -> Option<String> {
        if self.subjects.is_empty() {
            return None;
        }
        Some(match self.subjects.get(self.narrowed) {
            Some((name, _)) => format!("Tab: only {name}"),
            None => "Tab: everything".to_owned(),
        })
    }

    fn row(entry: &Entry, width: usize, paint: &Paint) -> Line<'static> {
        let theme = &paint.look.theme;
        let (state, style) = match entry.state {
            EntryState::Stands | EntryState::Fixed | EntryState::Updated => ("", theme.base),
            EntryState::TakenBack { .. } => ("taken back", theme.dim),
            EntryState::UnderWay => ("not finished", theme.warning),
        };
        let room = width.saturating_sub(2 + WHEN + WHO + state.len());
        Line::from(vec![
            Span::styled(fit(&when(entry.at, paint.now), WHEN, paint), theme.dim),
            Span::raw(fit(&cut(&entry.actor, WHO - 1, paint), WHO, paint)),
            Span::styled(
                fit(&cut(&entry.label, room.saturating_sub(1), paint), room, paint),
                style,
            ),
            Span::styled(state, style),
        ])
    }
}

impl Component for History {
    fn context(&self) -> Context {
        Context::Search
    }

    fn answers(&self, action: Action) -> bool {
        action != Action::NextField || !self.subjects.is_empty()
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept => "before and after",
            Action::NextField if self.narrowed < self.subjects.len() => "only one",
            Action::NextField => "everything",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        (action == Action::Accept && self.list.is_empty()).then_some(Reason::Borrowed(
            "nothing like that was done; fewer letters find more",
        ))
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let ask = self.ask();
        self.list.reload(&NewestFirst {
            store: cx.store,
            ask: &ask,
        })
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let ask = self.ask();
        let rows = NewestFirst {
            store: cx.store,
            ask: &ask,
        };
        match action {
            Action::Up => self.list.step(-1, &rows)?,
            Action::Down => self.list.step(1, &rows)?,
            Action::PageUp => self.list.step(-self.list.page(), &rows)?,
            Action::PageDown => self.list.step(self.list.page(), &rows)?,
            Action::Close => return Ok(Effect::Close),
            Action::NextField => {
                self.narrowed = (self.narrowed + 1) % (self.subjects.len() + 1);
                return self.ask_anew(cx);
            }
            Action::Accept => {
                if let Some(entry) = self.list.selected() {
                    return Ok(Effect::Open(Box::new(EntryCard::of(entry.id, ask))));
                }
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
            self.ask_anew(cx)
        } else {
            Ok(Effect::None)
        }
    }

    fn paste(&mut self, text: &str, cx: &Cx) -> Result<Effect> {
        self.field.paste(text);
        self.ask_anew(cx)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let title = match self.narrowed.checked_sub(1).and_then(|at| self.subjects.get(at)) {
            Some((name, _)) => format!("History of {name}"),
            None => "History".to_owned(),
        };
        let inside = popup::open(frame, area, 96, 60, &title, paint);
        let hint = "newest first; type who, what or a day".to_owned();
        let words = [Some(hint), self.next_words()];
        let words: Vec<String> = words.into_iter().flatten().collect();
        let list = search::head(&self.field, &words.join("  "), frame, inside, paint);
        if self.list.is_empty() {
            let words = "Nothing like that was done, as far as the newest 20,000 entries tell.";
            table::nothing(frame, list, words, paint);
            return;
        }
        let selected = self.list.selected_at();
        let (range, entries) = self.list.in_sight(usize::from(list.height));
        for (row, (at, entry)) in range.zip(entries).enumerate() {
            let line = Self::row(entry, usize::from(list.width), paint);
            table::row(frame, list, row, line, at == selected, paint);
        }
    }
}
