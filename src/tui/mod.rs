//! The desk in the terminal: what comes in from the keyboard and the system, what goes out to the screen.

pub mod event;
pub mod glyphs;
mod hangup;
mod input;
mod keyboard;
mod look;
mod panic;
mod sweep;
pub mod terminal;
pub mod theme;
mod wire;

pub use look::Look;
pub use panic::guard_panics;
