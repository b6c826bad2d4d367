//! An SSH connection drops: whoever was to hear of it, the desk ends in time, burns nothing and leaves the file free.

use std::time::Duration;

use crate::file::File;
use crate::processes::{named, watch};
use crate::support::Desk;

fn drop_the_line(how: &str, file: &File, mut desk: Desk) {
    desk.wait_for("Rex Weber").keys("bki").wait_for("Kiki Costa");
    let went = watch(named("pomsalon", desk.pid()), || desk.hang_up());
    assert!(went.after < Duration::from_secs(2), "{how}: {went:?}");
    // Folding the log in and the last backup take about a tenth of a second here; a desk that spins would burn all of two.
    assert!(went.cpu < Duration::from_millis(500), "{how}: {went:?}");
    let ended = desk.ended();
    assert!(
        ended.code.is_some() || ended.signal == Some(1),
        "{how}: {ended:?}"
    );
    file.assert_sound_and_free();
}

#[test]
fn a_desk_at_a_terminal_of_its_own() {
    let file = File::new();
    drop_the_line("alone", &file, file.desk());
}

#[test]
fn a_desk_that_hears_no_hang_up_as_under_nohup() {
    let file = File::new();
    let desk = file.desk_of_shell("trap '' HUP; exec \"$0\" \"$@\"");
    drop_the_line("nohup", &file, desk);
}

#[test]
fn a_desk_whose_shell_keeps_the_hang_up_to_itself() {
    let file = File::new();
    let desk = file.desk_of_shell("trap 'true' HUP; \"$0\" \"$@\"; true");
    drop_the_line("a handler", &file, desk);
}

#[test]
fn a_desk_in_the_foreground_of_a_shell_with_jobs() {
    let file = File::new();
    let desk = file.desk_of_shell("set -m; \"$0\" \"$@\"; true");
    drop_the_line("foreground", &file, desk);
}

#[test]
fn a_desk_in_a_session_of_its_own_that_no_signal_reaches() {
    let file = File::new();
    let desk = file.desk_of_shell("trap '' HUP; setsid --wait \"$0\" \"$@\"");
    drop_the_line("setsid", &file, desk);
}
