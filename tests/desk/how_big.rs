//! How big a dog is: on its card, by its breed, or asked before a price that goes by it is saved.

use pomsalon::domain::dog::Size;
use pomsalon::domain::id::DogId;
use pomsalon::domain::money::Cents;
use pomsalon::domain::price::Rate;
use pomsalon::store::{DogEdit, Edit, Filling};

use crate::harness::Desk;
use crate::prices::{on_top, rate};

const TEN: &str = "2026-11-20T10:00";

/// The salon that asks how big a dog is: the full tidy by size, and a groom for whatever breed.
pub fn by_size(filling: &mut Filling) {
    let mut groom = on_top("Full groom", 105, 78, 4);
    (groom.add_on, groom.stay_minutes) = (false, 180);
    let sized = |size, minutes, stay_minutes, euros| Rate {
        minutes,
        stay_minutes,
        ..rate(&groom, Some(size), None, "2026-01-01", euros)
    };
    filling.rates = vec![
        sized(Size::Small, 90, 150, 62),
        sized(Size::ExtraLarge, 150, 240, 135),
    ];
    filling.services.push(groom);
}

#[test]
fn a_new_dog_is_promised_the_price_of_its_breeds_size() {
    let mut desk = Desk::filled(TEN, by_size);
    desk.keys("botto<enter>newfoundland<enter>Rui Alves<enter>555 0199<enter>")
        .must_show("Size")
        .must_show("XL, by breed");
    desk.keys("<enter>")
        .must_show("Full groom · 2 h 30 on the table · 135")
        .must_show("135 euros");
    assert_eq!(desk.dog("Otto Alves").size, Some(Size::ExtraLarge));
    // What the breed says may be put right.
    let mut desk = Desk::filled(TEN, by_size);
    desk.keys("botto toy poodle<enter>rui alves<enter>555 0199<enter>")
        .must_show("small, by breed");
    desk.keys("x<enter>")
        .must_show("Full groom · 2 h 30 on the table · 135");
}

#[test]
fn a_dog_of_no_known_size_is_promised_no_more_than_is_sure() {
    let mut desk = Desk::filled(TEN, by_size);
    desk.keys("botto<enter>mix<enter>Rui Alves<enter>555 0199<enter>")
        .must_show("not known");
    desk.keys("<enter>")
        .must_show("about 4 hours (Full groom), from 62 euros");
    // Where the card says nothing of the size, the breed does.
    let mut desk = Desk::filled(TEN, by_size);
    desk.keys("bkiki<enter>full groom")
        .must_show("1 h 30 on the table · 62 (small by breed)");
}

/// Rex is of a breed that nobody can size, and his card says nothing.
fn rex_of_no_size(filling: &mut Filling) {
    by_size(filling);
    let rex = filling
        .dogs
        .iter_mut()
        .find(|dog| dog.first_name == "Rex")
        .unwrap();
    (rex.size, rex.breed) = (None, "Mix".to_owned());
    let rex: DogId = rex.id;
    filling.appointments.retain(|(booked, ..)| booked.dog_id != rex);
}

fn price_and_note(desk: &Desk, dog: &str, day: &str) -> (Cents, i64, String) {
    let dog = desk.dog(dog).id;
    let visits = desk.store().visits(day.parse().unwrap()).unwrap();
    let visit = visits
        .into_iter()
        .find(|visit| visit.appointment.dog_id == dog)
        .unwrap();
    let booked = visit.appointment;
    (booked.price_cents, booked.span().minutes(), booked.note)
}

