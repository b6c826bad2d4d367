//! A salon to measure with: four groomers, a month of full days, and dogs without end.

use std::path::Path;

use chrono::{Days, NaiveDate};

use crate::cli::failure::Result;
use crate::demo::random::Random;
use crate::demo::words;
use crate::domain::appointment::{Appointment, Steps};
use crate::domain::dog::{Dog, Sex};
use crate::domain::groomer::Groomer;
use crate::domain::id::{AppointmentId, DogId, GroomerId};
use crate::domain::opening;
use crate::domain::salon::Salon;
use crate::domain::status::Status;
use crate::store::{By, Filling, GroomerWeek, Store};

/// The first day of the month that is full.
pub const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2026, 11, 2) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// How many days are full.
pub const DAYS: u64 = 30;

/// Each groomer's day: so many dogs of an hour each, from nine on.
const A_DAY: i64 = 9;

/// Made-up dogs with random ids, as the founding benchmark has them.
#[derive(Debug)]
pub struct Dogs {
    dice: Random,
    first_names: Vec<&'static str>,
    last_names: Vec<&'static str>,
}

impl Dogs {
    /// The dogs of a seed.
    pub fn new(seed: u64) -> Self {
        Self {
            dice: Random::new(seed),
            first_names: words::dog_names(),
            last_names: words::family_names(),
        }
    }

    /// The next dog.
    pub fn next(&mut self) -> Dog {
        Dog {
            id: DogId::from_uuid(self.dice.uuid()),
            first_name: (*self.dice.pick(&self.first_names)).to_owned(),
            last_name: (*self.dice.pick(&self.last_names)).to_owned(),
            sex: if self.dice.chance(50) {
                Sex::Male
            } else {
                Sex::Female
            },
            age: Some(self.dice.between(0, 15)),
            age_told: Some(FIRST_DAY),
            temperament: Some(self.dice.between(1, 4)),
            ..Dog::blank(None)
        }
    }
}

/// In whose name it is measured, and when.
pub fn by() -> By {
    By {
        actor: "bench".to_owned(),
        at: FIRST_DAY.and_time(chrono::NaiveTime::MIN),
    }
}

/// Makes the salon's file with the month in it.
pub fn create(path: &Path) -> Result<()> {
    let card = Salon::new("Bench", chrono_tz::UTC);
    let services = opening::services();
    let groomers: Vec<GroomerWeek> = (1..=4)
        .map(|position| {
            let id = GroomerId::new();
            GroomerWeek {
                groomer: Groomer {
                    id,
                    name: format!("Groomer {position}"),
                    lanes: 1,
                    position,
                    active: true,
                    largest: None,
                    max_dogs: None,
                    rev: 1,
                },
                shifts: opening::shifts(id, &card),
                breaks: Vec::new(),
                skills: Vec::new(),
            }
        })
        .collect();
    let mut made_up = Dogs::new(7);
    let (mut dogs, mut appointments) = (Vec::new(), Vec::new());
    for day in (0..DAYS).filter_map(|n| FIRST_DAY.checked_add_days(Days::new(n))) {
        for week in &groomers {
            for hour in 0..A_DAY {
                let dog = made_up.next();
                let start_min = 540 + hour * 60;
                let appointment = Appointment {
                    id: AppointmentId::new(),
                    dog_id: dog.id,
                    groomer_id: week.groomer.id,
                    service_id: services[0].id,
                    lane: Some(1),
                    day,
                    start_min,
                    end_min: start_min + 60,
                    pickup_min: start_min + 90,
                    status: Status::Booked,
                    price_cents: services[0].price_cents,
                    cancel_reason: String::new(),
                    note: String::new(),
                    drop_off_min: None,
                    over_reason: String::new(),
                    visit_id: None,
                    series_id: None,
                    rev: 1,
                };
                dogs.push(dog);
                appointments.push((appointment, Steps::default()));
            }
        }
    }
    let filling = Filling {
        groomers,
        services,
        dogs,
        appointments,
        ..Filling::empty(card)
    };
    Ok(Store::create(path, &filling, by().at)?)
}
