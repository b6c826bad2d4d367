//! The power goes: at every moment, what was confirmed is there the next morning, and the file is whole.
//!
//! `POMSALON_SOAK=1` cuts at every moment instead of some. `--nocapture` shows how many cuts were made.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)] // a story may stop at the first surprise

mod booking;
mod copies;
mod disk;
#[path = "../ledger/mod.rs"]
mod ledger;
mod making;

use disk::{Cut, Moment};
use tempfile::TempDir;

/// Makes every kind of cut at this moment and judges each.
fn cuts(moment: &Moment, seed: u64, mut judge: impl FnMut(&TempDir) -> Result<(), String>) -> usize {
    let kinds = [
        Cut::FilesForget,
        Cut::AllForget,
        Cut::Torn(seed),
        Cut::Torn(seed ^ 0x5DEE_CE66),
    ];
    for how in kinds {
        let after = tempfile::tempdir().unwrap();
        moment.cut(how, after.path());
        if let Err(why) = judge(&after) {
            panic!("after a power cut ({how:?}): {why}");
        }
    }
    kinds.len()
}
