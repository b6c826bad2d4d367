//! The thread that makes a backup when one is due, and looks after the salon's own file meanwhile.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use chrono::TimeDelta;

use super::NO_BACKUP;
use super::around::Around;
use super::courier::Order;
use super::errands::entry;
use super::list::{Listed, list};
use super::manifest::Manifest;
use super::name::real_path;
use super::quiet::Quiet;
use super::report::Report;
use super::snapshot::{Made, snapshot};
use super::stop::Stop;
use super::thin::thin;
use crate::store::content::{self, newest_change};
use crate::store::lock::backup_turn;
use crate::store::moved::Moved;
use crate::store::open::{Opened, explain, open};
use crate::store::trouble::twice_opened;
use crate::store::{BackupEvent, Purpose, Result, backup_log};

/// How long after a backup the next one is due, when something changed.
const INTERVAL: Duration = Duration::from_mins(15);

/// How often the thread looks whether one is due.
const LOOK: Duration = Duration::from_secs(30);

/// When the thread looks the salon's own file through for the first time: not while the desk opens.
const LOOK_THROUGH_AFTER: Duration = Duration::from_mins(10);

/// And how long after that it does so again.
const LOOK_THROUGH: Duration = Duration::from_hours(24);

/// What somebody is told who asks for a backup while another desk makes one.
const TURN_TAKEN: &str = "Another desk is making a backup at this moment: ask again when it is done";

/// What the desk asks of the thread.
#[derive(Debug)]
pub(super) enum Command {
    /// A backup now, changed or not.
    Now,
    /// A last one when something changed, then end.
    Leave,
    /// End.
    Stop,
}

/// The thread's own side.
pub(super) struct Keeper<F> {
    db: PathBuf,
    around: Around,
    report: Arc<F>,
    errands: Sender<Order>,
    stop: Stop,
    /// The newest backup that was reported.
    told: Told,
    /// When that one was first seen, by a clock that nobody sets.
    since: Duration,
    /// Whether somebody is writing.
    quiet: Quiet,
    /// When the salon's own file is looked through next.
    look_through_at: Instant,
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
    pub(super) fn new(db: &Path, around: Around, report: Arc<F>, errands: Sender<Order>, stop: Stop) -> Self {
        Self {
            db: db.to_owned(),
            around,
            report,
            errands,
            stop,
            told: Told::Nothing,
            since: (around.up)(),
            quiet: Quiet::default(),
            look_through_at: Instant::now() + LOOK_THROUGH_AFTER,
            failing: None,
            place: real_path(db).and_then(|real| Moved::watch(&real)).ok(),
        }
    }

    pub(super) fn work(mut self, orders: &Receiver<Command>) {
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
                self.since = (self.around.up)();
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
        let made = self.make_with(&mut opened, occasion);
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

    fn make_with(&mut self, opened: &mut Opened, occasion: Occasion) -> Result<Option<Made>> {
        let now_utc = (self.around.now_utc)();
        let newest = list(&opened.path, now_utc)?.into_iter().find(Listed::is_verified);
        let number = newest.as_ref().map(|newest| newest.number);
        let change = newest
            .as_ref()
            .and_then(|one| one.manifest.as_ref())
            .map(|note| note.content.newest_change);
        let told = Told::Newest(number);
        let at_start = self.told == Told::Nothing;
        if self.told != told {
            self.since = (self.around.up)();
            self.told = told;
            (self.report)(Report::Newest(newest.clone()));
        }
        let has_changed = change != Some(newest_change(&opened.connection)?);
        let due = match occasion {
            Occasion::Request => true,
            Occasion::Leaving => has_changed,
            Occasion::Interval => {
                let watched = (!at_start).then(|| (self.around.up)().saturating_sub(self.since));
                has_changed && is_time(newest.map(|newest| newest.age), watched)
            }
        };
        if !due {
            return Ok(None);
        }
        // Another session has the turn: its backup will be seen at the next look.
        let Some(_turn) = backup_turn(&opened.path)? else {
            if occasion == Occasion::Request {
                (self.report)(Report::Told(TURN_TAKEN.to_owned(), false));
            }
            return Ok(None);
        };
        let by_hand = (occasion == Occasion::Request).then_some(Manifest::BY_HAND);
        let made = snapshot(opened, now_utc, by_hand, &self.stop)?;
        let _ = thin(&opened.path, now_utc); // old copies that stay are only in the way
        let _ = backup_log::record(&mut opened.connection, &made.entry()); // the backup is there all the same
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
    use std::sync::mpsc::channel;

    use super::*;
    use crate::store::StoreError;

    /// The thread's own side of a salon's file, with what it reports.
    fn keeper(db: &Path) -> (Keeper<impl Fn(Report)>, Receiver<Report>) {
        let (send, reports) = channel();
        let report = move |report| drop(send.send(report)); // the test has seen enough
        let keeper = Keeper::new(db, Around::real(), Arc::new(report), channel().0, Stop::never());
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
    fn who_asks_for_a_backup_is_told_about_that_one_or_that_another_desk_has_the_turn() {
        let salon = super::super::tests::counter();
        let (mut keeper, reports) = keeper(&salon.db);
        let mut made = |occasion| {
            keeper.look(occasion);
            let is_by_hand = |report| match report {
                Report::Made(made) => Some(Ok(made.is_by_hand())),
                Report::Told(words, is_bad) => Some(Err((words, is_bad))),
                _ => None,
            };
            reports.try_iter().filter_map(is_by_hand).collect::<Vec<_>>()
        };
        let turn = backup_turn(&salon.db).unwrap();
        assert_eq!(made(Occasion::Interval), []);
        assert_eq!(made(Occasion::Request), [Err((TURN_TAKEN.to_owned(), false))]);
        drop(turn);
        assert_eq!(made(Occasion::Interval), [Ok(false)]);
        assert_eq!(made(Occasion::Request), [Ok(true)]);
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
