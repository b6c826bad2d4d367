//! Taking an intent back, or bringing it back: a new intent that runs the inverse of another one's changes.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};

use super::row;
use super::{By, Intent, Kind, SET_UP, begin_chain, columns, end, resume, when};
use crate::domain::rejection::Rejection;
use crate::store::error::Result;

/// How an undo or redo proceeds through its chunks.
#[derive(Debug)]
pub(in crate::store) struct Inverse {
    /// The new intent.
    pub intent: i64,
    target: Intent,
    /// When the undo was asked for.
    now: NaiveDateTime,
    /// Changes below this number are still to be inverted.
    below: i64,
}

impl Inverse {
    /// Changes of the target below this number are still to be inverted.
    pub(in crate::store) const fn below(&self) -> i64 {
        self.below
    }
}

/// Starts the inverse of an intent as a new one.
pub(in crate::store) fn begin_inverse(
    tx: &Transaction,
    target: Intent,
    by: &By,
    kind: Kind,
) -> Result<Inverse> {
    let intent = begin_chain(tx, by, kind, &target.label, Some(target.root), Some(target.id))?;
    let below = target.last_seq + 1;
    Ok(Inverse {
        intent,
        target,
        now: by.at,
        below,
    })
}

const UNFINISHED: &str = "SELECT id, first_seq FROM intent
    WHERE id > :target AND target = :target AND last_seq = -1 ORDER BY id DESC LIMIT 1";
const DONE: &str = "SELECT count(*) AS n FROM change WHERE seq >= :first AND intent = :intent";
// Each change of the target is inverted by one change, the newest first: so their number says how far one came.
const REACHED: &str = "SELECT seq FROM change WHERE seq BETWEEN :first AND :last AND intent = :target
    ORDER BY seq DESC LIMIT 1 OFFSET :done - 1";

/// Starts the inverse of a long intent, or goes on with one that was cut off. The caller sees to it that nobody else
/// is at it.
pub(in crate::store) fn begin_or_go_on(
    tx: &Transaction,
    target: Intent,
    by: &By,
    kind: Kind,
) -> Result<Inverse> {
    let unfinished = tx
        .prepare_cached(UNFINISHED)?
        .query_row(named_params! {":target": target.id}, |row| {
            Ok((row.get::<_, i64>("id")?, row.get::<_, i64>("first_seq")?))
        })
        .optional()?;
    let Some((intent, first)) = unfinished else {
        return begin_inverse(tx, target, by, kind);
    };
    resume(tx, intent)?;
    let done: i64 = tx
        .prepare_cached(DONE)?
        .query_one(named_params! {":first": first, ":intent": intent}, |row| {
            row.get("n")
        })?;
    let below = if done == 0 {
        target.last_seq + 1
    } else {
        tx.prepare_cached(REACHED)?.query_one(
            named_params! {":first": target.first_seq, ":last": target.last_seq,
            ":target": target.id, ":done": done},
            |row| row.get("seq"),
        )?
    };
    Ok(Inverse {
        intent,
        target,
        now: by.at,
        below,
    })
}

const CHANGES_BACK: &str = "SELECT seq, tbl, row_id, op, before FROM change
    WHERE seq < :below AND seq >= :first AND intent = :intent ORDER BY seq DESC LIMIT :limit";
// Intents of one chain (an edit, its undo, the redo of that ..) cancel each other in pairs. So a chain of which an odd
// number came after the change has left the row other than it was, and would be run over.
const NEWER: &str = "SELECT i.actor AS actor, i.at AS at, i.label AS label, max(c.seq) AS seq
    FROM change AS c JOIN intent AS i ON i.id = c.intent
    WHERE c.row_id = :row_id AND c.tbl = :tbl AND c.seq > :seq AND i.root <> :root
    GROUP BY i.root HAVING count(DISTINCT i.id) % 2 = 1
    ORDER BY seq DESC LIMIT 1";

