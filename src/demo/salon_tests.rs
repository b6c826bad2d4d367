//! Looks the made-up salon over as a visitor would.

mod year;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::people::days_from;
use super::salon::{DemoSalon, plan};
use crate::domain::appointment::{Appointment, CANCEL_REASONS};
use crate::domain::clock::{minute_of, parse_moment};
use crate::domain::dog::Dog;
use crate::domain::id::DogId;
use crate::domain::price::listed;
use crate::domain::schedule::{Span, Taken, Workday};
use crate::domain::status::Status;

const MOMENTS: [&str; 12] = [
    "2026-11-22T03:00", // a Sunday, at three in the night
    "2026-11-24T10:40", // a Tuesday
    "2026-11-21T15:00", // a Saturday before a Sunday
    "2026-12-31T12:15",
    "2028-02-29T09:00",
    "2026-03-29T01:30", // Lisbon's clocks jump at one
    "2026-10-25T01:30", // and fall back
    "2026-11-20T10:00",
    "2026-11-25T00:00",
    "2026-11-26T18:20",
    "2026-11-27T21:45",
    "2027-01-01T23:59",
];

fn moment(text: &str) -> NaiveDateTime {
    parse_moment(text).unwrap()
}

/// One salon a moment, each from another seed.
static SALONS: LazyLock<Vec<(String, NaiveDateTime, DemoSalon)>> = LazyLock::new(|| {
    let made = (0_u64..).zip(MOMENTS).map(|(seed, text)| {
        let now = moment(text);
        (format!("seed {seed}, {text}"), now, plan(seed, now))
    });
    made.collect()
});

fn salons() -> impl Iterator<Item = &'static (String, NaiveDateTime, DemoSalon)> {
    SALONS.iter()
}

fn of_day(demo: &DemoSalon, day: NaiveDate) -> Vec<&Appointment> {
    demo.appointments.iter().filter(|one| one.day == day).collect()
}

fn dogs_by_id(demo: &DemoSalon) -> HashMap<DogId, &Dog> {
    demo.dogs.iter().map(|dog| (dog.id, dog)).collect()
}

fn span(one: &Appointment) -> Span {
    Span {
        start: one.start_min,
        end: one.end_min,
    }
}

/// The free stretches of a day, lane by lane.
fn gaps(demo: &DemoSalon, day: NaiveDate) -> Vec<Span> {
    let weekday = i64::from(day.weekday().number_from_monday());
    let mut gaps = Vec::new();
    for groomer in &demo.groomers {
        for lane in 1..=groomer.lanes {
            let work = of_day(demo, day).into_iter().filter(|one| {
                one.groomer_id == groomer.id && one.lane == Some(lane) && one.status.holds_time()
            });
            let hours = demo
                .shifts
                .iter()
                .filter(|s| s.groomer_id == groomer.id && s.weekday == weekday);
            let pauses = demo
                .breaks
                .iter()
                .filter(|b| b.groomer_id == groomer.id && b.weekday == weekday);
            let workday = Workday {
                groomer_id: groomer.id,
                groomer: groomer.name.clone(),
                lanes: 1,
                shifts: hours
                    .map(|s| Span {
                        start: s.start_min,
                        end: s.end_min,
                    })
                    .collect(),
                breaks: pauses
                    .map(|b| Span {
                        start: b.start_min,
                        end: b.end_min,
                    })
                    .collect(),
                off: Vec::new(),
                closed: None,
                skills: None,
                largest: None,
                max_dogs: None,
                door: std::rc::Rc::default(),
                taken: work
                    .map(|one| Taken {
                        lane: 1,
                        span: span(one),
                        dog: String::new(),
                    })
                    .collect(),
            };
            gaps.extend(workday.gaps());
        }
    }
    gaps
}

#[test]
fn today_is_full_with_four_to_seven_dogs_a_groomer() {
    for (story, now, demo) in salons() {
        assert_eq!(
            demo.groomers.iter().map(|g| g.name.as_str()).collect::<Vec<_>>(),
            ["Ana", "Bruno", "Carla", "Davi"]
        );
        let mut work: BTreeMap<_, usize> = BTreeMap::new();
        for one in of_day(demo, now.date()) {
            *work.entry(one.groomer_id).or_default() += 1;
        }
        assert!(
            work.len() == 4 && work.values().all(|dogs| (4..=7).contains(dogs)),
            "{story}: {work:?}"
        );
    }
}

