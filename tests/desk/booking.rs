//! Booking, moving and calling off, as it goes on the phone.

use pomsalon::domain::status::Status;

use crate::harness::Desk;

#[test]
fn the_usual_service_at_the_first_offered_time_takes_few_keys() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbruno");
    desk.must_show("Bruno Moreira");
    desk.keys("<enter>").must_show("Say: ");
    desk.keys("<enter>")
        .must_show("Booked Bruno Moreira Fri 20 Nov 12:15 with Ana · u undoes");
    desk.must_show("12:15-13:30 Booked");
}

#[test]
fn a_chosen_day_and_groomer() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki<enter>mon bo")
        .must_show("Say: Monday 23rd at 9 with Bo, about 2 hours (Pom bath), 50 euros");
    desk.keys("<enter>")
        .must_show("Booked Kiki Costa Mon 23 Nov 09:00 with Bo");
}

#[test]
fn everything_in_one_line() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("brex weber nails tue 14 bo<enter>")
        .must_show("Say: Tuesday 24th at 14");
    desk.keys("<enter>")
        .must_show("Booked Rex Weber Tue 24 Nov 14:00 with Bo");
}

#[test]
fn a_digit_chooses_a_line_and_enter_books_it() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbruno<enter>2<enter>")
        .must_show("Booked Bruno Moreira Fri 20 Nov 13:30 with Bo");
}

#[test]
fn a_time_that_is_taken_says_why_and_offers_the_nearest() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella costa<enter>today 10:30 ana");
    desk.must_show("Ana is taken 10:30-12:15 by Rex Weber")
        .must_show("» 1 Fri 20 Nov       12:15-13:30  Ana");
    desk.keys("<backspace><backspace><backspace>bo")
        .must_show("Bo has Kiki Costa at 11:00, this would end 11:45");
}

#[test]
fn every_groomer_says_every_reason_and_the_nearest_time_is_selected() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella costa<enter>today 12 full tidy");
    desk.must_show("Bo has a break 13:00-13:30 and is taken 11:00-12:15 by Kiki Costa");
    // The nearest is selected, whatever comes before it in the order of time.
    desk.must_show("» 1 Fri 20 Nov       12:15-14:00  Ana");
    desk.keys("<c-u>mon 17:30 full tidy bo")
        .must_show("Bo works 09:00-18:00 that day")
        .must_show("» 3 Mon 23 Nov       16:15-18:00");
    let screen = desk.page();
    assert!(
        screen.lines().skip(1).all(|line| !line.contains('…')),
        "no reason is cut:\n{screen}"
    );
}

#[test]
fn a_day_without_room_after_two_offers_the_time_just_before_it() {
    let mut desk = Desk::at("2026-11-20T10:00");
    // The full groom takes 1 h 45 and Ana leaves at six.
    desk.keys("brex weber<enter>mon after 17 ana");
    desk.must_show("are free after 17:00 with Ana on Mon 23 Nov")
        .must_show("Ana has 1 h free at most, 17:00-18:00");
    desk.must_show("» 3 Mon 23 Nov       16:15-18:00  Ana");
}

#[test]
fn several_weekdays_and_a_weekday_of_next_week() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki<enter>tue or thu 10 bo");
    desk.must_show("1 Tue 24 Nov       10:00-11:15  Bo")
        .must_show("2 Thu 26 Nov       10:00-11:15  Bo");
    desk.keys("<c-u>tue next week 10 bo")
        .must_show("» 1 Tue 24 Nov       10:00-11:15  Bo");
    desk.keys("<c-u>thu 26 14 bo")
        .must_show("» 1 Thu 26 Nov       14:00-15:15  Bo");
}

#[test]
fn the_alerts_stand_before_the_times() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("brex<enter>")
        .must_show("! BITES, MUZZLE, ALLERGY: oatmeal shampoo, RABIES RAN OUT 1 NOV 2026");
    desk.must_show("has an appointment already: Fri 20 Nov 10:30");
}

#[test]
fn a_half_typed_booking_is_still_there_after_a_look_at_something_else() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkik<esc>")
        .must_show("Put aside: Booking: kik · w goes on with it");
    desk.keys("b").must_show(" kik");
    // Who opens it again by the way is told first whose it is.
    desk.keys("<enter>")
        .must_show("Enter again takes Kiki Costa of Inês Costa; what you type begins anew");
    desk.keys("<enter>").must_show("Book Kiki Costa");
    // A new name replaces the old one, without deleting letter by letter.
    desk.keys("<backspace><esc>b")
        .keys("rex")
        .must_show(" rex")
        .must_not_show("kikrex");
}

