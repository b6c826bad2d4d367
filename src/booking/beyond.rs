//! Booking beyond the rules: the place that somebody insists on, and all that stands against it.

use chrono::NaiveDate;

use super::offers::{Wanted, elsewhere, workdays};
use crate::domain::clock::{hhmm, short_day};
use crate::domain::id::{GroomerId, ServiceId};
use crate::domain::insist::{ANOTHER, asked_of, burden};
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::rejection::Rejection;
use crate::domain::schedule::{Span, Taken, Workday};
use crate::domain::why::listed;
use crate::store::{Offer, Result, Store};

/// How many of the dogs in the way are named.
const MOST_NAMED: usize = 4;

/// A place in the book that somebody insists on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insisted {
    /// On which day.
    pub day: NaiveDate,
    /// From when, in minutes since midnight.
    pub start_min: i64,
    /// With whom.
    pub groomer_id: GroomerId,
    /// The groomer's name.
    pub groomer: String,
    /// Whether the groomer is at work on that day.
    pub is_there: bool,
    /// What no reason gets past, in words.
    pub never: Option<String>,
    /// What a reason gets past, each in words of its own; none means that the rules are kept.
    pub against: Vec<String>,
}

/// The place that somebody insists on: exactly when they asked for, else the time that is offered; `None` without
/// either. Where no groomer was named it is the one of whom the least is asked.
pub fn insisted(
    store: &Store,
    wanted: &Wanted,
    usual: Option<GroomerId>,
    offered: Option<&Offer>,
) -> Result<Option<Insisted>> {
    let exact = match wanted.time {
        Some(TimeWish::At(minute)) => {
            let day = wanted.day.map_or(wanted.now.date(), DayWish::date);
            // What is offered at that time is meant itself, with whoever is selected; without a day on any day.
            let same = offered.filter(|offer| {
                offer.slot.span.start == minute
                    && wanted.day.is_none_or(|day| day.has(offer.day))
                    // Who asked for somebody does not mean another one who happens to be free then.
                    && wanted.groomer.is_none_or(|groomer| groomer == offer.slot.groomer_id)
            });
            (same.is_none()).then_some((day, minute))
        }
        _ => None,
    };
    let (day, minute, groomer) = match (exact, offered) {
        (Some((day, minute)), _) => (day, minute, wanted.groomer),
        (None, Some(offer)) => (offer.day, offer.slot.span.start, Some(offer.slot.groomer_id)),
        (None, None) => return Ok(None),
    };
    let asked = Wanted {
        groomer,
        ..wanted.clone()
    };
    let all = workdays(store, &asked, day)?;
    let refusals = |workday: &Workday| workday.refusals(&wanted.need, minute, minute);
    let now = wanted.minute_now(day);
    let chosen = all.iter().min_by_key(|workday| {
        let another = Some(workday.groomer_id) != usual;
        let asked = burden(workday, &wanted.need, minute, minute, now);
        // Of two who are asked for the same, the usual one.
        (asked + if another { ANOTHER } else { 0 }, another)
    });
    let Some(workday) = chosen else {
        return Ok(None);
    };
    let services: Vec<ServiceId> = wanted.need.services.iter().map(|(id, _)| *id).collect();
    let cards = match wanted.dog {
        Some(dog) => store.against_dog(dog, &services, day)?,
        None => Vec::new(),
    };
    let mut against: Vec<String> = cards
        .into_iter()
        .chain(refusals(workday))
        .map(|rejection| match rejection {
            Rejection::GroomerTaken { .. } | Rejection::TooShort { .. } => {
                in_the_way(workday, wanted, minute).unwrap_or_else(|| rejection.to_string())
            }
            other => asked_of(workday, &other, Span::of(minute, wanted.need.minutes), now),
        })
        .collect();
    if day == wanted.now.date() && wanted.is_over(day, minute) {
        let now = hhmm(wanted.not_before(day));
        against.push(format!("{} today is over; it is {now} now", hhmm(minute)));
    }
    Ok(Some(Insisted {
        day,
        start_min: minute,
        is_there: workday.closed.is_none() && !workday.is_away(),
        groomer_id: workday.groomer_id,
        groomer: workday.groomer.clone(),
        never: never(store, wanted, workday, day, minute)?,
        against,
    }))
}

/// The dogs that are on the table then, by name, where they are more than the one that a refusal names.
fn in_the_way(workday: &Workday, wanted: &Wanted, minute: i64) -> Option<String> {
    let span = Span::of(minute, wanted.need.minutes);
    let mut there: Vec<&Taken> = workday
        .taken
        .iter()
        .filter(|taken| taken.span.overlaps(span))
        .collect();
    if there.len() < 2 {
        return None;
    }
    there.sort_by_key(|taken| (taken.span.start, taken.lane));
    let mut named: Vec<String> = there
        .iter()
        .take(MOST_NAMED)
        .map(|taken| {
            let (from, until) = (hhmm(taken.span.start), hhmm(taken.span.end));
            format!("{} {from}-{until}", taken.dog)
        })
        .collect();
    if there.len() > MOST_NAMED {
        named.push(format!("{} more", there.len() - MOST_NAMED));
    }
    Some(format!("{} has {} then", workday.groomer, listed(&named)))
}

/// What cannot be, whatever the reason.
fn never(
    store: &Store,
    wanted: &Wanted,
    workday: &Workday,
    day: NaiveDate,
    minute: i64,
) -> Result<Option<String>> {
    let today = wanted.now.date();
    if day < today {
        let said = short_day(day, today);
        return Ok(Some(format!("{said} is over; choose today or a day to come")));
    }
    let span = Span::of(minute, wanted.need.minutes);
    if span.end > 24 * 60 {
        return Ok(Some(
            "it would go on after midnight; choose an earlier time".to_owned(),
        ));
    }
    let clash = elsewhere(store, wanted, day)?;
    if let Some(taken) = clash.into_iter().find(|taken| taken.span.overlaps(span)) {
        let clash = Rejection::DogTaken {
            dog: taken.dog,
            groomer: taken.groomer,
            start_min: taken.span.start,
            end_min: taken.span.end,
        };
        return Ok(Some(format!("{clash}; a dog cannot be in two places")));
    }
    let full = workday.any_lane(span).is_none();
    Ok(full.then(|| "that time is taken nine times over; choose another one".to_owned()))
}
