//! Opens a file as one that never changes: no lock, no log, nothing made beside it.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::store::error::{Result, StoreError};

/// Opens a file for reading as if nobody ever wrote it. What is in a log beside it is not seen.
pub(crate) fn still(path: &Path) -> Result<Connection> {
    Ok(Connection::open_with_flags(
        address(path)?,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI,
    )?)
}

/// The address of a file that nobody changes, with what has a meaning in addresses written out.
fn address(path: &Path) -> Result<String> {
    let text = path
        .to_str()
        .ok_or_else(|| StoreError::NotWritable(format!("{} is not a name in UTF-8", path.display())))?;
    let text = text.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    Ok(format!("file:{text}?mode=ro&immutable=1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_folder_names_lead_to_the_same_file() {
        let text = address(Path::new("/a b/50%?#1/x.db")).unwrap();
        assert_eq!(text, "file:/a b/50%25%3f%231/x.db?mode=ro&immutable=1");
    }
}
