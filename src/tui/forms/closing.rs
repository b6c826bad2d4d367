//! Days on which the salon is closed, to fill in.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::entry::{Entry, Kind};
use super::form::Form;
use super::record::{Record, RecordForm};
use super::time_off::{DAYS, read_days};
use crate::domain::calendar::Closing;
use crate::domain::days::{days_text, parse_days};
use crate::domain::id::ClosingId;
use crate::domain::text;
use crate::store::{CalendarEdit, Edit, Result};
use crate::tui::component::{Cx, Effect};
use crate::tui::popups::away::Away;
use crate::tui::reopen::id_in;

const NAME: &str = "Name";
const YEARLY: &str = "Every year";

/// Closing days in the book, or new.
pub struct ClosingRecord {
    closing: Closing,
    new: bool,
}

/// A form on closing days.
pub type ClosingForm = RecordForm<ClosingRecord>;

const fn blank(id: ClosingId) -> Closing {
    Closing {
        id,
        first_day: NaiveDate::MIN,
        last_day: NaiveDate::MIN,
        yearly: false,
        name: String::new(),
        rev: 1,
    }
}

impl ClosingForm {
    /// New closing days.
    #[must_use]
    pub fn new_closing(id: ClosingId) -> Self {
        Self::on(ClosingRecord {
            closing: blank(id),
            new: true,
        })
    }

    /// Closing days by their id, to be read.
    #[must_use]
    pub fn of(id: ClosingId) -> Self {
        Self::on(ClosingRecord {
            closing: blank(id),
            new: false,
        })
    }
}

impl Record for ClosingRecord {
    fn keeps(&self) -> String {
        if self.new {
            "closing:new".to_owned()
        } else {
            format!("closing:{}", self.closing.id)
        }
    }

    fn row_id(&self) -> String {
        self.closing.id.to_string()
    }

    fn title(&self) -> String {
        if self.new {
            "New closing day".to_owned()
        } else {
            format!("Closed: {}", self.closing.name)
        }
    }

    fn is_new(&self) -> bool {
        self.new
    }

    fn seed(&self) -> Value {
        json!({"id": self.closing.id})
    }

    fn go_on(&mut self, seed: &Value) {
        self.closing.id = id_in(seed, "id").unwrap_or(self.closing.id);
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        if !self.new {
            let Some(closing) = cx.store.closing(self.closing.id)? else {
                return Ok(None);
            };
            self.closing = closing;
        }
        let closing = &self.closing;
        let days = if self.new {
            String::new()
        } else {
            days_text(closing.first_day, closing.last_day)
        };
        Ok(Some(vec![
            Entry::new(DAYS, Kind::Read(read_days), &days)
                .needed("A day or days, such as 25 dec or 24 dec-2 jan.")
                .hint("25 dec  or  24 dec-2 jan"),
            Entry::new(NAME, Kind::Text(text::NAME), &closing.name)
                .needed("It needs a name, such as Christmas: what one says to the caller.")
                .hint("What one says to the caller, such as Christmas"),
            Entry::toggle(YEARLY, closing.yearly).hint("Yes: closed on these days in every year"),
        ]))
    }

    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect> {
        let today = cx.now.date();
        // They were checked before.
        let Ok((first_day, last_day)) = parse_days(&form.value(DAYS), today) else {
            return Ok(Effect::None);
        };
        let closing = Closing {
            first_day,
            last_day,
            yearly: form.is_on(YEARLY),
            name: form.value(NAME),
            ..self.closing.clone()
        };
        if self.new && !closing.yearly && last_day < today {
            form.wrong(DAYS, "That is over; a closing day lies today or later.");
            return Ok(Effect::None);
        }
        let booked = cx.store.booked_while_closed(&closing, today)?;
        let edit = if self.new {
            CalendarEdit::AddClosing(closing.clone())
        } else {
            CalendarEdit::SaveClosing(closing.clone())
        };
        if booked.is_empty() {
            return Ok(Effect::Apply(Edit::Calendar(edit)));
        }
        // Everybody who is booked then is named, and gets another place in the same step.
        Ok(Effect::Open(Box::new(Away::closed(closing, Some(edit)))))
    }
}
