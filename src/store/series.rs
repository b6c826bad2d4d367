//! How often a dog comes: its rhythm, and the series of appointments that follow one.

use rusqlite::{OptionalExtension, named_params};

use super::Store;
use super::error::Result;
use crate::domain::dog::Coat;
use crate::domain::id::DogId;

const RHYTHM: &str = "SELECT breed, coat, rebook_weeks FROM dog WHERE id = :dog_id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[RHYTHM];

/// What tells how often a dog comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// The weeks on its own card; `None` is as usual for the breed.
    pub own_weeks: Option<i64>,
    /// Breed or mix, as written.
    pub breed: String,
    /// Coat, when known.
    pub coat: Option<Coat>,
}

impl Store {
    /// What tells how often a dog comes; `None` for a dog that is not in the book.
    pub fn rebook_rhythm(&self, dog_id: DogId) -> Result<Option<Rhythm>> {
        let mut statement = self.connection.prepare_cached(RHYTHM)?;
        Ok(statement
            .query_row(named_params! {":dog_id": dog_id}, |row| {
                Ok(Rhythm {
                    own_weeks: row.get("rebook_weeks")?,
                    breed: row.get("breed")?,
                    coat: row.get("coat")?,
                })
            })
            .optional()?)
    }
}
