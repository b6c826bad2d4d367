//! The promises about what people do: a line that drops, text that stays text, the journal, the clock.

use chrono::TimeDelta;

use super::file::BOOKING_RULES;
use super::line::Line;
use super::patient::Patient;
use crate::cli::output::some;
use crate::domain::clock::short_day;
use crate::paper::{Freshness, folder, freshness};

/// Clocks of two machines may differ by so much without anybody wondering.
const NEARLY: TimeDelta = TimeDelta::minutes(2);

pub(super) fn line_drops(patient: &Patient) -> Line {
    let mut line = Line::new(7, "A dropped line or a dark screen loses nothing");
    patient.look(&mut line, |store, line| {
        let drafts = store.drafts_waiting()?;
        if drafts > 0 {
            line.says(format!("{} for their people to come back.", waits(drafts)));
        }
        let place = folder(&patient.db);
        match freshness(store, patient.now.date())? {
            Freshness::Fresh => line.says(format!(
                "The day sheets in {} say what the book says.",
                place.display()
            )),
            Freshness::Stale => line.careful(
                format!(
                    "The day sheets in {} are not those of today's book.",
                    place.display()
                ),
                "An open desk keeps them; open one, and see whether it says why it cannot write there.",
            ),
            Freshness::Missing => line.careful(
                format!("There are no day sheets in {} yet.", place.display()),
                "An open desk writes them; open one once.",
            ),
        }
        Ok(())
    });
    line
}

fn waits(drafts: i64) -> String {
    match drafts {
        1 => "1 half-typed form waits".to_owned(),
        _ => format!("{} wait", some(drafts, "half-typed form")),
    }
}

pub(super) fn text_is_text(patient: &Patient) -> Line {
    let mut line = Line::new(8, "Text is only text, whatever somebody typed");
    patient.look(&mut line, |store, line| {
        match store.strange_texts()? {
            0 => line.says("Looked at every text: none holds a character that a terminal would obey."),
            count => line.says(format!(
                "Another program put characters that a terminal would obey into {}; the desk leaves them out.",
                some(i64::try_from(count).unwrap_or(i64::MAX), "text")
            )),
        }
        Ok(())
    });
    line
}

pub(super) fn remembered(patient: &Patient) -> Line {
    let mut line = Line::new(9, "Every change has who, when, before and after");
    patient.look(&mut line, |store, line| {
        let lost: Vec<String> = store
            .lost_rules()?
            .into_iter()
            .filter(|name| !name.starts_with(BOOKING_RULES) && !name.starts_with("find_"))
            .collect();
        if !lost.is_empty() {
            line.not_kept(
                format!(
                    "Rules in the file that write the journal are missing or changed: {}.",
                    lost.join(", ")
                ),
                patient.way_back(),
            );
        }
        let found = store.compare_journal()?;
        if found.is_consistent() {
            line.says(format!(
                "{} in the journal, and the book is as the newest of them left it.",
                some(found.changes, "change")
            ));
        } else {
            let parts: Vec<String> = [
                (found.missing, "change is gone", "changes are gone"),
                (found.unknown, "row is not in it", "rows are not in it"),
                (found.unlike, "row is otherwise than it says", "rows are otherwise than it says"),
            ]
            .into_iter()
            .filter(|(count, ..)| *count != 0)
            .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
            .collect();
            line.not_kept(
                format!("The journal and the book differ: {}.", parts.join(", ")),
                "Somebody changed the file behind PomSalon's back. The book as it is goes on working; undo may refuse.",
            );
        }
        if found.outside > 0 {
            line.says(format!(
                "{} made by another program, and noted as such.",
                if found.outside == 1 {
                    "1 change was".to_owned()
                } else {
                    format!("{} were", some(found.outside, "change"))
                }
            ));
        }
        Ok(())
    });
    line
}

pub(super) fn clock_may_lie(patient: &Patient) -> Line {
    const SET_IT: &str =
        "Look at this machine's clock and zone (`timedatectl`); nothing was moved or deleted because of it.";
    let mut line = Line::new(10, "The clock may lie, and nothing moves or goes");
    patient.look(&mut line, |store, line| {
        let salon = store.salon()?;
        let today = patient.now.date();
        match store.newest_moment()? {
            Some(at) if at > patient.now + NEARLY => line.careful(
                format!(
                    "The newest change was made {} {}, and it is only {} {} by this machine's clock.",
                    short_day(at.date(), today),
                    at.format("%H:%M"),
                    short_day(today, today),
                    patient.now.format("%H:%M")
                ),
                SET_IT,
            ),
            _ => line.says(format!(
                "It is {} {} in {}, and no change is newer than that.",
                short_day(today, today),
                patient.now.format("%H:%M"),
                salon.zone.name()
            )),
        }
        Ok(())
    });
    if let Some(newest) = patient.newest_backup()
        && newest.at > patient.now_utc + NEARLY
    {
        line.careful(
            format!("The newest backup is from the future: {}.", newest.name),
            SET_IT,
        );
    }
    line
}
