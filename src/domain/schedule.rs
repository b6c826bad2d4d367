//! The schedule of one groomer on one day: where work fits, and why it does not.

mod gaps;
mod lanes;
mod span;

use std::rc::Rc;

use super::calendar::Door;
use super::clock::hhmm;
use super::dog::Size;
use super::how_big::HowBig;
use super::id::{GroomerId, ServiceId};
use super::rejection::Rejection;

pub use gaps::GRID;
pub use lanes::told;
pub use span::{Span, joined};

/// What a piece of work asks of a groomer and a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// Minutes on the table.
    pub minutes: i64,
    /// What is done: the service and what comes on top, each with its name.
    pub services: Vec<(ServiceId, String)>,
    /// How big the dog is.
    pub size: HowBig,
}

impl Need {
    /// So many minutes of anybody's time.
    #[must_use]
    pub fn minutes(minutes: i64) -> Self {
        Self {
            minutes,
            ..Self::default()
        }
    }
}

/// A stretch of a day in which a groomer is off.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Off {
    /// When; all day from 0 to 1440.
    pub span: Span,
    /// Why; empty when nobody said.
    pub reason: String,
}

/// The most lanes a column can have with those that were booked beyond the rules.
pub const MOST_LANES: i64 = 9;

/// One piece of work that takes a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The lane, from 1.
    pub lane: i64,
    /// When.
    pub span: Span,
    /// The dog's name, for the answer to "why not?".
    pub dog: String,
}

/// A groomer's day: when they work and what is on the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workday {
    /// Whose day.
    pub groomer_id: GroomerId,
    /// The name, for the answer to "why not?".
    pub groomer: String,
    /// How many dogs at once.
    pub lanes: i64,
    /// Working time, in order; stretches that touch are one.
    pub shifts: Vec<Span>,
    /// Breaks inside it.
    pub breaks: Vec<Span>,
    /// When they are off within it.
    pub off: Vec<Off>,
    /// Why the salon is closed that day.
    pub closed: Option<String>,
    /// What they can do; `None` is everything.
    pub skills: Option<Vec<ServiceId>>,
    /// The largest dog they take.
    pub largest: Option<Size>,
    /// The most dogs a day.
    pub max_dogs: Option<i64>,
    /// The salon's door that day.
    pub door: Rc<Door>,
    /// The work that is booked, in lanes beyond the groomer's own too.
    pub taken: Vec<Taken>,
}

/// A time one could book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Slot {
    /// With whom.
    pub groomer_id: GroomerId,
    /// In which lane.
    pub lane: i64,
    /// When.
    pub span: Span,
}

impl Workday {
    /// Why the groomer is away all day, in a word or two; `None` on a day of work.
    #[must_use]
    pub fn away(&self) -> Option<String> {
        let all_day = |off: &&Off| self.shifts.iter().all(|shift| off.span.contains(*shift));
        if let Some(name) = &self.closed {
            return Some(name.clone());
        }
        if self.shifts.is_empty() {
            return Some("off".to_owned());
        }
        let off = self.off.iter().find(all_day)?;
        Some(if off.reason.is_empty() {
            "off".to_owned()
        } else {
            off.reason.clone()
        })
    }

    /// Every reason why a piece of work cannot be done that day, whatever the time; none means that the groomer would do
    /// it that day.
    #[must_use]
    pub fn refusals_all_day(&self, need: &Need) -> Vec<Rejection> {
        if let Some(name) = &self.closed {
            return vec![Rejection::Closed { name: name.clone() }];
        }
        let mut reasons = Vec::new();
        if let Some(skills) = &self.skills {
            let cannot = need.services.iter().filter(|(id, _)| !skills.contains(id));
            reasons.extend(cannot.map(|(_, service)| Rejection::NoSkill {
                groomer: self.groomer.clone(),
                service: service.clone(),
            }));
        }
        if let (Some(largest), Some(size)) = (self.largest, need.size.size())
            && size > largest
        {
            reasons.push(Rejection::TooLarge {
                groomer: self.groomer.clone(),
                largest,
                size,
                by_breed: need.size.is_by_breed(),
            });
        }
        let booked = i64::try_from(self.taken.len()).unwrap_or(i64::MAX);
        if let Some(dogs) = self.max_dogs.filter(|most| booked >= *most) {
            reasons.push(Rejection::FullDay {
                groomer: self.groomer.clone(),
                dogs,
            });
        }
        reasons
    }

