//! The system's limits on this process, met with words instead of a sudden end.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::SIGXFSZ;

/// Lets a write beyond the largest size a file may have fail like any other, which ends the program otherwise.
pub(super) fn outlive_file_size() {
    // Where the system refuses, it is as it was.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
}
