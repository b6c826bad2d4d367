//! What the cards of a dog and its client say before a booking, in a few reads.

use rusqlite::{OptionalExtension, named_params};

use super::Store;
use super::dog::line_from_row;
use super::error::Result;
use super::types::optional_day;
use crate::domain::care::Care;
use crate::domain::client::phone_tail;
use crate::domain::dog::Alerts;
use crate::domain::id::DogId;
use crate::domain::vaccine::Vaccinated;

const CARDS: &str = "SELECT d.bites AS bites, d.muzzle AS muzzle, d.heart AS heart, d.seizures AS seizures,
      d.temperament AS temperament, d.allergies AS allergies, d.coat AS coat, d.waiver AS waiver,
      iif(d.do_not_book <> '', d.do_not_book, coalesce(c.do_not_book, '')) AS do_not_book,
      d.do_not_book = '' AS refused_by_client, coalesce(c.owes_cents, 0) AS owes_cents, coalesce(c.deposit_cents, 0) AS deposit_cents,
      (SELECT count(*) FROM appointment AS n WHERE n.dog_id = d.id AND n.status = 'no_show') AS no_shows
    FROM dog AS d LEFT JOIN client AS c ON c.id = d.client_id
    WHERE d.id = :dog_id";
const NAMESAKES: &str =
    "SELECT d.id AS id, d.first_name AS first_name, d.last_name AS last_name, d.breed AS breed,
      d.client_id AS client_id, c.first_name AS client_first, c.last_name AS client_last, c.phone AS phone
    FROM dog AS d LEFT JOIN client AS c ON c.id = d.client_id
    WHERE d.name_order = (SELECT name_order FROM dog WHERE id = :dog_id) AND d.id <> :dog_id
    ORDER BY d.id LIMIT 2";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[CARDS, NAMESAKES];

impl Store {
    /// What must be known before a dog is booked; nothing for a dog that is gone.
    pub fn care(&self, dog_id: DogId) -> Result<Care> {
        let of_dog = named_params! {":dog_id": dog_id};
        let care = self
            .connection
            .prepare_cached(CARDS)?
            .query_row(of_dog, |row| {
                Ok(Care {
                    do_not_book: row.get("do_not_book")?,
                    refused_by_client: row.get("refused_by_client")?,
                    alerts: Alerts {
                        bites: row.get("bites")?,
                        muzzle: row.get("muzzle")?,
                        heart: row.get("heart")?,
                        seizures: row.get("seizures")?,
                    },
                    temperament: row.get("temperament")?,
                    allergies: row.get("allergies")?,
                    coat: row.get("coat")?,
                    waiver: optional_day(row, "waiver")?,
                    vaccinated: Vaccinated::default(),
                    owes_cents: row.get("owes_cents")?,
                    deposit_cents: row.get("deposit_cents")?,
                    no_shows: row.get("no_shows")?,
                    namesakes: Vec::new(),
                })
            })
            .optional()?;
        let Some(care) = care else {
            return Ok(Care::default());
        };
        let mut statement = self.connection.prepare_cached(NAMESAKES)?;
        let others = statement.query_map(of_dog, |row| line_from_row(row))?;
        let mut namesakes = Vec::new();
        for other in others {
            let other = other?;
            let tail = phone_tail(&other.phone);
            let mut told = Vec::new();
            if !other.breed.is_empty() {
                told.push(other.breed.clone());
            }
            told.push(match (other.client.is_empty(), tail.is_empty()) {
                (true, _) => "no client yet".to_owned(),
                (false, true) => other.client.clone(),
                (false, false) => format!("{} ..{tail}", other.client),
            });
            namesakes.push(format!("{} ({})", other.name(), told.join(", ")));
        }
        Ok(Care {
            namesakes,
            vaccinated: self.vaccinated(dog_id)?,
            ..care
        })
    }
}
