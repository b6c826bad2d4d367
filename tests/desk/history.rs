//! The safety net: who did what, before and after, taking any of it back, the book as it stood, two desks in one
//! appointment.

use pomsalon::domain::clock::parse_moment;
use pomsalon::domain::id::AppointmentId;
use pomsalon::domain::status::Status;
use pomsalon::store::{AppointmentEdit, By, DogEdit, Edit, NewDog, Store};

use crate::harness::Desk;

const TEN: &str = "2026-11-20T10:00";

fn by(actor: &str, moment: &str) -> By {
    By {
        actor: actor.to_owned(),
        at: parse_moment(moment).unwrap(),
    }
}

/// Today's appointment of a dog.
fn booked(store: &Store, dog: &str) -> pomsalon::domain::appointment::Appointment {
    let today = parse_moment(TEN).unwrap().date();
    let visits = store.visits(today).unwrap();
    let visit = visits.into_iter().find(|visit| visit.dog_first == dog);
    visit.unwrap().appointment
}

fn move_to(store: &Store, dog: &str, start_min: i64) -> Edit {
    let a = booked(store, dog);
    Edit::Appointment(AppointmentEdit::Move(pomsalon::store::Place {
        id: a.id,
        rev: a.rev,
        groomer_id: a.groomer_id,
        day: a.day,
        start_min,
        over_reason: String::new(),
    }))
}

fn step(store: &Store, dog: &str, to: Status) -> Edit {
    let a = booked(store, dog);
    Edit::Appointment(AppointmentEdit::Step {
        id: a.id,
        rev: a.rev,
        to,
    })
}

/// Before Ana came, Bo moved Rex at 09:20 and noted something about Kiki at 09:40.
fn bos_morning() -> Desk {
    Desk::with(TEN, |store| {
        let edit = move_to(store, "Rex", 690);
        store.apply(&edit, &by("bo", "2026-11-20T09:20")).unwrap();
        let id = booked(store, "Kiki").dog_id;
        let mut kiki = store.dog(id).unwrap().unwrap();
        "shy".clone_into(&mut kiki.note);
        let edit = Edit::Dog(DogEdit::Save(kiki));
        store.apply(&edit, &by("bo", "2026-11-20T09:40")).unwrap();
    })
}

#[test]
fn who_did_what_and_when_before_and_after() {
    let mut desk = bos_morning();
    desk.keys("s");
    insta::assert_snapshot!("history", desk.page());
    desk.keys("moved<enter>");
    insta::assert_snapshot!("entry", desk.page());
    desk.keys("<esc><esc>").must_not_show("History");
}

#[test]
fn anybodys_entry_can_be_taken_back_and_brought_back() {
    let mut desk = bos_morning();
    desk.keys("srex<enter>u");
    assert_eq!(
        desk.message(),
        "Undone: Moved Rex Weber to Fri 20 Nov 11:30 with Ana · y redoes"
    );
    assert_eq!(booked(desk.store(), "Rex").start_min, 630);
    desk.keys("smoved<down>").must_show("taken back");
    desk.keys("<enter>")
        .must_show("Taken back by ana, 10:00. u brings it back.");
    desk.keys("u");
    assert_eq!(
        desk.message(),
        "Redone: Moved Rex Weber to Fri 20 Nov 11:30 with Ana · u undoes"
    );
    assert_eq!(booked(desk.store(), "Rex").start_min, 690);
}

#[test]
fn nothing_newer_of_somebody_else_is_run_over_and_the_reason_is_said() {
    let mut desk = bos_morning();
    desk.bo_changes(move_to(desk.store(), "Rex", 720));
    desk.tick();
    desk.keys("s<down><down><enter>").must_show("10:30 -> 11:30");
    desk.keys("u")
        .must_show("It stays as it is: not taken back: bo changed the same at 10:00");
    assert_eq!(booked(desk.store(), "Rex").start_min, 720);
    desk.keys("<esc><esc>").must_not_show("Before and after");
    // What made the salon is nobody's to take back.
    desk.keys("smade the salon<enter>u");
    assert_eq!(
        desk.message(),
        "this made the salon: there is nothing before it to go back to"
    );
}

#[test]
fn the_history_of_one_dog_from_its_card_and_of_one_appointment_from_the_day() {
    let mut desk = bos_morning();
    desk.keys("/kiki<enter>s").must_show("History of Kiki Costa");
    desk.must_show("Changed Kiki Costa").must_not_show("Moved Rex");
    desk.keys("<tab>").must_show("Moved Rex").keys("<esc>");
    // Kiki is the next arrival now, so it is selected.
    desk.keys("s<tab>").must_show("History of Kiki Costa 11:00");
    desk.must_show("Made the salon").must_not_show("Changed Kiki");
    desk.keys("<tab>").must_show("Changed Kiki").keys("<esc>");
    desk.keys("/bella mor<enter>cs")
        .must_show("History of Marta Moreira");
}

