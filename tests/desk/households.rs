//! Several dogs of one client: booked in one go, checked in one by one, moved and called off together or one of them alone.

use chrono::Days;
use pomsalon::domain::appointment::Appointment;
use pomsalon::domain::dog::Dog;
use pomsalon::domain::status::Status;

use crate::harness::Desk;

/// What is booked for Bella and Bruno Moreira from tomorrow on, by time.
fn booked(desk: &Desk) -> Vec<Appointment> {
    let dogs = [desk.dog("Bella Moreira").id, desk.dog("Bruno Moreira").id];
    let today = desk.now().date();
    let mut all: Vec<Appointment> = (1..14)
        .flat_map(|days| desk.store().visits(today + Days::new(days)).unwrap())
        .map(|visit| visit.appointment)
        .filter(|appointment| dogs.contains(&appointment.dog_id))
        .collect();
    all.sort_by_key(|appointment| (appointment.day, appointment.start_min));
    all
}

#[test]
fn one_more_dog_of_the_household_takes_one_key() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella m<enter>")
        .must_show("Marta Moreira ..0123 · Pomeranian · Space: Bruno too")
        .keys_pressed();
    desk.keys("<space>")
        .must_show("Book Bella and Bruno Moreira")
        .must_show("all of their dogs");
    assert!(desk.keys_pressed() <= 3);
    // Bella is here today already: that is asked first.
    desk.keys("<enter><enter>")
        .must_show("Booked Bella and Bruno Moreira Fri 20 Nov 12:15, pick-up 15:30");
    desk.keys("u").must_show("Undone: Booked Bella and Bruno Moreira");
    desk.keys("w").must_show("Nothing is put aside");
}

#[test]
fn the_whole_household_in_one_line_side_by_side() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella+bruno bath mon 10<enter>")
        .must_show("Book Bella and Bruno Moreira")
        .must_show("10:00 Bella with Ana, Bruno with Bo · both ready 12:00")
        .must_show("Side by side: 10:00 Bella with Ana")
        .must_show("Say: Monday 23rd at 10, Bella with Ana and Bruno with Bo, ready by 12, 100");
    desk.keys("<enter>")
        .must_show("Booked Bella and Bruno Moreira Mon 23 Nov 10:00, pick-up 12:00 · u undoes");
    let visit = booked(&desk);
    assert_eq!(visit.len(), 2);
    assert!(visit[0].visit_id.is_some() && visit[0].visit_id == visit[1].visit_id);
    assert!(
        visit
            .iter()
            .all(|dog| (dog.arrives_min(), dog.pickup_min) == (600, 720))
    );
    // Who books them once more is told once for both.
    desk.keys("bbella m<enter><space>")
        .must_show("Bella and Bruno have an appointment already: Mon 23 Nov 10:00")
        .keys("<left>");
    desk.keys("u");
    assert_eq!(booked(&desk), []);
}

#[test]
fn of_several_days_any_does() {
    let mut desk = Desk::at("2026-11-20T10:00");
    // Nobody works on the Sunday, the first of the days that would do.
    desk.keys("bbella+bruno bath from sun<enter>")
        .must_show("Book Bella and Bruno Moreira")
        .must_show("» 1 Mon 23 Nov")
        .must_not_show("are free on")
        .must_not_show("find no place")
        .keys("<enter>")
        .must_show("Booked Bella and Bruno Moreira Mon 23 Nov");
}

#[test]
fn with_one_groomer_they_come_in_turn_and_go_together() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella and bruno bath mon 9 ana<enter>")
        .must_show("1 Mon 23 Nov       09:00 Bella Ana · 10:15 Bruno Ana · ready 12:15")
        .must_show("In turn: 09:00 Bella with Ana · 10:15 Bruno with Ana · both ready 12:15")
        .must_show("Say: Monday 23rd at 9, Bella and then Bruno with Ana, ready by 12:15, 100");
    desk.keys("<enter>");
    let visit = booked(&desk);
    let times: Vec<_> = visit
        .iter()
        .map(|dog| (dog.start_min, dog.arrives_min(), dog.pickup_min))
        .collect();
    assert_eq!(times, [(540, 540, 735), (615, 540, 735)]);
}

#[test]
fn an_only_dog_says_so() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("brex<enter><space>")
        .must_show("Rex is the only dog of Jonas Weber")
        .must_show("Book Rex Weber");
    desk.keys("<esc><esc>brex+max<enter>")
        .must_show("Jonas Weber has no dog like `max`, only Rex");
}

#[test]
fn a_time_that_takes_only_one_of_them_says_who_is_in_the_way() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella+bruno bath today 10:45<enter>")
        .must_show("Bella and Bruno: Ana is taken 10:30-12:15 by Rex Weber")
        .must_show("» 1 Fri 20 Nov  12:15 Bella Ana · 13:30 Bruno Ana · ready 15:30");
    // Saturday is Ana's alone, and she takes one dog at a time.
    desk.keys("<tab><c-u>sat 10 bo")
        .must_show("Bo does not work on Saturdays");
}

