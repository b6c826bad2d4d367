//! The home of the desk: a day's appointments, as columns of the groomers or as a list.

mod detail;
mod grid;
mod left_open;
mod possible;
mod title;
mod visit;

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use visit::{confirm_all, next_of_visit};

use crate::domain::hold::Hold;
use crate::domain::id::AppointmentId;
use crate::domain::schedule::Workday;
use crate::domain::series::Standing;
use crate::domain::status::Status;
use crate::store::{AppointmentEdit, Edit, LeftOpen, Result, Visit, mark_off};
use crate::tui::action::Action;
use crate::tui::component::{Answer, Component, Cx, Effect, Paint, Reason};
use crate::tui::day::mark::Marks;
use crate::tui::day::{Shown, list};
use crate::tui::forms::work::WorkForm;
use crate::tui::keymap::Context;
use crate::tui::popups::as_it_stood::AsItStood;
use crate::tui::popups::book::Book;
use crate::tui::popups::cancel::Cancel;
use crate::tui::popups::client_card::ClientCard;
use crate::tui::popups::dog_card::DogCard;
use crate::tui::popups::history::History;
use crate::tui::popups::jump::Jump;
use crate::tui::popups::question::Question;
use crate::tui::popups::resize::Resize;
use crate::tui::popups::series::Begin;
use crate::tui::widgets::list::Window;

/// Columns from this width on, unless the person chose otherwise.
const COLUMNS_FROM: u16 = 100;

/// The day's appointments.
pub struct Today {
    day: NaiveDate,
    current: NaiveDate,
    now: NaiveDateTime,
    salon: String,
    visits: Vec<Visit>,
    /// Those that belong to a series, with their place in it.
    standings: HashMap<AppointmentId, Standing>,
    workdays: Vec<Workday>,
    /// What other desks hold on this day.
    holds: Vec<Hold>,
    /// What the days before left open.
    left_open: Vec<LeftOpen>,
    /// Whose client is still to be asked or told.
    marks: Marks,
    selected: Option<AppointmentId>,
    /// A dog that is checked in, and the next one of its visit, which the cursor goes to once it is.
    after_arrival: Option<(AppointmentId, AppointmentId)>,
    /// What the person chose with `v`; else the width decides.
    columns: Option<bool>,
    shows_columns: bool,
    window: Window,
    top: i64,
}

impl Today {
    /// The screen on a day.
    #[must_use]
    pub fn new(day: NaiveDate) -> Self {
        Self {
            day,
            current: day,
            now: day.and_time(NaiveTime::MIN),
            salon: String::new(),
            visits: Vec::new(),
            standings: HashMap::new(),
            workdays: Vec::new(),
            holds: Vec::new(),
            left_open: Vec::new(),
            marks: Marks::default(),
            selected: None,
            after_arrival: None,
            columns: None,
            shows_columns: false,
            window: Window::default(),
            top: 0,
        }
    }

    /// The day that is shown.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        self.day
    }

    fn visit(&self) -> Option<&Visit> {
        self.visits
            .iter()
            .find(|visit| Some(visit.appointment.id) == self.selected)
    }

    fn position(&self) -> Option<usize> {
        self.visits
            .iter()
            .position(|visit| Some(visit.appointment.id) == self.selected)
    }

    /// Puts the cursor on an appointment, from the next reading on; false on another day.
    pub fn stand_on(&mut self, day: NaiveDate, id: AppointmentId) -> bool {
        let is_here = self.day == day;
        if is_here {
            self.selected = Some(id);
        }
        is_here
    }

    fn go_to(&mut self, day: NaiveDate, cx: &Cx) -> Result<Effect> {
        self.day = day;
        self.selected = None;
        self.top = 0;
        self.reload(cx)?;
        Ok(Effect::None)
    }

    /// Where the day's work is: the next arrival, else the first appointment still open, else the first.
    fn preselect(&mut self) {
        let by = |wanted: fn(&Visit) -> bool| self.visits.iter().find(|visit| wanted(visit));
        let expected = self
            .visits
            .iter()
            .filter(|visit| visit.appointment.status.is_expected());
        self.selected = expected
            .min_by_key(|visit| visit.appointment.arrives_min())
            .or_else(|| by(|visit| visit.appointment.status.is_in_salon()))
            .or_else(|| self.visits.first())
            .map(|visit| visit.appointment.id);
    }

    fn step(&mut self, by: isize) {
        if self.shows_columns {
            self.selected = grid::step(&self.visits, self.selected, by).or(self.selected);
        } else if let Some(at) = self.position() {
            let at = at
                .saturating_add_signed(by)
                .min(self.visits.len().saturating_sub(1));
            self.selected = Some(self.visits[at].appointment.id);
        }
    }

    fn status_edit(&self, to: Option<Status>) -> Effect {
        match (self.visit(), to) {
            (Some(visit), Some(to)) => Effect::Apply(Edit::Appointment(AppointmentEdit::Step {
                id: visit.appointment.id,
                rev: visit.appointment.rev,
                to,
            })),
            _ => Effect::None,
        }
    }
}

impl Component for Today {
    fn context(&self) -> Context {
        Context::Today
    }

