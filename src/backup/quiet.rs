//! Notices that nobody has written for a while, by looking at the log from outside.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::store::guard::beside;

/// How long nothing may have been written before the log is folded into the salon's file.
const QUIET: Duration = Duration::from_mins(1);

/// What every write changes: the log's size, or when it was last written, in seconds and nanoseconds.
type Log = (u64, i64, i64);

/// What the log looked like, and since when it has looked the same.
#[derive(Debug, Default)]
pub(super) struct Quiet {
    seen: Option<(Log, Instant)>,
}

impl Quiet {
    /// Whether something lies in the log and has been left alone for a minute, by a clock that nobody sets.
    pub(super) fn is_over(&mut self, db: &Path, at: Instant) -> bool {
        let log = fs::metadata(beside(db, "-wal"))
            .ok()
            .filter(|found| found.len() > 0)
            .map(|found| (found.len(), found.mtime(), found.mtime_nsec()));
        match (log, self.seen) {
            (Some(log), Some((seen, since))) if log == seen => at.duration_since(since) >= QUIET,
            _ => {
                self.seen = log.map(|log| (log, at));
                false
            }
        }
    }
}
