//! What has to be answered before an edit is saved: Enter saves it all the same, Backspace goes back to where it came from.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint};
use crate::tui::keymap::Context;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{line_at, wrap};

const WIDTH: u16 = 70;

/// The question; the edit waits at the desk.
pub struct BeforeSaving {
    words: Vec<String>,
    /// It takes back, or brings back, what was done on another day.
    takes_back: bool,
}

impl BeforeSaving {
    /// Asks it in whole sentences.
    #[must_use]
    pub const fn new(words: Vec<String>) -> Self {
        Self {
            words,
            takes_back: false,
        }
    }

    /// Asks whether something of another day is meant.
    #[must_use]
    pub const fn taking_back(words: Vec<String>) -> Self {
        Self {
            words,
            takes_back: true,
        }
    }
}

impl BeforeSaving {
    const fn title(&self) -> &'static str {
        if self.takes_back {
            "From another day"
        } else {
            "Not saved yet"
        }
    }
}

impl Component for BeforeSaving {
    fn context(&self) -> Context {
        Context::Question
    }

    fn reload(&mut self, _cx: &Cx) -> Result<()> {
        Ok(())
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept if self.takes_back => "do it all the same",
            Action::Close if self.takes_back => "leave it as it is",
            Action::Accept => "save it all the same",
            Action::Close => "back, nothing saved",
            _ => action.words(),
        }
    }

    fn closes_astray(&self) -> bool {
        true
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        Ok(match action {
            Action::Accept => Effect::ApplyAnswered,
            Action::Close => Effect::Close,
            _ => Effect::None,
        })
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let mut lines = Vec::new();
        for words in &self.words {
            for (row, line) in wrap(words, usize::from(WIDTH) - 6).into_iter().enumerate() {
                lines.push(format!("{}{line}", if row == 0 { "! " } else { "  " }));
            }
        }
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4);
        let inside = popup::open(frame, area, WIDTH, height, self.title(), paint);
        for (row, line) in (0u16..inside.height.saturating_sub(2)).zip(lines) {
            line_at(frame, inside, row, Line::styled(line, theme.warning));
        }
        let keys = if self.takes_back {
            "Enter does it all the same    Backspace leaves it as it is"
        } else {
            "Enter again saves it all the same    Backspace goes back"
        };
        let keys = Line::styled(keys, theme.footer_key);
        line_at(frame, inside, inside.height.saturating_sub(1), keys);
    }
}
