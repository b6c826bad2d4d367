//! SHA-256 as text, the way `sha256sum` prints it.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// Ends a hash; 64 lower-case hexadecimal digits.
pub(crate) fn finish(hash: Sha256) -> String {
    hash.finalize()
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}"); // a text takes everything
            text
        })
}
