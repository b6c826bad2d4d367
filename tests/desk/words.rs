//! What words mean: an hour, a service that several could be, a day that is just over, a word with a slip in it.

use pomsalon::domain::id::ServiceId;
use pomsalon::domain::money::Cents;
use pomsalon::domain::service::Service;
use pomsalon::store::Filling;

use crate::harness::Desk;

const TEN: &str = "2026-11-20T10:00";

fn another_bath(filling: &mut Filling) {
    filling.services.push(Service {
        id: ServiceId::new(),
        name: "Bath and blow-out".to_owned(),
        minutes: 60,
        stay_minutes: 90,
        price_cents: Cents(4500),
        position: 4,
        active: true,
        add_on: false,
        needs_waiver: false,
        rev: 1,
    });
}

fn from_seven_to_eight(filling: &mut Filling) {
    for shift in filling.groomers.iter_mut().flat_map(|week| &mut week.shifts) {
        (shift.start_min, shift.end_min) = (7 * 60, 20 * 60);
    }
}

#[test]
fn where_the_salon_opens_at_seven_seven_is_in_the_morning() {
    let mut desk = Desk::filled(TEN, from_seven_to_eight);
    desk.keys("bbella m<enter>thu 7 ana")
        .must_show("» 1 Thu 26 Nov       07:00-08:15  Ana")
        .must_show("Say: Thursday 26th at 7 with Ana");
    desk.keys("<c-u>thu 2 ana").must_show("14:00-15:15  Ana");
    desk.keys("<c-u>thu before 8 ana").must_show("07:00-08:15  Ana");
}

fn from_half_past_seven(filling: &mut Filling) {
    for shift in filling.groomers.iter_mut().flat_map(|week| &mut week.shifts) {
        (shift.start_min, shift.end_min) = (7 * 60 + 30, 20 * 60);
    }
}

#[test]
fn where_the_salon_opens_at_half_past_seven_seven_is_just_too_early() {
    let mut desk = Desk::filled(TEN, from_half_past_seven);
    desk.keys("bbella m<enter>thu 7 ana")
        .must_show("07:30-08:45  Ana")
        .must_not_show("19:00");
}

#[test]
fn a_bath_is_the_one_that_suits_the_dog() {
    let mut desk = Desk::filled(TEN, another_bath);
    // A spaniel that never came.
    desk.keys("bbella c<enter>bath thu 10")
        .must_show("Bath and blow-out · 1 h on the table")
        .must_show("Bath and blow-out · Thu 26 Nov");
    desk.keys("<esc>");
    desk.keys("bbella m<enter>bath thu 10")
        .must_show("(Pom bath), 50 euros");
    desk.keys("<esc>");
    // Kiki is no Pomeranian either, but comes for it.
    desk.keys("bkiki<enter>bath thu 10")
        .must_show("(Pom bath), 50 euros");
    desk.keys("<esc>");
    // While the dog is not chosen both are named.
    desk.keys("bbella bath")
        .must_show("bella · Pom bath or Bath and blow-out");
}

#[test]
fn a_day_just_over_is_asked_about_and_gone_back_to() {
    let mut desk = Desk::at("2026-11-23T10:00");
    desk.keys("bbella m<enter><tab>20 nov")
        .must_show("20 Nov is over: type 20 nov 2027 if you mean the next one.");
    desk.keys("<enter>").must_not_show("Booked");
    desk.keys("<c-u>20 nov 2027").must_show("Sat 20 Nov 2027");
    desk.keys("<esc>g20 nov")
        .must_show("Friday 20 November 2026")
        .keys("<enter>")
        .must_show("Friday 20 November 2026");
}

#[test]
fn a_slip_behind_the_dogs_name_is_asked_about_before_a_new_dog_is() {
    let mut desk = Desk::at(TEN);
    desk.keys("brex nailz thu 10")
        .must_show("I do not know `nailz`: do you mean nails?")
        .must_show("Rex Weber")
        .must_show("a new dog: Rex")
        .must_not_show("rex nailz  ");
    desk.keys("<enter>")
        .must_show("Book Rex Weber")
        .must_show("      ^^^^^ ")
        .must_show("do you mean nails?");
    desk.keys("<enter>").must_not_show("Booked Rex");
    desk.keys("<esc><esc>");
    // Somebody may be called so.
    desk.keys("bkiki costa")
        .must_show("Kiki Costa")
        .must_not_show("I do not know");
}

#[test]
fn days_and_times_as_callers_say_them() {
    let mut desk = Desk::at(TEN);
    desk.keys("bbella m<enter>tuesday week half past 2 ana")
        .must_show("Tue 1 Dec · 14:30")
        .must_show("» 1 Tue 1 Dec        14:30-15:45  Ana");
    desk.keys("<c-u>in two weeks and quarter to 3")
        .must_show("Fri 4 Dec · 14:45")
        .must_not_show("I do not know");
    desk.keys("<c-u>week")
        .must_show("I do not know `week`")
        .must_not_show("do you mean");
}

