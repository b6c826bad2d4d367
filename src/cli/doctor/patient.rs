//! What the doctor looks at: the salon's file as far as it opens, its backups, and the time.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;

use super::line::Line;
use crate::backup::{Listed, list};
use crate::cli::failure::Result;
use crate::cli::salon_file::Globals;
use crate::domain::salon::Salon;
use crate::store::guard::beside;
use crate::store::{Result as StoreResult, Store, StoreError, present};

/// A salon under examination.
pub(super) struct Patient {
    /// Its file, links resolved.
    pub(super) db: PathBuf,
    /// The file, open to be examined; else why it does not open.
    pub(super) store: StoreResult<Store>,
    /// What is wrong with its structure, when it opens.
    pub(super) damage: Vec<String>,
    /// The salon in it, when that can be read.
    pub(super) salon: Option<Salon>,
    /// The moment on the salon's clock.
    pub(super) now: NaiveDateTime,
    /// The same moment as backups count it.
    pub(super) now_utc: DateTime<Utc>,
    /// Its backups, the newest first.
    pub(super) backups: StoreResult<Vec<Listed>>,
}

impl Patient {
    /// Opens what opens.
    pub(super) fn admit(globals: &Globals) -> Result<Self> {
        let named = globals.path()?;
        let db = named.canonicalize().unwrap_or(named);
        let mut store = Store::examine(&db);
        let mut salon = None;
        if let Ok(open) = &store {
            match open.salon() {
                Ok(found) => salon = Some(found),
                Err(error) => store = Err(error),
            }
        }
        let damage = match &store {
            // A check that fails found something as well.
            Ok(open) => open.damage().unwrap_or_else(|error| vec![error.to_string()]),
            Err(_) => Vec::new(),
        };
        let zone = salon.as_ref().map_or(Tz::UTC, |salon| salon.zone);
        let now_utc = globals.utc_in(zone);
        Ok(Self {
            backups: list(&db, now_utc),
            now: now_utc.with_timezone(&zone).naive_local(),
            now_utc,
            salon,
            damage,
            store,
            db,
        })
    }

    /// What is wrong with the whole of it, in a sentence; nothing when it opens and is whole.
    pub(super) fn diagnosis(&self) -> Option<String> {
        match &self.store {
            Err(error) => Some(error.to_string()),
            Ok(_) if !self.damage.is_empty() => Some(StoreError::Damaged(self.damage.join("; ")).to_string()),
            Ok(store) => {
                let lost = store.lost_rules().ok()?;
                let first = lost.first()?;
                Some(StoreError::Damaged(format!("the rule {first} is missing or was changed")).to_string())
            }
        }
    }

    /// Looks into the open file; a part that cannot be read is no reason to keep silent about the others.
    pub(super) fn look(&self, line: &mut Line, at: impl FnOnce(&Store, &mut Line) -> StoreResult<()>) {
        let Ok(store) = &self.store else {
            line.careful("This could not be looked at: the file does not open.", "");
            return;
        };
        if let Err(error) = at(store, line) {
            line.careful(format!("This could not be looked at: {error}."), "");
        }
    }

    /// The newest backup that was verified when it was made.
    pub(super) fn newest_backup(&self) -> Option<&Listed> {
        self.backups
            .as_ref()
            .ok()?
            .iter()
            .find(|backup| backup.is_verified())
    }

    /// Whether a log lies beside the file and nobody is there whose it is.
    pub(super) fn has_lone_log(&self) -> bool {
        let log = std::fs::metadata(beside(&self.db, "-wal")).map_or(0, |found| found.len());
        log > 0 && present(&self.db).is_empty()
    }

    /// What brings the salon back, as far as that is possible.
    pub(super) fn way_back(&self) -> String {
        match (&self.store, self.newest_backup()) {
            (Err(StoreError::Foreign(_)), _) => {
                "Name the salon's own file with --db; this one belongs to another program.".to_owned()
            }
            (Err(StoreError::Older(..)), _) => {
                "Open the desk once: the file is backed up and brought up to date.".to_owned()
            }
            (Err(StoreError::Newer(..)), _) => "Update PomSalon on this machine.".to_owned(),
            (Err(StoreError::Busy(_) | StoreError::InUse(_)), _) => "Try again in a moment.".to_owned(),
            (Ok(_) | Err(StoreError::Damaged(_)), _) if self.has_lone_log() => {
                "Open the desk once: a log beside the file that belongs to another one is put aside then. \
                 If that does not help: `pomsalon restore`."
                    .to_owned()
            }
            (_, Some(newest)) => format!(
                "`pomsalon restore` brings back the newest backup ({}) and tells first what would be lost.",
                newest.name
            ),
            (_, None) => {
                "There is no backup beside it: look for a copy on another disk and bring it back with `pomsalon restore FILE`."
                    .to_owned()
            }
        }
    }
}
