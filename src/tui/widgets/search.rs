//! The head of a list that one searches: the field behind its `/`, and below it what was found or may be typed.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::component::Paint;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::text::{cut, line_at};

/// Draws both lines and gives the room below them, which is the list's.
pub fn head(field: &Field, words: &str, frame: &mut Frame, inside: Rect, paint: &Paint) -> Rect {
    let theme = &paint.look.theme;
    line_at(frame, inside, 0, Line::styled("/", theme.footer_key));
    let behind = Rect {
        x: inside.x + 2,
        width: inside.width.saturating_sub(2),
        height: 1,
        ..inside
    };
    field.view(frame, behind, theme.base, true);
    let words = cut(words, usize::from(inside.width), paint);
    line_at(frame, inside, 1, Line::styled(words, theme.dim));
    Rect {
        y: inside.y + 2,
        height: inside.height.saturating_sub(2),
        ..inside
    }
}
