//! `pomsalon backup second` and `off-site`: where every backup goes as well.

use std::path::Path;

use chrono::{DateTime, Utc};

use super::tell_errands;
use crate::backup::{adopt, approve, bring, is_on_the_same_disk, line_of, list, words_of};
use crate::cli::failure::{Failure, Result};
use crate::cli::output::{print, print_json, tell};
use crate::cli::salon_file::Globals;
use crate::domain::salon::Salon;
use crate::store::Edit;

/// What one says for no folder and no command.
const NONE: &str = "none";

/// The longest command that the salon keeps, in bytes as it is written down.
const LONGEST: usize = 2_000;

/// Sets the second folder, and brings the newest backup there at once.
pub fn second(globals: &Globals, folder: &Path, utc: DateTime<Utc>) -> Result<()> {
    let words = change(globals, "backup second", |open, salon| {
        if folder == Path::new(NONE) {
            salon.second_folder = String::new();
            return Ok("Backups go to no second folder".to_owned());
        }
        let real = adopt(&open.store, folder)?;
        salon.second_folder = real.display().to_string();
        if is_on_the_same_disk(open.store.path(), &real) {
            tell(
                "That folder is on the same disk as the salon's file: when the disk fails, both are lost. \
                 A folder on another disk is better.",
            );
        }
        Ok(format!("Every backup goes to {} as well", real.display()))
    })?;
    done(globals, &words, folder != Path::new(NONE), utc)
}

/// Sets the off-site command, and runs it on the newest backup at once.
pub fn off_site(globals: &Globals, words: Vec<String>, utc: DateTime<Utc>) -> Result<()> {
    let words = match words.as_slice() {
        [one] if one == NONE => Vec::new(),
        // The whole command as one word, in quotes.
        [one] => words_of(one).map_err(Failure::Usage)?,
        _ => words,
    };
    if words.iter().map(|word| word.len() + 4).sum::<usize>() > LONGEST {
        let sentence = "that command is too long to be kept; put it into a script and name the script";
        return Err(Failure::Usage(sentence.to_owned()));
    }
    let is_set = !words.is_empty();
    let said = change(globals, "backup off-site", |open, salon| {
        approve(open.store.path(), &words)?;
        salon.off_site.clone_from(&words);
        Ok(if words.is_empty() {
            "No command takes backups off the site".to_owned()
        } else {
            format!("After every backup runs: {}", line_of(&words))
        })
    })?;
    done(globals, &said, is_set, utc)
}

/// Changes the salon's card.
fn change(
    globals: &Globals,
    doing: &str,
    edit: impl FnOnce(&crate::cli::salon_file::Open, &mut Salon) -> Result<String>,
) -> Result<String> {
    let mut open = globals.open_to_write(doing)?;
    let mut salon = open.salon.clone();
    let words = edit(&open, &mut salon)?;
    let by = open.by();
    if salon != open.salon {
        open.store.apply(&Edit::Salon(salon), &by)?;
    }
    open.store.close()?;
    Ok(words)
}

/// Says what was set, and tries it when there is a backup to try it with.
fn done(globals: &Globals, words: &str, is_set: bool, utc: DateTime<Utc>) -> Result<()> {
    #[derive(serde::Serialize)]
    struct Set<'a> {
        set: &'a str,
    }
    if globals.json {
        print_json(&Set { set: words })?;
    } else {
        print(&format!("{words}."))?;
    }
    let db = globals.path()?;
    if !is_set || !list(&db, utc)?.iter().any(crate::backup::Listed::is_verified) {
        return Ok(());
    }
    tell_errands(&bring(&db, utc)?, globals.json)
}
