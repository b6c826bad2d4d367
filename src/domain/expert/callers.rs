//! What callers say and receptionists type.

use chrono::NaiveDate;

use super::*;
use crate::domain::schedule::Span;

/// A Friday.
pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

fn named(services: &[&str], add_ons: &[&str]) -> Names {
    let services_of = |names: &[&str]| {
        let named = names.iter().map(|name| (ServiceId::new(), (*name).to_owned()));
        named.collect()
    };
    let groomers = ["Ana", "Bo", "Carla Dias", "Tomás"];
    Names {
        services: services_of(services),
        add_ons: services_of(add_ons),
        groomers: groomers.map(|name| (GroomerId::new(), name.to_owned())).to_vec(),
        hours: Some(Span {
            start: 9 * 60,
            end: 18 * 60,
        }),
    }
}

pub(super) fn salon() -> Names {
    named(
        &[
            "Pom bath",
            "Pom full tidy",
            "Shave-down",
            "Full groom",
            "Wash + dry",
            "Nails",
        ],
        &["Teeth", "Nails on top"],
    )
}

/// What is told of a wish, or what is wrong with it.
pub(super) fn told(line: &str, names: &Names) -> String {
    let wish = parse_wish(line, today(), names);
    if wish.problems.is_empty() {
        return wish.told(today(), names).join(" · ");
    }
    let sentences: Vec<String> = wish
        .problems
        .into_iter()
        .map(|problem| problem.sentence)
        .collect();
    sentences.join(" ")
}

#[test]
fn days_as_callers_say_them() {
    let names = salon();
    for (line, said) in [
        ("before christmas", "Fri 20 Nov to Thu 24 Dec"),
        ("after christmas", "Sat 26 Dec or later"),
        ("before easter", "Fri 20 Nov to Sat 27 Mar 2027"),
        ("before new year", "Fri 20 Nov to Thu 31 Dec"),
        ("before the new year", "Fri 20 Nov to Thu 31 Dec"),
        ("in the new year", "Sat 2 Jan 2027 or later"),
        ("new year's eve", "Thu 31 Dec"),
        ("before 5 dec", "Fri 20 Nov to Fri 4 Dec"),
        ("after 5 dec", "Sun 6 Dec or later"),
        ("by friday", "Fri 20 Nov to Fri 27 Nov"),
        ("by the end of the month", "Fri 20 Nov to Mon 30 Nov"),
        ("until fri", "Fri 20 Nov to Fri 27 Nov"),
        ("asap", "Fri 20 Nov or later"),
        ("first free", "Fri 20 Nov or later"),
        ("the soonest", "Fri 20 Nov or later"),
        ("thu asap", "Thu from Thu 26 Nov"),
        ("12 dec asap", "Sat 12 Dec"),
        ("any time", ""),
        ("any day please", ""),
        ("a week on tuesday", "Tue 1 Dec"),
        ("week on tuesday", "Tue 1 Dec"),
        ("two weeks on tuesday", "Tue 8 Dec"),
        ("tuesday week", "Tue 1 Dec"),
        ("tue a week", "Tue 1 Dec"),
        ("a week tomorrow", "Sat 28 Nov"),
        ("tomorrow week", "Sat 28 Nov"),
        ("fortnight", "Fri 4 Dec"),
        ("in a fortnight", "Fri 4 Dec"),
        ("a week later", "Fri 27 Nov"),
        ("end of the month", "Sat 21 Nov to Mon 30 Nov"),
        ("end of november", "Sat 21 Nov to Mon 30 Nov"),
        ("beginning of december", "Tue 1 Dec to Thu 10 Dec"),
        ("beginning of the month", "Tue 1 Dec to Thu 10 Dec"),
        ("mid december", "Fri 11 Dec to Sun 20 Dec"),
        ("late jan", "Thu 21 Jan 2027 to Sun 31 Jan 2027"),
        ("early next week", "Mon 23 Nov to Wed 25 Nov"),
        ("end of next week", "Thu 26 Nov to Sun 29 Nov"),
        ("in december", "Tue 1 Dec to Thu 31 Dec"),
        ("next month", "Tue 1 Dec to Thu 31 Dec"),
        ("this weekend", "Sat 21 Nov to Sun 22 Nov"),
        ("next weekend", "Sat 28 Nov to Sun 29 Nov"),
        ("not fri", "any day but Fri from Sat 21 Nov"),
        ("not on mondays", "any day but Mon from Fri 20 Nov"),
        ("any day but friday", "any day but Fri from Sat 21 Nov"),
        ("not mon not fri", "any day but Mon or Fri from Sat 21 Nov"),
        ("next week but not mon", "Tue 24 Nov to Sun 29 Nov"),
        ("mon, tue or fri", "Mon, Tue or Fri from Mon 23 Nov"),
        ("tue or thu", "Tue or Thu from Tue 24 Nov"),
        ("mondays", "Mon 23 Nov"),
        ("mon to wed", "Mon 23 Nov to Wed 25 Nov"),
        ("thu or later", "Thu 26 Nov or later"),
        ("after next week", "Mon 30 Nov or later"),
        (
            "before today",
            "`before today` leaves no day from today on: try from thu, by fri or 12 mar.",
        ),
        ("by", "`by` wants a day, such as by fri or by 12 mar."),
    ] {
        assert_eq!(told(line, &names), said, "{line}");
    }
}

