//! What else can be done with a booking: a short numbered list behind one key.
//!
//! Each row is a line of [`ROWS`]: its words, why it cannot be taken now, and what it opens in place of this list.

#![allow(clippy::unnecessary_wraps)] // what the rows of one table open may fail

use super::{Anyway, Asked};
use crate::booking::{SeriesAsk, names, offers, replaced, why_not};
use crate::domain::clock::{hhmm, short_day};
use crate::domain::expert::Wish;
use crate::domain::phrase::{DayWish, TimeWish};
use crate::store::Result;
use crate::tui::component::{Cx, Effect, Reason};
use crate::tui::popups::choices::{Choices, Row};
use crate::tui::popups::come_along::ComeAlong;
use crate::tui::popups::series::Begin;
use crate::tui::popups::told::Told;
use crate::tui::popups::wait::WaitForm;

/// Everything more that can be done, in the order of the numbers.
const ROWS: &[Row<Asked>] = &[
    Row {
        words: "why not at that time?",
        not_now: needs_a_time,
        open: tell_why_not,
    },
    Row {
        words: "anyway, with a reason: beyond the rules of the salon",
        not_now: needs_a_place,
        open: anyway,
    },
    Row {
        words: "the same every so many weeks",
        not_now: needs_an_offer,
        open: begin_series,
    },
    Row {
        words: "put it on the waiting list",
        not_now: is_booked,
        open: put_on_the_list,
    },
    Row {
        words: "it wants to come sooner: on the waiting list",
        not_now: is_not_booked,
        open: come_sooner,
    },
    Row {
        words: "other dogs of the client come along",
        not_now: comes_alone,
        open: which_dogs,
    },
];

/// Offers what else can be done with a booking.
pub(super) fn more(asked: Asked) -> Choices<Asked> {
    Choices::new(format!("What else for {}?", asked.dog.name()), asked, ROWS)
}

fn needs_a_time(asked: &Asked) -> Option<Reason> {
    let exact = matches!(asked.wish.time, Some(TimeWish::At(_)));
    (!exact).then_some(Reason::Borrowed(
        "type the time asked for as a wish first, such as fri 14 ana",
    ))
}

fn needs_an_offer(asked: &Asked) -> Option<Reason> {
    let words = match (&asked.moving, asked.offer) {
        (Some(_), _) => "on the board, 0 books the same every so many weeks",
        (None, None) => "a series needs a first time; ask for another day or groomer",
        (None, Some(_)) => return None,
    };
    Some(Reason::Borrowed(words))
}

/// The days of a series that starts at the selected time.
#[allow(clippy::unnecessary_wraps)] // the rows are of one kind, and some of them read the file
fn begin_series(asked: &Asked, _cx: &Cx) -> Result<Effect> {
    Ok(series_of(asked).map_or(Effect::None, |begin| Effect::Replace(Box::new(begin))))
}

/// The series that starts at the selected time, every so many weeks as far as that was said.
pub(super) fn series_of(asked: &Asked) -> Option<Begin> {
    let offer = asked.offer?;
    let begin = Begin::with(SeriesAsk {
        dog_id: asked.dog.id,
        dog: asked.dog.name(),
        work: asked.work.clone(),
        groomer_id: offer.slot.groomer_id,
        first: offer.day,
        start_min: offer.slot.span.start,
        lead: asked.lead,
        joins: None,
        longer: None,
    });
    Some(begin.said(asked.wish.repeat.unwrap_or_default()))
}

fn needs_a_place(asked: &Asked) -> Option<Reason> {
    let exact = matches!(asked.wish.time, Some(TimeWish::At(_)));
    (!exact && asked.offer.is_none()).then_some(Reason::Borrowed(
        "type the exact day and time as a wish first, such as fri 14 ana",
    ))
}

#[allow(clippy::unnecessary_wraps)] // the rows are of one kind, and some of them read the file
fn anyway(asked: &Asked, _cx: &Cx) -> Result<Effect> {
    // A word that was not understood may be the one that counts.
    Ok(match asked.wish.problems.first() {
        Some(problem) => Effect::Say(problem.sentence.clone()),
        None => Effect::Replace(Box::new(Anyway::with(asked.clone()))),
    })
}

