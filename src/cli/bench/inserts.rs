//! Dogs one by one, one durable commit each: ours beside the floor, in turns, so that both meet the same disk.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::salon::{Dogs, by, create};
use super::{median, rate};
use crate::cli::failure::Result;
use crate::cli::output::{Progress, counted, print, print_json};
use crate::cli::private_folder::PrivateFolder;
use crate::store::{DogEdit, Edit, Floor, Purpose, Store};

/// At least so many turns, where there are that many dogs.
const ROUNDS: u64 = 20;

/// The most dogs of one turn.
const A_TURN: u64 = 1_000;

#[derive(Serialize)]
struct Measured {
    bench: &'static str,
    dogs: usize,
    rounds: usize,
    ours_per_second: f64,
    floor_per_second: f64,
    ratio: f64,
    synchronous: &'static str,
}

/// Measures for as long as there are dogs and time.
pub fn run(folder: &PrivateFolder, count: u64, limit: Duration, json: bool) -> Result<()> {
    let ours = folder.file("salon.db");
    create(&ours)?;
    let mut store = Store::open(&ours, Purpose::Command)?;
    let floor = Floor::create(&folder.file("floor.db"))?;
    let (mut our_dogs, mut floor_dogs) = (Dogs::new(1), Dogs::new(1));
    let by = by();
    let turn = (count / ROUNDS).clamp(1, A_TURN);

    let (mut our_rates, mut floor_rates, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let mut progress = Progress::new();
    let started = Instant::now();
    let mut done = 0;
    while done < count && (started.elapsed() < limit || done == 0) {
        let dogs: Vec<_> = (0..turn.min(count - done)).map(|_| our_dogs.next()).collect();
        let begun = Instant::now();
        for dog in &dogs {
            let edit = Edit::Dog(DogEdit::Add {
                dog: dog.clone(),
                client: None,
            });
            store.apply(&edit, &by)?;
        }
        let our_rate = rate(dogs.len(), begun.elapsed());

        let bare: Vec<_> = dogs.iter().map(|_| floor_dogs.next()).collect();
        let begun = Instant::now();
        for dog in &bare {
            floor.insert(dog)?;
        }
        let floor_rate = rate(bare.len(), begun.elapsed());

        done += u64::try_from(dogs.len()).unwrap_or(u64::MAX);
        our_rates.push(our_rate);
        floor_rates.push(floor_rate);
        ratios.push(our_rate / floor_rate);
        progress.show(&format!("{done} of {count} dogs"));
    }
    drop(progress);
    store.close()?;

    let measured = Measured {
        bench: "inserts",
        dogs: usize::try_from(done).unwrap_or(usize::MAX),
        rounds: ratios.len(),
        ours_per_second: median(our_rates),
        floor_per_second: median(floor_rates),
        ratio: median(ratios),
        synchronous: "FULL",
    };
    if json {
        return print_json(&measured);
    }
    print(&format!(
        "{} dogs one by one, one durable commit each, in {} turns; medians
ours    {:>9.0} a second (journal, find, guards)
floor   {:>9.0} a second (a bare table, random keys)
ratio   {:>9.2}",
        counted(measured.dogs),
        measured.rounds,
        measured.ours_per_second,
        measured.floor_per_second,
        measured.ratio
    ))
}
