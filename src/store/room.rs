//! Room on the disk: how much is left, what a piece of work needs, and whether a write failed for want of it.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use rustix::process::{Resource, getrlimit};

use super::durable::{remove_temporary, sweep, temporary};
use super::error::{Result, StoreError};
use super::guard::{beside, folder_of};

/// What one dog of an import takes: 650 bytes in the file with its journal and what find knows of it, measured with
/// 1,200 dogs of the founding CSV; as much again to take it back; and its client with a long note.
const BYTES_A_DOG: u64 = 2_000;

/// What the log takes that all of it goes through, and what is left free for the work of the day.
const SPARE: u64 = 20_000_000;

/// Below this a limit on the size of files is within reach of the next write.
const REACH: u64 = 1_000_000;

/// Bytes that this account may still write in a folder.
pub(crate) fn free(folder: &Path) -> Result<u64> {
    let found = rustix::fs::statvfs(folder)
        .map_err(|error| StoreError::io(format!("looking at {}", folder.display()))(error.into()))?;
    Ok(found.f_bavail.saturating_mul(found.f_frsize))
}

/// Refuses a piece of work, such as `a backup`, that needs more bytes than there are.
pub(crate) fn require(free: u64, needed: u64, work: &str) -> Result<()> {
    if free >= needed {
        return Ok(());
    }
    let mega = |bytes: u64| bytes.div_ceil(1_000_000);
    Err(StoreError::Full(format!(
        "{work} needs {} MB and {} MB are left",
        mega(needed),
        mega(free)
    )))
}

/// Refuses an import of this many dogs when the disk would be full before its end.
pub(super) fn require_for_import(db: &Path, dogs: usize) -> Result<()> {
    let needed = import_needs(dogs);
    require(free(folder_of(db))?, needed, "the import")
}

fn import_needs(dogs: usize) -> u64 {
    SPARE
        + u64::try_from(dogs)
            .unwrap_or(u64::MAX)
            .saturating_mul(BYTES_A_DOG)
}

/// Whether an error of the system means that there is no room, whoever set the limit.
pub(super) fn is_lack_of_room(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge
    )
}

/// Finds out whether a write to this file failed for want of room: the engine does not tell a full disk from a failing
/// one when an account's share or a limit on the size of files ends it.
pub(crate) fn is_used_up(db: &Path) -> bool {
    limit_is_near(db) || probe(folder_of(db))
}

fn limit_is_near(db: &Path) -> bool {
    let Some(limit) = getrlimit(Resource::Fsize).current else {
        return false;
    };
    let length = |path: &Path| fs::metadata(path).map_or(0, |found| found.len());
    let longest = length(db).max(length(&beside(db, "-wal")));
    limit <= longest.saturating_add(REACH)
}

/// Tries to write a little beside the file.
fn probe(folder: &Path) -> bool {
    const START: &str = ".room-";
    sweep(folder, START);
    let path = temporary(folder, START);
    // not the live file: a new one beside it
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .and_then(|mut file| {
            file.write_all(&vec![0; 65_536])?;
            file.sync_all()
        });
    remove_temporary(&path);
    written.is_err_and(|error| is_lack_of_room(error.kind()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lack_of_room_is_named_before_anything_is_written() {
        require(120, 120, "a backup").unwrap();
        let refused = require(12_000_000, 72_000_000, "a backup").unwrap_err();
        let words = refused.to_string();
        assert!(
            words.contains("a backup needs 72 MB and 12 MB are left"),
            "{words}"
        );
        assert!(words.contains("make room"), "{words}");
    }

    #[test]
    fn the_founding_import_asks_for_a_quarter_of_a_gigabyte() {
        assert_eq!(import_needs(0), SPARE);
        assert_eq!(import_needs(100_000), 220_000_000);
    }

    #[test]
    fn a_healthy_disk_has_room() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!is_used_up(&folder.path().join("salon.db")));
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            0,
            "nothing stays behind"
        );
        assert!(free(folder.path()).unwrap() > 0);
    }
}
