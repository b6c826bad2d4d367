//! The times that fit a wish, or why the time asked for does not.

use chrono::{Days, NaiveDate};

use super::not_before;
use crate::domain::expert::Wish;
use crate::domain::id::{DogId, GroomerId, ServiceId};
use crate::domain::money::Cents;
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::schedule::Span;
use crate::domain::service::Service;
use crate::store::{Offer, Result, SlotAsk, UsualWork, Visit};
use crate::tui::component::Cx;

/// Numbered lines; a digit picks.
const MOST: usize = 9;

/// How far ahead a caller is offered times, in days.
const DAYS_AHEAD: u64 = 60;

/// The work that is booked or moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Work {
    pub service_id: ServiceId,
    pub minutes: i64,
    pub stay_minutes: i64,
    pub price_cents: Cents,
    /// With whom it was last time.
    pub usual_groomer: Option<GroomerId>,
}

/// What the pop-up lists.
#[derive(Default)]
pub(super) struct Times {
    pub work: Option<Work>,
    pub offers: Vec<Offer>,
    /// What could not be followed, or why the time asked for is refused; the offers are then the nearest.
    pub words: Vec<String>,
}

/// The work of a booking: what was wished, else the usual; of a move, what was booked.
pub(super) fn work(
    wish: &Wish,
    usual: Option<UsualWork>,
    moving: Option<&Visit>,
    services: &[Service],
) -> Option<Work> {
    if let Some(visit) = moving {
        let a = &visit.appointment;
        return Some(Work {
            service_id: a.service_id,
            minutes: a.end_min - a.start_min,
            stay_minutes: a.pickup_min - a.start_min,
            price_cents: a.price_cents,
            usual_groomer: Some(a.groomer_id),
        });
    }
    let usual_groomer = usual.and_then(|usual| usual.groomer_id);
    let wished = wish
        .service
        .filter(|id| usual.is_none_or(|usual| usual.service_id != *id));
    match wished.and_then(|id| services.iter().find(|service| service.id == id)) {
        Some(service) => Some(Work {
            service_id: service.id,
            minutes: service.minutes,
            stay_minutes: service.stay_minutes,
            price_cents: service.price_cents,
            usual_groomer,
        }),
        None => usual.map(|usual| Work {
            service_id: usual.service_id,
            minutes: usual.minutes,
            stay_minutes: usual.stay_minutes,
            price_cents: usual.price_cents,
            usual_groomer,
        }),
    }
}

/// Looks for times that fit; when an exact time is refused, says why and offers the nearest of that day.
pub(super) fn find(
    cx: &Cx,
    wish: &Wish,
    work: Option<Work>,
    dog_id: DogId,
    moving: Option<&Visit>,
) -> Result<Times> {
    let mut times = Times {
        work,
        offers: Vec::new(),
        words: wish
            .problems
            .iter()
            .map(|problem| problem.sentence.clone())
            .collect(),
    };
    let Some(work) = work else { return Ok(times) };
    let ask = |from: NaiveDate, days: u64| SlotAsk {
        minutes: work.minutes,
        from,
        from_min: not_before(from, cx.now),
        days,
        groomer_id: wish.groomer,
        between: wish.time.map(between),
        dog_id: Some(dog_id),
        ignore: moving.map(|visit| visit.appointment.id),
    };
    match wish.day {
        Some(DayWish::On(day)) if day < cx.now.date() => {
            times.words.push(format!("{} is over", day.format("%A %-d %B")));
        }
        Some(DayWish::On(day)) => times.offers = cx.store.first_slots(&ask(day, 1), MOST)?,
        Some(DayWish::Weekday(first)) => {
            for day in (0..8).filter_map(|week| first.checked_add_days(Days::new(7 * week))) {
                let more = cx.store.first_slots(&ask(day, 1), MOST - times.offers.len())?;
                times.offers.extend(more);
                if times.offers.len() == MOST {
                    break;
                }
            }
        }
        None => times.offers = first_of_all(cx, &first_ask(cx, &ask, moving), work)?,
    }
    times.offers.retain(|offer| !stays(offer, moving));
    if let (Some(TimeWish::At(minute)), Some(day)) = (wish.time, wish.day.map(DayWish::date))
        && day >= cx.now.date()
        && !times
            .offers
            .iter()
            .any(|offer| offer.day == day && offer.slot.span.start == minute)
    {
        explain(cx, &mut times, wish, work, (day, minute), moving)?;
        let mut near = SlotAsk {
            between: Some(Span { start: 0, end: 1440 }),
            ..ask(day, 1)
        };
        near.from_min = not_before(day, cx.now);
        let mut offers = cx.store.first_slots(&near, 200)?;
        offers.retain(|offer| !stays(offer, moving));
        offers.sort_by_key(|offer| ((offer.slot.span.start - minute).abs(), offer.slot.span.start));
        offers.truncate(MOST);
        if !offers.is_empty() {
            times.offers = offers;
        }
    }
    Ok(times)
}

