//! Reading the journal: who did what, before and after, newest first, whatever the size of the book.

use super::*;
use crate::store::history::{EntryAsk, RowChanged};
use crate::store::journal::{columns, tables};

fn step(booking: &Appointment, rev: i64, to: Status) -> Edit {
    Edit::Appointment(AppointmentEdit::Step {
        id: booking.id,
        rev,
        to,
    })
}

fn move_to(desk: &Desk, booking: &Appointment, groomer: usize, start_min: i64) -> Edit {
    Edit::Appointment(AppointmentEdit::Move(crate::store::Place {
        id: booking.id,
        rev: booking.rev,
        groomer_id: desk.groomers[groomer],
        day: booking.day,
        start_min,
        over_reason: String::new(),
    }))
}

fn labels(entries: &[Entry]) -> Vec<String> {
    entries
        .iter()
        .map(|entry| format!("{}: {}", entry.actor, entry.label))
        .collect()
}

fn all(desk: &Desk) -> Vec<Entry> {
    desk.store.entries_older(None, &EntryAsk::default(), 100).unwrap()
}

/// The lines of an entry: `Appointment of Rex Moreira, .. Changed: Time 10:00 -> 11:30`.
fn told(desk: &Desk, entry: &Entry) -> Vec<String> {
    let rows = desk.store.entry_rows(entry).unwrap();
    rows.iter()
        .map(|row| {
            let fields: Vec<String> = row
                .fields
                .iter()
                .map(|field| format!("{} {} -> {}", field.title, field.before, field.after))
                .collect();
            format!("{} {:?}: {}", row.what, row.how, fields.join(", "))
        })
        .collect()
}

#[test]
fn the_newest_comes_first_and_says_what_was_there_before() {
    let mut desk = desk();
    let rex = desk.book(1, 0, 600);
    desk.apply(&move_to(&desk, &rex, 1, 690), "bo");
    let mut card = desk.store.dog(desk.dogs[0]).unwrap().unwrap();
    card.note = "shy".to_owned();
    card.alerts.bites = true;
    card.client_id = None;
    desk.apply(&Edit::Dog(DogEdit::Save(card)), "cy");
    let entries = all(&desk);
    assert_eq!(
        labels(&entries),
        [
            "cy: Changed Bella Moreira",
            "bo: Moved Rex Moreira to Fri 20 Nov 11:30 with Bo",
            "ana: Booked Rex Moreira Fri 20 Nov 10:00 with Ana",
            "(set-up): Made the salon",
        ]
    );
    assert_eq!(
        told(&desk, &entries[0]),
        ["Dog Bella Moreira Changed: Client Marta Moreira -> , Bites no -> yes, Note  -> shy"]
    );
    assert_eq!(
        told(&desk, &entries[1]),
        [
            "Appointment of Rex Moreira, Fri 20 Nov 2026 10:00 Changed: Groomer Ana -> Bo, Time 10:00 -> 11:30, \
             Until 11:15 -> 12:45, Pick-up 12:00 -> 13:30"
        ]
    );
    assert_eq!(
        told(&desk, &entries[2]),
        [
            "Appointment of Rex Moreira, Fri 20 Nov 2026 10:00 Added: Dog  -> Rex Moreira, Groomer  -> Ana, \
             Service  -> Pom bath, Lane  -> 1, Day  -> Fri 20 Nov 2026, Time  -> 10:00, Until  -> 11:15, \
             Pick-up  -> 12:00, Price  -> 50"
        ]
    );
    assert_eq!(
        (entries[0].state.clone(), entries[3].state.clone()),
        (EntryState::Stands, EntryState::Fixed)
    );
    assert_eq!(entries[0].at, by("cy").at);
}

#[test]
fn a_groomers_week_tells_only_the_hours_that_changed() {
    let mut desk = desk();
    let mut week = desk.store.groomer_weeks().unwrap().swap_remove(0);
    week.groomer.lanes = 2;
    week.shifts[0].end_min = 1200;
    desk.apply(&Edit::Groomer(GroomerEdit::Save(week)), "ana");
    assert_eq!(
        told(&desk, &all(&desk)[0]),
        [
            "Groomer Ana Changed: Dogs at once 1 -> 2",
            "Shift of Ana, Monday Changed: Until 18:00 -> 20:00",
        ]
    );
}

