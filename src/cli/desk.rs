//! `pomsalon`: opens the desk.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

use chrono::{DateTime, NaiveDateTime, Utc};

use super::failure::{Failure, Result};
use super::salon_file::{Globals, actor, make_folder_of, up_to_date};
use crate::backup::{Backups, Report};
use crate::domain::clock::Clock;
use crate::store::{Purpose, Store, StoreError};
use crate::tui::app::{App, BackupStatus, MAKING_A_BACKUP};
use crate::tui::event::Events;
use crate::tui::run::{Ended, Outside};
use crate::tui::setup::{Setup, system_zone};
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
    let look = Look::from_environment(|name| std::env::var(name).ok());
    // The watchers before the screen, so that no signal finds it taken over and nobody to give it back.
    let events = Events::start().map_err(Failure::io("watching the keyboard"))?;
    guard_panics(events.sender());
    if !options.path.exists() && !options.practice && !options.read_only {
        let mut setup = Setup::new(&options.path, options.now.map(Clock::Fixed), look, system_zone());
        let mut screen = enter(&look)?;
        let ended = tui::run::set_up(&mut setup, &mut screen, &events);
        screen.leave();
        if let Some(ended) = ended {
            return finish(ended);
        }
    }
    let purpose = if options.read_only {
        Purpose::ReadOnly
    } else {
        Purpose::Desk
    };
    let mut news = None;
    let open = || Store::open(&options.path, purpose);
    let store = if options.read_only {
        open()?
    } else {
        up_to_date(&options.path, |words| news = Some(words.to_owned()), open)?
    };
    let mut app = App::open(store, actor(), options.now.map(Clock::Fixed), look)?;
    if let Some(news) = news {
        app.say(news, false);
    }
    let mut keeper = Keeper::start(options)?;
    let mut screen = enter(&look)?;
    let ended = tui::run::run(&mut app, &mut screen, &events, &mut keeper);
    screen.leave();
    let ended = ended?;
    if ended == Ended::Quit
        && let Some(backups) = keeper.backups.take()
    {
        backups.leave();
    }
    // After a signal nobody may be reading any more; the code tells who asked.
    let closed = app.close();
    let code = finish(ended)?;
    closed?;
    Ok(code)
}

fn enter(look: &Look) -> Result<Screen> {
    let mut screen = Screen::enter().map_err(Failure::io("taking the terminal over"))?;
    screen.show_ascii_only(look.glyphs.is_ascii());
    Ok(screen)
}

/// The exit code of an end.
fn finish(ended: Ended) -> Result<u8> {
    match ended {
        Ended::Quit => Ok(0),
        Ended::Signal(signal) => Err(Failure::Said(u8::try_from(signal.exit_code()).unwrap_or(1))),
        Ended::Panicked(report) => Err(Failure::Failed(report)),
    }
}

/// The backups as the desk sees them: asked for, reported, made once more on leaving.
struct Keeper {
    backups: Option<Backups>,
    reports: Receiver<Report>,
    newest: Option<DateTime<Utc>>,
    failed: Option<String>,
    damaged: bool,
}

impl Keeper {
    /// Starts the backups of a salon; a made-up one or one that is only looked at needs none.
    fn start(options: &DeskOptions) -> Result<Self> {
        let (sender, reports) = channel();
        let backups = if options.practice || options.read_only {
            None
        } else {
            // The desk may be gone before the last report: nobody needs it then.
            Some(Backups::start(&options.path, Utc::now, move |report| {
                drop(sender.send(report));
            })?)
        };
        Ok(Self {
            backups,
            reports,
            newest: None,
            failed: None,
            damaged: false,
        })
    }
}

impl Outside for Keeper {
    fn back_up(&mut self, app: &mut App) {
        match &self.backups {
            Some(backups) => backups.request_now(),
            None => app.say("This salon is only for practice: it is not backed up", false),
        }
    }

    fn report(&mut self, app: &mut App) {
        while let Ok(report) = self.reports.try_recv() {
            match report {
                Report::Newest(newest) => self.newest = newest.map(|newest| newest.at),
                Report::Made(made) => {
                    self.newest = Some(Utc::now());
                    self.failed = None;
                    if app
                        .message()
                        .is_some_and(|message| message.words == MAKING_A_BACKUP)
                    {
                        app.say(
                            format!("Backup made and verified: {}", made.path.display()),
                            false,
                        );
                    }
                }
                Report::Failed(error) => {
                    app.say(format!("No backup could be made: {error}"), true);
                    self.failed = Some(error.to_string());
                }
                Report::LookedThrough(damage) => {
                    self.damaged = damage.is_some();
                    if let Some(damage) = damage {
                        app.say(damage.to_string(), true);
                    }
                }
            }
        }
        app.set_backup(BackupStatus {
            age_min: self.newest.map(|at| (Utc::now() - at).num_minutes().max(0)),
            failed: self.failed.clone(),
            damaged: self.damaged,
            off: self.backups.is_none(),
        });
    }
}
