//! A dog that is in the salon already may get another time or groomer, but no other day.

use crate::domain::appointment::Appointment;
use crate::domain::expert::{Problem, Wish};
use crate::domain::phrase::DayWish;

/// The wish for where appointments go, each with its dog's name: with a dog in the salon among them it is one for their
/// own day, and another day is refused in words.
#[must_use]
pub fn bound<'a>(mut wish: Wish, moved: impl Iterator<Item = (&'a str, &'a Appointment)>) -> Wish {
    let Some((dog, booked)) = moved.into_iter().find(|(_, booked)| booked.status.is_in_salon()) else {
        return wish;
    };
    match wish.day {
        Some(day) if !day.has(booked.day) => {
            wish.problems.extend(
                booked
                    .bound_to_its_day(dog, day.date())
                    .map(|sentence| Problem { at: 0..0, sentence }),
            );
        }
        _ => wish.day = Some(DayWish::On(booked.day)),
    }
    wish
}
