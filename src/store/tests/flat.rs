//! The answer to "when is the next slot?" costs the same whatever lies in the book before and behind the days it is about:
//! counted in steps of the engine, which are the same on every machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::Days;

use super::*;
use crate::domain::appointment::Steps;
use crate::domain::schedule::{Need, Span};

/// The days the questions are about.
const NEAR: u64 = 60;

/// Books an hour of every groomer at some hours of a day.
fn fill_day(desk: &Desk, day: NaiveDate, hours: std::ops::Range<i64>) -> Vec<(Appointment, Steps)> {
    // Ana works on one dog at once, Bo on two.
    let lanes = [(0, 1, 0), (1, 1, 1), (1, 2, 2)];
    let all = hours.flat_map(|hour| {
        lanes.map(|(groomer, lane, dog)| Appointment {
            lane: Some(lane),
            day,
            end_min: hour * 60 + 60,
            ..desk.booking(dog, groomer, hour * 60)
        })
    });
    all.map(|each| (each, Steps::default())).collect()
}

/// Puts appointments into the file as a filling does.
pub(super) fn put(desk: &mut Desk, days: impl Iterator<Item = NaiveDate>, hours: &std::ops::Range<i64>) {
    let all: Vec<_> = days.flat_map(|day| fill_day(desk, day, hours.clone())).collect();
    desk.store
        .write(|tx| {
            let intent = journal::begin(tx, &by("ana"), Kind::Edit, "")?;
            for (each, _) in &all {
                appointment::insert(tx, each)?;
            }
            journal::end(tx, intent, "Booked them all")
        })
        .unwrap();
}

/// Days in the years before and after those that are asked about.
pub(super) fn other_years() -> impl Iterator<Item = NaiveDate> {
    let before = (1..205).map(|away| friday() - Days::new(away));
    before.chain((NEAR + 1..NEAR + 205).map(|away| friday() + Days::new(away)))
}

fn ask(desk: &Desk, groomer: Option<usize>, between: Option<Span>) -> SlotAsk {
    SlotAsk {
        need: Need::minutes(75),
        from: friday(),
        from_min: 600,
        days: NEAR,
        groomer_id: groomer.map(|at| desk.groomers[at]),
        between,
        dog_id: Some(desk.dogs[3]),
        ignore: None,
    }
}

/// What one asks; the answer is how many answers there are.
type Question = fn(&Desk) -> Result<usize>;

const QUESTIONS: [(&str, Question); 6] = [
    ("the first slots", |desk| {
        Ok(desk.store.first_slots(&ask(desk, None, None), 9)?.len())
    }),
    ("the first slots of Ana", |desk| {
        Ok(desk.store.first_slots(&ask(desk, Some(0), None), 9)?.len())
    }),
    ("the first afternoons", |desk| {
        let afternoon = Some(Span {
            start: 840,
            end: 1440,
        });
        Ok(desk.store.first_slots(&ask(desk, None, afternoon), 9)?.len())
    }),
    ("at half past eleven", |desk| {
        Ok(desk.store.slots_at(&ask(desk, None, None), 690, 9)?.len())
    }),
    ("nearest to eleven", |desk| {
        let far = |start: i64| Some((start - 660).abs());
        Ok(desk.store.nearest_slots(&ask(desk, None, None), far, 4)?.len())
    }),
    ("a day with everything", |desk| {
        Ok(desk.store.workdays(friday(), None)?.len())
    }),
];

/// The steps that the engine takes to answer a question, and the answer.
pub(super) fn steps_of<T>(desk: &mut Desk, question: impl Fn(&Desk) -> Result<T>) -> (u64, T) {
    // The first time its statements are read as well.
    question(desk).unwrap();
    let total = Arc::new(AtomicU64::new(0));
    let here = Arc::clone(&total);
    let each_step = move || {
        here.fetch_add(1, Ordering::Relaxed);
        false
    };
    desk.store
        .connection
        .progress_handler(1, Some(each_step))
        .unwrap();
    let answer = question(desk).unwrap();
    let nobody: Option<fn() -> bool> = None;
    desk.store.connection.progress_handler(0, nobody).unwrap();
    (total.load(Ordering::Relaxed), answer)
}

/// The steps that each question takes, by its words.
fn steps(desk: &mut Desk) -> Vec<(&'static str, u64)> {
    let each = QUESTIONS.iter().map(|(words, question)| {
        let (steps, answers) = steps_of(desk, question);
        assert!(answers > 0, "{words}");
        (*words, steps)
    });
    each.collect()
}

/// The end of an index is one step nearer than the next row in it; nothing else may make a difference.
fn assert_same(one: &[(&str, u64)], other: &[(&str, u64)]) {
    for ((words, one), (_, other)) in one.iter().zip(other) {
        assert!(one.abs_diff(*other) <= 4, "{words}: {one} and {other} steps");
    }
}

#[test]
fn finding_a_slot_costs_the_same_in_a_book_of_many_years() {
    let near = || friday().iter_days().take(10);
    let mut small = desk();
    put(&mut small, near(), &(9..11));
    let mut large = desk();
    put(&mut large, near(), &(9..11));
    put(&mut large, other_years(), &(9..11));
    let booked = |desk: &Desk| desk.number("SELECT count(*) FROM appointment");
    assert!(
        booked(&large) >= 40 * booked(&small),
        "{} and {}",
        booked(&large),
        booked(&small)
    );
    let steps_of_small = steps(&mut small);
    assert!(
        steps_of_small.iter().all(|(_, steps)| *steps > 20),
        "the count counts: {steps_of_small:?}"
    );
    assert_same(&steps_of_small, &steps(&mut large));
}

#[test]
fn in_a_book_that_is_nearly_full_it_costs_only_the_days_that_are_full() {
    let full_days = 45;
    let full = || friday().iter_days().take(full_days);
    let mut salon = desk();
    put(&mut salon, full(), &(9..18));
    let alone = steps(&mut salon);
    put(&mut salon, other_years(), &(9..11));
    assert_same(&alone, &steps(&mut salon));
    // 27 hours a day are booked; every one is looked at once, and not much else is.
    let looked_at = u64::try_from(full_days).unwrap() * 27;
    for (words, steps) in alone {
        assert!(
            steps < looked_at * 20,
            "{words}: {steps} steps for {looked_at} appointments"
        );
    }
}
