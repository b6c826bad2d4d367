//! How many dogs can be dropped off when, to fill in.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::entry::{Entry, Kind};
use super::form::Form;
use super::record::{Record, RecordForm};
use crate::domain::calendar::DropOff;
use crate::domain::days::weekdays_words;
use crate::domain::hours::{DayHours, parse_weekdays};
use crate::domain::id::DropOffId;
use crate::domain::schedule::Span;
use crate::store::{CalendarEdit, Edit, Result};
use crate::tui::component::{Cx, Effect};

const DAYS: &str = "Days";
const TIMES: &str = "Times";
const DOGS: &str = "Dogs at most";

/// A limit for some weekdays, in the book or new.
pub struct DropOffRecord {
    /// The rows of the weekdays as they were read; none for a new limit.
    rows: Vec<DropOff>,
    /// Which rows it is about; none for a new limit.
    ids: Vec<DropOffId>,
}

/// A form on a limit for drop-offs.
pub type DropOffForm = RecordForm<DropOffRecord>;

impl DropOffForm {
    /// A new limit.
    #[must_use]
    pub fn new_limit() -> Self {
        Self::of(Vec::new())
    }

    /// A limit that is the same on some weekdays, by the ids of its rows, to be read.
    #[must_use]
    pub fn of(ids: Vec<DropOffId>) -> Self {
        Self::on(DropOffRecord {
            rows: Vec::new(),
            ids,
        })
    }
}

fn read_weekdays(typed: &str, _today: NaiveDate) -> std::result::Result<String, String> {
    let days = parse_weekdays(typed).map_err(|why| why.to_string())?;
    Ok(weekdays_words(&days))
}

fn times(typed: &str) -> std::result::Result<Span, String> {
    let hours = DayHours::parse(typed).map_err(|_why| {
        format!("`{typed}` is not from one time to another: write 9-9:30, or 9-10 for a whole hour.")
    })?;
    match (hours.shifts.as_slice(), hours.breaks.as_slice()) {
        ([one], []) => Ok(*one),
        _ => Err("One stretch fits here, such as 9-9:30; add another limit for the next one.".to_owned()),
    }
}

fn read_times(typed: &str, _today: NaiveDate) -> std::result::Result<String, String> {
    times(typed).map(super::stretch)
}

impl Record for DropOffRecord {
    fn keeps(&self) -> String {
        match self.ids.first() {
            Some(id) => format!("drop_off:{id}"),
            None => "drop_off:new".to_owned(),
        }
    }

    fn row_id(&self) -> String {
        self.ids.first().map(ToString::to_string).unwrap_or_default()
    }

    fn title(&self) -> String {
        if self.is_new() {
            "New limit for drop-offs".to_owned()
        } else {
            "Limit for drop-offs".to_owned()
        }
    }

    fn is_new(&self) -> bool {
        self.ids.is_empty()
    }

    fn seed(&self) -> Value {
        json!({"ids": self.ids})
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        let mut rows = cx.store.drop_offs()?;
        rows.retain(|row| self.ids.contains(&row.id));
        let Some(first) = rows.first() else {
            return Ok(self.is_new().then(|| entries("", "", "")));
        };
        let weekdays: Vec<i64> = rows.iter().map(|row| row.weekday).collect();
        let entries = entries(
            &weekdays_words(&weekdays),
            &super::stretch(first.span),
            &first.dogs.to_string(),
        );
        self.rows = rows;
        Ok(Some(entries))
    }

    fn save(&mut self, form: &mut Form, _cx: &Cx) -> Result<Effect> {
        // All was checked before.
        let (Ok(weekdays), Ok(span), Some(dogs)) = (
            parse_weekdays(&form.value(DAYS)),
            times(&form.value(TIMES)),
            form.number(DOGS),
        ) else {
            return Ok(Effect::None);
        };
        let row = |weekday| DropOff {
            id: DropOffId::new(),
            weekday,
            span,
            dogs,
            rev: 1,
        };
        Ok(Effect::Apply(Edit::Calendar(CalendarEdit::DropOffs {
            before: self.rows.clone(),
            after: weekdays.into_iter().map(row).collect(),
        })))
    }
}

fn entries(days: &str, span: &str, dogs: &str) -> Vec<Entry> {
    let number = Kind::Number {
        least: 0,
        most: 99,
        step: 1,
    };
    vec![
        Entry::new(DAYS, Kind::Read(read_weekdays), days)
            .needed("Days of the week, such as mon-fri.")
            .hint("mon-fri  or  sat  or  every day"),
        Entry::new(TIMES, Kind::Read(read_times), span)
            .needed("From when to when, such as 9-9:30.")
            .hint("When the dogs are dropped off, such as 9-9:30"),
        Entry::new(DOGS, number, dogs)
            .needed("How many dogs, such as 5.")
            .hint("How many dogs can be dropped off then; 0 is none at all"),
    ]
}