#[test]
fn one_dog_less_comes_back_to_the_booking_of_one() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella m<enter><space><backspace>")
        .must_show("Book Bella Moreira")
        .must_show("Space: Bruno too");
}

/// A visit this morning: Bruno in turn behind Bella of the Costas, who come at nine on Monday.
fn monday() -> Desk {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella+bruno bath mon 9 ana<enter><enter>g23 nov<enter>");
    desk
}

#[test]
fn dogs_of_a_visit_are_told_from_others_and_their_drop_off_counts() {
    let mut desk = monday();
    desk.must_show("Bella Moreira +1").must_show("Bruno Moreira +1");
    desk.must_show("Marta Moreira +351 555 0123 · with Bruno");
    desk.keys("<down>")
        .must_show("with Bella")
        .must_show("10:15-11:30 with Ana · comes 09:00")
        .must_show("pick-up 12:15 for all");
    // On the day Bruno is late as soon as Bella is, although his work begins later.
    let mut desk = Desk::at("2026-11-20T08:30");
    desk.keys("bkiki+bella nails today 9:30 bo<enter><enter><enter>");
    let mut later = desk.beside_at("2026-11-20T09:40", "bo");
    later.must_show("2 late");
}

#[test]
fn the_next_arrival_is_the_other_dog_of_the_visit() {
    let desk = monday();
    let mut desk = desk.beside_at("2026-11-23T08:55", "bo");
    desk.keys("<space>").must_show("Bella Moreira: Arrived");
    assert!(desk.selected()[0].contains("Bruno"), "{:?}", desk.selected());
    desk.keys("<space>").must_show("Bruno Moreira: Arrived");
    desk.keys("<space>").must_show("Bruno Moreira: In work");
}

#[test]
fn one_call_confirms_all_of_them() {
    let mut desk = monday();
    desk.keys("o").must_show("Bella and Bruno Moreira: Confirmed");
    desk.keys("u")
        .must_show("Undone: Bella and Bruno Moreira: Confirmed");
    assert!(booked(&desk).iter().all(|dog| dog.status == Status::Booked));
}

#[test]
fn calling_off_takes_one_of_them_or_all() {
    let mut desk = monday();
    desk.keys("x")
        .must_show("Call off Bella Moreira 09:00? Why")
        .must_show("Bruno still comes; Space calls all off");
    desk.keys("2<enter>").must_show("Cancelled Bella Moreira");
    let left = booked(&desk);
    assert_eq!(left[1].arrives_min(), 615, "Bruno comes at his own time now");
    desk.keys("ux<space>")
        .must_show("Call off Bella and Bruno Moreira 09:00? Why")
        .must_show("Space: only Bella");
    desk.keys("1<enter>")
        .must_show("Cancelled Bella and Bruno Moreira Mon 23 Nov 09:00");
    assert!(booked(&desk).iter().all(|dog| dog.status == Status::Cancelled));
    desk.keys("u");
    assert!(
        booked(&desk)
            .iter()
            .all(|dog| dog.status == Status::Booked && dog.arrives_min() == 540)
    );
}

#[test]
fn moving_takes_one_of_them_or_all() {
    let mut desk = monday();
    desk.keys("m")
        .must_show("Move Bella Moreira")
        .must_show("comes with Bruno: Space moves all");
    desk.keys("<space>")
        .must_show("Move Bella and Bruno Moreira")
        .must_show("Space moves only Bella");
    desk.keys("tue 10").must_show("In turn").keys("<enter>");
    desk.must_show("Moved Bella and Bruno Moreira to Tue 24 Nov 10:00, pick-up 13:15 · u undoes");
    let times = |desk: &Desk| -> Vec<(u64, i64, i64, i64)> {
        let friday = desk.now().date();
        let days = |dog: &Appointment| u64::try_from((dog.day - friday).num_days()).unwrap();
        let one = |dog: &Appointment| (days(dog), dog.start_min, dog.arrives_min(), dog.pickup_min);
        booked(desk).iter().map(one).collect()
    };
    assert_eq!(times(&desk), [(4, 600, 600, 795), (4, 675, 600, 795)]);
    desk.keys("u");
    assert_eq!(times(&desk), [(3, 540, 540, 735), (3, 615, 540, 735)]);
    // Back and forth between one and all; then only Bella.
    desk.keys("m<space><space>").must_show("Move Bella Moreira");
    desk.keys("tue 10 ana<enter>")
        .must_show("Moved Bella Moreira to Tue 24 Nov 10:00 with Ana");
    assert_eq!(times(&desk), [(3, 615, 615, 735), (4, 600, 600, 795)]);
    desk.keys("u");
    assert_eq!(times(&desk), [(3, 540, 540, 735), (3, 615, 540, 735)]);
}

