//! `pomsalon sessions`: who is at which desk since when, also while one of them hangs.

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use super::failure::Result;
use super::output::{print, print_json, tell};
use super::salon_file::{Globals, zone_of};
use crate::domain::clock::short_day;
use crate::paper::{Columns, PAGE};
use crate::store::{Presence, StoreError, present};

const COLUMNS: [(&str, bool); 6] = [
    ("Who", true),
    ("Terminal", false),
    ("Since", false),
    ("At", true),
    ("Now", true),
    ("Process", false),
];

#[derive(Serialize)]
struct Sessions {
    zone: String,
    sessions: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    account: String,
    terminal: Option<String>,
    process: u32,
    program: String,
    /// `desk`, the command, or nothing for another program.
    doing: Option<String>,
    since: Option<NaiveDateTime>,
    since_utc: Option<DateTime<Utc>>,
    writing: bool,
    stopped: bool,
    you: bool,
}

/// Lists who is at the salon's file.
pub fn run(globals: &Globals) -> Result<()> {
    let db = globals.path()?;
    // Looked at first: reading the zone makes this command a session for a moment.
    let present = present(&db);
    let zone = zone_of(&db);
    let lines: Vec<Line> = present.into_iter().map(|one| line(one, zone)).collect();
    if globals.json {
        return print_json(&Sessions {
            zone: zone.name().to_owned(),
            sessions: lines,
        });
    }
    if lines.is_empty() {
        if !db.exists() {
            return Err(StoreError::FileMissing(db).into());
        }
        tell("Nobody has this salon open at the moment.");
        return Ok(());
    }
    let today = Utc::now().with_timezone(&zone).date_naive();
    let rows: Vec<Vec<String>> = lines.iter().map(|line| cells(line, today)).collect();
    let columns = Columns::fit(&COLUMNS, &rows, PAGE);
    let mut text = vec![columns.titles()];
    text.extend(rows.iter().map(|row| columns.line(row)));
    print(&text.join("\n"))?;
    if lines.iter().any(|line| line.stopped) {
        tell("A desk that was put aside goes on with `fg` at its terminal; nothing in it is lost meanwhile.");
    }
    Ok(())
}

fn line(one: Presence, zone: Tz) -> Line {
    Line {
        doing: one.arguments.as_deref().map(doing),
        account: one.session.user,
        terminal: one.session.terminal,
        process: one.session.pid,
        program: one.program,
        since: one.since.map(|at| at.with_timezone(&zone).naive_local()),
        since_utc: one.since,
        writing: one.is_writing,
        stopped: one.is_stopped,
        you: one.is_here,
    }
}

fn cells(line: &Line, today: chrono::NaiveDate) -> Vec<String> {
    let now: Vec<&str> = [
        (line.writing, "writing"),
        (line.stopped, "put aside"),
        (line.you, "you, at this terminal"),
    ]
    .into_iter()
    .filter_map(|(is_so, words)| is_so.then_some(words))
    .collect();
    vec![
        line.account.clone(),
        line.terminal.clone().unwrap_or_else(|| "none".to_owned()),
        line.since
            .map_or_else(|| "unknown".to_owned(), |at| since(at, today)),
        line.doing
            .clone()
            .unwrap_or_else(|| format!("{}, not PomSalon", line.program)),
        now.join(", "),
        line.process.to_string(),
    ]
}

fn since(at: NaiveDateTime, today: chrono::NaiveDate) -> String {
    if at.date() == today {
        return at.format("%H:%M").to_string();
    }
    format!("{} {}", short_day(at.date(), today), at.format("%H:%M"))
}

/// What somebody opened PomSalon for: the first word of the line that is a command; without one, the desk.
fn doing(arguments: &[String]) -> String {
    arguments
        .iter()
        .find(|word| super::is_command(word))
        .cloned()
        .unwrap_or_else(|| "desk".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_known_by_its_word_and_a_desk_by_none() {
        let words = |line: &str| line.split(' ').map(ToOwned::to_owned).collect::<Vec<_>>();
        assert_eq!(doing(&words("--db salon.db import dogs -")), "import");
        assert_eq!(doing(&words("--db salon.db")), "desk");
        assert_eq!(doing(&[]), "desk");
    }
}
