//! Several dogs of one client that come together: side by side or in turn, dropped off and picked up at one time.

use std::rc::Rc;

use super::calendar::Door;
use super::client::full_name;
use super::id::GroomerId;
use super::schedule::{Need, Slot, Span, Taken, Workday};

/// The most dogs that are looked for a time for at once.
pub const MOST_DOGS: usize = 6;

/// In turn, the next dog starts so many minutes after another one at the latest.
pub const LONGEST_GAP: i64 = 15;

/// With so many dogs every order on the table is tried; with more only each of them as the first.
const EVERY_ORDER: usize = 4;

/// One of the dogs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guest {
    /// What its work asks of a groomer.
    pub need: Need,
    /// Minutes from the start of the work to the pick-up when it comes alone.
    pub stay_minutes: i64,
    /// With whom it was last time.
    pub usual: Option<GroomerId>,
    /// With any of these; empty where anybody would do.
    pub among: Vec<GroomerId>,
    /// When it is on somebody's table that day already.
    pub busy: Vec<Span>,
}

impl Guest {
    /// Whether this groomer may have it.
    fn may_go_to(&self, groomer: GroomerId) -> bool {
        self.among.is_empty() || self.among.contains(&groomer)
    }
}

/// A place for each dog on one day.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Arrangement {
    /// Where each dog is worked on, in the order of the dogs.
    pub slots: Vec<Slot>,
    /// When all of them are dropped off, in minutes since midnight: the start of the first.
    pub drop_off_min: i64,
    /// When all of them are picked up, in minutes since midnight: when the last one is promised.
    pub pickup_min: i64,
}

impl Arrangement {
    /// These places, each with the minutes from the start of the work to the pick-up when the dog came alone.
    #[must_use]
    pub fn of(slots: Vec<Slot>, stays: impl Iterator<Item = i64>, drop_off: i64) -> Self {
        let last_end = slots.iter().map(|slot| slot.span.end).max().unwrap_or(drop_off);
        let promised = slots.iter().zip(stays).map(|(slot, stay)| slot.span.start + stay);
        Self {
            drop_off_min: drop_off,
            pickup_min: promised
                .max()
                .unwrap_or(last_end)
                .max(last_end)
                .min(1440.max(last_end)),
            slots,
        }
    }

    /// The same with a pick-up that is not after the salon has closed: the latest of each groomer is given.
    #[must_use]
    pub fn picked_up_by(mut self, latest: &[(GroomerId, i64)]) -> Self {
        let with = |id: GroomerId| self.slots.iter().any(|slot| slot.groomer_id == id);
        let latest = latest
            .iter()
            .filter(|(id, _)| with(*id))
            .map(|(_, minute)| *minute);
        if let Some(latest) = latest.max() {
            self.pickup_min = self.pickup_min.min(latest.max(self.span().end));
        }
        self
    }

    /// Whether all of them start at the same time.
    #[must_use]
    pub fn is_side_by_side(&self) -> bool {
        self.slots.iter().all(|slot| slot.span.start == self.drop_off_min)
    }

    /// From the first start to the last end.
    #[must_use]
    pub fn span(&self) -> Span {
        let ends = self.slots.iter().map(|slot| slot.span.end);
        Span {
            start: self.drop_off_min,
            end: ends.max().unwrap_or(self.drop_off_min),
        }
    }
}

/// A day of the salon in which dogs are put down and taken up again while one looks for a place for all of them.
#[derive(Clone, Debug)]
pub struct Tables {
    guests: Vec<Guest>,
    door: Rc<Door>,
    /// The day as it is booked.
    booked: Vec<Workday>,
    /// The same with the dogs that were put down.
    workdays: Vec<Workday>,
    /// In which lane each dog could start with each groomer at each five minutes, when none of the others were there:
    /// asked once, since the same minute is tried in many orders.
    lanes: Vec<Lane>,
    orders: Vec<Vec<usize>>,
}

/// What is known of one dog, groomer and minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lane {
    Unknown,
    Taken,
    Free(i64),
}

/// Five-minute steps of a day.
const STEPS: usize = 288;

impl Tables {
    /// The day as it is booked so far, and the dogs that are to come.
    #[must_use]
    pub fn on(workdays: Vec<Workday>, guests: Vec<Guest>) -> Self {
        let door = workdays
            .first()
            .map_or_else(Rc::default, |workday| Rc::clone(&workday.door));
        // All of them come through the door at one minute; it is asked once for all.
        let free = Rc::<Door>::default();
        let booked: Vec<Workday> = workdays
            .into_iter()
            .map(|workday| Workday {
                door: Rc::clone(&free),
                ..workday
            })
            .collect();
        Self {
            door,
            workdays: booked.clone(),
            lanes: vec![Lane::Unknown; guests.len() * booked.len() * STEPS],
            orders: orders(&guests),
            booked,
            guests,
        }
    }

