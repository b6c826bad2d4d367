//! A salon on a file of its own, with a groomer and a dog for each desk of a story.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use pomsalon::domain::appointment::{Appointment, Steps};
use pomsalon::domain::dog::Dog;
use pomsalon::domain::groomer::{Groomer, Shift};
use pomsalon::domain::id::{AppointmentId, DogId, GroomerId, ServiceId, ShiftId};
use pomsalon::domain::money::Cents;
use pomsalon::domain::salon::Salon as Card;
use pomsalon::domain::service::Service;
use pomsalon::domain::status::Status;
use pomsalon::store::{AppointmentEdit, By, Edit, Filling, GroomerWeek, Purpose, Store};
use uuid::Uuid;

/// How many desks may work at once, each at a groomer and with a dog of its own.
pub const DESKS: u64 = 6;

/// Appointments that fit into one groomer's day.
const A_DAY: u64 = 46;

/// A folder with the salon's file in it.
pub struct Salon {
    pub folder: tempfile::TempDir,
    pub db: PathBuf,
}

impl Salon {
    pub fn open() -> Self {
        Self::made_at(ten())
    }

    /// A salon that was made at this moment.
    pub fn made_at(moment: NaiveDateTime) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("salon.db");
        Store::create(&db, &filling(), moment).unwrap();
        Self { folder, db }
    }

    /// A salon with this many appointments, put in all at once.
    pub fn with_appointments(count: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("salon.db");
        let mut filling = filling();
        filling.appointments = (0..count)
            .map(|number| (appointment(number % DESKS, number / DESKS), Steps::default()))
            .collect();
        Store::create(&db, &filling, ten()).unwrap();
        Self { folder, db }
    }

    pub fn backups(&self) -> PathBuf {
        self.folder.path().join("backups")
    }

    pub fn store(&self, purpose: Purpose) -> Store {
        Store::open(&self.db, purpose).unwrap()
    }

    /// The program on this file, with a clean environment.
    pub fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pomsalon"));
        command
            .env_clear()
            .env("USER", "ana")
            .env("HOME", self.folder.path())
            .arg("--db")
            .arg(&self.db);
        command
    }

    /// How large the log beside the file is, in bytes.
    pub fn log(&self) -> u64 {
        let mut path = self.db.clone().into_os_string();
        path.push("-wal");
        std::fs::metadata(path).map_or(0, |found| found.len())
    }
}

/// The names in a folder, sorted; none when it is not there.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Every name in the folder of backups is a final one, and each backup lies beside its note.
pub fn must_be_tidy(folder: &Path) {
    let names = names(folder);
    for name in names.iter().filter(|name| *name != "status.json") {
        assert!(name.starts_with("pomsalon-"), "{names:?}");
        let path = folder.join(name);
        let note = path.extension().is_some_and(|ending| ending == "json");
        let other = path.with_extension(if note { "db" } else { "json" });
        assert!(other.exists(), "{name} stands alone in {names:?}");
    }
}

pub fn ten() -> NaiveDateTime {
    friday().and_hms_opt(10, 0, 0).unwrap()
}

/// Friday 20 November 2026.
pub fn friday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

pub fn by(actor: &str) -> By {
    By {
        actor: actor.to_owned(),
        at: ten(),
    }
}

fn filling() -> Filling {
    let service = Service {
        id: service(),
        name: "Pom bath".to_owned(),
        minutes: 30,
        stay_minutes: 60,
        price_cents: Cents(5000),
        position: 1,
        active: true,
        add_on: false,
        needs_waiver: false,
        rev: 1,
    };
    let dogs = (0..DESKS)
        .map(|desk| Dog {
            id: dog(desk),
            first_name: format!("Bella{desk}"),
            ..Dog::blank(None)
        })
        .collect();
    Filling {
        groomers: (0..DESKS).map(|desk| week(desk, 0, 1)).collect(),
        services: vec![service],
        dogs,
        ..Filling::empty(Card::new("Salon Pom", chrono_tz::Europe::Lisbon))
    }
}

pub const fn groomer(desk: u64) -> GroomerId {
    GroomerId::from_uuid(Uuid::from_u64_pair(1, desk))
}

pub const fn dog(desk: u64) -> DogId {
    DogId::from_uuid(Uuid::from_u64_pair(2, desk))
}

pub const fn service() -> ServiceId {
    ServiceId::from_uuid(Uuid::from_u64_pair(3, 0))
}

/// The id of a desk's appointment by its number.
pub const fn appointment_id(desk: u64, number: u64) -> AppointmentId {
    AppointmentId::from_uuid(Uuid::from_u64_pair(16 + desk, number))
}

/// A groomer's whole week as it is after its edit of this number: the name and every day's start tell which.
pub fn week(desk: u64, number: u64, rev: i64) -> GroomerWeek {
    let id = groomer(desk);
    GroomerWeek {
        groomer: Groomer {
            id,
            name: format!("Groomer {number}"),
            lanes: 1,
            position: i64::try_from(desk).unwrap() + 1,
            active: true,
            largest: None,
            max_dogs: None,
            rev,
        },
        shifts: (1..=7)
            .map(|weekday| Shift {
                id: ShiftId::new(),
                groomer_id: id,
                weekday,
                start_min: start_of(number),
                end_min: 1440,
            })
            .collect(),
        breaks: Vec::new(),
        skills: Vec::new(),
    }
}

/// When every day of a week begins after its edit of this number.
pub fn start_of(number: u64) -> i64 {
    i64::try_from(number % 12).unwrap() * 5
}

/// A desk's appointment by its number: no two of one desk at one time, nor those of two desks.
pub fn appointment(desk: u64, number: u64) -> Appointment {
    let start_min = 60 + 30 * i64::try_from(number % A_DAY).unwrap();
    Appointment {
        id: appointment_id(desk, number),
        dog_id: dog(desk),
        groomer_id: groomer(desk),
        service_id: service(),
        lane: Some(1),
        day: friday() + TimeDelta::days(1 + i64::try_from(number / A_DAY).unwrap()),
        start_min,
        end_min: start_min + 30,
        pickup_min: start_min + 30,
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

pub fn book(appointment: Appointment) -> Edit {
    Edit::Appointment(AppointmentEdit::Book(appointment.into()))
}
