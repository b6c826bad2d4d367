//! What has to be answered before it is booked: in a shell there is nobody to ask, so `--yes` answers beforehand.

use super::{NotDone, care};
use crate::booking::to_answer;
use crate::cli::failure::{Failure, Result};
use crate::cli::output::print_json;
use crate::cli::salon_file::Open;
use crate::store::Edit;

/// Refuses an edit about which the desk would ask first, unless that is answered; says how to book it all the same.
pub(super) fn first(open: &Open, edit: &Edit, yes: bool, json: bool) -> Result<()> {
    if yes {
        return Ok(());
    }
    let words = to_answer(&open.store, edit, open.today())?;
    if words.is_empty() {
        return Ok(());
    }
    if json {
        print_json(&NotDone {
            booked: None,
            refused: &words,
            instead: Vec::new(),
        })?;
    }
    care::tell_sentence(&format!(
        "Not booked: {} Add --yes to book it all the same.",
        words.join(" ")
    ));
    Err(Failure::Said(5))
}
