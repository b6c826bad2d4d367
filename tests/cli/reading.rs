//! Looking things up: the day, find, free times.

use std::process::Stdio;

use crate::salon::{Salon, pomsalon, said};

#[test]
fn the_day_fits_a_page_and_adds_up() {
    let salon = Salon::open();
    let day = salon.run(&["day"]).ok();
    assert_eq!(
        day.out,
        "Salon Pom, Friday 20 November 2026

  Time        Dog       Service             Status    Alerts Client      Phone
Ana, 09:00-18:00, break 13:00-13:30
  11:00-12:15 Rex Lopes Pom bath + blow-out Confirmed B      Paulo Lopes 2299
Bo, 09:00-18:00, break 13:00-13:30: nothing booked

1 dog, 1 h 15 on the table, 50 euros
B bites
"
    );
    assert!(day.out.lines().all(|line| line.chars().count() <= 80));
    let sunday = salon.run(&["day", "sun"]).ok();
    assert_eq!(
        sunday.out,
        "Salon Pom, Sunday 22 November 2026\n\nNobody works that day, and nothing is booked.\n"
    );
}

#[test]
fn the_day_as_json_says_the_same() {
    let salon = Salon::open();
    let day = salon.run(&["day", "2026-11-20", "--json"]).ok().json();
    assert_eq!(day["version"], 1);
    assert_eq!(day["day"], "2026-11-20");
    assert_eq!(day["visits"][0]["dog"], "Rex Lopes");
    assert_eq!(day["visits"][0]["status"], "confirmed");
    assert_eq!(day["totals"]["table_minutes"], 75);
}

#[test]
fn a_wrong_day_says_what_is_possible() {
    let salon = Salon::open();
    let day = salon.run(&["day", "31", "feb"]);
    assert_eq!(day.code, 2);
    assert_eq!(
        day.err,
        "pomsalon: `31 feb` is not in the calendar: the last day of that month is 28 Feb 2027.\n"
    );
    assert_eq!(salon.run(&["day", "soonish"]).code, 2);
}

#[test]
fn find_forgives_and_shows_whose_dog_it_is() {
    let salon = Salon::open();
    for typed in ["grossmann", "lukasz", "7788", "Großman"] {
        let found = salon.run(&["find", typed]).ok();
        assert_eq!(
            found
                .out
                .lines()
                .nth(1)
                .unwrap()
                .split_whitespace()
                .collect::<Vec<_>>(),
            ["Bella", "Großmann", "Łukasz", "Großmann", "Pomeranian", "7788"],
            "{typed}"
        );
    }
    let found = salon.run(&["--json", "find", "rex"]).ok().json();
    assert_eq!(found["version"], 1);
    assert_eq!(found["hits"][0]["dog"]["first_name"], "Rex");
    assert_eq!(found["hits"][0]["dog"]["today"], true);
    let nobody = salon.run(&["find", "xyzzy"]);
    assert_eq!((nobody.code, nobody.out.as_str()), (0, ""));
    assert!(nobody.err.contains("fewer letters"));
}

#[test]
fn the_first_free_time_is_one_command_away() {
    let salon = Salon::open();
    let free = salon.run(&["free"]).ok();
    let lines: Vec<&str> = free.out.lines().collect();
    assert_eq!(lines[0], "Pom bath + blow-out, 1 h 15");
    assert!(lines[2].ends_with("Fri 20 Nov  10:00-11:15  Bo"), "{}", free.out);
    assert!(lines.len() <= 11);

    let free = salon
        .run(&["free", "mon", "ana", "after", "14", "nails", "--json"])
        .ok()
        .json();
    assert_eq!(free["service"], "Nails");
    let slot = &free["slots"][0];
    assert_eq!(
        (&slot["day"], &slot["time"], &slot["groomer"]),
        (&"2026-11-23".into(), &"14:00".into(), &"Ana".into())
    );
    let never = salon.run(&["free", "sunday", "3:00"]);
    assert_eq!(never.code, 5);
    assert!(never.err.contains("Nobody works on Sun 22 Nov"), "{}", never.err);
    let never = salon.run(&["free", "sunday", "3:00", "--json"]).json();
    assert_eq!(never["refused"][0], "nobody works on Sun 22 Nov");
    assert!(never["instead"][0]["time"].is_string(), "{never}");
    // Any of several days, and a day by its number.
    let free = salon.run(&["free", "tue", "or", "thu", "10", "ana"]).ok();
    assert!(free.out.contains("Tue 24 Nov  10:00"), "{}", free.out);
    assert!(free.out.contains("Thu 26 Nov  10:00"), "{}", free.out);
    let free = salon.run(&["free", "thu", "26", "10", "ana"]).ok();
    assert!(free.out.contains("Thu 26 Nov  10:00"), "{}", free.out);
}

