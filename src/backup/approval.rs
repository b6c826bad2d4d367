//! Whether the off-site command is one that this account set on this machine.
//!
//! The command stands in the salon's file, and a file can be sent by anybody: opening it must not run what stands in
//! it. So a note beside the file, which only this account can have written here, says which command was agreed to.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::manifest::host;
use super::name::real_path;
use crate::store::Result;
use crate::store::digest;
use crate::store::durable::replace;
use crate::store::guard::beside;

/// Notes that this account agrees to the command on this machine; no command takes the note away.
pub fn approve(db: &Path, words: &[String]) -> Result<()> {
    let db = real_path(db)?;
    let note = note(&db);
    if words.is_empty() {
        let _ = fs::remove_file(&note); // without a command it says nothing
        return Ok(());
    }
    replace(&note, &print(&db, words), 0o600)
}

/// Whether this account agreed to the command on this machine.
pub(super) fn is_approved(db: &Path, words: &[String]) -> bool {
    let note = note(db);
    let own = fs::symlink_metadata(&note)
        .is_ok_and(|found| found.is_file() && found.uid() == rustix::process::getuid().as_raw());
    own && fs::read_to_string(&note).is_ok_and(|text| text == print(db, words)) // not the live file: the note
}

/// The note of the account that runs this: two accounts at one salon agree each for themselves.
fn note(db: &Path) -> PathBuf {
    beside(db, &format!(".off-site-{}", rustix::process::getuid().as_raw()))
}

/// What ties a command to this machine and this place, and cannot be guessed elsewhere.
fn print(db: &Path, words: &[String]) -> String {
    let machine = fs::read_to_string("/etc/machine-id").unwrap_or_else(|_| host()); // not the live file
    let mut hash = Sha256::new();
    for part in [machine.trim(), &*db.to_string_lossy()]
        .into_iter()
        .chain(words.iter().map(String::as_str))
    {
        hash.update(part);
        hash.update([0]);
    }
    digest::finish(hash)
}
