//! Why there is no time for all of them as wished, and what comes nearest.

use chrono::NaiveDate;

use super::times::from;
use super::{OfferForAll, WantedForAll, offers_for_all};
use crate::booking::offers::{DAYS_AHEAD, Wanted, offers};
use crate::booking::refusal::why_not;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::phrase::{DayWish, TimeWish};
use crate::store::{Result, Store};

/// Times offered in place of the one that was refused.
const INSTEAD: usize = 4;

/// A wish for all of them that was not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyNotAll {
    /// Why, each reason in words of its own.
    pub reasons: Vec<String>,
    /// The nearest times that fit all of them, in the order of time.
    pub instead: Vec<OfferForAll>,
}

/// Says which of them stands in the way of a wish, and what comes nearest to it.
pub fn why_not_all(store: &Store, wanted: &WantedForAll) -> Result<WhyNotAll> {
    let mut reasons = Vec::new();
    for dog in &wanted.dogs {
        let alone = Wanted {
            need: dog.work.need.clone(),
            groomer: wanted.groomer,
            day: wanted.day.map(|day| DayWish::On(day.date())),
            time: wanted.time,
            dog: Some(dog.dog.id),
            moving: dog
                .moving
                .as_ref()
                .map(|moving| (moving.id, moving.day, moving.start_min)),
            now: wanted.now,
        };
        // In a visit that moves only the first dog starts at the time that is asked for.
        if wanted.pattern().is_none() && offers(store, &alone, 1)?.is_empty() {
            let why = why_not(store, &alone)?.reasons;
            reasons.extend(why.first().map(|why| format!("{}: {why}", dog.dog.first_name)));
        }
    }
    if reasons.is_empty() {
        reasons.push(no_room(wanted));
    }
    reasons.dedup();
    Ok(WhyNotAll {
        reasons,
        instead: nearest(store, wanted)?,
    })
}

/// Each of them would find a place, but not all of them together.
fn no_room(wanted: &WantedForAll) -> String {
    let today = wanted.now.date();
    let when = match (wanted.day, wanted.time) {
        (None, None) => format!(" in the next {DAYS_AHEAD} days"),
        (day, time) => {
            let day = day.map(|day| format!(" on {}", short_day(day.date(), today)));
            let time = match time {
                Some(TimeWish::At(minute)) => format!(" at {}", hhmm(minute)),
                Some(time) => format!(" {time}"),
                None => String::new(),
            };
            format!("{}{time}", day.unwrap_or_default())
        }
    };
    let both = if wanted.dogs.len() == 2 { "both" } else { "all" };
    format!("{both} together find no place{when}, side by side or in turn")
}

/// The times nearest to the one that was refused: on the same day first, then from that day on.
fn nearest(store: &Store, wanted: &WantedForAll) -> Result<Vec<OfferForAll>> {
    let today = wanted.now.date();
    let day: NaiveDate = wanted.day.map_or(today, DayWish::date).max(today);
    let mut found = Vec::new();
    if wanted.day.is_some() {
        let any_time = WantedForAll {
            day: Some(DayWish::On(day)),
            time: Some(TimeWish::ANY),
            ..wanted.clone()
        };
        found = offers_for_all(store, &any_time, usize::MAX)?;
        if let Some(TimeWish::At(minute)) = wanted.time {
            found.sort_by_key(|offer| (offer.place.drop_off_min - minute).abs());
        }
        found.truncate(INSTEAD - 1);
    }
    let after = if wanted.day.is_some() {
        day.succ_opt().unwrap_or(day)
    } else {
        day
    };
    // With anybody only where somebody was asked for.
    let with_anybody = wanted.groomer.map(|_| None);
    for groomer in std::iter::once(wanted.groomer).chain(with_anybody) {
        let any_day = WantedForAll {
            groomer,
            day: None,
            time: None,
            ..wanted.clone()
        };
        if found.len() < INSTEAD {
            let mut later = Vec::new();
            from(store, &any_day, after, INSTEAD, &mut later)?;
            later.retain(|offer| !found.contains(offer));
            found.extend(later);
        }
    }
    found.truncate(INSTEAD);
    found.sort_by_key(|offer| (offer.day, offer.place.drop_off_min));
    Ok(found)
}
