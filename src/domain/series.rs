//! A series: one appointment every so many weeks.

use std::fmt;

use chrono::{Days, NaiveDate};

use super::id::{DogId, SeriesId};
use super::phrase::{self, Word};

/// The most weeks between two appointments.
pub const MOST_WEEKS: i64 = 52;

/// The most appointments of one series: a year of weekly ones.
pub const MOST_TIMES: usize = 52;

/// How many appointments a series has when nobody says so.
pub const TIMES: usize = 6;

/// A series of a dog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Series {
    /// The row's id.
    pub id: SeriesId,
    /// Which dog.
    pub dog_id: DogId,
    /// Weeks between two appointments, 1 to 52.
    pub weeks: i64,
}

/// The place of an appointment in its series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Standing {
    /// Weeks between two appointments.
    pub weeks: i64,
    /// Which one it is, from 1, without those that were called off.
    pub at: i64,
    /// How many there are.
    pub of: i64,
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} of {}", every(self.weeks), self.at, self.of)
    }
}

/// `every week`, `every 5 weeks`.
#[must_use]
pub fn every(weeks: i64) -> String {
    if weeks == 1 {
        "every week".to_owned()
    } else {
        format!("every {weeks} weeks")
    }
}

/// When a series ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// After so many appointments.
    Times(usize),
    /// With the last one on or before this day.
    Until(NaiveDate),
}

/// How often, and how many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// Weeks between two appointments, 1 to 52.
    pub weeks: i64,
    /// When it ends.
    pub end: End,
}

impl Rhythm {
    /// The days of a series, the first one among them; 52 at most.
    #[must_use]
    pub fn days(self, first: NaiveDate) -> Vec<NaiveDate> {
        let step = u64::try_from(self.weeks.clamp(1, MOST_WEEKS)).unwrap_or(1) * 7;
        let (times, last) = match self.end {
            End::Times(times) => (times.min(MOST_TIMES), NaiveDate::MAX),
            End::Until(last) => (MOST_TIMES, last),
        };
        (0..)
            .map_while(|n: u64| first.checked_add_days(Days::new(n * step)))
            .take_while(|day| *day <= last)
            .take(times)
            .collect()
    }

    /// The words one would type for it: `5w x6`, `5w until 2027-03-12`.
    #[must_use]
    pub fn typed(self) -> String {
        match self.end {
            End::Times(times) => format!("{}w x{times}", self.weeks),
            End::Until(day) => format!("{}w until {day}", self.weeks),
        }
    }

    /// Reads `5w x6`, `every 4 weeks 8 times` or `6w until 12 mar`; what is not said stays as it is in `usual`.
    ///
    /// # Errors
    /// One sentence that says what was not understood and what is possible.
    pub fn parse(text: &str, usual: Self, today: NaiveDate) -> Result<Self, String> {
        let mut rhythm = usual;
        let words = phrase::split(text);
        let mut left = words.as_slice();
        while let Some(first) = left.first() {
            let second = left.get(1).map_or("", |word| word.text.as_str());
            left = match first.text.as_str() {
                "every" | "and" => &left[1..],
                "until" | "till" | "to" => {
                    let typed = left.get(1).map_or_else(String::new, |next| {
                        text.get(next.at.start..).unwrap_or_default().to_owned()
                    });
                    let month = phrase::last_days_at(&left[1..], today)
                        .into_iter()
                        .find(|taken| taken.words + 1 == left.len())
                        .and_then(|taken| taken.value.ok());
                    let day = match month {
                        Some(day) => day,
                        None => phrase::parse_day(&typed, today).map_err(|error| error.to_string())?,
                    };
                    rhythm.end = End::Until(day);
                    &[]
                }
                word => {
                    let (meant, count) = amount(word, second).ok_or_else(|| unknown(first))?;
                    match meant {
                        Amount::Weeks(weeks) => rhythm.weeks = weeks,
                        Amount::Times(times) => rhythm.end = End::Times(times),
                    }
                    &left[count..]
                }
            };
        }
        match (rhythm.weeks, rhythm.end) {
            (1..=MOST_WEEKS, End::Times(1..=MOST_TIMES) | End::Until(_)) => Ok(rhythm),
            (1..=MOST_WEEKS, _) => Err(format!("a series has 1 to {MOST_TIMES} appointments")),
            _ => Err(format!(
                "1 to {MOST_WEEKS} weeks lie between two appointments of a series"
            )),
        }
    }
}

impl fmt::Display for Rhythm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&every(self.weeks))?;
        match self.end {
            End::Times(1) => f.write_str(", once"),
            End::Times(times) => write!(f, ", {times} times"),
            End::Until(day) => write!(f, " until {}", day.format("%-d %b %Y")),
        }
    }
}

/// A number of weeks or of appointments.
pub(super) enum Amount {
    Weeks(i64),
    Times(usize),
}

fn unknown(word: &Word) -> String {
    format!(
        "I do not know `{}`; a series is typed as 5w x6, or 5w until 12 mar",
        word.typed
    )
}

