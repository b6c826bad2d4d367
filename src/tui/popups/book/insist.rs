//! What somebody insists on, one dog or several: where it would go, what stands against it, and the edit with its reason.

use serde_json::{Value, json};

use super::Asked;
use crate::booking::{Insisted, insisted};
use crate::domain::clock::{hhmm, short_day};
use crate::store::{Edit, Result};
use crate::tui::component::Cx;

/// Where it would go, in words.
pub(in crate::tui::popups) struct Judged {
    /// The places, a line each.
    pub places: Vec<String>,
    /// What no reason gets past.
    pub never: Option<String>,
    /// What a reason gets past; none means that the rules are kept.
    pub against: Vec<String>,
}

/// Something that can be booked, or moved, beyond the rules.
pub(in crate::tui::popups) trait Insist {
    /// Whom it is about.
    fn name(&self) -> String;

    /// Whether it is in the book already.
    fn is_moving(&self) -> bool;

    /// The name of the form that asks for the reason.
    fn form(&self) -> String;

    /// What the form needs to open again.
    fn fields(&self) -> Value;

    /// Looks where it would go; `None` while no exact time is known.
    fn judge(&mut self, cx: &Cx) -> Result<Option<Judged>>;

    /// The edit that does it for a reason; `None` before it was judged.
    fn edit(&self, reason: &str) -> Option<Edit>;
}

/// One dog.
pub(super) struct One {
    asked: Asked,
    place: Option<Insisted>,
}

impl One {
    pub const fn new(asked: Asked) -> Self {
        Self { asked, place: None }
    }
}

impl Insist for One {
    fn name(&self) -> String {
        self.asked.dog.name()
    }

    fn is_moving(&self) -> bool {
        self.asked.moving.is_some()
    }

    fn form(&self) -> String {
        format!("anyway:{}", self.asked.id)
    }

    fn fields(&self) -> Value {
        json!({
            "id": self.asked.id,
            "dog": self.asked.dog.id,
            "line": self.asked.line,
            "day": self.place.as_ref().map(|place| place.day.to_string()),
            "start": self.place.as_ref().map(|place| place.start_min),
            "groomer": self.place.as_ref().map(|place| place.groomer_id),
            "lead": self.asked.lead,
            "moving": self.asked.moving.as_ref().map(|visit| visit.appointment.id),
            "waits": self.asked.waits.as_ref().map(|(wait, _)| wait.id),
        })
    }

    fn judge(&mut self, cx: &Cx) -> Result<Option<Judged>> {
        self.asked.read_again(cx)?;
        self.place = insisted(
            cx.store,
            &self.asked.wanted(cx),
            self.asked.usual_groomer,
            self.asked.offer.as_ref(),
        )?;
        Ok(self.place.as_ref().map(|place| Judged {
            places: vec![format!(
                "{} {}-{} with {}, {}",
                short_day(place.day, cx.now.date()),
                hhmm(place.start_min),
                hhmm(place.start_min + self.asked.work.minutes),
                place.groomer,
                self.asked.work.service
            )],
            never: place.never.clone(),
            against: place.against.clone(),
        }))
    }

    fn edit(&self, reason: &str) -> Option<Edit> {
        let place = self.place.as_ref()?;
        let to = (place.day, place.groomer_id, place.start_min);
        Some(self.asked.edit(to.0, to.1, to.2, reason))
    }
}
