//! The price list as it speaks to one dog: by its size and coat, or those of its breed where nobody noted them.

use chrono::NaiveDate;

use super::work::ForSize;
use crate::domain::appointment::AddOn;
use crate::domain::breed;
use crate::domain::dog::{Coat, Size};
use crate::domain::id::{DogId, ServiceId};
use crate::domain::money::Cents;
use crate::domain::price::{Cost, OwnRate, Rate, ever_listed, listed};
use crate::domain::service::Service;
use crate::domain::suits::by_name;
use crate::store::{Result, Store};

/// The price list as it speaks to one dog.
pub struct PriceList {
    services: Vec<Service>,
    rates: Vec<Rate>,
    own: Vec<OwnRate>,
    breed: String,
    /// The size on the card.
    pub(super) noted: Option<Size>,
    /// The size on the card, else that of the breed.
    size: Option<Size>,
    coat: Option<Coat>,
}

impl PriceList {
    /// Reads the list for a dog, or for one nobody knows yet.
    pub fn read(store: &Store, dog_id: Option<DogId>) -> Result<Self> {
        let (dog, own) = match dog_id {
            Some(id) => (store.dog(id)?, store.own_rates(id)?),
            None => (None, Vec::new()),
        };
        let (size, _) = dog.as_ref().map_or((None, None), |dog| breed::usual(&dog.breed));
        let noted = dog.as_ref().and_then(|dog| dog.size);
        Ok(Self {
            services: store.services()?,
            rates: store.rates()?,
            own,
            noted,
            size: noted.or(size),
            coat: dog.as_ref().and_then(|dog| dog.coat),
            breed: dog.map(|dog| dog.breed).unwrap_or_default(),
        })
    }

    /// Every service in the order of the list, those no longer sold included.
    #[must_use]
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// A service by its id.
    #[must_use]
    pub fn service(&self, id: ServiceId) -> Option<&Service> {
        self.services.iter().find(|service| service.id == id)
    }

    /// What the list says of a service for this dog on a day.
    #[must_use]
    pub fn listed(&self, service: &Service, day: NaiveDate) -> Cost {
        listed(service, &self.rates, self.size, self.coat, day)
    }

    /// What this dog takes and pays for a service whatever the list says.
    #[must_use]
    pub fn own(&self, service: ServiceId) -> Option<&OwnRate> {
        self.own.iter().find(|own| own.service_id == service)
    }

    /// What a service takes and costs this dog on a day: its own rate before the list.
    #[must_use]
    pub fn cost(&self, service: &Service, day: NaiveDate) -> Cost {
        let listed = self.listed(service, day);
        self.own(service.id).map_or(listed, |own| listed.for_own(own))
    }

    /// The same with last time in mind, see [`Cost::or_as_last`]; a rate of the dog's own counts for more than both.
    pub(super) fn cost_after(
        &self,
        service: &Service,
        day: NaiveDate,
        last: Option<(NaiveDate, Cost)>,
    ) -> Cost {
        let listed = self.listed(service, day);
        let usual = last.map_or(listed, |(then, last)| {
            let ever = ever_listed(service, &self.rates, self.size, self.coat);
            listed.or_as_last(self.listed(service, then), last, &ever)
        });
        self.own(service.id).map_or(usual, |own| usual.for_own(own))
    }

    /// What a service takes the dogs for which it takes longest, and what it costs those for which it costs least, where
    /// the list asks how big a dog is and nobody knows that of this one.
    pub(super) fn whatever_size(&self, service: &Service, day: NaiveDate) -> Option<(Cost, Cents)> {
        let goes_by_size = |rate: &Rate| rate.service_id == service.id && rate.size.is_some();
        if self.size.is_some() || self.own(service.id).is_some() || !self.rates.iter().any(goes_by_size) {
            return None;
        }
        let costs = Size::ALL.map(|size| listed(service, &self.rates, Some(size), self.coat, day));
        let most = |of: fn(&Cost) -> i64| costs.iter().map(of).max().unwrap_or_default();
        let longest = Cost {
            minutes: most(|cost| cost.minutes),
            stay_minutes: most(|cost| cost.stay_minutes),
            price_cents: self.listed(service, day).price_cents,
        };
        let least = costs.iter().map(|cost| cost.price_cents).min()?;
        Some((longest, least))
    }

    /// Whether what a service costs the dog goes by the size that its breed has.
    pub(super) fn sized(&self, service: &Service) -> ForSize {
        let goes_by_size = |rate: &Rate| rate.service_id == service.id && rate.size.is_some();
        match self.size {
            Some(size) if self.noted.is_none() && self.rates.iter().any(goes_by_size) => {
                ForSize::ByBreed(size)
            }
            _ => ForSize::Known,
        }
    }

    /// How well a service suits the dog: less is better; what is done on top comes behind everything else.
    #[must_use]
    pub fn suits(&self, service: &Service) -> (bool, (u8, u8), bool) {
        let mut rates = self.rates.iter();
        let has_rate = rates.any(|rate| rate.is_for(service.id, self.size, self.coat));
        (
            service.add_on,
            by_name(&service.name, &self.breed, self.size),
            !has_rate,
        )
    }

    /// Which of several services suits the dog best by their names, then by what the list knows of such dogs, then by the
    /// order of the list.
    pub(super) fn suiting(&self, among: &[ServiceId]) -> Option<ServiceId> {
        let listed = self.services.iter().filter(|each| among.contains(&each.id));
        let best = listed.min_by_key(|each| self.suits(each));
        best.map(|service| service.id)
    }

    pub(super) fn names(&self, add_ons: &[AddOn]) -> Vec<&str> {
        let names = add_ons
            .iter()
            .filter_map(|each| self.service(each.service_id))
            .map(|service| service.name.as_str());
        names.collect()
    }
}
