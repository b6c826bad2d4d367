//! Names that are commands to a terminal, in the file, on the command line and in files to import: what the commands
//! print is text, one line a row.

use std::fs;
use std::path::PathBuf;

use crate::payloads::{PAYLOADS, assert_plain, fill, name};
use crate::salon::{Said, Salon, pomsalon, said};

fn check(said: &Said) {
    assert_plain(&said.out, "\n");
    assert_plain(&said.err, "\n");
}

fn hostile() -> Salon {
    let salon = Salon::open();
    fill(&salon.db, &PAYLOADS);
    salon
}

/// The same salon with an honest word wherever the other has a payload.
fn honest() -> Salon {
    let salon = Salon::open();
    fill(&salon.db, &["Q"; PAYLOADS.len()]);
    salon
}

#[test]
fn what_is_printed_of_a_hostile_file_is_text_and_every_row_is_one_line() {
    let (hostile, honest) = (hostile(), honest());
    for words in [
        &["day"][..],
        &["day", "2026-11-23"],
        &["day", "2026-11-24"],
        &["day", "2026-11-25"],
        &["find", "n1"],
        &["find", "555"],
        &["free", "mon"],
        &["free", "nails", "2026-11-23", "10"],
        &["backup", "now"],
        &["backup", "list"],
        &["backup", "verify"],
        &["paths"],
    ] {
        let (theirs, ours) = (hostile.run(words), honest.run(words));
        check(&theirs);
        let lines = |said: &Said| (said.out.lines().count(), said.err.lines().count());
        assert_eq!(
            lines(&theirs),
            lines(&ours),
            "{words:?}\n{}\n{}",
            theirs.out,
            theirs.err
        );
        let mut as_json = words.to_vec();
        as_json.push("--json");
        let json = hostile.run(&as_json);
        honest.run(&as_json); // so that both have the same backups
        check(&json);
        if json.code == 0 {
            json.json();
        }
    }
}

#[test]
fn every_name_is_found_and_booked_as_text_on_one_line() {
    let salon = hostile();
    for number in (0..PAYLOADS.len()).step_by(4) {
        let first = format!("n{number}x");
        let found = salon.run(&["find", &first]).ok();
        check(&found);
        let mut rows = found.out.lines().skip(1);
        assert!(rows.all(|row| row.starts_with('N')), "{}", found.out);
        let booked = salon.run(&["book", &format!("{first} 2026-12-01 +0d")]);
        check(&booked);
        let booked = salon.run(&["book", &first]);
        check(&booked);
        // One sentence of what was booked; the warnings and what the dog is booked for are wrapped.
        assert!(
            booked.out.lines().chain(booked.err.lines()).count() <= 6,
            "{booked:?}"
        );
        check(&salon.run(&["book", &first, "--json"]));
    }
    // Taking the book back to an hour ago tells what is lost, name by name.
    let backup = salon.run(&["backup", "now", "--json"]).ok().json();
    salon.run(&["book", "n3x 2026-12-03"]);
    check(&salon.run(&["restore", backup["path"].as_str().unwrap(), "--yes"]));
}

#[test]
fn a_hostile_word_on_the_line_is_answered_as_text() {
    let salon = Salon::open();
    let payloads: Vec<&str> = PAYLOADS
        .into_iter()
        .filter(|payload| !payload.contains('\0'))
        .collect();
    let whole = payloads.concat();
    for (number, payload) in payloads.iter().chain([&whole.as_str()]).enumerate() {
        let path = salon.folder.path().join("x").join(payload);
        let path = path.to_str().unwrap();
        let flag = format!("--{payload}");
        let lines = [
            &["find", payload][..],
            &["day", payload],
            &["free", payload],
            &["book", payload],
            &["backup", "verify", payload],
            &["restore", payload],
            &["import", "dogs", payload],
            &["day", "--now", payload],
            &["day", "--db", path],
            &["init", "--db", "new.db", "--name", payload, "--zone", payload],
            &["init", "--name", "A", "--zone", "lisbon", "--groomer", payload],
            &[payload],
            &["day", &flag],
        ];
        // Each payload in one place, and all of them at once in every place.
        for (place, words) in lines.iter().enumerate() {
            if number == payloads.len() || number % lines.len() == place {
                let mut command = pomsalon();
                command
                    .env("POMSALON_DB", &salon.db)
                    .current_dir(salon.folder.path());
                check(&said(command.args(*words)));
            }
        }
    }
}

#[test]
fn a_hostile_file_is_imported_and_refused_as_text() {
    let salon = Salon::open();
    let mut csv = String::from("Name,Age,Breed,Note\n");
    for (number, payload) in PAYLOADS.iter().enumerate() {
        let name = name(number, payload).replace('"', "");
        let (good, bad) = (
            format!("\"{name}\",3,\"{name}\",\"{name}\"\n"),
            format!("\"{name}\",\"{name}\",,\n"),
        );
        csv.extend([good, bad]);
    }
    let path: PathBuf = salon.folder.path().join("dogs.csv");
    fs::write(&path, csv).unwrap();
    for words in [&["--dry-run"][..], &["--json"], &[]] {
        let mut all = vec!["import", "dogs", path.to_str().unwrap()];
        all.extend(words);
        let imported = salon.run(&all);
        check(&imported);
        assert_eq!(imported.code, 5, "{imported:?}");
    }
    check(&salon.run(&["find", "n"]));
    // A dog that came in through this door is clean in the file itself.
    let shell = rusqlite::Connection::open(&salon.db).unwrap();
    let mut statement = shell
        .prepare("SELECT first_name || breed || note FROM dog")
        .unwrap();
    for row in statement.query_map([], |row| row.get::<_, String>(0)).unwrap() {
        assert_plain(&row.unwrap(), "");
    }
}
