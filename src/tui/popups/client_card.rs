//! ClientCard.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::id::ClientId;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint};
use crate::tui::keymap::Context;

/// ClientCard.
pub struct ClientCard(ClientId);

impl ClientCard {
    /// The card of one.
    #[must_use]
    pub const fn of(id: ClientId) -> Self {
        Self(id)
    }
}

impl Component for ClientCard {
    fn context(&self) -> Context {
        Context::Card
    }

    fn reload(&mut self, _cx: &Cx) -> Result<()> {
        Ok(())
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        let _ = self.0;
        Ok(if action == Action::Close {
            Effect::Close
        } else {
            Effect::None
        })
    }

    fn view(&mut self, _frame: &mut Frame, _area: Rect, _paint: &Paint) {}
}
