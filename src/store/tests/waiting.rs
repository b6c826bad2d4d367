//! Who waits, as the file keeps them.

use super::*;
use crate::domain::id::{OfferId, WaitId};
use crate::domain::waitlist::{Offered, Outcome, Wait, WaitState, WaitWish};

fn wait(desk: &Desk, dog: usize) -> Wait {
    Wait {
        id: WaitId::new(),
        dog_id: desk.dogs[dog],
        service_id: desk.bath,
        appointment_id: None,
        minutes: 75,
        wish: WaitWish::any(friday()),
        note: "rings twice".to_owned(),
        call: false,
        state: WaitState::Waiting,
        asked_at: by("ana").at,
        rev: 1,
    }
}

fn end(wait: &Wait, filled: bool) -> Edit {
    Edit::Wait(WaitEdit::End {
        id: wait.id,
        rev: wait.rev,
        filled,
    })
}

#[test]
fn a_wish_is_kept_as_it_was_said_and_changed_once() {
    let mut desk = desk();
    let mut bella = wait(&desk, 0);
    bella.wish.groomer_id = Some(desk.groomers[1]);
    bella.wish.last_day = Some(friday() + chrono::Days::new(9));
    bella.wish.from_min = 840;
    let label = desk.apply(&Edit::Wait(WaitEdit::Add(bella.clone())), "ana");
    assert_eq!(label, "Bella Moreira is on the waiting list");
    let line = desk.store.waitlist(friday()).unwrap().remove(0);
    assert_eq!(line.wait, bella);
    assert_eq!(
        (line.client.as_str(), line.groomer.as_deref()),
        ("Marta Moreira", Some("Bo"))
    );
    // Two desks change it: the second one is told.
    let save = |minutes| {
        Edit::Wait(WaitEdit::Save(Wait {
            minutes,
            ..bella.clone()
        }))
    };
    desk.apply(&save(90), "ana");
    let told = desk.refused(&save(60), "bo");
    assert!(told.starts_with("Bella Moreira was changed by ana"), "{told}");
    let told = desk.refused(&save(7), "bo");
    assert!(told.contains("multiple"), "{told}");
}

#[test]
fn nobody_gets_two_times_for_one_wish() {
    let mut desk = desk();
    let bella = wait(&desk, 0);
    desk.apply(&Edit::Wait(WaitEdit::Add(bella.clone())), "ana");
    desk.apply(&end(&bella, true), "ana");
    assert_eq!(
        desk.refused(&end(&bella, true), "bo"),
        "Bella Moreira has got a time meanwhile"
    );
    assert!(!desk.store.anybody_waits().unwrap());
    desk.apply(&Edit::Undo, "ana");
    assert!(desk.store.anybody_waits().unwrap());
    let again = desk.store.wait(bella.id).unwrap().unwrap();
    desk.apply(&end(&again, false), "bo");
    assert_eq!(
        desk.refused(&end(&again, true), "ana"),
        "Bella Moreira does not wait any more"
    );
}

#[test]
fn those_who_have_to_be_called_come_first_then_the_longest_wait_with_what_they_said() {
    let mut desk = desk();
    let mut waits: Vec<Wait> = (0..3).map(|dog| wait(&desk, dog)).collect();
    waits[1].asked_at -= chrono::TimeDelta::days(3);
    waits[2].call = true;
    for wait in &waits {
        desk.apply(&Edit::Wait(WaitEdit::Add(wait.clone())), "ana");
    }
    let log = |outcome| {
        Edit::Wait(WaitEdit::Log(Offered {
            id: OfferId::new(),
            wait_id: waits[1].id,
            groomer_id: desk.groomers[0],
            day: friday(),
            start_min: 600,
            outcome,
            at: by("ana").at,
        }))
    };
    let (no_answer, declined) = (log(Outcome::NoAnswer), log(Outcome::Declined));
    desk.apply(&no_answer, "ana");
    assert_eq!(
        desk.apply(&declined, "ana"),
        "Rex Moreira does not take Fri 20 Nov 10:00"
    );
    let lines = desk.store.waitlist(friday()).unwrap();
    let dogs: Vec<&str> = lines.iter().map(|line| line.dog.as_str()).collect();
    assert_eq!(dogs, ["Søren Großmann", "Rex Moreira", "Bella Moreira"]);
    let said: Vec<Outcome> = lines[1].offers.iter().map(|made| made.outcome).collect();
    assert_eq!(said, [Outcome::NoAnswer, Outcome::Declined]);
}
