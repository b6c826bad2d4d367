//! Makes files stay: what was written survives a power cut, and what a crash left behind is swept.

use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::error::{Result, StoreError};
use super::guard::{beside, folder_of};
use super::sharing::give;

/// Writes a finished file through to the disk. Never for the live file: closing it would drop this process's locks.
pub(crate) fn sync_file(path: &Path) -> Result<()> {
    File::open(path) // not the live file: see above
        .and_then(|file| file.sync_all())
        .map_err(StoreError::io(format!(
            "writing {} through to the disk",
            path.display()
        )))
}

/// Writes the names in a folder through to the disk.
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    sync_file(folder)
}

/// A name that no other process and no other thread uses: `<start><process>-<chance>`.
pub(crate) fn temporary(folder: &Path, start: &str) -> PathBuf {
    let chance = RandomState::new().hash_one(0_u8);
    folder.join(format!("{start}{}-{chance:016x}", std::process::id()))
}

/// Puts a whole text file in the place of another one: whoever reads it sees the old or the new text, also after a
/// power cut. What a crash left of an earlier try is swept.
pub(crate) fn replace(path: &Path, text: &str, mode: u32) -> Result<()> {
    let doing = || format!("writing {}", path.display());
    let folder = folder_of(path);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let start = format!(".{name}.new-");
    sweep(folder, &start);
    let new = temporary(folder, &start);
    let written = OpenOptions::new() // not the live file: a new text
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&new)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .map_err(StoreError::io(doing()))
        .and_then(|()| give(&new, mode))
        .and_then(|()| fs::rename(&new, path).map_err(StoreError::io(doing())));
    if written.is_err() {
        let _ = fs::remove_file(&new); // best effort: the next try sweeps it
    }
    written?;
    sync_folder(folder)
}

/// Makes an empty file that nobody else may read, for a copy or a new salon to be written into.
pub(crate) fn reserve(path: &Path) -> Result<()> {
    fs::OpenOptions::new() // not the live file: it has no name yet
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map(drop)
        .map_err(StoreError::io(format!("making {}", path.display())))
}

/// Deletes a temporary file and what SQLite may have left beside it.
pub(crate) fn remove_temporary(path: &Path) {
    for ending in ["", "-journal", "-wal", "-shm", ".json"] {
        let _ = fs::remove_file(beside(path, ending)); // best effort: the next sweep finds it
    }
}

/// Deletes temporary files and folders whose process is gone; gives how many.
pub(crate) fn sweep(folder: &Path, start: &str) -> usize {
    abandoned(folder, start).filter(|path| remove(path)).count()
}

/// How many temporary files there are whose process is gone.
pub(crate) fn leftovers(folder: &Path, start: &str) -> usize {
    abandoned(folder, start).count()
}

fn abandoned(folder: &Path, start: &str) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries
        .filter_map(std::result::Result::ok)
        .filter_map(move |entry| {
            let name = entry.file_name();
            let owner = owner(name.to_str()?, start)?;
            (!is_alive(owner)).then(|| entry.path())
        })
}

fn remove(path: &Path) -> bool {
    let is_folder = fs::symlink_metadata(path).is_ok_and(|found| found.is_dir());
    let removed = if is_folder {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    removed.is_ok()
}

fn owner(name: &str, start: &str) -> Option<i32> {
    name.strip_prefix(start)?.split('-').next()?.parse().ok()
}

fn is_alive(pid: i32) -> bool {
    let Some(pid) = rustix::process::Pid::from_raw(pid) else {
        return false;
    };
    rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_of_the_dead_go_and_work_of_the_living_stays() {
        let folder = tempfile::tempdir().unwrap();
        let mine = temporary(folder.path(), ".tmp-");
        fs::write(&mine, b"x").unwrap();
        // Process numbers stay below 2^22 on Linux, so this one is nobody.
        for name in [
            ".tmp-2147483646-1",
            ".tmp-2147483646-1-journal",
            "notes.txt",
            ".tmp-mine",
        ] {
            fs::write(folder.path().join(name), b"x").unwrap();
        }
        fs::create_dir(folder.path().join(".tmp-2147483646-2")).unwrap();
        fs::write(folder.path().join(".tmp-2147483646-2/salon.db"), b"x").unwrap();
        assert_eq!(sweep(folder.path(), ".tmp-"), 3);
        assert!(mine.exists());
        assert!(folder.path().join("notes.txt").exists());
        assert!(folder.path().join(".tmp-mine").exists());
    }
}
