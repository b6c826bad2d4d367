//! Every reason why nothing could be offered for a wish, groomer by groomer.

use chrono::{Days, NaiveDate};

use super::absent::{absent, is_absent};
use super::offers::{Wanted, elsewhere, workdays};
use super::stretch::{is_stretch, of_stretch};
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
    if is_stretch(wanted) {
        words.extend(of_stretch(store, wanted)?);
        return Ok(words);
    }
    words.extend(match wanted.time {
        Some(TimeWish::At(minute)) => at(store, wanted, day, minute, &all)?,
        _ => within(store, wanted, day, &all)?,
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
        .flat_map(|workday| {
            if is_absent(workday) {
                of_day(workday, wanted)
            } else {
                workday.refusals(&wanted.need, minute, minute)
            }
        })
        .collect();
    let mut words = in_words(&said);
    words.extend(who_is_absent(store, wanted, day, all)?);
    Ok(words)
}

/// Who is not there on that day; those who are there say more about it, and so they come first.
fn who_is_absent(store: &Store, wanted: &Wanted, day: NaiveDate, all: &[Workday]) -> Result<Vec<String>> {
    let today = wanted.now.date();
    let closed = all.iter().any(|workday| workday.closed.is_some());
    if wanted.groomer.is_none() && !closed && all.iter().all(|workday| workday.shifts.is_empty()) {
        return Ok(vec![format!("nobody works on {}", short_day(day, today))]);
    }
    absent(store, all, day, today)
}

/// Why not at any time of a day, or of a stretch of it.
fn within(store: &Store, wanted: &Wanted, day: NaiveDate, all: &[Workday]) -> Result<Vec<String>> {
    let time = wanted.time.map_or_else(String::new, |time| format!(" {time}"));
    let who = match (wanted.groomer, all.first()) {
        (Some(_), Some(only)) => format!(" with {}", only.groomer),
        _ => String::new(),
    };
    let when = short_day(day, wanted.now.date());
    let mut words = vec![format!(
        "no {} are free{time}{who} on {when}",
        length(wanted.need.minutes)
    )];
    let mut said = Vec::new();
    let mut booked_up = Vec::new();
    let mut too_short = Vec::new();
    for workday in all {
        let here = of_day(workday, wanted);
        if !here.is_empty() {
            said.extend(here);
        } else if !is_absent(workday) {
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
    match booked_up.as_slice() {
        [] => {}
        [only] => words.push(format!("{only} has nothing free{time}")),
        several => words.push(format!("{} have nothing free{time}", listed(several))),
    }
    words.extend(too_short);
    words.extend(who_is_absent(store, wanted, day, all)?);
    Ok(words)
}

/// What keeps a groomer from the work on that day at any time; of one who is not there only what was asked of them.
fn of_day(workday: &Workday, wanted: &Wanted) -> Vec<Rejection> {
    match (is_absent(workday), wanted.groomer) {
        (true, None) => Vec::new(),
        (true, Some(_)) => ever(workday, wanted),
        (false, _) => workday.refusals_of_day(&wanted.need),
    }
}

/// What keeps a groomer from the work on any day.
pub(super) fn ever(workday: &Workday, wanted: &Wanted) -> Vec<Rejection> {
    let mut all = workday.refusals_all_day(&wanted.need);
    all.retain(|each| matches!(each, Rejection::NoSkill { .. } | Rejection::TooLarge { .. }));
    all
}

/// The longest free stretch that begins when the wish allows, of a quarter of an hour or more.
pub(super) fn longest(workday: &Workday, wanted: &Wanted, day: NaiveDate) -> Option<Span> {
    let (from, before) = match wanted.time {
        Some(TimeWish::At(_)) | None => (0, 1440),
        Some(wish) => wish.bounds(),
    };
    let from = from.max(wanted.not_before(day));
    let gaps = workday.gaps().into_iter().map(|gap| Span {
        start: gap.start.max(from),
        ..gap
    });
    gaps.filter(|gap| gap.minutes() >= GRID && gap.start < before)
        .max_by_key(|gap| (gap.minutes(), -gap.start))
}
