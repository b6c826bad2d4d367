//! The steps of an appointment, from the phone call to the dog going home.

/// Where an appointment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Promised on the phone or at the counter.
    Booked,
    /// The client said again that they come.
    Confirmed,
    /// The dog is in the salon.
    Arrived,
    /// The dog is on the table.
    InWork,
    /// Finished, waiting to be picked up.
    Ready,
    /// Picked up.
    Gone,
    /// Did not come.
    NoShow,
    /// Called off, with a reason.
    Cancelled,
}

impl Status {
    /// Every status, in the order of the day.
    pub const ALL: [Self; 8] = [
        Self::Booked,
        Self::Confirmed,
        Self::Arrived,
        Self::InWork,
        Self::Ready,
        Self::Gone,
        Self::NoShow,
        Self::Cancelled,
    ];

    /// The word kept in the file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Confirmed => "confirmed",
            Self::Arrived => "arrived",
            Self::InWork => "in_work",
            Self::Ready => "ready",
            Self::Gone => "gone",
            Self::NoShow => "no_show",
            Self::Cancelled => "cancelled",
        }
    }

    /// What is said of a dog: `Rex has arrived`.
    #[must_use]
    pub const fn said(self) -> &'static str {
        match self {
            Self::Booked => "is booked",
            Self::Confirmed => "is confirmed",
            Self::Arrived => "has arrived",
            Self::InWork => "is in work",
            Self::Ready => "is ready",
            Self::Gone => "is gone",
            Self::NoShow => "did not come",
            Self::Cancelled => "is cancelled",
        }
    }

    /// The word on the screen.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Booked => "Booked",
            Self::Confirmed => "Confirmed",
            Self::Arrived => "Arrived",
            Self::InWork => "In work",
            Self::Ready => "Ready",
            Self::Gone => "Gone",
            Self::NoShow => "No-show",
            Self::Cancelled => "Cancelled",
        }
    }

    /// One letter that tells the status without any colour.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Booked => 'b',
            Self::Confirmed => 'c',
            Self::Arrived => 'A',
            Self::InWork => 'W',
            Self::Ready => 'R',
            Self::Gone => 'g',
            Self::NoShow => 'n',
            Self::Cancelled => 'x',
        }
    }

    /// Reads the word kept in the file.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// The next step, or `None` after the last. Calling to confirm is optional, but never skipped silently:
    /// a dog that walks in while only booked goes straight to *Arrived* on its own day.
    #[must_use]
    pub const fn forward(self, on_the_day: bool) -> Option<Self> {
        match self {
            Self::Booked if on_the_day => Some(Self::Arrived),
            Self::Booked => Some(Self::Confirmed),
            Self::Confirmed => Some(Self::Arrived),
            Self::Arrived => Some(Self::InWork),
            Self::InWork => Some(Self::Ready),
            Self::Ready => Some(Self::Gone),
            Self::Gone | Self::NoShow | Self::Cancelled => None,
        }
    }

    /// The step before, or `None` before the first; *No-show* and *Cancelled* go back to *Booked*.
    #[must_use]
    pub const fn back(self) -> Option<Self> {
        match self {
            Self::Booked => None,
            Self::Confirmed | Self::NoShow | Self::Cancelled => Some(Self::Booked),
            Self::Arrived => Some(Self::Confirmed),
            Self::InWork => Some(Self::Arrived),
            Self::Ready => Some(Self::InWork),
            Self::Gone => Some(Self::Ready),
        }
    }

    /// Whether the appointment takes up its groomer's and its dog's time.
    #[must_use]
    pub const fn holds_time(self) -> bool {
        !matches!(self, Self::NoShow | Self::Cancelled)
    }

    /// Whether the dog is still expected.
    #[must_use]
    pub const fn is_expected(self) -> bool {
        matches!(self, Self::Booked | Self::Confirmed)
    }

    /// Whether the dog is in the salon now.
    #[must_use]
    pub const fn is_in_salon(self) -> bool {
        matches!(self, Self::Arrived | Self::InWork | Self::Ready)
    }
}
