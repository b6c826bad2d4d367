//! Opens a salon's file only to examine it: also one that has lost its rules or is damaged inside.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::{Opened, Purpose, SETTINGS, config, connect, explain, set};
use crate::store::error::{Result, StoreError};
use crate::store::guard::{beside, engine, inspect};
use crate::store::lock::SessionLock;
use crate::store::migrate::SALON;
use crate::store::patience::wait_up_to;

/// Opens a salon's file with every setting of the desk but those that would change it, and reads each setting back.
///
/// # Errors
/// Says what the file is instead of a salon's; one of an older edition ([`StoreError::Older`]) is left as it is.
pub(crate) fn look(path: &Path) -> Result<Opened> {
    engine(rusqlite::version_number())?;
    let path = inspect(path, false)?;
    let lock = SessionLock::shared(&path)?;
    let has_log = fs::metadata(beside(&path, "-wal")).is_ok_and(|found| found.len() > 0);
    let (mut connection, version) = connect(&path, SALON.version())?;
    if version < SALON.version() {
        return Err(StoreError::Older(version, SALON.version()));
    }
    // Whoever looks leaves the log where it is: it may be what there is to look at.
    config(
        &connection,
        DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE,
        "NO_CKPT_ON_CLOSE",
        has_log,
    )?;
    settle_to_look(&mut connection).map_err(|error| explain(error, &path))?;
    Ok(Opened {
        connection,
        lock,
        path,
    })
}

fn settle_to_look(connection: &mut Connection) -> Result<()> {
    for (name, value, wanted) in SETTINGS {
        set(connection, name, value, wanted)?;
    }
    set(connection, "query_only", "ON", "1")?;
    wait_up_to(connection, Purpose::ReadOnly.patience())
}
