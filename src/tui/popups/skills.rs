//! What a groomer can do: every service with a tick or without.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use serde_json::json;

use super::numbered::picked;
use crate::domain::draft::Draft;
use crate::domain::id::{DraftId, GroomerId, ServiceId};
use crate::domain::rejection::Rejection;
use crate::domain::service::Service;
use crate::store::{Edit, GroomerEdit, GroomerWeek, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason, Typed};
use crate::tui::keymap::Context;
use crate::tui::widgets::text::{cut, line_at};
use crate::tui::widgets::{list::Window, popup};

/// The services with a groomer's ticks.
pub struct Skills {
    groomer_id: GroomerId,
    week: Option<GroomerWeek>,
    services: Vec<Service>,
    /// What is ticked here; `None` before the first look into the file.
    ticked: Option<Vec<ServiceId>>,
    /// What was ticked in the file when it was last read.
    base: Vec<ServiceId>,
    notice: String,
    draft: DraftId,
    window: Window,
}

impl Skills {
    /// What a groomer can do.
    #[must_use]
    pub fn of(groomer_id: GroomerId) -> Self {
        Self {
            groomer_id,
            week: None,
            services: Vec::new(),
            ticked: None,
            base: Vec::new(),
            notice: String::new(),
            draft: DraftId::new(),
            window: Window::default(),
        }
    }

    fn name(&self) -> &str {
        self.week
            .as_ref()
            .map_or("a groomer", |week| week.groomer.name.as_str())
    }

    fn is_ticked(&self, id: ServiceId) -> bool {
        self.ticked.as_ref().is_some_and(|ticked| ticked.contains(&id))
    }

    /// Ticks a line or takes its tick away.
    fn turn(&mut self, row: usize) {
        let Some(id) = self.services.get(row).map(|service| service.id) else {
            return;
        };
        self.window.select(row, self.services.len());
        let ticked = self.ticked.get_or_insert_default();
        match ticked.iter().position(|other| *other == id) {
            Some(at) => drop(ticked.remove(at)),
            None => ticked.push(id),
        }
        ticked.sort_unstable();
    }

    /// Ticks all lines; when all are ticked, none.
    fn turn_all(&mut self) {
        let all = self.services.iter().all(|service| self.is_ticked(service.id));
        let mut ids: Vec<ServiceId> = self.services.iter().map(|service| service.id).collect();
        ids.sort_unstable();
        self.ticked = Some(if all { Vec::new() } else { ids });
    }

    fn save(&mut self) -> Effect {
        let (Some(week), Some(ticked)) = (&self.week, &self.ticked) else {
            return Effect::Close;
        };
        if *ticked == self.base {
            return Effect::Close;
        }
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
        let skills = if everything { Vec::new() } else { ticked.clone() };
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
        let ticked = self.ticked.as_ref().filter(|ticked| **ticked != self.base)?;
        Some(Typed {
            id: self.draft,
            form: self.keeps()?,
            title: format!("What {} can do", self.name()),
            fields: json!({"ticked": ticked}),
        })
    }

    fn go_on(&mut self, draft: &Draft) {
        self.draft = draft.id;
        let fields: serde_json::Value = serde_json::from_str(&draft.fields).unwrap_or_default();
        let ids = fields.get("ticked").and_then(serde_json::Value::as_array);
        self.ticked = ids.map(|ids| {
            let ids = ids.iter().filter_map(|id| id.as_str()?.parse().ok());
            ids.collect()
        });
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
            self.services.iter().map(|service| service.id).collect()
        } else {
            week.skills.clone()
        };
        now.sort_unstable();
        let first = self.base.is_empty();
        if self.ticked.as_ref().is_none_or(|ticked| *ticked == self.base) {
            self.ticked = Some(now.clone());
        } else if !first && now != self.base {
            "Another desk changed this too. Your ticks are kept; Enter saves them."
                .clone_into(&mut self.notice);
        }
        self.base = now;
        self.window.step(0, self.services.len());
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let ticks = matches!(action, Action::Tick | Action::TickAll) || picked(action).is_some();
        (ticks && self.services.is_empty()).then_some(Reason::Borrowed(
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
        let count = self.services.len();
        self.notice.clear();
        match action {
            Action::Up => self.window.step(-1, count),
            Action::Down => self.window.step(1, count),
            Action::Tick => self.turn(self.window.selected),
            Action::TickAll => self.turn_all(),
            Action::Accept => return Ok(self.save()),
            Action::Close => return Ok(Effect::Close),
            _ => {
                if let Some(row) = picked(action) {
                    self.turn(row);
                }
            }
        }
        Ok(Effect::None)
    }

    fn input(&mut self, _key: KeyEvent, _cx: &Cx) -> Result<Effect> {
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
        for (row, at) in (0u16..).zip(self.window.rows(usize::from(rows.height), self.services.len())) {
            let service = &self.services[at];
            let number = if at < 9 {
                (at + 1).to_string()
            } else {
                " ".to_owned()
            };
            let tick = if self.is_ticked(service.id) { "[x]" } else { "[ ]" };
            let more = match (service.active, service.add_on) {
                (false, _) => "  no longer offered",
                (_, true) => "  on top",
                _ => "",
            };
            let is_selected = at == self.window.selected;
            let sign = if is_selected {
                paint.look.glyphs.pointer
            } else {
                " "
            };
            let mut line = Line::from(vec![
                Span::raw(format!("{sign} ")),
                Span::styled(format!("{number} "), theme.footer_key),
                Span::raw(format!("{tick} ")),
                Span::raw(cut(&service.name, width.saturating_sub(28), paint)),
                Span::styled(more, theme.dim),
            ]);
            if is_selected {
                line = line.patch_style(theme.selected);
            }
            line_at(frame, rows, row, line);
        }
        let all = self.services.iter().all(|service| self.is_ticked(service.id));
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
