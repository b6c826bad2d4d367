//! Why a wish cannot be met, and what can be had instead.

use chrono::{Days, NaiveDate};

use super::offers::{DAYS_AHEAD, Wanted, ask};
use super::reasons::reasons;
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::schedule::Span;
use crate::store::{Offer, Result, SlotAsk, Store};

/// A wish that was not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why, each reason in words of its own: what holds for the whole salon, then one sentence a groomer.
    pub reasons: Vec<String>,
    /// The nearest times that work, in the order of time: on the day asked for, and about that time on the days after.
    pub instead: Vec<Offer>,
    /// Which of them comes nearest.
    pub nearest: usize,
}

/// Times offered in place of the one that was refused.
const INSTEAD: usize = 4;

/// The same weekday so many days later is near; what is farther away is no answer to who asked for a day.
const NEAR: u64 = 28;

/// Of several days that would do, so many are looked through for the nearest time.
const SEVERAL: u64 = 14;

/// So many minutes before and after count as about that time.
const ABOUT: i64 = 60;

/// A client rather comes so many minutes earlier or later than to another groomer.
const OTHER_GROOMER: i64 = 60;

impl Refusal {
    /// Offers more times that are near enough, as far as `most` goes, all in the order of time.
    #[must_use]
    pub fn with(mut self, more: Vec<Offer>, most: usize) -> Self {
        let nearest = self.instead.get(self.nearest).copied();
        let last = nearest.and_then(|offer| offer.day.checked_add_days(Days::new(NEAR)));
        let is_near = |offer: &Offer| last.is_none_or(|last| offer.day <= last);
        for offer in more.into_iter().filter(is_near) {
            if self.instead.len() < most && !self.instead.contains(&offer) {
                self.instead.push(offer);
            }
        }
        in_order(&mut self.instead);
        let mut offers = self.instead.iter();
        self.nearest = offers
            .position(|offer| Some(*offer) == nearest)
            .unwrap_or_default();
        self
    }
}

/// Whether what was found is not what was asked for: nothing, or nothing on the day that was named. Of several days any
/// would do.
#[must_use]
pub fn is_refused(wanted: &Wanted, found: &[Offer]) -> bool {
    let only = match wanted.day {
        Some(DayWish::On(day) | DayWish::Weekday(day)) => Some(day),
        Some(DayWish::Any(_)) | None => None,
    };
    found.is_empty() || only.is_some_and(|day| found.iter().all(|offer| offer.day != day))
}

/// Says why nothing could be offered for a wish, and what comes nearest to it.
pub fn why_not(store: &Store, wanted: &Wanted) -> Result<Refusal> {
    let refusal = Refusal {
        reasons: reasons(store, wanted)?,
        instead: nearest(store, wanted)?,
        nearest: 0,
    };
    Ok(refusal.with(Vec::new(), 0))
}

/// Puts offers in the order of time; those of one time stay as they are.
pub fn in_order(offers: &mut [Offer]) {
    offers.sort_by_key(|offer| (offer.day, offer.slot.span.start));
}

/// How far a start lies from the time that was wished, in minutes.
fn far(time: Option<TimeWish>, start: i64) -> i64 {
    match time {
        None => 0,
        Some(TimeWish::At(minute) | TimeWish::Around(minute)) => (start - minute).abs(),
        Some(TimeWish::Within { from, .. }) if start < from => from - start,
        Some(TimeWish::Within { before, .. }) => (start - before + 1).max(0),
    }
}

/// The nearest times to a wish that could not be met: the same day first, the same groomer preferred.
fn nearest(store: &Store, wanted: &Wanted) -> Result<Vec<Offer>> {
    let today = wanted.now.date();
    let mut day = None;
    let mut found = Vec::new();
    let mut rest = Vec::new();
    if let Some(wish) = wanted.day {
        (day, found) = of_best_day(store, wanted, wish)?;
        // One line is kept for another day.
        rest = found.split_off(found.len().min(INSTEAD - 1));
    }
    // What is left is filled from the days that follow: about that time, then at any time, then with anybody.
    let from = match day {
        Some(day) => day.checked_add_days(Days::new(1)).unwrap_or(day),
        None => today,
    };
    let about = match wanted.time {
        Some(TimeWish::Within { .. }) => 0,
        _ => ABOUT,
    };
    let mut most = found.len();
    for (farthest, groomer_id) in [
        (about, wanted.groomer),
        (i64::MAX, wanted.groomer),
        (i64::MAX, None),
    ] {
        if found.len() < INSTEAD {
            let ask = SlotAsk {
                groomer_id,
                from_min: wanted.not_before(from),
                between: None,
                ..ask(wanted, from, DAYS_AHEAD)
            };
            let measure = |start| Some(far(wanted.time, start)).filter(|far| *far <= farthest);
            most = (most + 2).min(INSTEAD);
            add(&mut found, store.nearest_slots(&ask, measure, INSTEAD)?, most);
        }
    }
    add(&mut found, rest, INSTEAD);
    Ok(found)
}

/// The day that comes nearest to a wish, and its times: of several days the one on which the time and the groomer suit best.
fn of_best_day(store: &Store, wanted: &Wanted, wish: DayWish) -> Result<(Option<NaiveDate>, Vec<Offer>)> {
    let today = wanted.now.date();
    let mut best: Option<(i64, NaiveDate, Vec<Offer>)> = None;
    let several = matches!(wish, DayWish::Any(_));
    let days = wish.days(if several { SEVERAL } else { 1 });
    let mut first = None;
    for day in days.filter(|day| *day >= today) {
        first.get_or_insert(day);
        let found = of_day(store, wanted, day)?;
        let Some(nearest) = found.first() else { continue };
        let far = cost(wanted, nearest);
        if best.as_ref().is_none_or(|(other, ..)| far < *other) {
            best = Some((far, day, found));
        }
    }
    Ok(best.map_or((first, Vec::new()), |(_, day, found)| (Some(day), found)))
}

/// How far an offer is from a wish: in minutes, and another groomer is so many minutes too.
fn cost(wanted: &Wanted, offer: &Offer) -> i64 {
    let other = wanted.groomer.is_some_and(|id| id != offer.slot.groomer_id);
    far(wanted.time, offer.slot.span.start) + if other { OTHER_GROOMER } else { 0 }
}

/// The times of one day at which the work fits, one line a time: first the nearest, then the others of the groomer who was
/// asked for, the nearest first, then those of anybody.
fn of_day(store: &Store, wanted: &Wanted, day: NaiveDate) -> Result<Vec<Offer>> {
    let ask = SlotAsk {
        groomer_id: None,
        from_min: wanted.not_before(day),
        // A stretch of the day gives every start in it.
        between: Some(Span { start: 0, end: 1440 }),
        ..ask(wanted, day, 1)
    };
    let mut all = store.first_slots(&ask, usize::MAX)?;
    let other = |offer: &Offer| wanted.groomer.is_some_and(|id| id != offer.slot.groomer_id);
    all.sort_by_key(|offer| (cost(wanted, offer), offer.slot.span.start));
    if let [_, after @ ..] = all.as_mut_slice() {
        after.sort_by_key(other);
    }
    let mut found = Vec::new();
    add(&mut found, all, usize::MAX);
    Ok(found)
}

/// Adds offers that are not there yet until there are so many; one a time is enough.
fn add(found: &mut Vec<Offer>, more: Vec<Offer>, most: usize) {
    for offer in more {
        let known = |other: &Offer| other.day == offer.day && other.slot.span.start == offer.slot.span.start;
        if found.len() < most && !found.iter().any(known) {
            found.push(offer);
        }
    }
}
