//! What work a dog comes for, and what it takes and costs that dog on a day.

use chrono::NaiveDate;

use super::price_list::PriceList;
use crate::domain::appointment::{AddOn, Appointment};
use crate::domain::dog::Size;
use crate::domain::expert::{Names, Problem, Wish};
use crate::domain::how_big::HowBig;
use crate::domain::id::{AddOnId, AppointmentId, DogId, GroomerId, ServiceId};
use crate::domain::money::Cents;
use crate::domain::price::Cost;
use crate::domain::schedule::{Need, Span};
use crate::domain::sentence::Asked;
use crate::domain::service::{Service, said_with};
use crate::domain::status::Status;
use crate::store::{Result, Store};

/// A piece of work to find a time for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// What for.
    pub service_id: ServiceId,
    /// The name said to the caller, with what is done on top.
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
    /// Why the dog takes or pays something else than the list says, in the words of its own rate; empty where nobody wrote
    /// why, `None` where the list counts.
    pub own: Option<String>,
    /// What is known of the dog's size, as far as the price goes by it.
    pub sized: ForSize,
}

/// What a price by size was read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForSize {
    /// The size on the dog's card, or one that the price does not ask for.
    Known,
    /// The size that dogs of its breed have.
    ByBreed(Size),
    /// Nobody knows: the price is the least that it can be, and the time that of the dogs for which it takes longest.
    Unknown,
}

impl Work {
    /// The price as far as one can promise it.
    #[must_use]
    pub const fn asked(&self) -> Asked {
        match self.sized {
            ForSize::Unknown => Asked::FromBySize(self.price_cents),
            ForSize::Known | ForSize::ByBreed(_) => Asked::Exactly(self.price_cents),
        }
    }

    /// What an appointment is to say of its price while nobody knows how big the dog is; empty where the price is sure.
    #[must_use]
    pub fn open_price(&self) -> String {
        match self.sized {
            ForSize::Unknown => format!("price from {}, by size", self.price_cents),
            ForSize::Known | ForSize::ByBreed(_) => String::new(),
        }
    }

    /// The appointment that it becomes for a dog at a place in the book, picked up after its stay or at midnight; the book
    /// gives it a lane when it is saved.
    #[must_use]
    pub fn appointment(
        &self,
        dog_id: DogId,
        groomer_id: GroomerId,
        day: NaiveDate,
        span: Span,
    ) -> Appointment {
        Appointment {
            id: AppointmentId::new(),
            dog_id,
            groomer_id,
            service_id: self.service_id,
            lane: None,
            day,
            start_min: span.start,
            end_min: span.end,
            pickup_min: (span.start + self.stay_minutes).min(1440).max(span.end),
            status: Status::Booked,
            price_cents: self.price_cents,
            cancel_reason: String::new(),
            note: self.open_price(),
            drop_off_min: None,
            over_reason: String::new(),
            visit_id: None,
            series_id: None,
            rev: 1,
        }
    }
}

/// The part of a booked appointment that is its service alone.
#[must_use]
pub fn service_alone(booked: &Appointment, add_ons: &[AddOn]) -> Cost {
    let minutes: i64 = add_ons.iter().map(|each| each.minutes).sum();
    let price: i64 = add_ons.iter().map(|each| each.price_cents.0).sum();
    Cost {
        minutes: (booked.span().minutes() - minutes).max(0),
        stay_minutes: (booked.pickup_min - booked.start_min - minutes).max(0),
        price_cents: Cents((booked.price_cents.0 - price).max(0)),
    }
}

/// The work a dog comes for on a day: the service asked for, else its usual one, with what is asked for on top. Who asks
/// for nothing gets what was done last time, what was on top included; who asks only for something on top gets it with
/// the usual service. `None` while the salon sells nothing.
pub fn work_for(
    store: &Store,
    dog_id: Option<DogId>,
    service: Option<ServiceId>,
    add_ons: &[ServiceId],
    day: NaiveDate,
) -> Result<Option<Work>> {
    let prices = PriceList::read(store, dog_id)?;
    let usual = match dog_id {
        Some(id) => store.usual_work(id)?,
        None => None,
    };
    let mut sold = prices
        .services()
        .iter()
        .filter(|each| each.active && !each.add_on);
    let wanted = service.or(usual.as_ref().map(|usual| usual.service_id));
    let found = match wanted {
        Some(wanted) => sold.find(|each| each.id == wanted),
        None => sold.next(),
    };
    let Some(found) = found else { return Ok(None) };
    let as_last = service.is_none() && add_ons.is_empty();
    let last = match dog_id {
        Some(id) => store.last_for(id, found.id)?,
        None => None,
    };
    let last_add_ons = match &last {
        Some(last) => store.add_ons(last.id)?,
        None => Vec::new(),
    };
    let wanted: Vec<ServiceId> = if as_last {
        last_add_ons.iter().map(|each| each.service_id).collect()
    } else {
        add_ons.to_vec()
    };
    let closes = store.salon()?.closes_min;
    let alone = last.as_ref().map(|last| {
        let mut alone = service_alone(last, &last_add_ons);
        let listed = prices.listed(found, last.day).stay_minutes;
        // It stayed for as long as the slowest dog that came with it, or only until the salon closed.
        let was_cut = last.pickup_min >= closes && alone.stay_minutes < listed;
        if last.visit_id.is_some() || was_cut {
            alone.stay_minutes = listed.max(alone.minutes);
        }
        (last.day, alone)
    });
    let mut cost = prices.cost_after(found, day, alone);
    let mut sized = prices.sized(found);
    if let Some((of_any_size, open)) = prices.of_any_size(found, day, alone).filter(|_| dog_id.is_some()) {
        cost = of_any_size;
        if open {
            sized = ForSize::Unknown;
        }
    }
    let mut on_top = Vec::new();
    // In the order of the list, each once.
    for each in prices
        .services()
        .iter()
        .filter(|each| each.active && wanted.contains(&each.id))
    {
        let before = last_add_ons.iter().find(|before| before.service_id == each.id);
        let before = last.as_ref().zip(before).map(|(last, before)| {
            let listed = prices.listed(each, last.day);
            let cost = Cost {
                minutes: before.minutes,
                price_cents: before.price_cents,
                ..listed
            };
            (last.day, cost)
        });
        let of_any_size = prices.of_any_size(each, day, before).filter(|_| dog_id.is_some());
        if of_any_size.is_some_and(|(_, open)| open) {
            sized = ForSize::Unknown;
        }
        let own = of_any_size.map_or_else(|| prices.cost_after(each, day, before), |(own, _)| own);
        cost = cost.with(own);
        on_top.push(AddOn {
            id: AddOnId::new(),
            service_id: each.id,
            minutes: own.minutes,
            price_cents: own.price_cents,
        });
    }
    let own = std::iter::once(found.id)
        .chain(on_top.iter().map(|each| each.service_id))
        .find_map(|id| prices.own(id))
        .map(|own| own.note.clone());
    Ok(Some(Work {
        sized,
        ..work(&prices, found, cost, on_top, own)
    }))
}

