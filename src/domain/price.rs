//! What a service takes and costs: the list by size and coat from a day on, and what one dog takes and pays.

mod kept;

use chrono::NaiveDate;

pub use kept::{Promised, kept, kept_behind, kept_words, with_rows};

use super::dog::{Coat, Size};
use super::id::{DogId, OwnRateId, RateId, ServiceId};
use super::money::Cents;
use super::service::Service;

/// A row of the price list: what a service takes and costs from a day on.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Rate {
    /// The row's id.
    pub id: RateId,
    /// Which service.
    pub service_id: ServiceId,
    /// For dogs of this size; `None` is any, and those whose size nobody knows.
    pub size: Option<Size>,
    /// For this coat; `None` is any, and those whose coat nobody knows.
    pub coat: Option<Coat>,
    /// The first day on which it counts.
    pub valid_from: NaiveDate,
    /// Minutes on the table, a multiple of 5.
    pub minutes: i64,
    /// Minutes from drop-off to pick-up; at least `minutes`.
    pub stay_minutes: i64,
    /// The price.
    pub price_cents: Cents,
    /// Raised at each edit.
    pub rev: i64,
}

/// What one dog takes and pays for a service, whatever the list says; `None` is as listed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct OwnRate {
    /// The row's id.
    pub id: OwnRateId,
    /// Which dog.
    pub dog_id: DogId,
    /// Which service.
    pub service_id: ServiceId,
    /// Minutes on the table, a multiple of 5.
    pub minutes: Option<i64>,
    /// Minutes from drop-off to pick-up.
    pub stay_minutes: Option<i64>,
    /// The price.
    pub price_cents: Option<Cents>,
    /// Why, one line.
    pub note: String,
    /// Raised at each edit.
    pub rev: i64,
}

/// What a piece of work takes and costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Cost {
    /// Minutes on the table.
    pub minutes: i64,
    /// Minutes from drop-off to pick-up.
    pub stay_minutes: i64,
    /// The price.
    pub price_cents: Cents,
}

impl Cost {
    /// What the service says of itself, where no list says more.
    #[must_use]
    pub const fn of_service(service: &Service) -> Self {
        Self {
            minutes: service.minutes,
            stay_minutes: service.stay_minutes,
            price_cents: service.price_cents,
        }
    }

    /// This work with something done on top of it: the dog stays as much longer as it is worked on.
    #[must_use]
    pub fn with(self, on_top: Self) -> Self {
        Self {
            minutes: self.minutes + on_top.minutes,
            stay_minutes: self.stay_minutes + on_top.minutes,
            price_cents: self.price_cents + on_top.price_cents,
        }
    }

    /// What the same dog had last time, where somebody then decided so and the list asks on the day for what it asked for
    /// then (`self` and `then`): a new list is not overruled by an old visit. What stands or stood on the list at any time
    /// (`ever`) was nobody's decision. Each of minutes, stay and price stands for itself.
    #[must_use]
    pub fn or_as_last(self, then: Self, last: Self, ever: &[Self]) -> Self {
        let kept = |of: fn(&Self) -> i64| {
            let decided = ever.iter().all(|listed| of(listed) != of(&last));
            if decided && of(&self) == of(&then) {
                of(&last)
            } else {
                of(&self)
            }
        };
        let minutes = kept(|cost| cost.minutes);
        Self {
            minutes,
            stay_minutes: kept(|cost| cost.stay_minutes).max(minutes),
            price_cents: Cents(kept(|cost| cost.price_cents.0)),
        }
    }

    /// This work for a dog that has a rate of its own.
    #[must_use]
    pub fn for_own(self, own: &OwnRate) -> Self {
        let minutes = own.minutes.unwrap_or(self.minutes);
        // Who only said the minutes did not want the dog to wait longer or shorter for the client.
        let stay_minutes = own
            .stay_minutes
            .unwrap_or(self.stay_minutes - self.minutes + minutes);
        Self {
            minutes,
            stay_minutes: stay_minutes.max(minutes),
            price_cents: own.price_cents.unwrap_or(self.price_cents),
        }
    }
}

impl Rate {
    /// What it says.
    #[must_use]
    pub const fn cost(&self) -> Cost {
        Cost {
            minutes: self.minutes,
            stay_minutes: self.stay_minutes,
            price_cents: self.price_cents,
        }
    }

    /// Whether it speaks of such a dog.
    fn fits(&self, service: ServiceId, size: Option<Size>, coat: Option<Coat>) -> bool {
        self.service_id == service
            && (self.size.is_none() || self.size == size)
            && (self.coat.is_none() || self.coat == coat)
    }

    /// This row for exactly the same dogs from a day on, after a wider one went from one cost to another: changed by as
    /// much, as far as work and prices can go.
    #[must_use]
    pub fn along(&self, before: Cost, after: Cost, day: NaiveDate) -> Self {
        let minutes = (self.minutes + after.minutes - before.minutes).clamp(5, 720);
        let stay_minutes = self.stay_minutes + after.stay_minutes - before.stay_minutes;
        let price = self.price_cents.0 + after.price_cents.0 - before.price_cents.0;
        let is_new = self.valid_from != day;
        Self {
            id: if is_new { RateId::new() } else { self.id },
            rev: if is_new { 1 } else { self.rev },
            valid_from: day,
            minutes,
            stay_minutes: stay_minutes.clamp(minutes, 1435),
            price_cents: Cents(price.clamp(0, Cents::MAX.0)),
            ..*self
        }
    }

