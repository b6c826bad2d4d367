//! Makes a new salon's file, whole or not at all, and never in place of one that was lost.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Transaction};

use super::durable::{remove_temporary, reserve, sweep, sync_file, sync_folder, temporary};
use super::error::{Result, StoreError};
use super::guard::{beside, engine, file_system, folder_of, refuse_network, writable_folder};
use super::migrate::SALON;
use super::open::alone::stands_alone;
use super::sharing::{file_mode, give};

/// How a file that a restore replaced is named after the salon's; the time follows.
pub(crate) const BEFORE_RESTORE: &str = ".before-restore-";

/// How a file is named after the salon's that was rescued when that was gone; the time and `.db` follow.
pub(crate) const RESCUED: &str = ".rescued-";

/// Makes a new file with today's schema and what `fill` puts in; it appears under its name only when it is complete.
///
/// # Errors
/// Refuses a name that is taken, and one beside which a lost salon's remains lie.
pub(crate) fn create(path: &Path, fill: impl FnOnce(&Transaction) -> Result<()>) -> Result<()> {
    engine(rusqlite::version_number())?;
    let file_name = path
        .file_name()
        .and_then(|name| name.to_str())
        .ok_or_else(|| StoreError::NotADatabase(path.to_owned()))?;
    let folder = fs::canonicalize(folder_of(path)).map_err(StoreError::io(format!(
        "looking for {}",
        folder_of(path).display()
    )))?;
    let db = folder.join(file_name);
    refuse_network(file_system(&folder)?)?;
    refuse_existing(&db)?;
    refuse_remains(&db, file_name)?;
    writable_folder(&folder)?;

    let start = format!(".{file_name}.new-");
    sweep(&folder, &start);
    let new = temporary(&folder, &start);
    let done = build(&new, fill)
        .and_then(|()| give(&new, file_mode(&db)))
        .and_then(|()| {
            // A link fails when the name was taken meanwhile; a rename would replace it.
            fs::hard_link(&new, &db).map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => StoreError::FileExists(db.clone()),
                _ => StoreError::io(format!("naming {}", db.display()))(error),
            })
        });
    remove_temporary(&new);
    done?;
    sync_folder(&folder)
}

fn build(new: &Path, fill: impl FnOnce(&Transaction) -> Result<()>) -> Result<()> {
    reserve(new)?;
    let mut connection = Connection::open_with_flags(
        new,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.pragma_update(None, "recursive_triggers", true)?;
    SALON.migrate(&mut connection, fill)?;
    connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    connection.close().map_err(|(_, error)| error)?;
    stands_alone(new)?;
    sync_file(new)
}

fn refuse_existing(db: &Path) -> Result<()> {
    match fs::symlink_metadata(db) {
        Ok(_) => Err(StoreError::FileExists(db.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(StoreError::io(format!("looking for {}", db.display()))(error)),
    }
}

/// An empty salon in place of a lost one would look like everything is fine.
fn refuse_remains(db: &Path, file_name: &str) -> Result<()> {
    match remains(db, file_name) {
        Some(found) => Err(StoreError::Remains(db.to_owned(), found)),
        None => Ok(()),
    }
}

/// Something that shows that there was a salon in this place: its log, what a restore kept aside, what was rescued from
/// it, a backup of it.
fn remains(db: &Path, file_name: &str) -> Option<PathBuf> {
    let wal = beside(db, "-wal");
    if wal.exists() {
        return Some(wal);
    }
    let aside = [BEFORE_RESTORE, RESCUED].map(|ending| format!("{file_name}{ending}"));
    let is_aside = |name: &str| aside.iter().any(|start| name.starts_with(start));
    if let Some(found) = first_named(folder_of(db), is_aside) {
        return Some(found);
    }
    let backups = folder_of(db).join("backups");
    let of_this = |name: &str| {
        name.strip_prefix("pomsalon-")
            .and_then(|rest| rest.strip_suffix(".db"))
            .is_some()
            && is_of(&backups.join(name).with_extension("json"), file_name)
    };
    first_named(&backups, of_this)
}

/// Refuses a place where there is no file while something shows that there was a salon.
///
/// # Errors
/// [`StoreError::Remains`] with what was found.
pub fn refuse_lost(path: &Path) -> Result<()> {
    let real = fs::canonicalize(folder_of(path)).unwrap_or_else(|_| folder_of(path).to_owned());
    match path.file_name().and_then(|name| name.to_str()) {
        Some(name) if !path.exists() => refuse_remains(&real.join(name), name),
        _ => Ok(()),
    }
}

/// Whether a backup's manifest names this file; one that cannot be read may.
fn is_of(manifest: &Path, file_name: &str) -> bool {
    let Ok(text) = fs::read_to_string(manifest) else {
        return true; // not the live file: a manifest
    };
    serde_json::from_str::<serde_json::Value>(&text).map_or(true, |fields| {
        fields.get("file").is_none_or(|file| file == file_name)
    })
}

fn first_named(folder: &Path, fits: impl Fn(&str) -> bool) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?;
    entries
        .filter_map(std::result::Result::ok)
        .find(|entry| entry.file_name().to_str().is_some_and(&fits))
        .map(|entry| entry.path())
}
