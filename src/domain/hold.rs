//! A time that somebody is talking about on the phone: shown at other desks, never in anybody's way.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::id::{GroomerId, HoldId};

/// How long a time is held after the last key that asked for it.
pub const HELD_FOR: TimeDelta = TimeDelta::minutes(10);

/// A time held for a caller.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Hold {
    /// Its id; minted by the desk that holds it.
    pub id: HoldId,
    /// Who holds it, as others read it: `ana on pts/3`.
    pub desk: String,
    /// The process of that desk: one that is gone holds nothing.
    pub process: u32,
    /// The name of the dog.
    pub dog: String,
    /// The groomer.
    pub groomer: GroomerId,
    /// Which of the groomer's dogs at once, from 1.
    pub lane: i64,
    /// The day.
    pub day: NaiveDate,
    /// The start, in minutes since midnight.
    pub start_min: i64,
    /// The end, in minutes since midnight.
    pub end_min: i64,
    /// When it ends by itself.
    pub until: DateTime<Utc>,
}

impl Hold {
    /// Whether no desk but the call list holds it, for a client who is still to be asked.
    #[must_use]
    pub const fn is_of_the_call_list(&self) -> bool {
        self.process == 0
    }

    /// Whether it stands at a moment; one that would stand for longer than any hold may comes from a clock that jumped.
    #[must_use]
    pub fn stands(&self, now_utc: DateTime<Utc>) -> bool {
        let left = self.until - now_utc;
        left > TimeDelta::zero() && left <= HELD_FOR
    }

    /// Whether it is about a time of this groomer's lane.
    #[must_use]
    pub fn covers(
        &self,
        groomer: GroomerId,
        lane: i64,
        day: NaiveDate,
        start_min: i64,
        end_min: i64,
    ) -> bool {
        self.groomer == groomer
            && self.lane == lane
            && self.day == day
            && self.start_min < end_min
            && self.end_min > start_min
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hold(until: DateTime<Utc>) -> Hold {
        Hold {
            id: HoldId::new(),
            desk: "ana on pts/3".to_owned(),
            process: 1,
            dog: "Bella Moreau".to_owned(),
            groomer: GroomerId::new(),
            lane: 1,
            day: NaiveDate::default(),
            start_min: 600,
            end_min: 675,
            until,
        }
    }

    #[test]
    fn a_hold_ends_by_itself_and_a_clock_that_jumped_cannot_make_it_eternal() {
        let now = DateTime::<Utc>::default();
        assert!(hold(now + HELD_FOR).stands(now));
        assert!(!hold(now).stands(now));
        assert!(!hold(now + TimeDelta::days(400)).stands(now));
    }

    #[test]
    fn a_hold_is_about_one_lane_of_one_groomer() {
        let held = hold(DateTime::default());
        let day = held.day;
        assert!(held.covers(held.groomer, 1, day, 660, 700));
        assert!(!held.covers(held.groomer, 1, day, 675, 700));
        assert!(!held.covers(held.groomer, 2, day, 600, 675));
        assert!(!held.covers(GroomerId::new(), 1, day, 600, 675));
    }
}
