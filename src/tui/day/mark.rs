//! What makes an appointment stand out right now.

use chrono::NaiveDateTime;

use crate::domain::clock::minute_of;
use crate::store::Visit;

/// Minutes of grace before a dog counts as late.
const GRACE: i64 = 5;

/// Whether the dog should have been here by now.
#[must_use]
pub fn is_late(visit: &Visit, now: NaiveDateTime) -> bool {
    let a = &visit.appointment;
    a.status.is_expected()
        && (a.day < now.date() || a.day == now.date() && minute_of(now) >= a.arrives_min() + GRACE)
}

/// Whether the dog should have been picked up by now.
#[must_use]
pub fn overstays(visit: &Visit, now: NaiveDateTime) -> bool {
    let a = &visit.appointment;
    a.status.is_in_salon()
        && (a.day < now.date() || a.day == now.date() && minute_of(now) >= a.pickup_min + GRACE)
}

/// How many other dogs come and go with it, as a sign behind its name: `+1`; empty for a dog that comes alone.
#[must_use]
pub fn together(visit: &Visit, day: &[Visit]) -> String {
    match visit.companions(day).len() {
        0 => String::new(),
        others => format!(" +{others}"),
    }
}

/// The sign behind the work of an appointment that comes again every so many weeks; empty for any other.
#[must_use]
pub const fn series(visit: &Visit) -> &'static str {
    if visit.appointment.series_id.is_some() {
        " ~"
    } else {
        ""
    }
}

/// The word that stands beside the status: `off` where the groomer is, `late`, `stays`, or nothing.
#[must_use]
pub fn word(visit: &Visit, now: NaiveDateTime) -> &'static str {
    if visit.groomer_off {
        "off"
    } else if is_late(visit, now) {
        "late"
    } else if overstays(visit, now) {
        "stays"
    } else {
        ""
    }
}
