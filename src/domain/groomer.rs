//! The people who groom, and the hours they work.

use super::id::{BreakId, GroomerId, ShiftId};

/// A groomer.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Groomer {
    /// The row's id.
    pub id: GroomerId,
    /// The name said at the counter.
    pub name: String,
    /// How many dogs at once, 1 to 4.
    pub lanes: i64,
    /// Place among the columns, from 1.
    pub position: i64,
    /// Whether new work can be booked.
    pub active: bool,
    /// Raised at each edit.
    pub rev: i64,
}

/// Weekly working time: one stretch of one weekday.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Shift {
    /// The row's id.
    pub id: ShiftId,
    /// Whose shift.
    pub groomer_id: GroomerId,
    /// 1 Monday to 7 Sunday.
    pub weekday: i64,
    /// Minutes since midnight.
    pub start_min: i64,
    /// Minutes since midnight.
    pub end_min: i64,
}

/// Weekly time off the table inside a shift.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Break {
    /// The row's id.
    pub id: BreakId,
    /// Whose break.
    pub groomer_id: GroomerId,
    /// 1 Monday to 7 Sunday.
    pub weekday: i64,
    /// Minutes since midnight.
    pub start_min: i64,
    /// Minutes since midnight.
    pub end_min: i64,
}
