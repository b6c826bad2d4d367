//! The book of a million appointments: opening a day, the first free slots, opening the file.

#![allow(clippy::cast_precision_loss, clippy::cast_possible_wrap)] // counts here are far below 2^52

#[allow(dead_code)]
mod salon;

use std::time::{Duration, Instant};

use chrono::Days;
use pomsalon::store::{Purpose, SlotAsk, Store};

fn main() {
    let path = salon::of(100_000, 1_000_000);
    let store = Store::open(&path, Purpose::Desk).expect("the salon");
    let day = |away: u64| salon::today() + Days::new(away * 37 % 2_000);
    report("open any day (80 appointments)", 200, |n| {
        assert_eq!(store.visits(day(n)).expect("a day").len(), 80);
    });
    let mut ask = SlotAsk {
        need: pomsalon::domain::schedule::Need::minutes(75),
        from: salon::today(),
        from_min: 600,
        days: 60,
        groomer_id: None,
        between: None,
        dog_id: store.dogs_after(None, 1).expect("dogs").first().map(|dog| dog.id),
        ignore: None,
    };
    report("first slots in 60 full days, 10 groomers", 100, |_| {
        assert!(store.first_slots(&ask, 9).expect("an answer").is_empty());
    });
    ask.from = salon::today() + Days::new(3_000);
    report("first slots in empty days", 100, |_| {
        assert_eq!(store.first_slots(&ask, 9).expect("an answer").len(), 9);
    });
    // Beside another desk, as a start mostly is; the last one to leave also folds the log into the file.
    report("open the file beside another desk", 50, |_| {
        Store::open(&path, Purpose::Desk).expect("the salon");
    });
    drop(store);
}

fn report(what: &str, times: u64, mut work: impl FnMut(u64)) {
    work(0);
    let mut taken: Vec<Duration> = (0..times)
        .map(|n| {
            let started = Instant::now();
            work(n);
            started.elapsed()
        })
        .collect();
    taken.sort_unstable();
    let last = taken.len() - 1;
    println!(
        "{what}: p50 {:.3?}, p99 {:.3?}",
        taken[last / 2],
        taken[last * 99 / 100]
    );
}