/// From now on; a move looks for what comes next after the time the appointment has.
fn first_ask(cx: &Cx, ask: &dyn Fn(NaiveDate, u64) -> SlotAsk, moving: Option<&Visit>) -> SlotAsk {
    match moving.map(|visit| &visit.appointment) {
        Some(a) if a.day >= cx.now.date() => {
            let from_min = not_before(a.day, cx.now).max(a.start_min + 1);
            SlotAsk {
                from_min,
                ..ask(a.day, DAYS_AHEAD)
            }
        }
        _ => ask(cx.now.date(), DAYS_AHEAD),
    }
}

/// The first times across all groomers, the usual groomer's first among them.
fn first_of_all(cx: &Cx, ask: &SlotAsk, work: Work) -> Result<Vec<Offer>> {
    let mut offers = cx.store.first_slots(ask, MOST)?;
    if let Some(usual) = work.usual_groomer.filter(|_| ask.groomer_id.is_none())
        && !offers.iter().any(|offer| offer.slot.groomer_id == usual)
    {
        let theirs = cx.store.first_slots(
            &SlotAsk {
                groomer_id: Some(usual),
                ..ask.clone()
            },
            1,
        )?;
        offers.truncate(MOST - theirs.len());
        offers.extend(theirs);
    }
    Ok(offers)
}

/// Whether an offer is where the appointment stands already.
fn stays(offer: &Offer, moving: Option<&Visit>) -> bool {
    moving.is_some_and(|visit| {
        let a = &visit.appointment;
        (a.day, a.start_min, a.groomer_id) == (offer.day, offer.slot.span.start, offer.slot.groomer_id)
    })
}

fn between(time: TimeWish) -> Span {
    match time {
        TimeWish::At(minute) => Span {
            start: minute,
            end: minute + 1,
        },
        TimeWish::Within { from, before } => Span {
            start: from,
            end: before,
        },
    }
}

/// Every reason why the time asked for is refused, groomer by groomer.
fn explain(
    cx: &Cx,
    times: &mut Times,
    wish: &Wish,
    work: Work,
    (day, minute): (NaiveDate, i64),
    moving: Option<&Visit>,
) -> Result<()> {
    let span = Span::of(minute, work.minutes);
    if minute < not_before(day, cx.now) {
        times
            .words
            .push(format!("{} today is over", crate::domain::clock::hhmm(minute)));
        return Ok(());
    }
    let workdays = match moving {
        Some(visit) => cx.store.workdays_without(day, visit.appointment.id)?,
        None => cx.store.workdays(day)?,
    };
    for workday in workdays
        .iter()
        .filter(|workday| wish.groomer.is_none_or(|id| workday.groomer_id == id))
    {
        times
            .words
            .extend(workday.refusals(span).iter().map(ToString::to_string));
    }
    if times.words.is_empty() {
        times
            .words
            .push("the dog has another appointment then".to_owned());
    }
    Ok(())
}
