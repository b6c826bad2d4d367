//! More words to a wish: "no, at eleven rather" takes the place of the time that was wished before.

use chrono::NaiveDate;

use crate::domain::expert::{Names, Wish, guessed, parse_wish};

/// A part of a wish that is there once: how it is taken out.
type Part = fn(&mut Wish);

const PARTS: [Part; 4] = [
    |wish| wish.day = None,
    |wish| wish.time = None,
    |wish| (wish.groomer, wish.groomers, wish.usual_groomer) = (None, Vec::new(), false),
    |wish| (wish.service, wish.services) = (None, Vec::new()),
];

/// A wish with more words behind it. Where both together do not read, a word that is asked about is put right by words that say
/// what it was meant to be; a day takes the place of the day, a time of the time, a groomer of the groomer and a service of
/// the service.
#[must_use]
pub fn amended(wish: &str, more: &str, today: NaiveDate, names: &Names) -> String {
    let whole = corrects_itself(joined(wish, more), today, names);
    if parse_wish(&whole, today, names).problems.is_empty() {
        return whole;
    }
    let added = parse_wish(more, today, names);
    if let Some(corrected) = corrected(wish, more, &added, today, names) {
        return corrected;
    }
    replaced(wish, more, today, names)
}

/// A wish in which these words take the place of what it says of the same parts, also where both together would read.
#[must_use]
pub fn replaced(wish: &str, more: &str, today: NaiveDate, names: &Names) -> String {
    let added = parse_wish(more, today, names);
    let mut kept = wish.trim_end().to_owned();
    for part in PARTS {
        if has(part, &added) {
            kept = without(&kept, part, today, names);
        }
    }
    joined(&kept, more)
}

/// The same line without a word that is asked about, where the words behind it say what it was meant to be: `with brno
/// bruno`.
fn corrects_itself(line: String, today: NaiveDate, names: &Names) -> String {
    let read = parse_wish(&line, today, names);
    let corrected = read.problems.iter().find_map(|problem| {
        let (before, after) = (line.get(..problem.at.start)?, line.get(problem.at.end..)?);
        let guess = parse_wish(&guessed(&line, problem, names)?, today, names);
        let said = parse_wish(after, today, names);
        let is_said = PARTS.iter().any(|part| has(*part, &guess) && has(*part, &said));
        let shorter = format!("{before}{}", after.trim_start());
        let problems = parse_wish(&shorter, today, names).problems.len();
        (is_said && problems < read.problems.len()).then_some(shorter)
    });
    corrected.unwrap_or(line)
}

/// The wish with a word that was not understood put right by these.
fn corrected(wish: &str, more: &str, added: &Wish, today: NaiveDate, names: &Names) -> Option<String> {
    if !added.problems.is_empty() {
        return None;
    }
    let read = parse_wish(wish, today, names);
    let wrong = read.problems.iter().find(|problem| {
        guessed(wish, problem, names).is_some_and(|guess| {
            let guess = parse_wish(&guess, today, names);
            PARTS.iter().any(|part| has(*part, added) && has(*part, &guess))
        })
    })?;
    let (before, after) = (wish.get(..wrong.at.start)?, wish.get(wrong.at.end..)?);
    let put_right = format!("{before}{more}{after}");
    let now = parse_wish(&put_right, today, names).problems.len();
    (now < read.problems.len()).then_some(put_right)
}

/// The wish with the first word that was not understood read as it was asked, and how that word is spelled; `None` where
/// nothing is asked.
#[must_use]
pub fn with_guess(wish: &str, today: NaiveDate, names: &Names) -> Option<(String, String)> {
    let read = parse_wish(wish, today, names);
    let problem = read.problems.first()?;
    let guess = guessed(wish, problem, names)?;
    let (before, after) = (wish.get(..problem.at.start)?, wish.get(problem.at.end..)?);
    Some((format!("{before}{}{after}", guess.to_lowercase()), guess))
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
    fn a_wrong_word_is_put_right_by_what_it_was_meant_to_be() {
        let names = Names {
            groomers: ["Ana", "Bruno"]
                .map(|name| (GroomerId::new(), name.to_owned()))
                .to_vec(),
            ..Names::default()
        };
        let today = "2026-11-20".parse().unwrap();
        let said = |wish: &str, more: &str| amended(wish, more, today, &names);
        assert_eq!(said("thu 2 with brno", "bruno"), "thu 2 with bruno");
        assert_eq!(said("mornin thu", "morning"), "thu morning");
        assert_eq!(said("", "thu mornin morning"), "thu morning");
        // Another groomer is as good an answer.
        assert_eq!(said("thu 2 with brno", "ana"), "thu 2 with ana");
        // What is said of something else leaves the question as it is.
        assert_eq!(said("with brno thu 2", "fri"), "with brno 2 fri");
        assert_eq!(said("thu mornin", "morning"), "thu morning");
        // A word that is not asked about may be the one that counts.
        assert_eq!(said("thu qqq", "morning"), "thu qqq morning");
        assert_eq!(
            with_guess("thu mornin", today, &names),
            Some(("thu morning".to_owned(), "morning".to_owned()))
        );
        assert_eq!(with_guess("thu qqq", today, &names), None);
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