#[test]
fn moving_to_the_next_free_time_takes_two_keys() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.must_show("═10:30-12:15 Booked          Rex Weber");
    desk.keys("m").must_show("Move Rex Weber").keys("<enter>");
    desk.must_show("Moved Rex Weber to Fri 20 Nov 10:45 with Ana · u undoes");
    desk.keys("u")
        .must_show("Undone: Moved Rex Weber")
        .must_show("10:30-12:15 Booked          Rex Weber");
    desk.keys("y")
        .must_show("Redone: Moved Rex Weber")
        .must_show("10:45-12:30 Booked          Rex Weber");
}

#[test]
fn moving_to_a_time_somebody_asks_for() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("mtue 14 bo<enter>")
        .must_show("Moved Rex Weber to Tue 24 Nov 14:00 with Bo");
}

#[test]
fn a_longer_groom_and_one_too_long() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("r").must_show("How long does Rex Weber take?");
    desk.keys("120<enter>")
        .must_show("Rex Weber now takes 2 h, until 12:30");
    desk.keys("r600<enter>")
        .must_show("Ana works 09:00-18:00 that day")
        .must_show("600");
    desk.keys("<esc>");
}

#[test]
fn calling_off_asks_why() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("x2<enter>")
        .must_show("Cancelled Rex Weber Fri 20 Nov 10:30")
        .must_show("dog is ill");
    desk.keys("u").must_show("10:30-12:15 Booked          Rex Weber");
}

#[test]
fn each_step_of_the_day_is_one_key_and_so_is_the_way_back() {
    let mut desk = Desk::at("2026-11-20T10:00");
    for status in [Status::Arrived, Status::InWork, Status::Ready, Status::Gone] {
        desk.keys("<space>")
            .must_show(&format!("Rex Weber: {}", status.words()));
    }
    desk.keys("<space>")
        .must_show("Rex is gone: there is no next step");
    for status in [
        Status::Ready,
        Status::InWork,
        Status::Arrived,
        Status::Confirmed,
        Status::Booked,
    ] {
        desk.keys("-")
            .must_show(&format!("Rex Weber: {}", status.words()));
    }
    desk.keys("-")
        .must_show("Rex is only booked: that is the first step");
    desk.keys("o").must_show("Rex Weber: Confirmed");
}

#[test]
fn a_dog_that_did_not_come() {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.must_show("late");
    desk.keys("n").must_show("Rex Weber of Jonas Weber did not come?");
    desk.keys("<enter>")
        .must_show("Rex Weber did not come · u undoes")
        .must_show("No-show");
}

#[test]
fn looking_six_weeks_ahead_and_coming_back() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("g6w<enter>")
        .must_show("Friday 1 January 2027 · in 42 days");
    desk.keys("t").must_show("Friday 20 November 2026 · today");
    desk.keys(".")
        .must_show("tomorrow")
        .keys(",,")
        .must_show("yesterday");
    desk.keys("gfoo<enter>").must_show("foo").keys("<esc>");
    desk.keys("2g12 mar<enter>").must_show("Friday 12 March 2027");
}

#[test]
fn free_times_of_a_day_and_booking_one_of_them() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("3")
        .must_show("Free on Friday 20 November 2026 from now on")
        .must_show("for any work, from 15 min on; b and a dog: the times that fit its work")
        .must_show("12:15-18:00   5 h 45");
    desk.keys("<down>b").must_show("Book: which dog?");
    desk.keys("bruno<enter>")
        .must_show("Say: today at 12:15 with Ana")
        .keys("<enter>");
    desk.must_show("Booked Bruno Moreira Fri 20 Nov 12:15 with Ana")
        .must_show("Free on Friday");
}

