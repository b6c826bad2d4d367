//! Four desks at one file, each with a moment of thought between two edits, while an import, its undo and backups run.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use pomsalon::store::{Edit, Purpose, StoreError};
use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use crate::child::{Child, Job};
use crate::salon::{Salon, appointment, book, by};
use crate::soak::{counted, figures, is_long, slowest, stretch};
use crate::sound::{OVERLAPS, journal_must_replay, look, must_hold_together, number};

const DESKS: u64 = 4;

/// More than the log beside the file may take when the storm is over.
const LOG: u64 = 8_000_000;

/// And more than it may ever take, while a backup or an import still reads what lies there.
const LARGEST: u64 = 64_000_000;

#[test]
fn four_desks_at_once_never_fail_to_save_and_never_book_twice() {
    let salon = Salon::with_appointments(60);
    let time = stretch(Duration::from_secs(6), Duration::from_hours(1), 30);
    let children: Vec<Child> = (0..DESKS)
        .map(|desk| {
            Child::start(
                &salon.db,
                Job::Contender {
                    desk,
                    seconds: time.as_secs(),
                },
            )
        })
        .collect();
    let dogs = salon.folder.path().join("dogs.csv");
    let list = salon
        .program()
        .args(["generate", "dogs", "--count", "1500", "--seed", "7"])
        .output()
        .unwrap();
    std::fs::write(&dogs, list.stdout).unwrap();
    let mut desk = salon.store(Purpose::Command);
    let started = Instant::now();
    let over = AtomicBool::new(false);
    let mut imports = 0;
    let mut said: Vec<Vec<String>> = vec![Vec::new(); children.len()];
    let largest = std::thread::scope(|scope| {
        let largest = scope.spawn(|| largest_log(&salon, &over));
        while imports == 0 || started.elapsed() < time {
            import_and_take_back(&salon, &dogs);
            imports += 1;
            for (said, child) in said.iter_mut().zip(&children) {
                said.extend(child.said());
            }
        }
        for (said, child) in said.iter_mut().zip(children) {
            said.extend(child.finish());
        }
        over.store(true, Ordering::Relaxed);
        largest.join().unwrap()
    });
    // Somebody who was there all the time saves once more.
    desk.apply(&book(appointment(5, 1_000)), &by("ana")).unwrap();
    let after = salon.log();
    assert!(after < LOG, "{after} bytes beside the file");
    desk.close().unwrap();
    let said: Vec<String> = said.concat();
    let busy: Vec<&String> = said.iter().filter(|said| said.starts_with("busy")).collect();
    assert!(busy.is_empty(), "{busy:?}");
    let refused = said.iter().filter(|said| *said == "refused").count();
    assert!(refused > 0, "they did want the same times");
    let waits: Vec<u64> = said
        .iter()
        .filter_map(|said| said.strip_prefix("saved ")?.parse().ok())
        .collect();
    let saved = waits.len();
    let (p99, worst) = slowest(waits);
    assert!(
        0 < largest && largest < LARGEST,
        "{largest} bytes beside the file"
    );
    must_hold_together(&salon.db);
    journal_must_replay(&salon.db);
    figures(&format!(
        "storm of {DESKS} desks for {} s: {} saved, {} refused, busy 0, double bookings 0, worst wait {worst} ms, p99 {p99} ms, {} imports taken back, largest log {} kB, afterwards {} kB",
        time.as_secs(),
        counted(saved),
        counted(refused),
        counted(imports),
        counted(largest / 1_000),
        counted(after / 1_000)
    ));
}

/// The most bytes that ever lay beside the file.
fn largest_log(salon: &Salon, over: &AtomicBool) -> u64 {
    let mut largest = 0;
    while !over.load(Ordering::Relaxed) {
        largest = largest.max(salon.log());
        std::thread::sleep(Duration::from_millis(5));
    }
    largest
}

fn import_and_take_back(salon: &Salon, dogs: &Path) {
    salon
        .program()
        .args(["import", "dogs"])
        .arg(dogs)
        .assert()
        .success();
    let mut store = salon.store(Purpose::Command);
    match store.apply(&Edit::Undo, &by("ana")) {
        Ok(applied) => assert!(applied.label.starts_with("Undone: Imported"), "{}", applied.label),
        Err(error) => panic!("{error}"),
    }
    store.close().unwrap();
    salon.program().args(["backup", "now"]).assert().success();
}

