//! The waiting list in the file: who waits for what, and what they said to the times they were offered.

mod on_top;

use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};

use super::appointment::dog_name;
use super::error::Result;
use super::journal::By;
use super::types::{day, day_text, optional_day};
use super::{Store, changed_rows};
use crate::domain::client::full_name;
use crate::domain::clock::{hhmm, parse_moment, short_day};
use crate::domain::id::{ClientId, WaitId};
use crate::domain::rejection::Rejection;
use crate::domain::status::Status;
use crate::domain::text;
use crate::domain::waitlist::{Because, Offered, Outcome, Wait, WaitState, WaitWish, Weekdays};

const INSERT: &str =
    "INSERT INTO waitlist (id, dog_id, service_id, groomer_id, appointment_id, minutes, first_day, last_day,
      weekdays, from_min, before_min, note, call, state, asked_at)
    VALUES (:id, :dog_id, :service_id, :groomer_id, :appointment_id, :minutes, :first_day, :last_day,
      :weekdays, :from_min, :before_min, :note, :call, :state, :asked_at)";
const UPDATE: &str =
    "UPDATE waitlist SET service_id = :service_id, groomer_id = :groomer_id, minutes = :minutes,
      first_day = :first_day, last_day = :last_day, weekdays = :weekdays, from_min = :from_min,
      before_min = :before_min, note = :note, call = :call, rev = rev + 1
    WHERE id = :id AND rev = :rev";
const END: &str = "UPDATE waitlist SET state = :state, rev = rev + 1 WHERE id = :id AND rev = :rev";
const SELECT: &str =
    "SELECT id, dog_id, service_id, groomer_id, appointment_id, minutes, first_day, last_day, weekdays, from_min,
      before_min, note, call, state, asked_at, rev
    FROM waitlist WHERE id = :id";
// Who has an appointment that is to come sooner waits as long as it stands; who has to be called does until somebody says
// what came of it, also when the day is over. The moment always says something; asking for
// it makes the engine walk the index of those who wait and nothing else.
const WAITING: &str =
    "SELECT w.id AS id, w.dog_id AS dog_id, w.service_id AS service_id, w.groomer_id AS groomer_id,
      w.appointment_id AS appointment_id, w.minutes AS minutes, w.first_day AS first_day, w.last_day AS last_day,
      w.weekdays AS weekdays, w.from_min AS from_min, w.before_min AS before_min, w.note AS note, w.call AS call,
      w.state AS state, w.asked_at AS asked_at, w.rev AS rev,
      d.first_name AS dog_first, d.last_name AS dog_last, d.breed AS breed, d.client_id AS client_id,
      c.first_name AS client_first, c.last_name AS client_last, c.phone AS phone,
      s.name AS service, g.name AS groomer, a.day AS booked_day, a.start_min AS booked_min, a.status AS booked_status,
      h.name AS booked_with, coalesce(a.day < :today, 0) AS is_over
    FROM waitlist AS w
      JOIN dog AS d ON d.id = w.dog_id
      JOIN service AS s ON s.id = w.service_id
      LEFT JOIN client AS c ON c.id = d.client_id
      LEFT JOIN groomer AS g ON g.id = w.groomer_id
      LEFT JOIN appointment AS a ON a.id = w.appointment_id
      LEFT JOIN groomer AS h ON h.id = a.groomer_id
    WHERE w.state = 'waiting' AND w.asked_at > '' AND (w.appointment_id IS NULL
      OR (w.call = 1 AND a.status IN ('cancelled', 'no_show'))
      OR (w.call = 1 AND a.status IN ('arrived', 'in_work', 'ready') AND a.day >= :today)
      OR (a.status IN ('booked', 'confirmed') AND (w.call = 1 OR a.day >= :today)))
    ORDER BY w.call DESC, w.asked_at, w.id LIMIT :limit";
const ANYBODY: &str = "SELECT 1 AS one FROM waitlist WHERE state = 'waiting' AND asked_at > '' LIMIT 1";
const INSERT_OFFER: &str = "INSERT INTO offer (id, waitlist_id, groomer_id, day, start_min, outcome, at)
    VALUES (:id, :waitlist_id, :groomer_id, :day, :start_min, :outcome, :at)";
const OFFERS: &str = "SELECT id, waitlist_id, groomer_id, day, start_min, outcome, at FROM offer
    WHERE waitlist_id = :waitlist_id ORDER BY at, id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&[&str]] = &[
    &[
        INSERT,
        UPDATE,
        END,
        SELECT,
        WAITING,
        ANYBODY,
        INSERT_OFFER,
        OFFERS,
    ],
    on_top::STATEMENTS,
];

/// More than anybody works through; a longer list shows who waits longest.
const MOST: i64 = 500;

/// An edit of somebody who waits. `rev` is the revision the person was looking at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WaitEdit {
    /// Puts a dog on the list.
    Add(Wait),
    /// Saves another wish.
    Save(Wait),
    /// Takes a dog off the list: it got a time, or nobody waits any more.
    End {
        /// Which.
        id: WaitId,
        /// As seen.
        rev: i64,
        /// Whether it got a time.
        filled: bool,
    },
    /// Notes what became of an offer.
    Log(Offered),
}

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
    /// Whether the day of that appointment is over, and nobody has said what came of it.
    pub is_over: bool,
    /// The times that were offered, in the order of the calls.
    pub offers: Vec<Offered>,
}

