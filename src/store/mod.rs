//! The only room that knows SQL: the salon's one file, opened with guards, read by query, changed by `Edit`.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension, Transaction, named_params};

use crate::domain::clock::Clock;
use crate::domain::rejection::Rejection;

mod accounts;
mod appointment;
mod ask;
pub(crate) mod backup_log;
mod board;
mod calendar;
mod care;
mod change;
mod client;
mod closeness;
mod columns;
pub(crate) mod content;
pub(crate) mod create;
pub(crate) mod digest;
mod disk;
mod dog;
mod draft;
pub(crate) mod durable;
mod edit;
mod error;
mod examine;
mod fill;
mod fits;
mod floor;
mod groomer;
pub(crate) mod guard;
mod history;
mod hold;
mod household;
mod import;
mod journal;
pub(crate) mod lock;
mod long_work;
mod merge;
pub(crate) mod migrate;
pub(crate) mod moved;
mod note;
pub(crate) mod open;
mod patience;
mod place;
mod presence;
mod proposed;
mod rate;
mod record;
pub(crate) mod room;
pub(crate) mod salon;
mod search;
mod series;
mod service;
pub(crate) mod sharing;
mod slots;
mod spelling;
pub(crate) mod trouble;
mod types;
mod usual_work;
mod vaccine;
mod waitlist;
mod weight;
mod workday;

pub use accounts::{group_name, group_number};
pub use appointment::{AppointmentEdit, Place};
pub use ask::{Answer, Cell, MOST_ANSWERED};
pub use backup_log::{BackupEntry, BackupEvent};
pub use board::{LeftOpen, Visit, mark_off};
pub use calendar::CalendarEdit;
pub use change::Change;
pub use client::ClientEdit;
pub use content::Content;
pub use create::refuse_lost;
pub use disk::Disk;
pub use dog::{DogEdit, DogLine};
pub use edit::{Edit, LongWork};
pub use error::{Result, StoreError};
pub use examine::{JournalFound, Unfinished};
pub use fill::Filling;
pub use floor::Floor;
pub use groomer::{GroomerEdit, GroomerWeek};
pub use history::{
    About, DayStory, Entry, EntryAsk, EntryState, FieldChange, MOST_ROWS, Moment, RowChange, RowChanged,
    Theirs,
};
pub use household::comes_with;
pub use import::NewDog;
pub use journal::{Applied, By, Kind};
pub use lock::{Session, own_session, sessions, writer};
pub use note::Note;
pub use open::Purpose;
pub use presence::{Presence, present};
pub use rate::{OwnRateEdit, RateEdit};
pub use record::{LastRecord, RecordEdit};
pub use search::Hit;
pub use series::SeriesEdit;
pub use service::ServiceEdit;
pub use slots::{Offer, SlotAsk};
pub use usual_work::UsualWork;
pub use vaccine::{Outliving, VaccineEdit};
pub use waitlist::{WaitEdit, WaitLine};
pub use weight::WeightEdit;

/// One session's view of the salon's file. Reads take `&self`; only [`Store::apply`] and the import write.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    lock: lock::SessionLock,
    path: PathBuf,
    moved: moved::Moved,
    purpose: Purpose,
    notice: Option<String>,
}

/// Statements kept ready on a connection: all that the desk uses, so that none is parsed twice.
const READY_STATEMENTS: usize = 128;

const DATA_VERSION: &str = "PRAGMA data_version";
const NEWEST_OF_ROW: &str =
    "SELECT i.actor AS actor, i.at AS at, (SELECT at FROM intent WHERE id = (SELECT max(id) FROM intent)) AS now
    FROM change AS c JOIN intent AS i ON i.id = c.intent
    WHERE c.row_id = :row_id AND c.tbl = :tbl ORDER BY c.seq DESC LIMIT 1";

impl Store {
    /// Makes a new salon's file with what it starts with; it appears whole or not at all.
    ///
    /// # Errors
    /// Refuses an existing file, and a place where a lost salon's remains lie.
    pub fn create(path: &Path, filling: &Filling, at: NaiveDateTime) -> Result<()> {
        create::create(path, |tx| fill::fill(tx, filling, at))
    }

