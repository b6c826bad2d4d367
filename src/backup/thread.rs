//! The thread that makes backups while the desk works.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::InterruptHandle;

use super::NO_BACKUP;
use super::list::{Listed, list};
use super::name::real_path;
use super::quiet::Quiet;
use super::snapshot::{Made, snapshot};
use super::stop::Stop;
use super::thin::thin;
use crate::store::content::{self, newest_change};
use crate::store::lock::backup_turn;
use crate::store::moved::Moved;
use crate::store::open::{Opened, explain, open};
use crate::store::trouble::twice_opened;
use crate::store::{Purpose, Result, StoreError};

/// How long after a backup the next one is due, when something changed.
const INTERVAL: Duration = Duration::from_mins(15);

/// How often the thread looks whether one is due.
const LOOK: Duration = Duration::from_secs(30);

/// When the thread looks the salon's own file through for the first time: not while the desk opens.
const LOOK_THROUGH_AFTER: Duration = Duration::from_mins(10);

/// And how long after that it does so again.
const LOOK_THROUGH: Duration = Duration::from_hours(24);

/// How long leaving and stopping may take.
const STOPPING: Duration = Duration::from_secs(1);

/// How much of it a last backup has; the rest is for giving it up.
const LAST_BACKUP: Duration = Duration::from_millis(750);

/// What the thread tells the desk.
#[derive(Debug)]
pub enum Report {
    /// The newest verified backup, whoever made it; told at the start and when it is another one.
    Newest(Option<Listed>),
    /// This thread made one.
    Made(Made),
    /// A backup could not be made; the next look tries again.
    Failed(StoreError),
    /// The salon's own file was looked through: what was found damaged, if anything.
    LookedThrough(Option<StoreError>),
}

#[derive(Debug)]
enum Command {
    Now,
    Leave,
    Stop,
}

/// The running thread; stopped when dropped.
#[derive(Debug)]
pub struct Backups {
    commands: Sender<Command>,
    handles: Receiver<InterruptHandle>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Backups {
    /// Starts making backups of this file: one 15 minutes after the last, when something changed. `now_utc` is the
    /// clock that names them; `report` runs on the new thread and must not wait.
    ///
    /// # Errors
    /// [`StoreError::Io`] when the system gives no thread.
    pub fn start(
        db: &Path,
        now_utc: fn() -> DateTime<Utc>,
        report: impl Fn(Report) + Send + 'static,
    ) -> Result<Self> {
        let (commands, orders) = channel();
        let (sent_handles, handles) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let keeper = Keeper {
            db: db.to_owned(),
            now_utc,
            report,
            stop: Stop::when(Arc::clone(&stop), sent_handles),
            told: Told::Nothing,
            since: Instant::now(),
            quiet: Quiet::default(),
            look_through_at: Instant::now() + LOOK_THROUGH_AFTER,
            place: real_path(db).and_then(|real| Moved::watch(&real)).ok(),
        };
        let thread = std::thread::Builder::new()
            .name("backup".to_owned())
            .spawn(move || keeper.work(&orders))
            .map_err(StoreError::io("starting the backups"))?;
        Ok(Self {
            commands,
            handles,
            stop,
            thread: Some(thread),
        })
    }

    /// Asks for a backup now, changed or not; the answer comes as a report.
    pub fn request_now(&self) {
        let _ = self.commands.send(Command::Now); // gone: it reported why
    }

    /// Makes a last backup when something changed since the newest one, and stops; gives up after a second.
    pub fn leave(mut self) {
        let since = Instant::now();
        let _ = self.commands.send(Command::Leave);
        self.wait_until(since + LAST_BACKUP);
        self.end(since + STOPPING);
    }

    /// Stops within a second; a backup under way is given up and leaves nothing behind.
    pub fn stop(mut self) {
        self.end(Instant::now() + STOPPING);
    }

    fn end(&mut self, limit: Instant) {
        self.stop.store(true, Ordering::Release);
        let _ = self.commands.send(Command::Stop);
        self.wait_until(limit);
        // A disk that hangs keeps the thread; the process ends without it, and the next backup sweeps up.
        self.thread = None;
    }

    fn wait_until(&mut self, limit: Instant) {
        let mut known = Vec::new();
        while let Some(thread) = self.thread.take() {
            if thread.is_finished() {
                let _ = thread.join(); // a panic was reported by its hook
                return;
            }
            self.thread = Some(thread);
            if Instant::now() >= limit {
                return;
            }
            // A new connection may begin a long statement at any moment, so each one is interrupted every time.
            match self.handles.recv_timeout(Duration::from_millis(5)) {
                Ok(handle) => known.push(handle),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(Duration::from_millis(1)),
            }
            if self.stop.load(Ordering::Acquire) {
                known.iter().for_each(InterruptHandle::interrupt);
            }
        }
    }
}

impl Drop for Backups {
    fn drop(&mut self) {
        if self.thread.is_some() {
            self.end(Instant::now() + STOPPING);
        }
    }
}

/// The thread's own side.
struct Keeper<F> {
    db: PathBuf,
    now_utc: fn() -> DateTime<Utc>,
    report: F,
    stop: Stop,
    /// The newest backup that was reported.
    told: Told,
    /// When that one was first seen, by a clock that nobody sets.
    since: Instant,
    /// Whether somebody is writing.
    quiet: Quiet,
    /// When the salon's own file is looked through next.
    look_through_at: Instant,
    /// Which file the desk has open. Another one in its place is not for this desk to open: its log lies beside it.
    place: Option<Moved>,
}

/// What was reported about the newest backup.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Nothing,
    Newest(Option<u64>),
}

