//! Today.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint};
use crate::tui::keymap::Context;

/// Today.
#[derive(Default)]
pub struct Today {}

impl Today {
    /// The screen on a day.
    #[must_use]
    pub fn new(_day: chrono::NaiveDate) -> Self {
        Self {}
    }
}

impl Component for Today {
    fn context(&self) -> Context {
        Context::Today
    }

    fn reload(&mut self, _cx: &Cx) -> Result<()> {
        Ok(())
    }

    fn update(&mut self, _action: Action, _cx: &Cx) -> Result<Effect> {
        Ok(Effect::None)
    }

    fn view(&mut self, _frame: &mut Frame, _area: Rect, _paint: &Paint) {}
}
