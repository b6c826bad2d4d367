//! The promises about copies: a backup is a verified backup, and the way back from one is rehearsed.

use std::fs;
use std::path::Path;

use chrono::TimeDelta;

use super::line::Line;
use super::patient::Patient;
use crate::backup::{Listed, verify};
use crate::cli::output::some;
use crate::domain::quantity::ago;
use crate::store::durable::leftovers;
use crate::store::{BackupEvent, Store};

/// With changes since then, a backup older than this asks for care.
const OLD: TimeDelta = TimeDelta::hours(24);

/// And older than this the promise is not kept; also how often a restore is rehearsed.
const TOO_OLD: TimeDelta = TimeDelta::days(7);

const MAKE_ONE: &str = "`pomsalon backup now` makes one.";

pub(super) fn verified(patient: &Patient) -> Line {
    let mut line = Line::new(3, "A backup under its name is a verified backup");
    let backups = match &patient.backups {
        Ok(backups) => backups,
        Err(error) => {
            line.careful(format!("The backups could not be looked at: {error}."), "");
            return line;
        }
    };
    let strangers = backups.iter().filter(|backup| !backup.is_verified()).count();
    if strangers > 0 {
        line.careful(
            format!(
                "{} in the folder of backups that nobody vouches for: the note beside it is missing or does not fit.",
                some(i64::try_from(strangers).unwrap_or(0), "file")
            ),
            "`pomsalon backup list` shows which; do not rely on them.",
        );
    }
    match patient.newest_backup() {
        None if patient.store.is_err() => line.not_kept("There is no backup beside it.", ""),
        None => line.not_kept("There is no backup yet.", MAKE_ONE),
        Some(newest) => match verify(&newest.path) {
            Ok(_) => {
                line.says(format!(
                    "The newest ({}) was read again just now: every byte is the one that was written.",
                    newest.name
                ));
                its_age(patient, newest, &mut line);
            }
            Err(error) => line.not_kept(
                format!("The newest backup fails: {error}."),
                "`pomsalon backup now` makes a new one; `pomsalon backup verify NUMBER` checks the others.",
            ),
        },
    }
    if let Ok(store) = &patient.store
        && let Ok(Some(last)) = store.last_backup_event(BackupEvent::Made)
        && !last.good
    {
        line.careful(
            format!("The last backup could not be made: {}.", last.words),
            MAKE_ONE,
        );
    }
    let folder = patient.db.with_file_name("backups");
    if leftovers(&folder, ".tmp-") > 0 {
        line.says("A backup that was cut off left temporary files; the next one sweeps them away.");
    }
    line
}

fn its_age(patient: &Patient, newest: &Listed, line: &mut Line) {
    let made = ago(newest.age);
    let Ok(store) = &patient.store else {
        line.says(format!("It was made {made}."));
        return;
    };
    let then = newest
        .manifest
        .as_ref()
        .map(|manifest| manifest.content.newest_change);
    let since = match (store.newest_change(), then) {
        (Ok(now), Some(then)) => now - then,
        _ => 0,
    };
    match since {
        ..=0 => line.says(format!("It was made {made}, and nothing has changed since.")),
        _ if newest.age > TOO_OLD => line.not_kept(
            format!("It was made {made}, and {} came since.", some(since, "change")),
            MAKE_ONE,
        ),
        _ if newest.age > OLD => line.careful(
            format!("It was made {made}, and {} came since.", some(since, "change")),
            MAKE_ONE,
        ),
        _ => line.says(format!(
            "It was made {made}; {} came since.",
            some(since, "change")
        )),
    }
}

pub(super) fn rehearsed(patient: &Patient) -> Line {
    let mut line = Line::new(4, "The way back is rehearsed, from another disk");
    patient.look(&mut line, |store, line| {
        drill(patient, store, line)?;
        second(patient, store, line)
    });
    line
}

fn drill(patient: &Patient, store: &Store, line: &mut Line) -> crate::store::Result<()> {
    const REHEARSE: &str = "`pomsalon backup drill` rehearses one now.";
    let good = store.last_good_backup_event(BackupEvent::Drill)?;
    let last = store.last_backup_event(BackupEvent::Drill)?;
    if let Some(last) = last.filter(|last| !last.good) {
        line.not_kept(format!("The last rehearsal failed: {}.", last.words), REHEARSE);
    }
    match good {
        None => line.not_kept("No restore was ever rehearsed.", REHEARSE),
        Some(good) if patient.now_utc - good.utc > TOO_OLD => line.not_kept(
            format!("The last rehearsal was {}.", ago(patient.now_utc - good.utc)),
            REHEARSE,
        ),
        Some(good) => line.says(format!(
            "A restore of {} was rehearsed {}.",
            good.backup,
            ago(patient.now_utc - good.utc)
        )),
    }
    Ok(())
}

fn second(patient: &Patient, store: &Store, line: &mut Line) -> crate::store::Result<()> {
    let salon = store.salon()?;
    if salon.second_folder.is_empty() {
        line.careful(
            "Every copy lies on the disk of the salon's file: when that breaks, all are gone.",
            "`pomsalon backup second FOLDER` names a folder on another disk.",
        );
        return Ok(());
    }
    let folder = Path::new(&salon.second_folder);
    if !folder.is_dir() {
        line.careful(
            format!("The second folder is not there: {}.", folder.display()),
            "Plug that disk in, or name another folder.",
        );
        return Ok(());
    }
    let Some(newest) = patient.newest_backup() else {
        return Ok(());
    };
    if holds(folder, &newest.name) {
        line.says(format!("The newest backup lies in {} as well.", folder.display()));
    } else {
        let last = store.last_good_backup_event(BackupEvent::Second)?;
        let last = last.map_or_else(
            || "none came there yet".to_owned(),
            |last| format!("the last came {}", ago(patient.now_utc - last.utc)),
        );
        line.careful(
            format!("The newest backup is not in {}: {last}.", folder.display()),
            "An open desk brings it there; `pomsalon backup now` does so at once.",
        );
    }
    Ok(())
}

/// Whether a folder or one right below it holds a backup of that name.
fn holds(folder: &Path, name: &str) -> bool {
    folder.join(name).exists()
        || fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(std::result::Result::ok)
            .any(|entry| entry.path().join(name).exists())
}
