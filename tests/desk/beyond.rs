//! Booking beyond the rules: on purpose only, with a reason, and to be seen for ever.

use pomsalon::domain::groomer::TimeOff;
use pomsalon::domain::id::TimeOffId;
use pomsalon::domain::schedule::Span;
use pomsalon::domain::status::Status;
use pomsalon::store::{CalendarEdit, Edit};

use crate::harness::Desk;

/// Somebody wrote on a card why nobody should book for this client any more.
fn do_not_book(desk: &Desk, client: &str, why: &str) {
    let shell = rusqlite::Connection::open(desk.path()).unwrap();
    let changed = shell
        .execute(
            "UPDATE client SET do_not_book = ?1 WHERE first_name = ?2",
            [why, client],
        )
        .unwrap();
    assert_eq!(changed, 1, "{client}");
}

#[test]
fn every_dog_in_the_way_is_named() {
    let mut desk = Desk::at("2026-11-20T10:00");
    // Kiki is with Bo until 12:15, and another Bella comes right after her.
    desk.keys("bbella moreira nails today 12:15 bo<enter><enter><enter>")
        .must_show("Booked Bella Moreira");
    desk.keys("bbella costa<enter>today 11:30 bo<down>02<enter>");
    desk.must_show("anyway? Why")
        .must_show("! Bo has Kiki Costa 11:00-12:15 and Bella Moreira 12:15-12:30 then");
}

#[test]
fn a_full_groomer_takes_one_more_with_a_reason_that_is_seen_everywhere() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella costa<enter>today 10:30 ana<down>02<enter>")
        .must_show("Book Bella Costa anyway? Why")
        .must_show("Fri 20 Nov 10:30-11:45 with Ana, Pom bath")
        .must_show("! Ana is taken 10:30-12:15 by Rex Weber");
    desk.keys("2<enter>")
        .must_show("Booked Bella Costa Fri 20 Nov 10:30 with Ana, beyond the rules · u undoes");
    // The list, and what stands below it.
    desk.must_show("Bella Costa");
    let booked = desk.store().visits(desk.now().date()).unwrap();
    let booked = booked.iter().find(|visit| visit.dog == "Bella Costa").unwrap();
    assert_eq!(booked.appointment.over_reason, "the groomer stays longer");
    assert_eq!(booked.alerts, "+");
    assert_eq!(booked.appointment.lane, Some(2), "a lane beside Ana's own");
    desk.must_show("+    Pom bath")
        .must_show("! BEYOND THE RULES  the groomer stays longer");
    // The dog's card, and the paper.
    desk.wait(3)
        .keys("<enter>")
        .must_show("Booked + beyond the")
        .must_show("rules: the groomer stays longer");
    let sheet = pomsalon::paper::Sheet::read(desk.store(), desk.now().date())
        .unwrap()
        .page();
    assert!(
        sheet.contains("    + beyond the rules: the groomer stays longer\n"),
        "{sheet}"
    );
    assert!(sheet.contains("+ beyond the rules, B bites"), "{sheet}");
    // Side by side in columns: neither hides the other.
    desk.keys("<backspace>");
    desk.resize(120, 40);
    desk.keys("v")
        .must_show("Rex Weber")
        .must_show("b Bella Costa !+")
        .must_show("+ the groomer stays longer");
    // It stays when the dog has come and gone, and it is in the history.
    let visits = desk.store().visits(desk.now().date()).unwrap();
    let bella = visits.iter().find(|visit| visit.dog == "Bella Costa").unwrap();
    desk.bo_changes(pomsalon::store::Edit::Appointment(
        pomsalon::store::AppointmentEdit::Step {
            id: bella.appointment.id,
            rev: bella.appointment.rev,
            to: Status::Gone,
        },
    ));
    let kept = desk.store().appointment(bella.appointment.id).unwrap().unwrap();
    assert_eq!(kept.over_reason, "the groomer stays longer");
    desk.keys("s").must_show("beyond the rules");
}

#[test]
fn a_reason_of_ones_own_and_every_reason_against_it() {
    let mut desk = Desk::at("2026-11-20T10:00");
    // A Sunday: nobody works. In the evening as well.
    desk.keys("bkiki<enter>sun 19:00 bo<down>0<down><enter>")
        .must_show("! Bo does not work that day");
    desk.keys("6moves away, last visit<enter>")
        .must_show("Booked Kiki Costa Sun 22 Nov 19:00 with Bo, beyond the rules");
    desk.keys("u").must_show("Undone: Booked Kiki Costa");
}

/// Somebody is off on the day of the desk.
fn is_off(desk: &mut Desk, groomer: &str, reason: &str) {
    let groomers = desk.store().groomers().unwrap();
    let groomer = groomers.iter().find(|one| one.name == groomer).unwrap();
    let off = TimeOff {
        id: TimeOffId::new(),
        groomer_id: groomer.id,
        first_day: desk.now().date(),
        last_day: desk.now().date(),
        span: Span { start: 0, end: 1440 },
        reason: reason.to_owned(),
        rev: 1,
    };
    desk.bo_changes(Edit::Calendar(CalendarEdit::AddTimeOff(off)));
}

#[test]
fn the_evening_is_asked_of_who_is_there_and_in_words_one_can_pass_on() {
    // Kiki usually comes to Bo; but Bo is ill.
    let mut desk = Desk::at("2026-11-20T10:00");
    is_off(&mut desk, "Bo", "ill");
    desk.keys("bkiki<enter>today 17:30<down>02<enter>")
        .must_show("Fri 20 Nov 17:30-18:45 with Ana, Pom bath")
        .must_show("! Ana would have to stay until 18:45 (works 09:00-18:00)")
        .must_not_show("! Bo");
    // Who is asked for by name is meant, and everything is said.
    desk.keys("<backspace><tab><c-u>today 17:30 bo<down>02<enter>")
        .must_show("! Bo would have to stay until 18:45")
        .must_show("! Bo is off (ill)");
}

