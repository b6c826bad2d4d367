//! More of what callers say and receptionists type, in the English of many countries.

use super::callers::{salon, today, told};
use super::{parse, size_said};
use crate::domain::dog::Size;
use crate::domain::id::GroomerId;

fn all(table: &[(&str, &str)]) {
    let mut names = salon();
    names.groomers.push((GroomerId::new(), "David".to_owned()));
    for (line, said) in table {
        assert_eq!(told(line, &names), *said, "{line}");
    }
}

#[test]
fn days_that_are_said_in_other_words() {
    all(&[
        ("around the 15th", "Sun 13 Dec to Thu 17 Dec"),
        ("around christmas", "Wed 23 Dec to Sun 27 Dec"),
        ("in about 3 weeks", "Wed 9 Dec to Sun 13 Dec"),
        ("in about a month", "Fri 18 Dec to Tue 22 Dec"),
        ("in 3 or 4 weeks", "Fri 11 Dec to Fri 18 Dec"),
        ("in three to four weeks", "Fri 11 Dec to Fri 18 Dec"),
        ("in a few weeks", "Fri 4 Dec to Fri 18 Dec"),
        ("in a couple of weeks", "Fri 4 Dec"),
        ("in two weeks time", "Fri 4 Dec"),
        ("in 2 weeks' time", "Fri 4 Dec"),
        ("in a week's time", "Fri 27 Nov"),
        ("a week from today", "Fri 27 Nov"),
        ("a week from monday", "Mon 30 Nov"),
        ("two weeks from friday", "Fri 11 Dec"),
        ("2 weeks on fri", "Fri 11 Dec"),
        ("friday fortnight", "Fri 11 Dec"),
        ("in a fortnights time", "Fri 4 Dec"),
        ("three weeks from now", "Fri 11 Dec"),
        ("a month from now", "Sun 20 Dec"),
        ("a week before christmas", "Fri 18 Dec"),
        ("the week before christmas", "Fri 18 Dec to Thu 24 Dec"),
        ("christmas week", "Mon 21 Dec to Sun 27 Dec"),
        ("between christmas and new year", "Sat 26 Dec to Thu 31 Dec"),
        ("week after next", "Mon 30 Nov to Sun 6 Dec"),
        ("the weekend after next", "Sat 5 Dec to Sun 6 Dec"),
        ("friday after next", "Fri 4 Dec"),
        ("the following week", "Mon 23 Nov to Sun 29 Nov"),
        ("this coming friday", "Fri 27 Nov"),
        ("friday coming", "Fri 27 Nov"),
        ("fri of next week", "Fri 27 Nov"),
        ("within two weeks", "Fri 20 Nov to Fri 4 Dec"),
        ("within the next two weeks", "Fri 20 Nov to Fri 4 Dec"),
        ("in the next few days", "Fri 20 Nov to Tue 24 Nov"),
        ("over the next two weeks", "Fri 20 Nov to Fri 4 Dec"),
        ("first week of december", "Tue 1 Dec to Mon 7 Dec"),
        ("last week of november", "Tue 24 Nov to Mon 30 Nov"),
        ("the first monday in december", "Mon 7 Dec"),
        ("last friday of november", "Fri 27 Nov"),
        ("fifth of december", "Sat 5 Dec"),
        ("later this week", "Fri 20 Nov to Sun 22 Nov"),
        ("later next week", "Thu 26 Nov to Sun 29 Nov"),
        ("later today", "Fri 20 Nov"),
        ("before the end of the month", "Fri 20 Nov to Mon 30 Nov"),
        ("any day apart from monday", "any day but Mon from Fri 20 Nov"),
        ("no mondays", "any day but Mon from Fri 20 Nov"),
        ("never on mondays", "any day but Mon from Fri 20 Nov"),
        ("anything but monday", "any day but Mon from Fri 20 Nov"),
        ("tuesdays and thursdays", "Tue or Thu from Tue 24 Nov"),
        ("weekdays only", "any day but Sat or Sun from Mon 23 Nov"),
        ("on a saturday", "Sat 21 Nov"),
        ("during the week", "any day but Sat or Sun from Fri 20 Nov"),
        ("midweek", "Tue, Wed or Thu from Tue 24 Nov"),
        ("tmrw", "Sat 21 Nov"),
        ("2moro", "Sat 21 Nov"),
        ("tonight", "Fri 20 Nov · after 17:00"),
        ("now", "Fri 20 Nov or later"),
        ("as early as possible", "Fri 20 Nov or later"),
        ("next free slot", "Fri 20 Nov or later"),
        ("whatever you have", ""),
        ("one morning next week", "Mon 23 Nov to Sun 29 Nov · before 12:00"),
        (
            "any afternoon next week",
            "Mon 23 Nov to Sun 29 Nov · after 12:00",
        ),
    ]);
}

