//! A real file beside the model: everything is tried on both.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};
use pomsalon::domain::appointment::{AddOn, Appointment, Booking};
use pomsalon::domain::client::Client;
use pomsalon::domain::dog::Dog;
use pomsalon::domain::groomer::Groomer;
use pomsalon::domain::how_big::HowBig;
use pomsalon::domain::id::{AddOnId, AppointmentId, DogId, GroomerId, ServiceId};
use pomsalon::domain::money::Cents;
use pomsalon::domain::salon::Salon;
use pomsalon::domain::schedule::Need;
use pomsalon::domain::service::Service;
use pomsalon::domain::status::Status;
use pomsalon::store::{
    AppointmentEdit, By, CalendarEdit, Edit, Filling, GroomerEdit, Place, Purpose, Store, StoreError,
};

use crate::model::{Model, Work};
use crate::tries::{DOGS, Dice, GROOMERS, SERVICES, Try, What};

/// Nobody asks beyond these days.
pub const DAYS: u64 = 4;

pub struct Desk {
    _folder: tempfile::TempDir,
    pub store: Store,
    pub model: Model,
    pub services: Vec<Service>,
    pub dogs: Vec<DogId>,
    past: Vec<Model>,
    future: Vec<Model>,
}

fn service(position: i64) -> Service {
    Service {
        id: ServiceId::new(),
        name: format!("Service {position}"),
        minutes: 60,
        stay_minutes: 90,
        price_cents: Cents(5000),
        position,
        active: true,
        add_on: false,
        needs_waiver: false,
        rev: 1,
    }
}

impl Desk {
    /// A salon that a number says everything about.
    pub fn open(salon: u64) -> Self {
        let mut dice = Dice(salon);
        // Around the end of a year, when closings come again.
        let today = NaiveDate::from_ymd_opt(2026, 12, 26).unwrap() + Days::new(dice.roll(7));
        let services: Vec<Service> = (1..).take(SERVICES).map(service).collect();
        let ids: Vec<ServiceId> = services.iter().map(|service| service.id).collect();
        let groomers: Vec<_> = (1..)
            .zip(["Ana", "Bo", "Cy"])
            .take(GROOMERS)
            .map(|(position, name)| {
                let groomer = Groomer {
                    id: GroomerId::new(),
                    name: name.to_owned(),
                    lanes: 1,
                    position,
                    active: true,
                    largest: None,
                    max_dogs: None,
                    rev: 1,
                };
                dice.week(groomer, &ids)
            })
            .collect();
        let client = Client {
            first_name: "Marta".to_owned(),
            ..Client::blank()
        };
        let dogs: Vec<Dog> = (0..DOGS)
            .map(|at| Dog {
                first_name: format!("Rex {at}"),
                size: dice.size(),
                ..Dog::blank(Some(client.id))
            })
            .collect();
        let model = Model {
            today,
            groomers: groomers.clone(),
            sizes: dogs.iter().map(|dog| dog.size).collect(),
            ..Model::default()
        };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("salon.db");
        let dog_ids = dogs.iter().map(|dog| dog.id).collect();
        let filling = Filling {
            groomers,
            services: services.clone(),
            clients: vec![client],
            dogs,
            ..Filling::empty(Salon::new("Salon Pom", chrono_tz::Europe::Lisbon))
        };
        Store::create(&path, &filling, today.and_hms_opt(8, 0, 0).unwrap()).unwrap();
        let store = Store::open(&path, Purpose::Command).unwrap();
        Self {
            _folder: folder,
            store,
            model,
            services,
            dogs: dog_ids,
            past: Vec::new(),
            future: Vec::new(),
        }
    }

    pub fn close(self) {
        self.store.close().unwrap();
    }

    pub fn now(&self) -> NaiveDateTime {
        self.model.today.and_hms_opt(0, 0, 0).unwrap()
    }

    /// Yesterday, today, or a day to come.
    pub fn day(&self, each: &Try) -> NaiveDate {
        self.model.today + Days::new(each.day) - Days::new(1)
    }

    fn picked(&self, which: usize) -> Option<Work> {
        let work = &self.model.work;
        (!work.is_empty()).then(|| work[which % work.len()].clone())
    }

