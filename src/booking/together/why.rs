//! Why there is no time for all of them as wished, and what comes nearest.

use chrono::NaiveDate;

use super::times::{free_days, from};
use super::{OfferForAll, WantedForAll, offers_for_all};
use crate::booking::offers::{DAYS_AHEAD, Wanted, offers_with};
use crate::booking::reasons::reasons;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::household::{both, listed};
use crate::domain::id::GroomerId;
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::rejection::Rejection;
use crate::domain::why::in_words;
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
    /// Which of them comes nearest.
    pub nearest: usize,
}

/// Says which of them stands in the way of a wish, and what comes nearest to it.
pub fn why_not_all(store: &Store, wanted: &WantedForAll) -> Result<WhyNotAll> {
    let refused = refused(store, wanted)?;
    let first = refused
        .into_iter()
        .filter(|(_, why)| !why.is_empty())
        .map(|(dog, why)| (dog, why.join("; ")));
    let mut reasons = said_together(first);
    if reasons.is_empty() {
        reasons.push(no_room(wanted));
    }
    let instead = nearest(store, wanted)?;
    let first = wanted.day.map_or(wanted.now.date(), DayWish::date);
    let far = |offer: &OfferForAll| {
        let start = offer.place.drop_off_min;
        let minutes = match wanted.time {
            Some(TimeWish::At(minute)) => (start - minute).abs(),
            _ => start,
        };
        ((offer.day - first).num_days().abs(), minutes)
    };
    let nearest = (0..instead.len()).min_by_key(|at| far(&instead[*at]));
    Ok(WhyNotAll {
        reasons,
        nearest: nearest.unwrap_or_default(),
        instead,
    })
}

/// Every reason against a wish, dog by dog and groomer by groomer; where each of them alone would find a place, that and
/// with whom.
pub fn reasons_for_all(store: &Store, wanted: &WantedForAll) -> Result<Vec<String>> {
    let refused = refused(store, wanted)?;
    let all = refused
        .into_iter()
        .flat_map(|(dog, why)| why.into_iter().map(move |why| (dog, why)));
    let mut reasons = said_together(all);
    if !reasons.is_empty() {
        return Ok(reasons);
    }
    reasons.push(no_room(wanted));
    if wanted.pattern().is_none() {
        for (dog, alone) in wanted.dogs.iter().zip(alone(wanted)) {
            let groomers = store.groomers()?;
            let mut with: Vec<GroomerId> = Vec::new();
            for offer in offers_with(store, &alone, &dog.among, usize::MAX)? {
                if !with.contains(&offer.slot.groomer_id) {
                    with.push(offer.slot.groomer_id);
                }
            }
            let names = groomers.iter().filter(|groomer| with.contains(&groomer.id));
            let names: Vec<&str> = names.map(|groomer| groomer.name.as_str()).collect();
            let dog = &dog.dog.first_name;
            reasons.push(format!("{dog} alone could come to {}", listed(&names)));
        }
    }
    Ok(reasons)
}

/// What is looked for when each of them came alone.
fn alone(wanted: &WantedForAll) -> impl Iterator<Item = Wanted> {
    wanted.dogs.iter().map(|dog| Wanted {
        need: dog.work.need.clone(),
        groomer: match dog.among.as_slice() {
            [only] => Some(*only),
            _ => None,
        },
        day: wanted.day.map(|day| match day {
            DayWish::Weekday(first) => DayWish::On(first),
            said => said,
        }),
        time: wanted.time,
        dog: Some(dog.dog.id),
        moving: dog
            .moving
            .as_ref()
            .map(|moving| (moving.id, moving.day, moving.start_min)),
        now: wanted.now,
    })
}

/// The dogs that would find no place even alone, each with every reason.
fn refused<'a>(store: &Store, wanted: &'a WantedForAll) -> Result<Vec<(&'a str, Vec<String>)>> {
    if let Some(after) = wanted.pattern() {
        return stuck(store, wanted, &after);
    }
    let mut refused = Vec::new();
    for (dog, alone) in wanted.dogs.iter().zip(alone(wanted)) {
        if !offers_with(store, &alone, &dog.among, 1)?.is_empty() {
            continue;
        }
        let mut why = Vec::new();
        for groomer in &dog.among {
            let theirs = Wanted {
                groomer: Some(*groomer),
                ..alone.clone()
            };
            for reason in reasons(store, &theirs)? {
                if !why.contains(&reason) {
                    why.push(reason);
                }
            }
        }
        if dog.among.is_empty() {
            why = reasons(store, &alone)?;
        }
        refused.push((dog.dog.first_name.as_str(), why));
    }
    Ok(refused)
}

/// The same of a visit that is moved to an exact time, each dog at its own turn and all of them taken up from where they
/// stand.
fn stuck<'a>(store: &Store, wanted: &'a WantedForAll, after: &[i64]) -> Result<Vec<(&'a str, Vec<String>)>> {
    let Some(TimeWish::At(minute)) = wanted.time else {
        return Ok(Vec::new());
    };
    let day = wanted.day.map_or(wanted.now.date(), DayWish::date);
    let workdays = free_days(store, wanted, day)?;
    let mut stuck = Vec::new();
    for (dog, after) in wanted.dogs.iter().zip(after) {
        let start = minute + after;
        let refusals: Vec<Vec<Rejection>> = workdays
            .iter()
            .filter(|workday| dog.may_go_to(workday.groomer_id))
            .filter(|workday| !dog.among.is_empty() || !workday.shifts.is_empty())
            .map(|workday| workday.refusals(&dog.work.need, start, minute))
            .collect();
        if refusals.iter().all(|each| !each.is_empty()) {
            let said: Vec<Rejection> = refusals.into_iter().flatten().collect();
            stuck.push((dog.dog.first_name.as_str(), in_words(&said)));
        }
    }
    Ok(stuck)
}

/// Each reason with the dogs it holds for: `Bella and Max: Ana is taken 10:30-12:15 by Rex Weber`.
fn said_together<'a>(each: impl Iterator<Item = (&'a str, String)>) -> Vec<String> {
    let mut reasons: Vec<(Vec<&str>, String)> = Vec::new();
    for (dog, why) in each {
        match reasons.iter_mut().find(|(_, other)| *other == why) {
            Some((dogs, _)) => dogs.push(dog),
            None => reasons.push((vec![dog], why)),
        }
    }
    let said = |(dogs, why): (Vec<&str>, String)| format!("{}: {why}", listed(&dogs));
    reasons.into_iter().map(said).collect()
}

/// Each of them would find a place, but not all of them together.
fn no_room(wanted: &WantedForAll) -> String {
    let today = wanted.now.date();
    let when = match (wanted.day, wanted.time) {
        (None, None) => format!(" in the next {DAYS_AHEAD} days"),
        (day, time) => {
            let day = day.map(|day| match day {
                DayWish::On(day) | DayWish::Weekday(day) => format!(" on {}", short_day(day, today)),
                DayWish::Any(days) => format!(" on {}", days.told(today)),
            });
            let time = match time {
                Some(TimeWish::At(minute)) => format!(" at {}", hhmm(minute)),
                Some(time) => format!(" {time}"),
                None => String::new(),
            };
            format!("{}{time}", day.unwrap_or_default())
        }
    };
    let both = both(wanted.dogs.len());
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
    let anybody = wanted.asks_for_somebody().then(|| wanted.with_anybody());
    for asked in std::iter::once(wanted).chain(anybody.as_ref()) {
        let any_day = WantedForAll {
            day: None,
            time: None,
            ..asked.clone()
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
