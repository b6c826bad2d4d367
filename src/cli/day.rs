//! `pomsalon day`: a day's appointments on one page, for a pipe, a phone line or a printer.

use clap::Args;

use super::failure::Result;
use super::output::{print, print_json};
use super::salon_file::Globals;
use crate::paper::Sheet;

/// Prints a day's appointments by groomer, 80 columns wide.
#[derive(Debug, Args)]
pub struct Day {
    /// The day: thu, +6w, 12 mar, 2026-12-01, tomorrow .. [default: today]
    #[arg(value_name = "DATE")]
    words: Vec<String>,
}

impl Day {
    /// Prints the day.
    pub fn run(self, globals: &Globals) -> Result<()> {
        let open = globals.open_to_read()?;
        let day = open.day(&self.words.join(" "))?;
        let sheet = Sheet::read(&open.store, day)?;
        let printed = if globals.json {
            print_json(&sheet)
        } else {
            print(&sheet.page())
        };
        open.store.close()?;
        printed
    }
}