#[test]
fn a_time_that_is_not_free_says_why_under_the_cursor() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("3")
        .must_show("10:15: Ana is free until 10:30 (15 min).");
    // A quarter of an hour later Rex is on the table.
    desk.keys("<right>")
        .must_show("10:30: Ana is taken 10:30-12:15 by Rex Weber.")
        .must_show("Nearest with Ana: 10:15-10:30 (15 min). At 10:30 Bo is free.");
    desk.keys("<enter>")
        .must_show("Book: which dog?")
        .keys("bella m<enter>")
        .must_show("Wish 2026-11-20 10:30 Ana")
        .must_show("Ana is taken 10:30-12:15 by Rex Weber");
    desk.keys("<esc><esc>").must_show("10:30: Ana is taken");
    // Up and down go from one free stretch to the next, as ever.
    desk.keys("<down>")
        .must_show("12:15: Ana is free until 18:00 (5 h 45).");
    desk.keys("<left>").must_show("12:00: Ana is taken");
    insta::assert_snapshot!(desk.page());
}

#[test]
fn a_groomer_without_a_free_minute_stands_there_with_the_reason() {
    let mut desk = Desk::at("2026-11-20T10:00");
    // Bo does not work on Saturdays.
    desk.keys("3.").must_show("Bo            does not work that day");
    desk.keys("<end>")
        .must_show("Bo does not work that day.")
        .must_show("Nearest with Bo: Mon 23 Nov 09:00. At 09:00 Ana is free.");
    desk.keys(".")
        .must_show("Nothing is free. The full stop key goes on to the day after.");
}

#[test]
fn what_another_desk_does_appears_and_the_cursor_stays() {
    let mut desk = Desk::at("2026-11-20T10:00");
    let rex = desk.store().visits(desk.now().date()).unwrap()[1]
        .appointment
        .clone();
    let edit = pomsalon::store::AppointmentEdit::Step {
        id: desk.store().visits(desk.now().date()).unwrap()[0].appointment.id,
        rev: 1,
        to: Status::Ready,
    };
    desk.bo_changes(pomsalon::store::Edit::Appointment(edit));
    desk.must_show("In work").tick().must_show("Ready");
    assert!(desk.selected()[0].contains("Rex Weber"), "{}", rex.id);
}

#[test]
fn a_dog_without_a_client_gets_one_at_its_first_booking() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bzola mon 10 ana<enter>").must_show("Who brings Zola");
    desk.keys("Rita Sousa<enter>abc<enter>")
        .must_show("A phone number has digits, such as 555 0123.");
    desk.keys("<c-u>555 0190<enter>")
        .must_show("Book Zola")
        .must_show("Rita Sousa ..0190");
    desk.must_show("Say: Monday 23rd at 10 with Ana")
        .keys("<enter>")
        .must_show("Booked Zola");
}

#[test]
fn a_word_that_means_nothing_is_never_booked_past() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki<enter>xyz mon<enter>")
        .must_show("I do not know `xyz`")
        .must_show("Book Kiki Costa");
    desk.keys("<c-u>mon<enter>")
        .must_show("Booked Kiki Costa Mon 23 Nov");
}

#[test]
fn a_time_that_goes_at_another_desk_is_not_swapped_for_the_next_one() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki<enter>mon 9 ana")
        .must_show("» 1 Mon 23 Nov       09:00-10:15  Ana");
    let bruno = desk.dog("Bella Costa");
    let visit = desk.store().visits(desk.now().date()).unwrap()[0]
        .appointment
        .clone();
    let taken = pomsalon::domain::appointment::Appointment {
        id: pomsalon::domain::id::AppointmentId::new(),
        dog_id: bruno.id,
        day: desk.now().date() + chrono::Days::new(3),
        status: Status::Booked,
        ..visit
    };
    desk.bo_changes(pomsalon::store::Edit::Appointment(
        pomsalon::store::AppointmentEdit::Book(taken.into()),
    ));
    desk.tick()
        .must_show("the time that was selected here has just gone");
    desk.keys("<enter>")
        .must_show("look at the times again, then Enter")
        .must_show("Book Kiki Costa");
}

#[test]
fn a_free_time_keeps_its_place_whatever_else_is_typed() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("3.bkiki nails<enter>")
        .must_show("Wish nails 2026-11-21 after 09:00 Ana");
    desk.keys("<esc><esc>1bkiki<enter>").must_show("Wish type a day");
}

#[test]
fn the_letters_on_the_board_are_explained_in_the_help() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("?<pagedown><pagedown><pagedown>")
        .must_show("b booked, c confirmed, A arrived, W in work, R ready, g gone");
    desk.must_show("B bites, M muzzle, H heart");
}