#[test]
fn today_shows_every_status_and_every_letter() {
    for (story, now, demo) in salons() {
        let (todays, dogs) = (of_day(demo, now.date()), dogs_by_id(demo));
        for status in Status::ALL {
            assert!(
                todays.iter().any(|one| one.status == status),
                "{story}: nobody is {status:?}"
            );
        }
        let letters: HashSet<char> = todays
            .iter()
            .flat_map(|one| {
                let due = demo
                    .vaccinations
                    .iter()
                    .any(|had| had.dog_id == one.dog_id && had.until < now.date());
                dogs[&one.dog_id].alert_letters(due).chars().collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(letters, "BMHSAV".chars().collect(), "{story}");
        let pairs = todays.iter().filter(|one| {
            todays.iter().any(|other| {
                other.dog_id != one.dog_id
                    && dogs[&other.dog_id].client_id == dogs[&one.dog_id].client_id
                    && (other.start_min, other.pickup_min) == (one.start_min, one.pickup_min)
            })
        });
        assert!(pairs.count() >= 2, "{story}: no household side by side");
    }
}

#[test]
fn somebody_is_late_somebody_overstays_and_somebody_waits_as_the_clock_has_it() {
    for (story, now, demo) in salons() {
        // Right after midnight no day can have all that behind it: there the statuses tell of ten past two.
        let minute = minute_of(*now).max(130);
        let todays = of_day(demo, now.date());
        let late = todays
            .iter()
            .filter(|one| one.status.is_expected() && one.start_min < minute)
            .count();
        let overdue = todays
            .iter()
            .filter(|one| one.status.is_in_salon() && one.pickup_min < minute)
            .count();
        let waiting = todays
            .iter()
            .filter(|one| one.status == Status::Ready && one.pickup_min > minute)
            .count();
        assert!((1..=3).contains(&late), "{story}: {late} late");
        assert!((1..=3).contains(&overdue), "{story}: {overdue} overstay");
        assert!(waiting >= 1, "{story}");
        for one in &todays {
            let early = matches!(one.status, Status::InWork | Status::Gone | Status::NoShow)
                && one.start_min > minute;
            assert!(!early, "{story}: {one:?}");
        }
    }
}

#[test]
fn today_and_tomorrow_have_a_few_small_gaps_and_no_large_one() {
    for (story, now, demo) in salons() {
        for ahead in [0, 1] {
            let from = if ahead == 0 { minute_of(*now) } else { 0 };
            let still = gaps(demo, days_from(now.date(), ahead))
                .into_iter()
                .filter_map(|gap| {
                    let minutes = gap.end - gap.start.max(from);
                    (minutes >= 15).then_some(minutes)
                });
            let free: Vec<i64> = still.collect();
            let hours_left = (demo.salon.closes_min - from) / 60;
            let expected = if hours_left < 2 { 0..=14 } else { 1..=14 };
            assert!(
                expected.contains(&free.len()),
                "{story}: {free:?} free in {ahead} days"
            );
            assert!(
                free.iter().all(|minutes| *minutes <= 105),
                "{story}: {free:?} free in {ahead} days"
            );
        }
    }
}

#[test]
fn nobody_is_in_two_places_and_every_appointment_keeps_the_house_rules() {
    for (story, _, demo) in salons() {
        let services: HashMap<_, _> = demo
            .services
            .iter()
            .map(|service| (service.id, service))
            .collect();
        let dogs = dogs_by_id(demo);
        let on_top: HashMap<_, _> = demo.add_ons.iter().map(|(id, add_on)| (*id, add_on)).collect();
        assert!(on_top.len() > demo.appointments.len() / 20, "{story}");
        let mut lanes: HashMap<_, Vec<Span>> = HashMap::new();
        let mut days: HashMap<_, Vec<Span>> = HashMap::new();
        for one in &demo.appointments {
            let weekday = i64::from(one.day.weekday().number_from_monday());
            let groomer = demo.groomers.iter().find(|g| g.id == one.groomer_id).unwrap();
            let mine = |id, day| id == one.groomer_id && day == weekday;
            let in_shift = demo.shifts.iter().any(|s| {
                mine(s.groomer_id, s.weekday) && s.start_min <= one.start_min && s.end_min >= one.end_min
            });
            let in_break = demo.breaks.iter().any(|b| {
                mine(b.groomer_id, b.weekday) && b.start_min < one.end_min && b.end_min > one.start_min
            });
            assert!(in_shift && !in_break, "{story}: {one:?}");
            assert!(one.start_min % 15 == 0, "{story}: {one:?}");
            // It takes and costs what the list says of that dog on that day, with what is done on top.
            let dog = dogs[&one.dog_id];
            let says = |id| listed(services[id], &demo.rates, dog.size, dog.coat, one.day);
            let cost = on_top
                .get(&one.id)
                .into_iter()
                .fold(says(&one.service_id), |cost, add_on| {
                    assert!(services[&add_on.service_id].add_on && !services[&one.service_id].add_on);
                    cost.with(says(&add_on.service_id))
                });
            assert_eq!(
                (one.end_min - one.start_min, one.price_cents),
                (cost.minutes, cost.price_cents),
                "{story}: {one:?}"
            );
            assert!(
                one.end_min <= one.pickup_min && one.pickup_min <= 1440,
                "{story}: {one:?}"
            );
            assert!(dogs.contains_key(&one.dog_id) && (1..=groomer.lanes).contains(&one.lane.unwrap()));
            assert_eq!(
                one.status == Status::Cancelled,
                CANCEL_REASONS.contains(&one.cancel_reason.as_str())
            );
            for spans in [
                lanes.entry((one.groomer_id, one.lane, one.day)).or_default(),
                days.entry((one.dog_id, one.day)).or_default(),
            ] {
                assert!(
                    !spans.iter().any(|taken| taken.overlaps(span(one))),
                    "{story}: {one:?}"
                );
                spans.push(span(one));
            }
        }
    }
}

#[test]
fn the_same_seed_and_moment_give_the_same_salon() {
    let now = moment("2026-11-24T10:40");
    assert_eq!(plan(1, now), plan(1, now));
    assert_ne!(plan(1, now).clients, plan(2, now).clients);
}

#[test]
fn dogs_come_together_wait_are_weighed_and_written_about() {
    for (story, now, demo) in salons() {
        let today = of_day(demo, now.date());
        let together = today.iter().filter(|one| one.visit_id.is_some()).count();
        assert!(together >= 2, "{story}: {together} dogs of a visit today");
        let visits = demo.appointments.iter().filter(|one| one.visit_id.is_some());
        for one in visits {
            let others = demo
                .appointments
                .iter()
                .filter(|other| other.visit_id == one.visit_id);
            let same = others.filter(|other| {
                (other.day, other.arrives_min(), other.pickup_min)
                    == (one.day, one.arrives_min(), one.pickup_min)
            });
            assert!(same.count() >= 2, "{story}: one drop-off and one pick-up");
            assert!(
                one.day >= now.date(),
                "{story}: only what is still to be worked with"
            );
        }
        for one in today.iter().filter(|one| one.visit_id.is_some()) {
            for other in today.iter().filter(|other| other.visit_id == one.visit_id) {
                let (a, b) = (one.status, other.status);
                assert_eq!(a.is_expected(), b.is_expected(), "{story}: {a:?} and {b:?}");
                assert_eq!(a == Status::Gone, b == Status::Gone, "{story}: {a:?} and {b:?}");
            }
        }
        assert_eq!(demo.waits.len(), 3, "{story}");
        for wait in &demo.waits {
            let comes = |one: &&Appointment| one.dog_id == wait.dog_id && one.day >= now.date();
            assert_eq!(demo.appointments.iter().find(comes), None, "{story}: no time yet");
            assert!(
                wait.asked_at < *now && wait.wish.first_day > now.date(),
                "{story}"
            );
        }
        assert!(
            (20..200).contains(&demo.weights.len()),
            "{story}: {}",
            demo.weights.len()
        );
        assert!(
            (8..60).contains(&demo.records.len()),
            "{story}: {}",
            demo.records.len()
        );
        let grams = demo.weights.iter().map(|weight| weight.grams);
        assert!(
            grams.into_iter().all(|grams| (1_500..70_000).contains(&grams)),
            "{story}"
        );
    }
}
