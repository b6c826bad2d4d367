//! What is done with a backup after it was made: to the second folder, off the site, and the rehearsal. Each outcome is a
//! line in the salon's log.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::approval::is_approved;
use super::drill::{Drill, drill};
use super::list::{Listed, list};
use super::off_site;
use super::second;
use super::status::{Status, status};
use super::stop::Stop;
use crate::domain::salon::Salon;
use crate::store::open::{explain, open};
use crate::store::{BackupEntry, BackupEvent, Purpose, Result, StoreError, backup_log, content, salon};

/// What one has to know for the errands of a salon. Nothing is held open meanwhile, so a drive or a command that hangs
/// keeps nobody from the salon's file.
#[derive(Debug)]
pub(super) struct Errands {
    /// The salon's file, links resolved.
    pub db: PathBuf,
    salon: Salon,
    identity: String,
    /// The newest verified backup.
    pub newest: Option<Listed>,
    /// The last lines of the log about each errand, and the last good ones.
    last: Lines,
    good: Lines,
}

#[derive(Debug)]
struct Lines {
    second: Option<BackupEntry>,
    off_site: Option<BackupEntry>,
    drill: Option<BackupEntry>,
}

/// One errand that was run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    /// Which.
    pub event: BackupEvent,
    /// The name of the backup's file.
    pub backup: String,
    /// Why it failed; `None` when it went well.
    pub failed: Option<String>,
    /// How long it took.
    pub took: Duration,
}

impl Errands {
    /// Reads what there is to do.
    pub fn of(db: &Path, now_utc: DateTime<Utc>) -> Result<Self> {
        let opened = open(db, Purpose::Backup)?;
        let lines = |read: &dyn Fn(BackupEvent) -> Result<Option<BackupEntry>>| -> Result<Lines> {
            Ok(Lines {
                second: read(BackupEvent::Second)?,
                off_site: read(BackupEvent::OffSite)?,
                drill: read(BackupEvent::Drill)?,
            })
        };
        Ok(Self {
            salon: salon::read(&opened.connection)?,
            identity: content::identity(&opened.connection)?,
            newest: list(&opened.path, now_utc)?.into_iter().find(Listed::is_verified),
            last: lines(&|event| backup_log::last(&opened.connection, event))?,
            good: lines(&|event| backup_log::last_good(&opened.connection, event))?,
            db: opened.path.clone(),
        })
    }

    /// The newest backup, when the second folder has to be looked at because the log does not say that it is there.
    pub fn second_is_behind(&self) -> bool {
        !self.salon.second_folder.is_empty()
            && is_behind(
                self.newest.as_ref(),
                self.good.second.as_ref(),
                self.last.second.as_ref(),
            )
    }

    /// Whether there is a second folder.
    pub const fn has_second(&self) -> bool {
        !self.salon.second_folder.is_empty()
    }

    /// Brings the newest backup to the second folder, unless it lies there; `None` when there is nothing to bring.
    pub fn second(&self, now_utc: DateTime<Utc>, stop: &Stop) -> Option<Errand> {
        let newest = self.newest.as_ref().filter(|_| self.has_second())?;
        let folder = Path::new(&self.salon.second_folder);
        let since = Instant::now();
        let done = second::ready(folder, &self.identity).and_then(|()| {
            if second::has(folder, newest) {
                return Ok(());
            }
            second::bring(folder, newest, now_utc, stop)
        });
        Some(errand(BackupEvent::Second, newest, done, since))
    }

    /// Whether the newest backup is still to be taken off the site, at most so long after a failure.
    pub fn off_site_is_behind(&self) -> bool {
        !self.salon.off_site.is_empty()
            && is_behind(
                self.newest.as_ref(),
                self.good.off_site.as_ref(),
                self.last.off_site.as_ref(),
            )
    }

    /// Whether the off-site command is for another account's desk, which has some time to run it.
    pub fn off_site_is_anothers(&self) -> bool {
        let is_young = |newest: &Listed| newest.age < chrono::TimeDelta::minutes(30);
        self.newest.as_ref().is_some_and(is_young) && !is_approved(&self.db, &self.salon.off_site)
    }

    /// Why the salon's own file is not whole; `None` when it is.
    pub fn damage(&self, stop: &Stop) -> Result<Option<String>> {
        let opened = open(&self.db, Purpose::Backup)?;
        stop.watch(&opened.connection)?;
        match content::check(&opened.connection).map_err(|error| explain(error, &opened.path)) {
            Ok(()) => Ok(None),
            Err(_) if stop.is_wished() => Ok(None),
            Err(StoreError::Damaged(what)) => Ok(Some(format!(
                "the salon's own file is damaged ({what}); look at the backups while the newest is good"
            ))),
            Err(error) => Err(error),
        }
    }

