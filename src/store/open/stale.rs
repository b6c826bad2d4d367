//! A log that belongs to another file: somebody copied or moved a salon over this one, and the old log stayed.
//!
//! The engine would read the one against the other, and fold them into a file that is neither. So after an unclean end
//! the two are looked at together, and the file alone when they do not fit.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::Utc;
use rusqlite::{Connection, OpenFlags};

use super::still::still;
use super::{PATIENCE, keep_log, lineage};
use crate::store::content;
use crate::store::durable::sync_folder;
use crate::store::error::{Result, StoreError};
use crate::store::guard::{beside, folder_of};
use crate::store::lock::{SessionLock, connected, names, names_of_sessions};
use crate::store::migrate::{APPLICATION_ID, number};
use crate::store::patience::{short_sleep, wait_up_to};

/// How long one waits for somebody who is just finding out what lies here.
const PATIENCE_FOR_OTHERS: Duration = Duration::from_secs(1);

/// Moves a log aside that does not belong to the salon's file, when nobody is at it; gives the log's new name.
/// Nothing is done while the two fit, or when the file alone is not whole either.
///
/// # Errors
/// [`StoreError::InUse`] while others still have the file open that was here before: its log is theirs.
pub(super) fn put_aside(db: &Path) -> Result<Option<PathBuf>> {
    let log = beside(db, "-wal");
    let since = Instant::now();
    loop {
        let is_another = lineage::is_another(db);
        if !is_another && is_empty(&log) {
            return Ok(None);
        }
        match SessionLock::alone_now(db)? {
            Some(alone) => return put_aside_alone(db, &log, &alone),
            None if !is_another => return Ok(None),
            None if since.elapsed() >= PATIENCE_FOR_OTHERS => {
                return Err(StoreError::InUse(names_of_sessions(db)));
            }
            None => short_sleep(),
        }
    }
}

fn put_aside_alone(db: &Path, log: &Path, _alone: &SessionLock) -> Result<Option<PathBuf>> {
    // Looked at again: the last one to leave may have folded it in meanwhile.
    let is_another = lineage::is_another(db);
    let others = connected(db);
    if is_another && !others.is_empty() {
        return Err(StoreError::InUse(names(&others)));
    }
    if is_empty(log) || !others.is_empty() || (!is_another && fits(db)) || !is_whole(db) {
        return Ok(None);
    }
    let aside = free_name(db);
    fs::rename(log, &aside).map_err(StoreError::io(format!("moving {}", log.display())))?;
    let _ = fs::remove_file(beside(db, "-shm")); // only a table of contents of that log
    sync_folder(folder_of(db))?;
    Ok(Some(aside))
}

/// Whether another file was written into the one this connection has open: a copy never has the same number of its
/// schema as what it was made of. Somebody else may have changed the schema, so the two are looked at as well.
pub(crate) fn is_overwritten(connection: &Connection, db: &Path) -> bool {
    let alone = still(db).and_then(|alone| number(&alone, "schema_version"));
    match (number(connection, "schema_version"), alone) {
        (Ok(ours), Ok(alone)) if ours == alone => false,
        _ => !fits(db),
    }
}

fn is_empty(log: &Path) -> bool {
    !fs::metadata(log).is_ok_and(|found| found.len() > 0)
}

/// Whether a file and its log make a salon together. What cannot be found out is left to the opening to say. A disk that
/// stumbles once makes a good log look like a bad one, with all that was saved last in it: so only what is found twice.
fn fits(db: &Path) -> bool {
    fits_at_a_look(db) || fits_at_a_look(db)
}

fn fits_at_a_look(db: &Path) -> bool {
    let verdict = || -> Result<bool> {
        let mut connection = Connection::open_with_flags(
            db,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        // Folding in a log that does not belong here would spoil the file for good.
        keep_log(&connection, true)?;
        wait_up_to(&mut connection, PATIENCE)?;
        if number(&connection, "application_id")? != APPLICATION_ID {
            return Ok(false);
        }
        // The quick check does not compare rows with indexes, and pages of two salons of one shape pass it.
        let words: String = connection.query_one("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        Ok(words == "ok")
    };
    match verdict() {
        Ok(fits) => fits,
        Err(error) => !error.is_damage(),
    }
}

/// Whether the file alone, without its log, is a whole salon.
fn is_whole(db: &Path) -> bool {
    still(db).is_ok_and(|alone| {
        number(&alone, "application_id").is_ok_and(|mark| mark == APPLICATION_ID)
            && content::check(&alone).is_ok()
    })
}

fn free_name(db: &Path) -> PathBuf {
    let first = beside(db, &format!("-wal.stale-{}", Utc::now().format("%Y%m%dT%H%M%SZ")));
    let mut name = first.clone();
    let mut count = 1;
    while fs::symlink_metadata(&name).is_ok() {
        count += 1;
        name = beside(&first, &format!("-{count}"));
    }
    name
}
