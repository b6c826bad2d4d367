//! The salon's file: made, missing, strange, damaged, newer; and the terminal that is not there.

use std::fs;

use crate::salon::{Salon, pomsalon, said};

#[test]
fn a_new_salon_can_take_its_first_booking_line() {
    let salon = Salon::nothing();
    let made = salon
        .run(&[
            "init",
            "--name",
            "Salon Pom",
            "--zone",
            "lisbon",
            "--groomer",
            "Ana",
            "--groomer",
            "Bo",
        ])
        .ok();
    assert!(made.out.contains("with Ana, Bo"), "{}", made.out);
    let free = salon.run(&["free", "tidy", "mon", "10"]).ok();
    assert!(free.out.contains("Mon 23 Nov  10:00-11:45  Ana"), "{}", free.out);
    let nobody = salon.run(&["book", "bella thu 10"]);
    assert_eq!(nobody.code, 5);

    let again = salon.run(&["init", "--name", "Other", "--zone", "lisbon"]);
    assert_eq!(again.code, 1);
    assert!(
        again.err.contains("is there already and was left as it is"),
        "{}",
        again.err
    );
    assert!(salon.run(&["day"]).ok().out.starts_with("Salon Pom,"));
}

#[test]
fn init_says_what_it_made_as_json() {
    let salon = Salon::nothing();
    let made = salon
        .run(&["--json", "init", "--name", "Salon Pom", "--zone", "Europe/Lisbon"])
        .ok()
        .json();
    assert_eq!(made["salon"]["zone"], "Europe/Lisbon");
    assert_eq!(made["services"][0], "Pom bath + blow-out");
    let none = salon.run(&["free"]);
    assert_eq!(none.code, 5);
    assert!(none.err.contains("no groomers yet"), "{}", none.err);
}

#[test]
fn a_misspelt_zone_is_answered_with_the_ones_that_exist() {
    let salon = Salon::nothing();
    let wrong = salon.run(&["init", "--name", "Salon Pom", "--zone", "Europe/Lisboa"]);
    assert_eq!((wrong.code, salon.db.exists()), (2, false));
    assert_eq!(
        wrong.err,
        "pomsalon: I do not know the time zone `Europe/Lisboa`: perhaps Europe/Lisbon.\n"
    );
    let unknown = salon.run(&["init", "--name", "Salon Pom", "--zone", "Qwertzuiop"]);
    assert!(unknown.err.contains("such as Europe/Lisbon"));
    for words in [
        vec!["init", "--name", " ", "--zone", "lisbon"],
        vec![
            "init",
            "--name",
            "P",
            "--zone",
            "lisbon",
            "--groomer",
            "Ana",
            "--groomer",
            "ÁNA",
        ],
        vec!["init", "--name", "P", "--zone", "lisbon", "--read-only"],
    ] {
        assert_eq!(salon.run(&words).code, 2, "{words:?}");
    }
    assert!(!salon.db.exists());
}

#[test]
fn a_file_that_is_not_there_names_init() {
    let salon = Salon::nothing();
    for words in [vec!["day"], vec!["find", "x"], vec!["book", "x"], vec![]] {
        let missing = salon.run(&words);
        assert_eq!(missing.code, 1, "{words:?}");
        assert!(
            missing.err.contains("`pomsalon init` makes one anew"),
            "{}",
            missing.err
        );
        assert_eq!(missing.err.lines().count(), 1);
    }
    assert_eq!(fs::read_dir(salon.folder.path()).unwrap().count(), 0);
}

#[test]
fn a_strange_file_is_left_as_it_was() {
    for (bytes, words) in [
        (b"".to_vec(), "is empty"),
        (
            b"not a salon at all, only a letter to the landlord\n".repeat(40),
            "is not a salon's file",
        ),
    ] {
        let salon = Salon::nothing();
        fs::write(&salon.db, &bytes).unwrap();
        let strange = salon.run(&["day"]);
        assert_eq!(strange.code, 1);
        assert!(strange.err.contains(words), "{}", strange.err);
        assert_eq!(fs::read(&salon.db).unwrap(), bytes);
    }
    let salon = Salon::nothing();
    let other = rusqlite::Connection::open(&salon.db).unwrap();
    other
        .execute_batch("CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES ('Fado')")
        .unwrap();
    drop(other);
    let before = fs::read(&salon.db).unwrap();
    let foreign = salon.run(&["book", "bella"]);
    assert_eq!(foreign.code, 1);
    assert!(
        foreign.err.contains("belongs to another program"),
        "{}",
        foreign.err
    );
    assert_eq!(fs::read(&salon.db).unwrap(), before);
}

#[test]
fn a_newer_file_asks_for_a_newer_program() {
    let salon = Salon::open();
    let other = rusqlite::Connection::open(&salon.db).unwrap();
    other.pragma_update(None, "user_version", 99).unwrap();
    drop(other);
    let newer = salon.run(&["day"]);
    assert_eq!(newer.code, 4);
    assert!(newer.err.contains("update PomSalon"));
}

#[test]
fn without_a_terminal_the_desk_names_the_commands() {
    let salon = Salon::open();
    let piped = salon.run(&[]);
    assert_eq!(piped.code, 2);
    assert_eq!(piped.err.lines().count(), 1);
    assert!(piped.err.contains("pomsalon day"), "{}", piped.err);
}

#[test]
fn paths_say_where_things_are_and_wrong_usage_ends_with_two() {
    let salon = Salon::open();
    let paths = salon.run(&["paths", "--json"]).ok().json();
    assert_eq!(paths["salon"].as_str(), salon.db.to_str());
    assert_eq!(
        (&paths["salon_exists"], &paths["backups_exist"]),
        (&true.into(), &false.into())
    );
    let sheets = salon.folder.path().join("day-sheets");
    assert_eq!(paths["day_sheets"].as_str(), sheets.to_str());
    let home = said(pomsalon().env("HOME", "/home/nobody").arg("paths")).ok();
    assert!(
        home.out
            .contains("/home/nobody/.local/share/pomsalon/salon.db  (not there yet)"),
        "{}",
        home.out
    );
    assert_eq!(salon.run(&["walk-the-dog"]).code, 2);
    assert!(salon.run(&["--help"]).ok().out.contains("Exit codes"));
    assert_eq!(
        salon.run(&["--version"]).ok().out,
        format!("pomsalon {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_desk_that_is_started_with_nothing_to_read_from_or_write_to_says_so_and_ends() {
    let salon = Salon::open();
    for closed in ["<&-", "</dev/null", "<&- >&-", "</dev/null >/dev/null"] {
        let mut command = assert_cmd::Command::new("/bin/sh");
        command.env_clear().env("TERM", "xterm").arg("-c");
        command.arg(format!("exec setsid --wait \"$0\" --db \"$1\" {closed}"));
        command
            .arg(assert_cmd::cargo::cargo_bin!("pomsalon"))
            .arg(&salon.db);
        let said = said(&mut command);
        assert_eq!(said.code, 2, "{closed}: {said:?}");
        assert_eq!(said.err.lines().count(), 1, "{closed}: {said:?}");
        assert!(
            said.err.contains("ssh -t") && said.out.is_empty(),
            "{closed}: {said:?}"
        );
    }
}
