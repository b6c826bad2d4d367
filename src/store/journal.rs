//! The journal: what was changed, by whom, before and after; and taking it back.
//!
//! Triggers, generated from the tables themselves, write a `change` for every row of every business table, so no
//! code path, import or SQL shell can forget to. An *intent* groups the changes of one thing a person asked for.
//! Undo is a new intent that runs the inverse of another one's changes; it refuses when something newer stands on
//! a row it would touch.

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension, Transaction, named_params};

use super::Store;
use super::error::Result;
use crate::domain::clock::{parse_moment, short_day};

mod inverse;
mod row;
mod triggers;

pub(super) use inverse::{begin_inverse, begin_or_go_on, end_inverse, invert_some, judge};
pub(super) use row::{quoted, values};
#[cfg(test)]
pub(super) use triggers::UNJOURNALED;
pub(super) use triggers::{columns, install, tables};

/// Who made the file: nobody's undo reaches that.
pub(super) const SET_UP: &str = "(set-up)";

/// A moment of the journal as a refusal says it: the time, and the day where that is another one.
pub(super) fn when(at: &str, now: NaiveDateTime) -> String {
    let Ok(at) = NaiveDateTime::parse_from_str(at, "%Y-%m-%dT%H:%M:%S") else {
        return at.to_owned();
    };
    let time = at.format("%H:%M");
    if at.date() == now.date() {
        time.to_string()
    } else {
        format!("{time} on {}", short_day(at.date(), now.date()))
    }
}

/// Who asks, and when by the salon's clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// The person: a staff name, else the Unix user.
    pub actor: String,
    /// The moment, on the salon's wall clock.
    pub at: NaiveDateTime,
}

/// What an applied edit did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The intent's number in the journal.
    pub intent: i64,
    /// What was done, in the desk's words: `Booked Bella Moreira Thu 26 Nov 10:00 with Ana`.
    pub label: String,
    /// Whether it was new, came from a file, or took something back or brought it back.
    pub kind: Kind,
}

/// What kind of intent an entry of the journal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One edit of a person.
    Edit,
    /// Many rows from a file.
    Import,
    /// The inverse of another intent.
    Undo,
    /// The inverse of an undo.
    Redo,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Import => "import",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }

    /// What an intent of this kind did to another one, in the desk's words.
    pub(super) fn label_of(self, target: &str) -> String {
        match self {
            Self::Redo => format!("Redone: {target}"),
            _ => format!("Undone: {target}"),
        }
    }
}

const BEGIN_INTENT: &str = "INSERT INTO intent (at, actor, kind, label, root, target, first_seq)
    VALUES (:at, :actor, :kind, :label, coalesce(:root, (SELECT max(id) FROM intent) + 1, 1), :target,
      coalesce((SELECT max(seq) FROM change), 0) + 1)";
const SET_CURRENT: &str = "UPDATE current_intent SET intent = :intent";
const REST: &str = "UPDATE intent SET last_seq = -1 WHERE id = :intent AND last_seq IS NULL";
const END_INTENT: &str =
    "UPDATE intent SET last_seq = coalesce((SELECT max(seq) FROM change), 0), label = :label
    WHERE id = :intent";

/// Starts an intent; every change from here to [`end`] or [`pause`] belongs to it.
pub(super) fn begin(tx: &Transaction, by: &By, kind: Kind, label: &str) -> Result<i64> {
    begin_chain(tx, by, kind, label, None, None)
}

fn begin_chain(
    tx: &Transaction,
    by: &By,
    kind: Kind,
    label: &str,
    root: Option<i64>,
    target: Option<i64>,
) -> Result<i64> {
    tx.prepare_cached(BEGIN_INTENT)?.execute(named_params! {
        ":at": by.at.format("%Y-%m-%dT%H:%M:%S").to_string(),
        ":actor": by.actor, ":kind": kind.as_str(), ":label": label, ":root": root, ":target": target,
    })?;
    Ok(tx.last_insert_rowid())
}

/// Goes on with an intent that was begun in an earlier transaction.
pub(super) fn resume(tx: &Transaction, intent: i64) -> Result<()> {
    tx.prepare_cached(SET_CURRENT)?
        .execute(named_params! {":intent": intent})?;
    Ok(())
}

/// Closes a transaction in the middle of an intent of many: until the next one, nobody's changes belong to it.
pub(super) fn pause(tx: &Transaction, intent: i64) -> Result<()> {
    tx.prepare_cached(REST)?
        .execute(named_params! {":intent": intent})?;
    tx.prepare_cached(SET_CURRENT)?
        .execute(named_params! {":intent": None::<i64>})?;
    Ok(())
}

/// Ends an intent, naming what was done in the end. One of many transactions is paused before.
pub(super) fn end(tx: &Transaction, intent: i64, label: &str) -> Result<()> {
    tx.prepare_cached(END_INTENT)?
        .execute(named_params! {":intent": intent, ":label": label})?;
    Ok(())
}

/// An intent as undo sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Intent {
    pub id: i64,
    pub at: String,
    pub kind: String,
    pub label: String,
    pub root: i64,
    pub first_seq: i64,
    pub last_seq: i64,
}

fn intent_from(row: &rusqlite::Row) -> rusqlite::Result<Intent> {
    Ok(Intent {
        id: row.get("id")?,
        at: row.get("at")?,
        kind: row.get("kind")?,
        label: row.get("label")?,
        root: row.get("root")?,
        first_seq: row.get("first_seq")?,
        last_seq: row.get("last_seq")?,
    })
}