/// Why the thread looks now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Occasion {
    Interval,
    Request,
    Leaving,
}

impl<F: Fn(Report)> Keeper<F> {
    fn work(mut self, orders: &Receiver<Command>) {
        self.look(Occasion::Interval);
        loop {
            let occasion = match orders.recv_timeout(LOOK) {
                Ok(Command::Now) => Occasion::Request,
                Ok(Command::Leave) => Occasion::Leaving,
                Err(RecvTimeoutError::Timeout) => Occasion::Interval,
                Ok(Command::Stop) | Err(RecvTimeoutError::Disconnected) => return,
            };
            self.look(occasion);
            if occasion == Occasion::Leaving || self.stop.is_wished() {
                return;
            }
        }
    }

    fn look(&mut self, occasion: Occasion) {
        let db = self.db.clone();
        match twice_opened(&db, NO_BACKUP, || self.make_when_due(occasion)) {
            Ok(Some(made)) => {
                self.since = Instant::now();
                self.told = Told::Newest(Some(made.number));
                (self.report)(Report::Made(made));
            }
            Ok(None) => {}
            Err(_) if self.stop.is_wished() => {}
            Err(error) => (self.report)(Report::Failed(error)),
        }
    }

    fn make_when_due(&mut self, occasion: Occasion) -> Result<Option<Made>> {
        if let Some(place) = &self.place {
            place.same_name()?;
        }
        let mut opened = open(&self.db, Purpose::Backup)?;
        let made = self.make_with(&opened, occasion);
        if occasion == Occasion::Interval {
            let now = Instant::now();
            if self.quiet.is_over(&opened.path, now) {
                let _ = opened.fold(); // somebody is there after all: the next quiet minute will do
            }
            self.look_through_when_due(&opened, now);
        }
        // Dropped, not closed: tidying up the file is for who leaves it, and would hold up the desk here.
        made
    }

    fn look_through_when_due(&mut self, opened: &Opened, now: Instant) {
        if now < self.look_through_at || self.stop.watch(&opened.connection).is_err() {
            return;
        }
        let found = content::whole(&opened.connection).map_err(|error| explain(error, &opened.path));
        if !self.stop.is_wished() {
            self.look_through_at = now + LOOK_THROUGH;
            (self.report)(Report::LookedThrough(found.err()));
        }
    }

