//! The disk is full, or fails: nothing that was confirmed is lost, nothing that was refused is there, and the desk
//! says what is the matter.
//!
//! `POMSALON_SOAK=1` lets every single call fail instead of some. `--nocapture` shows how many did.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)] // a story may stop at the first surprise

mod booking;
mod copies;
mod desk;
mod fault;
#[path = "../desk/harness.rs"]
mod harness;
#[path = "../ledger/mod.rs"]
mod ledger;
mod limits;
#[path = "../desk/machine.rs"]
mod machine;
mod making;
#[path = "../desk/salon.rs"]
mod salon;

use std::fs;
use std::path::Path;

use fault::{Fault, Plan};
use ledger::{Book, book};
use pomsalon::store::Store;
use tempfile::TempDir;

/// A salon that many stories start from, each with a copy of its own.
struct Template {
    folder: TempDir,
    book: Book,
}

impl Template {
    fn new(prepare: impl FnOnce(&Book)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let book = book(folder.path());
        prepare(&book);
        Self { folder, book }
    }

    /// The salon that the copies are of.
    fn book(&self) -> &Book {
        &self.book
    }

    fn copy(&self) -> (TempDir, Book) {
        let folder = tempfile::tempdir().unwrap();
        copy_all(self.folder.path(), folder.path());
        let book = self.book.moved_to(folder.path());
        (folder, book)
    }
}

/// Closes the file and puts its log back, as if the desk had been killed instead.
fn close_as_if_killed(store: Store, book: &Book) {
    let log = book.path.with_extension("db-wal");
    let (left, file) = (fs::read(&log).unwrap(), fs::read(&book.path).unwrap());
    store.close().unwrap();
    fs::write(&book.path, file).unwrap();
    fs::write(&log, left).unwrap();
}

fn copy_all(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir(&to).unwrap();
            copy_all(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}

/// Tells a story with the fault at its first call, then so many calls later as `step` says of the last plan, until one passes without.
/// The story gets the plan and gives how many calls failed.
fn at_every_call(name: &str, step: impl Fn(Plan) -> usize, story: impl Fn(Plan) -> usize) {
    let (mut tried, mut failed_calls) = (0, 0);
    for fault in [Fault::NoRoom, Fault::Broken, Fault::Unsynced] {
        for for_good in [false, true] {
            let mut at = 1;
            loop {
                let failed = story(Plan { fault, at, for_good });
                if failed == 0 {
                    break;
                }
                tried += 1;
                failed_calls += failed;
                at += step(Plan { fault, at, for_good });
            }
        }
    }
    println!("{name}, fault points: {tried} tried ({failed_calls} calls failed), lost 0");
}
