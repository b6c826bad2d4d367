//! When the disk or the file seems to fail: a second look through a fresh connection before anybody is told.
//!
//! A single failed read can make a healthy file look damaged, and after a failed sync nobody knows what the old
//! connection's notes are worth. So the work is done once more through a new connection; only a verdict that
//! repeats itself is told.

use std::path::Path;

use rusqlite::{Connection, ErrorCode};

use super::error::{NOT_SAVED, Result, StoreError};
use super::{READY_STATEMENTS, Store, open, room};

impl Store {
    /// Opens the file anew in place of this connection, which is closed. The old one stays when that fails.
    ///
    /// # Errors
    /// Says what stands in the way; [`StoreError::Moved`] when the path names another file by now.
    pub fn connect_anew(&mut self) -> Result<()> {
        // The new one first: it finds the log as the old one left it, without what a failed commit put there.
        let open::Opened { connection, lock, .. } = open::open(&self.path, self.purpose)?;
        connection.set_prepared_statement_cache_capacity(READY_STATEMENTS);
        self.moved.check(&connection)?;
        self.connection = connection;
        self.lock = lock;
        Ok(())
    }

    /// Does a piece of work; when the disk or the file seems to fail, once more through a fresh connection. The work
    /// leaves nothing behind when it fails.
    pub(super) fn twice<T>(&mut self, mut work: impl FnMut(&mut Self) -> Result<T>) -> Result<T> {
        match work(self) {
            Err(error) if error.is_doubtful() => {}
            done => return done,
        }
        self.connect_anew().and_then(|()| work(self)).map_err(|error| {
            judge(error, &self.path, NOT_SAVED, || {
                Ok(quick_check(&self.connection)?)
            })
        })
    }
}

/// Does a piece of work that opens the file by itself; when the disk or the file seems to fail, once more. `without`
/// says what a full disk prevents.
pub(crate) fn twice_opened<T>(db: &Path, without: &str, mut work: impl FnMut() -> Result<T>) -> Result<T> {
    match work() {
        Err(error) if error.is_doubtful() => {}
        done => return done,
    }
    // Opening it is the look itself.
    work().map_err(|error| judge(error, db, without, || Ok("it does not open".to_owned())))
}

/// Says what a failure means that has repeated itself: no room, a failing disk, or a damaged file.
fn judge(error: StoreError, db: &Path, without: &str, look: impl FnOnce() -> Result<String>) -> StoreError {
    let StoreError::Sqlite(cause) = &error else {
        return error;
    };
    match cause.sqlite_error_code() {
        Some(ErrorCode::SystemIoFailure) => failing(cause, db, without),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => match look() {
            Ok(verdict) if verdict == "ok" => failing(cause, db, without),
            Ok(verdict) => StoreError::Damaged(verdict),
            Err(StoreError::Sqlite(cause))
                if cause.sqlite_error_code() == Some(ErrorCode::SystemIoFailure) =>
            {
                failing(&cause, db, without)
            }
            Err(_) => StoreError::Damaged(cause.to_string()),
        },
        _ => error,
    }
}

fn failing(cause: &rusqlite::Error, db: &Path, without: &str) -> StoreError {
    if room::is_used_up(db) {
        return StoreError::Full(without.to_owned());
    }
    StoreError::Failing(cause.to_string())
}

fn quick_check(connection: &Connection) -> rusqlite::Result<String> {
    connection.query_one("PRAGMA quick_check(1)", [], |row| row.get(0))
}
