//! The second folder: every backup goes there as well, is read back there, and is thinned there by the same counts.
//!
//! A marker in it tells the folder from the empty place where its disk is not mounted, and whose copies lie there.

use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::list::{Listed, list_in};
use super::manifest::{Manifest, fingerprint};
use super::name::{TEMPORARY, folder};
use super::stop::Stop;
use super::thin::thin_in;
use super::transfer::transfer;
use crate::store::durable::{remove_temporary, sweep, sync_folder, temporary};
use crate::store::guard::folder_of;
use crate::store::{Result, Store, StoreError};

/// The file that marks a second folder.
const MARKER: &str = ".pomsalon";

/// How it begins; the salon's identity follows.
const START: &str = "pomsalon ";

/// The longest name of a folder that the salon keeps, in characters.
const LONGEST: usize = 400;

/// Marks a folder as the second one of a salon; gives its name with links resolved.
///
/// # Errors
/// [`StoreError::NotWritable`] with why it cannot be the one.
pub fn adopt(store: &Store, wanted: &Path) -> Result<PathBuf> {
    let refuse = |why: String| Err(StoreError::NotWritable(why));
    let real = match fs::canonicalize(wanted) {
        Ok(real) => real,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return refuse(format!(
                "there is no folder {}; make it, or connect its disk, then try again",
                wanted.display()
            ));
        }
        Err(error) => return Err(explain(error, wanted)),
    };
    if !real.is_dir() {
        return refuse(format!("{} is not a folder", real.display()));
    }
    if real.to_str().is_none_or(|name| name.chars().count() > LONGEST) {
        return refuse(format!(
            "the name of {} is too long or not in UTF-8",
            real.display()
        ));
    }
    if [folder(store.path()).as_path(), folder_of(store.path())].contains(&real.as_path()) {
        return refuse("the salon's own folder is the first place; choose one on another disk".to_owned());
    }
    let identity = store.identity()?;
    match owner(&real)? {
        Some(other) if other != identity => {
            return refuse(format!(
                "{} keeps the copies of another salon; choose a folder of its own",
                real.display()
            ));
        }
        Some(_) => {}
        None => mark(&real, &identity)?,
    }
    Ok(real)
}

/// Whether a folder lies on the same disk as the salon's file, which both would take along when it fails.
#[must_use]
pub fn is_on_the_same_disk(db: &Path, second: &Path) -> bool {
    let disk = |path: &Path| fs::metadata(path).map(|found| found.dev()).ok();
    disk(folder_of(db)).is_some_and(|own| disk(second) == Some(own))
}

fn mark(second: &Path, identity: &str) -> Result<()> {
    let text = format!(
        "{START}{identity}\nPomSalon keeps copies of its backups in this folder. Leave this file here: it shows that\n\
        the right disk is connected.\n"
    );
    let new = temporary(second, TEMPORARY);
    let done = fs::write(&new, text)
        .and_then(|()| fs::rename(&new, second.join(MARKER)))
        .map_err(|error| explain(error, second))
        .and_then(|()| through(second));
    let _ = fs::remove_file(&new); // gone already when it has its name
    done
}

/// Whose copies lie there; `None` when nothing says so.
fn owner(second: &Path) -> Result<Option<String>> {
    match fs::read_to_string(second.join(MARKER)) {
        // not the live file: the marker
        Ok(text) => Ok(text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix(START))
            .map(ToOwned::to_owned)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(explain(error, second)),
    }
}

/// Makes sure that the folder is there, and is the one that was marked for this salon.
///
/// # Errors
/// [`StoreError::NotWritable`] with what to look after.
pub(super) fn ready(second: &Path, identity: &str) -> Result<()> {
    let away = |why: &str| {
        Err(StoreError::NotWritable(format!(
            "the second folder {}{why}",
            second.display()
        )))
    };
    match fs::metadata(second) {
        Ok(found) if !found.is_dir() => return away(" is not a folder any more"),
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return away(" is not there; connect its disk, and the copy is made by itself");
        }
        Err(error) => return Err(explain(error, second)),
    }
    match owner(second)? {
        Some(found) if found == identity => Ok(()),
        Some(_) => away(" keeps the copies of another salon"),
        None => away(
            " has no mark of this salon: its disk is not connected, or it was emptied; connect it, or set the folder again",
        ),
    }
}

/// Whether a backup lies there already, by its name, size and manifest.
pub(super) fn has(second: &Path, backup: &Listed) -> bool {
    let there = second.join(&backup.name);
    let size = fs::metadata(&there).map(|found| found.len()).ok();
    size == Some(backup.bytes) && Manifest::of(&there) == backup.manifest
}

