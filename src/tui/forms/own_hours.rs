//! The hours of a groomer on one day in place of that weekday's, to fill in.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::entry::{Entry, Kind};
use super::form::Form;
use super::record::{Record, RecordForm};
use crate::domain::groomer::{Exception, TimeOff};
use crate::domain::hours::DayHours;
use crate::domain::id::{GroomerId, TimeOffId};
use crate::domain::schedule::Span;
use crate::store::{CalendarEdit, Edit, Result};
use crate::tui::component::{Cx, Effect};

const DAY: &str = "Day";
const HOURS: &str = "Hours";

/// The hours of one day, in the book or new.
pub struct OwnHoursRecord {
    groomer_id: GroomerId,
    /// Whose they are, by name.
    groomer: String,
    /// The day they were read for; `None` for new ones.
    day: Option<NaiveDate>,
    rows: Vec<Exception>,
}

/// A form on the hours of one day.
pub type OwnHoursForm = RecordForm<OwnHoursRecord>;

impl OwnHoursForm {
    /// Hours for a day that is as every week until now.
    #[must_use]
    pub fn new_for(groomer_id: GroomerId) -> Self {
        Self::on(OwnHoursRecord {
            groomer_id,
            groomer: String::new(),
            day: None,
            rows: Vec::new(),
        })
    }

    /// The hours that a groomer has on a day, to be read.
    #[must_use]
    pub fn of(groomer_id: GroomerId, day: NaiveDate) -> Self {
        Self::on(OwnHoursRecord {
            groomer_id,
            groomer: String::new(),
            day: Some(day),
            rows: Vec::new(),
        })
    }
}

impl Record for OwnHoursRecord {
    fn keeps(&self) -> String {
        let day = self.day.map_or_else(|| "new".to_owned(), |day| day.to_string());
        format!("own_hours:{day}:{}", self.groomer_id)
    }

    fn row_id(&self) -> String {
        self.rows
            .first()
            .map(|row| row.id.to_string())
            .unwrap_or_default()
    }

    fn title(&self) -> String {
        format!("Hours of {} on one day", self.groomer)
    }

    fn is_new(&self) -> bool {
        self.day.is_none()
    }

    fn seed(&self) -> Value {
        json!({"groomer": self.groomer_id})
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        let groomers = cx.store.groomers()?;
        let Some(groomer) = groomers.into_iter().find(|groomer| groomer.id == self.groomer_id) else {
            return Ok(None);
        };
        self.groomer = groomer.name;
        if let Some(day) = self.day {
            let mut rows = cx.store.own_hours(day)?;
            rows.retain(|row| row.groomer_id == self.groomer_id && row.day == day);
            if rows.is_empty() {
                return Ok(None);
            }
            self.rows = rows;
        }
        let hours = if self.rows.is_empty() {
            String::new()
        } else {
            DayHours::of_day(&self.rows).to_string()
        };
        let day = self.day.map(|day| day.to_string()).unwrap_or_default();
        Ok(Some(vec![
            Entry::new(DAY, Kind::Day, &day)
                .needed("A day, such as sat or 28 nov.")
                .hint("sat  or  28 nov"),
            Entry::new(HOURS, Kind::Hours, &hours)
                .needed("The hours of that day, such as 10-16, or off.")
                .hint("10-16  or  9-13, 14-18  or  9-18, break 13-13:30  or  off"),
        ]))
    }

    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect> {
        let today = cx.now.date();
        // Both were checked before.
        let (Some(day), Ok(hours)) = (form.day(DAY, today), DayHours::parse(&form.value(HOURS))) else {
            return Ok(Effect::None);
        };
        if day < today && self.day != Some(day) {
            form.wrong(DAY, "That day is over; choose today or a day to come.");
            return Ok(Effect::None);
        }
        let after = hours.rows_of_day(self.groomer_id, day);
        let own = Edit::Calendar(CalendarEdit::OwnHours {
            before: self.rows.clone(),
            after,
        });
        if !hours.shifts.is_empty() {
            return Ok(Effect::Apply(own));
        }
        // No hours at all is a day off.
        let off = Edit::Calendar(CalendarEdit::AddTimeOff(TimeOff {
            id: TimeOffId::new(),
            groomer_id: self.groomer_id,
            first_day: day,
            last_day: day,
            span: Span { start: 0, end: 1440 },
            reason: String::new(),
            rev: 1,
        }));
        if self.rows.is_empty() {
            return Ok(Effect::Apply(off));
        }
        let label = format!(
            "{} is off {}",
            self.groomer,
            crate::domain::clock::short_day(day, today)
        );
        Ok(Effect::Apply(Edit::Together {
            label,
            edits: vec![own, off],
        }))
    }
}