/// Reads `5w`, `5 weeks`, `two weeks`, `5`, `x6`, `6x`, `6 times`, `six times`, `week`, `fortnightly`, `monthly`, with how many words that takes.
pub(super) fn amount(word: &str, next: &str) -> Option<(Amount, usize)> {
    let number = |digits: &str| digits.parse::<u16>().ok();
    let weeks = |digits: &str| number(digits).map(|number| Amount::Weeks(i64::from(number)));
    let times = |digits: &str| number(digits).map(|number| Amount::Times(usize::from(number)));
    match word {
        "week" | "weekly" => return Some((Amount::Weeks(1), 1)),
        "fortnight" | "fortnightly" | "biweekly" => return Some((Amount::Weeks(2), 1)),
        // A series goes by weeks, so that the weekday stays.
        "month" | "monthly" => return Some((Amount::Weeks(4), 1)),
        "other" if matches!(next, "week" | "weeks") => return Some((Amount::Weeks(2), 2)),
        _ => {}
    }
    if let Some(number) = phrase::spelled(word) {
        return match next {
            "w" | "wk" | "wks" | "week" | "weeks" => Some((Amount::Weeks(i64::from(number)), 2)),
            "times" => usize::try_from(number)
                .ok()
                .map(|number| (Amount::Times(number), 2)),
            _ => None,
        };
    }
    if word == "x" {
        return times(next).map(|amount| (amount, 2));
    }
    if let Some(digits) = word.strip_prefix('x') {
        return times(digits).map(|amount| (amount, 1));
    }
    let end = word.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, unit) = word.split_at(end);
    match (unit, next) {
        ("", "times" | "x") => times(digits).map(|amount| (amount, 2)),
        ("x" | "times", _) => times(digits).map(|amount| (amount, 1)),
        ("", "w" | "wk" | "wks" | "week" | "weeks") => weeks(digits).map(|amount| (amount, 2)),
        ("" | "w" | "wk" | "wks" | "week" | "weeks", _) => weeks(digits).map(|amount| (amount, 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    const USUAL: Rhythm = Rhythm {
        weeks: 5,
        end: End::Times(6),
    };

    fn read(text: &str) -> Result<String, String> {
        Rhythm::parse(text, USUAL, day("2026-11-20")).map(|rhythm| rhythm.to_string())
    }

    #[test]
    fn a_rhythm_is_read_as_people_say_it() {
        for (typed, meant) in [
            ("", "every 5 weeks, 6 times"),
            ("5w x6", "every 5 weeks, 6 times"),
            ("every 4 weeks 8 times", "every 4 weeks, 8 times"),
            ("x 3", "every 5 weeks, 3 times"),
            ("4", "every 4 weeks, 6 times"),
            ("12x", "every 5 weeks, 12 times"),
            ("every week", "every week, 6 times"),
            ("6w until 12 mar", "every 6 weeks until 12 Mar 2027"),
            ("6w until june", "every 6 weeks until 30 Jun 2027"),
            ("every two weeks six times", "every 2 weeks, 6 times"),
            ("every other week", "every 2 weeks, 6 times"),
            ("fortnightly x3", "every 2 weeks, 3 times"),
            ("monthly", "every 4 weeks, 6 times"),
            ("5w until christmas", "every 5 weeks until 25 Dec 2026"),
            ("6w until nov", "every 6 weeks until 30 Nov 2026"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(meant), "{typed}");
        }
    }

    #[test]
    fn what_is_no_rhythm_says_what_would_be_one() {
        for (typed, words) in [
            (
                "often",
                "I do not know `often`; a series is typed as 5w x6, or 5w until 12 mar",
            ),
            ("0w", "1 to 52 weeks lie between two appointments of a series"),
            ("x60", "a series has 1 to 52 appointments"),
        ] {
            assert_eq!(read(typed), Err(words.to_owned()), "{typed}");
        }
        assert!(read("5w until").is_err());
    }

    #[test]
    fn the_words_mean_what_they_came_from() {
        for end in [End::Times(9), End::Until(day("2027-03-12"))] {
            let rhythm = Rhythm { weeks: 3, end };
            assert_eq!(
                Rhythm::parse(&rhythm.typed(), USUAL, day("2026-11-20")),
                Ok(rhythm)
            );
        }
    }

    #[test]
    fn the_days_lie_so_many_weeks_apart_and_end_with_the_last_one_before_the_end() {
        assert_eq!(
            Rhythm::parse("5w x3", USUAL, day("2026-11-20")).map(|rhythm| rhythm.days(day("2026-11-26"))),
            Ok(vec![day("2026-11-26"), day("2026-12-31"), day("2027-02-04")])
        );
        let until = Rhythm {
            weeks: 5,
            end: End::Until(day("2027-02-03")),
        };
        assert_eq!(until.days(day("2026-11-26")).len(), 2);
    }
}
