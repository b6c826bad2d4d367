//! The times that fit a wish, or why the time asked for does not.

use chrono::NaiveDate;

use crate::booking::{
    Known, Wanted, Work, held, in_order, is_refused, known_of, offers, offers_with, priced_as, still_to_do,
    why_not, work_for, work_of,
};
use crate::domain::clock::{hhmm, short_day};
use crate::domain::expert::Wish;
use crate::domain::hold::Hold;
use crate::domain::id::{DogId, GroomerId};
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::waitlist::Wait;
use crate::store::{Offer, Result, Visit};
use crate::tui::component::Cx;

/// Numbered lines; a digit picks.
const MOST: usize = 9;

/// What times are looked for.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    /// The dog.
    pub dog_id: DogId,
    /// What is moved, if something is.
    pub moving: Option<&'a Visit>,
    /// Whose place on the waiting list is filled.
    pub waits: Option<&'a Wait>,
    /// The day of the list that a time alone was said of.
    pub line_day: Option<NaiveDate>,
}

/// What the pop-up lists.
#[derive(Default)]
pub(super) struct Times {
    /// The work to find a time for; `None` while the salon sells nothing.
    pub work: Option<Work>,
    /// With whom it was last time.
    pub usual_groomer: Option<GroomerId>,
    pub offers: Vec<Offer>,
    /// The work as it is on the day of each of them; empty while something is moved.
    pub works: Vec<Work>,
    /// Which other desk holds each of them.
    pub held: Vec<Option<Hold>>,
    /// What those who wait have to do with each of them.
    pub known: Vec<Option<Known>>,
    /// Those of their days on which many salons close and nobody has said yet whether this one does.
    pub perhaps_closed: Vec<NaiveDate>,
    /// The first word of the wish that could not be followed: nothing is booked past it.
    pub problem: Option<String>,
    /// What could not be followed, or why the time asked for is refused; the offers are then the nearest.
    pub words: Vec<String>,
    /// Whether the day or time asked for is refused, so that what is offered is only near it.
    pub instead: bool,
    /// The time to begin with.
    pub best: usize,
}

impl Times {
    /// Who else holds the time of a row.
    pub fn held_at(&self, row: usize) -> Option<&Hold> {
        self.held.get(row)?.as_ref()
    }

    /// The work at the time of a row: the day of the appointment decides what it takes and costs.
    pub fn work_at(&self, row: usize) -> Option<&Work> {
        self.works.get(row).or(self.work.as_ref())
    }

    /// The row that comes nearest to what was asked for and that nobody else holds.
    fn nearest_not_held(&self) -> usize {
        let free = self.held.iter().enumerate().filter(|(_, hold)| hold.is_none());
        free.map(|(row, _)| row)
            .min_by_key(|row| row.abs_diff(self.best))
            .unwrap_or(self.best)
    }

    /// Looks whether somebody waits for one of the times; one that is kept for this very dog is held by nobody else.
    pub fn ask_who_waits(&mut self, dog_id: DogId, cx: &Cx) -> Result<()> {
        self.known = known_of(cx.store, dog_id, &self.offers, &self.held, cx.now)?;
        for (held, known) in self.held.iter_mut().zip(&self.known) {
            if matches!(known, Some(Known::Kept | Known::Beside | Known::Declined)) {
                *held = None;
            }
        }
        Ok(())
    }

    /// What is known of the time of a row from those who wait, in words; `dog` is the one that it is offered to.
    pub fn known_at(&self, row: usize, dog: &str) -> Option<String> {
        Some(match self.known.get(row)?.as_ref()? {
            Known::Beside => return None,
            Known::Kept => format!("kept for {dog}"),
            Known::Declined => "declined".to_owned(),
            Known::Waited(other) => format!("{other} waits for this"),
        })
    }

    /// The row to start from: Enter alone takes no time that somebody else is about to promise.
    pub fn start(&self, selected: usize) -> usize {
        if selected == 0 {
            self.nearest_not_held()
        } else {
            selected
        }
    }
}