#[test]
fn the_left_and_right_keys_lead_from_entry_to_entry() {
    let mut desk = bos_morning();
    desk.keys("s<enter>")
        .must_show("Changed Kiki Costa")
        .must_show("shy");
    desk.keys("<left>").must_show("10:30 -> 11:30");
    desk.keys("<left>").must_show("This made the salon.");
    desk.keys("<left>");
    assert_eq!(desk.message(), "this is the oldest one");
    desk.keys("<right><right><right>");
    assert_eq!(desk.message(), "this is the newest one");
    desk.keys("a");
    assert_eq!(desk.message(), "this did not touch any day of the book");
}

#[test]
fn the_book_as_it_stood_at_nine() {
    let mut desk = Desk::with(TEN, |store| {
        for (edit, at) in [
            (step(store, "Kiki", Status::Arrived), "2026-11-20T08:50"),
            (move_to(store, "Rex", 690), "2026-11-20T09:20"),
        ] {
            store.apply(&edit, &by("bo", at)).unwrap();
        }
    });
    desk.keys("a").must_show("The book of today as it stands now");
    desk.keys("9<enter>")
        .must_show("The book of today as it stood today at 09:00");
    insta::assert_snapshot!("as_it_stood", desk.page());
    desk.keys("<right>")
        .must_show("The book of today as it stands now")
        .must_show("11:30-13:15");
    desk.keys("<right>");
    assert_eq!(desk.message(), "this is how the day stands now");
    desk.keys("<home>")
        .must_show("before anything was done")
        .must_show("Nobody is booked");
    desk.keys("<end><enter>")
        .must_show("Moved Rex Weber to Fri 20 Nov 11:30");
    desk.keys("a").must_show("The book of today as it stands now");
    desk.keys("x");
    assert!(
        desk.message().starts_with("this is only to look at"),
        "{}",
        desk.message()
    );
    desk.keys("<backspace>").must_not_show("The book of today");
    assert_eq!(desk.store().visits(desk.now().date()).unwrap().len(), 3);
}

#[test]
fn who_watches_the_day_as_it_stands_sees_the_other_desk_come_in() {
    let mut desk = bos_morning();
    desk.keys("a").must_show("change 2 of 2");
    desk.bo_changes(step(desk.store(), "Kiki", Status::Arrived));
    desk.tick().must_show("change 3 of 3");
    desk.keys("<left>").must_show("change 2 of 3");
    desk.bo_changes(step(desk.store(), "Kiki", Status::InWork));
    desk.tick().must_show("change 2 of 4");
    desk.keys(".").must_show("The book of Sat 21 Nov");
}

#[test]
fn two_desks_in_one_appointment_see_both_versions_and_choose() {
    let mut desk = Desk::at(TEN);
    desk.bo_changes(move_to(desk.store(), "Rex", 690));
    // Ana's desk has not noticed yet.
    desk.keys("<space>");
    insta::assert_snapshot!("conflict", desk.page());
    desk.resize(60, 16);
    desk.must_show("2 put mine over it").must_show("Arrived");
    desk.resize(80, 24);
    desk.keys("<enter>").must_not_show("was changed at another desk");
    assert_eq!(booked(desk.store(), "Rex").status, Status::Booked);

    desk.bo_changes(move_to(desk.store(), "Rex", 720));
    desk.keys("<space>2<enter>");
    assert_eq!(desk.message(), "Rex Weber: Arrived · u undoes");
    let rex = booked(desk.store(), "Rex");
    assert_eq!((rex.status, rex.start_min), (Status::Arrived, 720));
}

#[test]
fn what_the_other_desk_did_already_needs_no_choice() {
    let mut desk = Desk::at(TEN);
    desk.bo_changes(step(desk.store(), "Rex", Status::Arrived));
    desk.keys("<space>").must_show("Rex Weber  ");
    assert_eq!(
        desk.message(),
        "bo did the same already, 10:00: Rex Weber: Arrived"
    );
}

#[test]
fn a_move_over_another_desks_move_keeps_the_wish_while_one_chooses() {
    let mut desk = Desk::at(TEN);
    desk.keys("mtoday 14");
    desk.must_show("14:00");
    desk.bo_changes(move_to(desk.store(), "Rex", 690));
    desk.keys("<enter>").must_show("was changed at another desk");
    desk.must_show("11:30").must_show("14:00");
    desk.keys("<esc>").must_show("14:00");
    desk.bo_changes(move_to(desk.store(), "Rex", 720));
    desk.keys("<enter>2<enter>");
    assert_eq!(
        desk.message(),
        "Moved Rex Weber to Fri 20 Nov 14:00 with Ana · u undoes"
    );
}

