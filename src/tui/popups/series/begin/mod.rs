//! A new series: how often and how many times, and every day of it to look at before all are booked at once.

mod view;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use serde_json::json;

use crate::booking::{SeriesAsk, booked_work, weeks_of};
use crate::domain::draft::Draft;
use crate::domain::id::{DraftId, SeriesId};
use crate::domain::rejection::Rejection;
use crate::domain::repeat::Repeat;
use crate::domain::series::{End, Rhythm, TIMES, every};
use crate::domain::text::LINE;
use crate::store::{Result, Visit};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason, Typed};
use crate::tui::keymap::Context;
use crate::tui::popups::series::lines::Lines;
use crate::tui::widgets::field::Field;

/// The pop-up of a new series.
pub struct Begin {
    /// The appointment that is its first, when that is in the book already.
    visit: Option<Visit>,
    ask: Option<SeriesAsk>,
    /// How often, as far as it was said before.
    said: Repeat,
    field: Field,
    /// Keys go to the field; else to the lines.
    on_field: bool,
    /// Nothing typed yet: the first letter starts anew.
    fresh: bool,
    rhythm: std::result::Result<Rhythm, String>,
    /// Minted here, so that the edit is complete as data.
    id: SeriesId,
    lines: Lines,
    /// Why nothing is to be booked for the dog.
    refused_dog: Option<String>,
    refused: Option<String>,
    kept: DraftId,
    touched: bool,
    /// What prices are in.
    currency: String,
}

impl Begin {
    fn empty() -> Self {
        Self {
            visit: None,
            ask: None,
            said: Repeat::default(),
            field: Field::new("", LINE),
            on_field: false,
            fresh: true,
            rhythm: Err(String::new()),
            id: SeriesId::new(),
            lines: Lines::new("left out"),
            refused_dog: None,
            refused: None,
            kept: DraftId::new(),
            touched: false,
            currency: String::new(),
        }
    }

    /// Repeats an appointment that is in the book.
    #[must_use]
    pub fn after(visit: &Visit) -> Self {
        Self {
            visit: Some(visit.clone()),
            ..Self::empty()
        }
    }

    /// Books all of them, the first one too.
    #[must_use]
    pub fn with(ask: SeriesAsk) -> Self {
        Self {
            ask: Some(ask),
            ..Self::empty()
        }
    }

    /// The same with what was said of how often.
    #[must_use]
    pub fn said(self, said: Repeat) -> Self {
        Self { said, ..self }
    }

    /// Reads the field and plans the days again.
    fn look(&mut self, cx: &Cx) -> Result<()> {
        self.currency.clone_from(&cx.salon.currency);
        let Some(ask) = &self.ask else { return Ok(()) };
        self.lines.usual_price = Some(ask.work.price_cents);
        let usual = self.said.or(Rhythm {
            weeks: match ask.longer {
                Some(longer) => longer.weeks,
                None => weeks_of(cx.store, ask.dog_id)?,
            },
            end: End::Times(TIMES),
        });
        if self.fresh && self.field.is_empty() {
            match ask.longer {
                Some(_) => self.field.set(&format!("x{TIMES}")),
                None => self.field.set(&usual.typed()),
            }
        }
        let typed = self.field.text().trim();
        // "How many more?" - "8."
        let only_number = !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit());
        let how_many = match ask.longer {
            Some(_) if only_number => &format!("x{typed}"),
            _ => typed,
        };
        let rhythm = Rhythm::parse(how_many, usual, cx.now.date());
        self.rhythm = rhythm.and_then(|rhythm| match ask.longer {
            Some(longer) if longer.weeks != rhythm.weeks => Err(format!(
                "this series comes {}; type how many more, such as x3, or until 12 mar",
                every(longer.weeks)
            )),
            _ => Ok(rhythm),
        });
        let lines = match self.rhythm {
            Ok(rhythm) => ask.preview(cx.store, rhythm, cx.now)?,
            Err(_) => Vec::new(),
        };
        self.lines.take(lines, cx)
    }
}

impl Component for Begin {
    fn context(&self) -> Context {
        if self.on_field {
            Context::Search
        } else {
            Context::Series
        }
    }

    fn keeps(&self) -> Option<String> {
        let appointment = &self.visit.as_ref()?.appointment;
        Some(match appointment.series_id {
            None => format!("series:{}", appointment.id),
            Some(_) => format!("longer:{}", appointment.id),
        })
    }

