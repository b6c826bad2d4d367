//! A groomer calls in ill: the whole day gets other places or goes on the call list, in one edit, with one undo.

use chrono::NaiveDate;
use pomsalon::booking::{AwayPlan, Instead};
use pomsalon::domain::appointment::Appointment;
use pomsalon::domain::groomer::TimeOff;
use pomsalon::domain::id::{AppointmentId, TimeOffId};
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
        .must_show("1 dog: 1 with another place")
        // Bella is in work already; Bo has Kiki at eleven.
        .must_not_show("Bella Moreira")
        .must_show("» 10:30-12:15")
        .must_show("-> 09:15 Bo");
    insta::assert_snapshot!(desk.page());
    desk.keys("<enter>");
    assert_eq!(desk.message(), "Ana is off Fri 20 Nov (ill), 1 moved · u undoes");
    desk.keys("1").must_show("Rex Weber");
    assert!(places(&day(&desk)).contains(&"Rex Weber 9:15 Bo booked".to_owned()));
    desk.keys("5u1");
    assert_eq!(places(&day(&desk)), before);
    assert_eq!(desk.store().times_off(friday()).unwrap(), []);
}

#[test]
fn who_cannot_be_moved_is_called_and_booked_from_the_list() {
    let mut desk = Desk::at(EARLY);
    desk.keys("5oc").must_show("-> call list").must_show("1 to call");
    desk.keys("<enter>")
        .must_show("Ana is off Fri 20 Nov (ill), 1 to call");
    desk.keys("8")
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
    desk.keys("5o<right>").must_not_show("-> 09:15 Bo");
    desk.keys("<left>").must_show("-> 09:15 Bo");
    desk.keys("<tab>tomorrow dentist")
        .must_show("Ana is off Sat 21 Nov (dentist)")
        .must_show("Nobody is booked then; Enter notes the time off.")
        .keys("<enter><enter>");
    assert_eq!(desk.message(), "Ana is off Sat 21 Nov (dentist) · u undoes");
}

fn off(store: &Store, groomer: usize) -> TimeOff {
    TimeOff {
        id: TimeOffId::new(),
        groomer_id: store.groomers().unwrap()[groomer].id,
        first_day: friday(),
        last_day: friday(),
        span: Span { start: 0, end: 1440 },
        reason: "ill".to_owned(),
        rev: 1,
    }
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
    let (dog, groomer) = (desk.dog(dogs[dog]).id, store.groomers().unwrap()[groomer].id);
    let appointment = Appointment {
        id: AppointmentId::new(),
        dog_id: dog,
        groomer_id: groomer,
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
    };
    let by = By {
        actor: "bo".to_owned(),
        at: desk.now(),
    };
    let _ = store.apply(&Edit::Appointment(AppointmentEdit::Book(appointment.into())), &by);
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
        store.apply(&plan.edit("Ana", desk.now()), &by).unwrap();
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
