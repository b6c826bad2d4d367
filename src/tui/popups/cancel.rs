//! Why an appointment is called off: a number and Enter.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::booking::together::call_off_all;
use crate::domain::appointment::CANCEL_REASONS;
use crate::domain::clock::hhmm;
use crate::domain::household::{listed, names_of};
use crate::store::{AppointmentEdit, Result, Visit};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint};
use crate::tui::keymap::Context;
use crate::tui::popups::numbered::picked;
use crate::tui::popups::series::ask;
use crate::tui::widgets::list::{self, Window};
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{cut, fit, line_at};

/// The reasons for calling one appointment off.
pub struct Cancel {
    visit: Visit,
    /// The dogs that come with it, and whether they are called off as well.
    others: Vec<Visit>,
    all: bool,
    window: Window,
}

impl Cancel {
    /// Asks why this appointment is called off.
    #[must_use]
    pub fn of(visit: &Visit) -> Self {
        Self {
            visit: visit.clone(),
            others: Vec::new(),
            all: false,
            window: Window::default(),
        }
    }

    /// The same where other dogs come with it: one key calls off all that are still expected.
    #[must_use]
    pub fn with(self, companions: &[&Visit]) -> Self {
        let expected = |visit: &&&Visit| visit.appointment.status.is_expected();
        Self {
            others: companions
                .iter()
                .filter(expected)
                .map(|visit| (*visit).clone())
                .collect(),
            ..self
        }
    }

    /// Everybody who is called off, in the order of the day.
    fn called_off(&self) -> Vec<Visit> {
        let mut all = vec![self.visit.clone()];
        if self.all {
            all.extend(self.others.iter().cloned());
            all.sort_by_key(|visit| visit.appointment.start_min);
        }
        all
    }
}

impl Component for Cancel {
    fn context(&self) -> Context {
        Context::Choice
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        if let Some(appointment) = cx.store.appointment(self.visit.appointment.id)? {
            self.visit.appointment = appointment;
        }
        for other in &mut self.others {
            if let Some(appointment) = cx.store.appointment(other.appointment.id)? {
                other.appointment = appointment;
            }
        }
        self.others.retain(|other| other.appointment.status.is_expected());
        Ok(())
    }

    fn answers(&self, action: Action) -> bool {
        action != Action::WithDogs || !self.others.is_empty()
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept if self.all => "call all off",
            Action::Accept => "call it off",
            Action::WithDogs if self.all => "only one",
            Action::WithDogs => "all of the visit",
            _ => action.words(),
        }
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        match action {
            Action::Up => self.window.step(-1, CANCEL_REASONS.len()),
            Action::Down => self.window.step(1, CANCEL_REASONS.len()),
            Action::Close => return Ok(Effect::Close),
            Action::WithDogs => self.all = !self.all,
            Action::Accept if self.all => {
                let reason = CANCEL_REASONS[self.window.selected];
                let edit = call_off_all(&self.called_off(), reason, cx.now.date());
                return Ok(Effect::Apply(edit));
            }
            Action::Accept => {
                let appointment = &self.visit.appointment;
                let edit = AppointmentEdit::Cancel {
                    id: appointment.id,
                    rev: appointment.rev,
                    reason: CANCEL_REASONS[self.window.selected].to_owned(),
                };
                return ask(edit, appointment, &self.visit.dog, cx);
            }
            _ => {
                if let Some(row) = picked(action) {
                    self.window.select(row, CANCEL_REASONS.len());
                }
            }
        }
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let called_off = self.called_off();
        let names: Vec<(&str, &str)> = called_off.iter().map(Visit::names).collect();
        let first = called_off.iter().map(|visit| visit.appointment.start_min).min();
        let title = format!(
            "Call off {} {}? Why",
            names_of(&names),
            hhmm(first.unwrap_or(self.visit.appointment.start_min))
        );
        let others = u16::from(!self.others.is_empty());
        let height = u16::try_from(CANCEL_REASONS.len() + 4).unwrap_or(12) + others;
        let inside = popup::open(frame, area, 54, height, &title, paint);
        for (at, reason) in CANCEL_REASONS.iter().enumerate() {
            let room = usize::from(inside.width).saturating_sub(4);
            let mut line = Line::from(vec![
                Span::raw(list::sign(at == self.window.selected, paint)),
                Span::styled(format!("{} ", at + 1), theme.footer_key),
                Span::raw(fit(reason, room, paint)),
            ]);
            if at == self.window.selected {
                line = line.patch_style(theme.selected);
            }
            line_at(frame, inside, u16::try_from(at).unwrap_or(u16::MAX), line);
        }
        if others > 0 {
            let names: Vec<&str> = self.others.iter().map(|other| other.dog_first.as_str()).collect();
            let words = if self.all {
                format!("Space: only {}", self.visit.dog_first)
            } else {
                let come = if names.len() == 1 { "comes" } else { "come" };
                format!("{} still {come}; Space calls all off", listed(&names))
            };
            let words = cut(&words, usize::from(inside.width), paint);
            let row = inside.height.saturating_sub(2);
            line_at(frame, inside, row, Line::styled(words, theme.warning));
        }
        let keys = Line::styled("Enter calls it off    Backspace keeps it", theme.footer_key);
        line_at(frame, inside, inside.height.saturating_sub(1), keys);
    }
}
