//! Opens the salon's file: every guard and every setting in the one order that is safe.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::{Result, StoreError};
use super::guard::{Inspected, beside, engine, inspect, refuse_scraps};
use super::lock::{PATIENCE, SessionLock, writer};
use super::migrate::{APPLICATION_ID, SALON, number};
use super::moved::Moved;
use super::patience::{short_sleep, wait_up_to};
use super::trouble::twice_opened;

pub(crate) mod alone;
pub(crate) mod lineage;
pub(crate) mod look;
pub(crate) mod stale;
pub(crate) mod still;

/// What a connection is for; it decides how long it waits for others and how much it keeps in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The desk: writes on the thread that draws, so it waits 50 ms at most and tries again later.
    Desk,
    /// A command: waits up to five seconds.
    Command,
    /// The backup thread: as a command.
    Backup,
    /// A reader: cannot write, even by mistake.
    ReadOnly,
    /// Somebody who only looks at a file that nobody can work on: newer than this program, without one of its rules,
    /// or not to be written. Nothing is put right in it.
    Look,
}

impl Purpose {
    const fn patience(self) -> Duration {
        match self {
            Self::Desk => Duration::from_millis(50),
            Self::Command | Self::Backup | Self::ReadOnly | Self::Look => PATIENCE,
        }
    }

    /// Page cache in KiB.
    const fn cache(self) -> i64 {
        match self {
            Self::Desk => 4_000,
            Self::Command | Self::Backup | Self::ReadOnly | Self::Look => 1_000,
        }
    }

    /// Whether one writes with it.
    pub(super) const fn writes(self) -> bool {
        !matches!(self, Self::ReadOnly | Self::Look)
    }
}

/// The salon's file, open; fields are dropped in this order, so the lock outlives the connection.
#[derive(Debug)]
pub(crate) struct Opened {
    /// The connection, with every setting in place.
    pub connection: Connection,
    /// This session's hold on the file.
    pub lock: SessionLock,
    /// Where the file really is, links resolved.
    pub path: PathBuf,
    /// Which file that was.
    pub moved: Moved,
    /// What it was opened for.
    pub purpose: Purpose,
    /// Where a log lies now that belonged to another file.
    pub stale: Option<PathBuf>,
}

/// Moves what was written into the one file while others read and write.
const FOLD: &str = "PRAGMA wal_checkpoint(PASSIVE)";

/// The same, and leaves nothing beside the file; nobody writes meanwhile.
const FOLD_AND_EMPTY: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

impl Opened {
    /// Folds what was written into the one file, so that even a plain copy of it is complete. Holds nobody up: whoever
    /// reads or writes at that moment is left alone, and the next attempt does it. Not into a file that has taken its
    /// place.
    pub(crate) fn fold(&mut self) -> Result<()> {
        if is_another(&self.connection, &self.path, &self.moved) {
            return Err(StoreError::Moved(self.path.clone()));
        }
        wait_up_to(&mut self.connection, Duration::ZERO)?;
        self.connection.query_row(FOLD, [], |_| Ok(()))?;
        self.connection.query_row(FOLD_AND_EMPTY, [], |_| Ok(()))?;
        Ok(())
    }

    /// Closes the file; what was written since the last time is folded into the one file, so that even a plain copy
    /// of it is complete. Not into one that has taken its place: the log then stays where it is.
    pub(crate) fn close(self) -> Result<()> {
        let Self {
            mut connection,
            lock,
            path,
            moved,
            purpose,
            stale: _,
        } = self;
        if is_another(&connection, &path, &moved) {
            keep_log(&connection, true)?;
        } else if purpose != Purpose::Look {
            // These only tidy up and may find the file busy: everything acknowledged is on the disk already.
            let _ = wait_up_to(&mut connection, Purpose::Desk.patience());
            let _ = connection.execute_batch("PRAGMA optimize");
            let _ = connection.query_row(FOLD_AND_EMPTY, [], |_| Ok(()));
        }
        connection.close().map_err(|(_, error)| error)?;
        drop(lock);
        Ok(())
    }
}

const NEEDS_ROOM: &str = "the salon's file needs a little room beside it to open";
/// Whether another file has taken the place of the one that is open, or was written into it.
fn is_another(connection: &Connection, path: &Path, moved: &Moved) -> bool {
    let has_log = fs::metadata(beside(path, "-wal")).is_ok_and(|found| found.len() > 0);
    moved.same_name().is_err() || (has_log && stale::is_overwritten(connection, path))
}

