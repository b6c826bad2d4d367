//! A row as it stood after some change of the journal: the row of now, with everything newer taken off it.

use std::collections::HashMap;

use rusqlite::types::{FromSql, Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, named_params, params};

use crate::store::columns::Columns;
use crate::store::error::Result;
use crate::store::journal::{columns, quoted, values};

const NEWER_OF_ROW: &str = "SELECT op, before FROM change
    WHERE row_id = :row_id AND seq > :seq AND tbl = :tbl ORDER BY seq DESC";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[NEWER_OF_ROW];

/// A row by the names of its columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Recalled(pub HashMap<String, Value>);

impl Recalled {
    /// The text in a column; empty when there is none.
    pub fn text(&self, column: &str) -> &str {
        match self.0.get(column) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// The number in a column.
    pub fn number(&self, column: &str) -> Option<i64> {
        match self.0.get(column) {
            Some(Value::Integer(number)) => Some(*number),
            _ => None,
        }
    }
}

impl Columns for Recalled {
    fn column<T: FromSql>(&self, name: &str) -> rusqlite::Result<T> {
        let value = self.0.get(name).map_or(ValueRef::Null, ValueRef::from);
        T::column_result(value)
            .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, value.data_type(), Box::new(error)))
    }
}

/// A default as the table's own SQL writes it: a text in quotes or a number.
fn default_value(sql: &str) -> Value {
    match sql.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        Some(text) => Value::Text(text.replace("''", "'")),
        None => sql.parse().map_or(Value::Null, Value::Integer),
    }
}

/// A whole row from an entry that left out what is nothing or the default.
fn whole(connection: &Connection, table: &str, json: Option<&str>) -> Result<Recalled> {
    let mut row: HashMap<String, Value> = columns(connection, table)?
        .into_iter()
        .filter_map(|(name, default)| default.map(|sql| (name, default_value(&sql))))
        .collect();
    row.extend(json.map(values).transpose()?.unwrap_or_default());
    Ok(Recalled(row))
}

/// The row as it is now.
fn now(connection: &Connection, table: &str, row_id: &str) -> Result<Option<Recalled>> {
    let names: Vec<String> = columns(connection, table)?
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let list: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    let sql = format!("SELECT {} FROM {} WHERE id = ?1", list.join(", "), quoted(table));
    let row = connection
        .prepare_cached(&sql)?
        .query_row(params![row_id], |row| {
            let pairs = names
                .iter()
                .map(|name| Ok((name.clone(), row.get(name.as_str())?)));
            pairs.collect::<rusqlite::Result<HashMap<String, Value>>>()
        })
        .optional()?;
    Ok(row.map(Recalled))
}

/// The row as it stood when the change with this number had been made; `None` where it was not in the book.
pub(super) fn row_at(
    connection: &Connection,
    table: &str,
    row_id: &str,
    seq: i64,
) -> Result<Option<Recalled>> {
    let mut row = now(connection, table, row_id)?;
    let newer: Vec<(String, Option<String>)> = connection
        .prepare_cached(NEWER_OF_ROW)?
        .query_map(
            named_params! {":row_id": row_id, ":seq": seq, ":tbl": table},
            |row| Ok((row.get("op")?, row.get("before")?)),
        )?
        .collect::<rusqlite::Result<_>>()?;
    for (op, before) in newer {
        match (op.as_str(), &mut row) {
            ("insert", _) => row = None,
            ("delete", _) => row = Some(whole(connection, table, before.as_deref())?),
            (_, Some(row)) => row
                .0
                .extend(before.as_deref().map(values).transpose()?.unwrap_or_default()),
            (_, None) => {}
        }
    }
    Ok(row)
}
