//! Bookings whose dog will not have a vaccine any more that its work asks for: a list to call along.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::dog_card::DogCard;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::id::DogId;
use crate::store::{Outliving, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::popups::numbered::picked;
use crate::tui::widgets::text::{fit, line_at};
use crate::tui::widgets::{list::Window, popup};

/// The list, of one dog or of all.
pub struct OutlivingList {
    dog_id: Option<DogId>,
    rows: Vec<Outliving>,
    window: Window,
}

impl OutlivingList {
    /// The list of a dog, or of every dog.
    #[must_use]
    pub fn of(dog_id: Option<DogId>) -> Self {
        Self {
            dog_id,
            rows: Vec::new(),
            window: Window::default(),
        }
    }
}

impl Component for OutlivingList {
    fn context(&self) -> Context {
        Context::Choice
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept => "dog card",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        (action == Action::Accept && self.rows.is_empty())
            .then_some(Reason::Borrowed("no booking outlives a vaccine"))
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let before = self.rows.get(self.window.selected).map(|row| row.appointment_id);
        self.rows = cx.store.outliving(cx.now.date(), self.dog_id)?;
        let at = self
            .rows
            .iter()
            .position(|row| Some(row.appointment_id) == before);
        let count = self.rows.len();
        self.window.select(
            at.unwrap_or(self.window.selected).min(count.saturating_sub(1)),
            count,
        );
        Ok(())
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        let count = self.rows.len();
        match action {
            Action::Close => return Ok(Effect::Close),
            Action::Up => self.window.step(-1, count),
            Action::Down => self.window.step(1, count),
            Action::Accept => {
                if let Some(row) = self.rows.get(self.window.selected) {
                    return Ok(Effect::Replace(Box::new(DogCard::of(row.dog_id))));
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
        let count = u16::try_from(self.rows.len().max(1)).unwrap_or(u16::MAX);
        let title = "Bookings that outlive a vaccine";
        let inside = popup::open(frame, area, 78, count.saturating_add(2), title, paint);
        if self.rows.is_empty() {
            let words = "None: every dog that is booked has what its work asks for.";
            line_at(frame, inside, 0, Line::styled(words, theme.base));
            return;
        }
        let today = paint.now.date();
        let height = usize::from(inside.height);
        for (place, at) in self.window.rows(height, self.rows.len()).enumerate() {
            let row = &self.rows[at];
            let number = if at < 9 {
                (at + 1).to_string()
            } else {
                String::new()
            };
            let until = row.until.map_or_else(
                || format!("no {}", row.vaccine),
                |until| format!("{} {}", row.vaccine, until.format("%-d %b %Y")),
            );
            let when = format!("{} {}", short_day(row.day, today), hhmm(row.start_min));
            let mut line = Line::from(vec![
                Span::styled(fit(&number, 2, paint), theme.footer_key),
                Span::styled(fit(&row.dog, 18, paint), theme.title),
                Span::raw(fit(&when, 17, paint)),
                Span::styled(fit(&until, 20, paint), theme.warning),
                Span::styled(fit(&row.phone, 16, paint), theme.dim),
            ]);
            if at == self.window.selected {
                line = line.patch_style(theme.selected);
            }
            line_at(frame, inside, u16::try_from(place).unwrap_or(u16::MAX), line);
        }
    }
}
