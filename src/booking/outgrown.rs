//! What a dog is booked for already that does not fit the size it turns out to have.

use chrono::NaiveDate;

use super::work::service_alone;
use crate::domain::appointment::Appointment;
use crate::domain::breed;
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::dog::Dog;
use crate::domain::groomer::Groomer;
use crate::domain::how_big::HowBig;
use crate::domain::price::{OwnRate, Rate, listed};
use crate::domain::rejection::Rejection;
use crate::domain::service::Service;
use crate::domain::why::listed as in_a_row;
use crate::store::{Result, Store};

/// So many of the appointments are named; the others are counted.
const NAMED: usize = 3;

/// The appointments to come that a changed card makes too short, too cheap or too large for their groomer, a sentence each;
/// nothing where the size and the breed stay as they were.
pub(super) fn outgrown(store: &Store, dog: &Dog, today: NaiveDate) -> Result<Vec<String>> {
    let Some(before) = store.dog(dog.id)? else {
        return Ok(Vec::new());
    };
    if how_big(&before) == how_big(dog) {
        return Ok(Vec::new());
    }
    let salon = Salon {
        groomers: store.groomers()?,
        services: store.services()?,
        rates: store.rates()?,
        own: store.own_rates(dog.id)?,
    };
    let mut words = Vec::new();
    for booked in store.appointments_from(dog.id, today)? {
        if booked.status.is_expected() {
            words.extend(of(store, &salon, (&before, dog), &booked, today)?);
        }
    }
    let more = words.len().saturating_sub(NAMED);
    words.truncate(NAMED);
    if more > 0 {
        words.push(format!("So it is with {more} more of its appointments."));
    }
    Ok(words)
}

/// What every appointment is held against, read once.
struct Salon {
    groomers: Vec<Groomer>,
    services: Vec<Service>,
    rates: Vec<Rate>,
    own: Vec<OwnRate>,
}

/// How big it is taken to be.
fn how_big(dog: &Dog) -> HowBig {
    HowBig::of(dog.size, &dog.breed)
}

/// What is wrong with one appointment then, in a sentence.
fn of(
    store: &Store,
    salon: &Salon,
    (before, dog): (&Dog, &Dog),
    booked: &Appointment,
    today: NaiveDate,
) -> Result<Option<String>> {
    let mut wrong = Vec::new();
    let groomer = salon
        .groomers
        .iter()
        .find(|groomer| groomer.id == booked.groomer_id);
    let largest = groomer.and_then(|groomer| groomer.largest);
    if let (Some(largest), Some(size)) = (largest, how_big(dog).size())
        && size > largest
        && how_big(before).size().is_none_or(|before| before <= largest)
        && booked.over_reason.is_empty()
    {
        let too_large = Rejection::TooLarge {
            groomer: groomer.map(|groomer| groomer.name.clone()).unwrap_or_default(),
            largest,
            size,
            by_breed: how_big(dog).is_by_breed(),
        };
        wrong.push(too_large.to_string());
    }
    let service = salon
        .services
        .iter()
        .find(|service| service.id == booked.service_id);
    let has_own = salon.own.iter().any(|own| own.service_id == booked.service_id);
    if let Some(service) = service.filter(|_| !has_own) {
        let list = |dog: &Dog| {
            let coat = dog.coat.or(breed::usual(&dog.breed).1);
            listed(service, &salon.rates, how_big(dog).size(), coat, booked.day)
        };
        let (then, now) = (list(before), list(dog));
        let alone = service_alone(booked, &store.add_ons(booked.id)?);
        if now.minutes > alone.minutes {
            let (takes, has) = (length(now.minutes), length(alone.minutes));
            wrong.push(format!("{} takes {takes} and has {has}", service.name));
        }
        if now.price_cents != then.price_cents && now.price_cents != alone.price_cents {
            let (costs, promised) = (now.price_cents, alone.price_cents);
            wrong.push(format!("it costs {costs}, {promised} was promised"));
        }
    }
    let with = groomer.map_or("", |groomer| groomer.name.as_str());
    Ok((!wrong.is_empty()).then(|| {
        format!(
            "Booked {} {} with {with}: {}.",
            short_day(booked.day, today),
            hhmm(booked.start_min),
            in_a_row(&wrong)
        )
    }))
}
