//! How long an appointment takes: type minutes, or Up and Down by a quarter of an hour.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::clock::{hhmm, length, minute_of};
use crate::domain::rejection::Rejection;
use crate::domain::schedule::GRID;
use crate::domain::status::Status;
use crate::store::{AppointmentEdit, Edit, Place, Result, Visit};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::popups::series::ask;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{cut, line_at};

/// A dog that is begun with so many minutes after its time came late.
const LATE: i64 = 10;

/// The length of one appointment.
pub struct Resize {
    visit: Visit,
    field: Field,
    /// Nothing typed yet: the first digit starts a new number.
    fresh: bool,
    refused: Option<String>,
    /// When a dog that came late was really begun with, in minutes since midnight on the book's steps.
    begun: Option<i64>,
}

impl Resize {
    /// Asks how long this appointment takes.
    #[must_use]
    pub fn of(visit: &Visit) -> Self {
        let minutes = visit.appointment.end_min - visit.appointment.start_min;
        Self {
            visit: visit.clone(),
            field: Field::new(&minutes.to_string(), 3),
            fresh: true,
            refused: None,
            begun: None,
        }
    }

    /// From when the minutes count.
    fn start(&self) -> i64 {
        self.begun.unwrap_or(self.visit.appointment.start_min)
    }

    /// The edit for a dog that was begun with late: it has the time it takes from then on, so that nobody takes it for slow.
    fn begun_late(&self, start_min: i64, minutes: i64) -> Edit {
        let booked = &self.visit.appointment;
        let place = Place {
            id: booked.id,
            rev: booked.rev + 1,
            groomer_id: booked.groomer_id,
            day: booked.day,
            start_min,
            over_reason: booked.over_reason.clone(),
        };
        let (id, rev) = (booked.id, booked.rev);
        Edit::Together {
            label: format!(
                "{} came late: now {}-{}",
                self.visit.dog,
                hhmm(start_min),
                hhmm(start_min + minutes)
            ),
            edits: vec![
                Edit::Appointment(AppointmentEdit::Resize { id, rev, minutes }),
                Edit::Appointment(AppointmentEdit::Move(place)),
            ],
        }
    }

    fn minutes(&self) -> Option<i64> {
        let minutes: i64 = self.field.text().trim().parse().ok()?;
        (minutes >= 5 && minutes % 5 == 0).then_some(minutes)
    }

    fn step(&mut self, by: i64) {
        let minutes: i64 = self.field.text().trim().parse().unwrap_or(GRID);
        self.field.set(&(minutes + by).clamp(5, 720).to_string());
        self.fresh = false;
        self.refused = None;
    }
}

impl Component for Resize {
    fn context(&self) -> Context {
        Context::Line
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        if let Some(appointment) = cx.store.appointment(self.visit.appointment.id)? {
            self.visit.appointment = appointment;
        }
        let booked = &self.visit.appointment;
        let here = matches!(booked.status, Status::Arrived | Status::InWork | Status::Ready);
        let begun = if here { cx.store.begun(booked.id)? } else { None };
        self.begun = begun
            .filter(|at| at.date() == booked.day)
            .map(|at| minute_of(at) / 5 * 5)
            .filter(|start| *start >= booked.start_min + LATE);
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let wrong = action == Action::Accept && self.minutes().is_none();
        wrong.then_some(Reason::Borrowed(
            "a length is a number of minutes in steps of 5, such as 45 or 90",
        ))
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        match action {
            Action::Up => self.step(GRID),
            Action::Down => self.step(-GRID),
            Action::Close => return Ok(Effect::Close),
            Action::Accept => {
                if let Some(minutes) = self.minutes() {
                    if let Some(start) = self.begun {
                        return Ok(Effect::Apply(self.begun_late(start, minutes)));
                    }
                    let appointment = &self.visit.appointment;
                    let (id, rev) = (appointment.id, appointment.rev);
                    let edit = AppointmentEdit::Resize { id, rev, minutes };
                    return ask(edit, appointment, &self.visit.dog, cx);
                }
            }
            _ => {}
        }
        Ok(Effect::None)
    }

    fn is_rubbed_out(&self) -> bool {
        self.field.is_empty()
    }

    fn input(&mut self, key: KeyEvent, _cx: &Cx) -> Result<Effect> {
        if key.code == KeyCode::Backspace && self.is_rubbed_out() {
            return Ok(Effect::Close);
        }
        if let KeyCode::Char(c) = key.code
            && !key.modifiers.contains(KeyModifiers::CONTROL)
        {
            if !c.is_ascii_digit() {
                return Ok(Effect::Say("minutes are a number, such as 45 or 90".to_owned()));
            }
            if std::mem::replace(&mut self.fresh, false) {
                self.field.set("");
            }
        }
        self.fresh = false;
        self.refused = None;
        self.field.key(key);
        Ok(Effect::None)
    }

    fn refused(&mut self, rejection: &Rejection) {
        self.refused = Some(rejection.to_string());
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let title = format!("How long does {} take?", self.visit.dog);
        let inside = popup::open(frame, area, 56, 7, &title, paint);
        line_at(frame, inside, 0, Line::styled("Minutes", theme.dim));
        let field = Rect {
            x: inside.x + 9,
            width: 6.min(inside.width),
            height: 1,
            ..inside
        };
        self.field.view(frame, field, theme.title, true);
        let start = self.start();
        let late = if self.begun.is_some() { ", begun late" } else { "" };
        let words = self.minutes().map_or_else(String::new, |minutes| {
            let (from, until) = (hhmm(start), hhmm(start + minutes));
            format!("{from}-{until}, {}{late}", length(minutes))
        });
        line_at(frame, inside, 1, Line::raw(words));
        if let Some(refused) = &self.refused {
            line_at(
                frame,
                inside,
                2,
                Line::styled(cut(refused, usize::from(inside.width), paint), theme.danger),
            );
        }
        let keys = Line::from(vec![Span::styled(
            "Enter saves  Up longer  Down shorter  Ctrl+U empties",
            theme.footer_key,
        )]);
        line_at(frame, inside, inside.height.saturating_sub(1), keys);
    }
}
