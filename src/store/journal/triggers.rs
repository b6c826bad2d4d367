//! The triggers that fill the journal, generated from the tables themselves.

use rusqlite::{Connection, Transaction, named_params};

use crate::store::error::Result;

/// Tables that keep the program's own books; everything else is the salon's and is journaled.
pub(in crate::store) const UNJOURNALED: [&str; 4] = ["change", "intent", "current_intent", "spelling"];

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
#[cfg(test)]
pub(in crate::store) const STATEMENTS: &[&str] = &[TABLES, COLUMNS];