    /// What is done, and perhaps one thing on top.
    pub fn work_of(&self, each: &Try) -> Vec<ServiceId> {
        let mut ids: Vec<ServiceId> = self.services.iter().map(|service| service.id).collect();
        let at = each.which % ids.len();
        ids.rotate_left(at);
        ids.truncate(1 + each.other % 2);
        ids
    }

    fn wanted(&self, each: &Try, over: bool) -> Work {
        Work {
            id: AppointmentId::new(),
            dog: each.dog,
            groomer: each.groomer,
            services: self.work_of(each),
            day: self.day(each),
            start: each.start,
            end: each.start + each.minutes,
            drop_off: (each.lead > 0).then(|| each.start - each.lead),
            over,
            status: Status::Booked,
            lane: None,
        }
    }

    /// Makes an edit that nobody may refuse.
    pub fn apply(&mut self, edit: &Edit) {
        let by = By {
            actor: "ana".to_owned(),
            at: self.now(),
        };
        self.store.apply(edit, &by).unwrap();
    }

    /// Books an hour of one dog with one groomer.
    pub fn book(&mut self, dog: usize, groomer: usize, day: NaiveDate, start: i64) -> AppointmentId {
        let wanted = Work {
            id: AppointmentId::new(),
            dog,
            groomer,
            services: vec![self.services[0].id],
            day,
            start,
            end: start + 60,
            drop_off: None,
            over: false,
            status: Status::Booked,
            lane: None,
        };
        let booking = self.booking(&wanted);
        self.apply(&Edit::Appointment(AppointmentEdit::Book(booking)));
        wanted.id
    }

    /// Tries one thing on the file and on the model, and fails where they do not agree.
    pub fn attempt(&mut self, each: &Try) {
        let before = self.model.clone();
        let Some((edit, allowed)) = self.edit(each) else {
            self.model = before;
            return;
        };
        let by = By {
            actor: "ana".to_owned(),
            at: self.now(),
        };
        let done = match self.store.apply(&edit, &by) {
            Ok(_) => true,
            Err(StoreError::Refused(_)) => false,
            Err(error) => panic!("{edit:?}: {error}"),
        };
        assert_eq!(done, allowed, "{edit:?}\n{before:?}");
        match (each.what, done) {
            (_, false) => self.model = before,
            (What::Undo | What::Redo, true) => {}
            (_, true) => {
                self.past.push(before);
                self.future.clear();
            }
        }
        self.model.assert_sound();
    }

    /// The edit a try stands for, and whether the model, which has made it, allows it; `None` where there is nothing to try
    /// it on.
    fn edit(&mut self, each: &Try) -> Option<(Edit, bool)> {
        match each.what {
            What::Undo => {
                let Some(past) = self.past.pop() else {
                    return Some((Edit::Undo, false));
                };
                self.future.push(std::mem::replace(&mut self.model, past));
                Some((Edit::Undo, true))
            }
            What::Redo => {
                let Some(future) = self.future.pop() else {
                    return Some((Edit::Redo, false));
                };
                self.past.push(std::mem::replace(&mut self.model, future));
                Some((Edit::Redo, true))
            }
            What::Hours | What::OwnHours | What::TimeOff | What::Closing | What::DropOffs => {
                self.salons(each).map(|edit| (edit, true))
            }
            What::Book | What::BookBeyond => {
                let wanted = self.wanted(each, each.what == What::BookBeyond);
                let edit = AppointmentEdit::Book(self.booking(&wanted));
                let allowed = self.model.place(wanted.clone(), wanted.over);
                Some((Edit::Appointment(edit), allowed))
            }
            _ => self
                .change_of_work(each)
                .map(|(edit, allowed)| (Edit::Appointment(edit), allowed)),
        }
    }