    /// Opens a salon's file. For a command, an import that a crash cut off is taken back first; [`Store::notice`] says
    /// so. A desk is open at once and does that beside its screen: see [`Store::cut_off`].
    ///
    /// # Errors
    /// Says what stands in the way and what to do about it.
    pub fn open(path: &Path, purpose: Purpose) -> Result<Self> {
        let open::Opened {
            connection,
            lock,
            path,
            moved,
            purpose,
            stale,
        } = open::open(path, purpose)?;
        connection.set_prepared_statement_cache_capacity(READY_STATEMENTS);
        let mut store = Self {
            connection,
            lock,
            path,
            moved,
            purpose,
            notice: stale.map(|log| {
                format!(
                    "The salon's file was put here without `pomsalon restore`: the log of the one before was moved aside to {}",
                    log.display()
                )
            }),
        };
        if purpose.writes() && purpose != Purpose::Desk {
            let put_right = store.twice(|store| {
                let by = By {
                    actor: "(PomSalon)".to_owned(),
                    at: Clock::Zone(store.salon()?.zone).now(),
                };
                store.put_right(&by)
            })?;
            store.notice = store.notice.or(put_right);
        }
        Ok(store)
    }

    /// Closes the file and folds what was written into the one file, so that even a plain copy of it is complete.
    pub fn close(self) -> Result<()> {
        open::Opened {
            connection: self.connection,
            lock: self.lock,
            path: self.path,
            moved: self.moved,
            purpose: self.purpose,
            stale: None,
        }
        .close()
    }

    /// Opens a salon's file for the desk, or only to look at where it may be read and not be written;
    /// [`Store::notice`] says so then.
    pub fn open_or_look(path: &Path) -> Result<Self> {
        match Self::open(path, Purpose::Desk) {
            Err(StoreError::NotWritable(why)) if guard::may_only_read(path) => {
                let mut store = Self::open(path, Purpose::Look)?;
                store.notice = Some(format!("You can look, but nothing can be changed: {why}"));
                Ok(store)
            }
            opened => opened,
        }
    }

    /// Whether nothing can be changed through this session.
    #[must_use]
    pub const fn only_looks(&self) -> bool {
        !self.purpose.writes()
    }

    /// Says whether the file still lies where it was opened, and is the same one.
    ///
    /// # Errors
    /// [`StoreError::Moved`] when it was moved, replaced, overwritten or deleted.
    pub fn check_place(&self) -> Result<()> {
        self.moved.check(&self.connection)
    }

    /// Writes everything this session sees into an empty file, also when the salon's file is gone from its place.
    pub(crate) fn copy_into(&self, target: &Path) -> Result<Content> {
        content::copy_into(&self.connection, target)?;
        content::content(&self.connection)
    }

    /// What opening the file had to put right, in words.
    #[must_use]
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// A number that moves when another session has committed something.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self
            .connection
            .prepare_cached(DATA_VERSION)?
            .query_one([], |row| row.get("data_version"))?)
    }

    /// What tells this salon from any other, whatever its file is called and wherever it lies: 16 hexadecimal digits.
    pub fn identity(&self) -> Result<String> {
        content::identity(&self.connection)
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// The version of the database engine that is built in.
#[must_use]
pub fn engine_version() -> &'static str {
    rusqlite::version()
}

/// Checks that an update met the row as the person saw it; else says who was first.
fn changed_rows(tx: &Transaction, count: usize, table: &str, row_id: &str, what: &str) -> Result<()> {
    if count == 1 {
        return Ok(());
    }
    let newest = tx
        .prepare_cached(NEWEST_OF_ROW)?
        .query_row(named_params! {":row_id": row_id, ":tbl": table}, |row| {
            let (at, now): (String, String) = (row.get("at")?, row.get("now")?);
            // The edit that is refused here has begun its intent: its time is now.
            Ok((row.get("actor")?, journal::when(&at, history::moment(&now))))
        })
        .optional()?;
    Err(match newest {
        Some((by, when)) => Rejection::Changed {
            what: what.to_owned(),
            by,
            when,
        }
        .into(),
        None => Rejection::Missing(what.to_owned()).into(),
    })
}

#[cfg(test)]
mod tests;
