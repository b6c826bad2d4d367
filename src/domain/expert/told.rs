//! How a line was understood, and where it was not: for the eyes of whoever types it.

use chrono::NaiveDate;
use unicode_width::UnicodeWidthChar;

use super::{About, Names, Problem, Wish};
use crate::domain::clock::short_day;
use crate::domain::phrase::{DayWish, monday};

/// A line of carets to be drawn below the typed one, under each word that could not be followed; empty where all could.
#[must_use]
pub fn marks(line: &str, problems: &[Problem]) -> String {
    let mut marks = String::new();
    for (at, c) in line.char_indices() {
        let wrong = problems.iter().any(|problem| problem.at.contains(&at));
        let mark = if wrong { '^' } else { ' ' };
        marks.extend(std::iter::repeat_n(mark, c.width().unwrap_or(0)));
    }
    marks.truncate(marks.trim_end().len());
    marks
}

impl Wish {
    /// What was understood, part by part: the work, with every service it could be while the dog has not told which, the day, the time, the groomer. Nothing for what was not said.
    #[must_use]
    pub fn told(&self, today: NaiveDate, names: &Names) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        let service = |list: &[(super::ServiceId, String)], id| {
            let found = list.iter().find(|(each, _)| *each == id);
            found.map(|(_, name)| name.clone())
        };
        let services = self
            .services
            .iter()
            .filter_map(|id| service(&names.services, *id));
        parts.extend(Some(services.collect::<Vec<_>>().join(" or ")).filter(|words| !words.is_empty()));
        for add_on in &self.add_ons {
            parts.extend(service(&names.add_ons, *add_on).map(|name| format!("+ {name}")));
        }
        parts.extend(self.day.map(|day| {
            let words = match day {
                DayWish::On(day) | DayWish::Weekday(day) => short_day(day, today),
                DayWish::Any(days) => days.told(today),
            };
            let seen_from = self.about.and_then(|about| about.seen_from(day));
            words + &seen_from.unwrap_or_default()
        }));
        parts.extend(self.time.map(|time| time.to_string()));
        parts.extend(self.repeat.map(|repeat| repeat.to_string()));
        let groomer = self
            .groomer
            .and_then(|id| names.groomers.iter().find(|(each, _)| *each == id));
        let heard = |name: &str| {
            let heard = self.heard.iter().find(|(_, taken_for)| taken_for == name);
            heard.map_or_else(String::new, |(typed, _)| format!(" (`{typed}` read so)"))
        };
        parts.extend(groomer.map(|(_, name)| format!("with {name}{}", heard(name))));
        parts.extend(self.several_told(names));
        parts.extend(self.size.map(|size| format!("{} dog", size.as_str())));
        parts.extend(self.usual_groomer.then(|| "with the usual groomer".to_owned()));
        parts
    }
}

impl Wish {
    /// Which of several groomers would do: by their names, or by whom it is not to be where that is shorter.
    fn several_told(&self, names: &Names) -> Option<String> {
        if self.groomers.is_empty() {
            return None;
        }
        let of = |meant: bool| {
            let of_these = names
                .groomers
                .iter()
                .filter(|(id, _)| self.groomers.contains(id) == meant);
            of_these.map(|(_, name)| name.as_str()).collect::<Vec<&str>>()
        };
        let (meant, others) = (of(true), of(false));
        Some(if others.is_empty() || others.len() >= meant.len() {
            format!("with {}", meant.join(" or "))
        } else {
            format!("not with {}", others.join(" or "))
        })
    }
}

