use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;

use super::*;
use crate::domain::calendar::DropOff;
use crate::domain::client::Client;
use crate::domain::dog::Dog;
use crate::domain::groomer::{Groomer, Shift};
use crate::domain::id::{AppointmentId, DropOffId, ShiftId, VisitId};
use crate::domain::money::Cents;
use crate::domain::salon::Salon;
use crate::domain::service::Service;
use crate::domain::status::Status;
use crate::store::{
    AppointmentEdit, By, CalendarEdit, Edit, Filling, GroomerWeek, Purpose, Store, StoreError,
};

#[test]
fn several_names_in_one_breath() {
    for (typed, names) in [
        ("bella+max", &["bella", "max"][..]),
        ("bella + max moreira", &["bella", "max moreira"]),
        ("bella and max and luna", &["bella", "max", "luna"]),
        ("bella & max", &["bella", "max"]),
        ("bella+", &["bella"]),
        ("bella moreira", &["bella moreira"]),
        ("", &[]),
    ] {
        assert_eq!(named_together(typed), names, "{typed}");
    }
}

/// Friday 20 November 2026 at ten.
fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 20)
        .unwrap()
        .and_hms_opt(10, 0, 0)
        .unwrap()
}

fn by() -> By {
    By {
        actor: "ana".to_owned(),
        at: now(),
    }
}

struct Made {
    _folder: tempfile::TempDir,
    store: Store,
    groomers: Vec<GroomerId>,
    services: Vec<ServiceId>,
    dogs: Vec<DogId>,
}

