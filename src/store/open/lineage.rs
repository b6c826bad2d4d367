//! Which file the sessions at a salon have open, written down in the lock beside it.
//!
//! Another file under the same name is then known at once, however alike the two are inside: the log beside it belongs
//! to the one before.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use crate::store::guard::beside;

/// Whether the sessions before had another file open under this name. A lock that was copied along with a whole folder
/// says nothing, nor does one that was never written in.
pub(crate) fn is_another(db: &Path) -> bool {
    let lock = beside(db, ".lock");
    let written = fs::read_to_string(&lock).unwrap_or_default(); // not the live file: the lock beside it
    let mut words = written.split_whitespace();
    match (words.next(), words.next(), identity(&lock), identity(db)) {
        (Some(own_lock), Some(file), Some(lock), Some(db)) => own_lock == lock && file != db,
        _ => false,
    }
}

/// Writes down which file lies under the name now; whoever may not write the lock leaves it to the others.
pub(crate) fn note(db: &Path) {
    let lock = beside(db, ".lock");
    let (Some(own_lock), Some(file)) = (identity(&lock), identity(db)) else {
        return;
    };
    let wanted = format!("{own_lock} {file}\n");
    // not the live file: the lock beside it
    if fs::read_to_string(&lock).is_ok_and(|written| written != wanted) {
        let _ = fs::write(&lock, wanted);
    }
}

fn identity(path: &Path) -> Option<String> {
    let found = fs::metadata(path).ok()?;
    Some(format!("{}:{}", found.dev(), found.ino()))
}
