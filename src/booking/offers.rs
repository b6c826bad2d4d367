//! Where work fits: the first times for a wish.

use chrono::{Days, NaiveDate, NaiveDateTime};

use crate::domain::clock::minute_of;
use crate::domain::id::{AppointmentId, DogId, GroomerId};
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::schedule::{Need, Span, Workday};
use crate::store::{Offer, Result, SlotAsk, Store};

/// How far ahead one looks when no day was named.
pub(super) const DAYS_AHEAD: u64 = 60;

/// Work of so many minutes at most fits into any hole.
const SHORT: i64 = 30;

/// A dog that walks in is entered a little after it came.
pub(super) const WALK_IN: i64 = 15;

/// What a time is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What the work asks of a groomer.
    pub need: Need,
    /// Only this groomer.
    pub groomer: Option<GroomerId>,
    /// On which day.
    pub day: Option<DayWish>,
    /// At what time.
    pub time: Option<TimeWish>,
    /// The dog that comes: it cannot be in two places.
    pub dog: Option<DogId>,
    /// The appointment that is being moved: its own time counts as free, and times are looked for behind it.
    pub moving: Option<(AppointmentId, NaiveDate, i64)>,
    /// The salon's time; nothing is offered before it.
    pub now: NaiveDateTime,
}

impl Wanted {
    /// The minute on a day from which times count, looking forward from now.
    pub(super) fn not_before(&self, day: NaiveDate) -> i64 {
        if day == self.now.date() {
            minute_of(self.now)
        } else {
            0
        }
    }

    /// The minute it is, on the day of today.
    pub(super) fn minute_now(&self, day: NaiveDate) -> Option<i64> {
        (day == self.now.date()).then(|| minute_of(self.now))
    }

    /// The appointment whose own time counts as free.
    pub(super) fn ignore(&self) -> Option<AppointmentId> {
        self.moving.map(|(id, ..)| id)
    }

    /// Where one starts to look when no day was named: now, or behind the appointment that is being moved.
    fn start(&self) -> (NaiveDate, i64) {
        let now = (self.now.date(), minute_of(self.now));
        self.moving
            .map_or(now, |(_, day, minute)| now.max((day, minute + 1)))
    }

    /// Whether a minute of a day is over.
    pub(super) fn is_over(&self, day: NaiveDate, minute: i64) -> bool {
        day < self.now.date() || minute + WALK_IN < self.not_before(day)
    }

    /// The days that may do, in order, as stretches of days in a row: the first one and how many. None that are over.
    fn stretches(&self) -> Vec<(NaiveDate, u64)> {
        let today = self.now.date();
        let Some(wish) = self.day else {
            return vec![(self.start().0, DAYS_AHEAD)];
        };
        let mut stretches: Vec<(NaiveDate, u64)> = Vec::new();
        for day in wish.days(DAYS_AHEAD).filter(|day| *day >= today) {
            match stretches.last_mut() {
                Some((first, days)) if first.checked_add_days(Days::new(*days)) == Some(day) => *days += 1,
                _ => stretches.push((day, 1)),
            }
        }
        stretches
    }
}

/// More times than there are in an hour of one day, so that the nearest of them is among those read.
const ALL_OF_AN_HOUR: usize = 90;

/// The order in which times are offered: by day and time, and where one is to be close to some time the nearest of a day first.
fn order(wish: Option<TimeWish>, offer: &Offer) -> (NaiveDate, i64, i64) {
    let start = offer.slot.span.start;
    let far = match wish {
        Some(TimeWish::Around(minute)) => (start - minute).abs(),
        _ => 0,
    };
    (offer.day, far, start)
}

/// The first times that fit, in the order of time, at most `limit`; none on days that are over.
pub fn offers(store: &Store, wanted: &Wanted, limit: usize) -> Result<Vec<Offer>> {
    let mut found = Vec::new();
    let stretches = wanted.stretches();
    // Who names several weekdays wants to choose among them.
    let several = matches!(wanted.day, Some(DayWish::Any(_))) && stretches.len() > 1;
    let most = if several { limit.div_ceil(2) } else { limit };
    for (first, days) in stretches {
        if found.len() >= limit {
            break;
        }
        let most = most.min(limit - found.len());
        let ask = ask(wanted, first, days);
        found.extend(match wanted.time {
            Some(TimeWish::At(minute)) => store.slots_at(&ask, minute, most)?,
            Some(TimeWish::Around(_)) => {
                let mut near = store.first_slots(&ask, most.max(ALL_OF_AN_HOUR))?;
                near.sort_by_key(|offer| order(wanted.time, offer));
                near.truncate(most);
                near
            }
            _ => store.first_slots(&ask, most)?,
        });
    }
    fill_up(store, wanted, limit, &mut found)?;
    Ok(found)
}

