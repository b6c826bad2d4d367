//! `pomsalon backup`: verified copies of the salon's file, made, listed and checked.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};
use clap::{Args, Subcommand};
use serde::Serialize;

use super::failure::{Failure, Result};
use super::output::{counted, print, print_json, tell};
use super::salon_file::{Globals, up_to_date};
use crate::backup::{Listed, best, list, now, verify, ways_back};
use crate::domain::quantity::{age, size};
use crate::paper::{Columns, PAGE};

/// Makes, lists and checks verified copies of the salon's file.
#[derive(Debug, Args)]
pub struct Backup {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Makes a backup and verifies it
    Now,
    /// Lists the backups, the newest first
    List,
    /// Verifies a backup from its first byte to its last
    Verify {
        /// The backup: its file, its name or its number in the list [default: the newest]
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
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
}

#[derive(Serialize)]
struct One {
    path: String,
    bytes: u64,
    appointments: i64,
    newest_change_at: Option<String>,
    sha256: String,
    compared_with_manifest: bool,
}

impl Backup {
    /// Does what was asked for.
    pub fn run(self, globals: &Globals) -> Result<()> {
        let db = globals.path()?;
        let utc = globals.utc_now(&db);
        match self.what {
            What::Now => make(&db, utc, globals.json),
            What::List => show(&list(&db, utc)?, globals.json),
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
    if json {
        return print_json(&One {
            path: made.path.display().to_string(),
            bytes: manifest.bytes,
            appointments: manifest.content.appointments(),
            newest_change_at: manifest.content.newest_change_at,
            sha256: manifest.sha256,
            compared_with_manifest: true,
        });
    }
    print(&format!(
        "Backup {} is made and verified: {}, {}, {}",
        made.number,
        size(manifest.bytes),
        appointments(manifest.content.appointments()),
        made.path.display()
    ))
}

fn show(backups: &[Listed], json: bool) -> Result<()> {
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
    print(&lines.join("\n"))
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

fn line(backup: &Listed) -> Line {
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
    }
}

fn cells(backup: &Listed) -> Vec<String> {
    let manifest = backup.manifest.as_ref();
    let salon_time = manifest.and_then(|manifest| manifest.salon_time);
    let state = match manifest.and_then(|manifest| manifest.pinned.as_deref()) {
        _ if !backup.is_verified() => "not verified".to_owned(),
        Some(why) => format!("verified, {why}"),
        None => "verified".to_owned(),
    };
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
        state,
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
