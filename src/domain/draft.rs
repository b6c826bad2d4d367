//! What somebody has half typed: kept while they type, or put aside to be gone on with.

use chrono::NaiveDateTime;

use super::id::DraftId;

/// A form that was not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its id; minted by the form.
    pub id: DraftId,
    /// The person.
    pub actor: String,
    /// The process it is, or was, typed in: while that runs, nobody else is offered it.
    pub process: u32,
    /// Which form, as the desk names it.
    pub form: String,
    /// What a list says of it: `Booking for Bella Moreau`.
    pub title: String,
    /// The fields as JSON.
    pub fields: String,
    /// Whether it was put aside on purpose.
    pub parked: bool,
    /// When it was last typed in, on the salon's clock.
    pub at: NaiveDateTime,
}