#[test]
fn times_that_are_said_in_other_words() {
    all(&[
        ("around 11", "around 11:00"),
        ("about 11", "around 11:00"),
        ("11ish", "around 11:00"),
        ("nearly 11", "around 11:00"),
        ("11 or so", "around 11:00"),
        ("some time around noon", "around 12:00"),
        ("noonish", "around 12:00"),
        ("5ish", "around 17:00"),
        ("thu around 2", "Thu 26 Nov · around 14:00"),
        ("around lunchtime", "after 12:00 before 14:00"),
        ("not before 11", "after 11:00"),
        ("no earlier than 2pm", "after 14:00"),
        ("not after 3", "before 15:05"),
        ("no later than 3", "before 15:05"),
        ("11 at the latest", "before 11:05"),
        ("11 at the earliest", "after 11:00"),
        ("earliest 11", "after 11:00"),
        ("latest 3", "before 15:05"),
        ("10 to 12", "after 10:00 before 12:00"),
        ("10 til 12", "after 10:00 before 12:00"),
        ("between noon and 2", "after 12:00 before 14:00"),
        ("ten past 3", "15:10"),
        ("twenty to three", "14:40"),
        ("20 to 3", "14:40"),
        ("ten thirty", "10:30"),
        ("at nine o'clock", "09:00"),
        ("after five", "after 17:00"),
        ("eleven am", "11:00"),
        ("weds pm", "Wed 25 Nov · after 12:00"),
        ("thurs am", "Thu 26 Nov · before 12:00"),
        ("early thu", "Thu 26 Nov · before 10:00"),
        ("thu late", "Thu 26 Nov · after 16:00"),
        ("not too early", "after 10:00"),
        ("not too late", "before 16:00"),
        ("last slot", "after 16:00"),
        ("last appointment of the day", "after 16:00"),
        ("first appointment of the day", "before 10:00"),
        ("end of the day", "after 16:00"),
        ("mornings only", "before 12:00"),
        ("evenings only", "after 17:00"),
        ("lunch break", "after 12:00 before 14:00"),
        ("school hours", "after 09:00 before 15:00"),
        ("early evening", "after 17:00 before 19:00"),
        (
            "after school run",
            "I do not know `run`. A day (thu), time (10), service (Pom bath, ..) or groomer (Ana, Bo, Carla Dias, ..) fits here.",
        ),
        (
            "thu 9 or 10",
            "`9 or 10` are two times: type one of them, or from the one to the other, such as 9-10.",
        ),
        (
            "in 2 hours",
            "`in 2 hours` from now? Type the time itself, such as 14:30.",
        ),
        (
            "same time",
            "`same time` than what? Type a time, such as after 14 or before 12; while an appointment is moved it is counted from that.",
        ),
    ]);
}

