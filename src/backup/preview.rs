//! What a restore would do, told before anything is touched.

use std::fmt;
use std::path::Path;

use rusqlite::Connection;

use super::stop::Stop;
use super::verify::{Verified, open_finished, verify_stoppable};
use crate::domain::quantity::grouped;
use crate::store::content::{self, Content};
use crate::store::open::open;
use crate::store::{Purpose, Result, StoreError};

/// How many of the things one loses are named.
const NAMED: i64 = 10;

/// The salon as it is and as it would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// What is in the salon's file now; `None` when there is none that can be read.
    pub now: Option<Content>,
    /// What is in the backup.
    pub then: Content,
    /// What is lost, when both come from one journal; `None` when that cannot be told.
    pub lost: Option<Lost>,
}

/// Changes that are in the salon's file and not in the backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// How many.
    pub changes: i64,
    /// The newest ten things that people did in them, the newest first.
    pub labels: Vec<String>,
}

impl Preview {
    /// When the newest change in the backup was made, on the salon's clock: `2026-11-20 16:45`.
    #[must_use]
    pub fn newest_change(&self) -> Option<String> {
        let at = self.then.newest_change_at.as_ref()?;
        Some(at.get(..16).unwrap_or(at).replace('T', " "))
    }

    /// Compares a live file, when it can be read, with a backup whose content is known.
    pub(super) fn of(live: Option<&Connection>, backup: &Connection, verified: &Verified) -> Result<Self> {
        let then = verified.content.clone();
        let Some(live) = live else {
            return Ok(Self {
                now: None,
                then,
                lost: None,
            });
        };
        // A file that opens and yet cannot be read is damaged, which is why one restores.
        let Some(now) = readable(content::content(live))? else {
            return Ok(Self {
                now: None,
                then,
                lost: None,
            });
        };
        let seq = then.newest_change;
        let one_journal = seq == 0 || content::fingerprint(live, seq)? == content::fingerprint(backup, seq)?;
        let lost = if one_journal {
            readable(content::since(live, seq, NAMED))?
        } else {
            None
        };
        let lost = lost.map(|(changes, labels)| Lost { changes, labels });
        Ok(Self {
            now: Some(now),
            then,
            lost,
        })
    }
}

/// Tells what a restore of a backup would do while the desk works on; the backup is verified from end to end first.
pub(super) fn peek(db: &Path, backup: &Path, stop: &Stop) -> Result<Preview> {
    let verified = verify_stoppable(backup, stop)?;
    let copy = open_finished(backup)?;
    let opened = open(db, Purpose::Backup)?;
    Preview::of(Some(&opened.connection), &copy, &verified)
}

fn readable<T>(found: Result<T>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(StoreError::Sqlite(_) | StoreError::Damaged(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

impl fmt::Display for Preview {
    /// Prints `appointments 14,210 -> 14,198; newest change 2026-11-20 16:45; you lose 12 changes`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let then = grouped(self.then.appointments());
        match &self.now {
            Some(now) => write!(f, "appointments {} -> {then}", grouped(now.appointments()))?,
            None => write!(f, "appointments (cannot be read now) -> {then}")?,
        }
        match self.newest_change() {
            Some(at) => write!(f, "; newest change {at}")?,
            None => f.write_str("; no changes yet")?,
        }
        match &self.lost {
            Some(Lost { changes: 0, .. }) => f.write_str("; you lose nothing"),
            Some(Lost { changes: 1, .. }) => f.write_str("; you lose 1 change"),
            Some(Lost { changes, .. }) => write!(f, "; you lose {} changes", grouped(*changes)),
            None if self.now.is_some() => {
                f.write_str("; the two went different ways, so what you lose cannot be counted")
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(appointments: i64, at: &str) -> Content {
        Content {
            counts: [("appointment".to_owned(), appointments)].into(),
            newest_change: 7,
            newest_change_at: Some(at.to_owned()),
        }
    }

    #[test]
    fn one_reads_what_one_would_lose() {
        let preview = Preview {
            now: Some(content(14_210, "2026-11-20T17:10:00")),
            then: content(14_198, "2026-11-20T16:45:00"),
            lost: Some(Lost {
                changes: 12,
                labels: Vec::new(),
            }),
        };
        assert_eq!(
            preview.to_string(),
            "appointments 14,210 -> 14,198; newest change 2026-11-20 16:45; you lose 12 changes"
        );
    }
}
