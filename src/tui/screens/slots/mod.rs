//! A day's free times, groomer by groomer: what one can say on the phone at a glance, and why any other time is not free.

mod cursor;
mod rows;
mod view;

use chrono::{Days, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;

use self::rows::{Row, What, rows};
use crate::domain::clock::{hhmm, minute_of};
use crate::domain::id::GroomerId;
use crate::domain::schedule::Workday;
use crate::store::{Offer, Result};
use crate::tui::action::Action;
use crate::tui::component::{Answer, Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::popups::book::Book;
use crate::tui::popups::jump::Jump;
use crate::tui::widgets::list::Window;

/// The free times of a day.
pub struct Slots {
    day: NaiveDate,
    today: NaiveDate,
    /// What is over, in minutes since midnight, rounded up to the grid of the book.
    from: i64,
    workdays: Vec<Workday>,
    rows: Vec<Row>,
    window: Window,
    /// The minute the cursor was taken to within the groomer's day; `None` is where the row begins.
    minute: Option<i64>,
    /// The next free time of the groomer on another day, where this day has none.
    later: Option<Offer>,
}

impl Slots {
    /// The screen on a day.
    #[must_use]
    pub fn new(day: NaiveDate) -> Self {
        Self {
            day,
            today: day,
            from: 0,
            workdays: Vec::new(),
            rows: Vec::new(),
            window: Window::default(),
            minute: None,
            later: None,
        }
    }

    /// The day that is shown.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        self.day
    }

    /// Shows another day from the next reading on; of a day that is over nothing is free.
    pub fn set_day(&mut self, day: NaiveDate) {
        let day = day.max(self.today);
        if self.day != day {
            self.day = day;
            self.window = Window::default();
            self.minute = None;
        }
    }

    fn go_to(&mut self, day: NaiveDate, cx: &Cx) -> Result<Effect> {
        self.day = day;
        self.window = Window::default();
        self.minute = None;
        self.reload(cx)?;
        Ok(Effect::None)
    }

    fn row(&self) -> Option<&Row> {
        self.rows.get(self.window.selected)
    }

    /// The day of the groomer in whose row the cursor is.
    fn workday(&self) -> Option<&Workday> {
        let groomer = self.row()?.groomer;
        self.workdays.iter().find(|workday| workday.groomer_id == groomer)
    }

    /// The minute under the cursor.
    fn at(&self) -> Option<i64> {
        Some(self.minute.unwrap_or(self.row()?.start))
    }

    /// Looks for the next day on which the groomer has time, where this day has nothing.
    fn look_ahead(&mut self, cx: &Cx) -> Result<()> {
        let groomer = self
            .row()
            .filter(|row| row.span().is_none())
            .map(|row| row.groomer);
        self.later = match groomer {
            Some(groomer) => cursor::next_free(cx, groomer, self.day)?,
            None => None,
        };
        Ok(())
    }

    /// What the booking of the time under the cursor starts from.
    fn wish(&self) -> Option<String> {
        let (row, at) = (self.row()?, self.at()?);
        let time = match self.minute {
            _ if row.has(at) => format!(" after {}", hhmm(at)),
            // Nobody asked for a time of a day without one.
            None => String::new(),
            Some(at) => format!(" {}", hhmm(at)),
        };
        Some(format!("{}{time} {}", self.day.format("%Y-%m-%d"), row.name))
    }

    /// Where a row is, whatever somebody holds of it.
    fn place(row: &Row) -> (GroomerId, i64, Option<i64>) {
        (row.groomer, row.start, row.span().map(|span| span.end))
    }
}

impl Component for Slots {
    fn context(&self) -> Context {
        Context::Slots
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Left => "earlier",
            Action::Right => "later",
            _ => action.words(),
        }
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let was_today = self.day == self.today;
        self.today = cx.now.date();
        if was_today {
            self.day = self.today;
        }
        let selected = self.row().map(Self::place);
        self.from = if self.day == self.today {
            (minute_of(cx.now) + 4) / 5 * 5
        } else {
            0
        };
        self.workdays = if self.day >= self.today {
            cx.store.workdays(self.day, None)?
        } else {
            Vec::new()
        };
        self.rows = rows(&self.workdays, self.from, &cx.held(self.day)?);
        let same = |row: &Row| Some(Self::place(row)) == selected;
        // A time that has just gone leaves the cursor with its groomer.
        let groomer = |row: &Row| Some(row.groomer) == selected.map(|(groomer, ..)| groomer);
        let at = self.rows.iter().position(same);
        if let Some(at) = at.or_else(|| self.rows.iter().position(groomer)) {
            self.window.selected = at;
        }
        self.look_ahead(cx)
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        match action {
            Action::Book | Action::Left | Action::Right if self.rows.is_empty() => {
                Some(Reason::Borrowed("no time is free on this day"))
            }
            _ => None,
        }
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let length = self.rows.len();
        match action {
            Action::Up => self.window.step(-1, length),
            Action::Down => self.window.step(1, length),
            Action::PageUp => self.window.step(-10, length),
            Action::PageDown => self.window.step(10, length),
            Action::First => self.window.select(0, length),
            Action::Last => self.window.select(length.saturating_sub(1), length),
            Action::Left | Action::Right => {
                let hours = cursor::hours(&self.workdays);
                self.minute = self.at().map(|at| cursor::step(at, action, hours));
                // The row follows the cursor from one free stretch to the next.
                if let (Some(at), Some(groomer)) = (self.minute, self.row().map(|row| row.groomer)) {
                    let here = |row: &Row| row.groomer == groomer && row.has(at);
                    if let Some(row) = self.rows.iter().position(here) {
                        self.window.selected = row;
                    }
                }
                return Ok(Effect::None);
            }
            Action::Today => return self.go_to(cx.now.date(), cx),
            Action::PreviousDay => {
                return self.go_to(self.day.checked_sub_days(Days::new(1)).unwrap_or(self.day), cx);
            }
            Action::NextDay => {
                return self.go_to(self.day.checked_add_days(Days::new(1)).unwrap_or(self.day), cx);
            }
            Action::Jump => return Ok(Effect::Open(Box::new(Jump::new(cx.now.date())))),
            Action::Book => {
                let book = self.wish().map(|wish| Book::with_wish(&wish));
                return Ok(book.map_or(Effect::None, |book| Effect::Open(Box::new(book))));
            }
            _ => return Ok(Effect::None),
        }
        self.minute = None;
        self.look_ahead(cx)?;
        Ok(Effect::None)
    }

    fn receive(&mut self, answer: Answer, cx: &Cx) -> Result<Effect> {
        match answer {
            Answer::Day(day) => self.go_to(day, cx),
            Answer::Dogs(_) => Ok(Effect::None),
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        view::view(self, frame, area, paint);
    }
}
