//! The thread that makes backups while the desk works; another one runs the errands that follow.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rusqlite::InterruptHandle;

use super::around::Around;
use super::courier::{Courier, Order};
use super::keeper::{Command, Keeper};
use super::report::Report;
use super::stop::Stop;
use crate::store::{Result, StoreError};

/// How long leaving and stopping may take.
const STOPPING: Duration = Duration::from_secs(1);

/// How much of it a last backup and its copy have; the rest is for giving them up.
const LAST_BACKUP: Duration = Duration::from_millis(750);

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
        let keeper = Keeper::new(
            db,
            around,
            Arc::clone(&report),
            errands.clone(),
            Stop::when(Arc::clone(&stop), sent_handles.clone()),
        );
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
        self.wait_until(since + LAST_BACKUP, |own| !is_over(&mut own.keeper));
        let _ = self.errands.send(Order::Leave);
        self.wait_until(since + LAST_BACKUP, Self::is_working);
        self.end(since + STOPPING);
    }

    /// Stops within a second; a backup under way is given up and leaves nothing behind.
    pub fn stop(mut self) {
        self.end(Instant::now() + STOPPING);
    }

    fn end(&mut self, limit: Instant) {
        self.stop.store(true, Ordering::Release);
        let _ = self.commands.send(Command::Stop);
        let _ = self.errands.send(Order::Stop);
        self.wait_until(limit, Self::is_working);
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
            self.end(Instant::now() + STOPPING);
        }
    }
}
