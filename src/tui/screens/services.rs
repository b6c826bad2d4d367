//! What the salon sells, in the order it is offered.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::clock::length;
use crate::domain::id::ServiceId;
use crate::domain::price::{Rate, listed};
use crate::domain::service::Service;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::service::ServiceForm;
use crate::tui::keymap::Context;
use crate::tui::popups::prices::Prices;
use crate::tui::popups::vaccine_rules::VaccineRules;
use crate::tui::widgets::list::Window;
use crate::tui::widgets::table;
use crate::tui::widgets::text::{column, fit};

/// The list of services.
#[derive(Default)]
pub struct Services {
    list: Vec<Service>,
    rates: Vec<Rate>,
    today: NaiveDate,
    currency: String,
    /// What is being added, to be selected once it is in the book.
    added: Option<ServiceId>,
    window: Window,
    height: usize,
}

impl Services {
    /// What else there is to say of a service.
    fn more(&self, service: &Service) -> Vec<String> {
        let mut more = Vec::new();
        if !service.active {
            more.push("no longer offered".to_owned());
        }
        if service.add_on {
            more.push("only on top".to_owned());
        }
        let mut of_service: Vec<&Rate> = self.rates.iter().collect();
        of_service.retain(|rate| rate.service_id == service.id);
        if of_service
            .iter()
            .any(|rate| rate.size.is_some() || rate.coat.is_some())
        {
            more.push("by size".to_owned());
        }
        // In the order of the days.
        if let Some(next) = of_service.iter().find(|rate| rate.valid_from > self.today) {
            more.push(format!("new {}", next.valid_from.format("%-d %b")));
        }
        more
    }

    fn page(&self) -> isize {
        isize::try_from(self.height.saturating_sub(1).max(1)).unwrap_or(1)
    }
}

impl Component for Services {
    fn context(&self) -> Context {
        Context::Services
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let selected = self.list.get(self.window.selected).map(|service| service.id);
        self.list = cx.store.services()?;
        self.rates = cx.store.rates()?;
        self.today = cx.now.date();
        self.currency.clone_from(&cx.salon.currency);
        let at = self.list.iter().position(|service| Some(service.id) == selected);
        let new = self
            .list
            .iter()
            .position(|service| Some(service.id) == self.added);
        if new.is_some() {
            self.added = None;
        }
        if let Some(at) = new.or(at) {
            self.window.select(at, self.list.len());
        }
        self.window.step(0, self.list.len());
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        (matches!(action, Action::Edit | Action::Prices) && self.list.is_empty())
            .then_some(Reason::Borrowed("there is no service yet; n adds one"))
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        let count = self.list.len();
        let all = isize::try_from(count).unwrap_or(isize::MAX);
        match action {
            Action::Up => self.window.step(-1, count),
            Action::Down => self.window.step(1, count),
            Action::PageUp => self.window.step(-self.page(), count),
            Action::PageDown => self.window.step(self.page(), count),
            Action::First => self.window.step(-all, count),
            Action::Last => self.window.step(all, count),
            Action::New => {
                let id = ServiceId::new();
                self.added = Some(id);
                return Ok(Effect::Open(Box::new(ServiceForm::new_service(id))));
            }
            Action::Vaccines => return Ok(Effect::Open(Box::new(VaccineRules::default()))),
            Action::Prices => {
                if let Some(service) = self.list.get(self.window.selected) {
                    return Ok(Effect::Open(Box::new(Prices::of(service.id))));
                }
            }
            Action::Edit => {
                if let Some(service) = self.list.get(self.window.selected) {
                    return Ok(Effect::Open(Box::new(ServiceForm::of(service.clone()))));
                }
            }
            _ => {}
        }
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let name = usize::from(area.width / 3).clamp(8, 40);
        let head = format!(
            "{}{}{}{}",
            fit("Service", name, paint),
            fit("On the table", 13, paint),
            fit("Stay", 8, paint),
            fit(&format!("Price in {}", self.currency), 18, paint)
        );
        let below = table::head(frame, area, None, &head, paint);
        if self.list.is_empty() {
            table::nothing(
                frame,
                below,
                "No services yet. Press n to add the first one.",
                paint,
            );
            return;
        }
        self.height = usize::from(below.height);
        let rows = self.window.rows(self.height, self.list.len());
        for (row, at) in rows.enumerate() {
            let service = &self.list[at];
            let style = if service.active { theme.title } else { theme.dim };
            let cost = listed(service, &self.rates, None, None, self.today);
            let more = self.more(service);
            let spans = vec![
                Span::styled(column(&service.name, name, paint), style),
                Span::raw(fit(&length(cost.minutes), 13, paint)),
                Span::raw(fit(&length(cost.stay_minutes), 8, paint)),
                Span::raw(format!("{:>7}   ", cost.price_cents)),
                Span::styled(more.join(", "), theme.dim),
            ];
            table::row(
                frame,
                below,
                row,
                Line::from(spans),
                at == self.window.selected,
                paint,
            );
        }
    }
}
