//! The work a dog usually comes for.

use super::Store;
use super::error::Result;
use crate::domain::id::{DogId, GroomerId, ServiceId};

/// The work a dog usually comes for; what it takes and costs is for the day of the visit to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsualWork {
    /// What for.
    pub service_id: ServiceId,
    /// With whom it was last time.
    pub groomer_id: Option<GroomerId>,
}

impl Store {
    /// What a new booking of a dog starts from: the service of its last visit, else the first one on the list; `None`
    /// while the salon sells nothing.
    pub fn usual_work(&self, dog_id: DogId) -> Result<Option<UsualWork>> {
        let services = self.services()?;
        let last = self.last_appointment(dog_id)?;
        let mut sold = services
            .iter()
            .filter(|service| service.active && !service.add_on);
        let known = last
            .as_ref()
            .and_then(|last| sold.clone().find(|service| service.id == last.service_id));
        Ok(known.or_else(|| sold.next()).map(|service| UsualWork {
            service_id: service.id,
            groomer_id: last
                .filter(|last| last.service_id == service.id)
                .map(|last| last.groomer_id),
        }))
    }
}
