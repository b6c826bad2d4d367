//! Whatever stands in the book: what the lines of a series say is exactly what is saved, and one undo takes all of it
//! back.

use chrono::{Days, NaiveDate, NaiveDateTime};
use pomsalon::booking::{Extent, Line, SeriesAsk, changed, reached, twice, whole_edit, work_for};
use pomsalon::domain::appointment::Appointment;
use pomsalon::domain::clock::parse_moment;
use pomsalon::domain::id::{AppointmentId, GroomerId, SeriesId};
use pomsalon::domain::money::Cents;
use pomsalon::domain::series::{End, Rhythm};
use pomsalon::domain::status::Status;
use pomsalon::store::{AppointmentEdit, By, Edit, Hit, Place, Purpose, Store};
use proptest::prelude::*;

use crate::salon;

/// Something that stands in the way: another dog's appointment, or a day on which the salon is closed.
#[derive(Clone, Debug)]
struct InTheWay {
    groomer: usize,
    days_on: u64,
    start: i64,
    minutes: i64,
    closed: bool,
}

fn in_the_way() -> impl Strategy<Value = Vec<InTheWay>> {
    let one = (0..2_usize, 0..50_u64, 36..70_i64, 1..36_i64, 0..5_u8);
    let one = one.prop_map(|(groomer, days_on, start, minutes, kind)| InTheWay {
        groomer,
        days_on,
        start: start * 15,
        minutes: minutes * 10,
        closed: kind == 0,
    });
    prop::collection::vec(one, 0..24)
}

struct Salon {
    _folder: tempfile::TempDir,
    store: Store,
    now: NaiveDateTime,
    groomers: Vec<GroomerId>,
}

impl Salon {
    fn new(in_the_way: &[InTheWay], door: i64) -> Self {
        let now = parse_moment("2026-11-20T10:00").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("salon.db");
        Store::create(&path, &salon::filling(now), now).unwrap();
        let shell = rusqlite::Connection::open(&path).unwrap();
        for each in in_the_way.iter().filter(|each| each.closed) {
            shell
                .execute(
                    "INSERT INTO closing (id, first_day, last_day, name) VALUES (?1, ?2, ?2, 'Staff day')",
                    [uuid(), day(each.days_on).to_string()],
                )
                .unwrap();
        }
        // Few dogs can be dropped off at nine on a Tuesday.
        shell
            .execute(
                "INSERT INTO drop_off (id, weekday, start_min, end_min, dogs) VALUES (?1, 2, 540, 600, ?2)",
                rusqlite::params![uuid(), door],
            )
            .unwrap();
        drop(shell);
        let store = Store::open(&path, Purpose::Command).unwrap();
        let groomers = store.groomers().unwrap().iter().map(|each| each.id).collect();
        let mut salon = Self {
            _folder: folder,
            store,
            now,
            groomers,
        };
        for each in in_the_way.iter().filter(|each| !each.closed) {
            let booking = Appointment {
                dog_id: salon.dog("Bella Costa"),
                groomer_id: salon.groomers[each.groomer],
                day: day(each.days_on),
                start_min: each.start,
                end_min: each.start + each.minutes,
                pickup_min: each.start + each.minutes,
                ..salon.blank()
            };
            // What cannot be booked is not in the way.
            drop(salon.apply(&Edit::Appointment(AppointmentEdit::Book(booking.into()))));
        }
        salon
    }

    fn dog(&self, name: &str) -> pomsalon::domain::id::DogId {
        let hits = self.store.find(name, self.now.date(), 9).unwrap();
        let found = hits.iter().find_map(|hit| match hit {
            Hit::Dog { dog, .. } if dog.name() == name => Some(dog.id),
            _ => None,
        });
        found.unwrap()
    }

    fn blank(&self) -> Appointment {
        Appointment {
            id: AppointmentId::new(),
            dog_id: self.dog("Bella Moreira"),
            groomer_id: self.groomers[0],
            service_id: self.store.services().unwrap()[0].id,
            lane: None,
            day: self.now.date(),
            start_min: 600,
            end_min: 675,
            pickup_min: 720,
            status: Status::Booked,
            price_cents: Cents(5000),
            cancel_reason: String::new(),
            note: String::new(),
            drop_off_min: None,
            over_reason: String::new(),
            visit_id: None,
            series_id: None,
            rev: 1,
        }
    }

    fn apply(&mut self, edit: &Edit) -> Result<String, String> {
        let by = By {
            actor: "ana".to_owned(),
            at: self.now,
        };
        let applied = self.store.apply(edit, &by);
        applied
            .map(|applied| applied.label)
            .map_err(|error| error.to_string())
    }

    /// Every appointment with all that is known of it, as text.
    fn book(&self) -> Vec<String> {
        let shell = rusqlite::Connection::open(self.store.path()).unwrap();
        let mut rows = shell
            .prepare(
                "SELECT id || ' ' || groomer_id || ' ' || day || ' ' || start_min || '-' || end_min || ' ' || lane || ' '
                 || status || ' ' || coalesce(series_id, '') FROM appointment ORDER BY id",
            )
            .unwrap();
        let rows = rows.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    }
}

