//! PomSalon: the front desk of a dog-grooming salon, in a terminal.

pub mod backup;
pub mod booking;
pub mod cli;
pub mod demo;
pub mod domain;
pub mod import;
pub mod store;
pub mod tui;
