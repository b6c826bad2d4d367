//! PomSalon: the front desk of a dog-grooming salon, in a terminal.

pub mod domain;
pub mod store;
pub mod tui;
