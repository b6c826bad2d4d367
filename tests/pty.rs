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
        .keys("bkiki<enter>")
        .wait_for("Say: ")
        .keys("<enter>");
    desk.wait_for("Booked Kiki Costa Fri 20 Nov 12:15 with Ana")
        .keys("q");
    assert_eq!(desk.exit_code(), Some(0));
    assert!(desk.settings_are_restored());
    assert!(!desk.look(vt100::Screen::alternate_screen));
    assert!(file.booked("Kiki Costa"));
    let mut desk = file.desk();
    desk.wait_for("12:15-13:30 Booked")
        .keys("u")
        .wait_for("Undone: Booked Kiki Costa")
        .keys("q");
    assert_eq!(desk.exit_code(), Some(0));
    assert!(!file.booked("Kiki Costa"));
}

#[test]
fn what_the_screen_confirmed_survives_a_kill_at_once() {
    let file = file();
    let mut desk = file.desk();
    desk.wait_for("Rex Weber")
        .keys("bkiki<enter>")
        .wait_for("Say: ")
        .keys("<enter>")
        .wait_for("Booked Kiki Costa");
    desk.kill9();
    assert!(file.booked("Kiki Costa"));
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
    desk.keys("<backspace>bkiki<enter>")
        .wait_for("Say: ")
        .keys("<enter>");
    desk.wait_for("Booked Kiki Costa Fri 20 Nov 12:15 with Ana");
    desk.keys("z<enter>")
        .wait_for("you lose 1 change")
        .wait_for("Booked Kiki Costa");

    let mut other = file.desk();
    other.wait_for("Rex Weber");
    desk.keys("r").wait_for("Enter yes").keys("<enter>");
    desk.wait_for("Not restored: the salon is open elsewhere");
    assert!(file.booked("Kiki Costa"));
    other.keys("q");
    assert_eq!(other.exit_code(), Some(0));

    desk.keys("<enter>").wait_for("Restored from pomsalon-");
    assert!(!file.booked("Kiki Costa"));
    // The desk goes on as if it had just been opened; what was there is kept beside the file.
    desk.keys("bkiki<enter>").wait_for("Say: ").keys("<enter>");
    desk.wait_for("Booked Kiki Costa Fri 20 Nov 12:15 with Ana")
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
