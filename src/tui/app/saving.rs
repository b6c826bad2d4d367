//! Saving: an edit goes in at once, or waits while another desk holds the file, and the screen says which.

use std::time::{Duration, Instant};

use super::App;
use super::booked::{TAB_SHOWS_IT, placed};
use super::job::way_back;
use crate::booking::{for_its_size, freed_by, no_size, to_answer, unsigned_at_the_counter};
use crate::domain::clock::short_day;
use crate::domain::dog::{Dog, Size};
use crate::domain::rejection::Rejection;
use crate::store::{By, DogEdit, Edit, Result, StoreError};
use crate::tui::component::{Component, Effect};
use crate::tui::popups::before_saving::BeforeSaving;
use crate::tui::popups::conflict::{Conflict, Met};
use crate::tui::popups::how_big::AskSize;

/// How long the desk goes on trying to save while another desk holds the file.
const PATIENCE: Duration = Duration::from_secs(5);

const DISK_FULL: &str = "Not saved: the disk is full. All is still here; make room, then try again";
const DISK_FAILING: &str = "Not saved: the disk fails. All is still here; try again, and have it seen to";

/// What is shown once an edit is saved.
pub(super) enum Then {
    /// The screen; every pop-up is closed.
    Nothing,
    /// What lies below the pop-up that asked for the edit.
    Below,
    /// What is open already.
    Here,
    /// This, in the place of the pop-up that asked for the edit.
    InPlace(Box<dyn Component>),
    /// This, with every other pop-up closed.
    Alone(Box<dyn Component>),
}

/// An edit about which something has to be answered before it is saved.
pub(super) struct Unanswered {
    edit: Edit,
    then: Then,
    words: Vec<String>,
}

/// An edit that waits for the file.
pub(super) struct Waiting {
    edit: Edit,
    then: Then,
    since: Instant,
}

impl App {
    /// Saves an edit; where something has to be answered first, asks before it does.
    pub(super) fn apply(&mut self, edit: Edit, then: Then) -> Result<()> {
        if let Some(about) = no_size(&self.store, &edit, &self.of_any_size)? {
            self.unanswered = Some(Unanswered {
                edit,
                then,
                words: Vec::new(),
            });
            return self.push(Box::new(AskSize::new(about)));
        }
        let mut words = to_answer(&self.store, &edit, self.now().date())?;
        let reaches_back = self.reaches_back(&edit)?;
        let is_undo = reaches_back.is_some();
        words.extend(reaches_back);
        // What was answered is not asked again where the disk or another desk came in between.
        if words.iter().all(|words| self.answered.contains(words)) {
            return self.save(edit, then);
        }
        self.unanswered = Some(Unanswered {
            edit,
            then,
            words: words.clone(),
        });
        self.push(Box::new(if is_undo {
            BeforeSaving::taking_back(words)
        } else {
            BeforeSaving::new(words)
        }))
    }

    /// What undo or redo would reach, where that is of another day: nobody thinks of it when they press the key.
    fn reaches_back(&self, edit: &Edit) -> Result<Option<String>> {
        let today = self.now().date();
        let reached = self.store.reaches(edit, &self.actor)?;
        Ok(reached.filter(|(at, _)| at.date() < today).map(|(at, label)| {
            let (day, time) = (short_day(at.date(), today), at.format("%H:%M"));
            format!("This was done on {day} at {time}: {label}")
        }))
    }

    /// Saves the edit that was asked about.
    pub(super) fn apply_answered(&mut self) -> Result<()> {
        self.layers.pop();
        let Some(Unanswered { edit, then, words }) = self.unanswered.take() else {
            return Ok(());
        };
        self.answered = words;
        self.save(edit, then)
    }

    /// Saves the booking that waited for the size of a dog: noted on its card first where somebody knows it, which stays so
    /// whatever becomes of the booking.
    pub(super) fn apply_sized(&mut self, dog: &Dog, size: Option<Size>) -> Result<()> {
        if let Some(size) = size {
            let noted = Dog {
                size: Some(size),
                ..dog.clone()
            };
            let by = By {
                actor: self.actor.clone(),
                at: self.now(),
            };
            if let Err(error) = self.store.apply(&Edit::Dog(DogEdit::Save(noted)), &by) {
                self.say(format!("Not saved: {error}"), true);
                return Ok(());
            }
        } else {
            self.of_any_size.push(dog.id);
        }
        self.layers.pop();
        let Some(Unanswered { edit, then, .. }) = self.unanswered.take() else {
            return Ok(());
        };
        let edit = match size {
            Some(_) => for_its_size(&self.store, edit, dog.id)?,
            None => edit,
        };
        self.apply(edit, then)
    }

    fn save(&mut self, edit: Edit, then: Then) -> Result<()> {
        // Many rows take a while: they are worked on beside the desk.
        if let Some(work) = self.store.takes_a_while(&edit, &self.actor)? {
            self.start_job(&work);
            return Ok(());
        }
        self.waiting = Some(Waiting {
            edit,
            then,
            since: Instant::now(),
        });
        self.retry()
    }

