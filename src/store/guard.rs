//! Looks at the salon's file from outside, before anything opens it, and says what stands in the way.
//!
//! Only `stat` and its relatives here: closing a descriptor of the live file would drop every lock that this
//! process holds on it.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::Access;

use super::accounts::account;
use super::error::{Result, StoreError};

/// The fewest bytes that any database has: one page of the smallest size.
const SMALLEST: u64 = 512;

/// Names of file systems that lose locks between machines, by the number `fstatfs` gives.
const NETWORK: [(u32, &str); 15] = [
    (0x0000_6969, "NFS"),
    (0x0000_517B, "SMB"),
    (0xFF53_4D42, "CIFS"),
    (0xFE53_4D42, "SMB2"),
    (0x0102_1997, "9p"),
    (0x5346_414F, "AFS"),
    (0x6B41_4653, "kAFS"),
    (0x00C3_6400, "Ceph"),
    (0x0BD0_0BD0, "Lustre"),
    (0x0116_1970, "GFS2"),
    (0x7461_636F, "OCFS2"),
    (0x7375_7245, "Coda"),
    (0x0000_564C, "NCP"),
    (0x786F_4256, "a VirtualBox shared folder"),
    (0x6573_5546, "FUSE, as sshfs has it"),
];

/// Refuses a file system that loses locks; `kind` is the number that `fstatfs` gives.
pub(super) fn refuse_network(kind: u32) -> Result<()> {
    match NETWORK.iter().find(|(number, _)| *number == kind) {
        Some((_, name)) => Err(StoreError::NetworkFileSystem((*name).to_owned())),
        None => Ok(()),
    }
}

/// The number of the file system a folder lies on; 0 where the system has no such numbers.
#[cfg(target_os = "linux")]
pub(super) fn file_system(folder: &Path) -> Result<u32> {
    let found = rustix::fs::statfs(folder)
        .map_err(|error| StoreError::io(format!("looking at {}", folder.display()))(error.into()))?;
    // The kernel's number has 32 bits; the field is as wide as a word and may be sign-extended.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Ok(found.f_type as u32)
}

/// The number of the file system a folder lies on; 0 where the system has no such numbers.
#[cfg(not(target_os = "linux"))]
pub(super) fn file_system(_folder: &Path) -> Result<u32> {
    Ok(0)
}

/// What looking at a salon's file from outside has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Inspected {
    /// Where the file really is, links resolved.
    pub path: PathBuf,
    /// Whether no file may be made beside it, not even the lock: it can only be read as one that never changes.
    pub still: bool,
}

/// Looks at a salon's file and its folder without opening them.
///
/// # Errors
/// Names what is missing, empty, not allowed, or on a network drive.
pub(super) fn inspect(path: &Path, writes: bool) -> Result<Inspected> {
    let real = fs::canonicalize(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => StoreError::FileMissing(path.to_owned()),
        io::ErrorKind::PermissionDenied => not_allowed("look into the folder of", path),
        _ => StoreError::io(format!("looking for {}", path.display()))(error),
    })?;
    let found = fs::metadata(&real).map_err(StoreError::io(format!("looking at {}", real.display())))?;
    if !found.is_file() {
        return Err(StoreError::NotADatabase(real));
    }
    if found.len() == 0 {
        return Err(StoreError::FileEmpty(real));
    }
    refuse_scraps(&real)?;
    let folder = folder_of(&real);
    refuse_network(file_system(folder)?)?;
    allowed(&real, Access::READ_OK, "read")?;
    if writes {
        allowed(&real, Access::WRITE_OK, "write")?;
    }
    match writable_folder(folder) {
        Ok(()) => Ok(Inspected {
            path: real,
            still: false,
        }),
        // While somebody works on the file its log lies beside it, and what is in the log would not be seen.
        Err(StoreError::NotWritable(_)) if !writes && !beside(&real, "-wal").exists() => Ok(Inspected {
            path: real,
            still: true,
        }),
        Err(error) => Err(error),
    }
}

/// Refuses what is too short for any database: the engine takes the first scraps of a salon for another program's file.
pub(super) fn refuse_scraps(db: &Path) -> Result<()> {
    match fs::metadata(db) {
        Ok(found) if found.len() < SMALLEST => Err(StoreError::NotADatabase(db.to_owned())),
        _ => Ok(()),
    }
}

/// Refuses a folder in which no file can be made: the notes of everybody's work lie beside the salon's file.
pub(super) fn writable_folder(folder: &Path) -> Result<()> {
    allowed(folder, Access::WRITE_OK | Access::EXEC_OK, "make files in")
}

