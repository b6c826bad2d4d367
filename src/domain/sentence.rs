//! Sentences said aloud: what the receptionist repeats to the caller.

use chrono::{Datelike, NaiveDate};

use super::clock::hhmm;
use super::household::listed;
use super::money::Cents;

/// A price as far as one can promise it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// This much.
    Exactly(Cents),
    /// This much for the smallest dogs, and nobody knows yet how big this one is.
    FromBySize(Cents),
}

impl Asked {
    /// As much as is sure, in words: `from 38 euros` while nobody knows how big the dog is. Without a currency where that is empty.
    #[must_use]
    pub fn words(self, currency: &str) -> String {
        let (from, price) = match self {
            Self::Exactly(price) => ("", price),
            Self::FromBySize(price) => ("from ", price),
        };
        format!("{from}{price} {currency}").trim_end().to_owned()
    }
}

impl From<Cents> for Asked {
    fn from(price: Cents) -> Self {
        Self::Exactly(price)
    }
}

/// What a booking promises, ready to be said: `Thursday 26th at 10 with Ana, about 2 hours (Pom bath), 72 euros`.
/// `stay_minutes` runs from drop-off to pick-up; a price of nothing is not mentioned.
#[must_use]
#[allow(clippy::too_many_arguments)] // a sentence has that many parts, each said once
pub fn promise(
    day: NaiveDate,
    today: NaiveDate,
    start_min: i64,
    groomer: &str,
    stay_minutes: i64,
    service: &str,
    price: impl Into<Asked>,
    currency: &str,
) -> String {
    let (from, price, by_size) = match price.into() {
        Asked::Exactly(price) => ("", price, ""),
        Asked::FromBySize(price) => ("from ", price, ", by size"),
    };
    let price = if price.0 > 0 {
        format!(", {from}{price} {currency}").trim_end().to_owned() + by_size
    } else {
        String::new()
    };
    let sentence = format!(
        "{} at {} with {groomer}, about {} ({service}){price}",
        spoken_day(day, today),
        spoken_time(start_min),
        spoken_length(stay_minutes),
    );
    sentence.trim_end().to_owned()
}

/// What a booking of several dogs promises: `Thursday 26th at 10, Bella with Ana and Max with Bo, ready by 12:30, 122 euros
/// together`; in turn `Bella and then Max with Ana`. Each dog with the start of its work and its groomer, in that order; a
/// price of nothing is not mentioned.
#[must_use]
pub fn promise_all(
    day: NaiveDate,
    today: NaiveDate,
    drop_off_min: i64,
    dogs: &[(i64, &str, &str)],
    pickup_min: i64,
    price: Cents,
    currency: &str,
) -> String {
    let price = if price.0 > 0 {
        format!(", {price} {currency}").trim_end().to_owned() + " together"
    } else {
        String::new()
    };
    format!(
        "{} at {}, {}, ready by {}{price}",
        spoken_day(day, today),
        spoken_time(drop_off_min),
        with_whom(dogs),
        spoken_time(pickup_min),
    )
}

/// `Bella with Ana and Max with Bo`, `Bella and then Max with Ana`, `Bella with Ana, then Max with Bo`.
fn with_whom(dogs: &[(i64, &str, &str)]) -> String {
    let turns = dogs.chunk_by(|one, other| one.0 == other.0);
    let one_groomer = dogs.iter().all(|dog| dog.2 == dogs[0].2);
    let turns: Vec<String> = turns
        .map(|turn| {
            if one_groomer {
                let names: Vec<&str> = turn.iter().map(|dog| dog.1).collect();
                return listed(&names);
            }
            let mut groups: Vec<(Vec<&str>, &str)> = Vec::new();
            for (_, dog, groomer) in turn {
                match groups.iter_mut().find(|(_, with)| with == groomer) {
                    Some((dogs, _)) => dogs.push(dog),
                    None => groups.push((vec![dog], groomer)),
                }
            }
            let with = groups
                .iter()
                .map(|(dogs, groomer)| format!("{} with {groomer}", listed(dogs)));
            listed(&with.collect::<Vec<String>>())
        })
        .collect();
    match (one_groomer, turns.as_slice()) {
        (true, [first, second]) => format!("{first} and then {second} with {}", dogs[0].2),
        (true, [_, ..]) => format!("{} with {}", turns.join(", then "), dogs[0].2),
        _ => turns.join(", then "),
    }
}

/// A day as one says it: `today`, `tomorrow`, `Thursday 26th`; with the month once it is another one, with the year
/// once it is another one.
#[must_use]
pub fn spoken_day(day: NaiveDate, today: NaiveDate) -> String {
    if day == today {
        return "today".to_owned();
    }
    if Some(day) == today.succ_opt() {
        return "tomorrow".to_owned();
    }
    let mut words = format!("{} {}{}", day.format("%A"), day.day(), ordinal(day.day()));
    if (day.year(), day.month()) != (today.year(), today.month()) {
        words.push_str(&day.format(" %B").to_string());
    }
    if day.year() != today.year() {
        words.push_str(&day.format(" %Y").to_string());
    }
    words
}

