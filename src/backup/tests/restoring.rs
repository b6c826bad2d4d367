use std::fs;

use rusqlite::Connection;

use super::super::restore::Step;
use super::super::*;
use super::{counter, later, names, ten};

#[test]
fn a_restore_brings_back_what_was_there_and_keeps_what_it_replaces() {
    let salon = counter();
    salon.add("Rita");
    let made = now(&salon.db, ten()).unwrap();
    salon.add("Joana");
    let prepared = prepare(&salon.db, &made.path, later(5)).unwrap();
    assert_eq!(
        prepared.preview.to_string(),
        "appointments 0 -> 0; newest change 2026-11-20 10:00; you lose 1 change"
    );
    assert_eq!(prepared.preview.lost.as_ref().unwrap().labels.len(), 1);
    let restored = prepared.carry_out().unwrap();
    assert_eq!(salon.clients(), ["Marta", "Rita"]);

    // And back again, the same way.
    let aside = restored.aside.unwrap();
    assert!(aside.ends_with("salon.db.before-restore-20261120T100500Z"));
    restore(&salon.db, &aside, later(6)).unwrap();
    assert_eq!(salon.clients().len(), 3);
    let store = salon.store();
    store.close().unwrap();
    assert_eq!(
        names(salon.folder.path()),
        [
            "backups",
            "salon.db",
            "salon.db.backup-lock",
            "salon.db.before-restore-20261120T100500Z",
            "salon.db.before-restore-20261120T100600Z",
            "salon.db.lock",
        ]
    );
}

#[test]
fn looking_at_what_a_restore_would_do_changes_nothing() {
    let salon = counter();
    let made = now(&salon.db, ten()).unwrap();
    let before = fs::read(&salon.db).unwrap();
    drop(prepare(&salon.db, &made.path, ten()).unwrap());
    assert_eq!(fs::read(&salon.db).unwrap(), before);
    assert_eq!(
        names(salon.folder.path()),
        ["backups", "salon.db", "salon.db.backup-lock", "salon.db.lock"]
    );
}

#[test]
fn nothing_is_restored_under_a_working_desk() {
    let salon = counter();
    let made = now(&salon.db, ten()).unwrap();
    let desk = salon.store();
    let refused = restore(&salon.db, &made.path, ten()).unwrap_err();
    assert!(matches!(refused, StoreError::InUse(_)), "{refused}");
    assert_eq!(refused.exit_code(), 3);
    desk.close().unwrap();
    // A shell of another program holds no session lock, but has the file open.
    let shell = Connection::open(&salon.db).unwrap();
    shell
        .query_row("SELECT count(*) FROM client", [], |_| Ok(()))
        .unwrap();
    let refused = restore(&salon.db, &made.path, ten()).unwrap_err();
    assert!(matches!(refused, StoreError::InUse(_)), "{refused}");
    drop(shell);
    restore(&salon.db, &made.path, ten()).unwrap();
}

#[test]
fn a_crash_at_any_moment_of_a_restore_leaves_a_salon_that_opens() {
    for stop_after in [Step::Folded, Step::KeptAside, Step::Replaced] {
        let salon = counter();
        let made = now(&salon.db, ten()).unwrap();
        salon.add("Rita");
        let prepared = prepare(&salon.db, &made.path, later(5)).unwrap();
        let crash = prepared.carry_out_watched(&mut |step| match step {
            step if step == stop_after => Err(StoreError::Damaged("the light went out".to_owned())),
            _ => Ok(()),
        });
        assert!(crash.is_err());
        let found = salon.clients();
        let aside = salon
            .folder
            .path()
            .join("salon.db.before-restore-20261120T100500Z");
        if stop_after == Step::Replaced {
            assert_eq!(found, ["Marta"]);
            assert_eq!(verify(&aside).unwrap().content.counts["client"], 2);
        } else {
            assert_eq!(found.len(), 2, "{stop_after:?}");
        }
        restore(&salon.db, &made.path, later(5)).unwrap();
        assert_eq!(salon.clients(), ["Marta"]);
    }
}

#[test]
fn a_lost_an_emptied_and_a_damaged_salon_come_back() {
    for damage in ["missing", "missing but its log", "empty", "text", "cut"] {
        let salon = counter();
        salon.add("Rita");
        let made = now(&salon.db, ten()).unwrap();
        let bytes = fs::read(&salon.db).unwrap();
        match damage {
            "missing" => fs::remove_file(&salon.db).unwrap(),
            "missing but its log" => {
                fs::remove_file(&salon.db).unwrap();
                fs::write(salon.folder.path().join("salon.db-wal"), b"log").unwrap();
            }
            "empty" => fs::write(&salon.db, b"").unwrap(),
            "text" => fs::write(&salon.db, "Dear Ana, ".repeat(900)).unwrap(),
            _ => fs::write(&salon.db, &bytes[..bytes.len() / 2]).unwrap(),
        }
        let restored = restore(&salon.db, &made.path, later(5)).unwrap();
        assert_eq!(restored.preview.now, None, "{damage}");
        assert_eq!(
            restored.aside.is_some(),
            !damage.starts_with("missing"),
            "{damage}"
        );
        assert_eq!(salon.clients(), ["Marta", "Rita"], "{damage}");
        let log = salon
            .folder
            .path()
            .join("salon.db.before-restore-20261120T100500Z-wal");
        assert_eq!(log.exists(), damage == "missing but its log");
    }
}

#[test]
fn another_programs_file_is_not_replaced() {
    let salon = counter();
    let made = now(&salon.db, ten()).unwrap();
    fs::remove_file(&salon.db).unwrap();
    Connection::open(&salon.db)
        .unwrap()
        .execute_batch("CREATE TABLE song (name)")
        .unwrap();
    let before = fs::read(&salon.db).unwrap();
    assert!(matches!(
        restore(&salon.db, &made.path, ten()),
        Err(StoreError::Foreign(_))
    ));
    assert_eq!(fs::read(&salon.db).unwrap(), before);
}
