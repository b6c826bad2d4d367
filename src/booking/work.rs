//! What work a dog comes for.

use crate::domain::appointment::{AddOn, Appointment};
use crate::domain::expert::Names;
use crate::domain::id::{DogId, ServiceId};
use crate::domain::money::Cents;
use crate::domain::schedule::Need;
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
    /// What is done on top; the minutes and the price have it in them.
    pub add_ons: Vec<AddOn>,
    /// What it asks of a groomer.
    pub need: Need,
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
    let minutes = same.map_or(found.minutes, |usual| usual.minutes);
    let size = match dog_id {
        Some(dog_id) => store.dog(dog_id)?.and_then(|dog| dog.size),
        None => None,
    };
    Ok(Some(Work {
        service_id: found.id,
        service: found.name.clone(),
        minutes,
        add_ons: Vec::new(),
        need: Need {
            minutes,
            services: vec![(found.id, found.name)],
            size,
        },
        stay_minutes: same.map_or(found.stay_minutes, |usual| usual.stay_minutes),
        price_cents: same.map_or(found.price_cents, |usual| usual.price_cents),
    }))
}

/// The work of an appointment that is in the book: what was booked, whatever the list says now. `None` when its service
/// is gone.
pub fn booked_work(store: &Store, booked: &Appointment) -> Result<Option<Work>> {
    let services = store.services()?;
    let name = |id: ServiceId| {
        services
            .iter()
            .find(|each| each.id == id)
            .map(|each| each.name.clone())
    };
    let Some(service) = name(booked.service_id) else {
        return Ok(None);
    };
    let add_ons = store.add_ons(booked.id)?;
    let mut all = vec![(booked.service_id, service.clone())];
    all.extend(
        add_ons
            .iter()
            .filter_map(|each| Some((each.service_id, name(each.service_id)?))),
    );
    let minutes = booked.span().minutes();
    Ok(Some(Work {
        service_id: booked.service_id,
        service,
        minutes,
        stay_minutes: booked.pickup_min - booked.start_min,
        price_cents: booked.price_cents,
        add_ons,
        need: Need {
            minutes,
            services: all,
            size: store.dog(booked.dog_id)?.and_then(|dog| dog.size),
        },
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
