//! What this person can go on with: forms that were put aside, and those that a dropped line or a crash left half
//! typed.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::history::when;
use crate::domain::draft::Draft;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::app::words_in;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::popups::numbered::picked;
use crate::tui::widgets::text::{cut, fit, line_at};
use crate::tui::widgets::{list::Window, popup};

/// Columns of a moment: `20 Nov 10:03`.
const WHEN: usize = 14;

/// Columns of a row's end: why it waits.
const WHY: usize = 16;

/// The list of what was put aside.
#[derive(Default)]
pub struct WaitingList {
    waiting: Vec<Draft>,
    window: Window,
    /// Asks whether the selected one is to be thrown away.
    asks: bool,
}

impl WaitingList {
    fn selected(&self) -> Option<&Draft> {
        self.waiting.get(self.window.selected)
    }
}

impl Component for WaitingList {
    fn context(&self) -> Context {
        if self.asks {
            Context::Question
        } else {
            Context::Waiting
        }
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let before = self.selected().map(|draft| draft.id);
        self.waiting = cx.waiting()?;
        let at = |id| self.waiting.iter().position(|draft| Some(draft.id) == id);
        match at(before) {
            Some(at) => self.window.selected = at,
            // What the question was about is gone.
            None => self.asks = false,
        }
        self.window.select(
            self.window.selected.min(self.waiting.len().saturating_sub(1)),
            self.waiting.len(),
        );
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let needs_one = matches!(action, Action::Accept | Action::ThrowAway);
        (needs_one && self.waiting.is_empty()).then_some(Reason::Borrowed("nothing is put aside"))
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept if self.asks => "throw it away",
            Action::Accept => "go on with it",
            Action::Close if self.asks => "keep it",
            _ => action.words(),
        }
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        let count = self.waiting.len();
        match action {
            Action::Close if self.asks => self.asks = false,
            Action::Close => return Ok(Effect::Close),
            Action::Up => self.window.step(-1, count),
            Action::Down => self.window.step(1, count),
            Action::ThrowAway => self.asks = true,
            Action::Accept => {
                let throws_away = std::mem::take(&mut self.asks);
                let Some(draft) = self.selected() else {
                    return Ok(Effect::None);
                };
                return Ok(if throws_away {
                    Effect::ThrowAway(draft.id)
                } else {
                    Effect::GoOn(draft.clone())
                });
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
        let height = u16::try_from(self.waiting.len().max(1)).unwrap_or(u16::MAX);
        let inside = popup::open(frame, area, 78, height.saturating_add(4), "Put aside", paint);
        let below = inside.height.saturating_sub(1);
        let list = Rect {
            height: below.saturating_sub(1),
            ..inside
        };
        if self.waiting.is_empty() {
            let words = "Nothing is put aside: all that you typed is saved, or was thrown away.";
            line_at(frame, list, 0, Line::styled(words, theme.base));
            return;
        }
        let room = usize::from(inside.width);
        for (row, at) in self
            .window
            .rows(usize::from(list.height), self.waiting.len())
            .enumerate()
        {
            let draft = &self.waiting[at];
            let number = if at < 9 {
                (at + 1).to_string()
            } else {
                String::new()
            };
            let title = room.saturating_sub(2 + WHEN + WHY);
            // Two of one name are told apart by what was typed in them.
            let words = match words_in(&draft.fields) {
                typed if typed.is_empty() || draft.title.ends_with(&typed) => draft.title.clone(),
                typed => format!("{}: {typed}", draft.title),
            };
            let why = if draft.parked {
                "put aside"
            } else {
                "left half typed"
            };
            let mut line = Line::from(vec![
                Span::styled(fit(&number, 2, paint), theme.footer_key),
                Span::styled(fit(&when(draft.at, paint.now), WHEN, paint), theme.dim),
                Span::raw(fit(&cut(&words, title.saturating_sub(1), paint), title, paint)),
                Span::styled(fit(why, WHY, paint), theme.dim),
            ]);
            if at == self.window.selected {
                line = line.patch_style(theme.selected);
            }
            line_at(frame, list, u16::try_from(row).unwrap_or(u16::MAX), line);
        }
        let asked = self.selected().filter(|_| self.asks).map(|draft| {
            let words = format!("Throw away {}? Enter yes, Backspace no", draft.title);
            Line::styled(cut(&words, room, paint), theme.danger)
        });
        let keys = asked
            .unwrap_or_else(|| Line::styled("Enter goes on with it    x throws it away", theme.footer_key));
        line_at(frame, inside, below, keys);
    }
}
