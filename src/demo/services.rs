//! What the made-up salon sells, and what a dog comes for.

use super::random::Random;
use super::words::Breed;
use crate::domain::dog::Size;
use crate::domain::id::ServiceId;
use crate::domain::money::Cents;
use crate::domain::service::Service;

/// Name, minutes on the table, minutes from drop-off to pick-up, price in whole euros. "Bath" stands in one name only,
/// so that `bella bath thu 10` means one thing.
const LIST: [(&str, i64, i64, i64); 15] = [
    ("Pom bath + blow-out", 75, 120, 50),
    ("Pom full tidy", 105, 180, 78),
    ("Pom de-shed + blow-out", 105, 165, 70),
    ("Puppy intro", 45, 75, 40),
    ("Full groom small", 90, 150, 62),
    ("Full groom medium", 105, 180, 78),
    ("Full groom large", 120, 210, 102),
    ("Full groom XL", 150, 240, 135),
    ("Wash + dry small", 60, 90, 38),
    ("Wash + dry medium", 75, 105, 50),
    ("Wash + dry large", 90, 120, 65),
    ("Wash + dry XL", 105, 150, 82),
    ("De-shed", 90, 135, 70),
    ("Nails", 15, 30, 18),
    ("Nails + teeth", 25, 45, 30),
];

/// The place of a service in the list.
pub(super) type Place = usize;

pub(super) const POM_BATH: Place = 0;
const POM_TIDY: Place = 1;
const POM_DE_SHED: Place = 2;
const PUPPY: Place = 3;
const GROOM: Place = 4;
const WASH: Place = 8;
const DE_SHED: Place = 12;
pub(super) const NAILS: Place = 13;
pub(super) const NAILS_AND_TEETH: Place = 14;

/// The price list.
pub(super) fn price_list(millisecond: u64, dice: &mut Random) -> Vec<Service> {
    (1..)
        .zip(LIST)
        .map(|(position, (name, minutes, stay_minutes, euros))| Service {
            id: ServiceId::from_uuid(dice.uuid_at(millisecond)),
            name: name.to_owned(),
            minutes,
            stay_minutes,
            price_cents: Cents(euros * 100),
            position,
            active: true,
            add_on: false,
            needs_waiver: false,
            rev: 1,
        })
        .collect()
}

/// What a dog of this breed comes for, as a rule.
pub(super) fn usual_service(breed: &Breed, dice: &mut Random) -> Place {
    let step = match breed.size {
        Size::Small => 0,
        Size::Medium => 1,
        Size::Large => 2,
        Size::ExtraLarge => 3,
    };
    let (groom, wash) = (GROOM + step, WASH + step);
    let shares = if breed.is_pom() {
        [(52, POM_BATH), (36, POM_TIDY), (12, POM_DE_SHED)]
    } else {
        match breed.coat.as_str() {
            "short" | "mixed" => [(70, wash), (10, groom), (20, DE_SHED)],
            "double" => [(40, wash), (15, groom), (45, DE_SHED)],
            _ => [(30, wash), (70, groom), (0, DE_SHED)],
        }
    };
    *dice.weighted(&shares)
}

/// What the dog comes for this time: the usual, now and then only its nails; a puppy first gets to know the place.
pub(super) fn service_for(usual: Place, first_visit_of_a_puppy: bool, dice: &mut Random) -> Place {
    if first_visit_of_a_puppy {
        return PUPPY;
    }
    *dice.weighted(&[(91, usual), (6, NAILS), (3, NAILS_AND_TEETH)])
}
