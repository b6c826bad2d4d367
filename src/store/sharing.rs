//! Who besides its owner may use the salon's file: what is made beside it is for the same people, whatever the umask.
//!
//! A salon that several accounts share lies in a folder of mode 2770: what is made there belongs to the folder's group.
//! The database engine gives the files it makes beside the salon's the same mode; here the program does so with its own.

use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::Path;

use super::error::{Result, StoreError};
use super::guard::folder_of;

/// The mode of a folder that a group shares: what is made in it belongs to the group.
pub(crate) const SHARED_FOLDER: u32 = 0o2770;

/// Reading and writing for the group.
pub(crate) const GROUP: u32 = 0o060;

/// The mode of a file beside the salon's: that of the salon's file, or, where there is none, what its folder asks for.
pub(crate) fn file_mode(db: &Path) -> u32 {
    if let Ok(found) = fs::metadata(db) {
        return found.mode() & 0o666;
    }
    match fs::metadata(folder_of(db)) {
        Ok(folder) if folder.mode() & SHARED_FOLDER == SHARED_FOLDER => 0o660,
        _ => 0o600,
    }
}

/// Makes a folder beside the salon's file that the same people may use; one that is there stays as it is.
pub(crate) fn make_folder(path: &Path, db: &Path) -> Result<()> {
    let is_shared = file_mode(db) & GROUP == GROUP;
    let mode = if is_shared { SHARED_FOLDER } else { 0o700 };
    match DirBuilder::new().mode(mode & 0o777).create(path) {
        Ok(()) => give(path, mode),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        Err(error) => Err(StoreError::io(format!("making {}", path.display()))(error)),
    }
}

/// Gives a file or folder of our own its mode, which a umask may have narrowed.
pub(crate) fn give(path: &Path, mode: u32) -> Result<()> {
    fs::set_permissions(path, Permissions::from_mode(mode))
        .map_err(StoreError::io(format!("setting who may use {}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beside_a_salon_is_for_the_same_people() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("salon.db");
        assert_eq!(file_mode(&db), 0o600);
        give(folder.path(), SHARED_FOLDER).unwrap();
        assert_eq!(file_mode(&db), 0o660, "a shared folder asks for a shared file");

        fs::write(&db, b"x").unwrap();
        for (file, sub) in [(0o600, 0o700), (0o660, SHARED_FOLDER)] {
            give(&db, file).unwrap();
            assert_eq!(file_mode(&db), file);
            let made = folder.path().join(format!("made-{file:o}"));
            make_folder(&made, &db).unwrap();
            make_folder(&made, &db).unwrap();
            assert_eq!(fs::metadata(&made).unwrap().mode() & 0o7777, sub);
        }
    }
}
