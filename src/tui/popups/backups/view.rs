//! How the list of backups is drawn: a row each, below it where copies go and what a restore would lose.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Backups, Look, Row, made};
use crate::domain::quantity::{age, grouped};
use crate::tui::component::Paint;
use crate::tui::widgets::text::{Page, cut, fit, wrap};
use crate::tui::widgets::{popup, table};

/// Columns and lines of the frame.
const WIDTH: u16 = 78;
const HEIGHT: u16 = 21;

/// Lines below the list.
const BELOW: u16 = 8;

/// Columns of the age, and of the number of appointments.
const AGE: usize = 9;
const COUNT: usize = 14;

impl Backups {
    pub(super) fn draw(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let inside = popup::open(frame, area, WIDTH, HEIGHT, "Backups", paint);
        let below = BELOW.min(inside.height / 2);
        let above = Rect {
            height: inside.height - below,
            ..inside
        };
        self.draw_list(frame, above, paint);
        let rest = Rect {
            y: inside.y + above.height,
            height: below,
            ..inside
        };
        self.draw_below(frame, rest, paint);
    }

    fn draw_list(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let width = usize::from(area.width.saturating_sub(2));
        let when = 22.min(width);
        let state = width.saturating_sub(when + AGE + COUNT);
        let head = format!(
            "{}{}{}{}",
            fit("Made", when, paint),
            fit("Age", AGE, paint),
            fit("Appointments", COUNT, paint),
            fit("State", state, paint)
        );
        let list = table::head(frame, area, None, &head, paint);
        if self.rows.is_empty() {
            let words = self
                .trouble
                .as_deref()
                .unwrap_or("No backup yet. Press b to make one.");
            table::nothing(frame, list, words, paint);
            return;
        }
        self.height = usize::from(list.height);
        let rows = self.window.rows(self.height, self.rows.len());
        for (at_row, at) in rows.enumerate() {
            let row = &self.rows[at];
            let is_bad = !row.backup.is_verified() || row.marks.drilled == Some(false);
            let style = if is_bad { theme.danger } else { theme.base };
            let spans = vec![
                Span::raw(fit(&made(row), when, paint)),
                Span::raw(fit(&age(row.backup.age), AGE, paint)),
                Span::raw(fit(&appointments(row), COUNT, paint)),
                Span::styled(fit(&state_of(row), state, paint), style),
            ];
            table::row(
                frame,
                list,
                at_row,
                Line::from(spans),
                at == self.window.selected,
                paint,
            );
        }
    }

    fn draw_below(&self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let width = usize::from(area.width);
        let mut page = Page::on(area);
        let or_none = |text: &str| {
            if text.is_empty() {
                "none".to_owned()
            } else {
                text.to_owned()
            }
        };
        page.put(frame, Line::raw(""));
        for (name, place) in [("Second folder: ", &self.second), ("Off-site: ", &self.off_site)] {
            let room = width.saturating_sub(name.len());
            let line = Line::from(vec![
                Span::styled(name, theme.dim),
                Span::raw(cut(&or_none(place), room, paint)),
            ]);
            page.put(frame, line);
        }
        let (words, style) = match self.look() {
            _ if self.rows.is_empty() => (String::new(), theme.base),
            None => (
                "Enter tells what bringing the selected one back would lose.".to_owned(),
                theme.dim,
            ),
            Some(Look::Asked) => ("Comparing it with the salon as it is now …".to_owned(), theme.dim),
            Some(Look::Failed(why)) => (why.clone(), theme.danger),
            Some(Look::Told(preview)) => (preview.to_string(), theme.title),
        };
        for line in wrap(&words, width.max(1)) {
            page.put(frame, Line::styled(line, style));
        }
        if let Some(Look::Told(preview)) = self.look() {
            for label in preview.lost.iter().flat_map(|lost| &lost.labels) {
                page.put(frame, Line::raw(cut(&format!("  {label}"), width, paint)));
            }
        }
    }
}

fn state_of(row: &Row) -> String {
    let verified = if row.backup.is_verified() {
        "verified"
    } else {
        "not verified"
    };
    let mut words = vec![verified];
    words.extend(row.marks.words());
    words.extend(
        row.backup
            .manifest
            .as_ref()
            .and_then(|manifest| manifest.pinned.as_deref()),
    );
    words.join(", ")
}

fn appointments(row: &Row) -> String {
    let manifest = row.backup.manifest.as_ref();
    manifest.map_or_else(String::new, |manifest| grouped(manifest.content.appointments()))
}
