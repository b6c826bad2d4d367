//! Days that callers name without a date: `christmas`, `easter monday`, `new year`.

use chrono::{Datelike, NaiveDate};

use super::Word;
use super::day::shifted;

/// When a day with a name is.
#[derive(Clone, Copy)]
enum Holiday {
    /// Each year on this day of this month.
    Fixed(u32, u32),
    /// So many days after Easter Sunday.
    Easter(i64),
}

/// The longer name before its beginning.
const NAMES: [(&str, Holiday); 13] = [
    ("christmas eve", Holiday::Fixed(24, 12)),
    ("xmas eve", Holiday::Fixed(24, 12)),
    ("christmas day", Holiday::Fixed(25, 12)),
    ("christmas", Holiday::Fixed(25, 12)),
    ("xmas", Holiday::Fixed(25, 12)),
    ("boxing day", Holiday::Fixed(26, 12)),
    ("new years eve", Holiday::Fixed(31, 12)),
    ("new years day", Holiday::Fixed(1, 1)),
    ("new years", Holiday::Fixed(1, 1)),
    ("new year", Holiday::Fixed(1, 1)),
    ("good friday", Holiday::Easter(-2)),
    ("easter monday", Holiday::Easter(1)),
    ("easter", Holiday::Easter(0)),
];

/// The coming day of a name in the first words, today included, and how many words name it; the day is `None` where it lies
/// beyond the calendar.
pub(super) fn holiday_at(words: &[Word], today: NaiveDate) -> Option<(usize, Option<NaiveDate>)> {
    let (count, holiday) = NAMES
        .iter()
        .find_map(|(name, holiday)| Some((named(words, name)?, *holiday)))?;
    let years = [today.year(), today.year().saturating_add(1)];
    let mut coming = years.into_iter().filter_map(|year| in_year(holiday, year));
    let coming = coming.find(|day| *day >= today);
    Some((count, coming))
}

/// How many words a name takes where the first words are it, with or without an apostrophe.
fn named(words: &[Word], name: &str) -> Option<usize> {
    let mut count = 0;
    for part in name.split(' ') {
        let letters = words
            .get(count)?
            .text
            .chars()
            .filter(|c| !matches!(c, '\'' | '\u{2019}'));
        if !letters.eq(part.chars()) {
            return None;
        }
        count += 1;
    }
    Some(count)
}

fn in_year(holiday: Holiday, year: i32) -> Option<NaiveDate> {
    match holiday {
        Holiday::Fixed(day, month) => NaiveDate::from_ymd_opt(year, month, day),
        Holiday::Easter(after) => shifted(easter(year)?, after),
    }
}

/// Easter Sunday of a year of the Gregorian calendar, by the usual rule of golden number and epact.
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let century = year.div_euclid(100);
    let leaps = century - century / 4 - (8 * century + 13) / 25;
    let epact = (leaps + 19 * golden + 15).rem_euclid(30);
    let full_moon = epact - (epact / 28) * (1 - (epact / 28) * (29 / (epact + 1)) * ((21 - golden) / 11));
    let weekday = (year + year.div_euclid(4) + full_moon + 2 - century + century / 4).rem_euclid(7);
    let day = full_moon - weekday;
    let month = 3 + (day + 40) / 44;
    let day = day + 28 - 31 * (month / 4);
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_is_where_the_church_has_it() {
        for (year, month, day) in [
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
            (2160, 3, 23),
        ] {
            assert_eq!(easter(year), NaiveDate::from_ymd_opt(year, month, day), "{year}");
        }
    }
}
