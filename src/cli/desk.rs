//! `pomsalon`: opens the desk.

use std::path::PathBuf;

use chrono::NaiveDateTime;

use super::failure::{Failure, Result};
use super::salon_file::{Globals, actor, make_folder_of};
use crate::domain::clock::Clock;
use crate::store::{Purpose, Store, StoreError};
use crate::tui::app::{App, BackupStatus};
use crate::tui::event::Events;
use crate::tui::run::{Ended, Outside};
use crate::tui::terminal::{Screen, require_terminal};
use crate::tui::{self, Look, guard_panics};

/// What the desk is opened with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskOptions {
    /// The salon's file; one that is not there starts the set-up.
    pub path: PathBuf,
    /// The moment the clock stands at, when it is fixed.
    pub now: Option<NaiveDateTime>,
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// Whether the salon is made up and goes away afterwards.
    pub practice: bool,
}

/// Opens the desk on the file named, or on the default place, which may start with the set-up.
pub fn open(globals: &Globals) -> Result<u8> {
    let path = globals.path()?;
    if globals.db.is_some() && !path.exists() {
        return Err(StoreError::FileMissing(path).into());
    }
    require_terminal().map_err(Failure::Usage)?;
    if globals.db.is_none() && !globals.read_only {
        make_folder_of(&path)?;
    }
    run(&DeskOptions {
        path,
        now: globals.now,
        read_only: globals.read_only,
        practice: false,
    })
}

/// Runs the desk until somebody leaves it; gives the exit code.
pub fn run(options: &DeskOptions) -> Result<u8> {
    let purpose = if options.read_only {
        Purpose::ReadOnly
    } else {
        Purpose::Desk
    };
    let store = Store::open(&options.path, purpose)?;
    let look = Look::from_environment(|name| std::env::var(name).ok());
    let notice = store.notice().map(ToOwned::to_owned);
    let mut app = App::open(store, actor(), options.now.map(Clock::Fixed), look)?;
    if let Some(notice) = notice {
        app.say(notice, false);
    }
    // The watchers before the screen, so that no signal finds it taken over and nobody to give it back.
    let events = Events::start().map_err(Failure::io("watching the keyboard"))?;
    guard_panics(events.sender());
    let mut screen = Screen::enter().map_err(Failure::io("taking the terminal over"))?;
    screen.show_ascii_only(look.glyphs.is_ascii());
    let ended = tui::run::run(&mut app, &mut screen, &events, &mut NoBackups);
    screen.leave();
    match ended? {
        Ended::Quit => {
            app.close()?;
            Ok(0)
        }
        // Nobody may be reading any more; the code tells who asks.
        Ended::Signal(signal) => {
            let _ = app.close();
            Err(Failure::Said(u8::try_from(signal.exit_code()).unwrap_or(1)))
        }
        Ended::Panicked(report) => Err(Failure::Failed(report)),
    }
}

/// A desk whose salon is not worth a copy.
struct NoBackups;

impl Outside for NoBackups {
    fn back_up(&mut self) {}

    fn report(&mut self, app: &mut App) {
        app.set_backup(BackupStatus {
            off: true,
            ..BackupStatus::default()
        });
    }
}
