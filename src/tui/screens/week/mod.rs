//! The week by groomer and day, and the month as a heat map: how full the salon is, and where it still has time.

mod month;
mod table;

use chrono::{Datelike, Days, Months, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::clock::{hhmm, hours, left_from};
use crate::domain::load::Load;
use crate::domain::schedule::Workday;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Answer, Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::popups::book::Book;
use crate::tui::popups::jump::Jump;
use crate::tui::widgets::list::Window;

/// Days that a page of the month shows: six whole weeks have any month in them.
const MONTH_DAYS: u64 = 42;

/// How near such a day has to be to be pointed out.
const NEAR_DAYS: u64 = 42;

/// One groomer, or all of them, on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Cell {
    load: Load,
    /// Why nobody works then: closed, or off all day, in a word or two.
    away: Option<String>,
}

/// The same of several days.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    name: String,
    cells: Vec<Cell>,
}

/// The week, and the month around it.
pub struct Week {
    day: NaiveDate,
    today: NaiveDate,
    month: bool,
    /// All groomers first, then each; the month shows the selected one.
    rows: Vec<Row>,
    /// Days shown that are near and open, on which many salons close.
    ordinary: Vec<NaiveDate>,
    window: Window,
}

impl Week {
    /// The week of a day.
    #[must_use]
    pub fn new(day: NaiveDate) -> Self {
        Self {
            day,
            today: day,
            month: false,
            rows: Vec::new(),
            ordinary: Vec::new(),
            window: Window::default(),
        }
    }

    /// The day that is selected.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        self.day
    }

    /// Shows the week of another day from the next reading on.
    pub const fn set_day(&mut self, day: NaiveDate) {
        self.day = day;
    }

    /// Shows the week of the day one left, also where it was the month.
    pub fn show_week(&mut self) {
        self.month = false;
    }

    /// The first day that is shown: a Monday.
    fn first(&self) -> NaiveDate {
        let day = if self.month {
            first_of_month(self.day)
        } else {
            self.day
        };
        back(day, u64::from(day.weekday().num_days_from_monday()))
    }

    fn count(&self) -> u64 {
        if self.month { MONTH_DAYS } else { 7 }
    }

    /// Looks for days that many salons close: shown, near, and open here as any other.
    fn look_at_ordinary(&mut self, cx: &Cx) -> Result<()> {
        self.ordinary.clear();
        let (first, near) = (self.first(), on(self.today, NEAR_DAYS));
        let last = on(first, self.count() - 1);
        if last < self.today || near < first || !may_have_such(first, last) {
            return Ok(());
        }
        let Some(all) = self.rows.first() else {
            return Ok(());
        };
        let is_open = |day: NaiveDate| {
            let at = usize::try_from((day - first).num_days()).ok();
            at.and_then(|at| all.cells.get(at))
                .is_some_and(|cell| cell.load.open > 0)
        };
        let days = cx
            .store
            .usually_closed(self.today)?
            .into_iter()
            // Where a dog is booked one sees it; 9 Salon names it all the same.
            .filter(|each| each.dogs == 0)
            .map(|each| each.day);
        self.ordinary = days
            .filter(|day| *day <= near.min(last) && is_open(*day))
            .collect();
        Ok(())
    }

    /// What is said about such days in place of what the bars mean.
    fn ordinary_words(&self) -> Option<String> {
        let first = self.ordinary.first()?.format("%-d %b");
        Some(match self.ordinary.len() {
            1 => format!("   {first} is open as ever; 9 Salon closes it"),
            2 => format!("   {first} and 1 more are open; 9 Salon closes"),
            count => format!("   {first} and {} more are open; 9 Salon closes", count - 1),
        })
    }

    /// Which of the days shown is selected.
    fn column(&self) -> usize {
        usize::try_from((self.day - self.first()).num_days()).unwrap_or(0)
    }

    fn go_to(&mut self, day: NaiveDate, cx: &Cx) -> Result<Effect> {
        self.day = day;
        self.reload(cx)?;
        Ok(Effect::None)
    }

    /// The same day a page on: a week, or a month.
    fn page(&self, on: bool) -> NaiveDate {
        let day = match (self.month, on) {
            (true, true) => self.day.checked_add_months(Months::new(1)),
            (true, false) => self.day.checked_sub_months(Months::new(1)),
            (false, true) => self.day.checked_add_days(Days::new(7)),
            (false, false) => self.day.checked_sub_days(Days::new(7)),
        };
        day.unwrap_or(self.day)
    }

    /// The groomer of the selected row; nobody's where it is all of them.
    fn groomer(&self) -> Option<&str> {
        let row = self.window.selected;
        (row > 0).then(|| self.rows.get(row).map(|row| row.name.as_str()))?
    }
}

