//! Everything a salon can be brought back from: its backups, what a desk rescued, what an earlier restore kept aside.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::list::list;
use super::manifest::Manifest;
use super::name::{file_name, real_path};
use crate::store::create::{BEFORE_RESTORE, RESCUED};
use crate::store::guard::folder_of;
use crate::store::{Content, Result};

/// What made a file that a salon can be brought back from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A backup.
    Backup,
    /// A desk whose file had gone saved what it still saw.
    Rescued,
    /// A restore kept what was there before.
    BeforeRestore,
}

/// A file that a salon can be brought back from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayBack {
    /// What made it.
    pub origin: Origin,
    /// The name of its file.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// When that was on the salon's wall clock, as far as it is known.
    pub salon_time: Option<NaiveDateTime>,
    /// How long ago it was made; negative when the clock was set back since.
    pub age: TimeDelta,
    /// Its size in bytes.
    pub bytes: u64,
    /// What was found in it when it was verified.
    pub content: Option<Content>,
    /// Whether it was verified when it was made, and still has the same size.
    pub verified: bool,
}

/// Every way back there is beside a salon's file, the newest first; the file itself may be gone.
pub fn ways_back(db: &Path, now_utc: DateTime<Utc>) -> Result<Vec<WayBack>> {
    let mut ways: Vec<WayBack> = list(db, now_utc)?
        .into_iter()
        .map(|backup| WayBack {
            origin: Origin::Backup,
            verified: backup.is_verified(),
            name: backup.name,
            path: backup.path,
            at: backup.at,
            salon_time: backup.manifest.as_ref().and_then(|note| note.salon_time),
            age: backup.age,
            bytes: backup.bytes,
            content: backup.manifest.map(|note| note.content),
        })
        .collect();
    // Backups keep the order of their numbers, for a clock may lie; the others go where their time puts them.
    for other in beside_the_file(db, now_utc)? {
        let place = ways.iter().position(|way| way.at <= other.at);
        ways.insert(place.unwrap_or(ways.len()), other);
    }
    Ok(ways)
}

/// The newest way back that was verified when it was made: a backup, or what a desk rescued since.
#[must_use]
pub fn best(ways: &[WayBack]) -> Option<&WayBack> {
    ways.iter().find(|way| way.verified)
}

fn beside_the_file(db: &Path, now_utc: DateTime<Utc>) -> Result<Vec<WayBack>> {
    let db = real_path(db)?;
    let own = file_name(&db);
    let entries = fs::read_dir(folder_of(&db)).into_iter().flatten();
    let mut found: Vec<WayBack> = entries
        .filter_map(std::result::Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let (origin, time) = origin_and_time(name.strip_prefix(&own)?)?;
            let stat = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            let path = entry.path();
            let manifest = Manifest::of(&path).filter(|_| origin == Origin::Rescued);
            let at = time.unwrap_or_else(|| stat.modified().unwrap_or(SystemTime::UNIX_EPOCH).into());
            Some(WayBack {
                origin,
                name,
                path,
                at,
                salon_time: manifest.as_ref().and_then(|note| note.salon_time),
                age: now_utc - at,
                bytes: stat.len(),
                verified: manifest.as_ref().is_some_and(|note| note.bytes == stat.len()),
                content: manifest.map(|note| note.content),
            })
        })
        .collect();
    found.sort_by_key(|way| way.at);
    Ok(found)
}

/// Reads what follows the salon's name, such as `.rescued-20261120T100000Z.db`; the time where it is written there.
fn origin_and_time(ending: &str) -> Option<(Origin, Option<DateTime<Utc>>)> {
    let (origin, rest) = if let Some(rest) = ending.strip_prefix(RESCUED) {
        (Origin::Rescued, rest.strip_suffix(".db")?)
    } else {
        (Origin::BeforeRestore, ending.strip_prefix(BEFORE_RESTORE)?)
    };
    // A log kept aside with a damaged file is no salon.
    if ["-wal", "-journal", "-shm", ".lock"]
        .iter()
        .any(|end| rest.ends_with(end))
    {
        return None;
    }
    let time = rest.get(..16).unwrap_or(rest);
    let at = NaiveDateTime::parse_from_str(time, "%Y%m%dT%H%M%SZ").ok();
    Some((origin, at.map(|at| at.and_utc())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_files_named_after_the_salon_are_ways_back() {
        let at = |text: &str| Some(text.parse::<DateTime<Utc>>().unwrap());
        assert_eq!(
            origin_and_time(".rescued-20261120T100000Z-2.db"),
            Some((Origin::Rescued, at("2026-11-20T10:00:00Z")))
        );
        assert_eq!(
            origin_and_time(".before-restore-20261120T100500Z"),
            Some((Origin::BeforeRestore, at("2026-11-20T10:05:00Z")))
        );
        for other in [
            "",
            "-wal",
            ".lock",
            ".rescued-20261120T100000Z.json",
            ".before-restore-20261120T100500Z-wal",
        ] {
            assert_eq!(origin_and_time(other), None, "{other}");
        }
    }
}