// An unfinished import is nobody's newest intent: `last_seq` is not known yet. Looking back ends after 20,000 intents.
const NEWEST_STANDING: &str = "SELECT id, at, kind, label, root, first_seq, last_seq FROM intent
    WHERE actor = :actor AND kind IN ('edit', 'import', 'redo') AND undone_by IS NULL AND last_seq >= 0
      AND id > (SELECT max(id) FROM intent) - 20000
    ORDER BY id DESC LIMIT 1";
// A new edit clears redo: only undos after this person's newest edit count.
const NEWEST_UNDO: &str = "SELECT id, at, kind, label, root, first_seq, last_seq FROM intent
    WHERE actor = :actor AND kind = 'undo' AND undone_by IS NULL AND last_seq >= 0
      AND id > (SELECT max(id) FROM intent) - 20000
      AND id > coalesce((SELECT max(id) FROM intent WHERE actor = :actor AND kind IN ('edit', 'import')
        AND id > (SELECT max(id) FROM intent) - 20000), 0)
    ORDER BY id DESC LIMIT 1";
const STANDING: &str = "SELECT id, at, kind, label, root, first_seq, last_seq FROM intent
    WHERE id = :id AND undone_by IS NULL AND last_seq >= 0 AND actor <> :set_up";

/// The intent `u` would take back for this person.
pub(super) fn newest_standing(connection: &Connection, actor: &str) -> Result<Option<Intent>> {
    Ok(connection
        .prepare_cached(NEWEST_STANDING)?
        .query_row(named_params! {":actor": actor}, intent_from)
        .optional()?)
}

/// The undo that redo would take back for this person.
pub(super) fn newest_undo(connection: &Connection, actor: &str) -> Result<Option<Intent>> {
    Ok(connection
        .prepare_cached(NEWEST_UNDO)?
        .query_row(named_params! {":actor": actor}, intent_from)
        .optional()?)
}

/// A standing intent by its number; never the set-up, without which there is no salon.
pub(super) fn standing(connection: &Connection, id: i64) -> Result<Option<Intent>> {
    Ok(connection
        .prepare_cached(STANDING)?
        .query_row(named_params! {":id": id, ":set_up": SET_UP}, intent_from)
        .optional()?)
}

const SET_UNFINISHED: &str = "UPDATE current_intent SET unfinished = :intent";
const UNFINISHED: &str = "SELECT i.id AS id, i.kind AS kind, i.target AS target
    FROM current_intent AS c JOIN intent AS i ON i.id = c.unfinished";
const CLOSE_CUT_OFF: &str = "UPDATE intent SET last_seq = coalesce((SELECT max(seq) FROM change), 0)
    WHERE id = :id AND last_seq = -1";

/// A piece of work of many transactions that is under way, in this session, in another one, or cut off by a crash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unfinished {
    /// Its intent.
    pub intent: i64,
    /// What it takes or brings back; `None` for an import.
    pub target: Option<i64>,
    /// `import`, `undo` or `redo`.
    pub kind: String,
}

/// Notes which long work is under way, so that the next start can put a cut-off one right.
pub(super) fn set_unfinished(tx: &Transaction, intent: Option<i64>) -> Result<()> {
    tx.prepare_cached(SET_UNFINISHED)?
        .execute(named_params! {":intent": intent})?;
    Ok(())
}

/// The long work under way or cut off.
pub(super) fn unfinished(connection: &Connection) -> Result<Option<Unfinished>> {
    Ok(connection
        .prepare_cached(UNFINISHED)?
        .query_row([], |row| {
            Ok(Unfinished {
                intent: row.get("id")?,
                target: row.get("target")?,
                kind: row.get("kind")?,
            })
        })
        .optional()?)
}

/// Marks a cut-off import as ended where it stopped, so that it can be taken back like any other.
pub(super) fn close_cut_off(tx: &Transaction, id: i64) -> Result<()> {
    tx.prepare_cached(CLOSE_CUT_OFF)?
        .execute(named_params! {":id": id})?;
    Ok(())
}

// Several of the newest: one change under a clock that was set back would hide that it was. What other programs did is
// noted in UTC and tells nothing of the salon's clock, and so is what a step to a newer edition did.
const NEWEST_MOMENT: &str = "SELECT max(at) AS at FROM (SELECT at FROM intent WHERE kind <> 'outside' AND (actor <> '(set-up)' OR id = 1)
      AND id > (SELECT max(id) FROM intent) - 50)";

impl Store {
    /// When the newest change was made, on the salon's wall clock: the latest moment of the last few changes.
    pub fn newest_moment(&self) -> Result<Option<NaiveDateTime>> {
        let mut statement = self.connection.prepare_cached(NEWEST_MOMENT)?;
        let at: Option<String> = statement.query_one([], |row| row.get("at"))?;
        Ok(at.and_then(|at| parse_moment(&at)))
    }
}

#[cfg(test)]
pub(super) const STATEMENTS: &[&[&str]] = &[
    &[
        NEWEST_MOMENT,
        BEGIN_INTENT,
        SET_CURRENT,
        REST,
        END_INTENT,
        NEWEST_STANDING,
        NEWEST_UNDO,
        STANDING,
        SET_UNFINISHED,
        UNFINISHED,
        CLOSE_CUT_OFF,
    ],
    triggers::STATEMENTS,
    inverse::STATEMENTS,
];
