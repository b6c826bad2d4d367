//! How the page about a file that does not open looks.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::found::{backups_of, made, salon_offset, what};
use super::{Choice, Page, Recovery};
use crate::backup::{Origin, Preview, WayBack};
use crate::domain::quantity::{age, grouped};
use crate::tui::action::Action;
use crate::tui::app::Message;
use crate::tui::component::Paint;
use crate::tui::keymap::{Context, bindings, key_words};
use crate::tui::widgets::chrome;
use crate::tui::widgets::text::{self, fit, line_at, wrap_all};

/// The widest a page is drawn.
const WIDTH: u16 = 76;

/// How wide the titles of facts are.
const TITLE: usize = 14;

/// The most lines of the list in sight: each has a digit.
const DIGITS: usize = 9;

pub(super) fn draw(page: &mut Recovery, frame: &mut Frame) {
    let look = page.look;
    let now = page.now().naive_utc() + salon_offset(&page.ways).unwrap_or_default();
    let paint = Paint { look: &look, now };
    let theme = &look.theme;
    let area = frame.area();
    if area.width < 60 || area.height < 16 {
        chrome::too_small(frame, area, &paint);
        return;
    }
    let [header, body, message, footer] = chrome::split(area);
    frame.buffer_mut().set_style(header, theme.header);
    let words = format!(" PomSalon {} the salon's file", look.glyphs.dot);
    frame.render_widget(Line::styled(words, theme.header), header);
    frame.render_widget(footer_line(page, &paint), footer);
    if let Some((words, bad)) = &page.message {
        let (words, bad) = (words.clone(), *bad);
        chrome::message(frame, message, &Message { words, bad }, &paint);
    }
    let inside = Rect {
        x: body.x + 2,
        y: body.y + u16::from(body.height > 16),
        width: body.width.saturating_sub(4).min(WIDTH),
        height: body.height - u16::from(body.height > 16),
    };
    match &page.page {
        Page::Found => found(page, frame, inside, &paint),
        Page::List => list(page, frame, inside, &paint),
        Page::Confirm(at, prepared) => {
            let lines = confirm(page, &page.ways[*at], &prepared.preview, inside, &paint);
            put(frame, inside, lines);
        }
        Page::Help => put(frame, inside, help(page, inside, &paint)),
    }
}

fn put(frame: &mut Frame, area: Rect, lines: Vec<Line>) {
    for (row, line) in (0u16..).zip(lines) {
        line_at(frame, area, row, line);
    }
}

