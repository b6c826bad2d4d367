//! Several dogs beyond the rules: where each of them would go when somebody insists on a time, and all that stands against
//! it.

use std::rc::Rc;

use chrono::NaiveDate;

use super::times::{closes, free_days};
use super::{Companion, OfferForAll, WantedForAll};
use crate::booking::offers::WALK_IN;
use crate::booking::work::Work;
use crate::domain::calendar::Door;
use crate::domain::clock::{hhmm, minute_of, short_day};
use crate::domain::household::Arrangement;
use crate::domain::id::ServiceId;
use crate::domain::insist::{ANOTHER, asked_of, burden};
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::schedule::{Slot, Span, Taken, Workday};
use crate::store::{Result, Store};

/// The places in the book that somebody insists on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InsistedAll {
    /// Where each of them goes.
    pub offer: OfferForAll,
    /// What no reason gets past, in words.
    pub never: Option<String>,
    /// What a reason gets past, for each dog in words of its own; none means that the rules are kept.
    pub against: Vec<Vec<String>>,
}

/// The places that somebody insists on: exactly when they asked for, else those that are offered; `None` without either, or
/// while there is no groomer. Each dog takes the place with the fewest reasons against it: at the drop-off, or when another
/// one is done.
pub fn insisted_all(
    store: &Store,
    wanted: &WantedForAll,
    offered: Option<&OfferForAll>,
) -> Result<Option<InsistedAll>> {
    let exact = match wanted.time {
        Some(TimeWish::At(minute)) => {
            let day = wanted.day.map_or(wanted.now.date(), DayWish::date);
            let same = offered.is_some_and(|offer| {
                offer.place.drop_off_min == minute && wanted.day.is_none_or(|day| day.has(offer.day))
            });
            (!same).then_some((day, minute))
        }
        _ => None,
    };
    let (day, minute, offered) = match (exact, offered) {
        (Some((day, minute)), _) => (day, minute, None),
        (None, Some(offer)) => (offer.day, offer.place.drop_off_min, Some(offer)),
        (None, None) => return Ok(None),
    };
    let works: Vec<Work> = match offered {
        Some(offer) => offer.works.clone(),
        None => wanted.dogs.iter().map(|dog| dog.work.clone()).collect(),
    };
    let mut seats = Seats {
        workdays: free_days(store, wanted, day)?,
        drop_off: minute,
        now: (day == wanted.now.date()).then(|| minute_of(wanted.now)),
        seated: Vec::new(),
        never: over(wanted, day),
        against: Vec::new(),
    };
    if seats.workdays.is_empty() {
        return Ok(None);
    }
    let pattern = wanted.pattern();
    for (at, (dog, work)) in wanted.dogs.iter().zip(&works).enumerate() {
        let only = offered.and_then(|offer| offer.place.slots.get(at)).copied();
        let after = pattern.as_ref().and_then(|after| after.get(at));
        let mut against = cards(store, dog, work, day)?;
        against.extend(seats.seat(dog, work, only, after.copied(), day));
        if is_over(wanted, day, minute) {
            let now = hhmm(minute_of(wanted.now));
            against.push(format!("{} today is over; it is {now} now", hhmm(minute)));
        }
        seats.against.push(against);
    }
    let stays = works.iter().map(|work| work.stay_minutes);
    let closes = closes(store, &seats.workdays)?;
    let place = Arrangement::of(seats.seated, stays, minute).picked_up_by(&closes);
    Ok(Some(InsistedAll {
        offer: OfferForAll { day, place, works },
        never: seats.never,
        against: seats.against,
    }))
}

/// What the dog's cards say against it, whatever the time.
fn cards(store: &Store, dog: &Companion, work: &Work, day: NaiveDate) -> Result<Vec<String>> {
    let services: Vec<ServiceId> = work.need.services.iter().map(|(id, _)| *id).collect();
    let cards = store.against_dog(dog.dog.id, &services, day)?;
    Ok(cards.iter().map(ToString::to_string).collect())
}

fn over(wanted: &WantedForAll, day: NaiveDate) -> Option<String> {
    let today = wanted.now.date();
    (day < today).then(|| {
        let said = short_day(day, today);
        format!("{said} is over; choose today or a day to come")
    })
}

fn is_over(wanted: &WantedForAll, day: NaiveDate, minute: i64) -> bool {
    day == wanted.now.date() && minute + WALK_IN < minute_of(wanted.now)
}

/// A dog that waits for its turn counts as much for each half hour, in minutes, as a quarter of an hour of a groomer's.
const HALF_AN_HOUR: i64 = 30;

