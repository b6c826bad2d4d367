//! The desk: screens and pop-ups in layers, one event in, effects out, and the only place that writes.

mod booked;
mod drafts;
mod freed;
mod holds;
mod job;
mod keys;
mod layers;
mod place;
mod saving;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use ratatui::Frame;

use super::Look;
use job::Job;
use keys::Typed;
use saving::{Unanswered, Waiting};

use super::backup_status::BackupStatus;
use super::component::{Component, Cx, Paint, Request, Tab};
use super::keymap::Context;
use super::screens::Screens;
use super::this_desk::ThisDesk;
use super::widgets::bounced::Bounced;
use super::widgets::chrome;
use super::widgets::rubbing::Rubbing;
use super::widgets::straying::Straying;
use crate::backup::Preview;
use crate::booking::Freed;
use crate::domain::clock::{Behind, Clock, utc_of};
use crate::domain::id::{AppointmentId, DogId};
use crate::domain::salon::Salon;
use crate::store::{Result, Store};

pub use booked::TAB_SHOWS_IT;
pub use drafts::Drafts;
pub(in crate::tui) use drafts::words_in;
pub use holds::Holds;

/// Said while a backup that was asked for is being made.
pub const MAKING_A_BACKUP: &str = "Making a backup and verifying it …";

/// What the message line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The words.
    pub words: String,
    /// Whether something went wrong.
    pub bad: bool,
}

/// What the terminal's owner does after an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum After {
    /// Goes on.
    GoOn,
    /// Draws everything again.
    Repaint,
    /// Puts the program aside.
    Suspend,
    /// Asks the backup thread for one now.
    BackUp,
    /// Asks for something that is done beside the desk.
    Ask(Request),
    /// Closes the salon, brings a backup back, and opens it again.
    Restore(PathBuf),
    /// Ends.
    Quit,
}

/// The running desk.
pub struct App {
    store: Store,
    salon: Salon,
    actor: String,
    this: ThisDesk,
    clock: Clock,
    look: Look,
    screens: Screens,
    tab: Tab,
    layers: Vec<Box<dyn Component>>,
    drafts: Drafts,
    holds: Holds,
    message: Option<Message>,
    backup: BackupStatus,
    behind: Option<Behind>,
    data_version: i64,
    drawn_minute: Option<NaiveDateTime>,
    waiting: Option<Waiting>,
    /// An edit about which something has to be answered before it is saved.
    unanswered: Option<Unanswered>,
    /// What was booked or moved last.
    placed: Option<(NaiveDate, AppointmentId)>,
    /// The time that is free since something was taken back, and that somebody who waits fits.
    freed: Option<Freed>,
    /// What was answered and is not saved yet.
    answered: Vec<String>,
    /// The dogs of which it was said that nobody knows how big they are.
    of_any_size: Vec<DogId>,
    place: place::Place,
    job: Option<Job>,
    queue: VecDeque<Typed>,
    rubbing: Rubbing,
    straying: Straying,
    /// The Enter that opened a call or ended one.
    bounced: Bounced,
    /// The Enter that booked or moved something.
    booked: Bounced,
    after: After,
    dirty: bool,
}

impl App {
    /// Opens the desk on a salon, at today's appointments.
    pub fn open(store: Store, actor: String, clock: Option<Clock>, look: Look) -> Result<Self> {
        let this = ThisDesk::here(&actor, store.path());
        Self::open_as(store, actor, this, clock, look)
    }

    /// Opens the desk as one of several, which a test tells apart.
    pub fn open_as(
        store: Store,
        actor: String,
        this: ThisDesk,
        clock: Option<Clock>,
        look: Look,
    ) -> Result<Self> {
        let salon = store.salon()?;
        let clock = clock.unwrap_or(Clock::Zone(salon.zone));
        let data_version = store.data_version()?;
        let screens = Screens::new(clock.now().date());
        let mut app = Self {
            store,
            salon,
            actor,
            this,
            clock,
            look,
            screens,
            tab: Tab::Today,
            layers: Vec::new(),
            drafts: Drafts::default(),
            holds: Holds::default(),
            message: None,
            backup: BackupStatus::default(),
            behind: None,
            data_version,
            drawn_minute: None,
            waiting: None,
            unanswered: None,
            placed: None,
            freed: None,
            answered: Vec::new(),
            of_any_size: Vec::new(),
            place: place::Place::Fine,
            job: None,
            queue: VecDeque::new(),
            rubbing: Rubbing::default(),
            straying: Straying::default(),
            bounced: Bounced::default(),
            booked: Bounced::default(),
            after: After::GoOn,
            dirty: true,
        };
        app.read_again()?;
        app.tell_what_waits()?;
        app.put_right()?;
        Ok(app)
    }

    /// Closes the file. Long work stops where it is, and the next start finishes it; what is half typed is kept.
    pub fn close(mut self) -> Result<()> {
        self.keep_drafts(true);
        self.let_go_of_all();
        self.leave_job();
        self.store.close()
    }

    /// The salon's clock.
    #[must_use]
    pub fn now(&self) -> NaiveDateTime {
        self.clock.now()
    }

    /// The moment as backups count it.
    #[must_use]
    pub fn now_utc(&self) -> DateTime<Utc> {
        utc_of(self.now(), self.salon.zone)
    }

    /// The file, to read.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// Whether something changed since the last drawing.
    #[must_use]
    pub const fn is_dirty(&self) -> bool {
        self.dirty
    }

