//! DogForm.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint};
use crate::tui::keymap::Context;

/// DogForm.
pub struct DogForm(String);

impl DogForm {
    /// A new dog that is booked as soon as it is saved.
    #[must_use]
    pub fn to_book(name: &str) -> Self {
        Self(name.to_owned())
    }
}

impl Component for DogForm {
    fn context(&self) -> Context {
        Context::Card
    }

    fn reload(&mut self, _cx: &Cx) -> Result<()> {
        Ok(())
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        let _ = &self.0;
        Ok(if action == Action::Close {
            Effect::Close
        } else {
            Effect::None
        })
    }

    fn view(&mut self, _frame: &mut Frame, _area: Rect, _paint: &Paint) {}
}
