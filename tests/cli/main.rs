//! The command line on real files, as a person or a script uses it.

mod bench;
mod booking;
mod dogs;
mod files;
mod reading;
mod salon;
