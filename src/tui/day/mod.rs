//! How a day's appointments look, on the board and in the book as it stood.

pub mod list;
pub mod mark;

use chrono::NaiveDate;

use crate::store::Visit;

/// A day as it is shown.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// Which day.
    pub day: NaiveDate,
    /// Its appointments.
    pub visits: &'a [Visit],
    /// What is still to be asked or told about them.
    pub marks: &'a mark::Marks,
}
