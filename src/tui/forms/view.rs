//! How a form is drawn: titles to the left, what stands in the fields to the right, slips below them.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::entry::{Entry, Kind};
use super::form::Form;
use crate::tui::component::Paint;
use crate::tui::widgets::text::{cut, fit, line_at, wrap};

/// Columns of pointer and title.
const TITLE: u16 = 18;

/// Columns of a field whose meaning is shown beside it.
const SHORT: u16 = 26;

/// Lines below the fields: a gap, the two stops, the hint.
const BELOW: u16 = 3;

/// Below a field that came back, until something is done with it.
const TYPED_EARLIER: &str = "typed earlier: typing begins anew, an arrow or Backspace keeps it";

enum Row {
    Field(usize),
    Beside(String),
    Wrong(String),
}

impl Form {
    /// How many lines the form takes at this width when nothing is scrolled.
    #[must_use]
    pub fn height(&self, width: u16) -> u16 {
        let rows = self.rows(width).len() + self.notice_lines(width).len();
        u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(BELOW)
    }

    fn notice_lines(&self, width: u16) -> Vec<String> {
        let words = self.notice.as_ref().map_or("", |(words, _)| words);
        wrap(words, usize::from(width.saturating_sub(2)).max(1))
    }

    /// The lines of the fields, with slips and other desks' words below them.
    fn rows(&self, width: u16) -> Vec<Row> {
        let room = usize::from(width.saturating_sub(TITLE)).max(1);
        let mut rows = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            rows.push(Row::Field(at));
            let beside = entry.beside.iter().flat_map(|words| wrap(words, room));
            rows.extend(beside.map(Row::Beside));
            if at == self.focus && entry.came_back() {
                rows.push(Row::Beside(TYPED_EARLIER.to_owned()));
            }
            let wrong = entry.error.iter().flat_map(|words| wrap(words, room));
            rows.extend(wrong.map(Row::Wrong));
        }
        rows
    }

    /// Draws the form into the room inside a frame.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let today = paint.now.date();
        let notice = self.notice_lines(area.width);
        let bad = self.notice.as_ref().is_some_and(|(_, bad)| *bad);
        let (sign, style) = if bad {
            ("!", theme.danger)
        } else {
            (paint.look.glyphs.pointer, theme.warning)
        };
        for (row, words) in notice.iter().enumerate() {
            let sign = if row == 0 { sign } else { " " };
            line_at(
                frame,
                area,
                row_number(row),
                Line::styled(format!("{sign} {words}"), style),
            );
        }
        let above = row_number(notice.len());
        let list = Rect {
            y: area.y.saturating_add(above),
            height: area.height.saturating_sub(above).saturating_sub(BELOW),
            ..area
        };
        self.view_rows(frame, list, today, paint);
        let stops = area.height.saturating_sub(2);
        if stops >= above {
            line_at(frame, area, stops, self.stops_line(paint));
        }
        let hint = self.entries.get(self.focus).map_or("", |entry| entry.hint);
        let hint = cut(hint, usize::from(area.width), paint);
        line_at(frame, area, stops + 1, Line::styled(hint, theme.dim));
    }

    fn view_rows(&mut self, frame: &mut Frame, list: Rect, today: NaiveDate, paint: &Paint) {
        let theme = &paint.look.theme;
        let rows = self.rows(list.width);
        let height = usize::from(list.height);
        self.scroll(&rows, height);
        for (at, row) in rows.iter().enumerate().skip(self.top).take(height) {
            let line = row_number(at - self.top);
            let below = |words: &str, style: Style| {
                Line::from(vec![
                    Span::raw(" ".repeat(usize::from(TITLE))),
                    Span::styled(words.to_owned(), style),
                ])
            };
            match row {
                Row::Field(at) => {
                    let place = Rect {
                        y: list.y + line,
                        height: 1,
                        ..list
                    };
                    view_entry(frame, place, &self.entries[*at], *at == self.focus, today, paint);
                }
                Row::Beside(words) => line_at(frame, list, line, below(words, theme.warning)),
                Row::Wrong(words) => line_at(frame, list, line, below(words, theme.danger)),
            }
        }
        let edge = |sign: &'static str| Line::styled(sign, theme.dim).right_aligned();
        if height > 0 && self.top > 0 {
            line_at(frame, list, 0, edge(paint.look.glyphs.up));
        }
        if height > 0 && self.top + height < rows.len() {
            line_at(frame, list, list.height - 1, edge(paint.look.glyphs.down));
        }
    }

    /// Scrolls so that the focused field is in sight with the lines below it.
    fn scroll(&mut self, rows: &[Row], height: usize) {
        let is_field = |row: &Row, wanted: usize| matches!(row, Row::Field(at) if *at == wanted);
        let first = rows
            .iter()
            .position(|row| is_field(row, self.focus))
            .unwrap_or(rows.len());
        let next = rows
            .iter()
            .position(|row| is_field(row, self.focus + 1))
            .unwrap_or(rows.len());
        if self.top + height < next {
            self.top = next - height;
        }
        self.top = self.top.min(first).min(rows.len().saturating_sub(height));
    }

    fn stops_line(&self, paint: &Paint) -> Line<'static> {
        let theme = &paint.look.theme;
        let fields = self.entries.len();
        let stop = |words: &str, at: usize| {
            let style = if self.focus == at {
                theme.selected
            } else {
                theme.base
            };
            Span::styled(format!("[ {words} ]"), style)
        };
        Line::from(vec![
            Span::raw("  "),
            stop(self.save, fields),
            Span::raw("  "),
            stop(self.leave, fields + 1),
            Span::raw("  "),
            if self.came_back {
                stop("Start afresh", fields + 2)
            } else {
                Span::raw("")
            },
        ])
    }
}

