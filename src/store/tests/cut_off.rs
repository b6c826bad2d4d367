//! What a crash cuts off is put right by the next start.

use std::io::{BufRead, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Command, Stdio};

use super::*;
use crate::store::journal::Kind;

/// Imports and stops in the middle, as a crash would.
fn cut_off_import(desk: &mut Desk, dogs: &[NewDog]) {
    let stopped = catch_unwind(AssertUnwindSafe(|| {
        desk.store
            .import_dogs(dogs, "Imported dogs", &by("ana"), |put_in| {
                assert!(put_in >= dogs.len(), "the crash");
            })
    }));
    assert!(stopped.is_err());
}

/// Enough that one transaction does not hold them all.
fn thousands() -> Vec<NewDog> {
    imports::many(3_000)
}

#[test]
fn an_import_that_was_cut_off_is_taken_back_by_the_next_start() {
    let mut desk = desk();
    let before = sameness::dump(&desk.store.connection);
    cut_off_import(&mut desk, &thousands());
    assert_ne!(sameness::dump(&desk.store.connection), before);
    desk.store = Store::open(&desk.path, Purpose::Command).unwrap();
    assert_eq!(
        desk.store.notice(),
        Some("Work that was cut off was put right. Undone: Imported dogs")
    );
    assert_eq!(sameness::dump(&desk.store.connection), before);
    assert_eq!(Store::open(&desk.path, Purpose::Command).unwrap().notice(), None);
    sameness::assert_sound(&desk.path);
}

#[test]
fn the_next_import_puts_a_cut_off_one_right_first() {
    let mut desk = desk();
    cut_off_import(&mut desk, &thousands());
    desk.store
        .import_dogs(&imports::many(10), "Imported 10 dogs", &by("ana"), |_| {})
        .unwrap();
    assert_eq!(desk.store.count_dogs().unwrap(), 14);
    sameness::assert_sound(&desk.path);
}

#[test]
fn the_salon_opens_even_when_a_cut_off_import_cannot_be_taken_back() {
    let mut desk = desk();
    let dogs = thousands();
    let mut other = Store::open(&desk.path, Purpose::Desk).unwrap();
    cut_off_import(&mut desk, &dogs);
    let booking = Appointment {
        dog_id: dogs[0].dog.id,
        ..desk.booking(0, 0, 660)
    };
    let book = Edit::Appointment(AppointmentEdit::Book(booking.into()));
    other.apply(&book, &by("bo")).unwrap();
    desk.store = Store::open(&desk.path, Purpose::Command).unwrap();
    let notice = desk.store.notice().unwrap();
    assert!(notice.contains("has an appointment by now"), "{notice}");
    assert_eq!(Store::open(&desk.path, Purpose::Command).unwrap().notice(), None);

    // It stands like any other, and goes when the way is free.
    desk.apply(&Edit::Undo, "bo");
    desk.apply(&Edit::Undo, "ana");
    assert_eq!(desk.store.count_dogs().unwrap(), 4);
    sameness::assert_sound(&desk.path);
}

/// Begins to take back, or bring back, an intent of many rows and stops after its first transaction.
fn cut_off_inverse(desk: &mut Desk, kind: Kind) {
    let target = match kind {
        Kind::Redo => journal::newest_undo(&desk.store.connection, "ana"),
        _ => journal::newest_standing(&desk.store.connection, "ana"),
    };
    let target = target.unwrap().unwrap();
    let done = desk.store.write(|tx| {
        let mut inverse = journal::begin_or_go_on(tx, target, &by("ana"), kind)?;
        journal::set_unfinished(tx, Some(inverse.intent))?;
        let done = journal::invert_some(tx, &mut inverse, 300)?;
        journal::pause(tx, inverse.intent)?;
        Ok(done)
    });
    assert!(!done.unwrap());
}

#[test]
fn an_undo_or_redo_that_was_cut_off_is_finished_by_the_next_start() {
    let mut desk = desk();
    let before = sameness::dump(&desk.store.connection);
    desk.store
        .import_dogs(&imports::many(700), "Imported 700 dogs", &by("ana"), |_| {})
        .unwrap();
    let after = sameness::dump(&desk.store.connection);
    for (kind, wanted, label) in [
        (Kind::Undo, &before, "Undone"),
        (Kind::Redo, &after, "Redone"),
        (Kind::Undo, &before, "Undone"),
    ] {
        cut_off_inverse(&mut desk, kind);
        desk.store = Store::open(&desk.path, Purpose::Command).unwrap();
        let notice = format!("Work that was cut off was put right. {label}: Imported 700 dogs");
        assert_eq!(desk.store.notice(), Some(notice.as_str()));
        assert_eq!(&sameness::dump(&desk.store.connection), wanted);
        sameness::assert_sound(&desk.path);
    }
}

#[test]
fn the_person_may_finish_a_cut_off_redo_themselves() {
    let mut desk = desk();
    desk.store
        .import_dogs(&imports::many(700), "Imported 700 dogs", &by("ana"), |_| {})
        .unwrap();
    desk.apply(&Edit::Undo, "ana");
    cut_off_inverse(&mut desk, Kind::Redo);
    desk.apply(&Edit::Redo, "ana");
    assert_eq!(desk.store.count_dogs().unwrap(), 704);
    assert_eq!(journal::unfinished(&desk.store.connection).unwrap(), None);
    sameness::assert_sound(&desk.path);
}

const CHILD: &str = "POMSALON_TEST_IMPORT";

/// Not a story of its own: the process that the next one kills.
#[test]
#[ignore = "started by the next test"]
fn an_import_that_never_ends() {
    let Ok(path) = std::env::var(CHILD) else { return };
    let mut store = Store::open(std::path::Path::new(&path), Purpose::Command).unwrap();
    store
        .import_dogs(&imports::many(50_000), "Imported dogs", &by("ana"), |put_in| {
            println!("put in {put_in}");
        })
        .unwrap();
}

#[test]
fn an_import_killed_in_the_middle_leaves_nothing_behind() {
    let mut desk = desk();
    let before = sameness::dump(&desk.store.connection);
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "--ignored",
            "--nocapture",
            "store::tests::cut_off::an_import_that_never_ends",
        ])
        .env(CHILD, &desk.path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let put_in = lines
        .map_while(std::result::Result::ok)
        .filter(|line| line.contains("put in"))
        .nth(2);
    assert!(put_in.is_some());
    child.kill().unwrap();
    child.wait().unwrap();
    assert_ne!(sameness::dump(&desk.store.connection), before);
    desk.store = Store::open(&desk.path, Purpose::Command).unwrap();
    assert!(desk.store.notice().is_some());
    assert_eq!(sameness::dump(&desk.store.connection), before);
    sameness::assert_sound(&desk.path);
}
