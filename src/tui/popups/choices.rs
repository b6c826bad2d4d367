//! A short numbered list of what else can be done: a row says why not while it cannot be taken, and opens what it is about.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::numbered::picked;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::widgets::list::{self, Window};
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{fit, line_at, wrap};

/// The widest the list is drawn.
const WIDTH: u16 = 60;

/// One thing more that can be done with what was asked for.
pub(super) struct Row<Asked> {
    pub words: &'static str,
    /// Why it cannot be done now.
    pub not_now: fn(&Asked) -> Option<Reason>,
    /// What it opens in place of the list; pop-ups come by `Effect::Replace`.
    pub open: fn(&Asked, &Cx) -> Result<Effect>,
}

/// The list.
pub struct Choices<Asked: 'static> {
    title: String,
    asked: Asked,
    rows: &'static [Row<Asked>],
    window: Window,
}

impl<Asked> Choices<Asked> {
    /// Offers these rows for what was asked.
    pub(super) fn new(title: String, asked: Asked, rows: &'static [Row<Asked>]) -> Self {
        Self {
            title,
            asked,
            rows,
            window: Window::default(),
        }
    }

    fn row(&self) -> Option<&'static Row<Asked>> {
        self.rows.get(self.window.selected)
    }
}

impl<Asked> Component for Choices<Asked> {
    fn context(&self) -> Context {
        Context::Choice
    }

    fn reload(&mut self, _cx: &Cx) -> Result<()> {
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let row = self.row().filter(|_| action == Action::Accept)?;
        (row.not_now)(&self.asked)
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        match (action, self.row()) {
            (Action::Up, _) => self.window.step(-1, self.rows.len()),
            (Action::Down, _) => self.window.step(1, self.rows.len()),
            (Action::Close, _) => return Ok(Effect::Close),
            (Action::Accept, Some(row)) => return (row.open)(&self.asked, cx),
            _ => {
                if let Some(row) = picked(action) {
                    self.window.select(row, self.rows.len());
                }
            }
        }
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let why = self.row().and_then(|row| (row.not_now)(&self.asked));
        let why = why.map_or_else(Vec::new, |why| {
            wrap(&format!("Not now: {why}"), usize::from(WIDTH) - 4)
        });
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let height = rows + 4 + u16::try_from(why.len()).unwrap_or(0);
        let inside = popup::open(frame, area, WIDTH, height, &self.title, paint);
        for (at, (row, number)) in self.rows.iter().zip(1..).enumerate() {
            let possible = (row.not_now)(&self.asked).is_none();
            let style = if possible { theme.base } else { theme.dim };
            let room = usize::from(inside.width).saturating_sub(4);
            let sign = list::sign(at == self.window.selected, paint);
            let mut line = Line::from(vec![
                Span::raw(sign),
                Span::styled(format!("{number} "), theme.footer_key),
                Span::styled(fit(row.words, room, paint), style),
            ]);
            if at == self.window.selected {
                line = line.patch_style(theme.selected);
            }
            line_at(frame, inside, u16::try_from(at).unwrap_or(u16::MAX), line);
        }
        for (row, words) in (rows..).zip(why) {
            line_at(frame, inside, row, Line::styled(words, theme.warning));
        }
        let keys = Line::styled("Enter takes it    Backspace goes back", theme.footer_key);
        line_at(frame, inside, inside.height.saturating_sub(1), keys);
    }
}
