//! `pomsalon book "bella+max bath thu 10"`: several dogs of one client in one line.

use chrono::NaiveDate;
use serde::Serialize;

use super::{around, asked, care, not_understood, several};
use crate::booking::together::{
    Companion, Household, OfferForAll, WantedForAll, WhyNotAll, ask_for_groomers, book_all, meant_household,
    offers_for_all, promise_for_all, together_as_wished, why_not_all, wish_of_line,
};
use crate::cli::failure::{Failure, Result};
use crate::cli::free::{NO_SERVICES, groomer_name};
use crate::cli::output::{print_json, print_lines, tell};
use crate::cli::salon_file::Open;
use crate::domain::care::Warning;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::expert::{Expert, Names};
use crate::domain::household::{MOST_DOGS, listed, names_of};
use crate::domain::id::{AppointmentId, DogId, VisitId};
use crate::domain::phrase::DayWish;
use crate::store::{DogLine, StoreError, Visit};

#[derive(Serialize)]
struct Done<'a> {
    booked: Vec<&'a Visit>,
    visit_id: VisitId,
    drop_off_min: i64,
    pickup_min: i64,
    warnings: &'a [OfDog<'a>],
    sentence: &'a str,
}

/// What there is to know of one of the dogs.
#[derive(Serialize)]
struct OfDog<'a> {
    dog_id: DogId,
    dog: &'a str,
    warnings: Vec<Warning>,
}

#[derive(Serialize)]
struct NotDone<'a> {
    booked: Option<()>,
    refused: &'a [String],
    instead: &'a [OfferForAll],
}

