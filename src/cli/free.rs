//! `pomsalon free`: answers "when is the first slot?".

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use super::book::line::tell_heard;
use super::book::not_understood;
use super::failure::{Failure, Result};
use super::output::{print_json, print_lines, tell};
use super::salon_file::{Globals, Open};
use crate::booking::{Refusal, Wanted, Work, held, is_refused, names, offers_with, why_not, work_for};
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::expert::{Names, Wish, parse_wish};
use crate::domain::id::GroomerId;
use crate::domain::phrase::DayWish;
use crate::domain::text;
use crate::paper::{Columns, PAGE};
use crate::store::{Offer, Store};
use crate::tui::this_desk::ThisDesk;

/// Prints the first free times for a wish.
#[derive(Debug, Args)]
pub struct Free {
    /// Service, day, time and groomer in any order: fri ana after 14 [default: the usual service, from now on]
    #[arg(value_name = "WISH")]
    words: Vec<String>,
}

/// A digit picks one.
const MOST: usize = 9;

const COLUMNS: [(&str, bool); 5] = [
    ("Nr", false),
    ("Day", false),
    ("Time", false),
    ("Groomer", true),
    ("Note", true),
];

/// A time that is free, as lists print it.
#[derive(Debug, Serialize)]
pub(super) struct Slot {
    day: NaiveDate,
    start_min: i64,
    end_min: i64,
    time: String,
    groomer_id: GroomerId,
    groomer: String,
    /// The desk that holds it for a caller just now.
    #[serde(skip_serializing_if = "Option::is_none")]
    held_by: Option<String>,
    /// The day on which many salons close, where this one has not said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    many_close: Option<&'static str>,
}

impl Slot {
    /// What stands behind it: who holds it, else that many salons close that day.
    fn to_know(&self) -> String {
        match (&self.held_by, self.many_close) {
            (Some(desk), _) => format!("held by {desk}"),
            (None, Some(_)) => MANY_CLOSE.to_owned(),
            (None, None) => String::new(),
        }
    }
}

/// Said of a day on which one had better look before one promises it.
const MANY_CLOSE: &str = "many salons close";

#[derive(Serialize)]
struct FreeTimes {
    service: String,
    minutes: i64,
    slots: Vec<Slot>,
    /// Why there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refused: Vec<String>,
    /// What comes nearest, in the order of time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    instead: Vec<Slot>,
}

impl Free {
    /// Prints the times, or why there are none and what comes nearest; then the exit code is 5.
    pub fn run(self, globals: &Globals) -> Result<()> {
        let open = globals.open_to_read()?;
        let names = names(&open.store)?;
        let line = text::clean(&self.words.join(" "), usize::MAX);
        let wish = parse_wish(&line, open.today(), &names)
            .once("Free times are looked for one at a time: leave `every` out; pomsalon book takes it.");
        let wish = if wish.usual_groomer {
            wish.with_one("No dog is named here, so nobody knows its usual groomer: type a name.")
        } else {
            wish
        };
        if !wish.problems.is_empty() {
            return Err(not_understood(&line, &wish));
        }
        let day = wish.day.map_or(open.today(), DayWish::date);
        let Some(work) = work_for(&open.store, None, wish.service, &wish.add_ons, day)? else {
            return Err(Failure::Refused(NO_SERVICES.to_owned()));
        };
        let wanted = Wanted {
            need: work.need.clone(),
            groomer: wish.groomer,
            day: wish.day,
            time: wish.time,
            dog: None,
            moving: None,
            now: open.now,
        };
        let mut found = offers_with(&open.store, &wanted, &wish.groomers, MOST)?;
        let refusal = if is_refused(&wanted, &found) {
            let why = why_not(&open.store, &wanted)?;
            Some(why.with(std::mem::take(&mut found), MOST))
        } else {
            None
        };
        let this = ThisDesk::here("", open.store.path());
        let held = held(&open.store, &found, None, |day| {
            this.held_elsewhere(&open.store, day)
        })?;
        let mut slots = slots(&open.store, &found, &names)?;
        let instead = instead(&open.store, refusal.as_ref(), &names)?;
        for (slot, hold) in slots.iter_mut().zip(held) {
            slot.held_by = hold.map(|hold| hold.desk);
        }
        tell_heard(&wish);
        let found = FreeTimes {
            service: work.service.clone(),
            minutes: work.minutes,
            slots,
            refused: refusal.as_ref().map_or_else(Vec::new, |all| all.reasons.clone()),
            instead,
        };
        // Before the times, for nobody reads what stands behind them.
        assumed(&wish, &work, &names);
        if globals.json {
            print_json(&found)?;
        } else if refusal.is_none() {
            print_lines(&page(&open, &work.service, work.minutes, &found.slots))?;
        }
        let today = open.today();
        open.store.close()?;
        match refusal {
            None => Ok(()),
            Some(refusal) => {
                tell(&format!("{}.", text::sentence(&refusal.reasons.join("; "))));
                tell_instead(&found.instead, today);
                Err(Failure::Said(5))
            }
        }
    }
}

