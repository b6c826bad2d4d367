//! Dogs that come late, dogs that are picked up before the salon closes, and dogs whose groomer is off.

use pomsalon::domain::groomer::TimeOff;
use pomsalon::domain::id::TimeOffId;
use pomsalon::domain::schedule::Span;
use pomsalon::store::{CalendarEdit, Edit, Visit};

use crate::harness::Desk;

fn visit(desk: &Desk, dog: &str, day: &str) -> Visit {
    let visits = desk.store().visits(day.parse().unwrap()).unwrap();
    visits.into_iter().find(|visit| visit.dog == dog).unwrap()
}

#[test]
fn a_dog_that_came_late_was_not_slow() {
    // Rex was to come at half past ten; it is ten past eleven.
    let mut desk = Desk::at("2026-11-20T11:10");
    desk.must_show("late").keys("<home>").keys("<down>");
    desk.must_show("10:30-12:15 with Ana");
    desk.keys("  ").must_show("Rex Weber: In work");
    desk.keys("r").must_show("11:10-12:55, 1 h 45, begun late");
    desk.keys("90").must_show("11:10-12:40").keys("<enter>");
    desk.must_show("Rex Weber came late: now 11:10-12:40 · u undoes");
    let rex = visit(&desk, "Rex Weber", "2026-11-20").appointment;
    assert_eq!((rex.start_min, rex.end_min), (670, 760));
    // One undo gives the book its time back.
    desk.keys("u");
    let rex = visit(&desk, "Rex Weber", "2026-11-20").appointment;
    assert_eq!((rex.start_min, rex.end_min), (630, 735));
}

#[test]
fn nobody_is_told_to_come_after_closing_and_nobody_learns_from_it() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki<enter>mon 16:30 ana")
        .must_show("about an hour and a half")
        .keys("<enter>");
    desk.must_show("Booked Kiki Costa Mon 23 Nov 16:30");
    let kiki = visit(&desk, "Kiki Costa", "2026-11-23").appointment;
    assert_eq!(kiki.pickup_min, 1080);
    // Earlier on another day she stays as long as the list says.
    desk.keys("bkiki<enter>tue 10 ana").must_show("about 2 hours");
    // For several dogs the same.
    desk.keys("<esc><esc>bbella m+bruno bath mon 9:30 ana<enter>")
        .must_not_show("18:30");
}

#[test]
fn a_dog_whose_groomer_is_off_is_marked_on_the_board_and_on_paper() {
    let mut desk = Desk::at("2026-11-20T09:00");
    let groomers = desk.store().groomers().unwrap();
    let bo = groomers.iter().find(|groomer| groomer.name == "Bo").unwrap();
    desk.must_not_show(" off ");
    desk.bo_changes(Edit::Calendar(CalendarEdit::AddTimeOff(TimeOff {
        id: TimeOffId::new(),
        groomer_id: bo.id,
        first_day: desk.now().date(),
        last_day: desk.now().date(),
        span: Span { start: 0, end: 1440 },
        reason: "ill".to_owned(),
        rev: 1,
    })));
    desk.tick();
    let line = |desk: &mut Desk| {
        let screen = desk.screen();
        let line = screen.lines().find(|line| line.contains("Kiki Costa")).unwrap();
        line.to_owned()
    };
    assert!(line(&mut desk).contains("Confirmed off"), "{}", desk.screen());
    let page = pomsalon::paper::Sheet::read(desk.store(), desk.now().date())
        .unwrap()
        .page();
    assert!(page.contains("    ! Bo is off then"), "{page}");
    desk.resize(120, 40);
    desk.keys("v").must_show("11:00-12:15 off");
}

#[test]
fn short_work_is_offered_all_over_a_day_that_is_free() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki<enter>nails mon 23 nov ana")
        .must_show("1 Mon 23 Nov       09:00-09:15  Ana")
        .must_show("10:00-10:15  Ana")
        .must_show("17:00-17:15  Ana");
}

#[test]
fn a_size_that_does_not_fit_what_is_booked_is_said_before_it_is_saved() {
    let mut desk = Desk::at("2026-11-20T10:00");
    let shell = rusqlite::Connection::open(desk.path()).unwrap();
    let only_small = "UPDATE groomer SET largest = 'small' WHERE name = 'Bo'";
    shell.execute_batch(only_small).unwrap();
    drop(shell);
    desk.keys("bkiki<enter>mon 10 bo<enter>").must_show("Booked Kiki");
    let mut kiki = desk.dog("Kiki Costa");
    kiki.size = Some(pomsalon::domain::dog::Size::Large);
    let edit = Edit::Dog(pomsalon::store::DogEdit::Save(kiki));
    let asked = pomsalon::booking::to_answer(desk.store(), &edit, desk.now().date()).unwrap();
    assert_eq!(
        asked,
        [
            "Booked Fri 20 Nov 11:00 with Bo: Bo takes dogs up to small, this one is large.",
            "Booked Mon 23 Nov 10:00 with Bo: Bo takes dogs up to small, this one is large.",
        ]
    );
}
