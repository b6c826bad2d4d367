//! What the salon knows: pure rules and words, with no SQL, no terminal and no clock.

pub mod appointment;
pub mod calendar;
pub mod client;
pub mod clock;
pub mod dog;
pub mod draft;
pub mod expert;
pub mod groomer;
pub mod hold;
pub mod hours;
pub mod id;
pub mod money;
pub mod opening;
pub mod phrase;
pub mod quantity;
pub mod rebook;
pub mod rejection;
pub mod salon;
pub mod schedule;
pub mod sentence;
pub mod series;
pub mod service;
pub mod status;
pub mod text;
pub mod vaccine;
