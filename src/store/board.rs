//! A day's appointments with everything a block on the board shows, in one query.

use chrono::{Days, NaiveDate};
use rusqlite::named_params;

use super::Store;
use super::appointment;
use super::columns::{Columns, Names};
use super::error::Result;
use super::types::{self, day_text};
use super::vaccine::is_due;
use crate::domain::appointment::Appointment;
use crate::domain::client::full_name;
use crate::domain::dog::{Alerts, DO_NOT_BOOK, UNSIGNED, alert_letters};
use crate::domain::id::ClientId;
use crate::domain::schedule::Workday;
use crate::domain::service::with_add_ons;
use crate::domain::status::Status;

const DAY: &str = concat!(
    "SELECT a.id AS id, a.dog_id AS dog_id, a.groomer_id AS groomer_id, a.service_id AS service_id,
      a.lane AS lane, a.day AS day, a.start_min AS start_min, a.end_min AS end_min, a.pickup_min AS pickup_min,
      a.status AS status, a.price_cents AS price_cents, a.cancel_reason AS cancel_reason, a.note AS note,
      a.drop_off_min AS drop_off_min, a.over_reason AS over_reason, a.visit_id AS visit_id, a.series_id AS series_id,
      a.rev AS rev, a.arrived_at AS arrived_at, a.ready_at AS ready_at,
      d.first_name AS dog_first, d.last_name AS dog_last, d.breed AS breed, d.client_id AS client_id,
      d.bites AS bites, d.muzzle AS muzzle, d.heart AS heart, d.seizures AS seizures, d.allergies AS allergies,
      d.note AS dog_note, iif(d.do_not_book <> '', d.do_not_book, coalesce(c.do_not_book, '')) AS do_not_book,
      c.first_name AS client_first, c.last_name AS client_last, c.phone AS phone,
      coalesce(c.owes_cents, 0) AS owes_cents, s.name AS service, g.name AS groomer,
      (SELECT group_concat(name, char(31)) FROM (SELECT t.name AS name FROM appointment_add_on AS o
        JOIN service AS t ON t.id = o.service_id WHERE o.appointment_id = a.id ORDER BY t.position, t.name)) AS add_ons,
      (SELECT count(*) FROM appointment AS n WHERE n.dog_id = a.dog_id AND n.status = 'no_show') AS no_shows,
      EXISTS (SELECT 1 FROM vaccine_need AS r JOIN vaccine AS v ON v.id = r.vaccine_id
        WHERE (r.service_id IS NULL OR r.service_id = a.service_id OR EXISTS (
            SELECT 1 FROM appointment_add_on AS o WHERE o.appointment_id = a.id AND o.service_id = r.service_id))
          AND ",
    is_due!(),
    ") AS vaccine_due,
      d.coat IS 'double' AND d.waiver IS NULL AND (s.needs_waiver = 1 OR EXISTS (SELECT 1 FROM appointment_add_on AS o
        JOIN service AS t ON t.id = o.service_id WHERE o.appointment_id = a.id AND t.needs_waiver = 1)) AS unsigned
    FROM appointment AS a
      JOIN dog AS d ON d.id = a.dog_id
      JOIN service AS s ON s.id = a.service_id
      JOIN groomer AS g ON g.id = a.groomer_id
      LEFT JOIN client AS c ON c.id = d.client_id
    WHERE a.day = :day
    ORDER BY a.start_min, g.position, a.lane, a.id"
);

const LEFT_OPEN: &str = "SELECT a.day AS day, a.status AS status, d.first_name AS dog_first
    FROM appointment AS a JOIN dog AS d ON d.id = a.dog_id
    WHERE a.day >= :from AND a.day < :today AND a.status IN ('booked', 'confirmed', 'arrived', 'in_work', 'ready')
    ORDER BY a.day, a.start_min, a.id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[DAY, LEFT_OPEN];

/// So many days back one still looks for what was left open.
const DAYS_BACK: u64 = 14;

/// An appointment of a day that is over of which nobody has said what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOpen {
    /// The day.
    pub day: NaiveDate,
    /// How far it is.
    pub status: Status,
    /// The dog's first name.
    pub dog: String,
}

/// Stands between the names of what is done on top; no name has it in it.
pub(super) const BETWEEN: char = '\u{1f}';

/// One appointment of a day, as the board shows it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Visit {
    /// The appointment itself.
    #[serde(flatten)]
    pub appointment: Appointment,
    /// The dog's first name.
    pub dog_first: String,
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
    /// What for, with what is done on top.
    pub service: String,
    /// What is done on top, by name.
    pub add_ons: Vec<String>,
    /// With whom.
    pub groomer: String,
    /// Alert letters on that day: `X` when it is not to be booked, those of the dog, `W` when its double coat is to be shaved unsigned, `O` when its client owes, `N` when it ever did not come; before them
    /// `+` when it was booked beyond the rules.
    pub alerts: String,
    /// What the dog's card notes.
    pub dog_note: String,
    /// Why nobody should book it, on its card or its client's; empty for every other dog.
    pub do_not_book: String,
    /// How often the dog did not come.
    pub no_shows: i64,
    /// When it was dropped off, `YYYY-MM-DDTHH:MM`.
    pub arrived_at: Option<String>,
    /// When it was ready.
    pub ready_at: Option<String>,
    /// Whether its groomer is off then, as far as somebody has looked; see [`mark_off`].
    pub groomer_off: bool,
}

