//! What holds for the whole salon on a day: whether it is closed, and how many dogs can be dropped off when.

use chrono::{Datelike, NaiveDate};

use super::clock::hhmm;
use super::days::days_words;
use super::id::{ClosingId, DropOffId};
use super::schedule::{Off, Span, Workday};

/// Days on which the salon is closed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Closing {
    /// The row's id.
    pub id: ClosingId,
    /// The first day.
    pub first_day: NaiveDate,
    /// The last day; the same for a single one.
    pub last_day: NaiveDate,
    /// Whether it comes again every year, by day and month.
    pub yearly: bool,
    /// Why, such as `Christmas`.
    pub name: String,
    /// Raised at each edit.
    pub rev: i64,
}

impl Closing {
    /// When and why: `24 Dec-2 Jan every year: Christmas`.
    #[must_use]
    pub fn words(&self, today: NaiveDate) -> String {
        let days = if self.yearly {
            let of_year = |day: NaiveDate| day.format("%-d %b").to_string();
            match (of_year(self.first_day), of_year(self.last_day)) {
                (first, last) if first == last => format!("{first} every year"),
                (first, last) => format!("{first}-{last} every year"),
            }
        } else {
            days_words(self.first_day, self.last_day, today)
        };
        format!("{days}: {}", self.name)
    }

    /// Whether the salon is closed on this day.
    #[must_use]
    pub fn is_on(&self, day: NaiveDate) -> bool {
        if !self.yearly {
            return self.first_day <= day && day <= self.last_day;
        }
        let of_year = |day: NaiveDate| (day.month(), day.day());
        let (first, last, day) = (of_year(self.first_day), of_year(self.last_day), of_year(day));
        if first <= last {
            first <= day && day <= last
        } else {
            // Over the turn of the year.
            first <= day || day <= last
        }
    }
}

/// How many dogs can be dropped off in a stretch of a weekday.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct DropOff {
    /// The row's id.
    pub id: DropOffId,
    /// 1 Monday to 7 Sunday.
    pub weekday: i64,
    /// From when to when.
    pub span: Span,
    /// How many, 0 to 99.
    pub dogs: i64,
    /// Raised at each edit.
    pub rev: i64,
}

/// What is out of the usual on a day, in one line: `Closed: Christmas`, or `Ana off: ill; Bo off 09:00-11:00`; empty on
/// most days.
#[must_use]
pub fn out_of_the_usual(workdays: &[Workday]) -> String {
    if let Some(name) = workdays.iter().find_map(|workday| workday.closed.as_ref()) {
        return format!("Closed: {name}");
    }
    let words: Vec<String> = workdays
        .iter()
        .flat_map(|workday| {
            workday
                .off
                .iter()
                .map(|off| format!("{} {}", workday.groomer, off.words()))
        })
        .collect();
    words.join("; ")
}

impl Off {
    /// When and why: `off: ill`, `off 09:00-11:00: dentist`.
    #[must_use]
    pub fn words(&self) -> String {
        let mut words = "off".to_owned();
        if (self.span.start, self.span.end) != (0, 1440) {
            words = format!("{words} {}-{}", hhmm(self.span.start), hhmm(self.span.end));
        }
        if self.reason.is_empty() {
            words
        } else {
            format!("{words}: {}", self.reason)
        }
    }
}

/// The door on one day: what it lets in, and who comes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Door {
    /// The limits of that weekday.
    pub limits: Vec<(Span, i64)>,
    /// When dogs are dropped off, in minutes since midnight, one entry a dog.
    pub arrivals: Vec<i64>,
}

impl Door {
    /// The limit that one more dog dropped off at this minute would break.
    #[must_use]
    pub fn full(&self, minute: i64) -> Option<(Span, i64)> {
        let within = |span: Span, minute: i64| span.start <= minute && minute < span.end;
        self.limits.iter().copied().find(|(span, dogs)| {
            let come = self
                .arrivals
                .iter()
                .filter(|other| within(*span, **other))
                .count();
            within(*span, minute) && i64::try_from(come).is_ok_and(|come| come >= *dogs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_yearly_closing_reaches_over_the_turn_of_the_year() {
        let mut closing = Closing {
            id: ClosingId::new(),
            first_day: day("2026-12-24"),
            last_day: day("2027-01-02"),
            yearly: true,
            name: "Christmas".to_owned(),
            rev: 1,
        };
        assert!(closing.is_on(day("2029-12-31")));
        assert!(closing.is_on(day("2029-01-02")));
        assert!(!closing.is_on(day("2029-01-03")));
        closing.yearly = false;
        assert!(closing.is_on(day("2026-12-31")));
        assert!(!closing.is_on(day("2029-12-31")));
    }

    #[test]
    fn five_dogs_at_nine_and_not_a_sixth() {
        let nine = Span { start: 540, end: 555 };
        let door = Door {
            limits: vec![(nine, 5)],
            arrivals: vec![540, 540, 545, 550, 550, 555],
        };
        assert_eq!(door.full(540), Some((nine, 5)));
        assert_eq!(door.full(555), None);
    }
}
