//! The desk in the terminal: what comes in from the keyboard and the system, what goes out to the screen.

pub mod action;
pub mod app;
pub mod backup_status;
pub mod component;
pub mod day;
pub mod event;
pub mod forms;
pub mod glyphs;
mod hangup;
mod input;
mod keyboard;
pub mod keymap;
mod look;
mod panic;
pub mod popups;
pub mod recovery;
mod reopen;
pub mod run;
pub mod screens;
pub mod setup;
mod sweep;
pub mod terminal;
pub mod theme;
pub mod this_desk;
pub mod widgets;
mod wire;

pub use look::Look;
pub use panic::{guard_panics, report_panics};
