//! How long a connection waits for another one's lock.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::error::Result;

/// Sleeps 0.5 to 3.5 ms, by chance: waiters that sleep equally long, or longer each time, starve.
pub(super) fn short_sleep() {
    let chance = RandomState::new().hash_one(0_u8) % 3_000;
    std::thread::sleep(Duration::from_micros(500 + chance));
}

/// Lets a connection wait up to `limit` for another one's lock.
pub(super) fn wait_up_to(connection: &mut Connection, limit: Duration) -> Result<()> {
    let mut since = Instant::now();
    connection.busy_handler(Some(move |tries: i32| {
        if tries == 0 {
            since = Instant::now();
        }
        let goes_on = since.elapsed() < limit;
        if goes_on {
            short_sleep();
        }
        goes_on
    }))?;
    Ok(())
}
