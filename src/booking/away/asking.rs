//! A client is asked for another time: for all dogs of one trip at once, for the time that is held, else the nearest that is
//! free; and what it means when they say yes, no, or nobody answers.

use chrono::NaiveDateTime;

use super::trip::mates;
use super::{Absence, AwayPlan, Instead};
use crate::booking::taking::{call_log, moved};
use crate::domain::appointment::Appointment;
use crate::domain::calendar::Closing;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::groomer::TimeOff;
use crate::domain::household::listed;
use crate::domain::id::{AppointmentId, ServiceId, TimeOffId};
use crate::domain::schedule::{Slot, Span};
use crate::domain::waitlist::{Outcome, WaitWish};
use crate::store::{AppointmentEdit, Edit, Offer, Place, Result, Store, Visit, WaitEdit, WaitLine};

/// One call: the dogs of a client that lost their place on the same day, and what can be proposed instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// The lines of the call list, one a dog.
    pub lines: Vec<WaitLine>,
    /// Their appointments, in the same order.
    pub booked: Vec<Appointment>,
    /// Where each of them could go, in the same order; nothing where no time fits.
    pub offers: Vec<Offer>,
    /// The dogs of the same visit that keep their places.
    pub mates: Vec<Visit>,
    /// Whether the time that was held for them has been given to somebody else.
    pub is_taken: bool,
}

/// The lines that one call is about: all dogs of the client that are booked on the same day and for which the same has to be
/// said.
#[must_use]
pub fn one_call<'a>(lines: &'a [WaitLine], line: &'a WaitLine) -> Vec<&'a WaitLine> {
    let kind = |line: &WaitLine| (line.is_asked(), line.has_moved(), line.booked.map(|(day, _)| day));
    let same = |other: &&WaitLine| {
        other.wait.id == line.wait.id
            || line.client_id.is_some() && other.client_id == line.client_id && kind(other) == kind(line)
    };
    lines.iter().filter(same).collect()
}

/// What a client who is asked can be told now about all dogs of the trip.
pub fn asking(store: &Store, lines: &[WaitLine], line: &WaitLine, now: NaiveDateTime) -> Result<Asking> {
    let mut asking = Asking {
        lines: Vec::new(),
        booked: Vec::new(),
        offers: Vec::new(),
        mates: Vec::new(),
        is_taken: false,
    };
    for line in one_call(lines, line) {
        if let Some(id) = line.wait.appointment_id
            && let Some(booked) = store.appointment(id)?
        {
            asking.lines.push(line.clone());
            asking.booked.push(booked);
        }
    }
    asking.mates = mates(store, &asking.booked)?;
    let places: Vec<_> = asking
        .lines
        .iter()
        .filter_map(|line| line.wait.wish.place())
        .collect();
    if places.len() == asking.lines.len() {
        asking.offers = places
            .iter()
            .zip(&asking.booked)
            .map(|((groomer_id, day, start), booked)| Offer {
                day: *day,
                slot: Slot {
                    groomer_id: *groomer_id,
                    lane: 1,
                    span: Span::of(*start, booked.span().minutes()),
                },
            })
            .collect();
        let held = asking.offers.iter().zip(&asking.booked);
        for (offer, booked) in held {
            let add_ons = store.add_ons(booked.id)?.into_iter();
            let add_ons: Vec<ServiceId> = add_ons.map(|each| each.service_id).collect();
            asking.is_taken |= store.refusal(&moved(booked, offer), &add_ons, now)?.is_some();
        }
        if !asking.is_taken {
            return Ok(asking);
        }
    }
    asking.offers = nearest(store, &asking, now)?;
    Ok(asking)
}

