//! The triggers that fill the journal, generated from the tables themselves.

use rusqlite::{Connection, Transaction, named_params};

use crate::store::error::Result;

/// Tables that keep the program's own books; everything else is the salon's and is journaled.
pub(in crate::store) const UNJOURNALED: [&str; 8] = [
    "backup_log",
    "change",
    "current_intent",
    "draft",
    "find_mark",
    "hold",
    "intent",
    "spelling",
];

const TABLES: &str = "SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
const COLUMNS: &str = "SELECT name, dflt_value FROM pragma_table_xinfo(:table) WHERE hidden = 0 AND name <> 'number' ORDER BY cid";

/// Names of the journaled tables, sorted.
pub(in crate::store) fn tables(connection: &Connection) -> Result<Vec<String>> {
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
pub(in crate::store) fn columns(
    connection: &Connection,
    table: &str,
) -> Result<Vec<(String, Option<String>)>> {
    let mut statement = connection.prepare_cached(COLUMNS)?;
    let rows = statement
        .query_map(named_params! {":table": table}, |row| {
            Ok((row.get("name")?, row.get("dflt_value")?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// (Re)generates the journal's triggers for every business table.
pub(in crate::store) fn install(tx: &Transaction) -> Result<()> {
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
    WHERE {OPEN} IS NULL;
  INSERT INTO change (intent, tbl, row_id, op, before, after)
  VALUES (coalesce({OPEN}, (SELECT max(id) FROM intent)), '{table}', {row}.id, '{op}', {before}, {after});
END;"
            ))?;
        }
    }
    Ok(())
}

/// The intent that the running transaction belongs to; NULL for somebody else's.
const OPEN: &str = "coalesce((SELECT intent FROM current_intent),
      (SELECT id FROM intent WHERE id = (SELECT max(id) FROM intent) AND last_seq IS NULL))";

/// JSON of some columns, each where it is told by `when` to speak. Written out as text: building and patching JSON
/// objects would cost a booking more than all the rest of it.
fn json(
    row: &str,
    columns: &[(String, Option<String>)],
    when: impl Fn(&str, Option<&str>) -> String,
) -> String {
    let parts: Vec<String> = columns
        .iter()
        .map(|(name, default)| {
            let speaks = when(name, default.as_deref());
            format!("CASE WHEN {speaks} THEN ',\"{name}\":' || json_quote({row}.\"{name}\") ELSE '' END")
        })
        .collect();
    format!("'{{' || substr({}, 2) || '}}'", parts.join("\n    || "))
}

/// JSON of a whole row without what is NULL or equals its default, so that most of an empty card costs nothing.
fn whole_row(row: &str, columns: &[(String, Option<String>)]) -> String {
    json(row, columns, |name, default| {
        format!("{row}.\"{name}\" IS NOT {}", default.unwrap_or("NULL"))
    })
}

/// JSON of the columns an update changed; `rev` always changes and tells nothing.
fn changed(row: &str, columns: &[(String, Option<String>)]) -> String {
    let told: Vec<(String, Option<String>)> = columns
        .iter()
        .filter(|(name, _)| name != "rev")
        .cloned()
        .collect();
    json(row, &told, |name, _| {
        format!("OLD.\"{name}\" IS NOT NEW.\"{name}\"")
    })
}

#[cfg(test)]
pub(in crate::store) const STATEMENTS: &[&str] = &[TABLES, COLUMNS];
