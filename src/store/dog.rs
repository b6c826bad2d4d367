//! Dogs in the file.

use rusqlite::{OptionalExtension, Row, Transaction, named_params};

use super::client;
use super::columns::{Columns, Names};
use super::error::Result;
use super::types::{day_text, optional_day};
use super::{Store, changed_rows, merge, spelling};
use crate::domain::client::{Client, full_name};
use crate::domain::dog::{Alerts, Dog};
use crate::domain::id::{ClientId, DogId};
use crate::domain::rejection::Rejection;
use crate::domain::text;

const INSERT: &str =
    "INSERT INTO dog (id, client_id, first_name, last_name, breed, size, coat, sex, birth, age, age_told,
      temperament, bites, muzzle, heart, seizures, allergies, medication, vet, waiver, rebook_weeks, do_not_book, chip, note)
    VALUES (:id, :client_id, :first_name, :last_name, :breed, :size, :coat, :sex, :birth, :age, :age_told,
      :temperament, :bites, :muzzle, :heart, :seizures, :allergies, :medication, :vet, :waiver, :rebook_weeks, :do_not_book,
      :chip, :note)";
const UPDATE: &str =
    "UPDATE dog SET client_id = :client_id, first_name = :first_name, last_name = :last_name,
      breed = :breed, size = :size, coat = :coat, sex = :sex, birth = :birth, age = :age, age_told = :age_told,
      temperament = :temperament, bites = :bites, muzzle = :muzzle, heart = :heart, seizures = :seizures,
      allergies = :allergies, medication = :medication, vet = :vet, waiver = :waiver, rebook_weeks = :rebook_weeks,
      do_not_book = :do_not_book, chip = :chip, note = :note, rev = rev + 1
    WHERE id = :id AND rev = :rev";
const SELECT: &str =
    "SELECT id, client_id, first_name, last_name, breed, size, coat, sex, birth, age, age_told, temperament,
      bites, muzzle, heart, seizures, allergies, medication, vet, waiver, rebook_weeks, do_not_book, chip, note, rev
    FROM dog WHERE id = :id";
const OF_CLIENT: &str =
    "SELECT id, client_id, first_name, last_name, breed, size, coat, sex, birth, age, age_told, temperament,
      bites, muzzle, heart, seizures, allergies, medication, vet, waiver, rebook_weeks, do_not_book, chip, note, rev
    FROM dog WHERE client_id = :client_id ORDER BY first_name COLLATE NOCASE, id LIMIT 50";
const PAGE_AFTER: &str =
    "SELECT d.id AS id, d.first_name AS first_name, d.last_name AS last_name, d.breed AS breed,
      d.client_id AS client_id, c.first_name AS client_first, c.last_name AS client_last, c.phone AS phone
    FROM dog AS d LEFT JOIN client AS c ON c.id = d.client_id
    WHERE (d.name_order, d.id) > (:name, :id) ORDER BY d.name_order, d.id LIMIT :limit";
const PAGE_BEFORE: &str =
    "SELECT d.id AS id, d.first_name AS first_name, d.last_name AS last_name, d.breed AS breed,
      d.client_id AS client_id, c.first_name AS client_first, c.last_name AS client_last, c.phone AS phone
    FROM dog AS d LEFT JOIN client AS c ON c.id = d.client_id
    WHERE (d.name_order, d.id) < (:name, :id) ORDER BY d.name_order DESC, d.id DESC LIMIT :limit";
const COUNT: &str = "SELECT count(*) AS n FROM dog";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[INSERT, UPDATE, SELECT, OF_CLIENT, PAGE_AFTER, PAGE_BEFORE, COUNT];

/// An edit of one dog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DogEdit {
    /// Puts a new dog into the book, with its client when that one is new as well.
    Add {
        /// The dog.
        dog: Dog,
        /// Its client, when new.
        client: Option<Client>,
    },
    /// Saves a changed card.
    Save(Dog),
    /// Saves a changed card of a dog whose client is new.
    SaveWithClient {
        /// The dog.
        dog: Dog,
        /// Its client.
        client: Client,
    },
    /// Makes two cards one: all that the other dog had goes to the one that is kept.
    Merge {
        /// The dog that is kept, as its card reads from now on.
        kept: Dog,
        /// The dog whose card goes, as it was seen.
        gone: Dog,
    },
}