/// Why every save takes the file before it looks: a program that looks first is turned away at once, however long it
/// would wait.
#[test]
fn who_looks_before_taking_the_file_is_turned_away_at_once() {
    let salon = Salon::open();
    let (mut first, second) = (look(&salon.db), look(&salon.db));
    first.busy_timeout(Duration::from_secs(20)).unwrap();
    let since = Instant::now();
    let looked = first
        .transaction_with_behavior(TransactionBehavior::Deferred)
        .unwrap();
    assert_eq!(number(&looked, "SELECT count(*) FROM dog"), 6);
    second
        .execute("UPDATE dog SET note = 'second' WHERE first_name = 'Bella0'", [])
        .unwrap();
    let turned_away = looked
        .execute("UPDATE dog SET note = 'first' WHERE first_name = 'Bella1'", [])
        .unwrap_err();
    assert_eq!(turned_away.sqlite_error_code(), Some(ErrorCode::DatabaseBusy));
    assert!(since.elapsed() < Duration::from_secs(10), "it did not even wait");
    drop(looked);

    // The store does the same two things in the other order, and waits.
    let mut store = salon.store(Purpose::Command);
    second.execute_batch("BEGIN IMMEDIATE").unwrap();
    let waiting = std::thread::spawn(move || {
        let edit = book(appointment(0, 0));
        store.apply(&edit, &by("ana")).map(|_| store)
    });
    std::thread::sleep(Duration::from_millis(300));
    second.execute_batch("COMMIT").unwrap();
    match waiting.join().unwrap() {
        Ok(store) => store.close().unwrap(),
        Err(StoreError::Busy(who)) => panic!("turned away by {who:?}"),
        Err(error) => panic!("{error}"),
    }
}

/// The question that finds no double booking finds one where the file's own rule is taken away.
#[test]
fn a_double_booking_would_be_seen() {
    let salon = Salon::with_appointments(2);
    let twice = "INSERT INTO appointment (id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min)
        SELECT '00000000-0000-7000-8000-000000000001', (SELECT id FROM dog WHERE first_name = 'Bella5'), groomer_id,
          service_id, lane, day, start_min, end_min, pickup_min FROM appointment LIMIT 1";
    let connection = look(&salon.db);
    assert!(connection.execute(twice, []).is_err(), "the file itself refuses");
    connection
        .execute_batch("DROP TRIGGER appointment_free_insert")
        .unwrap();
    connection.execute(twice, []).unwrap();
    assert_eq!(number(&connection, OVERLAPS), 1);
}

/// A list that is read to its end late keeps everything written meanwhile beside the file. The store reads its lists at
/// once; so this never happens in the storm.
#[test]
fn a_list_left_half_read_would_let_the_log_grow() {
    let salon = Salon::open();
    let reader = look(&salon.db);
    let mut list = reader.prepare("SELECT id FROM dog").unwrap();
    let mut half_read = list.query([]).unwrap();
    assert!(half_read.next().unwrap().is_some());
    let writer = look(&salon.db);
    // Only the size is looked at here, so nothing waits for the disk.
    writer.pragma_update(None, "synchronous", "OFF").unwrap();
    writer
        .pragma_update(None, "journal_size_limit", 4_194_304)
        .unwrap();
    let commits = if is_long() { 20_000 } else { 1_000 };
    let write = |writer: &Connection| {
        for at in 0..commits {
            writer
                .execute(
                    "UPDATE dog SET note = hex(randomblob(200)) || ?1 WHERE first_name = 'Bella1'",
                    [at],
                )
                .unwrap();
        }
    };
    write(&writer);
    let grown = salon.log();
    assert!(grown > LOG, "{grown}");
    drop(half_read);
    drop(list);
    write(&writer);
    let folded: i64 = writer
        .query_row("PRAGMA wal_checkpoint(RESTART)", [], |row| row.get(0))
        .unwrap();
    assert_eq!(folded, 0);
    write(&writer);
    let after = salon.log();
    assert!(after < LOG, "{after}");
    figures(&format!(
        "a list left half read: log {} kB, and {} kB when it was read",
        counted(grown / 1_000),
        counted(after / 1_000)
    ));
}