#[test]
fn what_was_taken_back_says_by_whom_and_can_be_brought_back_from_any_of_its_entries() {
    let mut desk = desk();
    desk.book(0, 0, 600);
    let booked = all(&desk).swap_remove(0);
    desk.apply(&Edit::TakeBack(booked.latest), "bo");
    let entries = all(&desk);
    assert_eq!(
        labels(&entries[..2]),
        [
            "bo: Undone: Booked Bella Moreira Fri 20 Nov 10:00 with Ana",
            "ana: Booked Bella Moreira Fri 20 Nov 10:00 with Ana",
        ]
    );
    let taken_back = EntryState::TakenBack {
        by: "bo".to_owned(),
        at: by("bo").at,
    };
    assert_eq!(
        (&entries[1].state, &entries[0].state),
        (&taken_back, &EntryState::Stands)
    );
    assert_eq!(
        (entries[1].latest, entries[0].latest),
        (entries[0].id, entries[0].id)
    );
    assert_eq!(
        told(&desk, &entries[0])[0].split(", ").next(),
        Some("Appointment of Bella Moreira")
    );

    desk.apply(&Edit::TakeBack(entries[1].latest), "cy");
    let entries = all(&desk);
    assert_eq!(entries[2].state, EntryState::Stands);
    assert_eq!(entries[2].latest, entries[0].id);
    desk.apply(&Edit::TakeBack(entries[2].latest), "cy");
    assert_eq!(desk.number("SELECT count(*) FROM appointment"), 0);
}

#[test]
fn the_history_of_a_dog_and_of_an_appointment_is_theirs_alone() {
    let mut desk = desk();
    let rex = desk.book(1, 0, 600);
    desk.book(0, 1, 600);
    desk.apply(&step(&rex, 1, Status::Arrived), "bo");
    let mut card = desk.store.dog(desk.dogs[1]).unwrap().unwrap();
    card.note = "likes cheese".to_owned();
    desk.apply(&Edit::Dog(DogEdit::Save(card)), "cy");
    let booked = "ana: Booked Rex Moreira Fri 20 Nov 10:00 with Ana";
    assert_eq!(
        told_of(&desk, About::Appointment(rex.id)),
        ["bo: Rex Moreira: Arrived", booked]
    );
    // What was booked and taken back is told as well, although no appointment is left to lead there.
    desk.book(1, 0, 900);
    desk.apply(&Edit::Undo, "ana");
    assert_eq!(
        told_of(&desk, About::Dog(desk.dogs[1])),
        [
            "ana: Undone: Booked Rex Moreira Fri 20 Nov 15:00 with Ana",
            "ana: Booked Rex Moreira Fri 20 Nov 15:00 with Ana",
            "cy: Changed Rex Moreira",
            "bo: Rex Moreira: Arrived",
            booked,
            "(set-up): Made the salon"
        ]
    );
    let owner = desk.store.dog(desk.dogs[1]).unwrap().unwrap().client_id.unwrap();
    assert_eq!(
        told_of(&desk, About::Client(owner)),
        ["cy: Changed Rex Moreira", "(set-up): Made the salon"]
    );
}

/// The history of one thing, which reads the same from either end.
fn told_of(desk: &Desk, about: About) -> Vec<String> {
    let ask = EntryAsk {
        about: Some(about),
        ..EntryAsk::default()
    };
    let older = desk.store.entries_older(None, &ask, 50).unwrap();
    let mut newer = desk.store.entries_newer(None, &ask, 50).unwrap();
    newer.reverse();
    assert_eq!(older, newer);
    labels(&older)
}

#[test]
fn a_long_history_is_read_a_page_at_a_time_and_searched_by_who_what_and_when() {
    let mut desk = desk();
    let bella = desk.book(0, 0, 660);
    let mut rev = 1;
    for _ in 0..150 {
        for to in [Status::Arrived, Status::Booked] {
            desk.apply(&step(&bella, rev, to), if rev == 7 { "Zoë" } else { "ana" });
            rev += 1;
        }
    }
    let ask = EntryAsk::default();
    let (mut from, mut read) = (None, 0);
    loop {
        let page = desk.store.entries_older(from, &ask, 40).unwrap();
        read += page.len();
        let Some(last) = page.last() else { break };
        assert!(from.is_none_or(|from| last.id < from));
        from = Some(last.id);
    }
    assert_eq!(read, 302);
    let found = |words: &str| {
        let ask = EntryAsk {
            words: words.to_owned(),
            about: None,
        };
        desk.store.entries_older(None, &ask, 1_000).unwrap().len()
    };
    assert_eq!(
        [
            found("zoe"),
            found("zoe arrived"),
            found("ARRIVED"),
            found("20 nov"),
            found("2026-11-21")
        ],
        [1, 1, 150, 302, 0]
    );
    let newer = desk.store.entries_newer(Some(2), &ask, 3).unwrap();
    assert_eq!(newer.iter().map(|entry| entry.id).collect::<Vec<_>>(), [3, 4, 5]);
}

#[test]
fn an_import_is_one_entry_of_which_a_handful_is_read() {
    let mut desk = desk();
    desk.store
        .import_dogs(&imports::many(700), "Imported 700 dogs", &by("ana"), |_| {})
        .unwrap();
    let entry = all(&desk).swap_remove(0);
    assert_eq!(
        (entry.label.as_str(), entry.rows),
        ("Imported 700 dogs", MOST_ROWS)
    );
    let rows = desk.store.entry_rows(&entry).unwrap();
    assert_eq!(rows.len(), 200);
    assert!(rows.iter().all(|row| row.how == RowChanged::Added));
}

