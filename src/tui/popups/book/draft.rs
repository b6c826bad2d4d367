//! A booking that is not finished: everything that was typed and chosen, as the file keeps it.

use std::str::FromStr;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::Book;
use crate::domain::draft::Draft;
use crate::domain::id::{DogId, DraftId, GroomerId};
use crate::domain::text::LINE;
use crate::store::Offer;
use crate::tui::component::Typed;
use crate::tui::reopen::id_in;
use crate::tui::widgets::field::Field;

/// A time among those offered, told apart by what a person sees of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Picked {
    day: NaiveDate,
    start_min: i64,
    groomer: GroomerId,
}

impl Picked {
    /// Where an offer is.
    pub fn of(offer: &Offer) -> Self {
        Self {
            day: offer.day,
            start_min: offer.slot.span.start,
            groomer: offer.slot.groomer_id,
        }
    }
}

/// What was chosen before the form was closed.
pub(super) struct Earlier {
    pub dog: Option<DogId>,
    pub time: Option<Picked>,
}

impl Earlier {
    /// A time that somebody has just been told.
    pub fn said(offer: &Offer) -> Self {
        Self {
            dog: None,
            time: Some(Picked::of(offer)),
        }
    }
}

/// What makes a booking one that can be gone on with.
pub(super) struct Kept {
    /// Under which id it is kept.
    pub id: DraftId,
    /// What was chosen earlier and is to be found again by the next reading.
    pub earlier: Option<Earlier>,
}

impl Kept {
    /// Nothing to keep yet.
    pub fn new() -> Self {
        Self {
            id: DraftId::new(),
            earlier: None,
        }
    }
}

fn text<'a>(fields: &'a Value, name: &str) -> Option<&'a str> {
    fields.get(name)?.as_str()
}

fn picked_in(fields: &Value) -> Option<Picked> {
    let time = fields.get("time")?;
    Some(Picked {
        day: NaiveDate::from_str(text(time, "day")?).ok()?,
        start_min: time.get("start")?.as_i64()?,
        groomer: id_in(time, "groomer")?,
    })
}

impl Book {
    /// The time that is selected now.
    pub(super) fn picked(&self) -> Option<Picked> {
        self.times.offers.get(self.choosing.time.selected).map(Picked::of)
    }

    /// Whether closing would lose anything.
    pub(super) fn is_touched(&self) -> bool {
        self.choosing.touched || !self.line.is_empty()
    }

    /// What is kept of it, when there is anything to keep.
    pub(super) fn as_draft(&self) -> Option<Typed> {
        if !self.is_touched() {
            return None;
        }
        // One that was closed before it was read again is what it was.
        let earlier = self.kept.earlier.as_ref();
        let dog = self.dog.as_ref().map(|dog| dog.id);
        let dog = dog.or(earlier.and_then(|earlier| earlier.dog)).or(self.asked_for);
        let name = self.dog.as_ref().map(|dog| dog.line.name());
        let before = self.again.as_ref().map(|before| &before.appointment);
        let (form, title) = match (&self.moving, dog) {
            _ if before.is_some_and(|last| Some(last.dog_id) == dog) => (
                format!("again:{}", before.map_or(self.id, |last| last.id)),
                format!("Booking for {}", name.unwrap_or_default()),
            ),
            (Some(visit), _) => (
                format!("move:{}", visit.appointment.id),
                format!("Move of {}", visit.dog),
            ),
            (None, Some(id)) => (
                format!("book:{id}"),
                format!("Booking for {}", name.unwrap_or_default()),
            ),
            (None, None) => {
                // The form of a free time is not the one that `b` opens.
                let form = if self.from_slot.is_none() {
                    "book"
                } else {
                    "book:slot"
                };
                (form.to_owned(), format!("Booking: {}", self.line.text().trim()))
            }
        };
        let time = self.picked().or(earlier.and_then(|earlier| earlier.time));
        let fields = json!({
            "id": self.id,
            "line": self.line.text(),
            "wish": self.choosing.wish.text(),
            "slot": self.from_slot,
            "line_day": self.choosing.line_day,
            "dog": dog,
            "waits": self.waits_as,
            "time": time.map(|time| json!({
                "day": time.day.to_string(), "start": time.start_min, "groomer": time.groomer,
            })),
        });
        Some(Typed {
            id: self.kept.id,
            form,
            title,
            fields,
        })
    }

    /// Becomes what was typed earlier; the dog and the times are read by the next reload.
    pub(super) fn take_up(&mut self, draft: &Draft) {
        let fields: Value = serde_json::from_str(&draft.fields).unwrap_or_default();
        self.id = id_in(&fields, "id").unwrap_or(self.id);
        self.line = Field::new(text(&fields, "line").unwrap_or_default(), LINE);
        self.choosing.wish = Field::new(text(&fields, "wish").unwrap_or_default(), LINE);
        self.waits_as = id_in(&fields, "waits").or(self.waits_as);
        self.from_slot = text(&fields, "slot").map(str::to_owned);
        self.choosing.line_day = text(&fields, "line_day").and_then(|day| NaiveDate::from_str(day).ok());
        // Digits pick lines again, whatever was typed last.
        self.choosing.on_wish = false;
        // Who calls again about a move says anew when; what was half typed by a desk that died goes on.
        self.choosing.typing.old_wish =
            draft.parked && self.moving.is_some() && !self.choosing.wish.is_empty();
        self.choosing.touched = true;
        self.kept = Kept {
            id: draft.id,
            earlier: Some(Earlier {
                dog: id_in(&fields, "dog"),
                time: picked_in(&fields),
            }),
        };
    }
}
