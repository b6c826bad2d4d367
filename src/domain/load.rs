//! How full a groomer's day is.

use super::schedule::{Span, Workday};

/// What is booked of a day, and what is left of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Load {
    /// Dogs on the table that day.
    pub dogs: usize,
    /// Minutes booked, those beyond the rules too.
    pub booked: i64,
    /// Minutes that can be worked: the hours without breaks and time off, once for each lane.
    pub open: i64,
    /// Minutes in which at least one lane is free.
    pub free: i64,
    /// The longest stretch of those.
    pub longest: Option<Span>,
}

impl Load {
    /// Of a groomer's day; what is free counts from this minute on.
    #[must_use]
    pub fn of(workday: &Workday, from: i64) -> Self {
        let empty = Workday {
            taken: Vec::new(),
            ..workday.clone()
        };
        let minutes = |spans: &[Span]| spans.iter().map(|span| span.minutes()).sum::<i64>();
        let free: Vec<Span> = workday
            .gaps()
            .into_iter()
            .map(|gap| Span {
                start: gap.start.max(from),
                end: gap.end,
            })
            .filter(|gap| gap.start < gap.end)
            .collect();
        Self {
            dogs: workday.taken.len(),
            booked: workday.taken.iter().map(|taken| taken.span.minutes()).sum(),
            open: minutes(&empty.gaps()) * workday.lanes,
            free: minutes(&free),
            // The first of equals.
            longest: free.iter().rev().copied().max_by_key(|gap| gap.minutes()),
        }
    }

    /// Two loads as one: several groomers on a day, or several days of one.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let longest = [other.longest, self.longest].into_iter().flatten();
        Self {
            dogs: self.dogs + other.dogs,
            booked: self.booked + other.booked,
            open: self.open + other.open,
            free: self.free + other.free,
            longest: longest.max_by_key(|gap| gap.minutes()),
        }
    }

    /// How full it is, in hundredths: 100 is all that can be worked, more is beyond that, and never more than 99 while some
    /// of it is free: what one groomer does beyond the hours does not fill another's. `None` where nobody works: a dog that
    /// is booked then all the same does not fill a day that is closed.
    #[must_use]
    pub const fn hundredths(self) -> Option<i64> {
        match (self.open, self.booked) {
            (0, _) => None,
            (open, booked) if self.free > 0 && booked >= open => Some(99),
            (open, booked) => Some(booked * 100 / open),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::domain::id::GroomerId;
    use crate::domain::schedule::{Off, Taken};

    fn ana() -> Workday {
        Workday {
            groomer_id: GroomerId::new(),
            groomer: "Ana".to_owned(),
            lanes: 2,
            shifts: vec![Span {
                start: 540,
                end: 1080,
            }],
            breaks: vec![Span { start: 780, end: 810 }],
            off: vec![Off {
                span: Span {
                    start: 1020,
                    end: 1080,
                },
                reason: "dentist".to_owned(),
            }],
            closed: None,
            skills: None,
            largest: None,
            max_dogs: None,
            door: Rc::default(),
            taken: [(1, 540, 600), (2, 540, 630)]
                .into_iter()
                .map(|(lane, start, end)| Taken {
                    lane,
                    span: Span { start, end },
                    dog: "Rex".to_owned(),
                })
                .collect(),
        }
    }

    #[test]
    fn breaks_and_time_off_are_no_working_time_and_a_second_lane_counts_again() {
        let load = Load::of(&ana(), 0);
        assert_eq!((load.dogs, load.booked, load.open), (2, 150, 2 * (480 - 30)));
        // From 10:00 to 13:00 and from 13:30 to 17:00 at least one lane is free.
        assert_eq!(load.free, 180 + 210);
        assert_eq!(
            load.longest,
            Some(Span {
                start: 810,
                end: 1020
            })
        );
        assert_eq!(load.hundredths(), Some(16));
        // In the afternoon only what is left of it is free.
        assert_eq!(Load::of(&ana(), 900).free, 120);
    }

    #[test]
    fn a_closed_day_is_not_full_when_somebody_is_booked_all_the_same() {
        let mut closed = ana();
        closed.closed = Some("Christmas".to_owned());
        assert_eq!(Load::of(&closed, 0).dogs, 2);
        assert_eq!(Load::of(&closed, 0).hundredths(), None);
        closed.taken.clear();
        assert_eq!(Load::of(&closed, 0), Load::default());
        assert_eq!(Load::of(&closed, 0).hundredths(), None);
    }

    #[test]
    fn nothing_is_full_while_some_of_it_is_free() {
        let over = Load {
            booked: 600,
            open: 480,
            ..Load::default()
        };
        assert_eq!(over.hundredths(), Some(125));
        let some = Load {
            booked: 360,
            open: 480,
            free: 120,
            ..Load::default()
        };
        assert_eq!(some.hundredths(), Some(75));
        assert_eq!(over.and(some).hundredths(), Some(99));
    }

    #[test]
    fn loads_add_up() {
        let one = Load::of(&ana(), 0);
        let both = one.and(one);
        assert_eq!((both.dogs, both.booked, both.open), (4, 300, 1800));
        assert_eq!(both.longest, one.longest);
    }
}
