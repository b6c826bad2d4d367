//! The first times that fit all of the dogs.

use std::rc::Rc;

use chrono::{Days, NaiveDate};

use super::{OfferForAll, WantedForAll};
use crate::booking::offers::{DAYS_AHEAD, WALK_IN};
use crate::booking::work::{Work, work_for};
use crate::domain::calendar::Door;
use crate::domain::clock::minute_of;
use crate::domain::household::{Arrangement, Guest, Tables};
use crate::domain::id::GroomerId;
use crate::domain::phrase::TimeWish;
use crate::domain::schedule::Workday;
use crate::store::{Result, SlotAsk, Store};

/// Free times of one dog that are asked for at once; days on which it finds none are not looked at further.
const AT_ONCE: usize = 24;

/// What the dogs come for on each day: the same until another price list counts.
struct Works {
    /// The days from which another list counts.
    lists: Vec<NaiveDate>,
    known: Vec<(usize, Option<Vec<Work>>)>,
}

impl Works {
    fn of(store: &Store, wanted: &WantedForAll) -> Result<Self> {
        let today = wanted.now.date();
        let mut lists: Vec<NaiveDate> = store.rates()?.iter().map(|rate| rate.valid_from).collect();
        lists.retain(|from| *from > today && wanted.pattern().is_none());
        lists.sort_unstable();
        lists.dedup();
        Ok(Self {
            lists,
            known: Vec::new(),
        })
    }

    /// What each of them comes for on a day; `None` when one of them can have nothing.
    fn on(&mut self, store: &Store, wanted: &WantedForAll, day: NaiveDate) -> Result<Option<Vec<Work>>> {
        let list = self.lists.iter().filter(|from| **from <= day).count();
        if let Some((_, works)) = self.known.iter().find(|(known, _)| *known == list) {
            return Ok(works.clone());
        }
        let mut works = Some(Vec::new());
        for dog in &wanted.dogs {
            let work = match &dog.moving {
                Some(_) => Some(dog.work.clone()),
                None => work_for(store, Some(dog.dog.id), dog.service, &dog.add_ons, day)?,
            };
            works = works.zip(work).map(|(mut works, work)| {
                works.push(work);
                works
            });
        }
        self.known.push((list, works.clone()));
        Ok(works)
    }
}

/// The first times that fit all of them, in the order of time, at most `limit`; none on days that are over.
///
/// Without a wish for the time those that would only be a little later than one already found are left out.
pub fn offers_for_all(store: &Store, wanted: &WantedForAll, limit: usize) -> Result<Vec<OfferForAll>> {
    let mut found = Vec::new();
    let mut works = Works::of(store, wanted)?;
    let today = wanted.now.date();
    if let Some(wish) = wanted.day {
        for day in wish.days(DAYS_AHEAD) {
            if found.len() >= limit {
                break;
            }
            on_day(store, wanted, &mut works, day, &mut found)?;
        }
    } else {
        // Whoever is moved wants to come later, unless a day is named.
        let stands = wanted.moving().map(|each| each.day).min();
        let first = stands.unwrap_or(today).max(today);
        from(store, wanted, first, limit, &mut found)?;
    }
    found.truncate(limit);
    Ok(found)
}

/// Looks at the days from one on, as far as the dog that takes longest finds a time there at all.
pub(super) fn from(
    store: &Store,
    wanted: &WantedForAll,
    first: NaiveDate,
    limit: usize,
    found: &mut Vec<OfferForAll>,
) -> Result<()> {
    let today = wanted.now.date();
    let Some(hardest) = wanted.dogs.iter().max_by_key(|dog| dog.work.minutes) else {
        return Ok(());
    };
    let mut works = Works::of(store, wanted)?;
    let end = today.max(first) + Days::new(DAYS_AHEAD);
    let mut next = Some(first);
    while let Some(first) = next.filter(|day| *day < end && found.len() < limit) {
        let ask = SlotAsk {
            need: hardest.work.need.clone(),
            from: first,
            from_min: if first == today { minute_of(wanted.now) } else { 0 },
            days: u64::try_from((end - first).num_days()).unwrap_or_default(),
            groomer_id: match hardest.among.as_slice() {
                [only] => Some(*only),
                _ => None,
            },
            between: None,
            dog_id: None,
            ignore: None,
        };
        let free = store.first_slots(&ask, AT_ONCE)?;
        let last = free
            .last()
            .filter(|_| free.len() == AT_ONCE)
            .map(|offer| offer.day);
        let mut days: Vec<NaiveDate> = free.iter().map(|offer| offer.day).collect();
        // Where they stand now there is room once they are taken up.
        let stand = wanted.moving().map(|each| each.day);
        days.extend(stand.filter(|day| first <= *day && last.is_none_or(|last| *day <= last)));
        days.sort_unstable();
        days.dedup();
        for day in days {
            if found.len() < limit {
                on_day(store, wanted, &mut works, day, found)?;
            }
        }
        next = last.and_then(|last| last.succ_opt());
    }
    Ok(())
}

