//! Long work beside the desk: taking an import back, or bringing it back, in a thread of its own with a connection of its
//! own. The desk goes on meanwhile; the message line says how far it is.

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread::{JoinHandle, sleep};
use std::time::{Duration, Instant};

use super::App;
use crate::store::{Applied, By, Kind, LongWork, Purpose, Result, Store, StoreError};

/// How long a desk that closes waits for the work to stop between two of its transactions. What it does not see stop is
/// ended with the process, which is as safe: the next start finishes it.
const FAREWELL: Duration = Duration::from_secs(1);

enum News {
    /// So many hundredths are done.
    Done(i64),
    Ended(Result<Applied>),
    /// What was cut off is put right, or cannot be, in words; nothing when somebody else was quicker.
    PutRight(Result<Option<String>>),
}

/// The work that is under way.
pub(super) struct Job {
    /// What is being done, without how far.
    doing: String,
    hundredths: i64,
    news: Receiver<News>,
    thread: JoinHandle<()>,
    /// Somebody wants to leave, and was told what is still under way.
    told: bool,
}

impl Job {
    fn words(&self) -> String {
        match self.hundredths {
            0 => format!("{} …", self.doing),
            done => format!("{} … {done} %", self.doing),
        }
    }
}

impl App {
    /// Whether long work is under way.
    #[must_use]
    pub const fn is_working(&self) -> bool {
        self.job.is_some()
    }

    /// Starts long work, one at a time.
    pub(super) fn start_job(&mut self, work: &LongWork) {
        if let Some(job) = &self.job {
            let words = format!("{}; one after the other, please", job.words());
            self.say(words, false);
            return;
        }
        let by = By {
            actor: self.actor.clone(),
            at: self.now(),
        };
        let verb = if work.brings_back {
            "Bringing back"
        } else {
            "Taking back"
        };
        let (path, entry) = (self.store.path().to_owned(), work.entry);
        self.start(format!("{verb}: {}", work.label), move |sender| {
            // A desk that is gone hears nothing more: then this stops.
            let mut tell = |hundredths| match sender.send(News::Done(hundredths)) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            };
            News::Ended(Store::open(&path, Purpose::Command).and_then(|mut store| {
                let applied = store.take_back_telling(entry, &by, &mut tell);
                store.close()?;
                applied
            }))
        });
        if let Some(job) = &self.job {
            self.say(job.words(), false);
        }
    }

    /// Puts right what a crash cut off, while the desk is open already.
    pub(super) fn put_right(&mut self) -> Result<()> {
        let Some(label) = self.store.cut_off()? else {
            return Ok(());
        };
        let path = self.store.path().to_owned();
        self.start(format!("Putting right what was cut off: {label}"), move |_| {
            News::PutRight(Store::open(&path, Purpose::Command).and_then(|store| {
                let notice = store.notice().map(str::to_owned);
                store.close()?;
                Ok(notice)
            }))
        });
        Ok(())
    }

    fn start(&mut self, doing: String, work: impl FnOnce(&Sender<News>) -> News + Send + 'static) {
        let (sender, news) = channel();
        let thread = std::thread::Builder::new()
            .name("long work".to_owned())
            .spawn(move || {
                let last = work(&sender);
                drop(sender.send(last));
            });
        match thread {
            Ok(thread) => {
                self.job = Some(Job {
                    doing,
                    hundredths: 0,
                    news,
                    thread,
                    told: false,
                });
            }
            Err(error) => self.say(format!("Not done: this machine gives no thread ({error})"), true),
        }
    }

    /// Hears how far long work is. What else the message line says stays there until it is over.
    pub(super) fn hear_job(&mut self) -> Result<()> {
        let Some(mut job) = self.job.take() else {
            return Ok(());
        };
        let before = job.hundredths;
        loop {
            match job.news.try_recv() {
                Ok(News::Done(hundredths)) => job.hundredths = hundredths,
                Ok(News::Ended(ended)) => return self.job_ended(ended),
                Ok(News::PutRight(Ok(words))) => {
                    // Nothing to say when another desk was quicker.
                    self.message = self
                        .message
                        .take()
                        .filter(|said| !said.words.starts_with(&job.doing));
                    if let Some(words) = words {
                        self.say(words, false);
                    }
                    return self.reload();
                }
                Ok(News::PutRight(Err(error))) => return self.job_ended(Err(error)),
                Err(TryRecvError::Empty) => break,
                // It panicked; the desk is told of that by its own event.
                Err(TryRecvError::Disconnected) => return self.job_ended(Err(StoreError::Stopped)),
            }
        }
        let mine = |words: &str| words.starts_with(&job.doing);
        let free = self.message.as_ref().is_none_or(|message| mine(&message.words));
        if free && (self.message.is_none() || before != job.hundredths) {
            self.say(job.words(), false);
        }
        self.job = Some(job);
        Ok(())
    }

    fn job_ended(&mut self, ended: Result<Applied>) -> Result<()> {
        match ended {
            Ok(applied) => {
                let words = format!("{} · {}", applied.label, way_back(applied.kind));
                self.say(words, false);
            }
            Err(StoreError::Refused(rejection)) => self.say(rejection.to_string(), true),
            Err(error) => self.say(format!("Not finished: {error}"), true),
        }
        self.reload()
    }

    /// Whether the desk may close; while long work is under way, the first time it says so instead.
    pub(super) fn may_leave(&mut self) -> bool {
        let Some(job) = self.job.as_mut().filter(|job| !job.told) else {
            return true;
        };
        job.told = true;
        let words = format!(
            "Still at it: {}. q again leaves; the next start finishes it",
            job.words()
        );
        self.say(words, false);
        false
    }

    /// Lets long work stop after the transaction it is in.
    pub(super) fn leave_job(&mut self) {
        let Some(Job { news, thread, .. }) = self.job.take() else {
            return;
        };
        drop(news);
        let since = Instant::now();
        while !thread.is_finished() && since.elapsed() < FAREWELL {
            sleep(Duration::from_millis(5));
        }
    }
}

/// The key that leads back from what was done.
pub(super) const fn way_back(kind: Kind) -> &'static str {
    match kind {
        Kind::Undo => "y redoes",
        Kind::Edit | Kind::Import | Kind::Redo => "u undoes",
    }
}
