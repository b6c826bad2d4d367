//! The clocks and the chance that the threads beside the desk go by; a test gives its own.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use chrono::{DateTime, Utc};

/// What the threads read from around them.
#[derive(Clone, Copy, Debug)]
pub struct Around {
    /// The clock that names backups.
    pub now_utc: fn() -> DateTime<Utc>,
    /// A clock that nobody sets, from any moment on; it goes on while the machine sleeps.
    pub up: fn() -> Duration,
    /// A number that nobody can foretell.
    pub chance: fn() -> u64,
}

impl Around {
    /// The machine's own clocks and chance.
    #[must_use]
    pub fn real() -> Self {
        Self {
            now_utc: Utc::now,
            up: since_boot,
            chance: || RandomState::new().hash_one(0_u8),
        }
    }
}

/// The time since this machine started, asleep or awake.
fn since_boot() -> Duration {
    #[cfg(target_os = "linux")]
    let clock = rustix::time::ClockId::Boottime;
    #[cfg(not(target_os = "linux"))]
    let clock = rustix::time::ClockId::Monotonic;
    let found = rustix::time::clock_gettime(clock);
    Duration::new(
        u64::try_from(found.tv_sec).unwrap_or(0),
        u32::try_from(found.tv_nsec).unwrap_or(0),
    )
}
