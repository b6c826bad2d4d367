//! Brings the bytes of a finished backup to another place, looking at every one of them on the way.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::stop::Stop;
use crate::store::digest;
use crate::store::{Result, StoreError};

/// Copies a finished backup into a new file that only this account can read, through to the disk; gives the SHA-256 of
/// what was read, in hexadecimal.
pub(super) fn transfer(from: &Path, to: &Path, stop: &Stop) -> Result<String> {
    let reading = || StoreError::io(format!("reading {}", from.display()));
    let writing = || StoreError::io(format!("writing {}", to.display()));
    let mut source = File::open(from).map_err(reading())?; // not the live file: a finished backup
    let mut target = OpenOptions::new() // not the live file: a new one
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(to)
        .map_err(writing())?;
    let mut hash = Sha256::new();
    let mut chunk = vec![0; 256 * 1024];
    loop {
        stop.check()?;
        let count = source.read(&mut chunk).map_err(reading())?;
        if count == 0 {
            break;
        }
        hash.update(&chunk[..count]);
        target.write_all(&chunk[..count]).map_err(writing())?;
    }
    target.sync_all().map_err(writing())?;
    Ok(digest::finish(hash))
}
