//! The made-up salon from a shell.

use std::fs;

use crate::salon::{Salon, pomsalon, said};

#[test]
fn the_made_up_salon_can_be_written_into_a_new_file() {
    let salon = Salon::nothing();
    let made = salon
        .run(&["demo", "--no-desk", "--seed", "1", "--json"])
        .ok()
        .json();
    assert_eq!(
        (&made["version"], &made["salon"]),
        (&1.into(), &"Salon Pom".into())
    );
    assert!(made["dogs"].as_u64().unwrap() > 500, "{made}");

    let day = salon.run(&["day"]).ok();
    assert!(day.out.lines().count() > 15, "{}", day.out);
    assert!(
        day.out.lines().all(|line| line.chars().count() <= 80),
        "{}",
        day.out
    );
    assert!(salon.run(&["free", "tomorrow"]).ok().out.lines().count() > 2);

    let before = fs::metadata(&salon.db).unwrap().len();
    let again = salon.run(&["demo", "--no-desk"]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("is there already"), "{}", again.err);
    assert_eq!(fs::metadata(&salon.db).unwrap().len(), before);
}

#[test]
fn a_demo_without_a_terminal_or_a_name_says_what_is_missing() {
    let desk = said(pomsalon().arg("demo"));
    assert_eq!((desk.code, desk.err.lines().count()), (2, 1));
    assert!(desk.err.contains("needs a terminal"), "{}", desk.err);
    let nameless = said(pomsalon().args(["demo", "--no-desk"]));
    assert_eq!(nameless.code, 2);
    assert!(nameless.err.contains("--db FILE"), "{}", nameless.err);
}
