//! Days as people type them.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::calendar::{JustOver, dates_at, day_number};
use super::distance::{distance_at, only_time, spelled};
use super::holiday::holiday_at;
use super::some_days::{SomeDays, numbered, weekdays_at};
use super::stretch::stretches_at;
use super::when::monday;
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
        if let (Self::On(day), Self::Any(days)) | (Self::Any(days), Self::On(day)) = (self, other) {
            return days.has(day).then_some(Self::On(day));
        }
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
///   `next fri`, `fri week` and `a week on fri` are a week after `fri`
/// - `+6w 6w +30d -1w +2m`, `6 weeks`, `in 10 days`, `in a week`, `in two weeks`, `a fortnight`, `a week later`; a month that is
///   too short gives its last day
/// - `12 mar`, `mar 12`, `12mar`, `12 mar 2027`, `12/3`, `12.3.`, `12/3/27`, always day first; without a year
///   the coming one, today included, unless it is only just over, which is refused with both years; a weekday before
///   it (`thu 12 mar`) has to fit
/// - `2026-12-01`; `12th`, the coming one, today included; `thu 26`, `mon 23` where that day is a Monday, and `thu 12th`,
///   while `thu 10` is ten o'clock
/// - `christmas`, `christmas eve`, `easter`, `new year`
/// - several days of which any would do: `mon or tue`, `tue/thu`, `mon-wed`, `weekend`, `next week`, `from 1 dec`,
///   `after thu`, `before christmas`, `by friday`, `not fri`, `end of the month`, `asap`
#[must_use]
pub fn days_at(words: &[Word], when: impl Into<When>) -> Vec<Taken<DayWish>> {
    days_when(words, when.into(), JustOver::Refused)
}

/// The same where a date that is only just over means this or that.
pub(super) fn days_when(words: &[Word], when: When, just_over: JustOver) -> Vec<Taken<DayWish>> {
    let Some(first) = words.first() else {
        return Vec::new();
    };
    let mut found = Found::new(words);
    if let Some((count, days)) = weekdays_at(words, when.before_weekdays()) {
        found.add(count, Ok(DayWish::Any(days)));
    }
    // `fri 20 nov or later` is one thing, and not Fridays from then on.
    for (count, days) in stretches_at(words, when, just_over) {
        found.add(count, days.map(DayWish::Any));
    }
    single_days(&mut found, when, just_over);
    if first.text == "next" && found.taken.is_empty() {
        found.add(1, Err(PhraseError::NextWhat));
    }
    found.taken
}

/// What the first words may mean, each with how many they are.
struct Found<'a> {
    words: &'a [Word],
    taken: Vec<Taken<DayWish>>,
}

impl<'a> Found<'a> {
    const fn new(words: &'a [Word]) -> Self {
        Self {
            words,
            taken: Vec::new(),
        }
    }

    fn add(&mut self, count: usize, value: Result<DayWish, PhraseError>) {
        let in_the_book = |wish: &DayWish| (1900..2200).contains(&wish.date().year());
        let value = value.and_then(|wish| {
            in_the_book(&wish)
                .then_some(wish)
                .ok_or_else(|| self.beyond(count))
        });
        self.taken.push(Taken { words: count, value });
    }

    /// A day that was found, unless it lies beyond the calendar.
    fn add_day(&mut self, count: usize, day: Option<NaiveDate>) {
        let day = day.map(DayWish::On).ok_or_else(|| self.beyond(count));
        self.add(count, day);
    }

    fn beyond(&self, count: usize) -> PhraseError {
        PhraseError::OutOfTheBook(join(&self.words[..count]))
    }
}

/// Every way to read the first words as one day.
pub(super) fn single_days_at(words: &[Word], when: When, just_over: JustOver) -> Vec<Taken<DayWish>> {
    let mut found = Found::new(words);
    single_days(&mut found, when, just_over);
    found.taken
}

fn single_days(found: &mut Found, when: When, just_over: JustOver) {
    let (words, today) = (found.words, when.today());
    let Some((first, rest)) = words.split_first() else {
        return;
    };
    if let Some((count, offset)) = near_day_at(words) {
        let week = i64::from(rest.get(count - 1).is_some_and(|word| word.text == "week"));
        if week == 1 {
            found.add_day(count + 1, shifted(today, offset + 7));
        }
        found.add_day(count, shifted(today, offset));
    }
    if let Some(weekday) = weekday(&first.text) {
        named_weekday(found, weekday, when);
    }
    if let Some((count, weeks, weekday)) = weeks_on_at(words) {
        let day = match weekday {
            Some(weekday) => coming(weekday, when.before_weekdays()),
            None => near_day_at(&words[count - 1..]).and_then(|(_, offset)| shifted(today, offset)),
        };
        found.add_day(count, day.and_then(|day| shifted(day, weeks * 7)));
    }
    let led = usize::from(first.text == "this");
    if words.get(led).is_some_and(|word| word.text == "coming")
        && let Some(weekday) = words.get(led + 1).and_then(|word| weekday(&word.text))
    {
        found.add_day(led + 2, coming(weekday, when.before_weekdays()));
    }
    if let Some((count, day)) = counted_from_at(words, when, just_over) {
        found.add_day(count, day);
    }
    if matches!(first.text.as_str(), "next" | "this")
        && let Some(weekday) = rest.first().and_then(|word| weekday(&word.text))
    {
        let later = if first.text == "next" { 7 } else { 0 };
        let day = coming(weekday, when.before_weekdays()).and_then(|day| shifted(day, later));
        found.add_day(2, day);
    }
    for (count, date) in dates_at(words) {
        let day = date.resolve(today, just_over, &words[..count]);
        found.add(count, day.map(DayWish::On));
    }
    let (skipped, amount) = if first.text == "in" { (1, rest) } else { (0, words) };
    if let Some((count, distance)) = distance_at(amount, skipped == 1) {
        let count = count + skipped;
        let count = count + only_time(&words[count..]);
        let beyond = found.beyond(count);
        let day = distance.and_then(|distance| distance.from(when).ok_or(beyond));
        found.add(count, day.map(DayWish::On));
    }
    if let Some((number, true)) = day_number(&first.text) {
        let no_such_day = || PhraseError::NoSuchDayNumber(number.to_string());
        let day = coming_number(number, today).map(DayWish::On);
        found.add(1, day.ok_or_else(no_such_day));
    }
    if let Some((count, day)) = holiday_at(words, today) {
        found.add_day(count, day);
    }
}