/// A salon whose groomers each have lanes, a most of dogs a day and one service they may not do, and a client with dogs.
fn salon(groomers: &[(i64, i64, bool)], dogs: usize) -> Made {
    let service = |name: &str, minutes: i64, stay: i64, position| Service {
        id: ServiceId::new(),
        name: name.to_owned(),
        minutes,
        stay_minutes: stay,
        price_cents: Cents(5000),
        position,
        active: true,
        add_on: false,
        needs_waiver: false,
        rev: 1,
    };
    let services = vec![
        service("Bath", 75, 120, 1),
        service("Tidy", 105, 180, 2),
        service("Nails", 15, 15, 3),
    ];
    let service_ids: Vec<ServiceId> = services.iter().map(|each| each.id).collect();
    let week = |(position, (lanes, most, all)): (i64, &(i64, i64, bool))| {
        let id = GroomerId::new();
        let shift = |weekday| Shift {
            id: ShiftId::new(),
            groomer_id: id,
            weekday,
            start_min: 540,
            end_min: 1020,
        };
        GroomerWeek {
            groomer: Groomer {
                id,
                name: format!("Ana {position}"),
                lanes: *lanes,
                position,
                active: true,
                largest: None,
                max_dogs: Some(*most),
                rev: 1,
            },
            shifts: (1..=6).map(shift).collect(),
            breaks: Vec::new(),
            skills: if *all {
                Vec::new()
            } else {
                service_ids[1..].to_vec()
            },
        }
    };
    let weeks: Vec<GroomerWeek> = (1..).zip(groomers).map(week).collect();
    let client = Client {
        first_name: "Marta".to_owned(),
        ..Client::blank()
    };
    let all: Vec<Dog> = (0..dogs)
        .map(|at| Dog {
            first_name: format!("Dog {at}"),
            ..Dog::blank(Some(client.id))
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("salon.db");
    let (groomers, dogs) = (
        weeks.iter().map(|week| week.groomer.id).collect(),
        all.iter().map(|dog| dog.id).collect(),
    );
    let filling = Filling {
        groomers: weeks,
        services,
        clients: vec![client],
        dogs: all,
        ..Filling::empty(Salon::new("Salon Pom", chrono_tz::Europe::Lisbon))
    };
    Store::create(&path, &filling, now()).unwrap();
    Made {
        store: Store::open(&path, Purpose::Command).unwrap(),
        _folder: folder,
        groomers,
        services: service_ids,
        dogs,
    }
}

fn booking(made: &Made, dog: DogId, groomer: usize, day: NaiveDate, start_min: i64) -> Appointment {
    Appointment {
        id: AppointmentId::new(),
        dog_id: dog,
        groomer_id: made.groomers[groomer % made.groomers.len()],
        service_id: made.services[1],
        lane: None,
        day,
        start_min,
        end_min: start_min + 60,
        pickup_min: start_min + 60,
        status: Status::Booked,
        price_cents: Cents(0),
        cancel_reason: String::new(),
        note: String::new(),
        drop_off_min: None,
        over_reason: String::new(),
        visit_id: None,
        series_id: None,
        rev: 1,
    }
}

/// Where the dogs of a visit are, whatever their revisions.
fn places(visit: &[Appointment]) -> Vec<Appointment> {
    visit
        .iter()
        .map(|member| Appointment {
            rev: 1,
            ..member.clone()
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// Whatever is booked: every offer is taken by the store as it is, no two dogs lie in one place, all come and go at one
    /// time, and one undo leaves the book as it was. A visit that was booked can be moved to every time it is offered.
    #[test]
    fn every_offer_for_all_is_accepted_by_the_store(
        groomers in prop::collection::vec((1i64..3, 2i64..7, any::<bool>()), 1..4),
        booked in prop::collection::vec((0usize..4, 0u64..3, 108i64..190), 0..14),
        dogs in 2usize..5,
        services in prop::collection::vec(0usize..3, 4),
        door in 1i64..5,
    ) {
        let mut made = salon(&groomers, dogs + 1);
        let today = now().date();
        let limit = DropOff {
            id: DropOffId::new(),
            weekday: 6,
            span: Span { start: 540, end: 660 },
            dogs: door,
            rev: 1,
        };
        made.store.apply(&Edit::Calendar(CalendarEdit::DropOffs { before: Vec::new(), after: vec![limit] }), &by()).unwrap();
        for (groomer, days, start) in booked {
            let day = today + chrono::Days::new(days);
            // The last dog is somebody else's work; where it does not fit it is left out.
            let other = made.dogs[dogs - usize::from(start % 4 == 0)];
            let edit = AppointmentEdit::Book(booking(&made, other, groomer, day, start * 5).into());
            match made.store.apply(&Edit::Appointment(edit), &by()) {
                Ok(_) | Err(StoreError::Refused(_)) => {}
                Err(error) => panic!("{error}"),
            }
        }
        let companions: Vec<Companion> = made.dogs[..dogs]
            .iter()
            .zip(&services)
            .filter_map(|(dog, at)| companion(&made.store, *dog, Some(made.services[*at]), &[], today).unwrap())
            .collect();
        let mut wanted = WantedForAll { dogs: companions, day: None, time: None, now: now() };
        let offers = offers_for_all(&made.store, &wanted, 6).unwrap();
        for offer in &offers {
            let visit = VisitId::new();
            let ids: Vec<AppointmentId> = wanted.dogs.iter().map(|_| AppointmentId::new()).collect();
            let edit = book_all(&wanted.dogs, offer, visit, &ids, today);
            let done = made.store.apply(&edit, &by());
            prop_assert!(done.is_ok(), "{offer:?}: {done:?}");
            let members = made.store.visit_members(visit).unwrap();
            prop_assert_eq!(members.len(), dogs);
            for (at, member) in members.iter().enumerate() {
                prop_assert_eq!((member.arrives_min(), member.pickup_min), (offer.place.drop_off_min, offer.place.pickup_min));
                for other in &members[at + 1..] {
                    let same = (member.groomer_id, member.lane) == (other.groomer_id, other.lane);
                    prop_assert!(!(same && member.span().overlaps(other.span())));
                }
            }
            made.store.apply(&Edit::Undo, &by()).unwrap();
            prop_assert!(made.store.visit_members(visit).unwrap().is_empty());
        }
        let Some(first) = offers.first() else { return Ok(()) };
        let (visit, ids) = (VisitId::new(), wanted.dogs.iter().map(|_| AppointmentId::new()).collect::<Vec<_>>());
        made.store.apply(&book_all(&wanted.dogs, first, visit, &ids, today), &by()).unwrap();
        let standing = made.store.visit_members(visit).unwrap();
        wanted.dogs = standing
            .iter()
            .filter_map(|member| moving_companion(&made.store, member).unwrap())
            .collect();
        for offer in offers_for_all(&made.store, &wanted, 4).unwrap() {
            // Each undo raises the revisions.
            for dog in &mut wanted.dogs {
                dog.moving = made.store.appointment(dog.moving.as_ref().unwrap().id).unwrap();
            }
            let done = made.store.apply(&move_all(&wanted.dogs, &offer, today), &by());
            prop_assert!(done.is_ok(), "{offer:?}: {done:?}");
            let moved = made.store.visit_members(visit).unwrap();
            prop_assert!(moved.iter().all(|member| {
                (member.day, member.arrives_min(), member.pickup_min)
                    == (offer.day, offer.place.drop_off_min, offer.place.pickup_min)
            }), "{moved:?} {offer:?}");
            made.store.apply(&Edit::Undo, &by()).unwrap();
            prop_assert_eq!(places(&made.store.visit_members(visit).unwrap()), places(&standing));
        }
    }
}
