//! How the set-up looks: a page over the whole screen.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Setup;
use super::questions::{HEADS, NAME};
use crate::domain::clock::length;
use crate::domain::hours::week_words;
use crate::domain::opening;
use crate::store::Filling;
use crate::tui::component::Paint;
use crate::tui::widgets::chrome;
use crate::tui::widgets::text::{Page, cut, fit, wrap};

/// The page of the services, and the one that sums up.
const SERVICES_PAGE: usize = 3;
const SUMMARY_PAGE: usize = 4;

/// The widest a page is drawn.
const WIDTH: u16 = 76;

pub(super) fn draw(setup: &mut Setup, frame: &mut Frame, paint: &Paint) {
    let theme = &paint.look.theme;
    let area = frame.area();
    if area.width < 60 || area.height < 16 {
        chrome::too_small(frame, area, paint);
        return;
    }
    let [header, body, _message, footer] = chrome::split(area);
    frame.buffer_mut().set_style(header, theme.header);
    let dot = paint.look.glyphs.dot;
    let words = format!(
        " PomSalon {dot} a new salon {dot} {} of {}",
        setup.at + 1,
        HEADS.len()
    );
    frame.render_widget(Line::styled(words, theme.header), header);
    frame.render_widget(footer_line(setup, paint), footer);

    let inside = Rect {
        x: body.x + 2,
        y: body.y + 1,
        width: body.width.saturating_sub(4).min(WIDTH),
        height: body.height.saturating_sub(1),
    };
    let mut page = Page::on(inside);
    let (title, sentence) = HEADS[setup.at];
    page.put(frame, Line::styled(title, theme.title));
    for line in wrap(sentence, usize::from(inside.width)) {
        page.put(frame, Line::styled(line, theme.dim));
    }
    page.put(frame, Line::raw(""));
    let room = inside.height.saturating_sub(page.row());
    let form = setup.pages[setup.at].height(inside.width).min(room);
    let above = match setup.at {
        SERVICES_PAGE => service_lines(paint),
        SUMMARY_PAGE => summary(setup, paint),
        _ => Vec::new(),
    };
    let most = usize::from(room.saturating_sub(form));
    let more = above.len() > most;
    let shown = if more { most.saturating_sub(1) } else { above.len() };
    let hidden = above.len() - shown;
    for line in above.into_iter().take(shown) {
        page.put(frame, line);
    }
    if more && most > 0 {
        page.put(frame, Line::styled(format!("  and {hidden} more"), theme.dim));
    }
    let place = Rect {
        y: inside.y + page.row(),
        height: inside.height.saturating_sub(page.row()).min(form),
        ..inside
    };
    setup.pages[setup.at].view(frame, place, paint);
}

fn footer_line(setup: &Setup, paint: &Paint) -> Line<'static> {
    let theme = &paint.look.theme;
    let back = if setup.at == 0 { "quit" } else { "back" };
    let keys = [
        ("Enter", "go on"),
        ("Tab", "next field"),
        ("Backspace in an empty first field", back),
    ];
    let mut spans = vec![Span::raw(" ")];
    for (key, words) in keys {
        spans.push(Span::styled(key, theme.footer_key));
        spans.push(Span::styled(format!(" {words}  "), theme.footer_word));
    }
    Line::from(spans)
}

fn service_lines(paint: &Paint) -> Vec<Line<'static>> {
    let services = opening::services();
    let rates = opening::rates(&services, paint.now.date());
    let half = services.len().div_ceil(2);
    let cell = |at: usize| {
        services.get(at).map_or_else(String::new, |service| {
            let by_size = || rates.iter().filter(|rate| rate.service_id == service.id);
            let prices = || by_size().map(|rate| rate.price_cents);
            let price = match (prices().min(), prices().max()) {
                (Some(least), Some(most)) => format!("{least}-{most}"),
                _ => service.price_cents.to_string(),
            };
            // What is only done on top of another service.
            let sign = if service.add_on { "+ " } else { "" };
            format!(
                "  {}{:>8}{price:>8}",
                fit(&format!("{sign}{}", service.name), 20, paint),
                length(service.minutes),
            )
        })
    };
    let mut lines: Vec<Line> = (0..half)
        .map(|row| Line::raw(format!("{}{}", cell(row), cell(row + half))))
        .collect();
    lines.push(Line::raw(""));
    lines
}

fn summary(setup: &Setup, paint: &Paint) -> Vec<Line<'static>> {
    let theme = &paint.look.theme;
    let Filling {
        salon,
        groomers,
        services,
        ..
    } = setup.filling();
    let hours = groomers
        .first()
        .map(|week| week_words(&week.shifts, &week.breaks));
    let names: Vec<&str> = groomers.iter().map(|week| week.groomer.name.as_str()).collect();
    let offered = match services.len() {
        0 => "none yet; write them under 6 Services".to_owned(),
        count => format!("{count} to start from, prices in {}", salon.currency),
    };
    let rows = [
        (NAME, salon.name.clone()),
        (
            "Clock",
            format!(
                "{}, where it is {} now",
                salon.zone.name(),
                paint.now.format("%H:%M")
            ),
        ),
        ("Hours", hours.unwrap_or_default()),
        ("Groomers", names.join(", ")),
        ("Services", offered),
        ("File", setup.path.display().to_string()),
    ];
    let mut lines = Vec::new();
    for (title, words) in rows {
        for (row, words) in wrap(&words, 56).into_iter().enumerate() {
            let title = if row == 0 { title } else { "" };
            lines.push(Line::from(vec![
                Span::styled(format!("  {title:14}"), theme.dim),
                Span::styled(cut(&words, 58, paint), theme.base),
            ]));
        }
    }
    lines.push(Line::raw(""));
    lines
}
