//! `pomsalon backup`: verified copies of the salon's file, made, listed, checked, brought away and rehearsed.

mod away;
mod health;

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};
use clap::{Args, Subcommand};
use serde::Serialize;

use super::failure::{Failure, Result};
use super::output::{counted, print, print_json, print_lines, tell};
use super::salon_file::{Globals, up_to_date};
use crate::backup::{Errand, Listed, Marks, best, bring, list, now, verify, ways_back};
use crate::domain::quantity::{age, size};
use crate::paper::{Columns, PAGE};
use crate::store::{BackupEvent, Purpose, Store};

/// Makes, lists and checks verified copies of the salon's file, brings them away and rehearses their return.
#[derive(Debug, Args)]
pub struct Backup {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Makes a backup, verifies it and brings it where the salon wants copies
    Now,
    /// Lists the backups, the newest first
    List,
    /// Verifies a backup from its first byte to its last
    Verify {
        /// The backup: its file, its name or its number in the list [default: the newest]
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Rehearses a restore with the newest backup and an older one
    Drill,
    /// Sets the folder on another disk where every backup goes as well; `none` for no such folder
    Second {
        /// The folder, or `none`
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
    /// Sets the command that takes every backup to another place, such as `rclone copyto {} away:salon.db`; `none` for
    /// no such command
    OffSite {
        /// The command word by word, `{}` standing for the backup; no shell reads it
        #[arg(
            value_name = "WORDS",
            required = true,
            trailing_var_arg = true,
            allow_hyphen_values = true
        )]
        words: Vec<String>,
    },
    /// Tells how old the copies are and what is wrong with them; exit code 1 when something has to be done
    Status,
}

const COLUMNS: [(&str, bool); 6] = [
    ("Nr", false),
    ("Made", false),
    ("Age", false),
    ("Size", false),
    ("Appointments", false),
    ("State", true),
];

#[derive(Serialize)]
struct Backups {
    backups: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    number: u64,
    path: String,
    utc: DateTime<Utc>,
    salon_time: Option<NaiveDateTime>,
    bytes: u64,
    appointments: Option<i64>,
    verified: bool,
    pinned: Option<String>,
    #[serde(flatten)]
    marks: Marks,
}

#[derive(Serialize)]
struct One {
    path: String,
    bytes: u64,
    appointments: i64,
    newest_change_at: Option<String>,
    sha256: String,
    compared_with_manifest: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    brought: Vec<Brought>,
}

#[derive(Serialize)]
struct Brought {
    event: BackupEvent,
    good: bool,
    words: Option<String>,
}

impl Backup {
    /// Does what was asked for.
    pub fn run(self, globals: &Globals) -> Result<()> {
        let db = globals.path()?;
        let utc = globals.utc_now(&db);
        // What becomes of backups is written into the salon's file.
        match self.what {
            What::Now => globals.refuse_read_only("backup now")?,
            What::Drill => globals.refuse_read_only("backup drill")?,
            _ => {}
        }
        match self.what {
            What::Now => make(&db, utc, globals.json),
            What::List => show(&marked(&db, list(&db, utc)?)?, globals.json),
            What::Drill => health::drill(&db, utc, globals.json),
            What::Second { folder } => away::second(globals, &folder, utc),
            What::OffSite { words } => away::off_site(globals, words, utc),
            What::Status => health::status(&db, utc, globals.json),
            What::Verify { file } => check(&choose(&db, file.as_deref(), utc)?, globals.json),
        }
    }
}

/// What somebody wants to restore: as [`choose`], and also what a desk rescued or a restore kept aside; without a name
/// the newest that was verified.
pub(super) fn choose_way_back(db: &Path, named: Option<&Path>, utc: DateTime<Utc>) -> Result<PathBuf> {
    if let Some(path) = named.filter(|path| path.exists()) {
        return Ok(path.to_owned());
    }
    let ways = ways_back(db, utc)?;
    let found = match named {
        Some(named) => ways.iter().find(|way| Path::new(&way.name) == named),
        None => best(&ways),
    };
    found.map_or_else(|| choose(db, named, utc), |way| Ok(way.path.clone()))
}

/// The backup somebody named by its file, its name or its number; the newest verified one when nobody did.
pub(super) fn choose(db: &Path, named: Option<&Path>, utc: DateTime<Utc>) -> Result<PathBuf> {
    if let Some(path) = named.filter(|path| path.exists()) {
        return Ok(path.to_owned());
    }
    let known = list(db, utc)?;
    let Some(named) = named else {
        return known
            .into_iter()
            .find(Listed::is_verified)
            .map(|backup| backup.path)
            .ok_or_else(|| {
                Failure::Failed("there is no backup yet; `pomsalon backup now` makes one".to_owned())
            });
    };
    let words = named.to_string_lossy();
    known
        .into_iter()
        .find(|backup| backup.name == words || backup.number.to_string() == words)
        .map(|backup| backup.path)
        .ok_or_else(|| {
            Failure::Failed(format!(
                "there is no backup {words}; `pomsalon backup list` shows those there are"
            ))
        })
}

