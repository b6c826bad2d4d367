//! A long import while three desks go on saving.

use std::process::Stdio;
use std::time::{Duration, Instant};

use pomsalon::store::Purpose;

use crate::child::{Child, Job};
use crate::salon::{Salon, appointment, book, by};
use crate::soak::{counted, figures, is_endless, slowest};
use crate::sound::{look, must_hold_together, number};

const DESKS: u64 = 3;

/// Far more than anybody should wait; what was measured is in the figures.
const FAR_TOO_LONG: u64 = 4_000;

#[test]
fn nobody_waits_long_for_an_import() {
    let salon = Salon::open();
    let count = if is_endless() { 100_000 } else { 10_000 };
    let list = salon
        .program()
        .args(["generate", "dogs", "--count", &count.to_string(), "--seed", "3"])
        .output()
        .unwrap();
    let dogs = salon.folder.path().join("dogs.csv");
    std::fs::write(&dogs, list.stdout).unwrap();

    let started = Instant::now();
    let mut import = std::process::Command::new(env!("CARGO_BIN_EXE_pomsalon"))
        .env_clear()
        .env("USER", "ana")
        .args(["import", "dogs"])
        .arg(&dogs)
        .arg("--db")
        .arg(&salon.db)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let desks: Vec<Child> = (0..DESKS)
        .map(|desk| {
            Child::start(
                &salon.db,
                Job::Writer {
                    desk,
                    from: 0,
                    count: u64::MAX / 2,
                    pause_ms: 50,
                },
            )
        })
        .collect();
    assert!(import.wait().unwrap().success());
    let took = started.elapsed();
    let said: Vec<String> = desks.into_iter().flat_map(Child::kill).collect();

    let waits: Vec<u64> = said
        .iter()
        .map(|said| {
            said.split(' ')
                .nth(1)
                .unwrap()
                .parse()
                .unwrap_or_else(|_| panic!("{said}"))
        })
        .collect();
    let saved = waits.len();
    assert!(saved > 20, "they were at it while it ran: {said:?}");
    let (p99, worst) = slowest(waits);
    assert!(p99 < FAR_TOO_LONG, "{p99} ms");
    assert_eq!(number(&look(&salon.db), "SELECT count(*) FROM dog"), count + 6);
    must_hold_together(&salon.db);

    let without = wait_without_rests(&salon);
    figures(&format!(
        "import of {} dogs in {} ms beside {DESKS} desks: {} saved, failed 0, p99 {p99} ms, worst {worst} ms; beside one that never rests {without}",
        counted(count.unsigned_abs()),
        took.as_millis(),
        counted(saved),
    ));
}

/// What an import would do to others that takes the file again as soon as it has let go of it: how often a save fits in.
fn wait_without_rests(salon: &Salon) -> String {
    let bulk = look(&salon.db);
    bulk.pragma_update(None, "synchronous", "OFF").unwrap();
    let mut store = salon.store(Purpose::Command);
    let started = Instant::now();
    let time = Duration::from_millis(1_500);
    let (ready, go) = std::sync::mpsc::channel();
    let bulk = std::thread::spawn(move || {
        while started.elapsed() < time {
            bulk.execute_batch("BEGIN IMMEDIATE").unwrap();
            let _ = ready.send(());
            std::thread::sleep(Duration::from_millis(40));
            bulk.execute_batch("COMMIT").unwrap();
        }
    });
    go.recv().unwrap();
    let mut waits = Vec::new();
    while started.elapsed() < time {
        let since = Instant::now();
        let at = 500_000 + u64::try_from(waits.len()).unwrap();
        store.apply(&book(appointment(5, at)), &by("ana")).unwrap();
        waits.push(u64::try_from(since.elapsed().as_micros()).unwrap());
    }
    bulk.join().unwrap();
    store.close().unwrap();
    let count = waits.len();
    let (_, worst) = slowest(waits);
    format!("{count} saved, worst {worst} ms")
}
