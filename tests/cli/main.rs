//! The command line on real files, as a person or a script uses it.
#![allow(clippy::unwrap_used)] // a story may stop at the first surprise

mod backups;
mod bench;
mod booking;
mod crowded;
mod days;
mod demo;
mod doctor;
mod dogs;
mod files;
mod group;
mod heard;
mod hostile;
#[path = "../support/modes.rs"]
mod modes;
mod odd_files;
mod paper;
#[path = "../support/hostile.rs"]
mod payloads;
mod private;
mod reading;
mod salon;
mod sessions;
mod sql;
mod updating;
mod words;
mod zones;

#[path = "../support/mod.rs"]
mod support;
