//! The thread that runs the errands: a drive that hangs or a slow line holds up neither the desk nor the next backup.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::around::Around;
use super::drill::is_due;
use super::errands::{Errand, Errands, drill_entries, record};
use super::name::real_path;
use super::preview::peek;
use super::report::Report;
use super::status::{Level, Status, Subject, write};
use super::stop::Stop;
use super::verify::verify_stoppable;
use crate::store::lock::copies_turn;
use crate::store::moved::Moved;
use crate::store::{BackupEntry, BackupEvent, Result, StoreError};

/// How often the thread looks whether something is behind.
const LOOK: Duration = Duration::from_secs(30);

/// How long a command that failed is left alone, and how long a second folder that has everything.
const REST: Duration = Duration::from_mins(15);

/// How long one failure is told and logged once.
const SAID: Duration = Duration::from_hours(1);

/// A drill waits until the morning's first questions are answered.
const SETTLED: Duration = Duration::from_mins(2);

/// What the thread is asked for.
#[derive(Debug)]
pub(super) enum Order {
    /// Something may be behind.
    Look,
    /// A drill now.
    Drill,
    /// Verify a backup.
    Verify(PathBuf),
    /// Tell what restoring a backup would lose.
    Preview(PathBuf),
    /// Bring what is quickly brought, then end.
    Leave,
    /// End.
    Stop,
}

/// The thread's own side.
pub(super) struct Courier<F> {
    db: PathBuf,
    around: Around,
    report: Arc<F>,
    stop: Stop,
    started: Duration,
    /// What failed last, and when that was said.
    said: HashMap<BackupEvent, (String, Duration)>,
    /// The backup that the second folder was seen to have, and when.
    seen: Option<(String, Duration)>,
    /// The backup that the off-site command failed on, and when.
    sent: Option<(String, Duration)>,
    drilled: Option<Duration>,
    /// Why the last look failed.
    trouble: Option<String>,
    /// Whether it was said that the disk is nearly full.
    told_room: bool,
    /// Which file the desk has open; another one in its place is left alone.
    place: Option<Moved>,
    /// The status that lies beside the backups, and since when.
    written: Option<(Status, Duration)>,
}

impl<F: Fn(Report)> Courier<F> {
    pub(super) fn new(db: &Path, around: Around, report: Arc<F>, stop: Stop) -> Self {
        Self {
            db: db.to_owned(),
            started: (around.up)(),
            around,
            report,
            stop,
            said: HashMap::new(),
            seen: None,
            sent: None,
            drilled: None,
            trouble: None,
            told_room: false,
            place: real_path(db).and_then(|real| Moved::watch(&real)).ok(),
            written: None,
        }
    }

