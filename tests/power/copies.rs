//! The power goes while a backup is made, and while one is brought back.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use pomsalon::backup;
use pomsalon::store::{Purpose, Store};

use crate::cuts;
use crate::disk::Disk;
use crate::ledger::{Ledger, book, holds, scale, ten};

fn utc(minutes: i64) -> DateTime<Utc> {
    ten().and_utc() + TimeDelta::minutes(minutes)
}

/// The backups under a final name.
fn finished(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join("backups")).into_iter().flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|end| end == "db"))
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("pomsalon-"))
        })
        .collect()
}

#[test]
fn a_backup_under_its_final_name_is_whole_whenever_the_power_goes() {
    let folder = tempfile::tempdir().unwrap();
    let salon = book(folder.path());
    let disk = Disk::watch(folder.path());
    let mut store = Store::open(&salon.path, Purpose::Desk).unwrap();
    let mut ledger = Ledger::of(&salon);
    let (mut tried, mut seen) = (0, 0);
    for round in 0..scale(2, 20) {
        for turn in 0..16 {
            ledger.say(&mut store, turn).unwrap();
        }
        let (made, moments) =
            disk.moments_of(|| backup::now(&salon.path, utc(i64::try_from(round).unwrap())));
        made.unwrap();
        for moment in moments.iter().chain([&disk.moment()]) {
            tried += cuts(moment, round as u64 + 3, |after| {
                holds(&after.path().join("salon.db"), &ledger)?;
                for path in finished(after.path()) {
                    let verified = backup::verify(&path).map_err(|error| error.to_string())?;
                    if !verified.has_manifest {
                        return Err(format!("nobody vouches for {}", path.display()));
                    }
                    seen += 1;
                }
                Ok(())
            });
        }
    }
    assert!(seen > 0, "some cuts come after the first backup");
    println!("backup, fault points: {tried} tried, {seen} backups seen, lost 0");
}

#[test]
fn a_restore_that_the_power_ends_leaves_the_salon_before_or_after() {
    let mut tried = 0;
    for round in 0..scale(1, 10) {
        let folder = tempfile::tempdir().unwrap();
        let salon = book(folder.path());
        let mut ledger = Ledger::of(&salon);
        let mut store = Store::open(&salon.path, Purpose::Desk).unwrap();
        for turn in 0..16 {
            ledger.say(&mut store, turn).unwrap();
        }
        let then = ledger.clone();
        let from = backup::now(&salon.path, utc(0)).unwrap().path;
        for turn in 0..16 + round {
            ledger.say(&mut store, turn).unwrap();
        }
        // As if the desk had been killed: its log is still there to be folded.
        let log = folder.path().join("salon.db-wal");
        let (left, file) = (fs::read(&log).unwrap(), fs::read(&salon.path).unwrap());
        store.close().unwrap();
        fs::write(&salon.path, file).unwrap();
        fs::write(&log, left).unwrap();
        let disk = Disk::watch(folder.path());
        let (restored, moments) = disk.moments_of(|| backup::restore(&salon.path, &from, utc(1)));
        restored.unwrap();
        for moment in &moments {
            tried += cuts(moment, round as u64 + 5, |after| {
                let path = after.path().join("salon.db");
                holds(&path, &ledger).or_else(|before| {
                    holds(&path, &then)
                        .map_err(|after| format!("neither before ({before}) nor after ({after})"))
                })
            });
        }
        tried += cuts(&disk.moment(), round as u64 + 5, |after| {
            holds(&after.path().join("salon.db"), &then)
        });
    }
    println!("restore, fault points: {tried} tried, lost 0");
}