/// Facts with their titles, broken into as many lines as they need.
fn facts(facts: &[(&'static str, String)], width: u16, paint: &Paint) -> Vec<Line<'static>> {
    let room = usize::from(width).saturating_sub(TITLE);
    let mut lines = Vec::new();
    for (title, words) in facts {
        for (row, words) in wrap_all(words, room).into_iter().enumerate() {
            let title = if row == 0 { title } else { "" };
            lines.push(Line::from(vec![
                Span::styled(format!("{title:TITLE$}"), paint.look.theme.dim),
                Span::styled(words, paint.look.theme.base),
            ]));
        }
    }
    lines
}

/// What was found above, the choices below; the choices always have their place.
fn found(page: &Recovery, frame: &mut Frame, area: Rect, paint: &Paint) {
    let theme = &paint.look.theme;
    let mut below = Vec::new();
    for (at, choice) in page.choices.iter().enumerate() {
        let mut line = Line::from(vec![
            Span::styled(format!("{} ", at + 1), theme.footer_key),
            Span::raw(fit(
                &choice_words(page, choice),
                usize::from(area.width).saturating_sub(2),
                paint,
            )),
        ]);
        if at == page.selected {
            line = line.patch_style(theme.selected);
        }
        below.push(line);
        if let Choice::Restore(way) = choice {
            let words = fit(&detail(&page.ways[*way]), usize::from(area.width) - 2, paint);
            below.push(Line::styled(format!("  {words}"), theme.dim));
        }
    }
    let headline = format!("{}. Nothing was changed.", page.found.headline);
    let headline = wrap_all(&headline, usize::from(area.width));
    let mut above: Vec<Line> = headline
        .into_iter()
        .map(|line| Line::styled(line, theme.title))
        .collect();
    let given = facts(&page.found.facts, area.width, paint);
    let none = (page.ways.is_empty() && page.found.trouble.can_be_replaced()).then(|| {
        let folder = backups_of(&page.path);
        (
            "Backups",
            format!(
                "none in {}; `pomsalon restore FILE` takes a copy from elsewhere",
                folder.display()
            ),
        )
    });
    let none: Vec<Line> = none.map_or_else(Vec::new, |fact| facts(&[fact], area.width, paint));
    let room = usize::from(area.height).saturating_sub(below.len());
    let wanted = above.len() + given.len() + none.len();
    let airy = room >= wanted + 2;
    if airy {
        above.push(Line::raw(""));
    }
    above.extend(given);
    above.extend(none);
    above.truncate(room);
    if airy || room > above.len() {
        above.push(Line::raw(""));
    }
    above.extend(below);
    put(frame, area, above);
}

fn choice_words(page: &Recovery, choice: &Choice) -> String {
    match choice {
        Choice::Restore(at) => {
            let way = &page.ways[*at];
            format!("Bring back {} of {}", what(way), made(way))
        }
        Choice::Another => format!("Choose another backup ({})", page.ways.len()),
        Choice::Look => "Look at it without changing anything".to_owned(),
        Choice::TryAgain => "Try again".to_owned(),
        Choice::Quit => "Quit".to_owned(),
    }
}

/// `45 min old, verified, 14,198 appointments, newest change 2026-11-20 16:45`.
fn detail(way: &WayBack) -> String {
    let mut words = vec![match age(way.age).as_str() {
        "now" => "made just now".to_owned(),
        age => format!("{age} old"),
    }];
    words.push(state(way).to_owned());
    if let Some(content) = &way.content {
        words.push(format!("{} appointments", grouped(content.appointments())));
        if let Some(at) = &content.newest_change_at {
            words.push(format!("newest change {}", shown_moment(at)));
        }
    }
    words.join(", ")
}

const fn state(way: &WayBack) -> &'static str {
    match (way.origin, way.verified) {
        (Origin::BeforeRestore, _) => "put aside",
        (Origin::Rescued, true) => "rescued",
        (_, true) => "verified",
        (_, false) => "not verified",
    }
}

/// A moment as the journal writes it, without its seconds.
fn shown_moment(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}

fn list(page: &mut Recovery, frame: &mut Frame, area: Rect, paint: &Paint) {
    let theme = &paint.look.theme;
    put(
        frame,
        area,
        vec![
            Line::styled("What can be brought back, the newest first", theme.title),
            Line::styled(
                format!("  {:21} {:>9} {:>9} {:12}", "Made", "Age", "Appoint.", "State"),
                theme.dim,
            ),
        ],
    );
    let height = usize::from(area.height.saturating_sub(3)).min(DIGITS);
    let rows = page.window.rows(height, page.ways.len());
    page.in_sight = rows.clone();
    for (row, at) in rows.clone().enumerate() {
        let way = &page.ways[at];
        let count = way
            .content
            .as_ref()
            .map(|content| grouped(content.appointments()));
        let words = format!(
            "{:21} {:>9} {:>9} {:12}",
            made(way).trim_end_matches(" UTC"),
            age(way.age),
            count.unwrap_or_else(|| "?".to_owned()),
            state(way)
        );
        let mut line = Line::from(vec![
            Span::styled(format!("{} ", row + 1), theme.footer_key),
            Span::raw(fit(&words, usize::from(area.width).saturating_sub(2), paint)),
        ]);
        if at == page.window.selected {
            line = line.patch_style(theme.selected);
        }
        line_at(frame, area, u16::try_from(row + 2).unwrap_or(u16::MAX), line);
    }
    let hidden = page.ways.len() - rows.len();
    if hidden > 0 {
        let words = format!("  {hidden} more: Up and Down go there");
        let row = u16::try_from(rows.len() + 2).unwrap_or(u16::MAX);
        line_at(frame, area, row, Line::styled(words, theme.dim));
    }
}

fn confirm(
    page: &Recovery,
    way: &WayBack,
    preview: &Preview,
    area: Rect,
    paint: &Paint,
) -> Vec<Line<'static>> {
    let theme = &paint.look.theme;
    let then = grouped(preview.then.appointments());
    let count = match &preview.now {
        Some(now) => format!("{} -> {then}", grouped(now.appointments())),
        None => format!("(cannot be counted now) -> {then}"),
    };
    let newest = preview.then.newest_change_at.as_deref().map(shown_moment);
    let newest = newest.unwrap_or_else(|| "none yet".to_owned());
    let lost = match &preview.lost {
        Some(lost) if lost.changes == 0 => "nothing".to_owned(),
        Some(lost) if lost.changes == 1 => "1 change:".to_owned(),
        Some(lost) => format!("{} changes; the newest:", grouped(lost.changes)),
        None if preview.now.is_some() => "cannot be counted: the two went different ways".to_owned(),
        None => format!("what was saved after {newest}"),
    };
    let mut given = vec![
        ("It is", format!("{}, {}", way.name, detail(way))),
        ("Checked", "just now, from its first byte to its last".to_owned()),
        ("Appointments", count),
        ("Newest change", newest),
        ("You lose", lost),
    ];
    let labels = preview
        .lost
        .as_ref()
        .map_or(&[][..], |lost| lost.labels.as_slice());
    given.extend(labels.iter().map(|label| ("", text::cut(label, 56, paint))));
    let kept = if page.path.exists() {
        "the file that is there now, under another name beside it"
    } else {
        "everything that is still there"
    };
    let aside = facts(&[("Kept", kept.to_owned())], area.width, paint);
    let mut lines = vec![Line::styled(
        format!("Bring back {} of {}?", what(way), made(way)),
        theme.title,
    )];
    if area.height > 14 {
        lines.push(Line::raw(""));
    }
    lines.extend(facts(&given, area.width, paint));
    lines.truncate(usize::from(area.height).saturating_sub(aside.len() + 1));
    lines.extend(aside);
    lines.push(Line::styled(
        "Enter brings it back    Backspace leaves everything as it is",
        theme.footer_key,
    ));
    lines
}

fn help(page: &Recovery, area: Rect, paint: &Paint) -> Vec<Line<'static>> {
    let theme = &paint.look.theme;
    let mut lines = vec![Line::styled("Keys", theme.title)];
    let keys = [
        ("1-9", "Takes the line with that number"),
        (
            "Up Down",
            "Go from line to line; Enter takes the one that is marked",
        ),
        ("Backspace", "Goes back; nothing was changed"),
        ("q", "Leaves PomSalon; nothing was changed"),
    ];
    for (key, words) in keys {
        lines.push(Line::from(vec![
            Span::styled(format!("{key:TITLE$}"), theme.footer_key),
            Span::raw(words),
        ]));
    }
    let more = format!(
        "Bringing a backup back keeps the file that is there under another name beside it, so that this too can be taken back. Backups lie in {}. A copy from elsewhere: pomsalon restore FILE. All of this is in the shell as well: pomsalon backup list, pomsalon restore.",
        backups_of(&page.path).display()
    );
    lines.push(Line::raw(""));
    lines.extend(
        wrap_all(&more, usize::from(area.width))
            .into_iter()
            .map(Line::raw),
    );
    lines
}

/// The keys that work now, from the table of keys.
fn footer_line(page: &Recovery, paint: &Paint) -> Line<'static> {
    let theme = &paint.look.theme;
    let mut spans = vec![Span::raw(" ")];
    for binding in bindings(Context::Recovery).filter(|binding| binding.footer) {
        let words = match (binding.action, &page.page) {
            (Action::Accept, Page::Confirm(..)) => "bring it back",
            (Action::Accept, Page::Help)
            | (Action::Pick1, Page::Confirm(..) | Page::Help)
            | (Action::Help, Page::Confirm(..)) => continue,
            (Action::Close, Page::Found) | (Action::Quit, Page::List | Page::Confirm(..) | Page::Help) => {
                continue;
            }
            (Action::Accept, _) => "take",
            (Action::Pick1, _) => "choose",
            (Action::Close, _) => "back",
            (Action::Quit, _) => "quit",
            (action, _) => action.words(),
        };
        let key = match binding.action {
            Action::Pick1 => "1-9".to_owned(),
            _ => key_words(binding.keys[0]),
        };
        spans.push(Span::styled(key, theme.footer_key));
        spans.push(Span::styled(format!(" {words}  "), theme.footer_word));
    }
    Line::from(spans)
}
