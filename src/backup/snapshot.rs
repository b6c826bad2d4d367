//! Makes one backup: a copy under a temporary name that gets its final name only after it was verified.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::NO_BACKUP;
use super::errands::entry;
use super::manifest::{Manifest, host};
use super::name::{Name, TEMPORARY, file_name, folder};
use super::stop::Stop;
use super::thin::sweep_notes;
use super::verify::{Verified, verify_as};
use crate::store::content::{self, Content};
use crate::store::durable::{remove_temporary, reserve, sweep, sync_file, sync_folder, temporary};
use crate::store::open::{Opened, explain};
use crate::store::room;
use crate::store::sharing::{file_mode, give, make_folder};
use crate::store::{BackupEntry, BackupEvent, Result, StoreError};

/// A backup that was just made and verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its file.
    pub path: PathBuf,
    /// Its number among this salon's backups.
    pub number: u64,
    /// What its manifest says.
    pub manifest: Manifest,
}

impl Made {
    /// Whether somebody asked for this one.
    #[must_use]
    pub fn is_by_hand(&self) -> bool {
        self.manifest.pinned.as_deref() == Some(Manifest::BY_HAND)
    }

    /// The line of the log about it.
    pub(super) fn entry(&self) -> BackupEntry {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let took = Duration::from_millis(self.manifest.duration_ms);
        entry(BackupEvent::Made, &name, None, took, self.manifest.utc)
    }
}

/// Makes a backup of an open salon; the caller has the turn.
pub(super) fn snapshot(
    opened: &Opened,
    now_utc: DateTime<Utc>,
    pinned: Option<&str>,
    stop: &Stop,
) -> Result<Made> {
    let folder = folder(&opened.path);
    make_folder(&folder, &opened.path)?;
    sweep(&folder, TEMPORARY);
    sweep_notes(&opened.path);
    let size = content::size(&opened.connection)?;
    room::require(room::free(&folder)?, size + size / 5, "a backup")?;
    let copy = temporary(&folder, TEMPORARY);
    let made = finish(opened, &folder, &copy, now_utc, pinned, stop);
    remove_temporary(&copy);
    made.map_err(|error| match explain(error, &opened.path) {
        StoreError::Full(_) => StoreError::Full(NO_BACKUP.to_owned()),
        other => other,
    })
}

fn finish(
    opened: &Opened,
    folder: &Path,
    copy: &Path,
    now_utc: DateTime<Utc>,
    pinned: Option<&str>,
    stop: &Stop,
) -> Result<Made> {
    let started = Instant::now();
    reserve(copy)?;
    let before = content::content(&opened.connection)?;
    stop.watch(&opened.connection)?;
    content::copy_into(&opened.connection, copy)?;
    sync_file(copy)?;
    sync_folder(folder)?;

    let verified = verify_as(copy, None, stop)?;
    complete(copy, &before, &verified.content)?;
    let manifest = manifest(opened, verified, now_utc, pinned, started)?;
    let note = copy.with_extension("json");
    // Whoever shares the salon may read what its backups are.
    let named = manifest
        .write(&note)
        .and_then(|()| give(&note, file_mode(&opened.path) & 0o640))
        .and_then(|()| give_name(folder, copy, &note, now_utc, stop));
    let _ = fs::remove_file(&note); // gone already when it has its name
    let (path, number) = named?;
    Ok(Made {
        path,
        number,
        manifest,
    })
}

fn give_name(
    folder: &Path,
    copy: &Path,
    note: &Path,
    now_utc: DateTime<Utc>,
    stop: &Stop,
) -> Result<(PathBuf, u64)> {
    let naming = |path: &Path| format!("naming {}", path.display());
    fs::set_permissions(copy, fs::Permissions::from_mode(0o440))
        .map_err(StoreError::io(format!("protecting {}", copy.display())))?;
    let mut name = Name {
        at: now_utc,
        number: next_number(folder),
    };
    while folder.join(name.text()).exists() {
        name.number += 1;
    }
    let path = folder.join(name.text());
    stop.check()?;
    // The manifest first: a backup without one would look as if nobody had verified it.
    fs::rename(note, path.with_extension("json")).map_err(StoreError::io(naming(&path)))?;
    if let Err(error) = fs::rename(copy, &path) {
        let _ = fs::remove_file(path.with_extension("json")); // it would describe nothing
        return Err(StoreError::io(naming(&path))(error));
    }
    sync_folder(folder)?;
    Ok((path, name.number))
}

/// Backups are ordered by number, not by a clock that may jump.
fn next_number(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(std::result::Result::ok);
    let numbers = entries
        .filter_map(|entry| Name::parse(entry.file_name().to_str()?))
        .map(|name| name.number);
    numbers.max().unwrap_or(0) + 1
}

fn manifest(
    opened: &Opened,
    verified: Verified,
    now_utc: DateTime<Utc>,
    pinned: Option<&str>,
    started: Instant,
) -> Result<Manifest> {
    let zone = content::zone(&opened.connection)?;
    Ok(Manifest {
        file: file_name(&opened.path),
        sha256: verified.sha256,
        bytes: verified.bytes,
        content: verified.content,
        schema: verified.schema,
        pomsalon: env!("CARGO_PKG_VERSION").to_owned(),
        sqlite: rusqlite::version().to_owned(),
        utc: now_utc,
        salon_time: zone.map(|zone| now_utc.with_timezone(&zone).naive_local()),
        duration_ms: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        host: host(),
        pinned: pinned.map(ToOwned::to_owned),
    })
}

/// Compares a copy with what was there just before: the journal tells how many rows may differ by work meanwhile.
fn complete(copy: &Path, before: &Content, after: &Content) -> Result<()> {
    let bad = |why: String| Err(StoreError::BadBackup(copy.to_owned(), why));
    let meanwhile = after.newest_change - before.newest_change;
    if meanwhile < 0 {
        return bad(format!(
            "its newest change is {}, not {}",
            after.newest_change, before.newest_change
        ));
    }
    for (table, count) in &before.counts {
        let copied = after.counts.get(table).copied().unwrap_or(0);
        // One intent at least has one change, except those that changed nothing; both only ever grow.
        let fits = if table == "intent" || table == "change" {
            copied >= *count
        } else {
            (copied - count).abs() <= meanwhile
        };
        if !fits {
            return bad(format!("it has {copied} rows of {table} and not {count}"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(newest_change: i64, dogs: i64) -> Content {
        let counts = [("dog".to_owned(), dogs), ("change".to_owned(), newest_change)].into();
        Content {
            counts,
            newest_change,
            newest_change_at: None,
        }
    }

    #[test]
    fn a_copy_that_lacks_rows_is_refused() {
        let judge = |after| complete(Path::new("copy"), &content(100, 40), &after);
        judge(content(100, 40)).unwrap();
        judge(content(103, 43)).unwrap();
        judge(content(103, 37)).unwrap();
        assert!(judge(content(100, 39)).is_err());
        assert!(judge(content(99, 40)).is_err());
        assert!(judge(content(103, 0)).is_err());
    }
}
