//! The journal: what was changed, by whom, before and after; and taking it back.
//!
//! Triggers, generated from the tables themselves, write a `change` for every row of every business table, so no
//! code path, import or SQL shell can forget to. An *intent* groups the changes of one thing a person asked for.
//! Undo is a new intent that runs the inverse of another one's changes; it refuses when something newer stands on
//! a row it would touch.

use chrono::NaiveDateTime;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Transaction, named_params, params};
use serde_json::Map;

use super::error::Result;
use crate::domain::rejection::Rejection;

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
}

/// Tables that keep the program's own books; everything else is the salon's and is journaled.
pub const UNJOURNALED: [&str; 4] = ["change", "intent", "current_intent", "spelling"];

const TABLES: &str = "SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
const COLUMNS: &str = "SELECT name, dflt_value FROM pragma_table_xinfo(:table) WHERE hidden = 0 AND name <> 'number' ORDER BY cid";

/// Names of the journaled tables, sorted.
pub fn tables(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare(TABLES)?;
    let names = statement
        .query_map([], |row| row.get("name"))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(names
        .into_iter()
        .filter(|name| !UNJOURNALED.contains(&name.as_str()))
        .collect())
}

/// The columns of a table that the journal keeps, each with its default as SQL.
pub fn columns(connection: &Connection, table: &str) -> Result<Vec<(String, Option<String>)>> {
    let mut statement = connection.prepare_cached(COLUMNS)?;
    let rows = statement
        .query_map(named_params! {":table": table}, |row| {
            Ok((row.get("name")?, row.get("dflt_value")?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// (Re)generates the journal's triggers for every business table.
pub fn install(tx: &Transaction) -> Result<()> {
    for table in tables(tx)? {
        let columns = columns(tx, &table)?;
        for (op, row) in [("insert", "NEW"), ("update", "NEW"), ("delete", "OLD")] {
            let (before, after) = match op {
                "insert" => ("NULL".to_owned(), whole_row("NEW", &columns)),
                "delete" => (whole_row("OLD", &columns), "NULL".to_owned()),
                _ => (changed("OLD", &columns), changed("NEW", &columns)),
            };
            tx.execute_batch(&format!(
                "DROP TRIGGER IF EXISTS journal_{table}_{op};
CREATE TRIGGER journal_{table}_{op} AFTER {op} ON \"{table}\" BEGIN
  INSERT INTO intent (at, actor, kind, label, root, first_seq, last_seq)
    SELECT strftime('%Y-%m-%dT%H:%M:%S', 'now'), '(outside)', 'outside', 'Edited {table} outside PomSalon',
      coalesce((SELECT max(id) FROM intent), 0) + 1, coalesce((SELECT max(seq) FROM change), 0) + 1,
      coalesce((SELECT max(seq) FROM change), 0) + 1
    WHERE (SELECT intent FROM current_intent) IS NULL;
  INSERT INTO change (intent, tbl, row_id, op, before, after)
  VALUES (coalesce((SELECT intent FROM current_intent), (SELECT max(id) FROM intent)),
    '{table}', {row}.id, '{op}', {before}, {after});
END;"
            ))?;
        }
    }
    Ok(())
}

/// JSON of a whole row without what equals its default, so that most of an empty card costs nothing.
fn whole_row(row: &str, columns: &[(String, Option<String>)]) -> String {
    let pairs: Vec<String> = columns
        .iter()
        .map(|(name, default)| match default {
            Some(default) => format!("'{name}', nullif({row}.\"{name}\", {default})"),
            None => format!("'{name}', {row}.\"{name}\""),
        })
        .collect();
    format!("json_patch('{{}}', json_object({}))", pairs.join(", "))
}

/// JSON of the columns an update changed; `rev` always changes and tells nothing.
fn changed(row: &str, columns: &[(String, Option<String>)]) -> String {
    let arms: Vec<String> = columns
        .iter()
        .filter(|(name, _)| name != "rev")
        .map(|(name, _)| {
            format!("SELECT '{name}' AS k, {row}.\"{name}\" AS v WHERE OLD.\"{name}\" IS NOT NEW.\"{name}\"")
        })
        .collect();
    format!(
        "(SELECT json_group_object(k, v) FROM ({}))",
        arms.join(" UNION ALL ")
    )
}

const BEGIN_INTENT: &str = "INSERT INTO intent (at, actor, kind, label, root, target, first_seq)
    VALUES (:at, :actor, :kind, :label,
      coalesce(:root, (SELECT seq FROM sqlite_sequence WHERE name = 'intent'), 0) + (:root IS NULL), :target,
      coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'change'), 0) + 1)";
const SET_CURRENT: &str = "UPDATE current_intent SET intent = :intent";
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
    let intent = tx.last_insert_rowid();
    resume(tx, intent)?;
    Ok(intent)
}

/// Goes on with an intent that was begun in an earlier transaction.
pub(super) fn resume(tx: &Transaction, intent: i64) -> Result<()> {
    tx.prepare_cached(SET_CURRENT)?
        .execute(named_params! {":intent": intent})?;
    Ok(())
}

/// Closes a transaction in the middle of an intent.
pub(super) fn pause(tx: &Transaction) -> Result<()> {
    tx.prepare_cached(SET_CURRENT)?
        .execute(named_params! {":intent": None::<i64>})?;
    Ok(())
}

/// Ends an intent, naming what was done in the end.
pub(super) fn end(tx: &Transaction, intent: i64, label: &str) -> Result<()> {
    tx.prepare_cached(END_INTENT)?
        .execute(named_params! {":intent": intent, ":label": label})?;
    pause(tx)
}

/// An intent as undo sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Intent {
    pub id: i64,
    pub kind: String,
    pub label: String,
    pub root: i64,
    pub first_seq: i64,
    pub last_seq: i64,
}

fn intent_from(row: &rusqlite::Row) -> rusqlite::Result<Intent> {
    Ok(Intent {
        id: row.get("id")?,
        kind: row.get("kind")?,
        label: row.get("label")?,
        root: row.get("root")?,
        first_seq: row.get("first_seq")?,
        last_seq: row.get("last_seq")?,
    })
}

// An unfinished import is nobody's newest intent: `last_seq` is still NULL. Looking back ends after 20,000 intents.
const NEWEST_STANDING: &str = "SELECT id, kind, label, root, first_seq, last_seq FROM intent
    WHERE actor = :actor AND kind IN ('edit', 'import', 'redo') AND undone_by IS NULL AND last_seq IS NOT NULL
      AND id > (SELECT max(id) FROM intent) - 20000
    ORDER BY id DESC LIMIT 1";
const NEWEST_UNDO: &str = "SELECT id, kind, label, root, first_seq, last_seq FROM intent AS u
    WHERE actor = :actor AND kind = 'undo' AND undone_by IS NULL AND last_seq IS NOT NULL
      AND id > (SELECT max(id) FROM intent) - 20000
      AND NOT EXISTS (SELECT 1 FROM intent AS n WHERE n.id > u.id AND n.actor = u.actor AND n.kind IN ('edit', 'import'))
    ORDER BY id DESC LIMIT 1";
const INTENT: &str = "SELECT id, kind, label, root, first_seq, last_seq FROM intent
    WHERE id = :id AND undone_by IS NULL AND last_seq IS NOT NULL";
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

/// A standing intent by its number.
pub(super) fn standing(connection: &Connection, id: i64) -> Result<Option<Intent>> {
    Ok(connection
        .prepare_cached(INTENT)?
        .query_row(named_params! {":id": id}, intent_from)
        .optional()?)
}

const SET_IMPORTING: &str = "UPDATE current_intent SET importing = :intent";
const IMPORTING: &str = "SELECT importing FROM current_intent";
const CLOSE_CUT_OFF: &str = "UPDATE intent SET last_seq = coalesce((SELECT max(seq) FROM change), 0) WHERE id = :id AND last_seq IS NULL";

/// Notes which import is under way, so that the next start can take a cut-off one back.
pub(super) fn set_importing(tx: &Transaction, intent: Option<i64>) -> Result<()> {
    tx.prepare_cached(SET_IMPORTING)?
        .execute(named_params! {":intent": intent})?;
    Ok(())
}

/// The import under way, in this session, in another one, or cut off by a crash.
pub(super) fn importing(connection: &Connection) -> Result<Option<i64>> {
    Ok(connection
        .prepare_cached(IMPORTING)?
        .query_one([], |row| row.get("importing"))?)
}

/// Marks a cut-off import as ended where it stopped, so that it can be taken back like any other.
pub(super) fn close_cut_off(tx: &Transaction, id: i64) -> Result<()> {
    tx.prepare_cached(CLOSE_CUT_OFF)?
        .execute(named_params! {":id": id})?;
    Ok(())
}

/// How an undo or redo proceeds through its chunks.
#[derive(Debug)]
pub(super) struct Inverse {
    /// The new intent.
    pub intent: i64,
    target: Intent,
    /// Changes below this number are still to be inverted.
    below: i64,
}

/// Starts the inverse of an intent as a new one.
pub(super) fn begin_inverse(tx: &Transaction, target: Intent, by: &By, kind: Kind) -> Result<Inverse> {
    let intent = begin_chain(tx, by, kind, &target.label, Some(target.root), Some(target.id))?;
    let below = target.last_seq + 1;
    Ok(Inverse {
        intent,
        target,
        below,
    })
}

const CHANGES_BACK: &str = "SELECT seq, tbl, row_id, op, before, after FROM change
    WHERE seq < :below AND seq >= :first AND intent = :intent ORDER BY seq DESC LIMIT :limit";
const NEWER: &str = "SELECT i.actor AS actor, i.at AS at, i.label AS label FROM change AS c JOIN intent AS i ON i.id = c.intent
    WHERE c.row_id = :row_id AND c.tbl = :tbl AND c.seq > :seq AND i.id <> :target
      AND i.kind <> 'undo' AND i.undone_by IS NULL AND i.root > :root
    ORDER BY c.seq DESC LIMIT 1";

/// Inverts up to `limit` changes of the target; true when none is left.
pub(super) fn invert_some(tx: &Transaction, inverse: &mut Inverse, limit: i64) -> Result<bool> {
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
    for change in changes {
        inverse.below = change.seq;
        let newer = tx
            .prepare_cached(NEWER)?
            .query_row(
                named_params! {":row_id": change.row_id, ":tbl": change.table, ":seq": change.seq,
                ":target": inverse.target.id, ":root": inverse.target.root},
                |row| {
                    Ok((
                        row.get::<_, String>("actor")?,
                        row.get::<_, String>("at")?,
                        row.get::<_, String>("label")?,
                    ))
                },
            )
            .optional()?;
        if let Some((actor, at, label)) = newer {
            return Err(Rejection::NewerChange {
                by: actor,
                when: at.get(11..16).unwrap_or(&at).to_owned(),
                label,
            }
            .into());
        }
        let before = change
            .before
            .as_deref()
            .map(row_values)
            .transpose()?
            .unwrap_or_default();
        match change.op.as_str() {
            "insert" => delete_row(tx, &change.table, &change.row_id)?,
            "delete" => insert_row(tx, &change.table, before)?,
            _ => update_row(tx, &change.table, &change.row_id, before)?,
        }
    }
    Ok(done)
}

const MARK_UNDONE: &str = "UPDATE intent SET undone_by = :by WHERE id = :id";

/// Ends an inverse: from here the target no longer stands.
pub(super) fn end_inverse(tx: &Transaction, inverse: &Inverse) -> Result<()> {
    tx.prepare_cached(MARK_UNDONE)?
        .execute(named_params! {":by": inverse.intent, ":id": inverse.target.id})?;
    end(tx, inverse.intent, &inverse.target.label)
}

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    TABLES,
    COLUMNS,
    BEGIN_INTENT,
    SET_CURRENT,
    END_INTENT,
    NEWEST_STANDING,
    NEWEST_UNDO,
    INTENT,
    SET_IMPORTING,
    IMPORTING,
    CLOSE_CUT_OFF,
    CHANGES_BACK,
    NEWER,
    MARK_UNDONE,
    JUDGE,
    BOOKED_SINCE,
];

