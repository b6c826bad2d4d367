//! Services.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint};
use crate::tui::keymap::Context;

/// Services.
#[derive(Default)]
pub struct Services {}

impl Component for Services {
    fn context(&self) -> Context {
        Context::Services
    }

    fn reload(&mut self, _cx: &Cx) -> Result<()> {
        Ok(())
    }

    fn update(&mut self, _action: Action, _cx: &Cx) -> Result<Effect> {
        Ok(Effect::None)
    }

    fn view(&mut self, _frame: &mut Frame, _area: Rect, _paint: &Paint) {}
}
