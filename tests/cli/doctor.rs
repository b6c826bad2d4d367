//! What the owner reads in the morning: ten promises, kept or not; and which line changes when something is wrong.

mod around;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use pomsalon::paper;
use pomsalon::store::{BackupEntry, BackupEvent, Note};
use serde_json::Value;

use crate::salon::{Salon, ten};

/// A salon of which everything is in order: backed up here and on a second disk, rehearsed, on paper.
fn well() -> (Salon, PathBuf) {
    let salon = Salon::open();
    let second = salon.folder.path().join("usb");
    fs::create_dir(&second).unwrap();
    salon.run(&["backup", "second", second.to_str().unwrap()]).ok();
    let made = salon.run(&["backup", "now", "--json"]).ok().json();
    let backup = PathBuf::from(made["path"].as_str().unwrap());
    rehearsed(&salon, "2026-11-19T20:00:00Z", true);
    let store = salon.store();
    paper::write(&store, ten()).unwrap();
    store.close().unwrap();
    (salon, backup)
}

fn rehearsed(salon: &Salon, utc: &str, good: bool) {
    let mut store = salon.store();
    let entry = BackupEntry {
        utc: utc.parse().unwrap(),
        event: BackupEvent::Drill,
        backup: "pomsalon-20261119T200000Z-1.db".to_owned(),
        good,
        words: if good { "" } else { "its bytes are others" }.to_owned(),
        duration_ms: 900,
    };
    store.note(&Note::Backup(entry)).unwrap();
    store.close().unwrap();
}

/// The verdicts in their order, of a report in JSON.
fn verdicts(report: &Value) -> Vec<String> {
    let lines = report["promises"].as_array().unwrap();
    assert_eq!(lines.len(), 10, "{report}");
    lines
        .iter()
        .map(|line| line["verdict"].as_str().unwrap().to_owned())
        .collect()
}

/// What stands below a promise.
fn below(report: &Value, number: usize) -> String {
    let line = &report["promises"][number - 1];
    format!("{} {}", line["found"], line["to_do"])
}

/// Examines a salon that something was done to: exactly these lines must have changed, each to this verdict and with
/// these words.
#[track_caller]
fn must_tell(salon: &Salon, before: &[String], changed: &[(usize, &str, &str)]) -> Value {
    let said = salon.run(&["doctor", "--json"]);
    assert_eq!(said.code, 1, "{said:?}");
    let report = said.json();
    assert_eq!(report["kept"], false);
    for (at, (was, is)) in before.iter().zip(verdicts(&report)).enumerate() {
        let expected = changed.iter().find(|(number, ..)| *number == at + 1);
        let (expected, words) = expected.map_or((was.as_str(), ""), |(_, verdict, words)| (*verdict, *words));
        assert_eq!(is, expected, "promise {}: {report:#}", at + 1);
        assert!(
            below(&report, at + 1).contains(words),
            "no {words:?} below promise {}: {}",
            at + 1,
            below(&report, at + 1)
        );
    }
    report
}

fn examined(salon: &Salon) -> Vec<String> {
    verdicts(&salon.run(&["doctor", "--json"]).json())
}

/// Everything that needs the inside of the file, when that cannot be read.
fn unread(first: &'static str, words: &'static str) -> Vec<(usize, &'static str, &'static str)> {
    let mut lines = vec![(1, first, words)];
    lines.extend([2, 4, 7, 8, 9, 10].map(|number| (number, "careful", "could not be looked at")));
    lines
}

/// Changes the file as another program would, rules or no rules.
fn shell(db: &Path, sql: &str) {
    let other = rusqlite::Connection::open(db).unwrap();
    other.execute_batch(sql).unwrap();
}

