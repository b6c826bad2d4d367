//! A form on one row of the book: filled from the file, saved as one edit, and friendly when two desks meet in it.

mod both;
mod kept;

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use serde_json::Value;

use super::entry::Entry;
use super::form::{Form, FormStep};
use crate::domain::draft::Draft;
use crate::domain::id::DraftId;
use crate::domain::rejection::Rejection;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Typed};
use crate::tui::keymap::Context;
use crate::tui::popups::history::when;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{line_at, wrap};

/// Columns of a form's frame.
const WIDTH: u16 = 76;

/// What a form is about.
pub trait Record {
    /// The name under which the form keeps what was typed: `dog:<id>`.
    fn keeps(&self) -> String;

    /// The id of its row, so that the journal can say who else changed it.
    fn row_id(&self) -> String;

    /// The words over the form.
    fn title(&self) -> String;

    /// Whether the row is still to be added.
    fn is_new(&self) -> bool;

    /// Reads the row from the file and gives its fields; `None` when it is gone. Edits start from what was read last.
    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>>;

    /// What it needs besides its fields to be opened again.
    fn seed(&self) -> Value {
        Value::Null
    }

    /// Becomes what it was, before it is read for the first time.
    fn go_on(&mut self, seed: &Value) {
        let _ = seed;
    }

    /// Whether it was opened with something typed elsewhere, which closing must not lose.
    fn brought(&self) -> bool {
        false
    }

    /// The list it was opened from, which is there again when the form is left; `None` where that lies below it.
    fn back(&self) -> Option<Box<dyn Component>> {
        None
    }

    /// The field in which typing begins, where that is not the first one.
    fn starts_at(&self) -> Option<&'static str> {
        None
    }

    /// Brings fields that depend on others after them; called after each key.
    fn follow(&mut self, form: &mut Form) {
        let _ = form;
    }

    /// The edit that the fields ask for; asks back by a field of its own and gives `Effect::None`.
    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect>;
}

type Values = Vec<(&'static str, String)>;

/// A form on one row.
pub struct RecordForm<R> {
    pub(super) record: R,
    form: Option<Form>,
    /// What stood in the file when it was last read.
    base: Values,
    /// Who changed it last and when, in words.
    other: String,
    /// Fields that another desk changed as well, with what it wrote.
    clashes: Values,
    /// Asks which of both stays, a field for each clash.
    choosing: Option<Form>,
    /// The store's words when the row had changed under the last save.
    changed: Option<String>,
    gone: bool,
    /// Under which id it is kept.
    draft: DraftId,
    earlier: Option<kept::Earlier>,
    /// Whether it was left by the stop that says so, so that it does not come back by itself.
    left: bool,
}

impl<R: Record> RecordForm<R> {
    /// An unread form on this row.
    #[must_use]
    pub fn on(record: R) -> Self {
        Self {
            record,
            form: None,
            base: Vec::new(),
            other: String::new(),
            clashes: Vec::new(),
            choosing: None,
            changed: None,
            gone: false,
            draft: DraftId::new(),
            earlier: None,
            left: false,
        }
    }

    /// Whether anything in the form is not as it stands in the file.
    fn differs(&self) -> bool {
        self.form.as_ref().is_some_and(|form| {
            let differs = |(title, value): &(&str, String)| value_of(&self.base, title) != Some(value);
            form.values().iter().any(differs)
        })
    }

    fn leave(&self) -> Effect {
        self.record.back().map_or(Effect::Close, Effect::BackTo)
    }

    fn save(&mut self, cx: &Cx) -> Result<Effect> {
        let typed = self.differs();
        let Some(form) = &mut self.form else {
            return Ok(Effect::Close);
        };
        if self.gone {
            form.say("This card is no longer in the book, so it cannot be saved.", true);
            return Ok(Effect::None);
        }
        if !form.check(cx.now.date()) {
            return Ok(Effect::None);
        }
        if !typed && !self.record.is_new() {
            return Ok(self.leave());
        }
        let form_value = |title| form.value(title);
        self.clashes.retain(|(title, their)| form_value(title) != *their);
        if !self.clashes.is_empty() {
            self.choose();
            return Ok(Effect::None);
        }
        form.notice = None;
        self.record.save(form, cx)
    }
}

fn value_of<'a>(values: &'a Values, title: &str) -> Option<&'a String> {
    values
        .iter()
        .find(|(own, _)| *own == title)
        .map(|(_, value)| value)
}

impl<R: Record> Component for RecordForm<R> {
    fn context(&self) -> Context {
        Context::Form
    }

    fn keeps(&self) -> Option<String> {
        Some(self.record.keeps())
    }

    fn typed(&self) -> Option<Typed> {
        self.as_draft()
    }

    fn go_on(&mut self, draft: &Draft) {
        self.take_up(draft);
    }

    fn is_writing(&self) -> bool {
        self.choosing.is_none() && self.form.as_ref().is_some_and(Form::is_writing)
    }

