//! `pomsalon book`: the expert line, from a shell.

mod anyway;
mod around;
mod asked;
mod care;
mod household;
pub(super) mod line;
mod series;
mod which_dog;

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use self::which_dog::several;
use super::failure::{Failure, Result};
use super::free::{NO_SERVICES, Slot, groomer_name, slots, tell_instead};
use super::output::{print_json, print_lines, tell};
use super::salon_file::{Globals, Open};
use crate::booking::together::named_together;
use crate::booking::{
    Meant, Refusal, Wanted, Work, meant_dog, meant_for, named_in_full, names, offers_with, priced, why_not,
    work_for,
};
use crate::domain::appointment::{AddOn, Appointment, Booking};
use crate::domain::care::Warning;
use crate::domain::expert::{self, Expert, Names, Wish};
use crate::domain::phrase::DayWish;
use crate::domain::rejection::Rejection;
use crate::domain::sentence::promise;
use crate::domain::text;
use crate::store::{AppointmentEdit, DogLine, Edit, StoreError};

/// Books in one line and prints what to say to the caller.
#[derive(Debug, Args)]
pub struct Book {
    /// The dog, then service, day, time and groomer in any order: bella bath thu 10 ana; several dogs of one client as
    /// bella+max
    #[arg(value_name = "LINE")]
    words: Vec<String>,
    /// Books beyond the rules of the salon, for this reason, which stays with the appointment
    #[arg(long, value_name = "REASON")]
    anyway: Option<String>,
    /// Books it also where the desk would ask first: the same dog twice on one day, or a shave-down nobody signed for
    #[arg(long)]
    yes: bool,
}

/// What to say to somebody who says nothing.
const NOTHING_SAID: &str = "say who comes, for what, when and with whom, all but the dog as you like: \
                            pomsalon book \"bella bath thu 10 ana\"";

/// Another desk may take the offered time first; then the next one is tried.
const TRIES: usize = 3;

/// Times looked at: where a coming list asks for more minutes, the first ones may not fit.
const FIRST: usize = 5;

#[derive(Serialize)]
struct Done<'a> {
    booked: &'a Appointment,
    dog: &'a DogLine,
    /// The service with what is done on top, as one says it.
    service: &'a str,
    /// What is done on top; the minutes and the price have it in them.
    add_ons: &'a [AddOn],
    groomer: &'a str,
    alerts: &'a str,
    warnings: &'a [Warning],
    sentence: &'a str,
}

#[derive(Serialize)]
struct NotDone<'a> {
    booked: Option<()>,
    refused: &'a [String],
    instead: Vec<Slot>,
}

impl Book {
    /// Books and prints the sentence to say, or says why not; then the exit code is 5.
    pub fn run(self, globals: &Globals) -> Result<()> {
        let mut open = globals.open_to_write("book")?;
        let result = self.book(&mut open, globals.json);
        open.store.close()?;
        result
    }

    fn book(&self, open: &mut Open, json: bool) -> Result<()> {
        let today = open.today();
        let names = names(&open.store)?;
        let typed = text::clean(&self.words.join(" "), usize::MAX);
        if typed.trim().is_empty() {
            return Err(Failure::Usage(NOTHING_SAID.to_owned()));
        }
        let line = line::read(open, &typed, &names)?;
        let together = named_together(&line.dog);
        // Of several dogs each may have work of its own: that is read with their names.
        if together.len() < 2 && !line.wish.problems.is_empty() {
            return Err(not_understood(&typed, &line.wish));
        }
        if self.anyway.is_some() && line.wish.repeat.is_some() {
            let words = "beyond the rules one appointment is booked at a time: leave `every` out";
            return Err(Failure::Usage(words.to_owned()));
        }
        if together.len() > 1 {
            if line.wish.repeat.is_some() {
                let words = "a series is booked for one dog at a time: a line for each";
                return Err(Failure::Usage(words.to_owned()));
            }
            if self.anyway.is_some() {
                let words = "beyond the rules dogs are booked one at a time: a line for each";
                return Err(Failure::Usage(words.to_owned()));
            }
            return household::book(open, &together, &line, &typed, &names, (self.yes, json));
        }
        let dog = dog_of(open, &line, &typed, &names, json)?;
        let wish = &wish_of(open, line.wish, &dog, &typed)?;
        line::take_note(open, &dog, wish)?;
        let day = wish.day.map_or(today, DayWish::date);
        let Some(work) = work_for(&open.store, Some(dog.id), wish.service, &wish.add_ons, day)? else {
            return Err(Failure::Refused(NO_SERVICES.to_owned()));
        };
        let wanted = Wanted {
            need: work.need.clone(),
            groomer: wish.groomer,
            // Whoever says "thursday" on the phone means the next one, not any.
            day: wish.day.map(|day| match day {
                DayWish::Weekday(first) => DayWish::On(first),
                said => said,
            }),
            time: wish.time,
            dog: Some(dog.id),
            moving: None,
            now: open.now,
        };
        if let Some(reason) = &self.anyway
            && let Some(booked) = anyway::book(open, &dog, &work, &wanted, (reason, self.yes, json))?
        {
            let done = said(open, &dog, &work, &booked, &names, json);
            open.renew_paper();
            return done;
        }
        let mut on_the_card = None;
        for _ in 0..TRIES {
            let found = offers_with(&open.store, &wanted, &wish.groomers, FIRST)?;
            let found = priced(&open.store, &wanted, wish.service, &wish.add_ons, found)?;
            let Some((offer, work)) = found.into_iter().next() else {
                break;
            };
            if let Some(repeat) = wish.repeat {
                return series::book(open, &dog, repeat, (&offer, &work), &names, (self.yes, json));
            }
            let slot = offer.slot;
            let appointment = Appointment {
                lane: Some(slot.lane),
                ..work.appointment(dog.id, slot.groomer_id, offer.day, slot.span)
            };
            let held = around::held_by(open, &offer)?;
            let waited_for = around::waited_for(open, dog.id, &offer)?;
            let edit = Edit::Appointment(AppointmentEdit::Book(Booking {
                appointment: appointment.clone(),
                add_ons: work.add_ons.clone(),
            }));
            asked::first(open, &edit, self.yes, json)?;
            match open.store.apply(&edit, &open.by()) {
                Ok(_) => {
                    let done = said(open, &dog, &work, &appointment, &names, json);
                    for words in [held, waited_for].into_iter().flatten() {
                        care::tell_sentence(&words);
                    }
                    open.renew_paper();
                    return done;
                }
                Err(StoreError::Refused(
                    refused @ (Rejection::DoNotBook { .. } | Rejection::NoVaccine { .. }),
                )) => on_the_card = Some(refused.to_string()),
                Err(StoreError::Refused(_)) => {}
                Err(other) => return Err(other.into()),
            }
        }
        let refusal = refusal(open, &dog, &wanted, on_the_card)?;
        let instead = slots(&open.store, &refusal.instead, &names)?;
        let failure = not_booked(&refusal, instead, today, json);
        anyway::offer_it(open, &dog, &wanted, &refusal.reasons)?;
        Err(failure)
    }
}

