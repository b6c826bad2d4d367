//! Two cards that are one dog or one client: everything of the one that goes moves to the one that is kept.

use rusqlite::{OptionalExtension, Transaction, named_params};

use super::error::Result;
use super::types::day;
use super::{Store, changed_rows, client, dog};
use crate::domain::client::Client;
use crate::domain::clock::hhmm;
use crate::domain::dog::Dog;
use crate::domain::id::{ClientId, DogId};
use crate::domain::merge::Moves;
use crate::domain::rejection::Rejection;

const CLASH: &str = "SELECT a.day AS day, a.start_min AS start_min
    FROM appointment AS a JOIN appointment AS b ON b.dog_id = :gone AND b.day = a.day
      AND b.start_min < a.end_min AND b.end_min > a.start_min
    WHERE a.dog_id = :kept AND a.status NOT IN ('no_show', 'cancelled') AND b.status NOT IN ('no_show', 'cancelled')
    ORDER BY a.day DESC LIMIT 1";
const APPOINTMENTS: &str = "UPDATE appointment SET dog_id = :kept, rev = rev + 1 WHERE dog_id = :gone";
const VACCINATIONS: &str = "UPDATE vaccination SET dog_id = :kept, rev = rev + 1 WHERE dog_id = :gone";
const WEIGHTS: &str = "UPDATE weight SET dog_id = :kept, rev = rev + 1 WHERE dog_id = :gone";
const SERIES: &str = "UPDATE series SET dog_id = :kept, rev = rev + 1 WHERE dog_id = :gone";
const WAITS: &str = "UPDATE waitlist SET dog_id = :kept, rev = rev + 1 WHERE dog_id = :gone";
// A dog has one rate of its own for a service: the kept card's counts.
const SAME_RATES: &str = "DELETE FROM own_rate WHERE dog_id = :gone
      AND service_id IN (SELECT service_id FROM own_rate WHERE dog_id = :kept)";
const RATES: &str = "UPDATE own_rate SET dog_id = :kept, rev = rev + 1 WHERE dog_id = :gone";
const DELETE_DOG: &str = "DELETE FROM dog WHERE id = :gone AND rev = :rev";
const DOGS: &str = "UPDATE dog SET client_id = :kept, rev = rev + 1 WHERE client_id = :gone";
const DELETE_CLIENT: &str = "DELETE FROM client WHERE id = :gone AND rev = :rev";
const COUNT_DOG: &str = "SELECT (SELECT count(*) FROM appointment WHERE dog_id = :gone) AS appointments,
      (SELECT count(*) FROM vaccination WHERE dog_id = :gone) AS vaccinations,
      (SELECT count(*) FROM weight WHERE dog_id = :gone) AS weights,
      (SELECT count(*) FROM waitlist WHERE dog_id = :gone) AS waits,
      (SELECT count(*) FROM own_rate WHERE dog_id = :gone) AS own_prices";
const COUNT_CLIENT: &str = "SELECT (SELECT count(*) FROM dog WHERE client_id = :gone) AS dogs,
      (SELECT count(*) FROM dog AS d JOIN appointment AS a ON a.dog_id = d.id WHERE d.client_id = :gone) AS appointments";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    CLASH,
    APPOINTMENTS,
    VACCINATIONS,
    WEIGHTS,
    SERIES,
    WAITS,
    SAME_RATES,
    RATES,
    DELETE_DOG,
    DOGS,
    DELETE_CLIENT,
    COUNT_DOG,
    COUNT_CLIENT,
];

fn one_and_the_same() -> super::StoreError {
    Rejection::Invalid("that is the same card; choose the other one".to_owned()).into()
}

/// Makes two dogs one. `kept` says how its card reads from now on.
pub(super) fn dogs(tx: &Transaction, kept: &Dog, gone: &Dog) -> Result<String> {
    if kept.id == gone.id {
        return Err(one_and_the_same());
    }
    let clash = tx
        .prepare_cached(CLASH)?
        .query_row(named_params! {":kept": kept.id, ":gone": gone.id}, |row| {
            Ok((day(row, "day")?, row.get("start_min")?))
        })
        .optional()?;
    if let Some((day, start_min)) = clash {
        let when = format!("{} {}", day.format("%a %-d %b %Y"), hhmm(start_min));
        return Err(Rejection::InUse(format!(
            "both are booked on {when}, and one dog cannot be in two places: move or cancel one of them first"
        ))
        .into());
    }
    for sql in [
        APPOINTMENTS,
        VACCINATIONS,
        WEIGHTS,
        SERIES,
        WAITS,
        SAME_RATES,
        RATES,
    ] {
        tx.prepare_cached(sql)?
            .execute(named_params! {":kept": kept.id, ":gone": gone.id})?;
    }
    let count = tx
        .prepare_cached(DELETE_DOG)?
        .execute(named_params! {":gone": gone.id, ":rev": gone.rev})?;
    changed_rows(tx, count, "dog", &gone.id.to_string(), &gone.name())?;
    dog::apply(tx, &dog::DogEdit::Save(kept.clone()))?;
    Ok(if gone.name() == kept.name() {
        format!("Merged two cards of {}", kept.name())
    } else {
        format!("Merged {} into {}", gone.name(), kept.name())
    })
}

/// Makes two clients one. `kept` says how its card reads from now on.
pub(super) fn clients(tx: &Transaction, kept: &Client, gone: &Client) -> Result<String> {
    if kept.id == gone.id {
        return Err(one_and_the_same());
    }
    tx.prepare_cached(DOGS)?
        .execute(named_params! {":kept": kept.id, ":gone": gone.id})?;
    let count = tx
        .prepare_cached(DELETE_CLIENT)?
        .execute(named_params! {":gone": gone.id, ":rev": gone.rev})?;
    changed_rows(tx, count, "client", &gone.id.to_string(), &gone.name())?;
    client::apply(tx, &client::ClientEdit::Save(kept.clone()))?;
    Ok(if gone.name() == kept.name() {
        format!("Merged two cards of client {}", kept.name())
    } else {
        format!("Merged client {} into {}", gone.name(), kept.name())
    })
}

impl Store {
    /// What would come over from a dog's card that is merged into another one.
    pub fn moves_with_dog(&self, gone: DogId) -> Result<Moves> {
        let mut statement = self.connection.prepare_cached(COUNT_DOG)?;
        Ok(statement.query_one(named_params! {":gone": gone}, |row| {
            Ok(Moves {
                dogs: 0,
                appointments: row.get("appointments")?,
                vaccinations: row.get("vaccinations")?,
                weights: row.get("weights")?,
                waits: row.get("waits")?,
                own_prices: row.get("own_prices")?,
            })
        })?)
    }

    /// What would come over from a client's card that is merged into another one.
    pub fn moves_with_client(&self, gone: ClientId) -> Result<Moves> {
        let mut statement = self.connection.prepare_cached(COUNT_CLIENT)?;
        Ok(statement.query_one(named_params! {":gone": gone}, |row| {
            Ok(Moves {
                dogs: row.get("dogs")?,
                appointments: row.get("appointments")?,
                ..Moves::default()
            })
        })?)
    }
}
