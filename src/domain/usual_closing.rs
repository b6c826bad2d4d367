//! The days of a year on which many salons close, for one that has never said whether it does.

use chrono::{Datelike, NaiveDate};

use super::calendar::Closing;

/// Month, day and name, in the order of a winter.
const DAYS: [(u32, u32, &str); 5] = [
    (12, 24, "Christmas Eve"),
    (12, 25, "Christmas Day"),
    (12, 26, "26 December"),
    (12, 31, "New Year's Eve"),
    (1, 1, "New Year's Day"),
];

/// How many days ahead one looks: each of them comes once.
const AHEAD: usize = 365;

/// From so many dogs on a day is one on which the salon works. One or two may be a slip, or were booked before anybody
/// thought of the holidays; the third was booked by somebody who read twice what day it is.
pub const WORKS_FROM: i64 = 3;

/// Such a day, open as any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsuallyClosed {
    /// The day.
    pub day: NaiveDate,
    /// What one says to the caller.
    pub name: &'static str,
    /// How many dogs are booked on it.
    pub dogs: i64,
}

/// What a day is called on which many salons close; `None` for any other. Nobody is sent there unasked, also where dogs
/// are booked on it: that some come is no reason to send the others.
#[must_use]
pub fn name_of(day: NaiveDate) -> Option<&'static str> {
    let found = DAYS
        .iter()
        .find(|(month, of_month, _)| (*month, *of_month) == (day.month(), day.day()));
    found.map(|(.., name)| *name)
}

/// The last day that is looked at from one on.
#[must_use]
pub fn last_looked_at(today: NaiveDate) -> NaiveDate {
    today.iter_days().nth(AHEAD).unwrap_or(today)
}

/// Those of the year ahead on which the salon is not closed, each for itself: who closes one has said nothing about the
/// others. Where dogs are booked it is named how many, for a dog that comes every so many weeks lands there unseen.
#[must_use]
pub fn undecided(today: NaiveDate, closings: &[Closing], booked: &[(NaiveDate, i64)]) -> Vec<UsuallyClosed> {
    let dogs = |day: NaiveDate| {
        let found = booked.iter().find(|(other, _)| *other == day);
        found.map_or(0, |(_, dogs)| *dogs)
    };
    let days = today.iter_days().take(AHEAD);
    days.filter_map(|day| name_of(day).map(|name| (day, name)))
        .filter(|(day, _)| !closings.iter().any(|closing| closing.is_on(*day)))
        .map(|(day, name)| UsuallyClosed {
            day,
            name,
            dogs: dogs(day),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::ClosingId;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn closed(first: &str, last: &str) -> Closing {
        Closing {
            id: ClosingId::new(),
            first_day: day(first),
            last_day: day(last),
            yearly: false,
            name: "Holidays".to_owned(),
            rev: 1,
        }
    }

    #[test]
    fn days_nobody_has_decided_about_are_those_of_the_year_ahead() {
        let today = day("2026-12-25");
        let words = |closed: &[Closing], booked: &[(NaiveDate, i64)]| {
            let days = undecided(today, closed, booked).into_iter();
            days.map(|each| format!("{}:{}", each.day, each.dogs))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let all = "2026-12-25:0 2026-12-26:0 2026-12-31:0 2027-01-01:0 2027-12-24:0";
        assert_eq!(words(&[], &[]), all);
        // Holidays in summer, or those of an earlier winter, say nothing about the one to come.
        assert_eq!(words(&[closed("2026-08-01", "2026-08-14")], &[]), all);
        assert_eq!(words(&[closed("2024-12-28", "2025-01-02")], &[]), all);
        let booked = [(day("2026-12-26"), 2), (day("2026-12-28"), 1)];
        let with_dogs = "2026-12-25:0 2026-12-26:2 2026-12-31:0 2027-01-01:0 2027-12-24:0";
        assert_eq!(words(&[], &booked), with_dogs);
        let winter = closed("2026-12-24", "2026-12-26");
        assert_eq!(
            words(std::slice::from_ref(&winter), &booked),
            "2026-12-31:0 2027-01-01:0 2027-12-24:0"
        );
        let every_year = Closing {
            yearly: true,
            ..winter
        };
        assert_eq!(words(&[every_year], &[]), "2026-12-31:0 2027-01-01:0");
    }
}
