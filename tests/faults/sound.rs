//! Whether a salon's file is sound: whole, without double bookings, everything that belongs together there, and its
//! journal leading to its rows.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use serde_json::{Map, Value};

use crate::salon::{DESKS, groomer, start_of};

/// Two appointments at one time with one groomer's lane or one dog.
pub const OVERLAPS: &str =
    "SELECT count(*) FROM appointment AS a JOIN appointment AS b ON a.id < b.id AND a.day = b.day
       AND a.start_min < b.end_min AND b.start_min < a.end_min
       AND (a.dog_id = b.dog_id OR (a.groomer_id = b.groomer_id AND a.lane = b.lane))
     WHERE a.status NOT IN ('no_show', 'cancelled') AND b.status NOT IN ('no_show', 'cancelled')
       AND a.lane IS NOT NULL AND b.lane IS NOT NULL";

/// The file as any other program reads it.
pub fn look(db: &Path) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(db, flags).unwrap()
}

pub fn number(connection: &Connection, sql: &str) -> i64 {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn texts(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

/// How many edits of a week are there only in part.
pub fn torn(db: &Path) -> usize {
    let connection = look(db);
    (0..DESKS)
        .filter(|desk| {
            let id = groomer(*desk);
            let name: String = connection
                .query_row(
                    "SELECT name FROM groomer WHERE id = ?1",
                    [id.to_string()],
                    |row| row.get(0),
                )
                .unwrap();
            let edit: u64 = name.rsplit(' ').next().unwrap().parse().unwrap();
            let mut statement = connection
                .prepare("SELECT start_min FROM shift WHERE groomer_id = ?1")
                .unwrap();
            let starts: Vec<i64> = statement
                .query_map([id.to_string()], |row| row.get(0))
                .unwrap()
                .collect::<rusqlite::Result<_>>()
                .unwrap();
            starts != [start_of(edit); 7]
        })
        .count()
}

/// Which of a desk's acknowledged edits are not there.
pub fn lost(db: &Path, desk: u64, acknowledged: &[u64]) -> Vec<u64> {
    let connection = look(db);
    let name: String = connection
        .query_row(
            "SELECT name FROM groomer WHERE id = ?1",
            [groomer(desk).to_string()],
            |row| row.get(0),
        )
        .unwrap();
    let week: u64 = name.rsplit(' ').next().unwrap().parse().unwrap();
    let mut booked = connection
        .prepare("SELECT 1 FROM appointment WHERE id = ?1")
        .unwrap();
    let there = |number: u64| {
        if number % 4 == 3 {
            // A newer edit of the week may stand in its place.
            week >= number
        } else {
            booked
                .exists([crate::salon::appointment_id(desk, number).to_string()])
                .unwrap()
        }
    };
    let mut there = there;
    acknowledged
        .iter()
        .copied()
        .filter(|number| !there(*number))
        .collect()
}

/// The file is whole, nothing points nowhere, nobody is booked twice, and nothing is half done.
pub fn must_hold_together(db: &Path) {
    let connection = look(db);
    assert_eq!(texts(&connection, "PRAGMA integrity_check"), ["ok"]);
    assert_eq!(
        number(&connection, "SELECT count(*) FROM pragma_foreign_key_check"),
        0
    );
    assert_eq!(number(&connection, OVERLAPS), 0, "double bookings");
    assert_eq!(
        number(
            &connection,
            "SELECT count(*) FROM intent WHERE last_seq IS NULL OR last_seq < 0"
        ),
        0,
        "entries of the journal that never ended"
    );
}

/// The journal alone leads to the rows that are there.
pub fn journal_must_replay(db: &Path) {
    let source = look(db);
    let tables = texts(
        &source,
        "SELECT substr(name, 9, length(name) - 15) FROM sqlite_schema
         WHERE type = 'trigger' AND name LIKE 'journal\\_%\\_insert' ESCAPE '\\' ORDER BY name",
    );
    assert!(tables.len() >= 7, "{tables:?}");
    let copy = Connection::open_in_memory().unwrap();
    copy.pragma_update(None, "foreign_keys", false).unwrap();
    copy.set_prepared_statement_cache_capacity(256);
    for table in &tables {
        let made: String = source
            .query_row(
                "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1",
                [table],
                |row| row.get(0),
            )
            .unwrap();
        copy.execute_batch(&made).unwrap();
    }
    let mut changes = source
        .prepare("SELECT tbl, row_id, op, after FROM change ORDER BY seq")
        .unwrap();
    let mut rows = changes.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (table, id, op): (String, String, String) =
            (row.get(0).unwrap(), row.get(1).unwrap(), row.get(2).unwrap());
        replay(&copy, &table, &id, &op, row.get(3).unwrap());
    }
    for table in &tables {
        assert_eq!(
            dump(&copy, table),
            dump(&source, table),
            "{table} by its journal and as it is"
        );
    }
}

fn replay(copy: &Connection, table: &str, id: &str, op: &str, after: Option<String>) {
    if op == "delete" {
        let mut delete = copy
            .prepare_cached(&format!("DELETE FROM \"{table}\" WHERE id = ?1"))
            .unwrap();
        delete.execute([id]).unwrap();
        return;
    }
    let after = after.unwrap();
    let fields: Map<String, Value> = serde_json::from_str(&after).unwrap();
    let names: Vec<String> = fields.keys().map(|name| format!("\"{name}\"")).collect();
    let values: Vec<String> = fields.keys().map(|name| format!("?1 ->> '{name}'")).collect();
    let sql = if op == "insert" {
        format!(
            "INSERT INTO \"{table}\" ({}) SELECT {} WHERE ?2 <> ''",
            names.join(", "),
            values.join(", ")
        )
    } else {
        let sets: Vec<String> = names
            .iter()
            .zip(&values)
            .map(|(name, value)| format!("{name} = {value}"))
            .collect();
        if sets.is_empty() {
            return;
        }
        format!(
            "UPDATE \"{table}\" SET {} WHERE id = ?2 AND ?1 <> ''",
            sets.join(", ")
        )
    };
    let count = copy
        .prepare_cached(&sql)
        .unwrap()
        .execute([after.as_str(), id])
        .unwrap();
    assert_eq!(count, 1, "{op} of {table} {id}");
}

/// Every row as text but for `rev`, which only rises, and `number`, which the file gives.
fn dump(connection: &Connection, table: &str) -> Vec<String> {
    let columns = texts(
        connection,
        &format!(
            "SELECT name FROM pragma_table_xinfo('{table}')
             WHERE hidden = 0 AND name NOT IN ('rev', 'number') ORDER BY cid"
        ),
    );
    let list: Vec<String> = columns.iter().map(|name| format!("quote(\"{name}\")")).collect();
    texts(
        connection,
        &format!(
            "SELECT {} AS line FROM \"{table}\" ORDER BY id",
            list.join(" || ' ' || ")
        ),
    )
}
