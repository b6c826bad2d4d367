//! What else can be done with several dogs: why not, anyway with a reason, and the waiting list.

use chrono::Days;
use pomsalon::domain::appointment::Appointment;

use crate::harness::Desk;

/// What is booked for Bella and Bruno Moreira from today on, by time.
fn booked(desk: &Desk) -> Vec<Appointment> {
    let dogs = [desk.dog("Bella Moreira").id, desk.dog("Bruno Moreira").id];
    let today = desk.now().date();
    let mut all: Vec<Appointment> = (0..14)
        .flat_map(|days| desk.store().visits(today + Days::new(days)).unwrap())
        .map(|visit| visit.appointment)
        .filter(|appointment| dogs.contains(&appointment.dog_id) && appointment.visit_id.is_some())
        .collect();
    all.sort_by_key(|appointment| (appointment.day, appointment.start_min, appointment.dog_id));
    all
}

/// Both want to come while Rex is on Ana's table and Bo is not there.
fn refused() -> Desk {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella+bruno bath today 10:45<enter>")
        .must_show("Bella and Bruno: Ana is taken 10:30-12:15 by Rex Weber");
    desk
}

#[test]
fn every_reason_against_a_time_dog_by_dog() {
    let mut desk = refused();
    desk.keys("0")
        .must_show("What else for Bella and Bruno Moreira?")
        .must_show("1 why not at that time?")
        .must_show("2 anyway, with a reason");
    desk.keys("1<enter>")
        .must_show("Why not?")
        .must_show("Bella and Bruno: Ana is taken 10:30-12:15 by Rex Weber")
        .must_show("nearest: Fri 20 Nov 12:15")
        .keys("<enter>")
        .must_show("Book Bella and Bruno Moreira");
    // Where each of them alone would find a place, that is said.
    desk.keys("<tab><c-u>sat 16:30<tab>")
        .must_show("Both together find no place on Sat 21 Nov at 16:30");
    desk.keys("01<enter>")
        .must_show("Bella alone could come to Ana")
        .must_show("Bruno alone could come to Ana");
    desk.keys("<enter><tab><c-u>mon 10<tab>01<enter>")
        .must_show("nothing is against that time: it is in the list");
}

#[test]
fn both_come_anyway_with_a_reason_that_stays() {
    let mut desk = refused();
    desk.keys("02<enter>")
        .must_show("Book Bella and Bruno Moreira anyway? Why")
        .must_show("Fri 20 Nov 10:45-12:00 Bella with Ana, Pom bath")
        .must_show("Fri 20 Nov 10:45-12:00 Bruno with Bo, Pom bath")
        .must_show("! Bella: Ana is taken 10:30-12:15 by Rex Weber")
        .must_show("! Bruno: Bo has Kiki Costa at 11:00, this would end 12:00");
    desk.keys("1<enter><enter>")
        .must_show("Booked Bella and Bruno Moreira Fri 20 Nov 10:45")
        .must_show("beyond the rules");
    let visit = booked(&desk);
    assert_eq!(visit.len(), 2);
    assert!(visit[0].visit_id.is_some() && visit[0].visit_id == visit[1].visit_id);
    assert!(
        visit
            .iter()
            .all(|dog| dog.over_reason == "agreed with the groomer")
    );
    desk.keys("u");
    assert_eq!(booked(&desk), []);
}

#[test]
fn only_the_dog_that_is_beyond_the_rules_keeps_the_reason() {
    let mut desk = Desk::at("2026-11-20T10:00");
    // Late on Saturday only one of them still fits before Ana goes.
    desk.keys("bbella+bruno bath sat 16:30<enter>02<enter>")
        .must_show("! Bruno: Ana would have to stay until 19:00")
        .must_not_show("! Bella");
    desk.keys("the owner helps<enter>").must_show("beyond the rules");
    let reasons: Vec<String> = booked(&desk).into_iter().map(|dog| dog.over_reason).collect();
    assert_eq!(reasons, ["", "the owner helps"]);
}

#[test]
fn a_visit_moves_anyway_as_its_dogs_stand_to_one_another() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella+bruno bath mon 9 ana<enter><enter>g23 nov<enter>");
    desk.keys("m<space>today 10:45 ana")
        .must_show("Bella and Bruno: Ana is taken 10:30-12:15 by Rex Weber")
        .keys("<tab>02<enter>")
        .must_show("Move Bella and Bruno Moreira anyway? Why");
    desk.keys("2<enter><enter>")
        .must_show("Moved Bella and Bruno Moreira to Fri 20 Nov 10:45")
        .must_show(", beyond the");
    let times: Vec<_> = booked(&desk).iter().map(|dog| dog.start_min).collect();
    assert_eq!(times, [645, 720]);
    desk.keys("u");
    assert!(booked(&desk).iter().all(|dog| dog.over_reason.is_empty()));
    // What is booked is not put on the list from here.
    desk.keys("m<space>04<enter>")
        .must_show("they are booked already; Space takes one dog");
}

#[test]
fn the_reason_that_was_half_typed_for_both_survives_a_crash() {
    let mut desk = refused();
    desk.keys("02<enter>she ins").wait(2);
    let mut desk = desk.killed();
    desk.keys("w")
        .must_show("Book Bella and Bruno Moreira anyway")
        .keys("<enter>");
    desk.must_show("! Bella: Ana is taken")
        .keys("ists<enter><enter>")
        .must_show("Booked Bella and Bruno Moreira Fri 20 Nov 10:45");
    assert!(booked(&desk).iter().any(|dog| dog.over_reason == "she insists"));
}

#[test]
fn both_wait_for_a_time() {
    let mut desk = refused();
    desk.keys("04<enter>")
        .must_show("Bella and Bruno on the waiting list")
        .must_show("Enter puts them on the list");
    desk.keys("<c-u>thu after 14").wait(2);
    let mut desk = desk.killed();
    desk.keys("w")
        .must_show("Waiting list: Bella and Bruno")
        .keys("<enter><enter>")
        .must_show("Put Bella and Bruno on the waiting list");
    let waiting = desk.store().waitlist(desk.now().date()).unwrap();
    let notes: Vec<&str> = waiting.iter().map(|line| line.wait.note.as_str()).collect();
    assert_eq!(notes, ["comes with Bruno", "comes with Bella"]);
    desk.keys("u");
    assert!(desk.store().waitlist(desk.now().date()).unwrap().is_empty());
}

#[test]
fn a_digit_picks_a_line_and_with_the_next_key_begins_a_time() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella+bruno bath mon<enter>3").must_show("» 3 Mon");
    desk.keys("<backspace>").must_show("Book Bella Moreira");
    desk.keys("<space>1").must_show("» 1 ").keys("1 ana");
    desk.must_show("11 ana")
        .must_show("Say: Monday 23rd at 11, Bella and then Bruno with Ana");
    desk.keys("<tab>2pm")
        .must_show("2pm")
        .must_show("Say: Monday 23rd at 14");
    // The menu keeps its digit.
    desk.keys("<tab>0")
        .must_show("What else for Bella and Bruno Moreira?");
}

#[test]
fn every_groomer_says_why_not_and_a_third_dog_has_its_work_and_its_time_in_sight() {
    let mut desk = refused();
    desk.must_show("Ana is taken 10:30-12:15 by Rex Weber; ");
}