    pub(super) fn work(mut self, orders: &Receiver<Order>) {
        loop {
            let done = match orders.recv_timeout(LOOK) {
                Ok(Order::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(Order::Leave) if self.is_moved() => return,
                _ if self.is_moved() => Ok(()), // the desk says so, and what it has seen is saved elsewhere
                Ok(Order::Look) | Err(RecvTimeoutError::Timeout) => self.look(true),
                Ok(Order::Drill) => self.drill(true),
                Ok(Order::Verify(path)) => {
                    self.verify(&path);
                    Ok(())
                }
                Ok(Order::Preview(path)) => {
                    let found = peek(&self.db, &path, &self.stop).map_err(|error| error.to_string());
                    self.tell(Report::Previewed(path, found.map(Box::new)));
                    Ok(())
                }
                Ok(Order::Leave) => {
                    let _ = self.look(false); // what is not brought now is behind at the next start
                    return;
                }
            };
            if self.stop.is_wished() {
                return;
            }
            let trouble = done.err().map(|error| error.to_string());
            if let Some(why) = &trouble
                && self.trouble != trouble
            {
                self.tell(Report::Told(
                    format!("Nobody can look after the backups now: {why}"),
                    true,
                ));
            }
            self.trouble = trouble;
        }
    }

    fn is_moved(&self) -> bool {
        self.place
            .as_ref()
            .is_some_and(|place| place.same_name().is_err())
    }

    fn tell(&self, report: Report) {
        if !self.stop.is_wished() {
            (self.report)(report);
        }
    }

    /// Does what is behind, and tells how the copies are. With little time only what is quickly done.
    fn look(&mut self, has_time: bool) -> Result<()> {
        let now_utc = (self.around.now_utc)();
        let errands = Errands::of(&self.db, now_utc)?;
        let mut entries = Vec::new();
        if let Some(_turn) = copies_turn_when(&errands, self.wants(&errands, has_time))? {
            if self.wants_second(&errands)
                && let Some(errand) = errands.second(now_utc, &self.stop)
            {
                self.seen = errand
                    .failed
                    .is_none()
                    .then(|| (errand.backup.clone(), (self.around.up)()));
                entries.extend(self.outcome(&errand, errands.second_is_behind()));
            }
            if has_time
                && self.wants_off_site(&errands)
                && let Some(errand) = errands.off_site(&self.stop)
            {
                self.sent = errand
                    .failed
                    .is_some()
                    .then(|| (errand.backup.clone(), (self.around.up)()));
                entries.extend(self.outcome(&errand, true));
            }
        }
        self.record(&entries)?;
        if has_time && self.wants_drill(&errands) {
            self.drill(false)?;
        }
        Ok(())
    }

    fn wants(&self, errands: &Errands, has_time: bool) -> bool {
        self.wants_second(errands) || (has_time && self.wants_off_site(errands))
    }

    fn wants_second(&self, errands: &Errands) -> bool {
        let up = (self.around.up)();
        let name = errands.newest.as_ref().map(|newest| newest.name.as_str());
        let rests = self
            .seen
            .as_ref()
            .is_some_and(|(seen, at)| Some(seen.as_str()) == name && up.saturating_sub(*at) < REST);
        errands.has_second() && name.is_some() && (errands.second_is_behind() || !rests)
    }

    fn wants_off_site(&self, errands: &Errands) -> bool {
        let up = (self.around.up)();
        let name = errands.newest.as_ref().map(|newest| newest.name.as_str());
        let rests = self
            .sent
            .as_ref()
            .is_some_and(|(sent, at)| Some(sent.as_str()) == name && up.saturating_sub(*at) < REST);
        errands.off_site_is_behind() && !rests && !errands.off_site_is_anothers()
    }

    fn wants_drill(&self, errands: &Errands) -> bool {
        let up = (self.around.up)();
        let (last, good) = errands.drills();
        let since_own = self.drilled.map(|at| up.saturating_sub(at));
        errands.newest.is_some()
            && up.saturating_sub(self.started) >= SETTLED
            && is_due(last, good, since_own, (self.around.now_utc)())
    }

    fn drill(&mut self, is_asked: bool) -> Result<()> {
        self.drilled = Some((self.around.up)());
        let now_utc = (self.around.now_utc)();
        let found = Errands::of(&self.db, now_utc).and_then(|errands| {
            let found = errands.drill(now_utc, (self.around.chance)(), &self.stop)?;
            Ok((errands, found))
        });
        match found {
            Ok((errands, found)) => {
                self.record(&drill_entries(&errands, &found, now_utc))?;
                let words = found.failed();
                if is_asked || words.is_some() {
                    let is_bad = words.is_some();
                    let words =
                        words.map_or_else(|| drilled_words(&found), |why| format!("The drill failed: {why}"));
                    self.tell(Report::Told(words, is_bad));
                }
                Ok(())
            }
            Err(error) if self.stop.is_wished() => Err(error),
            Err(error) => {
                if is_asked {
                    self.tell(Report::Told(format!("No drill: {error}"), true));
                }
                Ok(())
            }
        }
    }

    fn verify(&self, backup: &Path) {
        let report = match verify_stoppable(backup, &self.stop) {
            Ok(found) => {
                let name = backup.file_name().unwrap_or(backup.as_os_str()).to_string_lossy();
                let words = format!(
                    "{name} is good: {} appointments, every byte looked at",
                    found.content.appointments()
                );
                Report::Told(words, false)
            }
            Err(StoreError::BadBackup(_, why)) => {
                Report::Told(format!("This backup is not good: {why}"), true)
            }
            Err(error) => Report::Told(error.to_string(), true),
        };
        self.tell(report);
    }

    /// The line that goes into the log about an errand. What was there already needs none, and one failure is logged and
    /// told once an hour.
    fn outcome(&mut self, errand: &Errand, is_news: bool) -> Option<BackupEntry> {
        let now_utc = (self.around.now_utc)();
        if self.stop.is_wished() {
            return None;
        }
        match &errand.failed {
            None => {
                if self.said.remove(&errand.event).is_some() {
                    self.tell(Report::Told(
                        format!("{} is up to date again", place(errand.event)),
                        false,
                    ));
                }
                is_news.then(|| errand.entry(now_utc))
            }
            Some(why) => self.failed(errand, why),
        }
    }

    fn failed(&mut self, errand: &Errand, why: &str) -> Option<BackupEntry> {
        let up = (self.around.up)();
        let event = errand.event;
        let known = self.said.get(&event);
        if known.is_some_and(|(words, at)| words == why && up.saturating_sub(*at) < SAID) {
            return None;
        }
        let is_new = known.is_none_or(|(words, _)| words != why);
        self.said.insert(event, (why.to_owned(), up));
        if is_new {
            self.tell(Report::Told(format!("{} is behind: {why}", place(event)), true));
        }
        Some(errand.entry((self.around.now_utc)()))
    }

    fn record(&mut self, entries: &[BackupEntry]) -> Result<()> {
        // An errand may have taken a while, and the file have gone meanwhile.
        if let Some(place) = &self.place {
            place.same_name()?;
        }
        let now_utc = (self.around.now_utc)();
        let status = record(&self.db, entries, now_utc)?;
        let lines = status.lines(now_utc);
        let room = lines
            .into_iter()
            .find(|line| line.subject == Subject::Room && line.level > Level::Good)
            .and_then(|line| line.words);
        if let Some(words) = &room
            && !self.told_room
        {
            self.tell(Report::Told(
                format!("Look after it when you have time: {words}"),
                true,
            ));
        }
        self.told_room = room.is_some();
        let up = (self.around.up)();
        let is_written = self
            .written
            .as_ref()
            .is_some_and(|(written, at)| status.says_the_same(written) && up.saturating_sub(*at) < REST);
        if !is_written {
            write(&status, &self.db)?;
            self.written = Some((status.clone(), up));
        }
        self.tell(Report::Status(Box::new(status)));
        Ok(())
    }
}

/// The turn to run errands, when there are any; `None` when another session has it.
fn copies_turn_when(errands: &Errands, wanted: bool) -> Result<Option<std::fs::File>> {
    if wanted {
        copies_turn(&errands.db)
    } else {
        Ok(None)
    }
}

const fn place(event: BackupEvent) -> &'static str {
    match event {
        BackupEvent::OffSite => "The copy off the site",
        _ => "The second copy",
    }
}

/// What a good drill is told as.
fn drilled_words(found: &super::Drill) -> String {
    let newest = found.rehearsed.first();
    let (appointments, today) = newest.map_or((0, 0), |one| {
        (one.appointments.unwrap_or(0), one.today.unwrap_or(0))
    });
    format!(
        "Drill: a restore from {} would work: {appointments} appointments, {today} today",
        found.place()
    )
}
