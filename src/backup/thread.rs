//! The thread that makes backups while the desk works; another one runs the errands that follow.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use rusqlite::InterruptHandle;

use super::NO_BACKUP;
use super::around::Around;
use super::courier::{Courier, Order};
use super::errands::entry;
use super::list::{Listed, list};
use super::manifest::Manifest;
use super::name::real_path;
use super::report::Report;
use super::snapshot::{Made, snapshot};
use super::stop::Stop;
use super::thin::thin;
use crate::store::content::newest_change;
use crate::store::lock::backup_turn;
use crate::store::moved::Moved;
use crate::store::open::{Opened, open};
use crate::store::trouble::twice_opened;
use crate::store::{BackupEvent, Purpose, Result, StoreError, backup_log};

/// How long after a backup the next one is due, when something changed.
const INTERVAL: Duration = Duration::from_mins(15);

/// How often the thread looks whether one is due.
const LOOK: Duration = Duration::from_secs(30);

/// How long stopping may take.
const STOPPING: Duration = Duration::from_secs(1);

#[derive(Debug)]
enum Command {
    Now,
    Leave,
    Stop,
}

/// The running threads; stopped when dropped.
#[derive(Debug)]
pub struct Backups {
    commands: Sender<Command>,
    errands: Sender<Order>,
    handles: Receiver<InterruptHandle>,
    stop: Arc<AtomicBool>,
    keeper: Option<JoinHandle<()>>,
    courier: Option<JoinHandle<()>>,
}

impl Backups {
    /// Starts making backups of this file, one 15 minutes after the last, when something changed, and bringing them where
    /// the salon wants them. `report` runs on the new threads and must not wait.
    ///
    /// # Errors
    /// [`StoreError::Io`] when the system gives no thread.
    pub fn start(db: &Path, around: Around, report: impl Fn(Report) + Send + Sync + 'static) -> Result<Self> {
        let (commands, wishes) = channel();
        let (errands, orders) = channel();
        let (sent_handles, handles) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let report = Arc::new(report);
        let keeper = Keeper {
            db: db.to_owned(),
            around,
            report: Arc::clone(&report),
            errands: errands.clone(),
            stop: Stop::when(Arc::clone(&stop), sent_handles.clone()),
            told: Told::Nothing,
            last: None,
            failing: None,
            place: real_path(db).and_then(|real| Moved::watch(&real)).ok(),
        };
        let courier = Courier::new(db, around, report, Stop::when(Arc::clone(&stop), sent_handles));
        Ok(Self {
            commands,
            errands,
            handles,
            stop,
            keeper: Some(thread("backup", move || keeper.work(&wishes))?),
            courier: Some(thread("copies", move || courier.work(&orders))?),
        })
    }

    /// Asks for a backup now, changed or not; the answer comes as a report.
    pub fn request_now(&self) {
        let _ = self.commands.send(Command::Now); // gone: it reported why
    }

    /// Asks for a look at what is behind, such as a second folder that was just set.
    pub fn request_look(&self) {
        let _ = self.errands.send(Order::Look);
    }

    /// Asks for a drill; the answer comes as a report.
    pub fn request_drill(&self) {
        let _ = self.errands.send(Order::Drill);
    }

    /// Asks for a backup to be verified; the answer comes as a report.
    pub fn request_verify(&self, backup: &Path) {
        let _ = self.errands.send(Order::Verify(backup.to_owned()));
    }

    /// Asks what restoring a backup would lose; the answer comes as a report.
    pub fn request_preview(&self, backup: &Path) {
        let _ = self.errands.send(Order::Preview(backup.to_owned()));
    }

    /// Makes a last backup when something changed since the newest one, brings it to the second folder, and stops; gives
    /// up after a second.
    pub fn leave(mut self) {
        let since = Instant::now();
        let _ = self.commands.send(Command::Leave);
        self.wait_until(since + STOPPING, |own| !is_over(&mut own.keeper));
        let _ = self.errands.send(Order::Leave);
        self.wait_until(since + STOPPING, Self::is_working);
        self.end();
    }

