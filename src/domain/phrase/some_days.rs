//! Several days of which any would do: `mon or tue`, `mon-thu`, `next week`, `from 1 dec`.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::day::{shifted, weekday};
use super::{Word, monday};
use crate::domain::clock::short_day;

/// Monday to Sunday.
pub(super) const EVERY_DAY: u8 = 0b111_1111;
pub(super) const MONDAY_TO_FRIDAY: u8 = 0b001_1111;
const TUESDAY_TO_THURSDAY: u8 = 0b000_1110;
pub(super) const WEEKEND: u8 = 0b110_0000;

/// Days of which any would do: some weekdays of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SomeDays {
    first: NaiveDate,
    last: Option<NaiveDate>,
    /// One bit a weekday, Monday is 1.
    weekdays: u8,
}

impl SomeDays {
    /// The days of these weekdays from `first` to `last`; `None` when there is none.
    pub(super) fn of(first: NaiveDate, last: Option<NaiveDate>, weekdays: u8) -> Option<Self> {
        let first = first
            .iter_days()
            .take(7)
            .find(|day| weekdays & bit(day.weekday()) != 0)?;
        last.is_none_or(|last| first <= last).then_some(Self {
            first,
            last,
            weekdays,
        })
    }

    /// The first of them.
    #[must_use]
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// The last of them; `None` where nothing ends them.
    #[must_use]
    pub const fn last(self) -> Option<NaiveDate> {
        self.last
    }

    /// Every day from one to another.
    pub(super) fn until(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        Self::of(first, Some(last), EVERY_DAY)
    }

    /// Their weekdays, a bit each; Monday is 1.
    #[must_use]
    pub const fn weekdays(self) -> u8 {
        self.weekdays
    }

    /// Whether all of them lie in one week.
    pub(super) fn is_week(self) -> bool {
        self.last.is_some_and(|last| monday(last) == monday(self.first))
    }

    /// Whether it is one of these days.
    #[must_use]
    pub fn has(self, day: NaiveDate) -> bool {
        self.first <= day
            && self.last.is_none_or(|last| day <= last)
            && self.weekdays & bit(day.weekday()) != 0
    }

    /// The days that are in both, where at least one of the two is a stretch without weekdays, or leaves only a day or two out:
    /// `mon` and `next week`, `not fri` and `not sat`.
    pub(super) fn and(self, other: Self) -> Option<Self> {
        if self.weekdays.count_ones() < 5 && other.weekdays.count_ones() < 5 {
            return None;
        }
        let last = match (self.last, other.last) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        Self::of(self.first.max(other.first), last, self.weekdays & other.weekdays)
    }

    /// The days in words: `Wed 25 Nov or later`, `Mon or Tue from Mon 23 Nov`, `Mon 23 Nov to Sun 29 Nov`.
    #[must_use]
    pub fn told(self, today: NaiveDate) -> String {
        let first = short_day(self.first, today);
        let left_out = EVERY_DAY & !self.weekdays;
        // A list of weekdays is one from tomorrow on.
        let all_but = (1..=2).contains(&left_out.count_ones()) || left_out != 0 && self.first == today;
        let named = if all_but { left_out } else { self.weekdays };
        let weekdays: Vec<String> = monday(self.first)
            .iter_days()
            .take(7)
            .filter(|day| named & bit(day.weekday()) != 0)
            .map(|day| day.format("%a").to_string())
            .collect();
        let weekdays = match weekdays.as_slice() {
            several if all_but => format!("any day but {}", several.join(" or ")),
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => format!("{} or {last}", first.join(", ")),
        };
        let Some(last) = self.last else {
            return match self.weekdays {
                EVERY_DAY => format!("{first} or later"),
                _ => format!("{weekdays} from {first}"),
            };
        };
        let end = last
            .iter_days()
            .rev()
            .take(7)
            .find(|day| self.has(*day))
            .unwrap_or(self.first);
        let in_a_row = self
            .first
            .iter_days()
            .take_while(|day| *day <= end)
            .take(7)
            .all(|day| self.has(day));
        if end == self.first {
            first
        } else if in_a_row {
            format!("{first} to {}", short_day(end, today))
        } else {
            format!("{weekdays}, {first} to {}", short_day(last, today))
        }
    }

