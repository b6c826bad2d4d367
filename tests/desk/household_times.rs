//! The list of times of several dogs is that of one: a time alone, a refused one, the nearest, and all of it at 80 columns.

use pomsalon::domain::dog::Dog;

use crate::harness::Desk;

const TEN: &str = "2026-11-20T10:00";

/// A desk on a salon in which Marta Moreira has these dogs beside Bella and Bruno.
fn with_more(names: &'static [&str]) -> Desk {
    Desk::filled(TEN, |filling| {
        let marta = filling.clients[0].id;
        filling.dogs.extend(names.iter().map(|name| Dog {
            first_name: (*name).to_owned(),
            last_name: "Moreira".to_owned(),
            ..Dog::blank(Some(marta))
        }));
    })
}

#[test]
fn a_time_alone_is_one_of_the_day_of_the_line_one_is_on() {
    let mut desk = Desk::at(TEN);
    desk.keys("brex nails mon 12 ana<enter><enter>")
        .must_show("Booked Rex Weber Mon 23 Nov 12:00 with Ana");
    desk.keys("bbella+bruno bath ana 9<enter><down>")
        .must_show("» 2 Mon 23 Nov");
    // At eleven Ana is taken then, so the nearest of that same Monday comes first.
    desk.keys("11")
        .must_show("11:00 cannot be had on Mon 23 Nov:")
        .must_show("Ana has Rex Weber at 12:00, this would end 12:15")
        .must_show("Nearest:")
        .must_show("» 3 Mon 23 Nov  10:45 Bella Ana · 12:15 Bruno Ana · ready 14:15");
    // Only the second Enter takes it.
    desk.keys("<enter>")
        .must_show("Not at the time asked for: Enter again books Mon 23 Nov 10:45")
        .keys("<enter>")
        .must_show("Booked Bella and Bruno Moreira Mon 23 Nov 10:45");
    // A time that can be had on that day is the one to begin with, and it is kept what day that was.
    desk.keys("ubbella+bruno bath ana 9<enter><down>14<esc>")
        .keys("w<enter>");
    desk.must_show("Say: Monday 23rd at 14");
    // A day that is named is that day, whatever line one was on.
    let mut desk = Desk::at(TEN);
    desk.keys("bbella+bruno bath ana 9<enter><down>thu 11")
        .must_show("Say: Thursday 26th at 11");
}

#[test]
fn a_refused_time_is_asked_twice_and_a_line_picked_by_hand_is_not() {
    let mut desk = Desk::at(TEN);
    desk.keys("bbella+bruno bath today 10:45<enter><enter>")
        .must_show("Not at the time asked for: Enter again books Fri 20 Nov 12:15");
    // Typing on is another question.
    desk.keys("<tab><c-u>today 10:50<enter>")
        .must_show("Enter again books");
    desk.keys("<tab><c-u>today 10:45<tab>2")
        .keys("<enter>")
        .must_not_show("Enter again books");
}

#[test]
fn however_many_dogs_there_are_their_ready_time_is_in_sight() {
    let mut desk = with_more(&["Luna", "Maximilian"]);
    desk.keys("bbruno+bella+luna bath mon 9 ana<enter>")
        .must_show("09:00 Bruno · 10:15 Bella · 11:30 Luna · ready 13:30")
        .must_show("09:00 Bruno with Ana · 10:15 Bella with Ana · 11:30 Luna with Ana");
    desk.keys("<space>")
        .must_show("09:00 in turn · ready 14:45")
        .must_show("12:45 Maximilian with Ana");
}

#[test]
fn a_day_on_which_many_salons_close_is_marked_and_asked_about_for_all_of_them() {
    let mut desk = Desk::at(TEN);
    desk.keys("bbella+bruno bath 25 dec 10<enter>")
        .must_show("many salons close")
        .keys("<enter>")
        .must_show("Fri 25 Dec is Christmas")
        .keys("<enter>")
        .must_show("Booked Bella and Bruno Moreira Fri 25 Dec 10:00");
}

