//! A believable salon, made up around a moment: a year behind it, six weeks ahead of it, and a full today.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

use super::book::{Book, Demand};
use super::extras;
use super::hours::{Hours, Rota};
use super::people::{People, days_from, millisecond, people};
use super::random::Random;
use super::services::PriceList;
use super::today::settle;
use crate::domain::appointment::{AddOn, Appointment, CANCEL_REASONS, Steps};
use crate::domain::client::Client;
use crate::domain::dog::Dog;
use crate::domain::groomer::{Break, Groomer, Shift};
use crate::domain::id::{AppointmentId, DogId, VaccinationId, VaccineId};
use crate::domain::price::Rate;
use crate::domain::record::VisitRecord;
use crate::domain::salon::Salon;
use crate::domain::service::Service;
use crate::domain::status::Status;
use crate::domain::vaccine::{Vaccination, Vaccine};
use crate::domain::waitlist::Wait;
use crate::domain::weight::Weight;

/// How far the book goes back, in days.
const PAST: i64 = 365;
/// How far ahead dogs are booked, in days.
const AHEAD: i64 = 42;
/// Month and day of the days on which nobody comes.
const RESTS: [(u32, u32); 3] = [(12, 25), (12, 26), (1, 1)];
/// The letters a board can show, each on some dog of today.
const LETTERS: [char; 6] = ['B', 'M', 'H', 'S', 'A', 'V'];

/// Everything the made-up salon knows.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct DemoSalon {
    /// The salon itself.
    pub salon: Salon,
    /// The clients.
    pub clients: Vec<Client>,
    /// Their dogs.
    pub dogs: Vec<Dog>,
    /// The groomers.
    pub groomers: Vec<Groomer>,
    /// When they work.
    pub shifts: Vec<Shift>,
    /// When they rest.
    pub breaks: Vec<Break>,
    /// The vaccines it asks about.
    pub vaccines: Vec<Vaccine>,
    /// What the dogs have had.
    pub vaccinations: Vec<Vaccination>,
    /// What is sold.
    pub services: Vec<Service>,
    /// The price list by size and coat.
    pub rates: Vec<Rate>,
    /// The book, day by day.
    pub appointments: Vec<Appointment>,
    /// What is done on top at some of them.
    pub add_ons: Vec<(AppointmentId, AddOn)>,
    /// When the steps of each appointment were taken, in the same order.
    pub steps: Vec<Steps>,
    /// What dogs weighed.
    pub weights: Vec<Weight>,
    /// What was done at some visits.
    pub records: Vec<VisitRecord>,
    /// Who waits for a time.
    pub waits: Vec<Wait>,
}

/// Makes the salon up: the same seed and moment give the same salon, ids included.
#[must_use]
pub fn plan(seed: u64, now: NaiveDateTime) -> DemoSalon {
    let mut dice = Random::new(seed);
    let today = now.date();
    let hours = Hours::around(now);
    let founded = millisecond(days_from(today, -2_500), 0);
    let rota = Rota::new(hours, today, founded, &mut dice);
    let list = PriceList::of(days_from(today, -2_500), today, founded, &mut dice);
    let mut people = people(today, PAST, &mut dice);
    let mut book = Book {
        rota: &rota,
        list: &list,
        closes: hours.closes,
        people: &mut people,
        dice: &mut dice,
        appointments: Vec::new(),
        add_ons: Vec::new(),
    };
    let mut of_today = 0..0;
    for ahead in -PAST..=AHEAD {
        let day = days_from(today, ahead);
        let first = book.fill_day(day, demand(ahead));
        if ahead == 0 {
            of_today = first..book.appointments.len();
        } else {
            settle_other_day(&mut book, first, ahead);
        }
    }
    let (mut appointments, add_ons) = (book.appointments, book.add_ons);
    let owners: HashMap<DogId, _> = people.dogs.iter().map(|dog| (dog.id, dog.client_id)).collect();
    let todays = &mut appointments[of_today];
    let client_of: Vec<_> = todays
        .iter()
        .map(|one| owners.get(&one.dog_id).copied().flatten())
        .collect();
    settle(todays, &client_of, hours.moment, &mut dice);
    show_every_letter(&mut people, todays, today, hours.moment);
    let steps = appointments
        .iter()
        .map(|one| steps(one, today, hours.moment, &mut dice))
        .collect();
    let (vaccines, vaccinations) = vaccinations(&people, founded, &mut dice);
    extras::visits(&mut appointments, &owners, now, &mut dice);
    let (weights, records) = extras::cards(&people.dogs, &appointments, now, &mut dice);
    let waits = extras::waits(&people, &list, &appointments, now, &mut dice);
    let mut made = DemoSalon {
        weights,
        records,
        waits,
        vaccines,
        vaccinations,
        salon: Salon {
            opens_min: hours.opens,
            closes_min: hours.closes,
            ..Salon::new("Salon Pom", chrono_tz::Europe::Lisbon)
        },
        clients: people.clients,
        dogs: people.dogs,
        groomers: rota.groomers,
        shifts: rota.shifts,
        breaks: rota.breaks,
        services: list.services,
        rates: list.rates,
        appointments,
        add_ons,
        steps,
    };
    made.rest_at_christmas(today);
    made
}