fn uuid() -> String {
    AppointmentId::new().to_string()
}

fn day(days_on: u64) -> NaiveDate {
    "2026-11-23".parse::<NaiveDate>().unwrap() + Days::new(days_on)
}

/// Goes round the ways of each line as a person might.
fn choose(lines: &mut [Line], choices: &[u8]) {
    for (line, choice) in lines.iter_mut().zip(choices.iter().cycle()) {
        match choice {
            0..=4 => (0..*choice).for_each(|_| line.next_way()),
            5 => line.leave_out(),
            _ => {}
        }
    }
}

type There = (NaiveDate, i64, i64, GroomerId);

fn there(each: &Appointment) -> There {
    (each.day, each.start_min, each.end_min, each.groomer_id)
}

fn said(line: &Line) -> Option<There> {
    let offer = line.way()?.offer;
    Some((
        offer.day,
        offer.slot.span.start,
        offer.slot.span.end,
        offer.slot.groomer_id,
    ))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]

    #[test]
    fn a_preview_is_exactly_what_is_booked_and_what_moves_after_it(
        obstacles in in_the_way(),
        door in 0..2_i64,
        first in 0..7_u64,
        start in 36..64_i64,
        weeks in 1..3_i64,
        times in 2..7_usize,
        choices in prop::collection::vec(0..9_u8, 6),
        which in 0..6_usize,
        shift in (-3..10_i64, -4..5_i64, 0..2_usize),
        all in any::<bool>(),
    ) {
        let mut salon = Salon::new(&obstacles, door);
        let bella = salon.dog("Bella Moreira");
        let work = work_for(&salon.store, Some(bella), None, &[], day(first)).unwrap().unwrap();
        let ask = SeriesAsk {
            dog_id: bella,
            dog: "Bella Moreira".to_owned(),
            work,
            groomer_id: salon.groomers[0],
            first: day(first),
            start_min: start * 15,
            lead: 0,
            joins: None,
            longer: None,
        };
        let rhythm = Rhythm { weeks, end: End::Times(times) };
        let mut lines = ask.preview(&salon.store, rhythm, salon.now).unwrap();
        prop_assert_eq!(lines.len(), times);
        choose(&mut lines, &choices);
        let before = salon.book();
        let id = SeriesId::new();
        let Some(edit) = ask.edit(id, weeks, &lines) else { return Ok(()) };
        let label = salon.apply(&edit);
        prop_assert!(label.is_ok(), "{label:?} for {lines:#?}");
        let mut said_then: Vec<There> = lines.iter().filter_map(said).collect();
        said_then.sort_unstable();
        let members = salon.store.series_members(id).unwrap();
        prop_assert_eq!(members.iter().map(there).collect::<Vec<_>>(), said_then);
        salon.apply(&Edit::Undo).unwrap();
        prop_assert_eq!(salon.book(), before);
        salon.apply(&Edit::Redo).unwrap();

        // One of them makes a step, and others with it.
        let members = salon.store.series_members(id).unwrap();
        let this = members[which % members.len()].clone();
        let extent = if all { Extent::All } else { Extent::Later };
        let reached = reached(&salon.store, &this, extent, salon.now).unwrap();
        let to = Place {
            id: this.id,
            rev: this.rev,
            groomer_id: salon.groomers[shift.2],
            day: this.day.checked_add_signed(chrono::TimeDelta::days(shift.0)).unwrap(),
            start_min: this.start_min + shift.1 * 15,
            over_reason: String::new(),
        };
        let edit = AppointmentEdit::Move(to);
        let lines = changed(&salon.store, &this, &edit, &reached, salon.now).unwrap();
        let mut lines = lines.unwrap();
        prop_assert_eq!(lines.len(), reached.len());
        choose(&mut lines, &choices);
        if twice(&lines, salon.now.date()).is_some() {
            return Ok(());
        }
        let before = salon.book();
        let Some(edit) = whole_edit("Bella Moreira", &edit, &reached, Some(&lines)) else { return Ok(()) };
        let label = salon.apply(&edit);
        prop_assert!(label.is_ok(), "{label:?} for {lines:#?}");
        for line in &lines {
            let old = line.old.as_ref().unwrap();
            let now = salon.store.appointment(old.id).unwrap().unwrap();
            prop_assert_eq!(there(&now), said(line).unwrap_or_else(|| there(old)));
        }
        for member in members.iter().filter(|each| reached.iter().all(|other| other.id != each.id)) {
            let now = salon.store.appointment(member.id).unwrap();
            prop_assert_eq!(now.as_ref(), Some(member));
        }
        salon.apply(&Edit::Undo).unwrap();
        prop_assert_eq!(salon.book(), before);
    }
}
