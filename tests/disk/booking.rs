//! A morning at the desk while the disk fails.

use pomsalon::store::{Purpose, Store, StoreError};

use crate::fault::{Fault, Plan, heal, with_fault};
use crate::ledger::{Ledger, holds, scale};
use crate::{Template, at_every_call};

/// Books, confirms, calls off and takes back, with a fault somewhere; gives how many calls failed.
fn a_morning(template: &Template, plan: Plan) -> usize {
    let (folder, salon) = template.copy();
    let mut ledger = Ledger::of(&salon);
    let ((), failed) = with_fault(folder.path(), plan, || {
        let mut store = match Store::open(&salon.path, Purpose::Desk) {
            Ok(store) => store,
            Err(error) => {
                assert!(
                    plan.for_good,
                    "{plan:?}: one failed call keeps the salon closed: {error}"
                );
                must_be_named(&error, plan);
                return;
            }
        };
        for turn in 0..8 {
            if let Err(error) = ledger.say(&mut store, turn) {
                must_be_named(&error, plan);
            }
        }
        heal();
        // What was refused can be said again, and nothing is in the way of what comes next.
        for turn in 0..2 {
            if let Err(error) = ledger.say(&mut store, turn) {
                panic!("{plan:?}: the disk is well again, and yet: {error}");
            }
        }
        store.close().unwrap();
    });
    if let Err(why) = holds(&salon.path, &ledger) {
        panic!("{plan:?}: {why}");
    }
    failed
}

/// What the person reads says what the matter is; one stumble of the disk is not even told.
fn must_be_named(error: &StoreError, plan: Plan) {
    let named = match plan.fault {
        Fault::NoRoom => matches!(error, StoreError::Full(_)),
        Fault::Broken | Fault::Unsynced => plan.for_good && matches!(error, StoreError::Failing(_)),
    };
    assert!(named, "{plan:?}: {error:?}");
}

#[test]
fn nothing_confirmed_is_lost_and_nothing_refused_is_there() {
    let template = Template::new(|_| {});
    at_every_call("booking", |_| scale(7, 1), |plan| a_morning(&template, plan));
}
