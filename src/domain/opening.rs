//! What a new salon opens with: services to start from, and a groomer's ordinary week.

use super::groomer::{Break, Shift};
use super::id::{BreakId, GroomerId, ServiceId, ShiftId};
use super::money::Cents;
use super::salon::Salon;
use super::service::Service;

/// Name, minutes on the table, minutes from drop-off to pick-up, price in whole units of the currency.
const SERVICES: [(&str, i64, i64, i64); 13] = [
    ("Pom bath + blow-out", 75, 120, 50),
    ("Pom full tidy", 105, 180, 78),
    ("Puppy intro", 45, 60, 40),
    ("De-shed", 30, 60, 20),
    ("Nails", 15, 30, 18),
    ("Bath small", 45, 60, 38),
    ("Bath medium", 60, 90, 50),
    ("Bath large", 75, 120, 65),
    ("Bath XL", 90, 120, 82),
    ("Full groom small", 90, 120, 62),
    ("Full groom medium", 105, 150, 78),
    ("Full groom large", 135, 180, 102),
    ("Full groom XL", 180, 240, 135),
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
            add_on: false,
            needs_waiver: false,
            rev: 1,
        })
        .collect()
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
