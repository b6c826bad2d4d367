//! What the dogs weighed.

use rusqlite::{Row, Transaction, named_params};

use super::appointment::dog_name;
use super::error::Result;
use super::types::{day, day_text};
use super::{Store, changed_rows};
use crate::domain::id::DogId;
use crate::domain::weight::{Weight, weight_words};

const INSERT: &str = "INSERT INTO weight (id, dog_id, day, grams) VALUES (:id, :dog_id, :day, :grams)";
const UPDATE: &str =
    "UPDATE weight SET day = :day, grams = :grams, rev = rev + 1 WHERE id = :id AND rev = :rev";
const DELETE: &str = "DELETE FROM weight WHERE id = :id AND rev = :rev";
const OF_DOG: &str = "SELECT id, dog_id, day, grams, rev FROM weight
    WHERE dog_id = :dog_id ORDER BY day DESC, id DESC LIMIT :limit";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[INSERT, UPDATE, DELETE, OF_DOG];

/// An edit of a dog's weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WeightEdit {
    /// Notes a weight.
    Note(Weight),
    /// Saves one that was written down wrong.
    Correct(Weight),
    /// Takes one off the card.
    Remove(Weight),
}

fn from_row(row: &Row) -> rusqlite::Result<Weight> {
    Ok(Weight {
        id: row.get("id")?,
        dog_id: row.get("dog_id")?,
        day: day(row, "day")?,
        grams: row.get("grams")?,
        rev: row.get("rev")?,
    })
}

/// Notes a weight; the caller has begun an intent.
pub(super) fn insert(tx: &Transaction, weight: &Weight) -> Result<()> {
    tx.prepare_cached(INSERT)?.execute(named_params! {
        ":id": weight.id, ":dog_id": weight.dog_id, ":day": day_text(weight.day), ":grams": weight.grams,
    })?;
    Ok(())
}

pub(super) fn apply(tx: &Transaction, edit: &WeightEdit) -> Result<String> {
    let (WeightEdit::Note(weight) | WeightEdit::Correct(weight) | WeightEdit::Remove(weight)) = edit;
    let (dog, words) = (dog_name(tx, weight.dog_id)?, weight_words(weight.grams));
    let what = format!("the weight of {dog}");
    match edit {
        WeightEdit::Note(weight) => {
            insert(tx, weight)?;
            Ok(format!("{dog} weighs {words}"))
        }
        WeightEdit::Correct(weight) => {
            let count = tx.prepare_cached(UPDATE)?.execute(named_params! {
                ":id": weight.id, ":rev": weight.rev, ":day": day_text(weight.day), ":grams": weight.grams,
            })?;
            changed_rows(tx, count, "weight", &weight.id.to_string(), &what)?;
            Ok(format!("{dog} weighs {words}"))
        }
        WeightEdit::Remove(weight) => {
            let count = tx
                .prepare_cached(DELETE)?
                .execute(named_params! {":id": weight.id, ":rev": weight.rev})?;
            changed_rows(tx, count, "weight", &weight.id.to_string(), &what)?;
            Ok(format!("Took {words} off the card of {dog}"))
        }
    }
}

impl Store {
    /// At most `limit` weights of a dog, the newest first.
    pub fn weights_of(&self, dog_id: DogId, limit: usize) -> Result<Vec<Weight>> {
        let mut statement = self.connection.prepare_cached(OF_DOG)?;
        let rows = statement
            .query_map(
                named_params! {":dog_id": dog_id, ":limit": i64::try_from(limit).unwrap_or(i64::MAX)},
                from_row,
            )?
            .collect::<rusqlite::Result<_>>()?;
        Ok(rows)
    }
}
