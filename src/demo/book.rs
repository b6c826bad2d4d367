//! Books the made-up year, day by day, the way a front desk does: who is due, first fitting groomer and time.

mod day;

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use day::{Day, Lane, MOST_A_DAY, on_grid};

use super::hours::Rota;
use super::people::{Habit, People, days_from, millisecond};
use super::random::Random;
use super::services::{NAILS, NAILS_AND_TEETH, POM_BATH, Place, PriceList, service_for};
use crate::domain::appointment::{AddOn, Appointment};
use crate::domain::id::{AddOnId, AppointmentId};
use crate::domain::price::Cost;
use crate::domain::schedule::Span;
use crate::domain::status::Status;

/// How a day is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Demand {
    /// Dogs due so many days later may come already.
    pub ahead_days: i64,
    /// Of a hundred visits, how many follow each other without a hole.
    pub percent: u64,
    /// The longest hole, in quarters of an hour.
    pub hole: i64,
    /// Whether the day shall be worth looking at: small pieces and a household at opening, one gap a groomer.
    pub looked_at: bool,
}

/// Books day after day into one list.
pub(super) struct Book<'a> {
    pub rota: &'a Rota,
    pub list: &'a PriceList,
    pub closes: i64,
    pub people: &'a mut People,
    pub dice: &'a mut Random,
    pub appointments: Vec<Appointment>,
    /// What is done on top at some of them.
    pub add_ons: Vec<(AppointmentId, AddOn)>,
}

