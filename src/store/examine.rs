//! Examines a salon's file from end to end without changing a byte of it: what `pomsalon doctor` asks.

use std::path::Path;

use super::error::Result;
use super::lock::long_worker;
use super::migrate::{SALON, points_nowhere};
use super::open::{Opened, explain, look};
use super::{Store, content, journal};

mod history;
mod texts;

pub use history::JournalFound;

/// Findings of the engine that are read; one would be enough to know.
const SOME: &str = "PRAGMA integrity_check(3)";

const DRAFTS: &str = "SELECT count(*) AS count FROM draft";
// Somewhere in it, which is when one of them begins, there are more dogs than the groomer takes at once, whatever their lanes.
const ON_PURPOSE: &str = "SELECT count(*) AS on_purpose FROM appointment AS a JOIN groomer AS g ON g.id = a.groomer_id
    WHERE a.over_reason <> '' AND a.lane IS NOT NULL AND a.status NOT IN ('no_show', 'cancelled')
      AND EXISTS (SELECT 1 FROM appointment AS b
        WHERE b.groomer_id = a.groomer_id AND b.day = a.day AND b.lane IS NOT NULL
          AND b.status NOT IN ('no_show', 'cancelled') AND b.start_min >= a.start_min AND b.start_min < a.end_min
          AND (SELECT count(*) FROM appointment AS o
            WHERE o.groomer_id = a.groomer_id AND o.day = a.day AND o.lane IS NOT NULL
              AND o.status NOT IN ('no_show', 'cancelled')
              AND o.start_min <= b.start_min AND o.end_min > b.start_min) > g.lanes)";

#[cfg(test)]
pub(super) const STATEMENTS: &[&[&str]] = &[&[DRAFTS, ON_PURPOSE], history::STATEMENTS];

/// Work of many transactions that is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// `import`, `undo` or `redo`.
    pub kind: String,
    /// Who is at it; `None` when a crash cut it off.
    pub by: Option<String>,
}

impl Store {
    /// Opens a salon's file only to examine it, also when it has lost its rules or is damaged inside. To be dropped and
    /// not closed: then nothing is tidied up that should be looked at.
    ///
    /// # Errors
    /// Says what the file is instead of a salon's of this edition.
    pub fn examine(path: &Path) -> Result<Self> {
        let Opened {
            connection,
            lock,
            path,
            moved,
            purpose,
            stale: _,
        } = look::look(path)?;
        Ok(Self {
            connection,
            lock,
            path,
            moved,
            purpose,
            notice: None,
        })
    }

    /// What is wrong with the file's structure and with rows that point to others; nothing when it is whole.
    pub fn damage(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare(SOME)?;
        let mut found: Vec<String> = statement
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()
            .map_err(|error| explain(error.into(), &self.path))?;
        found.retain(|line| line != "ok");
        if found.is_empty()
            && let Some(table) = points_nowhere(&self.connection)?
        {
            found.push(format!("a row of {table} points to one that is not there"));
        }
        Ok(found)
    }

    /// Who is booked twice at once, and when; the first that is found.
    pub fn double_booking(&self) -> Result<Option<String>> {
        content::double_booking(&self.connection)
    }

    /// How many appointments overlap another one of their groomer because somebody booked them so, with a reason.
    pub fn double_on_purpose(&self) -> Result<i64> {
        Ok(self
            .connection
            .query_one(ON_PURPOSE, [], |row| row.get("on_purpose"))?)
    }

    /// The rules in the file that are missing or were changed, by name.
    pub fn lost_rules(&self) -> Result<Vec<String>> {
        SALON.lost_rules(&self.connection)
    }

    /// The number of the newest change in the journal; 0 when there is none.
    pub fn newest_change(&self) -> Result<i64> {
        content::newest_change(&self.connection)
    }

    /// An import or a long undo that is not done yet.
    pub fn unfinished(&self) -> Result<Option<Unfinished>> {
        let found = journal::unfinished(&self.connection)?;
        Ok(found.map(|work| Unfinished {
            kind: work.kind,
            by: long_worker(&self.path).map(|session| session.to_string()),
        }))
    }

    /// How many half-typed forms wait for their people.
    pub fn drafts_waiting(&self) -> Result<i64> {
        Ok(self.connection.query_one(DRAFTS, [], |row| row.get("count"))?)
    }

    /// How many appointments there are.
    pub fn appointment_count(&self) -> Result<i64> {
        Ok(content::content(&self.connection)?.appointments())
    }
}
