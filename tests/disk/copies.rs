//! Backups and their way back while the disk fails.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use pomsalon::backup;
use pomsalon::store::{Purpose, Store, StoreError};

use crate::fault::{Fault, Plan, with_fault};
use crate::ledger::{Ledger, holds, scale, ten};
use crate::{Template, at_every_call, close_as_if_killed};

fn utc(minutes: i64) -> DateTime<Utc> {
    ten().and_utc() + TimeDelta::minutes(minutes)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Few calls make data stay, and all of them matter; of the others, some.
fn some(plan: Plan) -> usize {
    match plan.fault {
        Fault::Unsynced => scale(2, 1),
        Fault::NoRoom | Fault::Broken => scale(12 + plan.at / 3, 1),
    }
}

/// Everything under a final name is whole, and nothing else is there.
fn only_good_backups(folder: &Path, plan: Plan) -> usize {
    let mut good = 0;
    for name in names(folder) {
        assert!(name.starts_with("pomsalon-"), "{plan:?}: {name} stays behind");
        if Path::new(&name).extension().is_some_and(|end| end == "db") {
            backup::verify(&folder.join(&name)).unwrap_or_else(|error| panic!("{plan:?}: {error}"));
            good += 1;
        } else {
            assert!(
                folder.join(&name).with_extension("db").exists(),
                "{plan:?}: {name} describes nothing"
            );
        }
    }
    good
}

fn must_be_named(error: &StoreError, plan: Plan) {
    let named = match plan.fault {
        Fault::NoRoom => matches!(error, StoreError::Full(_)),
        // The copy may look bad before the disk does.
        Fault::Broken | Fault::Unsynced => !matches!(error, StoreError::Damaged(_)),
    };
    assert!(named, "{plan:?}: {error:?}");
}

#[test]
fn a_backup_that_fails_leaves_the_desk_writing_and_nothing_behind() {
    let ledger = std::cell::OnceCell::new();
    let template = Template::new(|book| {
        let mut said = Ledger::of(book);
        let mut store = Store::open(&book.path, Purpose::Desk).unwrap();
        for turn in 0..16 {
            said.say(&mut store, turn).unwrap();
        }
        store.close().unwrap();
        backup::now(&book.path, utc(0)).unwrap();
        let _ = ledger.set(said);
    });
    let ledger = ledger.into_inner().unwrap();
    at_every_call("backup", some, |plan| {
        let (folder, salon) = template.copy();
        let backups = folder.path().join("backups");
        let mut said = ledger.clone();
        let mut store = Store::open(&salon.path, Purpose::Desk).unwrap();
        let (made, failed) = with_fault(folder.path(), plan, || backup::now(&salon.path, utc(1)));
        if let Err(error) = &made {
            must_be_named(error, plan);
        }
        said.say(&mut store, 0).unwrap();
        store.close().unwrap();
        let good = only_good_backups(&backups, plan);
        assert!(good >= 1, "{plan:?}: the older one is gone");
        if let Ok(made) = made {
            assert!(made.path.exists(), "{plan:?}");
        }
        backup::now(&salon.path, utc(2)).unwrap_or_else(|error| panic!("{plan:?}: the next one: {error}"));
        only_good_backups(&backups, plan);
        if let Err(why) = holds(&salon.path, &said) {
            panic!("{plan:?}: {why}");
        }
        failed
    });
}

/// The salon's file, or what was kept aside of it, in a folder where a restore was tried.
fn left(folder: &Path) -> Vec<PathBuf> {
    let names = names(folder).into_iter();
    let temporary = names.filter(|name| name.starts_with(".salon.db.") || name.starts_with(".room"));
    temporary.map(|name| folder.join(name)).collect()
}

#[test]
fn a_restore_that_fails_leaves_the_salon_before_or_after() {
    let told = std::cell::OnceCell::new();
    let template = Template::new(|book| {
        let mut said = Ledger::of(book);
        let mut store = Store::open(&book.path, Purpose::Desk).unwrap();
        for turn in 0..8 {
            said.say(&mut store, turn).unwrap();
        }
        let then = said.clone();
        let from = backup::now(&book.path, utc(0)).unwrap().path;
        for turn in 0..8 {
            said.say(&mut store, turn).unwrap();
        }
        // Its log is still there to be folded.
        close_as_if_killed(store, book);
        let name = from.file_name().unwrap().to_owned();
        let _ = told.set((then, said, name));
    });
    let (then, said, name) = told.into_inner().unwrap();
    at_every_call("restore", some, |plan| {
        let (folder, salon) = template.copy();
        let from = folder.path().join("backups").join(&name);
        let (restored, failed) = with_fault(folder.path(), plan, || {
            backup::restore(&salon.path, &from, utc(1))
        });
        assert_eq!(left(folder.path()), [] as [PathBuf; 0], "{plan:?}");
        let verdict = match &restored {
            Ok(_) => holds(&salon.path, &then),
            Err(error) => {
                must_be_named(error, plan);
                // Given up in the last step, it may have happened already.
                holds(&salon.path, &said)
                    .or_else(|why| holds(&salon.path, &then).map_err(|other| format!("{why}; {other}")))
            }
        };
        if let Err(why) = verdict {
            panic!("{plan:?}: {why}");
        }
        backup::restore(&salon.path, &from, utc(2))
            .unwrap_or_else(|error| panic!("{plan:?}: again: {error}"));
        if let Err(why) = holds(&salon.path, &then) {
            panic!("{plan:?}: {why}");
        }
        failed
    });
}
