//! Rehearses a restore: a backup is taken out of its folder, opened as the desk would open it, and read.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::list::{Listed, list};
use super::name::{TEMPORARY, file_name, folder};
use super::second;
use super::stop::Stop;
use super::transfer::transfer;
use super::verify::verify_as;
use crate::paper::Sheet;
use crate::store::content;
use crate::store::durable::{sweep, temporary};
use crate::store::open::alone::up_to_date;
use crate::store::sharing::make_folder;
use crate::store::{Purpose, Result, Store, StoreError};

/// What a drill found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Drill {
    /// Where the backups were taken from.
    pub folder: PathBuf,
    /// Whether that is the second folder.
    pub from_second: bool,
    /// Why it is not, though there is one; `None` when there is none, or it is.
    pub second_away: Option<String>,
    /// Why the salon's own file is not whole; `None` when it is.
    pub damage: Option<String>,
    /// The newest backup, and an older one where there is one.
    pub rehearsed: Vec<Rehearsed>,
}

/// One backup of a drill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rehearsed {
    /// The name of its file.
    pub backup: String,
    /// How many appointments one would have after restoring it; `None` when it failed.
    pub appointments: Option<i64>,
    /// How many of them stand on today's day sheet.
    pub today: Option<usize>,
    /// Why it failed.
    pub failed: Option<String>,
    /// Whether the backup itself is bad, and not only the rehearsal.
    pub is_damaged: bool,
    /// How long it took, in milliseconds.
    pub duration_ms: i64,
}

impl Drill {
    /// Why it failed first; `None` when all went well.
    #[must_use]
    pub fn failed(&self) -> Option<String> {
        let bad = self
            .rehearsed
            .iter()
            .find_map(|one| Some((one, one.failed.as_ref()?)));
        bad.map(|(one, why)| format!("{}: {why}", one.backup))
    }

    /// Where the backups came from, in words.
    #[must_use]
    pub const fn place(&self) -> &'static str {
        if self.from_second {
            "the second folder"
        } else if self.second_away.is_some() {
            "the first folder, because the second is away"
        } else {
            "the first folder; there is no second one"
        }
    }
}

/// Rehearses with the newest backup and an older one that `chance` picks: from the second folder, or from the first
/// when there is none. The backups stay as they are; what fails is told in the answer.
///
/// # Errors
/// What keeps a drill from beginning, such as no backup yet.
pub(super) fn drill(
    db: &Path,
    second_folder: &str,
    identity: &str,
    now_utc: DateTime<Utc>,
    chance: u64,
    stop: &Stop,
) -> Result<Drill> {
    let own = file_name(db);
    let second = (!second_folder.is_empty()).then(|| PathBuf::from(second_folder));
    let there = second.map(|second| {
        let copies = second::ready(&second, identity)
            .and_then(|()| second::copies(&second, &own, now_utc))
            .map_err(|error| error.to_string())?;
        if copies.iter().any(Listed::is_verified) {
            Ok((second, copies))
        } else {
            Err("there is no backup in it yet".to_owned())
        }
    });
    let (place, backups, from_second, second_away) = match there {
        Some(Ok((second, copies))) => (second, copies, true, None),
        other => {
            let away = other.and_then(std::result::Result::err);
            (folder(db), list(db, now_utc)?, false, away)
        }
    };
    let good: Vec<Listed> = backups.into_iter().filter(Listed::is_verified).collect();
    let Some((newest, older)) = good.split_first() else {
        return Err(StoreError::NotWritable(
            "there is no backup to rehearse with yet; `pomsalon backup now` makes one".to_owned(),
        ));
    };
    let count = u64::try_from(older.len()).unwrap_or(1).max(1);
    let picked = older.get(usize::try_from(chance % count).unwrap_or(0));
    let mut rehearsed = Vec::new();
    for backup in std::iter::once(newest).chain(picked) {
        stop.check()?;
        rehearsed.push(rehearse(db, backup, now_utc, stop));
    }
    stop.check()?;
    Ok(Drill {
        folder: place,
        from_second,
        second_away,
        damage: None,
        rehearsed,
    })
}

fn rehearse(db: &Path, backup: &Listed, now_utc: DateTime<Utc>, stop: &Stop) -> Rehearsed {
    let since = std::time::Instant::now();
    let found = restored_in_private(db, backup, now_utc, stop);
    let duration_ms = i64::try_from(since.elapsed().as_millis()).unwrap_or(i64::MAX);
    let backup = backup.name.clone();
    match found {
        Ok((appointments, today)) => Rehearsed {
            backup,
            appointments: Some(appointments),
            today: Some(today),
            failed: None,
            is_damaged: false,
            duration_ms,
        },
        Err(error) => Rehearsed {
            backup,
            appointments: None,
            today: None,
            is_damaged: matches!(error, StoreError::BadBackup(..)),
            failed: Some(match error {
                StoreError::BadBackup(_, why) => why,
                other => other.to_string(),
            }),
            duration_ms,
        },
    }
}

