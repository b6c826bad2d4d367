//! An import of thousands: others save in between, one undo takes it all back.

use super::*;

/// Dogs of a seeded dice; every third brings a new client.
pub(super) fn many(count: usize) -> Vec<NewDog> {
    let mut dice = crate::demo::random::Random::new(5);
    let names = crate::demo::words::dog_names();
    (0..count)
        .map(|at| {
            let owner = (at % 3 == 0).then(|| client("Zoltán", "Quix", &format!("555 {at:04}")));
            NewDog {
                dog: Dog {
                    breed: "Whippet".to_owned(),
                    ..dog(dice.pick_early::<&str>(&names), owner.as_ref())
                },
                client: owner,
                vaccine_until: None,
            }
        })
        .collect()
}

#[test]
fn others_save_while_thousands_come_in_and_one_undo_takes_all_back() {
    let mut desk = desk();
    let before = sameness::dump(&desk.store.connection);
    let dogs = many(3_000);
    let mut other = Store::open(&desk.path, Purpose::Desk).unwrap();
    let bella = desk.dogs[0];
    let mut told = Vec::new();
    let label = desk
        .store
        .import_dogs(&dogs, "Imported 3000 dogs", &by("ana"), |put_in| {
            told.push(put_in);
            let mut card = other.dog(bella).unwrap().unwrap();
            card.note = format!("seen {put_in}");
            other.apply(&Edit::Dog(DogEdit::Save(card)), &by("bo")).unwrap();
        })
        .unwrap()
        .label;
    assert_eq!(label, "Imported 3000 dogs");
    assert!(told.is_sorted() && told.last() == Some(&3_000));
    assert_eq!(desk.store.count_dogs().unwrap(), 3_004);
    assert_eq!(desk.store.find("whippet quix", friday(), 9).unwrap().len(), 9);
    assert_eq!(desk.store.known_dogs(&dogs).unwrap().len(), 3_000);
    sameness::assert_sound(&desk.path);

    assert_eq!(desk.apply(&Edit::Undo, "ana"), "Undone: Imported 3000 dogs");
    assert_eq!(desk.store.find("whippet", friday(), 9).unwrap(), []);
    for _ in &told {
        desk.apply(&Edit::Undo, "bo");
    }
    assert_eq!(sameness::dump(&desk.store.connection), before);
    sameness::assert_sound(&desk.path);

    assert_eq!(desk.apply(&Edit::Redo, "ana"), "Redone: Imported 3000 dogs");
    assert_eq!(desk.store.count_dogs().unwrap(), 3_004);
    desk.apply(&Edit::Undo, "ana");
    assert_eq!(sameness::dump(&desk.store.connection), before);
    sameness::assert_sound(&desk.path);
}

#[test]
fn a_dog_that_is_there_already_refuses_the_whole_import() {
    let mut desk = desk();
    let before = sameness::dump(&desk.store.connection);
    let mut dogs = many(10);
    dogs[7].dog.id = desk.dogs[1];
    assert_eq!(desk.store.known_dogs(&dogs).unwrap(), [7].into());
    let refused = desk
        .store
        .import_dogs(&dogs, "Imported 10 dogs", &by("ana"), |_| {});
    assert_eq!(refused.unwrap_err().to_string(), "that is in the book already");
    assert_eq!(sameness::dump(&desk.store.connection), before);
    assert_eq!(desk.refused(&Edit::Undo, "ana"), "nothing to undo");
    desk.store
        .import_dogs(&many(10), "Imported 10 dogs", &by("ana"), |_| {})
        .unwrap();
    assert_eq!(desk.store.count_dogs().unwrap(), 14);
}

#[test]
fn a_second_import_waits_until_the_first_is_done() {
    let mut desk = desk();
    let mut other = Store::open(&desk.path, Purpose::Command).unwrap();
    let mut refused = None;
    desk.store
        .import_dogs(&many(10), "Imported 10 dogs", &by("ana"), |_| {
            let second = other.import_dogs(&many(10), "Imported 10 dogs", &by("bo"), |_| {});
            refused = Some(second.unwrap_err().to_string());
        })
        .unwrap();
    assert_eq!(
        refused.unwrap(),
        "the salon's file is being written by an import, or the undo of one, at another desk; try again in a moment"
    );
    other
        .import_dogs(&many(10), "Imported 10 dogs", &by("bo"), |_| {})
        .unwrap();
    assert_eq!(desk.store.count_dogs().unwrap(), 24);
}

#[test]
fn an_imported_dog_that_was_booked_since_is_not_taken_back() {
    let mut desk = desk();
    let dogs = many(600);
    desk.store
        .import_dogs(&dogs, "Imported 600 dogs", &by("ana"), |_| {})
        .unwrap();
    let booking = Appointment {
        dog_id: dogs[9].dog.id,
        ..desk.booking(0, 0, 660)
    };
    desk.apply(&Edit::Appointment(AppointmentEdit::Book(booking.into())), "bo");
    let refused = desk.refused(&Edit::Undo, "ana");
    assert!(
        refused.ends_with("has an appointment by now; take that back first"),
        "{refused}"
    );
    assert_eq!(desk.store.count_dogs().unwrap(), 604);
    desk.apply(&Edit::Undo, "bo");
    desk.apply(&Edit::Undo, "ana");
    assert_eq!(desk.store.count_dogs().unwrap(), 4);
}
