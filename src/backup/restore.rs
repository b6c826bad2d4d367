//! Brings a backup back: the file that was there is kept aside, and at every moment there is one that opens.

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::errands::entry;
use super::manifest::Manifest;
use super::name::{file_name, real_path};
use super::preview::Preview;
use super::stop::Stop;
use super::verify::{Verified, verify_as};
use crate::store::content;
use crate::store::create::BEFORE_RESTORE;
use crate::store::durable::{remove_temporary, sweep, sync_file, sync_folder, temporary};
use crate::store::guard::{beside, folder_of};
use crate::store::lock::{SessionLock, connected, names, names_of_sessions};
use crate::store::open::alone::{fold, read, stands_alone, up_to_date};
use crate::store::open::lineage;
use crate::store::sharing::{file_mode, give};
use crate::store::trouble::twice_opened;
use crate::store::{BackupEvent, Result, StoreError, backup_log};

/// What a full disk prevents.
const NOT_RESTORED: &str = "nothing was restored";

/// A restore that is ready: the copy is verified and lies beside the salon's file, which nobody else has open.
/// Dropped without being carried out, it leaves everything as it was.
#[derive(Debug)]
pub struct Prepared {
    /// What it would do.
    pub preview: Preview,
    /// What the backup was found to be.
    pub verified: Verified,
    db: PathBuf,
    copy: PathBuf,
    now_utc: DateTime<Utc>,
    alone: SessionLock,
}

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// What it changed.
    pub preview: Preview,
    /// Where the file that was there before is kept; `None` when there was none.
    pub aside: Option<PathBuf>,
}

/// The moments of a restore after which a crash must leave a file that opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The log of the file that was there is folded into it, or moved aside when it is damaged.
    Folded,
    /// The file that was there has its name aside.
    KeptAside,
    /// The copy has the salon's name.
    Replaced,
}

/// Verifies a backup, copies it beside the salon's file and tells what a restore would do. Touches nothing else.
///
/// # Errors
/// [`StoreError::InUse`] with who has the salon's file open; [`StoreError::BadBackup`] with what is wrong with it.
pub fn prepare(db: &Path, from: &Path, now_utc: DateTime<Utc>) -> Result<Prepared> {
    twice_opened(db, NOT_RESTORED, || prepare_once(db, from, now_utc))
}

fn prepare_once(db: &Path, from: &Path, now_utc: DateTime<Utc>) -> Result<Prepared> {
    let db = real_path(db)?;
    let alone = SessionLock::alone_now(&db)?.ok_or_else(|| StoreError::InUse(names_of_sessions(&db)))?;
    let others = connected(&db);
    if !others.is_empty() {
        return Err(StoreError::InUse(names(&others)));
    }
    refuse_itself(&db, from)?;
    let folder = folder_of(&db);
    let start = format!(".{}.restore-", file_name(&db));
    sweep(folder, &start);
    let copy = temporary(folder, &start);
    match copy_and_compare(&db, from, &copy, now_utc, &alone) {
        Ok((verified, preview)) => Ok(Prepared {
            preview,
            verified,
            db,
            copy,
            now_utc,
            alone,
        }),
        Err(error) => {
            remove_temporary(&copy);
            Err(error)
        }
    }
}

/// Prepares a restore and carries it out at once.
pub fn restore(db: &Path, from: &Path, now_utc: DateTime<Utc>) -> Result<Restored> {
    prepare(db, from, now_utc)?.carry_out()
}

fn refuse_itself(db: &Path, from: &Path) -> Result<()> {
    let identity = |path: &Path| fs::metadata(path).map(|found| (found.dev(), found.ino())).ok();
    match (identity(db), identity(from)) {
        (Some(live), Some(backup)) if live == backup => Err(StoreError::BadBackup(
            from.to_owned(),
            "it is the salon's file itself".to_owned(),
        )),
        _ => Ok(()),
    }
}

