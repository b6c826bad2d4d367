//! Why an edit is refused, in the desk's words.

use std::fmt;

/// A refusal by a rule of the salon: nothing was changed, and the words say what is possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// The groomer has no free lane then.
    GroomerTaken {
        /// The groomer's name.
        groomer: String,
        /// The dog on the table.
        by: String,
        /// From when to when, in minutes since midnight.
        start_min: i64,
        /// Until when.
        end_min: i64,
    },
    /// The dog is already booked then.
    DogTaken {
        /// The dog's name.
        dog: String,
        /// With whom.
        groomer: String,
        /// From when, in minutes since midnight.
        start_min: i64,
        /// Until when.
        end_min: i64,
    },
    /// Somebody else saved the row first.
    Changed {
        /// What was changed, such as `Bella Moreira`.
        what: String,
        /// Who changed it.
        by: String,
        /// When, as `14:03` or `14:03 on Thu 19 Nov`.
        when: String,
    },
    /// Taking something back would run over a newer change.
    NewerChange {
        /// Who made the newer change.
        by: String,
        /// When, as `14:03` or `14:03 on Thu 19 Nov`.
        when: String,
        /// What it was.
        label: String,
    },
    /// The groomer does not work then.
    OffShift {
        /// The groomer's name.
        groomer: String,
        /// The hours of that day, such as `09:00-13:00, 14:00-18:00`; empty when there are none.
        hours: String,
    },
    /// The groomer has a break then.
    OnBreak {
        /// The groomer's name.
        groomer: String,
        /// From when, in minutes since midnight.
        start_min: i64,
        /// Until when.
        end_min: i64,
    },
    /// There is nothing to take back.
    NothingToUndo,
    /// There is nothing to bring back.
    NothingToRedo,
    /// The row is gone.
    Missing(String),
    /// Something else still needs the row.
    InUse(String),
    /// A value that cannot be right, in a whole sentence.
    Invalid(String),
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use super::clock::hhmm;
        match self {
            Self::GroomerTaken {
                groomer,
                by,
                start_min,
                end_min,
            } => {
                write!(
                    f,
                    "{groomer} is taken {}-{} by {by}",
                    hhmm(*start_min),
                    hhmm(*end_min)
                )
            }
            Self::DogTaken {
                dog,
                groomer,
                start_min,
                end_min,
            } => {
                write!(
                    f,
                    "{dog} is already with {groomer} {}-{}",
                    hhmm(*start_min),
                    hhmm(*end_min)
                )
            }
            Self::Changed { what, by, when } => {
                write!(f, "{what} was changed by {by} at {when}; look at it again first")
            }
            Self::NewerChange { by, when, label } => {
                write!(f, "not taken back: {by} changed the same at {when} ({label})")
            }
            Self::OffShift { groomer, hours } if hours.is_empty() => {
                write!(f, "{groomer} does not work that day")
            }
            Self::OffShift { groomer, hours } => write!(f, "{groomer} works {hours} that day"),
            Self::OnBreak {
                groomer,
                start_min,
                end_min,
            } => {
                write!(f, "{groomer} has a break {}-{}", hhmm(*start_min), hhmm(*end_min))
            }
            Self::NothingToUndo => f.write_str("nothing to undo"),
            Self::NothingToRedo => f.write_str("nothing to redo"),
            Self::Missing(what) => write!(f, "{what} is no longer in the book"),
            Self::InUse(why) | Self::Invalid(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Rejection {}
