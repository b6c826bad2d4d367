//! Which times are offered, in what order, and what is said of those that cannot be had.

use pomsalon::store::{AppointmentEdit, By, Edit, Place};

use crate::harness::Desk;

fn shell(desk: &Desk, sql: &str) {
    let shell = rusqlite::Connection::open(desk.path()).unwrap();
    shell.execute_batch(sql).unwrap();
}

/// The lines that stand below another until an empty one.
fn below(desk: &mut Desk, text: &str) -> Vec<String> {
    let screen = desk.screen();
    let mut lines = screen.lines().skip_while(|line| !line.contains(text));
    lines.next().expect(text);
    let bare = |line: &str| line.trim_matches(|c: char| c == '│' || c == ' ').to_owned();
    lines.map(bare).take_while(|line| !line.is_empty()).collect()
}

/// A desk in November with Kiki in the book on Thursday the 10th of December.
fn kiki_in_december() -> Desk {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki 10 dec 14 ana<enter><enter>")
        .must_show("Booked Kiki Costa Thu 10 Dec 14:00 with Ana");
    desk.keys("g10 dec<enter><home>m").must_show("Move Kiki Costa");
    desk
}

#[test]
fn a_weekday_said_of_an_appointment_in_december_is_one_of_its_week() {
    let mut desk = kiki_in_december();
    desk.keys("tue 10")
        .must_show("Tue 8 Dec, the week of the appointment · 10:00")
        .must_show("» 1 Tue 8 Dec        10:00-11:15  Ana");
    // The same day at another time comes first, the days after it follow.
    desk.keys("<c-u>10")
        .must_show("Thu 10 Dec, the day of the appointment · 10:00")
        .must_show("» 1 Thu 10 Dec       10:00-11:15  Ana")
        .must_show("Fri 11 Dec       10:00-11:15");
    desk.keys("<c-u>next week 10 bo")
        .must_show("Mon 14 Dec to Sun 20 Dec, the week after the appointment")
        .must_show("» 1 Mon 14 Dec       10:00-11:15  Bo");
    desk.keys("<c-u>tomorrow 10").must_show("Sat 21 Nov · 10:00");
    desk.keys("<c-u>+1w 10 bo")
        .must_show("Thu 17 Dec, the week after the appointment")
        .keys("<enter>")
        .must_show("Moved Kiki Costa to Thu 17 Dec 10:00 with Bo");
}

#[test]
fn who_is_moved_to_another_time_keeps_the_groomer_where_that_one_is_free() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki 10 dec 14 bo<enter><enter>")
        .must_show("Booked Kiki Costa Thu 10 Dec 14:00 with Bo");
    desk.keys("g10 dec<enter><home>man hour later")
        .must_show("» 1 Thu 10 Dec       15:00-16:15  Bo")
        .must_show("  2 Thu 10 Dec       15:00-16:15  Ana");
    desk.keys("<c-u>an hour later ana")
        .must_show("» 1 Thu 10 Dec       15:00-16:15  Ana");
    desk.keys("<c-u>an hour later<enter>")
        .must_show("Moved Kiki Costa to Thu 10 Dec 15:00 with Bo");
}

#[test]
fn so_it_is_for_a_whole_visit() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella m+bruno bath 10 dec 14 ana<enter>")
        .must_show("Book Bella and Bruno Moreira")
        .keys("<enter>")
        .must_show("Booked Bella and Bruno Moreira");
    desk.keys("g10 dec<enter><home>mtue 10")
        .must_show("Tue 8 Dec, the week of the appointment")
        .keys("<tab><space>")
        .must_show("» 1 Tue 8 Dec")
        .keys("<enter>")
        .must_show("Moved Bella and Bruno Moreira to Tue 8 Dec 10:00");
}

#[test]
fn an_appointment_of_this_week_is_moved_as_ever() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("mfri 14 bo")
        .must_show("» 1 Fri 27 Nov       14:00-15:45  Bo")
        .must_show("     Fri 27 Nov · 14:00 · with Bo");
    // Nine o'clock is over: it is tomorrow's.
    desk.keys("<c-u>9")
        .must_show("» 1 Sat 21 Nov       09:00-10:45  Ana");
    desk.keys("<c-u>14 bo")
        .must_show("Fri 20 Nov, the day of the appointment · 14:00 · with Bo")
        .must_show("» 1 Fri 20 Nov       14:00-15:45  Bo");
}

