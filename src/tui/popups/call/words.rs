//! What is said on the phone to somebody on the waiting list, with the reason and the names in it.

use chrono::NaiveDate;

use super::about::Calling;
use crate::booking::{Asking, Trip, first_names};
use crate::domain::clock::{hhmm, short_day};
use crate::domain::household::listed;
use crate::domain::sentence::{promise, spoken_day, spoken_day_behind, spoken_time};
use crate::domain::status::Status;
use crate::store::Visit;

/// So many calls are told.
const LAST_CALLS: usize = 2;

impl Calling {
    /// What is said, or why there is nothing to say yet; and whether it is the former.
    #[must_use]
    pub fn say(&self, today: NaiveDate) -> (String, bool) {
        let line = &self.line;
        if !self.moved.is_empty() {
            let each: Vec<String> = self
                .moved
                .iter()
                .map(|visit| self.is_moved(visit, today))
                .collect();
            return (format!("Say: {}{}", self.because(today), each.join(" ")), true);
        }
        if let Some(asking) = &self.asking {
            let Some(first) = asking.offers.first() else {
                let words = "Nothing is free for them in the days to come: b shows all times, and after Backspace x calls it off.";
                return (words.to_owned(), false);
            };
            let taken = if asking.is_taken {
                "The time that was held is not free any more. "
            } else {
                ""
            };
            let said_before = self.named(today);
            let day = spoken_day_behind(first.day, said_before, today);
            let places: Vec<String> = asking
                .offers
                .iter()
                .map(|offer| {
                    let time = spoken_time(offer.slot.span.start);
                    format!("at {time} with {}", self.groomer(offer.slot.groomer_id))
                })
                .collect();
            let come = if let [one] = places.as_slice() {
                format!("{} come {day} {one}", line.dog)
            } else {
                let names = first_names(&asking.lines.iter().collect::<Vec<_>>());
                let dogs = names.iter().zip(&places);
                let each: Vec<String> = dogs.map(|(dog, place)| format!("{dog} {place}")).collect();
                format!("they come {day}, {}", listed(&each))
            };
            let instead = match asking.booked.first() {
                Some(booked) if booked.day == first.day => {
                    format!(" instead of {}", spoken_time(booked.start_min))
                }
                Some(booked) => format!(
                    " instead of {} at {}",
                    spoken_day_behind(booked.day, Some(first.day), today),
                    spoken_time(booked.start_min)
                ),
                None => String::new(),
            };
            let trip = self.trip_words(asking, today);
            return (
                format!("{taken}Say: {}Could {come}{instead}?{trip}", self.because(today)),
                true,
            );
        }
        let Some(first) = &self.first else {
            let words = "Nothing that would do is free now; when something becomes free, it is shown.";
            return (words.to_owned(), false);
        };
        let (offer, work) = (&first.offer, &first.work);
        let promise = promise(
            offer.day,
            today,
            offer.slot.span.start,
            self.groomer(offer.slot.groomer_id),
            work.stay_minutes,
            &work.service,
            work.asked(),
            &self.currency,
        );
        // Behind the day of another month a bare number is taken for one of that month.
        let (short, whole) = (
            spoken_day(offer.day, today),
            spoken_day_behind(offer.day, self.named(today), today),
        );
        let promise = match promise.strip_prefix(&short) {
            Some(rest) => format!("{whole}{rest}"),
            None => promise,
        };
        let said = match first.said {
            Some(outcome) => format!(" ({})", outcome.words()),
            None => String::new(),
        };
        let about = match self.because(today) {
            because if because.is_empty() => String::new(),
            because => format!("{because}For {}: ", line.dog),
        };
        (format!("Say: {about}{promise}. Would that do?{said}"), true)
    }

    /// What becomes of the dogs that come with those of the call and stay where they are: each trip is told as a whole.
    fn trip_words(&self, asking: &Asking, today: NaiveDate) -> String {
        let Some(trip) = asking.trip() else {
            return String::new();
        };
        let names: Vec<&str> = asking.mates.iter().map(|mate| mate.dog_first.as_str()).collect();
        let (names, stays) = (listed(&names), if names.len() == 1 { "stays" } else { "stay" });
        let Some(first) = asking
            .mates
            .iter()
            .map(|mate| &mate.appointment)
            .min_by_key(|a| a.start_min)
        else {
            return String::new();
        };
        let at = spoken_time(first.start_min);
        match trip {
            Trip::One { drop_off, pick_up } => format!(
                " {names} {stays} at {at}, so {} come at {} and are ready by {}.",
                if asking.mates.len() + asking.offers.len() == 2 {
                    "both"
                } else {
                    "all of them"
                },
                spoken_time(drop_off),
                spoken_time(pick_up)
            ),
            Trip::Two => format!(
                " {names} {stays} {} at {at}, so that would be two trips.",
                spoken_day_behind(first.day, self.named(today), today)
            ),
        }
    }

