//! How the long lists look: a line that leads to find, heads of columns, rows, the selected one pointed at.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::text::{cut, fit, line_at, wrap};
use crate::tui::component::Paint;

/// Draws what stands above the rows, and gives the room below.
pub fn head(frame: &mut Frame, area: Rect, find: Option<&str>, columns: &str, paint: &Paint) -> Rect {
    let theme = &paint.look.theme;
    let width = usize::from(area.width);
    let mut row = 0;
    if let Some(find) = find {
        let line = Line::from(vec![
            Span::styled("/ ", theme.footer_key),
            Span::styled(
                cut(&format!("find {find}"), width.saturating_sub(2), paint),
                theme.dim,
            ),
        ]);
        line_at(frame, area, row, line);
        row += 1;
    }
    let columns = fit(&format!("  {columns}"), width, paint);
    line_at(
        frame,
        area,
        row,
        Line::styled(columns, theme.title.patch(theme.dim)),
    );
    row += 1;
    Rect {
        y: area.y.saturating_add(row),
        height: area.height.saturating_sub(row),
        ..area
    }
}

/// Draws one row, with the pointer and over the whole width when it is selected.
pub fn row(frame: &mut Frame, area: Rect, row: usize, line: Line, selected: bool, paint: &Paint) {
    let sign = if selected { paint.look.glyphs.pointer } else { " " };
    let mut spans = vec![Span::raw(format!("{sign} "))];
    spans.extend(line.spans);
    let mut line = Line::from(spans);
    if selected {
        line = line.patch_style(paint.look.theme.selected);
    }
    line_at(frame, area, u16::try_from(row).unwrap_or(u16::MAX), line);
}

/// Says that there are no rows and what to do about it.
pub fn nothing(frame: &mut Frame, area: Rect, words: &str, paint: &Paint) {
    let width = usize::from(area.width.saturating_sub(4)).max(1);
    for (row, words) in wrap(words, width).into_iter().enumerate() {
        let line = Line::styled(format!("  {words}"), paint.look.theme.dim);
        line_at(frame, area, u16::try_from(row + 1).unwrap_or(u16::MAX), line);
    }
}
