//! What the made-up salon sells, what it takes and costs, and what a dog comes for.

use chrono::{Datelike, NaiveDate};

use super::random::Random;
use super::words::Breed;
use crate::domain::dog::{Coat, Dog, Size};
use crate::domain::id::{RateId, ServiceId};
use crate::domain::money::Cents;
use crate::domain::price::{Cost, Rate, listed, new_list};
use crate::domain::service::Service;

/// Name, minutes on the table, minutes from drop-off to pick-up, price in whole euros. "Bath" is the first for
/// a Pomeranian and the wash for other breeds.
const LIST: [(&str, i64, i64, i64); 12] = [
    ("Pom bath + blow-out", 75, 120, 50),
    ("Pom full tidy", 105, 180, 78),
    ("Pom de-shed + blow-out", 105, 165, 70),
    ("Puppy intro", 45, 75, 40),
    ("Full groom", 105, 180, 78),
    ("Wash + dry", 75, 105, 50),
    ("De-shed", 90, 135, 70),
    ("Nails", 15, 30, 18),
    ("Nails + teeth", 25, 45, 30),
    ("Teeth", 10, 10, 12),
    ("Nails on top", 15, 15, 15),
    ("De-shedding", 30, 30, 20),
];

/// From here on what is only done on top of something else.
const ON_TOP: Place = 9;

/// The service, whose dogs, minutes on the table and until pick-up, the price in whole euros.
type BySize = (Place, Option<Size>, Option<Coat>, i64, i64, i64);

/// What a service takes and costs dogs of a size and coat, where that is something else.
const BY_SIZE: [BySize; 9] = [
    (GROOM, Some(Size::Small), None, 90, 150, 62),
    (GROOM, Some(Size::Medium), Some(Coat::Curly), 120, 195, 88),
    (GROOM, Some(Size::Large), None, 120, 210, 102),
    (GROOM, Some(Size::Large), Some(Coat::Curly), 135, 225, 118),
    (GROOM, Some(Size::ExtraLarge), None, 150, 240, 135),
    (WASH, Some(Size::Small), None, 60, 90, 38),
    (WASH, Some(Size::Large), None, 90, 120, 65),
    (WASH, Some(Size::Large), Some(Coat::Double), 105, 135, 75),
    (WASH, Some(Size::ExtraLarge), None, 105, 150, 82),
];

/// The place of a service in the list.
pub(super) type Place = usize;

pub(super) const POM_BATH: Place = 0;
const POM_TIDY: Place = 1;
const POM_DE_SHED: Place = 2;
const PUPPY: Place = 3;
const GROOM: Place = 4;
const WASH: Place = 5;
const DE_SHED: Place = 6;
pub(super) const NAILS: Place = 7;
pub(super) const NAILS_AND_TEETH: Place = 8;
const TEETH: Place = 9;
const NAILS_ON_TOP: Place = 10;
const DE_SHEDDING: Place = 11;

/// The services and the price list.
pub(super) struct PriceList {
    pub services: Vec<Service>,
    pub rates: Vec<Rate>,
}

impl PriceList {
    /// The list of a salon founded on a day; with the next year the Poms' work gets a little dearer.
    pub fn of(founded: NaiveDate, today: NaiveDate, millisecond: u64, dice: &mut Random) -> Self {
        let services: Vec<Service> = (1..)
            .zip(LIST)
            .map(|(position, (name, minutes, stay_minutes, euros))| Service {
                id: ServiceId::from_uuid(dice.uuid_at(millisecond)),
                name: name.to_owned(),
                minutes,
                stay_minutes,
                price_cents: Cents(euros * 100),
                position,
                active: true,
                add_on: usize::try_from(position).is_ok_and(|position| position > ON_TOP),
                needs_waiver: false,
                rev: 1,
            })
            .collect();
        let mut rates: Vec<Rate> = BY_SIZE
            .into_iter()
            .map(|(place, size, coat, minutes, stay_minutes, euros)| Rate {
                id: RateId::from_uuid(dice.uuid_at(millisecond)),
                service_id: services[place].id,
                size,
                coat,
                valid_from: founded,
                minutes,
                stay_minutes,
                price_cents: Cents(euros * 100),
                rev: 1,
            })
            .collect();
        if let Some(new_year) = NaiveDate::from_ymd_opt(today.year() + 1, 1, 1) {
            for place in [POM_BATH, POM_TIDY, POM_DE_SHED] {
                let coming = new_list(&services[place], &rates, new_year, 5, 100);
                rates.extend(coming.into_iter().map(|rate| Rate {
                    id: RateId::from_uuid(dice.uuid_at(millisecond)),
                    ..rate
                }));
            }
        }
        Self { services, rates }
    }

    /// What a service takes and costs a dog on a day.
    pub fn cost(&self, place: Place, dog: &Dog, day: NaiveDate) -> Cost {
        listed(&self.services[place], &self.rates, dog.size, dog.coat, day)
    }
}

/// The coat of a breed in the words of a card; of a mixture one has to look first.
pub(super) fn coat(breed: &Breed) -> Option<Coat> {
    match breed.coat.as_str() {
        "silky" => Some(Coat::Long),
        word => Coat::parse(word),
    }
}

/// What a dog of this breed comes for, as a rule.
pub(super) fn usual_service(breed: &Breed, dice: &mut Random) -> Place {
    let shares = if breed.is_pom() {
        [(52, POM_BATH), (36, POM_TIDY), (12, POM_DE_SHED)]
    } else {
        match breed.coat.as_str() {
            "short" | "mixed" => [(70, WASH), (10, GROOM), (20, DE_SHED)],
            "double" => [(40, WASH), (15, GROOM), (45, DE_SHED)],
            _ => [(30, WASH), (70, GROOM), (0, DE_SHED)],
        }
    };
    *dice.weighted(&shares)
}

/// What is done on top of a dog's usual service every time, for some.
pub(super) fn usual_on_top(usual: Place, breed: &Breed, dice: &mut Random) -> Option<Place> {
    let shedding = if [POM_BATH, WASH].contains(&usual) && breed.coat == "double" {
        6
    } else {
        0
    };
    *dice.weighted(&[
        (87, None),
        (8, Some(NAILS_ON_TOP)),
        (5, Some(TEETH)),
        (shedding, Some(DE_SHEDDING)),
    ])
}

/// What the dog comes for this time: the usual, now and then only its nails; a puppy first gets to know the place.
pub(super) fn service_for(usual: Place, first_visit_of_a_puppy: bool, dice: &mut Random) -> Place {
    if first_visit_of_a_puppy {
        return PUPPY;
    }
    *dice.weighted(&[(91, usual), (6, NAILS), (3, NAILS_AND_TEETH)])
}
