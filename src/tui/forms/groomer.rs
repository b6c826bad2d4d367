//! A groomer's card to fill in, with the hours of each weekday.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::entry::{Entry, Kind};
use super::form::Form;
use super::record::{Record, RecordForm};
use super::time_off::{ALL_DAY, booked_then};
use crate::domain::days::FOREVER;
use crate::domain::dog::Size;
use crate::domain::groomer::{Groomer, TimeOff};
use crate::domain::hours::DayHours;
use crate::domain::id::{GroomerId, TimeOffId};
use crate::domain::schedule::Span;
use crate::domain::text;
use crate::store::{Edit, GroomerEdit, GroomerWeek, Result, Visit};
use crate::tui::component::{Cx, Effect};
use crate::tui::reopen::id_in;

const NAME: &str = "Name";
const LANES: &str = "Dogs at once";
const PLACE: &str = "Column";
const ACTIVE: &str = "Works here";
const LARGEST: &str = "Dogs up to";
const MOST: &str = "Dogs a day";
const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const HOURS: &str = "9-18  or  9-13, 14-18  or  9-18, break 13-13:30  or  off";

/// A groomer in the book, or a new one.
pub struct GroomerRecord {
    week: GroomerWeek,
    new: bool,
    read: bool,
}

/// A form on a groomer's card.
pub type GroomerForm = RecordForm<GroomerRecord>;

fn blank(id: GroomerId) -> GroomerWeek {
    GroomerWeek {
        groomer: Groomer {
            id,
            name: String::new(),
            lanes: 1,
            position: 1,
            active: true,
            largest: None,
            max_dogs: None,
            rev: 1,
        },
        shifts: Vec::new(),
        breaks: Vec::new(),
        skills: Vec::new(),
    }
}

impl GroomerForm {
    /// The card of a groomer in the book.
    #[must_use]
    pub fn of(week: GroomerWeek) -> Self {
        Self::on(GroomerRecord {
            week,
            new: false,
            read: false,
        })
    }

    /// The card of a groomer by its id, to be read.
    #[must_use]
    pub fn again(id: GroomerId) -> Self {
        Self::of(blank(id))
    }

    /// A new groomer, who works on the days and in the hours in which the salon is open.
    #[must_use]
    pub fn new_groomer(id: GroomerId) -> Self {
        Self::on(GroomerRecord {
            week: blank(id),
            new: true,
            read: false,
        })
    }
}

/// The weekdays on which anybody works, which are those on which the salon is open; Monday to Friday as long as nobody does.
pub(in crate::tui) fn open_on(weeks: &[GroomerWeek]) -> Vec<i64> {
    let works = |day: &i64| {
        let here = weeks.iter().filter(|week| week.groomer.active);
        here.flat_map(|week| &week.shifts)
            .any(|shift| shift.weekday == *day)
    };
    let days: Vec<i64> = (1..=7).filter(works).collect();
    if days.is_empty() { (1..=5).collect() } else { days }
}

impl GroomerRecord {
    /// The place behind the others, and the salon's hours.
    fn start(&mut self, cx: &Cx) -> Result<()> {
        let places = cx.store.groomers()?;
        self.week.groomer.position = places.iter().map(|groomer| groomer.position).max().unwrap_or(0) + 1;
        let open = Span {
            start: cx.salon.opens_min,
            end: cx.salon.closes_min,
        };
        let hours = DayHours {
            shifts: vec![open],
            breaks: Vec::new(),
        };
        self.week.shifts = open_on(&cx.store.groomer_weeks()?)
            .into_iter()
            .flat_map(|day| hours.rows(self.week.groomer.id, day).0)
            .collect();
        Ok(())
    }

    /// Who is booked with the groomer from a day on.
    fn booked_from(&self, day: NaiveDate, cx: &Cx) -> Result<Vec<Visit>> {
        let gone = TimeOff {
            id: TimeOffId::new(),
            groomer_id: self.week.groomer.id,
            first_day: day,
            last_day: FOREVER,
            span: ALL_DAY,
            reason: String::new(),
            rev: 1,
        };
        cx.store.booked_in_time_off(&gone, day)
    }

