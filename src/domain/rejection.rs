//! Why an edit is refused, in the desk's words.

use std::fmt;

use chrono::NaiveDate;

use super::dog::Size;
use super::schedule::{Span, told};

/// A refusal by a rule of the salon: nothing was changed, and the words say what is possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// The groomer has no free lane then.
    GroomerTaken {
        /// The groomer's name.
        groomer: String,
        /// When, and with which dogs, in the order of time.
        taken: Vec<(Span, String)>,
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
        /// When the work would end where it begins within them, in minutes since midnight.
        until: Option<i64>,
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
    /// The salon is closed that day.
    Closed {
        /// Why, such as `Christmas`.
        name: String,
    },
    /// The groomer is off then.
    Off {
        /// The groomer's name.
        groomer: String,
        /// From when, in minutes since midnight; 0 to 1440 is all day.
        start_min: i64,
        /// Until when.
        end_min: i64,
        /// Why; empty when nobody said.
        reason: String,
    },
    /// The groomer does not do that.
    NoSkill {
        /// The groomer's name.
        groomer: String,
        /// The service or add-on.
        service: String,
    },
    /// The dog is too large for the groomer.
    TooLarge {
        /// The groomer's name.
        groomer: String,
        /// The largest they take.
        largest: Size,
        /// The dog's size.
        size: Size,
        /// Whether only its breed says so.
        by_breed: bool,
    },
    /// The groomer has as many dogs that day as they take.
    FullDay {
        /// The groomer's name.
        groomer: String,
        /// How many.
        dogs: i64,
    },
    /// The work does not fit before the next dog.
    TooShort {
        /// The groomer's name.
        groomer: String,
        /// Minutes that are missing.
        missing: i64,
        /// The next dog on the table.
        by: String,
        /// When it comes, in minutes since midnight.
        start_min: i64,
    },
    /// No more dogs can be dropped off then.
    DoorFull {
        /// How many come already.
        dogs: i64,
        /// From when, in minutes since midnight.
        start_min: i64,
        /// Until when.
        end_min: i64,
    },
    /// Nobody should book for this client or dog.
    DoNotBook {
        /// Who.
        who: String,
        /// Why.
        why: String,
    },
    /// The service asks for a vaccine that the dog will not have on that day.
    NoVaccine {
        /// The dog's name.
        dog: String,
        /// The vaccine.
        vaccine: String,
        /// The last day of the one it has.
        until: Option<NaiveDate>,
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
    #[allow(clippy::too_many_lines)] // a sentence for each reason, and nothing else
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use super::clock::hhmm;
        match self {
            Self::GroomerTaken { groomer, taken } => write!(f, "{groomer} is taken {}", told(taken)),
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
            Self::OffShift { groomer, hours, .. } if hours.is_empty() => {
                write!(f, "{groomer} does not work that day")
            }
            Self::OffShift {
                groomer,
                hours,
                until,
            } => {
                write!(f, "{groomer} works {hours} that day")?;
                match until {
                    Some(until) => write!(f, ", this would end {}", hhmm(*until)),
                    None => Ok(()),
                }
            }
            Self::OnBreak {
                groomer,
                start_min,
                end_min,
            } => {
                write!(f, "{groomer} has a break {}-{}", hhmm(*start_min), hhmm(*end_min))
            }
            Self::Closed { name } => write!(f, "the salon is closed that day ({name})"),
            Self::Off {
                groomer,
                start_min,
                end_min,
                reason,
            } => {
                write!(f, "{groomer} is off")?;
                if (*start_min, *end_min) != (0, 1440) {
                    write!(f, " {}-{}", hhmm(*start_min), hhmm(*end_min))?;
                }
                if reason.is_empty() {
                    Ok(())
                } else {
                    write!(f, " ({reason})")
                }
            }
            Self::NoSkill { groomer, service } => write!(f, "{groomer} does not do {service}"),
            Self::TooLarge {
                groomer,
                largest,
                size,
                by_breed,
            } => write!(
                f,
                "{groomer} takes dogs up to {}, this one is {}{}",
                largest.as_str(),
                size.as_str(),
                if *by_breed { " by breed" } else { "" }
            ),
            Self::FullDay { groomer, dogs: 1 } => write!(f, "{groomer} takes one dog a day and has it"),
            Self::FullDay { groomer, dogs } => write!(f, "{groomer} has {dogs} dogs that day already"),
            Self::TooShort {
                groomer,
                missing,
                by,
                start_min,
            } => write!(
                f,
                "{groomer} has {by} at {}, this would end {}",
                hhmm(*start_min),
                hhmm(start_min + missing)
            ),
            Self::DoorFull {
                dogs,
                start_min,
                end_min,
            } => write!(
                f,
                "{dogs} dogs are dropped off {}-{} already",
                hhmm(*start_min),
                hhmm(*end_min)
            ),
            Self::DoNotBook { who, why } => write!(f, "do not book {who}: {why}"),
            Self::NoVaccine {
                dog,
                vaccine,
                until: Some(until),
            } => write!(
                f,
                "{dog} needs {vaccine}, which runs out on {}",
                until.format("%-d %b %Y")
            ),
            Self::NoVaccine {
                dog,
                vaccine,
                until: None,
            } => write!(f, "{dog} needs {vaccine}, and none is on its card"),
            Self::NothingToUndo => f.write_str("nothing to undo"),
            Self::NothingToRedo => f.write_str("nothing to redo"),
            Self::Missing(what) => write!(f, "{what} is no longer in the book"),
            Self::InUse(why) | Self::Invalid(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Rejection {}
