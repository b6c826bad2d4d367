//! Every so many weeks: looked at before it is booked, and changed one by one or together.

use pomsalon::domain::appointment::Appointment;
use pomsalon::domain::id::AppointmentId;
use pomsalon::domain::status::Status;
use pomsalon::store::{AppointmentEdit, Edit};

use crate::harness::Desk;

/// Somebody books Bella Costa with the groomer of Bella Moreira's visit for so many minutes of a day.
fn takes(desk: &Desk, day: &str, start_min: i64, minutes: i64) {
    let bella = desk.store().visits(desk.now().date()).unwrap()[0]
        .appointment
        .clone();
    let taken = Appointment {
        id: AppointmentId::new(),
        dog_id: desk.dog("Bella Costa").id,
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

/// The days and times of a dog's appointments from today on, as `2026-12-25 540 booked`.
fn booked(desk: &Desk, dog: &str) -> Vec<String> {
    let appointments = desk.store().appointments_of(desk.dog(dog).id, 30).unwrap();
    let mut days: Vec<String> = appointments
        .iter()
        .filter(|each| each.day >= desk.now().date())
        .map(|each| format!("{} {} {}", each.day, each.start_min, each.status.as_str()))
        .collect();
    days.sort();
    days
}

/// A desk on which Bella comes every five weeks, four times with the one of today.
fn with_a_series() -> Desk {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("<home>05w x4<enter><enter>")
        .must_show("Booked Bella Moreira every 5 weeks, 3 times more · Tab shows it · u undoes");
    desk
}

#[test]
fn bella_comes_every_five_weeks_and_one_undo_takes_all_of_it_back() {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("<home>0")
        .must_show("Every so many weeks: Bella Moreira")
        .must_show("How often 5w x6")
        .must_show("» Book these 5 more · no exceptions")
        .must_show("Fri 25 Dec       09:00-10:15  Ana           ok")
        .must_show("Fri 14 May 2027");
    desk.keys("<enter>")
        .must_show("Booked Bella Moreira every 5 weeks, 5 times more · Tab shows it · u undoes");
    assert_eq!(booked(&desk, "Bella Moreira").len(), 6);
    desk.must_show("every 5 weeks, 1 of 6").must_show("Pom bath ~");
    desk.keys("d").must_show("Booked, series 2/6").keys("<backspace>");
    desk.keys("g25 dec<enter>").must_show("every 5 weeks, 2 of 6");
    desk.keys("u")
        .must_show("Undone: Booked Bella Moreira every 5 weeks");
    assert_eq!(booked(&desk, "Bella Moreira"), ["2026-11-20 540 in_work"]);
    desk.keys("y").must_show("every 5 weeks, 2 of 6");
}

#[test]
fn a_series_is_made_longer_behind_its_last() {
    let mut desk = with_a_series();
    takes(&desk, "2027-04-09", 540, 75);
    // From any of it: the rhythm goes on, also where something stands in its way.
    desk.keys("g25 dec<enter>0")
        .must_show("Bella Moreira comes every 5 weeks: how many more")
        .must_show("after the one on Fri 5 Mar 2027")
        .must_show("How often x6")
        .must_show("Book these 6 more · 1 elsewhere")
        .must_show("Fri 9 Apr 2027")
        .must_show("Fri 14 May 2027");
    desk.keys("4w x2")
        .must_show("this series comes every 5 weeks; type how many more, such as x3")
        .keys("<c-u>x2")
        .must_show("Book these 2 more");
    // What is half typed survives a crash.
    desk.wait(2);
    let mut desk = desk.killed();
    desk.keys("w<enter>")
        .must_show("How often x2")
        .keys("<enter>")
        .must_show("Booked Bella Moreira every 5 weeks, 2 times more");
    assert_eq!(booked(&desk, "Bella Moreira").len(), 6);
    desk.keys("g14 may 2027<enter>")
        .must_show("every 5 weeks, 6 of 6");
    // One undo takes those away and no others; the series can still be stopped from any of them on.
    desk.keys("u");
    assert_eq!(booked(&desk, "Bella Moreira").len(), 4);
    desk.keys("g29 jan 2027<enter>x1<enter>l<enter>");
    let left = booked(&desk, "Bella Moreira");
    assert_eq!(left.iter().filter(|each| each.ends_with("cancelled")).count(), 2);
    desk.keys("g25 dec<enter>0")
        .must_show("after the one on Fri 25 Dec 2026");
}

#[test]
fn a_series_is_made_longer_at_its_usual_time_from_one_that_was_moved() {
    let mut desk = with_a_series();
    desk.keys("g29 jan<enter>mmon 1 feb 14 bo<enter>t<enter>")
        .must_show("Moved Bella Moreira to Mon 1 Feb 2027 14:00 with Bo")
        .keys("g1 feb 2027<enter>0")
        .must_show("after the one on Fri 5 Mar 2027 at 09:00")
        .must_show("Fri 9 Apr 2027   09:00-10:15  Ana           ok");
    // "How many more?" is answered with a number.
    desk.keys("8").must_show("Book these 8 more").keys("<esc>");
    // Nor does the last one, moved by itself, change what the others are.
    desk.keys("g5 mar 2027<enter>mthu 4 mar 11:30<enter>t<enter>")
        .must_show("Moved Bella Moreira to Thu 4 Mar 2027 11:30 with Ana")
        .keys("g4 mar 2027<enter>0")
        .must_show("after the one on Thu 4 Mar 2027 at 11:30")
        .must_show("Fri 9 Apr 2027   09:00-10:15  Ana           ok");
}

#[test]
fn how_often_and_how_many_times_is_typed_in_one_word_each() {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("<home>04w until 1 feb")
        .must_show("every 4 weeks until 1 Feb 2027")
        .must_show("Book these 2 more");
    desk.keys("<c-u>often")
        .must_show("I do not know `often`; a series is typed as 5w x6, or 5w until 12 mar")
        .keys("<enter>")
        .must_show("Every so many weeks: Bella Moreira");
    desk.keys("<c-u>3w 2x<enter><enter>")
        .must_show("Booked Bella Moreira every 3 weeks, once more");
}

#[test]
fn each_day_says_what_stands_in_its_way_and_what_can_be_done() {
    let mut desk = Desk::at("2026-11-20T11:00");
    takes(&desk, "2026-12-25", 540, 60);
    shell(
        &desk,
        "INSERT INTO closing (id, first_day, last_day, yearly, name)
         VALUES ('00000000-0000-7000-8000-00000000c001', '2027-01-29', '2027-01-29', 0, 'Staff day')",
    );
    desk.tick()
        .keys("<home>0")
        .must_show("Book these 5 more · 2 elsewhere")
        .must_show("1 Fri 25 Dec       10:00-11:15  Ana           ! at 10:00")
        .must_show("2 Fri 5 Feb 2027   09:00-10:15  Ana           ! a week later")
        .must_show("3 Fri 5 Mar 2027   09:00-10:15  Ana           ok");
    desk.keys("<down>")
        .must_show("Fri 25 Dec 09:00: Ana is taken 09:00-10:00 by Bella Costa");
    // Enter goes round what could be done; x leaves the day out.
    desk.keys("<enter>")
        .must_show("1 Fri 25 Dec       09:00-10:15  Bo            ! with Bo");
    desk.keys("<enter>")
        .must_show("1 Fri 8 Jan 2027   09:00-10:15  Ana           ! on Fri 8 Jan");
    desk.keys("<enter>")
        .must_show("1 Fri 25 Dec       10:00-11:15  Ana           ! at 10:00");
    desk.keys("<down>x")
        .must_show("Fri 29 Jan 2027 09:00: the salon is closed that day (Staff day)")
        .must_show("! left out")
        .must_show("Book these 4 more · 1 elsewhere, 1 left out");
    desk.keys("<up><up><enter>")
        .must_show("Booked Bella Moreira every 5 weeks, 4 times more");
    assert_eq!(
        booked(&desk, "Bella Moreira"),
        [
            "2026-11-20 540 in_work",
            "2026-12-25 600 booked",
            "2027-03-05 540 booked",
            "2027-04-09 540 booked",
            "2027-05-14 540 booked"
        ]
    );
}

#[test]
fn a_vaccine_that_runs_out_ends_the_series_that_asks_for_it() {
    let mut desk = Desk::at("2026-11-20T11:00");
    // Bella's rabies vaccine lasts until 1 May 2027.
    shell(&desk, "UPDATE vaccine_need SET refuses = 1");
    desk.tick()
        .keys("<home>0")
        .must_show("Book these 4 more · 1 left out")
        .keys("<down><down><down><down><down>")
        .must_show("Bella Moreira needs Rabies, which runs out on 1 May");
    desk.keys("<enter>")
        .must_show("nothing near that day is free either, so it is left out");
    desk.keys("<up><up><up><up><up><enter>")
        .must_show("Booked Bella Moreira every 5 weeks, 4 times more");
}

#[test]
fn a_new_booking_becomes_a_series_from_its_own_list() {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("bbella m<enter>thu 10<tab>0")
        .must_show("the same every so many weeks");
    desk.keys("3<enter>")
        .must_show("Every so many weeks: Bella Moreira")
        .must_show("» Book these 6")
        .must_show("1 Thu 26 Nov       10:00-11:15  Ana           ok");
    desk.keys("<enter>")
        .must_show("Booked Bella Moreira every 5 weeks, 6 times · Tab shows it · u undoes");
    assert_eq!(booked(&desk, "Bella Moreira").len(), 7);
}

#[test]
fn half_a_series_survives_a_kill() {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("<home>03w x4").wait(3);
    let mut desk = desk.killed();
    desk.keys("w<enter>")
        .must_show("Every so many weeks: Bella Moreira")
        .must_show("every 3 weeks, 4 times")
        .must_show("Book these 3 more");
}

#[test]
fn one_of_a_series_is_called_off_alone_or_with_those_after_it() {
    let mut desk = with_a_series();
    desk.keys("g25 dec<enter>x1<enter>")
        .must_show("Call off Bella Moreira: one of a series")
        .must_show("every 5 weeks, 2 of 4")
        .must_show("t  only this one, Fri 25 Dec 09:00")
        .must_show("l  this and the 2 later")
        .must_show("a  all 3 that are still to come");
    // Enter is the least: only this one.
    desk.keys("<enter>")
        .must_show("Cancelled Bella Moreira Fri 25 Dec 09:00");
    desk.keys("u").must_show("Undone");
    desk.keys("g29 jan<enter>x1<enter>l<enter>")
        .must_show("Cancelled 2 appointments of Bella Moreira · u undoes");
    assert_eq!(
        booked(&desk, "Bella Moreira"),
        [
            "2026-11-20 540 in_work",
            "2026-12-25 540 booked",
            "2027-01-29 540 cancelled",
            "2027-03-05 540 cancelled"
        ]
    );
    desk.keys("u");
    desk.keys("x1<enter>a<enter>")
        .must_show("Cancelled 3 appointments of Bella Moreira");
    // What has begun is never touched.
    assert_eq!(booked(&desk, "Bella Moreira")[0], "2026-11-20 540 in_work");
    // On the card they take a line behind the visits that took place.
    desk.keys("/bella m<enter>")
        .must_show("Last        Fri 16 Oct 10:00 Pom bath with Ana, Gone")
        .must_show("Called off  Fri 5 Mar 2027 09:00 Pom bath with Ana, Cancelled")
        .must_show("and 2 more called off");
}

#[test]
fn those_after_it_make_the_same_step_to_another_weekday_time_and_groomer() {
    let mut desk = with_a_series();
    desk.keys("g29 jan<enter>mmon 1 feb 14 bo<enter>")
        .must_show("Move Bella Moreira: one of a series")
        .keys("l<enter>")
        .must_show("Moved 2 appointments of Bella Moreira · Tab shows it · u undoes");
    assert_eq!(
        booked(&desk, "Bella Moreira"),
        [
            "2026-11-20 540 in_work",
            "2026-12-25 540 booked",
            "2027-02-01 840 booked",
            "2027-03-08 840 booked"
        ]
    );
    desk.keys("u")
        .must_show("Undone: Moved 2 appointments of Bella Moreira");
    assert_eq!(booked(&desk, "Bella Moreira")[3], "2027-03-05 540 booked");
}

#[test]
fn what_cannot_go_along_is_shown_before_anything_is_saved() {
    let mut desk = with_a_series();
    takes(&desk, "2027-03-06", 600, 60);
    desk.tick().keys("g29 jan<enter>msat 30 jan 10<enter>l<enter>");
    desk.must_show("Not all of them can go along")
        .must_show("Move these 2 · 1 elsewhere")
        .must_show("1 Sat 30 Jan 2027  10:00-11:15  Ana           ok")
        .must_show("2 Sat 6 Mar 2027   11:00-12:15  Ana           ! at 11:00");
    assert_eq!(booked(&desk, "Bella Moreira")[3], "2027-03-05 540 booked");
    desk.keys("<down><down>x")
        .must_show("2 Fri 5 Mar 2027   09:00-10:15  Ana           ! stays as it is")
        .must_show("Sat 6 Mar 2027 10:00: Ana is taken 10:00-11:00 by Bella Costa");
    desk.keys("<up><up><enter>")
        .must_show("Moved 1 appointment of Bella Moreira");
    assert_eq!(
        booked(&desk, "Bella Moreira")[2..],
        ["2027-01-30 600 booked", "2027-03-05 540 booked"]
    );
}

#[test]
fn a_weekly_series_goes_a_week_later_as_a_whole_though_each_lands_on_the_day_of_the_next() {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("<home>01w x4<enter><enter>")
        .must_show("Booked Bella Moreira every week, 3 times more");
    desk.keys("g27 nov<enter>mfri 4 dec 10:15 ana<enter>l<enter>")
        .must_show("Moved 3 appointments of Bella Moreira");
    assert_eq!(
        booked(&desk, "Bella Moreira")[1..],
        [
            "2026-12-04 615 booked",
            "2026-12-11 615 booked",
            "2026-12-18 615 booked"
        ]
    );
}

#[test]
fn a_longer_groom_for_all_of_them() {
    let mut desk = with_a_series();
    takes(&desk, "2027-01-29", 615, 60);
    desk.tick().keys("g25 dec<enter>r90<enter>a<enter>");
    desk.must_show("Not all of them can go along")
        .must_show("Change these 2 · 1 stays as it is")
        .keys("<enter>")
        .must_show("Changed the length of 2 appointments of Bella Moreira");
    let lengths: Vec<i64> = desk
        .store()
        .appointments_of(desk.dog("Bella Moreira").id, 3)
        .unwrap()
        .iter()
        .map(|each| each.span().minutes())
        .collect();
    assert_eq!(lengths, [90, 75, 90]);
}

#[test]
fn other_work_from_now_on() {
    let mut desk = with_a_series();
    desk.keys("g29 jan<enter>e<tab><tab><c-u>55<enter><enter>")
        .must_show("Change the work of Bella Moreira: one of a series")
        .keys("l<enter>")
        .must_show("Changed the work of 2 appointments of Bella Moreira");
    let prices: Vec<String> = desk
        .store()
        .appointments_of(desk.dog("Bella Moreira").id, 4)
        .unwrap()
        .iter()
        .map(|each| each.price_cents.to_string())
        .collect();
    assert_eq!(prices, ["55", "55", "50", "50"]);
}

#[test]
fn the_last_one_of_a_series_asks_nothing() {
    let mut desk = with_a_series();
    desk.keys("g5 mar<enter>x1<enter>l")
        .must_show("nothing of this series comes after this one");
    desk.keys("<backspace><backspace>")
        .must_show("every 5 weeks, 4 of 4");
    desk.keys("g25 dec<enter>x1<enter>l<enter>")
        .must_show("Cancelled 3");
    // Nothing else is to come: a move of one that came back is a move of one.
    desk.keys("-mmon 10<enter>")
        .must_show("Moved Bella Moreira to Mon");
}