/// Inverts up to `limit` changes of the target; true when none is left.
pub(in crate::store) fn invert_some(tx: &Transaction, inverse: &mut Inverse, limit: i64) -> Result<bool> {
    struct Change {
        seq: i64,
        table: String,
        row_id: String,
        op: String,
        before: Option<String>,
    }
    let changes: Vec<Change> = tx
        .prepare_cached(CHANGES_BACK)?
        .query_map(
            named_params! {":below": inverse.below, ":first": inverse.target.first_seq,
            ":intent": inverse.target.id, ":limit": limit},
            |row| {
                Ok(Change {
                    seq: row.get("seq")?,
                    table: row.get("tbl")?,
                    row_id: row.get("row_id")?,
                    op: row.get("op")?,
                    before: row.get("before")?,
                })
            },
        )?
        .collect::<rusqlite::Result<_>>()?;
    let done = i64::try_from(changes.len()).is_ok_and(|count| count < limit);
    let mut there = BTreeMap::new();
    for change in changes {
        inverse.below = change.seq;
        let newer = tx
            .prepare_cached(NEWER)?
            .query_row(
                named_params! {":row_id": change.row_id, ":tbl": change.table, ":seq": change.seq,
                ":root": inverse.target.root},
                |row| newer_change(row, inverse.now),
            )
            .optional()?;
        if let Some(newer) = newer {
            return Err(newer.into());
        }
        let before = match change.before.as_deref() {
            Some(json) => still_there(tx, &mut there, &change.table, row::values(json)?)?,
            None => Vec::new(),
        };
        match change.op.as_str() {
            "insert" => row::delete(tx, &change.table, &change.row_id)?,
            "delete" => row::insert(tx, &change.table, before)?,
            _ => row::update(tx, &change.table, &change.row_id, before)?,
        }
    }
    Ok(done)
}

/// What an entry holds, but for columns that an edition has taken out of the table since.
fn still_there(
    tx: &Transaction,
    known: &mut BTreeMap<String, Vec<String>>,
    table: &str,
    mut values: Vec<(String, Value)>,
) -> Result<Vec<(String, Value)>> {
    if !known.contains_key(table) {
        let names = columns(tx, table)?.into_iter().map(|(name, _)| name);
        known.insert(table.to_owned(), names.collect());
    }
    let names = known.get(table).map_or(&[][..], Vec::as_slice);
    // A row's number is written back too, although the journal's triggers leave it out.
    values.retain(|(name, _)| names.contains(name));
    Ok(values)
}

fn newer_change(row: &Row, now: NaiveDateTime) -> rusqlite::Result<Rejection> {
    let at: String = row.get("at")?;
    let actor: String = row.get("actor")?;
    Ok(Rejection::NewerChange {
        by: if actor == SET_UP {
            "the update of PomSalon".to_owned()
        } else {
            actor
        },
        when: when(&at, now),
        label: row.get("label")?,
    })
}

const MARK_UNDONE: &str = "UPDATE intent SET undone_by = :by WHERE id = :id";

/// Ends an inverse: from here the target no longer stands.
pub(in crate::store) fn end_inverse(tx: &Transaction, inverse: &Inverse) -> Result<()> {
    tx.prepare_cached(MARK_UNDONE)?
        .execute(named_params! {":by": inverse.intent, ":id": inverse.target.id})?;
    end(tx, inverse.intent, &inverse.target.label)
}

const JUDGE: &str = "SELECT i.actor AS actor, i.at AS at, i.label AS label, max(n.seq) AS seq
    FROM change AS c JOIN change AS n ON n.row_id = c.row_id AND n.seq > c.seq AND n.tbl = c.tbl
      JOIN intent AS i ON i.id = n.intent
    WHERE c.seq BETWEEN :first AND :last AND c.intent = :id AND i.root <> :root
    GROUP BY c.seq, i.root HAVING count(DISTINCT i.id) % 2 = 1
    LIMIT 1";
const BOOKED_SINCE: &str = "SELECT trim(d.first_name || ' ' || d.last_name) AS name
    FROM change AS c JOIN dog AS d ON d.id = c.row_id
    WHERE c.seq BETWEEN :first AND :last AND c.intent = :id AND c.op = 'insert' AND c.tbl = 'dog'
      AND EXISTS (SELECT 1 FROM appointment AS a WHERE a.dog_id = c.row_id)
    LIMIT 1";

/// Looks ahead over a long intent, so that its undo either starts with a free way or not at all.
pub(in crate::store) fn judge(connection: &Connection, target: &Intent, now: NaiveDateTime) -> Result<()> {
    let newer = connection
        .prepare_cached(JUDGE)?
        .query_row(
            named_params! {":first": target.first_seq, ":last": target.last_seq, ":id": target.id,
            ":root": target.root},
            |row| newer_change(row, now),
        )
        .optional()?;
    if let Some(newer) = newer {
        return Err(newer.into());
    }
    let booked = connection
        .prepare_cached(BOOKED_SINCE)?
        .query_row(
            named_params! {":first": target.first_seq, ":last": target.last_seq, ":id": target.id},
            |row| row.get::<_, String>("name"),
        )
        .optional()?;
    match booked {
        Some(dog) => {
            Err(Rejection::InUse(format!("{dog} has an appointment by now; take that back first")).into())
        }
        None => Ok(()),
    }
}

#[cfg(test)]
pub(in crate::store) const STATEMENTS: &[&str] = &[
    UNFINISHED,
    DONE,
    REACHED,
    CHANGES_BACK,
    NEWER,
    MARK_UNDONE,
    JUDGE,
    BOOKED_SINCE,
];
