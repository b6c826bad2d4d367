//! "How does Thursday look?" The week by groomer and day, and the month.

use pomsalon::domain::calendar::Closing;
use pomsalon::domain::id::ClosingId;
use pomsalon::store::{CalendarEdit, Edit};

use super::harness::Desk;

#[test]
fn the_week_shows_how_full_each_groomer_is_and_what_is_free() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("7");
    desk.must_show("Week 47: 16 to 22 November 2026")
        .must_show("[Fri 20]")
        .must_show("»All")
        .must_show("Ana")
        .must_show("Bo");
    // Of the selected day all that there is to say.
    desk.keys("<down>").must_show("Ana, Fri 20 Nov: ");
    desk.keys("<right><right>")
        .must_show("Ana, Sun 22 Nov: no dogs, off");
}

#[test]
fn from_a_free_day_of_the_week_to_a_booking_with_that_groomer() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("7.<down><down>").must_show("Bo, Fri 27 Nov: ");
    desk.keys("bkiki<enter>").must_show("Wish 2026-11-27 Bo");
    desk.keys("<enter>").must_show("Booked Kiki Costa Fri 27 Nov");
    desk.must_show("Bo, Fri 27 Nov: 1 dog");
}

#[test]
fn the_month_at_a_glance_and_from_there_to_a_day() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("7v")
        .must_show("November 2026")
        .must_show("[20]")
        .must_show(", month before  . month after");
    desk.keys(".")
        .must_show("December 2026")
        .must_show("Sun 20 Dec: no dogs");
    desk.keys("<up>").must_show("Sun 13 Dec");
    desk.keys("<enter>").must_show("Sunday 13 December 2026");
    // 7 is the week, on the day one left; any day of the month by its name, and back to today.
    desk.keys("7").must_show("Week 50: 7 to 13 December 2026");
    desk.keys(".").must_show("Week 51").keys(",v");
    desk.must_show("December 2026");
    desk.keys("g12 mar<enter>").must_show("March 2027");
    desk.keys("t").must_show("November 2026");
}

#[test]
fn the_days_at_the_edges_of_a_month_say_their_dogs_too() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki nails tue 1 dec 10<enter><enter>")
        .must_show("Booked Kiki");
    desk.keys("7v").must_show("November 2026");
    let line = desk.screen();
    let line = line
        .lines()
        .skip_while(|line| !line.starts_with(" 30 "))
        .nth(1)
        .unwrap();
    assert!(line.split_whitespace().any(|word| word == "1"), "{line}");
}

#[test]
fn what_is_said_of_a_day_adds_up() {
    let mut desk = Desk::at("2026-11-20T16:00");
    desk.keys("7")
        .must_show(" booked, ")
        .must_show(" still free, longest 16:00-18:00");
    desk.must_not_show("booked of");
    desk.keys("<right>")
        .must_show("Sat 21 Nov: no dogs, 9 h still free");
}

#[test]
fn what_another_desk_books_is_counted_at_once() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("7<right><down>").must_show("Ana, Sat 21 Nov: no dogs");
    desk.keys("bkiki<enter><enter>")
        .must_show("Ana, Sat 21 Nov: 1 dog");
    desk.keys("u").must_show("Ana, Sat 21 Nov: no dogs");
}

#[test]
fn the_free_hours_of_each_groomer_are_read_down_the_days_and_over_the_month() {
    let mut desk = Desk::at("2026-11-20T10:00");
    // The dogs at the left, the free hours at the right of their day; the week's under the name.
    desk.keys("7").must_show("2   6h00 0   9h00");
    desk.must_show(" 15 h free").must_show("1   6h15 off");
    // With more room also when the longest free time is.
    desk.resize(160, 50);
    desk.keys("<down>")
        .must_show("2  6h00 12:15-18:00")
        .must_show("dogs and hours free, when longest");
    desk.resize(80, 24);
    desk.keys("v")
        .must_show("November 2026 · Ana")
        .must_show("Ana, Fri 20 Nov: 2 dogs");
    desk.keys("bkiki<enter>").must_show("Wish 2026-11-20 Ana");
}

#[test]
fn a_day_that_is_closed_is_not_full_with_the_dogs_that_are_booked_on_it_still() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki mon 10 bo<enter><enter>");
    let monday = "2026-11-23".parse().unwrap();
    desk.bo_changes(Edit::Calendar(CalendarEdit::AddClosing(Closing {
        id: ClosingId::new(),
        first_day: monday,
        last_day: monday,
        yearly: false,
        name: "Fair".to_owned(),
        rev: 1,
    })));
    desk.tick();
    desk.keys("7.").must_show("»All          !").must_show("1   Fair");
    desk.keys("v").must_show("!!!!");
}