impl About {
    /// Where a day lies seen from the one that is talked about: `, the week of the appointment`.
    fn seen_from(self, wish: DayWish) -> Option<String> {
        let Self { day: about, what, .. } = self;
        let day = wish.date();
        let weeks = (monday(day) - monday(about)).num_weeks();
        let is_one = !matches!(wish, DayWish::Any(_));
        Some(match weeks {
            0 if is_one && day == about => format!(", the day of {what}"),
            0 => format!(", the week of {what}"),
            1 => format!(", the week after {what}"),
            -1 => format!(", the week before {what}"),
            2.. => format!(", {weeks} weeks after {what}"),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{parse, parse_wish_about};
    use super::*;
    use crate::domain::id::{GroomerId, ServiceId};

    #[test]
    fn the_wrong_word_is_marked_and_the_others_are_told() {
        let names = Names {
            services: vec![(ServiceId::new(), "Pom bath".to_owned())],
            groomers: vec![(GroomerId::new(), "Ana".to_owned())],
            ..Names::default()
        };
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let line = "bella bath 2026-11-26 qqq 10 ana";
        let wish = parse(line, today, &names).wish;
        assert_eq!(marks(line, &wish.problems), "                      ^^^");
        assert_eq!(
            wish.told(today, &names),
            ["Pom bath", "Thu 26 Nov", "10:00", "with Ana"]
        );
        // A sign that takes two columns is marked in both, and one of no width in none.
        let wide = "Łe\u{301}o 10 犬犬";
        let wish = parse(wide, today, &names).wish;
        assert_eq!(marks(wide, &wish.problems), "       ^^^^");
    }

    #[test]
    fn only_from_a_day_on_is_that_day_or_later() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        for (line, said) in [
            ("wed", "Wed 25 Nov"),
            ("from wed", "Wed 25 Nov or later"),
            ("after wed", "Thu 26 Nov or later"),
            ("mon or tue", "Mon or Tue from Mon 23 Nov"),
            ("next week", "Mon 23 Nov to Sun 29 Nov"),
            ("mon-wed next week", "Mon 23 Nov to Wed 25 Nov"),
            ("tue/thu next week", "Tue or Thu, Tue 24 Nov to Sun 29 Nov"),
            ("tue next week", "Tue 24 Nov"),
        ] {
            let names = Names::default();
            let wish = parse(&format!("bella {line}"), today, &names).wish;
            assert_eq!(wish.told(today, &names), [said], "{line}");
        }
    }

    #[test]
    fn a_day_without_a_date_is_one_of_the_week_that_is_talked_about() {
        // A Friday, and a Thursday in December.
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let about = |day: &str| About {
            day: day.parse().unwrap(),
            from: day.parse().unwrap(),
            minute: 600,
            what: "the appointment",
        };
        let names = Names::default();
        let far = about("2026-12-10");
        for (line, said) in [
            ("tue", "Tue 8 Dec, the week of the appointment"),
            ("mon", "Mon 7 Dec, the week of the appointment"),
            ("sun", "Sun 13 Dec, the week of the appointment"),
            ("thu", "Thu 10 Dec, the day of the appointment"),
            ("next tue", "Tue 15 Dec, the week after the appointment"),
            (
                "this week",
                "Mon 7 Dec to Sun 13 Dec, the week of the appointment",
            ),
            (
                "next week",
                "Mon 14 Dec to Sun 20 Dec, the week after the appointment",
            ),
            (
                "mon or tue",
                "Mon or Tue from Mon 7 Dec, the week of the appointment",
            ),
            ("from wed", "Wed 9 Dec or later, the week of the appointment"),
            ("+1w", "Thu 17 Dec, the week after the appointment"),
            ("-1w", "Thu 3 Dec, the week before the appointment"),
            ("today", "Fri 20 Nov"),
            ("tomorrow", "Sat 21 Nov"),
            ("thu 26", "Thu 26 Nov"),
            ("12th", "Sat 12 Dec"),
            ("1 dec", "Tue 1 Dec"),
            ("in 10 days", "Mon 30 Nov"),
        ] {
            let wish = parse_wish_about(line, today, far, &names);
            assert_eq!(wish.told(today, &names), [said], "{line}");
        }
        let alone = parse_wish_about("10", today, far, &names);
        assert_eq!(
            alone.told(today, &names),
            ["Thu 10 Dec, the day of the appointment", "10:00"]
        );
        // A visit that follows one of today is so many weeks from that one.
        let next = About { from: today, ..far };
        let wish = parse_wish_about("+6w", today, next, &names);
        assert_eq!(
            wish.day,
            Some(DayWish::On(NaiveDate::from_ymd_opt(2027, 1, 1).unwrap()))
        );
        // One of this week changes nothing: today's own name is a week from now.
        let near = about("2026-11-20");
        for line in ["tue", "fri", "next week", "next tue", "+1w"] {
            let wish = parse_wish_about(line, today, near, &names);
            assert_eq!(
                wish,
                parse(&format!("bella {line}"), today, &names).wish,
                "{line}"
            );
        }
    }

    #[test]
    fn a_line_without_a_wrong_word_has_no_marks() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let wish = parse("bella thu 10", today, &Names::default()).wish;
        assert_eq!(marks("bella thu 10", &wish.problems), "");
    }
}
