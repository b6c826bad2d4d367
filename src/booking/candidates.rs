//! Who of those who wait really fits a time that has become free, and whom to ask first.

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::held::{held, missed};
use super::taking::{booking, moved};
use super::work::{Work, booked_work, work_for};
use crate::domain::appointment::Appointment;
use crate::domain::clock::minute_of;
use crate::domain::hold::Hold;
use crate::domain::id::{AddOnId, AppointmentId, GroomerId, ServiceId};
use crate::domain::schedule::{Slot, Span, Workday};
use crate::domain::status::Status;
use crate::domain::usual_closing::name_of;
use crate::domain::waitlist::{Offered, Outcome, Standing, Wait, WaitWish, ranked};
use crate::store::{AppointmentEdit, Edit, Offer, Place, Result, SlotAsk, Store, WaitLine};

/// A time that was booked and is free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freed {
    /// With whom.
    pub groomer_id: GroomerId,
    /// On which day.
    pub day: NaiveDate,
    /// From when to when.
    pub span: Span,
}

impl Candidate {
    /// With whom, on which day, from which minute.
    #[must_use]
    pub const fn place(&self) -> (GroomerId, NaiveDate, i64) {
        (
            self.offer.slot.groomer_id,
            self.offer.day,
            self.offer.slot.span.start,
        )
    }
}

/// Somebody who waits and fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who waits, and for what.
    pub line: WaitLine,
    /// What is done.
    pub work: Work,
    /// Where it fits.
    pub offer: Offer,
    /// What they said to this very time already.
    pub said: Option<Outcome>,
}

impl Freed {
    fn of(booked: &Appointment) -> Self {
        Self {
            groomer_id: booked.groomer_id,
            day: booked.day,
            span: booked.span(),
        }
    }
}

/// The times that an entry of the journal has made free.
pub fn freed_in(store: &Store, entry: i64) -> Result<Vec<Freed>> {
    Ok(store.given_up(entry)?.iter().map(Freed::of).collect())
}

/// The times that an edit makes free when it is applied: called off, not come, or moved away.
pub fn freed_by(store: &Store, edit: &Edit) -> Result<Vec<Freed>> {
    let mut ids = Vec::new();
    leaving(edit, &mut ids);
    let mut freed = Vec::new();
    for id in ids {
        if let Some(old) = store.appointment(id)?
            && old.status.holds_time()
        {
            freed.push(Freed::of(&old));
        }
    }
    Ok(freed)
}

/// The appointments that leave their place.
fn leaving(edit: &Edit, ids: &mut Vec<AppointmentId>) {
    match edit {
        Edit::Appointment(
            AppointmentEdit::Cancel { id, .. }
            | AppointmentEdit::Step {
                id,
                to: Status::NoShow | Status::Cancelled,
                ..
            }
            | AppointmentEdit::Move(Place { id, .. }),
        ) => ids.push(*id),
        Edit::Appointment(AppointmentEdit::MoveAll(places)) => ids.extend(places.iter().map(|to| to.id)),
        Edit::Together { edits, .. } => {
            for edit in edits {
                leaving(edit, ids);
            }
        }
        _ => {}
    }
}

/// What somebody waits for, as it is on a day: the work of their appointment where there is one, else the service they
/// wish with what they wish on top.
pub fn work_of(store: &Store, wait: &Wait, day: NaiveDate) -> Result<Option<Work>> {
    if let Some(id) = wait.appointment_id
        && let Some(booked) = store.appointment(id)?
        // Who was called off may wish for something else since.
        && (wait.is_sooner() || booked.service_id == wait.service_id)
        && let Some(mut work) = booked_work(store, &booked)?
    {
        if wait.call {
            // Booked anew, it is another row.
            for add_on in &mut work.add_ons {
                add_on.id = AddOnId::new();
            }
        }
        return Ok(Some(work));
    }
    let dog = Some(wait.dog_id);
    let wished = work_for(store, dog, Some(wait.service_id), &wait.add_ons, day)?;
    if wait.add_ons.is_empty() && wished.as_ref().is_some_and(|work| work.minutes < wait.minutes) {
        // An earlier program wrote nothing down of what is done on top; the minutes tell that it is as last time.
        let as_last = work_for(store, dog, None, &[], day)?.filter(|last| last.service_id == wait.service_id);
        return Ok(as_last.or(wished));
    }
    Ok(wished)
}

