//! The book itself, on a real file: booking, moving, each step of the day, and taking it all back.

#![allow(clippy::unwrap_used, clippy::needless_pass_by_value)] // a story may stop at the first surprise

use std::path::PathBuf;

use chrono::{NaiveDate, NaiveDateTime};
use pomsalon::domain::appointment::Appointment;
use pomsalon::domain::client::Client;
use pomsalon::domain::dog::Dog;
use pomsalon::domain::groomer::{Groomer, Shift};
use pomsalon::domain::id::{AppointmentId, GroomerId, ServiceId, ShiftId};
use pomsalon::domain::money::Cents;
use pomsalon::domain::salon::Salon;
use pomsalon::domain::service::Service;
use pomsalon::domain::status::Status;
use pomsalon::store::{
    AppointmentEdit, By, DogEdit, Edit, Filling, GroomerWeek, Hit, Purpose, Store, StoreError,
};

/// A salon with Ana and Bo, two services, and Bella of Marta Moreira, on Friday 20 November 2026 at ten.
struct Counter {
    _folder: tempfile::TempDir,
    path: PathBuf,
    store: Store,
    bella: Dog,
    ana: GroomerId,
    bo: GroomerId,
    bath: ServiceId,
}

fn friday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

fn ten() -> NaiveDateTime {
    friday().and_hms_opt(10, 0, 0).unwrap()
}

fn by(actor: &str) -> By {
    By {
        actor: actor.to_owned(),
        at: ten(),
    }
}

fn groomer(name: &str, position: i64) -> GroomerWeek {
    let id = GroomerId::new();
    let shift = |weekday| Shift {
        id: ShiftId::new(),
        groomer_id: id,
        weekday,
        start_min: 540,
        end_min: 1080,
    };
    GroomerWeek {
        groomer: Groomer {
            id,
            name: name.to_owned(),
            lanes: 1,
            position,
            active: true,
            largest: None,
            max_dogs: None,
            rev: 1,
        },
        shifts: (1..=6).map(shift).collect(),
        breaks: Vec::new(),
        skills: Vec::new(),
    }
}

fn counter() -> Counter {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("salon.db");
    let (ana, bo) = (groomer("Ana", 1), groomer("Bo", 2));
    let (ana_id, bo_id) = (ana.groomer.id, bo.groomer.id);
    let bath = Service {
        id: ServiceId::new(),
        name: "Pom bath".to_owned(),
        minutes: 75,
        stay_minutes: 120,
        price_cents: Cents(5000),
        position: 1,
        active: true,
        add_on: false,
        needs_waiver: false,
        rev: 1,
    };
    let marta = Client {
        first_name: "Marta".to_owned(),
        last_name: "Moreira".to_owned(),
        phone: "+351 555 0123".to_owned(),
        ..Client::blank()
    };
    let bella = Dog {
        first_name: "Bella".to_owned(),
        last_name: "Moreira".to_owned(),
        breed: "Pomeranian".to_owned(),
        ..Dog::blank(Some(marta.id))
    };
    let bath_id = bath.id;
    let filling = Filling {
        groomers: vec![ana, bo],
        services: vec![bath],
        clients: vec![marta],
        dogs: vec![bella.clone()],
        ..Filling::empty(Salon::new("Salon Pom", chrono_tz::Europe::Lisbon))
    };
    Store::create(&path, &filling, ten()).unwrap();
    let store = Store::open(&path, Purpose::Command).unwrap();
    Counter {
        _folder: folder,
        path,
        store,
        bella,
        ana: ana_id,
        bo: bo_id,
        bath: bath_id,
    }
}

impl Counter {
    fn appointment(&self, groomer_id: GroomerId, start_min: i64) -> Appointment {
        Appointment {
            id: AppointmentId::new(),
            dog_id: self.bella.id,
            groomer_id,
            service_id: self.bath,
            lane: None,
            day: friday(),
            start_min,
            end_min: start_min + 75,
            pickup_min: start_min + 120,
            status: Status::Booked,
            price_cents: Cents(5000),
            cancel_reason: String::new(),
            note: String::new(),
            drop_off_min: None,
            over_reason: String::new(),
            visit_id: None,
            series_id: None,
            rev: 1,
        }
    }

