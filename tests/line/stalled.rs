//! The terminal takes nothing any more (Ctrl+S, a dead link): the file, the backups and the way out do not wait for it.

use std::fs;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::file::File;
use crate::support::Desk;

/// Waits until this many backups have been made; each has its number at the end of its name.
fn wait_for_backup(file: &File, number: usize) {
    let ending = format!("-{number}.db");
    let folder = file.folder().join("backups");
    let since = Instant::now();
    loop {
        let mut entries = fs::read_dir(&folder).into_iter().flatten();
        if entries.any(|entry| entry.unwrap().file_name().to_str().unwrap().ends_with(&ending)) {
            return;
        }
        assert!(
            since.elapsed() < Duration::from_secs(30),
            "no backup {number} is made"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Has the desk draw its whole screen again and again, until it stands in the middle of saying so.
fn say_too_much(desk: &mut Desk) {
    let mut stuck = 0;
    for _ in 0..1000 {
        desk.keys("<c-l>");
        std::thread::sleep(Duration::from_millis(10));
        stuck = if writes_to_the_terminal(desk.pid()) {
            stuck + 1
        } else {
            0
        };
        if stuck == 20 {
            return;
        }
    }
    panic!("the terminal takes whatever the desk says");
}

/// Whether the desk's own thread is in a write to its terminal at this moment, as the system tells.
fn writes_to_the_terminal(pid: u32) -> bool {
    // The number of the system call, then its arguments: a write to 1 is the only one that begins so.
    let call = fs::read_to_string(format!("/proc/{pid}/syscall")).unwrap();
    call.split_whitespace().nth(1) == Some("0x1")
}

/// A desk whose terminal stands still.
fn stalled(file: &File) -> Desk {
    let mut desk = file.desk_in(&[], 200, 60);
    desk.wait_for("Rex Weber").wait_for("backup 0 min").stall();
    say_too_much(&mut desk);
    desk
}

#[test]
fn a_backup_and_another_desks_work_are_done_while_one_terminal_stands_still() {
    let file = File::new();
    let mut desk = file.desk_in(&[], 200, 60);
    desk.wait_for("Rex Weber").wait_for("backup 0 min");
    desk.stall().keys("<c-b>");
    let before = desk.bytes_written();
    say_too_much(&mut desk);
    wait_for_backup(&file, 2);
    file.rename_zola("Ng");
    assert_eq!(desk.bytes_written(), before, "nobody reads it");

    desk.flow().keys("2").wait_for("Zola Ng");
    desk.keys("q").keys("q");
    assert_eq!(desk.exit_code(), Some(0));
    file.assert_sound_and_free();
}

#[test]
fn a_desk_whose_terminal_stands_still_ends_when_it_is_asked_to() {
    let file = File::new();
    let mut desk = stalled(&file);
    let since = Instant::now();
    desk.signal(Signal::TERM);
    assert_eq!(desk.exit_code(), Some(143));
    assert!(since.elapsed() < Duration::from_secs(3), "{:?}", since.elapsed());
    assert!(desk.settings_are_restored());
    file.assert_sound_and_free();
}

#[test]
fn a_dead_link_that_is_at_last_given_up_ends_the_desk() {
    let file = File::new();
    let mut desk = stalled(&file);
    desk.hang_up();
    assert_eq!(desk.exit_code(), Some(129));
    file.assert_sound_and_free();
}
