//! What a command prints: data on stdout, messages on stderr, and no byte of a name that a terminal would obey.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};

use serde::Serialize;
use unicode_normalization::char::is_combining_mark;

use super::failure::{Failure, Result};
use crate::domain::text::{MARKS_PER_LETTER, is_safe_on_screen};

/// The version of every JSON object printed; raised when a field changes its meaning or goes away.
const JSON_VERSION: u32 = 1;

/// Prints data to stdout.
pub fn print(text: &str) -> Result<()> {
    write_out(shown(text).as_bytes())
}

/// Prints data to stdout, each line on one line whatever a name in it holds.
pub fn print_lines(lines: &[impl AsRef<str>]) -> Result<()> {
    write_out(on_lines(lines).as_bytes())
}

/// Prints a value as one JSON object with a `version` beside its own fields.
pub fn print_json(value: &impl Serialize) -> Result<()> {
    #[derive(Serialize)]
    struct Versioned<'a, T> {
        version: u32,
        #[serde(flatten)]
        value: &'a T,
    }
    let versioned = Versioned {
        version: JSON_VERSION,
        value,
    };
    let text = serde_json::to_string_pretty(&versioned)
        .map_err(|error| Failure::Failed(format!("the answer could not be put into JSON: {error}")))?;
    write_out(escaped(&text).as_bytes())
}

/// Tells something beside the data, on one line of stderr; nobody listening is no failure.
pub fn tell(text: &str) {
    tell_lines(&[text]);
}

/// Tells several lines beside the data, on stderr.
pub fn tell_lines(lines: &[impl AsRef<str>]) {
    let _ = io::stderr().write_all(on_lines(lines).as_bytes());
}

/// The lines with their ends, and none within a line.
fn on_lines(lines: &[impl AsRef<str>]) -> String {
    let mut text = String::new();
    for line in lines {
        text.push_str(&shown(line.as_ref()).replace('\n', " "));
        text.push('\n');
    }
    text
}

/// A number as one reads it: `100,000`.
#[must_use]
pub fn counted(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// So many of something: `1 change`, `12,000 changes`.
#[must_use]
pub fn some(count: i64, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{} {what}s", counted(usize::try_from(count).unwrap_or(0))),
    }
}

/// A line on stderr that replaces itself while work goes on; silent unless a person is watching.
#[derive(Debug)]
pub struct Progress {
    is_watched: bool,
    is_shown: bool,
}

impl Progress {
    /// Starts with nothing shown.
    #[must_use]
    pub fn new() -> Self {
        Self {
            is_watched: io::stderr().is_terminal(),
            is_shown: false,
        }
    }

    /// Shows how far the work is.
    pub fn show(&mut self, words: &str) {
        if self.is_watched {
            self.is_shown = true;
            let _ = write!(io::stderr(), "\r{words}\u{1b}[K");
        }
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_shown {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

fn write_out(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)
        .and_then(|()| {
            if bytes.ends_with(b"\n") {
                Ok(())
            } else {
                out.write_all(b"\n")
            }
        })
        .and_then(|()| out.flush())
        .map_err(Failure::Output)
}

/// Gives the text without what a terminal would obey or could not show, and without piles of accents; lines stay lines.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut marks = 0;
    text.chars().filter(|&c| may_show(c, &mut marks)).collect()
}

/// Whether a character may go to a terminal, after so many accents on the letter before it.
fn may_show(c: char, marks: &mut usize) -> bool {
    if c != '\n' && !is_safe_on_screen(c) {
        return false;
    }
    *marks = if is_combining_mark(c) { *marks + 1 } else { 0 };
    *marks <= MARKS_PER_LETTER
}

/// JSON in which characters that a terminal would obey are written as `\u` escapes; the values stay the same.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut marks = 0;
    for c in json.chars() {
        if may_show(c, &mut marks) {
            text.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing into a String cannot fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_read_in_threes() {
        assert_eq!(
            [7, 999, 1000, 100_000].map(counted),
            ["7", "999", "1,000", "100,000"]
        );
    }

    #[test]
    fn a_name_cannot_command_the_terminal() {
        assert_eq!(shown("Bella\u{1b}[2J\u{202e}\u{9b}31m\nRex"), "Bella[2J31m\nRex");
        assert_eq!(on_lines(&["  Bella\nRex", "Bo"]), "  Bella Rex\nBo\n");
        let json = serde_json::to_string("Bel\u{1b}la \u{202e}\u{9b}").unwrap();
        let safe = escaped(&json);
        assert!(safe.chars().all(is_safe_on_screen));
        assert_eq!(
            serde_json::from_str::<String>(&safe).unwrap(),
            "Bel\u{1b}la \u{202e}\u{9b}"
        );
    }
}
