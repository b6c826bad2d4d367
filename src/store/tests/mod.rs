//! Stories of the file itself: what every statement reads, what the journal keeps, what anybody may do in any order.

mod any_order;
mod cut_off;
mod entries;
mod every_weeks;
mod find;
mod flat;
mod freed;
mod history;
mod households;
mod imports;
mod merging;
mod notes;
mod outside;
mod put_back;
mod sameness;
mod special_days;
mod statements;
mod vaccine_due;
mod waiting;

use std::path::PathBuf;

use chrono::{NaiveDate, NaiveDateTime};

use super::*;
use crate::domain::appointment::Appointment;
use crate::domain::client::Client;
use crate::domain::dog::Dog;
use crate::domain::groomer::{Break, Groomer, Shift};
use crate::domain::id::{AppointmentId, BreakId, ClientId, DogId, GroomerId, ServiceId, ShiftId};
use crate::domain::money::Cents;
use crate::domain::salon::Salon;
use crate::domain::service::Service;
use crate::domain::status::Status;

/// Friday 20 November 2026.
fn friday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

/// A person at ten o'clock on that Friday.
fn by(actor: &str) -> By {
    let at: NaiveDateTime = friday().and_hms_opt(10, 0, 0).unwrap();
    By {
        actor: actor.to_owned(),
        at,
    }
}

/// A salon on a real file: groomers Ana (one lane) and Bo (two), a bath, and four dogs of two clients.
struct Desk {
    _folder: tempfile::TempDir,
    path: PathBuf,
    store: Store,
    groomers: Vec<GroomerId>,
    bath: ServiceId,
    dogs: Vec<DogId>,
}

fn week(name: &str, position: i64) -> GroomerWeek {
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
            lanes: position,
            position,
            active: true,
            largest: None,
            max_dogs: None,
            rev: 1,
        },
        shifts: (1..=7).map(shift).collect(),
        breaks: vec![Break {
            id: BreakId::new(),
            groomer_id: id,
            weekday: 6,
            start_min: 780,
            end_min: 810,
        }],
        skills: Vec::new(),
    }
}

fn client(first_name: &str, last_name: &str, phone: &str) -> Client {
    Client {
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        phone: phone.to_owned(),
        ..Client::blank()
    }
}

fn dog(first_name: &str, owner: Option<&Client>) -> Dog {
    Dog {
        first_name: first_name.to_owned(),
        last_name: owner.map(|owner| owner.last_name.clone()).unwrap_or_default(),
        ..Dog::blank(owner.map(|owner| owner.id))
    }
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("salon.db");
    let weeks = vec![week("Ana", 1), week("Bo", 2)];
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
    let clients = vec![
        client("Marta", "Moreira", "0355 555 0123"),
        client("Łukasz", "Großmann", ""),
    ];
    let dogs = vec![
        dog("Bella", Some(&clients[0])),
        dog("Rex", Some(&clients[0])),
        dog("Søren", Some(&clients[1])),
        dog("007", None),
    ];
    let (groomer_ids, bath_id) = (weeks.iter().map(|week| week.groomer.id).collect(), bath.id);
    let dog_ids = dogs.iter().map(|dog| dog.id).collect();
    let filling = Filling {
        groomers: weeks,
        services: vec![bath],
        clients,
        dogs,
        ..Filling::empty(Salon::new("Salon Pom", chrono_tz::Europe::Lisbon))
    };
    Store::create(&path, &filling, by("ana").at).unwrap();
    let store = Store::open(&path, Purpose::Command).unwrap();
    Desk {
        _folder: folder,
        path,
        store,
        groomers: groomer_ids,
        bath: bath_id,
        dogs: dog_ids,
    }
}

impl Desk {
    fn booking(&self, dog: usize, groomer: usize, start_min: i64) -> Appointment {
        Appointment {
            id: AppointmentId::new(),
            dog_id: self.dogs[dog],
            groomer_id: self.groomers[groomer],
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

    fn book(&mut self, dog: usize, groomer: usize, start_min: i64) -> Appointment {
        let booking = self.booking(dog, groomer, start_min);
        self.apply(
            &Edit::Appointment(AppointmentEdit::Book(booking.clone().into())),
            "ana",
        );
        booking
    }

    fn apply(&mut self, edit: &Edit, actor: &str) -> String {
        self.store.apply(edit, &by(actor)).unwrap().label
    }

    fn refused(&mut self, edit: &Edit, actor: &str) -> String {
        match self.store.apply(edit, &by(actor)) {
            Err(StoreError::Refused(rejection)) => rejection.to_string(),
            other => panic!("{other:?}"),
        }
    }

    fn text(&self, sql: &str) -> String {
        self.store
            .connection
            .query_row(sql, [], |row| row.get(0))
            .unwrap()
    }

    fn number(&self, sql: &str) -> i64 {
        self.store
            .connection
            .query_row(sql, [], |row| row.get(0))
            .unwrap()
    }
}
