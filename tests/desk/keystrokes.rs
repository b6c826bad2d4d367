//! The keystroke budgets: each piece of work as a key script, its keys counted.

use crate::harness::Desk;

/// Presses the keys of one piece of work, sees its outcome, and counts.
#[track_caller]
fn within(most: usize, script: &str, outcome: &str) {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys(script).must_show(outcome);
    let keys = desk.keys_pressed();
    assert!(keys <= most, "{script} takes {keys} keys, {most} at most");
}

#[test]
fn find_a_dog_from_anywhere() {
    within(5, "/kik<enter>", "Kiki Costa");
    within(5, "/0142", "Kiki Costa");
}

#[test]
fn any_status_forward() {
    within(1, "<space>", "Rex Weber: Arrived");
}

#[test]
fn book_the_usual_service_at_the_first_offered_time() {
    within(10, "bbruno<enter><enter>", "Booked Bruno Moreira");
    // Of a dog that comes on that very day it is asked first.
    within(10, "bkiki<enter><enter><enter>", "Booked Kiki Costa");
}

#[test]
fn book_on_a_chosen_day_and_groomer() {
    within(
        16,
        "bkiki<enter>mon bo<enter>",
        "Booked Kiki Costa Mon 23 Nov 09:00 with Bo",
    );
}

#[test]
fn cancel_with_a_reason_and_no_show() {
    within(3, "x2<enter>", "Cancelled Rex Weber");
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("n<enter>").must_show("Rex Weber did not come");
    assert!(desk.keys_pressed() <= 2);
}

#[test]
fn fill_a_freed_slot_from_the_waitlist() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("8nbella costa<enter><enter>1x<enter>").keys_pressed();
    desk.keys("<enter><ring><enter>")
        .must_show("Booked Bella Costa from the waiting list");
    assert!(desk.keys_pressed() <= 4);
}

#[test]
fn undo_is_one_key() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("<space>").keys_pressed();
    desk.keys("u").must_show("Undone: Rex Weber: Arrived");
    assert_eq!(desk.keys_pressed(), 1);
}

#[test]
fn jump_six_weeks_ahead() {
    within(4, "g6w<enter>", "in 42 days");
}

#[test]
fn when_is_the_first_slot() {
    within(3, "3", "12:15-18:00");
}

#[test]
fn move_to_the_next_free_time() {
    within(4, "m<enter>", "Moved Rex Weber");
}

#[test]
fn rebook_at_checkout() {
    within(2, "i<enter>", "Booked Rex Weber Fri 15 Jan 2027 10:30 with Ana");
}

#[test]
fn log_a_confirmation_call() {
    within(1, "o", "Rex Weber: Confirmed");
}

#[test]
fn a_new_client_with_a_dog_and_its_booking_beside_the_text() {
    let mut desk = Desk::at("2026-11-20T10:00");
    // What is said on the phone has to be typed; everything else counts.
    let said = ["momo", "Havanese", "Rui Alves", "555 0199", "tue 14 bo"];
    desk.keys("b").keys(said[0]);
    desk.keys("<enter>").must_show("New dog");
    desk.keys(said[1]);
    desk.keys("<enter>").keys(said[2]);
    desk.keys("<enter>").keys(said[3]);
    desk.keys("<enter>").must_show("Book Momo Alves");
    desk.keys(said[4]).must_show("Say: Tuesday 24th at 14 with Bo");
    desk.keys("<enter>")
        .must_show("Booked Momo Alves Tue 24 Nov 14:00 with Bo");
    let text: usize = said.iter().map(|words| words.chars().count()).sum();
    let keys = desk.keys_pressed() - text;
    assert!(keys <= 12, "{keys} keys beside the text");
}

#[test]
fn book_beyond_the_rules_costs_no_more_than_a_chosen_time() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella costa<enter>today 10:30 ana");
    desk.keys_pressed();
    desk.keys("<down>02<enter>1<enter>").must_show("beyond the rules");
    assert!(desk.keys_pressed() <= 6);
}
