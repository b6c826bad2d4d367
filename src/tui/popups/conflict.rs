//! Two desks changed one appointment: both versions side by side, and which one stays.

use chrono::NaiveDateTime;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::history::when;
use crate::domain::appointment::Appointment;
use crate::domain::clock::hhmm;
use crate::domain::id::AppointmentId;
use crate::domain::rejection::Rejection;
use crate::domain::status::Status;
use crate::store::{AppointmentEdit, Edit, Place, Result, Theirs};
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint};
use crate::tui::keymap::Context;
use crate::tui::popups::numbered::picked;
use crate::tui::widgets::text::{cut, fit, line_at, wrap};
use crate::tui::widgets::{list::Window, popup};

const CHOICES: [&str; 2] = ["keep what is in the book", "put mine over it"];

/// One field as it was, as it is in the book now, and as this desk would have it; `None` where mine leaves it alone.
struct Field {
    title: String,
    before: String,
    theirs: String,
    mine: Option<String>,
}

/// How an edit and the book stand to each other.
pub enum Met {
    /// They differ: somebody has to choose.
    Differ(Box<Conflict>),
    /// The book says already what the edit wanted; who did it, in words.
    Same(String),
    /// There is nothing to compare.
    Nothing,
}

/// The question which version of an appointment stays.
pub struct Conflict {
    edit: AppointmentEdit,
    dog: String,
    by: String,
    at: NaiveDateTime,
    label: String,
    fields: Vec<Field>,
    window: Window,
    refused: Option<String>,
}

/// The appointment of an edit and the revision it was made for.
const fn seen(edit: &AppointmentEdit) -> Option<(AppointmentId, i64)> {
    match edit {
        // Several at once have no two versions of one appointment to show; the form of a change shows both itself.
        AppointmentEdit::Book(_) | AppointmentEdit::MoveAll(_) | AppointmentEdit::Change(_) => None,
        AppointmentEdit::Move(Place { id, rev, .. })
        | AppointmentEdit::TakeOver {
            to: Place { id, rev, .. },
            ..
        }
        | AppointmentEdit::Resize { id, rev, .. }
        | AppointmentEdit::Step { id, rev, .. }
        | AppointmentEdit::Cancel { id, rev, .. } => Some((*id, *rev)),
    }
}

/// The same edit, made for the revision that is in the book now.
fn made_for(edit: &AppointmentEdit, now: i64) -> AppointmentEdit {
    let mut edit = edit.clone();
    match &mut edit {
        AppointmentEdit::Book(_) | AppointmentEdit::MoveAll(_) => {}
        AppointmentEdit::Move(Place { rev, .. })
        | AppointmentEdit::TakeOver {
            to: Place { rev, .. },
            ..
        }
        | AppointmentEdit::Resize { rev, .. }
        | AppointmentEdit::Step { rev, .. }
        | AppointmentEdit::Cancel { rev, .. } => *rev = now,
        AppointmentEdit::Change(change) => change.rev = now,
    }
    edit
}

fn groomer(id: crate::domain::id::GroomerId, cx: &Cx) -> Result<String> {
    let groomers = cx.store.groomers()?;
    let found = groomers.into_iter().find(|groomer| groomer.id == id);
    Ok(found.map(|groomer| groomer.name).unwrap_or_default())
}

/// What an edit sets, by the titles of the history: in the book now, and as it would be.
fn wanted(edit: &AppointmentEdit, now: &Appointment, cx: &Cx) -> Result<Vec<(&'static str, String, String)>> {
    let day = |day: chrono::NaiveDate| day.format("%a %-d %b %Y").to_string();
    let status = |status: Status| status.words().to_owned();
    Ok(match edit {
        AppointmentEdit::Book(_) | AppointmentEdit::MoveAll(_) | AppointmentEdit::Change(_) => Vec::new(),
        AppointmentEdit::Move(to) | AppointmentEdit::TakeOver { to, .. } => vec![
            (
                "Groomer",
                groomer(now.groomer_id, cx)?,
                groomer(to.groomer_id, cx)?,
            ),
            ("Day", day(now.day), day(to.day)),
            ("Time", hhmm(now.start_min), hhmm(to.start_min)),
        ],
        AppointmentEdit::Resize { minutes, .. } => {
            vec![("Until", hhmm(now.end_min), hhmm(now.start_min + minutes))]
        }
        AppointmentEdit::Step { to, .. } => vec![("Status", status(now.status), status(*to))],
        AppointmentEdit::Cancel { reason, .. } => vec![
            ("Status", status(now.status), status(Status::Cancelled)),
            ("Reason", now.cancel_reason.clone(), reason.clone()),
        ],
    })
}

impl Conflict {
    /// Compares an edit that was refused with what is in the book now.
    pub fn between(edit: &AppointmentEdit, cx: &Cx) -> Result<Met> {
        let Some((id, rev)) = seen(edit) else {
            return Ok(Met::Nothing);
        };
        let Some(theirs) = cx.store.changed_since(id, rev)? else {
            return Ok(Met::Nothing);
        };
        let wanted = wanted(edit, &theirs.now, cx)?;
        let dog = cx.store.dog_line(theirs.now.dog_id)?;
        let dog = dog.map(|dog| dog.name()).unwrap_or_default();
        if wanted.iter().all(|(_, now, mine)| now == mine) {
            return Ok(Met::Same(format!(
                "{} did the same already, {}: {}",
                theirs.by,
                when(theirs.at, cx.now),
                theirs.label
            )));
        }
        let edit = made_for(edit, theirs.now.rev);
        Ok(Met::Differ(Box::new(Self::new(edit, dog, theirs, wanted))))
    }

