//! Who waits for a time, what would do for them, and what they said to the times they were offered.

mod because;
mod rank;
mod read;
mod wish;

use chrono::{NaiveDate, NaiveDateTime};

pub use because::Because;
pub use rank::{Standing, ranked};
pub use read::{ReadWish, read_wish, weekdays_apart};
pub use wish::{WaitWish, Weekdays};

use super::id::{AppointmentId, DogId, GroomerId, OfferId, ServiceId, WaitId};

/// Somebody who waits.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Wait {
    /// The row's id.
    pub id: WaitId,
    /// Which dog.
    pub dog_id: DogId,
    /// What for.
    pub service_id: ServiceId,
    /// The appointment that is to come sooner; on the call list the one that was called off.
    pub appointment_id: Option<AppointmentId>,
    /// Minutes on the table, a multiple of 5.
    pub minutes: i64,
    /// What would do.
    pub wish: WaitWish,
    /// What is wished on top of the service, each once.
    pub add_ons: Vec<ServiceId>,
    /// Anything worth knowing, one line.
    pub note: String,
    /// Whether the client has to be called, since it was the salon that called off.
    pub call: bool,
    /// Where it stands.
    pub state: WaitState,
    /// Since when, on the salon's clock.
    pub asked_at: NaiveDateTime,
    /// Raised at each edit.
    pub rev: i64,
}

impl Wait {
    /// Whether it is on the list still.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.state == WaitState::Waiting
    }

    /// Whether an appointment that is booked is to come sooner.
    #[must_use]
    pub const fn is_sooner(&self) -> bool {
        self.appointment_id.is_some() && !self.call
    }
}

/// Where somebody who waits stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitState {
    /// Waits.
    Waiting,
    /// Got a time.
    Filled,
    /// Waits no more.
    Withdrawn,
}

impl WaitState {
    /// The word kept in the file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Filled => "filled",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads the word kept in the file.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Waiting, Self::Filled, Self::Withdrawn]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// What somebody said to a time they were offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// They take it.
    Taken,
    /// Nobody answered.
    NoAnswer,
    /// They do not want it.
    Declined,
}

impl Outcome {
    /// The word kept in the file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Declined => "declined",
            Self::NoAnswer => "no_answer",
        }
    }

    /// The word on the screen.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Declined => "declined",
            Self::NoAnswer => "no answer",
        }
    }

    /// Reads the word kept in the file.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Taken, Self::Declined, Self::NoAnswer]
            .into_iter()
            .find(|outcome| outcome.as_str() == text)
    }
}

/// A time that was offered, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Offered {
    /// The row's id.
    pub id: OfferId,
    /// To whom.
    pub wait_id: WaitId,
    /// With whom.
    pub groomer_id: GroomerId,
    /// On which day.
    pub day: NaiveDate,
    /// From when, in minutes since midnight.
    pub start_min: i64,
    /// What they said.
    pub outcome: Outcome,
    /// When, on the salon's clock.
    pub at: NaiveDateTime,
}
