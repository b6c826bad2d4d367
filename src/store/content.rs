//! Looks at a salon's whole content: what is in it, whether it holds together, and a copy of it in one file.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, named_params};
use sha2::{Digest, Sha256};

use super::digest;
use super::error::{Result, StoreError};
use super::journal::{self, By, Kind};
use super::migrate::points_nowhere;

/// What is in a salon's file, for comparing two of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Content {
    /// Rows in each table.
    pub counts: BTreeMap<String, i64>,
    /// The number of the newest change in the journal; 0 when there is none.
    pub newest_change: i64,
    /// When that was, `YYYY-MM-DDTHH:MM:SS` on the salon's clock.
    pub newest_change_at: Option<String>,
}

impl Content {
    /// How many appointments there are.
    #[must_use]
    pub fn appointments(&self) -> i64 {
        self.counts.get("appointment").copied().unwrap_or(0)
    }
}

const NEWEST: &str = "SELECT c.seq AS seq, i.at AS at FROM change AS c JOIN intent AS i ON i.id = c.intent
    ORDER BY c.seq DESC LIMIT 1";

/// Reads what is in the file, as it stands at one moment.
pub(crate) fn content(connection: &Connection) -> Result<Content> {
    let moment = connection.unchecked_transaction()?;
    let mut counts = BTreeMap::new();
    let journaled = journal::tables(&moment)?;
    for table in journaled.iter().map(String::as_str).chain(["change", "intent"]) {
        let count = moment.query_one(&format!("SELECT count(*) FROM \"{table}\""), [], |row| row.get(0))?;
        counts.insert(table.to_owned(), count);
    }
    let newest: Option<(i64, String)> = moment
        .query_row(NEWEST, [], |row| Ok((row.get("seq")?, row.get("at")?)))
        .optional()?;
    let (newest_change, newest_change_at) = newest.map_or((0, None), |(seq, at)| (seq, Some(at)));
    Ok(Content {
        counts,
        newest_change,
        newest_change_at,
    })
}

const NEWEST_CHANGE: &str = "SELECT coalesce(max(seq), 0) AS newest FROM change";

/// The number of the newest change in the journal; 0 when there is none.
pub(crate) fn newest_change(connection: &Connection) -> Result<i64> {
    Ok(connection.query_one(NEWEST_CHANGE, [], |row| row.get("newest"))?)
}

// Among overlapping times in order of their start, two neighbours overlap: so looking one back finds any.
const TWICE_AT_A_GROOMER: &str = "SELECT day FROM (
      SELECT day, start_min,
        lag(end_min) OVER (PARTITION BY groomer_id, lane, day ORDER BY start_min, end_min) AS taken_until
      FROM appointment WHERE status NOT IN ('no_show', 'cancelled') AND lane IS NOT NULL)
    WHERE start_min < taken_until LIMIT 1";
const A_DOG_TWICE: &str = "SELECT day FROM (
      SELECT day, start_min, lag(end_min) OVER (PARTITION BY dog_id, day ORDER BY start_min, end_min) AS taken_until
      FROM appointment WHERE status NOT IN ('no_show', 'cancelled') AND lane IS NOT NULL)
    WHERE start_min < taken_until LIMIT 1";

const WHOLE: &str = "PRAGMA integrity_check(1)";

/// Checks the file's structure from its first page to its last, with the rules of its tables where it could be written.
///
/// # Errors
/// [`StoreError::Damaged`] with what was found first.
pub(crate) fn whole(connection: &Connection) -> Result<()> {
    let verdict: String = connection.query_one(WHOLE, [], |row| row.get(0))?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged(verdict))
    }
}

/// Checks that the content holds together: the file's structure, rows that point to others, no double booking.
///
/// # Errors
/// [`StoreError::Damaged`] with what was found first.
pub(crate) fn check(connection: &Connection) -> Result<()> {
    whole(connection)?;
    if let Some(table) = points_nowhere(connection)? {
        return Err(StoreError::Damaged(format!(
            "a row of {table} points to one that is not there"
        )));
    }
    match double_booking(connection)? {
        Some(found) => Err(StoreError::Damaged(found)),
        None => Ok(()),
    }
}

/// Who is booked twice at once, and when; the first that is found.
pub(crate) fn double_booking(connection: &Connection) -> Result<Option<String>> {
    for (sql, whom) in [(TWICE_AT_A_GROOMER, "a groomer's lane"), (A_DOG_TWICE, "a dog")] {
        let day = connection
            .query_row(sql, [], |row| row.get::<_, String>("day"))
            .optional()?;
        if let Some(day) = day {
            return Ok(Some(format!("{whom} is booked twice at once on {day}")));
        }
    }
    Ok(None)
}

