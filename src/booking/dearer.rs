//! What the appointments of a series cost: each has the price of its own day, and a change is said before it is booked.

use chrono::{Datelike, NaiveDate};

use super::plan::Line;
use super::work::Work;
use crate::domain::money::Cents;

/// The prices of a series in one breath, each once, with the day from which it counts: `50, from January 53`. The month is
/// enough unless another price counts earlier in the same one; `first` is what the appointment before the lines costs. The
/// word for the money, where there is one, is said once; `from 38` while nobody knows how big the dog is.
#[must_use]
pub fn prices_in_turn(first: (NaiveDate, &Work), lines: &[Line], currency: &str) -> String {
    let (mut before, work) = first;
    let mut words = work.asked().words(currency);
    let mut price = work.price_cents;
    for (day, next) in lines
        .iter()
        .filter_map(|line| Some((line.way()?.offer.day, line.price()?)))
    {
        if next != price {
            let month = |day: NaiveDate| (day.year(), day.month());
            let from = if month(day) == month(before) {
                day.format("%a %-d %b")
            } else {
                day.format("%B")
            };
            words.extend([", from ", &from.to_string(), " ", &next.to_string()]);
        }
        (before, price) = (day, next);
    }
    words
}

impl Line {
    /// What the appointment costs on its day, where it is booked anew.
    #[must_use]
    pub fn price(&self) -> Option<Cents> {
        Some(self.work.as_ref()?.price_cents)
    }
}
