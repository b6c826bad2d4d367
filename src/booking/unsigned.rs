//! Work on a double coat that nobody has signed for.

use chrono::NaiveDate;

use crate::domain::dog::Coat;
use crate::domain::id::{DogId, ServiceId};
use crate::domain::status::Status;
use crate::store::{AppointmentEdit, Edit, Result, Store};

/// The service among this work that the client of a double coat has to sign for first; nothing where somebody signed, or
/// where nothing of it needs a signature.
pub fn unsigned(store: &Store, dog_id: DogId, work: &[ServiceId]) -> Result<Option<String>> {
    let services = store.services()?;
    let mut needing = services.into_iter().filter(|service| service.needs_waiver);
    let Some(service) = needing.find(|service| work.contains(&service.id)) else {
        return Ok(None);
    };
    let care = store.care(dog_id)?;
    let is_open = care.coat == Some(Coat::Double) && care.waiver.is_none();
    Ok(is_open.then_some(service.name))
}

/// The service that nobody has signed for at a visit of a dog that is still to come or under way.
pub fn unsigned_to_come(store: &Store, dog_id: DogId, today: NaiveDate) -> Result<Option<String>> {
    for visit in store.appointments_from(dog_id, today)? {
        if visit.status.is_expected() || visit.status.is_in_salon() {
            let add_ons = store.add_ons(visit.id)?.into_iter().map(|each| each.service_id);
            let work: Vec<ServiceId> = std::iter::once(visit.service_id).chain(add_ons).collect();
            let found = unsigned(store, dog_id, &work)?;
            if found.is_some() {
                return Ok(found);
            }
        }
    }
    Ok(None)
}

/// What is said once a dog has come in, or its work begins, that is to be shaved and for which nobody signed.
pub fn unsigned_at_the_counter(store: &Store, edit: &Edit) -> Result<Option<String>> {
    let Edit::Appointment(AppointmentEdit::Step { id, to, .. }) = edit else {
        return Ok(None);
    };
    if !matches!(to, Status::Arrived | Status::InWork) {
        return Ok(None);
    }
    let Some(appointment) = store.appointment(*id)? else {
        return Ok(None);
    };
    let add_ons = store.add_ons(*id)?.into_iter().map(|each| each.service_id);
    let work: Vec<ServiceId> = std::iter::once(appointment.service_id).chain(add_ons).collect();
    let service = unsigned(store, appointment.dog_id, &work)?;
    Ok(service.map(|service| format!("not signed for {service}: w on its card")))
}
