//! The letter `V`: the board, the day as it stood, the list of bookings and the card say the same.

use super::*;
use crate::domain::appointment::{AddOn, Booking};
use crate::domain::id::{AddOnId, VaccinationId, VaccineNeedId};
use crate::domain::vaccine::{Vaccination, VaccineNeed};

/// A dog booked for a bath with nails on top, in a salon with one rule: what is asked for, whether it is refused.
fn booked(born: Option<&str>, until: Option<&str>, need: (usize, bool)) -> Desk {
    let mut desk = desk();
    let nails = Service {
        id: ServiceId::new(),
        name: "Nails".to_owned(),
        minutes: 15,
        stay_minutes: 15,
        add_on: true,
        position: 2,
        ..desk.store.services().unwrap().remove(0)
    };
    desk.apply(&Edit::Service(ServiceEdit::Add(nails.clone())), "ana");
    let mut card = desk.store.dog(desk.dogs[0]).unwrap().unwrap();
    card.birth = born.map(|born| born.parse().unwrap());
    desk.apply(&Edit::Dog(DogEdit::Save(card)), "ana");
    let booking = Booking {
        appointment: desk.booking(0, 0, 600),
        add_ons: vec![AddOn {
            id: AddOnId::new(),
            service_id: nails.id,
            minutes: 15,
            price_cents: Cents(1800),
        }],
    };
    desk.apply(&Edit::Appointment(AppointmentEdit::Book(booking)), "ana");
    let vaccine = desk.store.vaccines().unwrap()[0].clone();
    if let Some(until) = until {
        let given = Vaccination {
            id: VaccinationId::new(),
            dog_id: desk.dogs[0],
            vaccine_id: vaccine.id,
            given: None,
            until: until.parse().unwrap(),
            proof: true,
            exempt: false,
            rev: 1,
        };
        desk.apply(&Edit::Vaccine(VaccineEdit::Give(given)), "ana");
    }
    let needs = vec![VaccineNeed {
        id: VaccineNeedId::new(),
        vaccine_id: vaccine.id,
        service_id: [None, Some(desk.bath), Some(nails.id)][need.0],
        refuses: need.1,
        rev: 1,
    }];
    desk.apply(&Edit::Vaccine(VaccineEdit::Save { vaccine, needs }), "ana");
    desk
}

#[test]
fn the_letter_of_a_vaccine_that_ran_out_is_the_same_wherever_the_day_is_shown() {
    // Twelve weeks before that Friday is 28 August.
    let births = [(Some("2026-08-28"), true), (Some("2026-08-29"), false)];
    let lasts = [
        (Some("2026-11-01"), true),
        (Some("2026-11-20"), false),
        (None, false),
    ];
    for (born, is_old_enough) in births {
        for (until, is_over) in lasts {
            for need in [(0, false), (1, false), (2, true)] {
                let desk = booked(born, until, need);
                let is_due = is_old_enough && (is_over || until.is_none() && need.0 > 0);
                let story = desk.store.day_story(friday()).unwrap();
                let moments = story.moments.len();
                let board = desk.store.visits(friday()).unwrap();
                let stood = desk.store.day_as_it_stood(&story, moments).unwrap();
                let done: Vec<ServiceId> = desk
                    .store
                    .services()
                    .unwrap()
                    .iter()
                    .map(|each| each.id)
                    .collect();
                let card = desk.store.vaccinated(desk.dogs[0]).unwrap();
                let said = [
                    board[0].alerts.contains('V'),
                    stood[0].alerts.contains('V'),
                    !desk.store.outliving(friday(), None).unwrap().is_empty(),
                    card.is_due(&done, friday()),
                ];
                assert_eq!(said, [is_due; 4], "{born:?} {until:?} {need:?}");
            }
        }
    }
}
