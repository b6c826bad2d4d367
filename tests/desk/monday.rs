//! A Monday of sixty calls, as a receptionist takes them: `monday/calls.md` says who calls, which keys she presses, and what
//! the desk says. At the end the book is right, and no rule is broken.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chrono::{Days, NaiveDate};
use pomsalon::domain::appointment::Appointment;
use pomsalon::domain::client::Client;
use pomsalon::domain::dog::{Dog, Size};
use pomsalon::domain::groomer::{Break, Groomer, Shift};
use pomsalon::domain::how_big::HowBig;
use pomsalon::domain::id::{AppointmentId, BreakId, GroomerId, ServiceId, ShiftId};
use pomsalon::domain::money::Cents;
use pomsalon::domain::salon::Salon;
use pomsalon::domain::schedule::{Need, Span, Taken};
use pomsalon::domain::service::Service;
use pomsalon::domain::status::Status;
use pomsalon::store::{Filling, GroomerWeek, Store};

use crate::harness::Desk;

const MONDAY: &str = "2026-11-23";

/// First and last name, phone, and the dogs with breed and size.
type Household = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str, Size)],
);

const CLIENTS: [Household; 18] = [
    (
        "Marta",
        "Moreira",
        "555 0101",
        &[
            ("Bella", "Pomeranian", Size::Small),
            ("Bruno", "Labrador", Size::Large),
        ],
    ),
    (
        "Jonas",
        "Weber",
        "555 0102",
        &[("Rex", "German shepherd", Size::Large)],
    ),
    (
        "Inês",
        "Costa",
        "555 0103",
        &[
            ("Kiki", "Shih tzu", Size::Small),
            ("Coco", "Toy poodle", Size::Small),
        ],
    ),
    ("Rui", "Alves", "555 0104", &[("Momo", "Havanese", Size::Small)]),
    (
        "Sofia",
        "Pinto",
        "555 0105",
        &[("Luna", "Goldendoodle", Size::Large)],
    ),
    (
        "Peter",
        "Hall",
        "555 0106",
        &[("Max", "Cocker spaniel", Size::Medium)],
    ),
    (
        "Ida",
        "Berg",
        "555 0107",
        &[
            ("Zorro", "Standard poodle", Size::Large),
            ("Pip", "Yorkshire terrier", Size::Small),
            ("Nala", "Beagle", Size::Medium),
        ],
    ),
    (
        "Tomás",
        "Reis",
        "555 0108",
        &[("Faísca", "Pomeranian", Size::Small)],
    ),
    ("Eva", "Lund", "555 0109", &[("Olli", "Schnauzer", Size::Medium)]),
    (
        "Carl",
        "Nash",
        "555 0110",
        &[("Duke", "Newfoundland", Size::ExtraLarge)],
    ),
    ("Ana", "Prado", "555 0111", &[("Mel", "Maltese", Size::Small)]),
    (
        "Otto",
        "Klein",
        "555 0112",
        &[("Waldi", "Dachshund", Size::Small)],
    ),
    (
        "Lia",
        "Santos",
        "555 0113",
        &[("Bolt", "Border collie", Size::Medium)],
    ),
    ("Noah", "Frank", "555 0114", &[("Gin", "Westie", Size::Small)]),
    ("Vera", "Lima", "555 0115", &[("Thor", "Samoyed", Size::Large)]),
    ("Hugo", "Dias", "555 0116", &[("Fifi", "Bichon", Size::Small)]),
    (
        "Nina",
        "Horn",
        "555 0117",
        &[("Sam", "Cavalier spaniel", Size::Small)],
    ),
    ("Paul", "Gray", "555 0118", &[("Bella", "Beagle", Size::Medium)]),
];

/// What is booked already: day from Monday on, dog, groomer, service, start.
const BOOKED: [(u64, &str, &str, &str, i64); 16] = [
    (0, "Bella Moreira", "Ana", "Bath", 540),
    (0, "Rex Weber", "Bo", "Full groom", 570),
    (0, "Kiki Costa", "Carla", "Full groom", 600),
    (0, "Max Hall", "Ana", "Full groom", 660),
    (0, "Gin Frank", "Carla", "Bath", 840),
    (0, "Luna Pinto", "Bo", "Full groom", 840),
    (1, "Olli Lund", "Ana", "Full groom", 540),
    (1, "Waldi Klein", "Bo", "Bath", 600),
    (1, "Bolt Santos", "Ana", "Bath", 840),
    (2, "Thor Lima", "Bo", "Full groom", 540),
    (2, "Fifi Dias", "Carla", "Full groom", 660),
    (3, "Mel Prado", "Ana", "Full groom", 600),
    (3, "Faísca Reis", "Bo", "Full groom", 600),
    (3, "Sam Horn", "Ana", "Bath", 840),
    (4, "Zorro Berg", "Bo", "Full groom", 540),
    (4, "Bella Gray", "Ana", "Bath", 600),
];