    /// Stops within a second; a backup under way is given up and leaves nothing behind.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.stop.store(true, Ordering::Release);
        let _ = self.commands.send(Command::Stop);
        let _ = self.errands.send(Order::Stop);
        self.wait_until(Instant::now() + STOPPING, Self::is_working);
        // A disk that hangs keeps its thread; the process ends without it, and the next backup sweeps up.
        self.keeper = None;
        self.courier = None;
    }

    fn is_working(&mut self) -> bool {
        !(is_over(&mut self.keeper) & is_over(&mut self.courier))
    }

    fn wait_until(&mut self, end: Instant, mut is_working: impl FnMut(&mut Self) -> bool) {
        let mut known = Vec::new();
        while is_working(self) && Instant::now() < end {
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

fn thread(name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map_err(StoreError::io("starting the backups"))
}

/// Whether a thread has ended; then it is gone.
fn is_over(thread: &mut Option<JoinHandle<()>>) -> bool {
    if let Some(ended) = thread.take_if(|thread| thread.is_finished()) {
        let _ = ended.join(); // a panic was reported by its hook
    }
    thread.is_none()
}

impl Drop for Backups {
    fn drop(&mut self) {
        if self.keeper.is_some() || self.courier.is_some() {
            self.end();
        }
    }
}

/// The thread's own side.
struct Keeper<F> {
    db: PathBuf,
    around: Around,
    report: Arc<F>,
    errands: Sender<Order>,
    stop: Stop,
    /// The newest backup that was reported.
    told: Told,
    /// When this thread last made one, by a clock that nobody sets.
    last: Option<Duration>,
    /// Why the last attempt failed.
    failing: Option<String>,
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
                self.last = Some((self.around.up)());
                self.told = Told::Newest(Some(made.number));
                self.failing = None;
                (self.report)(Report::Made(made));
            }
            Ok(None) => {}
            Err(_) if self.stop.is_wished() => {}
            Err(error) => {
                self.log_failure(&error.to_string());
                (self.report)(Report::Failed(error));
            }
        }
        if occasion != Occasion::Leaving {
            let _ = self.errands.send(Order::Look);
        }
    }

    /// Writes a failure into the salon's log, once while it stays the same; what keeps backups from being made may keep
    /// this from being written.
    fn log_failure(&mut self, why: &str) {
        if self.failing.as_deref() == Some(why) {
            return;
        }
        self.failing = Some(why.to_owned());
        let failed = entry(
            BackupEvent::Made,
            "",
            Some(why),
            Duration::ZERO,
            (self.around.now_utc)(),
        );
        if self.place.as_ref().is_none_or(|place| place.same_name().is_ok())
            && let Ok(mut opened) = open(&self.db, Purpose::Backup)
        {
            let _ = backup_log::record(&mut opened.connection, &failed);
        }
    }

    fn make_when_due(&mut self, occasion: Occasion) -> Result<Option<Made>> {
        if let Some(place) = &self.place {
            place.same_name()?;
        }
        let mut opened = open(&self.db, Purpose::Backup)?;
        // Dropped, not closed: tidying up the file is for who leaves it, and would hold up the desk here.
        self.make_with(&mut opened, occasion)
    }

    fn make_with(&mut self, opened: &mut Opened, occasion: Occasion) -> Result<Option<Made>> {
        let now_utc = (self.around.now_utc)();
        let newest = list(&opened.path, now_utc)?.into_iter().find(Listed::is_verified);
        let number = newest.as_ref().map(|newest| newest.number);
        let change = newest
            .as_ref()
            .and_then(|one| one.manifest.as_ref())
            .map(|note| note.content.newest_change);
        let told = Told::Newest(number);
        if self.told != told {
            self.told = told;
            (self.report)(Report::Newest(newest.clone()));
        }
        let has_changed = change != Some(newest_change(&opened.connection)?);
        let since_own = self.last.map(|at| (self.around.up)().saturating_sub(at));
        let due = match occasion {
            Occasion::Request => true,
            Occasion::Leaving => has_changed,
            Occasion::Interval => has_changed && is_time(newest.map(|newest| newest.age), since_own),
        };
        if !due {
            return Ok(None);
        }
        // Another session has the turn: its backup will be seen at the next look.
        let Some(_turn) = backup_turn(&opened.path)? else {
            return Ok(None);
        };
        let by_hand = (occasion == Occasion::Request).then_some(Manifest::BY_HAND);
        let made = snapshot(opened, now_utc, by_hand, &self.stop)?;
        let _ = thin(&opened.path, now_utc); // old copies that stay are only in the way
        let _ = backup_log::record(&mut opened.connection, &made.entry()); // the backup is there all the same
        Ok(Some(made))
    }
}

/// Whether the interval is over: by the newest backup's age, or, when the clock was set back, by this thread's time.
fn is_time(age: Option<TimeDelta>, since_own: Option<Duration>) -> bool {
    let Some(age) = age else {
        return true;
    };
    match age.to_std() {
        Ok(age) => age >= INTERVAL,
        Err(_) => since_own.is_none_or(|since| since >= INTERVAL), // from the future: only own time counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_due_after_a_quarter_of_an_hour_whatever_the_clock_did() {
        let minutes = |count| Some(TimeDelta::minutes(count));
        assert!(is_time(None, None));
        assert!(!is_time(minutes(14), None));
        assert!(is_time(minutes(15), Some(Duration::ZERO)));
        assert!(is_time(minutes(-600_000), None));
        assert!(!is_time(minutes(-600_000), Some(Duration::from_mins(14))));
        assert!(is_time(minutes(-600_000), Some(INTERVAL)));
    }
}