/// Everybody who waits, fits a free time by every rule of the salon and could not come on an earlier day anyway; whom to ask
/// first at the head. What is held on that day, as `holds` tells, is free for nobody else.
pub fn candidates(
    store: &Store,
    freed: &Freed,
    holds: &[Hold],
    now: NaiveDateTime,
) -> Result<Vec<Candidate>> {
    if freed.day < now.date() {
        return Ok(Vec::new());
    }
    let not_before = if freed.day == now.date() {
        minute_of(now)
    } else {
        0
    };
    let mut found = Vec::new();
    let mut standings = Vec::new();
    // The day is the same for all but those who have an appointment on it that moves.
    let as_it_is = store.workdays(freed.day, None)?;
    for line in store.waitlist(now.date())? {
        let wish = &line.wait.wish;
        let wants_other = wish.groomer_id.is_some_and(|wished| wished != freed.groomer_id);
        if line.calls_about_standing() || wants_other || !may_be_told(wish, freed.day) {
            continue;
        }
        let Some(work) = work_of(store, &line.wait, freed.day)? else {
            continue;
        };
        let moving = line.wait.appointment_id.filter(|_| line.wait.is_sooner());
        let without;
        let workdays = match moving {
            Some(_) => {
                without = store.workdays(freed.day, moving)?;
                &without
            }
            None => &as_it_is,
        };
        let Some(slot) = place_in(workdays, holds, freed, &line, &work, not_before) else {
            continue;
        };
        let offer = Offer { day: freed.day, slot };
        let wanted = match moving {
            Some(id) => match store.appointment(id)? {
                Some(booked) => moved(&booked, &offer),
                None => continue,
            },
            None => booking(&line, &work, &offer),
        };
        let add_ons: Vec<ServiceId> = work.add_ons.iter().map(|each| each.service_id).collect();
        if store.refusal(&wanted, &add_ons, now)?.is_some() {
            continue;
        }
        // Who could have come on an earlier day without this gap is not helped by it.
        if let Some(before) = freed.day.pred_opt()
            && first_fit_until(store, &line, before, now)?.is_some()
        {
            continue;
        }
        let same = |made: &&Offered| {
            (made.groomer_id, made.day) == (freed.groomer_id, freed.day)
                && freed.span.overlaps(Span::of(made.start_min, work.minutes))
        };
        let said = line.offers.iter().rev().find(same).map(|made| made.outcome);
        standings.push(Standing {
            said,
            call: line.wait.call,
            left_empty: (freed.span.minutes() - work.minutes).max(0),
            wants_groomer: line.wait.wish.groomer_id == Some(freed.groomer_id),
            asked_at: line.wait.asked_at,
        });
        found.push(Some(Candidate {
            line,
            work,
            offer,
            said,
        }));
    }
    Ok(ranked(&standings)
        .into_iter()
        .filter_map(|place| found[place].take())
        .collect())
}

/// A time so many minutes away from one that was declined may do.
pub(super) const QUITE_ANOTHER: i64 = 60;

/// How far ahead one looks for somebody who waits without a last day.
const DAYS_AHEAD: u64 = 60;

/// How many days before or after the one that was called off one looks first.
const DAYS_AROUND: u64 = 14;

