//! What became of copies of the salon: made, brought to the second folder, sent off, rehearsed, brought back.

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, named_params};

use super::Store;
use super::error::Result;

/// What happened to a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BackupEvent {
    /// It was made and verified.
    Made,
    /// It was brought to the second folder and read back there.
    Second,
    /// The off-site command took it away.
    OffSite,
    /// A restore from it was rehearsed.
    Drill,
    /// The salon was restored from it.
    Restored,
}

impl BackupEvent {
    /// The word in the file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Second => "second",
            Self::OffSite => "off_site",
            Self::Drill => "drill",
            Self::Restored => "restored",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [
            Self::Made,
            Self::Second,
            Self::OffSite,
            Self::Drill,
            Self::Restored,
        ]
        .into_iter()
        .find(|event| event.as_str() == word)
    }
}

/// A line of the log of backups.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct BackupEntry {
    /// When it happened.
    pub utc: DateTime<Utc>,
    /// What happened.
    pub event: BackupEvent,
    /// The name of the backup's file.
    pub backup: String,
    /// Whether it went well.
    pub good: bool,
    /// What to say about it: why it failed, or what was found.
    pub words: String,
    /// How long it took, in milliseconds.
    pub duration_ms: i64,
}

/// Lines kept; about a year of a busy salon.
const KEPT: i64 = 20_000;

const ADD: &str = "INSERT INTO backup_log (utc, kind, backup, good, words, duration_ms)
    VALUES (:utc, :kind, :backup, :good, :words, :duration_ms)";
const FORGET: &str = "DELETE FROM backup_log WHERE id <= (SELECT max(id) FROM backup_log) - :kept";
const NEWEST: &str = "SELECT utc, kind, backup, good, words, duration_ms FROM backup_log
    ORDER BY id DESC LIMIT :limit";
const OF_BACKUP: &str = "SELECT utc, kind, backup, good, words, duration_ms FROM backup_log
    WHERE backup = :backup ORDER BY id DESC LIMIT 50";
const AFTER: &str = "SELECT utc, kind, backup, good, words, duration_ms FROM backup_log
    WHERE id > :id ORDER BY id";
const NEWEST_ID: &str = "SELECT coalesce(max(id), 0) AS newest FROM backup_log";
const LAST: &str = "SELECT utc, kind, backup, good, words, duration_ms FROM backup_log
    WHERE kind = :kind ORDER BY id DESC LIMIT 1";
const LAST_GOOD: &str = "SELECT utc, kind, backup, good, words, duration_ms FROM backup_log
    WHERE kind = :kind AND good = 1 ORDER BY id DESC LIMIT 1";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[ADD, FORGET, NEWEST, OF_BACKUP, AFTER, NEWEST_ID, LAST, LAST_GOOD];

fn from_row(row: &Row) -> rusqlite::Result<BackupEntry> {
    let utc: String = row.get("utc")?;
    let kind: String = row.get("kind")?;
    Ok(BackupEntry {
        utc: DateTime::parse_from_rfc3339(&utc).map_or_else(|_| DateTime::default(), |at| at.to_utc()),
        event: BackupEvent::parse(&kind).ok_or_else(|| rusqlite::Error::InvalidColumnName(kind))?,
        backup: row.get("backup")?,
        good: row.get("good")?,
        words: row.get("words")?,
        duration_ms: row.get("duration_ms")?,
    })
}

/// Writes a line.
pub(super) fn add(tx: &Transaction, entry: &BackupEntry) -> Result<()> {
    let words: String = entry.words.chars().take(1_000).collect();
    let backup: String = entry.backup.chars().take(200).collect();
    tx.prepare_cached(ADD)?.execute(named_params! {
        ":utc": entry.utc.to_rfc3339_opts(SecondsFormat::Secs, true), ":kind": entry.event.as_str(),
        ":backup": backup, ":good": entry.good, ":words": words, ":duration_ms": entry.duration_ms,
    })?;
    tx.prepare_cached(FORGET)?
        .execute(named_params! {":kept": KEPT})?;
    Ok(())
}

/// Writes a line in a transaction of its own.
pub(crate) fn record(connection: &mut Connection, entry: &BackupEntry) -> Result<()> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    add(&tx, entry)?;
    tx.commit()?;
    Ok(())
}

/// Takes over the lines that a later state of the same salon has besides: what became of copies is not undone by going
/// back to one.
pub(crate) fn take_over(from: &Connection, into: &mut Connection) -> Result<()> {
    let known: i64 = into.query_one(NEWEST_ID, [], |row| row.get("newest"))?;
    let mut statement = from.prepare(AFTER)?;
    let entries: Vec<BackupEntry> = statement
        .query_map(named_params! {":id": known}, from_row)?
        .collect::<rusqlite::Result<_>>()?;
    let tx = into.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for entry in &entries {
        add(&tx, entry)?;
    }
    tx.commit()?;
    Ok(())
}

/// The last line of a kind, good or not.
pub(crate) fn last(connection: &Connection, event: BackupEvent) -> Result<Option<BackupEntry>> {
    one(connection, LAST, event)
}

/// The last line of a kind that went well.
pub(crate) fn last_good(connection: &Connection, event: BackupEvent) -> Result<Option<BackupEntry>> {
    one(connection, LAST_GOOD, event)
}

/// What became of one backup, the newest first; at most 50 lines.
pub(crate) fn of_backup(connection: &Connection, backup: &str) -> Result<Vec<BackupEntry>> {
    let mut statement = connection.prepare_cached(OF_BACKUP)?;
    let entries = statement
        .query_map(named_params! {":backup": backup}, from_row)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(entries)
}

fn one(connection: &Connection, sql: &str, event: BackupEvent) -> Result<Option<BackupEntry>> {
    Ok(connection
        .prepare_cached(sql)?
        .query_row(named_params! {":kind": event.as_str()}, from_row)
        .optional()?)
}

impl Store {
    /// The newest lines of the log of backups, the newest first.
    pub fn backup_log(&self, limit: i64) -> Result<Vec<BackupEntry>> {
        let mut statement = self.connection.prepare_cached(NEWEST)?;
        let entries = statement
            .query_map(named_params! {":limit": limit}, from_row)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(entries)
    }

    /// What became of one backup, the newest first; at most 50 lines.
    pub fn backup_log_of(&self, backup: &str) -> Result<Vec<BackupEntry>> {
        of_backup(&self.connection, backup)
    }

    /// The last line of a kind, good or not.
    pub fn last_backup_event(&self, event: BackupEvent) -> Result<Option<BackupEntry>> {
        last(&self.connection, event)
    }

    /// The last line of a kind that went well.
    pub fn last_good_backup_event(&self, event: BackupEvent) -> Result<Option<BackupEntry>> {
        last_good(&self.connection, event)
    }
}
