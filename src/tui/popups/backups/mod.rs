//! The backups: how old, where they are, what bringing one back would lose, and the keys that do all that.

mod view;

use std::path::Path;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::question::Question;
use crate::backup::{Listed, Marks, Preview, line_of, list};
use crate::domain::clock::utc_of;
use crate::store::Result;
use crate::tui::action::Action;
use crate::tui::component::{Component, Cx, Effect, Paint, Reason, Request};
use crate::tui::forms::copies::CopiesForm;
use crate::tui::keymap::Context;
use crate::tui::widgets::list::Window;

/// One backup with what became of it.
struct Row {
    backup: Listed,
    marks: Marks,
}

/// What is known about restoring one of them.
enum Look {
    Asked,
    Told(Box<Preview>),
    Failed(String),
}

/// The list of backups.
#[derive(Default)]
pub struct Backups {
    rows: Vec<Row>,
    window: Window,
    height: usize,
    /// The backup that was asked about, by its name, and the answer.
    look: Option<(String, Look)>,
    second: String,
    off_site: String,
    /// Why the list could not be read.
    trouble: Option<String>,
}

impl Backups {
    fn selected(&self) -> Option<&Row> {
        self.rows.get(self.window.selected)
    }

    /// What is known about restoring the selected one.
    fn look(&self) -> Option<&Look> {
        let selected = self.selected()?;
        let (name, look) = self.look.as_ref()?;
        (*name == selected.backup.name).then_some(look)
    }

    fn page(&self) -> isize {
        isize::try_from(self.height.saturating_sub(1).max(1)).unwrap_or(1)
    }

    /// Asks for certain before the salon as it is now gives way.
    fn question(&self) -> Option<Question> {
        let row = self.selected()?;
        let Some(Look::Told(preview)) = self.look() else {
            return None;
        };
        let words = format!(
            "Bring back the salon as it was {}? That means: {preview}. The desk closes the file for a moment. What is there now is \
             kept beside it, and comes back the same way.",
            made(row)
        );
        Some(Question::restoring(words, row.backup.path.clone()))
    }
}

/// When a backup was made, on the salon's clock where its manifest tells.
fn made(row: &Row) -> String {
    let salon_time = row
        .backup
        .manifest
        .as_ref()
        .and_then(|manifest| manifest.salon_time);
    salon_time.map_or_else(
        || row.backup.at.format("%a %-d %b %Y %H:%M UTC").to_string(),
        |at| at.format("%a %-d %b %Y %H:%M").to_string(),
    )
}

impl Component for Backups {
    fn context(&self) -> Context {
        Context::Backups
    }

    fn words(&self, action: Action) -> &'static str {
        match action {
            Action::Accept => "what it loses",
            Action::Edit => "where to",
            action => action.words(),
        }
    }

    fn reload(&mut self, cx: &Cx) -> Result<()> {
        let selected = self.selected().map(|row| row.backup.name.clone());
        self.second.clone_from(&cx.salon.second_folder);
        self.off_site = line_of(&cx.salon.off_site);
        let found = match list(cx.store.path(), utc_of(cx.now, cx.salon.zone)) {
            Ok(found) => found,
            Err(error) => {
                self.trouble = Some(error.to_string());
                return Ok(());
            }
        };
        self.trouble = None;
        self.rows.clear();
        for backup in found {
            let marks = Marks::of(cx.store, &backup.name)?;
            self.rows.push(Row { backup, marks });
        }
        let at = self
            .rows
            .iter()
            .position(|row| Some(&row.backup.name) == selected.as_ref());
        if let Some(at) = at {
            self.window.select(at, self.rows.len());
        }
        self.window.step(0, self.rows.len());
        Ok(())
    }

    fn disabled(&self, action: Action) -> Option<Reason> {
        let needs_one = matches!(
            action,
            Action::Accept | Action::Verify | Action::Drill | Action::Restore
        );
        if needs_one && self.rows.is_empty() {
            return Some(Reason::Borrowed("there is no backup yet; b makes one"));
        }
        if action == Action::Restore && !matches!(self.look(), Some(Look::Told(_))) {
            return Some(Reason::Borrowed(
                "look first: Enter tells what bringing this one back would lose",
            ));
        }
        None
    }

    fn update(&mut self, action: Action, _cx: &Cx) -> Result<Effect> {
        let length = self.rows.len();
        let path = self.selected().map(|row| row.backup.path.clone());
        match action {
            Action::Up => self.window.step(-1, length),
            Action::Down => self.window.step(1, length),
            Action::PageUp => self.window.step(-self.page(), length),
            Action::PageDown => self.window.step(self.page(), length),
            Action::Close => return Ok(Effect::Close),
            Action::Edit => return Ok(Effect::Open(Box::new(CopiesForm::of_salon()))),
            Action::Drill => return Ok(Effect::Ask(Request::Drill)),
            Action::Verify => return Ok(path.map_or(Effect::None, |path| Effect::Ask(Request::Verify(path)))),
            Action::Accept => {
                if let Some(row) = self.selected() {
                    self.look = Some((row.backup.name.clone(), Look::Asked));
                }
                return Ok(path.map_or(Effect::None, |path| Effect::Ask(Request::Preview(path))));
            }
            Action::Restore => {
                if let Some(question) = self.question() {
                    return Ok(Effect::Open(Box::new(question)));
                }
            }
            _ => {}
        }
        Ok(Effect::None)
    }

    fn previewed(&mut self, backup: &Path, found: &std::result::Result<Box<Preview>, String>) {
        let name = backup.file_name().unwrap_or_default().to_string_lossy();
        if let Some((asked, look)) = &mut self.look
            && *asked == name
        {
            *look = match found {
                Ok(preview) => Look::Told(preview.clone()),
                Err(why) => Look::Failed(why.clone()),
            };
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, paint: &Paint) {
        self.draw(frame, area, paint);
    }
}
