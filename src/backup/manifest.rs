//! The note beside each backup: what it holds, and by which bytes one knows it again.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::stop::Stop;
use crate::store::content::Content;
use crate::store::digest;
use crate::store::durable::sync_file;
use crate::store::{Result, StoreError};

/// What is known about a backup since it was verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The name of the salon's file that it is a copy of.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// What is in it.
    pub content: Content,
    /// The number of its schema.
    pub schema: i64,
    /// The version of the program that made it.
    pub pomsalon: String,
    /// The version of the database engine that made it.
    pub sqlite: String,
    /// When it was made.
    pub utc: DateTime<Utc>,
    /// When it was made, on the salon's wall clock.
    pub salon_time: Option<NaiveDateTime>,
    /// How long making and verifying took, in milliseconds.
    pub duration_ms: u64,
    /// The machine it was made on.
    pub host: String,
    /// Why it is kept longer than others, such as `before import`.
    #[serde(default)]
    pub pinned: Option<String>,
}

impl Manifest {
    /// Why a backup is pinned that somebody asked for.
    pub const BY_HAND: &str = "by hand";

    /// Reads the manifest of a backup; `None` when there is none that can be read.
    #[must_use]
    pub fn of(backup: &Path) -> Option<Self> {
        let text = fs::read_to_string(backup.with_extension("json")).ok()?; // not the live file: a manifest
        serde_json::from_str(&text).ok()
    }

    /// Writes it down, through to the disk, for nobody else's eyes yet.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let doing = || format!("writing {}", path.display());
        let mut text = serde_json::to_string_pretty(self)
            .map_err(|error| StoreError::Io(doing(), io::Error::other(error)))?;
        text.push('\n');
        OpenOptions::new() // not the live file: a manifest
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(StoreError::io(doing()))?;
        sync_file(path)
    }
}

/// SHA-256 of a finished copy in hexadecimal, read from the disk and not from memory where the system allows that.
pub(super) fn fingerprint(path: &Path, stop: &Stop) -> Result<String> {
    let doing = || format!("reading {}", path.display());
    let mut file = File::open(path).map_err(StoreError::io(doing()))?; // not the live file: a finished copy
    // Only advice: what is read from memory instead is compared all the same.
    let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
    let mut hash = Sha256::new();
    let mut chunk = vec![0; 256 * 1024];
    loop {
        stop.check()?;
        match file.read(&mut chunk).map_err(StoreError::io(doing()))? {
            0 => break,
            count => hash.update(&chunk[..count]),
        }
    }
    Ok(digest::finish(hash))
}

/// The name of this machine.
pub(super) fn host() -> String {
    let name = fs::read_to_string("/proc/sys/kernel/hostname"); // not the live file: the kernel's answer
    name.map_or_else(|_| "unknown".to_owned(), |name| name.trim().to_owned())
}