fn make(db: &Path, utc: DateTime<Utc>, json: bool) -> Result<()> {
    let made = up_to_date(db, tell, || now(db, utc))?;
    let manifest = made.manifest;
    let brought = bring(db, utc)?;
    if json {
        print_json(&One {
            path: made.path.display().to_string(),
            bytes: manifest.bytes,
            appointments: manifest.content.appointments(),
            newest_change_at: manifest.content.newest_change_at,
            sha256: manifest.sha256,
            compared_with_manifest: true,
            brought: brought.iter().map(outcome).collect(),
        })?;
    } else {
        print(&format!(
            "Backup {} is made and verified: {}, {}, {}",
            made.number,
            size(manifest.bytes),
            appointments(manifest.content.appointments()),
            made.path.display()
        ))?;
    }
    tell_errands(&brought, json)
}

fn outcome(errand: &Errand) -> Brought {
    Brought {
        event: errand.event,
        good: errand.failed.is_none(),
        words: errand.failed.clone(),
    }
}

/// Tells where a backup was brought; one that did not get there is a failure.
fn tell_errands(brought: &[Errand], json: bool) -> Result<()> {
    for errand in brought {
        match (&errand.failed, errand.event) {
            (Some(why), _) => tell(&format!("{} was not brought away: {why}", errand.backup)),
            (None, _) if json => {}
            (None, BackupEvent::OffSite) => print(&format!("{} was taken off the site", errand.backup))?,
            (None, _) => print(&format!("{} lies in the second folder", errand.backup))?,
        }
    }
    if brought.iter().any(|errand| errand.failed.is_some()) {
        return Err(Failure::Said(1));
    }
    Ok(())
}

/// The backups with what the salon's log says became of them, where that can be read.
fn marked(db: &Path, backups: Vec<Listed>) -> Result<Vec<(Listed, Marks)>> {
    let Ok(store) = Store::open(db, Purpose::ReadOnly) else {
        return Ok(backups
            .into_iter()
            .map(|backup| (backup, Marks::default()))
            .collect());
    };
    let mut marked = Vec::new();
    for backup in backups {
        let marks = Marks::of(&store, &backup.name)?;
        marked.push((backup, marks));
    }
    store.close()?;
    Ok(marked)
}

fn show(backups: &[(Listed, Marks)], json: bool) -> Result<()> {
    if json {
        return print_json(&Backups {
            backups: backups.iter().map(line).collect(),
        });
    }
    if backups.is_empty() {
        tell("There is no backup yet; `pomsalon backup now` makes one.");
        return Ok(());
    }
    let rows: Vec<Vec<String>> = backups.iter().map(cells).collect();
    let columns = Columns::fit(&COLUMNS, &rows, PAGE);
    let mut lines = vec![columns.titles()];
    lines.extend(rows.iter().map(|row| columns.line(row)));
    print_lines(&lines)
}

fn check(path: &Path, json: bool) -> Result<()> {
    let found = verify(path)?;
    if json {
        return print_json(&One {
            path: path.display().to_string(),
            bytes: found.bytes,
            appointments: found.content.appointments(),
            newest_change_at: found.content.newest_change_at,
            sha256: found.sha256,
            compared_with_manifest: found.has_manifest,
            brought: Vec::new(),
        });
    }
    let how = if found.has_manifest {
        "every byte is the one that was written"
    } else {
        "its note is missing, so only its content could be checked"
    };
    print(&format!(
        "{} is good: {}, {}; {how}.",
        path.display(),
        size(found.bytes),
        appointments(found.content.appointments())
    ))
}

fn line((backup, marks): &(Listed, Marks)) -> Line {
    let manifest = backup.manifest.as_ref();
    Line {
        number: backup.number,
        path: backup.path.display().to_string(),
        utc: backup.at,
        salon_time: manifest.and_then(|manifest| manifest.salon_time),
        bytes: backup.bytes,
        appointments: manifest.map(|manifest| manifest.content.appointments()),
        verified: backup.is_verified(),
        pinned: manifest.and_then(|manifest| manifest.pinned.clone()),
        marks: *marks,
    }
}

fn cells((backup, marks): &(Listed, Marks)) -> Vec<String> {
    let manifest = backup.manifest.as_ref();
    let salon_time = manifest.and_then(|manifest| manifest.salon_time);
    let verified = if backup.is_verified() {
        "verified"
    } else {
        "not verified"
    };
    let mut state = vec![verified];
    state.extend(marks.words());
    state.extend(manifest.and_then(|manifest| manifest.pinned.as_deref()));
    vec![
        backup.number.to_string(),
        salon_time.map_or_else(
            || backup.at.format("%Y-%m-%d %H:%M UTC").to_string(),
            |at| at.format("%a %-d %b %Y %H:%M").to_string(),
        ),
        age(backup.age),
        size(backup.bytes),
        manifest.map_or_else(String::new, |manifest| {
            counted(usize::try_from(manifest.content.appointments()).unwrap_or(0))
        }),
        state.join(", "),
    ]
}

/// A number of appointments in words.
pub(super) fn appointments(count: i64) -> String {
    match count {
        1 => "1 appointment".to_owned(),
        _ => format!("{} appointments", counted(usize::try_from(count).unwrap_or(0))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appointments_are_counted_in_words() {
        assert_eq!(appointments(1), "1 appointment");
        assert_eq!(appointments(14_210), "14,210 appointments");
    }
}
