//! What is always on the screen: tabs, backup age and clock above; the message and the keys that work below.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::text::{cut_between_words, wrap};
use crate::backup::Level;
use crate::tui::app::{Message, TAB_SHOWS_IT};
use crate::tui::backup_status::{BackupPart, BackupStatus, Off};
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

/// Before the time at which several dogs are picked up.
const PICK_UP: &str = ", pick-up ";

const TABS: [&str; 9] = [
    "1 Today",
    "2 Dogs",
    "3 Slots",
    "4 Clients",
    "5 Groomers",
    "6 Services",
    "7 Week",
    "8 Waitlist",
    "9 Salon",
];

/// Draws the tabs, how the backups are, and the clock. Where all does not fit, the names of the last tabs give way to
/// their numbers, and then the backups are said in short. A clock that must be wrong has a
/// question mark.
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
    // The tab that is shown keeps its name; a number and a blank are left of the others.
    let least = TABS.len() * 2 + TABS[place_of(tab)].width();
    let long = right_side(backup, |part| &part.long, doubts_clock, paint);
    let right = if long.width() + least > usize::from(area.width) {
        right_side(backup, |part| &part.short, doubts_clock, paint)
    } else {
        long
    };
    let width = u16::try_from(right.width()).unwrap_or(u16::MAX);
    let room = area.width.saturating_sub(width);
    let left = tabs(tab, usize::from(room), paint);
    frame.render_widget(left, Rect { width: room, ..area }.intersection(frame.area()));
    let place = Rect {
        x: area.x + room,
        width: area.width - room,
        ..area
    };
    frame.render_widget(right, place.intersection(frame.area()));
}

fn place_of(tab: Tab) -> usize {
    Tab::ALL.iter().position(|other| *other == tab).unwrap_or(0)
}

/// How the backups are, and the clock.
fn right_side<'a>(
    backup: &'a BackupStatus,
    words: impl Fn(&'a BackupPart) -> &'a str,
    doubts_clock: bool,
    paint: &Paint,
) -> Line<'a> {
    let theme = &paint.look.theme;
    let dot = || Span::styled(format!(" {} ", paint.look.glyphs.dot), theme.header);
    let mut spans = Vec::new();
    let instead = match backup.off {
        Some(Off::Practice) => Some(Span::styled("practice", theme.header)),
        Some(Off::OnlyLooks) => Some(Span::styled("only looking", theme.header.patch(theme.danger))),
        // Nobody has looked yet: that is no news, good or bad.
        None if backup.parts.is_empty() => Some(Span::styled(
            format!("backup {}", paint.look.glyphs.cut),
            theme.header,
        )),
        None => None,
    };
    if let Some(words) = instead {
        spans.extend([words, dot()]);
    }
    for part in &backup.parts {
        let style = match part.level {
            Level::Good => theme.header,
            Level::Warning => theme.header.patch(theme.warning),
            Level::Bad => theme.header.patch(theme.danger),
        };
        spans.extend([Span::styled(words(part), style), dot()]);
    }
    let time = paint.now.format("%H:%M");
    spans.push(if doubts_clock {
        Span::styled(format!("clock? {time}"), theme.header.patch(theme.danger))
    } else {
        Span::styled(time.to_string(), theme.header)
    });
    Line::from(spans)
}

/// The tabs, one column between two, which brackets take on both sides of the one shown. Where they do not fit, the
/// last ones are only their numbers; the one shown gives way last of all.
fn tabs(tab: Tab, room: usize, paint: &Paint) -> Line<'static> {
    let theme = &paint.look.theme;
    let is_shown = |at: usize| at == place_of(tab);
    let mut words = TABS;
    for at in (0..words.len()).rev() {
        let all: usize = words.iter().map(|words| words.width() + 1).sum();
        if all >= room && !is_shown(at) {
            words[at] = &words[at][..1];
        }
    }
    // The brackets still say which one it is.
    let shown = place_of(tab);
    if words.iter().map(|words| words.width() + 1).sum::<usize>() >= room {
        words[shown] = &words[shown][..1];
    }
    let mut spans = Vec::new();
    for (at, words) in words.into_iter().enumerate() {
        let shown = is_shown(at);
        let after_shown = at > 0 && is_shown(at - 1);
        spans.push(Span::raw(match (shown, after_shown) {
            (true, _) => "[",
            (_, true) => "]",
            _ => " ",
        }));
        let style = if shown {
            theme.header.patch(theme.found)
        } else {
            theme.header
        };
        spans.push(Span::styled(words, style));
    }
    spans.push(Span::raw(if is_shown(TABS.len() - 1) { "]" } else { " " }));
    Line::from(spans)
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
    let room = usize::from(area.width).saturating_sub(3);
    let mut said = message.words.clone();
    if said.width() > room {
        // What was done says more than the key that shows it.
        said = said.replacen(&format!(" · {TAB_SHOWS_IT}"), "", 1);
    }
    if said.width() > room
        && let Some((before, behind)) = said.split_once(PICK_UP)
    {
        // Then day and time stay whole; the pick-up stands on the board.
        said = format!("{before}{}", behind.get("00:00".len()..).unwrap_or_default());
    }
    let words = match said.rsplit_once(" · ") {
        // What was done may be cut; the key that takes it back may not.
        Some((done, key)) if said.width() > room => {
            let key = format!(" {} {key}", paint.look.glyphs.dot);
            cut_between_words(done, room.saturating_sub(key.width()), paint) + &key
        }
        _ => said,
    };
    let words = cut_between_words(&words, room, paint);
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
        } else if binding.action == Action::Help && top.is_writing() {
            // A question mark is a letter of the sentence.
            key_words(binding.keys[binding.keys.len() - 1])
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
    // No blanks are needed behind the last one.
    let room = usize::from(area.width + 2).saturating_sub(length(&help));
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