/// A weekday with a date, a number or `week` behind it, and alone.
fn named_weekday(found: &mut Found, weekday: Weekday, when: When) {
    let (words, today) = (found.words, when.today());
    let rest = &words[1..];
    for (count, date) in dates_at(rest) {
        let day = date.on(weekday, today, &words[..=count]);
        found.add(count + 1, day.map(DayWish::On));
    }
    let number = rest.first().and_then(|word| day_number(&word.text));
    if let Some((number, says_so)) = number
        && let Some(day) = numbered(weekday, number, says_so, coming_number(number, today))
    {
        let typed = || join(&words[..2]);
        let other = |date| PhraseError::OtherWeekday { typed: typed(), date };
        found.add(2, day.map(DayWish::On).map_err(other));
    }
    if let [lead, number, weeks, ..] = rest
        && (lead.text.as_str(), weeks.text.as_str()) == ("in", "weeks")
        && let Some(number) = spelled(&number.text)
            .map(i64::from)
            .or_else(|| number.text.parse().ok())
    {
        let ahead = i64::from(weekday.num_days_from_monday()) + 7 * i64::min(number, 5000);
        found.add_day(4, shifted(monday(today), ahead));
    }
    let coming = coming(weekday, when.before_weekdays());
    let behind = rest.first().map_or("", |word| word.text.as_str());
    let weeks = match behind {
        "week" => Some(7),
        "fortnight" => Some(14),
        "coming" => Some(0),
        _ => None,
    };
    // Somebody says `tuesday a week` for it.
    if let [article, week, ..] = rest
        && article.text == "a"
        && week.text == "week"
    {
        found.add_day(3, coming.and_then(|day| shifted(day, 7)));
    }
    if let Some(days) = weeks {
        found.add_day(2, coming.and_then(|day| shifted(day, days)));
    }
    let beyond = found.beyond(1);
    found.add(1, coming.map(DayWish::Weekday).ok_or(beyond));
}

/// `two weeks from friday`, `10 days after christmas`, `a week before the 24th`: how many words, and the day; `None` for the day
/// beyond the calendar.
fn counted_from_at(words: &[Word], when: When, just_over: JustOver) -> Option<(usize, Option<NaiveDate>)> {
    let today = when.today();
    let (count, distance) = distance_at(words, true)?;
    let distance = distance.ok()?.from(today.into())?;
    let back = match words.get(count)?.text.as_str() {
        "from" | "after" => false,
        "before" => true,
        _ => return None,
    };
    let led = count + 1 + usize::from(words.get(count + 1).is_some_and(|word| word.text == "the"));
    // Not of words that are counted from a day themselves.
    let days = single_days_at(words.get(led..)?, when, just_over).into_iter();
    let days = days.filter_map(|taken| Some((taken.words, taken.value.ok()?.date())));
    let (more, day) = days.max_by_key(|(count, _)| *count)?;
    let ahead = (distance - today).num_days();
    Some((led + more, shifted(day, if back { -ahead } else { ahead })))
}

/// More weeks than anybody counts in words.
const MOST_WEEKS: u32 = 500;

/// `a week on tuesday`, `two weeks on fri`, `a week tomorrow`: how many words, how many weeks, and behind which weekday; `None`
/// for the weekday where the last word is a near day.
fn weeks_on_at(words: &[Word]) -> Option<(usize, i64, Option<Weekday>)> {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let led = usize::from(matches!(text(0), "a" | "one"));
    let (count, weeks) = match (led, text(led)) {
        (_, "week") => (led + 1, 1),
        (_, "fortnight") => (led + 1, 2),
        (0, number) => match (spelled(number).or_else(|| number.parse().ok()), text(1)) {
            (Some(number), "weeks" | "wks") if number <= MOST_WEEKS => (2, i64::from(number)),
            _ => return None,
        },
        _ => return None,
    };
    let on = usize::from(text(count) == "on");
    if on == 0 && near_day(text(count)).is_some() && text(count).len() >= 3 {
        return Some((count + 1, weeks, None));
    }
    let weekday = weekday(text(count + on)).filter(|_| on == 1)?;
    Some((count + 2, weeks, Some(weekday)))
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
        [this, part, ..]
            if this.text == "this" && matches!(part.text.as_str(), "morning" | "afternoon" | "evening") =>
        {
            Some((1, 0))
        }
        [later, today, ..] if later.text == "later" && today.text == "today" => Some((2, 0)),
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

/// A weekday by any beginning of two letters or more, or as `mondays`; no two weekdays share two.
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
    let text = text
        .strip_suffix('s')
        .filter(|one| one.ends_with("day"))
        .unwrap_or(text);
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