/// Writes a complete copy, as it stands at one moment, into an empty file; writers go on meanwhile.
pub(crate) fn copy_into(connection: &Connection, target: &Path) -> Result<()> {
    let target = target
        .to_str()
        .ok_or_else(|| StoreError::NotWritable(format!("{} is not a name in UTF-8", target.display())))?;
    connection.execute("VACUUM INTO ?1", [target])?;
    Ok(())
}

/// How many bytes the content takes in a file of its own, at most.
pub(crate) fn size(connection: &Connection) -> Result<u64> {
    let pages = super::migrate::number(connection, "page_count")?;
    let bytes = super::migrate::number(connection, "page_size")?;
    Ok(u64::try_from(pages.saturating_mul(bytes)).unwrap_or(0))
}

const ZONE: &str = "SELECT zone FROM salon";

/// The salon's time zone, when the file has one that is known.
pub(crate) fn zone(connection: &Connection) -> Result<Option<Tz>> {
    let name: Option<String> = connection.query_row(ZONE, [], |row| row.get("zone")).optional()?;
    Ok(name.and_then(|name| name.parse().ok()))
}

const FINGERPRINT: &str =
    "SELECT c.seq || ' ' || c.tbl || ' ' || c.row_id || ' ' || c.op || ' ' || i.at || ' ' || i.actor
      || ' ' || coalesce(c.after, '') AS print
    FROM change AS c JOIN intent AS i ON i.id = c.intent WHERE c.seq = :seq";

/// What tells one change from any other with the same number in another file; `None` when there is no such change.
pub(crate) fn fingerprint(connection: &Connection, seq: i64) -> Result<Option<String>> {
    Ok(connection
        .query_row(FINGERPRINT, named_params! {":seq": seq}, |row| row.get("print"))
        .optional()?)
}

const BEGINNING: &str =
    "SELECT c.seq || ' ' || c.tbl || ' ' || c.row_id || ' ' || i.at || ' ' || coalesce(c.after, '') AS print
    FROM change AS c JOIN intent AS i ON i.id = c.intent
    WHERE c.seq <= 50 AND c.intent = (SELECT intent FROM change WHERE seq = 1) ORDER BY c.seq";

/// What tells one salon from any other, wherever its file lies: how its journal begins, in 16 hexadecimal digits.
pub(crate) fn identity(connection: &Connection) -> Result<String> {
    let mut hash = Sha256::new();
    let mut statement = connection.prepare(BEGINNING)?;
    let prints = statement.query_map([], |row| row.get::<_, String>("print"))?;
    for print in prints {
        hash.update(print?);
    }
    let mut identity = digest::finish(hash);
    identity.truncate(16);
    Ok(identity)
}

const CHANGES_SINCE: &str = "SELECT count(*) AS count FROM change WHERE seq > :seq";
const LABELS_SINCE: &str = "SELECT label FROM intent WHERE id IN (SELECT intent FROM change WHERE seq > :seq)
    ORDER BY id DESC LIMIT :limit";

/// How many changes are newer than this one, and the newest few things that people did in them.
pub(crate) fn since(connection: &Connection, seq: i64, limit: i64) -> Result<(i64, Vec<String>)> {
    let count = connection.query_one(CHANGES_SINCE, named_params! {":seq": seq}, |row| row.get("count"))?;
    let mut statement = connection.prepare(LABELS_SINCE)?;
    let labels = statement
        .query_map(named_params! {":seq": seq, ":limit": limit}, |row| {
            row.get("label")
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok((count, labels))
}

/// Writes into the journal what became of the whole file, such as a restore; nobody's undo reaches it.
pub(crate) fn note_of_file(
    connection: &mut Connection,
    actor: &str,
    now_utc: DateTime<Utc>,
    label: &str,
) -> Result<()> {
    let at = match zone(connection)? {
        Some(zone) => now_utc.with_timezone(&zone).naive_local(),
        None => now_utc.naive_utc(),
    };
    let by = By {
        actor: actor.to_owned(),
        at,
    };
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let intent = journal::begin(&tx, &by, Kind::Edit, label)?;
    journal::end(&tx, intent, label)?;
    tx.commit()?;
    Ok(())
}

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    NEWEST,
    WHOLE,
    NEWEST_CHANGE,
    TWICE_AT_A_GROOMER,
    A_DOG_TWICE,
    ZONE,
    FINGERPRINT,
    BEGINNING,
    CHANGES_SINCE,
    LABELS_SINCE,
];
