//! The price list in the file, and what one dog takes and pays.

use chrono::NaiveDate;
use rusqlite::{Connection, Row, Transaction, named_params};

use super::appointment::dog_name;
use super::error::Result;
use super::types::{day, day_text};
use super::{Store, changed_rows};
use crate::domain::clock::short_day;
use crate::domain::how_big::HowBig;
use crate::domain::id::{DogId, ServiceId};
use crate::domain::price::{OwnRate, Promised, Rate};
use crate::domain::rejection::Rejection;
use crate::domain::text;
use crate::store::journal::By;

const ALL: &str =
    "SELECT id, service_id, size, coat, valid_from, minutes, stay_minutes, price_cents, rev FROM rate
    ORDER BY valid_from, service_id, size, coat";
const INSERT: &str =
    "INSERT INTO rate (id, service_id, size, coat, valid_from, minutes, stay_minutes, price_cents)
    VALUES (:id, :service_id, :size, :coat, :valid_from, :minutes, :stay_minutes, :price_cents)";
const UPDATE: &str =
    "UPDATE rate SET minutes = :minutes, stay_minutes = :stay_minutes, price_cents = :price_cents,
      rev = rev + 1
    WHERE id = :id AND rev = :rev";
const DELETE: &str = "DELETE FROM rate WHERE id = :id AND rev = :rev";
const SAME: &str =
    "SELECT count(*) AS n FROM rate WHERE service_id = :service_id AND valid_from = :valid_from
      AND size IS :size AND coat IS :coat";
const SERVICE: &str = "SELECT name FROM service WHERE id = :id";
const OWN: &str = "SELECT id, dog_id, service_id, minutes, stay_minutes, price_cents, note, rev FROM own_rate
    WHERE dog_id = :dog_id";
const INSERT_OWN: &str =
    "INSERT INTO own_rate (id, dog_id, service_id, minutes, stay_minutes, price_cents, note)
    VALUES (:id, :dog_id, :service_id, :minutes, :stay_minutes, :price_cents, :note)";
const UPDATE_OWN: &str = "UPDATE own_rate SET minutes = :minutes, stay_minutes = :stay_minutes,
      price_cents = :price_cents, note = :note, rev = rev + 1
    WHERE id = :id AND rev = :rev";
const DELETE_OWN: &str = "DELETE FROM own_rate WHERE id = :id AND rev = :rev";

const PROMISED: &str =
    "SELECT a.day AS day, a.service_id AS service_id, d.size AS size, d.breed AS breed, d.coat AS coat
    FROM appointment AS a JOIN dog AS d ON d.id = a.dog_id
    WHERE a.day >= :from AND a.status IN ('booked', 'confirmed')";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    ALL, INSERT, UPDATE, DELETE, SAME, SERVICE, OWN, INSERT_OWN, UPDATE_OWN, DELETE_OWN, PROMISED,
];

/// An edit of the price list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RateEdit {
    /// Adds rows: a new list from a day on, or a part of one.
    Add(Vec<Rate>),
    /// Saves a row with other minutes or another price.
    Save(Rate),
    /// Takes a row off the list.
    Remove(Rate),
}

/// An edit of what one dog takes and pays for a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnRateEdit {
    /// Adds it.
    Add(OwnRate),
    /// Saves it; one that says nothing any more goes, and the list counts again.
    Save(OwnRate),
}

fn from_row(row: &Row) -> rusqlite::Result<Rate> {
    Ok(Rate {
        id: row.get("id")?,
        service_id: row.get("service_id")?,
        size: row.get("size")?,
        coat: row.get("coat")?,
        valid_from: day(row, "valid_from")?,
        minutes: row.get("minutes")?,
        stay_minutes: row.get("stay_minutes")?,
        price_cents: row.get("price_cents")?,
        rev: row.get("rev")?,
    })
}

