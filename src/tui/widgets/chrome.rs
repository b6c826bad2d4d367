//! What is always on the screen: tabs, backup age and clock above; the message and the keys that work below.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::text::{cut, wrap};
use crate::tui::app::{BackupStatus, Message};
use crate::tui::component::{Component, Paint, Tab};
use crate::tui::keymap::{bindings, key_words};

/// Header, body, message and footer of a screen.
#[must_use]
pub fn split(area: Rect) -> [Rect; 4] {
    area.layout(&Layout::vertical([
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(1),
        Constraint::Length(1),
    ]))
}

const TABS: [&str; 6] = [
    "1 Today",
    "2 Dogs",
    "3 Slots",
    "4 Clients",
    "5 Groomers",
    "6 Services",
];

/// Draws the tabs, the age of the backup and the clock, with a question mark when it must be wrong.
pub fn header(
    frame: &mut Frame,
    area: Rect,
    tab: Tab,
    backup: &BackupStatus,
    doubts_clock: bool,
    paint: &Paint,
) {
    let theme = &paint.look.theme;
    let area = area.intersection(frame.area());
    frame.buffer_mut().set_style(area, theme.header);
    let (words, bad) = backup_words(backup);
    let doubt = if doubts_clock { "clock? " } else { "" };
    let right = format!(
        "{words} {} {doubt}{}",
        paint.look.glyphs.dot,
        paint.now.format("%H:%M")
    );
    let width = u16::try_from(right.width()).unwrap_or(u16::MAX);
    let room = area.width.saturating_sub(width);
    let left = tabs(tab, usize::from(room), paint);
    frame.render_widget(left, Rect { width: room, ..area }.intersection(frame.area()));
    let style = if bad || doubts_clock {
        theme.header.patch(theme.danger)
    } else {
        theme.header
    };
    let place = Rect {
        x: area.x + room,
        width: area.width - room,
        ..area
    };
    frame.render_widget(Line::styled(right, style), place.intersection(frame.area()));
}

/// The tabs, one column between two, which brackets take on both sides of the one shown. Where they do not fit, the
/// others are only their numbers.
fn tabs(tab: Tab, room: usize, paint: &Paint) -> Line<'static> {
    let theme = &paint.look.theme;
    let all: usize = TABS.iter().map(|words| words.width() + 1).sum();
    let mut spans = Vec::new();
    for (at, words) in TABS.iter().enumerate() {
        let shown = Tab::ALL[at] == tab;
        let after_shown = at > 0 && Tab::ALL[at - 1] == tab;
        spans.push(Span::raw(match (shown, after_shown) {
            (true, _) => "[",
            (_, true) => "]",
            _ => " ",
        }));
        let words = if shown || all < room { words } else { &words[..1] };
        let style = if shown {
            theme.header.patch(theme.found)
        } else {
            theme.header
        };
        spans.push(Span::styled(words, style));
    }
    spans.push(Span::raw(if Tab::ALL[TABS.len() - 1] == tab { "]" } else { " " }));
    Line::from(spans)
}

/// How old the newest verified backup is, and whether that is bad news.
fn backup_words(backup: &BackupStatus) -> (String, bool) {
    if backup.only_looks {
        return ("only looking".to_owned(), true);
    }
    if backup.off {
        return ("practice".to_owned(), false);
    }
    if backup.damaged {
        return ("file DAMAGED".to_owned(), true);
    }
    if backup.failed.is_some() {
        return ("backup FAILED".to_owned(), true);
    }
    let Some(age) = backup.age_min else {
        return ("no backup".to_owned(), true);
    };
    let words = match (age / 1440, age / 60) {
        (0, 0) => format!("backup {age} min"),
        (0, hours) => format!("backup {hours} h"),
        (days, _) => format!("backup {days} d"),
    };
    (words, age >= 1440)
}

/// Draws what was done last, or what is wrong.
pub fn message(frame: &mut Frame, area: Rect, message: &Message, paint: &Paint) {
    let theme = &paint.look.theme;
    let style = if message.bad { theme.danger } else { theme.title };
    let sign = if message.bad {
        "!"
    } else {
        paint.look.glyphs.pointer
    };
    let words = cut(&message.words, usize::from(area.width).saturating_sub(3), paint);
    frame.render_widget(
        Line::styled(format!(" {sign} {words}"), style),
        area.intersection(frame.area()),
    );
}

/// Draws the keys that work now, the help last; what does not fit is in the help.
pub fn footer(frame: &mut Frame, area: Rect, top: &dyn Component, paint: &Paint) {
    use crate::tui::action::Action;
    let theme = &paint.look.theme;
    let mut help: Option<(String, &str)> = None;
    let mut keys: Vec<(String, &str)> = Vec::new();
    for binding in bindings(top.context()).filter(|binding| binding.footer) {
        let key = if binding.action == Action::Pick1 {
            "1-9".to_owned()
        } else {
            key_words(binding.keys[0])
        };
        let word = (key, top.words(binding.action));
        if binding.action == Action::Help {
            help = Some(word);
        } else if top.answers(binding.action)
            && top.disabled(binding.action).is_none()
            && !keys.iter().any(|(_, words)| *words == word.1)
        {
            keys.push(word);
        }
    }
    let help = help.unwrap_or_else(|| ("?".to_owned(), "help"));
    let length = |(key, words): &(String, &str)| key.width() + 1 + words.width() + 2;
    let room = usize::from(area.width).saturating_sub(length(&help));
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    for word in keys {
        if used + length(&word) > room {
            break;
        }
        used += length(&word);
        spans.extend(hint(word, paint));
    }
    spans.extend(hint(help, paint));
    let area = area.intersection(frame.area());
    frame.buffer_mut().set_style(area, theme.footer_word);
    frame.render_widget(Line::from(spans), area.intersection(frame.area()));
}

fn hint<'a>((key, words): (String, &'a str), paint: &Paint) -> [Span<'a>; 3] {
    let theme = &paint.look.theme;
    [
        Span::styled(key, theme.footer_key),
        Span::styled(format!(" {words}"), theme.footer_word),
        Span::raw("  "),
    ]
}

/// Says kindly that the window is too small.
pub fn too_small(frame: &mut Frame, area: Rect, paint: &Paint) {
    let area = area.intersection(frame.area());
    let words = "Please make this window a little larger: 60 by 16 is enough.";
    for (row, line) in wrap(words, usize::from(area.width).max(1))
        .into_iter()
        .enumerate()
    {
        let row = u16::try_from(row).unwrap_or(u16::MAX);
        super::text::line_at(frame, area, row, Line::styled(line, paint.look.theme.base));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_news_of_the_file_comes_first() {
        let mut backup = BackupStatus {
            age_min: Some(12),
            ..BackupStatus::default()
        };
        assert_eq!(backup_words(&backup), ("backup 12 min".to_owned(), false));
        backup.failed = Some("no room".to_owned());
        assert_eq!(backup_words(&backup), ("backup FAILED".to_owned(), true));
        backup.damaged = true;
        assert_eq!(backup_words(&backup), ("file DAMAGED".to_owned(), true));
    }
}
