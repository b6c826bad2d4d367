//! The next visit while the client pays: two keys.

use pomsalon::domain::appointment::Appointment;
use pomsalon::domain::id::AppointmentId;
use pomsalon::domain::status::Status;
use pomsalon::store::{AppointmentEdit, Edit};

use crate::harness::Desk;

/// Somebody books another dog with the groomer of Bella's visit for so many minutes of a day.
fn takes(desk: &Desk, dog: &str, day: &str, start_min: i64, minutes: i64) {
    let bella = desk.store().visits(desk.now().date()).unwrap()[0]
        .appointment
        .clone();
    let taken = Appointment {
        id: AppointmentId::new(),
        dog_id: desk.dog(dog).id,
        day: day.parse().unwrap(),
        start_min,
        end_min: start_min + minutes,
        pickup_min: start_min + minutes,
        status: Status::Booked,
        series_id: None,
        ..bella
    };
    desk.bo_changes(Edit::Appointment(AppointmentEdit::Book(taken.into())));
}

fn shell(desk: &Desk, sql: &str) {
    let shell = rusqlite::Connection::open(desk.path()).unwrap();
    shell.execute_batch(sql).unwrap();
}

#[test]
fn bella_goes_home_and_comes_again_in_five_weeks_with_two_keys() {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("<home>").must_show("Bella Moreira");
    desk.keys_pressed();
    desk.keys("i")
        .must_show("Book Bella Moreira again, 5 weeks on")
        // Where that would be Christmas, it is proposed a week earlier.
        .must_show("Fri 25 Dec: Christmas Day, many salons close; so a week earlier")
        .must_show("» 1 Fri 18 Dec       09:00-10:15  Ana")
        .must_show("Say: Friday 18th December at 9 with Ana");
    desk.keys("<enter>")
        .must_show("Booked Bella Moreira Fri 18 Dec 09:00 with Ana · Tab shows it · u undoes");
    assert_eq!(desk.keys_pressed(), 2);
}

#[test]
fn the_weeks_on_the_dogs_own_card_count_before_those_of_its_breed() {
    let mut desk = Desk::at("2026-11-20T11:00");
    shell(
        &desk,
        "UPDATE dog SET rebook_weeks = 3 WHERE first_name = 'Bella'",
    );
    desk.keys("<home>i<enter>")
        .must_show("Booked Bella Moreira Fri 11 Dec 09:00 with Ana");
}

#[test]
fn a_dog_card_books_again_too() {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("/bella m<enter>i<enter>")
        .must_show("Booked Bella Moreira Fri 18 Dec 09:00 with Ana");
    // One that has never been here has nothing to repeat.
    desk.keys("/zola<enter>i")
        .must_show("this dog has not been here yet; b books it");
}

#[test]
fn a_full_time_is_followed_by_the_nearest_one_with_the_reason_in_one_line() {
    let mut desk = Desk::at("2026-11-20T11:00");
    shell(
        &desk,
        "UPDATE dog SET rebook_weeks = 4 WHERE first_name = 'Bella'",
    );
    takes(&desk, "Bella Costa", "2026-12-18", 540, 60);
    desk.tick()
        .keys("<home>i")
        .must_show("Fri 18 Dec: Ana is taken 09:00-10:00 by Bella Costa; so at 10:00");
    desk.must_show("» 1 Fri 18 Dec       10:00-11:15  Ana")
        .keys("<enter>")
        .must_show("Booked Bella Moreira Fri 18 Dec 10:00 with Ana");
}

#[test]
fn on_a_closed_day_it_is_a_week_earlier() {
    let mut desk = Desk::at("2026-11-20T11:00");
    shell(
        &desk,
        "INSERT INTO closing (id, first_day, last_day, yearly, name)
         VALUES ('00000000-0000-7000-8000-00000000c001', '2020-12-25', '2020-12-26', 1, 'Christmas')",
    );
    desk.tick()
        .keys("<home>i")
        .must_show("Fri 25 Dec: the salon is closed that day (Christmas); so a week earlier");
    desk.keys("<enter>")
        .must_show("Booked Bella Moreira Fri 18 Dec 09:00 with Ana");
}

