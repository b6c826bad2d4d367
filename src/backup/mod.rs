//! Verified copies of the salon's file, made beside the work of the desk, and the way back from one.
//!
//! A backup under its final name has been verified: its structure, its references, no double booking, its counts.
//! Its manifest keeps the hash of its bytes. Names: `backups/pomsalon-<UTC>-<number>.db`, each with its `.json`.

mod approval;
mod around;
mod courier;
mod drill;
mod errands;
mod keeper;
mod list;
mod manifest;
mod name;
mod off_site;
mod preview;
mod quiet;
mod report;
mod rescue;
mod restore;
mod second;
mod snapshot;
mod status;
mod stop;
mod thin;
mod thread;
mod transfer;
mod upgrade;
mod verify;
mod ways_back;
mod words;

#[cfg(test)]
mod tests;

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

pub use approval::approve;
pub use around::Around;
pub use drill::{Drill, Rehearsed};
pub use errands::Errand;
pub use list::{Listed, Marks, list};
pub use manifest::Manifest;
pub use preview::{Lost, Preview};
pub use report::Report;
pub use rescue::{Rescued, rescue};
pub use restore::{Prepared, Restored, prepare, restore};
pub use second::{adopt, is_on_the_same_disk};
pub use snapshot::Made;
pub use status::{Copy, Level, Line, Place, Status, Subject};
pub use thread::Backups;
pub use upgrade::{Upgraded, upgrade};
pub use verify::{Verified, verify};
pub use ways_back::{Origin, WayBack, best, ways_back};
pub use words::{line_of, words_of};

use crate::store::content;
use crate::store::lock::backup_turn;
use crate::store::open::{explain, open};
use crate::store::trouble::twice_opened;
use crate::store::{Purpose, Result, StoreError, backup_log};
use errands::Errands;
use stop::Stop;

/// How long a command waits for the backup that another session is making.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a full disk prevents.
const NO_BACKUP: &str = "no backup could be made";

/// Makes and verifies a backup that somebody asks for; the last ten of those are kept.
pub fn now(db: &Path, now_utc: DateTime<Utc>) -> Result<Made> {
    make(db, now_utc, Some(Manifest::BY_HAND))
}

/// Brings the newest backup to the second folder and off the site, as far as the salon has these; gives what was done.
pub fn bring(db: &Path, now_utc: DateTime<Utc>) -> Result<Vec<Errand>> {
    let errands = Errands::of(db, now_utc)?;
    let mut done: Vec<Errand> = errands.second(now_utc, &Stop::never()).into_iter().collect();
    done.extend(errands.off_site(&Stop::never()));
    let entries: Vec<_> = done.iter().map(|errand| errand.entry(now_utc)).collect();
    let status = errands::record(db, &entries, now_utc)?;
    status::write(&status, db)?;
    Ok(done)
}

/// Looks through the salon's own file, rehearses a restore with the newest backup and an older one that `chance` picks, and writes down how it went.
pub fn drill(db: &Path, now_utc: DateTime<Utc>, chance: u64) -> Result<Drill> {
    let errands = Errands::of(db, now_utc)?;
    let found = errands.drill(now_utc, chance, &Stop::never())?;
    let entries = errands::drill_entries(&errands, &found, now_utc);
    let status = errands::record(db, &entries, now_utc)?;
    status::write(&status, db)?;
    Ok(found)
}

/// How the copies of a salon are.
pub fn status(db: &Path, now_utc: DateTime<Utc>) -> Result<Status> {
    errands::record(db, &[], now_utc)
}

/// Makes and verifies a backup that is kept longer, before something that changes much at once; `why` as in
/// `before import`.
pub fn pinned(db: &Path, now_utc: DateTime<Utc>, why: &str) -> Result<Made> {
    make(db, now_utc, Some(why))
}

/// Looks the salon's own file through from its first page to its last while others work on; a disk that forgets is
/// noticed before every good backup has made room for newer ones.
///
/// # Errors
/// [`StoreError::Damaged`] with what was found first.
pub fn look_through(db: &Path) -> Result<()> {
    let opened = open(db, Purpose::Backup)?;
    let found = content::whole(&opened.connection).map_err(|error| explain(error, &opened.path));
    opened.close()?;
    found
}

fn make(db: &Path, now_utc: DateTime<Utc>, pinned: Option<&str>) -> Result<Made> {
    twice_opened(db, NO_BACKUP, || make_once(db, now_utc, pinned))
}

fn make_once(db: &Path, now_utc: DateTime<Utc>, pinned: Option<&str>) -> Result<Made> {
    let mut opened = open(db, Purpose::Backup)?;
    let since = Instant::now();
    let turn = loop {
        match backup_turn(&opened.path)? {
            Some(turn) => break turn,
            None if since.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(20)),
            None => {
                let error = io::Error::new(
                    io::ErrorKind::TimedOut,
                    "it is still under way; try again in a minute",
                );
                return Err(StoreError::Io(
                    "waiting for the backup that another desk is making".to_owned(),
                    error,
                ));
            }
        }
    };
    let made = snapshot::snapshot(&opened, now_utc, pinned, &Stop::never());
    if let Ok(made) = &made {
        // Old copies that could not be deleted are only in the way; the next backup tries again.
        let _ = thin::thin(&opened.path, now_utc);
        let _ = backup_log::record(&mut opened.connection, &made.entry()); // the backup is there all the same
    }
    drop(turn);
    let closed = opened.close();
    let made = made?;
    closed?;
    Ok(made)
}
