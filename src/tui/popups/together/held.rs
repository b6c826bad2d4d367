//! Times for several dogs that another desk holds: marked, started beside, and never in anybody's way.

use super::Together;
use crate::booking::together::held_for_all;
use crate::store::Result;
use crate::tui::component::Cx;

impl Together {
    /// Looks which of the times another desk holds; Enter alone takes none that somebody else is about to promise.
    pub(super) fn look_for_held(&mut self, cx: &Cx) -> Result<()> {
        let wanted = self.wanted(cx);
        self.held = held_for_all(cx.store, &wanted, &self.offers, |day| cx.held(day))?;
        let best = self.choosing.time.selected;
        let free = self.held.iter().enumerate().filter(|(_, hold)| hold.is_none());
        let nearest = free.map(|(row, _)| row).min_by_key(|row| row.abs_diff(best));
        if let Some(row) = nearest.filter(|_| best == 0 || !self.choosing.typing.told) {
            self.choosing.time.select(row, self.offers.len());
        }
        Ok(())
    }
}
