mod away;
pub(super) mod damaged;
mod quiet;
mod rehearsing;
mod rescuing;
mod restoring;
mod upgrading;
mod working;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rusqlite::Connection;

use super::*;
use crate::domain::client::Client;
use crate::domain::salon::Salon;
use crate::store::{By, ClientEdit, Edit, Filling, Store};

pub(super) struct Counter {
    folder: tempfile::TempDir,
    pub db: PathBuf,
}

/// Friday 20 November 2026, ten in the morning in Lisbon.
fn ten() -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(2026, 11, 20)
        .unwrap()
        .and_hms_opt(10, 0, 0)
        .unwrap()
        .and_utc()
}

fn later(minutes: i64) -> DateTime<Utc> {
    ten() + TimeDelta::minutes(minutes)
}

fn client(name: &str) -> Client {
    Client {
        first_name: name.to_owned(),
        ..Client::blank()
    }
}

/// A salon with one client, Marta.
pub(super) fn counter() -> Counter {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("salon.db");
    let salon = Salon::new("Salon Pom", chrono_tz::Europe::Lisbon);
    let filling = Filling {
        clients: vec![client("Marta")],
        ..Filling::empty(salon)
    };
    Store::create(&db, &filling, ten().naive_utc()).unwrap();
    Counter { folder, db }
}

impl Counter {
    fn store(&self) -> Store {
        Store::open(&self.db, Purpose::Command).unwrap()
    }

    fn add(&self, name: &str) {
        let mut store = self.store();
        add(&mut store, name);
        store.close().unwrap();
    }

    fn clients(&self) -> Vec<String> {
        let store = self.store();
        let clients = store.clients_after(None, 100).unwrap();
        let names = clients.into_iter().map(|client| client.first_name).collect();
        store.close().unwrap();
        names
    }