fn own_from_row(row: &Row) -> rusqlite::Result<OwnRate> {
    Ok(OwnRate {
        id: row.get("id")?,
        dog_id: row.get("dog_id")?,
        service_id: row.get("service_id")?,
        minutes: row.get("minutes")?,
        stay_minutes: row.get("stay_minutes")?,
        price_cents: row.get("price_cents")?,
        note: row.get("note")?,
        rev: row.get("rev")?,
    })
}

/// Refuses times that no appointment could have.
fn check(minutes: i64, stay_minutes: i64) -> Result<()> {
    let wrong = if !(5..=720).contains(&minutes) || minutes % 5 != 0 {
        "a service takes 5 to 720 minutes, in steps of 5"
    } else if stay_minutes < minutes || stay_minutes > 1435 {
        "the stay cannot be shorter than the work, nor longer than a day"
    } else {
        return Ok(());
    };
    Err(Rejection::Invalid(wrong.to_owned()).into())
}

fn service_name(connection: &Connection, id: ServiceId) -> Result<String> {
    let mut statement = connection.prepare_cached(SERVICE)?;
    let mut names = statement.query_map(named_params! {":id": id}, |row| row.get("name"))?;
    match names.next() {
        Some(name) => Ok(name?),
        None => Err(Rejection::Missing("that service".to_owned()).into()),
    }
}

/// Puts a row on the list; two for the same dogs from the same day would leave open which one counts.
pub(super) fn insert(tx: &Transaction, rate: &Rate) -> Result<()> {
    check(rate.minutes, rate.stay_minutes)?;
    let valid_from = day_text(rate.valid_from);
    let same: i64 = tx.prepare_cached(SAME)?.query_one(
        named_params! {":service_id": rate.service_id, ":valid_from": valid_from, ":size": rate.size,
        ":coat": rate.coat},
        |row| row.get("n"),
    )?;
    if same > 0 {
        return Err(Rejection::InUse(format!(
            "{} has a price for {} from {} on already; change that one, or choose another day",
            service_name(tx, rate.service_id)?,
            rate.whom(),
            rate.valid_from.format("%-d %b %Y"),
        ))
        .into());
    }
    tx.prepare_cached(INSERT)?.execute(named_params! {
        ":id": rate.id, ":service_id": rate.service_id, ":size": rate.size, ":coat": rate.coat,
        ":valid_from": valid_from, ":minutes": rate.minutes, ":stay_minutes": rate.stay_minutes,
        ":price_cents": rate.price_cents,
    })?;
    Ok(())
}

impl Store {
    /// The work that is booked from a day on and not begun, at the prices that were promised.
    pub fn promised_from(&self, from: NaiveDate) -> Result<Vec<Promised>> {
        let mut statement = self.connection.prepare_cached(PROMISED)?;
        let mut rows = statement.query(named_params! {":from": day_text(from)})?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let breed: String = row.get("breed")?;
            found.push(Promised {
                day: day(row, "day")?,
                service_id: row.get("service_id")?,
                how_big: HowBig::of(row.get("size")?, &breed),
                coat: row.get("coat")?,
            });
        }
        Ok(found)
    }
}

/// `Full groom, small`, or only the service where the row is for any dog.
fn told(tx: &Transaction, rate: &Rate) -> Result<String> {
    let service = service_name(tx, rate.service_id)?;
    Ok(match (rate.size, rate.coat) {
        (None, None) => service,
        _ => format!("{service}, {}", rate.whom()),
    })
}