#[test]
fn what_is_typed_and_pasted_while_the_file_is_busy_keeps_its_order() {
    let mut desk = Desk::at("2026-11-20T10:00");
    let shell = rusqlite::Connection::open(desk.path()).unwrap();
    shell.execute_batch("BEGIN IMMEDIATE").unwrap();
    desk.keys("<space>/ki").paste("ki cos").keys("t");
    assert!(desk.app().is_waiting(), "another program is writing");
    shell.execute_batch("COMMIT").unwrap();
    desk.until_saved()
        .must_show("Find a dog or a client")
        .must_show("/ kiki cost")
        .must_show("Kiki Costa");
}

#[test]
fn two_who_move_one_appointment_see_both_versions_and_choose() {
    let mut desk = Desk::at("2026-11-20T10:00");
    let visit = desk
        .store()
        .visits(desk.now().date())
        .unwrap()
        .swap_remove(1)
        .appointment;
    desk.keys("m").must_show("Say:");
    desk.bo_changes(pomsalon::store::Edit::Appointment(
        pomsalon::store::AppointmentEdit::Move(pomsalon::store::Place {
            id: visit.id,
            rev: visit.rev,
            groomer_id: visit.groomer_id,
            day: desk.now().date() + chrono::Days::new(5),
            start_min: 960,
            over_reason: String::new(),
        }),
    ));
    desk.tick().keys("1<enter>").must_show("bo").must_show("16:00");
    let now = desk.store().appointment(visit.id).unwrap().unwrap();
    assert_eq!(now.start_min, 960, "nothing was run over:\n{}", desk.screen());
    assert!(!desk.message().contains("Moved"));
}

#[test]
fn what_else_can_be_done_is_behind_one_key() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella costa<enter>0")
        .must_show("What else for Bella Costa?");
    desk.keys("<enter>")
        .must_show("type the time asked for as a wish first, such as fri 14 ana");
    // A refused time: every groomer with its reason.
    desk.keys("<backspace><tab>today 10:30<down>0<enter>")
        .must_show("Why not?")
        .must_show("Ana is taken 10:30-12:15 by Rex Weber")
        .must_show("Bo has Kiki Costa at 11:00, this would end 11:45");
    desk.keys("<enter>").must_show("Book Bella Costa");
}

#[test]
fn the_cursor_stands_on_what_was_booked_or_one_key_goes_there() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbruno<enter><enter>")
        .must_show("Booked Bruno Moreira Fri 20 Nov 12:15");
    assert!(
        desk.selected()[0].contains("Bruno Moreira"),
        "{:?}",
        desk.selected()
    );
    desk.keys("bbella costa nails mon 10 ana<enter><enter>");
    assert_eq!(
        desk.message(),
        "Booked Bella Costa Mon 23 Nov 10:00 with Ana · Tab shows it · u undoes"
    );
    // The cursor stays where it was until somebody wants to see it.
    assert!(
        desk.selected()[0].contains("Bruno Moreira"),
        "{:?}",
        desk.selected()
    );
    desk.keys("4<tab>").must_show("Monday 23 November 2026");
    assert!(
        desk.selected()[0].contains("Bella Costa"),
        "{:?}",
        desk.selected()
    );
    // What moves away from the day is found the same way, and from another screen as well.
    desk.keys("mtue 11 ana<enter>")
        .must_show("· Tab shows it · u undoes");
    desk.keys("<tab>").must_show("Tuesday 24 November 2026");
    assert!(
        desk.selected()[0].contains("Bella Costa"),
        "{:?}",
        desk.selected()
    );
}

#[test]
fn before_anything_was_booked_tab_says_so_and_after_an_undo_it_is_no_longer_there() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("<tab>")
        .must_show("nothing was booked or moved at this desk yet");
    desk.keys("bbella costa nails mon 10 ana<enter><enter>u<tab>")
        .must_show("what was booked last is no longer in the book");
}

#[test]
fn a_slip_in_a_whole_name_is_asked_about_before_a_new_dog() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella moreria")
        .must_show("perhaps Bella Moreira? Enter takes it, Down a new dog")
        .keys("<enter>")
        .must_show("Book Bella Moreira");
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella moreria<down><enter>").must_show("New dog");
}
