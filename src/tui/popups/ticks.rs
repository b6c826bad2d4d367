//! Numbered lines with a tick each, for the pop-ups in which one ticks what holds.

use ratatui::text::{Line, Span};

use super::numbered::picked;
use crate::tui::action::Action;
use crate::tui::component::Paint;
use crate::tui::widgets::list::Window;

/// Which lines are ticked, and which one is selected.
pub struct Ticks<Id> {
    /// In no order.
    pub ticked: Vec<Id>,
    window: Window,
}

impl<Id> Default for Ticks<Id> {
    fn default() -> Self {
        Self {
            ticked: Vec::new(),
            window: Window::default(),
        }
    }
}

impl<Id: Copy + PartialEq> Ticks<Id> {
    /// Whether a line has its tick.
    pub fn has(&self, id: Id) -> bool {
        self.ticked.contains(&id)
    }

    /// Whether every line has its tick.
    pub fn has_all(&self, ids: &[Id]) -> bool {
        ids.iter().all(|id| self.has(*id))
    }

    /// Keeps the selection among so many lines.
    pub fn keep_inside(&mut self, count: usize) {
        self.window.step(0, count);
    }

    /// Does what a key does to the lines; nothing for any other key.
    pub fn update(&mut self, action: Action, ids: &[Id]) {
        match action {
            Action::Up => self.window.step(-1, ids.len()),
            Action::Down => self.window.step(1, ids.len()),
            Action::Tick => self.turn(self.window.selected, ids),
            Action::TickAll if self.has_all(ids) => self.ticked.clear(),
            Action::TickAll => self.ticked = ids.to_vec(),
            _ => {
                if let Some(row) = picked(action) {
                    self.turn(row, ids);
                }
            }
        }
    }

    /// Ticks a line or takes its tick away.
    fn turn(&mut self, row: usize, ids: &[Id]) {
        let Some(id) = ids.get(row) else { return };
        self.window.select(row, ids.len());
        match self.ticked.iter().position(|other| other == id) {
            Some(at) => drop(self.ticked.remove(at)),
            None => self.ticked.push(*id),
        }
    }

    /// The lines in sight when so many fit.
    pub fn rows(&mut self, height: usize, count: usize) -> std::ops::Range<usize> {
        self.window.rows(height, count)
    }

    /// A line with its pointer, number and tick, before what is written behind them.
    pub fn line(&self, at: usize, id: Id, words: Vec<Span<'static>>, paint: &Paint) -> Line<'static> {
        let is_selected = at == self.window.selected;
        let sign = if is_selected {
            paint.look.glyphs.pointer
        } else {
            " "
        };
        let number = if at < 9 {
            (at + 1).to_string()
        } else {
            " ".to_owned()
        };
        let tick = if self.has(id) { "[x]" } else { "[ ]" };
        let mut line = Line::from(vec![
            Span::raw(format!("{sign} ")),
            Span::styled(format!("{number} "), paint.look.theme.footer_key),
            Span::raw(format!("{tick} ")),
        ]);
        line.extend(words);
        if is_selected {
            line = line.patch_style(paint.look.theme.selected);
        }
        line
    }
}

/// Whether a key is one that needs a line to tick.
#[must_use]
pub fn ticks(action: Action) -> bool {
    matches!(action, Action::Tick | Action::TickAll) || picked(action).is_some()
}
