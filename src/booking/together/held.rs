//! Which of the times for several dogs another desk holds.

use chrono::NaiveDate;

use super::times::free_days;
use super::{OfferForAll, WantedForAll};
use crate::booking::held::missed;
use crate::domain::hold::Hold;
use crate::store::{Result, Store};

/// Who holds one of the places that each of these times needs, in their order; nobody where the groomers have lanes left for
/// somebody else as well. `holds` tells what is held on a day.
pub fn held_for_all(
    store: &Store,
    wanted: &WantedForAll,
    offers: &[OfferForAll],
    holds: impl Fn(NaiveDate) -> Result<Vec<Hold>>,
) -> Result<Vec<Option<Hold>>> {
    let mut days: Vec<NaiveDate> = offers.iter().map(|offer| offer.day).collect();
    days.sort_unstable();
    days.dedup();
    let mut held: Vec<Option<Hold>> = vec![None; offers.len()];
    for day in days {
        let holds = holds(day)?;
        if holds.is_empty() {
            continue;
        }
        let workdays = free_days(store, wanted, day)?;
        for (offer, held) in offers.iter().zip(&mut held).filter(|(offer, _)| offer.day == day) {
            let slots = &offer.place.slots;
            let missed = slots.iter().enumerate().find_map(|(at, slot)| {
                let beside = slots.iter().enumerate().filter(|(other, beside)| {
                    *other != at && beside.groomer_id == slot.groomer_id && beside.span.overlaps(slot.span)
                });
                missed(*slot, &workdays, &holds, beside.count())
            });
            *held = missed.cloned();
        }
    }
    Ok(held)
}
