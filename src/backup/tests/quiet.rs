use std::fs;
use std::time::{Duration, Instant};

use super::super::quiet::Quiet;
use super::{Counter, add, counter};
use crate::store::guard::beside;
use crate::store::open::open;
use crate::store::{Purpose, Store};

fn log(salon: &Counter) -> u64 {
    fs::metadata(beside(&salon.db, "-wal")).unwrap().len()
}

/// Clients in a plain copy of the one file; the desk in this process loses its locks by that, which it no longer needs.
fn clients_in_a_plain_copy(salon: &Counter) -> usize {
    let copy = salon.folder.path().join("copy.db");
    fs::copy(&salon.db, &copy).unwrap();
    let store = Store::open(&copy, Purpose::ReadOnly).unwrap();
    let clients = store.clients_after(None, 100).unwrap().len();
    store.close().unwrap();
    clients
}

#[test]
fn a_file_that_nobody_wrote_to_for_a_minute_is_whole_in_one_piece() {
    let salon = counter();
    let mut desk = salon.store();
    add(&mut desk, "Rita");
    let start = Instant::now();
    let at = |seconds| start + Duration::from_secs(seconds);
    let mut quiet = Quiet::default();
    assert!(!quiet.is_over(&salon.db, at(0)));
    assert!(!quiet.is_over(&salon.db, at(59)));
    add(&mut desk, "Joana");
    assert!(!quiet.is_over(&salon.db, at(61)), "somebody wrote meanwhile");
    assert!(!quiet.is_over(&salon.db, at(120)));
    assert!(quiet.is_over(&salon.db, at(121)));

    let mut keeper = open(&salon.db, Purpose::Backup).unwrap();
    keeper.fold().unwrap();
    assert_eq!(log(&salon), 0);
    assert!(
        !quiet.is_over(&salon.db, at(300)),
        "there is nothing left to fold"
    );
    assert_eq!(clients_in_a_plain_copy(&salon), 3);
}

#[test]
fn folding_waits_for_nobody_and_holds_nobody_up() {
    let salon = counter();
    let mut desk = salon.store();
    add(&mut desk, "Rita");
    let reader = rusqlite::Connection::open(&salon.db).unwrap();
    let snapshot = reader.unchecked_transaction().unwrap();
    let _: i64 = snapshot
        .query_row("SELECT count(*) FROM client", [], |row| row.get(0))
        .unwrap();
    let mut keeper = open(&salon.db, Purpose::Backup).unwrap();
    let since = Instant::now();
    keeper.fold().unwrap();
    assert!(since.elapsed() < Duration::from_secs(2));
    assert!(log(&salon) > 0, "somebody still reads what lies there");
    add(&mut desk, "Joana");
    drop(snapshot);
    keeper.fold().unwrap();
    assert_eq!(log(&salon), 0);
    desk.close().unwrap();
}
