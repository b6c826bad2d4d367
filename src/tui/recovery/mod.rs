//! The page that opens when the salon's file does not: what was found, that nothing was changed, and what can be done.
//! An empty salon never takes the place of a lost one.

mod found;
mod view;

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use crossterm::event::KeyEvent;
use ratatui::Frame;

use super::Look;
use super::action::Action;
use super::keymap::{Context, lookup};
use super::popups::numbered::picked;
use super::widgets::list::Window;
use crate::backup::{self, Prepared, Restored, WayBack, best, ways_back};
use crate::store::{Purpose, Result, Store, StoreError};
use found::{Found, Trouble, made, what};

/// What a key or a piece of work led to.
#[derive(Debug)]
pub enum RecoveryStep {
    /// The page goes on.
    GoOn,
    /// Something takes a while: draw the page, then call [`Recovery::work`].
    Work,
    /// The salon is open again; the sentence tells how.
    Open(Box<Store>, String),
    /// The person left; nothing was changed.
    Quit,
}

/// One numbered line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Choice {
    /// Brings back this one, at this place in the list.
    Restore(usize),
    /// Shows all there is to bring back.
    Another,
    /// Opens the file without changing anything.
    Look,
    /// Opens the file again.
    TryAgain,
    /// Leaves.
    Quit,
}

/// Something that takes a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    /// Copies and verifies one of the list.
    Prepare(usize),
    /// Puts it in the place of the salon's file.
    CarryOut,
    TryAgain,
    Look,
}

/// What is on the screen.
#[derive(Debug)]
enum Page {
    /// What was found, and the choices.
    Found,
    /// All there is to bring back.
    List,
    /// What bringing one back would do.
    Confirm(usize, Box<Prepared>),
    /// The keys and what else helps.
    Help,
}

/// The page about a file that does not open.
#[derive(Debug)]
pub struct Recovery {
    path: PathBuf,
    now: Option<DateTime<Utc>>,
    look: Look,
    found: Found,
    ways: Vec<WayBack>,
    choices: Vec<Choice>,
    selected: usize,
    window: Window,
    /// The rows of the list in sight when it was drawn last.
    in_sight: std::ops::Range<usize>,
    page: Page,
    work: Option<Work>,
    message: Option<(String, bool)>,
}

/// Whether this page has something to offer for an error.
#[must_use]
pub fn helps_with(error: &StoreError) -> bool {
    Trouble::of(error).is_some()
}

impl Recovery {
    /// A page about the file in this place and the error that opening it gave. The clock names what is kept aside; it is
    /// the machine's own unless one is given.
    #[must_use]
    pub fn new(path: &Path, error: &StoreError, now: Option<DateTime<Utc>>, look: Look) -> Self {
        let trouble = Trouble::of(error).unwrap_or(Trouble::Disk);
        let mut page = Self {
            path: path.to_owned(),
            now,
            look,
            found: Found::new(trouble, error, path, &[], now.unwrap_or_else(Utc::now)),
            ways: Vec::new(),
            choices: Vec::new(),
            selected: 0,
            window: Window::default(),
            in_sight: 0..0,
            page: Page::Found,
            work: None,
            message: None,
        };
        page.look_around(trouble, error);
        page
    }

    fn now(&self) -> DateTime<Utc> {
        self.now.unwrap_or_else(Utc::now)
    }

    /// Finds out what there is to choose from.
    fn look_around(&mut self, trouble: Trouble, error: &StoreError) {
        // A folder that cannot be read has no backups to offer; the page says so.
        self.ways = ways_back(&self.path, self.now()).unwrap_or_default();
        self.found = Found::new(trouble, error, &self.path, &self.ways, self.now());
        let newest = best(&self.ways).and_then(|best| self.ways.iter().position(|way| way == best));
        let mut choices = Vec::new();
        if trouble.can_be_replaced() {
            choices.extend(newest.map(Choice::Restore));
            if self.ways.len() > usize::from(newest.is_some()) {
                choices.push(Choice::Another);
            }
        }
        if may_be_readable(trouble) && look_at(&self.path).is_ok() {
            // Nothing is wrong with a newer file, and an old backup is no better than it.
            let place = if trouble == Trouble::Newer {
                0
            } else {
                choices.len()
            };
            choices.insert(place, Choice::Look);
        }
        choices.extend([Choice::TryAgain, Choice::Quit]);
        self.choices = choices;
        self.selected = 0;
        self.page = Page::Found;
    }

    /// Takes one key.
    pub fn key(&mut self, key: KeyEvent) -> RecoveryStep {
        let Some(action) = lookup(Context::Recovery, &key) else {
            return RecoveryStep::GoOn;
        };
        self.message = None;
        match self.page {
            Page::Found => return self.choose(action),
            Page::List => return self.choose_from_list(action),
            Page::Confirm(..) if action == Action::Accept => {
                return self.begin(Work::CarryOut, "Bringing it back …");
            }
            // Going back lets go of the file and deletes the copy that was made ready.
            Page::Confirm(..) if matches!(action, Action::Close | Action::Quit) => self.page = Page::Found,
            Page::Help
                if matches!(
                    action,
                    Action::Close | Action::Quit | Action::Help | Action::Accept
                ) =>
            {
                self.page = Page::Found;
            }
            Page::Confirm(..) | Page::Help => {}
        }
        RecoveryStep::GoOn
    }

    fn choose(&mut self, action: Action) -> RecoveryStep {
        let count = self.choices.len();
        match action {
            Action::Up => self.selected = self.selected.saturating_sub(1),
            Action::Down => self.selected = (self.selected + 1).min(count.saturating_sub(1)),
            Action::Accept => return self.take(self.selected),
            Action::Help => self.page = Page::Help,
            Action::Quit => return RecoveryStep::Quit,
            Action::Close => self.say("q leaves PomSalon; nothing was changed", false),
            _ => {
                if let Some(row) = picked(action) {
                    return self.take(row);
                }
            }
        }
        RecoveryStep::GoOn
    }