/// Adds the times of one day.
fn on_day(
    store: &Store,
    wanted: &WantedForAll,
    works: &mut Works,
    day: NaiveDate,
    found: &mut Vec<OfferForAll>,
) -> Result<()> {
    let today = wanted.now.date();
    if day < today || wanted.dogs.is_empty() {
        return Ok(());
    }
    let not_before = if day == today { minute_of(wanted.now) } else { 0 };
    let workdays = free_days(store, wanted, day)?;
    let Some(works) = works.on(store, wanted, day)? else {
        return Ok(());
    };
    let dogs = wanted.dogs.iter().zip(&works);
    let closes = closes(store, &workdays)?;
    let guests: Vec<Guest> = dogs.map(|(dog, work)| dog.guest(work, day)).collect();
    let mut tables = Tables::on(workdays, guests);
    let starts = tables.starts(not_before);
    let pattern = wanted.pattern();
    let mut place = |minute: i64| match &pattern {
        Some(after) => tables.arrange_as(after, minute),
        None => tables.arrange(minute),
    };
    let mut add = |place: Arrangement| {
        let place = place.picked_up_by(&closes);
        let offer = OfferForAll {
            day,
            place,
            works: works.clone(),
        };
        let new = !wanted.stays(&offer);
        if new {
            found.push(offer);
        }
        new
    };
    if let Some(TimeWish::At(minute)) = wanted.time {
        if minute + WALK_IN >= not_before
            && let Some(place) = place(minute)
        {
            add(place);
        }
        return Ok(());
    }
    // Side by side and in turn each have their own next time.
    let mut next = [0, 0];
    for start in starts {
        if !wanted.time.is_none_or(|time| time.accepts(start)) {
            continue;
        }
        let Some(place) = place(start) else { continue };
        let next = &mut next[usize::from(place.is_side_by_side())];
        let end = place.span().end;
        if (wanted.time.is_some() || start >= *next) && add(place) {
            *next = end;
        }
    }
    Ok(())
}

/// The latest that a dog is picked up from each groomer.
pub(super) fn closes(store: &Store, workdays: &[Workday]) -> Result<Vec<(GroomerId, i64)>> {
    let closes = store.salon()?.closes_min;
    let of_each = |workday: &Workday| (workday.groomer_id, workday.latest_pick_up(closes));
    Ok(workdays.iter().map(of_each).collect())
}

/// The workdays that count, without the dogs that are moved.
pub(super) fn free_days(store: &Store, wanted: &WantedForAll, day: NaiveDate) -> Result<Vec<Workday>> {
    let mut workdays = store.workdays(day, None)?;
    take_up(&mut workdays, wanted, day);
    Ok(workdays)
}

/// Takes the dogs of a visit that is moved out of the day, so that their own time counts as free.
fn take_up(workdays: &mut [Workday], wanted: &WantedForAll, day: NaiveDate) {
    let mut door = workdays
        .first()
        .map_or_else(Door::default, |workday| Door::clone(&workday.door));
    for old in wanted.moving().filter(|old| old.day == day) {
        let mut arrivals = door.arrivals.iter();
        if let Some(at) = arrivals.position(|minute| *minute == old.arrives_min()) {
            door.arrivals.remove(at);
        }
        for workday in workdays
            .iter_mut()
            .filter(|workday| workday.groomer_id == old.groomer_id)
        {
            workday
                .taken
                .retain(|taken| (Some(taken.lane), taken.span) != (old.lane, old.span()));
        }
    }
    let door = Rc::new(door);
    for workday in workdays {
        workday.door = Rc::clone(&door);
    }
}