    fn words(&self, action: Action) -> &'static str {
        let form = self.choosing.as_ref().or(self.form.as_ref());
        match form {
            Some(form) if action == Action::Accept => form.enter_words(),
            Some(_) if action == Action::Close && self.choosing.is_none() && self.differs() => "put aside",
            _ => action.words(),
        }
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let Some(entries) = self.record.read(cx)? else {
            self.gone = true;
            if let Some(form) = &mut self.form {
                form.say(
                    "This card is no longer in the book; what you typed is still here.",
                    true,
                );
            }
            return Ok(());
        };
        if std::mem::take(&mut self.gone)
            && let Some(form) = &mut self.form
        {
            form.notice = None;
        }
        let mut fresh = Form::new(entries);
        if let Some(title) = self.record.starts_at() {
            fresh.start_at(title);
        }
        let values = fresh.values();
        let (mut homeless, mut clashes_of_earlier) = (Vec::new(), false);
        if self.form.is_none() {
            self.base.clone_from(&values);
            if let Some(earlier) = self.earlier.take() {
                fresh.came_back = true;
                fresh.say(earlier.words(cx.now), false);
                homeless = self.restore(&mut fresh, &earlier.fields);
                clashes_of_earlier = !self.clashes.is_empty();
            }
            self.record.follow(&mut fresh);
            self.form = Some(fresh);
        }
        if values != self.base || clashes_of_earlier {
            self.other = match cx.store.last_changed(&self.record.row_id())? {
                Some((by, at)) => format!("{by}, {},", when(at, cx.now)),
                None => "Another desk".to_owned(),
            };
            self.meet(values);
        }
        if let (false, Some(form)) = (homeless.is_empty(), &mut self.form) {
            let words = format!(
                "Also typed, but no longer asked for here: {}",
                homeless.join("; ")
            );
            form.say(words, false);
        }
        if self.changed.is_some() && self.choosing.is_none() {
            if self.clashes.is_empty() {
                let why = self.changed.take().unwrap_or_default();
                if let Some(form) = &mut self.form {
                    form.say(format!("{why}. Both are together here now: save again."), false);
                }
            } else {
                self.choose();
            }
        }
        Ok(())
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let today = cx.now.date();
        if let Some(choosing) = &mut self.choosing {
            match choosing.update(action, today) {
                FormStep::Stay | FormStep::Afresh | FormStep::Stray(_) => {}
                FormStep::Leave => self.choosing = None,
                FormStep::Save => {
                    self.take_choice();
                    return self.save(cx);
                }
            }
            return Ok(Effect::None);
        }
        let step = match &mut self.form {
            Some(form) => {
                let step = form.update(action, today);
                self.record.follow(form);
                step
            }
            None => FormStep::Leave,
        };
        match step {
            FormStep::Stay | FormStep::Stray(_) => Ok(Effect::None),
            FormStep::Save => self.save(cx),
            FormStep::Leave => {
                self.left = action == Action::Accept;
                Ok(self.leave())
            }
            FormStep::Afresh => {
                self.begin_afresh();
                self.reload(cx)?;
                Ok(Effect::Say("What was typed earlier is forgotten".to_owned()))
            }
        }
    }

    fn is_rubbed_out(&self) -> bool {
        let form = self.choosing.as_ref().or(self.form.as_ref());
        form.is_none_or(Form::is_rubbed_out)
    }

    fn input(&mut self, key: KeyEvent, _cx: &Cx) -> Result<Effect> {
        if let Some(choosing) = &mut self.choosing {
            return Ok(match choosing.input(key) {
                FormStep::Leave => {
                    self.choosing = None;
                    Effect::None
                }
                FormStep::Stray(letter) => Effect::Stray(letter),
                FormStep::Stay | FormStep::Save | FormStep::Afresh => Effect::None,
            });
        }
        let step = self.form.as_mut().map_or(FormStep::Leave, |form| {
            let step = form.input(key);
            self.record.follow(form);
            step
        });
        Ok(match step {
            FormStep::Leave => self.leave(),
            FormStep::Stray(letter) => Effect::Stray(letter),
            FormStep::Stay | FormStep::Save | FormStep::Afresh => Effect::None,
        })
    }

    fn paste(&mut self, text: &str, _cx: &Cx) -> Result<Effect> {
        if let (Some(form), None) = (&mut self.form, &self.choosing) {
            form.paste(text);
        }
        Ok(Effect::None)
    }

    fn refused(&mut self, rejection: &Rejection) {
        if let Rejection::Changed { what, by, when } = rejection {
            self.changed = Some(format!("{what} was changed by {by} at {when}"));
        } else if let Some(form) = &mut self.form {
            form.say(rejection.to_string(), true);
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let title = self.record.title();
        let width = WIDTH.min(area.width);
        let inner = width.saturating_sub(4);
        let Some(form) = self.choosing.as_mut().or(self.form.as_mut()) else {
            let inside = popup::open(frame, area, width, 6, &title, paint);
            let words = "This card is no longer in the book. Backspace closes.";
            for (row, line) in wrap(words, usize::from(inner)).into_iter().enumerate() {
                line_at(
                    frame,
                    inside,
                    u16::try_from(row).unwrap_or(u16::MAX),
                    Line::raw(line),
                );
            }
            return;
        };
        let height = form.height(inner).saturating_add(2);
        let inside = popup::open(frame, area, width, height, &title, paint);
        form.view(frame, inside, paint);
    }
}
