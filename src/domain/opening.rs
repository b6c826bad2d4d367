//! What a new salon opens with: services to start from, and a groomer's ordinary week.

use chrono::NaiveDate;

use super::dog::Size;
use super::groomer::{Break, Shift};
use super::id::{BreakId, GroomerId, RateId, ServiceId, ShiftId};
use super::money::Cents;
use super::price::Rate;
use super::salon::Salon;
use super::service::Service;

/// Name, minutes on the table, minutes from drop-off to pick-up, price in whole units of the currency. "Bath" is the first
/// for a Pomeranian and the wash for other breeds.
const SERVICES: [(&str, i64, i64, i64); 9] = [
    ("Pom bath + blow-out", 75, 120, 50),
    ("Pom full tidy", 105, 180, 78),
    ("Puppy intro", 45, 60, 40),
    ("Wash + dry", 60, 90, 50),
    ("Full groom", 105, 150, 78),
    ("Nails", 15, 30, 18),
    ("De-shed", 30, 30, 20),
    ("Teeth", 10, 10, 12),
    ("Nails on top", 15, 15, 15),
];

/// From here on what is only done on top of something else.
const ON_TOP: i64 = 6;

/// What a service takes and costs dogs of a size, where that is something else.
const BY_SIZE: [(&str, Size, i64, i64, i64); 6] = [
    ("Wash + dry", Size::Small, 45, 60, 38),
    ("Wash + dry", Size::Large, 75, 120, 65),
    ("Wash + dry", Size::ExtraLarge, 90, 120, 82),
    ("Full groom", Size::Small, 90, 120, 62),
    ("Full groom", Size::Large, 135, 180, 102),
    ("Full groom", Size::ExtraLarge, 180, 240, 135),
];

/// The lunch break, in minutes since midnight.
const LUNCH: (i64, i64) = (13 * 60, 13 * 60 + 30);

/// The services a new salon starts from, the usual one first; made to be changed.
#[must_use]
pub fn services() -> Vec<Service> {
    (1..)
        .zip(SERVICES)
        .map(|(position, (name, minutes, stay_minutes, price))| Service {
            id: ServiceId::new(),
            name: name.to_owned(),
            minutes,
            stay_minutes,
            price_cents: Cents(price * 100),
            position,
            active: true,
            add_on: position > ON_TOP,
            needs_waiver: false,
            rev: 1,
        })
        .collect()
}

/// The price list by size that goes with these services, from a day on.
#[must_use]
pub fn rates(services: &[Service], valid_from: NaiveDate) -> Vec<Rate> {
    let rate = |(name, size, minutes, stay_minutes, price): (&str, Size, i64, i64, i64)| {
        let service = services.iter().find(|service| service.name == name)?;
        Some(Rate {
            id: RateId::new(),
            service_id: service.id,
            size: Some(size),
            coat: None,
            valid_from,
            minutes,
            stay_minutes,
            price_cents: Cents(price * 100),
            rev: 1,
        })
    };
    BY_SIZE.into_iter().filter_map(rate).collect()
}

/// A groomer's week while nobody said otherwise: Monday to Saturday, as long as the salon is open.
#[must_use]
pub fn shifts(groomer_id: GroomerId, salon: &Salon) -> Vec<Shift> {
    (1..=6)
        .map(|weekday| Shift {
            id: ShiftId::new(),
            groomer_id,
            weekday,
            start_min: salon.opens_min,
            end_min: salon.closes_min,
        })
        .collect()
}

/// The half hour at 13:00 of that week, where it lies within the opening hours.
#[must_use]
pub fn breaks(groomer_id: GroomerId, salon: &Salon) -> Vec<Break> {
    let (start_min, end_min) = LUNCH;
    let within = salon.opens_min < start_min && end_min < salon.closes_min;
    (1..=6)
        .filter(|_| within)
        .map(|weekday| Break {
            id: BreakId::new(),
            groomer_id,
            weekday,
            start_min,
            end_min,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::price::listed;

    #[test]
    fn every_service_to_start_from_can_be_booked_and_picked_up() {
        for service in services() {
            assert!(
                service.minutes % 5 == 0 && service.stay_minutes >= service.minutes,
                "{}",
                service.name
            );
        }
        assert_eq!(services()[0].name, "Pom bath + blow-out");
        assert_eq!(services().iter().filter(|service| service.add_on).count(), 3);
    }

    #[test]
    fn a_large_dog_takes_longer_and_pays_more_from_the_first_day() {
        let (services, day) = (services(), NaiveDate::MIN);
        let rates = rates(&services, day);
        assert_eq!(rates.len(), BY_SIZE.len());
        for name in ["Wash + dry", "Full groom"] {
            let service = services.iter().find(|service| service.name == name).unwrap();
            let costs: Vec<_> = Size::ALL
                .into_iter()
                .map(|size| listed(service, &rates, Some(size), None, day))
                .collect();
            for pair in costs.windows(2) {
                assert!(pair[0].minutes < pair[1].minutes && pair[0].price_cents < pair[1].price_cents);
            }
        }
    }

    #[test]
    fn a_salon_of_mornings_has_no_lunch_break() {
        let mut salon = Salon::new("Salon Pom", chrono_tz::Europe::Lisbon);
        assert_eq!(breaks(GroomerId::new(), &salon).len(), 6);
        salon.closes_min = 13 * 60;
        assert!(breaks(GroomerId::new(), &salon).is_empty());
        assert_eq!(shifts(GroomerId::new(), &salon)[0].end_min, 780);
    }
}
