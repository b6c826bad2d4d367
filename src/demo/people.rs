//! The made-up clients and their dogs.

use chrono::{Days, NaiveDate};

use super::random::Random;
use super::services::{Place, coat, usual_on_top, usual_service};
use super::words::{self, Breed};
use crate::domain::client::Client;
use crate::domain::dog::{Alerts, Dog, Sex};
use crate::domain::id::{ClientId, DogId};
use crate::domain::text::fold;

/// How many dogs the salon knows, at least.
const DOGS: usize = 800;
/// Telephone numbers that will never be anybody's: Ofcom keeps 07700 900000 to 900999 for stories.
const NUMBERS: u64 = 1_000;

/// Of a hundred dogs, how many are of which age in whole years.
const AGES: [(u64, i64); 16] = [
    (6, 0),
    (10, 1),
    (10, 2),
    (10, 3),
    (9, 4),
    (9, 5),
    (8, 6),
    (8, 7),
    (7, 8),
    (6, 9),
    (5, 10),
    (4, 11),
    (3, 12),
    (2, 13),
    (2, 14),
    (1, 15),
];

/// What the plan knows of a dog beyond its card.
#[derive(Clone, Debug)]
pub(super) struct Habit {
    /// The client's place in the list.
    pub client: usize,
    /// Weeks from one visit to the next.
    pub weeks: i64,
    /// What it comes for as a rule.
    pub usual: Place,
    /// What is done on top of that every time.
    pub on_top: Option<Place>,
    /// The place of the groomer it likes.
    pub groomer: usize,
    /// When it should come next.
    pub due: NaiveDate,
    /// When it stopped coming.
    pub until: Option<NaiveDate>,
    /// Whether it is a puppy that was never here.
    pub new_puppy: bool,
}

/// Everybody who ever came.
pub(super) struct People {
    pub clients: Vec<Client>,
    pub dogs: Vec<Dog>,
    /// One a dog, in the same order.
    pub habits: Vec<Habit>,
    /// The last day of each dog's rabies vaccine, in the same order.
    pub rabies: Vec<Option<NaiveDate>>,
}

/// A day so many days away, negative for before; the same day at the ends of the calendar.
pub(super) fn days_from(day: NaiveDate, days: i64) -> NaiveDate {
    let distance = Days::new(days.unsigned_abs());
    let moved = if days < 0 {
        day.checked_sub_days(distance)
    } else {
        day.checked_add_days(distance)
    };
    moved.unwrap_or(day)
}

/// The millisecond since 1970 of a minute of a day; 0 for anything before.
pub(super) fn millisecond(day: NaiveDate, minute: i64) -> u64 {
    let seconds = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp() + minute * 60;
    u64::try_from(seconds * 1000).unwrap_or(0)
}

struct Lists {
    first_names: Vec<&'static str>,
    family_names: Vec<&'static str>,
    dog_names: Vec<&'static str>,
    breeds: Vec<(u64, Breed)>,
    notes: Vec<&'static str>,
    allergies: Vec<&'static str>,
}

/// Makes up the clients and dogs of a salon that has had this list for `days` days up to today.
pub(super) fn people(today: NaiveDate, days: i64, dice: &mut Random) -> People {
    let lists = Lists {
        first_names: words::first_names(),
        family_names: words::family_names(),
        dog_names: words::dog_names(),
        breeds: words::breeds(),
        notes: words::notes(),
        allergies: words::allergies(),
    };
    let mut people = People {
        clients: Vec::new(),
        dogs: Vec::new(),
        habits: Vec::new(),
        rabies: Vec::new(),
    };
    // A step that shares no factor with the count visits every number once.
    let (first_number, step) = (dice.below(NUMBERS), 337);
    let mut number = first_number;
    while people.dogs.len() < DOGS {
        number = (number + step) % NUMBERS;
        let known_since = days_from(today, -dice.between(0, 2_000));
        let client = client(&lists, number, known_since, dice);
        let household = *dice.weighted(&[(74, 1), (21, 2), (5, 3)]);
        for _ in 0..household {
            let breed = dice.weighted(&lists.breeds).clone();
            let (dog, rabies) = dog(&lists, &breed, &client, today, known_since, dice);
            people
                .habits
                .push(habit(&breed, &dog, people.clients.len(), today, days, dice));
            people.dogs.push(dog);
            people.rabies.push(rabies);
        }
        people.clients.push(client);
    }
    people
}

