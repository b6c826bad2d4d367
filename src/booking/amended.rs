//! More words to a wish: "no, at eleven rather" takes the place of the time that was wished before.

use chrono::NaiveDate;

use crate::domain::expert::{Names, Wish, parse_wish};

/// A part of a wish that is there once: how it is taken out.
type Part = fn(&mut Wish);

const PARTS: [Part; 4] = [
    |wish| wish.day = None,
    |wish| wish.time = None,
    |wish| (wish.groomer, wish.groomers, wish.usual_groomer) = (None, Vec::new(), false),
    |wish| (wish.service, wish.services) = (None, Vec::new()),
];

/// A wish with more words behind it. Where both together do not read, a day takes the place of the day, a time of the
/// time, a groomer of the groomer and a service of the service.
#[must_use]
pub fn amended(wish: &str, more: &str, today: NaiveDate, names: &Names) -> String {
    let whole = joined(wish, more);
    if parse_wish(&whole, today, names).problems.is_empty() {
        return whole;
    }
    let added = parse_wish(more, today, names);
    let mut kept = wish.trim_end().to_owned();
    for part in PARTS {
        if has(part, &added) {
            kept = without(&kept, part, today, names);
        }
    }
    joined(&kept, more)
}

fn joined(wish: &str, more: &str) -> String {
    match wish.trim_end() {
        "" => more.to_owned(),
        wish => format!("{wish} {more}"),
    }
}

fn has(part: Part, wish: &Wish) -> bool {
    without_part(part, wish) != *wish
}

fn without_part(part: Part, wish: &Wish) -> Wish {
    let mut left = wish.clone();
    part(&mut left);
    left
}

/// The line without the fewest neighbouring words that say this part and nothing else of it.
fn without(line: &str, part: Part, today: NaiveDate, names: &Names) -> String {
    let read = parse_wish(line, today, names);
    let words: Vec<&str> = line.split_whitespace().collect();
    if !has(part, &read) {
        return line.to_owned();
    }
    let said = |wish: &Wish| Wish {
        problems: Vec::new(),
        ..wish.clone()
    };
    let left = said(&without_part(part, &read));
    for count in 1..=words.len() {
        for from in 0..=words.len() - count {
            let rest = [&words[..from], &words[from + count..]].concat().join(" ");
            let now = parse_wish(&rest, today, names);
            if said(&now) == left && now.problems.len() <= read.problems.len() {
                return rest;
            }
        }
    }
    line.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{GroomerId, ServiceId};

    fn said(wish: &str, more: &str) -> String {
        let names = Names {
            groomers: ["Ana", "Bo"]
                .map(|name| (GroomerId::new(), name.to_owned()))
                .to_vec(),
            services: ["Bath", "Full groom"]
                .map(|name| (ServiceId::new(), name.to_owned()))
                .to_vec(),
            ..Names::default()
        };
        // A Friday.
        amended(wish, more, "2026-11-20".parse().unwrap(), &names)
    }

    #[test]
    fn a_part_said_again_takes_the_place_of_the_first() {
        for (wish, more, both) in [
            ("", "11", "11"),
            ("bath thu", "11", "bath thu 11"),
            ("bath thu 10 ana", "11", "bath thu ana 11"),
            ("bath thu 10 ana", "11 bo", "bath thu 11 bo"),
            ("thu after 14", "11", "thu 11"),
            ("12 mar 10", "11:30", "12 mar 11:30"),
            ("bath thu 10", "fri", "bath 10 fri"),
            ("bath thu", "full groom", "thu full groom"),
            ("thu ", "after 14 ", "thu after 14 "),
        ] {
            assert_eq!(said(wish, more), both, "{wish} and then {more}");
        }
    }

    #[test]
    fn what_does_not_read_stands_behind_what_was_said() {
        assert_eq!(said("bath thu", "xyz"), "bath thu xyz");
        assert_eq!(said("xyz thu", "fri"), "xyz fri");
        // What reads together is left as it was said.
        assert_eq!(said("morning", "10"), "morning 10");
        assert_eq!(said("thu after 9 Ana", "11"), "thu after 9 Ana 11");
    }
}
