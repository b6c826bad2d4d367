//! The frame of a pop-up, in the middle of the screen below.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Padding};

use crate::tui::component::Paint;

/// A rim of one or two columns would show scraps of what lies below.
const fn fill(wanted: u16, all: u16) -> u16 {
    if wanted + 4 >= all { all } else { wanted }
}

/// How many columns are inside a pop-up of this width at most, between its frame and the blanks along it.
#[must_use]
pub const fn inside(area: Rect, width: u16) -> u16 {
    fill(width, area.width).saturating_sub(4)
}

/// Draws an empty frame of at most this size over what lies below, and gives the room inside.
pub fn open(frame: &mut Frame, area: Rect, width: u16, height: u16, title: &str, paint: &Paint) -> Rect {
    let (width, height) = (fill(width, area.width), fill(height, area.height));
    let place = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
    .intersection(frame.area());
    let block = Block::bordered()
        .border_set(paint.look.glyphs.border)
        .border_style(paint.look.theme.popup_border)
        .padding(Padding::horizontal(1))
        .title(Line::styled(format!(" {title} "), paint.look.theme.title));
    let inside = block.inner(place);
    frame.render_widget(Clear, place);
    frame.render_widget(block, place);
    inside
}