/// Looks for times that fit; where the day or time asked for is refused, says why and offers the nearest.
pub(super) fn find(cx: &Cx, wish: &Wish, about: About) -> Result<Times> {
    let work = work(cx, wish, about)?;
    let usual_groomer = usual_groomer(cx, about)?;
    of_work(cx, wish, about, work, usual_groomer)
}

/// Adds offers that are not there yet, up to the last digit.
fn more(offers: &mut Vec<Offer>, found: Vec<Offer>) {
    for offer in found {
        if offers.len() < MOST && !offers.contains(&offer) {
            offers.push(offer);
        }
    }
}

/// Looks for times for a piece of work.
pub(super) fn of_work(
    cx: &Cx,
    wish: &Wish,
    about: About,
    work: Option<Work>,
    usual_groomer: Option<GroomerId>,
) -> Result<Times> {
    let moving = about.moving;
    let mut times = Times {
        usual_groomer,
        offers: Vec::new(),
        works: Vec::new(),
        held: Vec::new(),
        known: Vec::new(),
        perhaps_closed: Vec::new(),
        problem: wish.problems.first().map(|problem| problem.sentence.clone()),
        words: wish
            .problems
            .iter()
            .map(|problem| problem.sentence.clone())
            .collect(),
        instead: false,
        best: 0,
        work,
    };
    let Some(work) = &times.work else { return Ok(times) };
    if times.problem.is_some() {
        // Nobody is promised a time while a word is not understood: it may be the one that counts.
        return Ok(times);
    }
    let wanted = Wanted {
        need: work.need.clone(),
        groomer: wish.groomer,
        day: wish.day,
        time: wish.time,
        dog: Some(about.dog_id),
        moving: moving.map(|visit| {
            (
                visit.appointment.id,
                visit.appointment.day,
                visit.appointment.start_min,
            )
        }),
        now: cx.now,
    };
    times.offers = offers_with(cx.store, &wanted, &wish.groomers, MOST)?;
    if wish.day.is_none() {
        with_usual(cx, &mut times, &wanted, &wish.groomers)?;
    }
    let mut nearest = None;
    if is_refused(&wanted, &times.offers) {
        let any_day = Wanted {
            day: None,
            ..wanted.clone()
        };
        let line_day = match about.line_day {
            Some(day) if !offers_with(cx.store, &any_day, &wish.groomers, 1)?.is_empty() => Some(day),
            _ => None,
        };
        // A time that no day has is not a matter of the day one was on.
        let never = about.line_day.is_some() && line_day.is_none();
        let refusal = why_not(cx.store, if never { &any_day } else { &wanted })?;
        let refusal = refusal.with(std::mem::take(&mut times.offers), MOST);
        nearest = refusal.instead.get(refusal.nearest).copied();
        times.offers = refusal.instead;
        if let (Some(day), Some(TimeWish::At(minute))) = (line_day, wish.time) {
            let day = short_day(day, cx.now.date());
            times
                .words
                .push(format!("{} cannot be had on {day}:", hhmm(minute)));
        }
        times.words.extend(refusal.reasons);
        times.instead = true;
    }
    let within_its_day =
        |visit: &Visit| wish.time.is_some() && wish.day == Some(DayWish::On(visit.appointment.day));
    if moving.is_some_and(within_its_day) || about.line_day.is_some() {
        // The same time on a day after it may do as well; the day that was meant is still the one to begin with.
        nearest = nearest.or(times.offers.first().copied());
        let any_day = Wanted {
            day: None,
            ..wanted.clone()
        };
        more(
            &mut times.offers,
            offers_with(cx.store, &any_day, &wish.groomers, MOST)?,
        );
    }
    in_order(&mut times.offers);
    times
        .offers
        .retain(|offer| !stays(offer, moving) && may_go_to(offer.day, moving));
    if let Some(visit) = moving {
        // Who wants another time does not ask for another groomer.
        let usual = visit.appointment.groomer_id;
        same_groomer_first(&mut times.offers, usual);
        nearest = nearest.map(|near| first_of_its_time(&times.offers, near));
    } else {
        let found = std::mem::take(&mut times.offers);
        let priced = priced_as(cx.store, &wanted, found, |day| work_on(cx, wish, about, day))?;
        (times.offers, times.works) = priced.into_iter().unzip();
    }
    let is_nearest = |offer: &Offer| Some(*offer) == nearest;
    times.best = times.offers.iter().position(is_nearest).unwrap_or_default();
    times.held = held(cx.store, &times.offers, wanted.moving.map(|(id, ..)| id), |day| {
        cx.held(day)
    })?;
    times.perhaps_closed = perhaps_closed(cx, times.offers.iter().map(|offer| offer.day))?;
    Ok(times)
}