#[test]
fn a_wish_for_several_groomers_or_the_usual_one_holds_for_all_of_the_dogs() {
    let mut desk = Desk::at(TEN);
    desk.keys("bbella+bruno bath mon 10 ana or bo<enter>")
        .must_show("with Ana or Bo")
        .must_show("Say: Monday 23rd at 10, Bella with Ana and Bruno with Bo");
    // Without Bo both are Ana's, one after the other.
    desk.keys("<tab><c-u>bath mon 10 not bo<tab>")
        .must_show("Say: Monday 23rd at 10, Bella and then Bruno with Ana");
    // Only Ana knows Bella; nobody has had Bruno yet.
    desk.keys("<tab><c-u>bath mon 10 with her usual<tab>")
        .must_show("with the usual groomer")
        .must_show("Bella with Ana")
        .keys("<enter>")
        .must_show("Booked Bella and Bruno Moreira Mon 23 Nov 10:00");
    // Where they are not there, that is said of them, and who else could is offered.
    desk.keys("ubbella+bruno bath sat 10 not ana<enter>")
        .must_show("Bella and Bruno: Bo does not work on Saturdays")
        .must_show("Nearest:")
        .keys("<enter>")
        .must_show("asked for: Enter again books Mon 23 Nov");
}

#[test]
fn one_of_them_comes_for_something_else() {
    let mut desk = Desk::at(TEN);
    desk.keys("bbella+bruno bath mon 10 bruno nails")
        .must_not_show("^")
        .keys("<enter>")
        .must_show("Bella: Pom bath 1 h 15 · Bruno: Nails 15 min");
    // A day that is said anew leaves that as it is; work that is said anew takes its place.
    desk.keys("tue 9").must_show("Wish bath tue 9 bruno nails");
    desk.keys("<tab>bruno bath")
        .must_show("Wish bath tue 9 bruno bath")
        .must_show("Bella and Bruno: Pom bath 1 h 15 each");
    // Who comes alone after all comes for what was said of her.
    desk.keys("<tab>bella nails<tab><left>");
    desk.keys("w<enter><backspace>")
        .must_show("Book Bella Moreira")
        .must_show("Wish tue 9 nails");
}

#[test]
fn which_dogs_of_the_household_come_is_ticked_in_a_list() {
    let mut desk = with_more(&["Luna", "Max"]);
    desk.keys("bbella m<enter>")
        .must_show("0 6: which dogs")
        .keys("06");
    desk.must_show("other dogs of the client come along")
        .keys("<enter>")
        .must_show("Which dogs come?")
        .must_show("1 [x] Bella")
        .must_show("4 [ ] Max");
    // Max comes, the others stay at home.
    desk.keys("4<enter>")
        .must_show("Book Bella and Max Moreira")
        .must_show("0 5: which dogs");
    desk.keys("mon 10 max nails<tab>05<enter>1").keys("3<enter>");
    desk.must_show("Book Max and Luna Moreira")
        .must_show("Max: Nails");
    // Nobody at all is no answer.
    desk.keys("05<enter>34<enter>")
        .must_show("Tick at least one dog")
        .keys("1<enter>")
        .must_show("Book Bella Moreira")
        .must_show("Wish mon 10")
        .must_not_show("max nails");
    desk.keys("<enter>")
        .must_show("Booked Bella Moreira Mon 23 Nov 10:00");
}

#[test]
fn what_one_of_them_is_booked_for_is_named_with_what_it_is_on_that_day() {
    let mut desk = Desk::at(TEN);
    desk.keys("bbruno nails mon 11<enter><enter>")
        .must_show("Booked Bruno Moreira Mon 23 Nov 11:00");
    desk.keys("bbruno nails thu 3 dec 11<enter><enter>")
        .must_show("Booked Bruno Moreira Thu 3 Dec 11:00");
    desk.keys("bbella+bruno bath 3 dec 14<enter>")
        .must_show("Bruno has an appointment already: Mon 23 Nov 11:00 and Thu 3 Dec 11:00");
}
