//! Going to a day by its name: `fri`, `+6w`, `12 mar`, `2026-12-01`.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::phrase::parse_day_to_see;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Answer, Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{line_at, wrap};

/// The field for a day.
pub struct Jump {
    field: Field,
    today: NaiveDate,
    /// A day that left something open, and what: where Enter alone goes.
    open: Option<(NaiveDate, String)>,
}

impl Jump {
    /// Asks for a day, seen from today.
    #[must_use]
    pub fn new(today: NaiveDate) -> Self {
        Self {
            field: Field::new("", 40),
            today,
            open: None,
        }
    }

    /// The same from today's board: Enter alone goes to the day that left something open, where one did.
    #[must_use]
    pub fn with_open(self, open: Option<(NaiveDate, String)>) -> Self {
        Self { open, ..self }
    }

    /// Where the field leads as it stands.
    fn day(&self) -> NaiveDate {
        let typed = parse_day_to_see(self.field.text(), self.today);
        let open = self.open.as_ref().filter(|_| self.field.is_empty());
        open.map_or_else(|| typed.unwrap_or(self.today), |(day, _)| *day)
    }
}

impl Component for Jump {
    fn context(&self) -> Context {
        Context::Line
    }

    fn answers(&self, action: Action) -> bool {
        !matches!(action, Action::Up | Action::Down)
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        if action != Action::Accept || self.field.is_empty() {
            return None;
        }
        parse_day_to_see(self.field.text(), self.today)
            .err()
            .map(|error| Reason::Owned(error.to_string()))
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.today = cx.now.date();
        Ok(())
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        Ok(match action {
            Action::Close => Effect::Close,
            Action::Accept => Effect::Return(Answer::Day(self.day())),
            _ => Effect::None,
        })
    }

    fn is_rubbed_out(&self) -> bool {
        self.field.is_empty()
    }

    fn input(&mut self, key: KeyEvent, _cx: &Cx) -> Result<Effect> {
        if key.code == KeyCode::Backspace && self.is_rubbed_out() {
            return Ok(Effect::Close);
        }
        self.field.key(key);
        Ok(Effect::None)
    }

    fn paste(&mut self, text: &str, _cx: &Cx) -> Result<Effect> {
        self.field.paste(text);
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let inside = popup::open(frame, area, 58, 7, "Go to a day", paint);
        self.field
            .view(frame, Rect { height: 1, ..inside }, theme.title, true);
        let (words, style) = if self.field.is_empty() {
            let enter = match &self.open {
                Some((_, words)) => format!("Enter is {words}."),
                None => "Enter is today.".to_owned(),
            };
            (
                format!("{enter} Or: fri, tomorrow, +6w, 12 mar, 2026-12-01"),
                theme.dim,
            )
        } else {
            match parse_day_to_see(self.field.text(), self.today) {
                Ok(day) => (day.format("%A %-d %B %Y").to_string(), theme.good),
                Err(error) => (error.to_string(), theme.warning),
            }
        };
        for (row, line) in wrap(&words, usize::from(inside.width)).into_iter().enumerate() {
            line_at(
                frame,
                inside,
                u16::try_from(row + 2).unwrap_or(u16::MAX),
                Line::styled(line, style),
            );
        }
    }
}