/// A dog as lists and find show it: never a name alone, since names repeat.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct DogLine {
    /// The dog.
    pub id: DogId,
    /// Its client, if it has one yet.
    pub client_id: Option<ClientId>,
    /// The dog's first name.
    pub first_name: String,
    /// The dog's last name.
    pub last_name: String,
    /// Breed or mix.
    pub breed: String,
    /// The client's name; empty for a dog without a client.
    pub client: String,
    /// The client's phone number.
    pub phone: String,
}

impl DogLine {
    /// `Bella Moreira`.
    #[must_use]
    pub fn name(&self) -> String {
        full_name(&self.first_name, &self.last_name)
    }
}

pub(super) fn line_from_row(row: &impl Columns) -> rusqlite::Result<DogLine> {
    let client_first: Option<String> = row.column("client_first")?;
    let client_last: Option<String> = row.column("client_last")?;
    Ok(DogLine {
        id: row.column("id")?,
        client_id: row.column("client_id")?,
        first_name: row.column("first_name")?,
        last_name: row.column("last_name")?,
        breed: row.column("breed")?,
        client: full_name(
            &client_first.unwrap_or_default(),
            &client_last.unwrap_or_default(),
        ),
        phone: row.column::<Option<String>>("phone")?.unwrap_or_default(),
    })
}

fn from_row(row: &Row) -> rusqlite::Result<Dog> {
    Ok(Dog {
        id: row.get("id")?,
        client_id: row.get("client_id")?,
        first_name: row.get("first_name")?,
        last_name: row.get("last_name")?,
        breed: row.get("breed")?,
        size: row.get("size")?,
        coat: row.get("coat")?,
        sex: row.get("sex")?,
        birth: optional_day(row, "birth")?,
        age: row.get("age")?,
        age_told: optional_day(row, "age_told")?,
        temperament: row.get("temperament")?,
        alerts: Alerts {
            bites: row.get("bites")?,
            muzzle: row.get("muzzle")?,
            heart: row.get("heart")?,
            seizures: row.get("seizures")?,
        },
        allergies: row.get("allergies")?,
        medication: row.get("medication")?,
        vet: row.get("vet")?,
        waiver: optional_day(row, "waiver")?,
        rebook_weeks: row.get("rebook_weeks")?,
        do_not_book: row.get("do_not_book")?,
        chip: row.get("chip")?,
        note: row.get("note")?,
        rev: row.get("rev")?,
    })
}

fn cleaned(dog: &Dog) -> Result<Dog> {
    let cleaned = Dog {
        first_name: text::clean(&dog.first_name, text::NAME),
        last_name: text::clean(&dog.last_name, text::NAME),
        breed: text::clean(&dog.breed, text::NAME),
        allergies: text::clean(&dog.allergies, text::ALLERGIES),
        medication: text::clean(&dog.medication, text::LINE),
        vet: text::clean(&dog.vet, text::CONTACT),
        do_not_book: text::clean(&dog.do_not_book, text::REASON),
        chip: text::clean(&dog.chip, text::CHIP),
        note: text::clean(&dog.note, text::NOTE),
        ..dog.clone()
    };
    if cleaned.first_name.is_empty() {
        return Err(Rejection::Invalid("a dog needs a name".to_owned()).into());
    }
    Ok(cleaned)
}

/// Puts a dog into the file; the caller has begun an intent.
pub(super) fn insert(tx: &Transaction, dog: &Dog) -> Result<String> {
    let dog = cleaned(dog)?;
    tx.prepare_cached(INSERT)?.execute(named_params! {
        ":id": dog.id, ":client_id": dog.client_id, ":first_name": dog.first_name, ":last_name": dog.last_name,
        ":breed": dog.breed, ":size": dog.size, ":coat": dog.coat, ":sex": dog.sex, ":birth": dog.birth.map(day_text),
        ":age": dog.age, ":age_told": dog.age_told.map(day_text), ":temperament": dog.temperament,
        ":bites": dog.alerts.bites, ":muzzle": dog.alerts.muzzle, ":heart": dog.alerts.heart,
        ":seizures": dog.alerts.seizures, ":allergies": dog.allergies,
        ":medication": dog.medication, ":vet": dog.vet, ":waiver": dog.waiver.map(day_text),
        ":rebook_weeks": dog.rebook_weeks, ":do_not_book": dog.do_not_book, ":chip": dog.chip, ":note": dog.note,
    })?;
    spelling::learn(tx, &[&dog.first_name, &dog.last_name])?;
    Ok(format!("Added {}", dog.name()))
}

