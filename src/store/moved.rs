//! Notices that the salon's file was moved, replaced or deleted under a running program.
//!
//! The database engine goes on writing into the old file, whose name is gone: everything would look saved and be
//! lost. So every write first compares the file's device and inode with those it was opened with.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rusqlite::Transaction;

use super::error::{Result, StoreError};

/// The identity of a file at the moment it was opened.
#[derive(Debug)]
pub(super) struct Moved {
    path: PathBuf,
    identity: (u64, u64),
}

impl Moved {
    /// Remembers which file a path names now.
    pub(super) fn watch(path: &Path) -> Result<Self> {
        let meta =
            std::fs::metadata(path).map_err(StoreError::io(format!("looking at {}", path.display())))?;
        Ok(Self {
            path: path.to_owned(),
            identity: (meta.dev(), meta.ino()),
        })
    }

    /// Refuses when the path names another file by now. Inside the transaction, so that it holds until the commit.
    pub(super) fn check(&self, _tx: &Transaction) -> Result<()> {
        match std::fs::metadata(&self.path) {
            Ok(meta) if (meta.dev(), meta.ino()) == self.identity => Ok(()),
            _ => Err(StoreError::Moved(self.path.clone())),
        }
    }
}