#[test]
fn a_series_in_the_line_opens_its_days_before_any_is_booked() {
    let mut desk = Desk::at(TEN);
    desk.keys("bbella m bath thu 10 ana every 5w x3")
        .must_show("10:00 · every 5 weeks, 3 times");
    desk.keys("<enter>").must_show("look at its days");
    desk.keys("<enter>")
        .must_show("Every so many weeks: Bella Moreira")
        .must_show("How often 5w x3")
        .must_show("Book these 3");
    // One step back is the booking as it was.
    desk.keys("<backspace>")
        .must_show("Wish bath thu 10 ana every 5w x3");
    desk.keys("<enter><enter>")
        .must_show("Booked Bella Moreira every 5 weeks, 3 times · Tab shows it · u undoes");
    desk.keys("mevery 5w").must_show("0 on the board repeats it");
}

#[test]
fn a_word_that_means_nothing_behind_a_whole_name_is_no_part_of_it() {
    let mut desk = Desk::at(TEN);
    desk.keys("bbella moreira zwiebel thu 10")
        .must_show("I do not know `zwiebel`")
        .must_show("Bella Moreira")
        .must_not_show("bella moreira zwiebel  ");
    desk.keys("<enter>").must_show("Book Bella Moreira");
    desk.keys("<enter>").must_not_show("Booked Bella");
    desk.keys("<esc><esc>");
    // A first name alone is not the whole one: somebody new may be called so.
    desk.keys("bbella zwiebel")
        .must_show("a new dog: Bella, client Zwiebel");
}

#[test]
fn other_words_for_the_usual_work_are_that_work() {
    let mut desk = Desk::filled(TEN, |filling| {
        another_bath(filling);
        filling.services.last_mut().unwrap().name = "Shave-down".to_owned();
    });
    desk.keys("bbella moreira haircut thu 10")
        .must_show("bella moreira · ")
        .must_not_show("I do not know");
    desk.keys("<enter>")
        .must_show("(Pom full tidy), 78 euros")
        .keys("<esc><esc>");
    desk.keys("bbella moreira shave down thu 10")
        .must_show("bella moreira · Shave-down · Thu 26 Nov")
        .must_show("Bella Moreira");
}

#[test]
fn what_is_moved_is_moved_by_so_much_later_or_earlier() {
    let mut desk = Desk::at("2026-11-20T08:00");
    // Rex comes at half past ten today.
    desk.keys("m<tab>an hour later")
        .must_show("Fri 20 Nov, the day of the appointment · 11:30")
        .must_not_show("I do not know");
    desk.keys("<c-u>30 min earlier")
        .must_show("the day of the appointment · 10:00");
    desk.keys("<c-u>later")
        .must_show("the day of the appointment · after 10:35");
    desk.keys("<c-u>earlier")
        .must_show("the day of the appointment · before 10:30");
    desk.keys("<c-u>a week later").must_show("Fri 27 Nov");
    // Where nothing is moved there is nothing to count from.
    desk.keys("<esc>bbella m<enter><tab>later")
        .must_show("`later` than what? Type a time, such as after 14");
}

#[test]
fn one_of_several_groomers_or_the_usual_one() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki<enter><tab>mon not ana")
        .must_show("with Bo")
        .must_not_show("09:00-10:15  Ana");
    desk.keys("<c-u>mon ana or bo")
        .must_show("with Ana or Bo")
        .must_show("  Ana")
        .must_show("  Bo");
    desk.keys("<c-u>mon usual groomer")
        .must_show("Mon 23 Nov · with ")
        .must_not_show("usual groomer yet");
    desk.keys("<esc><esc>");
    // Bella Costa never came.
    desk.keys("bbella c<enter><tab>mon usual groomer")
        .must_show("There is no usual groomer yet: leave that out, or type a name.");
}

#[test]
fn slips_in_both_names_and_another_breed_are_one_guess() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiky kosta pomeranien")
        .must_show("» a new dog: Kiky, client Kosta, Pomeranian")
        .must_show("perhaps:")
        .must_show("Kiki Costa");
}

#[test]
fn who_starts_later_or_leaves_is_told_with_the_day_in_the_list_of_groomers() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("5dnstarts 1 dec<c-s><esc><esc>")
        .must_show("from Tue 1 Dec, Mon-")
        .must_not_show("today off");
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("5dn1 dec on<c-s><esc><esc>")
        .must_show("until Mon 30 Nov, Mon-");
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("5dn20-24 nov<tab><tab>ill<c-s><esc><esc>")
        .must_show("today off: ill, from Wed 25 Nov");
}

#[test]
fn a_client_who_is_called_as_a_breed_is_doubted_once() {
    let doubt = "`Pomeranian` is a breed";
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("4nPomeranian<tab>Torrez<tab>555 0777<c-s>")
        .must_show(doubt)
        .keys("<enter>")
        .must_show("Pomeranian Torrez")
        .must_not_show(doubt);
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("2nLola<tab><tab>Pomeranian Torrez<tab>555 0777<c-s>")
        .must_show(doubt)
        .keys("<enter>")
        .must_not_show(doubt)
        .must_show("Lola Torrez");
}

#[test]
fn what_the_keys_of_a_box_do_is_said_whole_at_80_columns() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("<end>r").must_show("Ctrl+U empties");
}
