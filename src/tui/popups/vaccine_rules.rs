//! The vaccines of the salon: how long each lasts, and which work asks for it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::outliving::OutlivingList;
use crate::domain::id::VaccineId;
use crate::domain::service::Service;
use crate::domain::vaccine::{Vaccine, VaccineNeed};
use crate::store::{Edit, Result, VaccineEdit};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::vaccine::VaccineForm;
use crate::tui::keymap::Context;
use crate::tui::widgets::text::{cut, fit, line_at};
use crate::tui::widgets::{list::Window, popup};

/// The list of vaccines with their rules.
#[derive(Default)]
pub struct VaccineRules {
    vaccines: Vec<Vaccine>,
    needs: Vec<VaccineNeed>,
    services: Vec<Service>,
    outliving: usize,
    window: Window,
    /// The line to start from, until the list is read.
    start: Option<VaccineId>,
}

/// Which services these rules speak of: `every service`, or names with commas between; empty for none.
#[must_use]
pub fn asked(needs: &[VaccineNeed], services: &[Service], refuses: bool) -> String {
    let named = needs
        .iter()
        .filter(|need| need.refuses == refuses)
        .filter_map(|need| match need.service_id {
            None => Some("every service"),
            Some(id) => services
                .iter()
                .find(|service| service.id == id)
                .map(|service| service.name.as_str()),
        });
    named.collect::<Vec<&str>>().join(", ")
}

impl VaccineRules {
    /// The list with one vaccine selected.
    #[must_use]
    pub fn at(id: VaccineId) -> Self {
        Self {
            start: Some(id),
            ..Self::default()
        }
    }

    fn row(&self, vaccine: &Vaccine, room: usize, paint: &Paint) -> Line<'static> {
        let theme = &paint.look.theme;
        let needs: Vec<VaccineNeed> = self
            .needs
            .iter()
            .filter(|need| need.vaccine_id == vaccine.id)
            .cloned()
            .collect();
        let parts = [("refused for", true), ("told for", false)].map(|(verb, refuses)| {
            let which = asked(&needs, &self.services, refuses);
            (!which.is_empty()).then(|| format!("{verb} {which}"))
        });
        let words: Vec<String> = parts.into_iter().flatten().collect();
        let rule = if words.is_empty() {
            "nobody is asked for it".to_owned()
        } else {
            words.join("; ")
        };
        let months = if vaccine.first_months == vaccine.later_months {
            format!("{} months", vaccine.first_months)
        } else {
            format!("{}, then {} months", vaccine.first_months, vaccine.later_months)
        };
        Line::from(vec![
            Span::styled(fit(&vaccine.name, 16, paint), theme.title),
            Span::raw(fit(&months, 20, paint)),
            Span::styled(cut(&rule, room.saturating_sub(38), paint), theme.dim),
        ])
    }
}

impl Component for VaccineRules {
    fn context(&self) -> Context {
        Context::Vaccines
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        match action {
            Action::Edit | Action::TakeOff if self.vaccines.is_empty() => {
                Some(Reason::Borrowed("there is no vaccine yet; n adds one"))
            }
            Action::Outliving if self.outliving == 0 => {
                Some(Reason::Borrowed("no booking outlives a vaccine"))
            }
            _ => None,
        }
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.vaccines = cx.store.vaccines()?;
        self.needs = cx.store.vaccine_needs()?;
        self.services = cx.store.services()?;
        self.outliving = cx.store.outliving(cx.now.date(), None)?.len();
        let start = self.start.take();
        if let Some(at) = self.vaccines.iter().position(|each| Some(each.id) == start) {
            self.window.select(at, self.vaccines.len());
        }
        self.window.step(0, self.vaccines.len());
        Ok(())
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        let count = self.vaccines.len();
        match action {
            Action::Close => return Ok(Effect::Close),
            Action::Up => self.window.step(-1, count),
            Action::Down => self.window.step(1, count),
            Action::New => return Ok(Effect::Replace(Box::new(VaccineForm::new_vaccine()))),
            Action::Edit => {
                if let Some(vaccine) = self.vaccines.get(self.window.selected) {
                    return Ok(Effect::Replace(Box::new(VaccineForm::of(vaccine.id))));
                }
            }
            Action::TakeOff => {
                if let Some(vaccine) = self.vaccines.get(self.window.selected) {
                    let edit = Edit::Vaccine(VaccineEdit::Drop(vaccine.clone()));
                    return Ok(Effect::ApplyThen(edit, Box::new(Self::default())));
                }
            }
            Action::Outliving => return Ok(Effect::Replace(Box::new(OutlivingList::of(None)))),
            _ => {}
        }
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let rows = u16::try_from(self.vaccines.len().max(1)).unwrap_or(u16::MAX);
        let title = "Vaccines: how long they last, and what asks for them";
        let inside = popup::open(frame, area, 78, rows.saturating_add(4), title, paint);
        let below = inside.height.saturating_sub(1);
        if self.vaccines.is_empty() {
            let words = "No vaccine yet. Press n to add the first one.";
            line_at(frame, inside, 0, Line::styled(words, theme.base));
        }
        let height = usize::from(below.saturating_sub(1));
        for (row, at) in self.window.rows(height, self.vaccines.len()).enumerate() {
            let selected = at == self.window.selected;
            let mut line = self.row(&self.vaccines[at], usize::from(inside.width), paint);
            let pointer = if selected { paint.look.glyphs.pointer } else { " " };
            line.spans.insert(0, Span::raw(format!("{pointer} ")));
            if selected {
                line = line.patch_style(theme.selected);
            }
            line_at(frame, inside, u16::try_from(row).unwrap_or(u16::MAX), line);
        }
        let words = match self.outliving {
            0 => "No booking outlives a vaccine.".to_owned(),
            1 => "1 booking outlives a vaccine: o shows it".to_owned(),
            many => format!("{many} bookings outlive a vaccine: o shows them"),
        };
        line_at(frame, inside, below, Line::styled(words, theme.dim));
    }
}
