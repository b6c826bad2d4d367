//! A wish as people say it: `thu fri after 14 ana until 5 dec`.

use chrono::{Datelike, Days, NaiveDate};

use super::{WaitWish, Weekdays};
use crate::domain::clock::short_day;
use crate::domain::expert::{self, Names};
use crate::domain::id::ServiceId;
use crate::domain::phrase::{DayWish, Stretched, Word, bounds_at, days_at, split, weekdays_left_at};
use crate::domain::text;

/// A wish that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadWish {
    /// What for, when that was said: the services that the words fit, of which the dog tells which one is meant.
    pub services: Vec<ServiceId>,
    /// What is done on top of it, in the order of the line.
    pub add_ons: Vec<ServiceId>,
    /// With the one of last time, which the dog tells.
    pub usual_groomer: bool,
    /// Each groomer's name that was only nearly typed: as typed, and whose it was taken for.
    pub heard: Vec<(String, String)>,
    /// What would do.
    pub wish: WaitWish,
    /// The words that could not be followed, each in a sentence.
    pub problems: Vec<String>,
}

/// Words that say nothing about a wish.
const EMPTY: [&str; 9] = [
    "or", "and", "any", "anytime", "day", "days", "time", "please", "sooner",
];

/// Reads any number of weekdays, `until`, `by`, `before`, `from` or `after` a day, a day, a time or a stretch of it, a
/// groomer, a service and what is done on top, in any order; nothing at all is any time.
#[must_use]
pub fn read_wish(line: &str, today: NaiveDate, names: &Names) -> ReadWish {
    let line = weekdays_apart(line);
    let words = split(&line);
    let mut wish = WaitWish::any(today);
    let mut weekdays: Option<Weekdays> = None;
    let mut problems = Vec::new();
    let mut rest = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let after = &words[at + 1..];
        let mut take = 1;
        if let Some((count, left)) = weekdays_left_at(&words[at..]) {
            weekdays = Some(joined(weekdays, Weekdays(i64::from(left))));
            at += count;
            continue;
        }
        match word.text.as_str() {
            empty if EMPTY.contains(&empty) => {}
            "weekend" | "weekends" => weekdays = Some(joined(weekdays, Weekdays::WEEKEND)),
            "weekday" | "weekdays" | "workdays" => weekdays = Some(joined(weekdays, Weekdays::WORKDAYS)),
            bound @ ("until" | "till" | "by" | "before" | "from" | "after") => match longest(after, today) {
                Some((count, Stretched { first, last })) => {
                    take += count;
                    match bound {
                        "from" => wish.first_day = first,
                        "after" => {
                            let last = last.unwrap_or(first);
                            wish.first_day = last.checked_add_days(Days::new(1)).unwrap_or(last);
                        }
                        "before" => {
                            wish.last_day = Some(first.checked_sub_days(Days::new(1)).unwrap_or(first));
                        }
                        _ => wish.last_day = last,
                    }
                }
                None if matches!(bound, "until" | "till" | "by") => match refused(after, today) {
                    Some((count, sentence)) => {
                        take += count;
                        problems.push(sentence);
                    }
                    None => problems.push(format!(
                        "`{}` needs a day behind it, such as: {} 5 dec.",
                        word.typed, word.typed
                    )),
                },
                None => rest.push(word.typed.as_str()),
            },
            _ => match weekday_at(word, names, today)
                .filter(|_| longest(&words[at..], today).is_none_or(|(count, _)| count == 1))
            {
                Some(day) => weekdays = Some(joined(weekdays, day)),
                None => rest.push(word.typed.as_str()),
            },
        }
        at += take;
    }
    let mut read = expert::parse_wish(&rest.join(" "), today, names);
    let usual_groomer = std::mem::take(&mut read.usual_groomer);
    let read = read.with_one("Somebody waits for one groomer, or for anybody: name one, or leave that out.");
    let read = read.once("A series is booked, not waited for: leave `every` out here.");
    problems.extend(read.problems.into_iter().map(|problem| problem.sentence));
    match read.day {
        Some(DayWish::Any(days)) => {
            (wish.first_day, wish.last_day) = (days.first(), days.last());
            weekdays = Some(weekdays.unwrap_or(Weekdays(i64::from(days.weekdays()))));
        }
        Some(DayWish::On(day) | DayWish::Weekday(day)) => {
            (wish.first_day, wish.last_day) = (day, Some(day));
        }
        None => {}
    }
    wish.weekdays = weekdays.unwrap_or(Weekdays::ANY);
    wish.groomer_id = read.groomer;
    if let Some(time) = read.time {
        (wish.from_min, wish.before_min) = time.bounds();
    }
    problems.extend(impossible(&wish, today));
    ReadWish {
        services: read.services,
        add_ons: read.add_ons,
        usual_groomer,
        heard: read.heard,
        wish,
        problems,
    }
}

