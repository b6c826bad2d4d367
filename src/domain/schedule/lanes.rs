//! The lanes of a groomer's day: how many dogs at once, which lane is free, and who is in the way.
//!
//! A dog that was booked beyond the rules has a lane of its own, and still is one more dog on the table: where there are as
//! many as the groomer has lanes, whichever lanes those are, nothing more is free.

use super::{MOST_LANES, Span, Taken, Workday, joined};
use crate::domain::clock::hhmm;
use crate::domain::rejection::Rejection;
use crate::domain::why::listed;

impl Workday {
    /// The stretches in which as many dogs are on the table as the groomer takes at once, or more, in order.
    #[must_use]
    pub fn crowded(&self) -> Vec<Span> {
        // Only at these minutes is there another number of dogs than before.
        let mut turns: Vec<(i64, i64)> = Vec::with_capacity(self.taken.len() * 2);
        for taken in &self.taken {
            turns.push((taken.span.start, 1));
            turns.push((taken.span.end, -1));
        }
        turns.sort_unstable();
        let mut crowded = Vec::new();
        let mut dogs = 0;
        let mut since = None;
        for (minute, more) in turns {
            dogs += more;
            match since {
                None if dogs >= self.lanes => since = Some(minute),
                Some(start) if dogs < self.lanes => {
                    crowded.push(Span { start, end: minute });
                    since = None;
                }
                _ => {}
            }
        }
        joined(&crowded)
    }

    /// The lowest lane that is free for the whole span with no more dogs at once than the groomer takes, working hours
    /// aside.
    #[must_use]
    pub fn free_lane(&self, span: Span) -> Option<i64> {
        self.free_lane_keeping(span, None)
    }

    /// The same for work that keeps the time it has: who was squeezed in beside it does not drive it away.
    #[must_use]
    pub fn free_lane_keeping(&self, span: Span, kept: Option<Span>) -> Option<i64> {
        // What is kept begins when the work does; only what comes behind it is asked for anew.
        let asked = Span {
            start: kept.map_or(span.start, |kept| kept.end.max(span.start)),
            end: span.end,
        };
        let is_full = asked.start < asked.end && self.crowded().iter().any(|crowd| crowd.overlaps(asked));
        (1..=self.lanes)
            .find(|lane| self.is_free(*lane, span))
            .filter(|_| !is_full)
    }

    /// Whether nothing stands in a lane in the whole span.
    #[must_use]
    pub fn is_free(&self, lane: i64, span: Span) -> bool {
        !self.taken.iter().any(|t| t.lane == lane && t.span.overlaps(span))
    }

    /// How many more dogs the groomer takes for the whole span, working hours aside.
    #[must_use]
    pub fn free_lanes(&self, span: Span) -> usize {
        let lanes = (1..=self.lanes).filter(|lane| self.is_free(*lane, span)).count();
        let at_once = |minute: i64| {
            let there = self.taken.iter();
            there
                .filter(|t| t.span.start <= minute && minute < t.span.end)
                .count()
        };
        let begins = self
            .taken
            .iter()
            .map(|t| t.span.start)
            .filter(|start| span.start < *start && *start < span.end);
        let most = begins.chain([span.start]).map(at_once).max().unwrap_or_default();
        lanes.min(
            usize::try_from(self.lanes)
                .unwrap_or_default()
                .saturating_sub(most),
        )
    }

    /// The lowest lane that is free for the whole span, beyond the groomer's own too: where something is booked on purpose
    /// in spite of the rules.
    #[must_use]
    pub fn any_lane(&self, span: Span) -> Option<i64> {
        (1..=MOST_LANES).find(|lane| self.is_free(*lane, span))
    }

    /// The dogs that keep a span from being free: the one that comes next where there is some room before it, else those
    /// that are on the table when it would begin.
    pub(super) fn in_the_way(&self, span: Span, kept: Option<Span>) -> Option<Rejection> {
        if self.free_lane_keeping(span, kept).is_some() {
            return None;
        }
        let mut there: Vec<&Taken> = self.taken.iter().filter(|t| t.span.overlaps(span)).collect();
        there.sort_by_key(|t| (t.span.start, t.span.end, t.lane));
        // The first minute that is asked for anew.
        let asked = kept.map_or(span.start, |kept| kept.end.max(span.start));
        let fits_until = |next: &&&Taken| {
            let room = Span {
                end: next.span.start,
                ..span
            };
            let is_later = next.span.start > span.start && next.span.start >= asked;
            is_later && self.free_lane_keeping(room, kept).is_some()
        };
        if let Some(next) = there.iter().rev().find(fits_until) {
            return Some(Rejection::TooShort {
                groomer: self.groomer.clone(),
                missing: span.end - next.span.start,
                by: next.dog.clone(),
                start_min: next.span.start,
            });
        }
        if self.lanes > 1 {
            there.retain(|t| t.span.start <= asked);
        }
        Some(Rejection::GroomerTaken {
            groomer: self.groomer.clone(),
            taken: self.stretches(&there),
        })
    }

    /// Dogs in the order of time as one tells them: of one table in turn, with the time from the first to the last.
    fn stretches(&self, there: &[&Taken]) -> Vec<(Span, String)> {
        let mut told: Vec<(Span, Vec<&str>)> = Vec::new();
        for taken in there {
            let follows = |span: Span| {
                if self.lanes > 1 {
                    span == taken.span
                } else {
                    taken.span.start <= span.end
                }
            };
            match told.last_mut().filter(|(span, _)| follows(*span)) {
                Some((span, dogs)) => {
                    span.end = span.end.max(taken.span.end);
                    dogs.push(&taken.dog);
                }
                None => told.push((taken.span, vec![&taken.dog])),
            }
        }
        let who = |dogs: Vec<&str>| match self.lanes {
            1 => dogs.join(", then "),
            _ => listed(&dogs),
        };
        told.into_iter().map(|(span, dogs)| (span, who(dogs))).collect()
    }
}

/// Who is on the table and from when to when, as one says it behind `is taken`.
#[must_use]
pub fn told(taken: &[(Span, String)]) -> String {
    let each: Vec<String> = taken
        .iter()
        .map(|(span, who)| format!("{}-{} by {who}", hhmm(span.start), hhmm(span.end)))
        .collect();
    listed(&each)
}
