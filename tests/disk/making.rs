//! Making a salon, and taking thousands of dogs in, while the disk fails.

use std::fs;
use std::path::Path;

use pomsalon::backup;
use pomsalon::store::{Purpose, Store, StoreError};

use crate::fault::{Fault, Plan, with_fault};
use crate::ledger::{DOGS, ana, filling, is_sound, many_dogs, scale, ten};
use crate::{Template, at_every_call};

#[test]
fn a_salon_is_made_whole_or_not_at_all() {
    at_every_call(
        "making a salon",
        |plan| scale(8 + plan.at / 2, 1),
        |plan| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("salon.db");
            let (made, failed) = with_fault(folder.path(), plan, || Store::create(&path, &filling(), ten()));
            let names = fs::read_dir(folder.path()).unwrap().count();
            assert_eq!(
                names,
                usize::from(path.exists()),
                "{plan:?}: something stays behind"
            );
            match made {
                Ok(()) => assert!(path.exists()),
                Err(error) if plan.fault == Fault::NoRoom => {
                    assert!(matches!(error, StoreError::Full(_)), "{plan:?}: {error:?}");
                }
                Err(_) => {}
            }
            if !path.exists() {
                Store::create(&path, &filling(), ten()).unwrap();
            }
            assert_eq!(is_sound(&path), Ok(DOGS), "{plan:?}");
            failed
        },
    );
}

/// Takes dogs in with a fault somewhere; gives how many calls failed.
fn an_import(template: &Template, plan: Plan, count: usize) -> usize {
    let (folder, salon) = template.copy();
    let dogs = many_dogs(count);
    let mut store = Store::open(&salon.path, Purpose::Command).unwrap();
    let (done, failed) = with_fault(folder.path(), plan, || {
        store.import_dogs(&dogs, "Imported dogs", &ana(), |_| {})
    });
    store.close().unwrap();
    let expected = if done.is_ok() { DOGS + count } else { DOGS };
    if let Err(error) = done {
        let named = match plan.fault {
            Fault::NoRoom => matches!(error, StoreError::Full(_)),
            Fault::Broken | Fault::Unsynced => plan.for_good && matches!(error, StoreError::Failing(_)),
        };
        assert!(named, "{plan:?}: {error:?}");
    }
    // The next start takes back what could not be taken back at once.
    assert_eq!(is_sound(&salon.path), Ok(expected), "{plan:?}");
    failed
}

#[test]
fn an_import_comes_in_whole_or_not_at_all() {
    let template = Template::new(|_| {});
    // A second each: even the long run skips most of thousands of calls.
    at_every_call(
        "import",
        |plan| scale(plan.at * 6, 1 + plan.at / 8),
        |plan| an_import(&template, plan, 1_200),
    );
}

#[test]
fn an_older_file_is_brought_up_to_date_whole_or_not_at_all() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/edition-1.db");
    at_every_call(
        "update",
        |plan| match plan.fault {
            Fault::Unsynced => scale(5, 1),
            // A second each: even the long run skips most of the calls.
            Fault::NoRoom | Fault::Broken => scale(40 + plan.at / 2, 12 + plan.at / 20),
        },
        |plan| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("salon.db");
            fs::copy(&fixture, &path).unwrap();
            let (done, failed) = with_fault(folder.path(), plan, || backup::upgrade(&path, ten().and_utc()));
            if done.is_err() {
                let left = Store::open(&path, Purpose::Command);
                assert!(
                    matches!(left, Ok(_) | Err(StoreError::Older(1, _))),
                    "{plan:?}: {left:?}"
                );
                drop(left);
                backup::upgrade(&path, ten().and_utc()).unwrap();
            }
            assert_eq!(is_sound(&path), Ok(43), "{plan:?}");
            failed
        },
    );
}