/// Books all of the named dogs of one client and prints the sentence to say, or says why not.
pub(super) fn book(
    open: &mut Open,
    typed: &[String],
    line: &Expert,
    as_typed: &str,
    names: &Names,
    (yes, json): (bool, bool),
) -> Result<()> {
    let today = open.today();
    let mut wished = wish_of_line(as_typed, line, typed, today, names);
    let wish = &wished.wish;
    if !wish.problems.is_empty() {
        return Err(not_understood(as_typed, wish));
    }
    if typed.len() > MOST_DOGS {
        return Err(Failure::Usage(format!(
            "{MOST_DOGS} dogs can be booked in one line, these are {}",
            typed.len()
        )));
    }
    let lines = match meant_household(&open.store, typed, today)? {
        Household::Dogs(dogs) => dogs,
        Household::Several(dogs) => return Err(several(&typed.join("+"), &dogs, json)),
        Household::Nobody(sentence) => {
            let misspelt = line.misspelt.as_ref();
            let misspelt = misspelt.filter(|line| !line.wish.problems.is_empty());
            return Err(misspelt.map_or(Failure::Refused(sentence), |misspelt| {
                not_understood(as_typed, &misspelt.wish)
            }));
        }
    };
    let day = wish.day.map_or(today, DayWish::date);
    let ids: Vec<DogId> = lines.iter().map(|dog| dog.id).collect();
    let mut dogs = together_as_wished(&open.store, &ids, &wished, day)?;
    ask_for_groomers(&mut dogs, &mut wished.wish);
    let wish = &wished.wish;
    if !wish.problems.is_empty() {
        return Err(not_understood(as_typed, wish));
    }
    if dogs.len() < lines.len() {
        return Err(Failure::Refused(NO_SERVICES.to_owned()));
    }
    let wanted = WantedForAll {
        dogs,
        // Whoever says "thursday" on the phone means the next one, not any.
        day: wish.day.map(|day| match day {
            DayWish::Weekday(first) => DayWish::On(first),
            said => said,
        }),
        time: wish.time,
        now: open.now,
    };
    for _ in 0..super::TRIES {
        let Some(offer) = offers_for_all(&open.store, &wanted, 1)?.into_iter().next() else {
            break;
        };
        let visit = VisitId::new();
        let ids: Vec<AppointmentId> = lines.iter().map(|_| AppointmentId::new()).collect();
        let edit = book_all(&wanted.dogs, &offer, visit, &ids, today);
        asked::first(open, &edit, yes, json)?;
        match open.store.apply(&edit, &open.by()) {
            Ok(_) => {
                let done = said(open, &lines, &wanted.dogs, &offer, visit, names, json);
                open.renew_paper();
                return done;
            }
            // Another desk may take the offered time first; then the next one is tried.
            Err(StoreError::Refused(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    let why = why_not_all(&open.store, &wanted)?;
    Err(not_booked(&wanted.dogs, &why, names, today, json))
}

fn said(
    open: &Open,
    lines: &[DogLine],
    dogs: &[Companion],
    offer: &OfferForAll,
    visit: VisitId,
    names: &Names,
    json: bool,
) -> Result<()> {
    let groomer = |id| groomer_name(names, id);
    let sentence = promise_for_all(dogs, offer, groomer, open.today(), &open.salon.currency);
    let day = open.store.visits(offer.day)?;
    let booked: Vec<&Visit> = day
        .iter()
        .filter(|each| each.appointment.visit_id == Some(visit))
        .collect();
    let mut warnings = Vec::new();
    for (dog, work) in lines.iter().zip(&offer.works) {
        warnings.push(OfDog {
            dog_id: dog.id,
            dog: &dog.first_name,
            warnings: care::warnings(open, dog.id, work, offer.day)?,
        });
    }
    if json {
        print_json(&Done {
            booked: booked.clone(),
            visit_id: visit,
            drop_off_min: offer.place.drop_off_min,
            pickup_min: offer.place.pickup_min,
            warnings: &warnings,
            sentence: &sentence,
        })?;
    } else {
        let all: Vec<(&str, &str)> = lines
            .iter()
            .map(|dog| (dog.first_name.as_str(), dog.last_name.as_str()))
            .collect();
        print_lines(&[format!("Booked {}: {sentence}", names_of(&all))])?;
    }
    tell_care(&warnings);
    let ids: Vec<AppointmentId> = booked.iter().map(|each| each.appointment.id).collect();
    around::tell(open, lines, &ids, names)
}

/// Says what there is to know of each dog, the same words once for all that they are true of, and what is about the
/// client once.
fn tell_care(dogs: &[OfDog]) {
    let mut told: Vec<(Vec<&str>, String)> = Vec::new();
    for of_dog in dogs {
        let own = of_dog.warnings.iter().filter(|each| !each.of_client);
        let words: Vec<&str> = own.map(|each| each.words.as_str()).collect();
        if words.is_empty() {
            continue;
        }
        let words = words.join("; ");
        match told.iter_mut().find(|(_, other)| *other == words) {
            Some((names, _)) => names.push(of_dog.dog),
            None => told.push((vec![of_dog.dog], words)),
        }
    }
    for (names, words) in told {
        care::tell_sentence(&format!("Take care of {}: {words}.", listed(&names)));
    }
    let of_client = dogs.iter().flat_map(|of_dog| &of_dog.warnings);
    let mut of_client: Vec<Warning> = of_client.filter(|each| each.of_client).cloned().collect();
    of_client.sort_by_key(|each| each.place);
    of_client.dedup();
    care::tell(&of_client);
}

fn not_booked(dogs: &[Companion], why: &WhyNotAll, names: &Names, today: NaiveDate, json: bool) -> Failure {
    if json {
        let refused = NotDone {
            booked: None,
            refused: &why.reasons,
            instead: &why.instead,
        };
        if let Err(failure) = print_json(&refused) {
            return failure;
        }
    }
    tell(&format!("Not booked: {}.", why.reasons.join("; ")));
    if !why.instead.is_empty() {
        tell("Free instead:");
    }
    for offer in &why.instead {
        let with: Vec<String> = dogs
            .iter()
            .zip(&offer.place.slots)
            .map(|(dog, slot)| {
                format!(
                    "{} with {}",
                    dog.dog.first_name,
                    groomer_name(names, slot.groomer_id)
                )
            })
            .collect();
        tell(&format!(
            "  {} {}-{} {}",
            short_day(offer.day, today),
            hhmm(offer.place.drop_off_min),
            hhmm(offer.place.pickup_min),
            with.join(", ")
        ));
    }
    Failure::Said(5)
}
