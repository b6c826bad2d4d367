//! The loop: take what has arrived, do it, draw once, wait.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::app::{After, App};
use super::component::Request;
use super::event::{Event, Events, Signal};
use super::recovery::{Recovery, RecoveryStep};
use super::setup::{Setup, SetupStep};
use super::terminal::Screen;
use crate::store::{Result, Store};

/// How often the desk looks for another desk's changes and at the clock.
const LOOK_AROUND: Duration = Duration::from_millis(250);

/// While an edit waits for the file.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// What the loop calls outside the desk.
pub trait Outside {
    /// Asks for a backup now.
    fn back_up(&mut self, app: &mut App);

    /// Has something done beside the desk.
    fn ask(&mut self, app: &mut App, request: Request);

    /// Brings the header up to date with what the backup thread has said.
    fn report(&mut self, app: &mut App);
}

/// How the desk ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The person quit.
    Quit,
    /// The person wants this backup back: close the salon, restore, open it again.
    Restore(PathBuf),
    /// A signal, or the terminal is gone.
    Signal(Signal),
    /// A thread panicked; its report.
    Panicked(String),
}

/// Runs the desk until it ends. The screen is still taken over when this returns.
///
/// # Errors
/// The file's own failures; edits that were refused are told on the screen instead.
pub fn run(app: &mut App, screen: &mut Screen, events: &Events, outside: &mut dyn Outside) -> Result<Ended> {
    let ended = until_ended(app, screen, events, outside);
    // However it ends: first what is half typed, while the terminal may be stalled and the time short.
    app.keep_drafts(true);
    ended
}

fn until_ended(
    app: &mut App,
    screen: &mut Screen,
    events: &Events,
    outside: &mut dyn Outside,
) -> Result<Ended> {
    // What is known of the backups from the start stands on the first screen already.
    outside.report(app);
    loop {
        if app.is_dirty()
            && let Err(error) = screen.draw(|frame| app.draw(frame))
        {
            return Ok(lost(&error));
        }
        let wait = if app.is_waiting() { LOOK_AGAIN } else { LOOK_AROUND };
        let mut next = events.next_within(wait);
        while let Some(event) = next {
            let after = match event {
                Event::Key(key) => app.key(key)?,
                Event::Paste(text) => {
                    app.paste(&text)?;
                    After::GoOn
                }
                Event::Resize(columns, rows) => {
                    app.reload()?;
                    screen.resize(columns, rows).map_or(After::Quit, |()| After::GoOn)
                }
                Event::Signal(signal) => return Ok(Ended::Signal(signal)),
                Event::Suspend => After::Suspend,
                Event::Continue => {
                    app.reload()?;
                    screen.resume().map_or(After::Quit, |()| After::Repaint)
                }
                Event::Panicked(report) => return Ok(Ended::Panicked(report)),
            };
            match after {
                After::GoOn => {}
                After::Quit => return Ok(Ended::Quit),
                After::BackUp => outside.back_up(app),
                After::Ask(request) => outside.ask(app, request),
                After::Restore(backup) => return Ok(Ended::Restore(backup)),
                After::Suspend => {
                    if let Err(error) = screen.suspend() {
                        return Ok(lost(&error));
                    }
                    app.reload()?;
                }
                After::Repaint => {
                    if let Err(error) = screen.repaint() {
                        return Ok(lost(&error));
                    }
                }
            }
            next = events.arrived();
        }
        outside.report(app);
        match app.tick()? {
            After::Quit => return Ok(Ended::Quit),
            // Keys that had to wait for the file.
            After::Restore(backup) => return Ok(Ended::Restore(backup)),
            After::Ask(request) => outside.ask(app, request),
            _ => {}
        }
    }
}

/// Runs the set-up; `None` when the salon's file is made and the desk can open.
pub fn set_up(setup: &mut Setup, screen: &mut Screen, events: &Events) -> Option<Ended> {
    loop {
        if let Err(error) = screen.draw(|frame| setup.draw(frame)) {
            return Some(lost(&error));
        }
        let mut next = events.next_within(Duration::from_mins(1));
        while let Some(event) = next {
            match event {
                Event::Key(key) => match setup.key(key) {
                    SetupStep::GoOn => {}
                    SetupStep::Done => return None,
                    SetupStep::Quit => return Some(Ended::Quit),
                },
                Event::Paste(text) => setup.paste(&text),
                other => {
                    if let Some(ended) = around_a_page(other, screen) {
                        return Some(ended);
                    }
                }
            }
            next = events.arrived();
        }
    }
}

/// How the page about a file that does not open ended.
#[derive(Debug)]
pub enum Recovered {
    /// The salon is open again; the sentence tells how.
    Open(Box<Store>, String),
    /// Nobody wanted that, or nobody was there any more.
    Ended(Ended),
}

/// Runs the page about a file that does not open until it opens or somebody leaves.
pub fn recover(page: &mut Recovery, screen: &mut Screen, events: &Events) -> Recovered {
    loop {
        if let Err(error) = screen.draw(|frame| page.draw(frame)) {
            return Recovered::Ended(lost(&error));
        }
        let mut next = events.next_within(Duration::from_mins(1));
        while let Some(event) = next {
            let mut step = RecoveryStep::GoOn;
            match event {
                Event::Key(key) => step = page.key(key),
                Event::Paste(_) => {}
                other => {
                    if let Some(ended) = around_a_page(other, screen) {
                        return Recovered::Ended(ended);
                    }
                }
            }
            if let RecoveryStep::Work = step {
                // Said before the page stands still for it.
                if let Err(error) = screen.draw(|frame| page.draw(frame)) {
                    return Recovered::Ended(lost(&error));
                }
                step = page.work();
            }
            match step {
                RecoveryStep::Open(store, words) => return Recovered::Open(store, words),
                RecoveryStep::Quit => return Recovered::Ended(Ended::Quit),
                RecoveryStep::GoOn | RecoveryStep::Work => {}
            }
            next = events.arrived();
        }
    }
}

/// What else can happen while a page is open that has the whole screen; gives how it ended, when it did.
fn around_a_page(event: Event, screen: &mut Screen) -> Option<Ended> {
    let drawn = match event {
        Event::Key(_) | Event::Paste(_) => Ok(()),
        Event::Resize(columns, rows) => screen.resize(columns, rows),
        Event::Signal(signal) => return Some(Ended::Signal(signal)),
        Event::Suspend => screen.suspend(),
        Event::Continue => screen.resume().and_then(|()| screen.repaint()),
        Event::Panicked(report) => return Some(Ended::Panicked(report)),
    };
    drawn.err().map(|error| lost(&error))
}

/// A screen that cannot be written to is a line that dropped.
fn lost(_: &io::Error) -> Ended {
    Ended::Signal(Signal::HangUp)
}
