//! Makes files stay: what was written survives a power cut, and what a crash left behind is swept.

use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};

use super::error::{Result, StoreError};
use super::guard::beside;

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

/// Deletes a temporary file and what SQLite may have left beside it.
pub(crate) fn remove_temporary(path: &Path) {
    for ending in ["", "-journal", "-wal", "-shm", ".json"] {
        let _ = fs::remove_file(beside(path, ending)); // best effort: the next sweep finds it
    }
}

/// Deletes temporary files and folders whose process is gone; gives how many.
pub(crate) fn sweep(folder: &Path, start: &str) -> usize {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    entries
        .filter_map(std::result::Result::ok)
        .filter(|entry| {
            let name = entry.file_name();
            let owner = name.to_str().and_then(|name| owner(name, start));
            owner.is_some_and(|pid| !is_alive(pid)) && remove(entry)
        })
        .count()
}

fn remove(entry: &fs::DirEntry) -> bool {
    let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
    let removed = if is_folder {
        fs::remove_dir_all(entry.path())
    } else {
        fs::remove_file(entry.path())
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