/// Restores a backup into a private folder, opens it as the desk does and reads today; gives how many appointments there
/// are, in all and today.
fn restored_in_private(
    db: &Path,
    backup: &Listed,
    now_utc: DateTime<Utc>,
    stop: &Stop,
) -> Result<(i64, usize)> {
    let bad = |why: &str| StoreError::BadBackup(backup.path.clone(), why.to_owned());
    let manifest = backup
        .manifest
        .as_ref()
        .ok_or_else(|| bad("its manifest is gone"))?;
    let private = Private::make(db)?;
    let copy = private.0.join("salon.db");
    if transfer(&backup.path, &copy, stop)? != manifest.sha256 {
        return Err(bad(
            "its bytes are not the ones that were verified when it was made",
        ));
    }
    verify_as(&copy, Some(manifest), stop)?;
    let connection = up_to_date(&copy)?;
    let content = content::content(&connection)?;
    connection.close().map_err(|(_, error)| error)?;
    if !has_all(&manifest.content.counts, &content.counts) {
        return Err(bad(
            "it does not hold what its manifest says once it is brought up to date",
        ));
    }
    let store = Store::open(&copy, Purpose::ReadOnly)?;
    let zone = store.salon()?.zone;
    let today = now_utc.with_timezone(&zone).date_naive();
    let count = store.visits(today)?.len();
    let page = Sheet::read(&store, today)?.page();
    store.close()?;
    if page.is_empty() {
        return Err(bad("its day sheet cannot be read"));
    }
    Ok((content.appointments(), count))
}

/// The rows of every table are there; what newer schemas add besides does not matter.
fn has_all(then: &BTreeMap<String, i64>, now: &BTreeMap<String, i64>) -> bool {
    then.iter().all(|(table, count)| now.get(table) == Some(count))
}

/// A folder that only this account can look into, among the backups; it goes away with what is in it.
struct Private(PathBuf);

impl Private {
    fn make(db: &Path) -> Result<Self> {
        let folder = folder(db);
        let making = |path: &Path| StoreError::io(format!("making {}", path.display()));
        make_folder(&folder, db)?;
        sweep(&folder, TEMPORARY);
        let path = temporary(&folder, TEMPORARY);
        fs::DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .map_err(making(&path))?;
        Ok(Self(path))
    }
}

impl Drop for Private {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0); // what stays is swept by the next backup
    }
}

/// Whether a drill is due: a week after the last good one, and a day after one that failed. A drill from the future says
/// that a clock was set, and that nobody knows how long ago it was. `since_own` is by a clock that nobody sets.
pub(super) fn is_due(
    last: Option<DateTime<Utc>>,
    last_good: Option<DateTime<Utc>>,
    since_own: Option<std::time::Duration>,
    now_utc: DateTime<Utc>,
) -> bool {
    const WEEK: i64 = 7;
    let days = |at: DateTime<Utc>| (now_utc - at).num_days();
    let is_future = |at: DateTime<Utc>| at > now_utc + chrono::TimeDelta::hours(1);
    let day = std::time::Duration::from_hours(24);
    if since_own.is_some_and(|since| since < day) {
        return false;
    }
    if since_own.is_some_and(|since| since >= day * 7) {
        return true;
    }
    if last.is_some_and(|last| !is_future(last) && days(last) < 1) {
        return false;
    }
    last_good.is_none_or(|good| is_future(good) || days(good) >= WEEK)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::{NaiveDate, TimeDelta};

    use super::*;

    #[test]
    fn a_drill_is_due_every_week_whatever_the_clock_does() {
        let now = NaiveDate::from_ymd_opt(2026, 11, 20)
            .unwrap()
            .and_hms_opt(10, 0, 0)
            .unwrap()
            .and_utc();
        let ago = |days: i64| Some(now - TimeDelta::days(days));
        let own = |days: u64| Some(Duration::from_hours(24 * days));
        assert!(is_due(None, None, None, now));
        assert!(!is_due(ago(6), ago(6), None, now));
        assert!(is_due(ago(7), ago(7), None, now));
        // One that failed yesterday is tried again, one that failed today is not.
        assert!(is_due(ago(1), ago(8), None, now));
        assert!(!is_due(ago(0), ago(8), None, now));
        // A clock that was 400 days ahead, and one that jumps about while the desk is open.
        assert!(is_due(ago(-400), ago(-400), None, now));
        assert!(!is_due(ago(-400), ago(-400), own(0), now));
        assert!(!is_due(ago(400), ago(400), own(0), now));
        // And one that stands still.
        assert!(is_due(ago(0), ago(0), own(7), now));
    }
}
