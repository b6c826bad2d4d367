//! Which of the times on offer another desk holds: a warning, never a refusal.

use chrono::NaiveDate;

use crate::domain::hold::Hold;
use crate::domain::id::AppointmentId;
use crate::domain::schedule::{Slot, Workday};
use crate::store::{Offer, Result, Store};

/// Who holds each of these times, in their order; nobody where the groomer has a lane left for somebody else as well.
///
/// `holds` tells what is held on a day, `moving` is the appointment whose own time counts as free.
pub fn held(
    store: &Store,
    offers: &[Offer],
    moving: Option<AppointmentId>,
    holds: impl Fn(NaiveDate) -> Result<Vec<Hold>>,
) -> Result<Vec<Option<Hold>>> {
    let mut days: Vec<NaiveDate> = offers.iter().map(|offer| offer.day).collect();
    days.sort_unstable();
    days.dedup();
    let mut held: Vec<Option<Hold>> = vec![None; offers.len()];
    for day in days {
        let holds = holds(day)?;
        // Mostly nothing is held: then nothing more is read.
        if holds.is_empty() {
            continue;
        }
        let workdays = store.workdays(day, moving)?;
        for (offer, held) in offers.iter().zip(&mut held).filter(|(offer, _)| offer.day == day) {
            *held = missed(offer.slot, &workdays, &holds, 0).cloned();
        }
    }
    Ok(held)
}

/// Who holds what a slot needs. The last lane that is free is the one that is missed; so many of them go to other dogs of
/// the same visit.
pub(super) fn missed<'a>(
    slot: Slot,
    workdays: &[Workday],
    holds: &'a [Hold],
    others: usize,
) -> Option<&'a Hold> {
    let mut here = holds.iter().filter(|hold| {
        hold.groomer == slot.groomer_id && hold.start_min < slot.span.end && slot.span.start < hold.end_min
    });
    let workday = workdays
        .iter()
        .find(|workday| workday.groomer_id == slot.groomer_id);
    let free = workday.map_or(1, |workday| workday.free_lanes(slot.span));
    here.nth(free.saturating_sub(others).max(1) - 1)
}
