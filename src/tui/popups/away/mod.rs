//! A groomer is off or ill: their dogs, each with a place that is proposed, saved as one.

mod view;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use serde_json::{Value, json};

use crate::booking::{AwayPlan, Instead};
use crate::domain::away::read_away;
use crate::domain::draft::Draft;
use crate::domain::groomer::TimeOff;
use crate::domain::id::{DraftId, GroomerId, TimeOffId};
use crate::domain::rejection::Rejection;
use crate::domain::text::LINE;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason, Typed};
use crate::tui::keymap::Context;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Window;

/// The pop-up about one groomer.
pub struct Away {
    groomer_id: GroomerId,
    groomer: String,
    groomers: Vec<(GroomerId, String)>,
    /// When they are off, as typed.
    when: Field,
    on_when: bool,
    plan: Option<AwayPlan>,
    /// Why the line cannot be followed.
    problem: Option<String>,
    refused: Option<String>,
    window: Window,
    /// Minted here, so that the edit is complete as data.
    id: TimeOffId,
    draft: DraftId,
    touched: bool,
}

impl Away {
    /// A groomer is off, today unless something else is typed.
    #[must_use]
    pub fn of(groomer_id: GroomerId) -> Self {
        Self {
            groomer_id,
            groomer: String::new(),
            groomers: Vec::new(),
            when: Field::new("", LINE),
            on_when: false,
            plan: None,
            problem: None,
            refused: None,
            window: Window::default(),
            id: TimeOffId::new(),
            draft: DraftId::new(),
            touched: false,
        }
    }

    fn count(&self) -> usize {
        self.plan.as_ref().map_or(0, |plan| plan.orphans.len())
    }

    /// Reads the line and proposes anew; what was chosen stays where it still can be.
    fn propose(&mut self, cx: &Cx) -> Result<()> {
        let read = match read_away(self.when.text(), cx.now.date()) {
            Ok(read) => read,
            Err(why) => {
                self.problem = Some(why);
                return Ok(());
            }
        };
        self.problem = None;
        let off = TimeOff {
            id: self.id,
            groomer_id: self.groomer_id,
            first_day: read.first_day,
            last_day: read.last_day,
            span: read.span,
            reason: read.reason,
            rev: 1,
        };
        let before = self.plan.as_ref().map(AwayPlan::chosen).unwrap_or_default();
        self.plan = Some(AwayPlan::propose(cx.store, off, &before, cx.now)?);
        self.window.step(0, self.count());
        Ok(())
    }

    fn typed_anew(&mut self, cx: &Cx) -> Result<Effect> {
        self.touched = true;
        self.refused = None;
        self.propose(cx)?;
        Ok(Effect::None)
    }
}

impl Component for Away {
    fn context(&self) -> Context {
        if self.on_when {
            Context::Search
        } else {
            Context::Away
        }
    }

    fn keeps(&self) -> Option<String> {
        Some(format!("away:{}", self.groomer_id))
    }

    fn typed(&self) -> Option<Typed> {
        self.touched.then(|| Typed {
            id: self.draft,
            form: format!("away:{}", self.groomer_id),
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
        let needs_one = matches!(action, Action::Left | Action::Right | Action::CallList);
        match (action, orphan) {
            (_, None) if needs_one => Some(Reason::Borrowed(
                "nobody is booked then; Enter notes the time off",
            )),
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
        self.groomer = self.name(self.groomer_id).to_owned();
        self.propose(cx)
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let count = self.count();
        match action {
            Action::Close | Action::Accept | Action::Down if self.on_when => self.on_when = false,
            Action::Close => return Ok(Effect::Close),
            Action::NextField => self.on_when = !self.on_when,
            Action::Up if self.window.selected == 0 => self.on_when = true,
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
            Action::Accept => {
                if let Some(plan) = &self.plan {
                    return Ok(Effect::Apply(plan.edit(&self.groomer, cx.now)));
                }
            }
            _ => {}
        }
        Ok(Effect::None)
    }

    fn is_rubbed_out(&self) -> bool {
        self.when.is_empty()
    }

    fn input(&mut self, key: KeyEvent, cx: &Cx) -> Result<Effect> {
        if !self.on_when {
            return Ok(Effect::None);
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

impl Away {
    fn name(&self, id: GroomerId) -> &str {
        let found = self.groomers.iter().find(|(groomer, _)| *groomer == id);
        found.map_or("", |(_, name)| name)
    }

    /// What becomes of the dog of a row, in words.
    fn instead(&self, at: usize, paint: &Paint) -> String {
        use crate::domain::clock::{hhmm, short_day};
        let Some(orphan) = self.plan.as_ref().and_then(|plan| plan.orphans.get(at)) else {
            return String::new();
        };
        let appointment = &orphan.visit.appointment;
        match orphan.instead {
            Instead::Move(offer) => {
                let groomer = self.name(offer.slot.groomer_id);
                let time = hhmm(offer.slot.span.start);
                if offer.day != appointment.day {
                    format!("{} {time} {groomer}", short_day(offer.day, paint.now.date()))
                } else if offer.slot.span.start == appointment.start_min {
                    format!("{time} {groomer}, same time")
                } else {
                    format!("{time} {groomer}")
                }
            }
            Instead::Call => "call list".to_owned(),
            Instead::Stay => "stays; sort it out by hand".to_owned(),
        }
    }
}
