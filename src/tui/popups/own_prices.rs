//! What one dog takes and pays, service by service: as listed, or its own.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::booking::PriceList;
use crate::domain::clock::length;
use crate::domain::id::{DogId, ServiceId};
use crate::domain::price::Cost;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::forms::own_rate::OwnRateForm;
use crate::tui::keymap::Context;
use crate::tui::popups::numbered::picked;
use crate::tui::widgets::text::{cut, fit, line_at};
use crate::tui::widgets::{list::Window, popup};

/// A service as this dog gets it.
struct Row {
    id: ServiceId,
    name: String,
    cost: Cost,
    /// Why it is not as listed; `None` where it is.
    own: Option<String>,
}

/// The services with what they take and cost one dog today.
pub struct OwnPrices {
    dog_id: DogId,
    dog: String,
    rows: Vec<Row>,
    window: Window,
    /// The row to start from, until the list is read.
    start: Option<ServiceId>,
    read: bool,
}

impl OwnPrices {
    /// The services for this dog, the one it usually comes for selected.
    #[must_use]
    pub const fn of(dog_id: DogId) -> Self {
        Self {
            dog_id,
            dog: String::new(),
            rows: Vec::new(),
            window: Window::new(),
            start: None,
            read: false,
        }
    }

    /// The same with one service selected.
    #[must_use]
    pub fn at(dog_id: DogId, service: ServiceId) -> Self {
        Self {
            start: Some(service),
            ..Self::of(dog_id)
        }
    }
}

impl Component for OwnPrices {
    fn context(&self) -> Context {
        Context::Choice
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let selected = self.rows.get(self.window.selected).map(|row| row.id);
        let list = PriceList::read(cx.store, Some(self.dog_id))?;
        self.dog = cx
            .store
            .dog_line(self.dog_id)?
            .map(|dog| dog.name())
            .unwrap_or_default();
        let mut services: Vec<_> = list
            .services()
            .iter()
            .filter(|service| service.active || list.own(service.id).is_some())
            .collect();
        // What is for such a dog stands first, each in the order of the list.
        services.sort_by_key(|service| list.suits(service));
        self.rows = services
            .into_iter()
            .map(|service| Row {
                id: service.id,
                name: service.name.clone(),
                cost: list.cost(service, cx.now.date()),
                own: list.own(service.id).map(|own| own.note.clone()),
            })
            .collect();
        let mut wanted = selected.or(self.start);
        if wanted.is_none() && !std::mem::replace(&mut self.read, true) {
            wanted = cx.store.usual_work(self.dog_id)?.map(|usual| usual.service_id);
        }
        if let Some(at) = self.rows.iter().position(|row| Some(row.id) == wanted) {
            self.window.select(at, self.rows.len());
        }
        Ok(())
    }

    fn words(&self, action: Action) -> &'static str {
        if action == Action::Accept {
            "its own"
        } else {
            action.words()
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        (action == Action::Accept && self.rows.is_empty()).then_some(Reason::Borrowed(
            "the salon sells nothing yet; add a service under 6 Services",
        ))
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        let count = self.rows.len();
        match action {
            Action::Up => self.window.step(-1, count),
            Action::Down => self.window.step(1, count),
            Action::Close => return Ok(Effect::Close),
            Action::Accept => {
                if let Some(row) = self.rows.get(self.window.selected) {
                    let form = OwnRateForm::of(self.dog_id, row.id);
                    return Ok(Effect::Replace(Box::new(form)));
                }
            }
            _ => {
                if let Some(row) = picked(action) {
                    self.window.select(row, count);
                }
            }
        }
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let height = u16::try_from(self.rows.len())
            .unwrap_or(u16::MAX)
            .saturating_add(4);
        let title = format!("What {} takes and pays", self.dog);
        let inside = popup::open(frame, area, 76, height, &title, paint);
        let room = usize::from(inside.height.saturating_sub(2));
        let width = usize::from(inside.width);
        let rows = self.window.rows(room, self.rows.len());
        for (line_number, at) in rows.enumerate() {
            let row = &self.rows[at];
            let selected = at == self.window.selected;
            let number = if at < 9 {
                (at + 1).to_string()
            } else {
                " ".to_owned()
            };
            let own = match row.own.as_deref() {
                None => "as listed".to_owned(),
                Some("") => "its own".to_owned(),
                Some(why) => format!("its own: {why}"),
            };
            let pointer = if selected { paint.look.glyphs.pointer } else { " " };
            let mut line = Line::from(vec![
                Span::styled(format!("{pointer} {number} "), theme.footer_key),
                Span::styled(fit(&row.name, 26, paint), theme.title),
                Span::raw(fit(&length(row.cost.minutes), 9, paint)),
                Span::raw(format!("{:>7}  ", row.cost.price_cents)),
                Span::styled(cut(&own, width.saturating_sub(46), paint), theme.dim),
            ]);
            if selected {
                line = line.patch_style(theme.selected);
            }
            line_at(
                frame,
                inside,
                u16::try_from(line_number).unwrap_or(u16::MAX),
                line,
            );
        }
        let keys = Line::styled("Enter gives it its own    Backspace closes", theme.footer_key);
        line_at(frame, inside, inside.height.saturating_sub(1), keys);
    }
}
