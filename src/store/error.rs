//! What can go wrong with the salon's file, each with what to do about it.

use std::fmt;
use std::io;
use std::path::PathBuf;

use rusqlite::ErrorCode;

use super::room::is_lack_of_room;
use crate::domain::rejection::Rejection;

/// Why the store did not do what was asked; nothing was changed.
#[derive(Debug)]
pub enum StoreError {
    /// A rule of the salon refused the edit.
    Refused(Rejection),
    /// Another session holds the file's write lock; who, when that could be found out.
    Busy(Option<String>),
    /// Another session has the file open, and the work needs it alone; who.
    InUse(String),
    /// There is no such file.
    FileMissing(PathBuf),
    /// There is a file already, and nothing may be put in its place.
    FileExists(PathBuf),
    /// There is no file at the first path, but the second shows that there was a salon.
    Remains(PathBuf, PathBuf),
    /// The file has no bytes.
    FileEmpty(PathBuf),
    /// The file is not a database, or its first pages are damaged.
    NotADatabase(PathBuf),
    /// The file is a database of another program.
    Foreign(PathBuf),
    /// The file was written by a newer PomSalon: schema found, schema known here.
    Newer(i64, i64),
    /// The file was written by an older PomSalon and has to be brought up to date first: schema found, schema known here.
    Older(i64, i64),
    /// The file could not be brought up to date and was left as it was; why.
    NotUpdated(String),
    /// The file lies on a network file system, which loses locks; its kind.
    NetworkFileSystem(String),
    /// The file or its folder may not be written; which, and why.
    NotWritable(String),
    /// The file was moved, replaced or deleted while it was open.
    Moved(PathBuf),
    /// Work of many transactions was stopped between two of them; asked for again, it goes on there.
    Stopped,
    /// A setting did not take: name, wanted, found.
    Setting(&'static str, String, String),
    /// A backup is not one that can be relied on; which, and why.
    BadBackup(PathBuf, String),
    /// The content fails its checks; what was found.
    Damaged(String),
    /// There is no room left on the disk; what could not be done.
    Full(String),
    /// The disk failed, and again when it was asked once more; its words.
    Failing(String),
    /// The database engine failed.
    Sqlite(rusqlite::Error),
    /// The operating system failed; what was being done.
    Io(String, io::Error),
}

/// What a full disk prevents, of an edit.
pub(super) const NOT_SAVED: &str = "this was not saved";

/// The store's result.
pub type Result<T> = std::result::Result<T, StoreError>;

impl StoreError {
    /// The exit code of a command that ends with this error.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Busy(_) | Self::InUse(_) => 3,
            Self::Newer(..) => 4,
            Self::Refused(_) => 5,
            _ => 1,
        }
    }

    /// Whether this says that the file's own bytes are wrong, and not that they could not be had.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match self {
            Self::NotADatabase(_) | Self::Damaged(_) => true,
            Self::Sqlite(error) => matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase)),
            _ => false,
        }
    }

    /// Whether this says that the disk did not give or take the bytes.
    #[must_use]
    pub fn is_disk_failure(&self) -> bool {
        use rusqlite::ErrorCode::SystemIoFailure;
        matches!(self, Self::Sqlite(error) if error.sqlite_error_code() == Some(SystemIoFailure))
    }

    /// Makes an I/O error with what was being done, such as `reading /x`.
    pub fn io(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let doing = doing.into();
        move |error| {
            if is_lack_of_room(error.kind()) {
                return Self::Full(format!("{doing} did not work"));
            }
            Self::Io(doing, error)
        }
    }

    /// Whether the disk or the file seems to fail, which a second look may find otherwise.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        match self {
            Self::Damaged(_) | Self::NotADatabase(_) => true,
            Self::Sqlite(error) => matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::SystemIoFailure)
            ),
            _ => false,
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(rejection) => rejection.fmt(f),
            Self::Busy(Some(who)) => write!(
                f,
                "the salon's file is being written by {who}; try again in a moment"
            ),
            Self::Busy(None) => {
                f.write_str("the salon's file is being written by another desk; try again in a moment")
            }
            Self::InUse(who) => write!(
                f,
                "the salon's file is open elsewhere ({who}); close it there first"
            ),
            Self::FileMissing(path) => write!(
                f,
                "there is no salon at {0}; `pomsalon restore` brings back a backup, `pomsalon init` makes one anew: \
                 `pomsalon init --db {0} --name NAME --zone CITY`; `pomsalon` alone asks for all that",
                path.display()
            ),
            Self::FileExists(path) => write!(f, "{} is there already and was left as it is", path.display()),
            Self::Remains(path, remains) => write!(
                f,
                "there was a salon at {}: {} is still there; `pomsalon restore` brings it back; to start over, move that away first",
                path.display(),
                remains.display()
            ),
            Self::FileEmpty(path) => write!(
                f,
                "{} is empty: the salon that was in it is gone from there; `pomsalon restore` brings back the newest backup",
                path.display()
            ),
            Self::NotADatabase(path) => write!(
                f,
                "{} is not a salon's file, or it is damaged; it was left as it is; `pomsalon restore` brings back the newest backup",
                path.display()
            ),
            Self::Foreign(path) => {
                write!(
                    f,
                    "{} belongs to another program; it was left as it is",
                    path.display()
                )
            }
            Self::Newer(found, known) => write!(
                f,
                "this file was written by a newer PomSalon (format {found}, this program knows {known}); update PomSalon"
            ),
            Self::Older(found, known) => write!(
                f,
                "this file was written by an older PomSalon (format {found}, this program writes {known}); open it once \
                 without --read-only, and it is backed up and brought up to date"
            ),
            Self::NotUpdated(why) => write!(
                f,
                "the salon's file comes from an older PomSalon and could not be brought up to date: {why}; it was left as it \
                 was, and the older PomSalon still opens it"
            ),
            Self::NetworkFileSystem(kind) => write!(
                f,
                "the salon's file lies on a network drive ({kind}), where two desks can damage it; put it on a disk of this machine"
            ),
            Self::NotWritable(why) => f.write_str(why),
            Self::Moved(path) => write!(
                f,
                "{} was moved, replaced, written over or deleted while it was open; nothing was saved there; close PomSalon and look at the folder",
                path.display()
            ),
            Self::Stopped => f.write_str(
                "that was stopped half-way, and nothing is lost: the next start of PomSalon finishes it",
            ),
            Self::Setting(name, wanted, found) => {
                write!(
                    f,
                    "the setting {name} should be {wanted} but is {found}; the file was not opened"
                )
            }
            Self::BadBackup(path, why) => write!(
                f,
                "{} is not a good backup: {why}; `pomsalon backup list` shows the others",
                path.display()
            ),
            Self::Damaged(what) => {
                write!(
                    f,
                    "the file is damaged ({what}); `pomsalon restore` brings back the newest backup"
                )
            }
            Self::Full(what) => write!(
                f,
                "the disk is full: {what}; nothing that was saved before is lost; make room on the disk, then try again"
            ),
            Self::Failing(words) => write!(
                f,
                "the disk does not do its work ({words}); what was saved before is still there; try again, and ask whoever looks after this machine to look at the disk"
            ),
            Self::Sqlite(error) => write!(f, "the database says: {error}"),
            Self::Io(doing, error) => write!(f, "{doing}: {error}"),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Refused(rejection) => Some(rejection),
            Self::Sqlite(error) => Some(error),
            Self::Io(_, error) => Some(error),
            _ => None,
        }
    }
}

impl From<Rejection> for StoreError {
    fn from(rejection: Rejection) -> Self {
        Self::Refused(rejection)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(None),
            Some(ErrorCode::DiskFull) => Self::Full(NOT_SAVED.to_owned()),
            _ => Self::Sqlite(error),
        }
    }
}