/// Whether this account may read a file and make others beside it, but not write the file.
pub(super) fn may_only_read(path: &Path) -> bool {
    allowed(path, Access::WRITE_OK, "write").is_err()
        && allowed(path, Access::READ_OK, "read").is_ok()
        && fs::canonicalize(path).is_ok_and(|real| writable_folder(folder_of(&real)).is_ok())
}

fn allowed(path: &Path, access: Access, verb: &str) -> Result<()> {
    rustix::fs::access(path, access).map_err(|error| match error {
        rustix::io::Errno::ACCESS | rustix::io::Errno::PERM | rustix::io::Errno::ROFS => {
            not_allowed(verb, path)
        }
        _ => StoreError::io(format!("looking at {}", path.display()))(error.into()),
    })
}

/// Says which permission is missing on what, and who could give it.
fn not_allowed(verb: &str, path: &Path) -> StoreError {
    let me = account(rustix::process::getuid().as_raw());
    let whose = fs::metadata(path).map_or_else(
        |_| String::new(),
        |found| {
            let owner = account(found.uid());
            format!(" (it belongs to {owner}, permissions {})", letters(found.mode()))
        },
    );
    StoreError::NotWritable(format!(
        "the account {me} may not {verb} {}{whose}; ask whoever looks after this machine for that permission",
        path.display()
    ))
}

/// The permissions as `ls` writes them: `rw-r-----`.
fn letters(mode: u32) -> String {
    (0..9)
        .map(|at| {
            let is_given = mode & (0o400 >> at) != 0;
            if is_given { ['r', 'w', 'x'][at % 3] } else { '-' }
        })
        .collect()
}

/// The folder a file lies in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The path of a file beside the salon's, named after it: `beside("salon.db", "-wal")` is `salon.db-wal`.
pub(crate) fn beside(db: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(db);
    name.push(ending);
    PathBuf::from(name)
}

/// Refuses an engine older than 3.51.3, whose write-ahead log can lose data when two desks meet in a bad moment.
pub(super) fn engine(version: i32) -> Result<()> {
    if version < 3_051_003 {
        return Err(StoreError::Setting(
            "SQLite version",
            "3051003".to_owned(),
            version.to_string(),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_drive_is_refused_by_its_name() {
        for (kind, name) in [
            (0x6969, "NFS"),
            (0x517B, "SMB"),
            (0xFF53_4D42, "CIFS"),
            (0xFE53_4D42, "SMB2"),
            (0x0102_1997, "9p"),
            (0x5346_414F, "AFS"),
            (0x6B41_4653, "kAFS"),
            (0x00C3_6400, "Ceph"),
            (0x0BD0_0BD0, "Lustre"),
            (0x0116_1970, "GFS2"),
            (0x7461_636F, "OCFS2"),
            (0x7375_7245, "Coda"),
            (0x564C, "NCP"),
            (0x786F_4256, "VirtualBox"),
            (0x6573_5546, "FUSE"),
        ] {
            let refused = refuse_network(kind).unwrap_err();
            assert!(refused.to_string().contains(name), "{kind:X}: {refused}");
        }
    }

    #[test]
    fn a_disk_of_this_machine_is_welcome() {
        for kind in [
            0,
            0xEF53,
            0x9123_683E,
            0x5846_5342,
            0x0102_1994,
            0x794C_7630,
            0x2FC1_2FC1,
        ] {
            refuse_network(kind).unwrap();
        }
    }

    #[test]
    fn permissions_are_said_as_they_are_listed() {
        assert_eq!(
            [0o100_640, 0o755, 0].map(letters),
            ["rw-r-----", "rwxr-xr-x", "---------"]
        );
    }

    #[test]
    fn an_old_engine_is_refused() {
        assert!(engine(3_051_002).is_err());
        engine(3_051_003).unwrap();
        engine(rusqlite::version_number()).unwrap();
    }

    #[test]
    fn a_missing_file_an_empty_file_and_a_folder_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("salon.db");
        assert!(matches!(inspect(&at, true), Err(StoreError::FileMissing(_))));
        fs::write(&at, b"").unwrap();
        assert!(matches!(inspect(&at, true), Err(StoreError::FileEmpty(_))));
        assert!(matches!(
            inspect(folder.path(), true),
            Err(StoreError::NotADatabase(_))
        ));
        assert_eq!(fs::metadata(&at).unwrap().len(), 0, "nothing was put into it");
    }
}
