//! Two cards of one dog, or of one client, become one, and one undo makes them two again.

use super::sameness::{assert_sound, dump};
use super::*;
use crate::domain::appointment::Booking;
use crate::domain::id::{OwnRateId, SeriesId, VaccinationId, WaitId, WeightId};
use crate::domain::price::OwnRate;
use crate::domain::record::VisitRecord;
use crate::domain::rejection::Rejection;
use crate::domain::vaccine::{Vaccination, VaccineNeed};
use crate::domain::weight::Weight;

fn given(desk: &Desk, dog: usize, until: &str) -> Vaccination {
    Vaccination {
        id: VaccinationId::new(),
        dog_id: desk.dogs[dog],
        vaccine_id: desk.store.vaccines().unwrap()[0].id,
        given: None,
        until: until.parse().unwrap(),
        proof: true,
        exempt: false,
        rev: 1,
    }
}

fn own_rate(desk: &Desk, dog: usize, cents: i64) -> Edit {
    Edit::OwnRate(OwnRateEdit::Add(OwnRate {
        id: OwnRateId::new(),
        dog_id: desk.dogs[dog],
        service_id: desk.bath,
        minutes: None,
        stay_minutes: None,
        price_cents: Some(Cents(cents)),
        note: String::new(),
        rev: 1,
    }))
}

fn apply(desk: &mut Desk, edit: &Edit) -> Applied {
    desk.store.apply(edit, &by("ana")).unwrap()
}

/// Gives two dogs of the book everything that can stand beside a card.
fn fill(desk: &mut Desk) {
    for (dog, groomer, start_min) in [(0, 0, 660), (1, 1, 900)] {
        let booked = desk.booking(dog, groomer, start_min);
        let record = VisitRecord {
            blade: format!("{dog}F"),
            ..VisitRecord::blank(booked.id)
        };
        apply(
            desk,
            &Edit::Appointment(AppointmentEdit::Book(Booking::from(booked))),
        );
        apply(desk, &Edit::Record(RecordEdit::Add(record)));
        let given = given(desk, dog, "2027-05-01");
        apply(desk, &Edit::Vaccine(VaccineEdit::Give(given)));
        let weight = Weight {
            id: WeightId::new(),
            dog_id: desk.dogs[dog],
            day: friday(),
            grams: 4200 + i64::try_from(dog).unwrap(),
            rev: 1,
        };
        apply(desk, &Edit::Weight(WeightEdit::Note(weight)));
        let rate = own_rate(desk, dog, 6000);
        apply(desk, &rate);
        let (dog_id, bath) = (desk.dogs[dog], desk.bath);
        desk.store
            .write(|tx| {
                let intent = journal::begin(tx, &by("ana"), Kind::Edit, "filled")?;
                tx.execute(
                    "INSERT INTO series (id, dog_id, weeks) VALUES (?1, ?2, 5)",
                    (SeriesId::new(), dog_id),
                )?;
                tx.execute(
                    "INSERT INTO waitlist (id, dog_id, service_id, minutes, first_day, asked_at)
                     VALUES (?1, ?2, ?3, 75, '2026-11-20', '2026-11-20T09:00')",
                    (WaitId::new(), dog_id, bath),
                )?;
                journal::end(tx, intent, "filled")
            })
            .unwrap();
    }
}

