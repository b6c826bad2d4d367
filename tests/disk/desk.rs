//! What a person at the desk sees of a disk that is full, or stumbles.

use crate::fault::{Fault, Plan, heal, with_fault};
use crate::harness::Desk;
use crate::ledger::scale;

#[test]
fn a_full_disk_keeps_the_form_and_the_next_enter_saves_it() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbruno<enter>").must_show("Say: ");
    let folder = desk.path().parent().unwrap().to_owned();
    let plan = Plan {
        fault: Fault::NoRoom,
        at: 1,
        for_good: true,
    };
    with_fault(&folder, plan, || {
        desk.keys("<enter>");
        desk.must_show("Not saved: the disk is full. All is still here; make room, then try again");
        desk.must_show("Say: ");
        heal();
        desk.keys("<enter>")
            .must_show("Booked Bruno Moreira Fri 20 Nov 12:15 with Ana");
    });
}

#[test]
fn a_failing_disk_keeps_the_form_too() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbruno<enter>").must_show("Say: ");
    let folder = desk.path().parent().unwrap().to_owned();
    let plan = Plan {
        fault: Fault::Unsynced,
        at: 1,
        for_good: true,
    };
    with_fault(&folder, plan, || {
        desk.keys("<enter>");
        desk.must_show("Not saved: the disk fails. All is still here; try again, and have it seen to");
        desk.must_show("Say: ");
        heal();
        desk.keys("<enter>")
            .must_show("Booked Bruno Moreira Fri 20 Nov 12:15 with Ana");
    });
}

#[test]
fn no_stumble_of_the_disk_ends_the_desk() {
    let mut tried = 0;
    for for_good in [false, true] {
        for at in (1..).step_by(scale(9, 1)) {
            let plan = Plan {
                fault: Fault::Broken,
                at,
                for_good,
            };
            let mut desk = Desk::at("2026-11-20T10:00");
            let path = desk.path().to_owned();
            let ((), failed) = with_fault(path.parent().unwrap(), plan, || {
                desk.keys("2<down>4<down>5631/bel<esc><esc>1bbruno<enter><enter>")
                    .tick();
                let confirmed = desk.message().starts_with("Booked Bruno");
                heal();
                let visits = desk.store().visits(desk.now().date()).unwrap();
                let there = visits.iter().any(|visit| visit.appointment.start_min == 735);
                assert_eq!(confirmed, there, "{plan:?}: {}", desk.message());
                // Every key is answered again.
                desk.keys("<esc><esc><esc>2").must_show("Kiki").tick();
            });
            if failed == 0 {
                break;
            }
            tried += 1;
        }
    }
    println!("at the desk, fault points: {tried} tried, lost 0");
}
