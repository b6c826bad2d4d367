//! A time held while the call lasts: other desks see who holds it, nobody is refused, and it ends by itself.

use pomsalon::domain::hold::Hold;

use crate::harness::Desk;

const TEN: &str = "2026-11-20T10:00";

/// What the file says is held on the day of the stories.
fn held(desk: &Desk) -> Vec<Hold> {
    desk.store().holds(desk.now().date(), desk.utc()).unwrap()
}

/// Ana has Kiki's client on the phone, at the first time that fits.
fn ana_on_the_phone() -> Desk {
    let mut ana = Desk::at(TEN);
    ana.keys("bkiki<enter>")
        .must_show("» 1 Fri 20 Nov       12:15-13:30  Ana")
        .tick();
    ana
}

#[test]
fn a_time_on_the_phone_is_seen_as_held_at_the_other_desk() {
    let ana = ana_on_the_phone();
    let mut bo = ana.beside("bo");
    bo.keys("3")
        .must_show("12:15-18:00   5 h 45    held 12:15-13:30 by ana on pts/1");
    bo.keys("1bbella moreira<enter>")
        .must_show("  1 Fri 20 Nov       12:15-13:30  Ana           held by ana on pts/1")
        // Enter alone takes a time that nobody is about to promise.
        .must_show("» 2 ");
    bo.keys("1");
    assert_eq!(
        bo.message(),
        "12:15 with Ana is held by ana on pts/1 for Kiki Costa; Enter still takes it"
    );
    // It warns and does not refuse.
    bo.keys("<enter><enter>")
        .must_show("Booked Bella Moreira Fri 20 Nov 12:15 with Ana");
}

#[test]
fn who_holds_a_time_is_read_to_its_end_in_the_box() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella moreira today 14:15 ana<enter>").tick();
    let mut bo = desk.beside("bo");
    bo.keys("bkiki bath today 14:15 ana<enter>1");
    let page = bo.page().replace('\u{2502}', " ");
    let words: Vec<&str> = page.split_whitespace().collect();
    let whole = "14:15 with Ana is held by ana on pts/1 for Bella Moreira; Enter still takes it";
    assert!(words.join(" ").contains(whole), "{page}");
}

#[test]
fn every_dog_of_a_visit_holds_its_own_time() {
    let mut ana = Desk::at(TEN);
    ana.keys("bbella+bruno bath today 13:30<enter>")
        .must_show("13:30 Bella with Ana, Bruno with Bo")
        .tick();
    let times = |desk: &Desk| -> Vec<(String, i64)> {
        let mut all: Vec<_> = held(desk)
            .into_iter()
            .map(|hold| (hold.dog, hold.start_min))
            .collect();
        all.sort();
        all
    };
    let both = [
        ("Bella Moreira".to_owned(), 810),
        ("Bruno Moreira".to_owned(), 810),
    ];
    assert_eq!(times(&ana), both);
    let mut bo = ana.beside("bo");
    bo.keys("3").must_show("held 13:30-14:45 by ana on pts/1");
    assert_eq!(bo.page().matches("held 13:30-14:45").count(), 2);
    // Another time takes both along; no row is left behind.
    ana.keys("<tab><c-u>today 14:45").wait(2);
    assert_eq!(
        times(&ana).iter().map(|each| each.1).collect::<Vec<_>>(),
        [885, 885]
    );
    // One dog less holds one time.
    ana.keys("<tab><backspace><backspace>").wait(2);
    assert!(times(&ana).len() <= 1, "{:?}", times(&ana));
    ana.leave();
    assert_eq!(held(&bo), []);
}

#[test]
fn the_columns_of_the_board_show_what_is_held() {
    let ana = ana_on_the_phone();
    let mut bo = ana.beside("bo");
    bo.resize(120, 40);
    bo.must_show("held by ana on pts/1");
    insta::assert_snapshot!(bo.page());
    // Ana's own board does not warn her of herself.
    let mut again = ana;
    again.resize(120, 40);
    again.keys("<left>").must_not_show("held by");
}

#[test]
fn it_is_shown_within_one_look_around_and_gone_with_the_booking() {
    let mut ana = Desk::at(TEN);
    let mut bo = ana.beside("bo");
    bo.keys("3").must_not_show("held");
    ana.keys("bkiki<enter>").tick();
    bo.tick().must_show("held 12:15-13:30 by ana on pts/1");
    // Another choice moves it; holding an arrow key down does not write each time.
    ana.keys("2").wait(1);
    bo.tick().must_not_show("held 12:15-13:30");
    assert_eq!(held(&ana).len(), 1);
    ana.keys("<enter><enter>").must_show("Booked Kiki Costa").wait(1);
    assert_eq!(held(&ana), []);
    bo.tick().must_not_show("held");
}

