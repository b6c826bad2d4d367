//! "How big is it?", where the price goes by it and nobody noted it: a digit and Enter, or Enter alone while nobody knows.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::numbered::picked;
use crate::booking::NoSize;
use crate::domain::clock::length;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint};
use crate::tui::keymap::Context;
use crate::tui::widgets::text::{fit, line_at, wrap};
use crate::tui::widgets::{list::Window, popup};

const WIDTH: u16 = 64;

/// The question; the booking waits at the desk.
pub struct AskSize {
    about: NoSize,
    window: Window,
}

impl AskSize {
    /// Asks how big this dog is; that nobody knows is what Enter says.
    #[must_use]
    pub fn new(about: NoSize) -> Self {
        let mut window = Window::default();
        window.select(about.costs.len(), about.costs.len() + 1);
        Self { about, window }
    }

    fn rows(&self) -> Vec<String> {
        let sizes = self.about.costs.iter().map(|(size, cost)| {
            format!(
                "{:<7} {}, {} on the table",
                size.as_str(),
                cost.price_cents,
                length(cost.minutes)
            )
        });
        let least = &self.about.least;
        let unknown = format!(
            "nobody knows yet: from {}, {} kept",
            least.price_cents,
            length(least.minutes)
        );
        sizes.chain([unknown]).collect()
    }
}

impl Component for AskSize {
    fn context(&self) -> Context {
        Context::Choice
    }

    fn reload(&mut self, _cx: &Cx) -> Result<()> {
        Ok(())
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept => "book it so",
            Action::Close => "back, nothing saved",
            _ => action.words(),
        }
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        let rows = self.about.costs.len() + 1;
        match action {
            Action::Up => self.window.step(-1, rows),
            Action::Down => self.window.step(1, rows),
            Action::Close => return Ok(Effect::Close),
            Action::Accept => {
                let size = self.about.costs.get(self.window.selected);
                let size = size.map(|(size, _)| *size);
                return Ok(Effect::ApplySized(Box::new(self.about.dog.clone()), size));
            }
            _ => {
                if let Some(row) = picked(action) {
                    self.window.select(row, rows);
                }
            }
        }
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let ask = format!(
            "What {} costs goes by the size, and nobody noted that of {}.",
            self.about.service, self.about.dog.first_name
        );
        let ask = wrap(&ask, usize::from(WIDTH) - 4);
        let rows = self.rows();
        let height = u16::try_from(ask.len() + rows.len() + 5).unwrap_or(u16::MAX);
        let title = format!("How big is {}?", self.about.dog.first_name);
        let inside = popup::open(frame, area, WIDTH, height, &title, paint);
        let mut row = 0;
        for line in ask {
            line_at(frame, inside, row, Line::raw(line));
            row += 1;
        }
        row += 1;
        for (at, (words, number)) in rows.iter().zip(1..).enumerate() {
            let room = usize::from(inside.width).saturating_sub(2);
            let mut line = Line::from(vec![
                Span::styled(format!("{number} "), theme.footer_key),
                Span::styled(fit(words, room, paint), theme.base),
            ]);
            if at == self.window.selected {
                line = line.patch_style(theme.selected);
            }
            line_at(frame, inside, row, line);
            row += 1;
        }
        let keys = "a digit says which, Enter books it so    Backspace goes back";
        let keys = Line::styled(keys, theme.footer_key);
        line_at(frame, inside, inside.height.saturating_sub(1), keys);
    }
}