    /// The day that is named before any other: that of the appointment which cannot stay.
    fn named(&self, today: NaiveDate) -> Option<NaiveDate> {
        let says_why = !self.because(today).is_empty();
        self.line.booked.map(|(day, _)| day).filter(|_| says_why)
    }

    /// Why the salon calls: `Jonas Weber, Ana is ill today. `; empty for who only waits.
    fn because(&self, today: NaiveDate) -> String {
        let line = &self.line;
        let because = line.because();
        if !line.wait.call || because.why.is_empty() {
            return String::new();
        }
        let day = line
            .booked
            .map_or_else(String::new, |(day, _)| match spoken_day(day, today) {
                near if day == today || Some(day) == today.succ_opt() => format!(" {near}"),
                far => format!(" on {far}"),
            });
        let client = match line.client.as_str() {
            "" => "",
            client => &format!("{client}, "),
        };
        format!("{client}{}{day}. ", because.why)
    }

    /// Where a dog comes now that the salon has moved, or who has taken it over.
    fn is_moved(&self, visit: &Visit, today: NaiveDate) -> String {
        let appointment = &visit.appointment;
        let (dog, groomer) = (&visit.dog, &visit.groomer);
        let (day, time) = (
            spoken_day_behind(appointment.day, self.named(today), today),
            spoken_time(appointment.start_min),
        );
        let line = self
            .all
            .iter()
            .find(|line| line.wait.appointment_id == Some(appointment.id));
        let was = line.and_then(|line| line.because().was).unwrap_or_default();
        let keeps_time = was.contains(&format!(
            "{} {}",
            short_day(appointment.day, today),
            hhmm(appointment.start_min)
        ));
        let is_left = line.is_some_and(|line| line.nobody_took_over(today));
        match appointment.status {
            _ if is_left => format!(
                "Nobody is free to go on with {dog} yet: it may be later than {}. Is that all right?",
                spoken_time(appointment.pickup_min)
            ),
            Status::InWork if !keeps_time => format!(
                "{groomer} goes on with {dog} at {time}; it can be fetched at {}.",
                spoken_time(appointment.pickup_min)
            ),
            Status::InWork | Status::Ready => format!("{groomer} goes on with {dog}."),
            Status::Arrived => format!("{groomer} takes {dog} at {time}."),
            _ if keeps_time => format!("{dog} comes {day} at {time} as agreed, to {groomer}."),
            _ => format!("{dog} comes {day} at {time} with {groomer} now. Would that do?"),
        }
    }

    /// What is asked before the appointments of a call are called off.
    #[must_use]
    pub fn off_words(&self) -> String {
        format!(
            "Call off {} of {}: no other time will do?",
            self.dogs(),
            self.line.client
        )
    }

    /// What one should know besides, a sentence each.
    #[must_use]
    pub fn facts(&self, today: NaiveDate) -> Vec<String> {
        let line = &self.line;
        let mut facts = Vec::new();
        let since = short_day(line.wait.asked_at.date(), today);
        if line.calls_about_standing() {
            if let Some(was) = line.because().was {
                facts.push(if line.nobody_took_over(today) {
                    "Is on the table still: m on 1 Today looks for somebody to go on with it".to_owned()
                } else {
                    format!("It was {was}")
                });
            } else if let Some((day, minute)) = line.booked {
                let with = line.booked_with.as_deref().unwrap_or_default();
                let (day, time) = (short_day(day, today), hhmm(minute));
                facts.push(format!("Is booked {day} {time} with {with} until they say yes"));
            }
        } else {
            let wish = line.wait.wish.words(line.groomer.as_deref(), today);
            let note = match line.wait.note.as_str() {
                "" => String::new(),
                note => format!("; {note}"),
            };
            facts.push(format!("Wish: {wish}{note}; waits since {since}"));
            if let Some((day, minute)) = line.booked {
                let (day, time) = (short_day(day, today), hhmm(minute));
                facts.push(if line.is_over {
                    format!("Was booked {day} {time}; that day is over, and nobody said what came of it")
                } else if line.wait.call {
                    format!("Had {day} {time}, which the salon called off")
                } else {
                    format!("Has {day} {time} and wants to come sooner")
                });
            }
        }
        facts
    }

    /// The last two calls and what came of them, the newest first: what was declined is not forgotten over a call that
    /// nobody answered.
    #[must_use]
    pub fn last_calls(&self, today: NaiveDate) -> Vec<String> {
        let calls = self.line.offers.iter().rev().take(LAST_CALLS);
        calls
            .map(|made| {
                let (day, time) = (short_day(made.day, today), hhmm(made.start_min));
                let groomer = self.groomer(made.groomer_id);
                let said = made.outcome.words();
                format!(
                    "{day} {time} with {groomer}: {said} ({})",
                    made.at.format("%-d %b %H:%M")
                )
            })
            .collect()
    }
}
