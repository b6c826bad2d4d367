//! Why a key that opens something to type in cannot do so now. What is typed on goes into this box, where it does nothing,
//! and not to the screen, where each letter of it would do something.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{line_at, wrap};

const WIDTH: u16 = 58;

/// A reason over the desk.
pub struct NotNow {
    action: Action,
    reason: Reason,
}

impl NotNow {
    /// Says why this cannot be done now.
    #[must_use]
    pub const fn new(action: Action, reason: Reason) -> Self {
        Self { action, reason }
    }

    /// Whether somebody who presses the key of an action there goes on typing at once: a day, a time, a reason.
    #[must_use]
    pub fn is_for(action: Action, context: Context) -> bool {
        match action {
            Action::Book
            | Action::Again
            | Action::Move
            | Action::Series
            | Action::Resize
            | Action::Cancel => context.is_screen() || context == Context::Card,
            // Whoever expects its question answers it at once.
            Action::Edit | Action::NoShow => context == Context::Today,
            _ => false,
        }
    }
}

impl Component for NotNow {
    fn context(&self) -> Context {
        Context::NotNow
    }

    fn reload(&mut self, _cx: &Cx) -> Result<()> {
        Ok(())
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        Ok(match action {
            Action::Close => Effect::Close,
            _ => Effect::None,
        })
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let lines = wrap(&self.reason, usize::from(WIDTH) - 4);
        let height = u16::try_from(lines.len()).unwrap_or(10) + 4;
        let title = format!("Not now: {}", self.action.words());
        let inside = popup::open(frame, area, WIDTH, height, &title, paint);
        for (row, line) in (0u16..).zip(&lines) {
            line_at(frame, inside, row, Line::raw(line.as_str()));
        }
        let keys = Line::styled("Enter closes", paint.look.theme.footer_key);
        line_at(frame, inside, inside.height.saturating_sub(1), keys);
    }
}