#[test]
fn a_visit_is_moved_to_another_day_than_asked_only_by_a_second_enter() {
    let mut desk = monday();
    desk.keys("9n24 nov<enter>Staff day<c-s>").keys("1g23 nov<enter>");
    let before = booked(&desk);
    desk.keys("m<space>tue")
        .must_show("Both together find no place on Tue 24 Nov")
        .keys("<enter>")
        .must_show("Move Bella and Bruno Moreira");
    assert_eq!(
        desk.message(),
        "Not on the day asked for: Enter again moves them to Wed 25 Nov 09:00"
    );
    assert_eq!(booked(&desk), before);
    desk.keys("<enter>")
        .must_show("Moved Bella and Bruno Moreira to Wed 25 Nov");
    desk.keys("u");
    assert_eq!(booked(&desk).len(), before.len());
    // Another wish is another question; a line that was picked by hand is none.
    desk.keys("m<space>tue<enter><tab><backspace>")
        .keys("e<enter>")
        .must_show("Not on the day asked for");
    desk.keys("<down><enter>")
        .must_show("Moved Bella and Bruno Moreira to");
}

#[test]
fn all_dogs_of_a_client_from_its_card() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("c").must_show("Jonas Weber");
    desk.keys("<space>")
        .must_show("Rex is the only dog of this client; b books it");
    desk.keys("<backspace><up>c<space>")
        .must_show("Book Bella and Bruno Moreira");
}

#[test]
fn a_third_dog_and_what_was_half_done() {
    let mut desk = Desk::filled("2026-11-20T10:00", |filling| {
        let marta = filling.clients[0].id;
        filling.dogs.push(Dog {
            first_name: "Luna".to_owned(),
            last_name: "Moreira".to_owned(),
            ..Dog::blank(Some(marta))
        });
    });
    desk.keys("bbruno<enter><space>")
        .must_show("Book Bruno and Bella Moreira")
        .must_show("Space: Luna too");
    desk.keys("<space>")
        .must_show("Book Bruno, Bella and Luna Moreira");
    desk.keys("mon<esc>")
        .must_show("Put aside: Booking for Bruno, Bella and Luna Moreira");
    let mut desk = desk.killed();
    desk.keys("w<enter>")
        .must_show("Book Bruno, Bella and Luna Moreira")
        .must_show("Wish mon");
    desk.keys("<enter>")
        .must_show("Booked Bruno, Bella and Luna Moreira Mon 23 Nov 09:00");
}

fn shell(desk: &Desk, sql: &str) {
    rusqlite::Connection::open(desk.path())
        .unwrap()
        .execute_batch(sql)
        .unwrap();
}

#[test]
fn what_must_be_known_of_each_dog_stands_above_the_times_of_all() {
    let mut desk = Desk::at("2026-11-20T10:00");
    shell(
        &desk,
        "UPDATE client SET owes_cents = 4500, deposit_cents = 2000 WHERE first_name = 'Marta';
         UPDATE dog SET bites = 1, muzzle = 1 WHERE first_name = 'Bruno';
         UPDATE dog SET allergies = 'oatmeal' WHERE first_name = 'Bella' AND last_name = 'Moreira'",
    );
    desk.keys("bbella+bruno bath 3 may 10<enter>")
        // The one that bites comes first, whoever was named first.
        .must_show("! Bruno: BITES, MUZZLE")
        .must_show("! Bella: ALLERGY: oatmeal, RABIES RUNS OUT 1 MAY 2027")
        // What the client owes is said once.
        .must_show("owes 45 euros · deposit of 20 euros first")
        .must_show("Say: Monday 3rd May 2027");
    // On another day the vaccine is still good.
    desk.keys("<tab><c-u>30 apr 10").must_not_show("RABIES");
    shell(
        &desk,
        "UPDATE client SET do_not_book = 'never pays' WHERE first_name = 'Marta'",
    );
    desk.tick()
        .must_show("! Bruno: DO NOT BOOK: never pays, BITES")
        .must_not_show("Say: ");
}

#[test]
fn a_word_that_is_not_understood_is_marked_and_nothing_is_offered_for_it() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bbella+bruno<enter>").must_show("» 1 Fri 20 Nov");
    desk.keys("mon tralala 10")
        .must_show("         ^^^^^^^")
        .must_show("tralala")
        .must_not_show("Say:")
        .must_not_show("No time fits");
    desk.keys("<enter>").must_show("Book Bella and Bruno Moreira");
    assert_eq!(booked(&desk), []);
    desk.keys("<c-u>mon 10").must_show("Say: Monday 23rd at 10");
}

#[test]
fn at_checkout_the_whole_visit_is_booked_again() {
    let desk = monday();
    let mut desk = desk.beside_at("2026-11-23T12:00", "ana");
    desk.keys("i")
        .must_show("Book Bella Moreira again, 5 weeks on")
        .must_show("came with Bruno: Space books both again");
    desk.keys("<space>")
        .must_show("Book Bella and Bruno Moreira")
        .must_show("Wish 28 dec 2026 09:00")
        .must_show("Say: Monday 28th December at 9, Bella");
    desk.keys("<enter>")
        .must_show("Booked Bella and Bruno Moreira Mon 28 Dec 09:00");
    desk.keys("u").must_show("Undone: Booked Bella and Bruno Moreira");
    // Without the space bar only the one that was selected comes again.
    desk.keys("i<enter>")
        .must_show("Booked Bella Moreira Mon 28 Dec 09:00");
}
