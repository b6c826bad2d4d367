//! What the cards have in common: a title, then words that run on below one another, and a way to scroll.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::tui::component::Paint;
use crate::tui::widgets::text::{line_at, wrap};

/// Said for the key that takes things out elsewhere.
pub(super) const A_CARD_STAYS: &str = "x cancels on the board (1); a card stays: e changes it, m merges it";

/// Columns of a title on the card.
const TITLE: usize = 12;

/// The lines of a card: a title, then words that run on below one another.
pub(super) struct Card {
    pub lines: Vec<Line<'static>>,
    pub width: usize,
    pub dim: Style,
}

impl Card {
    /// Puts a line down unless it would say nothing.
    pub fn put(&mut self, title: &str, words: &str, style: Style) {
        self.put_styled(title, words, style, self.dim);
    }

    /// The same with a title of its own style.
    pub fn put_styled(&mut self, title: &str, words: &str, style: Style, title_style: Style) {
        let room = self.width.saturating_sub(TITLE).max(1);
        for (row, words) in wrap(words, room).into_iter().enumerate() {
            let title = if row == 0 { title } else { "" };
            self.lines.push(Line::from(vec![
                Span::styled(format!("{title:TITLE$}"), title_style),
                Span::styled(words, style),
            ]));
        }
    }
}

/// Draws as many lines as fit, from one on; signs at the edge say that there are more.
pub(super) fn scrolled(frame: &mut Frame, area: Rect, lines: Vec<Line<'static>>, top: usize, paint: &Paint) {
    let (height, count) = (usize::from(area.height), lines.len());
    for (row, line) in lines.into_iter().skip(top).take(height).enumerate() {
        line_at(frame, area, u16::try_from(row).unwrap_or(u16::MAX), line);
    }
    let edge = |sign: &'static str| Line::styled(sign, paint.look.theme.dim).right_aligned();
    if top > 0 {
        line_at(frame, area, 0, edge(paint.look.glyphs.up));
    }
    if top + height < count && height > 0 {
        line_at(frame, area, area.height - 1, edge(paint.look.glyphs.down));
    }
}
