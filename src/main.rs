//! Arguments, error reports and exit codes; nothing else.

use std::io::Write;
use std::process::ExitCode;

use color_eyre::Report;
use color_eyre::config::{HookBuilder, Theme};
use pomsalon::cli::{Cli, Failure, report_panics, shown, tell};

fn main() -> ExitCode {
    report_panics();
    // Without colours, so that a report reads well in a log and in a mail; a second hook cannot be there. Of panics it
    // would print every word, and they may hold a client's name.
    let (_, of_errors) = HookBuilder::default()
        .theme(Theme::new())
        .display_env_section(false)
        .into_hooks();
    let _ = of_errors.install();
    let cli = match Cli::read(std::env::args_os()) {
        Ok(cli) => cli,
        Err(error) => {
            answer(&error);
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

/// Prints the help that was asked for, or what is wrong with the line; it may repeat what was pasted there.
fn answer(error: &clap::Error) {
    // Nobody listening to it is no failure.
    let _ = if error.use_stderr() {
        std::io::stderr().write_all(shown(&error.render().to_string()).as_bytes())
    } else {
        error.print()
    };
}

fn report(failure: Failure) {
    if failure.is_silent() {
        return;
    }
    if failure.is_unexpected() {
        let words = format!(
            "pomsalon: something unexpected happened:\n{:?}",
            Report::new(failure)
        );
        // Nobody listening is no second failure.
        let _ = writeln!(std::io::stderr(), "{}", shown(&words));
    } else {
        tell(&format!("pomsalon: {failure}"));
    }
}
