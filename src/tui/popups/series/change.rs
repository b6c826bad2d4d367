//! A change of several appointments of a series where not all can be as wished: what becomes of each, before it is saved.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line as Text;

use super::lines::Lines;
use crate::booking::{Extent, changed, reached, whole_edit};
use crate::domain::appointment::Appointment;
use crate::domain::rejection::Rejection;
use crate::store::{AppointmentEdit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{cut, line_at};

/// The list of what a change does.
pub(super) struct Change {
    this: Appointment,
    dog: String,
    edit: AppointmentEdit,
    extent: Extent,
    reached: Vec<Appointment>,
    lines: Lines,
    refused: Option<String>,
}

impl Change {
    pub fn of(this: &Appointment, dog: &str, edit: AppointmentEdit, extent: Extent) -> Self {
        Self {
            this: this.clone(),
            dog: dog.to_owned(),
            edit,
            extent,
            reached: Vec::new(),
            lines: Lines::new("stays as it is"),
            refused: None,
        }
    }
}

impl Component for Change {
    fn context(&self) -> Context {
        Context::Series
    }

    fn answers(&self, action: Action) -> bool {
        action != Action::NextField
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept if self.lines.on_save() => "save",
            _ => self.lines.words(action).unwrap_or(action.words()),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        self.lines.disabled(action)
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.reached = reached(cx.store, &self.this, self.extent, cx.now)?;
        let lines = changed(cx.store, &self.this, &self.edit, &self.reached, cx.now)?;
        self.lines.take(lines.unwrap_or_default(), cx)
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        match action {
            Action::Close => return Ok(Effect::Close),
            Action::Accept if self.lines.on_save() => {
                let edit = whole_edit(&self.dog, &self.edit, &self.reached, Some(&self.lines.all));
                return Ok(edit.map_or(Effect::None, Effect::Apply));
            }
            _ => self.lines.update(action),
        }
        Ok(Effect::None)
    }

    fn refused(&mut self, rejection: &Rejection) {
        self.refused = Some(rejection.to_string());
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let (what, save) = match self.edit {
            AppointmentEdit::Resize { .. } => ("New length", "Change these"),
            AppointmentEdit::Change(_) => ("New work", "Change these"),
            _ => ("Move", "Move these"),
        };
        let inside = popup::open(frame, area, 78, 20, &format!("{what}: {}", self.dog), paint);
        let (words, style) = match &self.refused {
            Some(refused) => (refused.as_str(), theme.danger),
            None => ("Not all of them can go along; look at those marked !", theme.base),
        };
        let words = cut(words, usize::from(inside.width), paint);
        line_at(frame, inside, 0, Text::styled(words, style));
        let list = Rect {
            y: inside.y + 2,
            height: inside.height.saturating_sub(2),
            ..inside
        };
        let save = format!("{save} {}", self.lines.count());
        self.lines
            .view(frame, list.intersection(inside), &save, true, paint);
    }
}
