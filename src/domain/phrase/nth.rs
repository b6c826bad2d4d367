//! Days of a month by their order: `first monday in december`, `last week of november`.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::calendar::month;
use super::day::weekday;
use super::some_days::SomeDays;
use super::{When, Word};

/// Which one of a month.
#[derive(Clone, Copy)]
enum Which {
    Nth(u64),
    Last,
}

fn which(text: &str) -> Option<Which> {
    Some(match text {
        "first" | "1st" => Which::Nth(0),
        "second" | "2nd" => Which::Nth(1),
        "third" | "3rd" => Which::Nth(2),
        "fourth" | "4th" => Which::Nth(3),
        "last" => Which::Last,
        _ => return None,
    })
}

/// The first words as a weekday or a week of a month by its order, with how many words that is; `None` for the days where none
/// of them is left.
pub(super) fn nth_at(words: &[Word], when: When) -> Option<(usize, Option<SomeDays>)> {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let led = usize::from(text(0) == "the");
    let which = which(text(led))?;
    let named = weekday(text(led + 1));
    if named.is_none() && text(led + 1) != "week" {
        return None;
    }
    let mut at = led + 2;
    if !matches!(text(at), "of" | "in") {
        return None;
    }
    at += 1;
    at += usize::from(text(at) == "the");
    let today = when.today();
    let (count, ahead) = match (text(at), text(at + 1)) {
        ("this", "month") => (2, 0),
        ("next", "month") => (2, 1),
        ("month", _) => (1, 0),
        (name, _) => (1, (month(name)? + 12 - today.month()) % 12),
    };
    let words = at + count;
    let in_month = |ahead: u32| {
        let first = today.with_day(1)?.checked_add_months(Months::new(ahead))?;
        let days = of_its_order(which, named, first)?;
        SomeDays::until(days.0.max(today), days.1)
    };
    // What is over of this month is meant of the next one where none was named.
    let days = in_month(ahead).or_else(|| in_month(1).filter(|_| text(at) == "month"));
    Some((words, days))
}

/// The first and the last of such days in the month that begins with a day.
fn of_its_order(
    which: Which,
    named: Option<chrono::Weekday>,
    first: NaiveDate,
) -> Option<(NaiveDate, NaiveDate)> {
    let end = first.checked_add_months(Months::new(1))?.pred_opt()?;
    let Some(named) = named else {
        let from = match which {
            Which::Nth(nth) => first.checked_add_days(Days::new(7 * nth))?,
            Which::Last => end.checked_sub_days(Days::new(6))?,
        };
        return Some((from, from.checked_add_days(Days::new(6))?.min(end)));
    };
    let mut days = first
        .iter_days()
        .take_while(|day| *day <= end)
        .filter(|day| day.weekday() == named);
    let day = match which {
        Which::Nth(nth) => days.nth(usize::try_from(nth).ok()?)?,
        Which::Last => days.last()?,
    };
    Some((day, day))
}