pub(super) fn apply(tx: &Transaction, edit: &DogEdit) -> Result<String> {
    match edit {
        DogEdit::Add { dog, client } => {
            let Some(client) = client else {
                return insert(tx, dog);
            };
            client::insert(tx, client)?;
            let label = insert(tx, dog)?;
            Ok(format!("{label} of {}", client.name()))
        }
        DogEdit::Merge { kept, gone } => merge::dogs(tx, kept, gone),
        DogEdit::SaveWithClient { dog, client } => {
            client::insert(tx, client)?;
            let label = apply(tx, &DogEdit::Save(dog.clone()))?;
            Ok(format!("{label}, now of {}", client.name()))
        }
        DogEdit::Save(dog) => {
            let dog = cleaned(dog)?;
            let count = tx.prepare_cached(UPDATE)?.execute(named_params! {
                ":id": dog.id, ":client_id": dog.client_id, ":first_name": dog.first_name,
                ":last_name": dog.last_name, ":breed": dog.breed, ":size": dog.size, ":coat": dog.coat, ":sex": dog.sex,
                ":birth": dog.birth.map(day_text), ":age": dog.age, ":age_told": dog.age_told.map(day_text),
                ":temperament": dog.temperament, ":bites": dog.alerts.bites, ":muzzle": dog.alerts.muzzle,
                ":heart": dog.alerts.heart, ":seizures": dog.alerts.seizures, ":allergies": dog.allergies,
                ":medication": dog.medication, ":vet": dog.vet, ":waiver": dog.waiver.map(day_text),
        ":rebook_weeks": dog.rebook_weeks, ":do_not_book": dog.do_not_book, ":chip": dog.chip, ":note": dog.note,
                ":rev": dog.rev,
            })?;
            changed_rows(tx, count, "dog", &dog.id.to_string(), &dog.name())?;
            spelling::learn(tx, &[&dog.first_name, &dog.last_name])?;
            Ok(format!("Changed {}", dog.name()))
        }
    }
}

/// Where a name stands in a list, as the file's `name_order` has it; the first word is what the list goes by.
pub(super) fn name_order(first: &str, then: &str) -> String {
    format!("{first} {then}").to_ascii_lowercase()
}

impl Store {
    /// One dog by id.
    pub fn dog(&self, id: DogId) -> Result<Option<Dog>> {
        Ok(self
            .connection
            .prepare_cached(SELECT)?
            .query_row(named_params! {":id": id}, from_row)
            .optional()?)
    }

    /// The dogs of one client by name, at most 50.
    pub fn dogs_of(&self, client_id: ClientId) -> Result<Vec<Dog>> {
        let mut statement = self.connection.prepare_cached(OF_CLIENT)?;
        let dogs = statement
            .query_map(named_params! {":client_id": client_id}, from_row)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(dogs)
    }

    /// At most `limit` dogs by name, after one or from the first.
    pub fn dogs_after(&self, after: Option<&DogLine>, limit: usize) -> Result<Vec<DogLine>> {
        self.dog_page(PAGE_AFTER, after, limit)
    }

    /// At most `limit` dogs before one, nearest first.
    pub fn dogs_before(&self, before: &DogLine, limit: usize) -> Result<Vec<DogLine>> {
        self.dog_page(PAGE_BEFORE, Some(before), limit)
    }

    fn dog_page(&self, sql: &str, from: Option<&DogLine>, limit: usize) -> Result<Vec<DogLine>> {
        let (name, id) = from
            .map(|dog| (name_order(&dog.first_name, &dog.last_name), dog.id.to_string()))
            .unwrap_or_default();
        let mut statement = self.connection.prepare_cached(sql)?;
        let names = Names::of(&statement);
        let rows = statement
            .query_map(
                named_params! {":name": name, ":id": id,
                ":limit": i64::try_from(limit).unwrap_or(i64::MAX)},
                |row| line_from_row(&names.row(row)),
            )?
            .collect::<rusqlite::Result<_>>()?;
        Ok(rows)
    }

    /// How many dogs the file holds; reads an index from end to end, so not for every key.
    pub fn count_dogs(&self) -> Result<i64> {
        Ok(self
            .connection
            .prepare_cached(COUNT)?
            .query_one([], |row| row.get("n"))?)
    }
}
