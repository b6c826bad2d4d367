//! A time that has just become free is offered to those who wait for one.

use super::App;
use crate::booking::{Freed, candidates, freed_in};
use crate::store::{Applied, Kind, Result};
use crate::tui::popups::freed::FreedTime;

impl App {
    /// Shows who fits the first of these times that anybody who waits fits; what was just said stays there to be read.
    pub(super) fn offer_freed(&mut self, freed: &[Freed]) -> Result<()> {
        if freed.is_empty() || !self.store.anybody_waits()? {
            return Ok(());
        }
        let now = self.now();
        for one in freed {
            let holds = self.this.held_elsewhere(&self.store, one.day)?;
            if !candidates(&self.store, one, &holds, now)?.is_empty() {
                let said = self.message.take();
                self.push(Box::new(FreedTime::of(*one)))?;
                self.message = said;
                break;
            }
        }
        Ok(())
    }

    /// What is said beside the way back where something was taken back: how many who wait fit the time that is free since, and the key
    /// that shows them. Nobody is asked about it: who takes back a slip books it rightly next.
    pub(super) fn tell_freed(&mut self, applied: &Applied) -> Result<String> {
        self.freed = None;
        if !matches!(applied.kind, Kind::Undo | Kind::Redo) || !self.layers.is_empty() {
            return Ok(String::new());
        }
        if !self.store.anybody_waits()? {
            return Ok(String::new());
        }
        let now = self.now();
        for one in freed_in(&self.store, applied.intent)? {
            let holds = self.this.held_elsewhere(&self.store, one.day)?;
            let fits = candidates(&self.store, &one, &holds, now)?.len();
            if fits > 0 {
                self.freed = Some(one);
                let fit = if fits == 1 {
                    "who waits fits"
                } else {
                    "who wait fit"
                };
                return Ok(format!("Tab: {fits} {fit}, "));
            }
        }
        Ok(String::new())
    }

    /// Shows who fits the time that was said to be free; false where none was.
    pub(super) fn show_freed(&mut self) -> Result<bool> {
        let Some(freed) = self.freed.take() else {
            return Ok(false);
        };
        self.push(Box::new(FreedTime::of(freed)))?;
        Ok(true)
    }
}
