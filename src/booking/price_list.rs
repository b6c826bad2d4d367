//! The price list as it speaks to one dog: by its size and coat, or those of its breed where nobody noted them.

use chrono::NaiveDate;

use super::work::ForSize;
use crate::domain::appointment::AddOn;
use crate::domain::breed;
use crate::domain::dog::{Coat, Dog, Size};
use crate::domain::how_big::HowBig;
use crate::domain::id::{DogId, ServiceId};
use crate::domain::price::{Cost, OwnRate, Rate, ever_listed, listed};
use crate::domain::service::Service;
use crate::domain::suits::{IN_BETWEEN, by_name};
use crate::store::{Result, Store};

/// The price list as it speaks to one dog.
#[derive(Clone)]
pub struct PriceList {
    services: Vec<Service>,
    rates: Vec<Rate>,
    own: Vec<OwnRate>,
    breed: String,
    /// How big the dog is, by its card or its breed.
    pub(super) how_big: HowBig,
    coat: Option<Coat>,
}

impl PriceList {
    /// Reads the list for a dog, or for one nobody knows yet.
    pub fn read(store: &Store, dog_id: Option<DogId>) -> Result<Self> {
        let (dog, own) = match dog_id {
            Some(id) => (store.dog(id)?, store.own_rates(id)?),
            None => (None, Vec::new()),
        };
        let how_big = |dog: &Dog| HowBig::of(dog.size, &dog.breed);
        Ok(Self {
            services: store.services()?,
            rates: store.rates()?,
            own,
            how_big: dog.as_ref().map_or(HowBig::Unknown, how_big),
            coat: dog.as_ref().and_then(|dog| dog.coat),
            breed: dog.map(|dog| dog.breed).unwrap_or_default(),
        })
    }

    /// Reads the list for a dog of a breed that nobody has written down.
    pub(super) fn of_breed(store: &Store, breed: &str) -> Result<Self> {
        Ok(Self {
            how_big: HowBig::of(None, breed),
            coat: breed::usual(breed).1,
            breed: breed.to_owned(),
            ..Self::read(store, None)?
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
        listed(service, &self.rates, self.how_big.size(), self.coat, day)
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
            let ever = ever_listed(service, &self.rates, self.how_big.size(), self.coat);
            listed.or_as_last(self.listed(service, then), last, &ever)
        });
        self.own(service.id).map_or(usual, |own| usual.for_own(own))
    }

    /// What a service takes and costs a dog of which the list asks how big it is, while nobody knows: the minutes of those
    /// for which it takes longest, unless it took others last time, and the least that any of them pays, unless somebody
    /// agreed on something else last time. With whether the price is still open; `None` where the size does not matter.
    pub(super) fn of_any_size(
        &self,
        service: &Service,
        day: NaiveDate,
        last: Option<(NaiveDate, Cost)>,
    ) -> Option<(Cost, bool)> {
        if self.how_big.size().is_some() || self.own(service.id).is_some() || !self.goes_by_size(service) {
            return None;
        }
        let sizes = || Size::ALL.into_iter().map(Some).chain([None]);
        let widest = |day: NaiveDate| {
            let costs = Size::ALL.map(|size| listed(service, &self.rates, Some(size), self.coat, day));
            let most = |of: fn(&Cost) -> i64| costs.iter().map(of).max().unwrap_or_default();
            Cost {
                minutes: most(|cost| cost.minutes),
                stay_minutes: most(|cost| cost.stay_minutes),
                price_cents: costs
                    .iter()
                    .map(|cost| cost.price_cents)
                    .min()
                    .unwrap_or_default(),
            }
        };
        let now = widest(day);
        let Some((then, before)) = last else {
            return Some((now, true));
        };
        let ever: Vec<Cost> = sizes()
            .flat_map(|size| ever_listed(service, &self.rates, size, self.coat))
            .collect();
        let price_cents = now.or_as_last(widest(then), before, &ever).price_cents;
        // What it took last time is known better than from any size.
        let took = self.cost_after(service, day, last);
        let open = price_cents == now.price_cents;
        Some((Cost { price_cents, ..took }, open))
    }

    /// The same list as it speaks to a dog of this size that is otherwise alike.
    pub(super) fn for_size(&self, size: Size) -> Self {
        Self {
            how_big: HowBig::Noted(size),
            ..self.clone()
        }
    }

    fn goes_by_size(&self, service: &Service) -> bool {
        let by_size = |rate: &Rate| rate.service_id == service.id && rate.size.is_some();
        self.rates.iter().any(by_size)
    }

    /// Whether what a service costs the dog goes by the size that its breed has.
    pub(super) fn sized(&self, service: &Service) -> ForSize {
        match self.how_big {
            HowBig::ByBreed(size) if self.goes_by_size(service) => ForSize::ByBreed(size),
            _ => ForSize::Known,
        }
    }

    /// How well a service suits the dog: less is better; what is done in between or on top comes behind
    /// everything else.
    #[must_use]
    pub fn suits(&self, service: &Service) -> (bool, bool, (u8, u8), bool) {
        let mut rates = self.rates.iter();
        let has_rate = rates.any(|rate| rate.is_for(service.id, self.how_big.size(), self.coat));
        (
            service.add_on,
            service.minutes <= IN_BETWEEN,
            by_name(&service.name, &self.breed, self.how_big.size()),
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
