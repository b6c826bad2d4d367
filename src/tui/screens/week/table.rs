//! The week as a table: a row for all, then one for each groomer; how full each day is, its dogs, and its free hours.

use chrono::Datelike;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Cell, Week, below, on};
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::load::Load;
use crate::tui::component::Paint;
use crate::tui::widgets::text::{cut, fit, line_at};

const NAME: usize = 13;
/// Two lines of text for each row, below the title and the days.
const ROW_LINES: u16 = 2;
const HEAD_LINES: u16 = 2;
/// Wider days also say when the longest free time is.
const SAYS_WHEN: usize = 19;

/// How full something is as a bar; beyond full it ends in a mark of its own.
pub(super) fn bar(load: Load, columns: usize, paint: &Paint) -> String {
    let Some(hundredths) = load.hundredths() else {
        // Who is booked where nobody works has to go elsewhere.
        let mark = if load.booked > 0 { "!" } else { "" };
        return format!("{mark:columns$}");
    };
    let glyphs = &paint.look.glyphs;
    let columns_i64 = i64::try_from(columns).unwrap_or(1);
    let full = usize::try_from((hundredths * columns_i64 + 50) / 100).unwrap_or(0);
    // Something is always more than nothing, and not quite full is never full.
    let least = usize::from(load.booked > 0);
    let most = if hundredths < 100 {
        columns.saturating_sub(1).max(1)
    } else {
        columns
    };
    let full = full.clamp(least, most);
    if hundredths > 100 {
        return format!("{}+", glyphs.full.repeat(columns.saturating_sub(1)));
    }
    glyphs.full.repeat(full) + &glyphs.light.repeat(columns - full)
}

/// How a load is painted beside what its bar says.
pub(super) const fn style(load: Load, paint: &Paint) -> Style {
    let theme = &paint.look.theme;
    match load.hundredths() {
        Some(100..) => theme.danger,
        Some(80..) => theme.warning,
        Some(_) => theme.free,
        None if load.booked > 0 => theme.danger,
        None => theme.dim,
    }
}

/// All that is known of the selected day in one sentence.
pub(super) fn sentence(name: &str, day: &str, cell: &Cell) -> String {
    let load = &cell.load;
    let who = if name == "All" {
        String::new()
    } else {
        format!("{name}, ")
    };
    let dogs = match load.dogs {
        0 => "no dogs".to_owned(),
        1 => "1 dog".to_owned(),
        dogs => format!("{dogs} dogs"),
    };
    let mut words = format!("{who}{day}: {dogs}");
    if let Some(away) = &cell.away {
        words = format!("{words}, {away}");
    }
    // What is booked and what is free do not make up the hours: of today a part is over, and two lanes are free at once.
    words = match (load.booked, load.open, load.longest) {
        (_, 0, _) | (0, ..) => words,
        (booked, open, None) => format!("{words}, {} booked of {}", length(booked), length(open)),
        (booked, ..) => format!("{words}, {} booked", length(booked)),
    };
    if let Some(longest) = load.longest {
        words = format!(
            "{words}, {} still free, longest {}-{}",
            length(load.free),
            hhmm(longest.start),
            hhmm(longest.end)
        );
    }
    words
}

pub(super) fn view(week: &mut Week, frame: &mut Frame, area: Rect, paint: &Paint) {
    let theme = &paint.look.theme;
    let first = week.first();
    let width = usize::from(area.width).saturating_sub(NAME + 1) / 7;
    let last = on(first, 6);
    let from = if first.month() == last.month() {
        "%-d"
    } else {
        "%-d %B"
    };
    let title = format!(
        " Week {}: {} to {}",
        first.format("%V"),
        first.format(from),
        last.format("%-d %B %Y")
    );
    let hint = format!(
        "   bar: booked {} below: dogs and hours free{}",
        paint.look.glyphs.dot,
        if width > SAYS_WHEN { ", when longest" } else { "" }
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
    let mut heads = vec![Span::raw(" ".repeat(NAME + 1))];
    for at in 0..7_usize {
        let day = on(first, at as u64);
        let words = day.format("%a %-d").to_string();
        let words = if day == week.today {
            format!("[{words}]")
        } else {
            words
        };
        heads.push(Span::styled(fit(&words, width, paint), theme.title));
    }
    line_at(frame, area, 1, Line::from(heads));

    let room = area.height.saturating_sub(HEAD_LINES + 2) / ROW_LINES;
    let shown = week.window.rows(usize::from(room), week.rows.len());
    let column = week.column();
    for (row, at) in (0..).zip(shown) {
        let of = &week.rows[at];
        let chosen = |day: usize| at == week.window.selected && day == column;
        let pointer = if at == week.window.selected {
            paint.look.glyphs.pointer
        } else {
            " "
        };
        let mut bars = vec![
            Span::raw(pointer),
            Span::styled(fit(&of.name, NAME, paint), theme.title),
        ];
        let free: i64 = of.cells.iter().map(|cell| cell.load.free).sum();
        let free = if free > 0 {
            // A whole salon has more than a hundred hours.
            let whole = format!(" {} free", length(free));
            if whole.len() > NAME {
                format!(" {} h free", free / 60)
            } else {
                whole
            }
        } else {
            String::new()
        };
        let mut words = vec![Span::styled(fit(&free, NAME + 1, paint), theme.dim)];
        for (day, cell) in of.cells.iter().enumerate() {
            let inner = width.saturating_sub(1);
            let is_over = on(first, day as u64) < week.today;
            let below = cut(&below(cell, is_over, inner), inner, paint);
            let mark = if chosen(day) { theme.selected } else { Style::new() };
            bars.push(Span::styled(
                fit(&bar(cell.load, inner, paint), inner, paint),
                style(cell.load, paint),
            ));
            bars.push(Span::raw(" "));
            words.push(Span::styled(fit(&below, inner, paint), theme.base.patch(mark)));
            words.push(Span::raw(" "));
        }
        line_at(frame, area, HEAD_LINES + row * ROW_LINES, Line::from(bars));
        line_at(frame, area, HEAD_LINES + row * ROW_LINES + 1, Line::from(words));
    }
    if let Some(row) = week.rows.get(week.window.selected)
        && let Some(cell) = row.cells.get(column)
    {
        let day = short_day(week.day, week.today);
        let words = format!(" {}", sentence(&row.name, &day, cell));
        let last = area.height.saturating_sub(1);
        let words = cut(&words, usize::from(area.width), paint);
        line_at(frame, area, last, Line::styled(words, theme.base));
    }
}
