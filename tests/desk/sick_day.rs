//! A groomer calls in ill: the whole day gets other places or goes on the call list, in one edit, with one undo.

use chrono::NaiveDate;
use pomsalon::booking::{Absence, AwayPlan, Instead};
use pomsalon::domain::appointment::Appointment;
use pomsalon::domain::groomer::TimeOff;
use pomsalon::domain::id::{AppointmentId, TimeOffId, VisitId};
use pomsalon::domain::money::Cents;
use pomsalon::domain::schedule::Span;
use pomsalon::domain::status::Status;
use pomsalon::store::{AppointmentEdit, By, Edit, Store, Visit};
use proptest::prelude::*;

use crate::harness::Desk;

const EARLY: &str = "2026-11-20T08:30";

fn friday() -> NaiveDate {
    "2026-11-20".parse().unwrap()
}

fn day(desk: &Desk) -> Vec<Visit> {
    desk.store().visits(friday()).unwrap()
}

/// Where each dog is, as `Rex Weber 10:30 Bo booked`.
fn places(visits: &[Visit]) -> Vec<String> {
    visits
        .iter()
        .map(|visit| {
            let a = &visit.appointment;
            format!(
                "{} {}:{:02} {} {}",
                visit.dog,
                a.start_min / 60,
                a.start_min % 60,
                visit.groomer,
                a.status.as_str()
            )
        })
        .collect()
}

#[test]
fn everybody_gets_another_place_and_one_undo_brings_the_day_back() {
    let mut desk = Desk::at(EARLY);
    let before = places(&day(&desk));
    desk.keys("5o")
        .must_show("Ana is off Fri 20 Nov (ill)")
        // Bella is in work already, and Bo is free for her; Rex comes when he is done with Kiki.
        .must_show("On the table now: Bella - who takes over?")
        .must_show("2 dogs: 2 with another place; 1 to call")
        .must_show("» 09:00-10:15  Bella, Marta Moreira")
        .must_show("-> Bo takes over")
        .must_show("10:30-12:15  Rex, Jonas Weber")
        .must_show("-> 13:30 Bo");
    insta::assert_snapshot!(desk.page());
    desk.keys("<enter>")
        .must_show("Whom to call")
        .must_show("1 to call; 8 Waitlist has it on top")
        .must_show("Jonas Weber 0177 (Rex): Fri 20 Nov 13:30 with Bo");
    let said = "Ana is off Fri 20 Nov (ill), 2 moved, 1 to call: Jonas Weber 0177 (Rex) · u undoes";
    assert_eq!(desk.message(), said);
    let now = places(&day(&desk));
    assert!(
        now.contains(&"Bella Moreira 9:00 Bo in_work".to_owned()),
        "{now:?}"
    );
    assert!(now.contains(&"Rex Weber 13:30 Bo booked".to_owned()), "{now:?}");
    desk.keys("<backspace>u1");
    assert_eq!(places(&day(&desk)), before);
    assert_eq!(desk.store().times_off(friday()).unwrap(), []);
    desk.keys("8").must_show("Nobody waits.");
}

#[test]
fn who_is_moved_to_another_time_is_told_from_the_list_with_one_key() {
    let mut desk = Desk::at(EARLY);
    desk.keys("5o<enter><enter>")
        .must_show("[8 Waitlist]")
        .must_show("! Rex Weber")
        .must_show("now Fri 20 Nov 13:30")
        .must_show("Say: Rex Weber comes today at 13:30 with Bo now. Would that do?")
        .must_show("It was Fri 20 Nov 10:30 with Ana");
    insta::assert_snapshot!(desk.page());
    // Nobody is at home, then they call back and would rather come another time.
    desk.keys("o").must_show("Nobody answered for Rex Weber");
    desk.keys("d")
        .must_show("Move Rex Weber")
        .keys("<enter>")
        .must_show("Moved Rex Weber from the waiting list")
        .must_show("Nobody waits.");
    desk.keys("u").must_show("! Rex Weber");
    // It suits them after all.
    desk.keys("<enter>")
        .must_show("Rex Weber comes Fri 20 Nov 13:30, and its client knows · u undoes")
        .must_show("Nobody waits.");
}

