//! A booking of several dogs that is not finished, as the file keeps it.

use std::str::FromStr;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::Together;
use crate::booking::together::OfferForAll;
use crate::domain::draft::Draft;
use crate::domain::household::names_of;
use crate::domain::id::{AppointmentId, DogId, DraftId, GroomerId};
use crate::domain::text::LINE;
use crate::tui::component::Typed;
use crate::tui::reopen::id_in;
use crate::tui::widgets::field::Field;

/// A time among those offered, told apart by what a person sees of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picked {
    day: NaiveDate,
    start_min: i64,
    groomers: Vec<GroomerId>,
}

impl Picked {
    /// Where an offer is.
    pub fn of(offer: &OfferForAll) -> Self {
        Self {
            day: offer.day,
            start_min: offer.place.drop_off_min,
            groomers: offer.place.slots.iter().map(|slot| slot.groomer_id).collect(),
        }
    }

    fn in_draft(fields: &Value) -> Option<Self> {
        let time = fields.get("time")?;
        Some(Self {
            day: NaiveDate::from_str(time.get("day")?.as_str()?).ok()?,
            start_min: time.get("start")?.as_i64()?,
            groomers: ids(time, "groomers"),
        })
    }
}

/// What makes a booking one that can be gone on with.
pub(super) struct Kept {
    /// Under which id it is kept.
    pub id: DraftId,
    /// The time that was selected and is to be found again by the next reading.
    pub earlier: Option<Picked>,
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

/// The ids that stand in a list of a draft.
pub(super) fn ids<Id: FromStr>(fields: &Value, name: &str) -> Vec<Id> {
    let list = fields.get(name).and_then(Value::as_array);
    let texts = list.into_iter().flatten().filter_map(Value::as_str);
    texts.filter_map(|text| text.parse().ok()).collect()
}

impl Together {
    /// The booking that a draft is about, without what was typed; `None` when nobody is named in it.
    #[must_use]
    pub fn in_draft(fields: &Value) -> Option<(Self, AppointmentId)> {
        let dogs: Vec<DogId> = ids(fields, "dogs");
        let first = id_in(fields, "id")?;
        (!dogs.is_empty()).then(|| (Self::of(dogs, ""), first))
    }

    /// The name of the form: one for each first dog.
    pub(super) fn form(&self) -> Option<String> {
        let first = self.dogs.first().filter(|_| !self.is_moving())?;
        Some(format!("together:{first}"))
    }

    /// What is kept of it, when there is anything to keep; what a move would be is soon looked up again.
    pub(super) fn as_draft(&self) -> Option<Typed> {
        let form = self.form().filter(|_| self.choosing.touched)?;
        let names: Vec<(&str, &str)> = self
            .cards
            .iter()
            .map(|dog| (dog.first_name.as_str(), dog.last_name.as_str()))
            .collect();
        let time = self.picked().or_else(|| self.kept.earlier.clone());
        Some(Typed {
            id: self.kept.id,
            form,
            title: format!("Booking for {}", names_of(&names)),
            fields: json!({
                "id": self.ids.first(),
                "ids": self.ids,
                "dogs": self.dogs,
                "wish": self.choosing.wish.text(),
                "line_day": self.choosing.line_day,
                "time": time.map(|time| json!({
                    "day": time.day.to_string(), "start": time.start_min, "groomers": time.groomers,
                })),
            }),
        })
    }

    /// Becomes what was typed earlier; the dogs and the times are read by the next reload.
    pub(super) fn take_up(&mut self, draft: &Draft) {
        let fields: Value = serde_json::from_str(&draft.fields).unwrap_or_default();
        let dogs: Vec<DogId> = ids(&fields, "dogs");
        if !dogs.is_empty() {
            self.dogs = dogs;
        }
        let kept: Vec<AppointmentId> = ids(&fields, "ids");
        if kept.len() == self.ids.len() {
            self.ids = kept;
        }
        self.choosing.wish = Field::new(
            fields.get("wish").and_then(Value::as_str).unwrap_or_default(),
            LINE,
        );
        let line_day = fields.get("line_day").and_then(Value::as_str);
        self.choosing.line_day = line_day.and_then(|day| NaiveDate::from_str(day).ok());
        // Digits pick lines again, whatever was typed last.
        self.choosing.on_wish = false;
        self.choosing.touched = true;
        self.kept = Kept {
            id: draft.id,
            earlier: Picked::in_draft(&fields),
        };
    }
}
