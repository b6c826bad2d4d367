//! The promise that one desk's trouble is not another's: who is there, what is under way, and who may use the file.

use super::access;
use super::line::Line;
use super::patient::Patient;
use crate::store::{Presence, present};

pub(super) fn apart(patient: &Patient) -> Line {
    let mut line = Line::new(6, "One desk's trouble is not another's");
    let present = present(&patient.db);
    if present.is_empty() {
        line.says("Nobody has the salon open at the moment.");
    } else {
        let names: Vec<String> = present.iter().map(name).collect();
        line.says(format!("Open at the moment: {}.", names.join("; ")));
    }
    for one in present.iter().filter(|one| one.is_writing && one.is_stopped) {
        line.careful(
            format!("{} stands still while saving, and nobody else can save.", one.session),
            "`fg` at that terminal lets it finish; closing that terminal ends it, and nothing that was saved is lost.",
        );
    }
    if patient.store.is_ok() {
        patient.look(&mut line, |store, line| {
            let Some(work) = store.unfinished()? else {
                return Ok(());
            };
            let what = if work.kind == "import" {
                "an import"
            } else {
                "the undo of an import"
            };
            match work.by {
                Some(who) => line.says(format!("Under way: {what}, by {who}.")),
                None => line.careful(
                    format!("Cut off in the middle: {what}."),
                    "Open the desk once: it is put right at the start.",
                ),
            }
            Ok(())
        });
    }
    access::look(&patient.db, &mut line);
    line
}

fn name(one: &Presence) -> String {
    match one.arguments {
        Some(_) => one.session.to_string(),
        None => format!("{} ({}, not PomSalon)", one.session, one.program),
    }
}
