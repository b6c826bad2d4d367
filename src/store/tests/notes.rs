//! Notes: what a call holds, what is half typed, and what became of backups; none of it is the salon's.

use chrono::{DateTime, TimeDelta, Utc};

use super::sameness::dump;
use super::*;
use crate::domain::draft::Draft;
use crate::domain::hold::{HELD_FOR, Hold};
use crate::domain::id::{DraftId, HoldId};

fn ten_utc() -> DateTime<Utc> {
    friday().and_hms_opt(10, 0, 0).unwrap().and_utc()
}

fn hold(desk: &Desk, process: u32) -> Hold {
    Hold {
        id: HoldId::new(),
        desk: "ana on pts/3".to_owned(),
        process,
        dog: "Bella Moreira".to_owned(),
        groomer: desk.groomers[0],
        lane: 1,
        day: friday(),
        start_min: 600,
        end_min: 660,
        until: ten_utc() + HELD_FOR,
    }
}

fn draft(title: &str) -> Draft {
    Draft {
        id: DraftId::new(),
        actor: "ana".to_owned(),
        process: 3_000,
        form: "book".to_owned(),
        title: title.to_owned(),
        fields: r#"{"wish":"bella bath"}"#.to_owned(),
        parked: false,
        at: by("ana").at,
    }
}

#[test]
fn a_time_held_for_a_caller_is_seen_at_the_other_desk_until_it_ends_by_itself() {
    let mut desk = desk();
    let held = hold(&desk, 3_000);
    desk.store
        .note(&Note::Hold(vec![held.clone()], ten_utc()))
        .unwrap();
    let other = Store::open(&desk.path, Purpose::Desk).unwrap();
    assert_eq!(
        other.holds(friday(), ten_utc()).unwrap(),
        std::slice::from_ref(&held)
    );
    assert_eq!(other.holds(friday(), ten_utc() + HELD_FOR).unwrap(), []);
    // The next hold sweeps what is over out of the file.
    let later = ten_utc() + HELD_FOR + TimeDelta::minutes(1);
    let mut next = hold(&desk, 4_000);
    next.until = later + HELD_FOR;
    desk.store.note(&Note::Hold(vec![next.clone()], later)).unwrap();
    let count = |store: &Store| -> i64 {
        store
            .connection
            .query_one("SELECT count(*) FROM hold", [], |row| row.get(0))
            .unwrap()
    };
    assert_eq!(count(&other), 1);
    desk.store.note(&Note::LetGo(next.id)).unwrap();
    assert_eq!(count(&other), 0);
}

#[test]
fn a_desk_that_leaves_lets_go_of_what_it_held_and_of_nothing_else() {
    let mut desk = desk();
    let (mine, theirs) = (hold(&desk, 3_000), hold(&desk, 4_000));
    desk.store.note(&Note::Hold(vec![mine], ten_utc())).unwrap();
    desk.store
        .note(&Note::Hold(vec![theirs.clone()], ten_utc()))
        .unwrap();
    desk.store.note(&Note::Leave(3_000)).unwrap();
    assert_eq!(desk.store.holds(friday(), ten_utc()).unwrap(), [theirs]);
}

#[test]
fn what_was_half_typed_waits_two_weeks_for_its_person() {
    let mut desk = desk();
    let mut bella = draft("Booking for Bella Moreira");
    desk.store.note(&Note::Draft(bella.clone())).unwrap();
    bella.parked = true;
    desk.store.note(&Note::Draft(bella.clone())).unwrap();
    assert_eq!(desk.store.drafts("ana").unwrap(), [bella.clone()]);
    assert_eq!(desk.store.drafts("bo").unwrap(), []);

    let mut rex = draft("Booking for Rex");
    rex.at = bella.at + TimeDelta::days(15);
    desk.store.note(&Note::Draft(rex.clone())).unwrap();
    assert_eq!(desk.store.drafts("ana").unwrap(), std::slice::from_ref(&rex));
    desk.store.note(&Note::DropDraft(rex.id)).unwrap();
    assert_eq!(desk.store.drafts("ana").unwrap(), []);
}

#[test]
fn notes_are_no_part_of_the_salon_and_nobody_undoes_them() {
    let mut desk = desk();
    let before = dump(&desk.store.connection);
    let entry = BackupEntry {
        utc: ten_utc(),
        event: BackupEvent::Drill,
        backup: "pomsalon-20261120T100000Z-1.db".to_owned(),
        good: true,
        words: "4 appointments today, 12 dogs".to_owned(),
        duration_ms: 812,
    };
    let held = hold(&desk, 3_000);
    desk.store.note(&Note::Hold(vec![held], ten_utc())).unwrap();
    desk.store.note(&Note::Draft(draft("Booking"))).unwrap();
    desk.store.note(&Note::Backup(entry.clone())).unwrap();
    assert_eq!(dump(&desk.store.connection), before);
    assert!(desk.store.apply(&Edit::Undo, &by("ana")).is_err());
    assert_eq!(
        desk.store.last_good_backup_event(BackupEvent::Drill).unwrap(),
        Some(entry.clone())
    );
    assert_eq!(desk.store.last_backup_event(BackupEvent::Second).unwrap(), None);
    assert_eq!(desk.store.backup_log_of(&entry.backup).unwrap(), [entry]);
}
