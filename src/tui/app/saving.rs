//! Saving: an edit goes in at once, or waits while another desk holds the file, and the screen says which.

use std::time::{Duration, Instant};

use super::App;
use crate::store::{By, Edit, Result, StoreError};
use crate::tui::component::Component;

/// How long the desk goes on trying to save while another desk holds the file.
const PATIENCE: Duration = Duration::from_secs(5);

/// An edit that waits for the file.
pub(super) struct Waiting {
    edit: Edit,
    then: Option<Box<dyn Component>>,
    since: Instant,
}

impl App {
    pub(super) fn apply(&mut self, edit: Edit, then: Option<Box<dyn Component>>) -> Result<()> {
        self.waiting = Some(Waiting {
            edit,
            then,
            since: Instant::now(),
        });
        // Many rows take a while: the screen says so before the desk stands still for them.
        if let Some((edit, label)) = self.long_work()? {
            let doing = if edit == Edit::Redo {
                "Bringing back"
            } else {
                "Taking back"
            };
            self.say(
                format!("{doing}: {label} … the desk goes on when it is done"),
                false,
            );
            return Ok(());
        }
        self.retry()
    }

    fn long_work(&self) -> Result<Option<(Edit, String)>> {
        let Some(Waiting { edit, .. }) = &self.waiting else {
            return Ok(None);
        };
        let label = self.store.takes_a_while(edit, &self.actor)?;
        Ok(label.map(|label| (edit.clone(), label)))
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
        match self.store.apply(&edit, &by) {
            Ok(applied) => {
                if let Some(layer) = self.layers.last()
                    && let Some(name) = layer.keeps()
                {
                    self.kept.remove(&name);
                }
                match then {
                    Some(then) => {
                        self.layers.pop();
                        self.layers.push(then);
                    }
                    None => self.layers.clear(),
                }
                let undoes = !matches!(edit, Edit::Undo | Edit::Redo);
                let hint = if undoes { "u undoes" } else { "y redoes" };
                let hint = if edit == Edit::Redo { "u undoes" } else { hint };
                self.say(format!("{} · {hint}", applied.label), false);
                self.reload()
            }
            Err(StoreError::Refused(rejection)) => {
                self.top().0.refused(&rejection);
                self.say(rejection.to_string(), true);
                self.reload()
            }
            Err(StoreError::Busy(who)) if since.elapsed() < PATIENCE => {
                let who = or_another(who);
                self.say(format!("Waiting for {who} to finish saving …"), false);
                self.waiting = Some(Waiting { edit, then, since });
                Ok(())
            }
            Err(StoreError::Busy(who)) => {
                let who = or_another(who);
                self.say(
                    format!(
                        "Not saved: {who} has been saving for too long. Everything is still here; try again"
                    ),
                    true,
                );
                Ok(())
            }
            Err(error) => {
                self.say(format!("Not saved: {error}"), true);
                Ok(())
            }
        }
    }
}

/// Who holds the file's write lock, by name where the system tells.
fn or_another(who: Option<String>) -> String {
    who.unwrap_or_else(|| "another desk".to_owned())
}