/// The nearest places for all dogs of a call together; nothing where they do not all find one.
fn nearest(store: &Store, asking: &Asking, now: NaiveDateTime) -> Result<Vec<Offer>> {
    let Some(first) = asking.booked.first() else {
        return Ok(Vec::new());
    };
    let absence = absence_of(store, first)?;
    let ids: Vec<AppointmentId> = asking.booked.iter().map(|booked| booked.id).collect();
    let mut visits = store.visits(first.day)?;
    visits.retain(|visit| ids.contains(&visit.appointment.id));
    let mut plan = AwayPlan::for_these(store, absence, visits, &[], now)?;
    plan.forget_held();
    for orphan in &mut plan.orphans {
        let line = asking
            .lines
            .iter()
            .find(|line| line.wait.appointment_id == Some(orphan.visit.appointment.id));
        orphan.declined = line.map(super::orphan::declined_by).unwrap_or_default();
    }
    plan.find_all();
    let place = |booked: &Appointment| {
        plan.orphans.iter().find_map(|orphan| match orphan.instead {
            Instead::Move(offer) if orphan.visit.appointment.id == booked.id => Some(offer),
            _ => None,
        })
    };
    Ok(asking
        .booked
        .iter()
        .map(place)
        .collect::<Option<Vec<Offer>>>()
        .unwrap_or_default())
}

/// Why an appointment cannot stay where it is, as the book has it; where that was taken out of it, its own time does not
/// come into question all the same, since the client is asked for another one.
fn absence_of(store: &Store, booked: &Appointment) -> Result<Absence> {
    let closing: Option<Closing> = store
        .closings(booked.day)?
        .into_iter()
        .find(|closing| closing.is_on(booked.day));
    if let Some(closing) = closing {
        return Ok(Absence::Salon { closing, edit: None });
    }
    let off = store.times_off(booked.day)?.into_iter().find(|off| {
        off.groomer_id == booked.groomer_id && off.is_on(booked.day) && off.span.overlaps(booked.span())
    });
    Ok(Absence::Groomer {
        name: String::new(),
        off: off.unwrap_or_else(|| TimeOff {
            id: TimeOffId::new(),
            groomer_id: booked.groomer_id,
            first_day: booked.day,
            last_day: booked.day,
            span: booked.span(),
            reason: String::new(),
            rev: 1,
        }),
    })
}

/// The dogs of a call, as one says them: `Bella and Bruno Moreira`.
#[must_use]
pub fn dogs_of_call(lines: &[&WaitLine]) -> String {
    match (first_names(lines), last_name(lines)) {
        (firsts, Some(last)) => format!("{} {last}", listed(&firsts)),
        (names, None) => listed(&names),
    }
}

/// The names of the dogs of a call one by one, without a last name that all of them have.
#[must_use]
pub fn first_names(lines: &[&WaitLine]) -> Vec<String> {
    let last = last_name(lines).unwrap_or_default();
    let first = |line: &&WaitLine| {
        line.dog
            .strip_suffix(last)
            .unwrap_or(&line.dog)
            .trim_end()
            .to_owned()
    };
    lines.iter().map(first).collect()
}

/// The last name that all of them have.
fn last_name<'a>(lines: &[&'a WaitLine]) -> Option<&'a str> {
    let (_, last) = lines.first()?.dog.rsplit_once(' ')?;
    let has_it = |line: &&WaitLine| line.dog.rsplit_once(' ').is_some_and(|(_, other)| other == last);
    lines.iter().all(has_it).then_some(last)
}

impl Asking {
    /// The dogs of the call, as one says them.
    #[must_use]
    pub fn dogs(&self) -> String {
        dogs_of_call(&self.lines.iter().collect::<Vec<_>>())
    }

    fn when(&self, now: NaiveDateTime) -> String {
        let first = self.offers.iter().min_by_key(|offer| offer.slot.span.start);
        first.map_or_else(String::new, |offer| {
            format!(
                "{} {}",
                short_day(offer.day, now.date()),
                hhmm(offer.slot.span.start)
            )
        })
    }

    fn logs(&self, outcome: Outcome, now: NaiveDateTime) -> Vec<Edit> {
        let calls = self.lines.iter().enumerate().filter_map(|(at, line)| {
            let place = match (self.offers.get(at), self.booked.get(at)) {
                (Some(offer), _) => (offer.slot.groomer_id, offer.day, offer.slot.span.start),
                (None, Some(booked)) => (booked.groomer_id, booked.day, booked.start_min),
                (None, None) => return None,
            };
            Some(Edit::Wait(call_log(&line.wait, place, outcome, now)))
        });
        calls.collect()
    }

