//! Booking beyond the rules on purpose: everything that stands against it, then a reason, which stays for ever.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use serde_json::Value;

use super::Asked;
use super::insist::{Insist, Judged, One};
use crate::domain::appointment::OVER_REASONS;
use crate::domain::draft::Draft;
use crate::domain::id::DraftId;
use crate::domain::rejection::Rejection;
use crate::domain::text::{REASON, clean};
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason, Typed};
use crate::tui::keymap::Context;
use crate::tui::popups::numbered::picked;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Window;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{Page, fit, line_at, wrap};

/// Rows to choose from: the usual reasons, then one that is typed.
const ROWS: usize = OVER_REASONS.len() + 1;
const WIDTH: u16 = 74;

/// Asks why something is booked beyond the rules.
pub struct Anyway {
    asked: Box<dyn Insist>,
    place: Option<Judged>,
    window: Window,
    typed: Field,
    /// Keys go to the reason that is typed.
    writing: bool,
    refused: Option<String>,
    draft: DraftId,
}

impl Anyway {
    /// Asks why this is booked, or moved, although something stands against it.
    #[must_use]
    pub fn with(asked: Asked) -> Self {
        Self::of(One::new(asked))
    }

    /// Asks it of anything that can be insisted on.
    pub(in crate::tui::popups) fn of(asked: impl Insist + 'static) -> Self {
        Self {
            asked: Box::new(asked),
            place: None,
            window: Window::default(),
            typed: Field::new("", REASON),
            writing: false,
            refused: None,
            draft: DraftId::new(),
        }
    }

    fn verb(&self) -> &'static str {
        if self.asked.is_moving() { "Move" } else { "Book" }
    }

    fn is_typed(&self) -> bool {
        self.window.selected == OVER_REASONS.len()
    }

    fn reason(&self) -> String {
        match OVER_REASONS.get(self.window.selected) {
            Some(usual) => (*usual).to_owned(),
            None => clean(self.typed.text(), REASON),
        }
    }

    fn accept(&mut self) -> Effect {
        if self.is_typed() && !self.writing {
            self.writing = true;
            return Effect::None;
        }
        let reason = self.reason();
        if reason.is_empty() {
            return Effect::Say("type why, in a few words; it is kept with the appointment".to_owned());
        }
        let edit = self.asked.edit(&reason);
        edit.map_or(Effect::None, Effect::Apply)
    }

    /// Whether no reason helps.
    fn is_impossible(&self) -> bool {
        self.place.as_ref().is_none_or(|place| place.never.is_some())
    }

    /// Where it would go and what stands against it.
    fn words(&self, paint: &Paint, width: usize) -> Vec<(String, ratatui::style::Style)> {
        let theme = &paint.look.theme;
        let Some(place) = &self.place else {
            return vec![("No groomer is left to book it with.".to_owned(), theme.danger)];
        };
        let places = place.places.iter();
        let mut lines: Vec<_> = places.map(|words| (words.clone(), theme.title)).collect();
        let mut put = |words: &str, style| {
            for (row, line) in wrap(words, width.saturating_sub(2)).into_iter().enumerate() {
                let lead = if row == 0 { "! " } else { "  " };
                lines.push((format!("{lead}{line}"), style));
            }
        };
        if let Some(never) = &place.never {
            put(never, theme.danger);
        }
        for words in &place.against {
            put(words, theme.warning);
        }
        if let Some(refused) = &self.refused {
            put(refused, theme.danger);
        }
        lines
    }
}

impl Component for Anyway {
    fn context(&self) -> Context {
        if self.writing {
            Context::Line
        } else {
            Context::Choice
        }
    }

    fn keeps(&self) -> Option<String> {
        Some(self.asked.form())
    }

    fn typed(&self) -> Option<Typed> {
        if self.typed.is_empty() {
            return None;
        }
        let mut fields = self.asked.fields();
        fields["reason"] = self.typed.text().into();
        Some(Typed {
            id: self.draft,
            form: self.asked.form(),
            title: format!("{} {} anyway", self.verb(), self.asked.name()),
            fields,
        })
    }

