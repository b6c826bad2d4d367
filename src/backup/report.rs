//! What the threads beside the desk tell it.

use std::path::PathBuf;

use super::list::Listed;
use super::preview::Preview;
use super::snapshot::Made;
use super::status::Status;
use crate::store::StoreError;

/// What the thread tells the desk.
#[derive(Debug)]
pub enum Report {
    /// The newest verified backup, whoever made it; told at the start and when it is another one.
    Newest(Option<Listed>),
    /// This thread made one.
    Made(Made),
    /// A backup could not be made; the next look tries again.
    Failed(StoreError),
    /// The salon's own file was looked through: what was found damaged, if anything.
    LookedThrough(Option<StoreError>),
    /// How the copies of the salon are; after everything that was done about them.
    Status(Box<Status>),
    /// Something to say, and whether it is bad news.
    Told(String, bool),
    /// What restoring this backup would do, or why that cannot be told.
    Previewed(PathBuf, std::result::Result<Box<Preview>, String>),
}
