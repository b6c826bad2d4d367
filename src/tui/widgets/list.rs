//! A window over rows: which one is selected and which are in sight.

use crate::tui::component::Paint;

/// What stands before a row: the pointer before the selected one, and as much room before the others.
#[must_use]
pub fn sign(is_selected: bool, paint: &Paint) -> String {
    let sign = if is_selected {
        paint.look.glyphs.pointer
    } else {
        " "
    };
    format!("{sign} ")
}

/// The place of a selection in a list of known length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The selected row.
    pub selected: usize,
    top: usize,
}

impl Window {
    /// The first row.
    #[must_use]
    pub const fn new() -> Self {
        Self { selected: 0, top: 0 }
    }

    /// Moves the selection by so many rows and stays inside.
    pub fn step(&mut self, by: isize, length: usize) {
        self.selected = self
            .selected
            .saturating_add_signed(by)
            .min(length.saturating_sub(1));
    }

    /// Selects a row if it is there.
    pub fn select(&mut self, row: usize, length: usize) {
        if row < length {
            self.selected = row;
        }
    }

    /// The rows in sight when so many fit, the selected one among them.
    pub fn rows(&mut self, height: usize, length: usize) -> std::ops::Range<usize> {
        self.selected = self.selected.min(length.saturating_sub(1));
        if self.selected < self.top {
            self.top = self.selected;
        } else if self.selected >= self.top + height {
            self.top = (self.selected + 1).saturating_sub(height);
        }
        self.top = self.top.min(length.saturating_sub(height));
        self.top..(self.top + height).min(length)
    }
}
