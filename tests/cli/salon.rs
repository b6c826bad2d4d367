//! A salon on a file of its own, and the program run on it, on Friday 20 November 2026 at ten.

use std::path::PathBuf;

use assert_cmd::Command;
use chrono::{NaiveDate, NaiveDateTime};
use pomsalon::domain::appointment::{Appointment, Steps};
use pomsalon::domain::client::Client;
use pomsalon::domain::dog::{Alerts, Dog};
use pomsalon::domain::groomer::Groomer;
use pomsalon::domain::id::{AppointmentId, GroomerId};
use pomsalon::domain::money::Cents;
use pomsalon::domain::opening;
use pomsalon::domain::salon::Salon as Card;
use pomsalon::domain::status::Status;
use pomsalon::store::{Filling, GroomerWeek, Purpose, Store};

/// What the program said, and how it ended.
#[derive(Debug)]
pub struct Said {
    pub out: String,
    pub err: String,
    pub code: i32,
}

impl Said {
    /// The answer as JSON, which is there whatever the exit code.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The answer, which has to be a good one.
    pub fn ok(self) -> Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }
}

/// The program with a clean environment and the clock at ten on that Friday.
pub fn pomsalon() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("pomsalon"));
    command
        .env_clear()
        .env("USER", "ana")
        .env("TERM", "xterm")
        .env("POMSALON_NOW", "2026-11-20T10:00")
        .env("TZ", "Asia/Tokyo");
    command
}

/// Runs a prepared command.
pub fn said(command: &mut Command) -> Said {
    let output = command.output().unwrap();
    Said {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

/// A folder with the salon's file in it.
pub struct Salon {
    pub folder: tempfile::TempDir,
    pub db: PathBuf,
}

impl Salon {
    /// An empty folder; the file is still to be made.
    pub fn nothing() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("salon.db");
        Self { folder, db }
    }

    /// Ana and Bo, Monday to Saturday 09:00-18:00; three dogs called Bella or nearly so, and Rex with Ana today
    /// at eleven, who bites.
    pub fn open() -> Self {
        let salon = Self::nothing();
        let card = Card::new("Salon Pom", chrono_tz::Europe::Lisbon);
        let groomers: Vec<GroomerWeek> = [("Ana", 1), ("Bo", 2)]
            .map(|(name, position)| {
                let id = GroomerId::new();
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
                    shifts: opening::shifts(id, &card),
                    breaks: opening::breaks(id, &card),
                    skills: Vec::new(),
                }
            })
            .into();
        let services = opening::services();
        let (mut clients, mut dogs) = (Vec::new(), Vec::new());
        for (dog, first, last, phone) in [
            ("Bella", "Marta", "Moreira", "+351 555 0123"),
            ("Bella", "Łukasz", "Großmann", "555-7788"),
            ("Bellatrix", "Zoe", "Black", "555-4400"),
            ("Rex", "Paulo", "Lopes", "555-2299"),
        ] {
            let client = Client {
                first_name: first.to_owned(),
                last_name: last.to_owned(),
                phone: phone.to_owned(),
                ..Client::blank()
            };
            dogs.push(Dog {
                first_name: dog.to_owned(),
                last_name: last.to_owned(),
                breed: "Pomeranian".to_owned(),
                alerts: Alerts {
                    bites: dog == "Rex",
                    ..Alerts::default()
                },
                ..Dog::blank(Some(client.id))
            });
            clients.push(client);
        }
        let rex = Appointment {
            id: AppointmentId::new(),
            dog_id: dogs[3].id,
            groomer_id: groomers[0].groomer.id,
            service_id: services[0].id,
            lane: Some(1),
            day: friday(),
            start_min: 660,
            end_min: 735,
            pickup_min: 780,
            status: Status::Confirmed,
            price_cents: Cents(5000),
            cancel_reason: String::new(),
            note: String::new(),
            drop_off_min: None,
            over_reason: String::new(),
            visit_id: None,
            series_id: None,
            rev: 1,
        };
        let filling = Filling {
            groomers,
            services,
            clients,
            dogs,
            appointments: vec![(rex, Steps::default())],
            ..Filling::empty(card)
        };
        Store::create(&salon.db, &filling, ten()).unwrap();
        salon
    }

    /// Runs the program on this file.
    pub fn run(&self, words: &[&str]) -> Said {
        said(pomsalon().arg("--db").arg(&self.db).args(words))
    }

    /// The file as the desk sees it.
    pub fn store(&self) -> Store {
        Store::open(&self.db, Purpose::Command).unwrap()
    }

    /// The file as somebody has it open who only looks.
    pub fn store_to_look(&self) -> Store {
        Store::open(&self.db, Purpose::ReadOnly).unwrap()
    }
}

pub fn friday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

pub fn ten() -> NaiveDateTime {
    friday().and_hms_opt(10, 0, 0).unwrap()
}
