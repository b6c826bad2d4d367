//! What is said of a series beside the first appointment: `every 5w x6`, `weekly until june`.

use std::fmt;

use chrono::NaiveDate;

use super::phrase::{PhraseError, Taken, Word, last_days_at};
use super::series::{Amount, End, MOST_TIMES, MOST_WEEKS, Rhythm, amount, every};

/// What was said of a series, perhaps not all of it: `every 5w`, `x6`, `until june`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repeat {
    /// Weeks between two appointments.
    pub weeks: Option<i64>,
    /// When it ends.
    pub end: Option<End>,
}

impl Repeat {
    /// Both together; `None` when they say two things about one.
    #[must_use]
    pub fn and(self, other: Self) -> Option<Self> {
        let clash =
            self.weeks.is_some() && other.weeks.is_some() || self.end.is_some() && other.end.is_some();
        (!clash).then_some(Self {
            weeks: self.weeks.or(other.weeks),
            end: self.end.or(other.end),
        })
    }

    /// The whole rhythm, with what was not said as it is usual.
    #[must_use]
    pub fn or(self, usual: Rhythm) -> Rhythm {
        Rhythm {
            weeks: self.weeks.unwrap_or(usual.weeks),
            end: self.end.unwrap_or(usual.end),
        }
    }
}

impl fmt::Display for Repeat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.weeks.map_or_else(String::new, every))?;
        match self.end {
            None => Ok(()),
            Some(End::Times(1)) => f.write_str(", once"),
            Some(End::Times(times)) => write!(f, ", {times} times"),
            Some(End::Until(day)) => write!(f, " until {}", day.format("%-d %b %Y")),
        }
    }
}

/// Every way to read the first words as a part of a series: `every 5w`, `every 5 weeks`, `every two weeks`, `weekly`, `every other week`,
/// `fortnightly`, `monthly` (every 4 weeks), `x6`, `6 times`, `six times`, `until 12 mar`, `until june`, `until christmas`.
#[must_use]
pub fn repeats_at(words: &[Word], today: NaiveDate) -> Vec<(usize, Result<Repeat, String>)> {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let weeks = |weeks: i64| {
        let repeat = Repeat {
            weeks: Some(weeks),
            end: None,
        };
        let fits = (1..=MOST_WEEKS).contains(&weeks);
        fits.then_some(repeat)
            .ok_or_else(|| format!("1 to {MOST_WEEKS} weeks lie between two appointments of a series."))
    };
    match text(0) {
        "weekly" => vec![(1, weeks(1))],
        "fortnightly" | "biweekly" => vec![(1, weeks(2))],
        // A series goes by weeks, so that the weekday stays; what is understood is shown.
        "monthly" => vec![(1, weeks(4))],
        "every" if text(1) == "fortnight" => vec![(2, weeks(2))],
        "every" if text(1) == "month" => vec![(2, weeks(4))],
        "once" if matches!(text(1), "a" | "every") && text(2) == "week" => vec![(3, weeks(1))],
        "once" if matches!(text(1), "a" | "every") && text(2) == "month" => vec![(3, weeks(4))],
        "every" if text(1) == "other" && matches!(text(2), "week" | "weeks") => vec![(3, weeks(2))],
        // Every day of the week but one is no series.
        "every" if text(1) == "day" && matches!(text(2), "but" | "except" | "not") => Vec::new(),
        "every" => vec![match amount(text(1), text(2)) {
            // A number alone may be a time.
            Some((Amount::Weeks(number), count))
                if count == 2 || !text(1).bytes().all(|b| b.is_ascii_digit()) =>
            {
                (1 + count, weeks(number))
            }
            _ => (
                1,
                Err(
                    "`every` wants a number of weeks, such as every 5w x6, or every 5w until june."
                        .to_owned(),
                ),
            ),
        }],
        "until" | "till" => {
            let until = |taken: Taken<NaiveDate>| {
                let end = taken.value.map(|day| Repeat {
                    weeks: None,
                    end: Some(End::Until(day)),
                });
                (
                    1 + taken.words,
                    end.map_err(|error: PhraseError| error.to_string()),
                )
            };
            let days = words.get(1..).unwrap_or_default();
            let found: Vec<_> = last_days_at(days, today).into_iter().map(until).collect();
            if found.is_empty() {
                let words = format!("`{}` wants a day, such as until 12 mar or until june.", text(0));
                return vec![(1, Err(words))];
            }
            found
        }
        first => match amount(first, text(1)) {
            Some((Amount::Times(times), count)) => {
                let repeat = Repeat {
                    weeks: None,
                    end: Some(End::Times(times)),
                };
                let fits = (1..=MOST_TIMES).contains(&times);
                let several = || format!("A series has 1 to {MOST_TIMES} appointments.");
                vec![(count, fits.then_some(repeat).ok_or_else(several))]
            }
            _ => Vec::new(),
        },
    }
}
