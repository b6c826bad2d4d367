//! The salon's rules once more, slow and obvious: a plain list of work, looked through minute by minute.

use chrono::{Datelike, NaiveDate};
use pomsalon::domain::calendar::{Closing, DropOff};
use pomsalon::domain::dog::Size;
use pomsalon::domain::groomer::{Exception, TimeOff};
use pomsalon::domain::id::{AppointmentId, ServiceId};
use pomsalon::domain::schedule::Span;
use pomsalon::domain::status::Status;
use pomsalon::store::GroomerWeek;

/// Columns reach so far with what is booked beyond the rules.
const MOST_LANES: i64 = 9;

/// One piece of work in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    pub id: AppointmentId,
    pub dog: usize,
    pub groomer: usize,
    pub services: Vec<ServiceId>,
    pub day: NaiveDate,
    pub start: i64,
    pub end: i64,
    pub drop_off: Option<i64>,
    pub over: bool,
    pub status: Status,
    /// `None` while it is lifted out of the book.
    pub lane: Option<i64>,
}

impl Work {
    fn stands(&self) -> bool {
        !matches!(self.status, Status::NoShow | Status::Cancelled) && self.lane.is_some()
    }

    fn minutes(&self) -> std::ops::Range<i64> {
        self.start..self.end
    }

    fn arrives(&self) -> i64 {
        self.drop_off.unwrap_or(self.start)
    }
}

/// Everything the rules look at.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub today: NaiveDate,
    pub groomers: Vec<GroomerWeek>,
    /// How large each dog is.
    pub sizes: Vec<Option<Size>>,
    pub closings: Vec<Closing>,
    pub times_off: Vec<TimeOff>,
    pub own_hours: Vec<Exception>,
    pub drop_offs: Vec<DropOff>,
    pub work: Vec<Work>,
}

const fn within(span: Span, minute: i64) -> bool {
    span.start <= minute && minute < span.end
}

impl Model {
    fn weekday(day: NaiveDate) -> i64 {
        i64::from(day.weekday().number_from_monday())
    }

    /// What stands in the book besides one piece of work.
    fn others(&self, id: AppointmentId) -> impl Iterator<Item = &Work> {
        self.work
            .iter()
            .filter(move |work| work.id != id && work.stands())
    }

    fn closed(&self, day: NaiveDate) -> bool {
        self.closings.iter().any(|closing| {
            let days = closing
                .first_day
                .iter_days()
                .take_while(|each| *each <= closing.last_day);
            let mut days = days.map(|each| (each, (each.month(), each.day())));
            days.any(|(each, of_year)| each == day || (closing.yearly && of_year == (day.month(), day.day())))
        })
    }

    /// Whether a groomer works at a minute, by the hours of that day alone.
    fn works(&self, groomer: usize, day: NaiveDate, minute: i64) -> bool {
        let week = &self.groomers[groomer];
        let own = || {
            let own = self.own_hours.iter();
            own.filter(|row| row.groomer_id == week.groomer.id && row.day == day)
        };
        if own().count() > 0 {
            return own().any(|row| !row.is_break && within(row.span, minute))
                && !own().any(|row| row.is_break && within(row.span, minute));
        }
        let weekday = Self::weekday(day);
        let at = |from: i64, to: i64| from <= minute && minute < to;
        let shifts = week.shifts.iter().filter(|shift| shift.weekday == weekday);
        let breaks = week.breaks.iter().filter(|pause| pause.weekday == weekday);
        shifts.into_iter().any(|shift| at(shift.start_min, shift.end_min))
            && !breaks.into_iter().any(|pause| at(pause.start_min, pause.end_min))
    }

    fn is_off(&self, groomer: usize, day: NaiveDate, minute: i64) -> bool {
        let id = self.groomers[groomer].groomer.id;
        self.times_off.iter().any(|off| {
            off.groomer_id == id && off.first_day <= day && day <= off.last_day && within(off.span, minute)
        })
    }

    fn lane_is_free(&self, wanted: &Work, lane: i64) -> bool {
        !self.others(wanted.id).any(|other| {
            (other.groomer, other.day, other.lane) == (wanted.groomer, wanted.day, Some(lane))
                && other.minutes().any(|minute| wanted.minutes().contains(&minute))
        })
    }

