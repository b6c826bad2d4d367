//! How the copies of a salon are: how old, where, rehearsed when, and whether that is good news. The header of the desk,
//! `pomsalon backup status` and `backups/status.json` say the same.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::list::{Listed, list};
use super::name::{Name, file_name, folder, real_path};
use crate::store::content::{newest_change, size};
use crate::store::durable::replace;
use crate::store::guard::folder_of;
use crate::store::open::Opened;
use crate::store::sharing::file_mode;
use crate::store::{BackupEvent, Result, StoreError, backup_log, room, salon};

/// Less free room than this is worth a word, in bytes; and less than three times the salon.
const ROOM: u64 = 200_000_000;

/// Twice the time after which a changed salon is backed up.
const LATE: TimeDelta = TimeDelta::minutes(30);

/// A backup by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Copy {
    /// The name of its file.
    pub backup: String,
    /// When it was made.
    pub utc: DateTime<Utc>,
}

/// Where every backup goes besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The folder, or the command.
    pub place: String,
    /// The newest backup that is there.
    pub newest: Option<Copy>,
    /// Whether that is the newest there is.
    pub is_up_to_date: bool,
    /// When one was last brought there.
    pub brought: Option<DateTime<Utc>>,
    /// Why the last attempt failed.
    pub failed: Option<String>,
}

/// How the copies of a salon are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The name of the salon's file.
    pub file: String,
    /// When this was looked at.
    pub looked: DateTime<Utc>,
    /// The newest verified backup.
    pub newest: Option<Copy>,
    /// Whether something changed since.
    pub has_changed: bool,
    /// Why the last backup could not be made.
    pub failed: Option<String>,
    /// The second folder, when there is one.
    pub second: Option<Place>,
    /// The off-site command, when there is one.
    pub off_site: Option<Place>,
    /// When a restore was last rehearsed with good success.
    pub drilled: Option<DateTime<Utc>>,
    /// Why the last rehearsal failed.
    pub drill_failed: Option<String>,
    /// How much room is left on the disk of the backups, in bytes.
    pub free_bytes: u64,
    /// How much there should be, in bytes.
    pub wanted_bytes: u64,
}

/// Whether news is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nothing to do.
    Good,
    /// Something to look after.
    Warning,
    /// Something to act on.
    Bad,
}

/// What one line of the status is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The newest backup.
    Backup,
    /// The second folder.
    Second,
    /// The off-site command.
    OffSite,
    /// The rehearsal of a restore.
    Drill,
    /// The room on the disk.
    Room,
}

/// One line of the status, judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What it is about.
    pub subject: Subject,
    /// Whether it is good news.
    pub level: Level,
    /// Whether the last attempt failed.
    pub is_failure: bool,
    /// How old it is, in minutes; `None` when there is nothing with an age.
    pub age_min: Option<i64>,
    /// What to say about it when it is not good.
    pub words: Option<String>,
}

/// Looks at everything but the second folder itself, which may hang.
pub(super) fn status(opened: &Opened, now_utc: DateTime<Utc>) -> Result<Status> {
    let connection = &opened.connection;
    let newest = list(&opened.path, now_utc)?.into_iter().find(Listed::is_verified);
    let salon = salon::read(connection)?;
    let failed = |event| -> Result<Option<String>> {
        let last = backup_log::last(connection, event)?;
        Ok(last.filter(|entry| !entry.good).map(|entry| entry.words))
    };
    let place = |event, place: String| -> Result<Option<Place>> {
        if place.is_empty() {
            return Ok(None);
        }
        let good = backup_log::last_good(connection, event)?;
        let there = good.as_ref().and_then(|entry| {
            let utc = Name::parse(&entry.backup)?.at;
            let backup = entry.backup.clone();
            Some(Copy { backup, utc })
        });
        let newest = newest.as_ref().map(|newest| newest.name.as_str());
        Ok(Some(Place {
            place,
            is_up_to_date: newest.is_some() && there.as_ref().map(|there| there.backup.as_str()) == newest,
            newest: there,
            brought: good.map(|entry| entry.utc),
            failed: failed(event)?,
        }))
    };
    let changed = newest_change(connection)?;
    let saved = newest.as_ref().and_then(|newest| newest.manifest.as_ref());
    let drilled = backup_log::last_good(connection, BackupEvent::Drill)?;
    Ok(Status {
        file: file_name(&opened.path),
        looked: now_utc,
        has_changed: saved.is_none_or(|manifest| manifest.content.newest_change != changed),
        failed: failed(BackupEvent::Made)?,
        second: place(BackupEvent::Second, salon.second_folder)?,
        off_site: place(BackupEvent::OffSite, super::words::line_of(&salon.off_site))?,
        drilled: drilled.map(|entry| entry.utc),
        drill_failed: failed(BackupEvent::Drill)?,
        free_bytes: free(folder_of(&opened.path)),
        wanted_bytes: ROOM.max(size(connection)?.saturating_mul(3)),
        newest: newest.map(|newest| Copy {
            backup: newest.name,
            utc: newest.at,
        }),
    })
}

