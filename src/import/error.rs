//! Why a whole file cannot be read.

use std::fmt;

/// A file nothing can be taken from, in a whole sentence that says what is possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// There is nothing in it.
    Empty,
    /// It is an Excel workbook or another zip file.
    Workbook,
    /// It is UTF-32, which hardly any program writes.
    Utf32,
    /// Bytes that are no letters of any encoding the desk reads.
    NotText {
        /// The line of the first such byte, from 1.
        line: u64,
    },
    /// No column tells what the dog is called.
    NoDogName {
        /// The columns that are there, as written.
        found: Vec<String>,
    },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("The file is empty; it needs a first line with the names of the columns."),
            Self::Workbook => f.write_str(
                "The file is a workbook, not a CSV file; open it in the spreadsheet program and save it as \"CSV UTF-8\".",
            ),
            Self::Utf32 => f.write_str("The file is written in UTF-32; save it as \"CSV UTF-8\"."),
            Self::NotText { line } => {
                write!(f, "Line {line} holds bytes that are no letters in UTF-8; save the file as \"CSV UTF-8\".")
            }
            Self::NoDogName { found } => write!(
                f,
                "No column tells what the dog is called. The first line names {}; possible are FirstName, Name, Dog or Dog name.",
                listed(found)
            ),
        }
    }
}

impl std::error::Error for Unreadable {}

/// At most so many column names are repeated to the user.
const NAMED: usize = 8;

fn listed(names: &[String]) -> String {
    let shown: Vec<String> = names
        .iter()
        .filter(|name| !name.is_empty())
        .take(NAMED)
        .map(|name| format!("\"{name}\""))
        .collect();
    match (shown.len(), names.len().saturating_sub(NAMED)) {
        (0, _) => "nothing".to_owned(),
        (_, 0) => shown.join(", "),
        (_, more) => format!("{} and {more} more", shown.join(", ")),
    }
}
