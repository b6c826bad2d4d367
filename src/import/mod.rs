//! Takes dogs in from a CSV file, the founding one and any reasonable other: bytes become text, a header, checked rows.
//! Nothing is written here.

mod check;
mod column;
mod date;
mod decode;
mod error;
mod header;
mod owner;
mod row;
#[cfg(test)]
mod tests;

pub use check::{Checked, ImportRow, Refused, check};
pub use decode::Encoding;
pub use error::Unreadable;
pub use owner::Owner;
