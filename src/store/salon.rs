//! The salon's own row.

use chrono_tz::Tz;
use rusqlite::types::FromSqlError;
use rusqlite::{Connection, Row, Transaction, named_params};

use super::error::Result;
use super::{Store, changed_rows};
use crate::domain::salon::Salon;

const SELECT: &str =
    "SELECT name, zone, opens_min, closes_min, currency, second_folder, off_site, rev FROM salon";
const INSERT: &str =
    "INSERT INTO salon (id, name, zone, opens_min, closes_min, currency, second_folder, off_site)
    VALUES ('salon', :name, :zone, :opens_min, :closes_min, :currency, :second_folder, :off_site)";
const UPDATE: &str =
    "UPDATE salon SET name = :name, zone = :zone, opens_min = :opens_min, closes_min = :closes_min,
      currency = :currency, second_folder = :second_folder, off_site = :off_site, rev = rev + 1
    WHERE rev = :rev";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[SELECT, INSERT, UPDATE];

fn from_row(row: &Row) -> rusqlite::Result<Salon> {
    let zone: String = row.get("zone")?;
    let zone: Tz = zone.parse().map_err(|error: chrono_tz::ParseError| {
        rusqlite::Error::FromSqlConversionFailure(
            0,
            rusqlite::types::Type::Text,
            FromSqlError::other(error).into(),
        )
    })?;
    Ok(Salon {
        name: row.get("name")?,
        zone,
        opens_min: row.get("opens_min")?,
        closes_min: row.get("closes_min")?,
        currency: row.get("currency")?,
        second_folder: row.get("second_folder")?,
        off_site: off_site(&row.get::<_, String>("off_site")?)?,
        rev: row.get("rev")?,
    })
}

/// Reads the words of the off-site command: a JSON list, or nothing.
fn off_site(text: &str) -> rusqlite::Result<Vec<String>> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    serde_json::from_str(text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    })
}

fn words(off_site: &[String]) -> String {
    if off_site.is_empty() {
        return String::new();
    }
    serde_json::Value::from(off_site).to_string()
}

pub(super) fn insert(tx: &Transaction, salon: &Salon) -> Result<()> {
    tx.prepare_cached(INSERT)?.execute(named_params! {
        ":name": salon.name, ":zone": salon.zone.name(), ":opens_min": salon.opens_min,
        ":closes_min": salon.closes_min, ":currency": salon.currency,
        ":second_folder": salon.second_folder, ":off_site": words(&salon.off_site),
    })?;
    Ok(())
}

pub(super) fn save(tx: &Transaction, salon: &Salon) -> Result<String> {
    let count = tx.prepare_cached(UPDATE)?.execute(named_params! {
        ":name": salon.name, ":zone": salon.zone.name(), ":opens_min": salon.opens_min,
        ":closes_min": salon.closes_min, ":currency": salon.currency,
        ":second_folder": salon.second_folder, ":off_site": words(&salon.off_site), ":rev": salon.rev,
    })?;
    changed_rows(tx, count, "salon", "salon", "the salon")?;
    Ok(format!("Changed the salon {}", salon.name))
}

/// The salon of a file.
pub(crate) fn read(connection: &Connection) -> Result<Salon> {
    Ok(connection.prepare_cached(SELECT)?.query_one([], from_row)?)
}

impl Store {
    /// The salon of this file.
    pub fn salon(&self) -> Result<Salon> {
        read(&self.connection)
    }
}
