//! `pomsalon paths`: where PomSalon keeps its files.

use serde::Serialize;

use super::failure::Result;
use super::output::{print, print_json};
use super::salon_file::Globals;

#[derive(Serialize)]
struct Paths {
    salon: String,
    salon_exists: bool,
    backups: String,
    backups_exist: bool,
}

/// Prints the places, and which of them are there.
pub fn run(globals: &Globals) -> Result<()> {
    let salon = globals.path()?;
    let backups = salon.with_file_name("backups");
    let paths = Paths {
        salon_exists: salon.exists(),
        salon: salon.display().to_string(),
        backups_exist: backups.exists(),
        backups: backups.display().to_string(),
    };
    if globals.json {
        return print_json(&paths);
    }
    let line = |name: &str, path: &str, exists: bool| {
        format!(
            "{name:<8} {path}{}",
            if exists { "" } else { "  (not there yet)" }
        )
    };
    print(&format!(
        "{}\n{}",
        line("salon", &paths.salon, paths.salon_exists),
        line("backups", &paths.backups, paths.backups_exist)
    ))
}
