//! Which file the sessions at a salon have open, written down in the lock beside it.
//!
//! Another file under the same name is then known at once, however alike the two are inside: the log beside it belongs
//! to the one before.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use crate::store::durable::sync_file;
use crate::store::guard::beside;

/// Whether the sessions before had another file open under this name. A lock that was copied along with a whole folder
/// says nothing, nor does one that was never written in.
pub(crate) fn is_another(db: &Path) -> bool {
    let lock = beside(db, ".lock");
    let written = fs::read_to_string(&lock).unwrap_or_default(); // not the live file: the lock beside it
    // A line that a full disk or a power cut broke off says nothing: a good log must not be put aside for it.
    let line = written.strip_suffix('\n').and_then(|line| line.split_once(' '));
    match (line, identity(&lock), identity(db)) {
        (Some((own_lock, file)), Some(lock), Some(db)) => own_lock == lock && file != db,
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
        // Before anything is saved in that file: after a power cut an older line would call its log another one's.
        let _ = sync_file(&lock);
    }
}

fn identity(path: &Path) -> Option<String> {
    let found = fs::metadata(path).ok()?;
    Some(format!("{}:{}", found.dev(), found.ino()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_file_is_known_and_a_line_that_was_broken_off_says_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("salon.db");
        let lock = beside(&db, ".lock");
        fs::write(&db, b"x").unwrap();
        fs::write(&lock, b"").unwrap();
        assert!(!is_another(&db), "nobody was here yet");
        note(&db);
        assert!(!is_another(&db));
        let line = fs::read_to_string(&lock).unwrap();
        for end in 0..line.len() {
            fs::write(&lock, &line[..end]).unwrap();
            assert!(!is_another(&db), "{:?}", &line[..end]);
        }
        fs::write(&lock, line).unwrap();
        let new = folder.path().join("new.db");
        fs::write(&new, b"x").unwrap();
        fs::rename(&new, &db).unwrap();
        assert!(is_another(&db));
    }
}