    fn answers(&self, action: Action) -> bool {
        !matches!(action, Action::Left | Action::Right) || self.shows_columns
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let was_today = self.day == self.current;
        self.current = cx.now.date();
        self.now = cx.now;
        // Past midnight the board goes on with the new day, unless somebody is looking at another one.
        if was_today && self.day != self.current {
            self.day = self.current;
            self.selected = None;
        }
        cx.salon.name.clone_into(&mut self.salon);
        self.visits = cx.store.visits(self.day)?;
        self.standings = cx.store.standings(self.day)?;
        self.workdays = cx.store.workdays(self.day, None)?;
        mark_off(&mut self.visits, &self.workdays);
        self.holds = cx.held(self.day)?;
        self.left_open = cx.store.left_open(self.current)?;
        self.marks = Marks::read(cx, self.day)?;
        if let Some((first, next)) = self.after_arrival
            && self.selected == Some(first)
            && self
                .visit()
                .is_some_and(|visit| visit.appointment.status == Status::Arrived)
        {
            self.selected = Some(next);
            self.after_arrival = None;
        }
        if self.position().is_none() {
            self.preselect();
        }
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        self.why_not(action)
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let on_the_day = self.day <= self.current;
        Ok(match (action, self.visit()) {
            (Action::Up, _) => {
                self.step(-1);
                Effect::None
            }
            (Action::Down, _) => {
                self.step(1);
                Effect::None
            }
            (Action::PageUp | Action::PageDown, _) => {
                self.step(if action == Action::PageUp { -10 } else { 10 });
                Effect::None
            }
            (Action::First, _) => {
                self.selected = self.visits.first().map(|visit| visit.appointment.id);
                Effect::None
            }
            (Action::Last, _) => {
                self.selected = self.visits.last().map(|visit| visit.appointment.id);
                Effect::None
            }
            (Action::Left | Action::Right, Some(_)) => {
                let by = if action == Action::Left { -1 } else { 1 };
                self.selected =
                    grid::across(&self.visits, &self.workdays, self.selected, by).or(self.selected);
                Effect::None
            }
            (Action::Today, _) => self.go_to(cx.now.date(), cx)?,
            (Action::PreviousDay, _) => {
                self.go_to(self.day.checked_sub_days(Days::new(1)).unwrap_or(self.day), cx)?
            }
            (Action::NextDay, _) => {
                self.go_to(self.day.checked_add_days(Days::new(1)).unwrap_or(self.day), cx)?
            }
            (Action::Jump, _) => {
                let open = left_open::first_day(&self.left_open).filter(|_| self.day == self.current);
                let words = left_open::words(&self.left_open, self.current);
                Effect::Open(Box::new(Jump::new(cx.now.date()).with_open(open.zip(words))))
            }
            (Action::ToggleView, _) => {
                self.columns = Some(!self.shows_columns);
                Effect::None
            }
            (Action::Book, _) => Effect::Open(Box::new(Book::any())),
            (Action::History, Some(visit)) => Effect::Open(Box::new(History::about_visit(visit))),
            (Action::AsItStood, _) => Effect::Open(Box::new(AsItStood::on(self.day))),
            (Action::StepForward, Some(visit)) => {
                let to = visit.appointment.status.forward(on_the_day);
                self.after_arrival = next_of_visit(visit, to, &self.visits);
                self.status_edit(to)
            }
            (Action::StepBack, Some(visit)) => self.status_edit(visit.appointment.status.back()),
            (Action::Confirm, Some(visit)) => match confirm_all(visit, &self.visits) {
                Some(edit) => Effect::Apply(edit),
                None => self.status_edit(Some(Status::Confirmed)),
            },
            (Action::Again, Some(visit)) => Effect::Open(Box::new(Book::again(&visit.appointment))),
            (Action::Series, Some(visit)) => Effect::Open(Box::new(Begin::after(visit))),
            (Action::Move, Some(visit)) => Effect::Open(Box::new(Book::moving(visit))),
            (Action::Resize, Some(visit)) => Effect::Open(Box::new(Resize::of(visit))),
            (Action::Edit, Some(visit)) => Effect::Open(Box::new(WorkForm::of(visit.appointment.id))),
            (Action::Cancel, Some(visit)) => {
                let others = visit.companions(&self.visits);
                Effect::Open(Box::new(Cancel::of(visit).with(&others)))
            }
            (Action::NoShow, Some(visit)) => Effect::Open(Box::new(Question::new(
                "No-show",
                format!("{} of {} did not come?", visit.dog, visit.client),
                Edit::Appointment(AppointmentEdit::Step {
                    id: visit.appointment.id,
                    rev: visit.appointment.rev,
                    to: Status::NoShow,
                }),
            ))),
            (Action::OpenDog, Some(visit)) => Effect::Open(Box::new(DogCard::of(visit.appointment.dog_id))),
            (Action::OpenClient, Some(visit)) => match visit.client_id {
                Some(client_id) => Effect::Open(Box::new(ClientCard::of(client_id))),
                None => Effect::None,
            },
            _ => Effect::None,
        })
    }

    fn receive(&mut self, answer: Answer, cx: &Cx) -> Result<Effect> {
        match answer {
            Answer::Day(day) => self.go_to(day, cx),
            Answer::Dogs(_) => Ok(Effect::None),
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let detail = if area.height >= 18 { 4 } else { 2 };
        let [title, body, below] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(detail),
        ]));
        self.view_title(frame, title, paint);
        self.shows_columns = self.columns.unwrap_or(area.width >= COLUMNS_FROM);
        let mut out_of_sight = 0;
        let shown = Shown {
            day: self.day,
            visits: &self.visits,
            marks: &self.marks,
        };
        if self.shows_columns {
            grid::view(
                frame,
                body,
                shown,
                &self.workdays,
                &self.holds,
                self.selected,
                &mut self.top,
                paint,
            );
        } else {
            self.window.selected = self.position().unwrap_or_default();
            let nobody = "Nobody is booked on this day. b books, g goes to another day.";
            let window = &mut self.window;
            out_of_sight = list::view(frame, body, shown, window, nobody, paint);
        }
        if let Some(visit) = self.visit() {
            let standing = self.standings.get(&visit.appointment.id);
            detail::view(frame, below, visit, shown, standing, out_of_sight, paint);
        }
        self.view_left_open(frame, below, paint);
    }
}
