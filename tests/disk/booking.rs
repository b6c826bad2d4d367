//! A morning at the desk while the disk fails.

use pomsalon::store::{Purpose, Store, StoreError};

use crate::fault::{Fault, Plan, heal, with_fault};
use crate::ledger::{Ledger, holds, scale};
use crate::{Template, at_every_call, close_as_if_killed};

/// Books, confirms, calls off and takes back, with a fault somewhere; gives how many calls failed.
fn a_morning(template: &Template, before: &Ledger, plan: Plan) -> usize {
    let (folder, salon) = template.copy();
    let mut ledger = before.clone();
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
    let before = Ledger::of(template.book());
    at_every_call(
        "booking",
        |_| scale(12, 1),
        |plan| a_morning(&template, &before, plan),
    );
}

#[test]
fn what_a_killed_desk_left_in_its_log_is_not_lost_to_a_stumble_either() {
    let told = std::cell::OnceCell::new();
    let template = Template::new(|book| {
        let mut ledger = Ledger::of(book);
        let mut store = Store::open(&book.path, Purpose::Desk).unwrap();
        for turn in 0..8 {
            ledger.say(&mut store, turn).unwrap();
        }
        close_as_if_killed(store, book);
        let _ = told.set(ledger);
    });
    let before = told.into_inner().unwrap();
    let step = |plan: Plan| match plan.fault {
        Fault::Broken => scale(3 + plan.at / 6, 1),
        Fault::NoRoom | Fault::Unsynced => scale(12, 1),
    };
    at_every_call("after a kill", step, |plan| a_morning(&template, &before, plan));
}
