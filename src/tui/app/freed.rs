//! A time that has just become free is offered to those who wait for one.

use super::App;
use crate::booking::{Freed, candidates};
use crate::store::Result;
use crate::tui::popups::freed::FreedTime;

impl App {
    /// Shows who fits the first of these times that anybody who waits fits; what was just said stays there to be read.
    pub(super) fn offer_freed(&mut self, freed: &[Freed]) -> Result<()> {
        if freed.is_empty() || !self.store.anybody_waits()? {
            return Ok(());
        }
        let now = self.now();
        for one in freed {
            if !candidates(&self.store, one, now)?.is_empty() {
                let said = self.message.take();
                self.push(Box::new(FreedTime::of(*one)))?;
                self.message = said;
                break;
            }
        }
        Ok(())
    }
}
