//! What can be done to the selected appointment now, and why the rest cannot.

use chrono::NaiveDateTime;

use super::Today;
use crate::domain::clock::{hhmm, minute_of, short_day};
use crate::domain::status::Status;
use crate::store::Visit;
use crate::tui::action::Action;
use crate::tui::component::Reason;

impl Today {
    /// Why an action cannot be done to the selected appointment now.
    pub(super) fn why_not(&self, action: Action) -> Option<Reason> {
        let needs_one = matches!(
            action,
            Action::StepForward
                | Action::StepBack
                | Action::Confirm
                | Action::Move
                | Action::Again
                | Action::Series
                | Action::Resize
                | Action::Cancel
                | Action::NoShow
                | Action::OpenDog
                | Action::OpenClient
                | Action::Edit
        );
        if !needs_one {
            return None;
        }
        let Some(visit) = self.visit() else {
            return Some("no appointment on this day is selected".into());
        };
        let (dog, status) = (&visit.dog_first, visit.appointment.status);
        let said = status.said();
        match action {
            Action::StepForward if status.forward(true).is_none() => {
                Some(format!("{dog} {said}: there is no next step").into())
            }
            Action::StepForward if status == Status::Confirmed && self.day > self.current => {
                Some(format!("{dog} comes on {}, not today", short_day(self.day, self.current)).into())
            }
            Action::StepBack if status.back().is_none() => {
                Some(format!("{dog} is only booked: that is the first step").into())
            }
            Action::Confirm if status != Status::Booked => Some(format!("{dog} {said} already").into()),
            Action::Cancel | Action::NoShow if !status.is_expected() => {
                let back = if status.is_in_salon() {
                    "; - takes the steps back"
                } else {
                    ""
                };
                Some(format!("{dog} {said} already{back}").into())
            }
            Action::NoShow if !has_begun(visit, self.now) => {
                let a = &visit.appointment;
                let when = format!("{} {}", short_day(a.day, self.current), hhmm(a.arrives_min()));
                Some(format!("{dog} is expected {when}; x calls it off").into())
            }
            Action::Move | Action::Resize if !status.holds_time() || status == Status::Gone => {
                Some(format!("{dog} {said}: nothing is left to change").into())
            }
            Action::Edit if !status.holds_time() => {
                Some(format!("{dog} {said}: nothing is left to change").into())
            }
            Action::Series if !status.holds_time() => Some(format!("{dog} {said}; i books it again").into()),
            Action::OpenClient if visit.client_id.is_none() => {
                Some(format!("{dog} has no client yet").into())
            }
            _ => None,
        }
    }
}

/// Whether an appointment's time has come.
fn has_begun(visit: &Visit, now: NaiveDateTime) -> bool {
    let a = &visit.appointment;
    (a.day, a.arrives_min()) <= (now.date(), minute_of(now))
}