/// What is told below a bar, in so many columns: dogs at the left and free hours at the right, one below the other so that
/// they can be read down; where there is room for it also when the longest free time is. Or why nobody works; of a day that
/// is over only the dogs.
fn below(cell: &Cell, is_over: bool, columns: usize) -> String {
    let dogs = cell.load.dogs;
    let free = match (&cell.away, dogs) {
        (Some(away), 0) => return away.clone(),
        _ if cell.load.free > 0 => hours(cell.load.free),
        (None, 0) => return String::new(),
        _ if is_over => return dogs.to_string(),
        // Booked on a day on which nobody works: they have to go elsewhere.
        (Some(away), _) if cell.load.open == 0 && away.chars().count() + 2 <= columns => away.clone(),
        _ if cell.load.open == 0 => "off".to_owned(),
        _ => "full".to_owned(),
    };
    let longest = cell.load.longest.map_or_else(String::new, |span| {
        format!(" {}-{}", hhmm(span.start), hhmm(span.end))
    });
    let room = columns.saturating_sub(dogs.to_string().len());
    let free = if free.len() + longest.len() < room {
        free + &longest
    } else {
        free
    };
    format!("{dogs}{free:>room$}")
}

/// Whether the turn of the year lies in some days: at all other times nothing is asked of the book.
fn may_have_such(first: NaiveDate, last: NaiveDate) -> bool {
    first.month() == 12
        || last.month() == 12
        || first.year() != last.year()
        || first.day() == 1 && first.month() == 1
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    back(day, u64::from(day.day0()))
}

fn back(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

fn on(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The loads of some days, all groomers first.
fn rows(days: &[(NaiveDate, Vec<Workday>)], cx: &Cx) -> Vec<Row> {
    let load = |day: NaiveDate, workday: &Workday| Load::of(workday, left_from(day, cx.now));
    let all = days.iter().map(|(day, workdays)| {
        let load = workdays
            .iter()
            .map(|workday| load(*day, workday))
            .fold(Load::default(), Load::and);
        let closed = workdays.iter().find_map(|workday| workday.closed.clone());
        let nobody = workdays.iter().all(|workday| workday.away().is_some());
        Cell {
            load,
            away: closed.or_else(|| nobody.then(|| "nobody".to_owned())),
        }
    });
    let mut rows = vec![Row {
        name: "All".to_owned(),
        cells: all.collect(),
    }];
    let columns = days.first().map_or(0, |(_, workdays)| workdays.len());
    rows.extend((0..columns).map(|column| {
        Row {
            name: days[0].1[column].groomer.clone(),
            cells: days
                .iter()
                .map(|(day, workdays)| Cell {
                    load: load(*day, &workdays[column]),
                    away: workdays[column].away(),
                })
                .collect(),
        }
    }));
    rows
}

impl Component for Week {
    fn context(&self) -> Context {
        Context::Week
    }

    fn words(&self, action: Action) -> &'static str {
        match (action, self.month) {
            (Action::Accept, _) => "open the day",
            (Action::ToggleView, true) => "week",
            (Action::ToggleView, false) => "month",
            (Action::PreviousWeek, true) => "month before",
            (Action::NextWeek, true) => "month after",
            _ => action.words(),
        }
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let was_today = self.day == self.today;
        self.today = cx.now.date();
        if was_today {
            self.day = self.today;
        }
        let first = self.first();
        let days = cx.store.workdays_between(first, on(first, self.count() - 1))?;
        self.rows = rows(&days, cx);
        self.look_at_ordinary(cx)
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        (action == Action::Book && self.day < self.today)
            .then_some(Reason::Borrowed("that day is over; t comes back to today"))
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let length = self.rows.len();
        match action {
            Action::Left => return self.go_to(back(self.day, 1), cx),
            Action::Right => return self.go_to(on(self.day, 1), cx),
            Action::Up if self.month => return self.go_to(back(self.day, 7), cx),
            Action::Down if self.month => return self.go_to(on(self.day, 7), cx),
            Action::Up => self.window.step(-1, length),
            Action::Down => self.window.step(1, length),
            Action::First if !self.month => self.window.select(0, length),
            Action::Last if !self.month => self.window.select(length.saturating_sub(1), length),
            Action::PreviousWeek | Action::PageUp => return self.go_to(self.page(false), cx),
            Action::NextWeek | Action::PageDown => return self.go_to(self.page(true), cx),
            Action::Today => return self.go_to(cx.now.date(), cx),
            Action::Jump => return Ok(Effect::Open(Box::new(Jump::new(cx.now.date())))),
            Action::ToggleView => {
                self.month = !self.month;
                self.reload(cx)?;
            }
            Action::Accept => return Ok(Effect::ShowDay(self.day)),
            Action::Book => {
                let groomer = self.groomer().unwrap_or_default();
                let wish = format!("{} {groomer}", self.day.format("%Y-%m-%d"));
                return Ok(Effect::Open(Box::new(Book::with_wish(wish.trim_end()))));
            }
            _ => {}
        }
        Ok(Effect::None)
    }

    fn receive(&mut self, answer: Answer, cx: &Cx) -> Result<Effect> {
        match answer {
            Answer::Day(day) => self.go_to(day, cx),
            Answer::Dogs(_) => Ok(Effect::None),
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        if self.month {
            month::view(self, frame, area, paint);
        } else {
            table::view(self, frame, area, paint);
        }
    }
}
