//! The days on which many salons close, to be ticked: what is ticked is closed every year.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::numbered::picked;
use crate::domain::calendar::Closing;
use crate::domain::id::ClosingId;
use crate::domain::rejection::Rejection;
use crate::domain::usual_closing::UsuallyClosed;
use crate::store::{CalendarEdit, Edit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::widgets::text::{cut, line_at};
use crate::tui::widgets::{list::Window, popup};

/// What is ticked from the start.
const TICKED: [&str; 2] = ["Christmas Day", "New Year's Day"];

/// The pop-up.
#[derive(Default)]
pub struct UsualClosing {
    days: Vec<UsuallyClosed>,
    /// What is ticked; `None` before the first look into the file.
    ticked: Option<Vec<&'static str>>,
    notice: String,
    window: Window,
}

impl UsualClosing {
    fn is_ticked(&self, name: &str) -> bool {
        self.ticked.as_ref().is_some_and(|ticked| ticked.contains(&name))
    }

    fn turn(&mut self, row: usize) {
        let Some(name) = self.days.get(row).map(|each| each.name) else {
            return;
        };
        self.window.select(row, self.days.len());
        let ticked = self.ticked.get_or_insert_default();
        match ticked.iter().position(|other| *other == name) {
            Some(at) => drop(ticked.remove(at)),
            None => ticked.push(name),
        }
    }

    fn turn_all(&mut self) {
        let all = self.days.iter().all(|each| self.is_ticked(each.name));
        let names = self.days.iter().map(|each| each.name);
        self.ticked = Some(if all { Vec::new() } else { names.collect() });
    }

    /// The ticked days as one: one entry of the journal, one undo.
    fn save(&mut self) -> Effect {
        let ticked = self.days.iter().filter(|each| self.is_ticked(each.name));
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
        self.ticked.get_or_insert_with(|| TICKED.to_vec());
        self.window.step(0, self.days.len());
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let needs_one = matches!(action, Action::Accept | Action::Tick | Action::TickAll);
        ((needs_one || picked(action).is_some()) && self.days.is_empty()).then_some(Reason::Borrowed(
            "somebody has closed or booked these days meanwhile; Backspace goes back",
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
        let count = self.days.len();
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
        for (row, at) in (0u16..).zip(self.window.rows(usize::from(below), self.days.len())) {
            let each = self.days[at];
            let tick = if self.is_ticked(each.name) { "[x]" } else { "[ ]" };
            let is_selected = at == self.window.selected;
            let sign = if is_selected {
                paint.look.glyphs.pointer
            } else {
                " "
            };
            let mut line = Line::from(vec![
                Span::raw(format!("{sign} ")),
                Span::styled(format!("{} ", at + 1), theme.footer_key),
                Span::raw(format!(
                    "{tick} {}  {}",
                    each.day.format("%a %e %b %Y"),
                    each.name
                )),
            ]);
            if is_selected {
                line = line.patch_style(theme.selected);
            }
            line_at(frame, inside, row, line);
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