    fn apply(&mut self, edit: Edit, actor: &str) -> String {
        self.store.apply(&edit, &by(actor)).unwrap().label
    }

    fn refused(&mut self, edit: Edit, actor: &str) -> String {
        match self.store.apply(&edit, &by(actor)) {
            Err(StoreError::Refused(rejection)) => rejection.to_string(),
            other => panic!("{other:?}"),
        }
    }

    fn book(&mut self, groomer_id: GroomerId, start_min: i64) -> Appointment {
        let appointment = self.appointment(groomer_id, start_min);
        self.apply(
            Edit::Appointment(AppointmentEdit::Book(appointment.clone().into())),
            "ana",
        );
        appointment
    }

    fn starts(&self) -> Vec<(i64, Status)> {
        let visits = self.store.visits(friday()).unwrap();
        visits
            .iter()
            .map(|visit| (visit.appointment.start_min, visit.appointment.status))
            .collect()
    }
}

#[test]
fn a_booking_says_what_was_promised_and_is_there_after_a_restart() {
    let mut desk = counter();
    let bella = desk.appointment(desk.ana, 660);
    let label = desk.apply(Edit::Appointment(AppointmentEdit::Book(bella.into())), "ana");
    assert_eq!(label, "Booked Bella Moreira Fri 20 Nov 11:00 with Ana");
    desk.store.close().unwrap();
    let store = Store::open(&desk.path, Purpose::Desk).unwrap();
    let visit = &store.visits(friday()).unwrap()[0];
    assert_eq!(
        (visit.dog.as_str(), visit.client.as_str()),
        ("Bella Moreira", "Marta Moreira")
    );
    assert_eq!((visit.appointment.lane, visit.groomer.as_str()), (Some(1), "Ana"));
}

#[test]
fn a_time_that_is_taken_names_the_dog_that_is_there() {
    let mut desk = counter();
    let rex = Dog {
        first_name: "Rex".to_owned(),
        ..Dog::blank(None)
    };
    desk.apply(
        Edit::Dog(DogEdit::Add {
            dog: rex.clone(),
            client: None,
        }),
        "ana",
    );
    desk.book(desk.ana, 660);
    let wanted = Appointment {
        dog_id: rex.id,
        ..desk.appointment(desk.ana, 690)
    };
    assert_eq!(
        desk.refused(Edit::Appointment(AppointmentEdit::Book(wanted.into())), "ana"),
        "Ana is taken 11:00-12:15 by Bella Moreira"
    );
    let twice = desk.appointment(desk.bo, 690);
    assert_eq!(
        desk.refused(Edit::Appointment(AppointmentEdit::Book(twice.into())), "ana"),
        "Bella Moreira is already with Ana 11:00-12:15"
    );
    let late = desk.appointment(desk.bo, 1050);
    assert_eq!(
        desk.refused(Edit::Appointment(AppointmentEdit::Book(late.into())), "ana"),
        "Bo works 09:00-18:00 that day, this would end 18:45"
    );
}

#[test]
fn the_file_itself_refuses_a_double_booking_from_any_shell() {
    let mut desk = counter();
    desk.book(desk.ana, 660);
    desk.book(desk.ana, 780);
    let shell = rusqlite::Connection::open(&desk.path).unwrap();
    let error = shell.execute(
        "UPDATE appointment SET start_min = 660, end_min = 735 WHERE start_min = 780",
        [],
    );
    assert!(error.unwrap_err().to_string().contains("E_"));
    let ok: String = shell
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(ok, "ok");
}

