//! Desks and backups that are killed in the middle of their work.

use std::time::Duration;

use chrono::Utc;
use pomsalon::backup;
use pomsalon::store::Purpose;

use crate::child::{Child, Job};
use crate::salon::{Salon, must_be_tidy};
use crate::soak::{Chance, Rounds, counted, figures};
use crate::sound::{journal_must_replay, lost, must_hold_together, torn};

/// Desks that write in a round; a backup is made besides.
const WRITERS: [u64; 2] = [0, 1];

/// Rounds on one file, then another is begun: what is looked at grows with the book.
const ON_ONE_FILE: usize = 20;

/// What was acknowledged, by its numbers.
fn numbers(said: &[String]) -> Vec<u64> {
    said.iter()
        .map(|said| {
            said.split(' ')
                .next()
                .unwrap()
                .parse()
                .unwrap_or_else(|_| panic!("{said}"))
        })
        .collect()
}

#[test]
fn what_was_acknowledged_is_there_after_every_kill() {
    let mut chance = Chance::new(1);
    let (mut rounds, mut acknowledged, mut backups) = (0, 0, 0);
    let mut salon = Salon::open();
    let mut from = [0_u64; 2];
    for () in Rounds::new(20, 2_000, 35) {
        if rounds > 0 && rounds % ON_ONE_FILE == 0 {
            journal_must_replay(&salon.db);
            salon = Salon::open();
            from = [0_u64; 2];
        }
        rounds += 1;
        let keeper = Child::start(&salon.db, Job::Keeper);
        let writers: Vec<Child> = WRITERS
            .map(|desk| {
                let from = from[usize::try_from(desk).unwrap()];
                Child::start(
                    &salon.db,
                    Job::Writer {
                        desk,
                        from,
                        count: u64::MAX / 2,
                        pause_ms: 0,
                    },
                )
            })
            .into();
        let first: Vec<String> = writers.iter().map(Child::next).collect();
        std::thread::sleep(Duration::from_millis(chance.below(120)));
        let mut said = Vec::new();
        for (first, writer) in first.into_iter().zip(writers) {
            let mut all = vec![first];
            all.extend(writer.kill());
            said.push(all);
            std::thread::sleep(Duration::from_micros(chance.below(3_000)));
        }
        backups += keeper.kill().len();

        for (desk, said) in WRITERS.into_iter().zip(&said) {
            let numbers = numbers(said);
            acknowledged += numbers.len();
            assert_eq!(
                lost(&salon.db, desk, &numbers),
                [0_u64; 0],
                "desk {desk}, round {rounds}"
            );
            // One more may have been saved and not yet said.
            from[usize::try_from(desk).unwrap()] = numbers.last().unwrap() + 2;
        }
        assert_eq!(torn(&salon.db), 0, "round {rounds}");
        must_hold_together(&salon.db);
        good_backups(&salon);
    }
    journal_must_replay(&salon.db);
    figures(&format!(
        "kill rounds: {}, acks {}, backups {}, lost 0, torn 0",
        counted(rounds),
        counted(acknowledged),
        counted(backups)
    ));
}

/// The next backup sweeps what a killed one left, and every one with a final name is good.
fn good_backups(salon: &Salon) {
    backup::now(&salon.db, Utc::now()).unwrap();
    must_be_tidy(&salon.backups());
    for listed in backup::list(&salon.db, Utc::now()).unwrap() {
        assert!(
            backup::verify(&listed.path).unwrap().has_manifest,
            "{}",
            listed.name
        );
    }
}

#[test]
fn the_same_questions_find_what_a_careless_program_loses_and_tears() {
    let salon = Salon::open();
    let careless = Child::start(&salon.db, Job::Careless { desk: 0 });
    let first = careless.next();
    careless.kill();
    assert_eq!(lost(&salon.db, 0, &numbers(&[first])), [7]);
    assert_eq!(torn(&salon.db), 1);
    salon.store(Purpose::Command).close().unwrap();
}
