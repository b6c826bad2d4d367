//! What holds for any line: parts in any order mean the same, what is told reads back as the same, and nothing stops the desk.

use chrono::Days;
use proptest::prelude::*;

use super::callers;
use super::tests::{names_of, salon, today};
use super::*;
use crate::domain::clock::short_day;

/// Words of a wish in any order, and what they are of: service, groomer, days ahead, minute.
type Parts = (
    Vec<String>,
    Option<usize>,
    Option<usize>,
    Option<u64>,
    Option<i64>,
);

fn parts() -> impl Strategy<Value = Parts> {
    let service = prop::option::of((0usize..6, any::<bool>()));
    let groomer = prop::option::of((0usize..4, any::<bool>()));
    let day = prop::option::of((1u64..300, 0usize..7));
    let time = prop::option::of((0i64..288, 0usize..4));
    (service, groomer, day, time).prop_flat_map(|(service, groomer, day, time)| {
        let mut words = Vec::new();
        if let Some((place, short)) = service {
            let long = ["bath", "tidy", "puppy", "shed", "nails", "small"];
            let brief = ["bat", "tid", "pup", "she", "nai", "sma"];
            words.push(if short { brief[place] } else { long[place] }.to_owned());
        }
        if let Some((place, short)) = groomer {
            let name = if short {
                ["an", "bo", "car", "toma"]
            } else {
                ["Ana", "with Bo", "carla dias", "TOMÁS"]
            }[place];
            words.push(name.to_owned());
        }
        if let Some((ahead, form)) = day {
            let date = today() + Days::new(ahead);
            words.push(match form {
                0 => date.to_string(),
                1 => date.format("on %-d %b").to_string(),
                2 => date.format("%d/%m/%Y").to_string(),
                3 => date.format("%d.%m.").to_string(),
                4 => format!("+{ahead}d"),
                5 => short_day(date, today()),
                _ => date.format("%b %-d").to_string(),
            });
        }
        if let Some((step, form)) = time {
            let (hour, rest) = (step / 12, step % 12 * 5);
            words.push(match form {
                0 => format!("{hour:02}:{rest:02}"),
                1 => format!("at {hour:02}h{rest:02}"),
                2 => format!(
                    "{}:{rest:02}{}",
                    (hour + 11) % 12 + 1,
                    if hour < 12 { "am" } else { "pm" }
                ),
                _ => format!(
                    "{}.{rest:02} {}",
                    (hour + 11) % 12 + 1,
                    if hour < 12 { "am" } else { "pm" }
                ),
            });
        }
        let found = (
            service.map(|s| s.0),
            groomer.map(|g| g.0),
            day.map(|d| d.0),
            time.map(|t| t.0 * 5),
        );
        Just(words)
            .prop_shuffle()
            .prop_map(move |words| (words, found.0, found.1, found.2, found.3))
    })
}

proptest! {
    #[test]
    fn any_order_means_the_same((parts, service, groomer, ahead, minute) in parts()) {
        let names = salon();
        let line = format!("Bella Moreira {}", parts.join(" "));
        let expert = parse(&line, today(), &names);
        let wish = expert.wish;
        prop_assert_eq!(&wish.problems, &[], "{}", line);
        prop_assert_eq!(expert.dog, "Bella Moreira");
        prop_assert_eq!(wish.service, service.map(|place| names.services[place].0), "{}", line);
        prop_assert_eq!(wish.groomer, groomer.map(|place| names.groomers[place].0), "{}", line);
        prop_assert_eq!(wish.day.map(DayWish::date), ahead.map(|days| today() + Days::new(days)), "{}", line);
        prop_assert_eq!(wish.time, minute.map(TimeWish::At), "{}", line);
    }

    #[test]
    fn no_line_stops_the_desk(line in any::<String>(), service in any::<String>(), groomer in any::<String>()) {
        let names = names_of(&[&service, "Bath"], &[&groomer, ""]);
        for problem in parse(&line, today(), &names).wish.problems {
            prop_assert!(line.get(problem.at).is_some());
        }
        for problem in parse_wish(&line, NaiveDate::MAX, &names).problems {
            prop_assert!(line.get(problem.at).is_some());
        }
    }

    #[test]
    fn nor_does_any_mix_of_its_own_words(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "mo", "tom", "10", "mar", "next", "with", "after", "bath", "12th", "+6", "feb", "31", "é", "pm", "2030",
                "in", "the", "morning", ",",
            ]),
            0..60,
        )
    ) {
        let line = words.join(" ");
        let names = names_of(&["Bath", "Full"], &["Tom", "Mo", "Marta", "Theo"]);
        for problem in parse(&line, today(), &names).wish.problems {
            prop_assert!(line.get(problem.at).is_some());
        }
    }
}

