//! Who waits, as the file keeps them.

use super::*;
use crate::domain::id::{OfferId, WaitId};
use crate::domain::service::Service;
use crate::domain::waitlist::{Offered, Outcome, Wait, WaitState, WaitWish};

fn wait(desk: &Desk, dog: usize) -> Wait {
    Wait {
        id: WaitId::new(),
        dog_id: desk.dogs[dog],
        service_id: desk.bath,
        appointment_id: None,
        minutes: 75,
        wish: WaitWish::any(friday()),
        add_ons: Vec::new(),
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

/// Sells something that is done on top.
fn on_top(desk: &mut Desk, name: &str, position: i64) -> Service {
    let service = Service {
        id: ServiceId::new(),
        name: name.to_owned(),
        minutes: 10,
        stay_minutes: 10,
        price_cents: Cents(1200),
        position,
        active: true,
        add_on: true,
        needs_waiver: false,
        rev: 1,
    };
    desk.apply(&Edit::Service(ServiceEdit::Add(service.clone())), "ana");
    service
}

#[test]
fn what_is_wished_on_top_is_kept_changed_undone_and_redone_from_any_desk() {
    let mut desk = desk();
    let [teeth, nails] =
        [("Teeth", 2), ("Nails", 3)].map(|(name, position)| on_top(&mut desk, name, position));
    let mut bella = wait(&desk, 0);
    // Said twice and out of order, it is wished once and told in the order of the list.
    bella.add_ons = vec![nails.id, teeth.id, nails.id];
    desk.apply(&Edit::Wait(WaitEdit::Add(bella.clone())), "ana");
    let wished = |desk: &Desk| desk.store.wait(bella.id).unwrap().map(|wait| wait.add_ons);
    assert_eq!(wished(&desk), Some(vec![teeth.id, nails.id]));
    // The other desk gives the service another name: the wish stays what it was.
    let renamed = Service {
        name: "Claws".to_owned(),
        ..nails.clone()
    };
    desk.apply(&Edit::Service(ServiceEdit::Save(renamed)), "bo");
    let line = desk.store.waitlist(friday()).unwrap().remove(0);
    assert_eq!(line.wait.add_ons, [teeth.id, nails.id]);
    assert_eq!(line.wait.note, "rings twice");
    // It leaves one out; whoever looked at both is told, and what was wished first is not taken back over it.
    let fewer = Wait {
        add_ons: vec![teeth.id],
        ..bella.clone()
    };
    desk.apply(&Edit::Wait(WaitEdit::Save(fewer)), "bo");
    assert_eq!(wished(&desk), Some(vec![teeth.id]));
    let told = desk.refused(&Edit::Wait(WaitEdit::Save(bella.clone())), "ana");
    assert!(told.starts_with("Bella Moreira was changed by bo"), "{told}");
    let told = desk.refused(&Edit::Undo, "ana");
    assert!(told.contains("bo changed the same at 10:00"), "{told}");
    desk.apply(&Edit::Undo, "bo");
    assert_eq!(wished(&desk), Some(vec![teeth.id, nails.id]));
    desk.apply(&Edit::Undo, "ana");
    assert_eq!(wished(&desk), None);
    desk.apply(&Edit::Redo, "ana");
    assert_eq!(wished(&desk), Some(vec![teeth.id, nails.id]));
    desk.apply(&Edit::Redo, "bo");
    assert_eq!(wished(&desk), Some(vec![teeth.id]));
    sameness::assert_sound(&desk.path);
    assert_eq!(
        sameness::replayed(&desk.path),
        sameness::dump(&desk.store.connection)
    );
}