    /// Whether there are as many dogs with the groomer as they take at once at a minute that is asked for anew; what begins
    /// where it stands keeps the time it has.
    fn is_crowded(&self, wanted: &Work) -> bool {
        let there = |work: &Work| (work.groomer, work.day, work.start);
        let stood = self
            .work
            .iter()
            .find(|work| work.id == wanted.id && work.stands() && there(work) == there(wanted));
        let kept = stood.map_or(0..0, Work::minutes);
        let lanes = self.groomers[wanted.groomer].groomer.lanes;
        wanted
            .minutes()
            .filter(|minute| !kept.contains(minute))
            .any(|minute| {
                let dogs = self.others(wanted.id).filter(|other| {
                    (other.groomer, other.day) == (wanted.groomer, wanted.day)
                        && other.minutes().contains(&minute)
                });
                i64::try_from(dogs.count()).unwrap() >= lanes
            })
    }

    fn dog_is_elsewhere(&self, wanted: &Work) -> bool {
        self.others(wanted.id).any(|other| {
            (other.dog, other.day) == (wanted.dog, wanted.day)
                && other.minutes().any(|minute| wanted.minutes().contains(&minute))
        })
    }

    fn door_is_full(&self, wanted: &Work) -> bool {
        let weekday = Self::weekday(wanted.day);
        let mut here = self.drop_offs.iter().filter(|limit| limit.weekday == weekday);
        here.any(|limit| {
            let come = self
                .others(wanted.id)
                .filter(|other| other.day == wanted.day && within(limit.span, other.arrives()))
                .count();
            within(limit.span, wanted.arrives()) && i64::try_from(come).unwrap() >= limit.dogs
        })
    }

    /// What no reason helps against.
    fn cannot_be(&self, wanted: &Work) -> bool {
        wanted.day < self.today || wanted.start < 0 || wanted.end > 1440 || self.dog_is_elsewhere(wanted)
    }

    /// The lane a piece of work gets where the rules of the salon allow it; `None` where they do not.
    pub fn lane_by_the_rules(&self, wanted: &Work) -> Option<i64> {
        let week = &self.groomers[wanted.groomer];
        let groomer = &week.groomer;
        let size = self.sizes[wanted.dog];
        let dogs = self
            .others(wanted.id)
            .filter(|other| (other.groomer, other.day) == (wanted.groomer, wanted.day))
            .count();
        let cannot = |service: &ServiceId| !week.skills.is_empty() && !week.skills.contains(service);
        if self.cannot_be(wanted)
            || self.closed(wanted.day)
            || wanted.services.iter().any(cannot)
            || matches!((groomer.largest, size), (Some(largest), Some(size)) if size > largest)
            || groomer
                .max_dogs
                .is_some_and(|most| i64::try_from(dogs).unwrap() >= most)
            || self.door_is_full(wanted)
            || self.is_crowded(wanted)
            || !wanted.minutes().all(|minute| {
                self.works(wanted.groomer, wanted.day, minute)
                    && !self.is_off(wanted.groomer, wanted.day, minute)
            })
        {
            return None;
        }
        // It stays in the lane it has; else the lowest one that is free.
        let own = wanted.lane.filter(|lane| *lane <= groomer.lanes);
        own.into_iter()
            .chain(1..=groomer.lanes)
            .find(|lane| self.lane_is_free(wanted, *lane))
    }

    /// The lane a piece of work gets that is booked in spite of the rules.
    pub fn lane_beyond_the_rules(&self, wanted: &Work) -> Option<i64> {
        if self.cannot_be(wanted) {
            return None;
        }
        (1..=MOST_LANES).find(|lane| self.lane_is_free(wanted, *lane))
    }

    /// Sets a piece of work down where it is wanted; `false` where that is refused.
    pub fn place(&mut self, wanted: Work, beyond: bool) -> bool {
        let lane = if beyond {
            self.lane_beyond_the_rules(&wanted)
        } else {
            self.lane_by_the_rules(&wanted)
        };
        let Some(lane) = lane else { return false };
        let placed = Work {
            lane: Some(lane),
            ..wanted
        };
        match self.work.iter_mut().find(|work| work.id == placed.id) {
            Some(work) => *work = placed,
            None => self.work.push(placed),
        }
        true
    }

    /// Fails where two dogs share a lane or a dog is in two places at a minute, whatever anybody did.
    pub fn assert_sound(&self) {
        for (at, one) in self.work.iter().enumerate() {
            for two in self.work[at + 1..]
                .iter()
                .filter(|two| two.stands() && one.stands())
            {
                let together =
                    one.day == two.day && one.minutes().any(|minute| two.minutes().contains(&minute));
                let lane = (one.groomer, one.lane) == (two.groomer, two.lane);
                assert!(!(together && (lane || one.dog == two.dog)), "{one:?}\n{two:?}");
            }
        }
    }
}
