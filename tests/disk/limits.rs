//! The real program under a limit on the size of files (`ulimit -f`), as an account's share of a disk ends it.

use std::path::Path;
use std::process::{Command, Output};

use pomsalon::backup;
use pomsalon::store::{Purpose, Store};

use crate::ledger::{Book, DOGS, Ledger, book, holds, is_sound};

/// Runs the program with files of at most this many KiB, by the shell that every Unix has.
fn limited(kib: u64, salon: &Book, arguments: &[&str]) -> Output {
    Command::new("bash")
        .args([
            "-c",
            "ulimit -f \"$1\"; shift; exec \"$@\"",
            "bash",
            &kib.to_string(),
        ])
        .arg(env!("CARGO_BIN_EXE_pomsalon"))
        .arg("--db")
        .arg(&salon.path)
        .args(["--now", "2026-11-20T10:00"])
        .args(arguments)
        .env_remove("POMSALON_DB")
        .env("USER", "ana")
        .output()
        .unwrap()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn kib(path: &Path) -> u64 {
    std::fs::metadata(path).unwrap().len() / 1024
}

#[test]
fn a_backup_beyond_the_limit_fails_with_words_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let salon = book(folder.path());
    // The desk is open meanwhile, and not limited.
    let mut store = Store::open(&salon.path, Purpose::Desk).unwrap();
    let mut ledger = Ledger::of(&salon);
    ledger.say(&mut store, 0).unwrap();
    let refused = limited(kib(&salon.path) / 2, &salon, &["backup", "now"]);
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    assert!(
        words(&refused).contains("the disk is full: no backup could be made"),
        "{}",
        words(&refused)
    );
    let left = std::fs::read_dir(folder.path().join("backups")).unwrap().count();
    assert_eq!(left, 0, "nothing stays behind");
    ledger.say(&mut store, 0).unwrap();
    backup::now(&salon.path, crate::ledger::ten().and_utc()).unwrap();
    store.close().unwrap();
    holds(&salon.path, &ledger).unwrap();
    println!("limit on backups, fault points: 1 tried, lost 0");
}

#[test]
fn a_booking_beyond_the_limit_is_refused_with_words_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let salon = book(folder.path());
    let (mut confirmed, mut refused) = (0, 0);
    // While this one is open the log is not folded in and grows from booking to booking.
    let open = Store::open(&salon.path, Purpose::ReadOnly).unwrap();
    for (day, hour) in (1..=3).flat_map(|day| (9..19).map(move |hour| (day, hour))) {
        let said = format!("bella +{day}d {hour}:00 ana bath");
        let answer = limited(kib(&salon.path).max(200), &salon, &["book", &said, "--yes"]);
        if answer.status.success() {
            confirmed += 1;
            continue;
        }
        assert_eq!(answer.status.code(), Some(1), "{answer:?}");
        assert!(words(&answer).contains("the disk is full"), "{}", words(&answer));
        refused += 1;
    }
    drop(open);
    assert!(
        confirmed > 0 && refused > 0,
        "{confirmed} confirmed, {refused} refused"
    );
    assert_eq!(is_sound(&salon.path), Ok(DOGS));
    let store = Store::open(&salon.path, Purpose::ReadOnly).unwrap();
    let day = |days| crate::ledger::ten().date() + chrono::Days::new(days);
    let kept: usize = (1..=3).map(|days| store.visits(day(days)).unwrap().len()).sum();
    assert_eq!(kept, confirmed);
    // With room again, all is as ever.
    let answer = limited(1_000_000, &salon, &["book", "rex tomorrow 18:00 bo bath"]);
    assert!(answer.status.success(), "{}", words(&answer));
    println!("limit on bookings, fault points: {refused} tried, lost 0");
}