    /// What the message line says.
    #[must_use]
    pub const fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    /// Whether an edit waits for the file.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Notes what the backup thread says.
    pub fn set_backup(&mut self, backup: BackupStatus) {
        self.dirty |= self.backup != backup;
        self.backup = backup;
    }

    /// What the header says of the backups.
    #[must_use]
    pub const fn backup(&self) -> &BackupStatus {
        &self.backup
    }

    /// Passes on what restoring a backup would do, to whoever asked.
    pub fn previewed(&mut self, backup: &Path, found: &std::result::Result<Box<Preview>, String>) {
        self.dirty = true;
        for layer in &mut self.layers {
            layer.previewed(backup, found);
        }
    }

    /// Says something in the message line.
    pub fn say(&mut self, words: impl Into<String>, bad: bool) {
        self.message = Some(Message {
            words: words.into(),
            bad,
        });
        self.dirty = true;
    }

    /// Looks at the file and the clock: another desk's changes, the minute, an edit that waits.
    pub fn tick(&mut self) -> Result<After> {
        self.after = After::GoOn;
        let done = self.look_around();
        self.steady(done)?;
        if self.lost().is_none() {
            self.keep_drafts(false);
            self.keep_holds();
        }
        Ok(std::mem::replace(&mut self.after, After::GoOn))
    }

    fn look_around(&mut self) -> Result<()> {
        self.look_for_the_file()?;
        if self.waiting.is_some() {
            self.retry()?;
        }
        self.drain()?;
        self.hear_job()?;
        if self.lost().is_some() {
            // What is shown is the last that could be read for certain.
            return Ok(());
        }
        let version = self.store.data_version()?;
        if version != self.data_version {
            self.data_version = version;
            self.read_again()?;
        }
        let minute = minute_of(self.now());
        if self.drawn_minute != Some(minute) {
            self.drawn_minute = Some(minute);
            self.read_again()?;
        }
        if self.holds.one_ended((self.this.utc)()) {
            self.read_again()?;
        }
        Ok(())
    }

    /// The layer that keys go to, and what it may look at.
    fn top(&mut self) -> (&mut (dyn Component + 'static), Cx<'_>) {
        let cx = Cx {
            store: &self.store,
            salon: &self.salon,
            now: self.clock.now(),
            actor: &self.actor,
            this: &self.this,
            drafts: &self.drafts,
            holds: &self.holds,
        };
        let layer = match self.layers.last_mut() {
            Some(layer) => layer.as_mut(),
            None => self.screens.get_mut(self.tab),
        };
        (layer, cx)
    }

    /// Reads everything that is shown from the file again.
    pub fn reload(&mut self) -> Result<()> {
        let done = self.read_again();
        self.steady(done)
    }

    fn read_again(&mut self) -> Result<()> {
        self.dirty = true;
        self.salon = self.store.salon()?;
        // The city may have been changed, here or at another desk.
        if matches!(self.clock, Clock::Zone(_)) {
            self.clock = Clock::Zone(self.salon.zone);
        }
        self.doubt_the_clock()?;
        let cx = Cx {
            store: &self.store,
            salon: &self.salon,
            now: self.clock.now(),
            actor: &self.actor,
            this: &self.this,
            drafts: &self.drafts,
            holds: &self.holds,
        };
        self.screens.get_mut(self.tab).reload(&cx)?;
        for layer in &mut self.layers {
            layer.reload(&cx)?;
        }
        Ok(())
    }

    /// Says so when the clock begins to show a time before the newest change; the header goes on saying it.
    fn doubt_the_clock(&mut self) -> Result<()> {
        let behind = self.clock.behind(self.store.newest_moment()?);
        if let Some(behind) = behind.filter(|_| self.behind.is_none()) {
            self.say(behind.short(), true);
        }
        self.behind = behind;
        Ok(())
    }

    /// Draws all layers; below 60 by 16 one kind line.
    pub fn draw(&mut self, frame: &mut Frame) {
        self.dirty = false;
        self.drawn_minute = Some(minute_of(self.clock.now()));
        let area = frame.area();
        let paint = Paint {
            look: &self.look,
            now: self.clock.now(),
        };
        if area.width < 60 || area.height < 16 {
            chrome::too_small(frame, area, &paint);
            return;
        }
        let [header, body, message, footer] = chrome::split(area);
        chrome::header(
            frame,
            header,
            self.tab,
            &self.backup,
            self.behind.is_some(),
            &paint,
        );
        self.screens.get_mut(self.tab).view(frame, body, &paint);
        // Nothing nests deeper than two: a third box stands in the place of the second.
        let last = self.layers.len().saturating_sub(1);
        for (at, layer) in self.layers.iter_mut().enumerate() {
            if at == 0 || at == last {
                layer.view(frame, body, &paint);
            }
        }
        if let Some(words) = &self.message {
            chrome::message(frame, message, words, &paint);
        }
        let top: &dyn Component = match self.layers.last() {
            Some(layer) => layer.as_ref(),
            None => self.screens.get(self.tab),
        };
        chrome::footer(frame, footer, top, &paint);
    }

    /// The context that keys go to now.
    #[must_use]
    pub fn context(&self) -> Context {
        self.layers
            .last()
            .map_or_else(|| self.screens.get(self.tab).context(), |layer| layer.context())
    }
}

fn minute_of(moment: NaiveDateTime) -> NaiveDateTime {
    use chrono::Timelike;
    moment
        .with_second(0)
        .and_then(|m| m.with_nanosecond(0))
        .unwrap_or(moment)
}
