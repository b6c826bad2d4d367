//! When a groomer is off, to fill in: ill today, the dentist on Thursday morning, two weeks in summer.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::entry::{Entry, Kind};
use super::form::Form;
use super::record::{Record, RecordForm};
use crate::domain::clock::{hhmm, short_day};
use crate::domain::days::{days_text, days_words, parse_absence, parse_days};
use crate::domain::groomer::TimeOff;
use crate::domain::hours::DayHours;
use crate::domain::id::{GroomerId, TimeOffId};
use crate::domain::schedule::Span;
use crate::domain::text;
use crate::store::{CalendarEdit, Edit, Result, Visit};
use crate::tui::component::{Cx, Effect};
use crate::tui::popups::hits::tail;
use crate::tui::popups::told::Told;
use crate::tui::reopen::id_in;

pub(super) const DAYS: &str = "Days";
const TIMES: &str = "Times";
const REASON: &str = "Why";

/// How many booked dogs are told one by one; the others are only counted.
const TOLD: usize = 8;

/// Time off in the book, or new.
pub struct TimeOffRecord {
    off: TimeOff,
    /// Whose it is, by name.
    groomer: String,
    new: bool,
}

/// A form on time off.
pub type TimeOffForm = RecordForm<TimeOffRecord>;

pub(super) const ALL_DAY: Span = Span { start: 0, end: 1440 };

const fn blank(id: TimeOffId, groomer_id: GroomerId) -> TimeOff {
    TimeOff {
        id,
        groomer_id,
        first_day: NaiveDate::MIN,
        last_day: NaiveDate::MIN,
        span: ALL_DAY,
        reason: String::new(),
        rev: 1,
    }
}

impl TimeOffForm {
    /// New time off of a groomer.
    #[must_use]
    pub fn new_for(groomer_id: GroomerId) -> Self {
        Self::on(TimeOffRecord {
            off: blank(TimeOffId::new(), groomer_id),
            groomer: String::new(),
            new: true,
        })
    }

    /// Time off by its id, to be read.
    #[must_use]
    pub fn of(id: TimeOffId) -> Self {
        Self::on(TimeOffRecord {
            off: blank(id, GroomerId::new()),
            groomer: String::new(),
            new: false,
        })
    }
}

/// Reads the part of a day; nothing is all of it.
fn times(typed: &str) -> std::result::Result<Span, String> {
    if matches!(
        typed.trim().to_lowercase().as_str(),
        "" | "all day" | "all" | "day"
    ) {
        return Ok(ALL_DAY);
    }
    let hours = DayHours::parse(typed).map_err(|_why| {
        format!("`{typed}` is not from one time to another: write 9-11, or nothing for the whole day.")
    })?;
    match (hours.shifts.as_slice(), hours.breaks.as_slice()) {
        ([], _) => Ok(ALL_DAY),
        ([one], []) => Ok(*one),
        _ => Err("One stretch fits here, such as 9-11; add another time off for the next one.".to_owned()),
    }
}

pub(super) fn read_days(typed: &str, today: NaiveDate) -> std::result::Result<String, String> {
    let (first, last) = parse_days(typed, today).map_err(|why| why.to_string())?;
    Ok(days_words(first, last, today))
}

fn read_absence(typed: &str, today: NaiveDate) -> std::result::Result<String, String> {
    let (first, last) = parse_absence(typed, today).map_err(|why| why.to_string())?;
    Ok(days_words(first, last, today))
}

fn read_times(typed: &str, _today: NaiveDate) -> std::result::Result<String, String> {
    Ok(match times(typed)? {
        ALL_DAY => "all day".to_owned(),
        span => super::stretch(span),
    })
}

/// Says who is booked then, dog by dog, and what one can do about it.
pub(super) fn booked_then(visits: &[Visit], what_now: &str, today: NaiveDate) -> Told {
    let mut lines = vec![match visits.len() {
        1 => format!("1 dog is booked then, and stays booked. {what_now}"),
        count => format!("{count} dogs are booked then, and stay booked. {what_now}"),
    }];
    lines.extend(visits.iter().take(TOLD).map(|visit| {
        let a = &visit.appointment;
        let day = short_day(a.day, today);
        let who = [visit.client.as_str(), &tail(&visit.phone)].join(" ");
        format!(
            "{day} {} {} with {}; {}",
            hhmm(a.start_min),
            visit.dog,
            visit.groomer,
            who.trim()
        )
    }));
    if visits.len() > TOLD {
        lines.push(format!("and {} more", visits.len() - TOLD));
    }
    Told::each("Booked then", lines)
}

impl Record for TimeOffRecord {
    fn keeps(&self) -> String {
        if self.new {
            format!("time_off:new:{}", self.off.groomer_id)
        } else {
            format!("time_off:{}", self.off.id)
        }
    }

    fn row_id(&self) -> String {
        self.off.id.to_string()
    }

    fn title(&self) -> String {
        format!("Time off of {}", self.groomer)
    }

    fn is_new(&self) -> bool {
        self.new
    }

    fn seed(&self) -> Value {
        json!({"id": self.off.id})
    }

    fn go_on(&mut self, seed: &Value) {
        self.off.id = id_in(seed, "id").unwrap_or(self.off.id);
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        if !self.new {
            let Some(off) = cx.store.time_off(self.off.id)? else {
                return Ok(None);
            };
            self.off = off;
        }
        let off = &self.off;
        let groomers = cx.store.groomers()?;
        let Some(groomer) = groomers.into_iter().find(|groomer| groomer.id == off.groomer_id) else {
            return Ok(None);
        };
        self.groomer = groomer.name;
        let days = if self.new {
            String::new()
        } else {
            days_text(off.first_day, off.last_day)
        };
        let times = if off.is_all_day() {
            String::new()
        } else {
            super::stretch(off.span)
        };
        Ok(Some(vec![
            Entry::new(DAYS, Kind::Read(read_absence), &days)
                .needed("A day or days, such as today, thu or 20 dec-3 jan.")
                .hint("thu  or  20 dec-3 jan  or  1 dec on (leaves)  or  starts 1 dec (is new)"),
            Entry::new(TIMES, Kind::Read(read_times), &times).hint("Such as 9-11; empty is all day"),
            Entry::new(REASON, Kind::Text(text::REASON), &off.reason)
                .hint("Such as ill, dentist or holiday; may stay empty"),
        ]))
    }

    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect> {
        let today = cx.now.date();
        // Both were checked before.
        let (Ok((first_day, last_day)), Ok(span)) =
            (parse_absence(&form.value(DAYS), today), times(&form.value(TIMES)))
        else {
            return Ok(Effect::None);
        };
        if self.new && last_day < today {
            form.wrong(DAYS, "That is over; time off lies today or later.");
            return Ok(Effect::None);
        }
        let off = TimeOff {
            first_day,
            last_day,
            span,
            reason: form.value(REASON),
            ..self.off.clone()
        };
        let booked = cx.store.booked_in_time_off(&off, today)?;
        let edit = Edit::Calendar(if self.new {
            CalendarEdit::AddTimeOff(off)
        } else {
            CalendarEdit::SaveTimeOff(off)
        });
        if booked.is_empty() {
            return Ok(Effect::Apply(edit));
        }
        let what_now = "o on 5 Groomers finds them other times; m on Today moves one of them.";
        let told = booked_then(&booked, what_now, today);
        Ok(Effect::ApplyThen(edit, Box::new(told)))
    }
}
