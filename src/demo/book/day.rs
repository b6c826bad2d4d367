//! One day of the made-up book while it is being filled: its lanes, and what is free in them.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use super::Demand;
use crate::demo::random::Random;
use crate::domain::schedule::{GRID, Span};

/// A groomer takes so many dogs a day and no more.
pub(super) const MOST_A_DAY: usize = 7;

/// One lane of one groomer on one day.
pub(super) struct Lane {
    pub groomer: usize,
    pub number: i64,
    /// What can still be booked, in order.
    pub free: Vec<Span>,
}

impl Lane {
    pub fn fit(&self, minutes: i64, not_before: i64) -> Option<i64> {
        self.free.iter().find_map(|span| {
            let start = on_grid(span.start.max(not_before));
            (start + minutes <= span.end).then_some(start)
        })
    }

    pub fn take(&mut self, taken: Span) {
        let parts = self.free.iter().flat_map(|span| {
            let before = Span {
                start: span.start,
                end: span.end.min(taken.start),
            };
            let after = Span {
                start: span.start.max(taken.end),
                end: span.end,
            };
            [before, after]
        });
        self.free = parts.filter(|part| part.minutes() >= GRID).collect();
    }

    /// What is free from this minute on without a pause.
    pub fn free_from(&self, minute: i64) -> i64 {
        let span = self.free.iter().find(|span| span.start == minute);
        span.map_or(0, |span| span.minutes())
    }
}

pub(super) const fn on_grid(minute: i64) -> i64 {
    (minute + GRID - 1) / GRID * GRID
}

/// One day while it is being filled.
pub(super) struct Day {
    pub date: NaiveDate,
    pub demand: Demand,
    pub lanes: Vec<Lane>,
    /// How many dogs each groomer has, and whether they had their gap.
    pub work: BTreeMap<usize, (usize, bool)>,
    pub taken: HashSet<usize>,
}

impl Day {
    pub fn dogs_of(&self, groomer: usize) -> usize {
        self.work.get(&groomer).map_or(0, |(dogs, _)| *dogs)
    }

    pub fn is_full(&self, groomer: usize) -> bool {
        self.dogs_of(groomer) >= MOST_A_DAY
    }

    /// Leaves a little time after an appointment: now and then on any day, once a groomer on a day one looks at.
    pub fn rest(&mut self, place: usize, from: i64, dice: &mut Random) {
        let lane = &mut self.lanes[place];
        let (dogs, rested) = self.work.entry(lane.groomer).or_default();
        if self.demand.looked_at {
            let (minutes, left) = (GRID * dice.between(2, 4), lane.free_from(from));
            if *dogs >= 3 && !*rested && left >= minutes + 120 {
                lane.take(Span::of(from, minutes));
                *rested = true;
            } else if *dogs >= 5 && left <= 75 {
                // The end of the day stays open for whoever calls now.
                lane.take(Span::of(from, left));
            }
        } else if dice.chance(12) {
            lane.take(Span::of(from, GRID));
        }
    }

    /// Leaves time that nobody booked yet.
    pub fn leave_a_hole(&mut self, dice: &mut Random) {
        let minutes = GRID * dice.between(3, self.demand.hole);
        let earliest = |lane: &&mut Lane| lane.free.first().map_or(i64::MAX, |span| span.start);
        if let Some(lane) = self.lanes.iter_mut().min_by_key(earliest)
            && let Some(span) = lane.free.first()
        {
            let hole = Span::of(span.start, minutes);
            lane.take(hole);
        }
    }
}