/// The room left for this account; more than anybody asks for where the disk does not tell.
fn free(folder: &Path) -> u64 {
    room::free(folder).unwrap_or(u64::MAX)
}

/// Writes the status beside the backups, whole or not at all; who may read the salon's file may read it.
pub(super) fn write(status: &Status, db: &Path) -> Result<()> {
    let folder = folder(&real_path(db)?);
    if !folder.is_dir() {
        return Ok(()); // no backup yet, so nothing that others would look for
    }
    let target = folder.join("status.json");
    let mut text = serde_json::to_string_pretty(status).map_err(|error| {
        StoreError::io(format!("writing {}", target.display()))(std::io::Error::other(error))
    })?;
    text.push('\n');
    replace(&target, &text, file_mode(db))
}

impl Status {
    /// Whether it says the same as an earlier one, but for the moment and the room on the disk.
    pub(super) fn says_the_same(&self, earlier: &Self) -> bool {
        let then = Self {
            looked: self.looked,
            free_bytes: self.free_bytes,
            ..earlier.clone()
        };
        then == *self
    }

    /// The lines of the status as they are now, the newest backup first; a place that is not set has none.
    #[must_use]
    pub fn lines(&self, now_utc: DateTime<Utc>) -> Vec<Line> {
        let age = |at: DateTime<Utc>| (now_utc - at).max(TimeDelta::zero());
        let mut lines = vec![self.newest_line(age)];
        let places = [
            (Subject::Second, &self.second, TimeDelta::days(7)),
            (Subject::OffSite, &self.off_site, TimeDelta::hours(24)),
        ];
        for (subject, place, late) in places {
            if let Some(place) = place {
                let newest = self.newest.as_ref().map(|newest| age(newest.utc));
                let brought = place.brought.map(age);
                let (level, words) = place.judged(newest, brought, late);
                lines.push(Line {
                    subject,
                    level,
                    is_failure: place.failed.is_some(),
                    age_min: place.newest.as_ref().map(|newest| age(newest.utc).num_minutes()),
                    words,
                });
            }
        }
        lines.push(self.drill_line(age));
        if self.free_bytes < self.wanted_bytes {
            lines.push(Line {
                subject: Subject::Room,
                level: Level::Warning,
                is_failure: false,
                age_min: None,
                words: Some(format!(
                    "the disk has only {} MB left; make room there before it is full",
                    self.free_bytes / 1_000_000
                )),
            });
        }
        lines
    }

    fn newest_line(&self, age: impl Fn(DateTime<Utc>) -> TimeDelta) -> Line {
        let old = self.newest.as_ref().map(|newest| age(newest.utc));
        let unsaved = old.filter(|_| self.has_changed);
        let (level, words) = match (&self.failed, old, unsaved) {
            (Some(why), ..) => (Level::Bad, Some(format!("no backup could be made: {why}"))),
            (None, None, _) => (Level::Bad, Some("there is no backup yet".to_owned())),
            (None, _, Some(old)) if old >= TimeDelta::hours(24) => {
                (Level::Bad, Some("what changed since is in no backup".to_owned()))
            }
            (None, _, Some(old)) if old >= LATE => (
                Level::Warning,
                Some("what changed since is not in a backup yet".to_owned()),
            ),
            _ => (Level::Good, None),
        };
        Line {
            subject: Subject::Backup,
            level,
            is_failure: self.failed.is_some(),
            age_min: old.map(|old| old.num_minutes()),
            words,
        }
    }

    fn drill_line(&self, age: impl Fn(DateTime<Utc>) -> TimeDelta) -> Line {
        let old = self.drilled.map(age);
        let (level, words) = match (&self.drill_failed, old) {
            (Some(why), _) => (Level::Bad, Some(format!("the last drill failed: {why}"))),
            (None, None) => (Level::Warning, Some("no restore was rehearsed yet".to_owned())),
            (None, Some(old)) if old >= TimeDelta::days(14) => (
                Level::Warning,
                Some("no restore was rehearsed for two weeks".to_owned()),
            ),
            _ => (Level::Good, None),
        };
        Line {
            subject: Subject::Drill,
            level,
            is_failure: self.drill_failed.is_some(),
            age_min: old.map(|old| old.num_minutes()),
            words,
        }
    }
}

impl Place {
    /// A place that lags behind is a warning, and bad when it has had nothing for `late`. `newest` is the age of the
    /// backup that should be there, `brought` how long ago one was.
    fn judged(
        &self,
        newest: Option<TimeDelta>,
        brought: Option<TimeDelta>,
        late: TimeDelta,
    ) -> (Level, Option<String>) {
        match &self.failed {
            Some(why) if brought.is_none_or(|brought| brought >= late) => (Level::Bad, Some(why.clone())),
            Some(why) => (Level::Warning, Some(why.clone())),
            None if self.is_up_to_date || newest.is_none_or(|newest| newest < LATE) => (Level::Good, None),
            None => (
                Level::Warning,
                Some("the newest backup is not there yet".to_owned()),
            ),
        }
    }
}
