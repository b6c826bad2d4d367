//! A place in the book: whether an appointment may stand there by the salon's rules, and in which lane.

use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::{Connection, OptionalExtension, Transaction, named_params};

use super::Store;
use super::appointment::dog_name;
use super::error::Result;
use super::types::day_text;
use super::{salon, workday};
use crate::domain::appointment::Appointment;
use crate::domain::clock::short_day;
use crate::domain::dog::Size;
use crate::domain::how_big::HowBig;
use crate::domain::id::{DogId, ServiceId};
use crate::domain::rejection::Rejection;
use crate::domain::schedule::{Need, Span};

const DOG_CLASH: &str = "SELECT g.name AS groomer, a.start_min AS start_min, a.end_min AS end_min
    FROM appointment AS a JOIN groomer AS g ON g.id = a.groomer_id
    WHERE a.dog_id = :dog_id AND a.day = :day AND a.id <> :id AND a.lane IS NOT NULL
      AND a.status NOT IN ('no_show', 'cancelled')
      AND a.start_min < :end_min AND a.end_min > :start_min LIMIT 1";

const STANDS: &str = "SELECT start_min, end_min FROM appointment
    WHERE id = :id AND groomer_id = :groomer_id AND day = :day AND start_min = :start_min
      AND lane IS NOT NULL AND status NOT IN ('no_show', 'cancelled')";
const DO_NOT_BOOK: &str = "SELECT d.do_not_book AS dog, coalesce(c.do_not_book, '') AS client
    FROM dog AS d LEFT JOIN client AS c ON c.id = d.client_id
    WHERE d.id = :dog_id AND (d.do_not_book <> '' OR coalesce(c.do_not_book, '') <> '')";
const SIZE: &str = "SELECT size, breed FROM dog WHERE id = :dog_id";
const SERVICE_NAME: &str = "SELECT name FROM service WHERE id = :id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[DOG_CLASH, STANDS, DO_NOT_BOOK, SIZE, SERVICE_NAME];

/// Refuses what nobody should book: the client's or the dog's card says why.
pub(super) fn may_be_booked(tx: &Transaction, wanted: &Appointment) -> Result<()> {
    match do_not_book(tx, wanted.dog_id)? {
        Some(rejection) => Err(rejection.into()),
        None => Ok(()),
    }
}

/// What the client's or the dog's card says against any booking.
fn do_not_book(connection: &Connection, dog_id: DogId) -> Result<Option<Rejection>> {
    let refused = connection
        .prepare_cached(DO_NOT_BOOK)?
        .query_row(named_params! {":dog_id": dog_id}, |row| {
            Ok((row.get("dog")?, row.get("client")?))
        })
        .optional()?;
    let Some((dog, client)): Option<(String, String)> = refused else {
        return Ok(None);
    };
    let why = if dog.is_empty() { client } else { dog };
    let who = dog_name(connection, dog_id)?;
    Ok(Some(Rejection::DoNotBook { who, why }))
}

impl Store {
    /// What the cards say against booking a dog for this work on a day, whatever the time: it is not to be booked at all,
    /// or lacks a vaccine.
    pub fn against_dog(
        &self,
        dog_id: DogId,
        services: &[ServiceId],
        day: NaiveDate,
    ) -> Result<Vec<Rejection>> {
        let mut against: Vec<Rejection> = do_not_book(&self.connection, dog_id)?.into_iter().collect();
        let lacking = self.vaccinated(dog_id)?.alerts(services, day).into_iter();
        for alert in lacking.filter(|alert| alert.refuses) {
            against.push(Rejection::NoVaccine {
                dog: dog_name(&self.connection, dog_id)?,
                vaccine: alert.vaccine,
                until: alert.until,
            });
        }
        Ok(against)
    }
}