/// The same line, as long as it was, with `thu/fri` as two words; a slash between numbers is part of a date.
#[must_use]
pub fn weekdays_apart(line: &str) -> String {
    let letters: Vec<char> = line.chars().collect();
    let is_letter = |at: Option<usize>| {
        at.and_then(|at| letters.get(at))
            .is_some_and(|c| c.is_alphabetic())
    };
    letters
        .iter()
        .enumerate()
        .map(|(at, c)| {
            if *c == '/' && is_letter(at.checked_sub(1)) && is_letter(Some(at + 1)) {
                ' '
            } else {
                *c
            }
        })
        .collect()
}

/// These weekdays with those that were said before.
fn joined(said: Option<Weekdays>, more: Weekdays) -> Weekdays {
    said.map_or(more, |said| said.or(more))
}

/// The day, or the days in a row, that the most of the first words mean.
fn longest(words: &[Word], today: NaiveDate) -> Option<(usize, Stretched)> {
    bounds_at(words, today)
        .into_iter()
        .filter_map(|taken| Some((taken.words, taken.value.ok()?)))
        .max_by_key(|(count, _)| *count)
}

/// Why the most of the first words mean no day although they look like one.
fn refused(words: &[Word], today: NaiveDate) -> Option<(usize, String)> {
    days_at(words, today)
        .into_iter()
        .filter_map(|taken| Some((taken.words, taken.value.err()?.to_string())))
        .max_by_key(|(count, _)| *count)
}

/// A word that only names a weekday, unless a groomer is called so.
fn weekday_at(word: &Word, names: &Names, today: NaiveDate) -> Option<Weekdays> {
    let is_groomer = names
        .groomers
        .iter()
        .any(|(_, name)| text::words(&text::fold(name)).any(|part| part == word.text));
    if is_groomer {
        return None;
    }
    let plural = word.text.strip_suffix('s').filter(|text| text.ends_with("day"));
    let singular = plural.map(|text| Word {
        text: text.to_owned(),
        ..word.clone()
    });
    let word = singular.as_ref().unwrap_or(word);
    days_at(std::slice::from_ref(word), today)
        .into_iter()
        .find_map(|taken| match taken.value {
            Ok(DayWish::Weekday(day)) => Some(Weekdays::only(day.weekday())),
            _ => None,
        })
}

