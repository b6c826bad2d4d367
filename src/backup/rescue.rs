//! Saves what a running desk still sees when the salon's file is gone from its place.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::{DateTime, Utc};

use super::manifest::{Manifest, host};
use super::name::file_name;
use super::stop::Stop;
use super::verify::verify_as;
use crate::store::create::RESCUED;
use crate::store::durable::{remove_temporary, reserve, sync_file, sync_folder, temporary};
use crate::store::guard::{beside, folder_of};
use crate::store::{Content, Result, Store, StoreError};

/// A salon that was saved from a desk whose file had gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescued {
    /// Its file, verified as a backup is; `pomsalon restore` takes it.
    pub path: PathBuf,
    /// What is in it.
    pub content: Content,
}

/// Writes everything a session still sees into a file of its own beside the salon's place: `<name>.rescued-<UTC>.db`.
/// Where that folder is gone as well, into the account's home, or else where temporary files lie.
///
/// # Errors
/// Says why the last of these places did not take it.
pub fn rescue(store: &Store, now_utc: DateTime<Utc>) -> Result<Rescued> {
    let mut places = vec![folder_of(store.path()).to_owned()];
    places.extend(std::env::home_dir());
    places.push(std::env::temp_dir());
    rescue_into(store, &places, now_utc)
}

/// Tries one place after the other.
pub(super) fn rescue_into(store: &Store, places: &[PathBuf], now_utc: DateTime<Utc>) -> Result<Rescued> {
    let mut last = StoreError::Moved(store.path().to_owned());
    for place in places.iter().filter(|place| place.is_dir()) {
        match write(store, place, now_utc) {
            Ok(rescued) => return Ok(rescued),
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn write(store: &Store, folder: &Path, now_utc: DateTime<Utc>) -> Result<Rescued> {
    let name = file_name(store.path());
    let copy = temporary(folder, &format!(".{name}.rescue-"));
    let rescued = finish(store, folder, &name, &copy, now_utc);
    remove_temporary(&copy);
    rescued
}

fn finish(store: &Store, folder: &Path, name: &str, copy: &Path, now_utc: DateTime<Utc>) -> Result<Rescued> {
    let started = Instant::now();
    reserve(copy)?;
    let wanted = store.copy_into(copy)?;
    sync_file(copy)?;
    let verified = verify_as(copy, None, &Stop::never())?;
    // Nothing can have come in between: this session does not save any more.
    if verified.content != wanted {
        let why = "it does not hold all that the desk sees".to_owned();
        return Err(StoreError::BadBackup(copy.to_owned(), why));
    }
    let zone = store.salon()?.zone;
    let manifest = Manifest {
        file: name.to_owned(),
        sha256: verified.sha256,
        bytes: verified.bytes,
        content: verified.content,
        schema: verified.schema,
        pomsalon: env!("CARGO_PKG_VERSION").to_owned(),
        sqlite: rusqlite::version().to_owned(),
        utc: now_utc,
        salon_time: Some(now_utc.with_timezone(&zone).naive_local()),
        duration_ms: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        host: host(),
        pinned: Some("rescued".to_owned()),
    };
    let path = give_name(folder, name, copy, now_utc)?;
    manifest.write(&path.with_extension("json"))?;
    sync_folder(folder)?;
    Ok(Rescued {
        path,
        content: manifest.content,
    })
}

/// Gives the finished copy a name that nobody has: two desks may rescue in the same second.
fn give_name(folder: &Path, name: &str, copy: &Path, now_utc: DateTime<Utc>) -> Result<PathBuf> {
    let first = folder.join(format!("{name}{RESCUED}{}", now_utc.format("%Y%m%dT%H%M%SZ")));
    let mut count = 1;
    loop {
        let path = match count {
            1 => beside(&first, ".db"),
            _ => beside(&first, &format!("-{count}.db")),
        };
        match fs::hard_link(copy, &path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => count += 1,
            Err(error) => return Err(StoreError::io(format!("naming {}", path.display()))(error)),
        }
    }
}
