//! A question before something that is hard to overlook: Enter is yes, Backspace is no.

use std::path::PathBuf;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::store::{Edit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint};
use crate::tui::keymap::Context;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{line_at, wrap};

/// A question with what yes means.
pub struct Question {
    title: &'static str,
    words: String,
    yes: Yes,
}

enum Yes {
    Apply(Box<Edit>),
    Return(Box<Edit>),
    Restore(PathBuf),
}

impl Question {
    /// Asks in a whole sentence.
    #[must_use]
    pub fn new(title: &'static str, words: String, yes: Edit) -> Self {
        Self {
            title,
            words,
            yes: Yes::Apply(Box::new(yes)),
        }
    }

    /// Asks over a card, which is there again with either answer.
    #[must_use]
    pub fn over_a_card(title: &'static str, words: String, yes: Edit) -> Self {
        Self {
            title,
            words,
            yes: Yes::Return(Box::new(yes)),
        }
    }

    /// Asks before a backup is brought back.
    #[must_use]
    pub const fn restoring(words: String, backup: PathBuf) -> Self {
        Self {
            title: "Restore",
            words,
            yes: Yes::Restore(backup),
        }
    }
}

impl Component for Question {
    fn context(&self) -> Context {
        Context::Question
    }

    fn reload(&mut self, _cx: &Cx) -> Result<()> {
        Ok(())
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept => "yes",
            Action::Close => "no",
            _ => action.words(),
        }
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        Ok(match action {
            Action::Accept => match &self.yes {
                Yes::Apply(edit) => Effect::Apply((**edit).clone()),
                Yes::Return(edit) => Effect::ApplyAndReturn((**edit).clone()),
                Yes::Restore(backup) => Effect::Restore(backup.clone()),
            },
            Action::Close => Effect::Close,
            _ => Effect::None,
        })
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let lines = wrap(&self.words, 52);
        let height = u16::try_from(lines.len()).unwrap_or(10) + 4;
        let inside = popup::open(frame, area, 58, height, self.title, paint);
        for (row, line) in lines.iter().enumerate() {
            line_at(
                frame,
                inside,
                u16::try_from(row).unwrap_or(u16::MAX),
                Line::raw(line.as_str()),
            );
        }
        let keys = Line::styled("Enter yes    Backspace no", paint.look.theme.footer_key);
        line_at(frame, inside, inside.height.saturating_sub(1), keys);
    }
}