    fn new(
        edit: AppointmentEdit,
        dog: String,
        theirs: Theirs,
        wanted: Vec<(&'static str, String, String)>,
    ) -> Self {
        let mut fields: Vec<Field> = theirs
            .fields
            .into_iter()
            .map(|field| Field {
                title: field.title,
                before: field.before,
                theirs: field.after,
                mine: None,
            })
            .collect();
        for (title, now, mine) in wanted {
            match fields.iter_mut().find(|field| field.title == title) {
                Some(field) => field.mine = Some(mine),
                None if now == mine => {}
                None => fields.push(Field {
                    title: title.to_owned(),
                    before: now.clone(),
                    theirs: now,
                    mine: Some(mine),
                }),
            }
        }
        Self {
            edit,
            dog,
            by: theirs.by,
            at: theirs.at,
            label: theirs.label,
            fields,
            window: Window::default(),
            refused: None,
        }
    }
}

impl Conflict {
    /// Who did what, and both versions field by field; what mine would change stands out and comes first.
    fn both(&self, room: usize, paint: &Paint) -> Vec<Line<'static>> {
        let theme = &paint.look.theme;
        let who = format!("{}, {}: {}", self.by, when(self.at, paint.now), self.label);
        let who = wrap(&who, room).into_iter();
        let mut lines: Vec<Line> = who.map(|line| Line::styled(line, theme.warning)).collect();
        let column = room.saturating_sub(14) / 3;
        let row = |cells: [&str; 4]| {
            let [title, rest @ ..] = cells;
            let rest = rest.map(|cell| fit(&cut(cell, column.saturating_sub(1), paint), column, paint));
            format!("{}{}", fit(title, 14, paint), rest.concat())
        };
        lines.push(Line::styled(
            row(["", "before", "in the book", "mine"]),
            theme.dim,
        ));
        let differs = |field: &&Field| field.mine.as_ref().is_some_and(|mine| *mine != field.theirs);
        let (first, rest): (Vec<&Field>, Vec<&Field>) = self.fields.iter().partition(differs);
        let styled = first.iter().map(|field| (field, theme.title));
        for (field, style) in styled.chain(rest.iter().map(|field| (field, theme.base))) {
            let mine = field.mine.as_deref().map_or("(stays)", or_nothing);
            let cells = [
                field.title.as_str(),
                or_nothing(&field.before),
                or_nothing(&field.theirs),
                mine,
            ];
            lines.push(Line::styled(row(cells), style));
        }
        lines
    }
}

fn or_nothing(text: &str) -> &str {
    if text.is_empty() { "(nothing)" } else { text }
}

impl Component for Conflict {
    fn context(&self) -> Context {
        Context::Choice
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let Some((id, rev)) = seen(&self.edit) else {
            return Ok(());
        };
        // Somebody was quicker once more: what is asked is about the book as it is.
        if let Some(theirs) = cx.store.changed_since(id, rev)? {
            let wanted = wanted(&self.edit, &theirs.now, cx)?;
            let edit = made_for(&self.edit, theirs.now.rev);
            *self = Self::new(edit, std::mem::take(&mut self.dog), theirs, wanted);
        }
        Ok(())
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept => CHOICES[self.window.selected.min(1)],
            _ => action.words(),
        }
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        match action {
            Action::Up => self.window.step(-1, CHOICES.len()),
            Action::Down => self.window.step(1, CHOICES.len()),
            Action::Close => return Ok(Effect::Close),
            Action::Accept if self.window.selected == 0 => return Ok(Effect::Close),
            Action::Accept => return Ok(Effect::Apply(Edit::Appointment(self.edit.clone()))),
            _ => {
                if let Some(row) = picked(action) {
                    self.window.select(row, CHOICES.len());
                }
            }
        }
        Ok(Effect::None)
    }

    fn refused(&mut self, rejection: &Rejection) {
        self.refused = Some(format!("Yours cannot go in: {rejection}."));
    }

    fn shows_both(&self) -> bool {
        true
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        let theme = &paint.look.theme;
        let width = 76.min(area.width);
        let room = usize::from(width.saturating_sub(4));
        let mut lines = self.both(room, paint);
        let mut choices: Vec<Line> = Vec::new();
        if let Some(refused) = &self.refused {
            let refused = wrap(refused, room).into_iter();
            choices.extend(refused.map(|line| Line::styled(line, theme.danger)));
        }
        for (at, words) in CHOICES.iter().enumerate() {
            let line = Line::from(vec![
                Span::styled(format!("{} ", at + 1), theme.footer_key),
                Span::raw(fit(words, room.saturating_sub(2), paint)),
            ]);
            choices.push(if at == self.window.selected {
                line.patch_style(theme.selected)
            } else {
                line
            });
        }
        let height = u16::try_from(lines.len() + 1 + choices.len()).unwrap_or(u16::MAX);
        let title = format!("{} was changed at another desk", self.dog);
        let inside = popup::open(frame, area, width, height.saturating_add(2), &title, paint);
        // The choices are always in sight; in a small window the fields below the first ones are not.
        let fits = usize::from(inside.height).saturating_sub(choices.len());
        if lines.len() > fits {
            lines.truncate(fits.saturating_sub(1));
            lines.push(Line::styled(
                format!("more {}", paint.look.glyphs.down),
                theme.dim,
            ));
        }
        lines.resize(fits, Line::raw(""));
        for (row, line) in lines.into_iter().chain(choices).enumerate() {
            line_at(frame, inside, u16::try_from(row).unwrap_or(u16::MAX), line);
        }
    }
}
