//! What was booked or moved last: the cursor of the board stands on it, or one key goes there.

use chrono::NaiveDate;

use super::App;
use crate::domain::id::AppointmentId;
use crate::store::{AppointmentEdit, Edit, Result};
use crate::tui::component::{Effect, Tab};

/// Said behind what was booked on a day that is not on the screen.
pub const TAB_SHOWS_IT: &str = "Tab shows it";

/// The first appointment that an edit puts into a place of the book, and its day.
pub(super) fn placed(edit: &Edit) -> Option<(NaiveDate, AppointmentId)> {
    match edit {
        Edit::Appointment(AppointmentEdit::Book(booking)) => {
            Some((booking.appointment.day, booking.appointment.id))
        }
        Edit::Appointment(AppointmentEdit::Move(place)) => Some((place.day, place.id)),
        Edit::Appointment(AppointmentEdit::MoveAll(places)) => {
            places.first().map(|place| (place.day, place.id))
        }
        Edit::Together { edits, .. } => edits.iter().find_map(placed),
        _ => None,
    }
}

impl App {
    /// Puts the board's cursor on what has just been placed; true when it can be seen there now.
    pub(super) fn stand_on(&mut self, (day, id): (NaiveDate, AppointmentId)) -> bool {
        self.placed = Some((day, id));
        self.screens.stand_on(day, id) && self.tab == Tab::Today
    }

    /// Shows the board with the cursor on what was booked or moved last at this desk; right after something was taken back,
    /// who fits the time that is free since.
    pub(super) fn show_placed(&mut self) -> Result<()> {
        if self.show_freed()? {
            return Ok(());
        }
        let Some((_, id)) = self.placed else {
            self.say("nothing was booked or moved at this desk yet", false);
            return Ok(());
        };
        match self.store.appointment(id)? {
            Some(found) => {
                self.perform(Effect::StandOn(found.day, id))?;
            }
            None => self.say("what was booked last is no longer in the book", false),
        }
        Ok(())
    }
}
