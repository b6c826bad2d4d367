//! The real program at a real terminal: what was said is kept, and the terminal is given back.

#![allow(clippy::unwrap_used)] // a story may stop at the first surprise

#[path = "pty/lost.rs"]
mod lost;
#[path = "desk/salon.rs"]
mod salon;
mod support;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use pomsalon::domain::clock::parse_moment;
use pomsalon::store::{Purpose, Store};
use support::Desk;

const NOW: &str = "2026-11-20T10:00";

/// A salon's file that nobody else uses.
struct File {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn file() -> File {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("salon.db");
    let now = parse_moment(NOW).unwrap();
    Store::create(&path, &salon::filling(now), now).unwrap();
    File {
        _folder: folder,
        path,
    }
}

impl File {
    fn desk(&self) -> Desk {
        let path = self.path.to_str().unwrap();
        Desk::start(&["--db", path, "--now", NOW], &[("USER", "ana")], 80, 24)
    }

    fn booked(&self, dog: &str) -> bool {
        let store = Store::open(&self.path, Purpose::ReadOnly).unwrap();
        let day = parse_moment(NOW).unwrap().date();
        store
            .visits(day)
            .unwrap()
            .iter()
            .any(|visit| visit.dog == dog && visit.appointment.start_min == 735)
    }
}

#[test]
fn the_desk_opens_books_quits_and_everything_is_there_the_next_morning() {
    let file = file();
    let mut desk = file.desk();
    desk.wait_for("Rex Weber")
        .keys("bbruno<enter>")
        .wait_for("Say: ")
        .keys("<enter>");
    desk.wait_for("Booked Bruno Moreira Fri 20 Nov 12:15 with Ana")
        .keys("q");
    assert_eq!(desk.exit_code(), Some(0));
    assert!(desk.settings_are_restored());
    assert!(!desk.look(vt100::Screen::alternate_screen));
    assert!(file.booked("Bruno Moreira"));
    let mut desk = file.desk();
    desk.wait_for("12:15-13:30 Booked")
        .keys("u")
        .wait_for("Undone: Booked Bruno Moreira")
        .keys("q");
    assert_eq!(desk.exit_code(), Some(0));
    assert!(!file.booked("Bruno Moreira"));
}

#[test]
fn what_the_screen_confirmed_survives_a_kill_at_once() {
    let file = file();
    let mut desk = file.desk();
    desk.wait_for("Rex Weber")
        .keys("bbruno<enter>")
        .wait_for("Say: ")
        .keys("<enter>")
        .wait_for("Booked Bruno Moreira");
    desk.kill9();
    assert!(file.booked("Bruno Moreira"));
    file.desk().wait_for("12:15-13:30 Booked");
}

#[test]
fn a_dropped_line_ends_the_desk_and_burns_nothing() {
    let file = file();
    let mut desk = file.desk();
    desk.wait_for("Rex Weber").keys("bki").wait_for("Kiki Costa");
    let since = Instant::now();
    desk.hang_up();
    let ended = desk.ended();
    assert!(since.elapsed() < Duration::from_secs(10), "it hangs");
    assert!(ended.code == Some(129) || ended.signal == Some(1), "{ended:?}");
    assert!(ended.cpu < Duration::from_secs(2), "{ended:?}");
    // Its lock went with it: the file opens at once.
    file.desk().wait_for("Rex Weber").keys("q");
}

/// What waits for Ana in the file.
fn waiting(file: &File) -> Vec<pomsalon::domain::draft::Draft> {
    let store = Store::open(&file.path, Purpose::ReadOnly).unwrap();
    store.drafts("ana").unwrap()
}

/// Opens a desk again and books what was half typed.
fn goes_on(file: &File) {
    let mut desk = file.desk();
    desk.wait_for("w goes on with what you typed; it is still here: Booking for Kiki Costa")
        .keys("w")
        .wait_for("left half typed")
        .keys("<enter>")
        .wait_for("Wish tue 14 bo")
        .keys("<enter>")
        .wait_for("Booked Kiki Costa Tue 24 Nov 14:00 with Bo")
        .keys("q");
    assert_eq!(desk.exit_code(), Some(0));
    assert_eq!(waiting(file), []);
}

#[test]
fn a_booking_half_typed_when_the_desk_was_killed_is_gone_on_with() {
    let file = file();
    let mut desk = file.desk();
    desk.wait_for("Rex Weber")
        .keys("bkiki<enter>tue 14 bo")
        .wait_for("Wish tue 14 bo");
    let since = Instant::now();
    while waiting(&file)
        .iter()
        .all(|draft| !draft.fields.contains("tue 14 bo"))
    {
        assert!(since.elapsed() < Duration::from_secs(30), "never kept");
        std::thread::sleep(Duration::from_millis(20));
    }
    desk.kill9();
    goes_on(&file);
}

#[test]
fn a_dropped_line_and_a_polite_end_lose_not_even_the_last_letter() {
    for politely in [false, true] {
        let file = file();
        let mut desk = file.desk();
        desk.wait_for("Rex Weber")
            .keys("bkiki<enter>tue 14 bo")
            .wait_for("Wish tue 14 bo");
        if politely {
            desk.signal(rustix::process::Signal::TERM);
            assert_eq!(desk.exit_code(), Some(143));
        } else {
            desk.hang_up();
            desk.ended();
        }
        goes_on(&file);
    }
}

#[test]
fn a_busy_file_does_not_hold_up_a_desk_that_has_to_end() {
    let file = file();
    let mut desk = file.desk();
    desk.wait_for("Rex Weber").keys("bkiki<enter>").wait_for("Say: ");
    let shell = rusqlite::Connection::open(&file.path).unwrap();
    shell.execute_batch("BEGIN IMMEDIATE").unwrap();
    desk.keys("tue 14 bo").wait_for("Wish tue 14 bo");
    let since = Instant::now();
    desk.signal(rustix::process::Signal::TERM);
    assert_eq!(desk.exit_code(), Some(143));
    // The promise is two seconds; a loaded machine gets some more.
    assert!(since.elapsed() < Duration::from_secs(10), "it hangs");
    shell.execute_batch("ROLLBACK").unwrap();
    file.desk().wait_for("Rex Weber").keys("q");
}

#[test]
fn a_time_on_the_phone_is_held_for_everybody_to_see_until_its_desk_is_killed() {
    let file = file();
    let path = file.path.to_str().unwrap();
    let free = || {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_pomsalon"))
            .args(["free", "ana", "--db", path, "--now", NOW])
            .output()
            .unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    let (mut ana, mut bo) = (file.desk(), file.desk());
    bo.wait_for("Rex Weber").keys("3").wait_for("Free on");
    ana.wait_for("Rex Weber").keys("bkiki<enter>").wait_for("Say: ");
    bo.wait_for("held 12:15-13:30 by ana on pts/");
    assert!(
        free().contains("12:15-13:30  Ana      held by ana on pts/"),
        "{}",
        free()
    );
    ana.kill9();
    assert!(!free().contains("ana on"), "{}", free());
    bo.keys(".,").wait_until_gone("held").keys("q");
}

#[test]
fn two_desks_see_each_other() {
    let file = file();
    let (mut ana, mut bo) = (file.desk(), file.desk());
    bo.wait_for("Rex Weber");
    ana.wait_for("Rex Weber")
        .keys("<space>")
        .wait_for("Rex Weber: Arrived");
    bo.wait_for("Arrived");
    ana.keys("q");
    bo.keys("q");
    assert_eq!((ana.exit_code(), bo.exit_code()), (Some(0), Some(0)));
}

#[test]
fn keys_typed_ahead_are_all_obeyed_in_order() {
    let file = file();
    let mut desk = file.desk();
    desk.keys("bkiki<enter>mon 9 bo<enter>g6w<enter>tu");
    desk.wait_for("Undone: Booked Kiki Costa Mon 23 Nov 09:00 with Bo")
        .keys("q");
    assert_eq!(desk.exit_code(), Some(0));
}

#[test]
fn nothing_is_sent_while_nothing_changes() {
    let file = file();
    let mut desk = file.desk();
    desk.wait_for("Rex Weber")
        .keys("<down><up>")
        // The first copy of a new salon is made at once, and its age appears.
        .wait_for("backup 0 min");
    // A second desk that opens and closes without a change tells when a while has passed.
    file.desk().wait_for("Rex Weber").keys("q").exit_code();
    let before = desk.bytes_written();
    file.desk().wait_for("Rex Weber").keys("q").exit_code();
    assert_eq!(desk.bytes_written(), before);
    desk.keys("q");
}

#[test]
fn a_backup_is_brought_back_from_the_desk_and_nobody_else_may_be_at_the_salon() {
    let file = file();
    let mut desk = file.desk();
    desk.wait_for("Rex Weber")
        .keys("z")
        .wait_for("Second folder: none");
    desk.keys("b").wait_for("Backup made and verified");
    desk.keys("<backspace>bbruno<enter>")
        .wait_for("Say: ")
        .keys("<enter>");
    desk.wait_for("Booked Bruno Moreira Fri 20 Nov 12:15 with Ana");
    desk.keys("z<enter>")
        .wait_for("you lose 1 change")
        .wait_for("Booked Bruno Moreira");

    let mut other = file.desk();
    other.wait_for("Rex Weber");
    desk.keys("r").wait_for("Enter yes").keys("<enter>");
    desk.wait_for("Not restored: close the other desk first");
    assert!(file.booked("Bruno Moreira"));
    other.keys("q");
    assert_eq!(other.exit_code(), Some(0));

    desk.keys("<enter>").wait_for("Brought back. The file as it was");
    assert!(!file.booked("Bruno Moreira"));
    // The desk goes on as if it had just been opened; what was there is kept beside the file.
    desk.keys("bbruno<enter>").wait_for("Say: ").keys("<enter>");
    desk.wait_for("Booked Bruno Moreira Fri 20 Nov 12:15 with Ana")
        .keys("q");
    assert_eq!(desk.exit_code(), Some(0));
    assert!(desk.settings_are_restored());
    let aside = std::fs::read_dir(file.path.parent().unwrap())
        .unwrap()
        .filter(|entry| {
            let name = entry.as_ref().unwrap().file_name();
            name.to_string_lossy().starts_with("salon.db.before-restore-")
        })
        .count();
    assert_eq!(aside, 1);
}