    fn backups(&self) -> PathBuf {
        self.folder.path().join("backups")
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn add(store: &mut Store, name: &str) {
    let by = By {
        actor: "ana".to_owned(),
        at: ten().naive_utc(),
    };
    store
        .apply(&Edit::Client(ClientEdit::Add(client(name))), &by)
        .unwrap();
}

fn writable(path: &Path) {
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

fn why(result: Result<Verified>) -> String {
    match result {
        Err(StoreError::BadBackup(_, why)) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_backup_is_a_verified_copy_with_its_manifest_while_the_desk_works_on() {
    let salon = counter();
    let mut desk = salon.store();
    add(&mut desk, "Rita");
    let made = now(&salon.db, ten()).unwrap();
    assert_eq!(
        names(&salon.backups()),
        [
            "pomsalon-20261120T100000Z-1.db",
            "pomsalon-20261120T100000Z-1.json"
        ]
    );
    assert_eq!(
        fs::metadata(&made.path).unwrap().permissions().mode() & 0o777,
        0o440
    );
    assert_eq!(made.manifest.file, "salon.db");
    assert_eq!(made.manifest.content.counts["client"], 2);
    assert_eq!(
        made.manifest.salon_time,
        Some(ten().naive_utc()),
        "Lisbon is on UTC in winter"
    );
    add(&mut desk, "Joana");

    let verified = verify(&made.path).unwrap();
    assert!(verified.has_manifest);
    assert_eq!(verified.content, made.manifest.content);
    let listed = list(&salon.db, later(12)).unwrap();
    assert_eq!(listed.len(), 1);
    assert!(listed[0].is_verified());
    assert_eq!(listed[0].age, TimeDelta::minutes(12));
    desk.close().unwrap();
}

#[test]
fn backups_are_ordered_by_number_also_when_the_clock_is_set_back() {
    let salon = counter();
    now(&salon.db, ten()).unwrap();
    now(&salon.db, ten()).unwrap();
    now(&salon.db, ten() - TimeDelta::days(400)).unwrap();
    let numbers: Vec<u64> = list(&salon.db, ten())
        .unwrap()
        .iter()
        .map(|backup| backup.number)
        .collect();
    assert_eq!(numbers[0], 3);
    assert!(numbers.contains(&2));
}

#[test]
fn two_salons_in_one_folder_keep_their_backups_apart() {
    let salon = counter();
    let other = salon.folder.path().join("other.db");
    Store::create(
        &other,
        &Filling::empty(Salon::new("Other", chrono_tz::Europe::Lisbon)),
        ten().naive_utc(),
    )
    .unwrap();
    now(&salon.db, ten()).unwrap();
    now(&other, ten()).unwrap();
    assert_eq!(list(&salon.db, ten()).unwrap().len(), 1);
    assert_eq!(list(&other, ten()).unwrap().len(), 1);
}

#[test]
fn older_backups_of_an_hour_go_and_foreign_files_stay() {
    let salon = counter();
    fs::create_dir(salon.backups()).unwrap();
    fs::write(
        salon.backups().join("pomsalon-20200101T000000Z-1.db"),
        b"nobody vouches for it",
    )
    .unwrap();
    fs::write(salon.backups().join("holiday.txt"), b"x").unwrap();
    for minutes in [0, 15, 30] {
        make(&salon.db, later(minutes), None).unwrap();
    }
    pinned(&salon.db, later(40), "before import").unwrap();
    make(&salon.db, later(45), None).unwrap();
    let names: Vec<String> = names(&salon.backups())
        .into_iter()
        .filter(|name| !name.contains("json"))
        .collect();
    assert_eq!(
        names,
        [
            "holiday.txt",
            "pomsalon-20200101T000000Z-1.db",
            "pomsalon-20261120T104000Z-5.db",
            "pomsalon-20261120T104500Z-6.db"
        ]
    );
}

#[test]
fn a_backup_that_somebody_asked_for_outlives_the_hour() {
    let salon = counter();
    for minutes in 0..12 {
        now(&salon.db, later(minutes)).unwrap();
    }
    make(&salon.db, later(20), None).unwrap();
    let kept: Vec<(u64, Option<String>)> = list(&salon.db, later(21))
        .unwrap()
        .into_iter()
        .map(|backup| (backup.number, backup.manifest.unwrap().pinned))
        .collect();
    assert_eq!(kept.len(), 11, "the newest, and the last ten by hand");
    assert_eq!(kept[0], (13, None));
    assert_eq!(kept[10], (3, Some("by hand".to_owned())));
}

#[test]
fn leftovers_of_a_killed_backup_are_swept_and_never_listed() {
    let salon = counter();
    fs::create_dir(salon.backups()).unwrap();
    for name in [
        ".tmp-2147483646-1",
        ".tmp-2147483646-1-journal",
        ".tmp-2147483646-1.json",
    ] {
        fs::write(salon.backups().join(name), b"x").unwrap();
    }
    assert_eq!(list(&salon.db, ten()).unwrap(), []);
    now(&salon.db, ten()).unwrap();
    assert!(
        names(&salon.backups())
            .iter()
            .all(|name| !name.starts_with(".tmp"))
    );
}

#[test]
fn every_flipped_bit_in_a_backup_is_found() {
    let salon = counter();
    let made = now(&salon.db, ten()).unwrap();
    writable(&made.path);
    let bytes = fs::read(&made.path).unwrap();
    for step in 0..24 {
        let mut broken = bytes.clone();
        let at = step * bytes.len() / 24 + step;
        broken[at] ^= 1 << (step % 8);
        fs::write(&made.path, &broken).unwrap();
        assert!(why(verify(&made.path)).contains("bytes"), "byte {at}");
    }
    fs::write(&made.path, &bytes).unwrap();
    verify(&made.path).unwrap();
}

#[test]
fn files_that_are_no_backup_are_refused_with_a_reason_and_nothing_is_touched() {
    let salon = counter();
    let made = now(&salon.db, ten()).unwrap();
    let bytes = fs::read(&made.path).unwrap();
    let at = |name: &str| salon.folder.path().join(name);
    fs::write(at("cut.db"), &bytes[..bytes.len() / 2]).unwrap();
    fs::write(at("empty.db"), b"").unwrap();
    fs::write(at("text.db"), "Dear Ana, ".repeat(900)).unwrap();
    Connection::open(at("foreign.db"))
        .unwrap()
        .execute_batch("CREATE TABLE song (name)")
        .unwrap();
    fs::write(at("killed.db"), &bytes).unwrap();
    fs::write(at("killed.db-journal"), b"journal").unwrap();
    fs::write(at("newer.db"), &bytes).unwrap();
    Connection::open(at("newer.db"))
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let before = fs::read(&salon.db).unwrap();
    for name in [
        "cut.db",
        "empty.db",
        "text.db",
        "foreign.db",
        "killed.db",
        "missing.db",
    ] {
        why(verify(&at(name)));
        let refused = restore(&salon.db, &at(name), ten()).unwrap_err();
        assert!(
            matches!(&refused, StoreError::BadBackup(path, _) if *path == at(name)),
            "{name}: {refused}"
        );
    }
    assert!(matches!(verify(&at("newer.db")), Err(StoreError::Newer(99, _))));
    assert!(matches!(
        restore(&salon.db, &at("newer.db"), ten()),
        Err(StoreError::Newer(99, _))
    ));
    assert!(restore(&salon.db, &salon.db, ten()).is_err(), "not from itself");
    assert_eq!(fs::read(&salon.db).unwrap(), before);
    let names = names(salon.folder.path());
    assert!(names.iter().all(|name| !name.contains("restore")), "{names:?}");
}

/// Two appointments of one dog at one time: at two groomers when `apart`, else at one.
fn twice(apart: bool) -> String {
    let id = |number: u8| format!("'00000000-0000-7000-8000-0000000000{number:02}'");
    let groomer = |number: u8| format!("INSERT INTO groomer (id, name) VALUES ({}, 'Ana');", id(number));
    let appointment = |number: u8, dog: u8, groomer: u8| {
        format!(
            "INSERT INTO appointment (id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min)
            VALUES ({}, {}, {}, {}, 1, '2026-11-20', 600, 660, 700);",
            id(number),
            id(dog),
            id(groomer),
            id(5)
        )
    };
    let dogs = [1, 2].map(|number| {
        format!(
            "INSERT INTO dog (id, first_name) VALUES ({}, 'Bella');",
            id(number)
        )
    });
    [
        dogs.concat(),
        groomer(3),
        groomer(4),
        format!(
            "INSERT INTO service (id, name, minutes, stay_minutes) VALUES ({}, 'Bath', 60, 60);",
            id(5)
        ),
        appointment(6, 1, 3),
        if apart {
            appointment(7, 1, 4)
        } else {
            appointment(7, 2, 3)
        },
    ]
    .concat()
}

#[test]
fn content_that_does_not_hold_together_is_no_good_even_without_a_manifest() {
    let salon = counter();
    let made = now(&salon.db, ten()).unwrap();
    let copy = salon.folder.path().join("copy.db");
    let spoil = |sql: &str| {
        fs::copy(&made.path, &copy).unwrap();
        writable(&copy);
        let connection = Connection::open(&copy).unwrap();
        connection
            .execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}"))
            .unwrap();
        connection.close().unwrap();
        let verdict = verify(&copy);
        fs::remove_file(&copy).unwrap();
        verdict
    };
    // The rule is taken away, broken, and put back as it was.
    let rule: String = Connection::open(&made.path)
        .unwrap()
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'appointment_free_insert'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let broken = |sql: &str| spoil(&format!("DROP TRIGGER appointment_free_insert; {sql} {rule};"));
    let lone = "INSERT INTO shift (id, groomer_id, weekday, start_min, end_min)
        VALUES ('00000000-0000-7000-8000-000000000001', 'nobody', 1, 600, 660);";
    // A handful of dogs is not in the index yet; it takes them in first.
    let find = "UPDATE find_mark SET dogs = 1000, clients = 1000;
        UPDATE find_index_data SET block = x'00' WHERE id > 10;";

    assert!(!broken("").unwrap().has_manifest, "this one is good");
    assert!(why(broken(&twice(true))).contains("a dog is booked twice at once on 2026-11-20"));
    assert!(why(broken(&twice(false))).contains("a groomer's lane is booked twice at once on 2026-11-20"));
    assert!(why(spoil("DROP TRIGGER appointment_free_insert")).contains("appointment_free_insert"));
    assert!(why(spoil(lone)).contains("shift"));
    assert!(
        why(spoil(find)).contains("find_index"),
        "integrity_check looks into the index of find"
    );
    assert!(why(spoil("PRAGMA application_id = 0")).contains("not a salon's file"));
}
