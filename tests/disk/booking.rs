//! A morning at the desk while the disk fails.

use pomsalon::store::{Purpose, Store};

use crate::fault::{Plan, heal, with_fault};
use crate::ledger::{Ledger, holds};
use crate::{Template, at_every_call};

/// Books, confirms, calls off and takes back, with a fault somewhere; gives how many calls failed.
fn a_morning(template: &Template, plan: Plan) -> usize {
    let (folder, salon) = template.copy();
    let mut ledger = Ledger::of(&salon);
    let (_, failed) = with_fault(folder.path(), plan, || {
        let Ok(mut store) = Store::open(&salon.path, Purpose::Desk) else {
            return;
        };
        for turn in 0..8 {
            let _ = ledger.say(&mut store, turn);
        }
        heal();
        // What was refused can be said again, and what comes next is not in the way of anything.
        for turn in 0..2 {
            ledger
                .say(&mut store, turn)
                .unwrap_or_else(|error| panic!("{plan:?}: the disk is well again, and yet: {error}"));
        }
        store.close().unwrap();
    });
    if let Err(why) = holds(&salon.path, &ledger) {
        panic!("{plan:?}: {why}");
    }
    failed
}

#[test]
fn nothing_confirmed_is_lost_and_nothing_refused_is_there() {
    let template = Template::new(|_| {});
    at_every_call("booking", |_| 7, |plan| a_morning(&template, plan));
}