    fn typed(&self) -> Option<Typed> {
        // What began in a booking is kept as that booking, which is still open below.
        let form = self.keeps().filter(|_| self.touched)?;
        Some(Typed {
            id: self.kept,
            form,
            title: format!("Series of {}", self.visit.as_ref()?.dog),
            fields: json!({
                "rhythm": self.field.text(),
                "last": self.ask.as_ref().and_then(|ask| ask.longer).map(|longer| longer.last),
            }),
        })
    }

    fn go_on(&mut self, draft: &Draft) {
        let fields: serde_json::Value = serde_json::from_str(&draft.fields).unwrap_or_default();
        let typed = fields.get("rhythm").and_then(|value| value.as_str());
        self.field = Field::new(typed.unwrap_or_default(), LINE);
        self.fresh = false;
        self.touched = true;
        self.kept = draft.id;
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept if self.on_field => "look at the days",
            Action::Accept if self.lines.on_save() => "book them",
            Action::NextField if self.on_field => "to the days",
            Action::NextField => "how often",
            _ => self.lines.words(action).unwrap_or(action.words()),
        }
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        if !matches!(action, Action::Accept | Action::LeaveOut) {
            return None;
        }
        match &self.rhythm {
            _ if self.ask.is_none() => Some("this appointment is no longer in the book".into()),
            _ if self.refused_dog.is_some() => self.refused_dog.clone().map(Reason::Owned),
            Err(sentence) => Some(Reason::Owned(sentence.clone())),
            Ok(_) if self.on_field => None,
            Ok(_) => self.lines.disabled(action),
        }
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        if let Some(visit) = &mut self.visit {
            let found = cx.store.appointment(visit.appointment.id)?;
            self.ask = match found.filter(|found| found.status.holds_time()) {
                Some(found) => {
                    visit.appointment = found;
                    let work = booked_work(cx.store, &visit.appointment)?;
                    match work {
                        Some(work) => Some(SeriesAsk::going_on(
                            cx.store,
                            &visit.appointment,
                            &visit.dog,
                            work,
                        )?),
                        None => None,
                    }
                }
                None => None,
            };
        }
        self.refused_dog = match &self.ask {
            Some(ask) => {
                let why = cx.store.care(ask.dog_id)?.do_not_book;
                (!why.is_empty()).then(|| format!("do not book {}: {why}", ask.dog))
            }
            None => None,
        };
        self.look(cx)
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        match action {
            Action::Close => return Ok(Effect::Close),
            Action::NextField => self.on_field = !self.on_field,
            Action::Accept | Action::Down if self.on_field => self.on_field = false,
            Action::Up if self.on_field => {}
            Action::Up if self.lines.on_save() => self.on_field = true,
            Action::Accept if self.lines.on_save() => {
                if let (Some(ask), Ok(rhythm)) = (&self.ask, &self.rhythm) {
                    let edit = ask.edit(self.id, rhythm.weeks, &self.lines.all);
                    return Ok(edit.map_or(Effect::None, Effect::Apply));
                }
            }
            _ => self.lines.update(action),
        }
        Ok(Effect::None)
    }

    fn is_rubbed_out(&self) -> bool {
        self.field.is_empty()
    }

    fn input(&mut self, key: KeyEvent, cx: &Cx) -> Result<Effect> {
        if key.code == KeyCode::Backspace && self.is_rubbed_out() {
            return Ok(Effect::Close);
        }
        // A digit among the days says how often, from the start.
        if !self.on_field && !matches!(key.code, KeyCode::Char(_)) {
            return Ok(Effect::None);
        }
        if std::mem::take(&mut self.fresh) && matches!(key.code, KeyCode::Char(_)) {
            self.field.set("");
        }
        self.on_field = true;
        if self.field.key(key) {
            self.touched = true;
            self.refused = None;
            self.look(cx)?;
        }
        Ok(Effect::None)
    }

    fn paste(&mut self, text: &str, cx: &Cx) -> Result<Effect> {
        self.fresh = false;
        self.touched = true;
        self.field.paste(text);
        self.look(cx)?;
        Ok(Effect::None)
    }

    fn refused(&mut self, rejection: &Rejection) {
        self.refused = Some(rejection.to_string());
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        view::view(self, frame, area, paint);
    }
}