/// How badly a place suits: how much is asked of groomer and client, the dogs on the table already, the start, and whether the
/// groomer is not the usual one.
type Rank = (i64, usize, i64, bool);

/// The day with those dogs that have their place already.
struct Seats {
    workdays: Vec<Workday>,
    drop_off: i64,
    /// The minute it is, on the day of today.
    now: Option<i64>,
    seated: Vec<Slot>,
    never: Option<String>,
    against: Vec<Vec<String>>,
}

impl Seats {
    /// Gives a dog its place and tells what is against it: in the offered one, so many minutes after the drop-off in a
    /// visit that is moved, else where the fewest reasons are.
    fn seat(
        &mut self,
        dog: &Companion,
        work: &Work,
        only: Option<Slot>,
        after: Option<i64>,
        day: NaiveDate,
    ) -> Vec<String> {
        let mut starts = match (only, after) {
            (Some(slot), _) => vec![slot.span.start],
            (None, Some(after)) => vec![self.drop_off + after],
            (None, None) => vec![self.drop_off],
        };
        if only.is_none() && after.is_none() {
            starts.extend(self.seated.iter().map(|slot| slot.span.end));
        }
        let mut best: Option<(Rank, usize, Vec<String>)> = None;
        for start in starts {
            for (column, workday) in self.workdays.iter().enumerate() {
                // Who is offered is meant, whoever was asked for.
                let may_be = match only {
                    Some(slot) => slot.groomer_id == workday.groomer_id,
                    None => dog.may_go_to(workday.groomer_id),
                };
                if !may_be {
                    continue;
                }
                let refusals = workday.refusals(&work.need, start, self.drop_off);
                let stranger = dog.usual != Some(workday.groomer_id);
                let span = Span::of(start, work.minutes);
                let beside = workday
                    .taken
                    .iter()
                    .filter(|taken| taken.span.overlaps(span))
                    .count();
                let refusals = refusals
                    .iter()
                    .map(|each| asked_of(workday, each, span, self.now));
                // A third dog on one table waits for its turn.
                let asked = burden(workday, &work.need, start, self.drop_off, self.now);
                let waits = (start - self.drop_off) / HALF_AN_HOUR;
                let another = if stranger { ANOTHER } else { 0 };
                let rank = (asked + waits + another, beside, start, stranger);
                if best.as_ref().is_none_or(|(other, ..)| rank < *other) {
                    best = Some((rank, column, refusals.collect()));
                }
            }
        }
        let Some(((_, _, start, _), column, refusals)) = best else {
            self.never
                .get_or_insert_with(|| "that groomer is no longer in the book".to_owned());
            return Vec::new();
        };
        let span = Span::of(start, work.minutes);
        let lane = self.take(column, span, dog);
        if span.end > 24 * 60 {
            self.never
                .get_or_insert_with(|| "it would go on after midnight; choose an earlier time".to_owned());
        }
        self.clash(dog, span, day);
        self.seated.push(Slot {
            groomer_id: self.workdays[column].groomer_id,
            lane,
            span,
        });
        refusals
    }

    /// Puts the dog down, in a lane beyond the groomer's own where there is no other.
    fn take(&mut self, column: usize, span: Span, dog: &Companion) -> i64 {
        let workday = &mut self.workdays[column];
        let lane = workday.free_lane(span).or_else(|| workday.any_lane(span));
        if lane.is_none() {
            self.never
                .get_or_insert_with(|| "that time is taken nine times over; choose another one".to_owned());
        }
        let lane = lane.unwrap_or(1);
        workday.taken.push(Taken {
            lane,
            span,
            dog: dog.dog.name(),
        });
        let mut door = Door::clone(&workday.door);
        door.arrivals.push(self.drop_off);
        let door = Rc::new(door);
        for workday in &mut self.workdays {
            workday.door = Rc::clone(&door);
        }
        lane
    }

    /// A dog cannot be in two places.
    fn clash(&mut self, dog: &Companion, span: Span, day: NaiveDate) {
        let moving = dog.moving.as_ref().map(|moving| moving.id);
        let mut others = dog.booked.iter();
        let there =
            others.find(|other| other.day == day && Some(other.id) != moving && other.span().overlaps(span));
        if let Some(there) = there {
            let name = dog.dog.name();
            let (start, end) = (hhmm(there.start_min), hhmm(there.end_min));
            self.never.get_or_insert_with(|| {
                format!("{name} is booked {start}-{end} already; a dog cannot be in two places")
            });
        }
    }
}
