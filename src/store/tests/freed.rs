//! What it costs to find out who fits a time that has become free: in steps of the engine, with the number of those who
//! wait, whatever lies in the book.

use chrono::Days;

use super::flat::{other_years, put, steps_of};
use super::*;
use crate::booking::{Freed, candidates};
use crate::domain::id::WaitId;
use crate::domain::schedule::Span;
use crate::domain::waitlist::{Wait, WaitState, WaitWish};

/// The day on which a time becomes free; all days before it are full.
fn freed_day() -> NaiveDate {
    friday() + Days::new(30)
}

/// Puts so many on the list whom nothing else would do any sooner.
fn put_waiting(desk: &mut Desk, count: usize) {
    for _ in 0..count {
        let wait = Wait {
            id: WaitId::new(),
            dog_id: desk.dogs[3],
            service_id: desk.bath,
            appointment_id: None,
            minutes: 75,
            wish: WaitWish::any(friday()),
            add_ons: Vec::new(),
            note: String::new(),
            call: false,
            state: WaitState::Waiting,
            asked_at: by("ana").at,
            rev: 1,
        };
        desk.store
            .apply(&Edit::Wait(WaitEdit::Add(wait)), &by("ana"))
            .unwrap();
    }
}

/// The steps of asking who fits two hours that Ana has become free for, and how many do.
fn steps(desk: &mut Desk) -> (u64, usize) {
    let freed = Freed {
        groomer_id: desk.groomers[0],
        day: freed_day(),
        span: Span {
            start: 960,
            end: 1080,
        },
    };
    let now = by("ana").at;
    steps_of(desk, |desk| Ok(candidates(&desk.store, &freed, &[], now)?.len()))
}

/// A month of full days, and one on which Ana has two hours left.
fn full_month() -> Desk {
    let mut desk = desk();
    put(&mut desk, friday().iter_days().take(30), &(9..18));
    put(&mut desk, freed_day().iter_days().take(1), &(9..16));
    desk
}

#[test]
fn who_fits_a_freed_time_costs_with_who_waits_and_not_with_the_book() {
    let mut few = full_month();
    put_waiting(&mut few, 4);
    let (of_four, found) = steps(&mut few);
    assert_eq!(found, 4);
    // Twice as many who wait are twice the work, not more.
    put_waiting(&mut few, 4);
    let (of_eight, found) = steps(&mut few);
    assert_eq!(found, 8);
    assert!(of_eight <= 2 * of_four, "{of_four} and {of_eight} steps");
    // 27 appointments on each of 30 full days are looked at once for each of them, and not much else is.
    assert!(of_four < 4 * 30 * 27 * 15, "{of_four} steps for four");
    // What lies behind that day and in other years makes no difference but for the ends of an index.
    put(
        &mut few,
        (freed_day() + Days::new(1)).iter_days().take(30),
        &(9..18),
    );
    put(&mut few, other_years(), &(9..11));
    let (in_a_large_book, _) = steps(&mut few);
    assert!(
        in_a_large_book <= of_eight + 8 * 4,
        "{of_eight} and {in_a_large_book} steps"
    );
}
