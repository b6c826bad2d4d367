//! Connections for making the file over: the caller holds it alone, so nobody waits and nobody is in the way.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::{Opened, Purpose, connect, explain, settle};
use crate::store::error::{Result, StoreError};
use crate::store::guard::{beside, engine, inspect};
use crate::store::lock::SessionLock;
use crate::store::migrate::SALON;
use crate::store::moved::Moved;
use crate::store::room::is_used_up;

/// Connects to a salon's file only to look at it.
pub(crate) fn read(db: &Path, _alone: &SessionLock) -> Result<Connection> {
    let (connection, _) = connect(db, SALON.version())?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Folds the log into a salon's file and leaves no other file beside it; whatever its schema.
///
/// # Errors
/// [`StoreError::Busy`] while anybody has the file open, also with another program.
pub(crate) fn fold(db: &Path, _alone: &SessionLock) -> Result<()> {
    if fs::metadata(db).is_ok_and(|found| found.len() == 0) {
        return Err(StoreError::FileEmpty(db.to_owned()));
    }
    let (connection, _) = connect(db, i64::MAX)?;
    let mode = connection
        .pragma_update_and_check(None, "journal_mode", "delete", |row| row.get::<_, String>(0))
        .map_err(|error| explain(error.into(), db))?;
    if mode != "delete" {
        return Err(StoreError::Setting("journal_mode", "delete".to_owned(), mode));
    }
    connection.close().map_err(|(_, error)| error)?;
    stands_alone(db)
}

/// Makes sure that a file that was closed needs no other beside it, before it is given another name. On a failing disk
/// the engine may answer that all is well and yet leave its notes behind; read against another file they ruin that one.
pub(crate) fn stands_alone(closed: &Path) -> Result<()> {
    for ending in ["-wal", "-journal"] {
        let left = beside(closed, ending);
        if fs::metadata(&left).is_ok_and(|found| found.len() > 0) {
            let why = format!("{} stays behind", left.display());
            return Err(if is_used_up(closed) {
                StoreError::Full(why)
            } else {
                StoreError::Failing(why)
            });
        }
    }
    Ok(())
}

/// Opens a salon's file that one has alone as it is, whatever older schema it has; gives the number of that schema too.
pub(crate) fn as_it_is(db: &Path, alone: SessionLock) -> Result<(Opened, i64)> {
    engine(rusqlite::version_number())?;
    let path = inspect(db, true)?.path;
    let (connection, version) = connect(&path, SALON.version())?;
    let mut opened = Opened {
        connection,
        lock: alone,
        moved: Moved::watch(&path)?,
        path,
        purpose: Purpose::Command,
        stale: None,
    };
    settle(&mut opened.connection, Purpose::Command).map_err(|error| explain(error, &opened.path))?;
    Ok((opened, version))
}

/// Brings a file that one has alone to today's schema.
pub(crate) fn migrate(opened: &mut Opened) -> Result<()> {
    SALON
        .migrate(&mut opened.connection, |_| Ok(()))
        .map_err(|error| explain(error, &opened.path))
}

/// Connects to a copy that has no other users and brings it to today's schema.
pub(crate) fn up_to_date(copy: &Path) -> Result<Connection> {
    let (mut connection, _) = connect(copy, SALON.version())?;
    SALON
        .migrate(&mut connection, |_| Ok(()))
        .map_err(|error| explain(error, copy))?;
    Ok(connection)
}
