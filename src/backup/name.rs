//! Names of backups: `pomsalon-<UTC>-<number>.db`, in the folder `backups` beside the salon's file.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::store::guard::folder_of;
use crate::store::{Result, StoreError};

/// How a backup under way is named; its process follows.
pub(super) const TEMPORARY: &str = ".tmp-";

const START: &str = "pomsalon-";
const TIME: &str = "%Y%m%dT%H%M%SZ";

/// What a backup's name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// When it was made, by that machine's clock.
    pub at: DateTime<Utc>,
    /// Rises with each backup, whatever the clock does.
    pub number: u64,
}

impl Name {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (time, number) = text.strip_prefix(START)?.strip_suffix(".db")?.split_once('-')?;
        let at = NaiveDateTime::parse_from_str(time, TIME).ok()?.and_utc();
        let name = Self {
            at,
            number: number.parse().ok()?,
        };
        // Only what this program writes itself: a copy named by hand is never taken for one of its own.
        (name.text() == text).then_some(name)
    }

    pub(super) fn text(self) -> String {
        format!("{START}{}-{}.db", self.at.format(TIME), self.number)
    }
}

/// The salon's file with links resolved; its folder has to be there, the file need not.
pub(super) fn real_path(db: &Path) -> Result<PathBuf> {
    if let Ok(real) = fs::canonicalize(db) {
        return Ok(real);
    }
    let folder = fs::canonicalize(folder_of(db))
        .map_err(StoreError::io(format!("looking for {}", folder_of(db).display())))?;
    let name = db
        .file_name()
        .ok_or_else(|| StoreError::FileMissing(db.to_owned()))?;
    Ok(folder.join(name))
}

/// Where a salon's backups lie; its path has links resolved.
pub(super) fn folder(db: &Path) -> PathBuf {
    folder_of(db).join("backups")
}

/// The name of the salon's file, as its backups note it.
pub(super) fn file_name(db: &Path) -> String {
    db.file_name()
        .unwrap_or(OsStr::new(""))
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_when_and_which() {
        let name = Name::parse("pomsalon-20261120T093000Z-12.db").unwrap();
        assert_eq!(name.number, 12);
        assert_eq!(name.at.to_rfc3339(), "2026-11-20T09:30:00+00:00");
        assert_eq!(name.text(), "pomsalon-20261120T093000Z-12.db");
    }

    #[test]
    fn other_names_are_nobodys_backup() {
        for name in [
            "pomsalon-20261120T093000Z-12.json",
            "pomsalon-20261120T093000Z-012.db",
            "pomsalon-20261120T093000Z-12 (copy).db",
            "pomsalon-20261320T093000Z-12.db",
            ".tmp-1-2",
            "salon.db",
        ] {
            assert_eq!(Name::parse(name), None, "{name}");
        }
    }
}
