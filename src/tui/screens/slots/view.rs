//! How the free times look: the list, and below it the selected groomer's day with the minute one asks about.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Words};

use super::cursor::{hours, is_free};
use super::rows::What;
use super::{Row, Slots};
use crate::domain::calendar::out_of_the_usual;
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::schedule::{GRID, Span, Workday};
use crate::tui::component::Paint;
use crate::tui::widgets::text::{Page, column, cut, fit, line_at, wrap};

/// Lines of the selected groomer's day: an empty one, its name, the hours, the bar, and what there is to say.
const PANEL: u16 = 7;
/// What stays for the list when the window is small.
const LIST: u16 = 4;
/// The longest bar that stands in a line.
const MARGIN: u16 = 3;

pub(super) fn view(slots: &mut Slots, frame: &mut Frame, area: Rect, paint: &Paint) {
    let theme = &paint.look.theme;
    let day = format!(" Free on {}", slots.day.format("%A %-d %B %Y"));
    let when = if slots.day == slots.today {
        " from now on"
    } else {
        ""
    };
    let unusual = match out_of_the_usual(&slots.workdays) {
        words if words.is_empty() => words,
        words => format!(" {} {words}", paint.look.glyphs.dot),
    };
    let room = usize::from(area.width).saturating_sub(day.len() + when.len() + 1);
    let title = vec![
        Words::styled(day, theme.title),
        Words::styled(when, theme.dim),
        Words::styled(cut(&unusual, room, paint), theme.warning),
    ];
    line_at(frame, area, 0, Line::from(title));
    if let Some(words) = nothing(slots) {
        let row = u16::from(!slots.rows.is_empty());
        for (row, words) in (if row == 0 { 2 } else { 1 }..).zip(wrap(&words, usize::from(area.width) - 2)) {
            line_at(frame, area, row, Line::styled(format!(" {words}"), theme.warning));
        }
    }
    if slots.rows.iter().any(|row| row.span().is_some()) {
        let hint = " for any work, from 15 min on; b and a dog: the times that fit its work";
        line_at(frame, area, 1, Line::styled(hint, theme.dim));
    }
    let said = slots.said();
    let panel = if area.height > LIST + PANEL + 2 { PANEL } else { 3 };
    let list = Rect {
        y: area.y + 2,
        height: area.height.saturating_sub(2 + panel),
        ..area
    };
    let rows = slots.window.rows(usize::from(list.height), slots.rows.len());
    for (row, at) in rows.enumerate() {
        let first = at == 0 || slots.rows[at - 1].groomer != slots.rows[at].groomer;
        let mut line = row_line(
            &slots.rows[at],
            first || row == 0,
            at == slots.window.selected,
            list,
            paint,
        );
        if at == slots.window.selected {
            line = line.patch_style(theme.selected);
        }
        line_at(frame, list, u16::try_from(row).unwrap_or(u16::MAX), line);
    }
    let below = Rect {
        y: list.y + list.height,
        height: panel.min(area.height.saturating_sub(2)),
        ..area
    };
    let mut page = Page::on(below);
    page.put(frame, Line::raw(""));
    if panel == PANEL
        && let (Some(workday), Some(at)) = (slots.workday(), slots.at())
    {
        view_day(slots, workday, at, frame, &mut page, below, paint);
    }
    for words in said
        .iter()
        .flat_map(|words| wrap(words, usize::from(area.width) - 2))
    {
        page.put(frame, Line::styled(format!(" {words}"), theme.base));
    }
}

/// What to say where the list says nothing.
fn nothing(slots: &Slots) -> Option<String> {
    if slots.day < slots.today {
        let day = short_day(slots.day, slots.today);
        return Some(format!("{day} is over. t comes back to today."));
    }
    if slots.rows.iter().any(|row| row.span().is_some()) {
        return None;
    }
    let closed = slots.workdays.iter().find_map(|workday| workday.closed.as_ref());
    let what = match closed {
        Some(name) => format!("The salon is closed that day ({name})."),
        None => "Nothing is free.".to_owned(),
    };
    Some(format!("{what} The full stop key goes on to the day after."))
}

fn row_line<'a>(row: &'a Row, named: bool, selected: bool, list: Rect, paint: &Paint) -> Line<'a> {
    let theme = &paint.look.theme;
    let pointer = if selected { paint.look.glyphs.pointer } else { " " };
    let name = if named { row.name.as_str() } else { "" };
    let mut words = vec![
        Words::raw(format!("{pointer} ")),
        Words::styled(column(name, 14, paint), theme.title),
    ];
    match &row.what {
        What::Free { span, held } => {
            let times = format!("{}-{}", hhmm(span.start), hhmm(span.end));
            words.push(Words::raw(fit(&times, 14, paint)));
            words.push(Words::raw(fit(&length(span.minutes()), 10, paint)));
            words.push(if held.is_empty() {
                Words::styled(bar(*span, paint), theme.free)
            } else {
                let room = usize::from(list.width).saturating_sub(40);
                Words::styled(cut(held, room, paint), theme.warning)
            });
        }
        What::Nothing(why) => {
            let room = usize::from(list.width).saturating_sub(16);
            words.push(Words::styled(cut(why, room, paint), theme.dim));
        }
    }
    Line::from(words)
}

/// The bar of a free stretch: a mark for each quarter of an hour.
fn bar(span: Span, paint: &Paint) -> String {
    let quarters = usize::try_from(span.minutes() / GRID).unwrap_or(0);
    paint.look.glyphs.half.repeat(quarters)
}

/// The groomer's day as a bar with the cursor in it.
fn view_day(
    slots: &Slots,
    workday: &Workday,
    at: i64,
    frame: &mut Frame,
    page: &mut Page,
    area: Rect,
    paint: &Paint,
) {
    let (theme, glyphs) = (&paint.look.theme, &paint.look.glyphs);
    let hours = hours(&slots.workdays);
    let room = i64::from(area.width.saturating_sub(MARGIN));
    // A very long day is drawn in half hours.
    let step = if hours.minutes() / GRID > room {
        2 * GRID
    } else {
        GRID
    };
    let legend = format!(
        "   {} taken  {} free  {} not working   {} {} other times",
        glyphs.full, glyphs.half, glyphs.dot, glyphs.left, glyphs.right
    );
    page.put(
        frame,
        Line::from(vec![
            Words::styled(format!(" {}", cut(&workday.groomer, 20, paint)), theme.title),
            Words::styled(legend, theme.dim),
        ]),
    );
    let mut scale = String::from(" ");
    let mut cells = vec![Words::raw(" ")];
    let mut minute = hours.start;
    while minute < hours.end {
        if minute % 60 == 0 {
            let width = usize::try_from(60 / step).unwrap_or(4);
            scale.push_str(&fit(&(minute / 60).to_string(), width, paint));
        }
        let (glyph, style) = if minute >= slots.from && is_free(workday, minute) {
            (glyphs.half, theme.free)
        } else if is_taken(workday, minute) {
            (glyphs.full, theme.base)
        } else {
            (glyphs.dot, theme.dim)
        };
        let here = minute <= at && at < minute + step;
        let style = if here { style.patch(theme.selected) } else { style };
        cells.push(Words::styled(glyph, style));
        minute += step;
    }
    page.put(frame, Line::styled(scale, theme.dim));
    page.put(frame, Line::from(cells));
}

/// Whether every lane is taken at a minute.
fn is_taken(workday: &Workday, minute: i64) -> bool {
    workday.free_lane(Span::of(minute, 5)).is_none()
}
