//! Brings a salon's file of an older edition up to date: a backup that is kept, a rehearsal on a copy, then the file itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::name::{file_name, real_path};
use super::snapshot::snapshot;
use super::stop::Stop;
use crate::store::content::{self, Content};
use crate::store::durable::{remove_temporary, sweep, temporary};
use crate::store::guard::folder_of;
use crate::store::lock::{PATIENCE, SessionLock, names_of_sessions};
use crate::store::migrate::{SALON, may_become};
use crate::store::open::{Opened, alone};
use crate::store::{Result, Store, StoreError};

/// What was done to bring a file up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upgraded {
    /// The edition it had.
    pub from: i64,
    /// The edition it has now.
    pub to: i64,
    /// The backup made before, which is kept longer than others.
    pub backup: PathBuf,
    /// How long the rehearsal on a copy took.
    pub rehearsal: Duration,
}

impl Upgraded {
    /// One sentence for whoever opened the file.
    #[must_use]
    pub fn words(&self) -> String {
        let name = self.backup.file_name().unwrap_or_default().to_string_lossy();
        format!(
            "The salon's file was brought from edition {} to {}, after a rehearsal of {:.1} s on a copy; as it was it is kept in {name}",
            self.from,
            self.to,
            self.rehearsal.as_secs_f64()
        )
    }
}

/// The moments after which a crash must leave the old edition or the new one, never something between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The file as it was is backed up.
    BackedUp,
    /// A copy was brought up to date and found in order.
    Rehearsed,
    /// The file itself is up to date.
    Done,
}

/// Brings a file of an older edition up to date; `None` when it is by now, because somebody else was faster.
///
/// # Errors
/// [`StoreError::InUse`] with who still works with the older program; [`StoreError::NotUpdated`] when the rehearsal
/// failed. Both leave the file as it was.
pub fn upgrade(db: &Path, now_utc: DateTime<Utc>) -> Result<Option<Upgraded>> {
    upgrade_watched(db, now_utc, PATIENCE, &mut |_| Ok(()))
}

/// The same, waiting so long for others to leave, and telling each step; an error from `after` ends the work there, as a crash would.
pub(super) fn upgrade_watched(
    db: &Path,
    now_utc: DateTime<Utc>,
    patience: Duration,
    after: &mut dyn FnMut(Step) -> Result<()>,
) -> Result<Option<Upgraded>> {
    let db = real_path(db)?;
    let Some(lock) = wait_alone(&db, patience)? else {
        return Ok(None);
    };
    let (mut opened, from) = alone::as_it_is(&db, lock)?;
    if from == SALON.version() {
        return Ok(None);
    }
    // Double bookings and damage are for a person to look at; a new edition would only carry them on.
    content::check(&opened.connection).map_err(not_updated)?;
    let made = snapshot(&opened, now_utc, Some("before update"), &Stop::never())?;
    after(Step::BackedUp)?;
    let rehearsal = rehearse(&opened, &made.path)?;
    after(Step::Rehearsed)?;
    alone::migrate(&mut opened).map_err(not_updated)?;
    content::check(&opened.connection)?;
    let to = SALON.version();
    content::note_of_file(
        &mut opened.connection,
        "(PomSalon)",
        now_utc,
        &format!("Brought the salon's file from edition {from} to {to}"),
    )?;
    after(Step::Done)?;
    opened.close()?;
    Ok(Some(Upgraded {
        from,
        to,
        backup: made.path,
        rehearsal,
    }))
}

/// Waits until nobody else is at the file: several desks may start at once, and the first does the work for all. `None` when
/// it has done so and stays at the file.
fn wait_alone(db: &Path, patience: Duration) -> Result<Option<SessionLock>> {
    let since = Instant::now();
    loop {
        if let Some(alone) = SessionLock::alone_now(db)? {
            return Ok(Some(alone));
        }
        if since.elapsed() >= patience {
            return match Store::examine(db) {
                Ok(_) => Ok(None),
                Err(_) => Err(StoreError::InUse(names_of_sessions(db))),
            };
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Brings a copy of the backup up to date and compares it with what it was; gives how long that took.
fn rehearse(opened: &Opened, backup: &Path) -> Result<Duration> {
    let folder = folder_of(&opened.path);
    let start = format!(".{}.rehearsal-", file_name(&opened.path));
    sweep(folder, &start);
    let copy = temporary(folder, &start);
    let done = rehearse_on(&copy, backup, &content::content(&opened.connection)?);
    remove_temporary(&copy);
    done.map_err(not_updated)
}

fn rehearse_on(copy: &Path, backup: &Path, before: &Content) -> Result<Duration> {
    use std::os::unix::fs::PermissionsExt;
    // not the live file: a finished backup
    fs::copy(backup, copy)
        .and_then(|_| fs::set_permissions(copy, fs::Permissions::from_mode(0o600)))
        .map_err(StoreError::io(format!("copying {}", backup.display())))?;
    let started = Instant::now();
    let connection = alone::up_to_date(copy)?;
    let took = started.elapsed();
    content::check(&connection)?;
    let found = content::content(&connection)?;
    for (table, count) in &before.counts {
        let left = found.counts.get(table).copied().unwrap_or(0);
        if !may_become(table, *count, left) {
            return Err(StoreError::Damaged(format!(
                "{count} rows of {table} would become {left}"
            )));
        }
    }
    Ok(took)
}

fn not_updated(error: StoreError) -> StoreError {
    match error {
        StoreError::Damaged(why) => StoreError::NotUpdated(why),
        StoreError::Sqlite(why) => StoreError::NotUpdated(why.to_string()),
        other => other,
    }
}
