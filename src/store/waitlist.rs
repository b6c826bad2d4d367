//! The waiting list in the file: who waits for what, and what they said to the times they were offered.

mod line;
mod on_top;

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};

use super::appointment::dog_name;
use super::error::Result;
use super::journal::By;
use super::types::{day, day_text, optional_day};
use super::{Store, changed_rows};
use crate::domain::clock::{hhmm, parse_moment, short_day};
use crate::domain::id::WaitId;
use crate::domain::rejection::Rejection;
use crate::domain::text;
use crate::domain::waitlist::{Offered, Outcome, Wait, WaitState, WaitWish, Weekdays};

pub use line::WaitLine;

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
const ANYBODY: &str = "SELECT 1 AS one FROM waitlist WHERE state = 'waiting' AND asked_at > '' LIMIT 1";
const INSERT_OFFER: &str = "INSERT INTO offer (id, waitlist_id, groomer_id, day, start_min, outcome, at)
    VALUES (:id, :waitlist_id, :groomer_id, :day, :start_min, :outcome, :at)";
const OFFERS: &str = "SELECT id, waitlist_id, groomer_id, day, start_min, outcome, at FROM offer
    WHERE waitlist_id = :waitlist_id ORDER BY at, id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&[&str]] = &[
    &[INSERT, UPDATE, END, SELECT, ANYBODY, INSERT_OFFER, OFFERS],
    line::STATEMENTS,
    on_top::STATEMENTS,
];

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
