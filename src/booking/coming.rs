//! What a dog that waits, and the others of its household, are booked for already.

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::appointment::Appointment;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::id::DogId;
use crate::domain::status::Status;
use crate::store::{Result, Store, WaitLine};

/// So many are told one by one.
const TOLD: usize = 2;

/// A dog that comes already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// Which dog.
    pub dog_id: DogId,
    /// Its first name; empty for the dog that waits itself.
    pub other: String,
    /// On which day.
    pub day: NaiveDate,
    /// From when, in minutes since midnight.
    pub start_min: i64,
    /// Whether it is in the salon now.
    pub here: bool,
}

/// The appointments of a dog that are expected from today on, the next one first.
pub fn expected(store: &Store, dog_id: DogId, today: NaiveDate) -> Result<Vec<Appointment>> {
    let mut expected = store.appointments_from(dog_id, today)?;
    expected.retain(|each| each.status.is_expected());
    Ok(expected)
}

/// The next appointment of a dog from today on that is not over, one it is in the salon for included.
pub fn next_to_come(store: &Store, dog_id: DogId, today: NaiveDate) -> Result<Option<Appointment>> {
    let all = store.appointments_from(dog_id, today)?.into_iter();
    Ok(all
        .filter(|each| each.status.is_expected() || each.status.is_in_salon())
        .min_by_key(|each| (each.day, each.start_min)))
}

/// What is booked already for the dog of a line and for those that live with it, its own first; without the appointment
/// that the line itself is about.
pub fn coming(store: &Store, line: &WaitLine, now: NaiveDateTime) -> Result<Vec<Coming>> {
    let mut dogs = vec![(line.wait.dog_id, String::new())];
    if let Some(client) = line.client_id {
        let others = store.dogs_of(client)?.into_iter();
        let others = others.filter(|dog| dog.id != line.wait.dog_id);
        dogs.extend(others.map(|dog| (dog.id, dog.first_name)));
    }
    let today = now.date();
    let mut coming = Vec::new();
    for (id, other) in dogs {
        for booked in store.appointments_from(id, today)? {
            let here = booked.day == today && booked.status.holds_time() && booked.status != Status::Gone;
            if (here || booked.status.is_expected()) && Some(booked.id) != line.wait.appointment_id {
                coming.push(Coming {
                    dog_id: id,
                    other: other.clone(),
                    day: booked.day,
                    start_min: booked.start_min,
                    here: !booked.status.is_expected(),
                });
            }
        }
    }
    coming.sort_by_key(|one| (!one.other.is_empty(), one.day, one.start_min));
    Ok(coming)
}

/// The same in one line: `Comes already Thu 3 Dec 10:00; Max is here now`; empty where nobody comes.
#[must_use]
pub fn coming_words(coming: &[Coming], today: NaiveDate) -> String {
    let when = |one: &Coming| format!("{} {}", short_day(one.day, today), hhmm(one.start_min));
    let mut told: Vec<String> = coming
        .iter()
        .take(TOLD)
        .enumerate()
        .map(|(at, one)| match (at, one.other.as_str()) {
            (_, "") if one.here => "Is here now".to_owned(),
            (_, other) if one.here => format!("{other} is here now"),
            (0, "") => format!("Comes already {}", when(one)),
            (0, other) => format!("{other} comes already {}", when(one)),
            (_, "") => when(one),
            (_, other) => format!("{other} {}", when(one)),
        })
        .collect();
    if coming.len() > TOLD {
        told.push(format!("{} more", coming.len() - TOLD));
    }
    told.join("; ")
}
