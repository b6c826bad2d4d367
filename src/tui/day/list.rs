//! The day as a list by time, comfortable at 80 columns.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::{Shown, mark};
use crate::domain::clock::{hhmm, minute_of};
use crate::tui::component::Paint;
use crate::tui::popups::hits::tail;
use crate::tui::widgets::list::Window;
use crate::tui::widgets::text::{column, cut, fit, line_at};

/// From so many columns on a line says more than at 80.
const WIDE: u16 = 120;

/// Draws the list, or what to say when nobody is on it, and tells how many rows lie below what fits.
pub fn view(
    frame: &mut Frame,
    area: Rect,
    shown: Shown,
    window: &mut Window,
    nobody: &str,
    paint: &Paint,
) -> usize {
    let theme = &paint.look.theme;
    let Shown { day, visits, marks } = shown;
    // Time, status, mark, alerts, groomer and phone have their place; dog and service share the rest. A long name of a
    // groomer takes the place of the phone, which stands below as well.
    let longest = visits.iter().map(|visit| visit.groomer.width()).max();
    let (with, phone) = match longest {
        Some(longest) if longest > 7 => (14, 0),
        _ => (8, 6),
    };
    // Where there is room for more, who brings the dog and when it is picked up stand in columns of their own.
    let (client, pick_up) = if area.width >= WIDE { (26, 9) } else { (0, 0) };
    let room = usize::from(area.width).saturating_sub(1 + 12 + 10 + 6 + 5 + 14 + client + pick_up);
    let (dog, service) = (room * 11 / 20, room - room * 11 / 20);
    let head = format!(
        " {}{}{}{}{}{}{}{}{}",
        fit("time", 12, paint),
        fit("status", 16, paint),
        fit("dog", dog, paint),
        fit("!", 5, paint),
        fit("service", service, paint),
        fit("with", with, paint),
        fit("pick-up", pick_up, paint),
        fit("client", client, paint),
        fit("phone", phone, paint)
    );
    line_at(frame, area, 0, Line::styled(head, theme.dim));
    let body = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    if visits.is_empty() {
        line_at(frame, body, 1, Line::styled(format!(" {nobody}"), theme.base));
        return 0;
    }
    let rows = window.rows(usize::from(body.height), visits.len());
    let today = day == paint.now.date();
    let now = minute_of(paint.now);
    for (row, at) in rows.enumerate() {
        let visit = &visits[at];
        let a = &visit.appointment;
        let word = marks.word(visit, paint.now);
        let together = mark::together(visit, visits);
        let room = dog.saturating_sub(1 + together.len());
        let name = format!("{}{together}", cut(&visit.dog, room, paint));
        let again = mark::series(visit);
        let room = service.saturating_sub(1 + again.len());
        let what = format!("{}{again}", cut(&visit.service, room, paint));
        // The minute it is stands between what has begun and what has not.
        let next = today && a.start_min > now && visits[..at].iter().all(|v| v.appointment.start_min <= now);
        let sign = if next { paint.look.glyphs.now } else { " " };
        let style = if word.is_empty() {
            theme.status(a.status)
        } else {
            theme.warning
        };
        let mut spans = vec![
            Span::styled(sign, if next { theme.now_line } else { theme.base }),
            Span::styled(
                fit(&format!("{}-{}", hhmm(a.start_min), hhmm(a.end_min)), 12, paint),
                theme.base,
            ),
        ];
        spans.extend(coloured(a.status.words(), 10, theme.status(a.status), paint));
        spans.extend(coloured(word, 6, style, paint));
        spans.push(Span::styled(
            fit(&name, dog.saturating_sub(1), paint),
            theme.title,
        ));
        spans.push(Span::raw(" "));
        spans.extend(coloured(&visit.alerts, 5, theme.danger, paint));
        spans.push(Span::raw(fit(&what, service.saturating_sub(1), paint)));
        spans.push(Span::raw(" "));
        spans.push(Span::raw(column(&visit.groomer, with, paint)));
        spans.push(Span::raw(fit(&hhmm(a.pickup_min), pick_up, paint)));
        spans.push(Span::raw(column(&visit.client, client, paint)));
        spans.extend(coloured(&tail(&visit.phone), phone, theme.dim, paint));
        let mut line = Line::from(spans);
        if at == window.selected {
            line = line.patch_style(theme.selected);
        }
        line_at(frame, body, u16::try_from(row).unwrap_or(u16::MAX), line);
    }
    visits.len() - window.rows(usize::from(body.height), visits.len()).end
}

/// A text in its colour and the rest of its column without: on the selected row colours change sides, and a blank would
/// be a block.
fn coloured(text: &str, columns: usize, style: Style, paint: &Paint) -> [Span<'static>; 2] {
    let text = cut(text, columns, paint);
    let rest = " ".repeat(columns.saturating_sub(text.width()));
    [Span::styled(text, style), Span::raw(rest)]
}
