//! The backups at the desk: what is there, where it goes, and the way back. What the thread beside the desk would say is
//! said by the story.

use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use pomsalon::backup::{self, Copy, Lost, Preview, Status, list};
use pomsalon::store::{BackupEntry, BackupEvent};
use pomsalon::store::{By, Content, Edit, Note, Store};
use pomsalon::tui::app::After;
use pomsalon::tui::backup_status::BackupStatus;
use pomsalon::tui::component::Request;

use crate::harness::Desk;

fn utc() -> DateTime<Utc> {
    "2026-11-20T10:00:00Z".parse().unwrap()
}

/// A desk whose salon has a backup of nine and one of half past nine.
fn desk() -> (Desk, Vec<PathBuf>) {
    let desk = Desk::at("2026-11-20T10:00");
    for minutes in [60, 30] {
        backup::now(desk.path(), utc() - TimeDelta::minutes(minutes)).unwrap();
    }
    let paths = list(desk.path(), utc())
        .unwrap()
        .into_iter()
        .map(|one| one.path)
        .collect();
    (desk, paths)
}

fn content(appointments: i64) -> Content {
    Content {
        counts: [("appointment".to_owned(), appointments)].into(),
        newest_change: 7,
        newest_change_at: Some("2026-11-20T09:00:00".to_owned()),
    }
}

fn preview() -> Box<Preview> {
    Box::new(Preview {
        now: Some(content(14_210)),
        then: content(14_198),
        lost: Some(Lost {
            changes: 12,
            labels: vec!["Booked Kiki Costa Fri 20 Nov 12:15 with Ana".to_owned()],
        }),
    })
}

#[test]
fn one_key_shows_the_backups_and_what_became_of_them() {
    let (mut desk, paths) = desk();
    let name = paths[1].file_name().unwrap().to_string_lossy().into_owned();
    for (event, good) in [(BackupEvent::Second, true), (BackupEvent::Drill, false)] {
        desk.other_desk()
            .note(&Note::Backup(BackupEntry {
                utc: utc(),
                event,
                backup: name.clone(),
                good,
                words: String::new(),
                duration_ms: 1,
            }))
            .unwrap();
    }
    desk.keys("z");
    insta::assert_snapshot!(desk.page());
    assert!(desk.line(23).contains("b back up now"));
    desk.keys("v");
    assert_eq!(desk.after(), &After::Ask(Request::Verify(paths[0].clone())));
    desk.keys("d");
    assert_eq!(desk.after(), &After::Ask(Request::Drill));
    desk.keys("b");
    assert_eq!(desk.after(), &After::BackUp);
    desk.keys("<backspace>").must_show("[1 Today]");
}

#[test]
fn nothing_is_brought_back_before_one_has_read_what_is_lost() {
    let (mut desk, paths) = desk();
    desk.keys("z<down>r");
    assert!(
        desk.message()
            .contains("Enter tells what bringing this one back would lose")
    );
    desk.keys("<enter>");
    assert_eq!(desk.after(), &After::Ask(Request::Preview(paths[1].clone())));
    desk.must_show("Comparing it with the salon as it is now");
    // An answer about another backup is nobody's.
    desk.app().previewed(&paths[0], &Ok(preview()));
    desk.must_not_show("you lose");
    desk.app().previewed(&paths[1], &Ok(preview()));
    desk.must_show("appointments 14,210 -> 14,198; newest change 2026-11-20 09:00; you lose 12")
        .must_show("Booked Kiki Costa Fri 20 Nov 12:15 with Ana");
    desk.keys("<up>").must_not_show("you lose");
    desk.keys("<down>r")
        .must_show("Bring back the salon as it was Fri 20 Nov 2026");
    desk.keys("<backspace>").must_show("Second folder: none");
    assert_eq!(desk.after(), &After::GoOn);
    desk.keys("r<enter>");
    assert_eq!(desk.after(), &After::Restore(paths[1].clone()));
}

#[test]
fn a_backup_that_is_bad_says_so_and_cannot_be_brought_back() {
    let (mut desk, paths) = desk();
    desk.keys("z<enter>");
    let why = "its bytes are not the ones that were verified when it was made".to_owned();
    desk.app().previewed(&paths[0], &Err(why));
    desk.must_show("its bytes are not the ones").keys("r");
    assert!(desk.message().contains("look first"), "{}", desk.message());
}

