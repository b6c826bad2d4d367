//! Who may read the files the program makes.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Everything in a folder, and the folders in it, with its permissions.
pub fn modes(folder: &Path) -> Vec<(PathBuf, u32)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // A file may go away while one looks.
        let Ok(about) = fs::symlink_metadata(&path) else {
            continue;
        };
        found.push((path.clone(), about.permissions().mode() & 0o7777));
        if about.is_dir() {
            found.extend(modes(&path));
        }
    }
    found
}

/// Fails when somebody else than this account may read, write or list anything in a folder. A finished backup may be
/// read by the group, which its folder keeps out.
#[track_caller]
pub fn assert_nobody_else(folder: &Path) {
    for (path, mode) in modes(folder) {
        assert_eq!(mode & 0o007, 0, "{} is {mode:o}", path.display());
        let is_in_a_closed_folder = path.parent().is_some_and(|parent| {
            parent != folder && fs::metadata(parent).unwrap().permissions().mode() & 0o777 == 0o700
        });
        assert!(
            mode & 0o070 == 0 || is_in_a_closed_folder,
            "{} is {mode:o}",
            path.display()
        );
        assert_eq!(mode & 0o022, 0, "{} is {mode:o}", path.display());
    }
}
