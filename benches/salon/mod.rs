//! Big made-up salons for the benches, built once through the real import and kept in the build folder.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate, NaiveDateTime};
use pomsalon::demo::{random::Random, words};
use pomsalon::domain::client::Client;
use pomsalon::domain::dog::Dog;
use pomsalon::domain::groomer::{Groomer, Shift};
use pomsalon::domain::id::{AppointmentId, ClientId, DogId, GroomerId, ServiceId, ShiftId};
use pomsalon::domain::money::Cents;
use pomsalon::domain::salon::Salon;
use pomsalon::domain::service::Service;
use pomsalon::store::{By, Filling, GroomerWeek, NewDog, Purpose, Store};

/// The benches' today, a Friday.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default()
}

/// Who works at the benches' desk, at ten.
pub fn by() -> By {
    By {
        actor: "ana".to_owned(),
        at: ten(),
    }
}

fn ten() -> NaiveDateTime {
    today().and_hms_opt(10, 0, 0).unwrap_or_default()
}

/// A salon with ten groomers, who work 09:00-17:00 every day, and nobody in it yet.
pub fn empty(path: &Path) -> Store {
    let mut dice = Random::new(7);
    let groomers = (1..=10)
        .map(|position| {
            let id = GroomerId::from_uuid(dice.uuid());
            let shift = |weekday, uuid| Shift {
                id: ShiftId::from_uuid(uuid),
                groomer_id: id,
                weekday,
                start_min: 540,
                end_min: 1020,
            };
            GroomerWeek {
                groomer: Groomer {
                    id,
                    name: format!("Groomer {position}"),
                    lanes: 1,
                    position,
                    active: true,
                    largest: None,
                    max_dogs: None,
                    rev: 1,
                },
                shifts: (1..=7).map(|weekday| shift(weekday, dice.uuid())).collect(),
                breaks: Vec::new(),
                skills: Vec::new(),
            }
        })
        .collect();
    let bath = Service {
        id: ServiceId::from_uuid(dice.uuid()),
        name: "Pom bath".to_owned(),
        minutes: 60,
        stay_minutes: 90,
        price_cents: Cents(5000),
        position: 1,
        active: true,
        add_on: false,
        needs_waiver: false,
        rev: 1,
    };
    let filling = Filling {
        groomers,
        services: vec![bath],
        ..Filling::empty(Salon::new("Salon Pom", chrono_tz::Europe::Lisbon))
    };
    Store::create(path, &filling, ten()).expect("a new salon");
    Store::open(path, Purpose::Desk).expect("the new salon")
}

/// Made-up dogs; seven in ten come with a new client, the others with the one before.
pub fn dogs(count: usize, dice: &mut Random) -> Vec<NewDog> {
    let (names, families, firsts) = (words::dog_names(), words::family_names(), words::first_names());
    let breeds = words::breeds();
    let mut client: Option<Client> = None;
    (0..count)
        .map(|_| {
            let new = client.is_none() || dice.chance(70);
            if new {
                client = Some(Client {
                    id: ClientId::from_uuid(dice.uuid()),
                    first_name: (*dice.pick_early(&firsts)).to_owned(),
                    last_name: (*dice.pick(&families)).to_owned(),
                    phone: format!("+351 555 {:03} {:04}", dice.below(1_000), dice.below(10_000)),
                    ..Client::blank()
                });
            }
            let owner = client.clone().unwrap_or_else(Client::blank);
            NewDog {
                dog: Dog {
                    id: DogId::from_uuid(dice.uuid()),
                    first_name: (*dice.pick_early(&names)).to_owned(),
                    last_name: owner.last_name.clone(),
                    breed: dice.weighted(&breeds).name.clone(),
                    ..Dog::blank(Some(owner.id))
                },
                client: new.then_some(owner),
                vaccine_until: None,
            }
        })
        .collect()
}

/// A salon of so many dogs and appointments, eighty a day; built when it is not there yet.
pub fn of(dog_count: usize, appointments: usize) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    include_str!("../../assets/migrations/0001_salon.sql").hash(&mut hasher);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let name = format!("salon-{dog_count}-{appointments}-{:016x}.db", hasher.finish());
    let path = folder.join(name);
    if path.exists() {
        return path;
    }
    let unfinished = path.with_extension("unfinished");
    for ending in ["", "-wal", "-shm", ".lock"] {
        let _ = std::fs::remove_file(format!("{}{ending}", unfinished.display()));
    }
    let mut store = empty(&unfinished);
    let mut dice = Random::new(1);
    let mut left = dog_count;
    let mut working = std::time::Duration::ZERO;
    while left > 0 {
        let some = dogs(left.min(100_000), &mut dice);
        left -= some.len();
        let started = std::time::Instant::now();
        let mut rests = 0;
        store
            .import_dogs(&some, "Imported dogs", &by(), |_| rests += 1)
            .expect("imported dogs");
        let rested = std::time::Duration::from_millis(20) * rests;
        working += started.elapsed().saturating_sub(rested);
    }
    eprintln!(
        "imported {dog_count} dogs in {:.1} s of work, {:.0} a second",
        working.as_secs_f64(),
        dog_count as f64 / working.as_secs_f64()
    );
    store.close().expect("closed");
    book(&unfinished, appointments, &mut dice);
    std::fs::rename(&unfinished, &path).expect("a name");
    path
}

/// Fills days around today with eight one-hour appointments for each groomer, in one transaction.
fn book(path: &Path, appointments: usize, dice: &mut Random) {
    let mut db = rusqlite::Connection::open(path).expect("the salon's file");
    let tx = db.transaction().expect("a transaction");
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = tx.prepare(sql).expect("a statement");
        let rows = statement.query_map([], |row| row.get(0)).expect("rows");
        rows.collect::<Result<_, _>>().expect("rows")
    };
    let dogs = texts("SELECT id FROM dog");
    let groomers = texts("SELECT id FROM groomer ORDER BY position");
    let service = texts("SELECT id FROM service").remove(0);
    // A fifth of the days are still to come.
    let days = appointments.div_ceil(80);
    let first = today() - Days::new(days as u64 - days as u64 / 5 - 1);
    tx.execute("UPDATE current_intent SET intent = 1", [])
        .expect("an intent");
    let mut insert = tx
        .prepare(
            "INSERT INTO appointment (id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min)
             VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?6 + 60, ?6 + 90)",
        )
        .expect("a statement");
    for number in 0..appointments {
        let day = (first + Days::new(number as u64 / 80))
            .format("%Y-%m-%d")
            .to_string();
        let start = 540 + 60 * (number % 8) as i64;
        let id = AppointmentId::from_uuid(dice.uuid()).to_string();
        insert
            .execute((
                id,
                &dogs[number % dogs.len()],
                &groomers[number / 8 % 10],
                &service,
                day,
                start,
            ))
            .expect("an appointment");
    }
    drop(insert);
    tx.execute("UPDATE current_intent SET intent = NULL", [])
        .expect("no intent");
    tx.commit().expect("saved");
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .expect("folded");
}