#[test]
fn who_cannot_be_moved_is_called_and_booked_from_the_list() {
    let mut desk = Desk::at(EARLY);
    desk.keys("5oc").must_show("Bella is on the table now");
    desk.keys("<down>c")
        .must_show("-> call list")
        .must_show("1 with another place, 1 without one; 1 to call");
    desk.keys("<enter>")
        .must_show("Jonas Weber 0177 (Rex): needs another time")
        .keys("<enter>")
        .must_show("! Rex Weber")
        .must_show("! CALL Rex Weber")
        .must_show("Had Fri 20 Nov 10:30, which the salon called off")
        .must_show("(Pom full tidy), 78 euros");
    // The same work, with Bo, as soon as it can be.
    desk.keys("<enter><enter>")
        .must_show("Booked Rex Weber from the waiting list")
        .must_show("Nobody waits.");
    let rex: Vec<String> = places(&day(&desk))
        .into_iter()
        .filter(|place| place.starts_with("Rex"))
        .collect();
    assert_eq!(rex.len(), 2, "the one called off and the new one: {rex:?}");
    // Backwards one by one.
    desk.keys("u").must_show("! Rex Weber");
    desk.keys("u").must_show("Nobody waits.");
}

#[test]
fn another_place_and_another_day_on_request() {
    let mut desk = Desk::at(EARLY);
    desk.keys("5o<down><right>").must_not_show("-> 13:30 Bo");
    desk.keys("<left>").must_show("-> 13:30 Bo");
    desk.keys("<up><right>").must_show("-> who takes over?");
    // All of them can be left where they are, to be sorted out later.
    desk.keys("l").must_show("2 dogs: 2 left there");
    desk.keys("<tab>tomorrow dentist")
        .must_show("Ana is off Sat 21 Nov (dentist)")
        .must_show("Nobody is booked then; Enter notes the time off.")
        .keys("<enter><enter>");
    assert_eq!(desk.message(), "Ana is off Sat 21 Nov (dentist) · u undoes");
}

/// Books Bella and Bruno as one visit at a time of Monday, each with a groomer.
fn visit_on_monday(desk: &Desk, dogs: [(&str, usize, i64); 2]) {
    let monday: NaiveDate = "2026-11-23".parse().unwrap();
    let visit = VisitId::new();
    let edits = dogs.map(|(dog, groomer, start)| {
        let first = dogs.iter().map(|(_, _, start)| *start).min();
        let store = desk.store();
        let booked = wanted(desk, store, dog, groomer, start, 75);
        Edit::Appointment(AppointmentEdit::Book(
            Appointment {
                day: monday,
                drop_off_min: first,
                visit_id: Some(visit),
                ..booked
            }
            .into(),
        ))
    });
    desk.bo_changes(Edit::Together {
        label: "Booked both".to_owned(),
        edits: edits.to_vec(),
    });
}

#[test]
fn dogs_of_one_visit_stay_together_or_are_called_together() {
    let mut desk = Desk::at(EARLY);
    // One after the other with Ana: Bo takes both, one after the other.
    visit_on_monday(&desk, [("Bella Moreira", 0, 540), ("Bruno Moreira", 0, 615)]);
    desk.tick();
    desk.keys("5o<tab>mon<enter>")
        .must_show("-> 09:00 Bo, same time")
        .must_show("-> 10:15 Bo, same time");
    // Bo has somebody at nine: both go, none alone.
    let store = desk.store();
    let zola = Appointment {
        day: "2026-11-23".parse().unwrap(),
        ..wanted(&desk, store, "Bella Costa", 1, 540, 60)
    };
    desk.bo_changes(Edit::Appointment(AppointmentEdit::Book(zola.into())));
    let mut other = desk.beside("bo");
    other
        .keys("5o<tab>mon<enter>")
        .must_show("-> 10:00 Bo")
        .must_show("-> 11:15 Bo");
    // Side by side, and Bo has the whole day full: she is called and not sent alone.
    let mut desk = Desk::at(EARLY);
    visit_on_monday(&desk, [("Bella Moreira", 0, 540), ("Bruno Moreira", 1, 540)]);
    let store = desk.store();
    let kiki = Appointment {
        day: "2026-11-23".parse().unwrap(),
        ..wanted(&desk, store, "Kiki Costa", 1, 630, 120)
    };
    desk.bo_changes(Edit::Appointment(AppointmentEdit::Book(kiki.into())));
    desk.tick();
    desk.keys("5o<tab>mon<enter>").must_show("-> call list");
}

