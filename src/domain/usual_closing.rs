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

/// Such a day, open as any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsuallyClosed {
    /// The day.
    pub day: NaiveDate,
    /// What one says to the caller.
    pub name: &'static str,
}

/// The last day that is looked at from one on.
#[must_use]
pub fn last_looked_at(today: NaiveDate) -> NaiveDate {
    today.iter_days().nth(AHEAD).unwrap_or(today)
}

/// Those of the year ahead that nobody has decided about: a salon that ever closed on one of them knows them all, and where
/// a dog is booked it works.
#[must_use]
pub fn undecided(today: NaiveDate, ever_closed: &[Closing], booked: &[NaiveDate]) -> Vec<UsuallyClosed> {
    let name = |day: NaiveDate| {
        let found = DAYS
            .iter()
            .find(|(month, of_month, _)| (*month, *of_month) == (day.month(), day.day()));
        found.map(|(.., name)| *name)
    };
    let knows = |closing: &Closing| {
        let days = closing.first_day.iter_days().take(AHEAD + 1);
        days.take_while(|day| *day <= closing.last_day)
            .any(|day| name(day).is_some())
    };
    if ever_closed.iter().any(knows) {
        return Vec::new();
    }
    let days = today.iter_days().take(AHEAD);
    days.filter(|day| !booked.contains(day))
        .filter_map(|day| name(day).map(|name| UsuallyClosed { day, name }))
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
        let words = |closed: &[Closing], booked: &[NaiveDate]| {
            let days = undecided(today, closed, booked).into_iter();
            days.map(|each| each.day.to_string())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let all = "2026-12-25 2026-12-26 2026-12-31 2027-01-01 2027-12-24";
        assert_eq!(words(&[], &[]), all);
        assert_eq!(words(&[closed("2026-08-01", "2026-08-14")], &[]), all);
        let booked = [day("2026-12-26"), day("2026-12-28")];
        assert_eq!(words(&[], &booked), "2026-12-25 2026-12-31 2027-01-01 2027-12-24");
        // Whoever closed two years ago between the years knows what they do.
        assert_eq!(words(&[closed("2024-12-28", "2025-01-02")], &[]), "");
    }
}