#[test]
fn a_salon_in_order_has_ten_promises_kept_and_its_page_fits_a_printer() {
    let (salon, _) = well();
    let said = salon.run(&["doctor"]);
    let in_memory = said.out.contains("tmpfs") || said.out.contains("nearly full");
    if !in_memory {
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
        assert!(said.out.ends_with("All 10 promises are kept.\n"), "{}", said.out);
    }
    let heads: Vec<&str> = said
        .out
        .lines()
        .filter(|line| {
            line.starts_with(['1', ' ']) && line.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
        })
        .collect();
    assert_eq!(heads.len(), 10, "{}", said.out);
    let wide =
        |line: &&str| line.chars().count() > 80 && !line.contains(salon.folder.path().to_str().unwrap());
    assert_eq!(said.out.lines().find(wide), None);

    let before = fs::read(&salon.db).unwrap();
    let report = salon.run(&["doctor", "--json"]).json();
    assert_eq!(
        (&report["version"], &report["diagnosis"]),
        (&1.into(), &Value::Null)
    );
    assert_eq!(fs::read(&salon.db).unwrap(), before, "looking changes nothing");
    for ending in ["-wal", "-shm"] {
        let path = PathBuf::from(format!("{}{ending}", salon.db.display()));
        assert!(!path.exists(), "looking leaves nothing beside it");
    }
}

#[test]
fn the_made_up_salon_is_whole_and_lacks_only_copies_and_paper() {
    let salon = Salon::nothing();
    salon.run(&["demo", "--no-desk"]).ok();
    let said = salon.run(&["doctor", "--json"]);
    assert_eq!(said.code, 1);
    let report = said.json();
    let found = verdicts(&report);
    for kept in [2, 5, 6, 8, 9, 10] {
        assert_eq!(found[kept - 1], "kept", "{report:#}");
    }
    assert_eq!(
        [&found[2], &found[3], &found[6]],
        ["not_kept", "not_kept", "careful"]
    );
    assert!(below(&report, 3).contains("pomsalon backup now"));
}

#[test]
fn a_file_that_does_not_open_is_named_first_with_the_way_back() {
    let (salon, _) = well();
    let before = examined(&salon);
    let good = fs::read(&salon.db).unwrap();
    let garbage = b"not a salon at all, only a letter to the landlord\n".repeat(400);
    for (bytes, diagnosis) in [
        (Some(&b""[..]), "is empty"),
        (Some(&good[..50]), "is not a salon's file"),
        (Some(&garbage), "is not a salon's file"),
        (None, "there is no salon at"),
    ] {
        fs::remove_file(&salon.db).unwrap();
        if let Some(bytes) = bytes {
            fs::write(&salon.db, bytes).unwrap();
            fs::set_permissions(&salon.db, fs::Permissions::from_mode(0o600)).unwrap();
        }
        let report = must_tell(
            &salon,
            &before,
            &unread("not_kept", "`pomsalon restore` brings back"),
        );
        assert!(
            report["diagnosis"].as_str().unwrap().contains(diagnosis),
            "{report:#}"
        );
        assert!(below(&report, 3).contains("every byte is the one that was written"));
        let page = salon.run(&["doctor"]).out;
        assert!(
            page.lines().nth(2).unwrap().starts_with("First of all: "),
            "{page}"
        );
        assert_eq!(
            fs::read(&salon.db).ok().as_deref(),
            bytes,
            "it was left as it was"
        );
        if bytes.is_none() {
            fs::write(&salon.db, &good).unwrap();
        }
    }
    salon.run(&["restore", "--yes"]).ok();
    assert_eq!(salon.run(&["day"]).ok().code, 0);
}

#[test]
fn the_file_of_another_program_or_of_a_newer_pomsalon_is_told_from_a_damaged_one() {
    let (salon, _) = well();
    let before = examined(&salon);
    shell(&salon.db, "PRAGMA user_version = 99");
    must_tell(&salon, &before, &unread("careful", "Update PomSalon"));
    shell(&salon.db, "PRAGMA user_version = 1");
    must_tell(&salon, &before, &unread("careful", "Open the desk once"));
    shell(&salon.db, "PRAGMA application_id = 7; PRAGMA user_version = 4");
    must_tell(&salon, &before, &unread("not_kept", "belongs to another program"));
}