/// The same behind another day that was named in the same breath: with the month where that was one of another month.
#[must_use]
pub fn spoken_day_behind(day: NaiveDate, named: Option<NaiveDate>, today: NaiveDate) -> String {
    let words = spoken_day(day, today);
    let is_plain = day > today && Some(day) != today.succ_opt() && day.month() == today.month();
    let month = |day: NaiveDate| (day.year(), day.month());
    if is_plain && day.year() == today.year() && named.is_some_and(|named| month(named) != month(day)) {
        return words + &day.format(" %B").to_string();
    }
    words
}

/// A time as one says it: `10`, `14:30`.
#[must_use]
pub fn spoken_time(minute: i64) -> String {
    if minute % 60 == 0 {
        (minute / 60).to_string()
    } else {
        hhmm(minute)
    }
}

/// A length as one says it, to the quarter of an hour from one hour on: `45 minutes`, `an hour and a half`, `2 hours`.
#[must_use]
pub fn spoken_length(minutes: i64) -> String {
    if minutes < 55 {
        return format!("{minutes} minutes");
    }
    let quarters = (minutes + 7) / 15;
    let part = ["", "a quarter", "a half", "three quarters"];
    let part = usize::try_from(quarters % 4).map_or("", |at| part[at]);
    match (quarters / 4, part) {
        (1, "") => "an hour".to_owned(),
        (1, part) => format!("an hour and {part}"),
        (hours, "") => format!("{hours} hours"),
        (hours, part) => format!("{hours} and {part} hours"),
    }
}

const fn ordinal(day: u32) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn said(on: NaiveDate, start_min: i64, stay: i64, price: i64) -> String {
        let today = day(2026, 11, 20);
        promise(
            on,
            today,
            start_min,
            "Ana",
            stay,
            "Pom bath",
            Cents(price),
            "euros",
        )
    }

    #[test]
    fn the_caller_hears_day_time_groomer_length_and_price() {
        assert_eq!(
            said(day(2026, 11, 26), 600, 120, 7200),
            "Thursday 26th at 10 with Ana, about 2 hours (Pom bath), 72 euros"
        );
        assert_eq!(
            said(day(2026, 11, 20), 870, 90, 5050),
            "today at 14:30 with Ana, about an hour and a half (Pom bath), 50.50 euros"
        );
        assert_eq!(
            said(day(2026, 11, 21), 545, 45, 0),
            "tomorrow at 09:05 with Ana, about 45 minutes (Pom bath)"
        );
    }

    #[test]
    fn the_caller_hears_when_all_of_them_are_ready() {
        let dogs = [(600, "Bella", "Ana"), (600, "Max", "Bo")];
        let said = |dogs: &[(i64, &str, &str)], price| {
            let (on, today) = (day(2026, 11, 26), day(2026, 11, 20));
            promise_all(on, today, 600, dogs, 750, Cents(price), "euros")
        };
        assert_eq!(
            said(&dogs, 12200),
            "Thursday 26th at 10, Bella with Ana and Max with Bo, ready by 12:30, 122 euros together"
        );
        assert_eq!(
            said(&[(600, "Bella", "Ana"), (600, "Max", "Ana")], 0),
            "Thursday 26th at 10, Bella and Max with Ana, ready by 12:30"
        );
        // In turn one hears who goes first.
        for (dogs, words) in [
            (
                &[(600, "Bella", "Ana"), (675, "Max", "Ana")][..],
                "Bella and then Max with Ana",
            ),
            (
                &[(600, "Bella", "Ana"), (675, "Max", "Bo")],
                "Bella with Ana, then Max with Bo",
            ),
            (
                &[(600, "Bella", "Ana"), (600, "Max", "Bo"), (675, "Luna", "Ana")],
                "Bella with Ana and Max with Bo, then Luna with Ana",
            ),
        ] {
            assert_eq!(with_whom(dogs), words);
        }
    }

    #[test]
    fn a_far_day_names_its_month_and_a_farther_one_its_year() {
        let today = day(2026, 11, 20);
        assert_eq!(spoken_day(day(2026, 12, 1), today), "Tuesday 1st December");
        assert_eq!(spoken_day(day(2027, 1, 22), today), "Friday 22nd January 2027");
        assert_eq!(spoken_day(day(2027, 11, 23), today), "Tuesday 23rd November 2027");
        assert_eq!(spoken_day(day(2026, 11, 12), today), "Thursday 12th");
    }

    #[test]
    fn lengths_sound_like_people() {
        for (minutes, words) in [
            (15, "15 minutes"),
            (55, "an hour"),
            (60, "an hour"),
            (75, "an hour and a quarter"),
            (105, "an hour and three quarters"),
            (115, "2 hours"),
            (150, "2 and a half hours"),
            (240, "4 hours"),
        ] {
            assert_eq!(spoken_length(minutes), words);
        }
    }
}
