//! How the pop-up of a groomer who is off looks.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Away;
use crate::booking::Instead;
use crate::domain::clock::hhmm;
use crate::domain::household::listed;
use crate::tui::component::Paint;
use crate::tui::popups::hits::tail;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{Page, cut, fit, line_at};

pub(super) fn view(away: &mut Away, frame: &mut Frame, area: Rect, paint: &Paint) {
    let theme = &paint.look.theme;
    let today = paint.now.date();
    let title = away.plan.as_ref().map(|plan| plan.absence.words(today));
    let title = title.unwrap_or_else(|| format!("{} is off", away.groomer));
    let inside = popup::open(frame, area, 78, 20, &title, paint);
    let width = usize::from(inside.width);
    let mut page = Page::on(inside);
    if away.has_line() {
        page.put(frame, Line::styled("When ", theme.footer_key));
    }
    let field = Rect {
        x: inside.x + 5,
        width: inside.width.saturating_sub(5),
        height: 1,
        ..inside
    };
    if !away.has_line() {
        let words = "Nothing is saved yet: look at each place, then Enter.";
        page.put(frame, Line::styled(words, theme.dim));
    } else if away.when.is_empty() && !away.on_when {
        let hint = "today, all day; Tab: until mon, tomorrow, after 13, 24-26 dec dentist";
        line_at(
            frame,
            field,
            0,
            Line::styled(cut(hint, usize::from(field.width), paint), theme.dim),
        );
    } else {
        let style = if away.on_when { theme.title } else { theme.base };
        away.when.view(frame, field, style, away.on_when);
    }
    if let Some(problem) = away.problem.as_ref().or(away.refused.as_ref()) {
        page.put(frame, Line::styled(cut(problem, width, paint), theme.danger));
    } else {
        if let Some(words) = on_the_table(away) {
            page.put(frame, Line::styled(cut(&words, width, paint), theme.warning));
        }
        page.put(frame, Line::raw(cut(&summary(away), width, paint)));
    }
    page.put(frame, Line::styled(cut(asked(away), width, paint), theme.dim));
    let below = inside.height.saturating_sub(1);
    let room = usize::from(below.saturating_sub(page.row() + 1));
    let mut window = away.window;
    for at in window.rows(room, away.count()) {
        let line = row(away, at, width, paint);
        page.put(frame, line);
    }
    away.window = window;
    let tab = if away.has_line() { "  Tab when" } else { "" };
    let keys = format!("Enter saves all  Right another place  c call list  l leave all{tab}");
    line_at(frame, inside, below, Line::styled(keys, theme.footer_key));
}

fn summary(away: &Away) -> String {
    let Some(plan) = &away.plan else {
        return String::new();
    };
    let counts = plan.counts();
    let dogs = match plan.orphans.len() {
        0 => return "Nobody is booked then; Enter notes the time off.".to_owned(),
        1 => "1 dog".to_owned(),
        count => format!("{count} dogs"),
    };
    let parts: Vec<String> = [
        (counts.moved, "moved at once"),
        (counts.asked, "to be asked"),
        (counts.without, "without a place"),
        (counts.stay, "left there"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    let calls = match plan.calls() {
        0 => String::new(),
        count => format!("; {count} to call"),
    };
    format!("{dogs}: {}{calls}", parts.join(", "))
}

/// What it means that a client is asked, where one is.
fn asked(away: &Away) -> &'static str {
    match &away.plan {
        Some(plan) if plan.counts().asked > 0 => {
            "ask: it stays booked, and the time is held until the client says yes"
        }
        _ => "",
    }
}

/// The dogs that somebody works on now.
fn on_the_table(away: &Away) -> Option<String> {
    let orphans = away.plan.as_ref()?.orphans.iter();
    let dogs: Vec<&str> = orphans
        .filter(|orphan| orphan.is_on_the_table())
        .map(|orphan| orphan.visit.dog_first.as_str())
        .collect();
    (!dogs.is_empty()).then(|| format!("On the table now: {} - who takes over?", listed(&dogs)))
}

fn row<'a>(away: &Away, at: usize, width: usize, paint: &Paint) -> Line<'a> {
    let theme = &paint.look.theme;
    let Some(orphan) = away.plan.as_ref().and_then(|plan| plan.orphans.get(at)) else {
        return Line::raw("");
    };
    let appointment = &orphan.visit.appointment;
    let one_day = away.plan.as_ref().is_some_and(|plan| plan.absence.is_one_day());
    let day = if one_day {
        String::new()
    } else {
        appointment.day.format("%a %-d ").to_string()
    };
    // Where the day is said too, the groomer who takes over needs the room more than the end of the work.
    let until = if one_day {
        format!("-{}", hhmm(appointment.end_min))
    } else {
        String::new()
    };
    let time = format!("{day}{}{until}", hhmm(appointment.start_min));
    let visit = &orphan.visit;
    let who = if visit.client.is_empty() {
        visit.dog.clone()
    } else {
        format!("{}, {}", visit.dog_first, visit.client)
    };
    let selected = at == away.window.selected && !away.on_when;
    let pointer = if selected { paint.look.glyphs.pointer } else { " " };
    let (time_room, arrow) = (13, 3);
    // Pointer, time, phone tail and arrow have their place; dog and proposal share the rest.
    let room = width.saturating_sub(2 + time_room + 7 + arrow);
    let dog = room / 2 - 3;
    let style = match orphan.instead {
        Instead::Move(_) if away.plan.as_ref().is_some_and(|plan| plan.is_apart(at)) => theme.warning,
        Instead::Move(_) => theme.good,
        Instead::Call => theme.warning,
        Instead::Stay => theme.danger,
    };
    let line = Line::from(vec![
        Span::raw(format!("{pointer} ")),
        Span::raw(fit(&time, time_room, paint)),
        Span::styled(
            fit(&cut(&who, dog.saturating_sub(1), paint), dog, paint),
            theme.title,
        ),
        Span::raw(fit(&tail(&orphan.visit.phone), 7, paint)),
        Span::styled("-> ", theme.dim),
        Span::styled(fit(&away.instead(at, paint), room - dog, paint), style),
    ]);
    if selected {
        line.patch_style(theme.selected)
    } else {
        line
    }
}
