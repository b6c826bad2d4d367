//! The month as a heat map: each day in a shade of how full it is, with the figures beside it.

use chrono::Datelike;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::table::{sentence, style};
use super::{Cell, Week, below, on};
use crate::domain::clock::short_day;
use crate::domain::hours::WEEKDAYS;
use crate::tui::component::Paint;
use crate::tui::widgets::text::{cut, fit, line_at};

/// A shade for a quarter of the way to full, and so on.
fn shade(cell: &Cell, paint: &Paint) -> &'static str {
    let glyphs = &paint.look.glyphs;
    match cell.load.hundredths() {
        None if cell.load.booked > 0 => "!",
        None | Some(0) => " ",
        Some(1..=39) => glyphs.light,
        Some(40..=69) => glyphs.half,
        Some(70..=94) => glyphs.dense,
        Some(_) => glyphs.full,
    }
}

pub(super) fn view(week: &mut Week, frame: &mut Frame, area: Rect, paint: &Paint) {
    let theme = &paint.look.theme;
    let first = week.first();
    let width = (usize::from(area.width).saturating_sub(1) / 7).max(8);
    let glyphs = &paint.look.glyphs;
    let dot = glyphs.dot;
    let whose = week.groomer().unwrap_or("all groomers");
    let title = format!(" {} {dot} {}", week.day.format("%B %Y"), cut(whose, 14, paint));
    let hint = format!(
        "  {} some {} 40% {} 70% {} full {dot} dogs, hours free",
        glyphs.light, glyphs.half, glyphs.dense, glyphs.full
    );
    line_at(
        frame,
        area,
        0,
        Line::from(vec![
            Span::styled(title, theme.title),
            Span::styled(week.ordinary_words().unwrap_or(hint), theme.dim),
        ]),
    );
    let mut heads = vec![Span::raw(" ")];
    heads.extend(WEEKDAYS.map(|day| Span::styled(fit(day, width, paint), theme.title)));
    line_at(frame, area, 1, Line::from(heads));
    let Some(of) = week.rows.get(week.window.selected).or(week.rows.first()) else {
        return;
    };
    // A blank line between two weeks where there is room for it.
    let step = if area.height >= 22 { 3 } else { 2 };
    for (line, cells) in (0..).zip(of.cells.chunks(7)) {
        let mut upper = vec![Span::raw(" ")];
        let mut lower = vec![Span::raw(" ")];
        for (weekday, cell) in cells.iter().enumerate() {
            let at = usize::from(line) * 7 + weekday;
            let day = on(first, at as u64);
            let inner = width - 1;
            let mark = if day == week.day {
                theme.selected
            } else {
                Style::new()
            };
            // The weeks at its edges are whole: next week may lie in the next month.
            let (title, text, load) = if day.month() == week.day.month() {
                (theme.title, theme.base, style(cell.load, paint))
            } else {
                (theme.dim, theme.dim, theme.dim)
            };
            let number = if day == week.today {
                format!("[{}]", day.day())
            } else {
                day.day().to_string()
            };
            upper.push(Span::styled(fit(&number, 5, paint), title.patch(mark)));
            upper.push(Span::styled(shade(cell, paint).repeat(inner - 5), load));
            let words = cut(&below(cell, day < week.today, inner), inner, paint);
            lower.push(Span::styled(fit(&words, inner, paint), text.patch(mark)));
            upper.push(Span::raw(" "));
            lower.push(Span::raw(" "));
        }
        line_at(frame, area, 2 + line * step, Line::from(upper));
        line_at(frame, area, 3 + line * step, Line::from(lower));
    }
    if let Some(cell) = of.cells.get(week.column()) {
        let day = short_day(week.day, week.today);
        let words = cut(
            &format!(" {}", sentence(&of.name, &day, cell)),
            usize::from(area.width),
            paint,
        );
        let last = area.height.saturating_sub(1);
        line_at(frame, area, last, Line::styled(words, theme.base));
    }
}
