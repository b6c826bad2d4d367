//! What was said at the desk, kept apart from the program: afterwards the salon's file has to hold exactly that.

#![allow(dead_code, reason = "each test binary uses a part of it")]

mod check;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDateTime};
use pomsalon::domain::appointment::Appointment;
use pomsalon::domain::client::Client;
use pomsalon::domain::dog::Dog;
use pomsalon::domain::groomer::{Groomer, Shift};
use pomsalon::domain::id::{AppointmentId, DogId, GroomerId, ServiceId, ShiftId};
use pomsalon::domain::money::Cents;
use pomsalon::domain::salon::Salon;
use pomsalon::domain::service::Service;
use pomsalon::domain::status::Status;
use pomsalon::store::{Applied, AppointmentEdit, By, Edit, Filling, GroomerWeek, NewDog, Store};

#[allow(unused_imports, reason = "each test binary uses a part of it")]
pub use check::{holds, is_sound, undoes};

/// How many dogs the salon starts with.
pub const DOGS: usize = 8;

/// Whether there is time for everything: `POMSALON_SOAK` is set.
pub fn is_long() -> bool {
    std::env::var_os("POMSALON_SOAK").is_some_and(|value| !value.is_empty())
}

/// The quick number, or the long one under `POMSALON_SOAK`.
pub fn scale(quick: usize, long: usize) -> usize {
    if is_long() { long } else { quick }
}

/// Friday 20 November 2026 at ten o'clock.
pub fn ten() -> NaiveDateTime {
    pomsalon::domain::clock::parse_moment("2026-11-20T10:00").unwrap()
}

/// Ana, at ten o'clock on that Friday.
pub fn ana() -> By {
    By {
        actor: "ana".to_owned(),
        at: ten(),
    }
}

/// A salon's file with two groomers and eight dogs, and who is in it.
#[derive(Clone)]
pub struct Book {
    pub path: PathBuf,
    groomers: Vec<GroomerId>,
    bath: ServiceId,
    dogs: Vec<DogId>,
}

impl Book {
    /// The same salon in a copy of its file.
    pub fn moved_to(&self, folder: &Path) -> Self {
        Self {
            path: folder.join("salon.db"),
            ..self.clone()
        }
    }
}

fn week(name: &str, position: i64) -> GroomerWeek {
    let id = GroomerId::new();
    let shift = |weekday| Shift {
        id: ShiftId::new(),
        groomer_id: id,
        weekday,
        start_min: 480,
        end_min: 1200,
    };
    GroomerWeek {
        groomer: Groomer {
            id,
            name: name.to_owned(),
            lanes: 1,
            position,
            active: true,
            largest: None,
            max_dogs: None,
            rev: 1,
        },
        shifts: (1..=7).map(shift).collect(),
        breaks: Vec::new(),
        skills: Vec::new(),
    }
}

fn client(first_name: &str, last_name: &str, phone: &str) -> Client {
    Client {
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        phone: phone.to_owned(),
        ..Client::blank()
    }
}

fn dog(first_name: &str, owner: &Client) -> Dog {
    Dog {
        first_name: first_name.to_owned(),
        last_name: owner.last_name.clone(),
        ..Dog::blank(Some(owner.id))
    }
}

/// What a salon of these stories starts with.
pub fn filling() -> Filling {
    let clients = vec![
        client("Marta", "Moreira", "555 0123"),
        client("Łukasz", "Großmann", "555 0188"),
    ];
    let names = ["Bella", "Rex", "Kiki", "Luna", "Otto", "Nala", "Søren", "Miso"];
    let dogs = names
        .iter()
        .enumerate()
        .map(|(at, name)| dog(name, &clients[at % 2]));
    Filling {
        groomers: vec![week("Ana", 1), week("Bo", 2)],
        services: vec![Service {
            id: ServiceId::new(),
            name: "Pom bath".to_owned(),
            minutes: 60,
            stay_minutes: 120,
            price_cents: Cents(5000),
            position: 1,
            active: true,
            add_on: false,
            needs_waiver: false,
            rev: 1,
        }],
        dogs: dogs.collect(),
        clients: clients.clone(),
        ..Filling::empty(Salon::new("Salon Pom", chrono_tz::Europe::Lisbon))
    }
}

/// Makes a salon's file in a folder.
pub fn book(folder: &Path) -> Book {
    let filling = filling();
    let path = folder.join("salon.db");
    Store::create(&path, &filling, ten()).unwrap();
    Book {
        path,
        groomers: filling.groomers.iter().map(|week| week.groomer.id).collect(),
        bath: filling.services[0].id,
        dogs: filling.dogs.iter().map(|dog| dog.id).collect(),
    }
}

/// Dogs for an import; every third brings a new client.
pub fn many_dogs(count: usize) -> Vec<NewDog> {
    let new = |at: usize| {
        let owner = client("Zoltán", "Quix", &format!("555 {at:04}"));
        let mut dog = dog(&format!("Whippet {at}"), &owner);
        let brings = at.is_multiple_of(3);
        dog.client_id = brings.then_some(owner.id);
        NewDog {
            dog,
            client: brings.then_some(owner),
            vaccine_until: None,
        }
    };
    (0..count).map(new).collect()
}

/// Something a person at the desk says.
#[derive(Clone, Debug)]
pub enum Said {
    /// Books the next free place.
    Book(Box<Appointment>),
    /// Confirms, or takes that back.
    Step(AppointmentId, Status),
    /// Calls off.
    Cancel(AppointmentId),
    /// Takes the last thing back.
    Undo,
}