/// Brings a verified backup there, reads it back, and gives it its name only then; older ones are thinned afterwards.
///
/// # Errors
/// [`StoreError::BadBackup`] when the backup itself is no longer what was verified; [`StoreError::NotWritable`] with
/// what stands in the way there.
pub(super) fn bring(second: &Path, backup: &Listed, now_utc: DateTime<Utc>, stop: &Stop) -> Result<()> {
    let Some(manifest) = &backup.manifest else {
        let why = "nobody has verified it".to_owned();
        return Err(StoreError::BadBackup(backup.path.clone(), why));
    };
    sweep(second, TEMPORARY);
    let copy = temporary(second, TEMPORARY);
    let note = copy.with_extension("json");
    let done = copy_and_name(second, backup, manifest, &copy, &note, stop);
    let _ = fs::remove_file(&note); // gone already when it has its name
    remove_temporary(&copy);
    done.map_err(|error| match error {
        StoreError::Full(doing) if !doing.contains(&*backup.path.to_string_lossy()) => full(second),
        StoreError::Io(doing, error) if error.kind() != ErrorKind::Interrupted => {
            // A backup that cannot be read is no fault of the second folder.
            if doing.contains(&*backup.path.to_string_lossy()) {
                StoreError::Io(doing, error)
            } else {
                explain(error, second)
            }
        }
        other => other,
    })?;
    let _ = thin_in(second, &manifest.file, now_utc); // old copies that stay are only in the way
    Ok(())
}

fn copy_and_name(
    second: &Path,
    backup: &Listed,
    manifest: &Manifest,
    copy: &Path,
    note: &Path,
    stop: &Stop,
) -> Result<()> {
    room(second, manifest.bytes)?;
    if transfer(&backup.path, copy, stop)? != manifest.sha256 {
        let why = "its bytes are not the ones that were verified when it was made".to_owned();
        return Err(StoreError::BadBackup(backup.path.clone(), why));
    }
    if fingerprint(copy, stop)? != manifest.sha256 {
        return Err(StoreError::NotWritable(format!(
            "the second folder {} does not give back what was written there; its disk may be failing",
            second.display()
        )));
    }
    // Some drives know no permissions; the copy is as good there.
    let _ = fs::set_permissions(copy, fs::Permissions::from_mode(0o440));
    manifest.write(note)?;
    let target = second.join(&backup.name);
    let naming = || StoreError::io(format!("naming {}", target.display()));
    fs::rename(note, target.with_extension("json")).map_err(naming())?;
    fs::rename(copy, &target).map_err(naming())?;
    through(second)
}

/// Puts a copy aside that turned out bad, so that nobody restores from it and a good one takes its place.
pub(super) fn put_aside(second: &Path, name: &str) {
    let copy = second.join(name);
    let _ = fs::rename(&copy, second.join(format!("{name}.damaged"))); // a drive that is gone has nothing to put aside
    let _ = through(second);
}

/// The copies that lie there, the newest first.
pub(super) fn copies(second: &Path, own: &str, now_utc: DateTime<Utc>) -> Result<Vec<Listed>> {
    list_in(second, own, now_utc)
}

fn room(second: &Path, size: u64) -> Result<()> {
    let Ok(found) = rustix::fs::statvfs(second) else {
        return Ok(()); // a drive that does not tell is asked by writing
    };
    let free = found.f_bavail.saturating_mul(found.f_frsize);
    if found.f_blocks == 0 || free > size {
        return Ok(());
    }
    Err(full(second))
}

/// Writes the names there through to the disk, where the drive knows how to.
fn through(second: &Path) -> Result<()> {
    match sync_folder(second) {
        Err(StoreError::Io(_, error))
            if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) =>
        {
            Ok(())
        }
        done => done,
    }
}

fn full(second: &Path) -> StoreError {
    StoreError::NotWritable(format!(
        "the second folder {} is full; make room there, and the copy is made by itself",
        second.display()
    ))
}

/// Says what the system's error means for the second folder.
fn explain(error: io::Error, second: &Path) -> StoreError {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => full(second),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::NotWritable(format!(
            "this account may not write in the second folder {}; ask whoever looks after it for that permission",
            second.display()
        )),
        ErrorKind::NotFound => StoreError::NotWritable(format!(
            "the second folder {} went away while the copy was made; connect its disk, and it is made by itself",
            second.display()
        )),
        _ => StoreError::io(format!("bringing a backup to {}", second.display()))(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_drive_answers_is_said_in_words() {
        let said = |kind: ErrorKind| explain(kind.into(), Path::new("/mnt/usb")).to_string();
        for kind in [
            ErrorKind::StorageFull,
            ErrorKind::QuotaExceeded,
            ErrorKind::FileTooLarge,
        ] {
            assert!(said(kind).contains("/mnt/usb is full; make room there"), "{kind}");
        }
        for kind in [ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem] {
            assert!(
                said(kind).contains("may not write in the second folder"),
                "{kind}"
            );
        }
        assert!(said(ErrorKind::NotFound).contains("went away while the copy was made"));
        assert!(said(ErrorKind::StaleNetworkFileHandle).starts_with("bringing a backup to /mnt/usb: "));
    }
}
