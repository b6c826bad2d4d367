//! The thread that keeps the day sheets while a desk is open.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use chrono::NaiveDateTime;

use super::file::{Pages, RENEWED_AFTER};
use crate::domain::clock::Clock;
use crate::store::{Purpose, Result, Store, StoreError};

/// How long after the start the first look comes: the board is drawn first.
const FIRST_LOOK: Duration = Duration::from_millis(300);

/// How often the thread looks for changes, and so the shortest time between two sheets.
const LOOK: Duration = Duration::from_secs(2);

/// How long leaving may wait for the last sheet.
const LEAVING: Duration = Duration::from_millis(500);

/// What the thread tells the desk.
#[derive(Debug)]
pub enum Report {
    /// The sheets say what the book says again, after a failure.
    Written,
    /// They could not be written; the next look tries again. Told once for each reason.
    Failed(StoreError),
}

/// The running thread; when dropped it writes what is still missing and stops.
#[derive(Debug)]
pub struct Paper {
    leave: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Paper {
    /// Starts keeping the sheets of this salon, by its own clock unless another one is given. `report` runs on the new
    /// thread and must not wait.
    ///
    /// # Errors
    /// [`StoreError::Io`] when the system gives no thread.
    pub fn start(db: &Path, clock: Option<Clock>, report: impl Fn(Report) + Send + 'static) -> Result<Self> {
        let (leave, left) = channel();
        let keeper = Keeper {
            db: db.to_owned(),
            clock,
            report,
            store: None,
            seen: None,
            written: None,
            failed: None,
        };
        let thread = std::thread::Builder::new()
            .name("paper".to_owned())
            .spawn(move || keeper.work(&left))
            .map_err(StoreError::io("starting the day sheets"))?;
        Ok(Self {
            leave: Some(leave),
            thread: Some(thread),
        })
    }
}

impl Drop for Paper {
    fn drop(&mut self) {
        self.leave = None; // the thread notices that nobody is there any more
        let since = Instant::now();
        while let Some(thread) = self.thread.take() {
            if thread.is_finished() {
                let _ = thread.join(); // a panic was reported by its hook
            } else if since.elapsed() < LEAVING {
                self.thread = Some(thread);
                std::thread::sleep(Duration::from_millis(1));
            }
            // A disk that hangs keeps the thread; the process ends without it.
        }
    }
}

/// The thread's own side.
struct Keeper<F> {
    db: PathBuf,
    clock: Option<Clock>,
    report: F,
    store: Option<Store>,
    /// The state of the file that was read last.
    seen: Option<i64>,
    /// What was written last, and when by the salon's clock.
    written: Option<(Pages, NaiveDateTime)>,
    /// The reason that was told last.
    failed: Option<String>,
}

impl<F: Fn(Report)> Keeper<F> {
    fn work(mut self, left: &Receiver<()>) {
        let mut wait = FIRST_LOOK;
        loop {
            let leaving = left.recv_timeout(wait) != Err(RecvTimeoutError::Timeout);
            match self.look() {
                Ok(true) if self.failed.take().is_some() => (self.report)(Report::Written),
                Ok(_) => {}
                Err(error) => {
                    // It may be another file by now, or a disk that came back: the next look begins anew.
                    self.store = None;
                    self.seen = None;
                    let words = error.to_string();
                    if self.failed.as_ref() != Some(&words) {
                        self.failed = Some(words);
                        (self.report)(Report::Failed(error));
                    }
                }
            }
            if leaving {
                return;
            }
            wait = LOOK;
        }
    }

    /// Writes the sheets when they may say something else by now; whether it did.
    fn look(&mut self) -> Result<bool> {
        let store = match self.store.take() {
            Some(store) => store,
            None => Store::open(&self.db, Purpose::ReadOnly)?,
        };
        let store = self.store.insert(store);
        // Asked before reading: what comes in meanwhile is read once more.
        let state = store.data_version()?;
        let clock = match self.clock {
            Some(clock) => clock,
            None => Clock::Zone(store.salon()?.zone),
        };
        let now = clock.now();
        if self.failed.is_none()
            && self.seen == Some(state)
            && let Some((_, at)) = &self.written
            && at.date() == now.date()
            && (now - *at).abs() < RENEWED_AFTER
        {
            return Ok(false);
        }
        let pages = Pages::read(store, now.date())?;
        self.seen = Some(state);
        if self.failed.is_none()
            && let Some((known, at)) = &self.written
            && *known == pages
            && (now - *at).abs() < RENEWED_AFTER
        {
            return Ok(false);
        }
        pages.write(store.path(), now)?;
        self.written = Some((pages, now));
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, TimeDelta};

    use super::*;
    use crate::domain::salon::Salon;
    use crate::paper::folder;
    use crate::store::Filling;

    #[test]
    fn a_new_day_and_a_long_rest_bring_new_sheets_and_nothing_else_does() {
        let place = tempfile::tempdir().unwrap();
        let db = place.path().join("salon.db");
        let ten = NaiveDate::from_ymd_opt(2026, 11, 20)
            .and_then(|day| day.and_hms_opt(10, 0, 0))
            .unwrap();
        let filling = Filling::empty(Salon::new("Salon Pom", chrono_tz::Europe::Lisbon));
        Store::create(&db, &filling, ten).unwrap();
        let mut keeper = Keeper {
            db: db.clone(),
            clock: None,
            report: |_| {},
            store: None,
            seen: None,
            written: None,
            failed: None,
        };
        let mut at = |minutes| {
            keeper.clock = Some(Clock::Fixed(ten + TimeDelta::minutes(minutes)));
            keeper.look().unwrap()
        };
        let first_lines = |name: &str| -> String {
            let text = std::fs::read_to_string(folder(&db).join(name)).unwrap();
            text.lines().take(2).collect::<Vec<_>>().join(" | ")
        };
        assert!(at(0));
        assert!(!at(5), "nothing changed, and the sheet is young");
        assert!(at(12));
        assert_eq!(
            first_lines("today.txt"),
            "Salon Pom, Friday 20 November 2026 | as of 10:12, Fri 20 Nov 2026"
        );
        assert!(at(14 * 60 + 1), "one minute after midnight");
        assert_eq!(
            first_lines("tomorrow.txt"),
            "Salon Pom, Sunday 22 November 2026 | as of 00:01, Sat 21 Nov 2026"
        );
        assert!(at(-3 * 24 * 60), "the clock was set back");
        assert!(first_lines("today.txt").starts_with("Salon Pom, Tuesday 17 November 2026"));
    }
}