#[test]
fn undo_and_redo_walk_back_and_forth_across_a_restart() {
    let mut desk = counter();
    let bella = desk.book(desk.ana, 660);
    let moved = AppointmentEdit::Move(pomsalon::store::Place {
        id: bella.id,
        rev: 1,
        groomer_id: desk.bo,
        day: friday(),
        start_min: 840,
        over_reason: String::new(),
    });
    assert_eq!(
        desk.apply(Edit::Appointment(moved), "ana"),
        "Moved Bella Moreira to Fri 20 Nov 14:00 with Bo"
    );
    desk.apply(
        Edit::Appointment(AppointmentEdit::Step {
            id: bella.id,
            rev: 2,
            to: Status::Arrived,
        }),
        "ana",
    );
    assert_eq!(desk.starts(), [(840, Status::Arrived)]);

    desk.store.close().unwrap();
    desk.store = Store::open(&desk.path, Purpose::Desk).unwrap();
    assert_eq!(desk.apply(Edit::Undo, "ana"), "Undone: Bella Moreira: Arrived");
    assert_eq!(
        desk.apply(Edit::Undo, "ana"),
        "Undone: Moved Bella Moreira to Fri 20 Nov 14:00 with Bo"
    );
    assert_eq!(desk.starts(), [(660, Status::Booked)]);
    desk.apply(Edit::Undo, "ana");
    assert_eq!(desk.starts(), []);
    assert_eq!(desk.refused(Edit::Undo, "ana"), "nothing to undo");

    for _ in 0..3 {
        desk.apply(Edit::Redo, "ana");
    }
    assert_eq!(desk.starts(), [(840, Status::Arrived)]);
    assert_eq!(desk.refused(Edit::Redo, "ana"), "nothing to redo");
    for _ in 0..3 {
        desk.apply(Edit::Undo, "ana");
    }
    assert_eq!(desk.starts(), []);
}

#[test]
fn undo_never_runs_over_somebody_elses_newer_change() {
    let mut desk = counter();
    let bella = desk.book(desk.ana, 660);
    desk.apply(
        Edit::Appointment(AppointmentEdit::Resize {
            id: bella.id,
            rev: 1,
            minutes: 90,
        }),
        "bo",
    );
    assert_eq!(
        desk.refused(Edit::Undo, "ana"),
        "not taken back: bo changed the same at 10:00 (Bella Moreira now takes 1 h 30, until 12:30)"
    );
    desk.apply(Edit::Undo, "bo");
    desk.apply(Edit::Undo, "ana");
    assert_eq!(desk.starts(), []);
}

#[test]
fn two_desks_on_one_card_are_told_about_each_other() {
    let mut desk = counter();
    let mut other = Store::open(&desk.path, Purpose::Desk).unwrap();
    let version = other.data_version().unwrap();
    let mut bella = desk.store.dog(desk.bella.id).unwrap().unwrap();
    bella.breed = "Spitz".to_owned();
    desk.apply(Edit::Dog(DogEdit::Save(bella.clone())), "ana");
    assert_ne!(other.data_version().unwrap(), version);
    bella.note = "shy".to_owned();
    let late = other
        .apply(&Edit::Dog(DogEdit::Save(bella)), &by("bo"))
        .unwrap_err();
    assert_eq!(
        late.to_string(),
        "Bella Moreira was changed by ana at 10:00; look at it again first"
    );
}

#[test]
fn find_forgives_accents_and_a_wrong_letter() {
    let mut desk = counter();
    let lukasz = Client {
        first_name: "Łukasz".to_owned(),
        last_name: "Großmann".to_owned(),
        phone: "555-7788".to_owned(),
        ..Client::blank()
    };
    let dog = Dog {
        first_name: "Søren".to_owned(),
        ..Dog::blank(Some(lukasz.id))
    };
    desk.apply(
        Edit::Dog(DogEdit::Add {
            dog,
            client: Some(lukasz),
        }),
        "ana",
    );
    let found = |text: &str| -> Vec<String> {
        let hits = desk.store.find(text, friday(), 9).unwrap();
        hits.iter()
            .map(|hit| match hit {
                Hit::Dog { dog, .. } => dog.name(),
                Hit::Client(client) => client.name(),
            })
            .collect()
    };
    for typed in [
        "bella",
        "BEL",
        "bella mor",
        "mor bel",
        "0123",
        "5550123",
        "bela",
        "blela",
        "bellla",
        "marta",
        "pomer",
    ] {
        assert_eq!(found(typed), ["Bella Moreira"], "{typed}");
    }
    for typed in ["soren", "lukasz", "grossm", "7788", "lukaz"] {
        assert_eq!(found(typed), ["Søren"], "{typed}");
    }
    assert_eq!(found("xyzzy"), [""; 0]);
}