impl WaitLine {
    /// Whether a client has to be called about an appointment that stands.
    #[must_use]
    pub const fn calls_about_standing(&self) -> bool {
        self.wait.call && self.stands
    }

    /// Whether the salon has moved an appointment and its client does not know yet.
    #[must_use]
    pub fn has_moved(&self) -> bool {
        self.calls_about_standing() && self.because().was.is_some()
    }

    /// Whether a dog is still with the groomer who cannot go on with it: its client is to be told that nobody has taken it
    /// over yet.
    #[must_use]
    pub fn nobody_took_over(&self, today: NaiveDate) -> bool {
        let (Some((day, minute)), Some(groomer)) = (self.booked, &self.booked_with) else {
            return false;
        };
        let is = format!("{} {} with {groomer}", short_day(day, today), hhmm(minute));
        self.has_moved() && self.because().was == Some(is.as_str())
    }

    /// Whether an appointment stands where it was agreed, which cannot be, and its client has to be asked for another time.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.calls_about_standing() && self.because().was.is_none()
    }

    /// Why a client is called.
    #[must_use]
    pub fn because(&self) -> Because<'_> {
        Because::read(&self.wait.note)
    }
}

fn moment(row: &Row, column: &str) -> rusqlite::Result<NaiveDateTime> {
    let text: String = row.get(column)?;
    parse_moment(&text).ok_or_else(|| rusqlite::Error::InvalidColumnName(format!("{column} is no moment")))
}

fn from_row(row: &Row) -> rusqlite::Result<Wait> {
    Ok(Wait {
        id: row.get("id")?,
        dog_id: row.get("dog_id")?,
        service_id: row.get("service_id")?,
        appointment_id: row.get("appointment_id")?,
        minutes: row.get("minutes")?,
        wish: WaitWish {
            groomer_id: row.get("groomer_id")?,
            first_day: day(row, "first_day")?,
            last_day: optional_day(row, "last_day")?,
            weekdays: Weekdays(row.get("weekdays")?),
            from_min: row.get("from_min")?,
            before_min: row.get("before_min")?,
        },
        add_ons: Vec::new(),
        note: row.get("note")?,
        call: row.get("call")?,
        state: row.get("state")?,
        asked_at: moment(row, "asked_at")?,
        rev: row.get("rev")?,
    })
}

fn line_from_row(row: &Row) -> rusqlite::Result<WaitLine> {
    let dog_first: String = row.get("dog_first")?;
    let client_first: Option<String> = row.get("client_first")?;
    let client_last: Option<String> = row.get("client_last")?;
    let booked_min: Option<i64> = row.get("booked_min")?;
    let status: Option<Status> = row.get("booked_status")?;
    let is_over = row.get("is_over")? && status.is_some_and(Status::is_expected);
    Ok(WaitLine {
        wait: from_row(row)?,
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
        stands: !is_over && status.is_some_and(|status| status.holds_time() && status != Status::Gone),
        is_over,
        offers: Vec::new(),
    })
}

fn offer_from_row(row: &Row) -> rusqlite::Result<Offered> {
    Ok(Offered {
        id: row.get("id")?,
        wait_id: row.get("waitlist_id")?,
        groomer_id: row.get("groomer_id")?,
        day: day(row, "day")?,
        start_min: row.get("start_min")?,
        outcome: row.get("outcome")?,
        at: moment(row, "at")?,
    })
}

fn stamp(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M").to_string()
}

fn select(connection: &Connection, id: WaitId) -> Result<Option<Wait>> {
    let wait = connection
        .prepare_cached(SELECT)?
        .query_row(named_params! {":id": id}, from_row)
        .optional()?;
    wait.map(|wait| {
        Ok(Wait {
            add_ons: on_top::of(connection, id)?,
            ..wait
        })
    })
    .transpose()
}

/// Somebody who waits still, as the file has them.
fn waiting(tx: &Transaction, id: WaitId) -> Result<(Wait, String)> {
    let wait = select(tx, id)?.ok_or_else(|| Rejection::Missing("that wish".to_owned()))?;
    let dog = dog_name(tx, wait.dog_id)?;
    match wait.state {
        WaitState::Waiting => Ok((wait, dog)),
        WaitState::Filled => Err(Rejection::Invalid(format!("{dog} has got a time meanwhile")).into()),
        WaitState::Withdrawn => Err(Rejection::Invalid(format!("{dog} does not wait any more")).into()),
    }
}

fn checked(wait: &Wait) -> Result<()> {
    let wish = &wait.wish;
    let minutes = wait.minutes;
    if minutes % 5 != 0 || !(5..=1440).contains(&minutes) {
        let why = "work takes 5 minutes or a multiple of that, and one day at most";
        return Err(Rejection::Invalid(why.to_owned()).into());
    }
    if wish.last_day.is_some_and(|last| last < wish.first_day) {
        let why = "the last day of a wish cannot come before its first one";
        return Err(Rejection::Invalid(why.to_owned()).into());
    }
    Ok(())
}