/// Marks those that are still to come to a groomer who is off then, unless that was agreed with a reason.
pub fn mark_off(visits: &mut [Visit], workdays: &[Workday]) {
    for visit in visits {
        let booked = &visit.appointment;
        let here = workdays.iter().find(|day| day.groomer_id == booked.groomer_id);
        let is_off = here.is_some_and(|day| day.is_off(booked.span()));
        let counts = booked.over_reason.is_empty()
            && (booked.status.is_expected() || booked.status == Status::Arrived);
        visit.groomer_off = counts && is_off;
    }
}

impl Visit {
    /// The service without what is done on top.
    #[must_use]
    pub fn service_alone(&self) -> &str {
        let names: Vec<&str> = self.add_ons.iter().map(String::as_str).collect();
        let on_top = with_add_ons("", &names);
        self.service.strip_suffix(&on_top).unwrap_or(&self.service)
    }

    /// The dog's first and last name.
    #[must_use]
    pub fn names(&self) -> (&str, &str) {
        let last = self.dog.strip_prefix(self.dog_first.as_str());
        (&self.dog_first, last.unwrap_or_default().trim_start())
    }

    /// The other dogs that come and go together with this one, in the order of a day.
    #[must_use]
    pub fn companions<'a>(&self, day: &'a [Self]) -> Vec<&'a Self> {
        let visit = self.appointment.visit_id;
        if visit.is_none() || !self.appointment.status.holds_time() {
            return Vec::new();
        }
        day.iter()
            .filter(|other| other.appointment.visit_id == visit)
            .filter(|other| {
                other.appointment.status.holds_time() && other.appointment.id != self.appointment.id
            })
            .collect()
    }
}

pub(super) fn from_row(row: &impl Columns) -> rusqlite::Result<Visit> {
    let appointment = appointment::from_row(row)?;
    let dog_first: String = row.column("dog_first")?;
    let client_first: Option<String> = row.column("client_first")?;
    let client_last: Option<String> = row.column("client_last")?;
    let allergies: String = row.column("allergies")?;
    let alerts = Alerts {
        bites: row.column("bites")?,
        muzzle: row.column("muzzle")?,
        heart: row.column("heart")?,
        seizures: row.column("seizures")?,
    };
    let mut letters = alert_letters(alerts, !allergies.is_empty(), row.column("vaccine_due")?);
    let do_not_book: String = row.column("do_not_book")?;
    if !do_not_book.is_empty() {
        letters.insert(0, DO_NOT_BOOK);
    }
    if row.column("unsigned")? {
        letters.push(UNSIGNED);
    }
    if row.column::<i64>("owes_cents")? > 0 {
        letters.push('O');
    }
    if row.column::<i64>("no_shows")? > 0 {
        letters.push('N');
    }
    if !appointment.over_reason.is_empty() {
        letters.insert(0, '+');
    }
    let add_ons: Option<String> = row.column("add_ons")?;
    let add_ons: Vec<&str> = add_ons.iter().flat_map(|names| names.split(BETWEEN)).collect();
    Ok(Visit {
        dog: full_name(&dog_first, &row.column::<String>("dog_last")?),
        dog_first,
        breed: row.column("breed")?,
        client_id: row.column("client_id")?,
        client: full_name(
            &client_first.unwrap_or_default(),
            &client_last.unwrap_or_default(),
        ),
        phone: row.column::<Option<String>>("phone")?.unwrap_or_default(),
        service: with_add_ons(&row.column::<String>("service")?, &add_ons),
        add_ons: add_ons.into_iter().map(str::to_owned).collect(),
        groomer: row.column("groomer")?,
        alerts: letters,
        dog_note: row.column("dog_note")?,
        do_not_book,
        no_shows: row.column("no_shows")?,
        arrived_at: row.column("arrived_at")?,
        ready_at: row.column("ready_at")?,
        groomer_off: false,
        appointment,
    })
}

impl Store {
    /// What the last two weeks left open, in order: dogs that nobody has fetched or that nobody has seen come.
    pub fn left_open(&self, today: NaiveDate) -> Result<Vec<LeftOpen>> {
        let from = today.checked_sub_days(Days::new(DAYS_BACK)).unwrap_or(today);
        let mut statement = self.connection.prepare_cached(LEFT_OPEN)?;
        let left = statement
            .query_map(
                named_params! {":from": day_text(from), ":today": day_text(today)},
                |row| {
                    Ok(LeftOpen {
                        day: types::day(row, "day")?,
                        status: row.get("status")?,
                        dog: row.get("dog_first")?,
                    })
                },
            )?
            .collect::<rusqlite::Result<_>>()?;
        Ok(left)
    }

    /// Every appointment of a day by time, those called off included.
    pub fn visits(&self, day: NaiveDate) -> Result<Vec<Visit>> {
        let mut statement = self.connection.prepare_cached(DAY)?;
        let names = Names::of(&statement);
        let visits = statement
            .query_map(named_params! {":day": day_text(day)}, |row| {
                from_row(&names.row(row))
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(visits)
    }
}
