//! Why a day or a time was not understood, each as one sentence that says what is possible.

use std::fmt;

use chrono::NaiveDate;

use crate::domain::clock::{hhmm, short_day};

/// What a day may look like, for the end of a sentence.
const DAYS: &str = "today, thu, next fri, +6w, 12 mar, 12/3 (day first) or 2026-12-01";
/// What a time may look like, for the end of a sentence.
const TIMES: &str = "10, 10:30, 2pm, noon, after 14, before 12 or morning";

const NEXT_WHAT: &str = "`next` wants a weekday, such as next fri; a week from today is +1w.";

/// A day or a time that cannot be taken as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhraseError {
    /// Nothing in these words is a day.
    NotADay(String),
    /// The first words are a day, the rest is not.
    MoreThanADay {
        /// The day understood.
        day: NaiveDate,
        /// The day it is now.
        today: NaiveDate,
        /// The words after it.
        rest: String,
    },
    /// The month has no such day.
    NoSuchDate {
        /// The words typed.
        typed: String,
        /// The last day of that month.
        last: NaiveDate,
    },
    /// There is no such month.
    NoSuchMonth {
        /// The words typed.
        typed: String,
        /// The number that stands for the day.
        day: u32,
        /// The number that stands for the month.
        month: u32,
    },
    /// The weekday typed is not the weekday of the date.
    OtherWeekday {
        /// The words typed.
        typed: String,
        /// The date typed.
        date: NaiveDate,
    },
    /// A date without a year that is only just over.
    JustOver {
        /// The day that is over.
        over: NaiveDate,
        /// The same day of next year.
        coming: NaiveDate,
    },
    /// A month has no day of this number.
    NoSuchDayNumber(String),
    /// The day lies where no salon's book reaches.
    OutOfTheBook(String),
    /// A number of what, days or weeks?
    NoUnit(String),
    /// `next` without a weekday.
    NextWhat,
    /// `by` without a day.
    ByWhen,
    /// These words leave no day that is still to come.
    NoDayLeft(String),
    /// `later` or `earlier` where no appointment is talked about.
    ThanWhat(String),
    /// So much later or earlier is another day.
    NotThatDay(String),
    /// Nothing in these words is a time.
    NotATime(String),
    /// Two times, of which one would do.
    TwoTimes(String),
    /// When the dog is fetched, which follows from when it comes.
    WhenFetched(String),
    /// So much later than this very minute.
    FromNow(String),
    /// A time of no clock.
    NoSuchTime(String),
    /// A time between two steps of the book.
    BetweenSteps {
        /// The words typed.
        typed: String,
        /// The time understood, in minutes since midnight.
        minute: i64,
    },
    /// `after` or `before` without a time.
    BoundWithoutTime(String),
}

impl PhraseError {
    /// What is said of words that are no one time of the clock.
    fn no_one_time(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TwoTimes(typed) => write!(
                f,
                "`{typed}` are two times: type one of them, or from the one to the other, such as 9-10."
            ),
            Self::WhenFetched(typed) => write!(
                f,
                "`{typed}` is when the dog is fetched: type when it comes, such as before 12; when it will be ready is said then."
            ),
            Self::FromNow(typed) => write!(f, "`{typed}` from now? Type the time itself, such as 14:30."),
            Self::NoSuchTime(typed) => write!(
                f,
                "`{typed}` is no time of day: hours go from 0 to 23 and minutes from 00 to 55, such as 10:30 or 2pm."
            ),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for PhraseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotADay(typed) if typed.is_empty() => write!(f, "Type a day, such as {DAYS}."),
            Self::NotADay(typed) => write!(f, "I do not know the day `{typed}`: try {DAYS}."),
            Self::MoreThanADay { day, today, rest } => write!(
                f,
                "I read {}, but not `{rest}` after it: one day is enough, such as {DAYS}.",
                short_day(*day, *today)
            ),
            Self::NoSuchDate { typed, last } => {
                write!(
                    f,
                    "`{typed}` is not in the calendar: the last day of that month is {}.",
                    last.format("%-d %b %Y")
                )
            }
            Self::NoSuchMonth { typed, day, month } if (1..=12).contains(day) && (1..=31).contains(month) => {
                write!(
                    f,
                    "`{typed}` is read day first and there is no month {month}: for the other way round type {month}/{day}."
                )
            }
            Self::NoSuchMonth { typed, month, .. } => write!(
                f,
                "`{typed}` is read day first and there is no month {month}: months go from 1 to 12."
            ),
            Self::OtherWeekday { typed, date } => write!(
                f,
                "`{typed}` does not fit: {} is a {}; leave the weekday out or change the date.",
                date.format("%-d %b %Y"),
                date.format("%A")
            ),
            Self::JustOver { over, coming } => write!(
                f,
                "{} is over: type {} if you mean the next one.",
                over.format("%-d %b"),
                coming.format("%-d %b %Y").to_string().to_lowercase()
            ),
            Self::NoSuchDayNumber(typed) => {
                write!(
                    f,
                    "No month has a day `{typed}`: days go from 1 to 31, or try {DAYS}."
                )
            }
            Self::OutOfTheBook(typed) => {
                write!(
                    f,
                    "`{typed}` is beyond the book: days from 1900 to 2199 are possible."
                )
            }
            Self::NoUnit(typed) => {
                write!(
                    f,
                    "`{typed}` of what? Type {typed}d for days, {typed}w for weeks or {typed}m for months."
                )
            }
            Self::NextWhat => f.write_str(NEXT_WHAT),
            Self::ByWhen => f.write_str("`by` wants a day, such as by fri or by 12 mar."),
            Self::NoDayLeft(typed) => {
                write!(
                    f,
                    "`{typed}` leaves no day from today on: try from thu, by fri or 12 mar."
                )
            }
            Self::ThanWhat(typed) => write!(
                f,
                "`{typed}` than what? Type a time, such as after 14 or before 12; while an appointment is moved it is counted from that."
            ),
            Self::NotThatDay(typed) => {
                write!(
                    f,
                    "`{typed}` is not that day any more: type the day and the time, such as thu 10."
                )
            }
            Self::NotATime(typed) if typed.is_empty() => write!(f, "Type a time, such as {TIMES}."),
            Self::NotATime(typed) => write!(f, "I do not know the time `{typed}`: try {TIMES}."),
            Self::TwoTimes(_) | Self::WhenFetched(_) | Self::FromNow(_) | Self::NoSuchTime(_) => {
                self.no_one_time(f)
            }
            Self::BetweenSteps { typed, minute } => {
                let (below, above) = (minute - minute % 5, minute - minute % 5 + 5);
                f.write_str("Times go by 5 minutes: ")?;
                // Digits without a colon may be read as another time than was meant.
                if typed.contains(':') {
                    write!(f, "for `{typed}` type {}", hhmm(below))?;
                } else {
                    write!(
                        f,
                        "for `{typed}`, read as {}, type {}",
                        hhmm(*minute),
                        hhmm(below)
                    )?;
                }
                if above < 24 * 60 {
                    write!(f, " or {}", hhmm(above))?;
                }
                f.write_str(".")
            }
            Self::BoundWithoutTime(word) => write!(f, "`{word}` wants a time, such as {word} 14."),
        }
    }
}

impl std::error::Error for PhraseError {}
