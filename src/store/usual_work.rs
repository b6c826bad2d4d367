//! The work a dog usually comes for.

use super::Store;
use super::error::Result;
use crate::domain::id::{DogId, GroomerId, ServiceId};
use crate::domain::money::Cents;

/// The work a dog usually comes for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsualWork {
    /// What for.
    pub service_id: ServiceId,
    /// With whom it was last time.
    pub groomer_id: Option<GroomerId>,
    /// Minutes on the table.
    pub minutes: i64,
    /// Minutes from drop-off to pick-up.
    pub stay_minutes: i64,
    /// The price.
    pub price_cents: Cents,
}

impl Store {
    /// What a new booking of a dog starts from: the service of its last visit with that visit's length, else the
    /// first one on the list; `None` while the salon sells nothing.
    pub fn usual_work(&self, dog_id: DogId) -> Result<Option<UsualWork>> {
        let services = self.services()?;
        let last = self.last_appointment(dog_id)?;
        let known = last.as_ref().and_then(|last| {
            services
                .iter()
                .find(|service| service.active && service.id == last.service_id)
        });
        Ok(known
            .or_else(|| services.iter().find(|service| service.active))
            .map(|service| {
                let last = last.filter(|last| last.service_id == service.id);
                UsualWork {
                    service_id: service.id,
                    groomer_id: last.as_ref().map(|last| last.groomer_id),
                    minutes: last
                        .as_ref()
                        .map_or(service.minutes, |last| last.end_min - last.start_min),
                    stay_minutes: last
                        .as_ref()
                        .map_or(service.stay_minutes, |last| last.pickup_min - last.start_min),
                    price_cents: last.as_ref().map_or(service.price_cents, |last| last.price_cents),
                }
            }))
    }
}