    fn make_with(&mut self, opened: &Opened, occasion: Occasion) -> Result<Option<Made>> {
        let now_utc = (self.now_utc)();
        let newest = list(&opened.path, now_utc)?.into_iter().find(Listed::is_verified);
        let number = newest.as_ref().map(|newest| newest.number);
        let change = newest
            .as_ref()
            .and_then(|one| one.manifest.as_ref())
            .map(|note| note.content.newest_change);
        let told = Told::Newest(number);
        let at_start = self.told == Told::Nothing;
        if self.told != told {
            self.since = Instant::now();
            self.told = told;
            (self.report)(Report::Newest(newest.clone()));
        }
        let has_changed = change != Some(newest_change(&opened.connection)?);
        let due = match occasion {
            Occasion::Request => true,
            Occasion::Leaving => has_changed,
            Occasion::Interval => {
                let watched = (!at_start).then(|| self.since.elapsed());
                has_changed && is_time(newest.map(|newest| newest.age), watched)
            }
        };
        if !due {
            return Ok(None);
        }
        // Another session has the turn: its backup will be seen at the next look.
        let Some(_turn) = backup_turn(&opened.path)? else {
            return Ok(None);
        };
        let made = snapshot(opened, now_utc, None, &self.stop)?;
        let _ = thin(&opened.path, now_utc); // old copies that stay are only in the way
        Ok(Some(made))
    }
}

/// Whether the interval is over: by the newest backup's age, or by how long this thread has seen it be the newest, when
/// the clock was set back.
fn is_time(age: Option<TimeDelta>, watched: Option<Duration>) -> bool {
    let Some(age) = age else {
        return true;
    };
    if watched.is_some_and(|watched| watched >= INTERVAL) {
        return true;
    }
    match age.to_std() {
        Ok(age) => age >= INTERVAL,
        Err(_) => watched.is_none(), // from the future: nobody knows how old it is
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The thread's own side of a salon's file, with what it reports.
    fn keeper(db: &Path) -> (Keeper<impl Fn(Report)>, Receiver<Report>) {
        let (send, reports) = channel();
        let keeper = Keeper {
            db: db.to_owned(),
            now_utc: Utc::now,
            report: move |report| drop(send.send(report)), // the test has seen enough
            stop: Stop::never(),
            told: Told::Nothing,
            since: Instant::now(),
            quiet: Quiet::default(),
            look_through_at: Instant::now() + LOOK_THROUGH_AFTER,
            place: None,
        };
        (keeper, reports)
    }

    #[test]
    fn the_salons_own_file_is_looked_through_once_a_day_and_damage_is_told() {
        let salon = super::super::tests::counter();
        let opened = open(&salon.db, Purpose::Backup).unwrap();
        let (mut keeper, reports) = keeper(&salon.db);
        let start = Instant::now();
        let mut told = |after: Duration| {
            keeper.look_through_when_due(&opened, start + after);
            reports.try_recv().ok()
        };
        let (minute, day) = (Duration::from_mins(1), Duration::from_hours(24));
        assert!(told(9 * minute).is_none(), "not while the desk opens");
        assert!(matches!(told(11 * minute), Some(Report::LookedThrough(None))));
        super::super::tests::damaged::spoil_a_card(&salon);
        assert!(told(day).is_none());
        assert!(matches!(
            told(day + 12 * minute),
            Some(Report::LookedThrough(Some(StoreError::Damaged(_))))
        ));
    }

    #[test]
    fn a_backup_is_due_after_a_quarter_of_an_hour_whatever_the_clock_did() {
        let minutes = |count| Some(TimeDelta::minutes(count));
        assert!(is_time(None, None));
        assert!(!is_time(minutes(14), None));
        assert!(is_time(minutes(15), Some(Duration::ZERO)));
        assert!(is_time(minutes(-600_000), None));
        assert!(!is_time(minutes(-600_000), Some(Duration::from_mins(14))));
        assert!(is_time(minutes(-600_000), Some(INTERVAL)));
        assert!(
            is_time(minutes(4), Some(INTERVAL)),
            "the clock was set back by eleven minutes"
        );
    }
}
