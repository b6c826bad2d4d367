//! What a salon writes down beside its book: who comes together, who waits, what dogs weigh and how they were done.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{NaiveDateTime, TimeDelta};

use super::people::{People, days_from, millisecond};
use super::random::Random;
use super::services::PriceList;
use crate::domain::appointment::Appointment;
use crate::domain::dog::{Dog, Size};
use crate::domain::id::{ClientId, DogId, RecordId, VisitId, WaitId, WeightId};
use crate::domain::record::VisitRecord;
use crate::domain::status::Status;
use crate::domain::waitlist::{Wait, WaitState, WaitWish, Weekdays};
use crate::domain::weight::Weight;

/// The last visits of a dog at which it was weighed.
const WEIGHED: usize = 3;

/// Blades and the style they make.
const STYLES: [(&str, &str); 5] = [
    ("comb 19 mm", "teddy face, round feet"),
    ("4F body, 7F feet", "round head"),
    ("scissors only", "natural, tidied feet"),
    ("5F body", "short all over"),
    ("comb 13 mm body", "fluffy legs"),
];

const PRODUCTS: [&str; 4] = ["oatmeal", "white coat shampoo", "hypoallergenic", ""];

const FINDINGS: [&str; 5] = [
    "",
    "",
    "a mat behind the left ear",
    "dry skin on the belly",
    "tartar, told",
];

/// Lets the dogs of one client that are booked for one time from today on be one visit.
pub(super) fn visits(
    appointments: &mut [Appointment],
    client_of: &HashMap<DogId, Option<ClientId>>,
    now: NaiveDateTime,
    dice: &mut Random,
) {
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, one) in appointments.iter().enumerate() {
        let client = client_of.get(&one.dog_id).copied().flatten();
        if let Some(client) = client.filter(|_| one.day >= now.date() && one.status.holds_time()) {
            let together = (one.day, one.start_min, one.pickup_min, client);
            groups.entry(together).or_default().push(at);
        }
    }
    for ((_, start, ..), group) in groups.into_iter().filter(|(_, group)| group.len() > 1) {
        let visit = VisitId::from_uuid(dice.uuid_at(millisecond(days_from(now.date(), -2), start)));
        for at in group {
            appointments[at].visit_id = Some(visit);
            appointments[at].drop_off_min = Some(start);
        }
    }
}

/// What the dogs of today weighed lately, and how they were done last time.
pub(super) fn cards(
    dogs: &[Dog],
    appointments: &[Appointment],
    now: NaiveDateTime,
    dice: &mut Random,
) -> (Vec<Weight>, Vec<VisitRecord>) {
    let today = now.date();
    let comes = appointments.iter().filter(|one| one.day == today);
    let mut seen = HashSet::new();
    let (mut weights, mut records) = (Vec::new(), Vec::new());
    for dog_id in comes.map(|one| one.dog_id).filter(|dog| seen.insert(*dog)) {
        let Some(dog) = dogs.iter().find(|dog| dog.id == dog_id) else {
            continue;
        };
        let was_here =
            |one: &&Appointment| one.dog_id == dog_id && one.day < today && one.status == Status::Gone;
        let before: Vec<&Appointment> = appointments.iter().filter(was_here).collect();
        let mut grams = usual_grams(dog.size, dice);
        for one in before.iter().rev().take(WEIGHED) {
            weights.push(Weight {
                id: WeightId::from_uuid(dice.uuid_at(millisecond(one.day, one.start_min))),
                dog_id,
                day: one.day,
                grams,
                rev: 1,
            });
            grams += grams / 100 * dice.between(-3, 2) / 10 * 10;
        }
        if let Some(last) = before.last().filter(|_| dice.chance(70)) {
            let (blade, style) = *dice.pick(&STYLES);
            records.push(VisitRecord {
                id: RecordId::from_uuid(dice.uuid_at(millisecond(last.day, last.end_min))),
                blade: blade.to_owned(),
                style: style.to_owned(),
                products: (*dice.pick(&PRODUCTS)).to_owned(),
                findings: (*dice.pick(&FINDINGS)).to_owned(),
                ..VisitRecord::blank(last.id)
            });
        }
    }
    (weights, records)
}

fn usual_grams(size: Option<Size>, dice: &mut Random) -> i64 {
    let (least, most) = match size {
        None | Some(Size::Small) => (24, 65),
        Some(Size::Medium) => (110, 180),
        Some(Size::Large) => (240, 360),
        Some(Size::ExtraLarge) => (420, 580),
    };
    dice.between(least, most) * 100
}

/// Three dogs without an appointment to come that wait for one: at any time, on some afternoons, and for one groomer.
pub(super) fn waits(
    people: &People,
    list: &PriceList,
    appointments: &[Appointment],
    now: NaiveDateTime,
    dice: &mut Random,
) -> Vec<Wait> {
    let today = now.date();
    let to_come = appointments.iter().filter(|one| one.day >= today);
    let booked: HashSet<DogId> = to_come.map(|one| one.dog_id).collect();
    let mut free: Vec<usize> = (0..people.dogs.len())
        .filter(|dog| {
            let habit = &people.habits[*dog];
            let comes = habit.until.is_none_or(|until| until > days_from(today, 60));
            comes && !habit.new_puppy && !booked.contains(&people.dogs[*dog].id)
        })
        .collect();
    // Whoever is due soon is who calls.
    free.sort_by_key(|dog| ((people.habits[*dog].due - today).num_days().abs(), *dog));
    let soon = days_from(today, 2);
    let any = WaitWish::any(soon);
    let afternoons = WaitWish {
        weekdays: Weekdays(0b1_1000),
        from_min: 14 * 60,
        last_day: Some(days_from(today, 16)),
        ..any
    };
    let groomer_id = appointments.last().map(|one| one.groomer_id);
    let mornings = WaitWish {
        groomer_id,
        before_min: 12 * 60,
        ..any
    };
    let wishes = [any, afternoons, mornings].into_iter().zip([70, 45, 20]);
    free.into_iter()
        .zip(wishes)
        .map(|(dog, (wish, hours))| {
            let card = &people.dogs[dog];
            let service = people.habits[dog].usual;
            let asked = now - TimeDelta::hours(hours);
            Wait {
                id: WaitId::from_uuid(dice.uuid_at(millisecond(asked.date(), 600))),
                dog_id: card.id,
                service_id: list.services[service].id,
                appointment_id: None,
                minutes: list.cost(service, card, today).minutes,
                wish,
                add_ons: Vec::new(),
                note: String::new(),
                call: false,
                state: WaitState::Waiting,
                asked_at: asked,
                rev: 1,
            }
        })
        .collect()
}
