//! Bookings that outlive a vaccine their work asks for.

use chrono::NaiveDate;
use rusqlite::{Row, named_params};

use super::is_due;
use crate::domain::client::full_name;
use crate::domain::id::{AppointmentId, DogId};
use crate::store::types::{day, day_text, optional_day};
use crate::store::{Result, Store};

const OUTLIVING: &str = concat!(
    "SELECT a.id AS id, a.dog_id AS dog_id, a.day AS day, a.start_min AS start_min, s.name AS service,
      d.first_name AS first_name, d.last_name AS last_name, v.name AS vaccine,
      c.first_name AS client_first, c.last_name AS client_last, c.phone AS phone,
      (SELECT max(x.until) FROM vaccination AS x WHERE x.dog_id = a.dog_id AND x.vaccine_id = v.id) AS until
    FROM appointment AS a
      CROSS JOIN dog AS d ON d.id = a.dog_id
      CROSS JOIN service AS s ON s.id = a.service_id
      CROSS JOIN vaccine_need AS r ON r.service_id IS NULL OR r.service_id = a.service_id OR EXISTS (
        SELECT 1 FROM appointment_add_on AS o WHERE o.appointment_id = a.id AND o.service_id = r.service_id)
      JOIN vaccine AS v ON v.id = r.vaccine_id
      LEFT JOIN client AS c ON c.id = d.client_id
    WHERE a.day >= :from AND a.status IN ('booked', 'confirmed') AND (:dog_id IS NULL OR a.dog_id = :dog_id)
      AND ",
    is_due!(),
    " ORDER BY a.day, a.start_min, a.id, v.position LIMIT 200"
);

#[cfg(test)]
pub(in crate::store) const STATEMENTS: &[&str] = &[OUTLIVING];

/// A booking whose dog will not have a vaccine any more that its work asks for.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Outliving {
    /// The booking.
    pub appointment_id: AppointmentId,
    /// Whose.
    pub dog_id: DogId,
    /// The dog's name.
    pub dog: String,
    /// The client's name; empty for a dog without a client.
    pub client: String,
    /// The client's phone number.
    pub phone: String,
    /// The day it is booked.
    pub day: NaiveDate,
    /// From when, in minutes since midnight.
    pub start_min: i64,
    /// What for.
    pub service: String,
    /// The vaccine.
    pub vaccine: String,
    /// Its last day; `None` when none is on the card.
    pub until: Option<NaiveDate>,
}

fn outliving_from_row(row: &Row) -> rusqlite::Result<Outliving> {
    let text = |column: &str| -> rusqlite::Result<String> {
        Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
    };
    Ok(Outliving {
        appointment_id: row.get("id")?,
        dog_id: row.get("dog_id")?,
        dog: full_name(&text("first_name")?, &text("last_name")?),
        client: full_name(&text("client_first")?, &text("client_last")?),
        phone: text("phone")?,
        day: day(row, "day")?,
        start_min: row.get("start_min")?,
        service: row.get("service")?,
        vaccine: row.get("vaccine")?,
        until: optional_day(row, "until")?,
    })
}

impl Store {
    /// Bookings from a day on that outlive a vaccine, of one dog or of all; at most 200, the next one first.
    pub fn outliving(&self, from: NaiveDate, dog_id: Option<DogId>) -> Result<Vec<Outliving>> {
        let mut statement = self.connection.prepare_cached(OUTLIVING)?;
        let mut rows = statement
            .query_map(
                named_params! {":from": day_text(from), ":dog_id": dog_id},
                outliving_from_row,
            )?
            .collect::<rusqlite::Result<Vec<Outliving>>>()?;
        // Two rules may ask for one vaccine.
        rows.dedup();
        Ok(rows)
    }
}
