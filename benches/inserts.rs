//! The founding benchmark: dogs put in one by one through the real store, one commit each, beside the least that any
//! program could do: a bare table with random text keys, same folder, same run, in turns.

#![allow(clippy::cast_precision_loss, clippy::cast_possible_wrap)] // counts here are far below 2^52

#[allow(dead_code)]
mod salon;

use std::time::{Duration, Instant};

use pomsalon::demo::random::Random;
use pomsalon::domain::appointment::Appointment;
use pomsalon::domain::id::{AppointmentId, DogId};
use pomsalon::domain::money::Cents;
use pomsalon::domain::status::Status;
use pomsalon::store::{AppointmentEdit, DogEdit, Edit, Store};

const ROUNDS: usize = 8;

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

fn bare(path: &std::path::Path) -> rusqlite::Connection {
    let db = rusqlite::Connection::open(path).expect("a file");
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE dog (id TEXT PRIMARY KEY, first_name TEXT, last_name TEXT, age INTEGER, sex TEXT,
           temperament INTEGER);",
    )
    .expect("a bare table");
    db
}

fn main() {
    let rows = number("ROWS", 20_000) / ROUNDS;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let mut store = salon::empty(&folder.path().join("salon.db"));
    let floor = bare(&folder.path().join("bare.db"));
    let mut dice = Random::new(3);
    let (mut bare_times, mut our_times, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let dogs = salon::dogs(rows, &mut dice);
        let started = Instant::now();
        for new in &dogs {
            floor
                .prepare_cached("INSERT INTO dog VALUES (?1, ?2, ?3, 4, 'male', 1)")
                .and_then(|mut insert| {
                    let id = new.dog.id.to_string();
                    insert.execute((id, &new.dog.first_name, &new.dog.last_name))
                })
                .expect("a row");
        }
        let bare = started.elapsed();
        let mut edits: Vec<Edit> = Vec::new();
        for new in dogs {
            let mut dog = new.dog;
            // As the desk mints ids; and a dog of the founding benchmark has no client yet.
            dog.id = DogId::new();
            dog.client_id = None;
            edits.push(Edit::Dog(DogEdit::Add { dog, client: None }));
        }
        let by = salon::by();
        let started = Instant::now();
        for edit in &edits {
            store.apply(edit, &by).expect("a dog");
        }
        let ours = started.elapsed();
        ratios.push(bare.as_secs_f64() / ours.as_secs_f64());
        bare_times.push(bare);
        our_times.push(ours);
    }
    let rate =
        |times: &[Duration]| (rows * times.len()) as f64 / times.iter().sum::<Duration>().as_secs_f64();
    ratios.sort_by(f64::total_cmp);
    println!(
        "dogs one by one, FULL: bare table {:.0}/s, store {:.0}/s, ratio {:.2} (median of {ROUNDS} rounds, {:.2}-{:.2})",
        rate(&bare_times),
        rate(&our_times),
        ratios[ROUNDS / 2],
        ratios[0],
        ratios[ROUNDS - 1],
    );
    bookings(&mut store, &floor);
}

/// Appointments through the store beside one bare commit each.
fn bookings(store: &mut Store, floor: &rusqlite::Connection) {
    let groomers = store.groomers().expect("groomers");
    let service = store.services().expect("services").remove(0);
    let dogs = store.dogs_after(None, 80).expect("dogs");
    let (mut bare, mut ours) = (Vec::new(), Vec::new());
    for number in 0..2_000_usize {
        let day = salon::today() + chrono::Days::new(1 + number as u64 / 80);
        let start_min = 540 + 60 * (number % 8) as i64;
        let edit = Edit::Appointment(AppointmentEdit::Book(
            Appointment {
                id: AppointmentId::new(),
                dog_id: dogs[number % 80].id,
                groomer_id: groomers[number / 8 % 10].id,
                service_id: service.id,
                lane: None,
                day,
                start_min,
                end_min: start_min + 60,
                pickup_min: start_min + 90,
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
            .into(),
        ));
        let started = Instant::now();
        store.apply(&edit, &salon::by()).expect("an appointment");
        ours.push(started.elapsed());
        let started = Instant::now();
        floor
            .execute(
                "INSERT INTO dog VALUES (?1, 'Bella', 'Moreira', 4, 'male', 1)",
                [AppointmentId::new().to_string()],
            )
            .expect("a row");
        bare.push(started.elapsed());
    }
    bare.sort_unstable();
    ours.sort_unstable();
    println!(
        "booking, FULL: bare commit {:?}, store {:?}, ratio {:.2} (medians)",
        bare[1_000],
        ours[1_000],
        ours[1_000].as_secs_f64() / bare[1_000].as_secs_f64()
    );
}
