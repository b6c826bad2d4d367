//! Dates of the calendar as people write them: `12 mar`, `12/3`, `2026-12-01`.

use chrono::{Datelike, Months, NaiveDate, Weekday};

use super::{PhraseError, Word, is_number, join, leading_digits};

/// A date as written, perhaps without a year.
#[derive(Clone, Copy)]
pub(super) struct WrittenDate {
    day: u32,
    month: u32,
    year: Option<i32>,
}

/// A date without a year that is over by no more days than this is rather the one just over than that of next year.
const JUST_OVER: i64 = 60;

/// What a date without a year means that is only just over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum JustOver {
    /// Nobody knows: it is refused with both years.
    Refused,
    /// The day that is over.
    Meant,
    /// That of next year.
    NextYear,
    /// The day that is over, however long: what is spoken of has been.
    LastOne,
}

impl WrittenDate {
    /// The day of the calendar; without a year the coming one, today included, unless it is only just over.
    pub fn resolve(
        self,
        today: NaiveDate,
        just_over: JustOver,
        typed: &[Word],
    ) -> Result<NaiveDate, PhraseError> {
        let passed = (self.month, self.day) < (today.month(), today.day());
        let year = self.year.unwrap_or(today.year() + i32::from(passed));
        let coming = NaiveDate::from_ymd_opt(year, self.month, self.day)
            .ok_or_else(|| self.refusal(year, join(typed)))?;
        if just_over == JustOver::LastOne && self.year.is_none() && coming > today {
            let last = NaiveDate::from_ymd_opt(year - 1, self.month, self.day);
            return last.ok_or_else(|| self.refusal(year - 1, join(typed)));
        }
        let over = NaiveDate::from_ymd_opt(year - 1, self.month, self.day)
            .filter(|day| self.year.is_none() && *day < today && (today - *day).num_days() <= JUST_OVER);
        match (over, just_over) {
            (None, _) | (_, JustOver::NextYear | JustOver::LastOne) => Ok(coming),
            (Some(over), JustOver::Meant) => Ok(over),
            (Some(over), JustOver::Refused) => Err(PhraseError::JustOver { over, coming }),
        }
    }

    /// The same where the weekday was typed too: it has to fit, and tells this year's past day from next year's.
    pub fn on(self, weekday: Weekday, today: NaiveDate, typed: &[Word]) -> Result<NaiveDate, PhraseError> {
        let date = self.resolve(today, JustOver::NextYear, typed)?;
        if date.weekday() == weekday {
            return Ok(date);
        }
        let this_year = NaiveDate::from_ymd_opt(self.year.unwrap_or(today.year()), self.month, self.day);
        this_year
            .filter(|day| day.weekday() == weekday)
            .ok_or_else(|| PhraseError::OtherWeekday {
                typed: join(typed),
                date,
            })
    }

    fn refusal(self, year: i32, typed: String) -> PhraseError {
        let Some(first) = NaiveDate::from_ymd_opt(year, self.month, 1) else {
            return if (1..=12).contains(&self.month) {
                PhraseError::OutOfTheBook(typed)
            } else {
                PhraseError::NoSuchMonth {
                    typed,
                    day: self.day,
                    month: self.month,
                }
            };
        };
        let last = first
            .checked_add_months(Months::new(1))
            .and_then(|next| next.pred_opt());
        last.map_or_else(
            || PhraseError::OutOfTheBook(typed.clone()),
            |last| PhraseError::NoSuchDate {
                typed: typed.clone(),
                last,
            },
        )
    }
}

