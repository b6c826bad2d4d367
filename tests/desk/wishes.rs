//! What somebody waits for is said, booked and paid as one: the work of last time with what was on top, or the work of the
//! wish; and the list says what the household is booked for already.

use pomsalon::domain::appointment::{AddOn, Appointment, Steps};
use pomsalon::domain::id::{AddOnId, AppointmentId, ServiceId};
use pomsalon::domain::money::Cents;
use pomsalon::domain::service::Service;
use pomsalon::domain::status::Status;
use pomsalon::store::{AppointmentEdit, Edit, Filling, ServiceEdit, Visit};

use crate::harness::Desk;

const TEN: &str = "2026-11-20T10:00";

/// Bruno had a bath with teeth five weeks ago: 85 minutes, 62 euros.
fn with_teeth(filling: &mut Filling) {
    let teeth = Service {
        id: ServiceId::new(),
        name: "Teeth".to_owned(),
        minutes: 10,
        stay_minutes: 10,
        price_cents: Cents(1200),
        position: 9,
        active: true,
        add_on: true,
        needs_waiver: false,
        rev: 1,
    };
    let bruno = filling.dogs.iter().find(|dog| dog.first_name == "Bruno").unwrap();
    let bella = filling.appointments[0].0.clone();
    let last = Appointment {
        id: AppointmentId::new(),
        dog_id: bruno.id,
        start_min: 780,
        end_min: 865,
        pickup_min: 910,
        price_cents: Cents(6200),
        ..bella
    };
    let on_top = AddOn {
        id: AddOnId::new(),
        service_id: teeth.id,
        minutes: 10,
        price_cents: Cents(1200),
    };
    filling.add_ons.push((last.id, on_top));
    filling.appointments.push((last, Steps::default()));
    filling.services.push(teeth);
}

fn booked(desk: &Desk, dog: &str) -> Visit {
    let visits = desk.store().visits(desk.now().date()).unwrap();
    visits.into_iter().find(|visit| visit.dog == dog).unwrap()
}

fn price(desk: &Desk, dog: &str) -> (i64, usize) {
    let visit = booked(desk, dog);
    let add_ons = desk.store().add_ons(visit.appointment.id).unwrap();
    (visit.appointment.price_cents.0, add_ons.len())
}

#[test]
fn what_is_read_out_is_what_is_booked_with_what_was_on_top_last_time() {
    let mut desk = Desk::filled(TEN, with_teeth);
    desk.keys("8nbruno<enter><enter>")
        .must_show("Bruno Moreira is on the waiting list")
        .must_show("Labrador · Marta Moreira +351 555 0123 · Pom bath with teeth")
        .must_show("teeth), 62 euros");
    desk.keys("<enter>")
        .must_show("teeth), 62 euros")
        .keys("<ring><enter>")
        .must_show("Booked Bruno Moreira from the waiting list");
    assert_eq!(price(&desk, "Bruno Moreira"), (6200, 1));
}

#[test]
fn a_freed_time_is_offered_at_the_price_it_is_booked_at() {
    let mut desk = Desk::filled(TEN, with_teeth);
    desk.keys("8nbruno<enter><enter>1x<enter>")
        .must_show("10:30-12:15 with Ana is free now")
        .must_show("teeth), 62 euros")
        .keys("<enter><ring><enter>");
    assert_eq!(price(&desk, "Bruno Moreira"), (6200, 1));
    assert_eq!(booked(&desk, "Bruno Moreira").appointment.note, "");
}

#[test]
fn a_wish_names_its_work_and_what_is_done_on_top() {
    let mut desk = Desk::filled(TEN, with_teeth);
    // Only the bath this time, whatever was on top last time.
    desk.keys("8nbruno bath after 14<enter>")
        .must_show("Pom bath 1 h 15")
        .keys("<enter>")
        .must_show("(Pom bath), 50");
    // Changed: the tidy with teeth.
    desk.keys("e tidy teeth")
        .must_show("Pom full tidy with teeth 1 h 55")
        .keys("<enter>")
        .must_show("teeth), 90 euros");
    // Another day leaves the work as it is.
    desk.keys("e<backspace>")
        .keys("<backspace><backspace>5<enter>")
        .must_show("teeth), 90 euros");
    desk.keys("<enter><ring><enter>")
        .must_show("Booked Bruno Moreira from the waiting list");
    assert_eq!(price(&desk, "Bruno Moreira"), (9000, 1));
}

