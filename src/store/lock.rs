//! Who is at the salon's file: the session lock beside it, and the names of those who hold it.
//!
//! Every session holds `<file>.lock` shared from before it opens the file until after it closed it; making over
//! the file (migrating, restoring) takes it alone. The lock dies with its process, and a stray open and close of
//! the lock file elsewhere does not drop it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::accounts::account;
use super::error::{Result, StoreError};
use super::guard::beside;
use super::patience::short_sleep;
use super::sharing::file_mode;

/// How long one waits for others to let go of a lock.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// A session's hold on the salon's file, let go when dropped.
#[derive(Debug)]
pub(crate) struct SessionLock {
    _file: Option<File>,
}

impl SessionLock {
    /// Joins the sessions at this file; waits up to five seconds while somebody has it alone.
    pub(crate) fn shared(db: &Path) -> Result<Self> {
        let file = lock_file(db, ".lock")?;
        wait_for(db, || file.try_lock_shared())?;
        Ok(Self { _file: Some(file) })
    }

    /// The hold of somebody who only looks and cannot make a lock.
    pub(crate) const fn nobody() -> Self {
        Self { _file: None }
    }

    /// Takes the file alone when nobody is there, without waiting.
    pub(crate) fn alone_now(db: &Path) -> Result<Option<Self>> {
        let file = lock_file(db, ".lock")?;
        taken(db, file.try_lock()).map(|got| got.then_some(Self { _file: Some(file) }))
    }
}

/// Takes the lock that lets one session of many make the backup; `None` while another does.
pub(crate) fn backup_turn(db: &Path) -> Result<Option<File>> {
    let file = lock_file(db, ".backup-lock")?;
    taken(db, file.try_lock()).map(|got| got.then_some(file))
}

/// Takes the lock that lets one session of many bring copies away and rehearse; `None` while another does. Not the one
/// for making backups, which must not wait for a drive that hangs.
pub(crate) fn copies_turn(db: &Path) -> Result<Option<File>> {
    let file = lock_file(db, ".copy-lock")?;
    taken(db, file.try_lock()).map(|got| got.then_some(file))
}

/// Takes the lock that lets one session do work of many transactions; `None` while another does. Gone with its process:
/// so the next start knows a cut-off import from a running one.
pub(crate) fn long_work_turn(db: &Path) -> Result<Option<File>> {
    let file = lock_file(db, ".work-lock")?;
    taken(db, file.try_lock()).map(|got| got.then_some(file))
}

fn lock_file(db: &Path, ending: &str) -> Result<File> {
    let path = beside(db, ending);
    // Whoever may write the salon's file may lock it.
    let mode = file_mode(db);
    // not the live file: the lock beside it
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(mode)
        .open(&path)
        .or_else(|error| match error.kind() {
            std::io::ErrorKind::PermissionDenied => File::open(&path), // not the live file: the lock beside it
            _ => Err(error),
        })
        .map_err(StoreError::io(format!("opening {}", path.display())))?;
    widen(&file, mode);
    Ok(file)
}

/// Gives a lock of our own the mode that a umask narrowed. Failing is no harm: a lock that can be read can be taken.
fn widen(file: &File, mode: u32) {
    if let Ok(found) = file.metadata()
        && found.mode() & 0o777 != mode
        && found.uid() == rustix::process::geteuid().as_raw()
    {
        let _ = file.set_permissions(fs::Permissions::from_mode(mode));
    }
}

fn taken(db: &Path, attempt: std::result::Result<(), TryLockError>) -> Result<bool> {
    match attempt {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(StoreError::io(format!(
            "locking {}",
            beside(db, ".lock").display()
        ))(error)),
    }
}

fn wait_for(db: &Path, attempt: impl Fn() -> std::result::Result<(), TryLockError>) -> Result<()> {
    let since = Instant::now();
    while !taken(db, attempt())? {
        if since.elapsed() >= PATIENCE {
            return Err(StoreError::InUse(names_of_sessions(db)));
        }
        short_sleep();
    }
    Ok(())
}

/// A process that has the salon's file open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The process number.
    pub pid: u32,
    /// The Unix account, or its number when it has no name.
    pub user: String,
    /// The terminal, such as `pts/3`, when it has one.
    pub terminal: Option<String>,
}

impl std::fmt::Display for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.terminal {
            Some(terminal) => write!(f, "{} on {terminal}, process {}", self.user, self.pid),
            None => write!(f, "{}, process {}", self.user, self.pid),
        }
    }
}

/// Every process that has the salon's file open, this one included; empty where the system does not tell.
#[must_use]
pub fn sessions(db: &Path) -> Vec<Session> {
    let held = |line: &Held| line.family == "FLOCK";
    holders(&beside(&real(db), ".lock"), held)
}

/// The process that is writing the salon's file right now, when the system tells.
#[must_use]
pub fn writer(db: &Path) -> Option<Session> {
    // SQLite's write lock is byte 120 of the `-shm` file.
    let held = |line: &Held| line.family == "POSIX" && line.writes && (line.first..=line.last).contains(&120);
    holders(&beside(&real(db), "-shm"), held).into_iter().next()
}

/// The process that does work of many transactions right now, when the system tells.
pub(super) fn long_worker(db: &Path) -> Option<Session> {
    let held = |line: &Held| line.family == "FLOCK";
    holders(&beside(&real(db), ".work-lock"), held).into_iter().next()
}

/// What lies beside the file is named after it, not after a link to it.
fn real(db: &Path) -> PathBuf {
    fs::canonicalize(db).unwrap_or_else(|_| db.to_owned())
}

