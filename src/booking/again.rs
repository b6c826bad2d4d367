//! The next visit of a dog: as many weeks after one as it usually comes, on the same weekday, at the same time, with the
//! same groomer, for the same work; where that is full, what comes nearest. Where it is booked already, the one after that.

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::coming::expected;
use super::fit::{OneDay, Spot, Task};
use super::refusal::in_order;
use super::work::{Work, work_for};
use crate::domain::appointment::Appointment;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::id::DogId;
use crate::domain::rebook;
use crate::domain::usual_closing::name_of;
use crate::store::{Offer, Result, Store};

/// A time so many minutes away is quite another one.
const QUITE_ANOTHER: i64 = 120;

/// The next visit of a dog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// The work of the visit before; `None` while the salon sells nothing.
    pub work: Option<Work>,
    /// How many weeks lie between two visits.
    pub weeks: i64,
    /// The day meant.
    pub day: NaiveDate,
    /// The times to choose from, the best one first.
    pub offers: Vec<Offer>,
    /// Why the best one is not the day, time and groomer of the visit before; empty when it is.
    pub why: Option<String>,
    /// The next visits that are booked already, in order; this one follows the last of them.
    pub comes: Vec<Appointment>,
    /// The same in a sentence for whoever books.
    pub already: Option<String>,
}

/// The work of a visit as it is booked once more for a day: the same, while the salon still sells it.
pub fn work_again(store: &Store, last: &Appointment, day: NaiveDate) -> Result<Option<Work>> {
    let sold = store.services()?.into_iter();
    let sold: Vec<_> = sold.filter(|each| each.active).map(|each| each.id).collect();
    let service = sold.contains(&last.service_id).then_some(last.service_id);
    let mut add_ons: Vec<_> = store
        .add_ons(last.id)?
        .into_iter()
        .map(|each| each.service_id)
        .collect();
    add_ons.retain(|id| service.is_some() && sold.contains(id));
    work_for(store, Some(last.dog_id), service, &add_ons, day)
}

/// How many weeks lie between two visits of a dog.
pub fn weeks_of(store: &Store, dog_id: DogId) -> Result<i64> {
    let dog = store.dog(dog_id)?;
    Ok(dog.map_or_else(
        || rebook::weeks(None, "", None),
        |dog| rebook::weeks(dog.rebook_weeks, &dog.breed, dog.coat),
    ))
}

/// A visit within so many days of the one that is due is that visit, whatever it is for.
const ABOUT: i64 = 7;

/// The appointments that are the next visits of a dog after one, in order: for the same work half as long after it or
/// later, up to twice as long, or for whatever work about when it is due.
fn booked_after(store: &Store, last: &Appointment, weeks: i64, today: NaiveDate) -> Result<Vec<Appointment>> {
    let mut coming = expected(store, last.dog_id, today)?;
    coming.retain(|each| each.id != last.id);
    let mut from = last.day;
    // One that is still to come is itself the next.
    let is_next = last.day > today && last.status.is_expected();
    let mut visits: Vec<Appointment> = is_next.then(|| last.clone()).into_iter().collect();
    for each in coming {
        let due = rebook::day_after(from, weeks, today);
        let between = (each.day - from).num_days();
        let is_same = each.service_id == last.service_id
            && 2 * between >= 7 * weeks
            && (each.day - due).num_days() <= 7 * weeks;
        let is_due = (each.day - due).num_days().abs() <= ABOUT;
        if each.day > from && (is_same || is_due) {
            from = each.day;
            visits.push(each);
        }
    }
    Ok(visits)
}

/// Says that a dog comes already, and what is proposed in view of it.
fn comes_already(
    store: &Store,
    visits: &[Appointment],
    weeks: i64,
    today: NaiveDate,
) -> Result<Option<String>> {
    let (Some(next), Some(end)) = (visits.first(), visits.last()) else {
        return Ok(None);
    };
    let dog = store.dog(next.dog_id)?;
    let dog = dog.map_or_else(String::new, |dog| dog.first_name);
    let groomers = store.groomers()?.into_iter();
    let groomer = groomers.into_iter().find(|groomer| groomer.id == next.groomer_id);
    let with = groomer.map_or_else(String::new, |groomer| format!(" with {}", groomer.name));
    let when = format!("{} at {}", short_day(next.day, today), hhmm(next.start_min));
    let more = match visits.len() {
        1 => String::new(),
        2 => format!(" and on {}", short_day(end.day, today)),
        visits => format!(
            " and {} times more, the last on {}",
            visits - 1,
            short_day(end.day, today)
        ),
    };
    let weeks = if weeks == 1 {
        "a week".to_owned()
    } else {
        format!("{weeks} weeks")
    };
    Ok(Some(format!(
        "{dog} comes already on {when}{with}{more}; so {weeks} after that"
    )))
}

