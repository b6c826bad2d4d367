//! What a groomer can do: every service with a tick or without.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use serde_json::json;

use super::ticks::{Ticks, ticks};
use crate::domain::draft::Draft;
use crate::domain::id::{DraftId, GroomerId, ServiceId};
use crate::domain::rejection::Rejection;
use crate::domain::service::Service;
use crate::store::{Edit, GroomerEdit, GroomerWeek, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason, Typed};
use crate::tui::keymap::Context;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{cut, line_at};

/// The services with a groomer's ticks.
pub struct Skills {
    groomer_id: GroomerId,
    week: Option<GroomerWeek>,
    services: Vec<Service>,
    ticks: Ticks<ServiceId>,
    /// What was ticked in the file when it was last read; `None` before the first look.
    base: Option<Vec<ServiceId>>,
    /// The ticks come from a draft.
    earlier: bool,
    notice: String,
    draft: DraftId,
}

impl Skills {
    /// What a groomer can do.
    #[must_use]
    pub fn of(groomer_id: GroomerId) -> Self {
        Self {
            groomer_id,
            week: None,
            services: Vec::new(),
            ticks: Ticks::default(),
            base: None,
            earlier: false,
            notice: String::new(),
            draft: DraftId::new(),
        }
    }

    fn name(&self) -> &str {
        self.week
            .as_ref()
            .map_or("a groomer", |week| week.groomer.name.as_str())
    }

    fn ids(&self) -> Vec<ServiceId> {
        self.services.iter().map(|service| service.id).collect()
    }

    /// The ticks in an order of their own, to be compared.
    fn ticked(&self) -> Vec<ServiceId> {
        let mut ticked = self.ticks.ticked.clone();
        ticked.sort_unstable();
        ticked
    }

    /// Whether something else is ticked than in the file.
    fn is_touched(&self) -> bool {
        self.base.as_ref().is_some_and(|base| *base != self.ticked())
    }

    fn save(&mut self) -> Effect {
        let ticked = self.ticked();
        let Some(week) = self.week.as_ref().filter(|_| self.is_touched()) else {
            return Effect::Close;
        };
        if ticked.is_empty() {
            "Tick at least one service; somebody who left is marked so on their card."
                .clone_into(&mut self.notice);
            return Effect::None;
        }
        let everything = self
            .services
            .iter()
            .filter(|service| service.active)
            .all(|service| ticked.contains(&service.id));
        let skills = if everything { Vec::new() } else { ticked };
        Effect::Apply(Edit::Groomer(GroomerEdit::Save(GroomerWeek {
            skills,
            ..week.clone()
        })))
    }
}

impl Component for Skills {
    fn context(&self) -> Context {
        Context::Ticks
    }

    fn keeps(&self) -> Option<String> {
        Some(format!("skills:{}", self.groomer_id))
    }

    fn typed(&self) -> Option<Typed> {
        if !self.is_touched() {
            return None;
        }
        Some(Typed {
            id: self.draft,
            form: self.keeps()?,
            title: format!("What {} can do", self.name()),
            fields: json!({"ticked": self.ticked()}),
        })
    }

    fn go_on(&mut self, draft: &Draft) {
        self.draft = draft.id;
        let fields: serde_json::Value = serde_json::from_str(&draft.fields).unwrap_or_default();
        let ids = fields.get("ticked").and_then(serde_json::Value::as_array);
        if let Some(ids) = ids {
            let ids = ids.iter().filter_map(|id| id.as_str()?.parse().ok());
            self.ticks.ticked = ids.collect();
            self.earlier = true;
        }
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let weeks = cx.store.groomer_weeks()?;
        self.week = weeks.into_iter().find(|week| week.groomer.id == self.groomer_id);
        let Some(week) = &self.week else {
            return Ok(());
        };
        self.services = cx.store.services()?;
        self.services
            .retain(|service| service.active || week.skills.contains(&service.id));
        let mut now = if week.skills.is_empty() {
            self.ids()
        } else {
            week.skills.clone()
        };
        now.sort_unstable();
        let was_touched = self.is_touched() || std::mem::take(&mut self.earlier);
        if !was_touched {
            self.ticks.ticked.clone_from(&now);
        } else if self.base.as_ref().is_some_and(|base| *base != now) {
            "Another desk changed this too. Your ticks are kept; Enter saves them."
                .clone_into(&mut self.notice);
        }
        self.base = Some(now);
        self.ticks.keep_inside(self.services.len());
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        (ticks(action) && self.services.is_empty()).then_some(Reason::Borrowed(
            "there is no service yet; 6 Services adds the first",
        ))
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept => "save",
            Action::Pick1 => "tick",
            _ => action.words(),
        }
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        self.notice.clear();
        match action {
            Action::Accept => return Ok(self.save()),
            Action::Close => return Ok(Effect::Close),
            _ => self.ticks.update(action, &self.ids()),
        }
        Ok(Effect::None)
    }

    fn refused(&mut self, rejection: &Rejection) {
        self.notice = rejection.to_string();
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let height = u16::try_from(self.services.len().max(1)).unwrap_or(u16::MAX);
        let title = format!("What {} can do", self.name());
        let inside = popup::open(frame, area, 64, height.saturating_add(4), &title, paint);
        let below = inside.height.saturating_sub(1);
        let rows = Rect {
            height: below.saturating_sub(1),
            ..inside
        };
        let width = usize::from(inside.width);
        if self.services.is_empty() {
            let words = "There is no service yet. 6 Services adds the first one.";
            line_at(frame, rows, 0, Line::styled(words, theme.base));
        }
        for (row, at) in (0u16..).zip(self.ticks.rows(usize::from(rows.height), self.services.len())) {
            let service = &self.services[at];
            let more = match (service.active, service.add_on) {
                (false, _) => "  no longer offered",
                (_, true) => "  on top",
                _ => "",
            };
            let words = vec![
                Span::raw(cut(&service.name, width.saturating_sub(28), paint)),
                Span::styled(more, theme.dim),
            ];
            line_at(frame, rows, row, self.ticks.line(at, service.id, words, paint));
        }
        let all = self.ticks.has_all(&self.ids());
        let line = if !self.notice.is_empty() {
            Line::styled(cut(&self.notice, width, paint), theme.warning)
        } else if all {
            Line::styled("All of it, and what is added later as well.", theme.dim)
        } else {
            Line::styled("Only what is ticked is booked with them.", theme.dim)
        };
        line_at(frame, inside, below, line);
    }
}