/// Judges a place in the book by the salon's rules and picks the lane. Beyond the rules only what cannot be is refused:
/// a day that is over, and a dog in two places.
pub(super) fn judge(
    tx: &Transaction,
    wanted: &Appointment,
    add_ons: &[ServiceId],
    beyond: bool,
    now: NaiveDateTime,
) -> Result<i64> {
    let span = Span {
        start: wanted.start_min,
        end: wanted.end_min,
    };
    if wanted.day < now.date() {
        let day = short_day(wanted.day, now.date());
        return Err(Rejection::Invalid(format!("{day} is over; choose today or a day to come")).into());
    }
    if span.start % 5 != 0
        || span.minutes() < 5
        || span.minutes() % 5 != 0
        || span.start < 0
        || span.end > 1440
    {
        return Err(Rejection::Invalid(
            "an appointment starts on a multiple of 5 minutes and ends on the same day".to_owned(),
        )
        .into());
    }
    let clash = tx
        .prepare_cached(DOG_CLASH)?
        .query_row(
            named_params! {":dog_id": wanted.dog_id, ":day": day_text(wanted.day), ":id": wanted.id,
            ":start_min": span.start, ":end_min": span.end},
            |row| Ok((row.get("groomer")?, row.get("start_min")?, row.get("end_min")?)),
        )
        .optional()?;
    if let Some((groomer, start_min, end_min)) = clash {
        let dog = dog_name(tx, wanted.dog_id)?;
        return Err(Rejection::DogTaken {
            dog,
            groomer,
            start_min,
            end_min,
        }
        .into());
    }
    let Some(workday) = workday::of(tx, wanted.groomer_id, wanted.day, wanted.id)? else {
        return Err(Rejection::Missing("that groomer".to_owned()).into());
    };
    if beyond {
        // Where the rules would allow it, it takes no lane beyond the groomer's own.
        return workday
            .free_lane(span)
            .or_else(|| workday.any_lane(span))
            .ok_or_else(|| {
                Rejection::InUse("that time is taken nine times over; choose another one".to_owned()).into()
            });
    }
    let need = need(tx, wanted, add_ons)?;
    let kept = kept(tx, wanted)?;
    if let Some(reason) = workday
        .refusals_keeping(&need, span.start, wanted.arrives_min(), kept)
        .into_iter()
        .next()
    {
        return Err(reason.into());
    }
    match wanted.lane {
        Some(lane) if lane <= workday.lanes && workday.is_free(lane, span) => Ok(lane),
        _ => workday
            .free_lane_keeping(span, kept)
            .ok_or_else(|| Rejection::InUse("that time is taken".to_owned()).into()),
    }
}

/// The time that an appointment has already where it is wanted, when it stands there and begins at the same minute: who was
/// booked beside it since does not take that away.
fn kept(tx: &Transaction, wanted: &Appointment) -> Result<Option<Span>> {
    let stood = tx.prepare_cached(STANDS)?.query_row(
        named_params! {":id": wanted.id, ":groomer_id": wanted.groomer_id, ":day": day_text(wanted.day),
        ":start_min": wanted.start_min},
        |row| {
            Ok(Span {
                start: row.get("start_min")?,
                end: row.get("end_min")?,
            })
        },
    );
    Ok(stood.optional()?)
}

/// When the dog is picked up: as wished, but not after the salon has closed that day, nor before the work is done.
pub(super) fn pick_up(tx: &Connection, wanted: &Appointment) -> Result<i64> {
    let closes = salon::read(tx)?.closes_min;
    if wanted.pickup_min <= closes {
        return Ok(wanted.pickup_min);
    }
    let workday = workday::of(tx, wanted.groomer_id, wanted.day, wanted.id)?;
    let latest = workday.map_or(closes, |workday| workday.latest_pick_up(closes));
    Ok(wanted.pickup_min.min(latest).max(wanted.end_min))
}

/// What an appointment asks of its groomer.
fn need(tx: &Transaction, wanted: &Appointment, add_ons: &[ServiceId]) -> Result<Need> {
    let size: Option<(Option<Size>, String)> = tx
        .prepare_cached(SIZE)?
        .query_row(named_params! {":dog_id": wanted.dog_id}, |row| {
            Ok((row.get("size")?, row.get("breed")?))
        })
        .optional()?;
    let size = size.map_or(HowBig::Unknown, |(noted, breed)| HowBig::of(noted, &breed));
    let mut services = Vec::new();
    for id in std::iter::once(&wanted.service_id).chain(add_ons) {
        let name: Option<String> = tx
            .prepare_cached(SERVICE_NAME)?
            .query_row(named_params! {":id": id}, |row| row.get("name"))
            .optional()?;
        services.push((
            *id,
            name.ok_or_else(|| Rejection::Missing("that service".to_owned()))?,
        ));
    }
    Ok(Need {
        minutes: wanted.end_min - wanted.start_min,
        services,
        size,
    })
}
