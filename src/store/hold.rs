//! Times held for a caller: written through [`Note`](super::Note), read by every desk.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use rusqlite::{Row, Transaction, named_params};

use super::Store;
use super::error::Result;
use super::types::{day, day_text};
use crate::domain::hold::Hold;
use crate::domain::id::HoldId;

const ON_DAY: &str = "SELECT id, desk, process, dog, groomer_id, lane, day, start_min, end_min, until_utc
    FROM hold WHERE day = :day ORDER BY start_min, id";
const KEEP: &str =
    "INSERT INTO hold (id, desk, process, dog, groomer_id, lane, day, start_min, end_min, until_utc)
    VALUES (:id, :desk, :process, :dog, :groomer_id, :lane, :day, :start_min, :end_min, :until_utc)
    ON CONFLICT (id) DO UPDATE SET desk = excluded.desk, process = excluded.process, dog = excluded.dog,
      groomer_id = excluded.groomer_id, lane = excluded.lane, day = excluded.day, start_min = excluded.start_min,
      end_min = excluded.end_min, until_utc = excluded.until_utc";
const LET_GO: &str = "DELETE FROM hold WHERE id = :id";
const LEAVE: &str = "DELETE FROM hold WHERE process = :process";
const FORGET: &str = "DELETE FROM hold WHERE until_utc <= :now_utc";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[ON_DAY, KEEP, LET_GO, LEAVE, FORGET];

fn from_row(row: &Row) -> rusqlite::Result<Hold> {
    Ok(Hold {
        id: row.get("id")?,
        desk: row.get("desk")?,
        process: row.get("process")?,
        dog: row.get("dog")?,
        groomer: row.get("groomer_id")?,
        lane: row.get("lane")?,
        day: day(row, "day")?,
        start_min: row.get("start_min")?,
        end_min: row.get("end_min")?,
        // A moment no calendar knows is one that is over.
        until: Utc
            .timestamp_opt(row.get("until_utc")?, 0)
            .single()
            .unwrap_or_default(),
    })
}

/// Holds a time, or holds it for longer; holds that are over by then are forgotten.
pub(super) fn keep(tx: &Transaction, hold: &Hold, now_utc: DateTime<Utc>) -> Result<()> {
    tx.prepare_cached(FORGET)?
        .execute(named_params! {":now_utc": now_utc.timestamp()})?;
    tx.prepare_cached(KEEP)?.execute(named_params! {
        ":id": hold.id, ":desk": hold.desk, ":process": hold.process, ":dog": hold.dog,
        ":groomer_id": hold.groomer, ":lane": hold.lane, ":day": day_text(hold.day),
        ":start_min": hold.start_min, ":end_min": hold.end_min, ":until_utc": hold.until.timestamp(),
    })?;
    Ok(())
}

/// Lets a held time go.
pub(super) fn let_go(tx: &Transaction, id: HoldId) -> Result<()> {
    tx.prepare_cached(LET_GO)?.execute(named_params! {":id": id})?;
    Ok(())
}

/// Lets all go that a desk holds.
pub(super) fn leave(tx: &Transaction, process: u32) -> Result<()> {
    tx.prepare_cached(LEAVE)?
        .execute(named_params! {":process": process})?;
    Ok(())
}

impl Store {
    /// The times of a day that are held at a moment, by any desk; in order of their start.
    pub fn holds(&self, day: NaiveDate, now_utc: DateTime<Utc>) -> Result<Vec<Hold>> {
        let mut statement = self.connection.prepare_cached(ON_DAY)?;
        let holds = statement
            .query_map(named_params! {":day": day_text(day)}, from_row)?
            .collect::<rusqlite::Result<Vec<Hold>>>()?;
        Ok(holds.into_iter().filter(|hold| hold.stands(now_utc)).collect())
    }
}
