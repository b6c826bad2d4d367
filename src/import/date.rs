//! Reads the days of a CSV file, and refuses to guess which number is the month.

use chrono::{Datelike, NaiveDate};

/// Reads a day such as `2021-03-25`, `25.3.2021` or `25/03/2021`; the error says what is possible.
pub fn read_day(text: &str) -> Result<NaiveDate, String> {
    let numbers: Option<Vec<i64>> = text.split(['-', '/', '.']).map(number).collect();
    let mut ways = match numbers.as_deref() {
        Some(&[year, month, day]) if year >= 1000 => vec![date(year, month, day)],
        Some(&[day, month, year]) if text.contains('.') => vec![date(year, month, day)],
        Some(&[one, two, year]) => vec![date(year, two, one), date(year, one, two)],
        _ => vec![],
    };
    ways.retain(|way| way.is_some_and(|day| day.year() >= 1000));
    ways.dedup();
    match ways[..] {
        [Some(day)] => Ok(day),
        [] => Err(format!("\"{text}\" is not a day; write it as 2021-03-25")),
        _ => Err(format!(
            "\"{text}\" can be read as two days; write it as 2021-03-25"
        )),
    }
}

/// Reads the day a dog was born: not after today, and at most 30 whole years before.
pub fn read_birth(text: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    let birth = read_day(text)?;
    let birthdays =
        today.year() - birth.year() - i32::from((today.month(), today.day()) < (birth.month(), birth.day()));
    if birth > today {
        Err(format!("\"{text}\" is still to come"))
    } else if birthdays > 30 {
        Err(format!(
            "\"{text}\" would make the dog {birthdays} years old; up to 30 is possible"
        ))
    } else {
        Ok(birth)
    }
}

fn number(text: &str) -> Option<i64> {
    let text = text.trim();
    let plain = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn date(year: i64, month: i64, day: i64) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(
        i32::try_from(year).ok()?,
        u32::try_from(month).ok()?,
        u32::try_from(day).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for text in [
            "2021-03-25",
            "2021/3/25",
            "25.3.2021",
            "25/03/2021",
            "03/25/2021",
            "25-03-2021",
        ] {
            assert_eq!(read_day(text), Ok(day(2021, 3, 25)), "{text}");
        }
        assert_eq!(read_day("4/4/2020"), Ok(day(2020, 4, 4)));
        assert_eq!(read_day("04.03.2020"), Ok(day(2020, 3, 4)));
    }

    #[test]
    fn a_day_with_two_meanings_is_not_guessed() {
        assert!(read_day("04/03/2020").unwrap_err().contains("two days"));
        for text in [
            "",
            "soon",
            "2021-02-30",
            "25.3.21",
            "2021",
            "1-2-3-4",
            "99999-1-1",
            "٢٠٢١-١-١",
        ] {
            assert!(read_day(text).unwrap_err().contains("is not a day"), "{text}");
        }
    }

    #[test]
    fn a_birthday_is_one_a_dog_can_have() {
        let today = day(2026, 11, 20);
        assert_eq!(read_birth("1995-11-21", today), Ok(day(1995, 11, 21)));
        assert!(
            read_birth("1995-11-20", today)
                .unwrap_err()
                .contains("31 years old")
        );
        assert!(
            read_birth("2026-11-21", today)
                .unwrap_err()
                .contains("still to come")
        );
    }
}
