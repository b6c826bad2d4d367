//! `pomsalon paths`: where PomSalon keeps its files.

use serde::Serialize;

use super::failure::Result;
use super::output::{print, print_json};
use super::salon_file::Globals;
use crate::paper;

#[derive(Serialize)]
struct Paths {
    salon: String,
    salon_exists: bool,
    backups: String,
    backups_exist: bool,
    day_sheets: String,
    day_sheets_exist: bool,
}

/// Prints the places, and which of them are there.
pub fn run(globals: &Globals) -> Result<()> {
    let salon = globals.path()?;
    // What lies beside the file lies beside the file itself, not beside a link to it.
    let real = salon.canonicalize().unwrap_or_else(|_| salon.clone());
    let backups = real.with_file_name("backups");
    let day_sheets = paper::folder(&real);
    let paths = Paths {
        salon_exists: salon.exists(),
        salon: salon.display().to_string(),
        backups_exist: backups.exists(),
        backups: backups.display().to_string(),
        day_sheets_exist: day_sheets.exists(),
        day_sheets: day_sheets.display().to_string(),
    };
    if globals.json {
        return print_json(&paths);
    }
    let line = |name: &str, path: &str, exists: bool| {
        format!(
            "{name:<10} {path}{}",
            if exists { "" } else { "  (not there yet)" }
        )
    };
    print(&format!(
        "{}\n{}\n{}",
        line("salon", &paths.salon, paths.salon_exists),
        line("backups", &paths.backups, paths.backups_exist),
        line("day sheets", &paths.day_sheets, paths.day_sheets_exist)
    ))
}
