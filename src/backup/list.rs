//! Lists the backups of a salon.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};

use super::manifest::Manifest;
use super::name::{Name, file_name, folder, real_path};
use crate::store::{BackupEvent, Result, Store, StoreError};

/// A backup as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The name of its file.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
    /// When it was made, by its name.
    pub at: DateTime<Utc>,
    /// Its number among this salon's backups.
    pub number: u64,
    /// Its size.
    pub bytes: u64,
    /// How long ago it was made; negative when the clock was set back since.
    pub age: TimeDelta,
    /// What was found when it was made and verified; `None` when nobody vouches for it.
    pub manifest: Option<Manifest>,
}

impl Listed {
    /// Whether it was verified when it was made, and still has the same size.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        self.manifest
            .as_ref()
            .is_some_and(|manifest| manifest.bytes == self.bytes)
    }
}

/// What the salon's log says became of a backup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Marks {
    /// It was brought to the second folder.
    pub second: bool,
    /// It was taken off the site.
    pub off_site: bool,
    /// How the last drill with it went; `None` when there was none.
    pub drilled: Option<bool>,
}

impl Marks {
    /// Reads what became of a backup by its name.
    pub fn of(store: &Store, backup: &str) -> Result<Self> {
        let log = store.backup_log_of(backup)?;
        let last = |event| {
            log.iter()
                .find(|entry| entry.event == event)
                .map(|entry| entry.good)
        };
        Ok(Self {
            second: last(BackupEvent::Second) == Some(true),
            off_site: last(BackupEvent::OffSite) == Some(true),
            drilled: last(BackupEvent::Drill),
        })
    }

    /// The marks as words, each to be put behind a comma; bad news first.
    #[must_use]
    pub fn words(&self) -> Vec<&'static str> {
        let marks = [
            (self.drilled == Some(false), "drill FAILED"),
            (self.second, "2nd"),
            (self.drilled == Some(true), "drilled"),
            (self.off_site, "off-site"),
        ];
        let set = marks.into_iter().filter(|(is_set, _)| *is_set);
        set.map(|(_, words)| words).collect()
    }
}

/// Every backup of this salon, the newest first by number; a folder that is not there yet has none.
pub fn list(db: &Path, now_utc: DateTime<Utc>) -> Result<Vec<Listed>> {
    let db = real_path(db)?;
    list_in(&folder(&db), &file_name(&db), now_utc)
}

/// Every backup in a folder that is of a salon's file with this name, as [`list`].
pub(super) fn list_in(folder: &Path, own: &str, now_utc: DateTime<Utc>) -> Result<Vec<Listed>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::io(format!("reading {}", folder.display()))(error)),
    };
    let mut found: Vec<Listed> = entries
        .filter_map(std::result::Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let Name { at, number } = Name::parse(&name)?;
            let path = entry.path();
            let manifest = Manifest::of(&path);
            // Two salons in one folder share the folder of backups, not the backups.
            if manifest.as_ref().is_some_and(|manifest| manifest.file != own) {
                return None;
            }
            let bytes = entry.metadata().ok()?.len();
            Some(Listed {
                name,
                path,
                at,
                number,
                bytes,
                age: now_utc - at,
                manifest,
            })
        })
        .collect();
    found.sort_by_key(|backup| std::cmp::Reverse((backup.number, backup.at)));
    Ok(found)
}
