//! Work of many short transactions: an import, and taking one back. Others get in between; one such work at a time; and
//! whatever a crash cuts off is put right by the next start.

use std::fs::File;
use std::ops::ControlFlow;
use std::time::Duration;

use super::Store;
use super::error::{Result, StoreError};
use super::journal::{self, Applied, By, Intent, Kind};
use super::lock::long_work_turn;
use crate::domain::rejection::Rejection;

/// Rows that one transaction of a long undo takes back; about 50 ms of work, so that no desk waits longer.
pub(super) const CHUNK: i64 = 500;

/// Rest between two transactions of a long piece of work, so that other desks get in between.
pub(super) const REST: Duration = Duration::from_millis(20);

/// For work that nobody watches: it is never stopped.
pub(super) const fn on_and_on(_hundredths: i64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Shown that this session, and no other, is at a long piece of work; over when dropped.
pub(super) struct Turn(#[allow(dead_code)] File); // the lock lives as long as the handle

impl Store {
    /// Takes the one turn there is for long work.
    ///
    /// # Errors
    /// `Busy` while another session has it.
    pub(super) fn long_work(&self) -> Result<Turn> {
        long_work_turn(&self.path)?.map(Turn).ok_or_else(|| {
            StoreError::Busy(Some("an import, or the undo of one, at another desk".to_owned()))
        })
    }

    /// Inverts an intent of many rows, chunk by chunk; one that was cut off goes on where it stopped. `tell` hears after
    /// each chunk how many hundredths are done.
    pub(super) fn invert_long(
        &mut self,
        target: Intent,
        by: &By,
        kind: Kind,
        _turn: &Turn,
        tell: &mut dyn FnMut(i64) -> ControlFlow<()>,
    ) -> Result<Applied> {
        let label = kind.label_of(&target.label);
        let (first, last) = (target.first_seq, target.last_seq);
        journal::judge(&self.connection, &target, by.at)?;
        let mut inverse = self.write(|tx| {
            let inverse = journal::begin_or_go_on(tx, target, by, kind)?;
            journal::set_unfinished(tx, Some(inverse.intent))?;
            journal::pause(tx, inverse.intent)?;
            Ok(inverse)
        })?;
        loop {
            let done = self.write(|tx| {
                journal::resume(tx, inverse.intent)?;
                let done = journal::invert_some(tx, &mut inverse, CHUNK)?;
                journal::pause(tx, inverse.intent)?;
                if done {
                    journal::end_inverse(tx, &inverse)?;
                    journal::set_unfinished(tx, None)?;
                }
                Ok(done)
            })?;
            if done {
                return Ok(Applied {
                    intent: inverse.intent,
                    label,
                    kind,
                });
            }
            let done = last + 1 - inverse.below();
            if tell(done * 100 / (last + 1 - first).max(1)).is_break() {
                return Err(StoreError::Stopped);
            }
            std::thread::sleep(REST);
        }
    }

    /// Takes back an import that stopped in the middle.
    pub(super) fn take_back_import(&mut self, intent: i64, by: &By, turn: &Turn) -> Result<Applied> {
        self.write(|tx| journal::close_cut_off(tx, intent))?;
        let target = journal::standing(&self.connection, intent)?
            .ok_or_else(|| Rejection::Missing("that import".to_owned()))?;
        self.invert_long(target, by, Kind::Undo, turn, &mut on_and_on)
    }

    /// What a crash cut off and nobody is at, in the desk's words; whoever opens the file for a command puts it right.
    pub fn cut_off(&self) -> Result<Option<String>> {
        let cut_off = journal::unfinished(&self.connection)?.filter(|_| !self.only_looks());
        match cut_off {
            Some(cut_off) if self.long_work().is_ok() => {
                Ok(self.entry(cut_off.intent)?.map(|entry| entry.label))
            }
            _ => Ok(None),
        }
    }

    /// Puts right what a crash cut off: an import is taken back, an undo or redo is finished. Says in words what was
    /// done, or why it could not be; `None` when there was nothing, or somebody else is at it.
    pub(super) fn put_right(&mut self, by: &By) -> Result<Option<String>> {
        if journal::unfinished(&self.connection)?.is_none() {
            return Ok(None);
        }
        let Ok(turn) = self.long_work() else {
            return Ok(None);
        };
        match self.twice(|store| store.put_right_in_turn(by, &turn)) {
            // Another desk is writing: the next start tries again.
            Err(StoreError::Busy(_)) => Ok(None),
            // The salon opens all the same, and so does the way to make room.
            Err(error @ (StoreError::Full(_) | StoreError::Failing(_))) => Ok(Some(format!(
                "Work that was cut off is not put right yet; the next start tries again. {error}"
            ))),
            done => done,
        }
    }

    /// The same for one whose turn it is already.
    pub(super) fn put_right_in_turn(&mut self, by: &By, turn: &Turn) -> Result<Option<String>> {
        // Read again: it may have ended while the turn was being taken.
        let Some(cut_off) = journal::unfinished(&self.connection)? else {
            return Ok(None);
        };
        let done = match (cut_off.kind.as_str(), cut_off.target) {
            ("undo", Some(target)) => self.finish(target, by, Kind::Undo, turn),
            ("redo", Some(target)) => self.finish(target, by, Kind::Redo, turn),
            _ => self
                .take_back_import(cut_off.intent, by, turn)
                .map(|applied| applied.label),
        };
        match done {
            Ok(label) => Ok(Some(format!("Work that was cut off was put right. {label}"))),
            // Somebody has used the rows meanwhile. They stay, and the salon opens all the same: undo and redo are
            // still there for when the way is free.
            Err(StoreError::Refused(why)) => {
                self.write(|tx| journal::set_unfinished(tx, None))?;
                Ok(Some(format!(
                    "An import or its undo was cut off and stays half done: {why}"
                )))
            }
            Err(error) => Err(error),
        }
    }

    fn finish(&mut self, target: i64, by: &By, kind: Kind, turn: &Turn) -> Result<String> {
        let target = journal::standing(&self.connection, target)?
            .ok_or_else(|| Rejection::Missing("that entry of the journal".to_owned()))?;
        Ok(self.invert_long(target, by, kind, turn, &mut on_and_on)?.label)
    }
}
