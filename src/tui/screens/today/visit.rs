//! What is done to one dog of a visit and means the others too.

use crate::domain::household::names_of;
use crate::domain::id::AppointmentId;
use crate::domain::status::Status;
use crate::store::{AppointmentEdit, Edit, Visit};

/// The next dog of the same visit that is still expected, where this one is being checked in.
pub(super) fn next_of_visit(
    visit: &Visit,
    to: Option<Status>,
    day: &[Visit],
) -> Option<(AppointmentId, AppointmentId)> {
    let mut others = visit.companions(day).into_iter();
    let next = others.find(|other| other.appointment.status.is_expected())?;
    (to == Some(Status::Arrived)).then_some((visit.appointment.id, next.appointment.id))
}

/// One call confirms every dog of a visit; `None` for a dog that comes alone.
pub(super) fn confirm_all(visit: &Visit, day: &[Visit]) -> Option<Edit> {
    let mut booked = visit.companions(day);
    booked.retain(|other| other.appointment.status == Status::Booked);
    if booked.is_empty() {
        return None;
    }
    booked.insert(0, visit);
    let names: Vec<(&str, &str)> = booked.iter().map(|visit| visit.names()).collect();
    let edits = booked.iter().map(|visit| {
        Edit::Appointment(AppointmentEdit::Step {
            id: visit.appointment.id,
            rev: visit.appointment.rev,
            to: Status::Confirmed,
        })
    });
    Some(Edit::Together {
        label: format!("{}: {}", names_of(&names), Status::Confirmed.words()),
        edits: edits.collect(),
    })
}
