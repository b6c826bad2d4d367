//! Arguments, error reports and exit codes; nothing else.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use color_eyre::Report;
use color_eyre::config::{HookBuilder, Theme};
use pomsalon::cli::{Cli, Failure};

fn main() -> ExitCode {
    // Without colours, so that a report reads well in a log and in a mail; a second hook cannot be there.
    let _ = HookBuilder::default()
        .theme(Theme::new())
        .display_env_section(false)
        .install();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Nobody listening to the help is no failure.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match cli.run() {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            let code = failure.exit_code();
            report(failure);
            ExitCode::from(code)
        }
    }
}

fn report(failure: Failure) {
    if failure.is_silent() {
        return;
    }
    let words = if failure.is_unexpected() {
        format!(
            "pomsalon: something unexpected happened:\n{:?}",
            Report::new(failure)
        )
    } else {
        format!("pomsalon: {failure}")
    };
    let _ = writeln!(std::io::stderr(), "{}", pomsalon::cli::shown(&words));
}