fn row_number(row: usize) -> u16 {
    u16::try_from(row).unwrap_or(u16::MAX)
}

fn view_entry(frame: &mut Frame, area: Rect, entry: &Entry, focused: bool, today: NaiveDate, paint: &Paint) {
    let theme = &paint.look.theme;
    let glyphs = &paint.look.glyphs;
    let title = usize::from(TITLE) - 3;
    let (sign, style) = if focused {
        (glyphs.pointer, theme.title)
    } else {
        (" ", theme.dim)
    };
    let line = Line::styled(format!("{sign} {} ", fit(entry.title, title, paint)), style);
    line_at(frame, area, 0, line);
    let place = Rect {
        x: area.x.saturating_add(TITLE).min(area.right()),
        width: area.width.saturating_sub(TITLE),
        ..area
    };
    if entry.is_choice() {
        let room = usize::from(place.width).saturating_sub(4);
        let value = cut(&entry.value(), room, paint);
        // What is typed is seen, so that nobody wonders where the letters go.
        let typed = match entry.word() {
            "" => String::new(),
            word => format!("  {word}"),
        };
        let line = if focused {
            Line::from(vec![
                Span::styled(format!("{} ", glyphs.left), theme.footer_key),
                Span::styled(value, theme.title),
                Span::styled(format!(" {}", glyphs.right), theme.footer_key),
                Span::styled(typed, theme.dim),
            ])
        } else {
            Line::raw(value)
        };
        line_at(frame, place, 0, line);
        return;
    }
    let meaning = entry.understood(today).ok().flatten();
    let whole =
        matches!(entry.kind, Kind::Text(_) | Kind::Phone) || meaning.is_none() || place.width < SHORT + 8;
    let field = Rect {
        width: if whole { place.width } else { SHORT },
        ..place
    };
    let style = if focused && entry.starts_anew() {
        theme.selected
    } else {
        theme.base
    };
    entry.field().view(frame, field, style, focused);
    if let Some(meaning) = meaning.filter(|_| !whole) {
        let rest = Rect {
            x: place.x + SHORT,
            width: place.width - SHORT,
            ..place
        };
        let words = cut(&format!("= {meaning}"), usize::from(rest.width), paint);
        line_at(frame, rest, 0, Line::styled(words, theme.dim));
    }
}
