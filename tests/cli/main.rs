//! The command line on real files, as a person or a script uses it.

mod booking;
mod files;
mod reading;
mod salon;