pub(super) fn apply(tx: &Transaction, edit: &WaitEdit, by: &By) -> Result<String> {
    match edit {
        WaitEdit::Add(wait) => {
            checked(wait)?;
            let dog = dog_name(tx, wait.dog_id)?;
            let wish = &wait.wish;
            tx.prepare_cached(INSERT)?.execute(named_params! {
                ":id": wait.id, ":dog_id": wait.dog_id, ":service_id": wait.service_id,
                ":groomer_id": wish.groomer_id, ":appointment_id": wait.appointment_id, ":minutes": wait.minutes,
                ":first_day": day_text(wish.first_day), ":last_day": wish.last_day.map(day_text),
                ":weekdays": wish.weekdays.0, ":from_min": wish.from_min, ":before_min": wish.before_min,
                ":note": text::clean(&wait.note, text::LINE), ":call": wait.call, ":state": WaitState::Waiting,
                ":asked_at": stamp(wait.asked_at),
            })?;
            on_top::wish(tx, wait.id, &wait.add_ons)?;
            Ok(format!("{dog} is on the waiting list"))
        }
        WaitEdit::Save(wait) => {
            checked(wait)?;
            let (_, dog) = waiting(tx, wait.id)?;
            let wish = &wait.wish;
            let count = tx.prepare_cached(UPDATE)?.execute(named_params! {
                ":id": wait.id, ":rev": wait.rev, ":service_id": wait.service_id, ":groomer_id": wish.groomer_id,
                ":minutes": wait.minutes, ":first_day": day_text(wish.first_day),
                ":last_day": wish.last_day.map(day_text), ":weekdays": wish.weekdays.0,
                ":from_min": wish.from_min, ":before_min": wish.before_min,
                ":note": text::clean(&wait.note, text::LINE), ":call": wait.call,
            })?;
            changed_rows(tx, count, "waitlist", &wait.id.to_string(), &dog)?;
            on_top::wish(tx, wait.id, &wait.add_ons)?;
            Ok(format!("{dog} waits for something else now"))
        }
        WaitEdit::End { id, rev, filled } => {
            let (_, dog) = waiting(tx, *id)?;
            let state = if *filled {
                WaitState::Filled
            } else {
                WaitState::Withdrawn
            };
            let count = tx
                .prepare_cached(END)?
                .execute(named_params! {":id": id, ":rev": rev, ":state": state})?;
            changed_rows(tx, count, "waitlist", &id.to_string(), &dog)?;
            Ok(format!("Took {dog} off the waiting list"))
        }
        WaitEdit::Log(offered) => {
            let (_, dog) = waiting(tx, offered.wait_id)?;
            tx.prepare_cached(INSERT_OFFER)?.execute(named_params! {
                ":id": offered.id, ":waitlist_id": offered.wait_id, ":groomer_id": offered.groomer_id,
                ":day": day_text(offered.day), ":start_min": offered.start_min, ":outcome": offered.outcome,
                ":at": stamp(offered.at),
            })?;
            let when = format!(
                "{} {}",
                short_day(offered.day, by.at.date()),
                hhmm(offered.start_min)
            );
            Ok(match offered.outcome {
                Outcome::Taken => format!("{dog} takes {when}"),
                Outcome::Declined => format!("{dog} does not take {when}"),
                Outcome::NoAnswer => format!("Nobody answered for {dog}, {when}"),
            })
        }
    }
}

fn offers_of(connection: &Connection, id: WaitId) -> Result<Vec<Offered>> {
    let mut statement = connection.prepare_cached(OFFERS)?;
    let offers = statement
        .query_map(named_params! {":waitlist_id": id}, offer_from_row)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(offers)
}

impl Store {
    /// Who waits on a day, those who have to be called first, then who waits longest; without those whose appointment
    /// that was to come sooner is over or called off.
    pub fn waitlist(&self, today: NaiveDate) -> Result<Vec<WaitLine>> {
        let mut statement = self.connection.prepare_cached(WAITING)?;
        let mut lines = statement
            .query_map(
                named_params! {":today": day_text(today), ":limit": MOST},
                line_from_row,
            )?
            .collect::<rusqlite::Result<Vec<WaitLine>>>()?;
        for line in &mut lines {
            line.wait.add_ons = on_top::of(&self.connection, line.wait.id)?;
            line.offers = offers_of(&self.connection, line.wait.id)?;
            // The time that was to be asked for went with the day: any other may do.
            if line.is_over && line.wait.wish.is_over(today) {
                line.wait.wish = WaitWish::any(today);
            }
        }
        Ok(lines)
    }

    /// Whether anybody waits at all.
    pub fn anybody_waits(&self) -> Result<bool> {
        let mut statement = self.connection.prepare_cached(ANYBODY)?;
        Ok(statement.exists([])?)
    }

    /// One entry of the waiting list, whatever became of it.
    pub fn wait(&self, id: WaitId) -> Result<Option<Wait>> {
        select(&self.connection, id)
    }
}
