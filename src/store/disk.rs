//! The disk that a salon's file lies on.

use std::path::Path;

use super::error::{Result, StoreError};
use super::guard::file_system;

/// Memory that looks like a disk.
const MEMORY: [u32; 2] = [0x0102_1994, 0x8584_58F6];

/// Names of disks of this machine, by the number `fstatfs` gives.
const LOCAL: [(u32, &str); 8] = [
    (0xEF53, "ext4"),
    (0x9123_683E, "btrfs"),
    (0x5846_5342, "xfs"),
    (0x2FC1_2FC1, "zfs"),
    (0xF2F5_2010, "f2fs"),
    (0x794C_7630, "overlay"),
    (0x0102_1994, "tmpfs"),
    (0x8584_58F6, "ramfs"),
];

/// What a disk is and has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disk {
    /// Its file system, such as `ext4`.
    pub kind: &'static str,
    /// Whether it is memory, gone when the machine restarts.
    pub is_memory: bool,
    /// Bytes that this account may still write.
    pub free: u64,
}

impl Disk {
    /// Looks at the disk a folder lies on.
    pub fn of(folder: &Path) -> Result<Self> {
        let number = file_system(folder)?;
        let room = rustix::fs::statvfs(folder)
            .map_err(|error| StoreError::io(format!("looking at {}", folder.display()))(error.into()))?;
        let known = LOCAL.iter().find(|(known, _)| *known == number);
        Ok(Self {
            kind: known.map_or("a disk of this machine", |(_, name)| name),
            is_memory: MEMORY.contains(&number),
            free: room.f_bavail.saturating_mul(room.f_frsize),
        })
    }
}
