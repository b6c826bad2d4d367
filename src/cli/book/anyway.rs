//! `pomsalon book … --anyway REASON`: a booking beyond the rules, on purpose.

use super::asked;
use crate::booking::{Insisted, Wanted, Work, insisted, offers};
use crate::cli::failure::{Failure, Result};
use crate::cli::output::tell;
use crate::cli::salon_file::Open;
use crate::domain::appointment::{Appointment, Booking};
use crate::domain::schedule::Span;
use crate::domain::text::{REASON, clean};
use crate::domain::why::listed;
use crate::store::{AppointmentEdit, DogLine, Edit};

/// The place that is meant: the exact time, or the first that fits.
fn place(open: &Open, dog: &DogLine, wanted: &Wanted) -> Result<Option<Insisted>> {
    let usual = open.store.usual_work(dog.id)?.and_then(|usual| usual.groomer_id);
    let first = offers(&open.store, wanted, 1)?.into_iter().next();
    Ok(insisted(&open.store, wanted, usual, first.as_ref())?)
}

/// Books what a rule of the salon is against; `None` where none is, so that it is booked as any.
pub(super) fn book(
    open: &mut Open,
    dog: &DogLine,
    work: &Work,
    wanted: &Wanted,
    (reason, yes, json): (&str, bool, bool),
) -> Result<Option<Appointment>> {
    let reason = clean(reason, REASON);
    if reason.is_empty() {
        let words = "--anyway needs a reason, such as: --anyway \"agreed with Ana\"";
        return Err(Failure::Usage(words.to_owned()));
    }
    let Some(place) = place(open, dog, wanted)? else {
        let words = "--anyway needs the day and the time, such as: bella thu 10 ana";
        return Err(Failure::Usage(words.to_owned()));
    };
    if let Some(never) = place.never {
        return Err(Failure::Refused(format!("not even with a reason: {never}")));
    }
    if place.against.is_empty() {
        tell("No rule is against it: it is booked as any other, without the reason.");
        return Ok(None);
    }
    let span = Span::of(place.start_min, work.minutes);
    let booked = Appointment {
        over_reason: reason,
        ..work.appointment(dog.id, place.groomer_id, place.day, span)
    };
    let edit = Edit::Appointment(AppointmentEdit::Book(Booking {
        appointment: booked.clone(),
        add_ons: work.add_ons.clone(),
    }));
    asked::first(open, &edit, yes, json)?;
    let by = open.by();
    open.store.apply(&edit, &by)?;
    for words in &place.against {
        tell(&format!("Booked although: {words}."));
    }
    // The lane was chosen while it was saved.
    Ok(Some(open.store.appointment(booked.id)?.unwrap_or(booked)))
}

/// Says with whom it could be booked all the same, and what is against it as far as that was not among the reasons that
/// were said. Who is not at work that day is only offered where they were asked for.
pub(super) fn offer_it(open: &Open, dog: &DogLine, wanted: &Wanted, said: &[String]) -> Result<()> {
    let Some(place) = place(open, dog, wanted)? else {
        return Ok(());
    };
    let makes_sense = place.is_there || wanted.groomer.is_some();
    if place.never.is_some() || place.against.is_empty() || !makes_sense {
        return Ok(());
    }
    let unsaid: Vec<&String> = place.against.iter().filter(|why| !said.contains(why)).collect();
    let against = match unsaid.as_slice() {
        [] => String::new(),
        unsaid => format!(" Against it: {}.", listed(unsaid)),
    };
    tell(&format!(
        "With {} it can be booked beyond the rules: add --anyway \"the reason\".{against}",
        place.groomer
    ));
    Ok(())
}