pub(super) fn apply(tx: &Transaction, edit: &RateEdit, by: &By) -> Result<String> {
    match edit {
        RateEdit::Add(rates) => {
            for rate in rates {
                insert(tx, rate)?;
            }
            let Some(first) = rates.first() else {
                let nothing = "there is no price to add; fill in the first one".to_owned();
                return Err(Rejection::Invalid(nothing).into());
            };
            let from = short_day(first.valid_from, by.at.date());
            Ok(if rates.len() == 1 {
                format!("New price of {} from {from}", told(tx, first)?)
            } else if rates.iter().all(|rate| rate.service_id == first.service_id) {
                format!(
                    "New prices of {} from {from}",
                    service_name(tx, first.service_id)?
                )
            } else {
                format!("New price list from {from}")
            })
        }
        RateEdit::Save(rate) => {
            check(rate.minutes, rate.stay_minutes)?;
            let count = tx.prepare_cached(UPDATE)?.execute(named_params! {
                ":id": rate.id, ":minutes": rate.minutes, ":stay_minutes": rate.stay_minutes,
                ":price_cents": rate.price_cents, ":rev": rate.rev,
            })?;
            let told = told(tx, rate)?;
            changed_rows(
                tx,
                count,
                "rate",
                &rate.id.to_string(),
                &format!("The price of {told}"),
            )?;
            Ok(format!("Changed the price of {told}"))
        }
        RateEdit::Remove(rate) => {
            let count = tx
                .prepare_cached(DELETE)?
                .execute(named_params! {":id": rate.id, ":rev": rate.rev})?;
            let told = told(tx, rate)?;
            changed_rows(
                tx,
                count,
                "rate",
                &rate.id.to_string(),
                &format!("The price of {told}"),
            )?;
            Ok(format!("Took the price of {told} off the list"))
        }
    }
}

pub(super) fn insert_own(tx: &Transaction, own: &OwnRate) -> Result<()> {
    tx.prepare_cached(INSERT_OWN)?.execute(named_params! {
        ":id": own.id, ":dog_id": own.dog_id, ":service_id": own.service_id, ":minutes": own.minutes,
        ":stay_minutes": own.stay_minutes, ":price_cents": own.price_cents,
        ":note": text::clean(&own.note, text::REASON),
    })?;
    Ok(())
}

pub(super) fn apply_own(tx: &Transaction, edit: &OwnRateEdit) -> Result<String> {
    let (OwnRateEdit::Add(own) | OwnRateEdit::Save(own)) = edit;
    if let Some(minutes) = own.minutes {
        check(minutes, own.stay_minutes.unwrap_or(minutes))?;
    }
    let (dog, service) = (dog_name(tx, own.dog_id)?, service_name(tx, own.service_id)?);
    let says_nothing = own.minutes.is_none() && own.stay_minutes.is_none() && own.price_cents.is_none();
    if let OwnRateEdit::Add(_) = edit {
        if says_nothing {
            let nothing = format!("fill in minutes or a price that {dog} has of its own");
            return Err(Rejection::Invalid(nothing).into());
        }
        insert_own(tx, own)?;
        return Ok(format!("{dog} has its own {service}"));
    }
    let count = if says_nothing {
        tx.prepare_cached(DELETE_OWN)?
            .execute(named_params! {":id": own.id, ":rev": own.rev})?
    } else {
        tx.prepare_cached(UPDATE_OWN)?.execute(named_params! {
            ":id": own.id, ":minutes": own.minutes, ":stay_minutes": own.stay_minutes,
            ":price_cents": own.price_cents, ":note": text::clean(&own.note, text::REASON), ":rev": own.rev,
        })?
    };
    let what = format!("What {dog} pays");
    changed_rows(tx, count, "own_rate", &own.id.to_string(), &what)?;
    Ok(if says_nothing {
        format!("{service} for {dog} is as listed again")
    } else {
        format!("Changed what {service} is for {dog}")
    })
}

impl Store {
    /// The whole price list, the oldest rows first, those that do not count yet included.
    pub fn rates(&self) -> Result<Vec<Rate>> {
        let mut statement = self.connection.prepare_cached(ALL)?;
        let rates = statement
            .query_map([], from_row)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(rates)
    }

    /// What a dog takes and pays whatever the list says.
    pub fn own_rates(&self, dog_id: DogId) -> Result<Vec<OwnRate>> {
        let mut statement = self.connection.prepare_cached(OWN)?;
        let rates = statement
            .query_map(named_params! {":dog_id": dog_id}, own_from_row)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(rates)
    }
}