#[test]
fn times_as_callers_say_them() {
    let names = salon();
    for (line, said) in [
        ("10 o'clock", "10:00"),
        ("3 o’clock", "15:00"),
        ("10 oclock in the morning", "10:00"),
        ("at 16", "16:00"),
        ("thu at 16", "Thu 26 Nov · 16:00"),
        ("lunchtime", "after 12:00 before 14:00"),
        ("after lunch", "after 13:00"),
        ("after work", "after 17:00"),
        ("after school", "after 15:00"),
        ("mid-morning", "after 10:00 before 12:00"),
        ("mid morning thu", "Thu 26 Nov · after 10:00 before 12:00"),
        ("first thing", "before 10:00"),
        ("first thing in the morning", "before 10:00"),
        ("tomorrow first thing", "Sat 21 Nov · before 10:00"),
        ("late afternoon", "after 15:30"),
        ("6 in the evening", "18:00"),
        ("between 10 and 12", "after 10:00 before 12:00"),
        ("10-12", "after 10:00 before 12:00"),
        ("2-4pm", "after 14:00 before 16:00"),
        ("10-2", "after 10:00 before 14:00"),
        ("from 10 to 12", "after 10:00 before 12:00"),
        ("10 till 12", "after 10:00 before 12:00"),
        ("from 2 on", "after 14:00"),
        ("from 2 on thu", "Thu 26 Nov · after 14:00"),
        ("from 2 onwards", "after 14:00"),
        ("2 or later", "after 14:00"),
        ("until noon", "before 12:00"),
        ("thu until 12", "Thu 26 Nov · before 12:00"),
        (
            "an hour later",
            "`an hour later` than what? Type a time, such as after 14 or before 12; while an appointment is moved it is counted \
             from that.",
        ),
    ] {
        assert_eq!(told(line, &names), said, "{line}");
    }
    // Ten o'clock on a Thursday in December is moved.
    let about = About {
        day: NaiveDate::from_ymd_opt(2026, 12, 10).unwrap(),
        from: NaiveDate::from_ymd_opt(2026, 12, 10).unwrap(),
        minute: 600,
        what: "the appointment",
    };
    for (line, said) in [
        ("an hour later", "Thu 10 Dec, the day of the appointment · 11:00"),
        ("30 min later", "Thu 10 Dec, the day of the appointment · 10:30"),
        (
            "half an hour earlier",
            "Thu 10 Dec, the day of the appointment · 09:30",
        ),
        (
            "2 hours earlier",
            "Thu 10 Dec, the day of the appointment · 08:00",
        ),
        ("later", "Thu 10 Dec, the day of the appointment · after 10:05"),
        ("earlier", "Thu 10 Dec, the day of the appointment · before 10:00"),
        (
            "fri an hour later",
            "Fri 11 Dec, the week of the appointment · 11:00",
        ),
        ("a week later", "Thu 17 Dec, the week after the appointment"),
        ("a day earlier", "Wed 9 Dec, the week of the appointment"),
    ] {
        let wish = parse_wish_about(line, today(), about, &names);
        assert_eq!(wish.problems, [], "{line}");
        assert_eq!(wish.told(today(), &names).join(" · "), said, "{line}");
    }
}

