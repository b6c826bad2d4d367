//! Days that are said only roughly: `around the 15th`, `in 3 or 4 weeks`, `within two weeks`, `the week before christmas`.

use chrono::{Days, NaiveDate};

use super::calendar::JustOver;
use super::day::{shifted, single_days_at, weekday};
use super::distance::{distance_at, spelled};
use super::holiday::holiday_at;
use super::some_days::{EVERY_DAY, MONDAY_TO_FRIDAY, SomeDays, WEEKEND};
use super::{When, Word, is_number, monday, starts};

/// Words before a day or a time that is only nearly meant.
pub(super) const ABOUT: [&str; 10] = [
    "somewhere around",
    "round about",
    "close to",
    "around",
    "about",
    "roughly",
    "approximately",
    "approx",
    "circa",
    "nearly",
];

/// So many days either way of a date, and of a weekday, are still about that day.
const ABOUT_A_DATE: i64 = 2;
const ABOUT_A_WEEKDAY: i64 = 1;

type Vague = (usize, Option<SomeDays>);

/// How many words of such a lead the first words are.
pub(super) fn about_at(words: &[Word]) -> Option<usize> {
    ABOUT.iter().find_map(|said| starts(words, said))
}

/// Every way to read the first words as days that are said only roughly; `None` for the days where none is left.
pub(super) fn vague_at(words: &[Word], when: When, just_over: JustOver) -> Vec<Vague> {
    let mut found: Vec<Vague> = Vec::new();
    found.extend(about_a_day(words, when, just_over));
    found.extend(so_many_or_so_many(words, when));
    found.extend(a_few(words, when));
    found.extend(within(words, when));
    found.extend(after_next(words, when));
    found.extend(week_by_a_day(words, when, just_over));
    found.extend(between_days(words, when, just_over));
    if let Some(count) = starts(words, "during the week") {
        found.push((count, SomeDays::of(when.of_week(), None, MONDAY_TO_FRIDAY)));
    }
    found
}

/// The one reading of a day that takes the most words.
fn longest_day(words: &[Word], when: When, just_over: JustOver) -> Option<(usize, NaiveDate)> {
    let days = single_days_at(words, when, just_over).into_iter();
    let days = days.filter_map(|taken| Some((taken.words, taken.value.ok()?.date())));
    days.max_by_key(|(count, _)| *count)
}

fn the(words: &[Word], at: usize) -> usize {
    at + usize::from(words.get(at).is_some_and(|word| word.text == "the"))
}

/// `around the 15th`, `in about 3 weeks`.
fn about_a_day(words: &[Word], when: When, just_over: JustOver) -> Option<Vague> {
    let leads_in = usize::from(words.first()?.text == "in");
    let led = leads_in + about_at(&words[leads_in..])?;
    let (count, day, far) = if leads_in == 1 {
        let (count, distance) = distance_at(&words[led..], true)?;
        (led + count, distance.ok()?.from(when)?, ABOUT_A_DATE)
    } else {
        let led = the(words, led);
        let (count, day) = longest_day(&words[led..], when, just_over)?;
        let named = count == 1 && weekday(&words[led].text).is_some();
        let far = if named { ABOUT_A_WEEKDAY } else { ABOUT_A_DATE };
        (led + count, day, far)
    };
    let first = shifted(day, -far)?.max(when.today());
    Some((count, SomeDays::until(first, shifted(day, far)?)))
}

/// `in 3 or 4 weeks`, `3-4 weeks`, `three to four weeks`.
fn so_many_or_so_many(words: &[Word], when: When) -> Option<Vague> {
    let led = usize::from(words.first()?.text == "in");
    let first = &words.get(led)?.text;
    let (from, to, unit) = match first.split_once('-') {
        Some((from, to)) => (from, to, led + 1),
        None if matches!(words.get(led + 1)?.text.as_str(), "or" | "to") => {
            (first.as_str(), words.get(led + 2)?.text.as_str(), led + 3)
        }
        None => return None,
    };
    let number = |text: &str| spelled(text).or_else(|| text.parse().ok().filter(|_| is_number(text)));
    let (from, to) = (i64::from(number(from)?), i64::from(number(to)?));
    let days = days_of(&words.get(unit)?.text)?;
    let day = |many: i64| shifted(when.today(), many.checked_mul(days)?);
    Some((unit + 1, SomeDays::until(day(from)?, day(to)?)))
}

/// `in a few weeks`: two to four of them; `in a few days`.
fn a_few(words: &[Word], when: When) -> Option<Vague> {
    let led = starts(words, "in a few").or_else(|| starts(words, "a few"))?;
    let days = days_of(&words.get(led)?.text)?;
    let last = if days == 1 { 5 } else { 4 * days };
    Some((
        led + 1,
        SomeDays::until(shifted(when.today(), 2 * days)?, shifted(when.today(), last)?),
    ))
}

