//! Whether a salon's file holds what was said, no more and no less, and hangs together.

use std::collections::BTreeMap;
use std::path::Path;

use pomsalon::store::{Purpose, Store};
use rusqlite::Connection;

use super::{Ledger, ana};

type Verdict<T = ()> = Result<T, String>;

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Whether the file opens as any salon's does, and holds exactly what was confirmed.
pub fn holds(path: &Path, ledger: &Ledger) -> Verdict {
    let store = Store::open(path, Purpose::Command).map_err(|error| format!("does not open: {error}"))?;
    store.close().map_err(words)?;
    let connection = Connection::open(path).map_err(words)?;
    is_whole(&connection)?;
    same("appointments", &found(&connection)?, &said(ledger))?;
    same("entries of the journal", &journal(&connection)?, &ledger.intents)
}

/// Whether the file opens and hangs together, whatever is in it; gives how many dogs there are.
pub fn is_sound(path: &Path) -> Verdict<usize> {
    let store = Store::open(path, Purpose::Command).map_err(|error| format!("does not open: {error}"))?;
    let dogs = store.count_dogs().map_err(words)?;
    store.close().map_err(words)?;
    is_whole(&Connection::open(path).map_err(words)?)?;
    usize::try_from(dogs).map_err(words)
}

/// Whether the next undo takes the newest thing back that stands.
pub fn undoes(path: &Path, label: &str) -> Verdict {
    let mut store = Store::open(path, Purpose::Command).map_err(words)?;
    let undone = store
        .apply(&pomsalon::store::Edit::Undo, &ana())
        .map_err(words)?
        .label;
    if undone == format!("Undone: {label}") {
        Ok(())
    } else {
        Err(format!("undo took back `{undone}` and not `{label}`"))
    }
}

fn same<K: Ord + std::fmt::Debug, V: PartialEq + std::fmt::Debug>(
    what: &str,
    found: &BTreeMap<K, V>,
    said: &BTreeMap<K, V>,
) -> Verdict {
    if found == said {
        return Ok(());
    }
    let lost: Vec<_> = said
        .iter()
        .filter(|(key, value)| found.get(key) != Some(value))
        .collect();
    let unsaid: Vec<_> = found
        .iter()
        .filter(|(key, value)| said.get(key) != Some(value))
        .collect();
    Err(format!(
        "{what}: confirmed and lost {lost:?}; never confirmed and there {unsaid:?}"
    ))
}

fn said(ledger: &Ledger) -> BTreeMap<String, (String, i64)> {
    let rows = ledger.appointments.iter();
    rows.map(|(id, believed)| {
        (
            id.to_string(),
            (believed.status.as_str().to_owned(), believed.rev),
        )
    })
    .collect()
}

fn found(connection: &Connection) -> Verdict<BTreeMap<String, (String, i64)>> {
    let mut statement = connection
        .prepare("SELECT id, status, rev FROM appointment")
        .map_err(words)?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))
        .map_err(words)?;
    rows.collect::<rusqlite::Result<_>>().map_err(words)
}

fn journal(connection: &Connection) -> Verdict<BTreeMap<i64, String>> {
    let mut statement = connection
        .prepare("SELECT id, label FROM intent WHERE actor = 'ana'")
        .map_err(words)?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .map_err(words)?;
    rows.collect::<rusqlite::Result<_>>().map_err(words)
}

/// Each counts what must not be there.
const NEVER: [(&str, &str); 5] = [
    (
        "rows that point nowhere",
        "SELECT count(*) FROM pragma_foreign_key_check",
    ),
    (
        "double bookings",
        "SELECT count(*) FROM appointment AS a JOIN appointment AS b ON a.id < b.id AND a.day = b.day
           AND a.start_min < b.end_min AND b.start_min < a.end_min
           AND (a.dog_id = b.dog_id OR (a.groomer_id = b.groomer_id AND a.lane = b.lane))
         WHERE a.status NOT IN ('no_show', 'cancelled') AND b.status NOT IN ('no_show', 'cancelled')",
    ),
    (
        "appointments that the journal tells otherwise",
        "SELECT count(*) FROM appointment AS a WHERE status IS NOT coalesce((
           SELECT after ->> 'status' FROM change
           WHERE tbl = 'appointment' AND row_id = a.id AND after ->> 'status' IS NOT NULL
           ORDER BY seq DESC LIMIT 1), 'booked')",
    ),
    (
        "appointments that the journal put in and nobody took out",
        "SELECT count(*) FROM (
           SELECT row_id, sum(op = 'insert') - sum(op = 'delete') AS left FROM change
           WHERE tbl = 'appointment' GROUP BY row_id)
         WHERE left <> EXISTS (SELECT 1 FROM appointment WHERE id = row_id)",
    ),
    (
        "work that was begun and not put right",
        "SELECT count(*) FROM current_intent WHERE unfinished IS NOT NULL",
    ),
];

fn is_whole(connection: &Connection) -> Verdict {
    let verdict: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .map_err(words)?;
    if verdict != "ok" {
        return Err(verdict);
    }
    for (what, sql) in NEVER {
        let count: i64 = connection.query_row(sql, [], |row| row.get(0)).map_err(words)?;
        if count != 0 {
            return Err(format!("{count} {what}"));
        }
    }
    connection
        .execute_batch("INSERT INTO find_index (find_index) VALUES ('integrity-check')")
        .map_err(words)
}
