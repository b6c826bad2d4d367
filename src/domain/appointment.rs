//! Booked work on one dog.

use chrono::{NaiveDate, NaiveDateTime};

use super::id::{AppointmentId, DogId, GroomerId, ServiceId};
use super::money::Cents;
use super::status::Status;

/// An appointment: a promise on the salon's wall clock.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Appointment {
    /// The row's id.
    pub id: AppointmentId,
    /// Which dog.
    pub dog_id: DogId,
    /// With whom.
    pub groomer_id: GroomerId,
    /// What for.
    pub service_id: ServiceId,
    /// Which of the groomer's lanes, from 1; `None` while lifted out of the book.
    pub lane: Option<i64>,
    /// The salon's day.
    pub day: NaiveDate,
    /// Table time starts, in minutes since midnight, a multiple of 5.
    pub start_min: i64,
    /// Table time ends, the same day.
    pub end_min: i64,
    /// The promised pick-up, at or after `end_min`.
    pub pickup_min: i64,
    /// Where it stands.
    pub status: Status,
    /// The price promised.
    pub price_cents: Cents,
    /// Why it was cancelled; empty otherwise.
    pub cancel_reason: String,
    /// Anything worth knowing, one line.
    pub note: String,
    /// Raised at each edit.
    pub rev: i64,
}

/// When the steps of an appointment were taken, on the salon's clock; `None` for a step not taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Steps {
    /// The client said again that they come.
    pub confirmed: Option<NaiveDateTime>,
    /// Dropped off.
    pub arrived: Option<NaiveDateTime>,
    /// On the table.
    pub started: Option<NaiveDateTime>,
    /// Finished.
    pub ready: Option<NaiveDateTime>,
    /// Picked up.
    pub gone: Option<NaiveDateTime>,
    /// Called off, or given up as a no-show.
    pub closed: Option<NaiveDateTime>,
}

/// The reasons for cancelling, numbered on the screen from 1.
pub const CANCEL_REASONS: [&str; 6] = [
    "client called off",
    "dog is ill",
    "client is ill",
    "weather or traffic",
    "groomer away",
    "booked by mistake",
];