#[test]
fn where_copies_go_is_set_at_the_desk_and_taken_back_with_u() {
    let (mut desk, _) = desk();
    let usb = desk.path().with_file_name("usb");
    desk.keys("ze");
    desk.paste("/nowhere/at/all").keys("<c-s>");
    desk.must_show("there is no folder /nowhere/at/all");
    std::fs::create_dir(&usb).unwrap();
    let real = usb.canonicalize().unwrap();
    for _ in "/nowhere/at/all".chars() {
        desk.keys("<backspace>");
    }
    desk.paste(real.to_str().unwrap())
        .keys("<tab>cp {} \"/mnt/my salon<c-s>");
    desk.must_show("A quote ( \" ) begins here and does not end.");
    desk.keys("/\"<c-s>");
    assert!(
        desk.message().starts_with("Changed the salon"),
        "{}",
        desk.message()
    );
    let salon = desk.store().salon().unwrap();
    assert_eq!(salon.second_folder, real.to_str().unwrap());
    assert_eq!(salon.off_site, ["cp", "{}", "/mnt/my salon/"]);
    assert!(usb.join(".pomsalon").exists());
    desk.keys("z").must_show("Off-site: cp {} \"/mnt/my salon/\"");
    desk.keys("<esc>u");
    assert_eq!(desk.store().salon().unwrap().second_folder, "");
}

#[test]
fn the_header_tells_how_the_copies_are_in_the_room_there_is() {
    let mut desk = Desk::at("2026-11-20T10:00");
    // As long as nobody has looked, it is neither well nor bad.
    assert!(desk.line(0).ends_with(" backup … · 10:00"), "{}", desk.line(0));
    let copy = |minutes| {
        let utc = utc() - TimeDelta::minutes(minutes);
        Some(Copy {
            backup: "pomsalon-20261120T094800Z-9.db".to_owned(),
            utc,
        })
    };
    let mut status = Status {
        file: "salon.db".to_owned(),
        looked: utc(),
        newest: copy(12),
        has_changed: true,
        failed: None,
        second: Some(pomsalon::backup::Place {
            place: "/mnt/usb".to_owned(),
            newest: copy(12),
            is_up_to_date: true,
            brought: Some(utc()),
            failed: None,
        }),
        off_site: None,
        drilled: Some(utc() - TimeDelta::days(3)),
        drill_failed: None,
        free_bytes: 1,
        wanted_bytes: 1,
    };
    let mut header = |status: &Status, width| {
        desk.app().set_backup(BackupStatus::of(Some(status), None, utc()));
        desk.resize(width, 24);
        desk.line(0)
    };
    assert_eq!(
        header(&status, 120).trim_start(),
        "[1 Today]2 Dogs 3 Slots 4 Clients 5 Groomers 6 Services 7 Week 8 9        backup 12 min · 2nd 12 min · drill 3 d · 10:00"
    );
    assert_eq!(
        header(&status, 80).trim_start(),
        "[1 Today]2 Dogs 3 4 5 6 7 8 9     backup 12 min · 2nd 12 min · drill 3 d · 10:00"
    );
    assert!(header(&status, 60).contains("[1]2 3 4 5 6 7 8 9"));
    assert!(header(&status, 60).ends_with("backup 12m · 2nd 12m · drill 3d · 10:00"));
    status.newest = copy(45);
    status.second = None;
    assert!(header(&status, 80).ends_with("backup 45 min! · drill 3 d · 10:00"));
    status.drill_failed = Some("its bytes are not the ones".to_owned());
    assert!(header(&status, 80).ends_with("backup 45 min! · drill FAILED · 10:00"));
}

#[test]
fn a_change_of_the_salon_at_another_desk_is_no_surprise_to_the_list() {
    let (mut desk, _) = desk();
    desk.keys("z").must_show("Second folder: none");
    let mut salon = desk.store().salon().unwrap();
    salon.second_folder = "/mnt/usb".to_owned();
    desk.bo_changes(Edit::Salon(salon));
    desk.tick().must_show("Second folder: /mnt/usb");
    let by = By {
        actor: "bo".to_owned(),
        at: desk.now(),
    };
    let mut other: Store = desk.other_desk();
    other.apply(&Edit::Undo, &by).unwrap();
    desk.tick().must_show("Second folder: none");
}
