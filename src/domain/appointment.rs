//! Booked work on one dog.

use chrono::{NaiveDate, NaiveDateTime};

use super::id::{AddOnId, AppointmentId, DogId, GroomerId, SeriesId, ServiceId, VisitId};
use super::money::Cents;
use super::schedule::Span;
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
    /// When the dog is dropped off, in minutes since midnight; `None` is when the work starts.
    pub drop_off_min: Option<i64>,
    /// Why it was booked beyond the rules of the salon; empty for everything else.
    pub over_reason: String,
    /// The same for all dogs of a client that come and go together.
    pub visit_id: Option<VisitId>,
    /// The series it belongs to.
    pub series_id: Option<SeriesId>,
    /// Raised at each edit.
    pub rev: i64,
}

impl Appointment {
    /// The time on the table.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span {
            start: self.start_min,
            end: self.end_min,
        }
    }

    /// Minutes between the drop-off and the work, where the dog comes alone: in a visit they follow from the other dogs.
    #[must_use]
    pub const fn lead(&self) -> i64 {
        match self.visit_id {
            Some(_) => 0,
            None => self.start_min - self.arrives_min(),
        }
    }

    /// Why it cannot go to another day, in words, where the dog is in the salon already; `None` for its own day.
    #[must_use]
    pub fn bound_to_its_day(&self, dog: &str, day: NaiveDate) -> Option<String> {
        let bound = self.status.is_in_salon() && day != self.day;
        bound.then(|| {
            format!(
                "{dog} {}: time and groomer can change, the day cannot",
                self.status.said()
            )
        })
    }

    /// When the dog is to be dropped off, in minutes since midnight.
    #[must_use]
    pub const fn arrives_min(&self) -> i64 {
        match self.drop_off_min {
            Some(minute) => minute,
            None => self.start_min,
        }
    }
}

/// Something done on top of an appointment's service; its minutes and price are part of the appointment's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct AddOn {
    /// The row's id.
    pub id: AddOnId,
    /// What.
    pub service_id: ServiceId,
    /// Minutes on the table, a multiple of 5.
    pub minutes: i64,
    /// The price.
    pub price_cents: Cents,
}

/// An appointment to be booked, with all that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// The appointment; its minutes and price have the add-ons in them.
    pub appointment: Appointment,
    /// What is done on top of its service.
    pub add_ons: Vec<AddOn>,
}

impl From<Appointment> for Booking {
    fn from(appointment: Appointment) -> Self {
        Self {
            appointment,
            add_ons: Vec::new(),
        }
    }
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

/// The reasons for booking beyond the rules of the salon, numbered on the screen from 1.
pub const OVER_REASONS: [&str; 5] = [
    "agreed with the groomer",
    "the groomer stays longer",
    "a regular client",
    "urgent: matted, hurt or in pain",
    "the owner wants it so",
];
