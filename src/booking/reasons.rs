//! Every reason why nothing could be offered for a wish, groomer by groomer.

use chrono::{Days, NaiveDate};

use super::offers::{DAYS_AHEAD, Wanted, elsewhere, workdays};
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::id::ServiceId;
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::rejection::Rejection;
use crate::domain::schedule::{GRID, Span, Workday};
use crate::domain::why::{in_words, listed};
use crate::store::{Result, Store};

/// Why nothing was found: what is wrong with the wish itself, else what holds for the salon, then a sentence a groomer.
pub(super) fn reasons(store: &Store, wanted: &Wanted) -> Result<Vec<String>> {
    let today = wanted.now.date();
    let day = wanted.day.map_or(today, DayWish::date);
    if day < today {
        let said = short_day(day, today);
        return Ok(vec![format!("{said} is over; choose today or a day to come")]);
    }
    let day = match (wanted.day, wanted.time) {
        // Without a day the next one counts on which that time is still to come.
        (None, Some(TimeWish::At(minute))) if wanted.is_over(day, minute) => day + Days::new(1),
        _ => day,
    };
    let all = workdays(store, wanted, day)?;
    if all.is_empty() {
        return Ok(vec![
            "the salon has no groomers yet; add them at the desk".to_owned(),
        ]);
    }
    let mut words: Vec<String> = against_dog(store, wanted, day)?
        .iter()
        .map(ToString::to_string)
        .collect();
    words.extend(match wanted.time {
        Some(TimeWish::At(minute)) => at(store, wanted, day, minute, &all)?,
        _ => within(wanted, day, &all),
    });
    Ok(words)
}

/// What the cards say against the dog on that day, whatever the time and the groomer; what is booked may be moved.
fn against_dog(store: &Store, wanted: &Wanted, day: NaiveDate) -> Result<Vec<Rejection>> {
    let Some(dog_id) = wanted.dog else {
        return Ok(Vec::new());
    };
    let services: Vec<ServiceId> = wanted.need.services.iter().map(|(id, _)| *id).collect();
    let mut against = store.against_dog(dog_id, &services, day)?;
    against.retain(|why| wanted.moving.is_none() || !matches!(why, Rejection::DoNotBook { .. }));
    Ok(against)
}

/// Why not at exactly this time.
fn at(store: &Store, wanted: &Wanted, day: NaiveDate, minute: i64, all: &[Workday]) -> Result<Vec<String>> {
    if wanted.is_over(day, minute) {
        let now = hhmm(wanted.not_before(day));
        return Ok(vec![format!("{} today is over; it is {now} now", hhmm(minute))]);
    }
    let span = Span::of(minute, wanted.need.minutes);
    let clash = elsewhere(store, wanted, day)?;
    if let Some(taken) = clash.into_iter().find(|taken| taken.span.overlaps(span)) {
        let clash = Rejection::DogTaken {
            dog: taken.dog,
            groomer: taken.groomer,
            start_min: taken.span.start,
            end_min: taken.span.end,
        };
        return Ok(vec![clash.to_string()]);
    }
    let said: Vec<Rejection> = all
        .iter()
        // Whoever is not there that day is not who was meant.
        .filter(|workday| wanted.groomer.is_some() || workday.closed.is_some() || !workday.shifts.is_empty())
        .flat_map(|workday| {
            let mut refusals = workday.refusals(&wanted.need, minute, minute);
            if workday.is_away() {
                refusals.retain(|each| !is_about_the_table(each));
            }
            refusals
        })
        .collect();
    let words = in_words(&said);
    Ok(if words.is_empty() {
        vec![nobody_works(day, wanted)]
    } else {
        words
    })
}

/// What does not matter where the groomer is not there at all.
const fn is_about_the_table(reason: &Rejection) -> bool {
    matches!(
        reason,
        Rejection::OnBreak { .. }
            | Rejection::GroomerTaken { .. }
            | Rejection::TooShort { .. }
            | Rejection::FullDay { .. }
    )
}

fn nobody_works(day: NaiveDate, wanted: &Wanted) -> String {
    format!("nobody works on {}", short_day(day, wanted.now.date()))
}

/// Why not at any time of a day, or of a stretch of it.
fn within(wanted: &Wanted, day: NaiveDate, all: &[Workday]) -> Vec<String> {
    let time = wanted.time.map_or_else(String::new, |time| format!(" {time}"));
    let who = match (wanted.groomer, all.first()) {
        (Some(_), Some(only)) => format!(" with {}", only.groomer),
        _ => String::new(),
    };
    let when = match wanted.day {
        Some(_) => format!(" on {}", short_day(day, wanted.now.date())),
        None => format!(" in the next {DAYS_AHEAD} days"),
    };
    let mut words = vec![format!(
        "no {} are free{time}{who}{when}",
        length(wanted.need.minutes)
    )];
    let mut said = Vec::new();
    let mut booked_up = Vec::new();
    let mut too_short = Vec::new();
    for workday in all {
        let here = match wanted.day {
            Some(_) => of_day(workday, wanted),
            None => ever(workday, wanted),
        };
        if !here.is_empty() {
            said.extend(here);
        } else if wanted.day.is_some() && !workday.shifts.is_empty() {
            match longest(workday, wanted, day) {
                None => booked_up.push(workday.groomer.as_str()),
                Some(gap) => too_short.push(format!(
                    "{} has {} free at most, {}-{}",
                    workday.groomer,
                    length(gap.minutes()),
                    hhmm(gap.start),
                    hhmm(gap.end)
                )),
            }
        }
    }
    words.extend(in_words(&said));
    if wanted.day.is_some() && all.iter().all(|workday| workday.shifts.is_empty()) && said.is_empty() {
        words.push(nobody_works(day, wanted));
    }
    match booked_up.as_slice() {
        [] => {}
        [only] => words.push(format!("{only} has nothing free{time}")),
        several => words.push(format!("{} have nothing free{time}", listed(several))),
    }
    words.extend(too_short);
    words
}

/// What keeps a groomer from the work on that day at any time; nobody asks why somebody else has a day off.
fn of_day(workday: &Workday, wanted: &Wanted) -> Vec<Rejection> {
    let mut all = workday.refusals_of_day(&wanted.need);
    if wanted.groomer.is_none() {
        all.retain(|each| !matches!(each, Rejection::OffShift { .. }));
    }
    all
}

/// What keeps a groomer from the work on any day.
fn ever(workday: &Workday, wanted: &Wanted) -> Vec<Rejection> {
    let mut all = workday.refusals_all_day(&wanted.need);
    all.retain(|each| matches!(each, Rejection::NoSkill { .. } | Rejection::TooLarge { .. }));
    all
}

/// The longest free stretch that begins when the wish allows, of a quarter of an hour or more.
fn longest(workday: &Workday, wanted: &Wanted, day: NaiveDate) -> Option<Span> {
    let (from, before) = match wanted.time {
        Some(TimeWish::Within { from, before }) => (from, before),
        _ => (0, 1440),
    };
    let from = from.max(wanted.not_before(day));
    let gaps = workday.gaps().into_iter().map(|gap| Span {
        start: gap.start.max(from),
        ..gap
    });
    gaps.filter(|gap| gap.minutes() >= GRID && gap.start < before)
        .max_by_key(|gap| (gap.minutes(), -gap.start))
}
