//! Every key that works in the place below, with its sentence; what cannot be done now says why.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::dog::{ALERT_LETTERS, alert_words};
use crate::domain::status::Status;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint};
use crate::tui::keymap::{Context, bindings, key_words};
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{cut, fit, line_at};

/// The help for one layer.
pub struct Help {
    context: Context,
    rows: Vec<(String, String)>,
    /// The first row in sight, and how many are.
    top: usize,
    height: usize,
}

impl Help {
    /// The keys of a layer as they work right now.
    #[must_use]
    pub fn about(layer: &dyn Component) -> Self {
        let context = layer.context();
        let mut seen = Vec::new();
        let mut rows = Vec::new();
        for binding in bindings(context).filter(|binding| layer.answers(binding.action)) {
            if seen.contains(&binding.action) {
                continue;
            }
            seen.push(binding.action);
            let keys: Vec<String> = binding.keys.iter().map(|name| key_words(name)).collect();
            let words = match layer.disabled(binding.action) {
                Some(reason) => format!("Not now: {reason}"),
                None => binding.help().to_owned(),
            };
            rows.push((keys.join(" "), words));
        }
        if context == Context::Today {
            rows.extend(legend());
        }
        Self {
            context,
            rows,
            top: 0,
            height: 0,
        }
    }

    fn scroll(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(self.height);
        self.top = self.top.saturating_add_signed(by).min(last);
    }
}

/// What the letters on the board stand for.
fn legend() -> [(String, String); 4] {
    let statuses = Status::ALL.map(|status| format!("{} {}", status.letter(), status.words().to_lowercase()));
    let alerts: Vec<String> = ALERT_LETTERS
        .chars()
        .map(|letter| format!("{letter} {}", alert_words(letter)))
        .collect();
    [
        ("In columns".to_owned(), statuses[..6].join(", ")),
        ("After !".to_owned(), alerts[..5].join(", ")),
        (String::new(), alerts[5..].join(", ")),
        (
            "~".to_owned(),
            "comes again every so many weeks: one of a series".to_owned(),
        ),
    ]
}

impl Component for Help {
    fn context(&self) -> Context {
        Context::Reading
    }

    fn reload(&mut self, _cx: &Cx) -> Result<()> {
        Ok(())
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        match action {
            Action::Up => self.scroll(-1),
            Action::Down => self.scroll(1),
            Action::PageUp => self.scroll(-10),
            Action::PageDown => self.scroll(10),
            Action::Close => return Ok(Effect::Close),
            _ => {}
        }
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let height = u16::try_from(self.rows.len() + 2).unwrap_or(u16::MAX);
        let title = format!("Keys {} {}", paint.look.glyphs.dot, self.context.words());
        let inside = popup::open(frame, area, 76, height, &title, paint);
        self.height = usize::from(inside.height);
        self.scroll(0);
        let below = self.rows.len().saturating_sub(self.top + self.height);
        for (row, (keys, words)) in (0u16..inside.height).zip(&self.rows[self.top..]) {
            let line = Line::from(vec![
                Span::styled(fit(keys, 16, paint), theme.footer_key),
                Span::raw(cut(words, usize::from(inside.width).saturating_sub(16), paint)),
            ]);
            line_at(frame, inside, row, line);
        }
        if below > 0 && inside.height > 0 {
            let more = format!("{below} more {}", paint.look.glyphs.down);
            let line = Line::styled(more, theme.title).right_aligned();
            line_at(frame, inside, inside.height - 1, line);
        }
    }
}
