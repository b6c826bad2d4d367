//! The made-up salon: names, dogs and a year of work out of seeded dice. Nothing here is anybody's.

mod book;
pub mod dogs;
mod extras;
mod hours;
mod people;
pub mod random;
pub mod salon;
#[cfg(test)]
mod salon_tests;
mod services;
mod today;
pub mod words;
