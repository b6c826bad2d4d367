//! What was found in the place of the salon's file, in words that need no knowledge of files.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use crate::backup::{Origin, WayBack};
use crate::domain::quantity::{ago, size};
use crate::store::StoreError;

/// What kind of trouble it is; it decides what can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// There is no file.
    Gone,
    /// There is one without a byte in it.
    Empty,
    /// It is no salon's file, or nothing of one is left.
    Unreadable,
    /// It is a salon's file with something wrong in it.
    Damaged,
    /// A newer program wrote it.
    Newer,
    /// It belongs to another program.
    Foreign,
    /// This account may not use it.
    NotAllowed,
    /// The disk does not give it.
    Disk,
}

/// What was found, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub trouble: Trouble,
    /// What is the matter, in one line.
    pub headline: &'static str,
    /// A title and words, each a fact.
    pub facts: Vec<(&'static str, String)>,
}

impl Trouble {
    /// Which trouble an error tells of; `None` when it tells of none that a choice could help with.
    pub(super) fn of(error: &StoreError) -> Option<Self> {
        Some(match error {
            StoreError::FileMissing(_) | StoreError::Remains(..) => Self::Gone,
            StoreError::FileEmpty(_) => Self::Empty,
            StoreError::NotADatabase(_) => Self::Unreadable,
            StoreError::Damaged(_) | StoreError::NotUpdated(_) => Self::Damaged,
            StoreError::Newer(..) => Self::Newer,
            StoreError::Foreign(_) => Self::Foreign,
            StoreError::NotWritable(_) => Self::NotAllowed,
            error if error.is_damage() => Self::Damaged,
            error if error.is_disk_failure() => Self::Disk,
            _ => return None,
        })
    }

    const fn headline(self) -> &'static str {
        match self {
            Self::Gone => "The salon's file is gone",
            Self::Empty => "The salon's file is empty",
            Self::Unreadable => "The salon's file cannot be read",
            Self::Damaged => "The salon's file is damaged",
            Self::Newer => "A newer PomSalon wrote this salon's file",
            Self::Foreign => "This file belongs to another program",
            Self::NotAllowed => "This account may not use the salon's file",
            Self::Disk => "The disk does not give the salon's file",
        }
    }

    /// Whether a backup may take the place of what is there.
    pub(super) const fn can_be_replaced(self) -> bool {
        !matches!(self, Self::Foreign | Self::NotAllowed)
    }
}

impl Found {
    /// Says what an error found in this place; `ways` tell what the salon's clock shows.
    pub(super) fn new(
        trouble: Trouble,
        error: &StoreError,
        path: &Path,
        ways: &[WayBack],
        now_utc: DateTime<Utc>,
    ) -> Self {
        let mut facts = vec![("File", path.display().to_string())];
        match fs::metadata(path) {
            Ok(found) => {
                let at: Option<DateTime<Utc>> = found.modified().ok().map(SystemTime::into);
                let changed = at.map_or_else(String::new, |at| {
                    format!(
                        ", last changed {} ({})",
                        moment(at, salon_offset(ways)),
                        ago(now_utc - at)
                    )
                });
                facts.push(("Size", format!("{}{changed}", size(found.len()))));
            }
            Err(_) if trouble == Trouble::Gone => {
                facts.push(("Size", "nothing is there under this name".to_owned()));
            }
            Err(_) => {}
        }
        facts.push(("It is", looks_like(trouble, error)));
        Self {
            trouble,
            headline: trouble.headline(),
            facts,
        }
    }
}

/// What it looks like, and what that means.
fn looks_like(trouble: Trouble, error: &StoreError) -> String {
    match (trouble, error) {
        (Trouble::Gone, StoreError::Remains(_, remains)) => {
            format!("a salon's place all the same: {} is still there", remains.display())
        }
        (Trouble::Gone, _) => "a salon's place all the same: its backups are still there".to_owned(),
        (Trouble::Empty, _) => "a file without a single byte; the salon that was in it is not in it any more".to_owned(),
        (Trouble::Unreadable, _) => {
            "not a salon: a text, a packed file, or only scraps of one".to_owned()
        }
        (Trouble::Damaged, StoreError::Damaged(what)) if what.contains("the rule ") => {
            format!("a salon that can be read, but {what}: mistakes would not be noticed any more")
        }
        (Trouble::Damaged, _) => "a salon that was cut off, or some of whose pages were written over".to_owned(),
        (Trouble::Newer, StoreError::Newer(found, known)) => format!(
            "a whole salon in format {found}, and this program knows {known}: update PomSalon and it opens"
        ),
        (Trouble::Newer, _) => "a whole salon in a newer format: update PomSalon and it opens".to_owned(),
        (Trouble::Foreign, _) => {
            "whole, but no salon: look whether --db names the file you mean".to_owned()
        }
        (Trouble::NotAllowed, error) => format!("not for this account to use: {error}"),
        (Trouble::Disk, _) => {
            "perhaps whole: the disk failed while it was read; if it fails again, let somebody look at the disk".to_owned()
        }
    }
}

/// How far the salon's clock is from the world's, told by the newest copy that knows.
pub(super) fn salon_offset(ways: &[WayBack]) -> Option<TimeDelta> {
    ways.iter()
        .find_map(|way| way.salon_time.map(|salon| salon - way.at.naive_utc()))
}

/// A moment on the salon's clock where that is known, else on the world's.
pub(super) fn moment(at: DateTime<Utc>, offset: Option<TimeDelta>) -> String {
    match offset {
        Some(offset) => at_salon(at.naive_utc() + offset),
        None => format!("{} UTC", at_salon(at.naive_utc())),
    }
}

fn at_salon(at: NaiveDateTime) -> String {
    at.format("%a %-d %b %Y %H:%M").to_string()
}

/// When a way back was made.
pub(super) fn made(way: &WayBack) -> String {
    match way.salon_time {
        Some(at) => at_salon(at),
        None => moment(way.at, None),
    }
}

/// What a way back is, for a sentence.
pub(super) const fn what(way: &WayBack) -> &'static str {
    match way.origin {
        Origin::Backup => "the backup",
        Origin::Rescued => "what a desk rescued",
        Origin::BeforeRestore => "what was put aside",
    }
}

/// Where the backups of a salon lie.
pub(super) fn backups_of(path: &Path) -> PathBuf {
    path.with_file_name("backups")
}