/// Pieces of what callers say, whole ones and ones that only begin so.
const PIECES: [&str; 96] = [
    "thu",
    "tue or thu",
    "mon-wed",
    "not fri",
    "any day but",
    "before",
    "after",
    "by",
    "until",
    "from",
    "christmas",
    "easter",
    "new year",
    "5 dec",
    "the",
    "end of",
    "month",
    "next",
    "this",
    "week",
    "weekend",
    "december",
    "early",
    "late",
    "mid",
    "asap",
    "first free",
    "any time",
    "please",
    "o'clock",
    "10",
    "2",
    "10-12",
    "between",
    "and",
    "12",
    "to",
    "till",
    "noon",
    "on",
    "onwards",
    "or later",
    "lunchtime",
    "school",
    "work",
    "first thing",
    "in the morning",
    "an hour",
    "later",
    "earlier",
    "30 min",
    "half an hour",
    "a week",
    "fortnight",
    "two weeks",
    "tomorrow",
    "every",
    "six",
    "times",
    "x6",
    "monthly",
    "other",
    "ana",
    "or",
    "carla",
    "not",
    "bo",
    "with",
    "her usual",
    "same groomer",
    "haircut",
    "trim",
    "nail",
    "shave",
    "down",
    "teeth",
    "bath",
    "full",
    "groom",
    "at",
    "half past",
    "quarter to",
    "pm",
    "+6w",
    "in",
    "a",
    "12th",
    "2027",
    "mar",
    "day",
    "but",
    "except",
    "either",
    "frozz",
    "é",
    "0",
];

/// A wish without what the telling leaves open: who of several weeks' Thursdays, which is only ever the first one told.
fn days_of(wish: &Wish) -> Option<Vec<NaiveDate>> {
    Some(match wish.day? {
        DayWish::Weekday(day) => vec![day],
        day => day.days(60).collect(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn what_is_told_reads_back_as_the_same(lines in prop::collection::vec(prop::collection::vec(0..PIECES.len(), 1..5), 12)) {
        let names = callers::salon();
        let about = About { day: today() + Days::new(20), from: today(), minute: 600, what: "the appointment" };
        for (place, pieces) in lines.into_iter().enumerate() {
            let words: Vec<&str> = pieces.iter().map(|place| PIECES[*place]).collect();
            let line = words.join(" ");
            // Every fourth line behind a dog, and while something is moved.
            if place % 4 == 0 {
                let behind_a_dog = parse(&line, today(), &names).wish.problems;
                let moved = parse_wish_about(&line, today(), about, &names).problems;
                for problem in behind_a_dog.into_iter().chain(moved) {
                    prop_assert!(line.get(problem.at).is_some());
                }
            }
            let wish = parse_wish(&line, today(), &names);
            if !wish.problems.is_empty() {
                continue;
            }
            // Several services are told while the dog has not said which.
            let parts: Vec<String> = wish.told(today(), &names).into_iter().filter(|_| wish.services.len() < 2).collect();
            let told = parts.join(" ");
            if parts.is_empty() {
                continue;
            }
            let again = parse_wish(&told, today(), &names);
            let said = (days_of(&again), again.time, &again.groomer, &again.groomers, again.usual_groomer, again.repeat, &again.service);
            let meant = (days_of(&wish), wish.time, &wish.groomer, &wish.groomers, wish.usual_groomer, wish.repeat, &wish.service);
            prop_assert_eq!(said, meant, "{} is told as {}: {:?}", line, told, again.problems);
        }
    }
}