    /// Every reason why a piece of work cannot start at a minute with the dog dropped off at another; none means that it
    /// can.
    #[must_use]
    pub fn refusals(&self, need: &Need, start: i64, arrives: i64) -> Vec<Rejection> {
        self.refusals_keeping(need, start, arrives, None)
    }

    /// The same for work that stands there already and only takes another length: the time it has it keeps, whoever was
    /// squeezed in beside it.
    #[must_use]
    pub fn refusals_keeping(
        &self,
        need: &Need,
        start: i64,
        arrives: i64,
        kept: Option<Span>,
    ) -> Vec<Rejection> {
        let mut reasons = self.refusals_all_day(need);
        if self.closed.is_some() {
            return reasons;
        }
        let span = Span::of(start, need.minutes);
        if !self.shifts.iter().any(|shift| shift.contains(span)) {
            let hours: Vec<String> = self
                .shifts
                .iter()
                .map(|shift| format!("{}-{}", hhmm(shift.start), hhmm(shift.end)))
                .collect();
            let begun = self
                .shifts
                .iter()
                .find(|shift| shift.start <= start && start < shift.end);
            reasons.push(Rejection::OffShift {
                groomer: self.groomer.clone(),
                hours: hours.join(", "),
                until: begun.map(|_| span.end),
            });
        }
        for off in self.off.iter().filter(|off| off.span.overlaps(span)) {
            reasons.push(Rejection::Off {
                groomer: self.groomer.clone(),
                start_min: off.span.start,
                end_min: off.span.end,
                reason: off.reason.clone(),
            });
        }
        for pause in self.breaks.iter().filter(|pause| pause.overlaps(span)) {
            reasons.push(Rejection::OnBreak {
                groomer: self.groomer.clone(),
                start_min: pause.start,
                end_min: pause.end,
            });
        }
        reasons.extend(self.in_the_way(span, kept));
        if let Some((limit, dogs)) = self.door.full(arrives) {
            reasons.push(Rejection::DoorFull {
                dogs,
                start_min: limit.start,
                end_min: limit.end,
            });
        }
        reasons
    }

    /// The latest that a dog is picked up from this groomer: when the salon closes, or when they go home where that is later.
    #[must_use]
    pub fn latest_pick_up(&self, closes: i64) -> i64 {
        self.shifts.iter().map(|shift| shift.end).fold(closes, i64::max)
    }

    /// Whether the groomer is away at some time of a span, all day or for a part of it, or the salon is closed.
    #[must_use]
    pub fn is_off(&self, span: Span) -> bool {
        self.is_away() || self.off.iter().any(|off| off.span.overlaps(span))
    }

    /// Whether the groomer is away all day: not working, or off from the first minute of work to the last.
    #[must_use]
    pub fn is_away(&self) -> bool {
        let away = |shift: &Span| self.off.iter().any(|off| off.span.contains(*shift));
        self.closed.is_some() || self.shifts.iter().all(away)
    }

    /// Every reason why a piece of work cannot be done that day as far as no time matters: also that the groomer is away.
    #[must_use]
    pub fn refusals_of_day(&self, need: &Need) -> Vec<Rejection> {
        let mut reasons = self.refusals_all_day(need);
        if self.closed.is_some() || !self.is_away() {
            return reasons;
        }
        // How many dogs there are does not matter where nobody is.
        reasons.retain(|reason| !matches!(reason, Rejection::FullDay { .. }));
        if self.shifts.is_empty() {
            reasons.push(Rejection::OffShift {
                groomer: self.groomer.clone(),
                hours: String::new(),
                until: None,
            });
        }
        let here = |off: &&Off| self.shifts.iter().any(|shift| off.span.contains(*shift));
        reasons.extend(self.off.iter().filter(here).map(|off| Rejection::Off {
            groomer: self.groomer.clone(),
            start_min: off.span.start,
            end_min: off.span.end,
            reason: off.reason.clone(),
        }));
        reasons
    }

    /// The slot for a piece of work at exactly this minute, when nothing speaks against it.
    #[must_use]
    pub fn slot(&self, need: &Need, start: i64) -> Option<Slot> {
        let span = Span::of(start, need.minutes);
        let lane = self.free_lane(span)?;
        self.refusals(need, start, start).is_empty().then_some(Slot {
            groomer_id: self.groomer_id,
            lane,
            span,
        })
    }
}

#[cfg(test)]
mod tests;