impl DemoSalon {
    /// Takes out of the book who was made up for days on which everybody rests. That comes last, so that all other days are
    /// what the seed makes of them; the two days that a visitor looks at stay full, whichever they are.
    fn rest_at_christmas(&mut self, today: NaiveDate) {
        let looked_at = today..=days_from(today, 1);
        let rests = |day: NaiveDate| RESTS.contains(&(day.month(), day.day())) && !looked_at.contains(&day);
        let steps = std::mem::take(&mut self.steps);
        let all = std::mem::take(&mut self.appointments).into_iter().zip(steps);
        let (gone, stay): (Vec<_>, Vec<_>) = all.partition(|(one, _)| rests(one.day));
        let gone: HashSet<AppointmentId> = gone.into_iter().map(|(one, _)| one.id).collect();
        (self.appointments, self.steps) = stay.into_iter().unzip();
        self.add_ons.retain(|(id, _)| !gone.contains(id));
        self.records
            .retain(|record| !gone.contains(&record.appointment_id));
        self.weights.retain(|weight| !rests(weight.day));
    }
}

/// Today and tomorrow are full, the past was busy, and the weeks ahead thin out.
fn demand(ahead: i64) -> Demand {
    let thinner = u64::try_from(ahead.max(0)).unwrap_or(0) * 2;
    Demand {
        ahead_days: match ahead {
            ..0 => 3,
            0 | 1 => 21,
            _ => 4,
        },
        percent: if ahead < 0 {
            95
        } else {
            90_u64.saturating_sub(thinner)
        },
        hole: 6 + ahead.max(0) / 2,
        looked_at: ahead == 0 || ahead == 1,
    }
}

/// Gives every appointment of a day that is not today its status; who did not come is asked again.
fn settle_other_day(book: &mut Book, first: usize, ahead: i64) {
    for place in first..book.appointments.len() {
        let (fate, confirmed) = (
            book.dice.below(100),
            book.dice.chance(if ahead == 1 { 60 } else { 12 }),
        );
        let reason = *book.dice.weighted(&[(5, 0), (3, 1), (1, 2), (1, 3)]);
        let status = match fate {
            0..7 if ahead < 0 => Status::NoShow,
            7..17 if ahead < 0 => Status::Cancelled,
            // A day ahead shows few cancellations, and tomorrow none: their time has been given away.
            7..11 if ahead > 1 => Status::Cancelled,
            _ if ahead < 0 => Status::Gone,
            _ if confirmed => Status::Confirmed,
            _ => Status::Booked,
        };
        book.appointments[place].status = status;
        if status == Status::Cancelled {
            CANCEL_REASONS[reason].clone_into(&mut book.appointments[place].cancel_reason);
        }
        if !status.holds_time() {
            let after = book.dice.between(3, 9);
            book.ask_again(place, after);
        }
    }
}

