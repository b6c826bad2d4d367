//! Whether the file would take an appointment where somebody thinks of putting it.

use chrono::NaiveDateTime;

use super::error::{Result, StoreError};
use super::{Store, place};
use crate::domain::appointment::Appointment;
use crate::domain::id::ServiceId;
use crate::domain::rejection::Rejection;

impl Store {
    /// Why an appointment could not be saved there now, by the same rules that saving asks; `None` when it could. One
    /// that is in the book already is judged as if it moved.
    pub fn refusal(
        &self,
        wanted: &Appointment,
        add_ons: &[ServiceId],
        now: NaiveDateTime,
    ) -> Result<Option<Rejection>> {
        // Only read, and never committed: it asks for no lock that anybody waits for.
        let tx = self.connection.unchecked_transaction()?;
        let judged =
            place::may_be_booked(&tx, wanted).and_then(|()| place::judge(&tx, wanted, add_ons, false, now));
        match judged {
            Ok(_) => Ok(None),
            Err(StoreError::Refused(rejection)) => Ok(Some(rejection)),
            Err(error) => Err(error),
        }
    }
}