    fn booking(&self, wanted: &Work) -> Booking {
        let on_top = wanted.services[1..].iter().map(|id| AddOn {
            id: AddOnId::new(),
            service_id: *id,
            minutes: 0,
            price_cents: Cents(0),
        });
        Booking {
            add_ons: on_top.collect(),
            appointment: Appointment {
                id: wanted.id,
                dog_id: self.dogs[wanted.dog],
                groomer_id: self.model.groomers[wanted.groomer].groomer.id,
                service_id: wanted.services[0],
                lane: None,
                day: wanted.day,
                start_min: wanted.start,
                end_min: wanted.end,
                pickup_min: wanted.end.min(1440),
                status: Status::Booked,
                price_cents: Cents(5000),
                cancel_reason: String::new(),
                note: String::new(),
                drop_off_min: wanted.drop_off,
                over_reason: if wanted.over {
                    "regular".to_owned()
                } else {
                    String::new()
                },
                visit_id: None,
                series_id: None,
                rev: 1,
            },
        }
    }

    /// An edit of work that is in the book.
    fn change_of_work(&mut self, each: &Try) -> Option<(AppointmentEdit, bool)> {
        let old = self.picked(each.which)?;
        let rev = self.store.appointment(old.id).unwrap().unwrap().rev;
        let id = old.id;
        let can_move = old.status.holds_time() && old.status != Status::Gone;
        Some(match each.what {
            What::Move | What::MoveBeyond => {
                let beyond = each.what == What::MoveBeyond;
                let to = self.place(&old, rev, each.groomer, self.day(each), each.start, beyond);
                let allowed = can_move && self.go(&to);
                (AppointmentEdit::Move(to), allowed)
            }
            What::ChangePlaces => {
                let other = self.picked(each.other).filter(|other| other.id != id)?;
                let other_rev = self.store.appointment(other.id).unwrap().unwrap().rev;
                let places = vec![
                    self.place(&old, rev, other.groomer, other.day, other.start, false),
                    self.place(&other, other_rev, old.groomer, old.day, old.start, false),
                ];
                let both = [old.status, other.status];
                let can_move = both.iter().all(|each| each.holds_time() && *each != Status::Gone);
                for work in self
                    .model
                    .work
                    .iter_mut()
                    .filter(|work| [id, other.id].contains(&work.id))
                {
                    work.lane = None;
                }
                let allowed = can_move && places.iter().all(|to| self.go(to));
                (AppointmentEdit::MoveAll(places), allowed)
            }
            What::Resize => {
                let wanted = Work {
                    end: old.start + each.minutes,
                    ..old.clone()
                };
                let allowed = can_move && self.model.place(wanted, old.over);
                let minutes = each.minutes;
                (AppointmentEdit::Resize { id, rev, minutes }, allowed)
            }
            What::Cancel => {
                let reason = "dog is ill".to_owned();
                let allowed = self.step(&old, Status::Cancelled);
                (AppointmentEdit::Cancel { id, rev, reason }, allowed)
            }
            What::NoShow | What::ComeBack | What::Leave => {
                let to = match each.what {
                    What::NoShow => Status::NoShow,
                    What::ComeBack => Status::Booked,
                    _ => Status::Gone,
                };
                let allowed = self.step(&old, to);
                (AppointmentEdit::Step { id, rev, to }, allowed)
            }
            _ => return None,
        })
    }

    fn place(
        &self,
        old: &Work,
        rev: i64,
        groomer: usize,
        day: NaiveDate,
        start_min: i64,
        beyond: bool,
    ) -> Place {
        Place {
            id: old.id,
            rev,
            groomer_id: self.model.groomers[groomer].groomer.id,
            day,
            start_min,
            over_reason: if beyond {
                "regular".to_owned()
            } else {
                String::new()
            },
        }
    }

    /// Takes work to another place in the model.
    fn go(&mut self, to: &Place) -> bool {
        let old = self.model.work.iter().find(|work| work.id == to.id).unwrap();
        let ids = self.model.groomers.iter().map(|week| week.groomer.id);
        let groomer = ids.into_iter().position(|id| id == to.groomer_id).unwrap();
        let later = to.start_min - old.start;
        let beyond = !to.over_reason.is_empty();
        let wanted = Work {
            groomer,
            day: to.day,
            start: to.start_min,
            end: old.end + later,
            drop_off: old.drop_off.map(|minute| (minute + later).max(0)),
            over: old.over || beyond,
            lane: old.lane.filter(|_| old.groomer == groomer),
            ..old.clone()
        };
        self.model.place(wanted, beyond)
    }