#[test]
fn booking_again_counts_weekdays_from_the_next_visit() {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("<home>i")
        .must_show("Fri 25 Dec")
        .keys("tue 10")
        .must_show("Tue 22 Dec, the week of the next visit · 10:00")
        .keys("<enter>")
        .must_show("Booked Bella Moreira Tue 22 Dec 10:00 with Ana");
}

#[test]
fn again_after_again_goes_on_from_what_is_booked() {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("<home>i<enter>")
        .must_show("Booked Bella Moreira Fri 18 Dec 09:00 with Ana");
    desk.keys("i")
        .must_show("Book Bella Moreira again, 5 weeks after Fri 18 Dec")
        .must_show("Bella comes already on Fri 18 Dec at 09:00 with Ana; so 5 weeks after that")
        .must_show("» 1 Fri 22 Jan 2027  09:00-10:15  Ana")
        .must_not_show("has an appointment already")
        .keys("<enter>")
        .must_show("Booked Bella Moreira Fri 22 Jan 2027 09:00 with Ana");
    desk.keys("i")
        .must_show("Bella comes already on Fri 18 Dec at 09:00 with Ana and on Fri 22 Jan 2027")
        .must_show("» 1 Fri 26 Feb 2027  09:00-10:15  Ana");
    // A day of one's own is asked for as ever, and what is booked is still said.
    desk.keys("tue")
        .must_show("Tue 23 Feb 2027, the week of the next visit")
        .must_show("Bella comes already on Fri 18 Dec");
}

#[test]
fn the_visit_that_is_followed_is_no_other_appointment_and_the_rest_is_in_order() {
    let mut desk = Desk::at("2026-11-20T10:00");
    // Rex is still to come today.
    desk.keys("i")
        .must_show("Book Rex Weber again, 8 weeks on")
        .must_not_show("has an appointment already")
        .must_show("» 1 Fri 15 Jan 2027  10:30-12:15  Ana")
        .must_show("  2 Fri 8 Jan 2027   10:30-12:15  Ana")
        .must_show("  3 Fri 15 Jan 2027  12:30-14:15  Ana")
        .must_show("  4 Fri 22 Jan 2027  10:30-12:15  Ana");
}

#[test]
fn nails_in_between_are_not_the_next_bath() {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("bbella m<enter>nails 4 dec 9 ana<enter>")
        .must_show("Booked Bella Moreira Fri 4 Dec 09:00 with Ana");
    desk.keys("<home>i")
        .must_show("again, 5 weeks on")
        .must_show("has an appointment already: Fri 4 Dec 09:00")
        .must_show("» 1 Fri 18 Dec       09:00-10:15  Ana");
}

#[test]
fn a_series_leaves_out_the_day_on_which_the_dog_comes_anyway() {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("bbella m<enter>fri 25 dec 14 bo<enter><enter>")
        .must_show("Booked Bella Moreira Fri 25 Dec 14:00 with Bo");
    desk.keys("<home>0")
        .must_show("Book these 4 more · 1 left out")
        .must_show("Fri 25 Dec       09:00        Ana           ! comes already, left out")
        .keys("<down>")
        .must_show("Fri 25 Dec 09:00: Bella Moreira is already with Bo 14:00-15:15");
    // Whoever wants both takes it in again.
    desk.keys("x").must_show("Book these 5 more");
}

#[test]
fn what_comes_near_is_in_the_order_of_time_and_the_nearest_is_selected() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki<enter>wed")
        .must_show("     Wed 25 Nov\u{20}")
        .must_not_show("or later")
        .must_not_show("Nearest:");
    desk.keys("<c-u>mon 17:30 full tidy bo")
        .must_show("Bo works 09:00-18:00 that day");
    let near = below(&mut desk, "Nearest:");
    let begins: Vec<String> = near
        .iter()
        .take(4)
        .map(|line| line.chars().take(24).collect())
        .collect();
    assert_eq!(
        begins,
        [
            "1 Mon 23 Nov       15:45",
            "2 Mon 23 Nov       16:00",
            "» 3 Mon 23 Nov       16:",
            "4 Tue 24 Nov       16:15"
        ]
    );
}