#[test]
fn another_day_for_a_wish_leaves_what_is_done_on_top_even_while_it_is_not_sold() {
    let mut desk = Desk::filled(TEN, with_teeth);
    desk.keys("8nbruno bath teeth after 14<enter><enter>")
        .must_show("Pom bath with teeth");
    let teeth = desk
        .store()
        .services()
        .unwrap()
        .into_iter()
        .find(|each| each.name == "Teeth")
        .unwrap();
    let rest = |active, rev| {
        Edit::Service(ServiceEdit::Save(Service {
            active,
            rev,
            ..teeth.clone()
        }))
    };
    desk.bo_changes(rest(false, 1));
    desk.keys("e<end> fri<enter>")
        .must_show("Wish: Fri")
        .must_not_show("with teeth");
    desk.bo_changes(rest(true, 2));
    desk.keys("<up>").must_show("Pom bath with teeth");
}

#[test]
fn of_a_long_series_the_next_visit_is_told_however_many_are_booked_behind_it() {
    let mut desk = Desk::at(TEN);
    let kiki = booked(&desk, "Kiki Costa").appointment;
    let first: chrono::NaiveDate = "2026-12-03".parse().unwrap();
    for week in 0..24 {
        let one = Appointment {
            id: AppointmentId::new(),
            dog_id: desk.dog("Bella Costa").id,
            day: first + chrono::Days::new(7 * week),
            status: Status::Booked,
            lane: None,
            ..kiki.clone()
        };
        desk.bo_changes(Edit::Appointment(AppointmentEdit::Book(one.into())));
    }
    desk.keys("8nbella costa<enter><enter>")
        .must_show("Comes already Thu 3 Dec 11:00; Thu 10 Dec 11:00; 23 more");
}

#[test]
fn the_list_and_the_offer_say_what_the_household_is_booked_for_already() {
    let mut desk = Desk::at(TEN);
    let kiki = booked(&desk, "Kiki Costa").appointment;
    let other = |dog: &str, day: &str, start: i64| Appointment {
        id: AppointmentId::new(),
        dog_id: desk.dog(dog).id,
        day: day.parse().unwrap(),
        start_min: start,
        end_min: start + 75,
        pickup_min: start + 120,
        status: Status::Booked,
        lane: None,
        ..kiki.clone()
    };
    for one in [
        other("Bella Costa", "2026-12-03", 600),
        other("Kiki Costa", "2026-12-04", 660),
    ] {
        desk.bo_changes(Edit::Appointment(AppointmentEdit::Book(one.into())));
    }
    desk.keys("8nbella costa<enter><enter>")
        .must_show("Comes already Thu 3 Dec 10:00; Kiki Fri 20 Nov 11:00; 1 more");
    desk.keys("1x<enter>")
        .must_show("is free now")
        .must_show("Comes already Thu 3 Dec 10:00; Kiki Fri 20 Nov 11:00; 1 more");
    // Who only wants to come sooner is not said to come besides.
    desk.keys("<backspace>8x<enter>");
    desk.keys("nbruno<enter><enter>").must_show("Bella is here now");
}

#[test]
fn who_was_just_put_on_the_list_is_selected_and_what_they_decline_is_not_offered_again() {
    let mut desk = Desk::at(TEN);
    desk.keys("8nkiki<enter>fri bo<enter>")
        .must_show("» ")
        .keys("nbruno<enter>ana<enter>")
        .must_show("»   Bruno Moreira")
        .must_show("Say: today at 12:15 with Ana");
    // Not today at noon, and not a quarter of an hour later either.
    desk.keys("<enter>d")
        .must_show("Bruno Moreira does not take Fri 20 Nov 12:15")
        .must_show("Say: today at 13:15 with Ana")
        .must_show("Fri 20 Nov 12:15 with Ana: declined");
    desk.keys("n").must_show("do? (no answer)");
}
