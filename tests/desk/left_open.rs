//! What days that are over left behind: dogs nobody fetched, calls nobody made, and changes that `u` reaches back to.

use pomsalon::domain::dog::Dog;
use pomsalon::store::{DogEdit, Edit};

use crate::harness::Desk;

/// The day after, at the desk of whoever was there the day before.
fn the_day_after(desk: &Desk) -> Desk {
    desk.beside_at("2026-11-21T09:00", "ana")
}

#[test]
fn the_board_of_today_says_what_the_day_before_left_open_and_leads_there() {
    let desk = Desk::at("2026-11-20T17:00");
    let mut desk = the_day_after(&desk);
    desk.must_show("Fri 20 Nov: Bella not fetched, 2 still booked · g Enter");
    desk.keys("g")
        .must_show("Enter is Fri 20 Nov: Bella not fetched, 2 still")
        .keys("<enter>")
        .must_show("Friday 20 November 2026 · yesterday")
        .must_not_show("g Enter");
    // Told what became of them, the line is gone; from another day Enter alone is today.
    desk.keys("<home>  ")
        .must_show("Gone")
        .keys("<down>n<enter><down>n<enter>")
        .keys("g<enter>")
        .must_show("· today")
        .must_not_show("g Enter");
}

#[test]
fn undo_of_another_day_names_the_day_and_asks_once() {
    let mut desk = Desk::at("2026-11-20T17:00");
    desk.keys("<home><down>n<enter>")
        .must_show("Rex Weber did not come");
    let mut desk = the_day_after(&desk);
    desk.keys("u")
        .must_show("From another day")
        .must_show("This was done on Fri 20 Nov at 17:00:")
        .keys("<backspace>");
    desk.keys("u<enter>").must_show("Undone:");
    // What was done today is taken back in one key, as ever.
    desk.keys("y").must_show("Redone:");
}

#[test]
fn a_dog_that_is_not_to_be_booked_says_so_on_the_board() {
    let mut desk = Desk::at("2026-11-20T10:00");
    let rex = desk.dog("Rex Weber");
    desk.bo_changes(Edit::Dog(DogEdit::Save(Dog {
        do_not_book: "never pays".to_owned(),
        ..rex
    })));
    desk.tick();
    desk.keys("<home><down>")
        .must_show("! DO NOT BOOK, BITES, MUZZLE")
        .must_show("never pays");
}

#[test]
fn a_call_nobody_made_stays_on_the_list_when_its_day_is_over() {
    let mut desk = Desk::at("2026-11-20T08:30");
    desk.keys("5o<enter><enter>").must_show("ask: Fri 20 Nov 13:30");
    let mut desk = the_day_after(&desk);
    desk.keys("8")
        .must_show("! Rex Weber")
        .must_show("day is over: Fri 20 Nov")
        .must_show("that day is over, and nobody said what came of it");
    desk.keys("x")
        .must_show("Take Rex Weber of Jonas Weber off the call list?")
        .keys("<enter>")
        .must_not_show("day is over: Fri 20 Nov");
}

#[test]
fn free_times_and_the_week_open_on_the_day_of_the_board() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("gthu<enter>3")
        .must_show("Free on Thursday 26 November");
    desk.keys(".7")
        .must_show("27")
        .keys("1")
        .must_show("Thursday 26 November 2026");
}

#[test]
fn what_is_booked_already_is_told_from_the_next_one_on() {
    let mut desk = Desk::at("2026-11-20T12:30");
    for day in ["mon", "tue", "wed"] {
        desk.keys(&format!("bbruno bath {day} 10<enter><enter>"))
            .must_show("Booked Bruno Moreira");
    }
    desk.keys("bbruno bath 10 dec<enter>")
        .must_show("has an appointment already: Mon 23 Nov 10:00 and 2 more")
        .keys("<esc><esc>");
}
