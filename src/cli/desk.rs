//! `pomsalon`: opens the desk.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

use chrono::{DateTime, NaiveDateTime, Utc};

use super::failure::{Failure, Result};
use super::output::tell_lines;
use super::salon_file::{Globals, actor, make_folder_of, up_to_date};
use crate::backup::{Around, Backups, Report, Status, prepare};
use crate::domain::clock::Clock;
use crate::paper::{self, Paper};
use crate::store::{Purpose, Store, StoreError, refuse_lost};
use crate::tui::app::{App, MAKING_A_BACKUP};
use crate::tui::backup_status::{BackupStatus, Off};
use crate::tui::component::Request;
use crate::tui::event::Events;
use crate::tui::recovery::{Recovery, helps_with};
use crate::tui::run::{Ended, Outside, Recovered};
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
    let terminal = require_terminal();
    // A salon that was there and is gone is explained on the desk's own screen.
    if globals.db.is_some() && is_missing(&path) && (refuse_lost(&path).is_ok() || terminal.is_err()) {
        return Err(StoreError::FileMissing(path).into());
    }
    terminal.map_err(Failure::Usage)?;
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

/// Whether nothing has this name; a place that may not be looked at is another matter.
fn is_missing(path: &Path) -> bool {
    path.try_exists().is_ok_and(|there| !there)
}

/// Runs the desk until somebody leaves it; gives the exit code.
pub fn run(options: &DeskOptions) -> Result<u8> {
    let look = Look::from_environment(|name| std::env::var(name).ok());
    // The watchers before the screen, so that no signal finds it taken over and nobody to give it back.
    let events = Events::start().map_err(Failure::io("watching the keyboard"))?;
    guard_panics(events.sender());
    let mut opened = match first_run(options, &look, &events) {
        Ok(Some(ended)) => return finish(ended),
        Ok(None) => open_salon(options),
        Err(error) => Err(error),
    };
    loop {
        let error = match opened {
            Ok((store, notice)) => match desk(options, store, notice, &look, &events) {
                Err(Failure::Store(error)) => diagnosis(options, error),
                done => return done,
            },
            Err(Failure::Store(error)) => error,
            Err(failure) => return Err(failure),
        };
        if options.practice || options.read_only || !helps_with(&error) {
            return Err(error.into());
        }
        let now = options.now.map(|moment| moment.and_utc());
        let mut page = Recovery::new(&options.path, &error, now, look);
        let mut screen = enter(&look)?;
        let recovered = tui::run::recover(&mut page, &mut screen, &events);
        screen.leave();
        opened = match recovered {
            Recovered::Open(store, words) => Ok((*store, Some(words))),
            // What was wrong stands below the prompt, for whoever is asked for help.
            Recovered::Ended(Ended::Quit) => return Err(error.into()),
            Recovered::Ended(ended) => return finish(ended),
        };
    }
}

/// What is wrong with a file that failed a running desk; opening it again tells more than the one read that failed.
fn diagnosis(options: &DeskOptions, error: StoreError) -> StoreError {
    match open_salon(options) {
        Err(Failure::Store(found)) if helps_with(&found) => found,
        _ => error,
    }
}

/// Asks the questions of the set-up where there is no salon yet; gives how it ended when none was made.
fn first_run(options: &DeskOptions, look: &Look, events: &Events) -> Result<Option<Ended>> {
    if !is_missing(&options.path) || options.practice || options.read_only {
        return Ok(None);
    }
    refuse_lost(&options.path)?;
    let mut setup = Setup::new(&options.path, options.now.map(Clock::Fixed), *look, system_zone());
    let mut screen = enter(look)?;
    let ended = tui::run::set_up(&mut setup, &mut screen, events);
    screen.leave();
    Ok(ended)
}

/// Opens the salon's file as the desk uses it, with what there is to say about that.
fn open_salon(options: &DeskOptions) -> Result<(Store, Option<String>)> {
    if options.read_only {
        return Ok((Store::open(&options.path, Purpose::ReadOnly)?, None));
    }
    let mut news = None;
    let tell = |words: &str| news = Some(words.to_owned());
    let store = up_to_date(&options.path, tell, || Store::open_or_look(&options.path))?;
    let notice = news.or_else(|| store.notice().map(ToOwned::to_owned));
    Ok((store, notice))
}