    /// The line of the log about damage of the salon's own file.
    pub fn damage_entry(&self, why: &str, now_utc: DateTime<Utc>) -> BackupEntry {
        let name = self.db.file_name().unwrap_or_default().to_string_lossy();
        entry(BackupEvent::Drill, &name, Some(why), Duration::ZERO, now_utc)
    }

    /// Runs the off-site command on the newest backup; `None` when there is none.
    pub fn off_site(&self, stop: &Stop) -> Option<Errand> {
        let newest = self.newest.as_ref().filter(|_| !self.salon.off_site.is_empty())?;
        let since = Instant::now();
        let done = if is_approved(&self.db, &self.salon.off_site) {
            let sha256 = newest.manifest.as_ref().map_or("", |manifest| &manifest.sha256);
            off_site::run(&self.salon.off_site, &newest.path, sha256, off_site::LIMIT, stop)
        } else {
            Err(StoreError::NotWritable(
                "the off-site command was set by another account or on another machine; set it here again to run it"
                    .to_owned(),
            ))
        };
        Some(errand(BackupEvent::OffSite, newest, done, since))
    }

    /// When the last drill was, and the last good one.
    pub fn drills(&self) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
        let utc = |entry: &Option<BackupEntry>| entry.as_ref().map(|entry| entry.utc);
        (utc(&self.last.drill), utc(&self.good.drill))
    }

    /// Looks through the salon's own file and rehearses a restore; copies in the second folder that turn out damaged are put aside there.
    pub fn drill(&self, now_utc: DateTime<Utc>, chance: u64, stop: &Stop) -> Result<Drill> {
        let damage = self.damage(stop)?;
        let mut found = drill(
            &self.db,
            &self.salon.second_folder,
            &self.identity,
            now_utc,
            chance,
            stop,
        )?;
        found.damage = damage;
        if found.from_second {
            for one in found.rehearsed.iter().filter(|one| one.is_damaged) {
                second::put_aside(&found.folder, &one.backup);
            }
        }
        Ok(found)
    }
}

/// A backup that the log does not have there, or whose last attempt failed.
fn is_behind(newest: Option<&Listed>, good: Option<&BackupEntry>, last: Option<&BackupEntry>) -> bool {
    newest.is_some_and(|newest| {
        good.is_none_or(|good| good.backup != newest.name) || last.is_some_and(|last| !last.good)
    })
}

fn errand(event: BackupEvent, backup: &Listed, done: Result<()>, since: Instant) -> Errand {
    Errand {
        event,
        backup: backup.name.clone(),
        failed: done.err().map(|error| error.to_string()),
        took: since.elapsed(),
    }
}

impl Errand {
    /// The line of the log.
    pub(super) fn entry(&self, now_utc: DateTime<Utc>) -> BackupEntry {
        entry(
            self.event,
            &self.backup,
            self.failed.as_deref(),
            self.took,
            now_utc,
        )
    }
}

/// A line of the log about a backup.
pub(super) fn entry(
    event: BackupEvent,
    backup: &str,
    failed: Option<&str>,
    took: Duration,
    now_utc: DateTime<Utc>,
) -> BackupEntry {
    BackupEntry {
        utc: now_utc,
        event,
        backup: backup.to_owned(),
        good: failed.is_none(),
        words: failed.unwrap_or_default().to_owned(),
        duration_ms: i64::try_from(took.as_millis()).unwrap_or(i64::MAX),
    }
}

/// The lines of the log about a drill of this salon's file, those that went well first: what failed is what is last read.
pub(super) fn drill_entries(errands: &Errands, found: &Drill, now_utc: DateTime<Utc>) -> Vec<BackupEntry> {
    let mut entries: Vec<BackupEntry> = found
        .rehearsed
        .iter()
        .map(|one| BackupEntry {
            utc: now_utc,
            event: BackupEvent::Drill,
            backup: one.backup.clone(),
            good: one.failed.is_none(),
            words: one
                .failed
                .as_ref()
                .map_or_else(|| format!("from {}", found.place()), Clone::clone),
            duration_ms: one.duration_ms,
        })
        .collect();
    let damage = found.damage.as_ref();
    entries.extend(damage.map(|why| errands.damage_entry(why, now_utc)));
    entries.sort_by_key(|entry| !entry.good);
    entries
}

/// Writes lines into the log, on a connection of their own, and gives the status then.
pub(super) fn record(db: &Path, entries: &[BackupEntry], now_utc: DateTime<Utc>) -> Result<Status> {
    let mut opened = open(db, Purpose::Backup)?;
    for entry in entries {
        backup_log::record(&mut opened.connection, entry)?;
    }
    status(&opened, now_utc)
}
