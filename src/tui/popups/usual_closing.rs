//! The days on which many salons close, to be ticked: what is ticked is closed every year.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::ticks::{Ticks, ticks};
use crate::domain::calendar::Closing;
use crate::domain::id::ClosingId;
use crate::domain::rejection::Rejection;
use crate::domain::usual_closing::UsuallyClosed;
use crate::store::{CalendarEdit, Edit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{cut, line_at};

/// What is ticked from the start.
const TICKED: [&str; 2] = ["Christmas Day", "New Year's Day"];

/// The pop-up.
#[derive(Default)]
pub struct UsualClosing {
    days: Vec<UsuallyClosed>,
    /// By their names.
    ticks: Ticks<&'static str>,
    is_read: bool,
    notice: String,
}

impl UsualClosing {
    fn names(&self) -> Vec<&'static str> {
        self.days.iter().map(|each| each.name).collect()
    }

    /// The ticked days as one: one entry of the journal, one undo.
    fn save(&mut self) -> Effect {
        let ticked = self.days.iter().filter(|each| self.ticks.has(each.name));
        let ticked: Vec<UsuallyClosed> = ticked.copied().collect();
        if ticked.is_empty() {
            "Tick the days on which the salon is closed; Backspace leaves all of them open."
                .clone_into(&mut self.notice);
            return Effect::None;
        }
        let days: Vec<String> = ticked
            .iter()
            .map(|each| each.day.format("%-d %b").to_string())
            .collect();
        let edits = ticked.into_iter().map(|each| {
            Edit::Calendar(CalendarEdit::AddClosing(Closing {
                id: ClosingId::new(),
                first_day: each.day,
                last_day: each.day,
                yearly: true,
                name: each.name.to_owned(),
                rev: 1,
            }))
        });
        Effect::Apply(Edit::Together {
            label: format!("Closed every year: {}", days.join(", ")),
            edits: edits.collect(),
        })
    }
}

impl Component for UsualClosing {
    fn context(&self) -> Context {
        Context::Ticks
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.days = cx.store.usually_closed(cx.now.date())?;
        if !std::mem::replace(&mut self.is_read, true) {
            // Who closes a day on which dogs are booked has to mean it.
            let free = self
                .days
                .iter()
                .filter(|each| each.dogs == 0 && TICKED.contains(&each.name));
            self.ticks.ticked = free.map(|each| each.name).collect();
        }
        self.ticks.keep_inside(self.days.len());
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        ((action == Action::Accept || ticks(action)) && self.days.is_empty()).then_some(Reason::Borrowed(
            "somebody has closed these days meanwhile; Backspace goes back",
        ))
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept => "close them",
            Action::Pick1 => "tick",
            _ => action.words(),
        }
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        self.notice.clear();
        match action {
            Action::Accept => return Ok(self.save()),
            Action::Close => return Ok(Effect::Close),
            _ => self.ticks.update(action, &self.names()),
        }
        Ok(Effect::None)
    }

    fn refused(&mut self, rejection: &Rejection) {
        self.notice = rejection.to_string();
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let height = u16::try_from(self.days.len().max(1)).unwrap_or(u16::MAX);
        let title = "Days on which many salons close";
        let inside = popup::open(frame, area, 72, height.saturating_add(4), title, paint);
        let below = inside.height.saturating_sub(1);
        let width = usize::from(inside.width);
        for (row, at) in (0u16..).zip(self.ticks.rows(usize::from(below), self.days.len())) {
            let each = self.days[at];
            let mut words = vec![Span::raw(format!(
                "{}  {}",
                each.day.format("%a %e %b %Y"),
                each.name
            ))];
            match each.dogs {
                0 => {}
                1 => words.push(Span::styled("  1 dog booked", theme.warning)),
                many => words.push(Span::styled(format!("  {many} dogs booked"), theme.warning)),
            }
            line_at(frame, inside, row, self.ticks.line(at, each.name, words, paint));
        }
        let line = if self.notice.is_empty() {
            let words = "Enter closes what is ticked, every year    Space ticks    Backspace leaves";
            Line::styled(cut(words, width, paint), theme.footer_key)
        } else {
            Line::styled(cut(&self.notice, width, paint), theme.warning)
        };
        line_at(frame, inside, below, line);
    }
}