/// Opens a salon's file for a purpose.
///
/// # Errors
/// Says what stands in the way; a file that is not a salon's is left byte for byte as it was, and so is one of an older
/// schema ([`StoreError::Older`]): that is brought up to date by whoever can make a backup first.
pub(crate) fn open(path: &Path, purpose: Purpose) -> Result<Opened> {
    twice_opened(path, NEEDS_ROOM, || open_once(path, purpose))
}

fn open_once(path: &Path, purpose: Purpose) -> Result<Opened> {
    engine(rusqlite::version_number())?;
    let Inspected { path, still } = inspect(path, purpose.writes())?;
    if still {
        return open_still(path, purpose);
    }
    let stale = stale::put_aside(&path)?;
    let looks = purpose == Purpose::Look;
    let lock = SessionLock::shared(&path)?;
    let (connection, version) = connect(&path, if looks { i64::MAX } else { SALON.version() })?;
    if version < SALON.version() && !looks {
        return Err(StoreError::Older(version, SALON.version()));
    }
    let mut opened = Opened {
        connection,
        lock,
        moved: Moved::watch(&path)?,
        path,
        purpose,
        stale,
    };
    settle(&mut opened.connection, purpose).map_err(|error| explain(error, &opened.path))?;
    if !looks {
        SALON
            .check_triggers(&opened.connection)
            .map_err(|error| explain(error, &opened.path))?;
    }
    lineage::note(&opened.path);
    Ok(opened)
}

/// Opens a file in a folder where nothing can be made, not even the lock; nobody works on it, for no log is there.
fn open_still(path: PathBuf, purpose: Purpose) -> Result<Opened> {
    let connection = still::still(&path)?;
    let mark = number(&connection, "application_id").map_err(|error| explain(error, &path))?;
    if mark != APPLICATION_ID {
        return Err(StoreError::Foreign(path));
    }
    let version = number(&connection, "user_version").map_err(|error| explain(error, &path))?;
    if purpose != Purpose::Look && version > SALON.version() {
        return Err(StoreError::Newer(version, SALON.version()));
    }
    if purpose != Purpose::Look && version < SALON.version() {
        return Err(StoreError::Older(version, SALON.version()));
    }
    set(&connection, "query_only", "ON", "1")?;
    Ok(Opened {
        connection,
        lock: SessionLock::nobody(),
        moved: Moved::watch(&path)?,
        path,
        purpose: Purpose::Look,
        stale: None,
    })
}

/// Keeps a connection from folding the log into the file when it is the last one to close, or lets it.
fn keep_log(connection: &Connection, wanted: bool) -> Result<()> {
    config(
        connection,
        DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE,
        "NO_CKPT_ON_CLOSE",
        wanted,
    )
}

