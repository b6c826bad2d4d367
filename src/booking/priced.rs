//! What each of the times on offer would take and cost: the day of the appointment decides, not the day of the call.

use chrono::NaiveDate;

use super::offers::{Wanted, offers};
use super::work::{Work, work_for};
use crate::domain::id::ServiceId;
use crate::domain::phrase::{DayWish, TimeWish};
use crate::store::{Offer, Result, Store};

/// The offers with the work as it is on their days. Where a coming list asks for other minutes than the times were looked
/// for, a time stays only if it fits with those.
pub fn priced(
    store: &Store,
    wanted: &Wanted,
    service: Option<ServiceId>,
    add_ons: &[ServiceId],
    found: Vec<Offer>,
) -> Result<Vec<(Offer, Work)>> {
    priced_as(store, wanted, found, |day| {
        work_for(store, wanted.dog, service, add_ons, day)
    })
}

/// The same where something else than a service by its name says what the work is on a day.
pub fn priced_as(
    store: &Store,
    wanted: &Wanted,
    found: Vec<Offer>,
    work_on: impl Fn(NaiveDate) -> Result<Option<Work>>,
) -> Result<Vec<(Offer, Work)>> {
    let closes = store.salon()?.closes_min;
    let mut known: Vec<(NaiveDate, Work)> = Vec::new();
    let mut priced = Vec::new();
    for offer in found {
        let work = if let Some((_, work)) = known.iter().find(|(day, _)| *day == offer.day) {
            work.clone()
        } else {
            let Some(work) = work_on(offer.day)? else {
                continue;
            };
            known.push((offer.day, work.clone()));
            work
        };
        if work.need.minutes == wanted.need.minutes {
            let work = until_closing(store, &offer, work, closes)?;
            priced.push((offer, work));
            continue;
        }
        let there = Wanted {
            need: work.need.clone(),
            groomer: Some(offer.slot.groomer_id),
            day: Some(DayWish::On(offer.day)),
            time: Some(TimeWish::At(offer.slot.span.start)),
            ..wanted.clone()
        };
        if let Some(offer) = offers(store, &there, 1)?.into_iter().next() {
            let work = until_closing(store, &offer, work, closes)?;
            priced.push((offer, work));
        }
    }
    Ok(priced)
}

/// The work as it is promised at a time: nobody comes for the dog after the salon has closed.
fn until_closing(store: &Store, offer: &Offer, work: Work, closes: i64) -> Result<Work> {
    let span = offer.slot.span;
    if span.start + work.stay_minutes <= closes {
        return Ok(work);
    }
    let workdays = store.workdays(offer.day, None)?;
    let workday = workdays
        .iter()
        .find(|workday| workday.groomer_id == offer.slot.groomer_id);
    let latest = workday.map_or(closes, |workday| workday.latest_pick_up(closes));
    Ok(Work {
        stay_minutes: work.stay_minutes.min(latest.max(span.end) - span.start),
        ..work
    })
}