/// Runs the desk on an open salon until somebody leaves it; gives the exit code.
fn desk(
    options: &DeskOptions,
    store: Store,
    notice: Option<String>,
    look: &Look,
    events: &Events,
) -> Result<u8> {
    let (mut app, mut keeper) = at_work(options, store, notice, look)?;
    let mut screen = enter(look)?;
    let ended = loop {
        let ended = tui::run::run(&mut app, &mut screen, events, &mut keeper);
        let Ok(Ended::Restore(backup)) = ended else {
            break ended;
        };
        app.say("Restoring … the desk is back in a moment", false);
        let _ = screen.draw(|frame| app.draw(frame)); // a lost line is noticed by the loop
        let utc = app.now_utc();
        // Everything of this desk lets go of the file, which a restore needs alone.
        drop(keeper);
        let _ = app.close(); // it only tidies up; what stands in the way of a restore, the restore tells
        let told = bring_back(&options.path, &backup, utc);
        let again = open_salon(options).and_then(|(store, notice)| at_work(options, store, notice, look));
        (app, keeper) = match again {
            Ok(again) => again,
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
    // The last change goes on paper, and the file has one reader less before it is folded up.
    keeper.paper = None;
    let quit = ended.as_ref().is_ok_and(|ended| *ended == Ended::Quit);
    if quit && let Some(backups) = keeper.backups.take() {
        backups.leave();
    }
    // Before the file is opened again: the thread has it open as well.
    drop(keeper);
    let lost = app.lost().map(ToOwned::to_owned);
    // After a signal nobody may be reading any more; the code tells who asked.
    let closed = app.close();
    if let Some(lost) = lost.filter(|_| !matches!(ended, Ok(Ended::Signal(_)))) {
        return Err(Failure::Failed(lost));
    }
    let code = finish(ended?)?;
    closed?;
    Ok(code)
}

/// The desk on an open salon, with its backups.
fn at_work(
    options: &DeskOptions,
    store: Store,
    notice: Option<String>,
    look: &Look,
) -> Result<(App, Keeper)> {
    let only_looks = store.only_looks();
    let mut app = App::open(store, actor(), options.now.map(Clock::Fixed), *look)?;
    if options.practice {
        app.let_go_of_the_file();
    }
    if let Some(notice) = notice {
        app.say(notice, only_looks);
    }
    Ok((app, Keeper::start(options, only_looks)?))
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
    Ok(restored.aside.map_or_else(
        || format!("Brought back {}", name(backup)),
        |aside| format!("Brought back. The file as it was: {}", name(&aside)),
    ))
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
        Ended::Panicked(report) => {
            tell_lines(&report.lines().collect::<Vec<_>>());
            Err(Failure::Said(1))
        }
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
    /// Why this desk makes no backups, where it makes none.
    off: Off,
    paper: Option<Paper>,
    paper_reports: Receiver<paper::Report>,
    damaged: bool,
}

impl Keeper {
    /// Starts the backups and the day sheets of a salon; a made-up one or one that is only looked at needs none.
    fn start(options: &DeskOptions, only_looks: bool) -> Result<Self> {
        let (sender, reports) = channel();
        let (paper_sender, paper_reports) = channel();
        let paper = if options.practice || only_looks {
            None
        } else {
            let clock = options.now.map(Clock::Fixed);
            Some(Paper::start(&options.path, clock, move |report| {
                drop(paper_sender.send(report));
            })?)
        };
        let backups = if options.practice || only_looks {
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
            off: if options.practice {
                Off::Practice
            } else {
                Off::OnlyLooks
            },
            paper,
            paper_reports,
            damaged: false,
        })
    }
}

impl Outside for Keeper {
    fn back_up(&mut self, app: &mut App) {
        match &self.backups {
            Some(backups) => backups.request_now(),
            None => app.say(self.off.words(), false),
        }
    }

    fn ask(&mut self, app: &mut App, request: Request) {
        match (&self.backups, request) {
            (None, _) => app.say(self.off.words(), false),
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
                    // One that was under way already is not the one that was asked for.
                    if made.is_by_hand()
                        && app
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
                Report::LookedThrough(damage) => {
                    self.damaged = damage.is_some();
                    if let Some(damage) = damage {
                        app.say(damage.to_string(), true);
                    }
                }
            }
        }
        while let Ok(report) = self.paper_reports.try_recv() {
            match report {
                paper::Report::Failed(error) => app.say(
                    format!(
                        "The day sheet on paper is not up to date ({error}); the desk goes on without it"
                    ),
                    true,
                ),
                paper::Report::Written => app.say("The day sheet on paper is up to date again", false),
            }
        }
        let urgent = if self.damaged {
            Some("file DAMAGED")
        } else {
            self.failing.then_some("backup FAILED")
        };
        app.set_backup(if self.backups.is_none() {
            BackupStatus::off(self.off)
        } else {
            BackupStatus::of(self.status.as_deref(), urgent, Utc::now())
        });
    }
}