/// Of several services that a word fits, the one that is meant for a dog: its usual one if that is among them, else the one
/// that suits it best. Nothing is meant where nothing was said.
pub fn meant_service(store: &Store, services: &[ServiceId], dog_id: DogId) -> Result<Option<ServiceId>> {
    if let [] | [_] = services {
        return Ok(services.first().copied());
    }
    let usual = store.usual_work(dog_id)?.map(|usual| usual.service_id);
    if let Some(usual) = usual.filter(|usual| services.contains(usual)) {
        return Ok(Some(usual));
    }
    Ok(PriceList::read(store, Some(dog_id))?.suiting(services))
}

/// The wish as it is meant for a dog, see [`meant_service`]; its usual groomer is the one of last time.
pub fn meant_for(store: &Store, wish: Wish, dog_id: DogId) -> Result<Wish> {
    let service = meant_service(store, &wish.services, dog_id)?;
    let mut meant = Wish {
        service,
        services: service.into_iter().collect(),
        ..wish
    };
    if std::mem::take(&mut meant.usual_groomer) {
        let usual = store.usual_work(dog_id)?.and_then(|usual| usual.groomer_id);
        if usual.is_none() {
            let sentence = "There is no usual groomer yet: leave that out, or type a name.".to_owned();
            meant.problems.push(Problem { at: 0..0, sentence });
        }
        meant.groomer = usual;
    }
    Ok(meant)
}

/// The work of an appointment that is in the book: what was booked, whatever the list says now. `None` when its service
/// is gone.
pub fn booked_work(store: &Store, booked: &Appointment) -> Result<Option<Work>> {
    let list = PriceList::read(store, Some(booked.dog_id))?;
    let Some(service) = list.service(booked.service_id) else {
        return Ok(None);
    };
    let cost = Cost {
        minutes: booked.span().minutes(),
        stay_minutes: booked.pickup_min - booked.start_min,
        price_cents: booked.price_cents,
    };
    let mut work = work(&list, service, cost, store.add_ons(booked.id)?, None);
    let open = Work {
        sized: ForSize::Unknown,
        ..work.clone()
    };
    // What was booked as the least that it costs is no more than that for as long as nobody knows the size.
    if list.how_big == HowBig::Unknown && booked.note.contains(&open.open_price()) {
        work = open;
    }
    Ok(Some(work))
}

fn work(list: &PriceList, service: &Service, cost: Cost, add_ons: Vec<AddOn>, own: Option<String>) -> Work {
    let names = list.names(&add_ons);
    let mut services = vec![(service.id, service.name.clone())];
    services.extend(
        add_ons
            .iter()
            .filter_map(|each| list.service(each.service_id))
            .map(|each| (each.id, each.name.clone())),
    );
    Work {
        service_id: service.id,
        service: said_with(&service.name, &names),
        minutes: cost.minutes,
        stay_minutes: cost.stay_minutes,
        price_cents: cost.price_cents,
        need: Need {
            minutes: cost.minutes,
            services,
            // What the book itself asks when it is saved.
            size: list.how_big,
        },
        add_ons,
        own,
        sized: ForSize::Known,
    }
}

/// The words of this salon that a typed line may use: what is sold now, and who takes work.
pub fn names(store: &Store) -> Result<Names> {
    let (add_ons, services): (Vec<Service>, Vec<Service>) = store
        .services()?
        .into_iter()
        .filter(|service| service.active)
        .partition(|service| service.add_on);
    let weeks = store.groomer_weeks()?.into_iter();
    let weeks: Vec<_> = weeks.filter(|week| week.groomer.active).collect();
    let shifts = || weeks.iter().flat_map(|week| &week.shifts);
    let start = shifts().map(|shift| shift.start_min).min();
    let end = shifts().map(|shift| shift.end_min).max();
    let named = |list: Vec<Service>| list.into_iter().map(|each| (each.id, each.name)).collect();
    Ok(Names {
        services: named(services),
        add_ons: named(add_ons),
        hours: start.zip(end).map(|(start, end)| Span { start, end }),
        groomers: weeks
            .into_iter()
            .map(|week| (week.groomer.id, week.groomer.name))
            .collect(),
    })
}