    fn go_on(&mut self, draft: &Draft) {
        let fields: Value = serde_json::from_str(&draft.fields).unwrap_or_default();
        let reason = fields.get("reason").and_then(Value::as_str).unwrap_or_default();
        self.typed = Field::new(reason, REASON);
        self.window.selected = OVER_REASONS.len();
        self.writing = true;
        self.draft = draft.id;
    }

    fn is_writing(&self) -> bool {
        self.writing
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept if self.is_typed() && !self.writing => "type the reason",
            Action::Accept if self.asked.is_moving() => "move it anyway",
            Action::Accept => "book it anyway",
            _ => action.words(),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        if action != Action::Accept {
            return None;
        }
        let Some(place) = &self.place else {
            return Some(Reason::Borrowed("type the exact day and time as a wish first"));
        };
        if let Some(never) = &place.never {
            return Some(Reason::Owned(format!("not even with a reason: {never}")));
        }
        place.against.is_empty().then_some(Reason::Borrowed(
            "nothing is against that time: book it from the list",
        ))
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.place = self.asked.judge(cx)?;
        Ok(())
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        self.refused = None;
        match action {
            Action::Close => return Ok(Effect::Close),
            Action::Accept => return Ok(self.accept()),
            Action::Up | Action::Down => {
                self.writing = false;
                self.window.step(if action == Action::Up { -1 } else { 1 }, ROWS);
            }
            _ => {
                if let Some(row) = picked(action) {
                    self.window.select(row, ROWS);
                    self.writing = self.is_typed();
                }
            }
        }
        Ok(Effect::None)
    }

    fn is_rubbed_out(&self) -> bool {
        self.typed.is_empty()
    }

    fn input(&mut self, key: KeyEvent, _cx: &Cx) -> Result<Effect> {
        if !self.writing {
            // Words are a reason of one's own, whichever line was selected.
            // But what is to be found is none.
            if !matches!(key.code, KeyCode::Char(letter) if letter != '/') || self.is_impossible() {
                return Ok(Effect::stray(key));
            }
            self.window.select(ROWS - 1, ROWS);
            self.writing = true;
        }
        if key.code == KeyCode::Backspace && self.is_rubbed_out() {
            self.writing = false;
            return Ok(Effect::None);
        }
        self.typed.key(key);
        Ok(Effect::None)
    }

    fn paste(&mut self, text: &str, _cx: &Cx) -> Result<Effect> {
        self.typed.paste(text);
        Ok(Effect::None)
    }

    fn refused(&mut self, rejection: &Rejection) {
        self.refused = Some(rejection.to_string());
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let lines = self.words(paint, usize::from(WIDTH) - 4);
        let reasons = if self.is_impossible() { 0 } else { ROWS };
        let rows = u16::try_from(lines.len() + reasons + 5).unwrap_or(u16::MAX);
        let title = format!("{} {} anyway? Why", self.verb(), self.asked.name());
        let inside = popup::open(frame, area, WIDTH, rows, &title, paint);
        let mut page = Page::on(inside);
        // The reasons to choose from are always in sight.
        let room = usize::from(inside.height).saturating_sub(reasons + 2);
        for (words, style) in lines.into_iter().take(room.max(1)) {
            page.put(frame, Line::styled(words, style));
        }
        page.put(frame, Line::raw(""));
        let keys = if reasons == 0 {
            "Not even with a reason. Backspace goes back"
        } else {
            "The reason stays with it for ever    Backspace goes back"
        };
        let last = inside.height.saturating_sub(1);
        line_at(frame, inside, last, Line::styled(keys, theme.footer_key));
        if reasons == 0 {
            return;
        }
        let width = usize::from(inside.width).saturating_sub(2);
        for (at, reason) in OVER_REASONS.iter().chain(["another reason: "].iter()).enumerate() {
            let row = page.row();
            let mut line = Line::from(vec![
                Span::styled(format!("{} ", at + 1), theme.footer_key),
                Span::raw(fit(reason, width, paint)),
            ]);
            if at == self.window.selected {
                line = line.patch_style(theme.selected);
            }
            page.put(frame, line);
            if at == OVER_REASONS.len() {
                let field = Rect {
                    x: inside.x + 18,
                    y: inside.y + row,
                    width: inside.width.saturating_sub(18),
                    height: 1,
                }
                .intersection(inside);
                self.typed.view(frame, field, theme.title, self.writing);
            }
        }
    }
}
