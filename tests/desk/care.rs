//! What Ana is told before she promises a time.

use crate::harness::Desk;

fn shell(desk: &Desk, sql: &str) {
    rusqlite::Connection::open(desk.path())
        .unwrap()
        .execute_batch(sql)
        .unwrap();
}

#[test]
fn everything_that_speaks_up_stands_above_the_times_the_most_serious_first() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("brex<enter>")
        .must_show("! BITES, MUZZLE, ALLERGY: oatmeal shampoo, RABIES RAN OUT 1 NOV 2026")
        .must_show("has an appointment already: Fri 20 Nov 10:30");
    shell(
        &desk,
        "UPDATE client SET owes_cents = 4500, deposit_cents = 2000 WHERE first_name = 'Jonas';
         UPDATE dog SET heart = 1, temperament = 5 WHERE first_name = 'Rex'",
    );
    desk.tick()
        .must_show("! BITES, MUZZLE, VET ONLY, HEART, ALLERGY: oatmeal shampoo, RABIES RAN OUT")
        .must_show("owes 45 euros")
        // Three lines at most; the times and the sentence to say keep their room.
        .must_show("1 Fri 20 Nov")
        .must_show("Say: ");
    shell(
        &desk,
        "UPDATE client SET do_not_book = 'never pays' WHERE first_name = 'Jonas'",
    );
    desk.tick().must_show("! DO NOT BOOK: never pays, BITES,");
}

#[test]
fn who_owes_is_marked_on_the_board_as_well() {
    let mut desk = Desk::at("2026-11-20T10:00");
    shell(
        &desk,
        "UPDATE client SET owes_cents = 4500 WHERE first_name = 'Inês'",
    );
    desk.tick()
        .must_show("Kiki Costa       O    Pom bath")
        .keys("?<pagedown><pagedown><pagedown><pagedown>")
        .must_show("O owes, N no-shows");
}

#[test]
fn a_vaccine_counts_for_the_day_of_the_appointment() {
    let mut desk = Desk::at("2026-11-20T10:00");
    // Bella's lasts until the first of May.
    desk.keys("bbella moreira<enter><tab>30 apr 10 ana")
        .must_show("Say: Friday 30th April 2027")
        .must_not_show("RABIES");
    desk.keys("<c-u>3 may 10 ana")
        .must_show("! RABIES RUNS OUT 1 MAY 2027");
}

#[test]
fn another_dog_of_the_same_name_is_told_apart() {
    let mut desk = Desk::at("2026-11-20T10:00");
    shell(
        &desk,
        "UPDATE dog SET last_name = 'Moreira' WHERE first_name = 'Bella' AND last_name = 'Costa'",
    );
    desk.keys("bbella moreira marta<enter>")
        .must_show("Marta Moreira ..0123")
        .must_show("not to be confused with Bella Moreira (Spaniel, Inês Costa ..0142)");
}

#[test]
fn a_double_coat_is_not_shaved_without_a_signature() {
    let mut desk = Desk::at("2026-11-20T10:00");
    shell(
        &desk,
        "UPDATE service SET needs_waiver = 1 WHERE name = 'Pom full tidy';
         UPDATE dog SET coat = 'double' WHERE first_name = 'Bella' AND last_name = 'Moreira'",
    );
    desk.keys("bbella moreira<enter>").must_not_show("DOUBLE COAT");
    desk.keys("tidy")
        .must_show("! DOUBLE COAT: nobody signed for Pom full tidy");
    shell(
        &desk,
        "UPDATE dog SET waiver = '2026-11-01' WHERE first_name = 'Bella'",
    );
    desk.tick().must_not_show("DOUBLE COAT");
}

#[test]
fn without_a_vaccine_that_the_salon_insists_on_it_is_booked_on_purpose_only() {
    let mut desk = Desk::at("2026-11-20T10:00");
    shell(&desk, "UPDATE vaccine_need SET refuses = 1");
    desk.keys("brex<enter>").keys("mon 9 ana<enter>");
    desk.must_show("Rex Weber needs Rabies, which runs out on 1 Nov 2026")
        .keys("<down>02<enter>")
        .must_show("! Rex Weber needs Rabies, which runs out on 1 Nov 2026");
    desk.keys("6proof comes by mail<enter>")
        .must_show("Booked Rex Weber Mon 23 Nov 09:00 with Ana, beyond the rules");
}