/// Every other process whose database engine has the file open, also that of another program.
pub(crate) fn connected(db: &Path) -> Vec<Session> {
    // SQLite holds byte 128 of the `-shm` file while it has the file open.
    let held = |line: &Held| line.family == "POSIX" && (line.first..=line.last).contains(&128);
    let own = std::process::id();
    holders(&beside(db, "-shm"), held)
        .into_iter()
        .filter(|session| session.pid != own)
        .collect()
}

/// Who has the file open besides this process, for a sentence.
pub(crate) fn names_of_sessions(db: &Path) -> String {
    names(&sessions(db))
}

/// Names processes besides this one, for a sentence.
pub(crate) fn names(sessions: &[Session]) -> String {
    let own = std::process::id();
    let others: Vec<String> = sessions
        .iter()
        .filter(|session| session.pid != own)
        .map(ToString::to_string)
        .collect();
    if others.is_empty() {
        "another window of PomSalon".to_owned()
    } else {
        others.join("; ")
    }
}

/// A line of `/proc/locks`.
struct Held<'a> {
    family: &'a str,
    writes: bool,
    pid: u32,
    inode: u64,
    first: u64,
    last: u64,
}

impl<'a> Held<'a> {
    /// Reads `1: FLOCK  ADVISORY  READ 4021 00:1f:884 0 EOF`; `None` for a process that still waits (`->`).
    fn parse(line: &'a str) -> Option<Self> {
        let mut words = line.split_whitespace().skip(1);
        let family = words.next()?;
        let writes = words.nth(1)? == "WRITE";
        let pid = words.next()?.parse().ok()?;
        let inode = words.next()?.rsplit(':').next()?.parse().ok()?;
        let first = words.next()?.parse().ok()?;
        let last = words.next()?.parse().unwrap_or(u64::MAX);
        Some(Self {
            family,
            writes,
            pid,
            inode,
            first,
            last,
        })
    }
}

fn holders(file: &Path, held: impl Fn(&Held) -> bool) -> Vec<Session> {
    let (Ok(found), Ok(locks)) = (
        fs::metadata(file),
        fs::read_to_string("/proc/locks"), // not the live file: the kernel's table
    ) else {
        return Vec::new();
    };
    let mut pids: Vec<u32> = locks
        .lines()
        .filter_map(Held::parse)
        .filter(|line| line.inode == found.ino() && held(line))
        .map(|line| line.pid)
        .collect();
    pids.sort_unstable();
    pids.dedup();
    pids.into_iter().map(session).collect()
}

/// This process as the others see it. Asking the kernel who holds the file would take ten times as long as all of this.
#[must_use]
pub fn own_session() -> Session {
    session(std::process::id())
}

fn session(pid: u32) -> Session {
    let user = fs::metadata(format!("/proc/{pid}"))
        .map_or_else(|_| "somebody".to_owned(), |found| account(found.uid()));
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok(); // not the live file: the kernel's table
    let terminal = stat.as_deref().and_then(terminal);
    Session { pid, user, terminal }
}

/// Reads the terminal out of `/proc/<pid>/stat`: the fifth field after the bracketed name, a device number.
fn terminal(stat: &str) -> Option<String> {
    let device: u32 = stat.rsplit(')').next()?.split_whitespace().nth(4)?.parse().ok()?;
    let (major, minor) = (
        (device >> 8) & 0xFFF,
        (device & 0xFF) | ((device >> 12) & 0xF_FF00),
    );
    match major {
        136..=143 => Some(format!("pts/{}", (major - 136) * 256 + minor)),
        4 => Some(format!("tty{minor}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_file() -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("salon.db");
        fs::write(&db, b"x").unwrap();
        (folder, db)
    }

    #[test]
    fn two_desks_share_the_file_and_nobody_gets_it_alone_meanwhile() {
        let (_folder, db) = a_file();
        let first = SessionLock::shared(&db).unwrap();
        let second = SessionLock::shared(&db).unwrap();
        assert!(SessionLock::alone_now(&db).unwrap().is_none());
        drop((first, second));
        let alone = SessionLock::alone_now(&db).unwrap();
        assert!(alone.is_some());
    }

    #[test]
    fn only_one_session_makes_the_backup() {
        let (_folder, db) = a_file();
        let turn = backup_turn(&db).unwrap();
        assert!(turn.is_some());
        assert!(backup_turn(&db).unwrap().is_none());
        drop(turn);
        assert!(backup_turn(&db).unwrap().is_some());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_session_is_named_by_account_and_process() {
        let (_folder, db) = a_file();
        assert_eq!(sessions(&db), []);
        let _lock = SessionLock::shared(&db).unwrap();
        let found = sessions(&db);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].pid, std::process::id());
        assert!(
            found[0]
                .to_string()
                .ends_with(&format!("process {}", std::process::id()))
        );
    }

    #[test]
    fn the_terminal_is_read_from_its_device_number() {
        let stat = "3000 (pom (salon)) S 1 2 3 34819 3000 4194304";
        assert_eq!(terminal(stat), Some("pts/3".to_owned()));
        assert_eq!(terminal("1 (x) S 1 2 3 0 -1 1"), None);
    }

    #[test]
    fn a_waiting_process_is_not_named_as_a_holder() {
        assert!(
            Held::parse("1: -> FLOCK  ADVISORY  WRITE 41 00:1f:884 0 EOF")
                .is_none_or(|line| line.family == "->")
        );
        let line = Held::parse("2: POSIX  ADVISORY  WRITE 41 fe:01:884 120 120").unwrap();
        assert!(line.writes && line.inode == 884 && line.first == 120 && line.last == 120 && line.pid == 41);
    }
}