#[test]
fn closing_without_keeping_lets_go_and_putting_aside_does_not() {
    let mut desk = Desk::at(TEN);
    desk.keys("m").must_show("Move Rex Weber").tick();
    assert_eq!(held(&desk).len(), 1);
    desk.keys("<esc>").wait(1);
    assert_eq!(held(&desk), []);
    desk.keys("bkiki<enter>").wait(1).keys("<left>").wait(1);
    let aside = held(&desk);
    assert_eq!(aside.len(), 1);
    // Gone on with, it is the same hold; thrown away, it is none.
    desk.keys("w<enter>").wait(1);
    assert_eq!(held(&desk).len(), 1);
    assert_eq!(held(&desk)[0].id, aside[0].id);
    desk.keys("<left>wx<enter>").wait(1);
    assert_eq!(held(&desk), []);
}

#[test]
fn a_time_that_goes_is_let_go_and_none_is_held_that_nobody_chose() {
    let mut ana = ana_on_the_phone();
    let mut bo = ana.beside("bo");
    bo.keys("bbella moreira<enter>1<enter><enter>")
        .must_show("Booked Bella Moreira Fri 20 Nov 12:15 with Ana");
    ana.wait(2)
        .must_show("the time that was selected here has just gone");
    assert_eq!(held(&ana), []);
    ana.keys("2").wait(2);
    assert_eq!(held(&ana).len(), 1);
}

#[test]
fn it_ends_by_itself_ten_minutes_after_the_last_key() {
    let mut ana = Desk::at(TEN);
    ana.keys("bkiki<enter>").tick();
    let mut bo = ana.beside("bo");
    bo.keys("3").must_show("held 12:15-13:30");
    // A key after nine minutes holds it for longer.
    ana.wait(9 * 60).keys("<tab>").tick();
    ana.wait(2 * 60);
    bo.tick().must_show("held 12:15-13:30");
    ana.wait(8 * 60 + 1);
    bo.tick().must_not_show("held");
    // Nobody holds for ever by leaving the pop-up open; the next key holds it again.
    ana.wait(60);
    bo.tick().must_not_show("held");
    ana.keys("<tab>").tick();
    bo.tick().must_show("held 12:15-13:30");
}

#[test]
fn a_desk_that_is_gone_holds_nothing() {
    let mut ana = ana_on_the_phone();
    ana.wait(2);
    let mut bo = ana.beside("bo");
    bo.keys("3").must_show("held 12:15-13:30");
    ana.kill();
    assert_eq!(held(&bo).len(), 1);
    bo.keys(".,").must_not_show("held");
    // One that leaves in order takes its holds out of the file.
    let mut ana = bo.beside("ana");
    ana.keys("w").must_show("Booking for Kiki Costa").keys("<enter>");
    ana.tick();
    bo.tick().must_show("held 12:15-13:30 by ana on pts/3");
    ana.leave();
    assert!(held(&bo).iter().all(|hold| hold.process == 1));
}

#[test]
fn a_busy_file_costs_a_hold_and_nothing_else() {
    let mut desk = Desk::at(TEN);
    let shell = rusqlite::Connection::open(desk.path()).unwrap();
    shell.execute_batch("BEGIN IMMEDIATE").unwrap();
    desk.keys("bkiki<enter>").wait(2).must_show("Book Kiki Costa");
    assert_eq!((desk.message().as_str(), held(&desk).len()), ("", 0));
    shell.execute_batch("COMMIT").unwrap();
    desk.wait(1);
    assert_eq!(held(&desk).len(), 1);
}

#[test]
fn moving_through_the_times_writes_once_a_second_at_most_and_a_quiet_call_not_at_all() {
    let mut desk = Desk::at(TEN);
    let other = desk.other_desk();
    desk.keys("mtue<down>").wait(5);
    let mut writes = 0;
    let mut version = other.data_version().unwrap();
    let mut count = |other: &pomsalon::store::Store| {
        let now = other.data_version().unwrap();
        let moved = now != version;
        version = now;
        usize::from(moved)
    };
    for step in 0..40 {
        desk.keys(if step % 2 == 0 { "<down>" } else { "<up>" });
        desk.quarter_second();
        writes += count(&other);
    }
    // Ten seconds: a hold a second and a draft every two at most.
    assert!((5..=16).contains(&writes), "{writes}");
    desk.wait(3);
    count(&other);
    desk.wait(5 * 60);
    assert_eq!(count(&other), 0);
}

#[test]
fn a_groomer_with_a_lane_left_is_free_for_both() {
    let mut ana = Desk::filled(TEN, |filling| filling.groomers[0].groomer.lanes = 2);
    ana.keys("bkiki<enter>").tick();
    let mut bo = ana.beside("bo");
    bo.keys("bbella moreira<enter>").must_not_show("held by ana");
}

#[test]
fn a_time_for_several_dogs_that_another_desk_holds_is_marked_too() {
    let ana = ana_on_the_phone();
    let mut bo = ana.beside("bo");
    bo.keys("bbella+bruno bath today after 12<enter>")
        .must_show("  1 Fri 20 Nov  12:15 in turn · ready 15:30  held by ana on pts/1")
        // Enter alone takes a time that nobody is about to promise.
        .must_show("» 6 Fri 20 Nov  13:30 Bella with Ana, Bruno with Bo");
    bo.keys("2");
    assert_eq!(
        bo.message(),
        "12:30 is held by ana on pts/1 for Kiki Costa; Enter still takes it"
    );
}
