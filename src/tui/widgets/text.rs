//! Text that fits its place: cut or padded to a number of columns, never to a number of characters.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::tui::component::Paint;

/// Cuts a text to at most so many columns, ending in the cut sign when something is missing.
#[must_use]
pub fn cut(text: &str, columns: usize, paint: &Paint) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        let width = c.width().unwrap_or(0);
        if used + width + 1 > columns {
            break;
        }
        used += width;
        out.push(c);
    }
    if columns > 0 {
        out.push_str(paint.look.glyphs.cut);
    }
    out
}

/// The same for a sentence: no word is cut in two unless half of the room would be lost.
#[must_use]
pub fn cut_between_words(text: &str, columns: usize, paint: &Paint) -> String {
    let sign = paint.look.glyphs.cut;
    let cut = cut(text, columns, paint);
    let Some(kept) = cut.strip_suffix(sign).filter(|kept| text.starts_with(kept)) else {
        return cut;
    };
    let ends_a_word = text[kept.len()..].starts_with(' ');
    let kept = match kept.rsplit_once(' ') {
        Some((whole, _)) if !ends_a_word && whole.width() * 2 > columns => whole,
        _ => kept,
    };
    format!("{}{sign}", kept.trim_end_matches([' ', ',', ':', ';']))
}

/// Cuts or pads a text to exactly so many columns.
#[must_use]
pub fn fit(text: &str, columns: usize, paint: &Paint) -> String {
    let mut out = cut(text, columns, paint);
    out.extend(std::iter::repeat_n(' ', columns.saturating_sub(out.width())));
    out
}

/// Cuts or pads a text to exactly so many columns, the last of them a blank: a column of a table with one behind it.
#[must_use]
pub fn column(text: &str, columns: usize, paint: &Paint) -> String {
    fit(&cut(text, columns.saturating_sub(1), paint), columns, paint)
}

/// Breaks a text into lines of at most so many columns, at spaces where it can.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Breaks a text into lines as [`wrap`] does, and also a word that is longer than a line, such as the path of a file.
#[must_use]
pub fn wrap_all(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines: Vec<String> = Vec::new();
    for line in wrap(text, columns) {
        let mut rest = String::new();
        for c in line.chars() {
            if rest.width() + c.width().unwrap_or(0) > columns {
                lines.push(std::mem::take(&mut rest));
            }
            rest.push(c);
        }
        lines.push(rest);
    }
    lines
}

/// Draws one line at a row of an area; rows outside are left alone.
pub fn line_at(frame: &mut Frame, area: Rect, row: u16, line: Line) {
    let place = Rect {
        y: area.y.saturating_add(row),
        height: 1,
        ..area
    };
    if row < area.height {
        frame.render_widget(line, place.intersection(frame.area()));
    }
}

/// Lines put below one another into an area.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    area: Rect,
    row: u16,
}

impl Page {
    /// An empty page.
    #[must_use]
    pub const fn on(area: Rect) -> Self {
        Self { area, row: 0 }
    }

    /// The row that comes next, from 0.
    #[must_use]
    pub const fn row(&self) -> u16 {
        self.row
    }

    /// How many columns it has.
    #[must_use]
    pub const fn width(&self) -> u16 {
        self.area.width
    }

    /// Its first column on the screen.
    #[must_use]
    pub const fn left(&self) -> u16 {
        self.area.x
    }

    /// The place on the screen of the row that comes next, no more than is left of the page.
    #[must_use]
    pub fn next_row(&self) -> Rect {
        Rect {
            y: self.area.y.saturating_add(self.row),
            height: 1,
            ..self.area
        }
        .intersection(self.area)
    }

    /// Puts a line below the last one.
    pub fn put(&mut self, frame: &mut Frame, line: Line) {
        line_at(frame, self.area, self.row, line);
        self.row = self.row.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_path_goes_on_in_the_next_line() {
        assert_eq!(
            wrap_all("in /home/ana/salon.db now", 10),
            ["in", "/home/ana/", "salon.db", "now"]
        );
        assert_eq!(wrap_all("犬犬", 1), ["", "犬", "犬"]);
    }
}
