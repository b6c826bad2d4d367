//! What a booking asks for at the moment, and the edit that it becomes at a place in the book.

use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::Value;

use super::{offers, reading};
use crate::booking::{Wanted, Work, filling, meant_for, names};
use crate::domain::appointment::{Appointment, Booking};
use crate::domain::expert::Wish;
use crate::domain::id::{AppointmentId, GroomerId};
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::schedule::{Slot, Span};
use crate::domain::waitlist::Wait;
use crate::store::{AppointmentEdit, DogLine, Edit, Offer, Place, Result, Visit};
use crate::tui::component::Cx;
use crate::tui::reopen::{id_in, visit_of};

/// Everything that was chosen in the booking pop-up, for what else can be done with it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The id the appointment will have, or has when it is moved.
    pub id: AppointmentId,
    /// The dog that comes.
    pub dog: DogLine,
    /// What it comes for.
    pub work: Work,
    /// What was wished, as it was typed.
    pub line: String,
    /// What was wished, as it was understood.
    pub wish: Wish,
    /// The time that is selected, when any fits.
    pub offer: Option<Offer>,
    /// With whom it was last time.
    pub usual_groomer: Option<GroomerId>,
    /// Minutes between the drop-off and the work.
    pub lead: i64,
    /// The appointment that is moved; `None` for a new booking.
    pub moving: Option<Visit>,
    /// Whose place on the waiting list it fills, and when that is noted.
    pub waits: Option<(Wait, NaiveDateTime)>,
}

impl Asked {
    /// What was asked for in a pop-up that is open no more; `None` when the dog, the work or the appointment is gone.
    pub fn earlier(fields: &Value, cx: &Cx) -> Result<Option<Self>> {
        let (Some(id), Some(dog_id)) = (id_in(fields, "id"), id_in(fields, "dog")) else {
            return Ok(None);
        };
        let moving = match id_in::<AppointmentId>(fields, "moving") {
            Some(id) => match visit_of(id, cx)? {
                Some(visit) => Some(visit),
                None => return Ok(None),
            },
            None => None,
        };
        let line = fields.get("line").and_then(Value::as_str).unwrap_or_default();
        let waits_as = id_in(fields, "waits");
        let about = moving.as_ref().filter(|_| waits_as.is_none()).map(reading::about);
        let wish = reading::meant(line, cx.now, about, &names(cx.store)?);
        let wish = meant_for(cx.store, wish, dog_id)?;
        let Some(dog) = cx.store.dog_line(dog_id)? else {
            return Ok(None);
        };
        let waits = match waits_as {
            Some(id) => cx.store.wait(id)?.filter(Wait::is_waiting),
            None => None,
        };
        let about = offers::About {
            dog_id,
            moving: moving.as_ref(),
            waits: waits.as_ref(),
            line_day: None,
        };
        let Some(work) = offers::work(cx, &wish, about)? else {
            return Ok(None);
        };
        let usual_groomer = offers::usual_groomer(cx, about)?;
        let day = fields.get("day").and_then(Value::as_str);
        let day = day.and_then(|day| NaiveDate::from_str(day).ok());
        let start = fields.get("start").and_then(Value::as_i64);
        let offer = day.zip(start).zip(id_in(fields, "groomer"));
        Ok(Some(Self {
            id,
            usual_groomer,
            dog,
            line: line.to_owned(),
            wish,
            offer: offer.map(|((day, start), groomer_id)| Offer {
                day,
                slot: Slot {
                    groomer_id,
                    // The book picks the lane when it is saved.
                    lane: 1,
                    span: Span::of(start, work.minutes),
                },
            }),
            work,
            lead: fields.get("lead").and_then(Value::as_i64).unwrap_or_default(),
            moving,
            waits: waits.map(|wait| (wait, cx.now)),
        }))
    }

    /// Reads from the file again what may have changed meanwhile.
    pub(super) fn read_again(&mut self, cx: &Cx) -> Result<()> {
        if let Some(dog) = cx.store.dog_line(self.dog.id)? {
            self.dog = dog;
        }
        Ok(())
    }

    /// What a time is looked for.
    #[must_use]
    pub fn wanted(&self, cx: &Cx) -> Wanted {
        Wanted {
            need: self.work.need.clone(),
            groomer: self.wish.groomer,
            day: self.wish.day,
            time: self.wish.time,
            dog: Some(self.dog.id),
            moving: self.moving.as_ref().map(|visit| {
                let appointment = &visit.appointment;
                (appointment.id, appointment.day, appointment.start_min)
            }),
            now: cx.now,
        }
    }

    /// The exact day and time that was asked for; a time alone is one of today.
    #[must_use]
    pub fn exact(&self, today: NaiveDate) -> Option<(NaiveDate, i64)> {
        match self.wish.time {
            Some(TimeWish::At(minute)) => Some((self.wish.day.map_or(today, DayWish::date), minute)),
            _ => None,
        }
    }

    /// The edit that books it, or moves it, to a place. With a reason it goes there beyond the rules of the salon.
    #[must_use]
    pub fn edit(&self, day: NaiveDate, groomer_id: GroomerId, start_min: i64, over_reason: &str) -> Edit {
        let over_reason = over_reason.to_owned();
        let place = |visit: &Visit, over_reason| Place {
            id: visit.appointment.id,
            rev: visit.appointment.rev,
            groomer_id,
            day,
            start_min,
            over_reason,
        };
        let edit = Edit::Appointment(match &self.moving {
            Some(visit) if self.work.minutes != visit.appointment.span().minutes() => {
                AppointmentEdit::TakeOver {
                    to: place(visit, over_reason),
                    minutes: self.work.minutes,
                }
            }
            Some(visit) => AppointmentEdit::Move(place(visit, over_reason)),
            None => AppointmentEdit::Book(Booking {
                add_ons: self.work.add_ons.clone(),
                appointment: Appointment {
                    id: self.id,
                    drop_off_min: (self.lead > 0).then(|| (start_min - self.lead).max(0)),
                    over_reason,
                    ..self.work.appointment(
                        self.dog.id,
                        groomer_id,
                        day,
                        Span::of(start_min, self.work.minutes),
                    )
                },
            }),
        });
        match &self.waits {
            Some((wait, now)) => filling(edit, wait, &self.dog.name(), (groomer_id, day, start_min), *now),
            None => edit,
        }
    }
}
