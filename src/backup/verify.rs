//! Verifies a backup: that it is a whole salon, that it holds together, and that its bytes are the ones once verified.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags};
use rustix::fs::Access;

use super::manifest::{Manifest, fingerprint};
use super::stop::Stop;
use crate::store::content::{self, Content};
use crate::store::guard::beside;
use crate::store::migrate::{APPLICATION_ID, SALON, number};
use crate::store::open::still::still;
use crate::store::{Result, StoreError};

/// What a verified backup is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// What is in it.
    pub content: Content,
    /// The number of its schema.
    pub schema: i64,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Whether its manifest was there to compare with; without it, only the content could be checked.
    pub has_manifest: bool,
}

/// Verifies a backup, comparing it with its manifest when that lies beside it.
///
/// # Errors
/// [`StoreError::BadBackup`] with what was found; [`StoreError::Newer`] when this program is too old to judge.
pub fn verify(backup: &Path) -> Result<Verified> {
    verify_stoppable(backup, &Stop::never())
}

/// Verifies a backup as [`verify`], until somebody wishes to stop.
pub(super) fn verify_stoppable(backup: &Path, stop: &Stop) -> Result<Verified> {
    verify_as(backup, Manifest::of(backup).as_ref(), stop)
}

/// Verifies a copy against a manifest, which may lie elsewhere.
pub(super) fn verify_as(copy: &Path, manifest: Option<&Manifest>, stop: &Stop) -> Result<Verified> {
    let found = fs::metadata(copy).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => StoreError::BadBackup(copy.to_owned(), "it is not there".to_owned()),
        _ => StoreError::io(format!("looking at {}", copy.display()))(error),
    })?;
    let bad = |why: String| StoreError::BadBackup(copy.to_owned(), why);
    if found.len() == 0 {
        return Err(bad("it is empty".to_owned()));
    }
    for ending in ["-journal", "-wal"] {
        if fs::metadata(beside(copy, ending)).is_ok_and(|beside| beside.len() > 0) {
            return Err(bad(format!(
                "it was cut off while it was written: its {ending} lies beside it"
            )));
        }
    }
    let sha256 = fingerprint(copy, stop)?;
    if let Some(manifest) = manifest
        && (manifest.sha256 != sha256 || manifest.bytes != found.len())
    {
        return Err(bad(
            "its bytes are not the ones that were verified when it was made".to_owned(),
        ));
    }
    let (content, schema) = holds_together(copy, stop).map_err(|error| as_backup(error, copy))?;
    if let Some(manifest) = manifest
        && manifest.content != content
    {
        return Err(bad("it does not hold what its manifest says".to_owned()));
    }
    Ok(Verified {
        content,
        schema,
        bytes: found.len(),
        sha256,
        has_manifest: manifest.is_some(),
    })
}

/// Opens a finished copy so that nothing is made beside it and nothing in it can be changed.
pub(super) fn open_finished(copy: &Path) -> Result<Connection> {
    // The engine leaves the rules of the tables out of its checks where it could not write. A copy with a log would be
    // given company by that.
    let could_write = in_one_piece(copy)? && rustix::fs::access(copy, Access::WRITE_OK).is_ok();
    let connection = if could_write {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Connection::open_with_flags(copy, flags)?
    } else {
        still(copy)?
    };
    // Sorting a million appointments may use the disk, but not the memory of the desk.
    connection.execute_batch(
        "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = FILE;
        PRAGMA cache_size = -2000; PRAGMA mmap_size = 0",
    )?;
    Ok(connection)
}

/// Whether a copy says of itself that no log belongs to it, as every backup does: the 19th and 20th byte are 1.
fn in_one_piece(copy: &Path) -> Result<bool> {
    let mut start = [0; 20];
    File::open(copy) // not the live file: a finished copy, read from end to end already
        .and_then(|mut file| file.read_exact(&mut start))
        .map_or_else(
            |error| match error.kind() {
                io::ErrorKind::UnexpectedEof => Ok(false),
                _ => Err(StoreError::io(format!("reading {}", copy.display()))(error)),
            },
            |()| Ok(start[18..] == [1, 1]),
        )
}

fn holds_together(copy: &Path, stop: &Stop) -> Result<(Content, i64)> {
    let connection = open_finished(copy)?;
    stop.watch(&connection)?;
    if number(&connection, "application_id")? != APPLICATION_ID {
        return Err(StoreError::Damaged(
            "it is not a salon's file, or not a whole one".to_owned(),
        ));
    }
    let schema = number(&connection, "user_version")?;
    if schema > SALON.version() {
        return Err(StoreError::Newer(schema, SALON.version()));
    }
    if schema == SALON.version() {
        SALON.check_triggers(&connection)?;
    }
    content::check(&connection)?;
    stop.check()?;
    Ok((content::content(&connection)?, schema))
}

/// Says of a backup what the store says of the salon's own file.
fn as_backup(error: StoreError, copy: &Path) -> StoreError {
    let bad = |why: String| StoreError::BadBackup(copy.to_owned(), why);
    match error {
        StoreError::Damaged(what) => bad(what),
        StoreError::Sqlite(error) => match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => bad("it is not a database".to_owned()),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::Unknown) => bad(error.to_string()),
            _ => StoreError::Sqlite(error),
        },
        other => other,
    }
}
