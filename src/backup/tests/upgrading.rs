//! An older salon's file is opened by a newer program: backed up, rehearsed on a copy, then brought up to date.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;

use super::super::upgrade::{Step, upgrade_watched};
use super::super::*;
use super::{names, ten};
use crate::domain::id::ServiceId;
use crate::store::migrate::{SALON, number};
use crate::store::{By, Edit, EntryAsk, EntryState, Store};

/// The salon's file as each released program wrote it.
const EDITIONS: [&str; 3] = ["edition-1.db", "edition-2.db", "edition-3.db"];

fn a_file(edition: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("salon.db");
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    fs::copy(fixtures.join(edition), &db).unwrap();
    (folder, db)
}

/// Every row of the salon's own tables, but for columns that an edition added or gave another home.
fn rows(db: &Path, columns: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let connection = Connection::open(db).unwrap();
    let mut rows = Vec::new();
    for (table, columns) in columns {
        let list: Vec<String> = columns.iter().map(|name| format!("quote(\"{name}\")")).collect();
        let sql = format!("SELECT {} AS line FROM \"{table}\"", list.join(" || ' ' || "));
        let mut statement = connection.prepare(&sql).unwrap();
        let lines = statement
            .query_map([], |row| row.get::<_, String>("line"))
            .unwrap();
        rows.extend(lines.map(|line| format!("{table} {}", line.unwrap())));
    }
    rows.sort_unstable();
    rows
}

fn columns(db: &Path) -> BTreeMap<String, Vec<String>> {
    let connection = Connection::open(db).unwrap();
    let mut columns = BTreeMap::new();
    for table in [
        "salon",
        "client",
        "dog",
        "groomer",
        "shift",
        "break",
        "service",
        "appointment",
    ] {
        let mut statement = connection
            .prepare("SELECT name FROM pragma_table_info(?1) WHERE name <> 'vaccine_until' ORDER BY cid")
            .unwrap();
        let names = statement.query_map([table], |row| row.get(0)).unwrap();
        columns.insert(table.to_owned(), names.collect::<rusqlite::Result<_>>().unwrap());
    }
    columns
}

fn edition(db: &Path) -> i64 {
    number(&Connection::open(db).unwrap(), "user_version").unwrap()
}

/// Every object of a file with its text, as the one made new has them.
fn looks_like_new(db: &Path) {
    let golden = SALON.golden().unwrap();
    let connection = Connection::open(db).unwrap();
    let mut statement = connection
        .prepare("SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'")
        .unwrap();
    let found: BTreeMap<String, String> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    assert_eq!(&found, golden);
}

#[test]
fn every_released_edition_is_brought_up_to_date_with_every_row() {
    for name in EDITIONS {
        let (folder, db) = a_file(name);
        let (columns, was) = (columns(&db), edition(&db));
        let before = rows(&db, &columns);
        let upgraded = upgrade(&db, ten()).unwrap().unwrap();
        assert_eq!((upgraded.from, upgraded.to), (was, SALON.version()));
        assert!(
            upgraded.words().starts_with(&format!(
                "The salon's file was brought from edition {was} to {}",
                SALON.version()
            )),
            "{}",
            upgraded.words()
        );
        assert_eq!(rows(&db, &columns), before);
        looks_like_new(&db);
        // As it was it is kept, under a pinned name.
        let kept = list(&db, ten()).unwrap();
        assert_eq!(kept.len(), 1);
        let manifest = kept[0].manifest.as_ref().unwrap();
        assert_eq!(manifest.pinned.as_deref(), Some("before update"));
        assert_eq!(manifest.schema, was);
        assert!(verify(&upgraded.backup).unwrap().has_manifest);
        // And nothing else is left lying about.
        let left = names(folder.path());
        assert!(
            left.iter()
                .all(|name| name == "backups" || name.starts_with("salon.db")),
            "{left:?}"
        );
    }
}

#[test]
fn what_was_done_before_the_update_can_still_be_taken_back() {
    let (_folder, db) = a_file("edition-1.db");
    upgrade(&db, ten()).unwrap();
    let mut store = Store::open(&db, Purpose::Command).unwrap();
    let by = By {
        actor: "user 0".to_owned(),
        at: ten().naive_utc(),
    };
    let cancelled = |store: &Store| {
        store
            .visits(chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap())
            .unwrap()
            .iter()
            .filter(|visit| visit.appointment.status == crate::domain::status::Status::Cancelled)
            .count()
    };
    assert_eq!(cancelled(&store), 1);
    let taken_back = store.apply(&Edit::Undo, &by).unwrap();
    assert_eq!(taken_back.label, "Undone: Cancelled Rex O'Neill Mon 23 Nov 11:00");
    assert_eq!(cancelled(&store), 0);
}

