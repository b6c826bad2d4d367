//! The real program when the line, the terminal, the clock or a name misbehaves: rows 27 to 37 of what can go wrong
//! at a front desk, and what nobody else may read.

#![allow(clippy::unwrap_used)] // a story may stop at the first surprise

#[path = "../desk/salon.rs"]
mod salon;
#[path = "../support/mod.rs"]
mod support;

mod file;
#[path = "../support/modes.rs"]
mod modes;
mod processes;

mod half_keys;
mod hang_up;
mod hostile;
mod letters;
#[path = "../support/hostile.rs"]
mod payloads;
mod private;
mod stalled;
mod stopped;
mod zones;
