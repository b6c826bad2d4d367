//! `pomsalon`: opens the desk.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

use chrono::{DateTime, NaiveDateTime, Utc};

use super::failure::{Failure, Result};
use super::salon_file::{Globals, actor, make_folder_of, up_to_date};
use crate::backup::{Around, Backups, Report, Status, prepare};
use crate::domain::clock::Clock;
use crate::store::{Purpose, Store, StoreError};
use crate::tui::app::{App, MAKING_A_BACKUP};
use crate::tui::backup_status::BackupStatus;
use crate::tui::component::Request;
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
    let mut app = open_app(options, &look)?;
    let mut keeper = Keeper::start(options)?;
    let mut screen = enter(&look)?;
    let ended = loop {
        let ended = tui::run::run(&mut app, &mut screen, &events, &mut keeper);
        let Ok(Ended::Restore(backup)) = ended else {
            break ended;
        };
        app.say("Restoring … the desk is back in a moment", false);
        let _ = screen.draw(|frame| app.draw(frame)); // a lost line is noticed by the loop
        let utc = app.now_utc();
        // Everything of this desk lets go of the file, which a restore needs alone.
        keeper.stop();
        let _ = app.close(); // it only tidies up; what stands in the way of a restore, the restore tells
        let told = bring_back(&options.path, &backup, utc);
        let opened = open_app(options, &look).and_then(|app| Ok((app, Keeper::start(options)?)));
        (app, keeper) = match opened {
            Ok(opened) => opened,
            Err(failure) => {
                screen.leave();
                return Err(failure);
            }
        };
        match told {
            Ok(words) => app.say(words, false),
            Err(error) => app.say(format!("Nothing was restored: {error}"), true),
        }
    };
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

/// Opens the salon for the desk.
fn open_app(options: &DeskOptions, look: &Look) -> Result<App> {
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
    let mut app = App::open(store, actor(), options.now.map(Clock::Fixed), *look)?;
    if let Some(news) = news {
        app.say(news, false);
    }
    Ok(app)
}

/// Puts a backup in the place of the salon's file, which nobody of this desk has open; says what was done.
fn bring_back(db: &Path, backup: &Path, utc: DateTime<Utc>) -> std::result::Result<String, StoreError> {
    let restored = prepare(db, backup, utc)?.carry_out()?;
    let name = |path: &Path| {
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let aside = restored.aside.map_or_else(String::new, |aside| {
        format!("; what was there is kept as {}", name(&aside))
    });
    Ok(format!("Restored from {}{aside}", name(backup)))
}

fn enter(look: &Look) -> Result<Screen> {
    let mut screen = Screen::enter().map_err(Failure::io("taking the terminal over"))?;
    screen.show_ascii_only(look.glyphs.is_ascii());
    Ok(screen)
}

/// The exit code of an end.
fn finish(ended: Ended) -> Result<u8> {
    match ended {
        Ended::Quit | Ended::Restore(_) => Ok(0),
        Ended::Signal(signal) => Err(Failure::Said(u8::try_from(signal.exit_code()).unwrap_or(1))),
        Ended::Panicked(report) => Err(Failure::Failed(report)),
    }
}

/// The backups as the desk sees them: asked for, reported, made once more on leaving.
struct Keeper {
    backups: Option<Backups>,
    reports: Receiver<Report>,
    /// How the copies were when somebody last looked.
    status: Option<Box<Status>>,
    /// Whether the last backup this desk tried failed.
    failing: bool,
    /// What is said to whoever asks for something about backups where none are made.
    why_not: &'static str,
}

impl Keeper {
    /// Starts the backups of a salon; a made-up one or one that is only looked at needs none.
    fn start(options: &DeskOptions) -> Result<Self> {
        let (sender, reports) = channel();
        let backups = if options.practice || options.read_only {
            None
        } else {
            // The desk may be gone before the last report: nobody needs it then.
            Some(Backups::start(&options.path, Around::real(), move |report| {
                drop(sender.send(report));
            })?)
        };
        Ok(Self {
            backups,
            reports,
            status: None,
            failing: false,
            why_not: if options.practice {
                "This salon is only for practice: it is not backed up"
            } else {
                "This desk only looks: it does nothing about backups"
            },
        })
    }

    /// Ends the backups within a second, and lets go of the file.
    fn stop(&mut self) {
        if let Some(backups) = self.backups.take() {
            backups.stop();
        }
    }
}

impl Outside for Keeper {
    fn back_up(&mut self, app: &mut App) {
        match &self.backups {
            Some(backups) => backups.request_now(),
            None => app.say(self.why_not, false),
        }
    }

    fn ask(&mut self, app: &mut App, request: Request) {
        match (&self.backups, request) {
            (None, _) => app.say(self.why_not, false),
            (Some(backups), Request::Drill) => backups.request_drill(),
            (Some(backups), Request::Verify(backup)) => backups.request_verify(&backup),
            (Some(backups), Request::Preview(backup)) => backups.request_preview(&backup),
        }
    }

    fn report(&mut self, app: &mut App) {
        while let Ok(report) = self.reports.try_recv() {
            match report {
                Report::Newest(newest) => self.failing &= newest.is_none(),
                Report::Made(made) => {
                    self.failing = false;
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
                    self.failing = true;
                }
                Report::Status(status) => self.status = Some(status),
                Report::Told(words, is_bad) => app.say(words, is_bad),
                Report::Previewed(backup, found) => app.previewed(&backup, &found),
            }
        }
        app.set_backup(if self.backups.is_none() {
            BackupStatus::off()
        } else {
            BackupStatus::of(self.status.as_deref(), self.failing, Utc::now())
        });
    }
}
