//! What makes an appointment stand out right now.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::clock::minute_of;
use crate::domain::id::AppointmentId;
use crate::store::{Result, Visit};
use crate::tui::component::Cx;
use crate::tui::popups::dog_card::about_call;

/// Minutes of grace before a dog counts as late.
const GRACE: i64 = 5;

/// Whether the dog should have been here by now.
#[must_use]
pub fn is_late(visit: &Visit, now: NaiveDateTime) -> bool {
    let a = &visit.appointment;
    a.status.is_expected()
        && (a.day < now.date() || a.day == now.date() && minute_of(now) >= a.arrives_min() + GRACE)
}

/// Whether the dog should have been picked up by now.
#[must_use]
pub fn overstays(visit: &Visit, now: NaiveDateTime) -> bool {
    let a = &visit.appointment;
    a.status.is_in_salon()
        && (a.day < now.date() || a.day == now.date() && minute_of(now) >= a.pickup_min + GRACE)
}

/// How many other dogs come and go with it, as a sign behind its name: `+1`; empty for a dog that comes alone.
#[must_use]
pub fn together(visit: &Visit, day: &[Visit]) -> String {
    match visit.companions(day).len() {
        0 => String::new(),
        others => format!(" +{others}"),
    }
}

/// The sign behind the work of an appointment that comes again every so many weeks; empty for any other.
#[must_use]
pub const fn series(visit: &Visit) -> &'static str {
    if visit.appointment.series_id.is_some() {
        " ~"
    } else {
        ""
    }
}

/// What is still to be asked or told about appointments of a day, in words.
#[derive(Default)]
pub struct Marks(HashMap<AppointmentId, (&'static str, String)>);

impl Marks {
    /// Reads what the call list says of a day.
    pub fn read(cx: &Cx, day: NaiveDate) -> Result<Self> {
        let lines = cx.store.calls_on(day, cx.now.date())?;
        if lines.is_empty() {
            return Ok(Self::default());
        }
        let groomers = cx.store.groomers()?;
        let marked = lines.iter().filter_map(|line| {
            let words = about_call(line, &groomers, cx.now.date());
            let word = if line.is_asked() { "ask" } else { "who?" };
            Some((line.wait.appointment_id?, (word, words)))
        });
        Ok(Self(marked.collect()))
    }

    /// What is still to be asked or told about an appointment; `None` for one that stays as it is.
    #[must_use]
    pub fn call(&self, visit: &Visit) -> Option<&str> {
        self.0.get(&visit.appointment.id).map(|(_, words)| words.as_str())
    }

    /// The word that stands beside the status: `ask` where the client is still to be asked for another time, `who?` where
    /// nobody goes on with a dog on the table, `off` where the groomer is, `late`, `stays`, or nothing.
    #[must_use]
    pub fn word(&self, visit: &Visit, now: NaiveDateTime) -> &'static str {
        if let Some((word, _)) = self.0.get(&visit.appointment.id) {
            word
        } else if visit.groomer_off {
            "off"
        } else if is_late(visit, now) {
            "late"
        } else if overstays(visit, now) {
            "stays"
        } else {
            ""
        }
    }
}
