//! The other door for changes: the program's own books, which are no part of the salon and are not journaled.

use chrono::{DateTime, Utc};

use super::backup_log::{self, BackupEntry};
use super::error::Result;
use super::{Store, draft, hold};
use crate::domain::draft::Draft;
use crate::domain::hold::Hold;
use crate::domain::id::{DraftId, HoldId};

/// Something to remember that nobody undoes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Times are held for a caller, or held for longer; the moment is now.
    Hold(Vec<Hold>, DateTime<Utc>),
    /// A held time is let go.
    LetGo(HoldId),
    /// A desk leaves: everything its process holds is let go.
    Leave(u32),
    /// What is half typed by now.
    Draft(Draft),
    /// A draft was saved or thrown away.
    DropDraft(DraftId),
    /// Something became of a backup.
    Backup(BackupEntry),
}

impl Store {
    /// Writes a note in one transaction; it is on the disk when this returns.
    ///
    /// # Errors
    /// `Busy` when another session holds the write lock for longer than this connection waits, and the file's own
    /// failures. Nothing depends on a note: a desk goes on without it.
    pub fn note(&mut self, note: &Note) -> Result<()> {
        // A commit that failed on the disk leaves a connection that nothing more may be written through.
        self.twice(|store| {
            store.write(|tx| match note {
                Note::Hold(holds, now_utc) => {
                    holds.iter().try_for_each(|hold| hold::keep(tx, hold, *now_utc))
                }
                Note::LetGo(id) => hold::let_go(tx, *id),
                Note::Leave(process) => hold::leave(tx, *process),
                Note::Draft(draft) => draft::keep(tx, draft),
                Note::DropDraft(id) => draft::forget(tx, *id),
                Note::Backup(entry) => backup_log::add(tx, entry),
            })
        })
    }
}
