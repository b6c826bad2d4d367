//! What is said of words that cannot be followed, and of slips of the finger.

use super::tests::{said, salon, today, with_add_ons};
use super::*;

#[test]
fn words_that_cannot_be_followed_are_named() {
    let names = salon();
    let possible = "A day (thu), time (10), service (Pom bath + blow-out, ..) or groomer (Ana, Bo, Carla Dias, ..) fits here.";
    for (line, word, sentence) in [
        (
            "",
            "",
            "Start with the dog, such as: bella bath thu 10.".to_owned(),
        ),
        (
            "bella bath éxtra thu",
            "éxtra",
            format!("I do not know `éxtra`. {possible}"),
        ),
        (
            "bella 10:07 thu",
            "10:07",
            "Times go by 5 minutes: for `10:07` type 10:05 or 10:10.".to_owned(),
        ),
        (
            "bella bath 31 feb",
            "31 feb",
            "`31 feb` is not in the calendar: the last day of that month is 28 Feb 2027.".to_owned(),
        ),
        (
            "bella thu bath fri",
            "fri",
            "The day is Thu 26 Nov already: leave `fri` out or the other one.".to_owned(),
        ),
        (
            "bella 10 thu 11",
            "11",
            "The time is 10:00 already: leave `11` out or the other one.".to_owned(),
        ),
        (
            "bella ana bo",
            "bo",
            "The groomer is Ana already, and `bo` is another: leave one out.".to_owned(),
        ),
        (
            "bella nails bath",
            "bath",
            "The service is Nails already, and `bath` is another: leave one out.".to_owned(),
        ),
        (
            "bella thu after",
            "after",
            "`after` wants a time, such as after 14.".to_owned(),
        ),
        (
            "bella next xyz",
            "next",
            "`next` wants a weekday, such as next fri; a week from today is +1w.".to_owned(),
        ),
    ] {
        let expert = parse(line, today(), &names);
        let problem = &expert.wish.problems[0];
        assert_eq!(
            (&line[problem.at.clone()], &problem.sentence),
            (word, &sentence),
            "{line}"
        );
    }
}

#[test]
fn a_slip_of_the_finger_is_asked_about_and_never_taken() {
    let names = salon();
    let sentences = |line: &str| {
        let problems = parse_wish(line, today(), &names).problems;
        let sentences: Vec<String> = problems.into_iter().map(|problem| problem.sentence).collect();
        sentences
    };
    for (line, guess) in [
        ("anba thu", "`anba`: do you mean Ana?"),
        ("thu dais", "`dais`: do you mean Carla Dias?"),
        ("bahth thu", "`bahth`: do you mean bath?"),
        ("thrusday 10", "`thrusday`: do you mean thursday?"),
        ("12 novmber", "`novmber`: do you mean november?"),
    ] {
        let said = sentences(line);
        assert_eq!(
            said,
            [format!(
                "I do not know {guess} A day, time, service or groomer fits here."
            )],
            "{line}"
        );
    }
    // What is possible is said once.
    assert_eq!(
        sentences("frozz anba")[1],
        "I do not know `anba` either: do you mean Ana?"
    );
    assert!(
        sentences("frozz")
            .iter()
            .all(|sentence| sentence.chars().count() <= 150)
    );
    assert_eq!(parse_wish("anba", today(), &names).groomer, None);

    // A dog may be called so; when there is none, it was a slip.
    let expert = parse("rex bathh thu", today(), &names);
    assert_eq!(
        (expert.dog.as_str(), expert.wish.problems.len()),
        ("rex bathh", 0)
    );
    let misspelt = expert.misspelt.unwrap();
    assert_eq!(misspelt.dog, "rex");
    assert_eq!(misspelt.wish.problems[0].at, 4..9);
    assert!(misspelt.wish.day.is_some());
    for line in ["bella moreira thu", "anna thu", "rex bob thu", "rex+bathy thu"] {
        assert_eq!(parse(line, today(), &names).misspelt, None, "{line}");
    }
}

#[test]
fn nothing_is_guessed_that_helps_nobody() {
    let names = with_add_ons();
    // The very word that was typed, or only its plural, is no guess.
    for line in ["week", "weeks", "thu morning every"] {
        for problem in parse_wish(line, today(), &names).problems {
            assert!(!problem.sentence.contains("do you mean"), "{}", problem.sentence);
        }
    }
    // A short word is a slip only of one that begins as it does.
    for (typed, guess) in [("ena", None), ("ond", None), ("anq", Some("Ana"))] {
        let problems = parse_wish(typed, today(), &names).problems;
        let guessed = guess.map(|guess| format!("do you mean {guess}?"));
        let said = &problems[0].sentence;
        assert_eq!(guessed.is_some(), said.contains("do you mean"), "{said}");
        assert!(guessed.is_none_or(|guess| said.contains(&guess)), "{said}");
    }
    // Between services `and` only leads to the next.
    let expert = parse("bella full groom and teeth thu and 10", today(), &names);
    assert_eq!(
        (expert.dog.as_str(), &expert.wish.problems),
        ("bella", &Vec::new())
    );
    assert_eq!(said(&expert.wish, &names), "Thu 26 Nov, 10:00, Full groom small");
    assert_eq!(expert.wish.add_ons, [names.add_ons[0].0]);
    // Behind a dog it joins another one.
    assert_eq!(
        parse("bella and teeth thu", today(), &names).dog,
        "bella and teeth"
    );
}

#[test]
fn a_pasted_page_is_refused_as_a_whole() {
    let page = "thu mo 12 mar with ".repeat(2_000);
    let expert = parse(&format!("bella {page}"), today(), &salon());
    let last = expert.wish.problems.last().unwrap();
    assert_eq!(
        last.sentence,
        "This goes on after all a booking needs: leave it out."
    );
    assert!(expert.dog == "bella" && last.at.end > 30_000);
}
