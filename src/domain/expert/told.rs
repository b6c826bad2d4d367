//! How a line was understood, and where it was not: for the eyes of whoever types it.

use chrono::NaiveDate;
use unicode_width::UnicodeWidthChar;

use super::{Names, Problem, Wish};
use crate::domain::clock::short_day;
use crate::domain::phrase::DayWish;

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
        parts.extend(self.day.map(|day| match day {
            DayWish::On(day) => short_day(day, today),
            several => format!("{} or later", short_day(several.date(), today)),
        }));
        parts.extend(self.time.map(|time| time.to_string()));
        parts.extend(self.repeat.map(|repeat| repeat.to_string()));
        let groomer = self
            .groomer
            .and_then(|id| names.groomers.iter().find(|(each, _)| *each == id));
        parts.extend(groomer.map(|(_, name)| format!("with {name}")));
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
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
    fn a_line_without_a_wrong_word_has_no_marks() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let wish = parse("bella thu 10", today, &Names::default()).wish;
        assert_eq!(marks("bella thu 10", &wish.problems), "");
    }
}
