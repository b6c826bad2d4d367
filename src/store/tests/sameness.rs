//! When two salons are the same, and when one is sound.

use super::*;
use crate::store::journal::{columns, tables};

/// Every business row of a salon as text, but for `rev`, which only ever rises; sorted.
pub(super) fn dump(connection: &Connection) -> Vec<String> {
    let mut rows = Vec::new();
    for table in tables(connection).unwrap() {
        let columns = columns(connection, &table).unwrap();
        let list: Vec<String> = columns
            .iter()
            .filter(|(name, _)| name != "rev")
            .map(|(name, _)| format!("'{name}=' || quote(\"{name}\")"))
            .collect();
        let sql = format!(
            "SELECT '{table} ' || {} AS line FROM \"{table}\"",
            list.join(" || ' ' || ")
        );
        let mut statement = connection.prepare(&sql).unwrap();
        let lines = statement.query_map([], |row| row.get("line")).unwrap();
        rows.extend(lines.collect::<rusqlite::Result<Vec<String>>>().unwrap());
    }
    rows.sort_unstable();
    rows
}

/// What find would find: each word with the documents it is in.
fn words(connection: &Connection, index: &str) -> Vec<(String, i64)> {
    connection
        .execute_batch(&format!(
            "DROP TABLE IF EXISTS temp.terms;
             CREATE VIRTUAL TABLE temp.terms USING fts5vocab({index}, 'instance');"
        ))
        .unwrap();
    let mut statement = connection
        .prepare("SELECT term, doc FROM temp.terms ORDER BY term, doc")
        .unwrap();
    let pairs = statement.query_map([], |row| Ok((row.get("term")?, row.get("doc")?)));
    pairs.unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

/// The file is whole, nothing points nowhere, no two appointments share a lane or a dog, and the find index says what
/// one made anew from the rows would say.
pub(super) fn assert_sound(path: &std::path::Path) {
    let connection = Connection::open(path).unwrap();
    let text = |sql: &str| -> String { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
    let number = |sql: &str| -> i64 { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(text("PRAGMA integrity_check"), "ok");
    assert_eq!(number("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_eq!(
        number(
            "SELECT count(*) FROM appointment AS a JOIN appointment AS b ON a.id < b.id AND a.day = b.day
               AND a.start_min < b.end_min AND b.start_min < a.end_min
               AND (a.dog_id = b.dog_id OR (a.groomer_id = b.groomer_id AND a.lane = b.lane))
             WHERE a.status NOT IN ('no_show', 'cancelled') AND b.status NOT IN ('no_show', 'cancelled')
               AND a.lane IS NOT NULL AND b.lane IS NOT NULL"
        ),
        0,
        "double bookings"
    );
    connection
        .execute_batch("INSERT INTO find_index (find_index) VALUES ('integrity-check')")
        .unwrap();
    for (of, table) in [("dogs", "dog"), ("clients", "client")] {
        let left_out = number(&format!(
            "SELECT count(*) FROM {table} WHERE number > (SELECT {of} FROM find_mark)"
        ));
        assert!(left_out < 32, "{left_out} {of} to be read at every key");
    }
    let made = text("SELECT sql FROM sqlite_schema WHERE name = 'find_index'");
    connection
        .execute_batch(&made.replace("find_index", "temp.find_anew"))
        .unwrap();
    connection
        .execute_batch(
            "INSERT INTO find_anew (rowid, words) SELECT d.number, d.find_words || ' ' || coalesce(c.find_words, '')
               FROM dog AS d LEFT JOIN client AS c ON c.id = d.client_id
               WHERE d.number <= (SELECT dogs FROM find_mark);
             INSERT INTO find_anew (rowid, words) SELECT -number, find_words FROM client
               WHERE number <= (SELECT clients FROM find_mark);",
        )
        .unwrap();
    assert_eq!(
        words(&connection, "main, find_index"),
        words(&connection, "temp, find_anew")
    );
    let found = Store::examine(path).unwrap().compare_journal().unwrap();
    assert!(
        found.is_consistent(),
        "the journal and the book differ: {found:?}"
    );
}

/// The rows that the journal alone leads to, put into a file with the same schema and no journal of its own.
pub(super) fn replayed(path: &std::path::Path) -> Vec<String> {
    let source = Connection::open(path).unwrap();
    let mut copy = Connection::open_in_memory().unwrap();
    migrate::SALON.migrate(&mut copy, |_| Ok(())).unwrap();
    // As one long redo: what was taken back may stand where nobody could book it anew.
    copy.execute_batch(
        "INSERT INTO intent (id, at, actor, kind, label, root, first_seq) VALUES (1, '', '', 'redo', '', 1, 1);
         UPDATE current_intent SET intent = 1",
    )
    .unwrap();
    let mut changes = source
        .prepare("SELECT tbl, row_id, op, before, after FROM change ORDER BY seq")
        .unwrap();
    let mut rows = changes.query([]).unwrap();
    // Bookings are judged one by one as they were when they were made.
    while let Some(row) = rows.next().unwrap() {
        let (table, row_id): (String, String) = (row.get("tbl").unwrap(), row.get("row_id").unwrap());
        let op: String = row.get("op").unwrap();
        let after: Option<String> = row.get("after").unwrap();
        if op == "delete" {
            copy.execute(&format!("DELETE FROM \"{table}\" WHERE id = ?1"), [&row_id])
                .unwrap();
            continue;
        }
        let fields: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&after.unwrap()).unwrap();
        let names: Vec<&String> = fields.keys().collect();
        let json = serde_json::Value::Object(fields.clone()).to_string();
        let values: Vec<String> = names.iter().map(|name| format!("?1 ->> '{name}'")).collect();
        let sql = if op == "insert" {
            let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
            format!(
                "INSERT INTO \"{table}\" ({}) VALUES ({})",
                names.join(", "),
                values.join(", ")
            )
        } else {
            let sets: Vec<String> = names
                .iter()
                .zip(&values)
                .map(|(name, value)| format!("\"{name}\" = {value}"))
                .chain(["rev = rev + 1".to_owned()])
                .collect();
            format!(
                "UPDATE \"{table}\" SET {} WHERE id = '{row_id}' AND ?1 IS NOT NULL",
                sets.join(", ")
            )
        };
        copy.execute(&sql, [json]).unwrap();
    }
    dump(&copy)
}
