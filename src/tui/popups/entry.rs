//! One entry of the history: who, when, and each row before and after; `u` takes it back, whoever made it.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::as_it_stood::AsItStood;
use super::card::scrolled;
use super::history::when;
use crate::domain::rejection::Rejection;
use crate::store::{Edit, Entry, EntryAsk, EntryState, MOST_ROWS, Result, RowChange, RowChanged};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{fit, wrap};

/// Columns of a field's title.
const TITLE: usize = 18;

/// One entry, among those that were asked for.
pub struct EntryCard {
    id: i64,
    ask: EntryAsk,
    entry: Option<Entry>,
    rows: Vec<RowChange>,
    refused: Option<String>,
    top: usize,
    /// Lines in sight, and how far one can scroll, as it was drawn last.
    height: usize,
    most: usize,
}

impl EntryCard {
    /// An entry by its number; Left and Right lead through those that were asked for with it.
    #[must_use]
    pub const fn of(id: i64, ask: EntryAsk) -> Self {
        Self {
            id,
            ask,
            entry: None,
            rows: Vec::new(),
            refused: None,
            top: 0,
            height: 1,
            most: 0,
        }
    }

    /// The day of the book that it touched, if any.
    fn day(&self) -> Option<NaiveDate> {
        self.rows.iter().find_map(|row| row.day)
    }

    fn brings_back(&self) -> bool {
        let state = self.entry.as_ref().map(|entry| &entry.state);
        matches!(state, Some(EntryState::TakenBack { .. }))
    }

    /// Goes to the entry before or after, if there is one.
    fn go(&mut self, earlier: bool, cx: &Cx) -> Result<Effect> {
        let from = Some(self.id);
        let next = if earlier {
            cx.store.entries_older(from, &self.ask, 1)?
        } else {
            cx.store.entries_newer(from, &self.ask, 1)?
        };
        let Some(entry) = next.first() else {
            let words = if earlier {
                "this is the oldest one"
            } else {
                "this is the newest one"
            };
            return Ok(Effect::Say(words.to_owned()));
        };
        *self = Self::of(entry.id, self.ask.clone());
        self.reload(cx)?;
        Ok(Effect::None)
    }

    fn lines(&self, entry: &Entry, width: usize, paint: &Paint) -> Vec<Line<'static>> {
        let theme = &paint.look.theme;
        let mut lines = Vec::new();
        let mut put = |words: &str, style| {
            lines.extend(
                wrap(words, width)
                    .into_iter()
                    .map(|line| Line::styled(line, style)),
            );
        };
        let day = entry.at.format("%A %-d %B %Y, %H:%M");
        put(
            &format!("{} {} {day}", entry.actor, paint.look.glyphs.dot),
            theme.dim,
        );
        put(&entry.label, theme.title);
        match &entry.state {
            EntryState::Stands => {}
            EntryState::TakenBack { by, at } => {
                let words = format!("Taken back by {by}, {}. u brings it back.", when(*at, paint.now));
                put(&words, theme.warning);
            }
            EntryState::UnderWay => put(
                "This is being done at this moment, or was cut off.",
                theme.warning,
            ),
            EntryState::Fixed => put("This made the salon.", theme.dim),
            EntryState::Updated => put("This came with an update of PomSalon.", theme.dim),
        }
        if let Some(refused) = &self.refused {
            put(refused, theme.danger);
        }
        for row in &self.rows {
            lines.push(Line::raw(""));
            let (sign, how) = match row.how {
                RowChanged::Added => ("+", "came into the book"),
                RowChanged::Changed => ("", ""),
                RowChanged::Removed => ("-", "left the book"),
            };
            let words = format!("{sign} {} {how}", row.what);
            let words = wrap(words.trim(), width).into_iter();
            lines.extend(words.map(|line| Line::styled(line, theme.title)));
            for field in &row.fields {
                let value = match row.how {
                    RowChanged::Added => field.after.clone(),
                    RowChanged::Removed => field.before.clone(),
                    RowChanged::Changed => {
                        format!("{} -> {}", or_nothing(&field.before), or_nothing(&field.after))
                    }
                };
                let room = width.saturating_sub(2 + TITLE);
                for (at, part) in wrap(&value, room).into_iter().enumerate() {
                    let title = if at == 0 { field.title.as_str() } else { "" };
                    lines.push(Line::from(vec![
                        Span::styled(format!("  {}", fit(title, TITLE, paint)), theme.dim),
                        Span::raw(part),
                    ]));
                }
            }
        }
        if self.rows.is_empty() {
            lines.push(Line::styled(
                "Nothing in the book is other than before.",
                theme.dim,
            ));
        }
        if entry.rows >= MOST_ROWS {
            lines.push(Line::raw(""));
            let words = format!("It touched many rows; only the first {MOST_ROWS} are shown here.");
            lines.push(Line::styled(words, theme.dim));
        }
        lines
    }
}

fn or_nothing(text: &str) -> &str {
    if text.is_empty() { "(nothing)" } else { text }
}

impl Component for EntryCard {
    fn context(&self) -> Context {
        Context::Entry
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::TakeBack if self.brings_back() => "bring back",
            Action::AsItStood => "the day then",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let state = self.entry.as_ref().map(|entry| &entry.state);
        let why = match (action, state) {
            (Action::TakeBack, None) => "this entry is not in the journal",
            (Action::TakeBack, Some(EntryState::UnderWay)) => {
                "this is being done at this moment, or was cut off"
            }
            (Action::TakeBack, Some(EntryState::Fixed)) => {
                "this made the salon: there is nothing before it to go back to"
            }
            (Action::TakeBack, Some(EntryState::Updated)) => {
                "this came with an update of PomSalon, which reads the book as it is now"
            }
            (Action::AsItStood, _) if self.day().is_none() => "this did not touch any day of the book",
            _ => return None,
        };
        Some(Reason::Borrowed(why))
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.entry = cx.store.entry(self.id)?;
        self.rows = match &self.entry {
            Some(entry) => cx.store.entry_rows(entry)?,
            None => Vec::new(),
        };
        Ok(())
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let page = self.height.saturating_sub(1).max(1);
        match action {
            Action::Close => return Ok(Effect::Close),
            Action::Earlier => return self.go(true, cx),
            Action::Later => return self.go(false, cx),
            Action::TakeBack => {
                let latest = self.entry.as_ref().map(|entry| entry.latest);
                return Ok(latest.map_or(Effect::None, |entry| Effect::Apply(Edit::TakeBack(entry))));
            }
            Action::AsItStood => {
                if let Some(day) = self.day() {
                    return Ok(Effect::Replace(Box::new(AsItStood::after(day, self.id))));
                }
            }
            Action::Up => self.top = self.top.saturating_sub(1),
            Action::Down => self.top = (self.top + 1).min(self.most),
            Action::PageUp => self.top = self.top.saturating_sub(page),
            Action::PageDown => self.top = (self.top + page).min(self.most),
            _ => {}
        }
        Ok(Effect::None)
    }

    fn refused(&mut self, rejection: &Rejection) {
        self.refused = Some(format!("It stays as it is: {rejection}."));
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let width = 76.min(area.width);
        let room = usize::from(width.saturating_sub(4));
        let lines = match &self.entry {
            Some(entry) => self.lines(entry, room, paint),
            None => vec![Line::raw("This entry is not in the journal. Backspace closes.")],
        };
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
        let inside = popup::open(frame, area, width, height, "Before and after", paint);
        self.height = usize::from(inside.height);
        self.most = lines.len().saturating_sub(self.height);
        self.top = self.top.min(self.most);
        scrolled(frame, inside, lines, self.top, paint);
    }
}