#[test]
fn the_same_weekday_within_four_weeks_is_near_too() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("brex nails thu 10 bo<enter><enter>")
        .must_show("Booked Rex Weber Thu 26 Nov 10:00 with Bo");
    desk.keys("bkiki<enter>thu 10 bo")
        .must_show("Bo is taken 10:00-10:15 by Rex Weber")
        .must_show("» 1 Thu 26 Nov       10:15-11:30  Bo")
        .must_show("Thu 3 Dec        10:00-11:15  Bo")
        .must_show("Thu 24 Dec       10:00-11:15  Bo")
        .must_not_show("Thu 31 Dec");
}

#[test]
fn a_refused_time_names_who_is_not_there_last() {
    let mut desk = Desk::at("2026-11-20T10:00");
    shell(
        &desk,
        "INSERT INTO time_off (id, groomer_id, first_day, last_day, start_min, end_min, reason)
           SELECT '00000000-0000-7000-8000-00000000e001', id, '2026-11-23', '2026-11-26', 0, 1440, 'holiday'
             FROM groomer WHERE name = 'Bo'",
    );
    desk.tick();
    desk.keys("bkiki<enter>mon 17:30")
        .must_show("Ana works 09:00-18:00 that day")
        .must_show("Bo is off until Thu 26 Nov (holiday)");
    desk.keys("<c-u>sat 17:30")
        .must_show("Ana works 09:00-18:00 that day")
        .must_show("Bo does not work on Saturdays");
    desk.keys("<c-u>thu bo")
        .must_show("No 1 h 15 are free with Bo on Thu 26 Nov")
        .must_show("Bo is off (holiday)");
    desk.keys("<c-u>sun").must_show("Nobody works on Sun 22 Nov");
}

#[test]
fn one_of_a_series_is_moved_without_a_word_about_the_others() {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("<home>05w x3<enter><enter>").must_show("2 times more");
    desk.keys("g25 dec<enter><home>m")
        .must_show("Move Bella Moreira")
        .must_not_show("has an appointment already");
    desk.keys("<tab>29 jan 14")
        .must_show("has an appointment already: Fri 29 Jan 2027 09:00");
}

#[test]
fn of_a_stretch_of_days_every_day_is_spoken_of_and_the_nearest_is_named() {
    let mut desk = Desk::at("2026-11-20T10:00");
    shell(
        &desk,
        "INSERT INTO time_off (id, groomer_id, first_day, last_day, start_min, end_min, reason)
           SELECT '00000000-0000-7000-8000-00000000e001', id, '2026-11-23', '2026-11-25', 0, 1440, 'holiday'
             FROM groomer WHERE name = 'Ana'",
    );
    desk.tick();
    desk.keys("bkiki<enter>next week after 17 ana")
        .must_show("No 1 h 15 are free after 17:00 with Ana from Mon 23 Nov to Sun 29 Nov")
        .must_show("Ana is off Mon to Wed, Sun and has 1 h free at most Thu to Sat (Thu 26 Nov")
        .must_show("17:00-18:00)");
    // The nearest stands first under the cursor: with her on the first day that she is there.
    desk.must_show("» 3 Thu 26 Nov       16:45-18:00  Ana");
    desk.keys("<c-u>next week 17:30")
        .must_show("Ana is off Mon to Wed and works 09:00-18:00 Thu to Sat")
        .must_show("Bo works 09:00-18:00 Mon to Fri and is off on Sat 28 Nov");
    // What is asked for in one piece says the nearest too.
    desk.keys("<down>01<enter>")
        .must_show("Why not?")
        .must_show("nearest: Mon 23 Nov 16:45 with Bo");
}