/// Finds the next visit after one; where it is booked already, the one that follows what is booked.
///
/// The order: that time with that groomer, the nearest time of the day with them, a week earlier, a week later, and then
/// the same with anybody.
pub fn again(store: &Store, last: &Appointment, now: NaiveDateTime) -> Result<Again> {
    let weeks = weeks_of(store, last.dog_id)?;
    let visits = booked_after(store, last, weeks, now.date())?;
    let before = visits.last().unwrap_or(last);
    let day = rebook::day_after(before.day, weeks, now.date());
    let work = work_again(store, last, day)?;
    let mut found = Again {
        work,
        weeks,
        day,
        offers: Vec::new(),
        why: None,
        already: comes_already(store, &visits, weeks, now.date())?,
        comes: visits.clone(),
    };
    let Some(work) = &found.work else { return Ok(found) };
    let task = Task {
        dog: last.dog_id,
        need: work.need.clone(),
        lead: last.lead(),
        booked_for: None,
    };
    let read = |day| OneDay::read(store, day, last.dog_id, &[], now);
    let wished = read(day)?;
    let (groomer_id, start_min) = (before.groomer_id, before.start_min);
    let mut days = vec![&wished];
    let around = [
        day.checked_sub_days(Days::new(7)).filter(|day| *day > now.date()),
        day.checked_add_days(Days::new(7)),
    ];
    let around = around
        .into_iter()
        .flatten()
        .map(read)
        .collect::<Result<Vec<_>>>()?;
    // Nobody means a second visit on a day on which the dog comes anyway.
    days.extend(around.iter().filter(|day| !day.has_the_dog()));
    // Christmas is for those who ask for it: most salons close then, also those that have not said so yet.
    days.retain(|each| name_of(each.day).is_none());
    // A quarter of an hour more or less would hide the other days: one a day and round, and one at quite another time.
    for groomer in [Some(groomer_id), None] {
        for each in &days {
            let near = each.near(&task, groomer, start_min);
            add(&mut found.offers, near);
        }
    }
    let many_close = name_of(day).map(|name| format!("{name}, many salons close"));
    let near = wished.near(&task, Some(groomer_id), start_min).into_iter();
    let near = near.filter(|_| many_close.is_none());
    let other = near.filter(|offer| (offer.slot.span.start - start_min).abs() >= QUITE_ANOTHER);
    add(&mut found.offers, other);
    // The proposal first, and what else there is in the order of time.
    if let [_, others @ ..] = found.offers.as_mut_slice() {
        in_order(others);
    }
    if let Some(refusal) = wished.refusal(&task, groomer_id, start_min).or(many_close) {
        let said = short_day(day, now.date());
        let spot = Spot {
            day,
            groomer: groomer_id,
            start: start_min,
        };
        let instead = match found.offers.first() {
            Some(best) => format!("so {}", difference(store, &spot, best)?),
            None => "nothing is free that day or a week either way".to_owned(),
        };
        found.why = Some(format!("{said}: {refusal}; {instead}"));
    }
    Ok(found)
}

/// Adds the first offer unless that day and time are there already.
fn add(found: &mut Vec<Offer>, near: impl IntoIterator<Item = Offer>) {
    if let Some(first) = near.into_iter().next() {
        let same = |other: &Offer| other.day == first.day && other.slot.span.start == first.slot.span.start;
        if !found.iter().any(same) {
            found.push(first);
        }
    }
}

/// What is different about an offer, in words: `a week earlier`, `at 11:15`, `with Bo`.
pub(super) fn difference(store: &Store, wished: &Spot, offer: &Offer) -> Result<String> {
    let mut words = Vec::new();
    match (offer.day - wished.day).num_days() {
        0 => {}
        7 => words.push("a week later".to_owned()),
        -7 => words.push("a week earlier".to_owned()),
        _ => words.push(format!("on {}", offer.day.format("%a %-d %b"))),
    }
    if offer.slot.span.start != wished.start {
        words.push(format!("at {}", hhmm(offer.slot.span.start)));
    }
    if offer.slot.groomer_id != wished.groomer {
        let groomers = store.groomers()?.into_iter();
        let named = groomers.filter(|groomer| groomer.id == offer.slot.groomer_id);
        words.extend(named.map(|groomer| format!("with {}", groomer.name)));
    }
    Ok(words.join(" "))
}