#[test]
fn who_has_a_break_is_asked_sooner_than_who_has_a_dog() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella costa bath today 12:15 ana<enter><enter>")
        .must_show("Booked Bella Costa");
    // Bella usually comes to Ana, who has the other Bella then; Bo would only be later for lunch.
    desk.keys("bbella moreira nails today 13<enter><down>02<enter>")
        .must_show("Fri 20 Nov 13:00-13:15 with Bo, Nails")
        .must_show("! Bo has a break 13:00-13:30");
}

#[test]
fn a_dog_in_two_places_and_a_day_that_is_over_stay_refused() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki<enter>today 11:15 ana<down>02<enter>")
        .must_show("Kiki Costa is already with Bo 11:00-12:15; a dog cannot be in two")
        .must_not_show("agreed with the groomer");
    desk.keys("<enter>")
        .must_show("not even with a reason: Kiki Costa is already with Bo");
    desk.keys("<backspace><tab><c-u>2026-11-19 10:00 ana<down>02<enter><enter>")
        .must_show("not even with a reason: Thu 19 Nov is over");
}

#[test]
fn nobody_is_booked_against_a_do_not_book_unless_it_is_meant() {
    let mut desk = Desk::at("2026-11-20T10:00");
    do_not_book(&desk, "Inês", "never pays");
    desk.tick()
        .keys("bbella costa<enter><enter>")
        .must_show("do not book Bella Costa: never pays");
    desk.keys("02<enter>")
        .must_show("! do not book Bella Costa: never pays")
        .keys("5<enter>")
        .must_show("beyond the rules");
}

#[test]
fn what_keeps_the_rules_needs_no_reason() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki<enter>02<enter><enter>")
        .must_show("nothing is against that time: book it from the list");
}

#[test]
fn a_move_beyond_the_rules_says_so_too() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.must_show("Rex Weber")
        .keys("mtoday 9:30 ana<down>02<enter>")
        .must_show("Move Rex Weber anyway? Why");
    desk.keys("1<enter>")
        .must_show("Moved Rex Weber to Fri 20 Nov 09:30 with Ana, beyond the rules");
}

#[test]
fn a_reason_half_typed_is_still_there_after_a_crash() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella costa<enter>today 10:30 ana<down>02<enter>6the vet sent")
        .wait(3);
    let mut desk = desk.killed();
    desk.keys("w").must_show("Book Bella Costa anyway");
    desk.keys("<enter>")
        .must_show("another reason: the vet sent")
        .must_show("! Ana is taken 10:30-12:15 by Rex Weber");
    desk.keys(" her<enter>")
        .must_show("Booked Bella Costa Fri 20 Nov 10:30 with Ana, beyond the rules");
}

#[test]
fn words_typed_at_the_reasons_are_a_reason_of_ones_own() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella costa<enter>today 10:30 ana<down>02<enter>2owner said so<enter>")
        .must_show("Booked Bella Costa Fri 20 Nov 10:30 with Ana, beyond the rules");
    let booked = desk.store().visits(desk.now().date()).unwrap();
    let bella = booked.iter().find(|visit| visit.dog == "Bella Costa").unwrap();
    assert_eq!(bella.appointment.over_reason, "owner said so");
}

#[test]
fn a_dog_that_is_not_to_be_booked_is_refused_as_soon_as_it_is_known_with_who_may_lift_it() {
    let mut desk = Desk::at("2026-11-20T10:00");
    do_not_book(&desk, "Inês", "never pays");
    desk.tick().keys("bkiki mon 10<enter>");
    assert_eq!(desk.message(), "do not book Kiki Costa: never pays");
    desk.must_show("! DO NOT BOOK: never pays")
        .must_not_show("Say:")
        .must_not_show("Enter book it")
        .must_show("takes `Do not book` off the card of Inês Costa: / finds")
        .must_show("with a reason that stays: 0, then 2.");
    let booked = |desk: &Desk| {
        let all = desk
            .store()
            .appointments_of(desk.dog("Kiki Costa").id, 9)
            .unwrap();
        all.len()
    };
    desk.keys("<enter>");
    assert_eq!(booked(&desk), 1);
    // Nor several dogs, nor a series; and nothing is held for it.
    desk.keys("<space>")
        .must_show("Book Kiki and Bella Costa")
        .must_not_show("Say:");
    desk.keys("<enter>")
        .must_show("do not book Kiki Costa: never pays");
    desk.keys("<backspace>03<enter><enter>")
        .must_show("do not book Kiki Costa: never pays");
    assert_eq!(booked(&desk), 1);
    // As it says: with a reason, or once it is lifted. What is booked moves all the same.
    desk.keys("<esc><esc><esc><esc>g20 nov<enter>/kiki<enter>ce")
        .must_show("Do not book");
    let shell = rusqlite::Connection::open(desk.path()).unwrap();
    shell
        .execute_batch("UPDATE client SET do_not_book = ''; UPDATE dog SET do_not_book = 'bit Bo' WHERE first_name = 'Kiki'")
        .unwrap();
    desk.keys("<esc><esc><esc>")
        .tick()
        .keys("bkiki mon 10<enter>")
        .must_show("off the card of Kiki: / finds the");
    desk.keys("02<enter>5<enter>").must_show("beyond the rules");
    desk.keys("g20 nov<enter><end>")
        .must_show("Kiki Costa")
        .keys("m<enter>")
        .must_show("Moved Kiki Costa");
}
