//! Dogs in and out of CSV.

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::Stdio;

use pomsalon::store::{By, Edit, Hit};

use crate::salon::{Salon, friday, pomsalon, said, ten};

impl Salon {
    /// Writes a file beside the salon's.
    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }
}

fn generated(count: &str) -> String {
    said(pomsalon().args(["generate", "dogs", "--count", count, "--seed", "1"]))
        .ok()
        .out
}

/// Two thousand dogs of which three cannot be taken.
fn with_broken_lines() -> String {
    let csv = generated("2000");
    let mut lines: Vec<String> = csv.lines().map(str::to_owned).collect();
    lines[4] = lines[4]
        .replace(",male,", ",tomcat,")
        .replace(",female,", ",tomcat,");
    lines.splice(9..10, [lines[8].clone()]);
    lines.splice(1999..2000, ["not,enough".to_owned()]);
    lines.join("\n")
}

#[test]
fn the_same_seed_gives_the_same_dogs() {
    let csv = generated("2000");
    assert_eq!(
        csv.lines().next(),
        Some("ID,FirstName,LastName,Age,Sex,Temperament")
    );
    assert_eq!(csv.lines().count(), 2001);
    assert_eq!(csv, generated("2000"));
}

#[test]
fn a_reader_of_generated_dogs_may_leave_early() {
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("pomsalon"))
        .args(["generate", "dogs", "--count", "200000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut some = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut some).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), b"".as_slice())
    );
}

#[test]
fn good_lines_go_in_and_the_others_are_named() {
    let salon = Salon::open();
    let file = salon.file("dogs.csv", &with_broken_lines());
    let file = file.to_str().unwrap();

    let tried = salon.run(&["import", "dogs", file, "--dry-run", "--read-only"]);
    assert_eq!(tried.code, 5);
    assert_eq!(
        tried.out,
        "1,997 dogs would be imported from dogs.csv; 3 lines were refused.\n"
    );
    assert_eq!(salon.store().count_dogs().unwrap(), 4);

    let all = salon.run(&["import", "dogs", file, "--all-or-nothing"]);
    assert_eq!(
        (all.code, all.out.as_str()),
        (5, "Nothing was imported from dogs.csv; 3 lines were refused.\n")
    );
    assert_eq!(salon.store().count_dogs().unwrap(), 4);

    let done = salon.run(&["import", "dogs", file]);
    assert_eq!(
        (done.code, done.out.as_str()),
        (5, "Imported 1,997 dogs from dogs.csv; 3 lines were refused.\n")
    );
    let named: Vec<&str> = done.err.lines().collect();
    assert_eq!(named.len(), 3, "{}", done.err);
    assert!(
        named[0].starts_with("line 5: the sex \"tomcat\" is not known; possible are"),
        "{}",
        named[0]
    );
    assert!(named[1].starts_with("line 10: the ID") && named[1].ends_with("stands in line 9 already"));
    assert!(named[2].starts_with("line 2000: the line has 2 columns"));
    let mut store = salon.store();
    assert_eq!(store.count_dogs().unwrap(), 2001);

    let by = By {
        actor: "ana".to_owned(),
        at: ten(),
    };
    let undone = store.apply(&Edit::Undo, &by).unwrap();
    assert_eq!(undone.label, "Undone: Imported 1,997 dogs from dogs.csv");
    assert_eq!(store.count_dogs().unwrap(), 4);
}

#[test]
fn dogs_that_are_in_the_book_already_are_refused_line_by_line() {
    let salon = Salon::open();
    let csv = generated("5");
    let file = salon.file("dogs.csv", &csv);
    let file = file.to_str().unwrap();
    let first = salon.run(&["import", "dogs", file]).ok();
    assert_eq!(
        (first.out.as_str(), first.err.as_str()),
        ("Imported 5 dogs from dogs.csv.\n", "")
    );
    let again = salon.run(&["import", "dogs", file, "--json"]);
    assert_eq!(again.code, 5);
    let json = again.json();
    assert_eq!((&json["version"], &json["imported"]), (&1.into(), &0.into()));
    let refused = json["refused"].as_array().unwrap();
    assert_eq!(refused.len(), 5);
    assert_eq!(refused[0]["line"], 2);
    assert!(
        refused[0]["reason"]
            .as_str()
            .unwrap()
            .ends_with("is in the book already")
    );
    // The dog keeps the id of the file, whatever its version.
    let id = csv.lines().nth(1).unwrap().split(',').next().unwrap();
    assert!(salon.store().dog(id.parse().unwrap()).unwrap().is_some());
}

#[test]
fn any_reasonable_file_brings_clients_along() {
    let salon = Salon::open();
    let csv = "name;owner;phone;breed\r
Luna;Carla Dias;555-9100;Poodle\r
Milo;Carla Dias;555-9100;\r
Bella;marta moreira;(351) 555 0123;Pomeranian\r
";
    let mut run = pomsalon();
    run.arg("--db")
        .arg(&salon.db)
        .args(["import", "dogs", "-"])
        .write_stdin(csv);
    let done = said(&mut run).ok();
    assert_eq!(done.out, "Imported 3 dogs from a pipe.\n");
    let store = salon.store();
    let dogs_of = |typed: &str| {
        let hits = store.find(typed, friday(), 9).unwrap();
        hits.into_iter()
            .filter_map(|hit| match hit {
                Hit::Dog { dog, .. } => Some((dog.first_name, dog.client)),
                Hit::Client(_) => None,
            })
            .collect::<Vec<_>>()
    };
    let mut carlas = dogs_of("9100");
    carlas.sort();
    let of_carla = |dog: &str| (dog.to_owned(), "Carla Dias".to_owned());
    assert_eq!(carlas, [of_carla("Luna"), of_carla("Milo")]);
    // Marta was in the book already, and so is one client still.
    assert_eq!(dogs_of("0123").len(), 2);
    assert_eq!(store.clients_after(None, 99).unwrap().len(), 5);
}

#[test]
fn a_file_that_cannot_be_read_is_answered_with_what_is_possible() {
    let salon = Salon::open();
    let missing = salon.run(&["import", "dogs", "/nowhere/dogs.csv"]);
    assert_eq!(
        (missing.code, missing.err.as_str()),
        (1, "pomsalon: there is no file /nowhere/dogs.csv\n")
    );
    let folder = salon.run(&["import", "dogs", salon.folder.path().to_str().unwrap()]);
    assert!(folder.err.contains("is a folder"), "{}", folder.err);
    let empty = salon.file("empty.csv", "");
    let empty = salon.run(&["import", "dogs", empty.to_str().unwrap()]);
    assert_eq!((empty.code, empty.err.lines().count()), (1, 1));
    assert!(
        empty.err.contains("empty.csv: The file is empty"),
        "{}",
        empty.err
    );
    let forbidden = salon.run(&["import", "dogs", "x.csv", "--read-only"]);
    assert_eq!(forbidden.code, 2);
}