    /// The week as typed; a day left alone keeps its rows.
    fn typed(&self, form: &Form) -> GroomerWeek {
        let old = &self.week;
        let mut week = GroomerWeek {
            groomer: Groomer {
                name: form.value(NAME),
                lanes: form.number(LANES).unwrap_or(1),
                position: form.number(PLACE).unwrap_or(old.groomer.position),
                active: form.is_on(ACTIVE),
                largest: form
                    .chosen(LARGEST)
                    .and_then(|at| Size::ALL.get(at.checked_sub(1)?).copied()),
                max_dogs: form.number(MOST),
                ..old.groomer.clone()
            },
            shifts: Vec::new(),
            breaks: Vec::new(),
            skills: old.skills.clone(),
        };
        for (title, weekday) in DAYS.into_iter().zip(1..) {
            let before = DayHours::of(&old.shifts, &old.breaks, weekday);
            let hours = DayHours::parse(&form.value(title)).unwrap_or_else(|_unchecked| before.clone());
            if hours == before {
                week.shifts.extend(
                    old.shifts
                        .iter()
                        .filter(|shift| shift.weekday == weekday)
                        .cloned(),
                );
                week.breaks.extend(
                    old.breaks
                        .iter()
                        .filter(|pause| pause.weekday == weekday)
                        .cloned(),
                );
            } else {
                let (shifts, breaks) = hours.rows(old.groomer.id, weekday);
                week.shifts.extend(shifts);
                week.breaks.extend(breaks);
            }
        }
        week
    }
}

impl Record for GroomerRecord {
    fn keeps(&self) -> String {
        if self.new {
            "groomer:new".to_owned()
        } else {
            format!("groomer:{}", self.week.groomer.id)
        }
    }

    fn row_id(&self) -> String {
        self.week.groomer.id.to_string()
    }

    fn title(&self) -> String {
        if self.new {
            "New groomer".to_owned()
        } else {
            format!("Groomer {}", self.week.groomer.name)
        }
    }

    fn is_new(&self) -> bool {
        self.new
    }

    fn seed(&self) -> Value {
        json!({"id": self.week.groomer.id})
    }

    fn go_on(&mut self, seed: &Value) {
        let groomer = &mut self.week.groomer;
        groomer.id = id_in(seed, "id").unwrap_or(groomer.id);
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        if self.new {
            if !std::mem::replace(&mut self.read, true) {
                self.start(cx)?;
            }
        } else {
            let id = self.week.groomer.id;
            let Some(week) = cx
                .store
                .groomer_weeks()?
                .into_iter()
                .find(|week| week.groomer.id == id)
            else {
                return Ok(None);
            };
            self.week = week;
        }
        let number = |most| Kind::Number {
            least: 1,
            most,
            step: 1,
        };
        let GroomerWeek {
            groomer,
            shifts,
            breaks,
            skills: _,
        } = &self.week;
        let sizes = std::iter::once("any size")
            .chain(Size::ALL.iter().map(|size| size.as_str()))
            .map(str::to_owned)
            .collect();
        let largest = groomer
            .largest
            .and_then(|size| Size::ALL.iter().position(|other| *other == size))
            .map_or(0, |at| at + 1);
        let most = groomer.max_dogs.map(|most| most.to_string()).unwrap_or_default();
        let mut entries = vec![
            Entry::new(NAME, Kind::Text(text::NAME), &groomer.name).needed("A groomer needs a name."),
            Entry::new(LANES, number(4), &groomer.lanes.to_string())
                .needed("1 to 4 dogs at once.")
                .hint("On how many dogs the groomer works at once, 1 to 4"),
            Entry::new(PLACE, number(99), &groomer.position.to_string())
                .needed("A place among the columns, 1 for the first.")
                .hint("The place among the columns of the day, 1 for the first"),
            Entry::toggle(ACTIVE, groomer.active)
                .hint("No counts at once. To leave on a day: save, then d, n and `1 dec on`"),
            Entry::choice(LARGEST, sizes, largest).hint("The largest dog they take; Left and Right choose"),
            Entry::new(MOST, number(50), &most).hint("The most dogs on one day; empty is as many as fit"),
        ];
        for (title, weekday) in DAYS.into_iter().zip(1..) {
            let hours = DayHours::of(shifts, breaks, weekday).to_string();
            entries.push(Entry::new(title, Kind::Hours, &hours).hint(HOURS));
        }
        Ok(Some(entries))
    }

    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect> {
        let week = self.typed(form);
        let leaves = self.week.groomer.active && !week.groomer.active;
        let edit = if self.new {
            GroomerEdit::Add(week)
        } else {
            GroomerEdit::Save(week)
        };
        let edit = Edit::Groomer(edit);
        let booked = if leaves {
            self.booked_from(cx.now.date(), cx)?
        } else {
            Vec::new()
        };
        if booked.is_empty() {
            return Ok(Effect::Apply(edit));
        }
        let what_now = "o and `from today` find them other times.";
        let told = booked_then(&booked, what_now, cx.now.date());
        Ok(Effect::ApplyThen(edit, Box::new(told)))
    }
}
