//! The salon's file and where it lies: moved, deleted, written over, put back by another way than a restore.

use std::fs;
use std::path::Path;

use super::*;
use crate::store::guard::beside;

fn rename_dog(desk: &mut Desk, name: &str) -> Result<Applied> {
    let mut dog = desk.store.dog(desk.dogs[0]).unwrap().unwrap();
    dog.first_name = name.to_owned();
    desk.store.apply(&Edit::Dog(DogEdit::Save(dog)), &by("ana"))
}

fn first_name(desk: &Desk, path: &Path) -> String {
    let store = Store::open(path, Purpose::Desk).unwrap();
    let name = store.dog(desk.dogs[0]).unwrap().unwrap().first_name;
    store.close().unwrap();
    name
}

fn stale_logs(path: &Path) -> Vec<PathBuf> {
    fs::read_dir(path.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains("-wal.stale-"))
        .collect()
}

/// A copy as a backup makes it, of what the desk sees now.
fn copy_of(desk: &Desk) -> PathBuf {
    let copy = desk.path.with_file_name("copy.db");
    desk.store.copy_into(&copy).unwrap();
    copy
}

/// A folder with the files as a crash of the desk would leave them.
fn as_a_crash_leaves_it(desk: &Desk) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("salon.db");
    fs::copy(&desk.path, &path).unwrap();
    fs::copy(beside(&desk.path, "-wal"), beside(&path, "-wal")).unwrap();
    (folder, path)
}

#[test]
fn what_a_crash_left_in_the_log_is_read_and_the_log_stays_where_it_is() {
    let mut desk = desk();
    rename_dog(&mut desk, "Zara").unwrap();
    let (_folder, path) = as_a_crash_leaves_it(&desk);
    assert_eq!(first_name(&desk, &path), "Zara");
    assert_eq!(stale_logs(&path), [] as [PathBuf; 0]);
}

#[test]
fn an_old_log_beside_a_file_that_was_copied_back_is_moved_aside() {
    let mut desk = desk();
    let copy = copy_of(&desk);
    for name in ["Zara", "Yuki", "Xaver"] {
        rename_dog(&mut desk, name).unwrap();
    }
    let (_folder, path) = as_a_crash_leaves_it(&desk);
    let log = fs::read(beside(&path, "-wal")).unwrap();
    fs::copy(&copy, &path).unwrap();

    let store = Store::open(&path, Purpose::Desk).unwrap();
    let aside = stale_logs(&path);
    assert_eq!(aside.len(), 1);
    assert_eq!(fs::read(&aside[0]).unwrap(), log, "nothing of it is lost");
    let notice = store.notice().unwrap().to_owned();
    assert!(
        notice.contains("without `pomsalon restore`") && notice.contains(aside[0].to_str().unwrap()),
        "{notice}"
    );
    assert_eq!(store.dog(desk.dogs[0]).unwrap().unwrap().first_name, "Bella");
    store.close().unwrap();
    assert_eq!(first_name(&desk, &path), "Bella");
}

#[test]
fn a_file_copied_over_a_living_desk_stays_whole_when_that_leaves() {
    let mut desk = desk();
    let copy = copy_of(&desk);
    for name in ["Zara", "Yuki", "Xaver"] {
        rename_dog(&mut desk, name).unwrap();
    }
    let wanted = fs::read(&copy).unwrap();
    fs::copy(&copy, &desk.path).unwrap();

    // Nobody puts anything right under the desk that is still there.
    if let Ok(other) = Store::open(&desk.path, Purpose::Command) {
        drop(other);
    }
    assert_eq!(stale_logs(&desk.path), [] as [PathBuf; 0]);
    let refused = rename_dog(&mut desk, "Wanda").unwrap_err();
    assert!(matches!(refused, StoreError::Moved(_)), "{refused}");

    let (dog, path) = (desk.dogs[0], desk.path.clone());
    desk.store.close().unwrap();
    assert_eq!(
        fs::read(&path).unwrap(),
        wanted,
        "the old log was not folded into it"
    );
    let store = Store::open(&path, Purpose::Desk).unwrap();
    assert!(store.notice().is_some());
    assert_eq!(stale_logs(&path).len(), 1);
    assert_eq!(store.dog(dog).unwrap().unwrap().first_name, "Bella");
}

#[test]
fn a_file_moved_over_a_living_desk_stays_whole_when_that_leaves() {
    let mut desk = desk();
    let copy = copy_of(&desk);
    rename_dog(&mut desk, "Zara").unwrap();
    fs::rename(&copy, &desk.path).unwrap();
    let refused = rename_dog(&mut desk, "Yuki").unwrap_err();
    assert!(matches!(refused, StoreError::Moved(_)), "{refused}");
    // Its log lies beside the new file and must not be read with it.
    let early = Store::open(&desk.path, Purpose::Command).unwrap_err();
    assert!(matches!(early, StoreError::InUse(_)), "{early}");
    let (dog, path) = (desk.dogs[0], desk.path.clone());
    desk.store.close().unwrap();
    let store = Store::open(&path, Purpose::Desk).unwrap();
    assert_eq!(stale_logs(&path).len(), 1);
    assert_eq!(store.dog(dog).unwrap().unwrap().first_name, "Bella");
}

#[test]
fn folding_the_log_in_is_not_taken_for_another_file() {
    let mut desk = desk();
    rename_dog(&mut desk, "Zara").unwrap();
    let shell = Connection::open(&desk.path).unwrap();
    shell
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    rename_dog(&mut desk, "Yuki").unwrap();
    // Somebody tidies up with another tool: the file gets shorter and its schema another number.
    shell.execute_batch("VACUUM").unwrap();
    shell
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    rename_dog(&mut desk, "Xaver").unwrap();
    shell.execute_batch("VACUUM").unwrap();
    rename_dog(&mut desk, "Wanda").unwrap();
}

#[test]
fn a_newer_file_can_be_looked_at_and_nothing_is_changed_in_it() {
    let desk = desk();
    desk.store
        .connection
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let path = desk.path.clone();
    let dogs = desk.dogs.clone();
    desk.store.close().unwrap();
    let before = fs::read(&path).unwrap();
    assert!(matches!(
        Store::open(&path, Purpose::Desk),
        Err(StoreError::Newer(99, _))
    ));
    let mut store = Store::open(&path, Purpose::Look).unwrap();
    assert!(store.only_looks());
    let dog = store.dog(dogs[0]).unwrap().unwrap();
    assert_eq!(dog.first_name, "Bella");
    let refused = store
        .apply(&Edit::Dog(DogEdit::Save(dog)), &by("ana"))
        .unwrap_err();
    assert!(refused.to_string().contains("only looks"), "{refused}");
    store.close().unwrap();
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_folder_that_was_copied_whole_after_a_crash_keeps_its_log() {
    let mut desk = desk();
    rename_dog(&mut desk, "Zara").unwrap();
    let (_folder, path) = as_a_crash_leaves_it(&desk);
    fs::copy(beside(&desk.path, ".lock"), beside(&path, ".lock")).unwrap();
    assert_eq!(first_name(&desk, &path), "Zara");
}
