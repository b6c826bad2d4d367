//! `pomsalon`: opens the desk.

use std::path::PathBuf;

use chrono::NaiveDateTime;

use super::failure::{Failure, Result};
use super::salon_file::{Globals, make_folder_of};
use crate::store::StoreError;
use crate::tui::terminal::require_terminal;

/// What the desk is opened with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskOptions {
    /// The salon's file; one that is not there starts the set-up.
    pub path: PathBuf,
    /// The moment the clock stands at, when it is fixed.
    pub now: Option<NaiveDateTime>,
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// Whether the salon is made up and goes away afterwards.
    pub practice: bool,
}

/// Opens the desk on the file named, or on the default place, which may start with the set-up.
pub fn open(globals: &Globals) -> Result<u8> {
    let path = globals.path()?;
    if globals.db.is_some() && !path.exists() {
        return Err(StoreError::FileMissing(path).into());
    }
    require_terminal().map_err(Failure::Usage)?;
    if globals.db.is_none() && !globals.read_only {
        make_folder_of(&path)?;
    }
    run(&DeskOptions {
        path,
        now: globals.now,
        read_only: globals.read_only,
        practice: false,
    })
}

/// Runs the desk until somebody leaves it; gives the exit code.
pub fn run(options: &DeskOptions) -> Result<u8> {
    Err(Failure::Failed(format!(
        "this PomSalon was built without its desk; `pomsalon day`, `find` and `book` work on {}",
        options.path.display()
    )))
}
