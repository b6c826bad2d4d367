//! Stretches of days and rows of weekdays, as people write and read them: `24 dec-2 jan`, `Mon-Fri`.

use std::fmt;

use chrono::NaiveDate;

use super::clock::short_day;
use super::hours::WEEKDAYS;
use super::phrase::{PhraseError, parse_day};

/// Why days were not understood, as one sentence that says what is possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DaysError {
    /// One of its ends is no day; the sentence about that day.
    NotADay(PhraseError),
    /// The last day comes before the first one.
    Backwards(NaiveDate, NaiveDate),
}

impl fmt::Display for DaysError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotADay(why) => why.fmt(f),
            Self::Backwards(first, last) => write!(
                f,
                "{} comes before {}: write the first day first, such as 24 dec-2 jan.",
                last.format("%-d %b %Y"),
                first.format("%-d %b %Y")
            ),
        }
    }
}

impl std::error::Error for DaysError {}

/// Reads a day, or days from one to another: `thu`, `20 dec-3 jan`, `24-26 dec`, `mon to wed`. The last day is the next
/// one of its name after the first.
///
/// # Errors
/// Says in one sentence what was not understood.
pub fn parse_days(text: &str, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), DaysError> {
    let text = text.trim().replace(['–', '—', '−'], "-");
    let whole = parse_day(&text, today);
    if let Ok(day) = whole {
        return Ok((day, day));
    }
    let words = [" to ", " until ", " till ", " - "]
        .iter()
        .find_map(|word| text.split_once(word));
    let dashes = text
        .match_indices('-')
        .map(|(at, _)| (&text[..at], &text[at + 1..]));
    let mut refused = None;
    for (from, to) in words.into_iter().chain(dashes) {
        let first = first_day(from, to, today);
        match first.and_then(|first| Ok((first, last_day(to, first, today)?))) {
            Ok((first, last)) if last < first => return Err(DaysError::Backwards(first, last)),
            Ok(days) => return Ok(days),
            Err(why) => refused = refused.or(Some(why)),
        }
    }
    Err(DaysError::NotADay(match (refused, whole) {
        (Some(why), _) | (None, Err(why)) => why,
        (None, Ok(_)) => PhraseError::NotADay(text),
    }))
}