fn client(lists: &Lists, number: u64, known_since: NaiveDate, dice: &mut Random) -> Client {
    let first_name = *dice.pick_early(&lists.first_names);
    let last_name = *dice.pick_early(&lists.family_names);
    let email = if dice.chance(65) {
        let plain = |name: &str| fold(name).replace(|c: char| !c.is_ascii_alphanumeric(), "");
        format!("{}.{}@example.com", plain(first_name), plain(last_name))
    } else {
        String::new()
    };
    Client {
        id: ClientId::from_uuid(dice.uuid_at(millisecond(known_since, 600))),
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        phone: format!("07700 900{number:03}"),
        email,
        ..Client::blank()
    }
}

fn dog(
    lists: &Lists,
    breed: &Breed,
    client: &Client,
    today: NaiveDate,
    known_since: NaiveDate,
    dice: &mut Random,
) -> (Dog, Option<NaiveDate>) {
    let years = *dice.weighted(&AGES);
    // The youngest visitor is twelve weeks old.
    let birth = days_from(today, -(years * 365 + dice.between(84, 364)));
    let told = dice.chance(20).then(|| days_from(today, -dice.between(0, 300)));
    let temperament = *dice.weighted(&[(46, 1), (33, 2), (15, 3), (5, 4), (1, 5)]);
    let bites = temperament >= 4 && dice.chance(70);
    let maybe = |text: &'static str, wanted: bool| if wanted { text.to_owned() } else { String::new() };
    let (note, allergy) = (*dice.pick(&lists.notes), *dice.pick(&lists.allergies));
    let mut dog = Dog {
        id: DogId::from_uuid(dice.uuid_at(millisecond(known_since, 601))),
        client_id: Some(client.id),
        first_name: (*dice.pick_early(&lists.dog_names)).to_owned(),
        last_name: client.last_name.clone(),
        breed: breed.name.clone(),
        size: Some(breed.size),
        coat: coat(breed),
        sex: *dice.weighted(&[
            (15, Sex::Male),
            (34, Sex::MaleNeutered),
            (14, Sex::Female),
            (35, Sex::FemaleSpayed),
            (2, Sex::Unknown),
        ]),
        birth: told.is_none().then_some(birth),
        age: told.map(|_| years),
        age_told: told,
        temperament: Some(temperament),
        alerts: Alerts {
            bites,
            muzzle: temperament >= 4 && dice.chance(50),
            heart: dice.chance(if years > 9 { 12 } else { 1 }),
            seizures: dice.chance(2),
        },
        allergies: maybe(allergy, dice.chance(6)),
        ..Dog::blank(None)
    };
    let rabies = dice.chance(80).then(|| days_from(today, dice.between(-40, 700)));
    // Codes from 999 are for trying readers out; no living dog carries one.
    if dice.chance(75) {
        dog.chip = format!("999{:012}", dice.below(1_000_000_000_000));
    }
    dog.note = maybe(note, dice.chance(30));
    (dog, rabies)
}

fn habit(breed: &Breed, dog: &Dog, client: usize, today: NaiveDate, days: i64, dice: &mut Random) -> Habit {
    let usual = usual_service(breed, dice);
    let start = days_from(today, -days);
    let groomer = *dice.weighted(&[(28, 0), (26, 1), (24, 2), (22, 3)]);
    let grown = dog.birth.map_or(start, |birth| days_from(birth, 98));
    let new_puppy = grown > start;
    // One in six came to us during the year.
    let from = if dice.chance(16) {
        days_from(start, dice.between(0, days - 40))
    } else {
        start
    };
    Habit {
        client,
        weeks: breed.weeks,
        usual,
        on_top: usual_on_top(usual, breed, dice),
        groomer,
        due: days_from(from.max(grown), dice.between(0, breed.weeks * 7)),
        until: dice
            .chance(9)
            .then(|| days_from(today, -dice.between(80, days.max(80)))),
        new_puppy,
    }
}
