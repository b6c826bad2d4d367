//! The schedule against a slow and obvious model of it: whatever is booked, moved, called off, taken back or changed about
//! the salon's hours, the book accepts exactly what the rules allow, and offers exactly what it would accept.

#![allow(clippy::unwrap_used)] // a test may stop at the first surprise

mod asks;
mod desk;
mod model;
mod tries;

use pomsalon::domain::groomer::Shift;
use pomsalon::domain::id::ShiftId;
use pomsalon::store::{AppointmentEdit, Edit, GroomerEdit, Place};
use proptest::prelude::*;

use crate::desk::Desk;

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_book_accepts_and_offers_exactly_what_the_rules_allow(
        salon in any::<u64>(),
        tries in tries::tries(48),
    ) {
        let mut desk = Desk::open(salon);
        for (at, each) in tries.iter().enumerate() {
            desk.attempt(each);
            desk.assert_the_same();
            if at % 4 == 0 {
                desk.assert_offers(each);
            }
        }
        desk.close();
    }
}

#[test]
fn a_dogs_two_appointments_of_a_day_change_places() {
    let mut desk = Desk::open(7);
    let day = desk.model.today + chrono::Days::new(1);
    // Ana and Bo work all day, on anything.
    let mut weeks = desk.store.groomer_weeks().unwrap();
    for week in &mut weeks {
        week.skills.clear();
        week.breaks.clear();
        week.groomer.max_dogs = None;
        week.groomer.largest = None;
        week.shifts = (1..=7)
            .map(|weekday| Shift {
                id: ShiftId::new(),
                groomer_id: week.groomer.id,
                weekday,
                start_min: 480,
                end_min: 1080,
            })
            .collect();
        desk.apply(&Edit::Groomer(GroomerEdit::Save(week.clone())));
    }
    desk.model.groomers.clone_from(&weeks);
    let one = desk.book(0, 0, day, 540);
    let two = desk.book(0, 1, day, 600);
    let groomer = |at: usize| weeks[at].groomer.id;
    let place = |id, groomer_id, start_min| Place {
        id,
        rev: 1,
        groomer_id,
        day,
        start_min,
        over_reason: String::new(),
    };
    let places = vec![place(one, groomer(1), 600), place(two, groomer(0), 540)];
    desk.apply(&Edit::Appointment(AppointmentEdit::MoveAll(places)));
    assert_eq!(desk.store.appointment(one).unwrap().unwrap().start_min, 600);
    assert_eq!(desk.store.appointment(two).unwrap().unwrap().start_min, 540);
}