#[test]
fn what_is_saved_of_a_dog_of_no_known_size_is_what_was_said() {
    let mut desk = Desk::filled(TEN, rex_of_no_size);
    desk.keys("brex<enter>full groom mon 10 ana<enter>")
        .must_show("How big is Rex?")
        .must_show("1 small   62, 1 h 30 on the table")
        .must_show("4 XL      135, 2 h 30 on the table")
        .must_show("5 nobody knows yet: from 62, 2 h 30 kept");
    // Backspace is no answer.
    desk.keys("<backspace>").must_show("(Full groom), from 62 euros,");
    desk.keys("<enter><enter>").must_show("Booked Rex");
    assert_eq!(
        price_and_note(&desk, "Rex Weber", "2026-11-23"),
        (Cents(6200), 150, "price from 62, by size".to_owned())
    );
    assert_eq!(desk.dog("Rex Weber").size, None);
}

#[test]
fn a_price_that_is_open_stays_open_when_the_appointment_is_moved_or_goes_on() {
    let mut desk = Desk::filled(TEN, rex_of_no_size);
    desk.keys("brex<enter>full groom mon 10 ana<enter><enter>")
        .must_show("Booked Rex");
    desk.keys("gmon<enter><home>m")
        .must_show("Move Rex")
        .must_show("from 62, by size")
        .must_show("(Full groom), from 62");
    desk.keys("<esc>0")
        .must_show("Every so many weeks: Rex")
        .must_show("(Full groom), from 62");
}

#[test]
fn a_digit_says_how_big_the_dog_is_and_the_booking_costs_that() {
    let mut desk = Desk::filled(TEN, rex_of_no_size);
    desk.keys("brex<enter>full groom mon 10 ana<enter>1<enter>")
        .must_show("Booked Rex");
    assert_eq!(
        price_and_note(&desk, "Rex Weber", "2026-11-23"),
        (Cents(6200), 90, String::new())
    );
    assert_eq!(desk.dog("Rex Weber").size, Some(Size::Small), "noted on the card");
    // What is known is not asked again.
    desk.keys("brex<enter>full groom tue 10 ana<enter>")
        .must_show("Booked Rex");
    assert_eq!(price_and_note(&desk, "Rex Weber", "2026-11-24").0, Cents(6200));
    // The booking alone is taken back.
    desk.keys("uu");
    assert_eq!(desk.dog("Rex Weber").size, Some(Size::Small));
    desk.keys("brex<enter>full groom mon 10 ana")
        .must_show("(Full groom), 62");
}

#[test]
fn a_dog_of_a_large_breed_is_not_given_to_a_groomer_of_small_ones() {
    let mut desk = Desk::filled(TEN, |filling| {
        let rex = filling
            .dogs
            .iter_mut()
            .find(|dog| dog.first_name == "Rex")
            .unwrap();
        (rex.size, rex.breed) = (None, "Great Dane".to_owned());
        filling.groomers[0].groomer.largest = Some(Size::Small);
    });
    desk.keys("brex<enter>bath mon 10 ana")
        .must_show("Ana takes dogs up to small, this one is XL by breed");
    desk.keys("<c-u>bath mon 10<enter>").must_show("Booked Rex");
    let rex = desk.dog("Rex Weber");
    let booked = desk.store().visits("2026-11-23".parse().unwrap()).unwrap();
    let booked = booked
        .into_iter()
        .find(|visit| visit.appointment.dog_id == rex.id)
        .unwrap();
    assert_ne!(booked.groomer, "Ana");
    // What the card says counts before the breed.
    let noted = pomsalon::domain::dog::Dog {
        size: Some(Size::Small),
        ..rex
    };
    desk.bo_changes(Edit::Dog(DogEdit::Save(noted)));
    desk.tick()
        .keys("brex<enter>bath tue 10 ana<enter>")
        .must_show("Booked Rex");
}

#[test]
fn a_size_that_the_caller_says_is_the_new_dogs() {
    let mut desk = Desk::filled(TEN, by_size);
    desk.keys("botto bath large dog<enter>mix<enter>Rui Alves<enter>555 0199<enter>")
        .must_show("large, as was said");
    desk.keys("<enter>").must_show("Say: ");
    assert_eq!(desk.dog("Otto Alves").size, Some(Size::Large));
}