#[test]
fn without_a_day_the_days_are_counted() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki<enter>18:30")
        .must_show("No 1 h 15 are free at 18:30 in the next 60 days")
        .must_show("Bo works 09:00-18:00 on");
}

#[test]
fn a_dog_in_the_salon_gets_another_time_or_groomer_but_no_other_day() {
    let mut desk = Desk::at("2026-11-20T10:00");
    // Bella is on the table since nine.
    desk.keys("<home>m")
        .must_show("Move Bella Moreira")
        .must_show("Fri 20 Nov")
        .must_not_show("Sat 21 Nov")
        .must_not_show("Mon 23 Nov");
    desk.keys("mon 10")
        .must_show("Bella Moreira is in work: time and groomer can change, the day cannot")
        .must_not_show("» 1 ")
        .keys("<enter>")
        .must_not_show("Moved Bella");
    desk.keys("<c-u>").must_show("» 1 Fri 20 Nov").keys("<enter>");
    desk.must_show("Moved Bella Moreira to ").must_show("u undoes");
    // Nor does the book take it from anybody else.
    let bella = desk.store().visits(desk.now().date()).unwrap();
    let bella = bella.iter().find(|visit| visit.dog == "Bella Moreira").unwrap();
    let place = Place {
        id: bella.appointment.id,
        rev: bella.appointment.rev,
        groomer_id: bella.appointment.groomer_id,
        day: "2026-11-24".parse().unwrap(),
        start_min: 600,
        over_reason: String::new(),
    };
    let anyway = Place {
        over_reason: "agreed with the groomer".to_owned(),
        ..place.clone()
    };
    for edit in [
        AppointmentEdit::Move(place.clone()),
        AppointmentEdit::Move(anyway),
        AppointmentEdit::MoveAll(vec![place]),
    ] {
        let by = By {
            actor: "bo".to_owned(),
            at: desk.now(),
        };
        let refused = desk
            .other_desk()
            .apply(&Edit::Appointment(edit), &by)
            .unwrap_err();
        assert!(refused.to_string().contains("the day cannot"), "{refused}");
    }
}

#[test]
fn a_nearest_time_that_nobody_picked_takes_a_second_enter() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("brex nails thu 10 bo<enter><enter>")
        .must_show("Booked Rex Weber Thu 26 Nov 10:00 with Bo");
    desk.keys("bkiki thu 10 bo<enter>")
        .must_show("Bo is taken 10:00-10:15 by Rex Weber")
        .keys("<enter>")
        .must_show("Not at the time asked for: Enter again books Thu 26 Nov 10:15 with Bo")
        .must_not_show("Booked Kiki")
        .keys("<enter>")
        .must_show("Booked Kiki Costa Thu 26 Nov 10:15 with Bo");
    // A line that was picked was seen, whether by its digit or by the arrows.
    desk.keys("u");
    desk.keys("bkiki thu 10 bo<enter>1<enter>")
        .must_show("Booked Kiki Costa");
    desk.keys("u");
    desk.keys("bkiki thu 10 bo<enter><down><enter>")
        .must_show("Booked Kiki Costa");
    desk.keys("u");
    // Of a day that is full it is said too; and so it is for a move.
    desk.keys("bkiki sun<enter><enter>")
        .must_show("Not on the day asked for: Enter again books")
        .keys("<esc><esc>");
    desk.keys("<down>mfri 17:30<down><enter>")
        .must_show("Not at the time asked for: Enter again moves it to");
}

#[test]
fn the_next_appointment_is_named_and_the_day_of_another_is_marked() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki nails thu 10 ana<enter><enter>")
        .must_show("Booked Kiki Costa Thu 26 Nov 10:00");
    desk.keys("bkiki wed 10 ana<enter>")
        .must_show("has an appointment already: Fri 20 Nov 11:00 and 1 more")
        .must_not_show("comes that day");
    desk.keys("<tab><c-u>thu 14 ana")
        .must_show("Thu 26 Nov       14:00-14:15  Ana                 comes that day");
    desk.keys("<c-u>today")
        .must_show("has an appointment already: Fri 20 Nov 11:00")
        .must_show("comes that day");
}
