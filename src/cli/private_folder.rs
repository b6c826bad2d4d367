//! A folder that only this account can look into and that goes away afterwards.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::failure::{Failure, Result};

/// A private folder; dropped, it is deleted with all that is in it.
#[derive(Debug)]
pub struct PrivateFolder {
    path: PathBuf,
}

impl PrivateFolder {
    /// Makes one inside another folder under a name nobody can guess.
    pub fn inside(folder: &Path) -> Result<Self> {
        let path = folder.join(format!("pomsalon-{}", Uuid::now_v7().simple()));
        // A name that is taken fails rather than leads into somebody else's folder.
        DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => {
                    Failure::Failed(format!("there is no folder {}", folder.display()))
                }
                _ => Failure::io(format!("making a folder in {}", folder.display()))(error),
            })?;
        Ok(Self { path })
    }

    /// The path of a file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }
}

impl Drop for PrivateFolder {
    fn drop(&mut self) {
        // What cannot be deleted is in the system's own folder for passing things.
        let _ = fs::remove_dir_all(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn it_is_private_and_goes_away_with_what_is_in_it() {
        let outer = tempfile::tempdir().unwrap();
        let folder = PrivateFolder::inside(outer.path()).unwrap();
        fs::write(folder.file("salon.db"), b"x").unwrap();
        assert_eq!(
            fs::metadata(&folder.path).unwrap().permissions().mode() & 0o777,
            0o700
        );
        drop(folder);
        assert_eq!(fs::read_dir(outer.path()).unwrap().count(), 0);
    }
}
