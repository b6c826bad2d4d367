//! What each key does in the pop-up of a groomer who is off, or of closing days.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use serde_json::{Value, json};

use super::{About, Away, view};
use crate::domain::draft::Draft;
use crate::domain::rejection::Rejection;
use crate::domain::text::LINE;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason, Typed};
use crate::tui::keymap::Context;
use crate::tui::widgets::field::Field;

impl Component for Away {
    fn context(&self) -> Context {
        if self.on_when {
            Context::Search
        } else {
            Context::Away
        }
    }

    fn keeps(&self) -> Option<String> {
        self.form()
    }

    fn typed(&self) -> Option<Typed> {
        let form = self.form().filter(|_| self.touched)?;
        Some(Typed {
            id: self.draft,
            form,
            title: format!("{} is off {}", self.groomer, self.when.text().trim()),
            fields: json!({"when": self.when.text()}),
        })
    }

    fn go_on(&mut self, draft: &Draft) {
        let fields: Value = serde_json::from_str(&draft.fields).unwrap_or_default();
        let when = fields.get("when").and_then(Value::as_str).unwrap_or_default();
        self.when = Field::new(when, LINE);
        self.draft = draft.id;
        self.touched = true;
    }

    fn answers(&self, action: Action) -> bool {
        if action == Action::NextField && !self.has_line() {
            return false;
        }
        !self.on_when
            || matches!(
                action,
                Action::Accept | Action::NextField | Action::Down | Action::Close
            )
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept | Action::NextField if self.on_when => "to the dogs",
            Action::Accept => "save all",
            Action::Right => "another place",
            Action::NextField => "type when",
            Action::Close if self.touched => "put aside",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        if self.on_when {
            return None;
        }
        if let (Action::Accept, Some(problem)) = (action, &self.problem) {
            return Some(Reason::Owned(problem.clone()));
        }
        let orphan = self
            .plan
            .as_ref()
            .and_then(|plan| plan.orphans.get(self.window.selected));
        let needs_one = matches!(
            action,
            Action::Left | Action::Right | Action::CallList | Action::LeaveAll
        );
        let nowhere = self
            .plan
            .as_ref()
            .is_some_and(|plan| plan.has_no_other_place(self.window.selected));
        match (action, orphan) {
            (Action::Left | Action::Right, Some(orphan)) if nowhere => {
                Some(Reason::Owned(if orphan.is_on_the_table() {
                    format!(
                        "nobody is free for {}: Enter saves; then m on 1 Today looks for somebody",
                        orphan.visit.dog_first
                    )
                } else {
                    format!("there is no other place for {}", orphan.visit.dog_first)
                }))
            }
            (_, None) if needs_one => Some(Reason::Borrowed("nobody is booked then; Enter goes on")),
            (Action::CallList, Some(orphan)) if orphan.is_on_the_table() => Some(Reason::Owned(format!(
                "{} is on the table now: Right shows who could take over",
                orphan.visit.dog_first
            ))),
            (Action::CallList, Some(orphan)) if !orphan.can_be_called_off() => Some(Reason::Owned(format!(
                "{} is here already: find it a place today",
                orphan.visit.dog_first
            ))),
            _ => None,
        }
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let groomers = cx.store.groomers()?.into_iter();
        self.groomers = groomers.map(|groomer| (groomer.id, groomer.name)).collect();
        if let About::Groomer(id) = self.about {
            self.groomer = self.name(id).to_owned();
        }
        self.propose(cx)
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let count = self.count();
        match action {
            Action::Close | Action::Accept | Action::Down if self.on_when => self.on_when = false,
            Action::Close => return Ok(Effect::Close),
            Action::NextField => self.on_when = !self.on_when,
            Action::Up if self.window.selected == 0 && self.has_line() => self.on_when = true,
            Action::Up => self.window.step(-1, count),
            Action::Down => self.window.step(1, count),
            Action::Left | Action::Right => {
                if let Some(plan) = &mut self.plan {
                    plan.turn(self.window.selected, action == Action::Right);
                }
            }
            Action::CallList => {
                if let Some(plan) = &mut self.plan {
                    plan.call(self.window.selected);
                    self.window.step(1, count);
                }
            }
            Action::LeaveAll => {
                if let Some(plan) = &mut self.plan {
                    plan.leave_all();
                }
            }
            Action::Accept => return Ok(self.save(cx)),
            _ => {}
        }
        Ok(Effect::None)
    }

    fn is_rubbed_out(&self) -> bool {
        self.when.is_empty()
    }

    fn input(&mut self, key: KeyEvent, cx: &Cx) -> Result<Effect> {
        if !self.on_when {
            return Ok(Effect::stray(key));
        }
        if key.code == KeyCode::Backspace && self.is_rubbed_out() {
            self.on_when = false;
            self.touched = false;
            return Ok(Effect::None);
        }
        if self.when.key(key) {
            self.typed_anew(cx)
        } else {
            Ok(Effect::None)
        }
    }

    fn paste(&mut self, text: &str, cx: &Cx) -> Result<Effect> {
        if !self.has_line() {
            return Ok(Effect::None);
        }
        self.on_when = true;
        self.when.paste(text);
        self.typed_anew(cx)
    }

    fn refused(&mut self, rejection: &Rejection) {
        self.refused = Some(rejection.to_string());
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        view::view(self, frame, area, paint);
    }
}
