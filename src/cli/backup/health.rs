//! `pomsalon backup status` and `drill`: how the copies are, and whether a restore would work.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::appointments;
use crate::backup::{self, Around, Level, Line, Status, Subject};
use crate::cli::failure::{Failure, Result};
use crate::cli::output::{print, print_json};
use crate::domain::quantity::age;

#[derive(Serialize)]
struct Report {
    level: Level,
    #[serde(flatten)]
    status: Status,
    lines: Vec<Line>,
}

/// Prints how the copies are; a failure when something has to be done.
pub fn status(db: &Path, utc: DateTime<Utc>, json: bool) -> Result<()> {
    let status = backup::status(db, utc)?;
    let lines = status.lines(utc);
    let level = lines.iter().map(|line| line.level).max().unwrap_or(Level::Good);
    if json {
        print_json(&Report { level, status, lines })?;
    } else {
        let words: Vec<String> = lines.iter().map(|line| words(line, &status)).collect();
        print(&words.join("\n"))?;
    }
    if level == Level::Bad {
        return Err(Failure::Said(1));
    }
    Ok(())
}

/// `  second    12 min old, /mnt/usb`, with `?` before a warning and `!` before what has to be done.
fn words(line: &Line, status: &Status) -> String {
    let sign = match line.level {
        Level::Good => " ",
        Level::Warning => "?",
        Level::Bad => "!",
    };
    let place = |place: &Option<backup::Place>| place.as_ref().map(|place| place.place.clone());
    let (name, what) = match line.subject {
        Subject::Backup => (
            "backup",
            status.newest.as_ref().map(|newest| newest.backup.clone()),
        ),
        Subject::Second => ("second", place(&status.second)),
        Subject::OffSite => ("off-site", place(&status.off_site)),
        Subject::Drill => ("drill", None),
        Subject::Room => ("disk", None),
    };
    let old = line.age_min.map(|minutes| {
        let words = age(TimeDelta::minutes(minutes));
        if words == "now" {
            words
        } else {
            format!("{words} ago")
        }
    });
    let parts: Vec<String> = [old, what, line.words.clone()].into_iter().flatten().collect();
    format!("{sign} {name:<9} {}", parts.join(", "))
}

/// Rehearses a restore and prints how it went; a failure when it did not.
pub fn drill(db: &Path, utc: DateTime<Utc>, json: bool) -> Result<()> {
    let found = backup::drill(db, utc, (Around::real().chance)())?;
    if json {
        print_json(&found)?;
    } else {
        let mut lines = vec![format!("Rehearsed from {}:", found.place())];
        lines.extend(found.second_away.iter().cloned());
        lines.extend(found.damage.iter().map(|why| format!("BEWARE: {why}")));
        lines.extend(found.rehearsed.iter().map(|one| {
            let outcome = match &one.failed {
                Some(why) => format!("FAILED: {why}"),
                None => format!(
                    "would come back with {}, {} today",
                    appointments(one.appointments.unwrap_or(0)),
                    one.today.unwrap_or(0)
                ),
            };
            format!("{}  {outcome}", one.backup)
        }));
        print(&lines.join("\n"))?;
    }
    if found.failed().is_some() {
        return Err(Failure::Said(1));
    }
    Ok(())
}
