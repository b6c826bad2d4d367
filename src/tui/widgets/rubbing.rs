//! Rubbing out a word: whoever holds Backspace does not count the letters, and is not to find the form closed.

use crossterm::event::{KeyCode, KeyEvent};

/// Said instead of going back.
pub const EMPTY_NOW: &str = "that is empty now; Backspace once more goes back";

/// Whether the last key rubbed a letter out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rubbing {
    took: bool,
}

impl Rubbing {
    /// Takes notice of a key; true when it is the Backspace after the one that emptied a field, which does nothing.
    pub const fn holds_back(&mut self, key: &KeyEvent, is_empty: bool) -> bool {
        let took = std::mem::replace(&mut self.took, false);
        if !matches!(key.code, KeyCode::Backspace) {
            return false;
        }
        self.took = !is_empty;
        took && is_empty
    }
}