    /// Every day of one weekday from a day on.
    pub(super) fn every(first: NaiveDate) -> Self {
        Self {
            first,
            last: None,
            weekdays: bit(first.weekday()),
        }
    }

    /// Every day from a day on.
    pub(super) const fn from(first: NaiveDate) -> Self {
        Self {
            first,
            last: None,
            weekdays: EVERY_DAY,
        }
    }
}

fn bit(weekday: Weekday) -> u8 {
    1 << weekday.num_days_from_monday()
}

/// What is left of this week from today on, or the whole next one.
pub(super) fn week(is_next: bool, today: NaiveDate) -> Option<SomeDays> {
    let since_monday = u64::from(today.weekday().num_days_from_monday());
    let sunday = today.checked_add_days(Days::new(6 - since_monday))?;
    if is_next {
        let last = sunday.checked_add_days(Days::new(7));
        SomeDays::of(sunday.succ_opt()?, last, EVERY_DAY)
    } else {
        SomeDays::of(today, Some(sunday), EVERY_DAY)
    }
}

/// Two weekdays or more in the first words, and how many words they take: `mon or tue`, `tue/thu`, `mon-thu`, `weekend`.
/// Today's own name is a week from now, as it is alone.
pub(super) fn weekdays_at(words: &[Word], today: NaiveDate) -> Option<(usize, SomeDays)> {
    let mut weekdays = several(&words.first()?.text)?;
    let mut count = 1;
    // Of `mon, tue or wed` only the last one has its `or`.
    let named = words
        .iter()
        .take_while(|word| several(&word.text).is_some())
        .count();
    if named > 1 && words.get(named).is_some_and(|word| word.text == "or") {
        let listed = words[1..named].iter().filter_map(|word| several(&word.text));
        let all = listed.fold(weekdays, |all, more| all | more);
        if words
            .get(named + 1)
            .is_some_and(|word| several(&word.text).is_some())
        {
            (weekdays, count) = (all, named);
        }
    }
    // `tuesdays and thursdays` are each of them, while `tue and thu` are two appointments.
    let plural = |word: &Word| word.text.ends_with("days");
    while let [or, next, ..] = &words[count..]
        && (or.text == "or" || or.text == "and" && plural(&words[count - 1]) && plural(next))
        && let Some(more) = several(&next.text)
    {
        weekdays |= more;
        count += 2;
    }
    if weekdays.count_ones() < 2 {
        return None;
    }
    Some((count, SomeDays::of(shifted(today, 1)?, None, weekdays)?))
}

/// The weekdays in one word: `mon`, `mon/thu`, `mon-thu`, `weekend`.
pub(super) fn several(text: &str) -> Option<u8> {
    match text {
        "weekend" | "weekends" => return Some(WEEKEND),
        "weekday" | "weekdays" => return Some(MONDAY_TO_FRIDAY),
        "midweek" | "mid-week" => return Some(TUESDAY_TO_THURSDAY),
        _ => {}
    }
    text.split('/').try_fold(0, |all, part| {
        let days = match part.split_once('-') {
            None => bit(weekday(part)?),
            Some((first, last)) => through(weekday(first)?, weekday(last)?),
        };
        Some(all | days)
    })
}

/// The weekdays from one to another, over the end of the week too.
fn through(first: Weekday, last: Weekday) -> u8 {
    let mut days = bit(first);
    let mut day = first;
    while day != last {
        day = day.succ();
        days |= bit(day);
    }
    days
}

/// The day of a weekday and a number, such as `thu 26`: the coming day of that number where it can hardly be a time.
/// `Some(Err(date))` is a day of another weekday.
pub(super) fn numbered(
    weekday: Weekday,
    number: u32,
    says_so: bool,
    coming_number: Option<NaiveDate>,
) -> Option<Result<NaiveDate, NaiveDate>> {
    let date = coming_number?;
    let fits = date.weekday() == weekday;
    // `thu 10` is ten o'clock; nobody comes after eight in the evening, and no clock has 24 hours.
    let is_date = says_so || number >= 24 || (number >= 20 && fits);
    is_date.then_some(if fits { Ok(date) } else { Err(date) })
}
