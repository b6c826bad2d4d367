//! Identities: one UUID newtype for each kind of row, so a dog's id never stands where a client's is meant.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(#[serde(serialize_with = "as_text")] Uuid);

        impl $name {
            /// Mints a fresh id (UUID version 7, ordered by the time it was minted).
            #[must_use]
            #[allow(clippy::new_without_default)]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            /// Takes an id that came from elsewhere, whatever its UUID version.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The bare UUID.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

fn as_text<S: serde::Serializer>(uuid: &Uuid, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&uuid.hyphenated())
}

ids! {
    /// A client's id.
    ClientId
    /// A dog's id.
    DogId
    /// A groomer's id.
    GroomerId
    /// A service's id.
    ServiceId
    /// An appointment's id.
    AppointmentId
    /// A shift's id.
    ShiftId
    /// A break's id.
    BreakId
    /// The id of a time held for a caller.
    HoldId
    /// The id of a half-typed form.
    DraftId
    /// The id of what a groomer can do.
    SkillId
    /// The id of a day's own hours.
    ExceptionId
    /// The id of days off.
    TimeOffId
    /// The id of days on which the salon is closed.
    ClosingId
    /// The id of a limit on dogs dropped off.
    DropOffId
    /// The id of a row of the price list.
    RateId
    /// The id of what one dog takes and pays.
    OwnRateId
    /// The id of something done on top of an appointment's service.
    AddOnId
    /// A vaccine's id.
    VaccineId
    /// The id of a rule which service asks for which vaccine.
    VaccineNeedId
    /// The id of a dog's vaccination.
    VaccinationId
    /// The id of a dog's weight on a day.
    WeightId
    /// The id of what was done and found at an appointment.
    RecordId
    /// The id that all dogs of one visit share.
    VisitId
    /// The id of a series of appointments.
    SeriesId
    /// The id of somebody who waits for a time.
    WaitId
    /// The id of a time that was offered to somebody who waits.
    OfferId
}