fn row_values(json: &str) -> Result<Vec<(String, Value)>> {
    let object: Map<String, serde_json::Value> = serde_json::from_str(json).map_err(|error| {
        super::StoreError::Damaged(format!("an entry of the journal is not JSON: {error}"))
    })?;
    Ok(object
        .into_iter()
        .map(|(name, value)| {
            let value = match value {
                serde_json::Value::Null => Value::Null,
                serde_json::Value::Number(number) => number.as_i64().map_or_else(
                    || Value::Real(number.as_f64().unwrap_or_default()),
                    Value::Integer,
                ),
                serde_json::Value::String(text) => Value::Text(text),
                other => Value::Text(other.to_string()),
            };
            (name, value)
        })
        .collect())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn delete_row(tx: &Transaction, table: &str, row_id: &str) -> Result<()> {
    tx.prepare_cached(&format!("DELETE FROM {} WHERE id = ?1", quoted(table)))?
        .execute(params![row_id])?;
    Ok(())
}

fn insert_row(tx: &Transaction, table: &str, mut values: Vec<(String, Value)>) -> Result<()> {
    let rev = values
        .iter()
        .position(|(name, _)| name == "rev")
        .map(|at| values.remove(at).1);
    let rev = if let Some(Value::Integer(rev)) = rev {
        rev
    } else {
        1
    };
    values.push(("rev".to_owned(), Value::Integer(rev + 1)));
    let names: Vec<String> = values.iter().map(|(name, _)| quoted(name)).collect();
    let marks = vec!["?"; values.len()].join(", ");
    tx.prepare_cached(&format!(
        "INSERT INTO {} ({}) VALUES ({marks})",
        quoted(table),
        names.join(", ")
    ))?
    .execute(rusqlite::params_from_iter(
        values.into_iter().map(|(_, value)| value),
    ))?;
    Ok(())
}

fn update_row(tx: &Transaction, table: &str, row_id: &str, values: Vec<(String, Value)>) -> Result<()> {
    let mut sets: Vec<String> = values
        .iter()
        .map(|(name, _)| format!("{} = ?", quoted(name)))
        .collect();
    sets.push("rev = rev + 1".to_owned());
    let sql = format!("UPDATE {} SET {} WHERE id = ?", quoted(table), sets.join(", "));
    let values = values
        .into_iter()
        .map(|(_, value)| value)
        .chain([Value::Text(row_id.to_owned())]);
    tx.prepare_cached(&sql)?
        .execute(rusqlite::params_from_iter(values))?;
    Ok(())
}

const JUDGE: &str = "SELECT i.actor AS actor, i.at AS at, i.label AS label
    FROM change AS c JOIN change AS n ON n.row_id = c.row_id AND n.seq > c.seq AND n.tbl = c.tbl
      JOIN intent AS i ON i.id = n.intent
    WHERE c.seq BETWEEN :first AND :last AND c.intent = :id AND i.id <> :id
      AND i.kind <> 'undo' AND i.undone_by IS NULL AND i.root > :root
    LIMIT 1";
const BOOKED_SINCE: &str = "SELECT trim(d.first_name || ' ' || d.last_name) AS name
    FROM change AS c JOIN dog AS d ON d.id = c.row_id
    WHERE c.seq BETWEEN :first AND :last AND c.intent = :id AND c.op = 'insert' AND c.tbl = 'dog'
      AND EXISTS (SELECT 1 FROM appointment AS a WHERE a.dog_id = c.row_id)
    LIMIT 1";

/// Looks ahead over a long intent, so that its undo either starts with a free way or not at all.
pub(super) fn judge(connection: &Connection, target: &Intent) -> Result<()> {
    let newer = connection
        .prepare_cached(JUDGE)?
        .query_row(
            named_params! {":first": target.first_seq, ":last": target.last_seq, ":id": target.id,
            ":root": target.root},
            |row| {
                Ok((
                    row.get::<_, String>("actor")?,
                    row.get::<_, String>("at")?,
                    row.get::<_, String>("label")?,
                ))
            },
        )
        .optional()?;
    if let Some((actor, at, label)) = newer {
        return Err(Rejection::NewerChange {
            by: actor,
            when: at.get(11..16).unwrap_or(&at).to_owned(),
            label,
        }
        .into());
    }
    let booked = connection
        .prepare_cached(BOOKED_SINCE)?
        .query_row(
            named_params! {":first": target.first_seq, ":last": target.last_seq, ":id": target.id},
            |row| row.get::<_, String>("name"),
        )
        .optional()?;
    if let (Some(dog), "edit" | "import" | "redo") = (booked, target.kind.as_str()) {
        return Err(
            Rejection::InUse(format!("{dog} has an appointment by now; take that back first")).into(),
        );
    }
    Ok(())
}
