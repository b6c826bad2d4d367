//! The owner's own tools: what a shell does to the file is in the journal, can be undone, and keeps find right.

use super::*;

/// The file as the plain `sqlite3` program opens it: no foreign keys, no settings of ours.
fn shell(desk: &Desk) -> Connection {
    let shell = Connection::open(&desk.path).unwrap();
    shell.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    shell
}

fn newest(desk: &Desk) -> (i64, String, String) {
    desk.store
        .connection
        .query_row(
            "SELECT id, actor, label FROM intent ORDER BY id DESC LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap()
}

fn names(desk: &Desk, typed: &str) -> Vec<String> {
    let hits = desk.store.find(typed, friday(), 9).unwrap();
    hits.iter()
        .map(|hit| match hit {
            Hit::Dog { dog, .. } => dog.name(),
            Hit::Client(client) => client.name(),
        })
        .collect()
}

#[test]
fn an_edit_from_a_shell_has_its_entry_and_can_be_taken_back() {
    let mut desk = desk();
    let before = sameness::dump(&desk.store.connection);
    shell(&desk)
        .execute(
            "UPDATE dog SET first_name = 'Bela', note = 'from a shell' WHERE first_name = 'Bella'",
            [],
        )
        .unwrap();
    let (id, actor, label) = newest(&desk);
    assert_eq!(
        (actor.as_str(), label.as_str()),
        ("(outside)", "Edited dog outside PomSalon")
    );
    assert_eq!(names(&desk, "bela mor"), ["Bela Moreira"]);
    assert_eq!(desk.refused(&Edit::Undo, "ana"), "nothing to undo");
    assert_eq!(
        desk.apply(&Edit::TakeBack(id), "ana"),
        "Undone: Edited dog outside PomSalon"
    );
    assert_eq!(sameness::dump(&desk.store.connection), before);
    desk.refused(&Edit::TakeBack(id), "ana");
    desk.apply(&Edit::Redo, "ana");
    assert_eq!(names(&desk, "bela mor"), ["Bela Moreira"]);
    sameness::assert_sound(&desk.path);
}

#[test]
fn a_client_that_a_shell_took_away_from_its_dogs_comes_back_to_them() {
    let mut desk = desk();
    let before = sameness::dump(&desk.store.connection);
    shell(&desk)
        .execute("DELETE FROM client WHERE first_name = 'Marta'", [])
        .unwrap();
    assert_eq!(names(&desk, "0123"), [""; 0]);
    let (id, ..) = newest(&desk);
    desk.apply(&Edit::TakeBack(id), "ana");
    assert_eq!(names(&desk, "0123"), ["Rex Moreira", "Bella Moreira"]);
    assert_eq!(sameness::dump(&desk.store.connection), before);
    sameness::assert_sound(&desk.path);
}

#[test]
fn a_shell_that_numbers_the_rows_anew_does_not_lose_find() {
    let desk = desk();
    shell(&desk)
        .execute_batch("UPDATE dog SET number = number + 100; UPDATE client SET number = number + 100")
        .unwrap();
    assert_eq!(names(&desk, "bella"), ["Bella Moreira"]);
    sameness::assert_sound(&desk.path);
}

#[test]
fn the_set_up_of_the_salon_is_nobodys_to_take_back() {
    let mut desk = desk();
    assert_eq!(
        desk.refused(&Edit::TakeBack(1), "ana"),
        "that was taken back already, or nothing can be taken back there"
    );
    assert_eq!(desk.store.salon().unwrap().name, "Salon Pom");
}

#[test]
fn what_somebody_brought_back_is_not_run_over_either() {
    let mut desk = desk();
    let card = |desk: &Desk| desk.store.dog(desk.dogs[0]).unwrap().unwrap();
    desk.apply(
        &Edit::Dog(DogEdit::Save(Dog {
            note: "shy".to_owned(),
            ..card(&desk)
        })),
        "ana",
    );
    desk.apply(
        &Edit::Dog(DogEdit::Save(Dog {
            note: "very shy".to_owned(),
            ..card(&desk)
        })),
        "bo",
    );
    desk.apply(&Edit::Undo, "bo");
    desk.apply(&Edit::Undo, "ana");
    // Bo's words were about a card that Ana has taken back since.
    let refused = desk.refused(&Edit::Redo, "bo");
    assert!(refused.contains("ana changed the same at 10:00"), "{refused}");
    desk.apply(&Edit::Redo, "ana");
    desk.apply(&Edit::Redo, "bo");
    assert_eq!(card(&desk).note, "very shy");
    assert!(desk.refused(&Edit::Undo, "ana").contains("bo changed the same"));
}
