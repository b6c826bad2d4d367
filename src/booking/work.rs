//! What work a dog comes for.

use crate::domain::expert::Names;
use crate::domain::id::{DogId, ServiceId};
use crate::domain::money::Cents;
use crate::store::{Result, Store};

/// A piece of work to find a time for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// What for.
    pub service_id: ServiceId,
    /// The name said to the caller.
    pub service: String,
    /// Minutes on the table.
    pub minutes: i64,
    /// Minutes from drop-off to pick-up.
    pub stay_minutes: i64,
    /// The price.
    pub price_cents: Cents,
}

/// The work a dog comes for: the service asked for, else its usual one, with last time's minutes and price where it
/// had the same. `None` while the salon sells nothing.
pub fn work_for(store: &Store, dog_id: Option<DogId>, service: Option<ServiceId>) -> Result<Option<Work>> {
    let services = store.services()?;
    let usual = match dog_id {
        Some(dog_id) => store.usual_work(dog_id)?,
        None => None,
    };
    let wanted = service.or(usual.map(|usual| usual.service_id));
    let Some(found) = services
        .into_iter()
        .find(|each| each.active && wanted.is_none_or(|wanted| each.id == wanted))
    else {
        return Ok(None);
    };
    let same = usual.filter(|usual| usual.service_id == found.id);
    Ok(Some(Work {
        service_id: found.id,
        service: found.name,
        minutes: same.map_or(found.minutes, |usual| usual.minutes),
        stay_minutes: same.map_or(found.stay_minutes, |usual| usual.stay_minutes),
        price_cents: same.map_or(found.price_cents, |usual| usual.price_cents),
    }))
}

/// The words of this salon that a typed line may use: what is sold now, and who takes work.
pub fn names(store: &Store) -> Result<Names> {
    let services = store.services()?.into_iter().filter(|service| service.active);
    let groomers = store.groomers()?.into_iter().filter(|groomer| groomer.active);
    Ok(Names {
        services: services.map(|service| (service.id, service.name)).collect(),
        groomers: groomers.map(|groomer| (groomer.id, groomer.name)).collect(),
    })
}
