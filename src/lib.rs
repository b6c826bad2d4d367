//! PomSalon: the front desk of a dog-grooming salon, in a terminal.

pub mod demo;
pub mod domain;
pub mod import;
pub mod store;
pub mod tui;
