//! The only room that knows SQL: the salon's one file, opened with guards, read by query, changed by `Edit`.

mod error;

pub use error::{Result, StoreError};
