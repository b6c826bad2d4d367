//! `pomsalon book "bella bath thu 10 every 5w x6"`: a whole series in one line.

use serde::Serialize;

use super::{around, asked, care};
use crate::booking::{Line, SeriesAsk, Work, prices_in_turn, twice, weeks_of};
use crate::cli::failure::{Failure, Result};
use crate::cli::free::groomer_name;
use crate::cli::output::{print_json, print_lines, tell};
use crate::cli::salon_file::Open;
use crate::domain::appointment::Appointment;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::expert::Names;
use crate::domain::id::SeriesId;
use crate::domain::money::Cents;
use crate::domain::repeat::Repeat;
use crate::domain::series::{End, Rhythm, TIMES, every};
use crate::store::{AppointmentEdit, DogLine, Edit, Offer};

#[derive(Serialize)]
struct Done<'a> {
    booked: Vec<&'a Appointment>,
    series_id: SeriesId,
    dog: &'a DogLine,
    /// The service with what is done on top, as one says it.
    service: &'a str,
}

/// Books all of them and prints each day, with what is different where a day was not free; or none, and why.
pub(super) fn book(
    open: &mut Open,
    dog: &DogLine,
    repeat: Repeat,
    first: (&Offer, &Work),
    names: &Names,
    (yes, json): (bool, bool),
) -> Result<()> {
    let (offer, work) = first;
    let usual = Rhythm {
        weeks: weeks_of(&open.store, dog.id)?,
        end: End::Times(TIMES),
    };
    let rhythm = repeat.or(usual);
    let ask = SeriesAsk {
        dog_id: dog.id,
        dog: dog.name(),
        work: work.clone(),
        groomer_id: offer.slot.groomer_id,
        first: offer.day,
        start_min: offer.slot.span.start,
        lead: 0,
        joins: None,
        longer: None,
    };
    let lines = ask.preview(&open.store, rhythm, open.now)?;
    refuse(open, &lines)?;
    let id = SeriesId::new();
    let Some(edit) = ask.edit(id, rhythm.weeks, &lines) else {
        let words = format!("the series would end before its first day: {rhythm}");
        return Err(Failure::Usage(words));
    };
    asked::first(open, &edit, yes, json)?;
    open.store.apply(&edit, &open.by())?;
    let booked = booked(&edit);
    if json {
        print_json(&Done {
            booked: booked.clone(),
            series_id: id,
            dog,
            service: &work.service,
        })?;
    } else {
        let head = format!(
            "Booked {} {}, {} times: {}{}",
            dog.name(),
            every(rhythm.weeks),
            booked.len(),
            work.service,
            cost(open, work, offer, &lines)
        );
        let days = lines.iter().flat_map(|line| said(open, line, work, names));
        print_lines(&std::iter::once(head).chain(days).collect::<Vec<_>>())?;
    }
    // What runs out before the last of them has to be known at the first.
    let last = booked.iter().map(|each| each.day).max().unwrap_or(offer.day);
    care::tell(&care::warnings(open, dog.id, work, last)?);
    let ids: Vec<_> = booked.iter().map(|each| each.id).collect();
    around::tell(open, std::slice::from_ref(dog), &ids, names)?;
    open.renew_paper();
    Ok(())
}

/// Refuses the whole when one of them has no place at all, or two would be on one day.
fn refuse(open: &Open, lines: &[Line]) -> Result<()> {
    let without: Vec<&Line> = lines.iter().filter(|line| line.way().is_none()).collect();
    let crowded = twice(lines, open.today());
    if without.is_empty() && crowded.is_none() {
        return Ok(());
    }
    tell("Nothing of the series is booked.");
    for line in without {
        tell(&format!(
            "  {}: {}",
            short_day(line.wished.day, open.today()),
            line.why.as_deref().unwrap_or("there is no room that day")
        ));
    }
    if let Some(crowded) = crowded {
        tell(&format!("  {crowded}"));
    }
    tell("Ask for another time or rhythm; at the desk single days can be left out.");
    Err(Failure::Said(5))
}

/// What they cost, each price with the day from which it counts; nothing where nothing is asked.
fn cost(open: &Open, work: &Work, first: &Offer, lines: &[Line]) -> String {
    if work.price_cents == Cents(0) {
        return String::new();
    }
    let prices = prices_in_turn((first.day, work), lines, &open.salon.currency);
    format!(", {prices}")
}

/// One of them as it was booked, and where it is not as wished, why and what was done about it.
fn said(open: &Open, line: &Line, first: &Work, names: &Names) -> Vec<String> {
    let Some(way) = line.way() else {
        return Vec::new();
    };
    let price = line.price().filter(|price| *price != first.price_cents);
    let price = price.map_or_else(String::new, |price| format!(", {price}"));
    let place = format!(
        "  {} {} with {}{price}",
        short_day(way.offer.day, open.today()),
        hhmm(way.offer.slot.span.start),
        groomer_name(names, way.offer.slot.groomer_id)
    );
    let why = line.why.as_ref();
    std::iter::once(place)
        .chain(why.map(|why| format!("    {}, because {why}", way.words)))
        .collect()
}

fn booked(edit: &Edit) -> Vec<&Appointment> {
    let Edit::Together { edits, .. } = edit else {
        return Vec::new();
    };
    let appointments = edits.iter().filter_map(|edit| match edit {
        Edit::Appointment(AppointmentEdit::Book(booking)) => Some(&booking.appointment),
        _ => None,
    });
    appointments.collect()
}
