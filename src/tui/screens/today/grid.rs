//! The day as columns: a groomer each, a quarter of an hour a row.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::domain::clock::{hhmm, minute_of};
use crate::domain::hold::Hold;
use crate::domain::id::AppointmentId;
use crate::domain::schedule::{GRID, Span, Workday};
use crate::store::Visit;
use crate::tui::component::Paint;
use crate::tui::day::{Shown, mark};
use crate::tui::popups::hits::tail;
use crate::tui::widgets::text::{column as table_column, cut, fit, line_at};

/// Columns of the times at the left.
const GUTTER: u16 = 7;

/// The appointment above or below in the same column.
pub(super) fn step(visits: &[Visit], selected: Option<AppointmentId>, by: isize) -> Option<AppointmentId> {
    let here = visits
        .iter()
        .find(|visit| Some(visit.appointment.id) == selected)?;
    let groomer = here.appointment.groomer_id;
    let column: Vec<&Visit> = visits
        .iter()
        .filter(|v| v.appointment.groomer_id == groomer && shown(v))
        .collect();
    let at = column
        .iter()
        .position(|visit| Some(visit.appointment.id) == selected)?;
    let at = at.saturating_add_signed(by).min(column.len() - 1);
    Some(column[at].appointment.id)
}

/// The appointment nearest in time in the next column that has any.
pub(super) fn across(
    visits: &[Visit],
    workdays: &[Workday],
    selected: Option<AppointmentId>,
    by: isize,
) -> Option<AppointmentId> {
    let here = visits
        .iter()
        .find(|visit| Some(visit.appointment.id) == selected)?;
    let columns: Vec<_> = workdays.iter().map(|workday| workday.groomer_id).collect();
    let mut at = columns.iter().position(|id| *id == here.appointment.groomer_id)?;
    loop {
        at = at.checked_add_signed(by)?;
        let groomer = columns.get(at)?;
        let nearest = visits
            .iter()
            .filter(|visit| visit.appointment.groomer_id == *groomer && shown(visit))
            .min_by_key(|visit| (visit.appointment.start_min - here.appointment.start_min).abs());
        if let Some(visit) = nearest {
            return Some(visit.appointment.id);
        }
    }
}

/// Called-off appointments hold no time and so no place in a column; the list shows them.
fn shown(visit: &Visit) -> bool {
    visit.appointment.status.holds_time() && visit.appointment.lane.is_some()
}

#[allow(clippy::too_many_arguments)] // a picture of the whole day
pub(super) fn view(
    frame: &mut Frame,
    area: Rect,
    shown_day: Shown,
    workdays: &[Workday],
    holds: &[Hold],
    selected: Option<AppointmentId>,
    top: &mut i64,
    paint: &Paint,
) {
    let theme = &paint.look.theme;
    let Shown { day, visits, marks } = shown_day;
    // What is booked beyond a groomer's own lanes stands beside them.
    let lanes_of = |workday: &Workday| {
        let booked = visits
            .iter()
            .filter(|v| v.appointment.groomer_id == workday.groomer_id && shown(v))
            .filter_map(|v| v.appointment.lane);
        booked.max().unwrap_or(1).max(workday.lanes).max(1)
    };
    let lanes: i64 = workdays.iter().map(lanes_of).sum();
    let Ok(lanes) = u16::try_from(lanes.max(1)) else {
        return;
    };
    let column = area.width.saturating_sub(GUTTER) / lanes;
    if workdays.is_empty() || column < 8 || area.height < 3 {
        let words = " No columns to show: add groomers under 5 Groomers, or press v for the list.";
        line_at(frame, area, 0, Line::styled(words, theme.base));
        return;
    }
    let body = Rect {
        y: area.y + 1,
        height: area.height - 1,
        ..area
    };
    let hours = hours(visits, workdays);
    let rows = u16::try_from(hours.minutes() / GRID).unwrap_or(u16::MAX);
    let body = Rect {
        height: body.height.min(rows),
        ..body
    };
    let height = i64::from(body.height);
    scroll(
        top,
        hours,
        height,
        visits.iter().find(|visit| Some(visit.appointment.id) == selected),
    );
    let first = *top;
    let row_of = |minute: i64| (minute - first).div_euclid(GRID);
    let now = (day == paint.now.date()).then(|| row_of(minute_of(paint.now)));

    times(frame, body, first, now, paint);

    let mut x = area.x + GUTTER;
    for workday in workdays {
        let own_lanes = lanes_of(workday);
        let width = column * u16::try_from(own_lanes).unwrap_or(1);
        let mine: Vec<&Visit> = visits
            .iter()
            .filter(|v| v.appointment.groomer_id == workday.groomer_id && shown(v))
            .collect();
        let head = Rect {
            x,
            y: area.y,
            width,
            height: 1,
        };
        let words = heading(workday, mine.len(), usize::from(width), paint);
        line_at(
            frame,
            head,
            0,
            Line::styled(table_column(&words, usize::from(width), paint), theme.title),
        );
        for row in 0..body.height {
            let minute = first + i64::from(row) * GRID;
            let open = is_open(workday, Span::of(minute, GRID));
            let is_now = now == Some(i64::from(row));
            let (sign, style) = if is_now {
                (paint.look.glyphs.now_rule, theme.now_line)
            } else if open {
                (" ", theme.free)
            } else {
                (paint.look.glyphs.closed, theme.dim)
            };
            // Lane by lane, so that nothing shows in the gap between two blocks.
            let lane = format!("{} ", sign.repeat(usize::from(column.saturating_sub(1))));
            let words = lane.repeat(usize::from(width / column));
            line_at(frame, Rect { x, width, ..body }, row, Line::styled(words, style));
        }
        let in_lane = |lane: i64| Rect {
            x: x + column * u16::try_from(lane.clamp(1, own_lanes) - 1).unwrap_or(0),
            width: column.saturating_sub(1),
            ..body
        };
        // Below the appointments: what is booked counts for more than what is only held.
        for hold in holds.iter().filter(|hold| hold.groomer == workday.groomer_id) {
            held_block(frame, in_lane(hold.lane), hold, first, paint);
        }
        for visit in mine {
            let place = in_lane(visit.appointment.lane.unwrap_or(1));
            let is_selected = Some(visit.appointment.id) == selected;
            block(
                frame,
                place,
                visit,
                &[marks.word(visit, paint.now), &with(visit, visits)],
                first,
                is_selected,
                paint,
            );
        }
        x += width;
    }
}