/// The first time that really fits somebody who waits and was not declined by them, with what they said to it already.
pub fn first_fit(store: &Store, line: &WaitLine, now: NaiveDateTime) -> Result<Option<Candidate>> {
    for day in around(line, now.date()) {
        let found = first_fit_between(store, line, day, day, now)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    let first = line.wait.wish.first_day.max(now.date());
    let last = first.checked_add_days(Days::new(DAYS_AHEAD - 1)).unwrap_or(first);
    first_fit_until(store, line, last, now)
}

/// The days around the one that was called off, the nearest first: for whom any time would do it is one like that.
fn around(line: &WaitLine, today: NaiveDate) -> Vec<NaiveDate> {
    let wish = &line.wait.wish;
    let Some((old, _)) = line.booked.filter(|(day, _)| {
        line.wait.call && *day > today && wish.first_day <= today && wish.last_day.is_none()
    }) else {
        return Vec::new();
    };
    let each = |by: u64| {
        [
            old.checked_add_days(Days::new(by)),
            old.checked_sub_days(Days::new(by)),
        ]
    };
    let mut days: Vec<NaiveDate> = (0..=DAYS_AROUND).flat_map(each).flatten().collect();
    days.dedup();
    days.retain(|day| *day > today);
    days
}

/// The same, on a day or before it.
fn first_fit_until(
    store: &Store,
    line: &WaitLine,
    last: NaiveDate,
    now: NaiveDateTime,
) -> Result<Option<Candidate>> {
    first_fit_between(store, line, now.date(), last, now)
}

/// The same, on a day, on another or between them.
fn first_fit_between(
    store: &Store,
    line: &WaitLine,
    first: NaiveDate,
    last: NaiveDate,
    now: NaiveDateTime,
) -> Result<Option<Candidate>> {
    let wait = &line.wait;
    if line.calls_about_standing() {
        return Ok(None);
    }
    let today = now.date();
    let mut day = wait.wish.first_day.max(first);
    let Some(mut work) = work_of(store, wait, day)? else {
        return Ok(None);
    };
    let moving = wait.appointment_id.filter(|_| wait.is_sooner());
    let booked = match moving {
        Some(id) => store.appointment(id)?,
        None => None,
    };
    let last = booked.as_ref().map_or(last, |booked| booked.day.min(last));
    while let Some((from, days)) = next_days(&wait.wish, day, last) {
        let mut ask = SlotAsk {
            need: work.need.clone(),
            from,
            from_min: if from == today { minute_of(now) } else { 0 },
            days,
            groomer_id: wait.wish.groomer_id,
            between: Some(Span {
                start: wait.wish.from_min,
                end: wait.wish.before_min,
            }),
            dog_id: Some(wait.dog_id),
            ignore: moving,
        };
        let mut offers = store.first_slots(&ask, 20)?;
        let Some(found) = offers.first().map(|offer| offer.day) else {
            day = from + Days::new(days);
            continue;
        };
        offers.retain(|offer| offer.day == found);
        day = found + Days::new(1);
        if let Some(of_day) = work_of(store, wait, found)? {
            // The day of the appointment decides what it takes and costs.
            work = of_day;
            if work.need != ask.need {
                ask.need = work.need.clone();
                (ask.from_min, ask.days) = (if found == from { ask.from_min } else { 0 }, 1);
                ask.from = found;
                offers = store.first_slots(&ask, 20)?;
            }
        }
        // What somebody on the call list is to be asked for is theirs until they say no.
        let held = held(store, &offers, moving, |day| store.held_for_calls(day))?;
        for (offer, hold) in offers.into_iter().zip(held) {
            if hold.is_some() || was_declined(line, &offer) {
                continue;
            }
            let sooner =
                |booked: &Appointment| (found, offer.slot.span.start) < (booked.day, booked.start_min);
            if !booked.as_ref().is_none_or(sooner) {
                break;
            }
            let wanted = booked
                .as_ref()
                .map_or_else(|| booking(line, &work, &offer), |booked| moved(booked, &offer));
            let add_ons: Vec<ServiceId> = work.add_ons.iter().map(|each| each.service_id).collect();
            if store.refusal(&wanted, &add_ons, now)?.is_none() {
                let same = |made: &&Offered| {
                    (made.groomer_id, made.day, made.start_min)
                        == (offer.slot.groomer_id, offer.day, offer.slot.span.start)
                };
                let said = line.offers.iter().rev().find(same).map(|made| made.outcome);
                return Ok(Some(Candidate {
                    line: line.clone(),
                    work,
                    offer,
                    said,
                }));
            }
        }
    }
    Ok(None)
}

/// Whether a day would do; one on which many salons close only for somebody who wishes that very day.
fn may_be_told(wish: &WaitWish, day: NaiveDate) -> bool {
    wish.accepts_day(day) && (wish.last_day == Some(wish.first_day) || name_of(day).is_none())
}

/// The next days in a row that would do, from a day on until another: the first of them and how many.
fn next_days(wish: &WaitWish, from: NaiveDate, last: NaiveDate) -> Option<(NaiveDate, u64)> {
    let mut found: Option<(NaiveDate, u64)> = None;
    for day in from.iter_days().take_while(|day| *day <= last) {
        let would_do = may_be_told(wish, day);
        match &mut found {
            Some((_, days)) if would_do => *days += 1,
            Some(_) => break,
            None if would_do => found = Some((day, 1)),
            None => {}
        }
    }
    found
}

/// Whether they said no to this time already, or to one so near that it is no other.
pub(super) fn was_declined(line: &WaitLine, offer: &Offer) -> bool {
    line.offers.iter().any(|made| {
        made.outcome == Outcome::Declined
            && made.day == offer.day
            && (made.start_min - offer.slot.span.start).abs() < QUITE_ANOTHER
    })
}

/// Where a piece of work fits into a free time and what lies free around it, without what is held for others: at its very
/// beginning, else as early as it can; an appointment that is to come sooner does not come later.
fn place_in(
    workdays: &[Workday],
    holds: &[Hold],
    freed: &Freed,
    line: &WaitLine,
    work: &Work,
    not_before: i64,
) -> Option<Slot> {
    let workday = workdays
        .iter()
        .find(|workday| workday.groomer_id == freed.groomer_id)?;
    let sooner_than = line.booked.filter(|_| line.wait.is_sooner());
    workday
        .starts(&work.need, not_before)
        .into_iter()
        .filter(|start| line.wait.wish.accepts(freed.day, freed.groomer_id, *start))
        .filter(|start| sooner_than.is_none_or(|booked| (freed.day, *start) < booked))
        .filter_map(|start| workday.slot(&work.need, start))
        .filter(|slot| slot.span.overlaps(freed.span))
        .filter(|slot| missed(*slot, workdays, holds, 0).is_none())
        .min_by_key(|slot| (slot.span.start != freed.span.start, slot.span.start))
}
