//! When the made-up salon works: four groomers, their week, and opening hours that hold the present moment.

use chrono::{Datelike, NaiveDate};

use super::random::Random;
use crate::domain::clock::minute_of;
use crate::domain::groomer::{Break, Groomer, Shift};
use crate::domain::id::{BreakId, GroomerId, ShiftId};
use crate::domain::schedule::Span;

/// How long the salon is open, in minutes.
const OPEN: i64 = 570;
/// When it opens for a visitor who comes by day: 08:30.
const USUAL_OPENING: i64 = 510;
/// Before this many minutes of work the board has nothing to tell.
const UNDER_WAY: i64 = 130;
/// After this many minutes of work the board has nothing left to do.
const WELL_UNDER_WAY: i64 = 480;

/// The opening hours, in minutes since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hours {
    pub opens: i64,
    pub closes: i64,
    /// The minute that today's statuses tell of: now, or the first minute at which a day this young can show them all.
    pub moment: i64,
}

impl Hours {
    /// Lays the day so that it is well under way now. Whoever looks at three in the night finds a salon that works at
    /// night; in the first two hours after midnight today's statuses run a little ahead of the clock.
    pub fn around(now: chrono::NaiveDateTime) -> Self {
        let minute = minute_of(now);
        let usual = USUAL_OPENING + UNDER_WAY..=USUAL_OPENING + WELL_UNDER_WAY;
        let opens = if usual.contains(&minute) {
            USUAL_OPENING
        } else if minute < *usual.start() {
            ((minute - UNDER_WAY) / 30 * 30).max(0)
        } else {
            ((minute - WELL_UNDER_WAY + 29) / 30 * 30).min(24 * 60 - OPEN)
        };
        Self {
            opens,
            closes: opens + OPEN,
            moment: minute.max(opens + UNDER_WAY),
        }
    }
}

/// One of the four as the plan knows them: times in minutes after opening.
struct Person {
    name: &'static str,
    lanes: i64,
    shift: (i64, i64),
    pause: Option<(i64, i64)>,
    /// Days off, the first that the visitor does not look at: 1 Monday to 7 Sunday.
    free: [i64; 4],
}

const PEOPLE: [Person; 4] = [
    Person {
        name: "Ana",
        lanes: 1,
        shift: (0, OPEN),
        pause: Some((225, 255)),
        free: [1, 3, 5, 2],
    },
    Person {
        name: "Bruno",
        lanes: 1,
        shift: (0, OPEN),
        pause: Some((255, 285)),
        free: [4, 2, 6, 1],
    },
    Person {
        name: "Carla",
        lanes: 2,
        shift: (0, 330),
        pause: None,
        free: [3, 5, 1, 4],
    },
    Person {
        name: "Davi",
        lanes: 1,
        shift: (0, OPEN),
        pause: Some((270, 300)),
        free: [2, 6, 4, 5],
    },
];

/// The groomers with their week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rota {
    pub groomers: Vec<Groomer>,
    pub shifts: Vec<Shift>,
    pub breaks: Vec<Break>,
}

impl Rota {
    /// Everybody works today and tomorrow, whichever weekdays those are; each has one day off, and on one day, Sunday
    /// if it is not looked at, the salon is closed.
    pub fn new(hours: Hours, today: NaiveDate, millisecond: u64, dice: &mut Random) -> Self {
        let weekday = i64::from(today.weekday().number_from_monday());
        let looked_at = [weekday, weekday % 7 + 1];
        let closed = if looked_at.contains(&7) { 3 } else { 7 };
        let mut rota = Self {
            groomers: Vec::new(),
            shifts: Vec::new(),
            breaks: Vec::new(),
        };
        for (position, person) in (1..).zip(&PEOPLE) {
            let groomer_id = GroomerId::from_uuid(dice.uuid_at(millisecond));
            rota.groomers.push(Groomer {
                id: groomer_id,
                name: person.name.to_owned(),
                lanes: person.lanes,
                position,
                active: true,
                largest: None,
                max_dogs: None,
                rev: 1,
            });
            let seen = |day: &i64| looked_at.contains(day) || *day == closed;
            let free = person.free.into_iter().find(|day| !seen(day));
            for weekday in (1..=7).filter(|day| *day != closed && Some(*day) != free) {
                rota.shifts.push(Shift {
                    id: ShiftId::from_uuid(dice.uuid_at(millisecond)),
                    groomer_id,
                    weekday,
                    start_min: hours.opens + person.shift.0,
                    end_min: hours.opens + person.shift.1,
                });
                if let Some((start, end)) = person.pause {
                    rota.breaks.push(Break {
                        id: BreakId::from_uuid(dice.uuid_at(millisecond)),
                        groomer_id,
                        weekday,
                        start_min: hours.opens + start,
                        end_min: hours.opens + end,
                    });
                }
            }
        }
        rota
    }

    /// The stretches a groomer works on a day, breaks cut out, in order.
    pub fn stretches(&self, groomer_id: GroomerId, day: NaiveDate) -> Vec<Span> {
        let weekday = i64::from(day.weekday().number_from_monday());
        let mut stretches = Vec::new();
        for shift in self
            .shifts
            .iter()
            .filter(|s| s.groomer_id == groomer_id && s.weekday == weekday)
        {
            let mut start = shift.start_min;
            for pause in self
                .breaks
                .iter()
                .filter(|b| b.groomer_id == groomer_id && b.weekday == weekday)
            {
                stretches.push(Span {
                    start,
                    end: pause.start_min,
                });
                start = pause.end_min;
            }
            stretches.push(Span {
                start,
                end: shift.end_min,
            });
        }
        stretches
    }
}