    /// Whether so many more dogs can be dropped off at one minute.
    fn lets_in(&self, minute: i64, dogs: usize) -> bool {
        let mut door = Door::clone(&self.door);
        (0..dogs).all(|_| {
            let free = door.full(minute).is_none();
            door.arrivals.push(minute);
            free
        })
    }

    /// The minutes at which at least one of the dogs could start, in order; none where one of them finds no place all day.
    #[must_use]
    pub fn starts(&self, not_before: i64) -> Vec<i64> {
        let mut all = Vec::new();
        for guest in &self.guests {
            let starts = self
                .booked
                .iter()
                .filter(|workday| guest.may_go_to(workday.groomer_id))
                .flat_map(|workday| workday.starts(&guest.need, not_before));
            let before = all.len();
            all.extend(starts);
            if all.len() == before {
                return Vec::new();
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The best place for all of them when they are dropped off at this minute: done soonest, then with whom they were
    /// last time. Each starts at the drop-off or at most [`LONGEST_GAP`] after another one is done.
    pub fn arrange(&mut self, drop_off: i64) -> Option<Arrangement> {
        let dogs = self.guests.len();
        if dogs == 0 || dogs > MOST_DOGS || !self.lets_in(drop_off, dogs) {
            return None;
        }
        let mut best: Option<((i64, usize), Arrangement)> = None;
        for at in 0..self.orders.len() {
            let Some(found) = self.in_order(at, drop_off) else {
                continue;
            };
            let strangers = found.slots.iter().zip(&self.guests);
            let strangers = strangers
                .filter(|(slot, guest)| guest.usual.is_some_and(|usual| usual != slot.groomer_id))
                .count();
            let done = found.is_side_by_side() && strangers == 0;
            let rank = (found.pickup_min, strangers);
            // Among equals the order in which the dogs were named stays.
            if best.as_ref().is_none_or(|(other, _)| rank < *other) {
                best = Some((rank, found));
            }
            if done {
                break;
            }
        }
        best.map(|(_, found)| found)
    }

    /// A place for all of them in which each starts so many minutes after the drop-off: how a visit is moved.
    pub fn arrange_as(&mut self, after: &[i64], drop_off: i64) -> Option<Arrangement> {
        let dogs = self.guests.len();
        if dogs == 0 || dogs != after.len() || !self.lets_in(drop_off, dogs) {
            return None;
        }
        let tried = (0..self.orders.len())
            .find_map(|order| self.seat_all(order, |_, guest| vec![drop_off + after[guest]]));
        tried.map(|slots| arrangement(&self.guests, slots, drop_off))
    }

    fn in_order(&mut self, order: usize, drop_off: i64) -> Option<Arrangement> {
        let slots = self.seat_all(order, |seated, _| {
            if seated.is_empty() {
                return vec![drop_off];
            }
            let ends = seated.iter().map(|slot: &Slot| slot.span.end);
            let mut starts: Vec<i64> = ends
                .flat_map(|end| (0..=LONGEST_GAP / 5).map(move |n| end + 5 * n))
                .collect();
            starts.push(drop_off);
            starts.sort_unstable();
            starts.dedup();
            starts
        })?;
        Some(arrangement(&self.guests, slots, drop_off))
    }

    /// Puts the dogs down one after the other, each at the first of its starts at which somebody takes it; the tables are
    /// as before when this returns.
    fn seat_all(&mut self, order: usize, starts: impl Fn(&[Slot], usize) -> Vec<i64>) -> Option<Vec<Slot>> {
        let order = self.orders[order].clone();
        let mut seated: Vec<Slot> = Vec::new();
        let mut columns: Vec<usize> = Vec::new();
        for &guest in &order {
            let found = starts(&seated, guest)
                .into_iter()
                .find_map(|start| self.seat(guest, start, seated.last().map(|slot| slot.groomer_id)));
            let Some((column, slot)) = found else { break };
            self.workdays[column].taken.push(Taken {
                lane: slot.lane,
                span: slot.span,
                dog: String::new(),
            });
            columns.push(column);
            seated.push(slot);
        }
        for column in columns {
            self.workdays[column].taken.pop();
        }
        if seated.len() < order.len() {
            return None;
        }
        let mut by_guest: Vec<(usize, Slot)> = order.into_iter().zip(seated).collect();
        by_guest.sort_by_key(|(at, _)| *at);
        Some(by_guest.into_iter().map(|(_, slot)| slot).collect())
    }

    /// Who takes a dog at a minute: whom it knows, then who has the dog before it, then in the order of the columns.
    fn seat(&mut self, at: usize, start: i64, before: Option<GroomerId>) -> Option<(usize, Slot)> {
        let guest = &self.guests[at];
        let span = Span::of(start, guest.need.minutes);
        if guest.busy.iter().any(|busy| busy.overlaps(span)) {
            return None;
        }
        let usual = guest.usual;
        let mut columns: Vec<usize> = (0..self.workdays.len()).collect();
        columns.sort_by_key(|column| {
            let id = Some(self.workdays[*column].groomer_id);
            (id != usual, id != before)
        });
        columns.retain(|column| guest.may_go_to(self.workdays[*column].groomer_id));
        columns.into_iter().find_map(|column| {
            let lane = self.lane(at, column, start)?;
            let workday = &self.workdays[column];
            if workday.taken.len() == self.booked[column].taken.len() {
                let groomer_id = workday.groomer_id;
                return Some((
                    column,
                    Slot {
                        groomer_id,
                        lane,
                        span,
                    },
                ));
            }
            let slot = workday.slot(&self.guests[at].need, start)?;
            Some((column, slot))
        })
    }

    /// The lane in which a dog could start when none of the others were there.
    fn lane(&mut self, guest: usize, column: usize, start: i64) -> Option<i64> {
        let ask = || {
            self.booked[column]
                .slot(&self.guests[guest].need, start)
                .map(|slot| slot.lane)
        };
        let step = usize::try_from(start).ok().filter(|start| start % 5 == 0);
        let Some(step) = step.map(|start| start / 5).filter(|step| *step < STEPS) else {
            return ask();
        };
        let at = (guest * self.booked.len() + column) * STEPS + step;
        if self.lanes[at] == Lane::Unknown {
            self.lanes[at] = ask().map_or(Lane::Taken, Lane::Free);
        }
        match self.lanes[at] {
            Lane::Free(lane) => Some(lane),
            Lane::Unknown | Lane::Taken => None,
        }
    }
}

fn arrangement(guests: &[Guest], slots: Vec<Slot>, drop_off: i64) -> Arrangement {
    Arrangement::of(slots, guests.iter().map(|guest| guest.stay_minutes), drop_off)
}

/// The orders in which the dogs are put down, the one they were named in first; dogs that come for the same are told
/// apart by nothing.
fn orders(guests: &[Guest]) -> Vec<Vec<usize>> {
    let count = guests.len();
    if count > EVERY_ORDER {
        return (0..count)
            .map(|first| (first..count).chain(0..first).collect())
            .collect();
    }
    let mut orders: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..count {
        orders = orders
            .into_iter()
            .flat_map(|order| {
                let left: Vec<usize> = (0..count).filter(|at| !order.contains(at)).collect();
                let first_of_its_kind = |at: &usize| {
                    left.iter()
                        .all(|other| other >= at || guests[*other] != guests[*at])
                };
                let next: Vec<usize> = left.iter().copied().filter(first_of_its_kind).collect();
                next.into_iter().map(move |at| {
                    let mut longer = order.clone();
                    longer.push(at);
                    longer
                })
            })
            .collect();
    }
    orders
}

/// Several dogs by their first and last names in few words: `Bella and Bruno Moreira`, `Bella, Max and Luna Moreira`.
#[must_use]
pub fn names_of(dogs: &[(&str, &str)]) -> String {
    let last = dogs.first().map_or("", |(_, last)| *last);
    let of_one_name = dogs.iter().all(|(_, other)| *other == last);
    let names: Vec<String> = dogs
        .iter()
        .map(|(first, last)| {
            if of_one_name {
                (*first).to_owned()
            } else {
                full_name(first, last)
            }
        })
        .collect();
    let listed = listed(&names);
    if of_one_name {
        full_name(&listed, last)
    } else {
        listed
    }
}

/// `both` of two dogs, `all` of more.
#[must_use]
pub const fn both(dogs: usize) -> &'static str {
    if dogs == 2 { "both" } else { "all" }
}

/// `Bella`, `Bella and Max`, `Bella, Max and Luna`.
#[must_use]
pub fn listed<T: AsRef<str>>(names: &[T]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        Some((only, _)) => (*only).to_owned(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests;
