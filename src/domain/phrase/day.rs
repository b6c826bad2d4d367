//! Days as people type them.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::calendar::{JustOver, dates_at, day_number};
use super::distance::distance_at;
use super::some_days::{SomeDays, numbered, week, weekdays_at};
use super::{PhraseError, Taken, When, Word, join};

/// Which day somebody wants to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayWish {
    /// On this day.
    On(NaiveDate),
    /// On a weekday that was only named (`thu`); this is the first one, later ones may do as well.
    Weekday(NaiveDate),
    /// On any of several days (`mon or tue`, `next week`, `from 1 dec`).
    Any(SomeDays),
}

impl DayWish {
    /// The day meant, the first one where several would do.
    #[must_use]
    pub const fn date(self) -> NaiveDate {
        match self {
            Self::On(day) | Self::Weekday(day) => day,
            Self::Any(days) => days.first(),
        }
    }

    /// Whether this is one of the days meant.
    #[must_use]
    pub fn has(self, day: NaiveDate) -> bool {
        match self {
            Self::On(only) => day == only,
            Self::Weekday(first) => SomeDays::every(first).has(day),
            Self::Any(days) => days.has(day),
        }
    }

    /// The days meant in order, looking so many days ahead from the first one.
    pub fn days(self, ahead: u64) -> impl Iterator<Item = NaiveDate> {
        let days = self.date().iter_days();
        let ahead = usize::try_from(ahead).unwrap_or(usize::MAX);
        days.take(ahead).filter(move |day| self.has(*day))
    }

    /// Both wishes at once (`mon next week`); `None` when they exclude each other.
    #[must_use]
    pub fn and(self, other: Self) -> Option<Self> {
        let days = |wish: Self| match wish {
            Self::On(_) => None,
            Self::Weekday(first) => Some(SomeDays::every(first)),
            Self::Any(days) => Some(days),
        };
        if self.date() == other.date() && !matches!((self, other), (Self::Any(_), _) | (_, Self::Any(_))) {
            return Some(self);
        }
        days(self)?.and(days(other)?).map(Self::Any)
    }
}

/// Every way to read the first words as a day, the likeliest first; counted from today, or see [`When`].
///
/// - `today tod t`, `tomorrow tom`, `yesterday`, `day after tomorrow`
/// - a weekday by two letters or more: the next one after today, so today's own name is a week from now;
///   `next fri` and `fri week` are a week after `fri`
/// - `+6w 6w +30d -1w +2m`, `6 weeks`, `in 10 days`, `in a week`, `in two weeks`, `a fortnight`; a month that is too short gives its last day
/// - `12 mar`, `mar 12`, `12mar`, `12 mar 2027`, `12/3`, `12.3.`, `12/3/27`, always day first; without a year
///   the coming one, today included, unless it is only just over, which is refused with both years; a weekday before
///   it (`thu 12 mar`) has to fit
/// - `2026-12-01`; `12th`, the coming one, today included; `thu 26`, `mon 23` where that day is a Monday, and `thu 12th`,
///   while `thu 10` is ten o'clock
/// - several days of which any would do: `mon or tue`, `tue/thu`, `mon-wed`, `weekend`, `next week`, `from 1 dec`,
///   `after thu`
#[must_use]
pub fn days_at(words: &[Word], when: impl Into<When>) -> Vec<Taken<DayWish>> {
    days_when(words, when.into(), JustOver::Refused)
}