/// Connects and makes sure that this is a salon's file with a schema no newer than known; gives its schema's number.
fn connect(path: &Path, known: i64) -> Result<(Connection, i64)> {
    refuse_scraps(path)?;
    let mut connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(|error| explain(error.into(), path))?;
    wait_up_to(&mut connection, PATIENCE)?;
    config(
        &connection,
        DbConfig::SQLITE_DBCONFIG_DEFENSIVE,
        "DEFENSIVE",
        true,
    )?;
    config(
        &connection,
        DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA,
        "TRUSTED_SCHEMA",
        false,
    )?;
    // Otherwise a statement that might use a partial index is planned anew at each call.
    config(
        &connection,
        DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG,
        "ENABLE_QPSG",
        true,
    )?;
    config(&connection, DbConfig::SQLITE_DBCONFIG_DQS_DML, "DQS_DML", false)?;
    config(&connection, DbConfig::SQLITE_DBCONFIG_DQS_DDL, "DQS_DDL", false)?;
    // Closing folds a log that another program left into its file; not before we know that it is ours.
    let has_log = fs::metadata(beside(path, "-wal")).is_ok_and(|found| found.len() > 0);
    keep_log(&connection, has_log)?;
    let mark = number(&connection, "application_id").map_err(|error| explain(error, path))?;
    if mark != APPLICATION_ID {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    let version = number(&connection, "user_version").map_err(|error| explain(error, path))?;
    if version > known {
        return Err(StoreError::Newer(version, known));
    }
    keep_log(&connection, false)?;
    Ok((connection, version))
}

fn config(connection: &Connection, setting: DbConfig, name: &'static str, wanted: bool) -> Result<()> {
    let found = connection.set_db_config(setting, wanted)?;
    if found == wanted {
        Ok(())
    } else {
        Err(StoreError::Setting(name, wanted.to_string(), found.to_string()))
    }
}

/// Settings that every connection has: name, value, and how it reads back.
const SETTINGS: [(&str, &str, &str); 13] = [
    // A promise on the phone must survive a power cut; NORMAL would lose acknowledged appointments.
    ("synchronous", "FULL", "2"),
    ("fullfsync", "ON", "1"),
    ("checkpoint_fullfsync", "ON", "1"),
    ("foreign_keys", "ON", "1"),
    // Otherwise a REPLACE would delete rows behind the journal's back.
    ("recursive_triggers", "ON", "1"),
    ("wal_autocheckpoint", "1000", "1000"),
    ("journal_size_limit", "4194304", "4194304"),
    ("cell_size_check", "ON", "1"),
    // A disk that fails under a mapped file ends the process instead of giving an error.
    ("mmap_size", "0", "0"),
    ("temp_store", "MEMORY", "2"),
    ("locking_mode", "NORMAL", "normal"),
    // A deleted client's data does not stay in pages that are used again.
    ("secure_delete", "FAST", "2"),
    ("analysis_limit", "400", "400"),
];

/// Puts every setting in place and reads each back.
fn settle(connection: &mut Connection, purpose: Purpose) -> Result<()> {
    match purpose {
        // What is not folded in yet stays in the log: this file is only looked at.
        Purpose::Look => {
            let path = connection.path().map(PathBuf::from).unwrap_or_default();
            let has_log = fs::metadata(beside(&path, "-wal")).is_ok_and(|found| found.len() > 0);
            keep_log(connection, has_log)?;
        }
        // Who may not write the file cannot change it over either, and reads it as it is.
        Purpose::ReadOnly => match write_ahead(connection) {
            Err(StoreError::Sqlite(error)) if error.sqlite_error_code() == Some(ErrorCode::ReadOnly) => {}
            done => done?,
        },
        Purpose::Desk | Purpose::Command | Purpose::Backup => write_ahead(connection)?,
    }
    for (name, value, wanted) in SETTINGS {
        set(connection, name, value, wanted)?;
    }
    let cache = format!("-{}", purpose.cache());
    set(connection, "cache_size", &cache, &cache)?;
    if !purpose.writes() {
        set(connection, "query_only", "ON", "1")?;
    }
    wait_up_to(connection, purpose.patience())
}

/// Readers never block the desk in this mode. A file that was just restored changes over here, which SQLite refuses
/// at once while another session does the same; so one tries again.
fn write_ahead(connection: &Connection) -> Result<()> {
    let since = Instant::now();
    loop {
        let answer =
            connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get::<_, String>(0));
        match answer {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(mode) => return Err(StoreError::Setting("journal_mode", "wal".to_owned(), mode)),
            Err(error) => match StoreError::from(error) {
                StoreError::Busy(_) if since.elapsed() < PATIENCE => short_sleep(),
                other => return Err(other),
            },
        }
    }
}

fn set(connection: &Connection, name: &'static str, value: &str, wanted: &str) -> Result<()> {
    connection.execute_batch(&format!("PRAGMA {name} = {value}"))?;
    let found = connection.pragma_query_value(None, name, |row| {
        Ok(match row.get_ref(0)? {
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            other => format!("{other:?}"),
        })
    });
    match found {
        Ok(found) if found == wanted => Ok(()),
        Ok(found) => Err(StoreError::Setting(name, wanted.to_owned(), found)),
        // An engine built without memory mapping has no such setting, and no mapping.
        Err(rusqlite::Error::QueryReturnedNoRows) if name == "mmap_size" => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Says what the engine's error means for this file.
pub(crate) fn explain(error: StoreError, path: &Path) -> StoreError {
    match error {
        StoreError::Busy(None) => StoreError::Busy(writer(path).map(|session| session.to_string())),
        StoreError::Sqlite(error) => match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::NotADatabase(path.to_owned()),
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged(error.to_string()),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                StoreError::NotWritable(format!(
                    "this account may not write {} or a file beside it ({error})",
                    path.display()
                ))
            }
            _ => StoreError::Sqlite(error),
        },
        other => other,
    }
}

#[cfg(test)]
mod tests;