fn off(store: &Store, groomer: usize) -> Absence {
    let off = TimeOff {
        id: TimeOffId::new(),
        groomer_id: store.groomers().unwrap()[groomer].id,
        first_day: friday(),
        last_day: friday(),
        span: Span { start: 0, end: 1440 },
        reason: "ill".to_owned(),
        rev: 1,
    };
    let name = "Ana".to_owned();
    Absence::Groomer { name, off }
}

/// Books a dog at a place, where the salon's rules allow it.
fn try_to_book(desk: &Desk, store: &mut Store, dog: usize, groomer: usize, start: i64, minutes: i64) {
    let dogs = [
        "Bella Moreira",
        "Bruno Moreira",
        "Kiki Costa",
        "Bella Costa",
        "Zola",
    ];
    let appointment = wanted(desk, store, dogs[dog], groomer, start, minutes);
    let by = By {
        actor: "bo".to_owned(),
        at: desk.now(),
    };
    let _ = store.apply(&Edit::Appointment(AppointmentEdit::Book(appointment.into())), &by);
}

/// A dog at a place, on Friday.
fn wanted(desk: &Desk, store: &Store, dog: &str, groomer: usize, start: i64, minutes: i64) -> Appointment {
    Appointment {
        id: AppointmentId::new(),
        dog_id: desk.dog(dog).id,
        groomer_id: store.groomers().unwrap()[groomer].id,
        service_id: store.services().unwrap()[0].id,
        lane: None,
        day: friday(),
        start_min: start,
        end_min: start + minutes,
        pickup_min: start + minutes,
        status: Status::Booked,
        price_cents: Cents(5000),
        cancel_reason: String::new(),
        note: String::new(),
        drop_off_min: None,
        over_reason: String::new(),
        visit_id: None,
        series_id: None,
        rev: 1,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_proposed_is_taken_as_a_whole(
        booked in prop::collection::vec((0usize..5, 0usize..2, 108i64..200, 3i64..20), 0..14),
        groomer in 0usize..2,
        turned in prop::collection::vec((0usize..6, any::<bool>()), 0..12),
    ) {
        let desk = Desk::at(EARLY);
        let mut store = desk.other_desk();
        for (dog, groomer, start, length) in booked {
            try_to_book(&desk, &mut store, dog, groomer, start * 5, length * 5);
        }
        let mut plan = AwayPlan::propose(&store, off(&store, groomer), &[], desk.now()).unwrap();
        for (at, forward) in turned {
            if at < plan.orphans.len() {
                plan.turn(at, forward);
            }
        }
        let before = store.visits(friday()).unwrap();
        let by = By { actor: "bo".to_owned(), at: desk.now() };
        store.apply(&plan.edit(desk.now()), &by).unwrap();
        for orphan in &plan.orphans {
            let now = store.appointment(orphan.visit.appointment.id).unwrap().unwrap();
            match orphan.instead {
                Instead::Move(offer) => prop_assert_eq!(
                    (now.day, now.groomer_id, now.start_min),
                    (offer.day, offer.slot.groomer_id, offer.slot.span.start)
                ),
                Instead::Call => prop_assert_eq!(now.status, Status::Cancelled),
                Instead::Stay => prop_assert_eq!(now.status, orphan.visit.appointment.status),
            }
        }
        store.apply(&Edit::Undo, &by).unwrap();
        let rows = |visits: &[Visit]| places(visits);
        prop_assert_eq!(rows(&store.visits(friday()).unwrap()), rows(&before));
        store.close().unwrap();
    }
}