fn groomer(
    name: &str,
    position: i64,
    days: std::ops::RangeInclusive<i64>,
    largest: Option<Size>,
) -> GroomerWeek {
    let id = GroomerId::new();
    GroomerWeek {
        groomer: Groomer {
            id,
            name: name.to_owned(),
            lanes: 1,
            position,
            active: true,
            largest,
            max_dogs: Some(6),
            rev: 1,
        },
        shifts: days
            .clone()
            .map(|weekday| Shift {
                id: ShiftId::new(),
                groomer_id: id,
                weekday,
                start_min: 540,
                end_min: 1080,
            })
            .collect(),
        breaks: days
            .map(|weekday| Break {
                id: BreakId::new(),
                groomer_id: id,
                weekday,
                start_min: 780,
                end_min: 810,
            })
            .collect(),
        skills: Vec::new(),
    }
}

fn service(name: &str, minutes: i64, stay_minutes: i64, price: i64, position: i64, add_on: bool) -> Service {
    Service {
        id: ServiceId::new(),
        name: name.to_owned(),
        minutes,
        stay_minutes,
        price_cents: Cents(price * 100),
        position,
        active: true,
        add_on,
        needs_waiver: false,
        rev: 1,
    }
}

/// The salon on Monday morning.
fn filling() -> Filling {
    let monday: NaiveDate = MONDAY.parse().unwrap();
    let services = vec![
        service("Bath", 60, 90, 45, 1, false),
        service("Full groom", 90, 150, 75, 2, false),
        service("Nails", 15, 15, 18, 3, false),
        service("Teeth", 10, 10, 12, 4, true),
    ];
    let mut carla = groomer("Carla", 3, 1..=5, Some(Size::Medium));
    // Carla does no nails.
    carla.skills = services
        .iter()
        .filter(|each| each.name != "Nails")
        .map(|each| each.id)
        .collect();
    let groomers = vec![
        groomer("Ana", 1, 1..=6, None),
        groomer("Bo", 2, 1..=5, None),
        carla,
    ];
    let (mut clients, mut dogs) = (Vec::new(), Vec::new());
    for (first, last, phone, of) in CLIENTS {
        let client = Client {
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            phone: phone.to_owned(),
            ..Client::blank()
        };
        for (name, breed, size) in of {
            dogs.push(Dog {
                first_name: (*name).to_owned(),
                last_name: last.to_owned(),
                breed: (*breed).to_owned(),
                size: Some(*size),
                ..Dog::blank(Some(client.id))
            });
        }
        clients.push(client);
    }
    let appointments = BOOKED
        .iter()
        .map(|(days, dog, groomer, service, start_min)| {
            let dog = dogs.iter().find(|each| each.name() == *dog).unwrap();
            let groomer = groomers
                .iter()
                .find(|each| each.groomer.name == *groomer)
                .unwrap();
            let service = services.iter().find(|each| each.name == *service).unwrap();
            let appointment = Appointment {
                id: AppointmentId::new(),
                dog_id: dog.id,
                groomer_id: groomer.groomer.id,
                service_id: service.id,
                lane: Some(1),
                day: monday + Days::new(*days),
                start_min: *start_min,
                end_min: start_min + service.minutes,
                pickup_min: start_min + service.stay_minutes,
                status: Status::Booked,
                price_cents: service.price_cents,
                cancel_reason: String::new(),
                note: String::new(),
                drop_off_min: None,
                over_reason: String::new(),
                visit_id: None,
                series_id: None,
                rev: 1,
            };
            (appointment, pomsalon::domain::appointment::Steps::default())
        })
        .collect();
    Filling {
        groomers,
        services,
        clients,
        dogs,
        appointments,
        ..Filling::empty(Salon::new("Salon Pom", chrono_tz::Europe::Lisbon))
    }
}

/// One line of `calls.md`.
struct Call {
    kind: String,
    said: String,
    keys: String,
    shown: Vec<String>,
}

/// The calls by the hour they begin at.
fn calls() -> Vec<(String, Vec<Call>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/desk/monday/calls.md");
    let text = fs::read_to_string(path).unwrap();
    let mut hours: Vec<(String, Vec<Call>)> = Vec::new();
    for line in text.lines() {
        if let Some(hour) = line.strip_prefix("## ") {
            hours.push((hour.to_owned(), Vec::new()));
        }
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if let [kind, said, keys, shown] = cells.as_slice()
            && keys.starts_with('`')
        {
            let code = |text: &str| text.trim_matches('`').to_owned();
            hours.last_mut().unwrap().1.push(Call {
                kind: (*kind).to_owned(),
                said: (*said).to_owned(),
                keys: code(keys),
                shown: shown.split(" / ").map(code).collect(),
            });
        }
    }
    hours
}

/// The book from Monday on, a line an appointment.
fn book(store: &Store) -> String {
    let mut out = String::new();
    let monday: NaiveDate = MONDAY.parse().unwrap();
    for day in monday.iter_days().take(200) {
        for visit in store.visits(day).unwrap() {
            let a = &visit.appointment;
            let time = pomsalon::domain::clock::hhmm(a.start_min);
            let mut marks = String::new();
            if a.visit_id.is_some() {
                marks.push_str(", together");
            }
            if a.series_id.is_some() {
                marks.push_str(", series");
            }
            if !a.over_reason.is_empty() {
                let _ = write!(marks, ", beyond the rules: {}", a.over_reason);
            }
            let status = a.status.as_str();
            let _ = writeln!(
                out,
                "{} {time} {} {}, {} {status}{marks}",
                day.format("%a %-d %b"),
                visit.groomer,
                visit.dog,
                visit.service
            );
        }
    }
    for line in store.waitlist(monday).unwrap() {
        let _ = writeln!(out, "waits: {}", line.dog);
    }
    out
}