#[test]
fn every_column_has_a_title_on_some_card() {
    let desk = desk();
    let connection = &desk.store.connection;
    for table in tables(connection).unwrap() {
        for (column, _) in columns(connection, &table).unwrap() {
            assert!(
                crate::store::history::has_title(&table, &column),
                "{table}.{column} needs words in store/history/told.rs"
            );
        }
    }
    // The test can tell.
    assert!(!crate::store::history::has_title("dog", "colour"));
}

#[test]
fn a_salon_edited_from_outside_is_told_as_well() {
    let desk = desk();
    let shell = Connection::open(&desk.path).unwrap();
    shell
        .execute("UPDATE service SET price_cents = 5550", [])
        .unwrap();
    let entry = all(&desk).swap_remove(0);
    assert_eq!(entry.actor, "(outside)");
    assert_eq!(
        told(&desk, &entry),
        ["Service Pom bath Changed: Price 50 -> 55.50"]
    );
}

#[test]
fn what_others_did_since_one_looked_is_told_field_by_field() {
    let mut desk = desk();
    let rex = desk.book(1, 0, 600);
    assert_eq!(desk.store.changed_since(rex.id, 1).unwrap(), None);
    desk.apply(&move_to(&desk, &rex, 1, 690), "bo");
    desk.apply(&step(&rex, 2, Status::Arrived), "bo");
    let theirs = desk.store.changed_since(rex.id, 1).unwrap().unwrap();
    let fields: Vec<String> = theirs
        .fields
        .iter()
        .map(|field| format!("{} {} -> {}", field.title, field.before, field.after))
        .collect();
    assert_eq!(
        fields,
        [
            "Groomer Ana -> Bo",
            "Time 10:00 -> 11:30",
            "Until 11:15 -> 12:45",
            "Pick-up 12:00 -> 13:30",
            "Status Booked -> Arrived",
            "Arrived at  -> Fri 20 Nov 2026 10:00",
        ]
    );
    assert_eq!(
        (theirs.by.as_str(), theirs.label.as_str()),
        ("bo", "Rex Moreira: Arrived")
    );
    let fewer = desk.store.changed_since(rex.id, 2).unwrap().unwrap();
    assert_eq!(fewer.fields.len(), 2);
    assert_eq!(
        desk.store.last_changed(&rex.id.to_string()).unwrap(),
        Some(("bo".to_owned(), by("bo").at))
    );
}

#[test]
fn the_day_as_it_stood_knows_who_moved_what_away() {
    let mut desk = desk();
    desk.book(0, 0, 600);
    let rex = desk.book(1, 1, 600);
    desk.apply(
        &Edit::Appointment(AppointmentEdit::Move(crate::store::Place {
            id: rex.id,
            rev: 1,
            groomer_id: desk.groomers[1],
            day: friday() + chrono::Days::new(1),
            start_min: 660,
            over_reason: String::new(),
        })),
        "bo",
    );
    let booked = all(&desk).into_iter().find(|entry| entry.label.contains("Bella"));
    desk.apply(&Edit::TakeBack(booked.unwrap().latest), "bo");
    assert_eq!(desk.store.visits(friday()).unwrap(), []);
    let story = desk.store.day_story(friday()).unwrap();
    assert!(story.whole);
    let said: Vec<&str> = story.moments.iter().map(|moment| moment.label.as_str()).collect();
    assert_eq!(
        said,
        [
            "Booked Bella Moreira Fri 20 Nov 10:00 with Ana",
            "Booked Rex Moreira Fri 20 Nov 10:00 with Bo",
            "Moved Rex Moreira to Sat 21 Nov 11:00 with Bo",
            "Undone: Booked Bella Moreira Fri 20 Nov 10:00 with Ana",
        ]
    );
    let stood: Vec<Vec<String>> = (0..=4)
        .map(|moments| {
            let visits = desk.store.day_as_it_stood(&story, moments).unwrap();
            visits.into_iter().map(|visit| visit.dog_first).collect()
        })
        .collect();
    assert_eq!(
        stood,
        [vec![], vec!["Bella"], vec!["Bella", "Rex"], vec!["Bella"], vec![]]
    );
    let saturday = desk.store.day_story(friday() + chrono::Days::new(1)).unwrap();
    assert_eq!(saturday.moments.len(), 1);
}

#[test]
fn a_name_that_changed_since_is_the_old_one_in_the_old_book() {
    let mut desk = desk();
    desk.book(1, 0, 600);
    let mut card = desk.store.dog(desk.dogs[1]).unwrap().unwrap();
    card.first_name = "Max".to_owned();
    desk.apply(&Edit::Dog(DogEdit::Save(card)), "bo");
    let story = desk.store.day_story(friday()).unwrap();
    let then = desk.store.day_as_it_stood(&story, 1).unwrap();
    assert_eq!(then[0].dog, "Rex Moreira");
    assert_eq!(desk.store.visits(friday()).unwrap()[0].dog, "Max Moreira");
    assert_eq!(desk.store.day_as_it_stood(&story, 0).unwrap(), []);
}
