//! Something that has to be read: any of the usual keys closes it.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Tab};
use crate::tui::keymap::Context;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{line_at, wrap_all};

/// The widest the text is drawn.
const WIDTH: u16 = 70;

/// Some sentences over the desk.
pub struct Told {
    title: &'static str,
    /// Each begins on a line of its own.
    words: Vec<String>,
    /// The screen that has more about it.
    then: Option<Tab>,
}

impl Told {
    /// Tells in whole sentences.
    #[must_use]
    pub fn new(title: &'static str, words: String) -> Self {
        Self::each(title, vec![words])
    }

    /// Tells several things, each on a line of its own.
    #[must_use]
    pub const fn each(title: &'static str, words: Vec<String>) -> Self {
        Self {
            title,
            words,
            then: None,
        }
    }

    /// The same; Enter goes to the screen on which one works through it.
    #[must_use]
    pub fn then(self, tab: Tab) -> Self {
        Self {
            then: Some(tab),
            ..self
        }
    }
}

impl Component for Told {
    fn context(&self) -> Context {
        Context::Question
    }

    fn reload(&mut self, _cx: &Cx) -> Result<()> {
        Ok(())
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept if self.then.is_some() => "go there",
            Action::Accept => "go on",
            Action::Close if self.then.is_some() => "later",
            _ => action.words(),
        }
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        Ok(match action {
            Action::Accept => self.then.map_or(Effect::Close, Effect::GoTo),
            Action::Close => Effect::Close,
            _ => Effect::None,
        })
    }

    fn input(&mut self, key: KeyEvent, _cx: &Cx) -> Result<Effect> {
        // Its words name the screen by its key.
        let there = self.then.filter(|tab| key.code == KeyCode::Char(tab.digit()));
        Ok(there.map_or_else(|| Effect::stray(key), Effect::GoTo))
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let width = WIDTH.min(area.width.saturating_sub(4));
        let room = usize::from(width).max(1);
        let lines: Vec<String> = self
            .words
            .iter()
            .flat_map(|words| wrap_all(words, room))
            .collect();
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4);
        let inside = popup::open(frame, area, width + 4, height, self.title, paint);
        for (row, line) in (0u16..).zip(&lines) {
            line_at(frame, inside, row, Line::raw(line.as_str()));
        }
        let keys = if self.then.is_some() {
            "Enter goes there    Backspace later"
        } else {
            "Enter goes on"
        };
        let keys = Line::styled(keys, paint.look.theme.footer_key);
        line_at(frame, inside, inside.height.saturating_sub(1), keys);
    }
}
