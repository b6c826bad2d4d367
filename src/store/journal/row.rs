//! One row of any table, written from what the journal kept of it.

use rusqlite::types::Value;
use rusqlite::{Transaction, params, params_from_iter};
use serde_json::Map;

use crate::domain::rejection::Rejection;
use crate::store::error::{Result, StoreError};

/// The columns that an entry of the journal holds.
pub(in crate::store) fn values(json: &str) -> Result<Vec<(String, Value)>> {
    let object: Map<String, serde_json::Value> = serde_json::from_str(json)
        .map_err(|error| StoreError::Damaged(format!("an entry of the journal is not JSON: {error}")))?;
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

/// A name as SQL takes it whatever letters it has.
pub(in crate::store) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Exactly one row, or the row is not what the journal says; then nothing may be written.
fn one(count: usize) -> Result<()> {
    match count {
        1 => Ok(()),
        _ => Err(Rejection::Missing("a row of that change".to_owned()).into()),
    }
}

/// Takes a row out.
pub(super) fn delete(tx: &Transaction, table: &str, row_id: &str) -> Result<()> {
    one(tx
        .prepare_cached(&format!("DELETE FROM {} WHERE id = ?1", quoted(table)))?
        .execute(params![row_id])?)
}

/// Puts a row back; `rev` rises, since whoever still looks at the old one has not seen this one.
pub(super) fn insert(tx: &Transaction, table: &str, mut values: Vec<(String, Value)>) -> Result<()> {
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
    one(tx
        .prepare_cached(&format!(
            "INSERT INTO {} ({}) VALUES ({marks})",
            quoted(table),
            names.join(", ")
        ))?
        .execute(params_from_iter(values.into_iter().map(|(_, value)| value)))?)
}

/// Sets some columns of a row back; `rev` rises.
pub(super) fn update(
    tx: &Transaction,
    table: &str,
    row_id: &str,
    values: Vec<(String, Value)>,
) -> Result<()> {
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
    one(tx.prepare_cached(&sql)?.execute(params_from_iter(values))?)
}