#[test]
fn what_a_note_said_is_wished_on_top_is_a_row_each_and_nothing_is_lost() {
    let (_folder, db) = a_file("edition-3.db");
    upgrade(&db, ten()).unwrap();
    let mut store = Store::open(&db, Purpose::Command).unwrap();
    let services = store.services().unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let lines = store.waitlist(day).unwrap();
    let told: Vec<_> = lines
        .iter()
        .map(|line| {
            let name = |id: &ServiceId| {
                services
                    .iter()
                    .find(|service| service.id == *id)
                    .unwrap()
                    .name
                    .clone()
            };
            let on_top: Vec<String> = line.wait.add_ons.iter().map(name).collect();
            (line.dog.as_str(), on_top.join(", "), line.wait.note.as_str())
        })
        .collect();
    let told: Vec<_> = told
        .iter()
        .map(|(dog, on_top, note)| (*dog, on_top.as_str(), *note))
        .collect();
    assert_eq!(
        told,
        [
            // Ear care has another name since: what nothing on the list is called stays to be read.
            ("Bella Bauer", "", "with Teeth + Ear care"),
            ("Puck Ndiaye", "Teeth + gums", ""),
            ("Bella Moreau", "Bows", ""),
            ("Rocky López", "", "with Ear care"),
            ("Lola González", "", ""),
            ("Bella Moreau", "Teeth", "comes with Max"),
            ("Max Moreau", "Teeth", "comes with Bella"),
        ]
    );
    let by = By {
        actor: "user0".to_owned(),
        at: ten().naive_utc(),
    };
    // What was taken back before the update comes back as it was; what the update moved since stays where it is.
    let redone = store.apply(&Edit::Redo, &by).unwrap();
    assert_eq!(redone.label, "Redone: Rocky López is on the waiting list");
    let told = store.apply(&Edit::TakeBack(35), &by).unwrap_err().to_string();
    assert!(
        told.starts_with("not taken back: the update of PomSalon changed the same at "),
        "{told}"
    );
    assert!(
        told.ends_with("(Gave what is wished on top lines of its own)"),
        "{told}"
    );
    store.close().unwrap();
    let found = Store::examine(&db).unwrap().compare_journal().unwrap();
    assert!(found.is_consistent(), "{found:?}");
}

#[test]
fn an_update_is_nobodys_change_and_says_nothing_of_the_salons_clock() {
    let (_folder, db) = a_file("edition-3.db");
    upgrade(&db, ten()).unwrap();
    // A step can only read the clock of UTC, which may be hours ahead of the salon's.
    let shell = Connection::open(&db).unwrap();
    let ahead = "UPDATE intent SET at = '2026-11-30T10:00:00' WHERE actor = '(set-up)' AND id > 1";
    assert_eq!(shell.execute(ahead, []).unwrap(), 2);
    shell.close().unwrap();
    let store = Store::open(&db, Purpose::Command).unwrap();
    let newest = store.newest_moment().unwrap().map(|at| at.to_string());
    assert_eq!(newest.as_deref(), Some("2026-11-23 11:00:00"));
    // It is told as what it is.
    let entries = store.entries_older(None, &EntryAsk::default(), 2).unwrap();
    assert_eq!(entries[1].label, "Gave what is wished on top lines of its own");
    assert_eq!(entries[1].state, EntryState::Updated);
}

#[test]
fn what_an_edition_has_taken_out_since_does_not_stand_in_the_way_of_undo() {
    let (_folder, db) = a_file("edition-2.db");
    upgrade(&db, ten()).unwrap();
    let mut store = Store::open(&db, Purpose::Command).unwrap();
    let by = By {
        actor: "user0".to_owned(),
        at: ten().naive_utc(),
    };
    // Somebody wrote the one vaccine date that a dog had then, from a shell.
    let taken_back = store.apply(&Edit::TakeBack(16), &by).unwrap();
    assert_eq!(taken_back.label, "Undone: Edited dog outside PomSalon");
    store.apply(&Edit::Redo, &by).unwrap();
    store.close().unwrap();
    let found = Store::examine(&db).unwrap().compare_journal().unwrap();
    assert!(found.is_consistent(), "{found:?}");
}