#[test]
fn who_and_what_in_other_words() {
    all(&[
        ("ana if possible", "with Ana"),
        ("preferably ana", "with Ana"),
        ("whoever is free", ""),
        ("doesn't matter who", ""),
        ("davide", "with David (`davide` read so)"),
        ("karla", "with Carla Dias (`karla` read so)"),
        ("thomas", "with Tomás (`thomas` read so)"),
        ("big dog", "large dog"),
        ("a small one", "small dog"),
        ("xl", "XL dog"),
        ("bath for a large dog", "Pom bath or Wash + dry · large dog"),
        ("he's big", "large dog"),
        ("only a bath", "Pom bath or Wash + dry"),
        ("bath plus teeth", "Pom bath or Wash + dry · + Teeth"),
        ("wash n dry", "Wash + dry"),
        ("nails only", "Nails"),
    ]);
}

#[test]
fn work_that_is_joined_to_other_work_is_nobodys_name() {
    let names = salon();
    for line in [
        "buddy moreira bath+teeth in 2 weeks half past nine with her usual",
        "buddy moreira bath&teeth in 2 weeks half past nine with her usual",
        "buddy moreira bath + teeth in 2 weeks half past nine with her usual",
        "buddy moreira bath and teeth in 2 weeks half past nine with her usual",
    ] {
        let read = parse(line, today(), &names);
        assert_eq!(read.dog, "buddy moreira", "{line}");
        let told = read.wish.told(today(), &names).join(" · ");
        assert_eq!(
            told, "Pom bath or Wash + dry · + Teeth · Fri 4 Dec · 09:30 · with the usual groomer",
            "{line}"
        );
    }
    // A slip in the second one is asked about.
    let slipped = parse("buddy moreira bath+teteh", today(), &names);
    assert_eq!(slipped.dog, "buddy moreira");
    assert!(slipped.wish.problems[0].sentence.contains("do you mean teeth?"));
    // Two dogs are joined the same way.
    assert_eq!(parse("bella+luna bath", today(), &names).dog, "bella+luna");
    assert_eq!(parse("bella&luna bath", today(), &names).dog, "bella&luna");
}

#[test]
fn words_that_only_lead_to_what_is_wished_now_mean_nothing() {
    all(&[
        ("rather at eleven", "11:00"),
        ("no rather at 11", "11:00"),
        ("no, 11", "11:00"),
        ("better fri", "Fri 27 Nov"),
        ("fri instead", "Fri 27 Nov"),
        ("then fri please", "Fri 27 Nov"),
        ("maybe at 11 then", "11:00"),
        ("sorry, make it 11", "11:00"),
        ("how about mon", "Mon 23 Nov"),
        ("no later than 11", "before 11:05"),
    ]);
    // What is not wanted is never taken for what is.
    let names = salon();
    assert!(told("no ana", &names).starts_with("I do not know `no`"));
    assert!(told("no teeth", &names).starts_with("I do not know `no`"));
}

#[test]
fn a_name_that_two_groomers_nearly_have_is_nobodys() {
    let mut names = salon();
    assert_eq!(told("karle", &names), "with Carla Dias (`karle` read so)");
    names.groomers.push((GroomerId::new(), "Karlo".to_owned()));
    assert!(told("karle", &names).starts_with("I do not know `karle`"));
    assert!(told("bob", &names).starts_with("I do not know `bob`"));
}

#[test]
fn a_size_behind_a_dogs_name_may_be_its_familys() {
    let names = salon();
    let read = parse("otto small thu", today(), &names);
    assert_eq!(read.dog, "otto small");
    // Where the book has no dog of that name it was the size.
    let rather = read.misspelt.unwrap();
    assert_eq!(
        (rather.dog.as_str(), rather.wish.size),
        ("otto", Some(Size::Small))
    );
    let read = parse("otto large dog thu", today(), &names);
    assert_eq!((read.dog.as_str(), read.wish.size), ("otto", Some(Size::Large)));
    assert_eq!(size_said("bath thu, it's a big one"), Some(Size::Large));
    assert_eq!(size_said("bath thu"), None);
}