/// A desk on a salon into which Ana imported so many dogs at nine.
fn after_an_import(count: usize) -> Desk {
    Desk::with(TEN, |store| {
        let dogs: Vec<NewDog> = (0..count)
            .map(|number| NewDog {
                dog: pomsalon::domain::dog::Dog {
                    first_name: format!("Dog{number}"),
                    ..pomsalon::domain::dog::Dog::blank(None)
                },
                client: None,
                vaccine_until: None,
            })
            .collect();
        let label = format!("Imported {count} dogs");
        store
            .import_dogs(&dogs, &label, &by("ana", "2026-11-20T09:00"), |_| {})
            .unwrap();
    })
}

#[test]
fn the_desk_goes_on_while_an_import_is_taken_back() {
    let mut desk = after_an_import(2_500);
    desk.keys("u");
    assert_eq!(desk.message(), "Taking back: Imported 2500 dogs …");
    // Asking for it twice does not start it twice.
    desk.keys("u");
    assert!(
        desk.message().ends_with("one after the other, please"),
        "{}",
        desk.message()
    );
    desk.keys("2").must_show("Bella Costa").keys("1");
    desk.keys("<space>");
    desk.until_saved();
    desk.until_done();
    assert_eq!(desk.message(), "Undone: Imported 2500 dogs · y redoes");
    assert_eq!(booked(desk.store(), "Rex").status, Status::Arrived);
    assert_eq!(desk.store().count_dogs().unwrap(), 6);
    // Ana did something new since: redo is gone, and the history brings the dogs back.
    desk.keys("simported<down><enter>u").must_show("Bringing back");
    desk.until_done();
    assert_eq!(desk.message(), "Redone: Imported 2500 dogs · u undoes");
    assert_eq!(desk.store().count_dogs().unwrap(), 2_506);
}

#[test]
fn leaving_in_the_middle_of_it_is_safe_and_the_next_start_finishes() {
    let mut desk = after_an_import(2_500);
    desk.keys("uq");
    assert!(!desk.has_quit());
    assert!(
        desk.message().contains("the next start finishes it"),
        "{}",
        desk.message()
    );
    desk.keys("q");
    assert!(desk.has_quit());
    let mut desk = desk.again();
    assert!(
        desk.store().count_dogs().unwrap() > 6,
        "there was something left to do"
    );
    // The desk is there at once, and does the rest beside its screen.
    desk.must_show("Bella Moreira").keys("2").keys("1");
    desk.until_done();
    assert_eq!(
        desk.message(),
        "Work that was cut off was put right. Undone: Imported 2500 dogs"
    );
    assert_eq!(desk.store().count_dogs().unwrap(), 6);
    desk.keys("q");
    assert!(desk.has_quit());
}

#[test]
fn an_import_of_which_a_dog_was_booked_since_stays_and_says_why() {
    let mut desk = after_an_import(600);
    let dog = desk.dog("Dog17").id;
    let a = pomsalon::domain::appointment::Appointment {
        id: AppointmentId::new(),
        dog_id: dog,
        start_min: 900,
        end_min: 975,
        pickup_min: 1020,
        lane: None,
        ..booked(desk.store(), "Kiki")
    };
    let a = pomsalon::domain::appointment::Appointment {
        status: Status::Booked,
        ..a
    };
    desk.bo_changes(Edit::Appointment(AppointmentEdit::Book(a.into())));
    desk.keys("u");
    desk.until_done();
    assert_eq!(
        desk.message(),
        "Dog17 has an appointment by now; take that back first"
    );
    assert_eq!(desk.store().count_dogs().unwrap(), 606);
}

#[test]
fn what_was_changed_on_another_day_is_told_with_that_day() {
    let mut desk = Desk::with(TEN, |store| {
        for (who, start_min, at) in [("ana", 690, "2026-11-18T09:00"), ("bo", 720, "2026-11-19T14:03")] {
            let edit = move_to(store, "Rex", start_min);
            store.apply(&edit, &by(who, at)).unwrap();
        }
    });
    desk.keys("u")
        .must_show("This was done on Wed 18 Nov at 09:00")
        .keys("<enter>");
    assert!(
        desk.message()
            .starts_with("not taken back: bo changed the same at 14:03 on Thu 19 Nov"),
        "{}",
        desk.message()
    );
}

#[test]
fn a_desk_that_only_looks_starts_nothing_beside_itself() {
    let desk = after_an_import(600);
    let store = Store::open(desk.path(), pomsalon::store::Purpose::ReadOnly).unwrap();
    assert_eq!(store.takes_a_while(&Edit::Undo, "ana").unwrap(), None);
    assert_eq!(store.cut_off().unwrap(), None);
    assert!(desk.store().takes_a_while(&Edit::Undo, "ana").unwrap().is_some());
}
