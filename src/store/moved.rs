//! Notices that the salon's file was moved, replaced, overwritten or deleted under a running program.
//!
//! The database engine goes on writing into the old file, whose name is gone, or into a log that no longer fits:
//! everything would look saved and be lost. So every write first compares the file with the one that was opened.

use std::cell::Cell;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rusqlite::Connection;

use super::error::{Result, StoreError};
use super::open::stale::is_overwritten;

/// The identity of a file at the moment it was opened.
#[derive(Debug)]
pub(crate) struct Moved {
    path: PathBuf,
    identity: (u64, u64),
    /// When the file was last written and how long it was, as far as that is known to be in order.
    written: Cell<Option<(SystemTime, u64)>>,
}

impl Moved {
    /// Remembers which file a path names now.
    pub(crate) fn watch(path: &Path) -> Result<Self> {
        let found =
            std::fs::metadata(path).map_err(StoreError::io(format!("looking at {}", path.display())))?;
        Ok(Self {
            path: path.to_owned(),
            identity: (found.dev(), found.ino()),
            written: Cell::new(written(&found)),
        })
    }

    /// Refuses when the path names another file by now.
    pub(crate) fn same_name(&self) -> Result<Metadata> {
        match std::fs::metadata(&self.path) {
            Ok(found) if (found.dev(), found.ino()) == self.identity => Ok(found),
            _ => Err(StoreError::Moved(self.path.clone())),
        }
    }

    /// Refuses when the path names another file by now, or another one was written into it. Inside a transaction it
    /// holds until the commit.
    pub(crate) fn check(&self, connection: &Connection) -> Result<()> {
        let found = self.same_name()?;
        // Only a log that is folded in writes the file, so there is seldom anything to look at.
        let now = written(&found);
        if now != self.written.get() {
            if is_overwritten(connection, &self.path) {
                return Err(StoreError::Moved(self.path.clone()));
            }
            self.written.set(now);
        }
        Ok(())
    }
}

fn written(found: &Metadata) -> Option<(SystemTime, u64)> {
    found.modified().ok().map(|at| (at, found.len()))
}