/// Short work leaves no holes that matter: on a day that was named its other free hours stand in the list as well, since
/// what is not on it sounds as if it could not be had.
fn fill_up(store: &Store, wanted: &Wanted, limit: usize, found: &mut Vec<Offer>) -> Result<()> {
    let (Some(DayWish::On(day) | DayWish::Weekday(day)), None) = (wanted.day, wanted.time) else {
        return Ok(());
    };
    let room = limit.saturating_sub(found.len());
    if wanted.need.minutes > SHORT || found.is_empty() || room == 0 {
        return Ok(());
    }
    let every = SlotAsk {
        between: Some(Span { start: 0, end: 1440 }),
        ..ask(wanted, day, 1)
    };
    let mut hours: Vec<Offer> = Vec::new();
    for offer in store.first_slots(&every, usize::MAX)? {
        let start = offer.slot.span.start;
        let same = |other: &Offer| other.slot.span.start == start;
        if start % 60 == 0 && !found.iter().any(same) && !hours.iter().any(same) {
            hours.push(offer);
        }
    }
    // Where there are more of them than lines, they are spread over the day.
    let every = hours.len().div_ceil(room).max(1);
    found.extend(hours.into_iter().step_by(every));
    found.sort_by_key(|offer| (offer.day, offer.slot.span.start));
    Ok(())
}

/// The same with any of these groomers; with nobody named it is everybody, or the one who was.
pub fn offers_with(
    store: &Store,
    wanted: &Wanted,
    groomers: &[GroomerId],
    limit: usize,
) -> Result<Vec<Offer>> {
    if groomers.is_empty() {
        return offers(store, wanted, limit);
    }
    let mut found = Vec::new();
    for groomer in groomers {
        let theirs = Wanted {
            groomer: Some(*groomer),
            ..wanted.clone()
        };
        found.extend(offers(store, &theirs, limit)?);
    }
    // Of one time everybody comes in the order of the list.
    found.sort_by_key(|offer| order(wanted.time, offer));
    found.truncate(limit);
    Ok(found)
}

/// The question to the book for some days in a row.
pub(super) fn ask(wanted: &Wanted, from: NaiveDate, days: u64) -> SlotAsk {
    let not_before = wanted.not_before(from);
    SlotAsk {
        need: wanted.need.clone(),
        from,
        from_min: match wanted.time {
            Some(TimeWish::At(_)) => not_before - WALK_IN,
            _ if wanted.day.is_none() && wanted.start().0 == from => wanted.start().1,
            _ => not_before,
        },
        days,
        groomer_id: wanted.groomer,
        between: match wanted.time {
            Some(TimeWish::At(_)) | None => None,
            Some(wish) => {
                let (start, end) = wish.bounds();
                Some(Span { start, end })
            }
        },
        dog_id: wanted.dog,
        ignore: wanted.ignore(),
    }
}

/// The workdays that count: those of the groomer asked for, else everybody's.
pub(super) fn workdays(store: &Store, wanted: &Wanted, day: NaiveDate) -> Result<Vec<Workday>> {
    let mut workdays = store.workdays(day, wanted.ignore())?;
    workdays.retain(|workday| wanted.groomer.is_none_or(|id| workday.groomer_id == id));
    Ok(workdays)
}

/// A stretch of a day in which the dog is on somebody's table already.
pub(super) struct Elsewhere {
    pub dog: String,
    pub groomer: String,
    pub span: Span,
}

/// Where the dog is on a day.
pub(super) fn elsewhere(store: &Store, wanted: &Wanted, day: NaiveDate) -> Result<Vec<Elsewhere>> {
    let Some(dog) = wanted.dog else {
        return Ok(Vec::new());
    };
    let visits = store.visits(day)?.into_iter();
    Ok(visits
        .filter(|visit| visit.appointment.dog_id == dog && visit.appointment.status.holds_time())
        .filter(|visit| Some(visit.appointment.id) != wanted.ignore())
        .map(|visit| Elsewhere {
            dog: visit.dog,
            groomer: visit.groomer,
            span: Span {
                start: visit.appointment.start_min,
                end: visit.appointment.end_min,
            },
        })
        .collect())
}
