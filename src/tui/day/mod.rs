//! How a day's appointments look, on the board and in the book as it stood.

pub mod list;
pub mod mark;
