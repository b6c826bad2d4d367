//! Find, key by key, on salons of a thousand, a hundred thousand and a million dogs.

#![allow(clippy::cast_precision_loss, clippy::cast_possible_wrap)] // counts here are far below 2^52

#[allow(dead_code)]
mod salon;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use criterion::Criterion;
use pomsalon::store::{Purpose, Store};

/// What people type: names, two names, beginnings, slips of the finger, phone tails, breeds.
const TYPED: [&str; 20] = [
    "bella",
    "bella moreira",
    "m b",
    "luna s",
    "pomeranian",
    "luna pomeranian",
    "charlie fer",
    "marta silva",
    "0123",
    "4821",
    "5550123",
    "+351 555 123 4567",
    "zzz",
    "belal",
    "bellla",
    "chralie",
    "pomerainan",
    "moriera",
    "lnua slva",
    "ozzy xu",
];

/// Times each key is typed.
const ROUNDS: usize = 20;

fn main() {
    let most: usize = std::env::var("DOGS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1_000_000);
    for (dogs, appointments) in [(1_000, 80), (100_000, 1_000_000), (1_000_000, 80)] {
        if dogs <= most {
            measure(dogs, appointments);
            compare(dogs, appointments);
        }
    }
}

/// Whole queries under criterion, which keeps the last run to compare with.
fn compare(dogs: usize, appointments: usize) {
    let store = Store::open(&salon::of(dogs, appointments), Purpose::Desk).expect("the salon");
    let mut criterion = Criterion::default()
        .configure_from_args()
        .sample_size(20)
        .measurement_time(Duration::from_secs(1))
        .warm_up_time(Duration::from_millis(200));
    let mut group = criterion.benchmark_group(format!("find among {dogs} dogs"));
    for text in ["bella", "bella moreira", "chralie", "0123"] {
        group.bench_function(text, |bencher| {
            bencher.iter(|| store.find(text, salon::today(), 20).expect("an answer"));
        });
    }
    group.finish();
}

fn measure(dogs: usize, appointments: usize) {
    let store = Store::open(&salon::of(dogs, appointments), Purpose::Desk).expect("the salon");
    let find = |text: &str| {
        let started = Instant::now();
        let hits = store.find(text, salon::today(), 20).expect("an answer");
        (started.elapsed(), hits.len())
    };
    let mut all = Vec::new();
    println!("find, {dogs} dogs, one key at a time: ms p50 / p99, hits");
    for text in TYPED {
        let mut line = String::new();
        for (end, letter) in text.char_indices() {
            let typed = &text[..end + letter.len_utf8()];
            let mut times: Vec<Duration> = (0..ROUNDS).map(|_| find(typed).0).collect();
            times.sort_unstable();
            let _ = write!(
                line,
                " {letter}:{:.2}/{:.2}/{}",
                ms(at(&times, 50)),
                ms(at(&times, 99)),
                find(typed).1
            );
            all.extend(times);
        }
        println!("  {text:20}{line}");
    }
    all.sort_unstable();
    println!(
        "find, {dogs} dogs, all keys: p50 {:.2} ms, p99 {:.2} ms, longest {:.2} ms",
        ms(at(&all, 50)),
        ms(at(&all, 99)),
        ms(at(&all, 100))
    );
}

fn at(sorted: &[Duration], percent: usize) -> Duration {
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