impl Book<'_> {
    /// Fills a day; every new appointment is *booked*. Gives the place of the first one.
    pub fn fill_day(&mut self, day: NaiveDate, demand: Demand) -> usize {
        let first = self.appointments.len();
        let mut today = self.open_day(day, demand);
        if demand.looked_at {
            self.start_with_a_mixture(&mut today);
        }
        for visit in self.visits_due(day, demand) {
            if today
                .lanes
                .iter()
                .all(|lane| lane.free.is_empty() || today.is_full(lane.groomer))
            {
                break;
            }
            let visit: Vec<usize> = visit
                .into_iter()
                .filter(|dog| !today.taken.contains(dog))
                .collect();
            let work: Vec<(usize, Place)> = visit
                .into_iter()
                .map(|dog| (dog, self.wish(dog, demand)))
                .collect();
            if !demand.looked_at && !self.dice.chance(demand.percent) {
                today.leave_a_hole(self.dice);
            }
            if work.len() < 2 || !self.book_side_by_side(&mut today, &work) {
                for one in work {
                    self.book_first_fit(&mut today, one);
                }
            }
        }
        first
    }

    fn open_day(&self, day: NaiveDate, demand: Demand) -> Day {
        let mut lanes = Vec::new();
        for (groomer, who) in self.rota.groomers.iter().enumerate() {
            let free = self.rota.stretches(who.id, day);
            lanes.extend((1..=who.lanes).filter(|_| !free.is_empty()).map(|number| Lane {
                groomer,
                number,
                free: free.clone(),
            }));
        }
        Day {
            date: day,
            demand,
            lanes,
            work: BTreeMap::new(),
            taken: HashSet::new(),
        }
    }

    /// What is done on top of a service at a dog's visit.
    fn on_top(&self, dog: usize, service: Place) -> Option<Place> {
        let habit = &self.people.habits[dog];
        habit.on_top.filter(|_| habit.usual == service)
    }

    /// What a visit takes and costs, with what is done on top.
    fn cost(&self, dog: usize, service: Place, day: NaiveDate) -> Cost {
        let card = &self.people.dogs[dog];
        let cost = self.list.cost(service, card, day);
        self.on_top(dog, service)
            .map_or(cost, |on_top| cost.with(self.list.cost(on_top, card, day)))
    }

    fn wish(&mut self, dog: usize, demand: Demand) -> Place {
        let habit = &self.people.habits[dog];
        let service = service_for(habit.usual, habit.new_puppy, self.dice);
        // Nails fill every last gap and use up the groomers; on a day one looks at they come at opening only.
        if demand.looked_at && [NAILS, NAILS_AND_TEETH].contains(&service) {
            habit.usual
        } else {
            service
        }
    }

    /// The dogs that are due, the longest waiting first, those of one client together.
    fn visits_due(&self, day: NaiveDate, demand: Demand) -> Vec<Vec<usize>> {
        let comes = |habit: &Habit, ahead| {
            habit.due <= days_from(day, ahead) && habit.until.is_none_or(|until| day <= until)
        };
        let habits = &self.people.habits;
        let mut due: Vec<usize> = (0..habits.len())
            .filter(|dog| comes(&habits[*dog], demand.ahead_days))
            .collect();
        due.sort_by_key(|dog| (habits[*dog].due, *dog));
        let mut asked = HashSet::new();
        let mut visits = Vec::new();
        for dog in due {
            if !asked.insert(habits[dog].client) {
                continue;
            }
            // Dogs of one client stand side by side in the list, at most three of them.
            let near = dog.saturating_sub(2)..(dog + 3).min(habits.len());
            let household = near.filter(|other| {
                *other == dog
                    || (habits[*other].client == habits[dog].client
                        && comes(&habits[*other], demand.ahead_days + 10))
            });
            visits.push(household.collect());
        }
        visits
    }

    /// Small pieces first, so that some dogs are done early, and two dogs of one client next to each other.
    fn start_with_a_mixture(&mut self, today: &mut Day) {
        let mut visits = self.visits_due(today.date, today.demand);
        let pair = visits.iter().position(|visit| visit.len() == 2);
        let pair = pair.map_or_else(Vec::new, |place| visits.remove(place));
        let mut singles = visits.into_iter().filter(|visit| visit.len() == 1).flatten();
        let mut early: Vec<Vec<(usize, Place)>> = vec![
            pair.into_iter()
                .map(|dog| (dog, self.people.habits[dog].usual))
                .collect(),
        ];
        for service in [NAILS, NAILS_AND_TEETH, POM_BATH] {
            let suits = |dog: &usize| {
                let habit = &self.people.habits[*dog];
                service != POM_BATH || (habit.usual == POM_BATH && habit.on_top.is_none())
            };
            early.push(
                singles
                    .find(suits)
                    .into_iter()
                    .map(|dog| (dog, service))
                    .collect(),
            );
        }
        // Carla has two lanes, the third and the fourth of the five.
        for (works, lanes) in early.into_iter().zip([&[2, 3][..], &[0], &[1], &[4]]) {
            let lanes = lanes.iter().copied().filter(|place| *place < today.lanes.len());
            let works: Vec<(usize, usize, Place)> = lanes
                .zip(works)
                .map(|(lane, (dog, service))| (lane, dog, service))
                .collect();
            let starts = works.iter().map(|(lane, dog, service)| {
                let minutes = self.cost(*dog, *service, today.date).minutes;
                today.lanes[*lane].fit(minutes, 0)
            });
            if let Some(start) = starts.max().flatten() {
                self.write_visit(today, &works, start);
            }
        }
    }

    /// Books a household at one time on as many lanes; says whether that was possible.
    fn book_side_by_side(&mut self, today: &mut Day, work: &[(usize, Place)]) -> bool {
        let longest = work
            .iter()
            .map(|(dog, service)| self.cost(*dog, *service, today.date).minutes)
            .max()
            .unwrap_or(0);
        let mut order: Vec<(i64, usize)> = (0..today.lanes.len())
            .filter(|place| !today.is_full(today.lanes[*place].groomer))
            .filter_map(|place| Some((today.lanes[place].fit(longest, 0)?, place)))
            .collect();
        order.sort_unstable();
        if order.len() < work.len() {
            return false;
        }
        order.truncate(work.len());
        let crowded = |groomer: usize| {
            let more = order
                .iter()
                .filter(|(_, place)| today.lanes[*place].groomer == groomer)
                .count();
            today.dogs_of(groomer) + more > MOST_A_DAY
        };
        if order
            .iter()
            .any(|(_, place)| crowded(today.lanes[*place].groomer))
        {
            return false;
        }
        let mut start = 0;
        // The start moves on until it suits every lane; each round either ends or moves it on.
        let found = (0..work.len() * 2).find_map(|_| {
            let fits = order
                .iter()
                .map(|(_, place)| today.lanes[*place].fit(longest, start));
            let starts: Vec<i64> = fits.collect::<Option<_>>()?;
            start = starts.iter().copied().max()?;
            starts.iter().all(|one| *one == start).then_some(start)
        });
        let Some(start) = found else { return false };
        // Nobody waits an hour for the other's table, and on a day one looks at no table waits at all.
        let patience = if today.demand.looked_at { 0 } else { 45 };
        if order.iter().any(|(first, _)| start - first > patience) {
            return false;
        }
        let works: Vec<(usize, usize, Place)> = order
            .iter()
            .zip(work)
            .map(|((_, lane), (dog, service))| (*lane, *dog, *service))
            .collect();
        self.write_visit(today, &works, start);
        true
    }

    /// Books one dog with the groomer it likes when that costs no more than an hour, else with the first free one.
    fn book_first_fit(&mut self, today: &mut Day, (dog, service): (usize, Place)) {
        let minutes = self.cost(dog, service, today.date).minutes;
        let liked = self.people.habits[dog].groomer;
        let best = (0..today.lanes.len())
            .filter(|place| !today.is_full(today.lanes[*place].groomer))
            .filter_map(|place| {
                let start = today.lanes[place].fit(minutes, 0)?;
                let wait = start
                    - if today.lanes[place].groomer == liked {
                        60
                    } else {
                        0
                    };
                Some((wait, place, start))
            })
            .min();
        if let Some((_, lane, start)) = best {
            self.write_visit(today, &[(lane, dog, service)], start);
        }
    }

    /// Writes the dogs of one client into the book at one time, with one pick-up.
    fn write_visit(&mut self, today: &mut Day, works: &[(usize, usize, Place)], start: i64) {
        let stays = works
            .iter()
            .map(|(_, dog, service)| self.cost(*dog, *service, today.date).stay_minutes);
        let pickup_min = (start + stays.max().unwrap_or(0)).min(self.closes);
        for (lane, dog, service) in works {
            let place = *lane;
            let cost = self.cost(*dog, *service, today.date);
            let on_top = self.on_top(*dog, *service);
            let service = &self.list.services[*service];
            let groomer = today.lanes[place].groomer;
            let end_min = start + cost.minutes;
            let booked_on = days_from(today.date, -self.dice.between(2, 40));
            let id = AppointmentId::from_uuid(self.dice.uuid_at(millisecond(booked_on, start)));
            if let Some(on_top) = on_top {
                let cost = self.list.cost(on_top, &self.people.dogs[*dog], today.date);
                let add_on = AddOn {
                    id: AddOnId::from_uuid(self.dice.uuid_at(millisecond(booked_on, start))),
                    service_id: self.list.services[on_top].id,
                    minutes: cost.minutes,
                    price_cents: cost.price_cents,
                };
                self.add_ons.push((id, add_on));
            }
            self.appointments.push(Appointment {
                id,
                dog_id: self.people.dogs[*dog].id,
                groomer_id: self.rota.groomers[groomer].id,
                service_id: service.id,
                lane: Some(today.lanes[place].number),
                day: today.date,
                start_min: start,
                end_min,
                pickup_min: pickup_min.max(end_min),
                status: Status::Booked,
                price_cents: cost.price_cents,
                cancel_reason: String::new(),
                note: String::new(),
                drop_off_min: None,
                over_reason: String::new(),
                visit_id: None,
                series_id: None,
                rev: 1,
            });
            today.taken.insert(*dog);
            let habit = &mut self.people.habits[*dog];
            habit.new_puppy = false;
            habit.due = days_from(today.date, habit.weeks * 7 + self.dice.between(-3, 3));
            today.lanes[place].take(Span {
                start,
                end: on_grid(end_min),
            });
            today.work.entry(groomer).or_default().0 += 1;
            today.rest(place, on_grid(end_min), self.dice);
        }
    }

    /// Lets a dog that did not come be asked again soon.
    pub fn ask_again(&mut self, appointment: usize, after_days: i64) {
        let appointment = &self.appointments[appointment];
        let dog = self
            .people
            .dogs
            .iter()
            .position(|dog| dog.id == appointment.dog_id);
        if let Some(dog) = dog {
            self.people.habits[dog].due = days_from(appointment.day, after_days);
        }
    }
}