    /// Whether it was written down for such dogs: their size or their coat.
    #[must_use]
    pub fn is_for(&self, service: ServiceId, size: Option<Size>, coat: Option<Coat>) -> bool {
        self.fits(service, size, coat) && (self.size.is_some() || self.coat.is_some())
    }

    /// Whom it is for: `any dog`, `small dogs`, `double coats`, `small dogs with a double coat`.
    #[must_use]
    pub fn whom(&self) -> String {
        whom(self.size, self.coat)
    }
}

/// Such dogs in words: `any dog`, `small dogs`, `double coats`, `small dogs with a double coat`.
#[must_use]
pub fn whom(size: Option<Size>, coat: Option<Coat>) -> String {
    match (size, coat) {
        (None, None) => "any dog".to_owned(),
        (Some(size), None) => format!("{} dogs", size.as_str()),
        (None, Some(coat)) => format!("{} coats", coat.as_str()),
        (Some(size), Some(coat)) => format!("{} dogs with a {} coat", size.as_str(), coat.as_str()),
    }
}

/// The row of the list that counts for a dog on a day: the one that fits closest, size before coat, then the newest;
/// `None` where the service's own minutes and price count.
#[must_use]
pub fn row_for(
    rates: &[Rate],
    service: ServiceId,
    size: Option<Size>,
    coat: Option<Coat>,
    day: NaiveDate,
) -> Option<&Rate> {
    rates
        .iter()
        .filter(|rate| rate.fits(service, size, coat) && rate.valid_from <= day)
        .max_by_key(|rate| (rate.size.is_some(), rate.coat.is_some(), rate.valid_from))
}

/// The rows that count on a day for only some of such dogs: what is said of all of them does not reach these.
#[must_use]
pub fn finer(
    rates: &[Rate],
    service: ServiceId,
    size: Option<Size>,
    coat: Option<Coat>,
    day: NaiveDate,
) -> Vec<&Rate> {
    let within = |rate: &&Rate| {
        (size.is_none() || rate.size == size)
            && (coat.is_none() || rate.coat == coat)
            && (rate.size, rate.coat) != (size, coat)
    };
    let counts = |rate: &&Rate| {
        row_for(rates, service, rate.size, rate.coat, day).is_some_and(|row| row.id == rate.id)
    };
    let mut rows: Vec<&Rate> = rates.iter().filter(within).filter(counts).collect();
    rows.sort_by_key(|rate| (rate.size, rate.coat));
    rows
}

/// What the list says of a service for a dog on a day.
#[must_use]
pub fn listed(
    service: &Service,
    rates: &[Rate],
    size: Option<Size>,
    coat: Option<Coat>,
    day: NaiveDate,
) -> Cost {
    row_for(rates, service.id, size, coat, day).map_or_else(|| Cost::of_service(service), Rate::cost)
}

/// Everything that stands or stood on the list for such a dog, on whatever day.
#[must_use]
pub fn ever_listed(service: &Service, rates: &[Rate], size: Option<Size>, coat: Option<Coat>) -> Vec<Cost> {
    let mut costs = vec![Cost::of_service(service)];
    costs.extend(
        rates
            .iter()
            .filter(|rate| rate.fits(service.id, size, coat))
            .map(Rate::cost),
    );
    costs
}

/// The rows of a new list of a service from a day on: everything that would count then, dearer by so many percent and
/// rounded to a multiple of `step` cents, without what is new from that day on already.
#[must_use]
pub fn new_list(service: &Service, rates: &[Rate], from: NaiveDate, percent: i64, step: i64) -> Vec<Rate> {
    let dearer = |price: Cents| {
        let exact = price.0.saturating_mul(100 + percent);
        let step = step.max(1) * 100;
        Cents(((exact + step / 2) / step * (step / 100)).min(Cents::MAX.0))
    };
    let mut cells: Vec<(Option<Size>, Option<Coat>)> = vec![(None, None)];
    for rate in rates
        .iter()
        .filter(|rate| rate.service_id == service.id && rate.valid_from <= from)
    {
        if !cells.contains(&(rate.size, rate.coat)) {
            cells.push((rate.size, rate.coat));
        }
    }
    cells
        .into_iter()
        .filter_map(|(size, coat)| {
            let old = row_for(rates, service.id, size, coat, from)
                .filter(|row| (row.size, row.coat) == (size, coat));
            if old.is_some_and(|old| old.valid_from == from) {
                return None;
            }
            let cost = old.map_or_else(|| Cost::of_service(service), Rate::cost);
            Some(Rate {
                id: RateId::new(),
                service_id: service.id,
                size,
                coat,
                valid_from: from,
                minutes: cost.minutes,
                stay_minutes: cost.stay_minutes,
                price_cents: dearer(cost.price_cents),
                rev: 1,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
