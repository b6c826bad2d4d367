//! The waiting list as one reads it: a line each, with all that a call needs.

use chrono::NaiveDate;
use rusqlite::{Row, named_params};

use super::{offers_of, on_top};
use crate::domain::client::full_name;
use crate::domain::id::ClientId;
use crate::domain::status::Status;
use crate::domain::waitlist::{Offered, Wait};
use crate::store::Store;
use crate::store::error::Result;
use crate::store::types::{day_text, optional_day};

// Who has an appointment that is to come sooner, or whose new time is not told yet, waits as long as it stands. The moment always says something; asking for
// it makes the engine walk the index of those who wait and nothing else.
const WAITING: &str =
    "SELECT w.id AS id, w.dog_id AS dog_id, w.service_id AS service_id, w.groomer_id AS groomer_id,
      w.appointment_id AS appointment_id, w.minutes AS minutes, w.first_day AS first_day, w.last_day AS last_day,
      w.weekdays AS weekdays, w.from_min AS from_min, w.before_min AS before_min, w.note AS note, w.call AS call,
      w.state AS state, w.asked_at AS asked_at, w.rev AS rev,
      d.first_name AS dog_first, d.last_name AS dog_last, d.breed AS breed, d.client_id AS client_id,
      c.first_name AS client_first, c.last_name AS client_last, c.phone AS phone,
      s.name AS service, g.name AS groomer, a.day AS booked_day, a.start_min AS booked_min, a.status AS booked_status,
      h.name AS booked_with
    FROM waitlist AS w
      JOIN dog AS d ON d.id = w.dog_id
      JOIN service AS s ON s.id = w.service_id
      LEFT JOIN client AS c ON c.id = d.client_id
      LEFT JOIN groomer AS g ON g.id = w.groomer_id
      LEFT JOIN appointment AS a ON a.id = w.appointment_id
      LEFT JOIN groomer AS h ON h.id = a.groomer_id
    WHERE w.state = 'waiting' AND w.asked_at > '' AND (w.appointment_id IS NULL
      OR (w.call = 1 AND a.status IN ('cancelled', 'no_show'))
      OR (a.status IN ('booked', 'confirmed') AND a.day >= :today))
    ORDER BY w.call DESC, w.asked_at, w.id LIMIT :limit";

#[cfg(test)]
pub(in crate::store) const STATEMENTS: &[&str] = &[WAITING];

/// More than anybody works through; a longer list shows who waits longest.
const MOST: i64 = 500;

/// Somebody who waits, with all that a list and a call need.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct WaitLine {
    /// Who waits, and for what.
    #[serde(flatten)]
    pub wait: Wait,
    /// The dog's full name.
    pub dog: String,
    /// Breed or mix.
    pub breed: String,
    /// The client, if the dog has one yet.
    pub client_id: Option<ClientId>,
    /// The client's name.
    pub client: String,
    /// The client's phone number.
    pub phone: String,
    /// What for.
    pub service: String,
    /// With whom, when that was wished.
    pub groomer: Option<String>,
    /// When the appointment is that is to come sooner, or was that the salon called off.
    pub booked: Option<(NaiveDate, i64)>,
    /// With whom that is or was.
    pub booked_with: Option<String>,
    /// Whether that appointment stands.
    pub stands: bool,
    /// The times that were offered, in the order of the calls.
    pub offers: Vec<Offered>,
}

impl WaitLine {
    /// Whether the salon has moved an appointment and its client does not know yet.
    #[must_use]
    pub const fn has_moved(&self) -> bool {
        self.wait.call && self.stands
    }
}

fn from_row(row: &Row) -> rusqlite::Result<WaitLine> {
    let dog_first: String = row.get("dog_first")?;
    let client_first: Option<String> = row.get("client_first")?;
    let client_last: Option<String> = row.get("client_last")?;
    let booked_min: Option<i64> = row.get("booked_min")?;
    Ok(WaitLine {
        wait: super::from_row(row)?,
        dog: full_name(&dog_first, &row.get::<_, String>("dog_last")?),
        breed: row.get("breed")?,
        client_id: row.get("client_id")?,
        client: full_name(
            &client_first.unwrap_or_default(),
            &client_last.unwrap_or_default(),
        ),
        phone: row.get::<_, Option<String>>("phone")?.unwrap_or_default(),
        service: row.get("service")?,
        groomer: row.get("groomer")?,
        booked: optional_day(row, "booked_day")?.zip(booked_min),
        booked_with: row.get("booked_with")?,
        stands: row
            .get::<_, Option<Status>>("booked_status")?
            .is_some_and(Status::is_expected),
        offers: Vec::new(),
    })
}

impl Store {
    /// Who waits on a day, those who have to be called first, then who waits longest; without those whose appointment
    /// that was to come sooner is over or called off.
    pub fn waitlist(&self, today: NaiveDate) -> Result<Vec<WaitLine>> {
        let mut statement = self.connection.prepare_cached(WAITING)?;
        let mut lines = statement
            .query_map(
                named_params! {":today": day_text(today), ":limit": MOST},
                from_row,
            )?
            .collect::<rusqlite::Result<Vec<WaitLine>>>()?;
        for line in &mut lines {
            line.wait.add_ons = on_top::of(&self.connection, line.wait.id)?;
            line.offers = offers_of(&self.connection, line.wait.id)?;
        }
        Ok(lines)
    }
}
