//! The thread writes what the book says, notices what others do, and says when it cannot.

use std::fs;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use chrono::NaiveDate;

use super::*;
use crate::domain::clock::Clock;
use crate::domain::salon::Salon;
use crate::store::{By, Edit, Filling, Purpose, Store};

/// Far more than a look takes; only a failing test waits this long.
const DEADLINE: Duration = Duration::from_secs(20);

fn salon() -> (tempfile::TempDir, std::path::PathBuf, chrono::NaiveDateTime) {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("salon.db");
    let now = NaiveDate::from_ymd_opt(2026, 11, 20)
        .and_then(|day| day.and_hms_opt(10, 0, 0))
        .unwrap();
    let filling = Filling::empty(Salon::new("Salon Pom", chrono_tz::Europe::Lisbon));
    Store::create(&db, &filling, now).unwrap();
    (folder, db, now)
}

fn until(mut done: impl FnMut() -> bool) {
    let since = Instant::now();
    while !done() {
        assert!(since.elapsed() < DEADLINE, "nothing happened");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn rename(db: &std::path::Path, name: &str, now: chrono::NaiveDateTime) {
    let mut store = Store::open(db, Purpose::Command).unwrap();
    let mut salon = store.salon().unwrap();
    salon.name = name.to_owned();
    let by = By {
        actor: "ana".to_owned(),
        at: now,
    };
    store.apply(&Edit::Salon(salon), &by).unwrap();
    store.close().unwrap();
}

#[test]
fn the_sheets_follow_the_book_and_the_last_change_is_on_paper_before_the_desk_is_gone() {
    let (_folder, db, now) = salon();
    let today = folder(&db).join("today.txt");
    let text = || fs::read_to_string(&today).unwrap_or_default();
    let paper = Paper::start(&db, Some(Clock::Fixed(now)), |_| {}).unwrap();
    until(|| text().starts_with("Salon Pom, Friday 20 November 2026\nas of 10:00, Fri 20 Nov 2026\n"));
    rename(&db, "Salon Rex", now);
    until(|| text().starts_with("Salon Rex,"));
    rename(&db, "Salon Bo", now);
    drop(paper);
    assert!(text().starts_with("Salon Bo,"), "{}", text());
    let tomorrow = fs::read_to_string(folder(&db).join("tomorrow.txt")).unwrap();
    assert!(
        tomorrow.starts_with("Salon Bo, Saturday 21 November 2026\nas of 10:00"),
        "{tomorrow}"
    );
}

#[test]
fn a_sheet_that_cannot_be_written_is_told_once_and_comes_when_it_can() {
    let (_folder, db, now) = salon();
    // A file where the folder should be stands for a disk that takes nothing, for every account.
    fs::write(folder(&db), b"in the way").unwrap();
    let (sender, reports) = channel();
    let paper = Paper::start(&db, Some(Clock::Fixed(now)), move |report| {
        drop(sender.send(report));
    })
    .unwrap();
    let first = reports.recv_timeout(DEADLINE).unwrap();
    assert!(matches!(first, Report::Failed(_)), "{first:?}");
    fs::remove_file(folder(&db)).unwrap();
    let next = reports.recv_timeout(DEADLINE).unwrap();
    assert!(matches!(next, Report::Written), "{next:?}");
    assert!(folder(&db).join("today.txt").exists());
    drop(paper);
}

#[test]
fn a_sheet_of_yesterday_or_of_an_older_book_is_told_from_a_fresh_one() {
    let (_folder, db, now) = salon();
    let look = |today| {
        let store = Store::open(&db, Purpose::ReadOnly).unwrap();
        freshness(&store, today).unwrap()
    };
    assert_eq!(look(now.date()), Freshness::Missing);
    let store = Store::open(&db, Purpose::ReadOnly).unwrap();
    write(&store, now).unwrap();
    assert_eq!(look(now.date()), Freshness::Fresh);
    assert_eq!(look(now.date().succ_opt().unwrap()), Freshness::Stale);
    rename(&db, "Salon Rex", now);
    assert_eq!(look(now.date()), Freshness::Stale);
}