/// The last day of an absence that has no end: the last day there is in the book.
pub const FOREVER: NaiveDate = match NaiveDate::from_ymd_opt(2199, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// The first day of an absence that has no beginning: the first day there is in the book.
pub const EVER: NaiveDate = match NaiveDate::from_ymd_opt(1900, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// Reads the days of an absence: as [`parse_days`], and those without an end, `from 1 dec`, `1 dec on`, `after 30 nov`,
/// or until somebody begins, `starts 1 dec`: who was not here yet was away on all days before that.
///
/// # Errors
/// Says in one sentence what was not understood.
pub fn parse_absence(text: &str, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), DaysError> {
    let lower = text.trim().to_lowercase();
    if let Some((first, last)) = open_ended(&lower, today) {
        return if last < first {
            Err(DaysError::Backwards(first, last))
        } else {
            Ok((first, last))
        };
    }
    let between = ["from ", "since "]
        .iter()
        .find_map(|word| lower.strip_prefix(word));
    parse_days(between.unwrap_or(text), today)
}

fn open_ended(text: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let day = |words: &str| {
        let words = words.trim();
        says_a_day(words).then(|| parse_day(words, today).ok()).flatten()
    };
    let behind = |starts: &[&str]| {
        let mut rests = starts.iter().filter_map(|word| text.strip_prefix(word));
        rests.find_map(day)
    };
    let ends = [" and on", " onwards", " onward", " for good", " on"];
    if let Some(words) = ends.iter().find_map(|word| text.strip_suffix(word)) {
        let words = words.strip_prefix("from ").unwrap_or(words);
        return day(words).map(|first| (first, FOREVER));
    }
    if let Some(first) = behind(&["from ", "since "]) {
        return Some((first, FOREVER));
    }
    if let Some(last) = behind(&["after ", "last day is ", "last day "]) {
        return last.succ_opt().map(|first| (first, FOREVER));
    }
    if let Some(first) = behind(&["starts on ", "starts ", "start ", "begins ", "works from "]) {
        return first.pred_opt().map(|last| (EVER, last));
    }
    behind(&["until ", "till ", "up to "]).map(|last| (today, last))
}

/// Whether words can only be meant as a day: `13` behind `after` is a time.
fn says_a_day(words: &str) -> bool {
    let marks = words.chars().filter(|c| matches!(c, '-' | '.')).count();
    let letters = words.split(|c: char| !c.is_alphabetic());
    words.contains('/') || marks > 1 || letters.map(str::len).max() > Some(2)
}

/// The first of two days; `24` of `24-26 dec` lies in the month of the last one.
fn first_day(from: &str, to: &str, today: NaiveDate) -> Result<NaiveDate, PhraseError> {
    let number = from.trim().trim_end_matches('.');
    let is_number = !number.is_empty() && number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit());
    if let (true, Some((_, month))) = (is_number, to.trim().split_once(' '))
        && let Ok(day) = parse_day(&format!("{number} {month}"), today)
    {
        return Ok(day);
    }
    parse_day(from, today)
}

/// The last of two days, counted from the first one; what counts from today, such as `+2w`, does so here too.
fn last_day(to: &str, first: NaiveDate, today: NaiveDate) -> Result<NaiveDate, PhraseError> {
    let counts = to.trim().starts_with(['+', 't']) && parse_day(to, today).is_ok_and(|day| day >= first);
    parse_day(to, if counts { today } else { first })
}

/// A stretch of days in words: `Thu 24 Dec`, `Thu 24 Dec-Sat 2 Jan 2027`, `from Tue 1 Dec on`, `until Mon 30 Nov`.
#[must_use]
pub fn days_words(first: NaiveDate, last: NaiveDate, today: NaiveDate) -> String {
    if last == FOREVER {
        format!("from {} on", short_day(first, today))
    } else if first == EVER {
        format!("until {}", short_day(last, today))
    } else if first == last {
        short_day(first, today)
    } else {
        format!("{}-{}", short_day(first, today), short_day(last, today))
    }
}

/// A stretch of days as one types it, good in every year: `24 Dec 2026-2 Jan 2027`.
#[must_use]
pub fn days_text(first: NaiveDate, last: NaiveDate) -> String {
    let text = |day: NaiveDate| day.format("%-d %b %Y").to_string();
    if last == FOREVER {
        format!("from {} on", text(first))
    } else if first == EVER {
        format!("starts {}", text(last.succ_opt().unwrap_or(last)))
    } else if first == last {
        text(first)
    } else {
        format!("{}-{}", text(first), text(last))
    }
}

/// Weekdays in words, 1 Monday to 7 Sunday, in order: `Mon-Fri`, `Mon, Wed`.
#[must_use]
pub fn weekdays_words(weekdays: &[i64]) -> String {
    let mut days: Vec<usize> = weekdays
        .iter()
        .filter_map(|day| usize::try_from(day - 1).ok())
        .filter(|day| *day < 7)
        .collect();
    days.sort_unstable();
    days.dedup();
    let mut rows: Vec<(usize, usize)> = Vec::new();
    for day in days {
        match rows.last_mut() {
            Some((_, last)) if *last + 1 == day => *last = day,
            _ => rows.push((day, day)),
        }
    }
    let words: Vec<String> = rows
        .into_iter()
        .map(|(first, last)| match last - first {
            0 => WEEKDAYS[first].to_owned(),
            1 => format!("{}, {}", WEEKDAYS[first], WEEKDAYS[last]),
            _ => format!("{}-{}", WEEKDAYS[first], WEEKDAYS[last]),
        })
        .collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn friday() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
    }

    fn shown(text: &str) -> String {
        match parse_days(text, friday()) {
            Ok((first, last)) => days_words(first, last, friday()),
            Err(why) => why.to_string(),
        }
    }

    #[test]
    fn days_read_as_people_write_them() {
        for (typed, understood) in [
            ("today", "Fri 20 Nov"),
            ("thu", "Thu 26 Nov"),
            ("christmas", "Fri 25 Dec"),
            ("christmas eve-new year", "Thu 24 Dec-Fri 1 Jan 2027"),
            ("2026-12-24", "Thu 24 Dec"),
            ("20 dec-3 jan", "Sun 20 Dec-Sun 3 Jan 2027"),
            ("20 dec – 3 jan", "Sun 20 Dec-Sun 3 Jan 2027"),
            ("20 dec until 3 jan", "Sun 20 Dec-Sun 3 Jan 2027"),
            ("24-26 dec", "Thu 24 Dec-Sat 26 Dec"),
            ("24.12.-2.1.", "Thu 24 Dec-Sat 2 Jan 2027"),
            ("2026-12-24 - 2027-01-02", "Thu 24 Dec-Sat 2 Jan 2027"),
            ("2026-12-24-2027-01-02", "Thu 24 Dec-Sat 2 Jan 2027"),
            ("mon-wed", "Mon 23 Nov-Wed 25 Nov"),
            ("today to tomorrow", "Fri 20 Nov-Sat 21 Nov"),
            ("today-sun", "Fri 20 Nov-Sun 22 Nov"),
            ("today - +2w", "Fri 20 Nov-Fri 4 Dec"),
        ] {
            assert_eq!(shown(typed), understood, "{typed}");
        }
        assert_eq!(
            shown("3 jan 2027-20 dec 2026"),
            "20 Dec 2026 comes before 3 Jan 2027: write the first day first, such as 24 dec-2 jan."
        );
        assert!(shown("whitsun").contains("whitsun"), "{}", shown("whitsun"));
        assert!(shown("").contains("day"), "{}", shown(""));
    }

    #[test]
    fn who_leaves_for_good_or_starts_later_is_away_without_an_end_or_until_then() {
        let read = |text| match parse_absence(text, friday()) {
            Ok((first, last)) => days_words(first, last, friday()),
            Err(why) => why.to_string(),
        };
        for (typed, understood) in [
            ("from 1 dec", "from Tue 1 Dec on"),
            ("from 1 dec on", "from Tue 1 Dec on"),
            ("1 dec on", "from Tue 1 Dec on"),
            ("1 dec onwards", "from Tue 1 Dec on"),
            ("after 30 nov", "from Tue 1 Dec on"),
            ("last day 30 nov", "from Tue 1 Dec on"),
            ("from 1 dec to 5 dec", "Tue 1 Dec-Sat 5 Dec"),
            ("starts 1 dec", "until Mon 30 Nov"),
            ("until 30 nov", "Fri 20 Nov-Mon 30 Nov"),
            ("20 dec-3 jan", "Sun 20 Dec-Sun 3 Jan 2027"),
            ("thu", "Thu 26 Nov"),
        ] {
            assert_eq!(read(typed), understood, "{typed}");
        }
        let text = days_text(friday(), FOREVER);
        assert_eq!(parse_absence(&text, friday()), Ok((friday(), FOREVER)), "{text}");
        let text = days_text(EVER, friday());
        assert_eq!(text, "starts 21 Nov 2026");
        assert_eq!(parse_absence(&text, friday()), Ok((EVER, friday())));
        assert!(parse_absence("after 13", friday()).is_err(), "that is a time");
    }

    #[test]
    fn weekdays_read_in_short() {
        assert_eq!(weekdays_words(&[1, 2, 3, 4, 5]), "Mon-Fri");
        assert_eq!(weekdays_words(&[6, 1, 3, 4]), "Mon, Wed, Thu, Sat");
        assert_eq!(weekdays_words(&[]), "");
    }

    proptest! {
        #[test]
        fn nothing_typed_is_ever_a_crash(text in "\\PC{0,30}") {
            let _ = parse_days(&text, friday());
        }

        #[test]
        fn what_is_printed_reads_back(ahead in 0_u64..300, length in 0_u64..200) {
            let first = friday() + chrono::Days::new(ahead);
            let last = first + chrono::Days::new(length);
            let words = days_words(first, last, friday());
            prop_assert_eq!(parse_days(&words, friday()), Ok((first, last)), "{}", words);
            let before = first - chrono::Days::new(900);
            let text = days_text(before, last);
            prop_assert_eq!(parse_days(&text, friday()), Ok((before, last)), "{}", text);
        }
    }
}
