//! Whether the file would take an appointment where somebody thinks of putting it.

use chrono::NaiveDateTime;

use super::error::{Result, StoreError};
use super::{Store, place, vaccine};
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
        let before = self.appointment(wanted.id)?.map(|booked| booked.day);
        let services = [&[wanted.service_id], add_ons].concat();
        // Only read, and never committed: it asks for no lock that anybody waits for.
        let tx = self.connection.unchecked_transaction()?;
        let judged = place::may_be_booked(&tx, wanted)
            .and_then(|()| match before {
                Some(before) if wanted.day <= before => Ok(()),
                _ => vaccine::refuse_without(&tx, wanted.dog_id, &services, wanted.day),
            })
            .and_then(|()| place::judge(&tx, wanted, add_ons, false, now));
        match judged {
            Ok(_) => Ok(None),
            Err(StoreError::Refused(rejection)) => Ok(Some(rejection)),
            Err(error) => Err(error),
        }
    }
}