#[test]
fn another_day_or_time_is_typed_as_ever_and_counts_from_there() {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("<home>ibo 14")
        .must_show("14:00-15:15  Bo")
        .keys("<enter><enter>")
        .must_show("Booked Bella Moreira Fri 25 Dec 14:00 with Bo");
    // The next one follows that visit, and keeps what was done then.
    desk.keys("/bella m<enter>i")
        .must_show("Bella comes already on Fri 25 Dec at 14:00 with Bo; so 5 weeks after that")
        .must_show("» 1 Fri 29 Jan 2027  14:00-15:15  Bo");
}

#[test]
fn what_is_done_on_top_and_the_early_drop_off_come_again() {
    let mut desk = Desk::at("2026-11-20T11:00");
    shell(
        &desk,
        "INSERT INTO appointment_add_on (id, appointment_id, service_id, minutes, price_cents)
           SELECT '00000000-0000-7000-8000-00000000d001', a.id, s.id, 15, 1800 FROM appointment AS a, service AS s
           WHERE a.day = '2026-11-20' AND a.start_min = 630 AND s.name = 'Nails';
         UPDATE appointment SET drop_off_min = 600 WHERE day = '2026-11-20' AND start_min = 630",
    );
    // Rex is a shepherd: eight weeks.
    desk.tick()
        .keys("i<enter>")
        .must_show("Booked Rex Weber Fri 15 Jan 2027 10:30 with Ana");
    let rex = desk.dog("Rex Weber");
    let booked = desk.store().appointments_of(rex.id, 1).unwrap().swap_remove(0);
    assert_eq!((booked.start_min, booked.drop_off_min), (630, Some(600)));
    let add_ons = desk.store().add_ons(booked.id).unwrap();
    assert_eq!(add_ons.len(), 1);
    assert_eq!(add_ons[0].minutes, 15);
    desk.keys("u").must_show("Undone: Booked Rex Weber");
    assert!(desk.store().appointment(booked.id).unwrap().is_none());
}

#[test]
fn half_a_rebooking_survives_a_kill() {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("<home>i2").wait(3);
    let mut desk = desk.killed();
    desk.keys("w<enter>")
        .must_show("Book Bella Moreira again, 5 weeks on")
        .must_show("» 2 ZZZ");
    desk.keys("<enter>").must_show("Booked Bella Moreira ZZZ");
}

#[test]
fn the_next_free_time_on_another_day_is_five_keys_away() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("mfri<enter>")
        .must_show("Moved Rex Weber to Fri 27 Nov 09:00 with Ana");
    assert_eq!(desk.keys_pressed(), 5);
}

#[test]
fn a_move_keeps_what_is_done_on_top_and_how_early_the_dog_comes() {
    let mut desk = Desk::at("2026-11-20T10:00");
    shell(
        &desk,
        "INSERT INTO appointment_add_on (id, appointment_id, service_id, minutes, price_cents)
           SELECT '00000000-0000-7000-8000-00000000d001', a.id, s.id, 15, 1800 FROM appointment AS a, service AS s
           WHERE a.day = '2026-11-20' AND a.start_min = 630 AND s.name = 'Nails';
         UPDATE appointment SET drop_off_min = 600 WHERE day = '2026-11-20' AND start_min = 630",
    );
    desk.tick()
        .keys("m<enter>")
        .must_show("Moved Rex Weber to Fri 20 Nov 10:45 with Ana");
    let rex = desk
        .store()
        .visits(desk.now().date())
        .unwrap()
        .swap_remove(1)
        .appointment;
    assert_eq!((rex.start_min, rex.drop_off_min), (645, Some(615)));
    assert_eq!(desk.store().add_ons(rex.id).unwrap().len(), 1);
}