/// Every appointment that holds time, judged again by every rule of the salon as if it were not there.
fn no_rule_is_broken(store: &Store) {
    let monday: NaiveDate = MONDAY.parse().unwrap();
    let services: BTreeMap<ServiceId, String> = store
        .services()
        .unwrap()
        .into_iter()
        .map(|each| (each.id, each.name))
        .collect();
    let mut judged = 0;
    for day in monday.iter_days().take(200) {
        let visits = store.visits(day).unwrap();
        for visit in visits
            .iter()
            .filter(|visit| visit.appointment.status.holds_time())
        {
            let a = &visit.appointment;
            let beside = |other: &&&pomsalon::store::Visit| {
                other.appointment.id != a.id && other.appointment.span().overlaps(a.span())
            };
            let busy: Vec<_> = visits
                .iter()
                .filter(|other| other.appointment.status.holds_time())
                .collect();
            assert!(
                !busy
                    .iter()
                    .filter(beside)
                    .any(|other| other.appointment.dog_id == a.dog_id),
                "{} is in two places on {day}",
                visit.dog
            );
            if !a.over_reason.is_empty() {
                continue;
            }
            let workdays = store.workdays(day, Some(a.id)).unwrap();
            let mut workday = workdays
                .into_iter()
                .find(|each| each.groomer_id == a.groomer_id)
                .unwrap();
            // What was put there beyond the rules is in nobody's way.
            let beyond: Vec<&&pomsalon::store::Visit> = busy
                .iter()
                .filter(|other| !other.appointment.over_reason.is_empty())
                .collect();
            workday.taken.retain(|taken: &Taken| {
                !beyond.iter().any(|other| {
                    other.appointment.groomer_id == a.groomer_id
                        && Span {
                            start: other.appointment.start_min,
                            end: other.appointment.end_min,
                        } == taken.span
                })
            });
            let mut done = vec![(a.service_id, services[&a.service_id].clone())];
            done.extend(
                store
                    .add_ons(a.id)
                    .unwrap()
                    .into_iter()
                    .map(|each| (each.service_id, services[&each.service_id].clone())),
            );
            let dog = store.dog(a.dog_id).unwrap().unwrap();
            let need = Need {
                minutes: a.span().minutes(),
                services: done,
                size: HowBig::of(dog.size, &dog.breed),
            };
            let against = workday.refusals(&need, a.start_min, a.arrives_min());
            assert_eq!(against, [], "{} on {day} at {}", visit.dog, a.start_min);
            judged += 1;
        }
    }
    assert!(judged >= 35, "only {judged} appointments were judged");
}

#[test]
fn sixty_calls_on_a_monday_and_the_book_is_right() {
    let hours = calls();
    let mut desk = Desk::filled("2026-11-23T08:30", |filled| *filled = filling());
    let mut keys_of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut number = 0;
    let mut wrong: Vec<String> = Vec::new();
    for (hour, calls) in &hours {
        let next = desk.beside_at(&format!("{MONDAY}T{hour}"), "ana");
        desk.leave();
        desk = next;
        for call in calls {
            number += 1;
            desk.keys(&call.keys);
            let missing: Vec<&String> = call.shown.iter().filter(|words| !desk.shows(words)).collect();
            if !missing.is_empty() {
                let screen = desk.screen();
                wrong.push(format!(
                    "call {number}, {}: no {missing:?} after {} on\n{screen}",
                    call.said, call.keys
                ));
            }
            let pressed = desk.keys_pressed();
            // Each call ends at the board, or with something that is put aside by Backspace or Esc.
            desk.keys("<esc><esc><esc>1t").keys_pressed();
            if !desk.shows("Monday 23 November 2026") {
                let screen = desk.screen();
                wrong.push(format!(
                    "call {number}, {}: no way back to the board on\n{screen}",
                    call.said
                ));
            }
            keys_of.entry(call.kind.clone()).or_default().push(pressed);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(number, 60, "a Monday has sixty calls");
    let all: usize = keys_of.values().flatten().sum();
    println!(
        "60 calls, {all} keys, {:.1} a call",
        f64::from(u32::try_from(all).unwrap()) / 60.0
    );
    for (kind, keys) in &keys_of {
        let sum: usize = keys.iter().sum();
        println!(
            "{kind}: {} calls, {} keys at least, {} at most, {:.1} on average",
            keys.len(),
            keys.iter().min().unwrap(),
            keys.iter().max().unwrap(),
            f64::from(u32::try_from(sum).unwrap()) / f64::from(u32::try_from(keys.len()).unwrap())
        );
    }
    no_rule_is_broken(desk.store());
    insta::assert_snapshot!(book(desk.store()));
}