fn rows_of(desk: &Desk, dog: usize) -> Vec<(String, i64)> {
    let mut statement = desk
        .store
        .connection
        .prepare(
            "SELECT m.name AS tbl, f.\"from\" AS col FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS f
             WHERE m.type = 'table' AND f.\"table\" = 'dog' ORDER BY m.name",
        )
        .unwrap();
    let tables: Vec<(String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    assert!(tables.len() >= 6, "{tables:?}");
    tables
        .into_iter()
        .map(|(table, column)| {
            let sql = format!("SELECT count(*) FROM {table} WHERE {column} = ?1");
            let count = desk
                .store
                .connection
                .query_row(&sql, [desk.dogs[dog]], |row| row.get(0));
            (table, count.unwrap())
        })
        .collect()
}

#[test]
fn all_that_a_dog_has_moves_to_the_card_that_is_kept_and_one_undo_moves_it_back() {
    let mut desk = desk();
    fill(&mut desk);
    let before = dump(&desk.store.connection);
    // Every table that points at a dog has a row of each: a new one has to be thought of here.
    for dog in [0, 1] {
        assert!(
            rows_of(&desk, dog).iter().all(|(_, rows)| *rows == 1),
            "{:?}",
            rows_of(&desk, dog)
        );
    }
    let kept = desk.store.dog(desk.dogs[0]).unwrap().unwrap();
    let gone = desk.store.dog(desk.dogs[1]).unwrap().unwrap();
    let merge = Edit::Dog(DogEdit::Merge {
        kept: Dog {
            breed: "Pomeranian".to_owned(),
            ..kept.clone()
        },
        gone: gone.clone(),
    });
    let done = apply(&mut desk, &merge);
    assert_eq!(done.label, format!("Merged {} into {}", gone.name(), kept.name()));
    assert_eq!(desk.store.dog(gone.id).unwrap(), None);
    for (table, rows) in rows_of(&desk, 0) {
        // The kept card's own price counts.
        assert_eq!(rows, if table == "own_rate" { 1 } else { 2 }, "{table}");
    }
    assert_eq!(desk.store.dog(kept.id).unwrap().unwrap().breed, "Pomeranian");
    assert_ne!(dump(&desk.store.connection), before);
    apply(&mut desk, &Edit::Undo);
    assert_eq!(dump(&desk.store.connection), before);
    apply(&mut desk, &Edit::Redo);
    assert_eq!(desk.store.dog(gone.id).unwrap(), None);
    apply(&mut desk, &Edit::Undo);
    assert_eq!(dump(&desk.store.connection), before);
    assert_sound(&desk.path);
}

#[test]
fn two_cards_that_are_booked_at_one_time_stay_two_until_one_is_moved() {
    let mut desk = desk();
    for (dog, groomer) in [(0, 0), (1, 1)] {
        let booked = desk.booking(dog, groomer, 660);
        apply(
            &mut desk,
            &Edit::Appointment(AppointmentEdit::Book(Booking::from(booked))),
        );
    }
    let before = dump(&desk.store.connection);
    let kept = desk.store.dog(desk.dogs[0]).unwrap().unwrap();
    let gone = desk.store.dog(desk.dogs[1]).unwrap().unwrap();
    let merge = Edit::Dog(DogEdit::Merge {
        kept: kept.clone(),
        gone: gone.clone(),
    });
    let why = desk.store.apply(&merge, &by("ana")).unwrap_err().to_string();
    assert!(why.contains("both are booked on Fri 20 Nov 2026 11:00"), "{why}");
    assert_eq!(dump(&desk.store.connection), before);
    let same = Edit::Dog(DogEdit::Merge {
        kept: kept.clone(),
        gone: kept,
    });
    let why = desk.store.apply(&same, &by("ana")).unwrap_err().to_string();
    assert!(why.contains("same card"), "{why}");
}

#[test]
fn a_card_that_another_desk_changed_meanwhile_is_not_merged_away() {
    let mut desk = desk();
    let kept = desk.store.dog(desk.dogs[0]).unwrap().unwrap();
    let gone = desk.store.dog(desk.dogs[1]).unwrap().unwrap();
    apply(
        &mut desk,
        &Edit::Dog(DogEdit::Save(Dog {
            note: "new".to_owned(),
            ..gone.clone()
        })),
    );
    let before = dump(&desk.store.connection);
    let merge = Edit::Dog(DogEdit::Merge { kept, gone });
    assert!(desk.store.apply(&merge, &by("bo")).is_err());
    assert_eq!(dump(&desk.store.connection), before);
}

#[test]
fn a_clients_dogs_move_over_and_one_undo_gives_them_back() {
    let mut desk = desk();
    let client_of = |desk: &Desk, dog: usize| {
        let dog = desk.store.dog(desk.dogs[dog]).unwrap().unwrap();
        desk.store.client(dog.client_id.unwrap()).unwrap().unwrap()
    };
    let kept = client_of(&desk, 0);
    let other = (1..desk.dogs.len())
        .find(|dog| {
            let dog = desk.store.dog(desk.dogs[*dog]).unwrap().unwrap();
            dog.client_id.is_some_and(|id| id != kept.id)
        })
        .unwrap();
    let gone = client_of(&desk, other);
    let (before, dogs) = (
        dump(&desk.store.connection),
        desk.store.dogs_of(kept.id).unwrap().len(),
    );
    let theirs = desk.store.dogs_of(gone.id).unwrap().len();
    apply(
        &mut desk,
        &Edit::Client(ClientEdit::Merge {
            kept: kept.clone(),
            gone: gone.clone(),
        }),
    );
    assert_eq!(desk.store.client(gone.id).unwrap(), None);
    assert_eq!(desk.store.dogs_of(kept.id).unwrap().len(), dogs + theirs);
    apply(&mut desk, &Edit::Undo);
    assert_eq!(dump(&desk.store.connection), before);
    assert_sound(&desk.path);
}

#[test]
fn work_that_is_refused_without_a_vaccine_is_booked_only_on_purpose() {
    let mut desk = desk();
    let vaccine = desk.store.vaccines().unwrap()[0].clone();
    let need = VaccineNeed {
        id: crate::domain::id::VaccineNeedId::new(),
        vaccine_id: vaccine.id,
        service_id: Some(desk.bath),
        refuses: true,
        rev: 1,
    };
    apply(
        &mut desk,
        &Edit::Vaccine(VaccineEdit::Save {
            vaccine,
            needs: vec![need],
        }),
    );
    let wanted = desk.booking(0, 0, 660);
    let book = |wanted: &Appointment| Edit::Appointment(AppointmentEdit::Book(Booking::from(wanted.clone())));
    let refused = desk.store.apply(&book(&wanted), &by("ana")).unwrap_err();
    let StoreError::Refused(Rejection::NoVaccine { until: None, .. }) = refused else {
        panic!("{refused:?}");
    };
    let letter = given(&desk, 0, "2026-11-25");
    apply(&mut desk, &Edit::Vaccine(VaccineEdit::Give(letter)));
    apply(&mut desk, &book(&wanted));
    // It would have run out by then.
    let to = |reason: &str| {
        Edit::Appointment(AppointmentEdit::Move(Place {
            id: wanted.id,
            rev: 1,
            groomer_id: wanted.groomer_id,
            day: "2026-11-27".parse().unwrap(),
            start_min: 660,
            over_reason: reason.to_owned(),
        }))
    };
    let refused = desk.store.apply(&to(""), &by("ana")).unwrap_err().to_string();
    assert!(refused.contains("which runs out on 25 Nov 2026"), "{refused}");
    apply(&mut desk, &to("the vet comes along"));
    assert_eq!(desk.store.outliving(friday(), None).unwrap().len(), 1);
}
