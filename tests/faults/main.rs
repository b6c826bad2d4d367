//! Faults between processes: desks that are killed, stopped, or all want the file at once, bits that turn, clocks that
//! jump. The real program and children of this very test share one file; nothing that was said may be lost.
//!
//! Quick by default. `POMSALON_SOAK=1` runs the long form, `POMSALON_SOAK_MINUTES` bounds it; see `just soak`. Each
//! story ends with one line of figures.

#![allow(clippy::unwrap_used)] // a story may stop at the first surprise

#[path = "../support/mod.rs"]
mod support;

mod bits;
mod child;
mod clock;
mod salon;
mod soak;
mod sound;

mod cut_backup;
mod held;
mod importing;
mod killed;
mod leaving;
mod plain_copy;
mod same_row;
mod starting;
mod storm;