    fn take(&mut self, row: usize) -> RecoveryStep {
        let Some(choice) = self.choices.get(row).cloned() else {
            self.say(format!("Choose a line from 1 to {}", self.choices.len()), false);
            return RecoveryStep::GoOn;
        };
        self.selected = row;
        match choice {
            Choice::Restore(at) => self.begin(Work::Prepare(at), "Checking every byte of it …"),
            Choice::Another => {
                self.page = Page::List;
                RecoveryStep::GoOn
            }
            Choice::Look => self.begin(Work::Look, "Opening it …"),
            Choice::TryAgain => self.begin(Work::TryAgain, "Trying again …"),
            Choice::Quit => RecoveryStep::Quit,
        }
    }

    fn choose_from_list(&mut self, action: Action) -> RecoveryStep {
        let count = self.ways.len();
        let page = isize::try_from(self.in_sight.len()).unwrap_or(1);
        match action {
            Action::Up => self.window.step(-1, count),
            Action::Down => self.window.step(1, count),
            Action::PageUp => self.window.step(-page, count),
            Action::PageDown => self.window.step(page, count),
            Action::Accept => {
                return self.begin(Work::Prepare(self.window.selected), "Checking every byte of it …");
            }
            Action::Close | Action::Quit => self.page = Page::Found,
            Action::Help => self.page = Page::Help,
            _ => {
                let row = picked(action).map(|row| self.in_sight.start + row);
                if let Some(row) = row.filter(|row| self.in_sight.contains(row)) {
                    self.window.select(row, count);
                    return self.begin(Work::Prepare(row), "Checking every byte of it …");
                }
            }
        }
        RecoveryStep::GoOn
    }

    fn begin(&mut self, work: Work, words: &str) -> RecoveryStep {
        self.work = Some(work);
        self.say(words, false);
        RecoveryStep::Work
    }

    fn say(&mut self, words: impl Into<String>, bad: bool) {
        self.message = Some((words.into(), bad));
    }

    /// Does what was chosen and takes a while.
    pub fn work(&mut self) -> RecoveryStep {
        let Some(work) = self.work.take() else {
            return RecoveryStep::GoOn;
        };
        self.message = None;
        match work {
            Work::Prepare(at) => self.prepare(at),
            Work::CarryOut => return self.carry_out(),
            Work::TryAgain => match self.open_again() {
                Ok(store) => {
                    let words = store.notice().map(ToOwned::to_owned);
                    let words = words.unwrap_or_else(|| "The salon's file opens again".to_owned());
                    return RecoveryStep::Open(Box::new(store), words);
                }
                Err(error) => self.still(&error),
            },
            Work::Look => match look_at(&self.path) {
                Ok(store) => {
                    let words = "You are only looking: nothing can be changed here";
                    return RecoveryStep::Open(Box::new(store), words.to_owned());
                }
                Err(error) => self.say(format!("It cannot be looked at: {error}"), true),
            },
        }
        RecoveryStep::GoOn
    }

    /// Opens the file as the desk does; one of an older edition is brought up to date.
    fn open_again(&self) -> Result<Store> {
        match Store::open_or_look(&self.path) {
            Err(StoreError::Older(..)) => {
                backup::upgrade(&self.path, self.now())?;
                Store::open_or_look(&self.path)
            }
            opened => opened,
        }
    }

    fn prepare(&mut self, at: usize) {
        let Some(way) = self.ways.get(at) else { return };
        match backup::prepare(&self.path, &way.path, self.now()) {
            Ok(prepared) => self.page = Page::Confirm(at, Box::new(prepared)),
            Err(error) => self.say(error.to_string(), true),
        }
    }

    fn carry_out(&mut self) -> RecoveryStep {
        let Page::Confirm(at, prepared) = std::mem::replace(&mut self.page, Page::Found) else {
            return RecoveryStep::GoOn;
        };
        let done = prepared.carry_out().and_then(|Restored { aside, .. }| {
            let store = Store::open(&self.path, Purpose::Desk)?;
            Ok((store, aside))
        });
        match done {
            Ok((store, aside)) => {
                let way = &self.ways[at];
                let words = aside.as_deref().and_then(Path::file_name).map_or_else(
                    || format!("Brought back {} of {}", what(way), made(way)),
                    |name| format!("Brought back. The file as it was: {}", name.to_string_lossy()),
                );
                RecoveryStep::Open(Box::new(store), words)
            }
            Err(error) => {
                self.still(&error);
                RecoveryStep::GoOn
            }
        }
    }

    /// Looks again at a file that still does not open.
    fn still(&mut self, error: &StoreError) {
        if let Some(trouble) = Trouble::of(error) {
            self.look_around(trouble, error);
            self.say("It is still so", true);
        } else {
            self.say(error.to_string(), true);
        }
    }

    /// Draws the page over the whole screen.
    pub fn draw(&mut self, frame: &mut Frame) {
        view::draw(self, frame);
    }
}

/// Whether there may be something to look at.
const fn may_be_readable(trouble: Trouble) -> bool {
    matches!(
        trouble,
        Trouble::Damaged | Trouble::Newer | Trouble::NotAllowed | Trouble::Disk
    )
}

/// Opens a file only to look at it, when there is something that can be read.
fn look_at(path: &Path) -> Result<Store> {
    let store = Store::open(path, Purpose::Look)?;
    let zone = store.salon()?.zone;
    store.visits(Utc::now().with_timezone(&zone).date_naive())?;
    store.groomers()?;
    Ok(store)
}