/// One appointment as the salon believes it to be.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Believed {
    status: Status,
    rev: i64,
}

/// Everything that was said and confirmed.
#[derive(Clone)]
pub struct Ledger {
    book: Book,
    /// Places in the book that were asked for, whether or not it came to anything.
    asked: u64,
    appointments: BTreeMap<AppointmentId, Believed>,
    /// What an undo would take back: whose state, and what it was before.
    standing: Vec<(AppointmentId, Option<Status>, String)>,
    /// The journal's entries by number.
    intents: BTreeMap<i64, String>,
}

impl Ledger {
    /// Nothing was said yet.
    pub fn of(book: &Book) -> Self {
        Self {
            book: book.clone(),
            asked: 0,
            appointments: BTreeMap::new(),
            standing: Vec::new(),
            intents: BTreeMap::new(),
        }
    }

    /// How many things were confirmed.
    pub fn confirmed(&self) -> usize {
        self.intents.len()
    }

    /// What was done by the newest thing that an undo would take back.
    pub fn newest_standing(&self) -> &str {
        self.standing.last().map_or("", |(_, _, label)| label)
    }

    /// What a busy morning says as its number `turn`.
    pub fn next(&mut self, turn: usize) -> Said {
        let active = |believed: &Believed| matches!(believed.status, Status::Booked | Status::Confirmed);
        let mut to_come = self.appointments.iter().filter(|(_, believed)| active(believed));
        match turn % 8 {
            2 | 7 => to_come.next_back().map(|(id, believed)| {
                let to = if believed.status == Status::Booked {
                    Status::Confirmed
                } else {
                    Status::Booked
                };
                Said::Step(*id, to)
            }),
            4 => to_come.next().map(|(id, _)| Said::Cancel(*id)),
            6 if !self.standing.is_empty() => Some(Said::Undo),
            _ => None,
        }
        .unwrap_or_else(|| Said::Book(Box::new(self.next_place())))
    }

    fn next_place(&mut self) -> Appointment {
        let at = self.asked;
        self.asked += 1;
        let (day, place) = (at / 24, at % 24);
        let pick = |count: usize| usize::try_from(at).unwrap_or(0) % count;
        let start_min = 480 + i64::try_from(place / 2).unwrap_or(0) * 60;
        Appointment {
            id: AppointmentId::new(),
            dog_id: self.book.dogs[pick(DOGS)],
            groomer_id: self.book.groomers[pick(2)],
            service_id: self.book.bath,
            lane: None,
            day: ten().date() + Days::new(day + 1),
            start_min,
            end_min: start_min + 60,
            pickup_min: start_min + 120,
            status: Status::Booked,
            price_cents: Cents(5000),
            cancel_reason: String::new(),
            note: "asks for a quiet table".to_owned(),
            drop_off_min: None,
            over_reason: String::new(),
            visit_id: None,
            series_id: None,
            rev: 1,
        }
    }

    /// The edit that says it.
    pub fn edit(&self, said: &Said) -> Edit {
        let rev = |id: &AppointmentId| self.appointments[id].rev;
        match said {
            Said::Book(appointment) => {
                Edit::Appointment(AppointmentEdit::Book((*appointment.clone()).into()))
            }
            Said::Step(id, to) => Edit::Appointment(AppointmentEdit::Step {
                id: *id,
                rev: rev(id),
                to: *to,
            }),
            Said::Cancel(id) => Edit::Appointment(AppointmentEdit::Cancel {
                id: *id,
                rev: rev(id),
                reason: "ill".to_owned(),
            }),
            Said::Undo => Edit::Undo,
        }
    }

    /// Notes that it was confirmed.
    pub fn keep(&mut self, said: &Said, applied: &Applied) {
        match said {
            Said::Book(appointment) => {
                let believed = Believed {
                    status: Status::Booked,
                    rev: 1,
                };
                self.appointments.insert(appointment.id, believed);
                self.standing.push((appointment.id, None, applied.label.clone()));
            }
            Said::Step(id, to) => self.change(*id, *to, applied),
            Said::Cancel(id) => self.change(*id, Status::Cancelled, applied),
            Said::Undo => match self.standing.pop() {
                Some((id, None, _)) => drop(self.appointments.remove(&id)),
                Some((id, Some(before), _)) => self.set(id, before),
                None => panic!("there was nothing to take back: {}", applied.label),
            },
        }
        // An undo stands in the journal under the name of what it took back.
        let label = applied.label.trim_start_matches("Undone: ");
        self.intents.insert(applied.intent, label.to_owned());
    }

    fn change(&mut self, id: AppointmentId, to: Status, applied: &Applied) {
        let before = self.appointments[&id].status;
        self.standing.push((id, Some(before), applied.label.clone()));
        self.set(id, to);
    }

    fn set(&mut self, id: AppointmentId, status: Status) {
        let believed = self.appointments.get_mut(&id).unwrap();
        believed.status = status;
        believed.rev += 1;
    }

    /// Says it and notes it once it is confirmed.
    pub fn say(&mut self, store: &mut Store, turn: usize) -> pomsalon::store::Result<()> {
        let said = self.next(turn);
        let applied = store.apply(&self.edit(&said), &ana())?;
        self.keep(&said, &applied);
        Ok(())
    }
}
