//! Times for several dogs that another desk holds: marked, started beside, and never in anybody's way.

use super::Together;
use crate::booking::together::held_for_all;
use crate::domain::clock::hhmm;
use crate::store::Result;
use crate::tui::component::{Cx, Effect};

impl Together {
    /// Looks which of the times another desk holds; Enter alone takes none that somebody else is about to promise.
    pub(super) fn look_for_held(&mut self, cx: &Cx) -> Result<()> {
        let wanted = self.wanted(cx);
        self.held = held_for_all(cx.store, &wanted, &self.offers, |day| cx.held(day))?;
        let best = self.time.selected;
        let free = self.held.iter().enumerate().filter(|(_, hold)| hold.is_none());
        let nearest = free.map(|(row, _)| row).min_by_key(|row| row.abs_diff(best));
        if let Some(row) = nearest.filter(|_| best == 0 || self.near.unseen) {
            self.time.select(row, self.offers.len());
        }
        Ok(())
    }

    /// Says who else holds the time that is selected now.
    pub(super) fn warn(&self) -> Effect {
        let hold = self.held.get(self.time.selected).and_then(Option::as_ref);
        let Some((hold, offer)) = hold.zip(self.offer()) else {
            return Effect::None;
        };
        Effect::Say(format!(
            "{} is held by {} for {}; Enter still takes it",
            hhmm(offer.place.drop_off_min),
            hold.desk,
            hold.dog
        ))
    }
}
