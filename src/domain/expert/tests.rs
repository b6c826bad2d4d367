use chrono::Days;

use super::*;
use crate::domain::clock::short_day;

/// A Friday.
pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

pub(super) fn names_of(services: &[&str], groomers: &[&str]) -> Names {
    Names {
        services: services
            .iter()
            .map(|name| (ServiceId::new(), (*name).to_owned()))
            .collect(),
        add_ons: Vec::new(),
        groomers: groomers
            .iter()
            .map(|name| (GroomerId::new(), (*name).to_owned()))
            .collect(),
        hours: None,
    }
}

/// The salon with things done on top.
pub(super) fn with_add_ons() -> Names {
    let add_ons = ["Teeth", "Nails on top", "De-shedding"];
    Names {
        add_ons: add_ons.map(|name| (ServiceId::new(), name.to_owned())).to_vec(),
        ..salon()
    }
}

pub(super) fn salon() -> Names {
    names_of(
        &[
            "Pom bath + blow-out",
            "Pom full tidy",
            "Puppy intro",
            "De-shed",
            "Nails",
            "Full groom small",
        ],
        &["Ana", "Bo", "Carla Dias", "Tomás"],
    )
}

/// What was understood, in the order day, time, service, groomer.
pub(super) fn said(wish: &Wish, names: &Names) -> String {
    let service = names.services.iter().find(|(id, _)| Some(*id) == wish.service);
    let groomer = names.groomers.iter().find(|(id, _)| Some(*id) == wish.groomer);
    let parts = [
        wish.day.map(|day| short_day(day.date(), today())),
        wish.time.map(|time| time.to_string()),
        service.map(|(_, name)| name.clone()),
        groomer.map(|(_, name)| name.clone()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[test]
fn a_booking_in_one_line() {
    let names = salon();
    for (line, dog, wished) in [
        ("bella", "bella", ""),
        (
            "bella bath thu 10 ana",
            "bella",
            "Thu 26 Nov, 10:00, Pom bath + blow-out, Ana",
        ),
        (
            "bella ana 10 thu bath",
            "bella",
            "Thu 26 Nov, 10:00, Pom bath + blow-out, Ana",
        ),
        (
            "Bella Moreira bath thu",
            "Bella Moreira",
            "Thu 26 Nov, Pom bath + blow-out",
        ),
        (
            "bella rose moreira thu 10",
            "bella rose moreira",
            "Thu 26 Nov, 10:00",
        ),
        ("bella for bath", "bella", "Pom bath + blow-out"),
        ("bella with bo on fri at 2", "bella", "Fri 27 Nov, 14:00, Bo"),
        ("bella full tidy", "bella", "Pom full tidy"),
        ("bella full", "bella", "Pom full tidy"),
        ("bella full groom", "bella", "Full groom small"),
        ("bella blowout", "bella", "Pom bath + blow-out"),
        ("bella blow-out", "bella", "Pom bath + blow-out"),
        ("bella deshed", "bella", "De-shed"),
        ("bella carla", "bella", "Carla Dias"),
        ("bella carla dias nails", "bella", "Nails, Carla Dias"),
        ("bella tomas", "bella", "Tomás"),
        ("bella next fri morning", "bella", "Fri 4 Dec, before 12:00"),
        ("bella +6w", "bella", "Fri 1 Jan 2027"),
        ("bella 6 weeks 10:30", "bella", "Fri 1 Jan 2027, 10:30"),
        ("bella 12 mar 10", "bella", "Fri 12 Mar 2027, 10:00"),
        ("bella 10 12 mar", "bella", "Fri 12 Mar 2027, 10:00"),
        ("bella mar 12 9.15", "bella", "Fri 12 Mar 2027, 09:15"),
        (
            "bella 2026-12-01 after 14 bo",
            "bella",
            "Tue 1 Dec, after 14:00, Bo",
        ),
        (
            "bella tomorrow after 10 before 12",
            "bella",
            "Sat 21 Nov, after 10:00 before 12:00",
        ),
        ("bella 2 pm today", "bella", "Fri 20 Nov, 14:00"),
        ("bella thu 26 nov 10", "bella", "Thu 26 Nov, 10:00"),
        // The first word is the dog's, whatever else it could mean.
        ("ana bath ana", "ana", "Pom bath + blow-out, Ana"),
        ("Sunday thu 10", "Sunday", "Thu 26 Nov, 10:00"),
        ("Bo", "Bo", ""),
        ("Nails, nails", "Nails", "Nails"),
    ] {
        let expert = parse(line, today(), &names);
        assert_eq!(expert.wish.problems, [], "{line}");
        assert_eq!(
            (expert.dog.as_str(), said(&expert.wish, &names).as_str()),
            (dog, wished),
            "{line}"
        );
    }
}

#[test]
fn the_booking_popup_needs_no_dog() {
    let names = salon();
    for (line, wished) in [
        ("", ""),
        ("fri ana after 14", "Fri 27 Nov, after 14:00, Ana"),
        ("an", "Ana"),
        ("bo sat", "Sat 21 Nov, Bo"),
        ("bo thu 26 10", "Thu 26 Nov, 10:00, Bo"),
        ("bo thu 10", "Thu 26 Nov, 10:00, Bo"),
        ("tue next week bo", "Tue 24 Nov, Bo"),
        ("mon or tue bo after 14", "Mon 23 Nov, after 14:00, Bo"),
        ("from thu after 14", "Thu 26 Nov, after 14:00"),
        ("afternoon", "after 12:00"),
    ] {
        let wish = parse_wish(line, today(), &names);
        assert_eq!(wish.problems, [], "{line}");
        assert_eq!(said(&wish, &names), wished, "{line}");
    }
    let day = |line| parse_wish(line, today(), &names).day;
    assert!(
        matches!(day("fri"), Some(DayWish::Weekday(_))),
        "any Friday will do"
    );
    assert!(
        matches!(day("next fri"), Some(DayWish::On(_))),
        "only that Friday"
    );
}

#[test]
fn one_service_and_what_is_done_on_top_of_it() {
    let names = with_add_ons();
    for (line, wished, on_top) in [
        (
            "bella bath teeth nails thu 10",
            "Thu 26 Nov, 10:00, Pom bath + blow-out",
            "Teeth, Nails on top",
        ),
        (
            "bella teeth nails bath",
            "Pom bath + blow-out",
            "Teeth, Nails on top",
        ),
        ("bella nails bath", "Pom bath + blow-out", "Nails on top"),
        (
            "bella bath with nails ana",
            "Pom bath + blow-out, Ana",
            "Nails on top",
        ),
        // Alone they are the service of that name.
        ("bella nails", "Nails", ""),
        ("bella nails teeth", "Nails", "Teeth"),
        ("bella teeth teeth", "", "Teeth"),
        // On top of what it usually comes for.
        ("bella teeth", "", "Teeth"),
        ("bella bath de-shedding", "Pom bath + blow-out", "De-shedding"),
    ] {
        let expert = parse(line, today(), &names);
        assert_eq!(expert.wish.problems, [], "{line}");
        let of = |id: &ServiceId| names.add_ons.iter().find(|(own, _)| own == id).unwrap().1.clone();
        let understood: Vec<String> = expert.wish.add_ons.iter().map(of).collect();
        assert_eq!(
            (
                said(&expert.wish, &names).as_str(),
                understood.join(", ").as_str()
            ),
            (wished, on_top),
            "{line}"
        );
    }
    let two = parse("bella bath tidy teeth", today(), &names).wish;
    assert_eq!(
        two.problems[0].sentence,
        "The service is Pom bath + blow-out already, and `tidy` is another: leave one out."
    );
}

#[test]
fn a_series_in_the_same_breath() {
    let names = salon();
    for (line, wished, repeat) in [
        (
            "bella bath thu 10 every 5w x6",
            "Thu 26 Nov, 10:00, Pom bath + blow-out",
            "every 5 weeks, 6 times",
        ),
        (
            "bella every 5 weeks 6 times thu 10",
            "Thu 26 Nov, 10:00",
            "every 5 weeks, 6 times",
        ),
        (
            "bella every 5 weeks until june ana",
            "Ana",
            "every 5 weeks until 30 Jun 2027",
        ),
        (
            "bella thu 10 x6 ana every week",
            "Thu 26 Nov, 10:00, Ana",
            "every week, 6 times",
        ),
        (
            "bella every 4w until 12 mar 10",
            "10:00",
            "every 4 weeks until 12 Mar 2027",
        ),
        ("bella weekly thu", "Thu 26 Nov", "every week"),
        ("bella every other week", "", "every 2 weeks"),
    ] {
        let expert = parse(line, today(), &names);
        assert_eq!(expert.wish.problems, [], "{line}");
        assert_eq!(expert.dog, "bella");
        assert_eq!(said(&expert.wish, &names), wished, "{line}");
        assert_eq!(expert.wish.repeat.unwrap().to_string(), repeat, "{line}");
    }
    for (line, sentence) in [
        (
            "every thu",
            "`every` wants a number of weeks, such as every 5w x6, or every 5w until june.",
        ),
        (
            "thu x6",
            "Every how many weeks? A series is typed as every 5w x6, or every 5w until june.",
        ),
        (
            "every 5w x6 x7",
            "How often is said already: leave `x7` out or the other one.",
        ),
        ("every 5w x90", "A series has 1 to 52 appointments."),
        (
            "every 5w until 19 nov",
            "19 Nov is over: type 19 nov 2027 if you mean the next one.",
        ),
    ] {
        let problems = parse_wish(line, today(), &names).problems;
        assert_eq!(problems[0].sentence, sentence, "{line}");
    }
}

#[test]
fn a_name_beats_a_day_where_such_a_groomer_works() {
    let names = names_of(
        &["Bath"],
        &["Tom", "Marta", "Mo", "Andrea", "Ana Silva", "Ana Costa"],
    );
    for (line, wished) in [
        ("bella tom 10", "10:00, Tom"),
        ("bella tomorrow tom", "Sat 21 Nov, Tom"),
        ("bella tom ana co", "Sat 21 Nov, Ana Costa"),
        ("bella mon mo", "Mon 23 Nov, Mo"),
        ("bella thu 10 mar", "Thu 26 Nov, 10:00, Marta"),
        ("bella 10 mar", "Wed 10 Mar 2027"),
        ("bella bath with mar 10", "10:00, Bath, Marta"),
    ] {
        let expert = parse(line, today(), &names);
        assert_eq!(expert.wish.problems, [], "{line}");
        assert_eq!(said(&expert.wish, &names), wished, "{line}");
    }
    let wish = parse_wish("10 ana", today(), &names);
    assert_eq!(wish.groomer, None);
    assert_eq!(wish.problems[0].at, 3..6);
    assert_eq!(
        wish.problems[0].sentence,
        "That could be more than one groomer (Ana Silva, Ana Costa): type more of the name."
    );
}

#[test]
fn a_salon_without_lists_still_understands_days() {
    let expert = parse("bella thu xyz", today(), &Names::default());
    assert_eq!(expert.wish.day.map(DayWish::date), Some(today() + Days::new(6)));
    assert!(!expert.wish.problems[0].sentence.contains("groomer"));
}

#[test]
fn several_dogs_stand_at_the_front_of_the_line() {
    for (line, dogs) in [
        ("bella+max bath thu 10", "bella+max"),
        ("bella + max bath thu 10", "bella + max"),
        ("bella and max bath thu 10", "bella and max"),
        ("bella & ana thu 10", "bella & ana"),
        ("bella +max thu 10", "bella +max"),
        (
            "bella moreira and ana and luna thu 10",
            "bella moreira and ana and luna",
        ),
    ] {
        let expert = parse(line, today(), &salon());
        assert_eq!(expert.dog, dogs, "{line}");
        assert!(
            expert.wish.problems.is_empty(),
            "{line}: {:?}",
            expert.wish.problems
        );
        assert!(expert.wish.day.is_some() && expert.wish.time.is_some(), "{line}");
    }
    let later = parse("bella +6w", today(), &salon());
    assert_eq!(later.dog, "bella");
    assert!(later.wish.day.is_some());
}

#[test]
fn words_that_say_nothing_of_the_visit_are_passed_over() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let names = Names {
        services: vec![(ServiceId::new(), "Pom bath".to_owned())],
        ..Names::default()
    };
    for (line, told) in [
        ("just a bath please", "Pom bath"),
        ("bath not the full thing", "Pom bath"),
        ("around 11", "around 11:00"),
    ] {
        let wish = parse_wish(line, today, &names);
        assert_eq!(wish.told(today, &names), [told], "{line}");
    }
    let wish = parse_wish("this afternoon", today, &names);
    assert_eq!(wish.day, Some(DayWish::On(today)));
    assert!(wish.time.is_some() && wish.problems.is_empty());
}