/// The hours at the left, and the minute it is.
fn times(frame: &mut Frame, body: Rect, first: i64, now: Option<i64>, paint: &Paint) {
    let theme = &paint.look.theme;
    for row in 0..body.height {
        let minute = first + i64::from(row) * GRID;
        let is_now = now == Some(i64::from(row));
        let (words, style) = if is_now {
            (
                format!("{}{}", paint.look.glyphs.now, paint.now.format("%H:%M")),
                theme.now_line,
            )
        } else if minute % 60 == 0 {
            (format!(" {}", hhmm(minute)), theme.base)
        } else {
            (String::new(), theme.dim)
        };
        line_at(frame, body, row, Line::styled(words, style));
    }
}

/// Who works in a column, on how many dogs, and when they are off.
fn heading(workday: &Workday, dogs: usize, width: usize, paint: &Paint) -> String {
    let dot = paint.look.glyphs.dot;
    let mut words = format!("{} {dot} {dogs}", workday.groomer);
    if words.width() >= width {
        words.clone_from(&workday.groomer);
    }
    for off in &workday.off {
        words = format!("{words} {dot} {}", off.words());
    }
    words
}

/// Whether somebody works in a quarter of an hour.
fn is_open(workday: &Workday, here: Span) -> bool {
    workday.closed.is_none()
        && workday.shifts.iter().any(|shift| shift.overlaps(here))
        && !workday.breaks.iter().any(|pause| pause.contains(here))
        && !workday.off.iter().any(|off| off.span.contains(here))
}

/// From the first to the last minute of the picture, on full hours.
fn hours(visits: &[Visit], workdays: &[Workday]) -> Span {
    let shifts = workdays.iter().flat_map(|workday| &workday.shifts).copied();
    let booked = visits.iter().filter(|visit| shown(visit)).map(|visit| Span {
        start: visit.appointment.start_min,
        end: visit.appointment.end_min,
    });
    let all: Vec<Span> = shifts.chain(booked).collect();
    let start = all.iter().map(|span| span.start).min().unwrap_or(9 * 60);
    let end = all.iter().map(|span| span.end).max().unwrap_or(18 * 60);
    Span {
        start: start / 60 * 60,
        end: (end + 59) / 60 * 60,
    }
}

/// Keeps the selected block in sight, moving as little as possible.
fn scroll(top: &mut i64, hours: Span, height: i64, selected: Option<&Visit>) {
    let last = (hours.end - height * GRID).max(hours.start);
    *top = (*top).clamp(hours.start, last) / GRID * GRID;
    if let Some(visit) = selected {
        let (start, end) = (
            visit.appointment.start_min / GRID * GRID,
            visit.appointment.end_min,
        );
        if start < *top {
            *top = start;
        } else if end > *top + height * GRID {
            *top = (end - height * GRID + GRID - 1).div_euclid(GRID) * GRID;
            *top = (*top).min(start);
        }
        *top = (*top).clamp(hours.start, last);
    }
}

