//! The command line: one file a subcommand, and the tree that finds it.

mod backup;
mod bench;
mod book;
mod day;
mod demo;
mod desk;
mod doctor;
mod failure;
mod find;
mod free;
mod generate;
mod import;
mod init;
mod limits;
mod output;
mod paths;
mod private_folder;
mod restore;
mod salon_file;
mod sessions;
mod shared_folder;
mod sql;
mod week;

use std::ffi::OsString;

use clap::{Args, CommandFactory, Parser, Subcommand};

pub use crate::tui::report_panics;
pub use desk::DeskOptions;
pub use failure::{Failure, Result};
pub use output::{shown, tell};
use salon_file::Globals;

const EXIT_CODES: &str = "\
Exit codes: 0 ok, 1 failed, 2 wrong usage or no terminal, 3 the file is busy or in use,
4 the file is newer than this program, 5 refused by a rule of the salon,
129/130/143 ended by a hang-up, Ctrl-C or the system.";

/// The front desk of a dog-grooming salon, in a terminal.
///
/// Without a command it opens the desk.
#[derive(Debug, Parser)]
#[command(name = "pomsalon", version, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Options that are accepted anywhere on the line.
#[derive(Debug, Args)]
struct Options {
    /// The salon's file [default: salon.db in this account's data folder, see `pomsalon paths`]
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "POMSALON_DB",
        hide_env_values = true
    )]
    #[arg(value_parser = clap::builder::OsStringValueParser::new())]
    db: Option<OsString>,
    /// Fixes the salon's clock, such as 2026-11-20T10:00, for practice, pictures and tests
    #[arg(
        long,
        global = true,
        value_name = "MOMENT",
        env = "POMSALON_NOW",
        hide_env_values = true
    )]
    #[arg(value_parser = clap::builder::StringValueParser::new())]
    now: Option<String>,
    /// Prints JSON with a version field instead of text
    #[arg(long, global = true)]
    json: bool,
    /// Looks only: nothing in the salon's file is changed
    #[arg(long, global = true)]
    read_only: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Opens the desk on a made-up, busy salon; touches nothing of yours
    Demo(demo::Demo),
    /// Makes an empty salon without questions
    Init(init::Init),
    /// Prints a day's appointments, by groomer
    Day(day::Day),
    /// Prints how full a week is, by groomer and day
    Week(week::Week),
    /// Prints the first free times
    Free(free::Free),
    /// Finds dogs and clients by name, phone, breed or chip; forgives typing errors
    Find(find::Find),
    /// Books in one line: dog, then service, day, time and groomer in any order
    Book(book::Book),
    /// Prints made-up dogs as CSV
    Generate(generate::Generate),
    /// Takes dogs in from a CSV file
    Import(import::Import),
    /// Makes, lists and verifies backups
    Backup(backup::Backup),
    /// Brings a backup back; tells first what would be lost
    Restore(restore::Restore),
    /// Measures this machine against the least that any program could do
    Bench(bench::Bench),
    /// Examines everything and says which promise is kept, which is not, and what to do
    Doctor,
    /// Lists who is at which desk since when
    Sessions,
    /// Asks the salon's file in SQL; it only looks
    Sql(sql::Sql),
    /// Prints where PomSalon keeps its files
    Paths,
}

impl Cli {
    /// Does what the line asks for; gives the exit code of what went well.
    ///
    /// # Errors
    /// Gives the sentence and the exit code of what did not.
    pub fn run(self) -> Result<u8> {
        limits::outlive_file_size();
        let globals = Globals::read(
            self.options.db,
            self.options.now.as_deref(),
            self.options.json,
            self.options.read_only,
        )?;
        let Some(command) = self.command else {
            return desk::open(&globals);
        };
        match command {
            Command::Demo(demo) => return demo.run(&globals),
            Command::Init(init) => init.run(&globals),
            Command::Day(day) => day.run(&globals),
            Command::Week(week) => week.run(&globals),
            Command::Free(free) => free.run(&globals),
            Command::Find(find) => find.run(&globals),
            Command::Book(book) => book.run(&globals),
            Command::Generate(generate) => generate.run(),
            Command::Import(import) => import.run(&globals),
            Command::Backup(backup) => backup.run(&globals),
            Command::Restore(restore) => restore.run(&globals),
            Command::Bench(bench) => bench.run(&globals),
            Command::Doctor => doctor::run(&globals),
            Command::Sessions => sessions::run(&globals),
            Command::Sql(sql) => sql.run(&globals),
            Command::Paths => paths::run(&globals),
        }?;
        Ok(0)
    }
}

impl Cli {
    /// Reads a line of words, the program's own name first. A day in the past is no option: `week -1w`.
    ///
    /// # Errors
    /// Says what is wrong with the line, or the help that was asked for.
    pub fn read(words: impl IntoIterator<Item = OsString>) -> std::result::Result<Self, clap::Error> {
        Self::try_parse_from(words.into_iter().map(past_day))
    }
}

/// A word that counts back from today with a minus that begins no option; any other as it is.
fn past_day(word: OsString) -> OsString {
    let counted = word.to_str().and_then(|word| word.strip_prefix('-'));
    let counted = counted.filter(|rest| {
        let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        unit.len() < rest.len() && matches!(unit, "d" | "w" | "m" | "y")
    });
    match counted {
        Some(rest) => format!("\u{2212}{rest}").into(),
        None => word,
    }
}

/// Whether a word of a line names a command.
fn is_command(word: &str) -> bool {
    Cli::command().find_subcommand(word).is_some()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_tree_of_commands_holds_together() {
        Cli::command().debug_assert();
    }
}