    /// Takes a step in the model: who comes back needs the place, which may be gone.
    fn step(&mut self, old: &Work, to: Status) -> bool {
        let is_expected = matches!(old.status, Status::Booked | Status::Confirmed);
        let wanted = Work {
            status: to,
            ..old.clone()
        };
        if !to.holds_time() {
            let allowed = is_expected && old.status != to;
            if let Some(work) = self.model.work.iter_mut().find(|work| work.id == old.id) {
                *work = wanted;
            }
            return allowed;
        }
        if !old.status.holds_time() {
            return self.model.place(wanted, old.over);
        }
        if let Some(work) = self.model.work.iter_mut().find(|work| work.id == old.id) {
            *work = wanted;
        }
        true
    }

    /// An edit of the salon's hours and limits; what is booked stays whatever they are.
    fn salons(&mut self, each: &Try) -> Option<Edit> {
        let mut dice = Dice(each.seed);
        let day = self.day(each);
        let groomer_id = self.model.groomers[each.groomer].groomer.id;
        Some(match each.what {
            What::Hours => {
                let ids: Vec<ServiceId> = self.services.iter().map(|service| service.id).collect();
                let mut weeks = self.store.groomer_weeks().unwrap();
                let old = weeks.remove(weeks.iter().position(|week| week.groomer.id == groomer_id)?);
                let week = dice.week(old.groomer, &ids);
                self.model.groomers[each.groomer] = week.clone();
                Edit::Groomer(GroomerEdit::Save(week))
            }
            What::OwnHours => {
                let here = |row: &pomsalon::domain::groomer::Exception| {
                    (row.groomer_id, row.day) == (groomer_id, day)
                };
                let before: Vec<_> = self
                    .model
                    .own_hours
                    .iter()
                    .filter(|row| here(row))
                    .cloned()
                    .collect();
                let after = if before.is_empty() || each.other.is_multiple_of(2) {
                    dice.own_hours(groomer_id, day)
                } else {
                    Vec::new()
                };
                self.model.own_hours.retain(|row| !here(row));
                self.model.own_hours.extend(after.iter().cloned());
                Edit::Calendar(CalendarEdit::OwnHours { before, after })
            }
            What::TimeOff => {
                let off = dice.time_off(groomer_id, day);
                self.model.times_off.push(off.clone());
                Edit::Calendar(CalendarEdit::AddTimeOff(off))
            }
            What::Closing => {
                let closing = dice.closing(day);
                self.model.closings.push(closing.clone());
                Edit::Calendar(CalendarEdit::AddClosing(closing))
            }
            _ => {
                let limit = dice.drop_off(i64::from(day.weekday().number_from_monday()));
                self.model.drop_offs.push(limit.clone());
                Edit::Calendar(CalendarEdit::DropOffs {
                    before: Vec::new(),
                    after: vec![limit],
                })
            }
        })
    }

    /// Fails where the file and the model do not have the same work in the same places.
    pub fn assert_the_same(&self) {
        for work in &self.model.work {
            let row = self.store.appointment(work.id).unwrap().unwrap();
            let there = Work {
                id: row.id,
                dog: self.dogs.iter().position(|id| *id == row.dog_id).unwrap(),
                groomer: work.groomer,
                services: work.services.clone(),
                day: row.day,
                start: row.start_min,
                end: row.end_min,
                drop_off: row.drop_off_min,
                over: !row.over_reason.is_empty(),
                status: row.status,
                lane: row.lane,
            };
            assert_eq!(&there, work);
            assert_eq!(row.groomer_id, self.model.groomers[work.groomer].groomer.id);
        }
        let days = self.model.today.iter_days().take(6);
        let booked: usize = days.map(|day| self.store.visits(day).unwrap().len()).sum();
        let here = self
            .model
            .work
            .iter()
            .filter(|work| work.day >= self.model.today)
            .count();
        assert_eq!(booked, here, "nothing else is in the book");
    }

    /// What the work of a try asks of a groomer.
    pub fn need(&self, each: &Try) -> Need {
        let services = self.work_of(each).into_iter();
        Need {
            minutes: each.minutes,
            services: services.map(|id| (id, "work".to_owned())).collect(),
            size: HowBig::of(self.model.sizes[each.dog], ""),
        }
    }
}