/// Says what was taken for granted of the work, and how to ask for other work.
fn assumed(wish: &Wish, work: &Work, names: &Names) {
    let others = names.services.iter().filter(|(id, _)| *id != work.service_id);
    let mut others = others.filter(|(id, _)| wish.service.is_none() || wish.services.contains(id));
    let Some((_, other)) = others.next() else { return };
    let took = if wish.service.is_none() {
        "Nothing was said of the work, so these are times for"
    } else {
        "That fits several services; these are times for"
    };
    let name = names.services.iter().find(|(id, _)| *id == work.service_id);
    let name = name.map_or("", |(_, name)| name.as_str());
    tell(&format!("{took} {name}."));
    tell(&format!(
        "For other work say it too, such as: pomsalon free {}",
        other.to_lowercase()
    ));
}

/// What can be had in place of a wish that was refused, as lists print it.
fn instead(store: &Store, refusal: Option<&Refusal>, names: &Names) -> Result<Vec<Slot>> {
    refusal.map_or_else(|| Ok(Vec::new()), |refusal| slots(store, &refusal.instead, names))
}

/// What to say while the salon sells nothing.
pub(super) const NO_SERVICES: &str = "the salon has no services yet; add them at the desk";

fn page(open: &Open, service: &str, minutes: i64, slots: &[Slot]) -> Vec<String> {
    let rows: Vec<Vec<String>> = (1..)
        .zip(slots)
        .map(|(number, slot): (usize, &Slot)| {
            vec![
                number.to_string(),
                short_day(slot.day, open.today()),
                format!("{}-{}", hhmm(slot.start_min), hhmm(slot.end_min)),
                slot.groomer.clone(),
                slot.to_know(),
            ]
        })
        .collect();
    let columns = Columns::fit(&COLUMNS, &rows, PAGE);
    let mut lines = vec![format!("{service}, {}", length(minutes)), columns.titles()];
    lines.extend(rows.iter().map(|row| columns.line(row)));
    lines
}

/// Offers as lists print them.
pub(super) fn slots(store: &Store, offers: &[Offer], names: &Names) -> Result<Vec<Slot>> {
    let slot = |offer: &Offer| {
        Ok(Slot {
            day: offer.day,
            start_min: offer.slot.span.start,
            end_min: offer.slot.span.end,
            time: hhmm(offer.slot.span.start),
            groomer_id: offer.slot.groomer_id,
            groomer: groomer_name(names, offer.slot.groomer_id),
            held_by: None,
            many_close: store.perhaps_closed(offer.day)?,
        })
    };
    offers.iter().map(slot).collect()
}

/// Tells the times that work in place of the one that does not.
pub(super) fn tell_instead(slots: &[Slot], today: NaiveDate) {
    if slots.is_empty() {
        return;
    }
    tell("Free instead:");
    for slot in slots {
        let note = match slot.to_know().as_str() {
            "" => String::new(),
            note => format!("; {note}"),
        };
        tell(&format!(
            "  {} {} with {}{note}",
            short_day(slot.day, today),
            slot.time,
            slot.groomer
        ));
    }
}

/// The name of a groomer who takes work.
pub(super) fn groomer_name(names: &Names, id: GroomerId) -> String {
    let found = names.groomers.iter().find(|(known, _)| *known == id);
    found.map(|(_, name)| name.clone()).unwrap_or_default()
}
