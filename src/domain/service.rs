//! What the salon sells: a piece of work with its minutes and its price.

use super::id::ServiceId;
use super::money::Cents;

/// A service.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Service {
    /// The row's id.
    pub id: ServiceId,
    /// The name said to the caller.
    pub name: String,
    /// Time on the table, in minutes, a multiple of 5.
    pub minutes: i64,
    /// From drop-off to the promised pick-up, in minutes; at least `minutes`.
    pub stay_minutes: i64,
    /// The price.
    pub price_cents: Cents,
    /// Place in the list, from 1; the first is the usual one for a dog that never came.
    pub position: i64,
    /// Whether it can be booked.
    pub active: bool,
    /// Whether it is only booked on top of another service.
    pub add_on: bool,
    /// Whether a double coat needs the client's signature for it.
    pub needs_waiver: bool,
    /// Raised at each edit.
    pub rev: i64,
}
