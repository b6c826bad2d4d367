//! `pomsalon restore`: brings a backup back; the file that was there is kept aside.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::backup::{appointments, choose_way_back};
use super::failure::{Failure, Result};
use super::output::{counted, print, print_json, tell, tell_lines};
use super::salon_file::Globals;
use crate::backup::{Preview, prepare};

/// Brings a backup back; what would be lost is told first.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup: its file, its name or its number in `pomsalon backup list`; or a file that a desk rescued
    /// [default: the newest]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Restores without asking
    #[arg(long)]
    yes: bool,
}

#[derive(Serialize)]
struct Outcome {
    restored: bool,
    backup: String,
    kept_aside: Option<String>,
    lost_changes: Option<i64>,
    lost: Vec<String>,
}

impl Restore {
    /// Tells what would be lost, asks, and restores.
    pub fn run(self, globals: &Globals) -> Result<()> {
        globals.refuse_read_only("restore")?;
        let db = globals.path()?;
        let utc = globals.utc_now(&db);
        let backup = choose_way_back(&db, self.file.as_deref(), utc)?;
        let prepared = prepare(&db, &backup, utc)?;
        tell_lines(&told(&prepared.preview, &backup.display().to_string()));
        if !self.yes && !agreed()? {
            tell("Nothing was restored.");
            return Err(Failure::Said(1));
        }
        let restored = prepared.carry_out()?;
        // The restore is done; paper that cannot follow is told and no more.
        match globals.open_to_read() {
            Ok(open) => {
                open.renew_paper();
                open.store.close()?;
            }
            Err(failure) => tell(&format!("The day sheet on paper is not up to date: {failure}.")),
        }
        let kept_aside = restored.aside.map(|path| path.display().to_string());
        if globals.json {
            let lost = restored.preview.lost;
            return print_json(&Outcome {
                restored: true,
                backup: backup.display().to_string(),
                kept_aside,
                lost_changes: lost.as_ref().map(|lost| lost.changes),
                lost: lost.map(|lost| lost.labels).unwrap_or_default(),
            });
        }
        let aside = kept_aside.map_or_else(String::new, |path| {
            format!(
                "\nThe file that was there is kept: {path}; `pomsalon restore` with that name brings it back."
            )
        });
        print(&format!("Restored from {}.{aside}", backup.display()))
    }
}

/// What a restore would do, line by line.
fn told(preview: &Preview, backup: &str) -> Vec<String> {
    let then = appointments(preview.then.appointments());
    let mut lines = vec![format!("Backup: {backup}")];
    match &preview.now {
        Some(now) => lines.push(format!("Now {}, then {then}.", appointments(now.appointments()))),
        None => lines.push(format!("The salon's file cannot be read now; then {then}.")),
    }
    if let Some(at) = preview.newest_change() {
        lines.push(format!("The newest change in it was made on {at}."));
    }
    match &preview.lost {
        Some(lost) if lost.changes == 0 => lines.push("Nothing is lost.".to_owned()),
        Some(lost) => {
            let count = counted(usize::try_from(lost.changes).unwrap_or(0));
            lines.push(format!(
                "Changes since then, which you lose: {count}. The newest:"
            ));
            lines.extend(lost.labels.iter().map(|label| format!("  {label}")));
        }
        None if preview.now.is_some() => {
            lines.push("The two have different histories, so what you lose cannot be listed.".to_owned());
        }
        None => {}
    }
    lines
}

/// Asks on the terminal; without one, nobody can say yes.
fn agreed() -> Result<bool> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Failure::Usage(
            "nobody can be asked here; say --yes to restore.".to_owned(),
        ));
    }
    let _ = write!(io::stderr(), "Restore? [y/N] ");
    let mut answer = String::new();
    io::stdin()
        .lock()
        .read_line(&mut answer)
        .map_err(Failure::io("reading the answer"))?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
