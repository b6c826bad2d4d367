//! Why a wish cannot be met, and what can be had instead.

use chrono::{Days, NaiveDate};

use super::offers::{DAYS_AHEAD, Wanted, elsewhere, workdays};
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::rejection::Rejection;
use crate::domain::schedule::Span;
use crate::store::{Offer, Result, SlotAsk, Store};

/// A wish that was not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why, each reason in words of its own.
    pub reasons: Vec<String>,
    /// The nearest times that work, in the order of time.
    pub instead: Vec<Offer>,
}

/// Times offered in place of the one that was refused.
const INSTEAD: usize = 4;

/// So many minutes before and after count as about that time.
const ABOUT: i64 = 60;

/// Says why nothing could be offered for a wish, and what comes nearest to it.
pub fn why_not(store: &Store, wanted: &Wanted) -> Result<Refusal> {
    Ok(Refusal {
        reasons: reasons(store, wanted)?,
        instead: nearest(store, wanted)?,
    })
}

fn reasons(store: &Store, wanted: &Wanted) -> Result<Vec<String>> {
    let today = wanted.now.date();
    let day = wanted.day.map_or(today, DayWish::date);
    let said = short_day(day, today);
    if day < today {
        return Ok(vec![format!("{said} is over; choose today or a day to come")]);
    }
    let all = workdays(store, wanted, day)?;
    if all.is_empty() {
        return Ok(vec![
            "the salon has no groomers yet; add them at the desk".to_owned(),
        ]);
    }
    let Some(TimeWish::At(minute)) = wanted.time else {
        let time = wanted.time.map_or_else(String::new, |time| format!(" {time}"));
        let who = match (wanted.groomer, all.first()) {
            (Some(_), Some(only)) => format!(" with {}", only.groomer),
            _ => String::new(),
        };
        let when = match wanted.day {
            Some(_) => format!(" on {said}"),
            None => format!(" in the next {DAYS_AHEAD} days"),
        };
        return Ok(vec![format!(
            "no {} are free{time}{who}{when}",
            length(wanted.need.minutes)
        )]);
    };
    // Without a day the next one counts on which that time is still to come.
    let day = match wanted.day {
        None if wanted.is_over(day, minute) => day + Days::new(1),
        _ => day,
    };
    if wanted.is_over(day, minute) {
        let now = hhmm(wanted.not_before(day));
        return Ok(vec![format!("{} today is over; it is {now} now", hhmm(minute))]);
    }
    let span = Span::of(minute, wanted.need.minutes);
    let clash = elsewhere(store, wanted, day)?;
    if let Some(taken) = clash.into_iter().find(|taken| taken.span.overlaps(span)) {
        let clash = Rejection::DogTaken {
            dog: taken.dog,
            groomer: taken.groomer,
            start_min: taken.span.start,
            end_min: taken.span.end,
        };
        return Ok(vec![clash.to_string()]);
    }
    let mut words = Vec::new();
    for workday in &all {
        let refusals = workday.refusals(&wanted.need, minute, minute);
        let away = matches!(refusals.as_slice(), [Rejection::OffShift { hours, .. }] if hours.is_empty());
        if wanted.groomer.is_some() || !away {
            let most = if wanted.groomer.is_some() {
                refusals.len()
            } else {
                1
            };
            words.extend(refusals.iter().take(most).map(ToString::to_string));
        }
    }
    if words.is_empty() {
        words.push(format!("nobody works on {}", short_day(day, today)));
    }
    Ok(words)
}

/// The nearest times to a wish that could not be met: the same day first, the same groomer first.
fn nearest(store: &Store, wanted: &Wanted) -> Result<Vec<Offer>> {
    let today = wanted.now.date();
    let day = wanted.day.map(DayWish::date).filter(|day| *day >= today);
    let mut found: Vec<Offer> = Vec::new();
    let mut from = day.unwrap_or(today);
    if let (Some(day), Some(TimeWish::At(minute))) = (day, wanted.time) {
        for groomer in [wanted.groomer, None] {
            let most = if groomer.is_some() { 2 } else { INSTEAD - 1 };
            add(
                &mut found,
                around(
                    store,
                    &Wanted {
                        groomer,
                        ..wanted.clone()
                    },
                    day,
                    minute,
                )?,
                most,
            );
        }
        from = day.checked_add_days(Days::new(1)).unwrap_or(day);
    }
    // What is left is filled from the days that follow: about that time, then at any time, then with anybody.
    let about = match wanted.time {
        Some(TimeWish::At(minute)) => Some(Span {
            start: minute - ABOUT,
            end: minute + ABOUT + 1,
        }),
        Some(TimeWish::Within { from, before }) => Some(Span {
            start: from,
            end: before,
        }),
        None => None,
    };
    for (between, groomer_id) in [(about, wanted.groomer), (None, wanted.groomer), (None, None)] {
        if found.len() < INSTEAD {
            let ask = SlotAsk {
                need: wanted.need.clone(),
                from,
                from_min: wanted.not_before(from),
                days: DAYS_AHEAD,
                groomer_id,
                between,
                dog_id: wanted.dog,
                ignore: wanted.ignore(),
            };
            let most = found.len() + 2;
            add(&mut found, store.first_slots(&ask, INSTEAD)?, most.min(INSTEAD));
        }
    }
    found.sort_by_key(|offer| (offer.day, offer.slot.span.start));
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

/// The times of one day at which the work fits, nearest to a minute first.
fn around(store: &Store, wanted: &Wanted, day: NaiveDate, minute: i64) -> Result<Vec<Offer>> {
    let mut near = Vec::new();
    let taken = elsewhere(store, wanted, day)?;
    for workday in workdays(store, wanted, day)? {
        for start in workday.starts(&wanted.need, wanted.not_before(day)) {
            let span = Span::of(start, wanted.need.minutes);
            if let Some(slot) = workday.slot(&wanted.need, start)
                && !taken.iter().any(|taken| taken.span.overlaps(span))
            {
                near.push(Offer { day, slot });
            }
        }
    }
    near.sort_by_key(|offer| ((offer.slot.span.start - minute).abs(), offer.slot.span.start));
    Ok(near)
}