/// The same where a date that is only just over means this or that.
pub(super) fn days_when(words: &[Word], when: When, just_over: JustOver) -> Vec<Taken<DayWish>> {
    let today = when.today();
    let Some((first, rest)) = words.split_first() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut add = |count: usize, value: Result<DayWish, PhraseError>| {
        let in_the_book = |wish: &DayWish| (1900..2200).contains(&wish.date().year());
        let value = value.and_then(|wish| {
            in_the_book(&wish)
                .then_some(wish)
                .ok_or_else(|| PhraseError::OutOfTheBook(join(&words[..count])))
        });
        found.push(Taken { words: count, value });
    };
    let beyond = |count: usize| PhraseError::OutOfTheBook(join(&words[..count]));

    if let Some((count, offset)) = near_day_at(words) {
        let day = shifted(today, offset).map(DayWish::On);
        add(count, day.ok_or_else(|| beyond(count)));
    }
    if let Some((count, days)) = weekdays_at(words, when.before_weekdays()) {
        add(count, Ok(DayWish::Any(days)));
    }
    if let Some(weekday) = weekday(&first.text) {
        for (count, date) in dates_at(rest) {
            let typed = &words[..=count];
            add(count + 1, date.on(weekday, today, typed).map(DayWish::On));
        }
        let number = rest.first().and_then(|word| day_number(&word.text));
        if let Some((number, says_so)) = number
            && let Some(day) = numbered(weekday, number, says_so, coming_number(number, today))
        {
            let typed = || join(&words[..2]);
            let other = |date| PhraseError::OtherWeekday { typed: typed(), date };
            add(2, day.map(DayWish::On).map_err(other));
        }
        let coming = coming(weekday, when.before_weekdays());
        if rest.first().is_some_and(|word| word.text == "week") {
            let day = coming.and_then(|day| shifted(day, 7)).map(DayWish::On);
            add(2, day.ok_or_else(|| beyond(2)));
        }
        add(1, coming.map(DayWish::Weekday).ok_or_else(|| beyond(1)));
    }
    if matches!(first.text.as_str(), "from" | "after") {
        let later = i64::from(first.text == "after");
        for taken in days_when(rest, when, just_over) {
            let count = taken.words + 1;
            let from = |wish: DayWish| shifted(wish.date(), later).map(SomeDays::from);
            if !matches!(taken.value, Ok(DayWish::Any(_))) {
                let days = taken
                    .value
                    .and_then(|wish| from(wish).ok_or_else(|| beyond(count)));
                add(count, days.map(DayWish::Any));
            }
        }
    }
    if matches!(first.text.as_str(), "next" | "this") {
        if rest.first().is_some_and(|word| word.text == "week") {
            let days = week(first.text == "next", when.of_week()).ok_or_else(|| beyond(2));
            add(2, days.map(DayWish::Any));
            return found;
        }
        let later = if first.text == "next" { 7 } else { 0 };
        match rest.first().and_then(|word| weekday(&word.text)) {
            Some(weekday) => {
                let day = coming(weekday, when.before_weekdays()).and_then(|day| shifted(day, later));
                add(2, day.map(DayWish::On).ok_or_else(|| beyond(2)));
            }
            None if first.text == "next" => add(1, Err(PhraseError::NextWhat)),
            None => {}
        }
    }
    for (count, date) in dates_at(words) {
        add(
            count,
            date.resolve(today, just_over, &words[..count]).map(DayWish::On),
        );
    }
    let (skipped, amount) = if first.text == "in" { (1, rest) } else { (0, words) };
    if let Some((count, distance)) = distance_at(amount, skipped == 1) {
        let count = count + skipped;
        add(
            count,
            distance
                .and_then(|d| d.from(when).ok_or_else(|| beyond(count)))
                .map(DayWish::On),
        );
    }
    if let Some((number, true)) = day_number(&first.text) {
        let day = coming_number(number, today);
        add(
            1,
            day.map(DayWish::On)
                .ok_or_else(|| PhraseError::NoSuchDayNumber(number.to_string())),
        );
    }
    found
}

/// How many words say a near day, and how many days away it is: `tomorrow`, `day after tomorrow`.
fn near_day_at(words: &[Word]) -> Option<(usize, i64)> {
    match words {
        [day, after, tomorrow, ..]
            if (day.text.as_str(), after.text.as_str()) == ("day", "after")
                && near_day(&tomorrow.text) == Some(1) =>
        {
            Some((3, 2))
        }
        [first, ..] => Some((1, near_day(&first.text)?)),
        [] => None,
    }
}

/// How many days away `today`, `tomorrow` and `yesterday` are, by the beginnings people type.
fn near_day(text: &str) -> Option<i64> {
    let begins = |word: &str, least: usize| text.len() >= least && word.starts_with(text);
    if text == "t" || begins("today", 3) {
        Some(0)
    } else if begins("tomorrow", 3) {
        Some(1)
    } else if begins("yesterday", 4) {
        Some(-1)
    } else {
        None
    }
}

/// A weekday by any beginning of two letters or more; no two weekdays share two.
pub(super) fn weekday(text: &str) -> Option<Weekday> {
    const NAMES: [(&str, Weekday); 8] = [
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("weds", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ];
    let found = NAMES
        .iter()
        .find(|(name, _)| text.len() >= 2 && name.starts_with(text))?;
    Some(found.1)
}

/// The first such weekday after today.
fn coming(weekday: Weekday, today: NaiveDate) -> Option<NaiveDate> {
    let ahead = (weekday.num_days_from_monday() + 7 - today.weekday().num_days_from_monday()) % 7;
    shifted(today, if ahead == 0 { 7 } else { i64::from(ahead) })
}

/// The first day of this number from today on, in the first month that has it.
fn coming_number(number: u32, today: NaiveDate) -> Option<NaiveDate> {
    let first = today.with_day(1)?;
    (0..=2).find_map(|ahead| {
        let day = first.checked_add_months(Months::new(ahead))?.with_day(number)?;
        (day >= today).then_some(day)
    })
}

/// So many days later, or earlier when negative.
pub(super) fn shifted(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    if days < 0 {
        day.checked_sub_days(Days::new(days.unsigned_abs()))
    } else {
        day.checked_add_days(Days::new(days.unsigned_abs()))
    }
}
