//! Who may use the salon's file and what lies beside it, by the modes of both.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::line::Line;
use crate::store::group_name;
use crate::store::guard::{beside, folder_of};
use crate::store::sharing::{GROUP, SHARED_FOLDER};

/// Notes who may use the file, and what keeps somebody out who should not be kept out.
pub(super) fn look(db: &Path, line: &mut Line) {
    let folder = folder_of(db);
    let (Ok(file), Ok(around)) = (fs::metadata(db), fs::metadata(folder)) else {
        return;
    };
    if file.mode() & GROUP == GROUP {
        shared(db, &file, &around, line);
    } else {
        line.says("One account uses it.");
    }
    let right = if file.mode() & GROUP == GROUP {
        "660"
    } else {
        "600"
    };
    for path in [db.to_owned(), beside(db, "-wal")] {
        let Ok(found) = fs::metadata(&path) else { continue };
        if found.mode() & strangers(file.mode()) != 0 {
            line.careful(
                format!("Other accounts of this machine may read {}.", path.display()),
                format!("chmod {right} {}", path.display()),
            );
        }
    }
}

/// Whom a file of this mode is not meant for.
const fn strangers(mode: u32) -> u32 {
    if mode & GROUP == GROUP { 0o006 } else { 0o066 }
}

fn shared(db: &Path, file: &Metadata, around: &Metadata, line: &mut Line) {
    let group = group_name(file.gid());
    let folder = folder_of(db);
    for (path, found) in
        [(folder.to_owned(), Some(around.clone()))]
            .into_iter()
            .chain(["backups", "day-sheets"].map(|name| {
                let path = folder.join(name);
                let found = fs::metadata(&path).ok();
                (path, found)
            }))
    {
        let Some(found) = found else { continue };
        if found.gid() != file.gid() {
            line.not_kept(
                format!(
                    "{} belongs to the group {}, and the file to {group}: the others cannot work there.",
                    path.display(),
                    group_name(found.gid())
                ),
                format!("chgrp {group} {}", path.display()),
            );
        }
        if found.mode() & SHARED_FOLDER != SHARED_FOLDER {
            line.not_kept(
                format!(
                    "{} is not a shared folder (mode {:o} and not 2770): what one account makes there, the others cannot use.",
                    path.display(),
                    found.mode() & 0o7777
                ),
                format!("chmod 2770 {}", path.display()),
            );
        }
    }
    for ending in ["-wal", "-shm", ".lock", ".backup-lock", ".work-lock"] {
        let path = beside(db, ending);
        let Ok(found) = fs::metadata(&path) else { continue };
        if found.gid() != file.gid() || found.mode() & GROUP != GROUP {
            line.not_kept(
                format!("{} is not for the group {group}.", path.display()),
                format!("chgrp {group} {0} && chmod g+rw {0}", path.display()),
            );
        }
    }
    if line.verdict == super::line::Verdict::Kept {
        line.says(format!("Every account of the group {group} may use it."));
    }
}