fn copy_and_compare(
    db: &Path,
    from: &Path,
    copy: &Path,
    now_utc: DateTime<Utc>,
    alone: &SessionLock,
) -> Result<(Verified, Preview)> {
    let started = Instant::now();
    for ending in ["-journal", "-wal"] {
        if fs::metadata(beside(from, ending)).is_ok_and(|found| found.len() > 0) {
            let why = format!("its {ending} lies beside it: it is open, or was cut off while it was written");
            return Err(StoreError::BadBackup(from.to_owned(), why));
        }
    }
    copy_privately(from, copy).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => StoreError::BadBackup(from.to_owned(), "it is not there".to_owned()),
        _ => StoreError::io(format!("copying {}", from.display()))(error),
    })?;
    give(copy, file_mode(db))?;
    sync_file(copy)?;
    let named = |error| match error {
        StoreError::BadBackup(_, why) => StoreError::BadBackup(from.to_owned(), why),
        other => other,
    };
    let verified = verify_as(copy, Manifest::of(from).as_ref(), &Stop::never()).map_err(named)?;

    let mut connection = up_to_date(copy)?;
    let live = readable_live(db, alone)?;
    let preview = Preview::of(live.as_ref(), &connection, &verified)?;
    let backup = from.file_name().unwrap_or(from.as_os_str()).to_string_lossy();
    if let Some(live) = &live {
        // What became of copies is only good to know; a log that cannot be read does not keep the salon from coming back.
        let _ = backup_log::take_over(live, &mut connection);
    }
    let restored = entry(BackupEvent::Restored, &backup, None, started.elapsed(), now_utc);
    backup_log::record(&mut connection, &restored)?;
    content::note_of_file(
        &mut connection,
        "(restore)",
        now_utc,
        &format!("Restored the salon from {backup}"),
    )?;
    connection.close().map_err(|(_, error)| error)?;
    stands_alone(copy)?;
    sync_file(copy)?;
    Ok((verified, preview))
}

/// Copies bytes into a new file that nobody else may read at any moment, wherever the backup comes from.
fn copy_privately(from: &Path, copy: &Path) -> io::Result<()> {
    let mut backup = fs::File::open(from)?; // not the live file: see refuse_itself
    let mut file = fs::OpenOptions::new() // not the live file: the copy beside it
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(copy)?;
    io::copy(&mut backup, &mut file).map(drop)
}

/// The salon's file, when there is one that opens.
fn readable_live(db: &Path, alone: &SessionLock) -> Result<Option<Connection>> {
    if !fs::metadata(db).is_ok_and(|found| found.len() > 0) {
        return Ok(None);
    }
    match read(db, alone) {
        Ok(connection) => Ok(Some(connection)),
        Err(StoreError::NotADatabase(_) | StoreError::Damaged(_) | StoreError::Newer(..)) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Prepared {
    /// Puts the backup in the place of the salon's file, which is kept aside.
    pub fn carry_out(self) -> Result<Restored> {
        self.carry_out_watched(&mut |_| Ok(()))
    }

    /// Carries out, telling each step; an error from `after` ends the work there, as a crash would.
    pub(super) fn carry_out_watched(self, after: &mut dyn FnMut(Step) -> Result<()>) -> Result<Restored> {
        let existed = fs::symlink_metadata(&self.db).is_ok();
        let aside = self.aside_path();
        if existed && self.fold()? {
            after(Step::Folded)?;
        } else {
            // Committed work may be in the log of a damaged or lost file: nobody reads it against another one.
            move_if_there(&beside(&self.db, "-wal"), &beside(&aside, "-wal"))?;
            move_if_there(&beside(&self.db, "-journal"), &beside(&aside, "-journal"))?;
            let _ = fs::remove_file(beside(&self.db, "-shm")); // only a table of contents of the log
            after(Step::Folded)?;
        }
        if existed {
            fs::hard_link(&self.db, &aside)
                .map_err(StoreError::io(format!("keeping {}", aside.display())))?;
        }
        after(Step::KeptAside)?;
        fs::rename(&self.copy, &self.db).map_err(StoreError::io(format!("naming {}", self.db.display())))?;
        lineage::note(&self.db);
        after(Step::Replaced)?;
        sync_folder(folder_of(&self.db))?;
        Ok(Restored {
            preview: self.preview.clone(),
            aside: existed.then_some(aside),
        })
    }

    /// Folds the log into the file that is there; false when it is too damaged for that.
    fn fold(&self) -> Result<bool> {
        // A disk that stumbles once must not make a good log look like one to be put aside.
        match twice_opened(&self.db, NOT_RESTORED, || fold(&self.db, &self.alone)) {
            Ok(()) => Ok(true),
            // Leaving this mode fails while anybody has the file open, even with another program.
            Err(StoreError::Busy(_)) => Err(StoreError::InUse(names(&connected(&self.db)))),
            Err(StoreError::NotADatabase(_) | StoreError::Damaged(_) | StoreError::FileEmpty(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn aside_path(&self) -> PathBuf {
        let time = self.now_utc.format("%Y%m%dT%H%M%SZ");
        let first = beside(&self.db, &format!("{BEFORE_RESTORE}{time}"));
        let is_taken = |path: &Path| fs::symlink_metadata(path).is_ok() || beside(path, "-wal").exists();
        let mut path = first.clone();
        let mut count = 1;
        while is_taken(&path) {
            count += 1;
            path = beside(&first, &format!("-{count}"));
        }
        path
    }
}

impl Drop for Prepared {
    fn drop(&mut self) {
        remove_temporary(&self.copy);
    }
}

fn move_if_there(from: &Path, to: &Path) -> Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(StoreError::io(format!("moving {}", from.display()))(error))
        }
        _ => Ok(()),
    }
}
