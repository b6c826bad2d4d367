//! Where work fits: the first times for a wish.

use chrono::{Days, NaiveDate, NaiveDateTime};

use crate::domain::clock::minute_of;
use crate::domain::id::{DogId, GroomerId};
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::schedule::{Span, Workday};
use crate::store::{Offer, Result, SlotAsk, Store};

/// How far ahead one looks when no day was named.
pub(super) const DAYS_AHEAD: u64 = 60;

/// A dog that walks in is entered a little after it came.
const WALK_IN: i64 = 15;

/// What a time is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Minutes on the table.
    pub minutes: i64,
    /// Only this groomer.
    pub groomer: Option<GroomerId>,
    /// On which day.
    pub day: Option<DayWish>,
    /// At what time.
    pub time: Option<TimeWish>,
    /// The dog that comes: it cannot be in two places.
    pub dog: Option<DogId>,
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

    /// Whether a minute of a day is over.
    pub(super) fn is_over(&self, day: NaiveDate, minute: i64) -> bool {
        day < self.now.date() || minute + WALK_IN < self.not_before(day)
    }

    /// The days that may do, in order: the named one, the named weekday of each week, or any from today on.
    fn days(&self) -> Vec<NaiveDate> {
        let every = |from: NaiveDate, step: u64| {
            (0..DAYS_AHEAD)
                .step_by(usize::try_from(step).unwrap_or(1))
                .filter_map(move |n| from.checked_add_days(Days::new(n)))
                .collect()
        };
        match self.day {
            Some(DayWish::On(day)) => vec![day],
            Some(DayWish::Weekday(first)) => every(first, 7),
            None => every(self.now.date(), 1),
        }
    }
}

/// The first times that fit, in the order of time, at most `limit`; none on days that are over.
pub fn offers(store: &Store, wanted: &Wanted, limit: usize) -> Result<Vec<Offer>> {
    let mut found = Vec::new();
    if let (None, None | Some(TimeWish::Within { .. })) = (wanted.day, wanted.time) {
        return store.first_slots(&ask(wanted, wanted.now.date(), DAYS_AHEAD), limit);
    }
    for day in wanted.days() {
        if day < wanted.now.date() {
            continue;
        }
        if found.len() >= limit {
            break;
        }
        match wanted.time {
            Some(TimeWish::At(minute)) => found.extend(exactly(store, wanted, day, minute)?),
            _ => found.extend(store.first_slots(&ask(wanted, day, 1), limit - found.len())?),
        }
    }
    found.truncate(limit);
    Ok(found)
}

fn ask(wanted: &Wanted, from: NaiveDate, days: u64) -> SlotAsk {
    SlotAsk {
        minutes: wanted.minutes,
        from,
        from_min: wanted.not_before(from),
        days,
        groomer_id: wanted.groomer,
        between: match wanted.time {
            Some(TimeWish::Within { from, before }) => Some(Span {
                start: from,
                end: before,
            }),
            _ => None,
        },
        dog_id: wanted.dog,
        ignore: None,
    }
}

/// Who can take the work at exactly this time, in the order of the columns; the time need not lie on the grid.
fn exactly(store: &Store, wanted: &Wanted, day: NaiveDate, minute: i64) -> Result<Vec<Offer>> {
    let span = Span::of(minute, wanted.minutes);
    let taken = elsewhere(store, wanted, day)?;
    if wanted.is_over(day, minute) || taken.iter().any(|taken| taken.span.overlaps(span)) {
        return Ok(Vec::new());
    }
    let slots = workdays(store, wanted, day)?;
    Ok(slots
        .iter()
        .filter_map(|workday| workday.slot(span))
        .map(|slot| Offer { day, slot })
        .collect())
}

/// The workdays that count: those of the groomer asked for, else everybody's.
pub(super) fn workdays(store: &Store, wanted: &Wanted, day: NaiveDate) -> Result<Vec<Workday>> {
    let mut workdays = store.workdays(day)?;
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