/// A time that another desk holds: only an edge and who, for it is not booked.
fn held_block(frame: &mut Frame, column: Rect, hold: &Hold, first: i64, paint: &Paint) {
    let (from, to) = rows_of(hold.start_min, hold.end_min, first);
    let style = Style::reset().patch(paint.look.theme.dim);
    let lines = [format!("held by {}", hold.desk), hold.dog.clone()];
    let width = usize::from(column.width).saturating_sub(1);
    for row in from.max(0)..to.min(i64::from(column.height)) {
        let words = usize::try_from(row - from).ok().and_then(|n| lines.get(n));
        let words = fit(words.map_or("", String::as_str), width, paint);
        let line = Line::styled(format!("{}{words}", paint.look.glyphs.line.vertical), style);
        line_at(frame, column, u16::try_from(row).unwrap_or(u16::MAX), line);
    }
}

/// The rows from the first to behind the last that a stretch takes.
const fn rows_of(start_min: i64, end_min: i64, first: i64) -> (i64, i64) {
    (
        (start_min - first).div_euclid(GRID),
        (end_min - first + GRID - 1).div_euclid(GRID),
    )
}

/// The dogs that come and go with one, as its block says it: ` +Bruno`.
fn with(visit: &Visit, day: &[Visit]) -> String {
    let others = visit.companions(day);
    others
        .iter()
        .fold(String::new(), |words, other| words + " +" + &other.dog_first)
}

/// A dog's name in so many columns: all of it, else the first name with a letter of the last, else the first name.
fn called(visit: &Visit, room: usize, paint: &Paint) -> String {
    let first = visit.dog_first.as_str();
    let last = visit.dog.strip_prefix(first).unwrap_or_default().trim_start();
    let letter = last.chars().next();
    let initial = letter.map_or_else(|| first.to_owned(), |letter| format!("{first} {letter}."));
    [visit.dog.as_str(), &initial, first]
        .into_iter()
        .find(|name| name.width() <= room)
        .map_or_else(|| cut(first, room, paint), str::to_owned)
}

/// One appointment: its edge tells how long it takes, its lines what it is.
fn block(
    frame: &mut Frame,
    column: Rect,
    visit: &Visit,
    [word, companions]: &[&str; 2],
    first: i64,
    selected: bool,
    paint: &Paint,
) {
    let theme = &paint.look.theme;
    let a = &visit.appointment;
    let (from, to) = rows_of(a.start_min, a.end_min, first);
    // Free time and the now line lie below; nothing of them shines through.
    let style = Style::reset().patch(theme.status(a.status));
    let fill = if selected {
        style.patch(theme.selected)
    } else {
        style
    };
    let width = usize::from(column.width).saturating_sub(1);
    let alerts = if visit.alerts.is_empty() {
        String::new()
    } else {
        format!(" !{}", visit.alerts)
    };
    let late = if word.is_empty() {
        String::new()
    } else {
        format!(" {word}")
    };
    let room = width.saturating_sub(2 + alerts.len());
    let (start, end) = (hhmm(a.start_min), hhmm(a.end_min));
    let times = format!("{start}-{end}{late}{companions}");
    // The block itself shows when it ends; that a dog is late or not alone is nowhere else.
    let times = if times.width() > width {
        format!("{start}{late}{companions}")
    } else {
        times
    };
    let beyond = (!a.over_reason.is_empty()).then(|| (format!("+ {}", a.over_reason), false));
    let lines: Vec<(String, bool)> = [
        (
            format!("{} {}{alerts}", a.status.letter(), called(visit, room, paint)),
            true,
        ),
        (times, false),
    ]
    .into_iter()
    .chain(beyond)
    .chain([
        (format!("{}{}", visit.service, mark::series(visit)), false),
        (format!("{} {}", visit.client, tail(&visit.phone)), false),
    ])
    .collect();
    for row in from.max(0)..to.min(i64::from(column.height)) {
        let (words, strong) = usize::try_from(row - from)
            .ok()
            .and_then(|n| lines.get(n))
            .map_or(("", false), |(words, strong)| (words.as_str(), *strong));
        let style = if strong { fill.patch(theme.title) } else { fill };
        let line = Line::from(vec![
            ratatui::text::Span::styled(paint.look.glyphs.block_edge, fill_edge(style, selected)),
            ratatui::text::Span::styled(fit(words, width, paint), style),
        ]);
        line_at(frame, column, u16::try_from(row).unwrap_or(u16::MAX), line);
    }
}

const fn fill_edge(style: Style, selected: bool) -> Style {
    if selected {
        style
    } else {
        style.remove_modifier(ratatui::style::Modifier::UNDERLINED)
    }
}
