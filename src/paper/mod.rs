//! The paper fallback: today's and tomorrow's day sheet as text files, always as the book stands, for the day when the
//! screen is dark. And the one way this program sets a page of text in columns.

mod columns;
mod file;
mod sheet;
mod thread;

#[cfg(test)]
mod tests;

pub use columns::{Columns, PAGE, cut};
pub use file::{Freshness, folder, freshness, write};
pub use sheet::Sheet;
pub use thread::{Paper, Report};
