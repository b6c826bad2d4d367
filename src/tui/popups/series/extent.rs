//! The question how far a change of one appointment of a series reaches: this one, those after it, or all to come.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line as Text, Span};

use super::change::Change;
use crate::booking::{Extent, Line, changed, reached, twice, whole_edit};
use crate::domain::appointment::Appointment;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::series::Standing;
use crate::store::{AppointmentEdit, Edit, Result};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason};
use crate::tui::keymap::Context;
use crate::tui::popups::numbered::picked;
use crate::tui::widgets::list::Window;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{cut, line_at};

/// The answers, with the letters that select them; no two of the letters are neighbours.
const ANSWERS: [(char, Extent); 3] = [('t', Extent::This), ('l', Extent::Later), ('a', Extent::All)];

/// The question, with the change that waits for its answer.
struct Question {
    this: Appointment,
    dog: String,
    edit: AppointmentEdit,
    standing: Option<Standing>,
    later: usize,
    all: usize,
    window: Window,
    /// The last key was a letter: another one behind it makes a word, which is no answer.
    by_letter: bool,
}

/// Makes a change of an appointment; where others of its series are still to come, asks first how far it reaches.
pub fn ask(edit: AppointmentEdit, this: &Appointment, dog: &str, cx: &Cx) -> Result<Effect> {
    let mut question = Question {
        this: this.clone(),
        dog: dog.to_owned(),
        edit,
        standing: None,
        later: 0,
        all: 0,
        window: Window::default(),
        by_letter: false,
    };
    question.reload(cx)?;
    Ok(if question.all > 1 {
        Effect::Open(Box::new(question))
    } else {
        Effect::Apply(Edit::Appointment(question.edit))
    })
}

impl Question {
    fn step(&mut self, by: isize) -> Effect {
        self.window.step(by, ANSWERS.len());
        Effect::None
    }

    fn take(&self, extent: Extent, cx: &Cx) -> Result<Effect> {
        if extent == Extent::This {
            return Ok(Effect::Apply(Edit::Appointment(self.edit.clone())));
        }
        let reached = reached(cx.store, &self.this, extent, cx.now)?;
        let lines = changed(cx.store, &self.this, &self.edit, &reached, cx.now)?;
        let as_wished = |line: &Line| line.why.is_none() && line.chosen.is_some();
        let clear = lines
            .as_ref()
            .is_none_or(|lines| lines.iter().all(as_wished) && twice(lines, cx.now.date()).is_none());
        if clear {
            let edit = whole_edit(&self.dog, &self.edit, &reached, lines.as_deref());
            return Ok(edit.map_or(Effect::None, Effect::Apply));
        }
        let change = Change::of(&self.this, &self.dog, self.edit.clone(), extent);
        Ok(Effect::Replace(Box::new(change)))
    }

    fn words_of(&self, extent: Extent, paint: &Paint) -> String {
        let a = &self.this;
        match extent {
            Extent::This => format!(
                "only this one, {} {}",
                short_day(a.day, paint.now.date()),
                hhmm(a.start_min)
            ),
            Extent::Later => match self.later {
                0 => "this and later: this is the last".to_owned(),
                later => format!("this and the {later} later"),
            },
            Extent::All => format!("all {} that are still to come", self.all),
        }
    }
}

impl Component for Question {
    fn context(&self) -> Context {
        Context::Extent
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        self.standing = cx.store.standings(self.this.day)?.get(&self.this.id).copied();
        let count = |extent| reached(cx.store, &self.this, extent, cx.now).map(|all| all.len());
        self.later = count(Extent::Later)?.saturating_sub(1);
        self.all = count(Extent::All)?;
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let selected = ANSWERS[self.window.selected].1;
        let later = match action {
            Action::Accept => selected == Extent::Later,
            action => action == Action::ThisAndLater,
        };
        (later && self.later == 0)
            .then(|| "nothing of this series comes after this one: only this, or all".into())
    }

    fn update(&mut self, action: Action, cx: &Cx) -> Result<Effect> {
        let behind_a_letter = std::mem::take(&mut self.by_letter);
        let at = match action {
            Action::Up => return Ok(self.step(-1)),
            Action::Down => return Ok(self.step(1)),
            Action::Close => return Ok(Effect::Close),
            Action::Accept => return self.take(ANSWERS[self.window.selected].1, cx),
            Action::OnlyThis => 0,
            Action::ThisAndLater => 1,
            Action::AllOfThem => 2,
            _ => {
                if let Some(row) = picked(action) {
                    self.window.select(row, ANSWERS.len());
                }
                return Ok(Effect::None);
            }
        };
        // `all` and `tal` are words; nobody who types one has chosen an answer.
        if behind_a_letter && at != self.window.selected {
            return Ok(Effect::Stray(ANSWERS[at].0));
        }
        self.by_letter = true;
        self.window.select(at, ANSWERS.len());
        Ok(Effect::None)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let what = match &self.edit {
            AppointmentEdit::Cancel { .. } => "Call off",
            AppointmentEdit::Resize { .. } => "Change the length of",
            AppointmentEdit::Change(_) => "Change the work of",
            _ => "Move",
        };
        let title = format!("{what} {}: one of a series", self.dog);
        let inside = popup::open(frame, area, 58, 9, &title, paint);
        let width = usize::from(inside.width);
        let standing = self.standing.map_or_else(String::new, |s| s.to_string());
        line_at(frame, inside, 0, Text::styled(standing, theme.dim));
        for (row, (at, (key, extent))) in (2..).zip(ANSWERS.iter().enumerate()) {
            let selected = at == self.window.selected;
            let pointer = if selected { paint.look.glyphs.pointer } else { " " };
            let words = cut(&self.words_of(*extent, paint), width.saturating_sub(5), paint);
            let mut line = Text::from(vec![
                Span::styled(format!("{pointer} {key}  "), theme.footer_key),
                Span::raw(words),
            ]);
            if selected {
                line = line.patch_style(theme.selected);
            }
            line_at(frame, inside, row, line);
        }
        let keys = Text::styled("Enter takes it    Backspace changes nothing", theme.footer_key);
        line_at(frame, inside, inside.height.saturating_sub(1), keys);
    }
}
