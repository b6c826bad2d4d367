//! The promises about the file itself: what was saved is there, nobody is booked twice, it is never an empty one.

use super::line::Line;
use super::patient::Patient;
use crate::cli::output::{counted, some};
use crate::store::durable::leftovers;
use crate::store::guard::folder_of;
use crate::store::{Disk, Store, StoreError, engine_version};

/// The rules in the file that refuse double bookings.
pub(super) const BOOKING_RULES: &str = "appointment_free_";

/// The least that should be free on the disk.
const ROOM: u64 = 200_000_000;

const UNREAD: &str = "What was saved cannot be read as long as the file does not open.";

pub(super) fn saved(patient: &Patient) -> Line {
    let mut line = Line::new(1, "What the desk says is saved stays saved");
    match &patient.store {
        Ok(store) => whole(patient, store, &mut line),
        Err(StoreError::Older(..) | StoreError::Newer(..) | StoreError::Busy(_) | StoreError::InUse(_)) => {
            line.careful(UNREAD, patient.way_back());
        }
        Err(_) => line.not_kept(UNREAD, patient.way_back()),
    }
    room(patient, &mut line);
    line
}

fn whole(patient: &Patient, store: &Store, line: &mut Line) {
    if patient.damage.is_empty() {
        line.says(format!(
            "The file is whole. Every save is written through to the disk before the desk says so (engine {}).",
            engine_version()
        ));
    } else {
        line.not_kept(
            format!("The file is damaged: {}.", patient.damage.join("; ")),
            patient.way_back(),
        );
    }
    if let Ok(lost) = store.lost_rules() {
        let others: Vec<&str> = lost
            .iter()
            .map(String::as_str)
            .filter(|name| name.starts_with("find_"))
            .collect();
        if !others.is_empty() {
            line.not_kept(
                format!(
                    "Find may miss what was entered since these rules were lost: {}.",
                    others.join(", ")
                ),
                patient.way_back(),
            );
        }
    }
}

fn room(patient: &Patient, line: &mut Line) {
    let Ok(disk) = Disk::of(folder_of(&patient.db)) else {
        return;
    };
    if disk.is_memory {
        line.careful(
            "The file lies in memory (tmpfs): it is gone when this machine restarts.",
            "Move its folder to a disk while nobody has it open.",
        );
    }
    let bytes = std::fs::metadata(&patient.db).map_or(0, |found| found.len());
    if disk.free < ROOM.max(3 * bytes) {
        line.careful(
            format!("The disk is nearly full: {} MB are left.", megabytes(disk.free)),
            "Make room on it: a full disk saves nothing and backs up nothing.",
        );
    } else {
        line.says(format!(
            "{} MB are free on its disk ({}).",
            megabytes(disk.free),
            disk.kind
        ));
    }
}

pub(super) fn booked_once(patient: &Patient) -> Line {
    let mut line = Line::new(2, "No dog and no groomer is booked twice at once");
    patient.look(&mut line, |store, line| {
        if let Some(found) = store.double_booking()? {
            line.not_kept(
                format!("{}.", capital(&found)),
                "Open that day on the board and move one of the two.",
            );
        } else {
            let but = match store.double_on_purpose()? {
                0 => String::new(),
                1 => " but 1 that was booked so on purpose".to_owned(),
                many => format!(" but {many} that were booked so on purpose"),
            };
            line.says(format!(
                "Looked at every appointment: none overlaps another{but}."
            ));
        }
        let lost: Vec<String> = store
            .lost_rules()?
            .into_iter()
            .filter(|name| name.starts_with(BOOKING_RULES))
            .collect();
        if lost.is_empty() {
            line.says("The rules in the file that refuse it are all there.");
        } else {
            line.not_kept(
                format!(
                    "Rules in the file that refuse it are missing or changed: {}.",
                    lost.join(", ")
                ),
                patient.way_back(),
            );
        }
        Ok(())
    });
    line
}

pub(super) fn never_empty(patient: &Patient) -> Line {
    let mut line = Line::new(5, "Never an empty salon in the place of yours");
    match &patient.store {
        Err(StoreError::FileMissing(_) | StoreError::FileEmpty(_)) => {
            line.says("PomSalon put nothing in its place, and will not.");
        }
        Err(_) => line.says("Whatever lies there was left as it is."),
        Ok(_) => patient.look(&mut line, |store, line| {
            let now = store.appointment_count()?;
            let then = patient
                .newest_backup()
                .and_then(|backup| backup.manifest.as_ref())
                .map_or(0, |manifest| manifest.content.appointments());
            if now == 0 && then > 0 {
                line.careful(
                    format!(
                        "There is no appointment in the file, and {} in the newest backup.",
                        some(then, "appointment")
                    ),
                    patient.way_back(),
                );
            } else {
                line.says(format!("There are {} in it.", some(now, "appointment")));
            }
            Ok(())
        }),
    }
    beside(patient, &mut line);
    line
}

/// What earlier restores and cut-off work left beside the file.
fn beside(patient: &Patient, line: &mut Line) {
    let folder = folder_of(&patient.db);
    let name = patient.db.file_name().unwrap_or_default().to_string_lossy();
    let aside = format!("{name}.before-restore-");
    let kept = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(std::result::Result::ok)
        .filter(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            name.starts_with(&aside) && !name.ends_with("-wal")
        })
        .count();
    if kept > 0 {
        line.says(format!(
            "{} from before a restore lie beside it; `pomsalon restore` with the name of one brings that back.",
            some(i64::try_from(kept).unwrap_or(0), "file")
        ));
    }
    if patient.has_lone_log() && patient.damage.is_empty() {
        line.says("A desk ended without closing the file; what it saved waits in the log beside it, and the next desk folds it in.");
    }
    let half = leftovers(folder, &format!(".{name}.restore-")) + leftovers(folder, &format!(".{name}.new-"));
    if half > 0 {
        line.says("Work that was cut off left temporary files; the next of its kind sweeps them away.");
    }
}

fn megabytes(bytes: u64) -> String {
    counted(usize::try_from(bytes / 1_000_000).unwrap_or(usize::MAX))
}

/// The words as the beginning of a sentence.
pub(super) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        // A path stays as it is.
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