/// Why nothing is booked: what stands on the card, or what is in the way of every time.
fn refusal(open: &Open, dog: &DogLine, wanted: &Wanted, on_the_card: Option<String>) -> Result<Refusal> {
    if let Some(refused) = on_the_card {
        // No other time helps.
        return Ok(Refusal {
            reasons: vec![refused],
            instead: Vec::new(),
            nearest: 0,
        });
    }
    let mut refusal = why_not(&open.store, wanted)?;
    // Where nobody should book the dog no other time is one to promise.
    if !open.store.care(dog.id)?.do_not_book.is_empty() {
        refusal.instead.clear();
    }
    Ok(refusal)
}

/// The one dog that the line is about.
fn dog_of(open: &Open, line: &Expert, typed: &str, names: &Names, json: bool) -> Result<DogLine> {
    let today = open.today();
    match meant_dog(&open.store, &line.dog, today)? {
        Meant::One(dog) => return Ok(dog),
        Meant::Several(dogs) => return Err(several(&line.dog, &dogs, json)),
        Meant::Nobody => {}
    }
    if let Some(misspelt) = line
        .misspelt
        .as_ref()
        .filter(|line| !line.wish.problems.is_empty())
    {
        return Err(not_understood(typed, &misspelt.wish));
    }
    if let Some(count) = named_in_full(&open.store, &line.dog, today)? {
        let line = expert::parse_named(typed, count, today, names);
        return Err(not_understood(typed, &line.wish));
    }
    Err(Failure::Refused(format!(
        "no dog like `{}` is in the book; `pomsalon find` looks for part of a name or a phone number",
        line.dog
    )))
}

/// The wish as it is meant for the dog.
fn wish_of(open: &Open, wish: Wish, dog: &DogLine, typed: &str) -> Result<Wish> {
    let wish = meant_for(&open.store, wish, dog.id)?;
    if wish.problems.is_empty() {
        Ok(wish)
    } else {
        Err(not_understood(typed, &wish))
    }
}

/// Shows the line again with carets below what is wrong with it, and says what is possible.
pub(super) fn not_understood(typed: &str, wish: &Wish) -> Failure {
    tell(&format!("  {typed}"));
    tell(&format!("  {}", expert::marks(typed, &wish.problems)));
    let sentences: Vec<&str> = wish.problems.iter().map(|each| each.sentence.as_str()).collect();
    Failure::Usage(sentences.join(" "))
}

fn said(
    open: &Open,
    dog: &DogLine,
    work: &Work,
    appointment: &Appointment,
    names: &Names,
    json: bool,
) -> Result<()> {
    let groomer = groomer_name(names, appointment.groomer_id);
    let sentence = promise(
        appointment.day,
        open.today(),
        appointment.start_min,
        &groomer,
        appointment.pickup_min - appointment.start_min,
        &work.service,
        work.asked(),
        &open.salon.currency,
    );
    let visits = open.store.visits(appointment.day)?;
    let alerts = visits
        .into_iter()
        .find(|visit| visit.appointment.id == appointment.id)
        .map(|visit| visit.alerts)
        .unwrap_or_default();
    let warnings = care::warnings(open, dog.id, work, appointment.day)?;
    if json {
        print_json(&Done {
            booked: appointment,
            dog,
            service: &work.service,
            add_ons: &work.add_ons,
            groomer: &groomer,
            alerts: &alerts,
            warnings: &warnings,
            sentence: &sentence,
        })?;
    } else {
        print_lines(&[format!("Booked {}: {sentence}", dog.name())])?;
    }
    care::tell(&warnings);
    line::tell_open_price(dog, work);
    around::tell(open, std::slice::from_ref(dog), &[appointment.id], names)?;
    if dog.client_id.is_none() {
        tell(&format!(
            "{} has no client yet: ask for a name and a phone number.",
            dog.name()
        ));
    }
    Ok(())
}

fn not_booked(refusal: &Refusal, instead: Vec<Slot>, today: NaiveDate, json: bool) -> Failure {
    let refused = NotDone {
        booked: None,
        refused: &refusal.reasons,
        instead,
    };
    if json && let Err(failure) = print_json(&refused) {
        return failure;
    }
    tell(&format!("Not booked: {}.", refusal.reasons.join("; ")));
    tell_instead(&refused.instead, today);
    Failure::Said(5)
}