#[test]
fn damage_inside_is_found_and_the_backup_is_named() {
    let (salon, backup) = well();
    let before = examined(&salon);
    let name = backup.file_name().unwrap().to_str().unwrap();
    let mut bytes = fs::read(&salon.db).unwrap();
    // A turned bit in the head of the page that lists a table's rows.
    let page = usize::try_from(root_page(&salon.db, "appointment_by_day")).unwrap() - 1;
    bytes[page * 4096] ^= 1;
    fs::write(&salon.db, &bytes).unwrap();
    let said = salon.run(&["doctor", "--json"]);
    let report = said.json();
    assert_eq!(
        (said.code, report["promises"][0]["verdict"].as_str()),
        (1, Some("not_kept"))
    );
    assert!(
        below(&report, 1).contains("damaged") && below(&report, 1).contains(name),
        "{report:#}"
    );
    assert!(report["diagnosis"].as_str().unwrap().contains("pomsalon restore"));

    // Cut short by a third: the pages at the end are gone.
    bytes[page * 4096] ^= 1;
    bytes.truncate(bytes.len() / 3 * 2);
    fs::write(&salon.db, &bytes).unwrap();
    let report = salon.run(&["doctor", "--json"]).json();
    assert_eq!(report["promises"][0]["verdict"], "not_kept", "{report:#}");
    assert_ne!(before[0], "not_kept");
}

#[test]
fn a_log_that_belongs_to_another_file_is_no_reason_to_restore() {
    let (salon, other) = (Salon::open(), Salon::open());
    let log = PathBuf::from(format!("{}-wal", salon.db.display()));
    let held = rusqlite::Connection::open(&salon.db).unwrap();
    held.execute_batch("UPDATE dog SET breed = 'Poodle'; UPDATE client SET note = 'x'")
        .unwrap();
    let bytes = fs::read(&log).unwrap();
    drop(held);
    // Somebody copies another salon over this one, and the log of the one before stays.
    fs::write(&salon.db, fs::read(&other.db).unwrap()).unwrap();
    fs::write(&log, &bytes).unwrap();
    let report = salon.run(&["doctor", "--json"]).json();
    assert_eq!(report["promises"][0]["verdict"], "not_kept", "{report:#}");
    assert!(below(&report, 1).contains("Open the desk once"), "{report:#}");
    assert_eq!(
        fs::read(&log).unwrap(),
        bytes,
        "looking leaves the log where it is"
    );
    salon.run(&["day"]).ok();
    assert_eq!(salon.run(&["doctor", "--json"]).json()["diagnosis"], Value::Null);
}

fn root_page(db: &Path, name: &str) -> i64 {
    let other = rusqlite::Connection::open(db).unwrap();
    other
        .query_one(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?1",
            [name],
            |row| row.get(0),
        )
        .unwrap()
}

#[test]
fn a_lost_rule_and_the_double_booking_it_let_in_are_both_named() {
    let (salon, _) = well();
    let before = examined(&salon);
    shell(&salon.db, "DROP TRIGGER appointment_free_insert");
    must_tell(&salon, &before, &[(2, "not_kept", "appointment_free_insert")]);
    shell(
        &salon.db,
        "INSERT INTO appointment (id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min)
         SELECT 'f' || substr(id, 2), dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min
         FROM appointment",
    );
    let report = must_tell(
        &salon,
        &before,
        &[
            (2, "not_kept", "booked twice at once on 2026-11-20"),
            (7, "careful", "not those of today's book"),
        ],
    );
    assert!(below(&report, 9).contains("1 change was made by another program"));
    shell(
        &salon.db,
        "DROP TRIGGER journal_dog_update; DROP TRIGGER find_dog_insert",
    );
    must_tell(
        &salon,
        &before,
        &[
            (1, "not_kept", "find_dog_insert"),
            (2, "not_kept", ""),
            (7, "careful", ""),
            (9, "not_kept", "journal_dog_update"),
        ],
    );
}

#[test]
fn rows_that_were_changed_behind_the_journals_back_are_counted() {
    let (salon, _) = well();
    let before = examined(&salon);
    let rule = |name: &str| -> String {
        let other = rusqlite::Connection::open(&salon.db).unwrap();
        other
            .query_one("SELECT sql FROM sqlite_schema WHERE name = ?1", [name], |row| {
                row.get(0)
            })
            .unwrap()
    };
    let (update, insert) = (rule("journal_client_update"), rule("journal_client_insert"));
    shell(
        &salon.db,
        &format!(
            "DROP TRIGGER journal_client_update; DROP TRIGGER journal_client_insert;
             UPDATE client SET phone = '666' WHERE first_name = 'Zoe';
             INSERT INTO client (id, first_name) VALUES ('01900000-0000-7000-8000-000000000001', 'Nobody');
             {update}; {insert};"
        ),
    );
    must_tell(
        &salon,
        &before,
        &[(
            9,
            "not_kept",
            "1 row is not in it, 1 row is otherwise than it says",
        )],
    );
}
