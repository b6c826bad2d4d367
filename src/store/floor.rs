//! The floor that our own speed is measured against: a bare table, as little as any program could do.

use std::path::Path;

use rusqlite::{Connection, named_params};

use super::error::Result;
use crate::domain::dog::Dog;

const TABLE: &str =
    "CREATE TABLE dog (id TEXT PRIMARY KEY, first_name TEXT, last_name TEXT, age INTEGER, sex TEXT,
    temperament INTEGER)";
const INSERT: &str = "INSERT INTO dog (id, first_name, last_name, age, sex, temperament)
    VALUES (:id, :first_name, :last_name, :age, :sex, :temperament)";

/// A bare table of dogs in a file of its own: no journal, no guards, no find, but the same durable commits.
#[derive(Debug)]
pub struct Floor {
    connection: Connection,
}

impl Floor {
    /// Makes the file.
    pub fn create(path: &Path) -> Result<Self> {
        let connection = Connection::open(path)?; // not the live file: a fresh one to measure with
        connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.execute_batch(TABLE)?;
        Ok(Self { connection })
    }

    /// Inserts one dog and commits.
    pub fn insert(&self, dog: &Dog) -> Result<()> {
        self.connection.prepare_cached(INSERT)?.execute(named_params! {
            ":id": dog.id, ":first_name": dog.first_name, ":last_name": dog.last_name, ":age": dog.age,
            ":sex": dog.sex, ":temperament": dog.temperament,
        })?;
        Ok(())
    }
}