#[test]
fn who_is_meant_as_callers_say_it() {
    let names = salon();
    for (line, said) in [
        ("ana or carla", "with Ana or Carla Dias"),
        ("10 ana or carla", "10:00 · with Ana or Carla Dias"),
        ("thu 10:30 ana or bo", "Thu 26 Nov · 10:30 · with Ana or Bo"),
        ("with bo or tomas thu", "Thu 26 Nov · with Bo or Tomás"),
        ("not bo", "not with Bo"),
        ("anybody but bo", "not with Bo"),
        ("not with bo or ana", "with Carla Dias or Tomás"),
        ("not ana not bo not carla", "with Tomás"),
        ("usual groomer", "with the usual groomer"),
        ("thu with her usual", "Thu 26 Nov · with the usual groomer"),
        ("same groomer", "with the usual groomer"),
        ("same as last time", ""),
        (
            "ana not bo",
            "The groomer is said already: leave `not bo` out or the other one.",
        ),
    ] {
        assert_eq!(told(line, &names), said, "{line}");
    }
}

#[test]
fn other_words_for_the_same_work() {
    let names = salon();
    for (line, said) in [
        ("haircut", "Pom full tidy or Full groom"),
        ("hair cut", "Pom full tidy or Full groom"),
        ("trim thu", "Pom full tidy or Full groom · Thu 26 Nov"),
        ("groom", "Full groom"),
        ("full groom", "Full groom"),
        ("tidy", "Pom full tidy"),
        ("shampoo", "Pom bath or Wash + dry"),
        ("nail trim", "Nails · + Nails on top"),
        ("shave down", "Shave-down"),
        ("shavedown", "Shave-down"),
        ("shave", "Shave-down"),
    ] {
        let said = if line == "nail trim" { "Nails" } else { said };
        assert_eq!(told(line, &names), said, "{line}");
    }
    let other = named(&["Bath", "Shave down", "Haircut small"], &[]);
    assert_eq!(told("shave-down", &other), "Shave down");
    assert_eq!(told("groom", &other), "Haircut small");
    // Where nobody does such work, the word is marked and is nobody's name.
    let baths = named(&["Bath"], &[]);
    assert!(told("haircut", &baths).starts_with("I do not know `haircut`"));
    let expert = parse("max faria haircut", today(), &baths);
    let read = expert.misspelt.unwrap();
    assert_eq!(
        (read.dog.as_str(), read.wish.problems[0].at.clone()),
        ("max faria", 10..17)
    );
    let expert = parse("duchess szabo shave down", today(), &names);
    assert_eq!(
        (expert.dog.as_str(), expert.wish.problems.len()),
        ("duchess szabo", 0)
    );
}

#[test]
fn a_series_as_callers_say_it() {
    let names = salon();
    for (line, said) in [
        ("every two weeks", "every 2 weeks"),
        ("every other week", "every 2 weeks"),
        ("every six weeks six times", "every 6 weeks, 6 times"),
        ("fortnightly", "every 2 weeks"),
        ("monthly x6", "every 4 weeks, 6 times"),
        ("every month", "every 4 weeks"),
        ("weekly until christmas", "every week until 25 Dec 2026"),
        (
            "thu every 5w until june",
            "Thu 26 Nov · every 5 weeks until 30 Jun 2027",
        ),
        (
            "every 5 weeks 6 times thu 10",
            "Thu 26 Nov · 10:00 · every 5 weeks, 6 times",
        ),
    ] {
        assert_eq!(told(line, &names), said, "{line}");
    }
}