#[test]
fn a_name_cannot_command_the_terminal_it_is_printed_on() {
    let salon = Salon::open();
    let shell = rusqlite::Connection::open(&salon.db).unwrap();
    shell
        .execute(
            "UPDATE dog SET last_name = char(27) || '[2J' || char(8238) WHERE first_name = 'Rex'",
            [],
        )
        .unwrap();
    drop(shell);
    for words in [["day", "today"], ["find", "rex"]] {
        let plain = salon.run(&words).ok();
        assert!(plain.out.contains("Rex [2J"), "{}", plain.out);
        assert!(!plain.out.contains(['\u{1b}', '\u{202e}']));
    }
    let json = salon.run(&["day", "--json"]).ok();
    assert!(!json.out.contains(['\u{1b}', '\u{202e}']));
    assert_eq!(json.json()["visits"][0]["dog"], "Rex \u{1b}[2J\u{202e}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let salon = Salon::open();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("pomsalon"))
        .args(["day", "--json", "--db"])
        .arg(&salon.db)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), b"".as_slice())
    );
}

#[test]
fn options_are_accepted_anywhere_and_the_environment_stands_in() {
    let salon = Salon::open();
    let db = salon.db.to_str().unwrap();
    let wanted = salon.run(&["day"]).ok().out;
    for words in [
        vec!["day", "--db", db],
        vec!["--db", db, "day"],
        vec!["day", "today", "--db", db, "--read-only"],
        vec!["--now", "2026-11-19T23:59", "day", "tomorrow", "--db", db],
    ] {
        assert_eq!(said(pomsalon().args(&words)).ok().out, wanted, "{words:?}");
    }
    assert_eq!(
        said(pomsalon().env("POMSALON_DB", db).arg("day")).ok().out,
        wanted
    );
    let wrong = said(
        pomsalon()
            .env("POMSALON_NOW", "noonish")
            .args(["day", "--db", db]),
    );
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("2026-11-20T10:00"));
}

#[test]
fn the_week_at_a_glance_fits_a_page() {
    let salon = Salon::open();
    let week = salon.run(&["week"]).ok();
    assert!(
        week.out
            .starts_with("Week 47, 16 Nov to 22 Nov 2026: dogs, how much is booked, hours free\n"),
        "{}",
        week.out
    );
    assert!(week.out.lines().all(|line| line.chars().count() <= 80));
    let week = salon.run(&["week", "fri", "--json"]).ok().json();
    assert_eq!(week["days"].as_array().map(Vec::len), Some(7));
    let week = salon.run(&["week", "2026-11-20", "--json"]).ok().json();
    let ana = &week["days"][4]["groomers"][0];
    assert_eq!(
        (&ana["groomer"], &ana["dogs"], &ana["booked"]),
        (&"Ana".into(), &1.into(), &75.into())
    );
    let past = salon.run(&["week", "-1w", "--json"]).ok().json();
    let same = salon.run(&["week", "13", "nov", "--json"]).ok().json();
    assert_eq!(past, same);
    let odd = salon.run(&["week", "someday"]);
    assert_eq!(odd.code, 2);
}
