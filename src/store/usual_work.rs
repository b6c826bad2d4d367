//! The work a dog usually comes for.

use super::Store;
use super::error::Result;
use crate::domain::appointment::Appointment;
use crate::domain::breed;
use crate::domain::how_big::HowBig;
use crate::domain::id::{DogId, GroomerId, ServiceId};
use crate::domain::service::Service;
use crate::domain::suits::{IN_BETWEEN, by_name};

/// So many of the last visits say what a dog usually comes for.
const LAST_VISITS: i64 = 6;

/// The work a dog usually comes for; what it takes and costs is for the day of the visit to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsualWork {
    /// What for.
    pub service_id: ServiceId,
    /// With whom it was last time.
    pub groomer_id: Option<GroomerId>,
}

impl Store {
    /// What a new booking of a dog starts from: the service that was done most often in its last visits, of as many the
    /// latest, and one of half an hour only where nothing else was done; what was called off or is still to come says
    /// nothing, unless the dog has never been here. Where nothing was ever booked, the service that suits its breed and
    /// size best; `None` while the salon sells nothing.
    pub fn usual_work(&self, dog_id: DogId) -> Result<Option<UsualWork>> {
        let services = self.services()?;
        let mut visits = self.done_of(dog_id, LAST_VISITS)?;
        if visits.is_empty() {
            visits.extend(self.last_appointment(dog_id)?);
        }
        let is_sold = |service: &&Service| service.active && !service.add_on;
        let sold: Vec<&Service> = services.iter().filter(is_sold).collect();
        visits.retain(|visit| sold.iter().any(|service| service.id == visit.service_id));
        let times = |id: ServiceId| visits.iter().filter(|visit| visit.service_id == id).count();
        let key = |visit: &&Appointment| (times(visit.service_id), visit.span().minutes() > IN_BETWEEN);
        // The newest stands first; of equal ones the last counts as the greatest.
        if let Some(last) = visits.iter().rev().max_by_key(key) {
            let newest = visits.iter().find(|visit| visit.service_id == last.service_id);
            return Ok(Some(UsualWork {
                service_id: last.service_id,
                groomer_id: newest.map(|newest| newest.groomer_id),
            }));
        }
        Ok(self.suiting(dog_id, &sold)?.map(|service_id| UsualWork {
            service_id,
            groomer_id: None,
        }))
    }

    /// Which of the services suits a dog best that was never here.
    fn suiting(&self, dog_id: DogId, sold: &[&Service]) -> Result<Option<ServiceId>> {
        let dog = self.dog(dog_id)?;
        let breed = dog.as_ref().map_or("", |dog| dog.breed.as_str());
        let (_, coat) = breed::usual(breed);
        let size = HowBig::of(dog.as_ref().and_then(|dog| dog.size), breed).size();
        let coat = dog.as_ref().and_then(|dog| dog.coat).or(coat);
        let rates = self.rates()?;
        let best = sold.iter().min_by_key(|service| {
            let has_rate = rates.iter().any(|rate| rate.is_for(service.id, size, coat));
            let is_small = service.minutes <= IN_BETWEEN;
            (is_small, by_name(&service.name, breed, size), !has_rate)
        });
        Ok(best.map(|service| service.id))
    }
}