/// `within two weeks`, `in the next few days`, `over the next month`: from today on.
fn within(words: &[Word], when: When) -> Option<Vague> {
    const LEADS: [&str; 11] = [
        "within the next",
        "in the next",
        "over the next",
        "during the next",
        "some time in the next",
        "in the coming",
        "over the coming",
        "the next",
        "within the",
        "within",
        "next",
    ];
    const FEW: i64 = 4;
    let led = LEADS.iter().find_map(|lead| starts(words, lead))?;
    let wide = words[led - 1].text == "within";
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let (count, many) = match text(led) {
        "few" => (1, FEW),
        "couple" if text(led + 1) == "of" => (2, 2),
        "couple" => (1, 2),
        "a" if wide => (1, 1),
        number => {
            let digits = || number.parse().ok().filter(|_| is_number(number));
            (1, i64::from(spelled(number).or_else(digits)?))
        }
    };
    let unit = text(led + count);
    let last = shifted(when.today(), many.checked_mul(days_of(unit)?)?)?;
    Some((led + count + 1, SomeDays::until(when.today(), last)))
}

/// How many days a unit has that is said in words; months as they are thought of, in weeks.
fn days_of(unit: &str) -> Option<i64> {
    match unit {
        "day" | "days" => Some(1),
        "week" | "weeks" | "wks" => Some(7),
        "fortnight" => Some(14),
        "month" | "months" => Some(30),
        _ => None,
    }
}

/// `week after next`, `the weekend after next`, `friday after next`, `the following week`.
fn after_next(words: &[Word], when: When) -> Option<Vague> {
    let led = the(words, 0);
    let week = monday(when.of_week()).checked_add_days(Days::new(14));
    let first = words.get(led)?;
    if first.text == "following" && words.get(led + 1)?.text == "week" {
        let next = monday(when.of_week()).checked_add_days(Days::new(7))?;
        return Some((led + 2, SomeDays::until(next, shifted(next, 6)?)));
    }
    starts(&words[led + 1..], "after next")?;
    let weekdays = match first.text.as_str() {
        "week" => EVERY_DAY,
        "weekend" => WEEKEND,
        name => 1 << weekday(name)?.num_days_from_monday(),
    };
    let (first, last) = (week?, shifted(week?, 6));
    Some((led + 3, SomeDays::of(first, last, weekdays)))
}

/// `the week before christmas`, `the week of 14 dec`, `christmas week`, `week commencing 14 dec`.
fn week_by_a_day(words: &[Word], when: When, just_over: JustOver) -> Option<Vague> {
    let led = the(words, 0);
    let coming = |first: NaiveDate, last: NaiveDate| SomeDays::until(first.max(when.today()), last);
    if words.get(led)?.text != "week" {
        let (count, day) = holiday_at(&words[led..], when.today())?;
        let end = led + count;
        let day = day.filter(|_| words.get(end).is_some_and(|word| word.text == "week"))?;
        let first = monday(day);
        return Some((end + 1, coming(first, shifted(first, 6)?)));
    }
    let link = words.get(led + 1)?.text.as_str();
    if !matches!(
        link,
        "before" | "after" | "of" | "commencing" | "beginning" | "starting"
    ) {
        return None;
    }
    let behind = the(words, led + 2);
    let (count, day) = longest_day(&words[behind..], when, just_over)?;
    let (first, last) = match link {
        "before" => (shifted(day, -7)?, shifted(day, -1)?),
        "after" => (shifted(day, 1)?, shifted(day, 7)?),
        _ => (monday(day), shifted(monday(day), 6)?),
    };
    Some((behind + count, coming(first, last)))
}

/// `between christmas and new year`, without the two; `between the 5th and the 10th` with them.
fn between_days(words: &[Word], when: When, just_over: JustOver) -> Option<Vague> {
    if words.first()?.text != "between" {
        return None;
    }
    let from = the(words, 1);
    let (count, first) = longest_day(&words[from..], when, just_over)?;
    let link = from + count;
    if words.get(link)?.text != "and" {
        return None;
    }
    let to = the(words, link + 1);
    let (count, last) = longest_day(&words[to..], when, just_over)?;
    let named = |at: usize| holiday_at(&words[at..], when.today()).is_some();
    let inside = i64::from(named(from) && named(to));
    Some((
        to + count,
        SomeDays::until(shifted(first, inside)?, shifted(last, -inside)?),
    ))
}
