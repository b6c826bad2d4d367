//! Cards one fills in: fields with a title, a check and a place to go.

mod choosing;
pub mod client;
pub mod closing;
pub mod copies;
pub mod dog;
pub mod drop_off;
pub mod entry;
pub mod first_client;
mod flags;
pub mod form;
pub mod groomer;
pub mod new_dog;
pub mod new_prices;
pub mod own_hours;
pub mod own_rate;
mod owner;
pub mod rate;
pub mod record;
pub mod salon;
pub mod service;
pub mod time_off;
pub mod vaccination;
pub mod vaccine;
mod view;
pub mod visit_record;
pub mod work;

use crate::domain::clock::hhmm;
use crate::domain::schedule::Span;

/// A stretch of a day as one types it: `09:00-11:00`.
fn stretch(span: Span) -> String {
    format!("{}-{}", hhmm(span.start), hhmm(span.end))
}
