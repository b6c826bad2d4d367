//! Find reads a bounded number of rows, whatever was typed and however big the salon.

use rusqlite::StatementStatus;

use super::*;
use crate::domain::text::{NAME, clean};

/// Steps of the engine that find took for what was typed, and how often it asked.
fn work(desk: &Desk, typed: &str) -> (i32, i32) {
    let count = || {
        search::STATEMENTS.iter().fold((0, 0), |(steps, runs), sql| {
            // The very statement that find keeps ready.
            let statement = desk.store.connection.prepare_cached(sql).unwrap();
            (
                steps + statement.reset_status(StatementStatus::VmStep),
                runs + statement.reset_status(StatementStatus::Run),
            )
        })
    };
    count();
    desk.store.find(typed, friday(), 20).unwrap();
    count()
}

#[test]
fn find_does_the_same_work_in_a_big_salon_as_in_a_small_one() {
    let mut desk = desk();
    desk.store
        .connection
        .execute_batch("PRAGMA synchronous = OFF")
        .unwrap();
    let typed = [
        "b",
        "be",
        "bella",
        "bellla",
        "belal",
        "qux",
        "zoltan q",
        "w",
        "whippet",
        "whipet",
        "555",
        "0123",
        "bella whippet quix",
        "a b c d e f g h",
        "xyzzy",
    ];
    desk.store
        .import_dogs(&imports::many(600), "Imported 600 dogs", &by("ana"), |_| {})
        .unwrap();
    let small: Vec<(i32, i32)> = typed.iter().map(|typed| work(&desk, typed)).collect();
    desk.store
        .import_dogs(&imports::many(3_000), "Imported 3000 dogs", &by("ana"), |_| {})
        .unwrap();
    for (typed, small) in typed.iter().zip(small) {
        let big = work(&desk, typed);
        assert!(
            big.0 <= small.0 + small.0 / 2 + 2_000,
            "{typed}: {small:?}, then {big:?}"
        );
        assert!(big.0 <= 30_000, "{typed}: {big:?} steps");
        assert!(big.1 <= 6 + 9 * 6, "{typed}: {big:?} queries");
    }
}

#[test]
fn names_in_the_letters_of_the_world_are_found_before_and_after_the_index_takes_them_in() {
    let names = [
        "น้ำผึ้ง",
        "मोती शर्मा",
        "ريكس",
        "مُحَمَّد",
        "רֶקְסִי",
        "뽀삐",
        "ポチ ガブリエル",
        "犬太郎",
        "Ⓐrchie ①②Ⅷ",
        "Zöé̂ Nguyễn",
        "Ἀχιλλεύς",
        "Ёжик",
        "Сергій Їжак",
        "ქეთი",
    ];
    let mut desk = desk();
    let new = |name: &str| NewDog {
        dog: dog(&clean(name, NAME), None),
        client: None,
        vaccine_until: None,
    };
    let strangers: Vec<NewDog> = names.into_iter().map(new).collect();
    desk.store
        .import_dogs(&strangers, "Imported some", &by("ana"), |_| {})
        .unwrap();
    let missing = |store: &Store| -> Vec<String> {
        let found = |name: &&str| {
            let hits = store.find(name, friday(), 9).unwrap();
            hits.iter()
                .any(|hit| matches!(hit, Hit::Dog { dog, .. } if dog.name() == clean(name, NAME)))
        };
        names
            .iter()
            .filter(|name| !found(name))
            .map(|name| (*name).to_owned())
            .collect()
    };
    assert_eq!(missing(&desk.store), Vec::<String>::new());
    desk.store
        .import_dogs(&imports::many(200), "Imported 200 dogs", &by("ana"), |_| {})
        .unwrap();
    assert_eq!(
        missing(&desk.store),
        Vec::<String>::new(),
        "once the index has them"
    );
}

#[test]
fn nothing_one_can_type_is_too_strange_to_look_for() {
    let desk = desk();
    // Thousands of Chinese and Korean letters are all alike to the index.
    let is_alike = |c: &char| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{12000}'..);
    let letters: Vec<char> = ('\0'..=char::MAX)
        .filter(|c| c.is_alphanumeric() && !is_alike(c))
        .collect();
    for chunk in letters.chunks(30) {
        let typed: String = chunk.iter().flat_map(|c| ['a', *c]).collect();
        let found = desk.store.find(&typed, friday(), 3);
        assert!(found.is_ok(), "{typed:?}: {found:?}");
    }
}