#[test]
fn of_many_desks_that_start_at_once_one_does_the_work_for_all() {
    let (_folder, db) = a_file("edition-1.db");
    let done: usize = std::thread::scope(|scope| {
        let desks: Vec<_> = (0..6)
            .map(|_| {
                scope.spawn(|| {
                    let upgraded = upgrade(&db, ten()).unwrap();
                    Store::open(&db, Purpose::Desk).unwrap().close().unwrap();
                    usize::from(upgraded.is_some())
                })
            })
            .collect();
        desks.into_iter().map(|desk| desk.join().unwrap()).sum()
    });
    assert_eq!(done, 1);
    assert_eq!(list(&db, ten()).unwrap().len(), 1);
}

#[test]
fn who_was_slower_finds_the_work_done_although_the_first_desk_stays_open() {
    let (_folder, db) = a_file("edition-3.db");
    upgrade(&db, ten()).unwrap();
    let first = Store::open(&db, Purpose::Desk).unwrap();
    let slower = upgrade_watched(&db, ten(), Duration::ZERO, &mut |_| Ok(()));
    assert_eq!(slower.unwrap(), None);
    first.close().unwrap();
}

#[test]
fn the_older_program_is_asked_to_leave_first() {
    let (_folder, db) = a_file("edition-1.db");
    let before = fs::read(&db).unwrap();
    let older = crate::store::lock::SessionLock::shared(&db).unwrap();
    let refused = upgrade_watched(&db, ten(), Duration::ZERO, &mut |_| Ok(())).unwrap_err();
    assert!(matches!(refused, StoreError::InUse(_)), "{refused}");
    assert_eq!(fs::read(&db).unwrap(), before);
    drop(older);
    assert!(upgrade(&db, ten()).unwrap().is_some());
}

#[test]
fn a_crash_at_any_step_leaves_the_old_edition_or_the_new_one() {
    for (at, expected) in [
        (Step::BackedUp, 1),
        (Step::Rehearsed, 1),
        (Step::Done, SALON.version()),
    ] {
        let (folder, db) = a_file("edition-1.db");
        let columns = columns(&db);
        let before = rows(&db, &columns);
        let cut_off = upgrade_watched(&db, ten(), Duration::ZERO, &mut |step| {
            if step == at {
                return Err(StoreError::Damaged("cut off".to_owned()));
            }
            Ok(())
        });
        assert!(cut_off.is_err());
        assert_eq!(edition(&db), expected, "{at:?}");
        assert_eq!(rows(&db, &columns), before);
        // The next start finishes it.
        upgrade(&db, ten()).unwrap();
        Store::open(&db, Purpose::Desk).unwrap().close().unwrap();
        looks_like_new(&db);
        assert!(
            names(folder.path())
                .iter()
                .all(|name| !name.contains("rehearsal"))
        );
    }
}

#[test]
fn a_file_that_cannot_be_brought_up_to_date_is_left_to_the_older_program() {
    let (_folder, db) = a_file("edition-1.db");
    let connection = Connection::open(&db).unwrap();
    connection
        .execute_batch("DROP TRIGGER appointment_free_insert; DROP TRIGGER find_dog_insert;")
        .unwrap();
    connection.close().unwrap();
    let columns = columns(&db);
    let before = rows(&db, &columns);
    let refused = upgrade(&db, ten()).unwrap_err();
    assert!(
        refused.to_string().contains("the older PomSalon still opens it"),
        "{refused}"
    );
    assert!(
        refused.to_string().contains("appointment_free_insert"),
        "{refused}"
    );
    assert_eq!(edition(&db), 1);
    assert_eq!(rows(&db, &columns), before);
}

#[test]
fn a_double_booking_in_an_older_file_is_named_and_not_carried_on() {
    let (_folder, db) = a_file("edition-1.db");
    let connection = Connection::open(&db).unwrap();
    connection
        .execute_batch(
            "DROP TRIGGER appointment_free_update;
             UPDATE appointment SET day = '2026-11-24', start_min = 570, end_min = 645, pickup_min = 700,
               groomer_id = (SELECT groomer_id FROM appointment WHERE day = '2026-11-24'), lane = 1
             WHERE day = '2026-11-26'",
        )
        .unwrap();
    connection.close().unwrap();
    let refused = upgrade(&db, ten()).unwrap_err();
    assert!(
        refused.to_string().contains("booked twice at once on 2026-11-24"),
        "{refused}"
    );
    assert_eq!(edition(&db), 1);
}