    /// Tries the waiting edit once. A busy file leaves it waiting; the desk goes on drawing.
    pub(super) fn retry(&mut self) -> Result<()> {
        let Some(Waiting { edit, then, since }) = self.waiting.take() else {
            return Ok(());
        };
        let by = By {
            actor: self.actor.clone(),
            at: self.now(),
        };
        self.dirty = true;
        // What becomes free can only be told before it does; not knowing is no reason not to save.
        let freed = match then {
            Then::Nothing => freed_by(&self.store, &edit).unwrap_or_default(),
            _ => Vec::new(),
        };
        match self.store.apply(&edit, &by) {
            Ok(applied) => {
                self.answered.clear();
                self.of_any_size.clear();
                let placed = match then {
                    Then::Nothing => placed(&edit),
                    _ => None,
                };
                match then {
                    Then::Nothing => self.layers.clear(),
                    Then::Here => {}
                    Then::Below => {
                        self.layers.pop();
                    }
                    Then::InPlace(then) => {
                        self.layers.pop();
                        self.layers.push(then);
                    }
                    Then::Alone(then) => {
                        self.layers.clear();
                        self.layers.push(then);
                    }
                }
                self.throw_away_saved(&edit);
                self.keep_drafts(true);
                if placed.is_some() {
                    self.booked.begin((self.this.elapsed)());
                }
                let in_sight = placed.is_none_or(|placed| self.stand_on(placed));
                let there = if in_sight {
                    String::new()
                } else {
                    format!(" · {TAB_SHOWS_IT}")
                };
                // It is saved; what cannot be read now is told by the board.
                let open = unsigned_at_the_counter(&self.store, &edit).unwrap_or_default();
                let open = open.map_or_else(String::new, |words| format!(" · {words}"));
                let free = self.tell_freed(&applied).unwrap_or_default();
                let words = format!(
                    "{}{open}{there} · {free}{}",
                    applied.label,
                    way_back(applied.kind)
                );
                self.say(words, false);
                self.reload()?;
                self.offer_freed(&freed)
            }
            Err(StoreError::Refused(rejection)) => {
                self.top().0.refused(&rejection);
                self.say(rejection.to_string(), true);
                self.reload()?;
                self.show_both(&edit, &rejection)
            }
            Err(StoreError::Busy(who)) if since.elapsed() < PATIENCE => {
                let who = self.or_another(who);
                self.say(format!("Waiting for {who} to finish saving …"), false);
                self.waiting = Some(Waiting { edit, then, since });
                Ok(())
            }
            Err(StoreError::Busy(who)) => {
                let who = self.or_another(who);
                self.say(
                    format!(
                        "Not saved: {who} has been saving for too long. Everything is still here; try again"
                    ),
                    true,
                );
                Ok(())
            }
            Err(StoreError::Full(_)) => {
                self.say(DISK_FULL, true);
                Ok(())
            }
            Err(StoreError::Failing(_)) => {
                self.say(DISK_FAILING, true);
                Ok(())
            }
            Err(StoreError::Moved(_)) => self.file_is_gone(),
            Err(error) => {
                self.say(format!("Not saved: {error}"), true);
                Ok(())
            }
        }
    }

    /// When the disk or the file seems to fail under what is only read: looks once more through a fresh connection. A
    /// failing disk is then told, and the desk stays open with everything typed in its place; a damaged file ends it.
    pub(super) fn steady<T: Default>(&mut self, done: Result<T>) -> Result<T> {
        let error = match done {
            Err(error @ (StoreError::Failing(_) | StoreError::Full(_))) => error,
            Err(error) if error.is_doubtful() => {
                match self.store.connect_anew().and_then(|()| self.read_again()) {
                    Ok(()) => return Ok(T::default()),
                    Err(again) => again,
                }
            }
            done => return done,
        };
        match error {
            StoreError::Failing(_) | StoreError::Full(_) => {
                self.say(format!("What is shown may be old: {error}"), true);
                Ok(T::default())
            }
            StoreError::Moved(_) => self.file_is_gone().map(|()| T::default()),
            error => Err(error),
        }
    }

    /// Shows both versions of an appointment that somebody else changed first. Forms show both themselves.
    fn show_both(&mut self, edit: &Edit, rejection: &Rejection) -> Result<()> {
        let (Edit::Appointment(edit), Rejection::Changed { .. }) = (edit, rejection) else {
            return Ok(());
        };
        let (layer, cx) = self.top();
        if layer.shows_both() {
            return Ok(());
        }
        match Conflict::between(edit, &cx)? {
            Met::Differ(conflict) => self.perform(Effect::Open(conflict)),
            Met::Same(words) => {
                self.say(words, false);
                Ok(())
            }
            Met::Nothing => Ok(()),
        }
    }

    /// Who holds the file's write lock, by name where the system tells.
    fn or_another(&self, who: Option<String>) -> String {
        if self.is_working() {
            return "what is being done beside the desk".to_owned();
        }
        who.unwrap_or_else(|| "another desk".to_owned())
    }
}
