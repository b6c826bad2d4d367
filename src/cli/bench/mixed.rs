//! A writer that never rests beside readers of a day's appointments: each alone, then together.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use chrono::Days;
use serde::Serialize;

use super::rate;
use super::salon::{DAYS, Dogs, FIRST_DAY, by, create};
use crate::cli::failure::{Failure, Result};
use crate::cli::output::{print, print_json};
use crate::cli::private_folder::PrivateFolder;
use crate::store::{DogEdit, Edit, Purpose, Store};

/// What one side did.
#[derive(Clone, Copy, Debug, Serialize)]
struct Pace {
    per_second: f64,
    p50_ms: f64,
    p99_ms: f64,
    max_ms: f64,
}

#[derive(Serialize)]
struct Measured {
    bench: &'static str,
    seconds: u64,
    readers: u8,
    writer_alone: Pace,
    readers_alone: Pace,
    writer_together: Pace,
    readers_together: Pace,
    synchronous: &'static str,
}

/// Measures each of the three for so long.
pub fn run(folder: &PrivateFolder, time: Duration, count: u64, readers: u8, json: bool) -> Result<()> {
    let db = folder.file("salon.db");
    create(&db)?;
    let mut dogs = Dogs::new(1);
    let (writer_alone, _) = together(&db, time, Some((&mut dogs, count)), 0)?;
    let (_, readers_alone) = together(&db, time, None, readers)?;
    let (writer_together, readers_together) = together(&db, time, Some((&mut dogs, count)), readers)?;
    let measured = Measured {
        bench: "mixed",
        seconds: time.as_secs(),
        readers,
        writer_alone,
        readers_alone,
        writer_together,
        readers_together,
        synchronous: "FULL",
    };
    if json {
        return print_json(&measured);
    }
    let line = |name: &str, pace: &Pace| {
        format!(
            "{name:<17}{:>9.0} {:>8.2} {:>8.2} {:>8.1}",
            pace.per_second, pace.p50_ms, pace.p99_ms, pace.max_ms
        )
    };
    print(&format!(
        "One writer of dogs that never rests, {readers} reading days of 36 appointments; {} s each
                 a second   p50 ms   p99 ms   max ms
{}\n{}\n{}\n{}",
        measured.seconds,
        line("writer alone", &measured.writer_alone),
        line("readers alone", &measured.readers_alone),
        line("writer, both", &measured.writer_together),
        line("readers, both", &measured.readers_together),
    ))
}

/// Runs a writer of so many dogs at most, if any, and so many readers at the same time; gives the pace of each side.
fn together(
    db: &Path,
    time: Duration,
    writing: Option<(&mut Dogs, u64)>,
    readers: u8,
) -> Result<(Pace, Pace)> {
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let reading: Vec<_> = (0..readers)
            .map(|number| {
                let is_over = &is_over;
                scope.spawn(move || read(db, is_over, u64::from(number)))
            })
            .collect();
        let started = Instant::now();
        let written = writing.map_or_else(
            || Ok((Vec::new(), time)),
            |(dogs, count)| write(db, time, dogs, count),
        );
        if written.is_ok() {
            // A writer that has no dogs left leaves the rest of the time to the readers.
            thread::sleep(time.saturating_sub(started.elapsed()));
        }
        is_over.store(true, Ordering::Relaxed);
        let spent = started.elapsed();
        let mut times = Vec::new();
        for reader in reading {
            times.extend(
                reader
                    .join()
                    .map_err(|_panic| Failure::Failed("a reader stopped in the middle".to_owned()))??,
            );
        }
        let (written, wrote_for) = written?;
        Ok((pace(written, wrote_for), pace(times, spent)))
    })
}

fn write(db: &Path, time: Duration, dogs: &mut Dogs, count: u64) -> Result<(Vec<Duration>, Duration)> {
    let mut store = Store::open(db, Purpose::Command)?;
    let by = by();
    let mut times = Vec::new();
    let started = Instant::now();
    for _ in 0..count {
        if started.elapsed() >= time {
            break;
        }
        let edit = Edit::Dog(DogEdit::Add {
            dog: dogs.next(),
            client: None,
        });
        let begun = Instant::now();
        store.apply(&edit, &by)?;
        times.push(begun.elapsed());
    }
    let wrote_for = started.elapsed();
    store.close()?;
    Ok((times, wrote_for))
}

fn read(db: &Path, is_over: &AtomicBool, number: u64) -> Result<Vec<Duration>> {
    let store = Store::open(db, Purpose::ReadOnly)?;
    let mut times = Vec::new();
    let mut ahead = number;
    while !is_over.load(Ordering::Relaxed) {
        let day = FIRST_DAY
            .checked_add_days(Days::new(ahead % DAYS))
            .unwrap_or(FIRST_DAY);
        let begun = Instant::now();
        store.visits(day)?;
        times.push(begun.elapsed());
        ahead += 1;
    }
    store.close()?;
    Ok(times)
}

fn pace(mut times: Vec<Duration>, spent: Duration) -> Pace {
    times.sort_unstable();
    let at = |part: usize| {
        let place = (times.len() * part / 100).min(times.len().saturating_sub(1));
        times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    };
    Pace {
        per_second: rate(times.len(), spent),
        p50_ms: at(50),
        p99_ms: at(99),
        max_ms: at(100),
    }
}
