//! Why an appointment is called off: a number and Enter.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::appointment::CANCEL_REASONS;
use crate::domain::clock::hhmm;
use crate::store::{AppointmentEdit, Result, Visit};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint};
use crate::tui::keymap::Context;
use crate::tui::popups::numbered::picked;
use crate::tui::popups::series::ask;
use crate::tui::widgets::text::{fit, line_at};
use crate::tui::widgets::{list::Window, popup};

/// The reasons for calling one appointment off.
pub struct Cancel {
    visit: Visit,
    window: Window,
}

impl Cancel {
    /// Asks why this appointment is called off.
    #[must_use]
    pub fn of(visit: &Visit) -> Self {
        Self {
            visit: visit.clone(),
            window: Window::default(),
        }
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
        Ok(())
    }

    fn words(&self, action: Action) -> &'static str {
        if action == Action::Accept {
            "call it off"
        } else {
            action.words()
        }
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        match action {
            Action::Up => self.window.step(-1, CANCEL_REASONS.len()),
            Action::Down => self.window.step(1, CANCEL_REASONS.len()),
            Action::Close => return Ok(Effect::Close),
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
        let title = format!(
            "Call off {} {}? Why",
            self.visit.dog,
            hhmm(self.visit.appointment.start_min)
        );
        let height = u16::try_from(CANCEL_REASONS.len() + 4).unwrap_or(12);
        let inside = popup::open(frame, area, 54, height, &title, paint);
        for (at, reason) in CANCEL_REASONS.iter().enumerate() {
            let mut line = Line::from(vec![
                Span::styled(format!("{} ", at + 1), theme.footer_key),
                Span::raw(fit(reason, usize::from(inside.width).saturating_sub(2), paint)),
            ]);
            if at == self.window.selected {
                line = line.patch_style(theme.selected);
            }
            line_at(frame, inside, u16::try_from(at).unwrap_or(u16::MAX), line);
        }
        let keys = Line::styled("Enter calls it off    Backspace keeps it", theme.footer_key);
        line_at(frame, inside, inside.height.saturating_sub(1), keys);
    }
}