fn is_booked(asked: &Asked) -> Option<Reason> {
    asked.moving.is_some().then_some(Reason::Borrowed(
        "it is booked already; the next line waits for a time that is sooner",
    ))
}

fn put_on_the_list(asked: &Asked, cx: &Cx) -> Result<Effect> {
    Ok(Effect::Replace(Box::new(WaitForm::for_dog(
        asked.dog.id,
        &waiting_words(&asked.line, &asked.wish, cx)?,
    ))))
}

/// The wish as the waiting list reads it: a weekday was said of its next day, and a time of about that time.
pub(in crate::tui::popups) fn waiting_words(line: &str, wish: &Wish, cx: &Cx) -> Result<String> {
    let (today, names) = (cx.now.date(), names(cx.store)?);
    let mut words = line.to_owned();
    if !wish.problems.is_empty() {
        return Ok(words);
    }
    if let Some(DayWish::Weekday(day)) = wish.day {
        let day = day.format("%-d %b %Y").to_string().to_lowercase();
        words = replaced(&words, &day, today, &names);
    }
    if let Some(TimeWish::At(minute)) = wish.time {
        let (from, before) = TimeWish::Around(minute).bounds();
        let about = format!("after {} before {}", hhmm(from), hhmm(before));
        words = replaced(&words, &about, today, &names);
    }
    Ok(words)
}

fn is_not_booked(asked: &Asked) -> Option<Reason> {
    asked.moving.is_none().then_some(Reason::Borrowed(
        "only what is booked can come sooner: close this, stand on its appointment on the board (/ its name, Tab), then m, 0, 5, Enter",
    ))
}

#[allow(clippy::unnecessary_wraps)] // the rows are of one kind, and some of them read the file
fn come_sooner(asked: &Asked, _cx: &Cx) -> Result<Effect> {
    Ok(match &asked.moving {
        Some(visit) => Effect::Replace(Box::new(WaitForm::sooner(visit.appointment.id, &asked.line))),
        None => Effect::None,
    })
}

fn comes_alone(asked: &Asked) -> Option<Reason> {
    let words = match (&asked.moving, &asked.waits, asked.dog.client_id) {
        (Some(_), ..) => "it is booked already; book the others for themselves",
        (_, Some(_), _) => "this fills one place on the waiting list; book the others after it",
        (.., None) => "it has no client yet",
        _ => return None,
    };
    Some(Reason::Borrowed(words))
}

#[allow(clippy::unnecessary_wraps)] // the rows are of one kind, and some of them read the file
fn which_dogs(asked: &Asked, _cx: &Cx) -> Result<Effect> {
    Ok(asked.dog.client_id.map_or(Effect::None, |client| {
        Effect::Replace(Box::new(ComeAlong::of(client, vec![asked.dog.id])))
    }))
}

/// Every reason why the time asked for is refused, of every groomer it was asked of.
fn tell_why_not(asked: &Asked, cx: &Cx) -> Result<Effect> {
    let wanted = asked.wanted(cx);
    let fits = offers(cx.store, &wanted, 1)?;
    if fits.iter().any(|offer| {
        asked
            .exact(cx.now.date())
            .is_some_and(|(day, _)| day == offer.day)
    }) {
        return Ok(Effect::Say(
            "nothing is against that time: it is in the list".to_owned(),
        ));
    }
    let refusal = why_not(cx.store, &wanted)?;
    let mut words = refusal.reasons;
    if let Some(offer) = refusal.instead.get(refusal.nearest) {
        let groomers = cx.store.groomers()?;
        let groomer = groomers
            .iter()
            .find(|groomer| groomer.id == offer.slot.groomer_id);
        let with = groomer.map_or_else(String::new, |groomer| format!(" with {}", groomer.name));
        let (day, start) = (short_day(offer.day, cx.now.date()), hhmm(offer.slot.span.start));
        words.push(format!("nearest: {day} {start}{with}"));
    }
    Ok(Effect::Replace(Box::new(Told::each("Why not?", words))))
}