/// Why no day would ever do.
fn impossible(wish: &WaitWish, today: NaiveDate) -> Option<String> {
    let last = wish.last_day?;
    if last < today {
        return Some(format!(
            "{} is over: a wish is for today or a day to come.",
            short_day(last, today)
        ));
    }
    if last < wish.first_day {
        return Some(format!(
            "{} comes before {}: say the first day, then the last.",
            short_day(last, today),
            short_day(wish.first_day, today)
        ));
    }
    let first = wish.first_day.max(today);
    let fits = first.iter_days().take(7).any(|day| wish.accepts_day(day));
    (!fits).then(|| {
        format!(
            "none of those weekdays comes between {} and {}: leave one out.",
            short_day(first, today),
            short_day(last, today)
        )
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::id::GroomerId;

    fn today() -> NaiveDate {
        "2026-11-20".parse().unwrap()
    }

    fn names() -> Names {
        Names {
            services: vec![(ServiceId::new(), "Pom bath".to_owned())],
            groomers: vec![
                (GroomerId::new(), "Ana".to_owned()),
                (GroomerId::new(), "Bo".to_owned()),
            ],
            ..Names::default()
        }
    }

    fn words(line: &str) -> String {
        let names = names();
        let read = read_wish(line, today(), &names);
        assert_eq!(read.problems, [""; 0], "{line}");
        let groomer = read.wish.groomer_id;
        let name = names.groomers.iter().find(|(id, _)| Some(*id) == groomer);
        read.wish.words(name.map(|(_, name)| name.as_str()), today())
    }

    #[test]
    fn a_wish_is_read_as_it_is_said() {
        for (line, said) in [
            ("", "any time"),
            ("any day", "any time"),
            (
                "thu after 14 ana until 5 dec",
                "Ana, Thu, after 14:00, until 5 Dec",
            ),
            ("thu/fri bo", "Bo, Thu/Fri"),
            ("fridays or mondays before 12", "Mon/Fri, before 12:00"),
            ("weekends from 28 nov", "Sat/Sun, from 28 Nov"),
            ("sooner please", "any time"),
            (
                "tomorrow after 10 before 12",
                "after 10:00 before 12:00, on Sat 21 Nov",
            ),
            ("thu 10", "Thu, at 10:00"),
            ("thu 26 nov after 9:30 before 10:35", "about 10:00, on Thu 26 Nov"),
            ("thu 26 nov around 10", "about 10:00, on Thu 26 Nov"),
            ("thu 26 nov", "on Thu 26 Nov"),
            ("before 12 dec", "until 11 Dec"),
            ("by fri bath", "until 27 Nov"),
            ("2027-01-04", "on Mon 4 Jan 2027"),
            (
                "not fri before christmas",
                "Mon/Tue/Wed/Thu/Sat/Sun, until 24 Dec",
            ),
            ("next week bo", "Bo, from 23 Nov, until 29 Nov"),
            ("until the end of the month", "until 30 Nov"),
            ("asap", "any time"),
        ] {
            assert_eq!(words(line), said, "{line}");
        }
    }

    #[test]
    fn what_cannot_be_is_said_at_once() {
        let problem = |line: &str| read_wish(line, today(), &names()).problems.join(" ");
        assert_eq!(
            problem("until 19 nov"),
            "19 Nov is over: type 19 nov 2027 if you mean the next one."
        );
        assert_eq!(
            problem("until"),
            "`until` needs a day behind it, such as: until 5 dec."
        );
        assert!(problem("thu zorro").starts_with("I do not know `zorro`"));
        assert_eq!(
            problem("from 5 dec until 1 dec"),
            "Tue 1 Dec comes before Sat 5 Dec: say the first day, then the last."
        );
        assert_eq!(
            problem("sun from 23 nov until 25 nov"),
            "none of those weekdays comes between Mon 23 Nov and Wed 25 Nov: leave one out."
        );
    }

    proptest! {
        #[test]
        fn a_wish_typed_out_is_read_as_the_same(
            groomer in prop::option::of(0usize..2),
            weekdays in 1i64..128,
            first in 0u64..40,
            last in prop::option::of(7u64..40),
            from in 0i64..12,
            length in 1i64..12,
        ) {
            let names = names();
            let first_day = today() + Days::new(first);
            let wish = WaitWish {
                groomer_id: groomer.map(|at| names.groomers[at].0),
                first_day,
                last_day: last.map(|days| first_day + Days::new(days)),
                weekdays: Weekdays(weekdays),
                from_min: from * 60,
                before_min: (from + length) * 60,
            };
            let name = groomer.map(|at| names.groomers[at].1.as_str());
            let read = read_wish(&wish.typed(name, today()), today(), &names);
            prop_assert_eq!(read.problems, Vec::<String>::new());
            prop_assert_eq!(read.wish, wish);
        }
    }
}