/// Dates of the calendar at the start of the words with how many words they take, longest first.
pub(super) fn dates_at(words: &[Word]) -> Vec<(usize, WrittenDate)> {
    let Some((first, rest)) = words.split_first() else {
        return Vec::new();
    };
    if let Some(date) = date_in_numbers(&first.text) {
        return vec![(1, date)];
    }
    let second = rest.first().map_or("", |word| word.text.as_str());
    let (digits, letters) = leading_digits(&first.text);
    let (count, day, month) = if let (Some((day, _)), Some(month)) = (day_number(&first.text), month(second))
    {
        (2, day, month)
    } else if let (Some(month), Some((day, _))) = (month(&first.text), day_number(second)) {
        (2, day, month)
    } else if let (Some((day, false)), Some(month)) = (day_number(digits), month(letters)) {
        (1, day, month)
    } else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut add = |count, year| found.push((count, WrittenDate { day, month, year }));
    if let Some(year) = words.get(count).and_then(year) {
        add(count + 1, Some(year));
    }
    add(count, None);
    found
}

/// `2026-12-01`, `12/3`, `12/3/2027`, `12.3.`, `12.3.27`; `12.3` but not `12.30`, which is a time.
fn date_in_numbers(text: &str) -> Option<WrittenDate> {
    let separator = text
        .chars()
        .find(|c| !c.is_ascii_digit())
        .filter(|c| "-/.".contains(*c))?;
    let bare = text
        .strip_suffix('.')
        .filter(|_| separator == '.')
        .unwrap_or(text);
    let parts: Vec<&str> = bare.split(separator).collect();
    if !parts.iter().all(|part| is_number(part) && part.len() <= 4) {
        return None;
    }
    let (day, month, year) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (day, month, Some(year)),
        [day, month, year] if year.len() == 4 || (year.len() == 2 && separator != '-') => {
            (day, month, Some(year))
        }
        [day, month] if separator == '/' || (separator == '.' && (bare != text || month.len() == 1)) => {
            (day, month, None)
        }
        _ => return None,
    };
    if day.len() > 2 || month.len() > 2 {
        return None;
    }
    let year = match year {
        Some(year) if year.len() == 2 => Some(2000 + year.parse::<i32>().ok()?),
        Some(year) => Some(year.parse().ok()?),
        None => None,
    };
    Some(WrittenDate {
        day: day.parse().ok()?,
        month: month.parse().ok()?,
        year,
    })
}

/// The last day of the coming month of that name, this month included.
pub(super) fn last_of_month(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let month = month(text)?;
    let year = today.year() + i32::from(month < today.month());
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    first.checked_add_months(Months::new(1))?.pred_opt()
}

/// A month's number by any beginning of three letters or more.
pub(super) fn month(text: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let place = NAMES
        .iter()
        .position(|name| text.len() >= 3 && name.starts_with(text))?;
    u32::try_from(place + 1).ok()
}

/// A day's number, and whether it says so itself (`12th`); `12` and `12.` may be hours as well.
pub(super) fn day_number(text: &str) -> Option<(u32, bool)> {
    if let Some(number) = ordinal(text) {
        return Some((number, false));
    }
    let (digits, rest) = leading_digits(text);
    let said = matches!(rest, "st" | "nd" | "rd" | "th");
    let fits = (1..=2).contains(&digits.len()) && (said || matches!(rest, "" | "."));
    Some((digits.parse().ok().filter(|_| fits)?, said))
}

/// The number of a day in letters: `fifth`, `twenty-first`.
pub(super) fn ordinal(text: &str) -> Option<u32> {
    const NUMBERS: [&str; 31] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "twenty-first",
        "twenty-second",
        "twenty-third",
        "twenty-fourth",
        "twenty-fifth",
        "twenty-sixth",
        "twenty-seventh",
        "twenty-eighth",
        "twenty-ninth",
        "thirtieth",
        "thirty-first",
    ];
    let place = NUMBERS.iter().position(|name| *name == text)?;
    u32::try_from(place + 1).ok()
}

/// A year after a month's name; other numbers there are times.
fn year(word: &Word) -> Option<i32> {
    let is_year = word.text.len() == 4 && is_number(&word.text);
    word.text
        .parse()
        .ok()
        .filter(|year| is_year && (1900..2200).contains(year))
}
