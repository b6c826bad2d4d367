//! One line one types into.

use crossterm::event::{Event, KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;
use unicode_width::UnicodeWidthStr;

use crate::domain::text::clean;

/// A text field with a cursor.
#[derive(Clone, Debug)]
pub struct Field {
    input: Input,
    most: usize,
}

impl Field {
    /// A field for at most so many characters, with a text in it and the cursor behind.
    #[must_use]
    pub fn new(text: &str, most: usize) -> Self {
        Self {
            input: Input::new(text.to_owned()),
            most,
        }
    }

    /// The same with the cursor before the text.
    pub fn to_start(&mut self) {
        self.input = self.input.clone().with_cursor(0);
    }

    /// What stands in it.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// Puts another text in, the cursor behind.
    pub fn set(&mut self, text: &str) {
        self.input = Input::new(text.to_owned());
    }

    /// Takes a key; true when the text changed.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        if matches!(key.code, KeyCode::Char(_)) && self.text().chars().count() >= self.most {
            return false;
        }
        self.input
            .handle_event(&Event::Key(key))
            .is_some_and(|change| change.value)
    }

    /// Takes pasted text at the cursor, on one line.
    pub fn paste(&mut self, text: &str) {
        let room = self.most.saturating_sub(self.text().chars().count());
        for c in clean(text, room).chars() {
            self.input.handle(tui_input::InputRequest::InsertChar(c));
        }
    }

    /// How many columns of the text are out of sight at the left, in a place of this width.
    #[must_use]
    pub fn scroll(&self, width: u16, focused: bool) -> usize {
        if focused {
            self.input
                .visual_scroll(usize::from(width.saturating_sub(1)).max(1))
        } else {
            0
        }
    }

    /// Draws the text, scrolled so that the cursor is in sight; with `focused` the terminal's cursor stands in it.
    pub fn view(&self, frame: &mut Frame, area: Rect, style: Style, focused: bool) {
        let area = area.intersection(frame.area());
        if area.is_empty() {
            return;
        }
        let cursor = self.input.visual_cursor();
        let skip = self.scroll(area.width, focused);
        let mut shown = String::new();
        let mut column = 0;
        for c in self.text().chars() {
            let mut bytes = [0; 4];
            let c: &str = c.encode_utf8(&mut bytes);
            if column >= skip && shown.width() + c.width() <= usize::from(area.width) {
                shown.push_str(c);
            }
            column += c.width();
        }
        frame
            .buffer_mut()
            .set_stringn(area.x, area.y, &shown, usize::from(area.width), style);
        if focused {
            let at = u16::try_from(cursor.saturating_sub(skip)).unwrap_or(u16::MAX);
            frame.set_cursor_position((
                area.x.saturating_add(at).min(area.right().saturating_sub(1)),
                area.y,
            ));
        }
    }
}
