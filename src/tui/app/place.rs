//! The file under the desk: when it is moved, replaced or deleted, what the desk still sees is saved elsewhere and
//! nothing more is taken on.

use chrono::Utc;

use super::App;
use crate::backup::{Rescued, rescue};
use crate::domain::quantity::grouped;
use crate::store::{Result, StoreError};
use crate::tui::component::Effect;
use crate::tui::popups::told::Told;

/// How it stands with the place of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The file lies where it was opened.
    Fine,
    /// Nobody minds where the file goes: it is made up.
    LetGo,
    /// The file is gone, and what the desk sees could not be saved elsewhere yet; the words say why.
    Lost(String),
    /// The file is gone, and all that was in it is safe elsewhere; the words say where.
    Rescued(String),
}

impl App {
    /// Tells the desk that nobody minds when this file goes away.
    pub fn let_go_of_the_file(&mut self) {
        self.place = Place::LetGo;
    }

    /// What became of the salon when its file went away under this desk; `None` while it is in its place.
    #[must_use]
    pub fn lost(&self) -> Option<&str> {
        match &self.place {
            Place::Lost(words) | Place::Rescued(words) => Some(words),
            Place::Fine | Place::LetGo => None,
        }
    }

    /// Notices without waiting for the next save that the file is gone: what was saved is safer in another one.
    pub(super) fn look_for_the_file(&mut self) -> Result<()> {
        if self.place == Place::Fine
            && !self.store.only_looks()
            && matches!(self.store.check_place(), Err(StoreError::Moved(_)))
        {
            return self.file_is_gone();
        }
        Ok(())
    }

    /// Saves all that the desk still sees into a file of its own, once, and tells where; what was to be saved stays on
    /// the screen.
    pub(super) fn file_is_gone(&mut self) -> Result<()> {
        self.waiting = None;
        if !matches!(self.place, Place::Rescued(_)) {
            self.place = self.rescue();
        }
        let words = self.lost().unwrap_or_default().to_owned();
        self.perform(Effect::Open(Box::new(Told::new(
            "The salon's file is gone",
            words,
        ))))?;
        let short = match &self.place {
            Place::Rescued(_) => "Nothing can be saved here any more; all that was saved is safe",
            _ => "Nothing can be saved here any more: the salon's file is gone",
        };
        self.say(short, true);
        Ok(())
    }

    fn rescue(&self) -> Place {
        let path = self.store.path().display();
        let gone = format!("{path} was moved, replaced, written over or deleted while this desk was open.");
        if self.place == Place::LetGo {
            return Place::Lost(format!("{gone} It was only for practice."));
        }
        match rescue(&self.store, Utc::now()) {
            Ok(Rescued { path, content }) => Place::Rescued(format!(
                "{gone} Everything saved up to then is safe in {} ({} appointments, checked). Nothing more can be saved \
                 here: leave with q, look at the folder, and bring that file back with `pomsalon restore {}`.",
                path.display(),
                grouped(content.appointments()),
                path.display()
            )),
            Err(error) => Place::Lost(format!(
                "{gone} It could not be saved elsewhere ({error}). Do not leave this desk before somebody has looked: \
                 what was saved last may be nowhere else. Each try to save tries this again."
            )),
        }
    }
}
