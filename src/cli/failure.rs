//! How a command ends when it does not end well: a sentence for the person and a code for the script.

use std::fmt;
use std::io;

use crate::domain::rejection::Rejection;
use crate::store::StoreError;

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The line asks for something that cannot be; what would be possible.
    Usage(String),
    /// A rule of the salon refused it.
    Refused(String),
    /// The salon's file stands in the way.
    Store(StoreError),
    /// Anything else, in a whole sentence.
    Failed(String),
    /// All has been said already; only the exit code is left.
    Said(u8),
    /// The output could not be written.
    Output(io::Error),
}

/// A command's result.
pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// The exit code: 1 failed, 2 wrong usage, 3 busy, 4 newer file, 5 refused by a rule; 0 when only the reader of
    /// the output went away.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Refused(_) => 5,
            Self::Store(error) => error.exit_code(),
            Self::Said(code) => *code,
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Failed(_) | Self::Output(_) => 1,
        }
    }

    /// Whether there is nothing left to tell.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        matches!(self, Self::Said(_)) || self.exit_code() == 0
    }

    /// Whether this is nobody's mistake at the keyboard, so that the whole chain of causes is worth showing.
    #[must_use]
    pub const fn is_unexpected(&self) -> bool {
        matches!(self, Self::Store(StoreError::Sqlite(_) | StoreError::Setting(..)))
    }

    /// Makes a failure of an I/O error with what was being done, such as `reading /x`.
    pub fn io(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let doing = doing.into();
        move |error| Self::Store(StoreError::Io(doing, error))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(words) | Self::Refused(words) | Self::Failed(words) => f.write_str(words),
            Self::Store(error) => error.fmt(f),
            Self::Said(_) => Ok(()),
            Self::Output(error) => write!(f, "the output could not be written: {error}"),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Store(error) => error.source(),
            Self::Output(error) => Some(error),
            _ => None,
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Rejection> for Failure {
    fn from(rejection: Rejection) -> Self {
        Self::Store(rejection.into())
    }
}
