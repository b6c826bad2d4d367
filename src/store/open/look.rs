//! Opens a salon's file only to examine it: also one that has lost its rules or is damaged inside.

use std::path::Path;

use super::{Opened, Purpose, connect, explain, open_still, settle};
use crate::store::error::{Result, StoreError};
use crate::store::guard::{Inspected, engine, inspect};
use crate::store::lock::SessionLock;
use crate::store::migrate::SALON;
use crate::store::moved::Moved;

/// Opens a salon's file with every setting of the desk but those that would change it, and reads each setting back. A
/// log beside it is read with it and left where it is, whosever it may be.
///
/// # Errors
/// Says what the file is instead of a salon's; one of an older edition ([`StoreError::Older`]) is left as it is.
pub(crate) fn look(path: &Path) -> Result<Opened> {
    engine(rusqlite::version_number())?;
    let Inspected { path, still } = inspect(path, false)?;
    if still {
        return open_still(path, Purpose::ReadOnly);
    }
    let lock = SessionLock::shared(&path)?;
    let (mut connection, version) = connect(&path, SALON.version())?;
    if version < SALON.version() {
        return Err(StoreError::Older(version, SALON.version()));
    }
    settle(&mut connection, Purpose::Look).map_err(|error| explain(error, &path))?;
    Ok(Opened {
        connection,
        lock,
        moved: Moved::watch(&path)?,
        path,
        purpose: Purpose::Look,
        stale: None,
    })
}
