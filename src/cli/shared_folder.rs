//! A folder in which the accounts of one Unix group work on the same salon.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::process::Gid;

use super::failure::{Failure, Result};
use super::output::tell;
use super::salon_file::make_folder_of;
use crate::domain::text;
use crate::store::group_number;
use crate::store::guard::folder_of;
use crate::store::sharing::SHARED_FOLDER;

/// Makes the folder of a new salon's file one of this group, where it is new or has nothing in it; what is made there
/// later is then the group's by itself.
///
/// # Errors
/// Says what to run where this account may not, or where other things lie in the folder.
pub fn share_folder_of(db: &Path, group: &str) -> Result<()> {
    let number = group_number(group).ok_or_else(|| {
        let name = text::clean(group, text::NAME);
        Failure::Usage(format!(
            "there is no group {name} on this machine; `sudo groupadd {name}` makes it, and `sudo usermod -aG {name} ANA` lets Ana in."
        ))
    })?;
    let folder = std::path::absolute(folder_of(db))
        .map_err(Failure::io(format!("looking for {}", folder_of(db).display())))?;
    let is_new = !folder.exists();
    if is_new {
        make_folder_of(db)?;
    } else if is_shared(&folder, number) {
        warn_of_closed_doors(&folder, number);
        return Ok(());
    } else if !is_empty(&folder)? {
        return Err(Failure::Failed(format!(
            "{} is not a folder of the group {group} yet, and other things lie in it, so it was left as it is. \
             Name a new folder, or run: {}",
            folder.display(),
            by_hand(&folder, group)
        )));
    }
    // The group first: changing it takes the mark off that makes what is new in there the group's.
    let done = rustix::fs::chown(&folder, None, Some(Gid::from_raw(number)))
        .map_err(std::io::Error::from)
        .and_then(|()| fs::set_permissions(&folder, Permissions::from_mode(SHARED_FOLDER)));
    if done.is_err() || !is_shared(&folder, number) {
        if is_new {
            let _ = fs::remove_dir(&folder); // as it was before
        }
        return Err(Failure::Failed(format!(
            "this account may not give {} to the group {group}: it has to own the folder and to be in the group (log in \
             anew after joining). Or somebody who may runs: {}",
            folder.display(),
            by_hand(&folder, group)
        )));
    }
    warn_of_closed_doors(&folder, number);
    Ok(())
}

fn by_hand(folder: &Path, group: &str) -> String {
    let folder = folder.display();
    format!("sudo mkdir -p {folder} && sudo chgrp {group} {folder} && sudo chmod 2770 {folder}")
}

fn is_shared(folder: &Path, number: u32) -> bool {
    fs::metadata(folder)
        .is_ok_and(|found| found.gid() == number && found.mode() & SHARED_FOLDER == SHARED_FOLDER)
}

fn is_empty(folder: &Path) -> Result<bool> {
    fs::read_dir(folder)
        .map(|mut entries| entries.next().is_none())
        .map_err(Failure::io(format!("reading {}", folder.display())))
}

/// Tells of a folder above that the others cannot pass, such as somebody's home.
fn warn_of_closed_doors(folder: &Path, number: u32) {
    let closed: Option<PathBuf> = folder
        .ancestors()
        .skip(1)
        .find(|above| {
            fs::metadata(above).is_ok_and(|found| {
                let passes =
                    found.mode() & 0o001 != 0 || (found.gid() == number && found.mode() & 0o010 != 0);
                !passes
            })
        })
        .map(Path::to_owned);
    if let Some(closed) = closed {
        tell(&format!(
            "The others cannot get through {}: `chmod o+x {0}` lets them pass, or name a place such as /srv/salon/salon.db.",
            closed.display()
        ));
    }
}
