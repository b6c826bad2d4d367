//! The journal keeps every column of every table, costs little, and cannot be rewritten.

use std::collections::BTreeSet;

use super::*;
use crate::store::journal::{UNJOURNALED, columns, tables};

/// Tables of the file that are nobody's: the engine's own, and those that the find index is made of.
fn is_the_engines(table: &str) -> bool {
    table.starts_with("sqlite_") || table.starts_with("find_index")
}

fn texts(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn every_table_is_journaled_or_on_the_short_list() {
    let desk = desk();
    let journaled = tables(&desk.store.connection).unwrap();
    for table in texts(
        &desk.store.connection,
        "SELECT name FROM sqlite_schema WHERE type = 'table'",
    ) {
        let known = journaled.contains(&table) || UNJOURNALED.contains(&table.as_str());
        assert!(known || is_the_engines(&table), "{table}");
    }
    assert_eq!(
        journaled,
        [
            "appointment",
            "appointment_add_on",
            "break",
            "client",
            "closing",
            "dog",
            "drop_off",
            "exception",
            "groomer",
            "offer",
            "own_rate",
            "rate",
            "record",
            "salon",
            "series",
            "service",
            "shift",
            "skill",
            "time_off",
            "vaccination",
            "vaccine",
            "vaccine_need",
            "waitlist",
            "waitlist_add_on",
            "weight"
        ]
    );
}

/// Columns of a table that a trigger does not speak of, `missing` or not.
fn unspoken(trigger: &str, row: &str, columns: &BTreeSet<String>) -> Vec<String> {
    columns
        .iter()
        .filter(|name| !trigger.contains(&format!("{row}.\"{name}\"")))
        .cloned()
        .collect()
}

#[test]
fn every_column_of_every_table_reaches_the_journal() {
    let desk = desk();
    let connection = &desk.store.connection;
    for table in tables(connection).unwrap() {
        // Straight from the engine: what can be written, but for the row's own number and the computed words.
        let written: BTreeSet<String> = texts(
            connection,
            &format!("SELECT name FROM pragma_table_xinfo('{table}') WHERE hidden = 0 AND name <> 'number'"),
        )
        .into_iter()
        .collect();
        assert!(written.contains("id") && written.contains("rev"), "{table}");
        let trigger = |op: &str| {
            desk.text(&format!(
                "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'journal_{table}_{op}'"
            ))
        };
        let nothing = Vec::<String>::new();
        assert_eq!(unspoken(&trigger("insert"), "NEW", &written), nothing, "{table}");
        assert_eq!(unspoken(&trigger("delete"), "OLD", &written), nothing, "{table}");
        for row in ["OLD", "NEW"] {
            assert_eq!(unspoken(&trigger("update"), row, &written), ["rev"], "{table}");
        }
        // A whole row leaves out what equals its default, and NULL: so no column may have both.
        let both = texts(
            connection,
            &format!(
                "SELECT name FROM pragma_table_xinfo('{table}') WHERE dflt_value IS NOT NULL AND \"notnull\" = 0"
            ),
        );
        assert_eq!(both, nothing, "{table}");
        for (name, default) in columns(connection, &table).unwrap() {
            let computed = default.is_some_and(|default| default.contains('('));
            assert!(!computed, "{table}.{name} must have a plain default");
        }
    }
    // The test can tell: a column the journal was never told of.
    connection
        .execute_batch("ALTER TABLE dog ADD COLUMN colour TEXT")
        .unwrap();
    let trigger = desk.text("SELECT sql FROM sqlite_schema WHERE name = 'journal_dog_update'");
    assert_eq!(
        unspoken(&trigger, "NEW", &BTreeSet::from(["colour".to_owned()])),
        ["colour"]
    );
}

#[test]
fn a_card_comes_back_exactly_as_it_was_however_odd_its_words() {
    let mut desk = desk();
    let odd = Dog {
        first_name: "{\"a\":1}".to_owned(),
        last_name: "0042".to_owned(),
        breed: "null".to_owned(),
        note: "1e3 'quoted' \\ \u{1F436} [1,2]".to_owned(),
        chip: "000 123".to_owned(),
        age: Some(0),
        allergies: "true".to_owned(),
        ..dog("x", None)
    };
    let add = Edit::Dog(DogEdit::Add {
        dog: odd.clone(),
        client: None,
    });
    desk.apply(&add, "ana");
    let mut plain = Dog {
        rev: 1,
        ..dog("Rex", None)
    };
    plain.id = odd.id;
    desk.apply(&Edit::Dog(DogEdit::Save(plain)), "ana");
    desk.apply(&Edit::Undo, "ana");
    let back = |rev| Some(Dog { rev, ..odd.clone() });
    assert_eq!(desk.store.dog(odd.id).unwrap(), back(3));
    desk.apply(&Edit::Undo, "ana");
    assert_eq!(desk.store.dog(odd.id).unwrap(), None);
    desk.apply(&Edit::Redo, "ana");
    assert_eq!(desk.store.dog(odd.id).unwrap(), back(4));
    sameness::assert_sound(&desk.path);
}

#[test]
fn a_step_of_an_appointment_costs_at_most_300_bytes() {
    let mut desk = desk();
    let bella = desk.book(0, 0, 660);
    let size = |desk: &Desk| {
        // Pages in use, times their size; a thousand steps even out what a page holds in reserve.
        desk.number("SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size")
    };
    let before = size(&desk);
    let mut rev = 1;
    for _ in 0..500 {
        for to in [Status::Arrived, Status::Booked] {
            let step = AppointmentEdit::Step {
                id: bella.id,
                rev,
                to,
            };
            desk.apply(&Edit::Appointment(step), "ana");
            rev += 1;
        }
    }
    let each = (size(&desk) - before) / 1_000;
    assert!(each <= 300, "{each} bytes a step");
}

#[test]
fn the_journal_is_never_rewritten() {
    let desk = desk();
    let shell = Connection::open(&desk.path).unwrap();
    for sql in [
        "UPDATE change SET after = '{}'",
        "DELETE FROM change",
        "DELETE FROM intent",
        "REPLACE INTO change SELECT * FROM change",
    ] {
        // As a careful shell: with recursive triggers, so that REPLACE is seen as well.
        shell
            .execute_batch("PRAGMA recursive_triggers = ON; PRAGMA foreign_keys = OFF")
            .unwrap();
        let refused = shell.execute(sql, []).unwrap_err();
        assert!(refused.to_string().contains("E_JOURNAL"), "{sql}: {refused}");
    }
}
