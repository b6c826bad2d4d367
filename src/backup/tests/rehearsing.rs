//! Drills: a restore that is rehearsed finds what nobody would have looked at.

use std::fs;
use std::sync::OnceLock;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use super::super::*;
use super::{counter, later, names, ten, writable};
use crate::store::BackupEvent;

#[test]
fn a_drill_restores_the_newest_and_an_older_backup_from_the_second_folder() {
    let salon = counter();
    let usb = salon.second();
    for (minutes, name) in [(0, "Rita"), (70, "Joana"), (140, "Carla")] {
        salon.add(name);
        now(&salon.db, later(minutes)).unwrap();
        bring(&salon.db, later(minutes)).unwrap();
    }
    let before = fs::read(&salon.db).unwrap();
    let found = drill(&salon.db, later(150), 1).unwrap();
    assert_eq!((found.failed(), found.from_second), (None, true));
    assert_eq!(found.folder, usb);
    let which: Vec<&str> = found.rehearsed.iter().map(|one| one.backup.as_str()).collect();
    assert_eq!(
        which,
        ["pomsalon-20261120T122000Z-3.db", "pomsalon-20261120T100000Z-1.db"]
    );
    assert_eq!(found.rehearsed[0].today, Some(0));
    assert_ne!(before, Vec::<u8>::new());
    // Nothing is left of it but lines in the log.
    assert!(
        names(&salon.backups())
            .iter()
            .all(|name| !name.starts_with(".tmp"))
    );
    assert!(names(&usb).iter().all(|name| !name.starts_with(".tmp")));
    let last = salon
        .store()
        .last_good_backup_event(BackupEvent::Drill)
        .unwrap()
        .unwrap();
    assert_eq!(
        (last.utc, last.words.as_str()),
        (later(150), "from the second folder")
    );
    let status = status(&salon.db, later(150)).unwrap();
    assert_eq!((status.drilled, status.drill_failed), (Some(later(150)), None));
}

#[test]
fn without_a_second_folder_the_first_is_rehearsed_and_that_is_said() {
    let salon = counter();
    assert!(
        drill(&salon.db, ten(), 0)
            .unwrap_err()
            .to_string()
            .contains("no backup to rehearse")
    );
    now(&salon.db, ten()).unwrap();
    let alone = drill(&salon.db, ten(), 0).unwrap();
    assert_eq!(alone.place(), "the first folder; there is no second one");
    assert_eq!(alone.rehearsed.len(), 1, "there is no older one");
    let usb = salon.second();
    bring(&salon.db, ten()).unwrap();
    fs::rename(&usb, salon.folder.path().join("drawer")).unwrap();
    let away = drill(&salon.db, ten(), 0).unwrap();
    assert_eq!(away.place(), "the first folder, because the second is away");
    assert!(away.second_away.unwrap().contains("is not there"));
}

#[test]
fn a_copy_that_was_tampered_with_is_found_put_aside_and_made_again() {
    let salon = counter();
    let usb = salon.second();
    let made = now(&salon.db, ten()).unwrap();
    bring(&salon.db, ten()).unwrap();
    let name = made.path.file_name().unwrap();
    let copy = usb.join(name);
    writable(&copy);
    let shell = rusqlite::Connection::open(&copy).unwrap();
    shell
        .execute_batch("UPDATE client SET first_name = 'Nobody'; PRAGMA journal_mode = DELETE")
        .unwrap();
    shell.close().unwrap();

    let found = drill(&salon.db, later(1), 0).unwrap();
    assert!(found.failed().unwrap().contains("its bytes are not the ones"));
    let line = status(&salon.db, later(1))
        .unwrap()
        .lines(later(1))
        .pop()
        .unwrap();
    assert_eq!((line.subject, line.level), (Subject::Drill, Level::Bad));
    assert!(!copy.exists());
    assert!(
        names(&usb).iter().any(|name| name.ends_with(".db.damaged")),
        "nothing is thrown away"
    );

    bring(&salon.db, later(2)).unwrap();
    verify(&copy).unwrap();
    assert_eq!(drill(&salon.db, later(3), 0).unwrap().failed(), None);
    assert_eq!(status(&salon.db, later(3)).unwrap().drill_failed, None);
}

#[test]
fn a_desk_drills_on_request_and_by_itself_when_the_week_is_over() {
    // A minute in each millisecond: what waits for a quiet moment gets it without anybody sleeping.
    fn up() -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed() * 60_000
    }
    let salon = counter();
    let (send, reports) = channel();
    let around = Around {
        now_utc: ten,
        up,
        chance: || 0,
    };
    let backups = Backups::start(&salon.db, around, move |report| drop(send.send(report))).unwrap();
    let next = || reports.recv_timeout(Duration::from_secs(30)).unwrap();
    let drilled = |report| matches!(&report, Report::Status(status) if status.drilled == Some(ten()));
    while !drilled(next()) {
        backups.request_look();
    }
    backups.request_drill();
    let words = loop {
        if let Report::Told(words, false) = next() {
            break words;
        }
    };
    assert_eq!(
        words,
        "Drill: a restore from the first folder; there is no second one would work: 0 appointments, 0 today"
    );
    backups.stop();
}

#[test]
fn what_became_of_copies_is_not_forgotten_by_a_restore() {
    let salon = counter();
    let made = now(&salon.db, ten()).unwrap();
    drill(&salon.db, later(1), 0).unwrap();
    restore(&salon.db, &made.path, later(2)).unwrap();
    let events: Vec<BackupEvent> = salon
        .store()
        .backup_log(9)
        .unwrap()
        .into_iter()
        .map(|entry| entry.event)
        .collect();
    assert_eq!(
        events,
        [BackupEvent::Restored, BackupEvent::Drill, BackupEvent::Made]
    );
}

#[test]
fn a_drill_looks_through_the_salons_own_file_too() {
    let salon = counter();
    now(&salon.db, ten()).unwrap();
    // A row that a rotten page has torn loose from what it points to.
    let shell = rusqlite::Connection::open(&salon.db).unwrap();
    shell
        .execute_batch(
            "PRAGMA foreign_keys = OFF; INSERT INTO shift (id, groomer_id, weekday, start_min, end_min)
            VALUES ('00000000-0000-7000-8000-000000000001', 'nobody', 1, 600, 660)",
        )
        .unwrap();
    shell.close().unwrap();
    let found = drill(&salon.db, later(1), 0).unwrap();
    assert!(
        found
            .damage
            .as_ref()
            .unwrap()
            .contains("a row of shift points to one that is not there")
    );
    assert_eq!(found.rehearsed[0].failed, None, "the backup is from before");
    let status = status(&salon.db, later(1)).unwrap();
    assert!(
        status
            .drill_failed
            .unwrap()
            .contains("the salon's own file is damaged")
    );
    restore(&salon.db, &list(&salon.db, later(1)).unwrap()[0].path, later(2)).unwrap();
    assert_eq!(drill(&salon.db, later(3), 0).unwrap().failed(), None);
}
