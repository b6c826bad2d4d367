//! The made-up salon: names, dogs and a year of work out of seeded dice. Nothing here is anybody's.

pub mod dogs;
pub mod random;
pub mod words;
