//! Several appointments of one dog to be set down at once, a line each: as it is wished where that can be had, else with
//! the reason and what could be done instead. What the lines say is what is saved.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::again::difference;
use super::fit::{OneDay, Spot, Task};
use super::work::Work;
use crate::domain::appointment::Appointment;
use crate::domain::clock::short_day;
use crate::domain::schedule::{Slot, Span};
use crate::domain::usual_closing::name_of;
use crate::store::{Offer, Result, Store};

/// Something that can be done about one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Where it puts the appointment.
    pub offer: Offer,
    /// What is different from what was wished: `at 11:15`, `with Bo`, `a week later`; empty when nothing is.
    pub words: String,
}

/// One appointment of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it is wished.
    pub wished: Spot,
    /// Why it cannot be there; `None` where it can.
    pub why: Option<String>,
    /// The dog comes on that day anyway, so nothing is booked unless somebody says so.
    pub already: bool,
    /// What can be done, the first choice first.
    pub ways: Vec<Way>,
    /// Which of them is chosen; `None` leaves the line out.
    pub chosen: Option<usize>,
    /// What is done, when it is booked anew; the day decides what that takes and costs.
    pub work: Option<Work>,
    /// The appointment as it is in the book, when it is moved.
    pub old: Option<Appointment>,
}

impl Line {
    /// What is to be done, unless the line is left out.
    #[must_use]
    pub fn way(&self) -> Option<&Way> {
        self.ways.get(self.chosen?)
    }

    /// Takes the next way; after the last one the first again.
    pub fn next_way(&mut self) {
        self.chosen = match self.chosen {
            _ if self.ways.is_empty() => None,
            Some(at) => Some((at + 1) % self.ways.len()),
            None => Some(0),
        };
    }

    /// Leaves the line out, or takes it in again.
    pub fn leave_out(&mut self) {
        self.chosen = match self.chosen {
            None if !self.ways.is_empty() => Some(0),
            _ => None,
        };
    }

    /// The day on which the appointment will be when all is saved.
    fn day(&self) -> Option<NaiveDate> {
        self.way()
            .map(|way| way.offer.day)
            .or(self.old.as_ref().map(|old| old.day))
    }
}

/// The line that would have the dog come twice on one day because of another line, in words; `None` where all is well.
#[must_use]
pub fn twice(lines: &[Line], today: NaiveDate) -> Option<String> {
    let mut days: HashMap<NaiveDate, bool> = HashMap::new();
    for line in lines {
        let Some(day) = line.day() else { continue };
        let moves = line.way().is_some();
        if let Some(other_moves) = days.insert(day, moves)
            && (moves || other_moves)
        {
            let day = short_day(day, today);
            return Some(format!(
                "the dog would come twice on {day}; change one of the two"
            ));
        }
    }
    None
}

/// A line to be planned.
pub(super) struct Asked {
    pub wished: Spot,
    pub task: Task,
    pub work: Option<Work>,
    pub old: Option<Appointment>,
    /// It goes where it is wished whatever the rules say: somebody gave a reason.
    pub beyond: bool,
}

/// Plans the lines; the appointments they move are lifted out of the book first.
pub(super) fn plan(store: &Store, asked: Vec<Asked>, now: NaiveDateTime) -> Result<Vec<Line>> {
    let lifted: Vec<Appointment> = asked.iter().filter_map(|each| each.old.clone()).collect();
    // A way out of one line must not lead to the day of another.
    let days: Vec<NaiveDate> = asked
        .iter()
        .flat_map(|each| [Some(each.wished.day), each.old.as_ref().map(|old| old.day)])
        .flatten()
        .collect();
    let mut book: HashMap<NaiveDate, OneDay> = HashMap::new();
    let mut lines = Vec::new();
    for Asked {
        wished,
        task,
        work,
        old,
        beyond,
    } in asked
    {
        // Nobody is sent to Christmas: then it is the week after that.
        let later = [7, 14]
            .into_iter()
            .filter_map(|by| wished.day.checked_add_days(Days::new(by)));
        let week_later = later
            .into_iter()
            .find(|day| name_of(*day).is_none())
            .filter(|day| !days.contains(day));
        for day in std::iter::once(wished.day).chain(week_later) {
            if let std::collections::hash_map::Entry::Vacant(place) = book.entry(day) {
                place.insert(OneDay::read(store, day, task.dog, &lifted, now)?);
            }
        }
        let Some(day) = book.get(&wished.day) else {
            continue;
        };
        // A dog that comes on that day anyway is not booked a second time unless somebody says so.
        let already = day.comes_already().filter(|_| old.is_none());
        let why = already.clone().or_else(|| {
            let refusal = day.refusal(&task, wished.groomer, wished.start);
            refusal.filter(|_| !beyond)
        });
        let mut ways = Vec::new();
        let mut add = |offer: Offer| {
            if ways.iter().all(|way: &Way| way.offer != offer) {
                let words = difference(store, &wished, &offer)?;
                ways.push(Way { offer, words });
            }
            Ok::<(), crate::store::StoreError>(())
        };
        if why.is_none() {
            let span = Span::of(wished.start, task.need.minutes);
            let slot = Slot {
                groomer_id: wished.groomer,
                lane: 1,
                span,
            };
            add(Offer {
                day: wished.day,
                slot,
            })?;
        }
        let at_all = |offer: &Offer| why.is_some() || offer.slot.span.start != wished.start;
        let own = day.near(&task, Some(wished.groomer), wished.start);
        let anybody = day.near(&task, None, wished.start);
        let later = week_later.and_then(|later| book.get(&later));
        let later = later.filter(|later| old.is_some() || !later.has_the_dog());
        let later = later.map(|later| {
            let own = later.near(&task, Some(wished.groomer), wished.start);
            let anybody = later.near(&task, None, wished.start);
            own.into_iter().chain(anybody).next()
        });
        let of_others = |offer: &Offer| offer.slot.groomer_id != wished.groomer;
        let fixes = [
            own.into_iter().find(at_all),
            anybody.into_iter().find(of_others),
            later.flatten(),
        ];
        for offer in fixes.into_iter().flatten() {
            add(offer)?;
        }
        lines.push(Line {
            wished,
            why,
            already: already.is_some(),
            chosen: (!ways.is_empty() && already.is_none()).then_some(0),
            ways,
            work,
            old,
        });
    }
    Ok(lines)
}
