//! What find found, as lines: the dog, then what tells it from another of its name.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::client::phone_tail;
use crate::store::Hit;
use crate::tui::component::Paint;
use crate::tui::widgets::list::Window;
use crate::tui::widgets::text::{fit, line_at};

/// How many hits are asked for: more than fit are refined by typing, not by scrolling.
pub const MOST: usize = 40;

/// Draws hits in a window, the selected one marked.
pub fn view(frame: &mut Frame, area: Rect, hits: &[Hit], window: &mut Window, focused: bool, paint: &Paint) {
    let theme = &paint.look.theme;
    let width = usize::from(area.width);
    let rows = window.rows(usize::from(area.height), hits.len());
    for (row, at) in rows.enumerate() {
        let (name, breed, client, phone, mark) = match &hits[at] {
            Hit::Dog { dog, today } => {
                let client = if dog.client.is_empty() {
                    "no client yet"
                } else {
                    &dog.client
                };
                (
                    dog.name(),
                    dog.breed.clone(),
                    client.to_owned(),
                    tail(&dog.phone),
                    if *today { "today" } else { "" },
                )
            }
            Hit::Client(client) => (
                client.name(),
                "client".to_owned(),
                client.note.clone(),
                tail(&client.phone),
                "",
            ),
        };
        // Pointer, phone tail and mark have their place; the rest is shared out.
        let room = width.saturating_sub(2 + 7 + 6);
        let (first, second) = (room * 2 / 5, room * 3 / 10);
        let selected = focused && at == window.selected;
        let pointer = if selected { paint.look.glyphs.pointer } else { " " };
        let mut line = Line::from(vec![
            Span::raw(format!("{pointer} ")),
            Span::styled(fit(&name, first, paint), theme.title),
            Span::styled(fit(&breed, second, paint), theme.dim),
            Span::raw(fit(&client, room - first - second, paint)),
            Span::raw(fit(&phone, 7, paint)),
            Span::styled(fit(mark, 6, paint), theme.good),
        ]);
        if selected {
            line = line.patch_style(theme.selected);
        }
        line_at(frame, area, u16::try_from(row).unwrap_or(u16::MAX), line);
    }
}

/// The last four digits as one says them: `..0123`; empty without a number.
#[must_use]
pub fn tail(phone: &str) -> String {
    let tail = phone_tail(phone);
    if tail.is_empty() {
        tail
    } else {
        format!("..{tail}")
    }
}