/// The days of some times on which many salons close and nobody has said yet whether this one does.
pub(in crate::tui::popups) fn perhaps_closed(
    cx: &Cx,
    offered: impl Iterator<Item = NaiveDate>,
) -> Result<Vec<NaiveDate>> {
    let mut days: Vec<NaiveDate> = Vec::new();
    for day in offered {
        if !days.contains(&day) && cx.store.perhaps_closed(day)?.is_some() {
            days.push(day);
        }
    }
    Ok(days)
}

/// The work a time is looked for: what was booked, else what the wish asks for.
pub(super) fn work(cx: &Cx, wish: &Wish, about: About) -> Result<Option<Work>> {
    match about.moving {
        Some(visit) => still_to_do(cx.store, &visit.appointment, cx.now),
        None => work_on(cx, wish, about, wish.day.map_or(cx.now.date(), DayWish::date)),
    }
}

/// The work on a day: what the wish names, else what the dog waits for, else what it usually comes for.
fn work_on(cx: &Cx, wish: &Wish, about: About, day: NaiveDate) -> Result<Option<Work>> {
    match about.waits {
        Some(wait) if wish.service.is_none() && wish.add_ons.is_empty() => work_of(cx.store, wait, day),
        _ => work_for(cx.store, Some(about.dog_id), wish.service, &wish.add_ons, day),
    }
}

/// With whom the dog was last time, or is when its appointment is moved.
pub(super) fn usual_groomer(cx: &Cx, about: About) -> Result<Option<GroomerId>> {
    Ok(match about.moving {
        Some(visit) => Some(visit.appointment.groomer_id),
        None => cx
            .store
            .usual_work(about.dog_id)?
            .and_then(|usual| usual.groomer_id),
    })
}

/// Makes sure that the first time of the usual groomer is among those offered.
fn with_usual(cx: &Cx, times: &mut Times, wanted: &Wanted, among: &[GroomerId]) -> Result<()> {
    let may_be = |usual: &GroomerId| among.is_empty() || among.contains(usual);
    let usual = times.usual_groomer.filter(|_| wanted.groomer.is_none());
    let Some(usual) = usual.filter(may_be) else {
        return Ok(());
    };
    if times.offers.iter().all(|offer| offer.slot.groomer_id != usual) {
        let theirs = offers(
            cx.store,
            &Wanted {
                groomer: Some(usual),
                ..wanted.clone()
            },
            1,
        )?;
        times.offers.truncate(MOST - theirs.len());
        times.offers.extend(theirs);
    }
    Ok(())
}

/// Of the times that begin together the one with this groomer comes first; the others stay as they are.
fn same_groomer_first(offers: &mut [Offer], groomer: GroomerId) {
    offers.sort_by_key(|offer| (offer.day, offer.slot.span.start, offer.slot.groomer_id != groomer));
}

/// The first of the offers that begins when this one does.
fn first_of_its_time(offers: &[Offer], near: Offer) -> Offer {
    let begins = |offer: &Offer| (offer.day, offer.slot.span.start);
    let mut offers = offers.iter();
    let first = offers.find(|offer| begins(offer) == begins(&near));
    first.copied().unwrap_or(near)
}

/// Whether what is moved may go to a day: from the salon no dog goes to another one.
fn may_go_to(day: NaiveDate, moving: Option<&Visit>) -> bool {
    moving.is_none_or(|visit| visit.appointment.bound_to_its_day("", day).is_none())
}

/// Whether an offer is where the appointment stands already.
fn stays(offer: &Offer, moving: Option<&Visit>) -> bool {
    moving.is_some_and(|visit| {
        let a = &visit.appointment;
        (a.day, a.start_min, a.groomer_id) == (offer.day, offer.slot.span.start, offer.slot.groomer_id)
    })
}