    fn ends(&self, filled: bool) -> impl Iterator<Item = Edit> {
        self.lines.iter().map(move |line| {
            Edit::Wait(WaitEdit::End {
                id: line.wait.id,
                rev: line.wait.rev,
                filled,
            })
        })
    }

    /// They say yes: every dog goes where it was proposed, the call is noted, and nobody has to be called any more.
    #[must_use]
    pub fn agreed(&self, now: NaiveDateTime) -> Edit {
        let each = self.offers.iter().zip(&self.booked);
        let places = each.map(|(offer, booked)| Place::within_rules(booked, offer.day, &offer.slot));
        let mut edits = vec![Edit::Appointment(AppointmentEdit::MoveAll(places.collect()))];
        edits.extend(self.logs(Outcome::Taken, now));
        edits.extend(self.ends(true));
        Edit::Together {
            label: format!("Moved {} to {}, as agreed", self.dogs(), self.when(now)),
            edits,
        }
    }

    /// They say no: that is noted, and the nearest other time is held for them from now on.
    pub fn declined(&self, store: &Store, now: NaiveDateTime) -> Result<Edit> {
        let mut edits = self.logs(Outcome::Declined, now);
        let mut next = self.clone();
        for (edit, line) in edits.iter().zip(&mut next.lines) {
            if let Edit::Wait(WaitEdit::Log(offered)) = edit {
                line.offers.push(offered.clone());
            }
        }
        let offers = nearest(store, &next, now)?;
        for (at, line) in self.lines.iter().enumerate() {
            let mut wait = line.wait.clone();
            wait.wish = offers.get(at).map_or_else(
                || WaitWish::any(now.date()),
                |Offer { day, slot }| WaitWish::exactly(slot.groomer_id, *day, slot.span.start),
            );
            edits.push(Edit::Wait(WaitEdit::Save(wait)));
        }
        Ok(Edit::Together {
            label: format!("{}: {} declined", self.dogs(), self.when(now)),
            edits,
        })
    }

    /// Nobody answers: that is noted, and the time stays held.
    #[must_use]
    pub fn no_answer(&self, now: NaiveDateTime) -> Edit {
        Edit::Together {
            label: format!("Nobody answered for {}", self.dogs()),
            edits: self.logs(Outcome::NoAnswer, now),
        }
    }

    /// No other time will do: the appointments are called off, and nobody has to be called any more.
    #[must_use]
    pub fn called_off(&self, reason: &str) -> Edit {
        let cancels = self.booked.iter().map(|booked| {
            Edit::Appointment(AppointmentEdit::Cancel {
                id: booked.id,
                rev: booked.rev,
                reason: reason.to_owned(),
            })
        });
        Edit::Together {
            label: format!("Called off {}: no other time would do", self.dogs()),
            edits: cancels.chain(self.ends(false)).collect(),
        }
    }
}

/// The client knows of the places the salon has moved their dogs to: the call is noted for each, and nobody has to be
/// called any more.
#[must_use]
pub fn told_all(lines: &[&WaitLine], moved: &[Visit], now: NaiveDateTime) -> Edit {
    let mut edits = Vec::new();
    for line in lines {
        let booked = moved
            .iter()
            .map(|visit| &visit.appointment)
            .find(|booked| Some(booked.id) == line.wait.appointment_id);
        if let Some(booked) = booked {
            let place = (booked.groomer_id, booked.day, booked.start_min);
            edits.push(Edit::Wait(call_log(&line.wait, place, Outcome::Taken, now)));
        }
        edits.push(Edit::Wait(WaitEdit::End {
            id: line.wait.id,
            rev: line.wait.rev,
            filled: true,
        }));
    }
    Edit::Together {
        label: format!("The client of {} knows", dogs_of_call(lines)),
        edits,
    }
}