/// Sees to it that each alert letter stands on the board, on dogs that are here or still to come.
fn show_every_letter(people: &mut People, todays: &[Appointment], today: NaiveDate, moment: i64) {
    let here =
        |one: &&Appointment| one.status.is_in_salon() || (one.status.is_expected() && one.start_min > moment);
    let mut shown: Vec<DogId> = todays.iter().filter(here).map(|one| one.dog_id).collect();
    shown.extend(todays.iter().map(|one| one.dog_id));
    let seen = |people: &People, letter| {
        let dogs = people.dogs.iter();
        dogs.zip(&people.rabies)
            .filter(|(dog, _)| shown.contains(&dog.id))
            .any(|(dog, rabies)| {
                let due = rabies.is_some_and(|until| until < today);
                dog.alert_letters(due).contains(letter)
            })
    };
    for (letter, dog_id) in LETTERS.into_iter().zip(&shown) {
        if seen(people, letter) {
            continue;
        }
        let dogs = people.dogs.iter_mut().zip(&mut people.rabies);
        let Some((dog, rabies)) = dogs.into_iter().find(|(dog, _)| dog.id == *dog_id) else {
            continue;
        };
        match letter {
            'B' => {
                dog.alerts.bites = true;
                dog.temperament = Some(4);
            }
            'M' => dog.alerts.muzzle = true,
            'H' => dog.alerts.heart = true,
            'S' => dog.alerts.seizures = true,
            'A' => "chicken".clone_into(&mut dog.allergies),
            _ => *rabies = Some(days_from(today, -9)),
        }
    }
}

/// The vaccines of the list, and the rabies paper of each dog that has brought one.
fn vaccinations(people: &People, founded: u64, dice: &mut Random) -> (Vec<Vaccine>, Vec<Vaccination>) {
    let vaccines: Vec<Vaccine> = Vaccine::usual()
        .into_iter()
        .map(|vaccine| Vaccine {
            id: VaccineId::from_uuid(dice.uuid_at(founded)),
            ..vaccine
        })
        .collect();
    let rabies = vaccines.first().map(|vaccine| vaccine.id);
    let papers = people.dogs.iter().zip(&people.rabies);
    let given = papers
        .filter_map(|(dog, until)| Some((dog, (*until)?, rabies?)))
        .map(|(dog, until, vaccine_id)| Vaccination {
            id: VaccinationId::from_uuid(dice.uuid_at(founded)),
            dog_id: dog.id,
            vaccine_id,
            given: None,
            until,
            proof: dice.chance(85),
            exempt: false,
            rev: 1,
        })
        .collect();
    (vaccines, given)
}

/// When the steps were taken: about when they were due, in order, and on today never after `moment`.
fn steps(one: &Appointment, today: NaiveDate, moment: i64, dice: &mut Random) -> Steps {
    let midnight = one.day.and_time(chrono::NaiveTime::MIN);
    let latest = if one.day == today { moment } else { 24 * 60 - 1 };
    let at = |minute: i64| midnight.checked_add_signed(TimeDelta::minutes(minute.clamp(0, latest)));
    let arrived = one.start_min - dice.between(-4, 12);
    let started = arrived.max(one.start_min + dice.between(0, 6));
    let ready = (one.end_min + dice.between(-8, 12)).max(started + 5);
    let gone = ready.max(one.pickup_min + dice.between(-25, 5));
    let asked = one.day.pred_opt().and_then(|day| day.and_hms_opt(16, 5, 0));
    let reached = |status: Status| one.status.holds_time() && one.status >= status;
    Steps {
        confirmed: asked.filter(|_| reached(Status::Confirmed) && one.day <= today),
        arrived: at(arrived).filter(|_| reached(Status::Arrived)),
        started: at(started).filter(|_| reached(Status::InWork)),
        ready: at(ready).filter(|_| reached(Status::Ready)),
        gone: at(gone).filter(|_| reached(Status::Gone)),
        closed: match one.status {
            Status::NoShow => at(one.start_min + 30),
            Status::Cancelled if one.day <= today => asked,
            _ => None,
        },
    }
}
