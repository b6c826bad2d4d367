//! The ground under the desk, proved on a real pseudo-terminal: whatever ends the program, the terminal is given
//! back; whatever the line does, the program ends in time and burns nothing.

mod support;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::Signal;
use support::{Desk, example};

/// A lost line must end the program within this time, on a machine that has it in hand.
const SOON: Duration = Duration::from_secs(2);

/// Processor time of a whole life with a start, a few frames and an end: a small part of this with the machine in hand;
/// it grows with what else runs there. Waiting in circles would take all the time there is.
const LITTLE: Duration = Duration::from_millis(900);

fn probe(arguments: &[&str]) -> Desk {
    let mut desk = Desk::start_program(&example("terminal_probe"), arguments, &[], 80, 24);
    desk.wait_for("probe ready");
    desk
}

/// The probe as `nohup` starts a program: hang-ups are ignored from its first instruction.
fn probe_deaf_to_hang_ups() -> Desk {
    let program = example("terminal_probe");
    let arguments = [
        "-c",
        "trap '' HUP; exec \"$0\"",
        program.to_str().expect("a plain path"),
    ];
    let mut desk = Desk::start_program("/bin/sh".as_ref(), &arguments, &[], 80, 24);
    desk.wait_for("probe ready");
    desk
}

fn assert_given_back(desk: &Desk) {
    assert!(desk.settings_are_restored(), "line editing and echo are back");
    desk.look(|screen| {
        assert!(!screen.alternate_screen(), "the shell's own screen is back");
        assert!(!screen.hide_cursor(), "the cursor is back");
        assert!(!screen.bracketed_paste(), "pasting works as before");
        assert!(
            !screen.contents().contains("probe ready"),
            "nothing of the desk stays in view"
        );
    });
}

#[test]
fn the_desk_takes_the_screen_and_gives_it_back() {
    let mut desk = probe(&[]);
    assert!(!desk.settings_are_restored());
    desk.look(|screen| {
        assert!(screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
    });
    desk.keys("Q");
    assert_eq!(desk.exit_code(), Some(0));
    assert_given_back(&desk);
}

#[test]
fn a_crash_gives_the_screen_back_and_then_reports() {
    let mut desk = probe(&[]);
    desk.keys("P");
    assert_eq!(desk.exit_code(), Some(101));
    assert_given_back(&desk);
    assert!(
        desk.screen().contains("the dog ate the appointment book"),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_crash_in_any_other_thread_ends_the_desk_in_order() {
    for (key, thread) in [
        ("1", "keyboard"),
        ("2", "signals"),
        ("3", "line"),
        ("4", "backup"),
    ] {
        let mut desk = probe(&[]);
        desk.keys(key);
        assert_eq!(desk.exit_code(), Some(1), "{thread}");
        assert_given_back(&desk);
        let said = desk.screen();
        assert!(said.contains("the disk fell off"), "{said}");
        assert!(said.contains(&format!("`{thread}`")), "{said}");
    }
}

#[test]
fn a_crash_over_a_client_does_not_name_the_client() {
    for (key, code) in [("C", 101), ("5", 1)] {
        let mut desk = probe(&[]);
        desk.keys(key);
        assert_eq!(desk.exit_code(), Some(code));
        assert_given_back(&desk);
        let output = String::from_utf8(desk.output()).unwrap();
        assert!(!output.contains("Szcz") && !output.contains("Xim"), "{output}");
        assert!(
            output.contains("terminal_probe.rs:"),
            "where it happened: {output}"
        );
    }
}

#[test]
fn a_polite_end_and_an_interrupt_tell_so_in_the_exit_code() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129)] {
        let mut desk = probe(&[]);
        desk.signal(signal);
        assert_eq!(desk.exit_code(), Some(code));
        assert_given_back(&desk);
    }
}

#[test]
fn a_dropped_line_ends_the_desk_at_once() {
    let mut desk = probe(&[]);
    let dropped = Instant::now();
    desk.hang_up();
    let ended = desk.ended();
    assert_eq!(ended.code, Some(129));
    assert!(dropped.elapsed() < SOON && ended.cpu < LITTLE, "{ended:?}");
}

#[test]
fn a_dropped_line_ends_even_a_desk_that_ignores_hang_ups() {
    let mut desk = probe_deaf_to_hang_ups();
    let dropped = Instant::now();
    desk.hang_up();
    let ended = desk.ended();
    assert_eq!(ended.code, Some(129));
    assert!(dropped.elapsed() < SOON && ended.cpu < LITTLE, "{ended:?}");
}

#[test]
fn a_line_that_drops_without_a_word_is_noticed() {
    // In a session of its own the program gets no SIGHUP; only the line itself tells.
    let program = example("terminal_probe");
    let arguments = [
        "-c",
        "trap '' HUP; setsid --wait \"$0\"",
        program.to_str().expect("a plain path"),
    ];
    let mut desk = Desk::start_program("/bin/sh".as_ref(), &arguments, &[], 80, 24);
    desk.wait_for("probe ready");
    let dropped = Instant::now();
    desk.hang_up();
    let ended = desk.ended();
    assert_eq!(ended.code, Some(129));
    assert!(dropped.elapsed() < SOON && ended.cpu < LITTLE, "{ended:?}");
}

#[test]
fn a_line_that_drops_within_a_key_burns_nothing() {
    let mut desk = probe(&["clock"]);
    desk.bytes(b"\x1b[").wait_for("tick 3");
    let dropped = Instant::now();
    desk.hang_up();
    let ended = desk.ended();
    assert_eq!(ended.code, Some(129));
    assert!(dropped.elapsed() < SOON && ended.cpu < LITTLE, "{ended:?}");
}

#[test]
fn half_a_key_stops_neither_the_clock_nor_the_end() {
    let mut desk = probe(&["clock"]);
    desk.bytes(b"\x1b[")
        .wait_for("tick 3")
        .resize(60, 10)
        .wait_for("60x10");
    desk.signal(Signal::TERM);
    assert_eq!(desk.exit_code(), Some(143));
    assert_given_back(&desk);
}

#[test]
fn a_stalled_terminal_cannot_hold_a_desk_that_is_asked_to_end() {
    let mut desk = probe(&[]);
    desk.stall().keys("F").signal(Signal::TERM);
    assert_eq!(desk.exit_code(), Some(143));
    assert!(desk.settings_are_restored());
}

#[test]
fn a_desk_that_never_listens_again_still_gives_the_screen_back() {
    let mut desk = probe(&[]);
    desk.keys("F").wait_for("mmmmmmmmmm").signal(Signal::TERM);
    assert_eq!(desk.exit_code(), Some(143));
    assert!(desk.settings_are_restored());
}

#[test]
fn a_terminal_that_another_program_left_non_blocking_still_gets_every_frame() {
    let mut desk = probe(&[]);
    // Two hundred frames are four hundred kilobytes, and the system holds some twenty.
    desk.stall()
        .keys("N")
        .flow()
        .wait_for("drawn to the end")
        .keys("Q");
    assert_eq!(desk.exit_code(), Some(0));
    assert_given_back(&desk);
}

#[test]
fn a_terminal_found_non_blocking_is_taken_over_blocking() {
    let desk = probe(&["nonblocking"]);
    let told = std::fs::read_to_string(format!("/proc/{}/fdinfo/1", desk.pid())).unwrap();
    let flags = told.lines().find_map(|line| line.strip_prefix("flags:")).unwrap();
    let flags = u32::from_str_radix(flags.trim(), 8).unwrap();
    assert!(!rustix::fs::OFlags::from_bits_retain(flags).contains(rustix::fs::OFlags::NONBLOCK));
}

#[test]
fn without_a_terminal_there_is_one_clear_line() {
    let output = Command::new(example("terminal_probe"))
        .stdin(Stdio::null())
        .env("TERM", "xterm")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.lines().count(), 1);
    assert!(said.contains("ssh -t") && said.contains("pomsalon day"), "{said}");
}

#[test]
fn a_terminal_that_cannot_place_text_is_refused() {
    let mut desk = Desk::start_program(&example("terminal_probe"), &[], &[("TERM", "dumb")], 80, 24);
    assert_eq!(desk.exit_code(), Some(2));
    assert!(desk.screen().contains("TERM=dumb"));
    assert!(desk.settings_are_restored());
}

#[test]
fn a_terminal_that_does_not_know_its_size_is_taken_for_a_usual_one() {
    let mut desk = Desk::start_program(&example("terminal_probe"), &[], &[], 0, 0);
    desk.resize(80, 24).signal(Signal::CONT).wait_for("80x24");
    desk.resize(0, 0)
        .wait_for("80x24")
        .resize(100, 30)
        .wait_for("100x30");
    desk.resize(1, 1)
        .resize(50, 1)
        .resize(1, 50)
        .resize(81, 25)
        .wait_for("81x25");
    desk.keys("Q");
    assert_eq!(desk.exit_code(), Some(0));
}

#[test]
fn two_hundred_keys_typed_ahead_all_arrive_in_order() {
    let mut desk = probe(&[]);
    let written = desk.bytes_written();
    let typed: String = ('a'..='z').cycle().take(200).collect();
    desk.keys(&typed).wait_for("200 keys");
    let shown: String = desk.screen().chars().filter(char::is_ascii_lowercase).collect();
    assert!(shown.ends_with(&typed), "{}", desk.screen());
    assert!(desk.bytes_written() - written <= 10_000);
}

#[test]
fn five_thousand_keys_in_one_go_arrive_too() {
    let mut desk = probe(&[]);
    let typed: String = ('a'..='z').cycle().take(5_000).collect();
    desk.keys(&typed).wait_for("5000 keys");
    let shown: String = desk.screen().chars().filter(char::is_ascii_lowercase).collect();
    assert!(shown.ends_with(&typed[4_900..]), "{}", desk.screen());
}

#[test]
fn every_spelling_of_a_key_is_that_key() {
    let mut desk = probe(&[]);
    desk.keys("<up><c-h><backtab>\u{1b}\u{1b}[B")
        .wait_for("<Up><Backspace><Back Tab><Down>");
    desk.keys("<esc>").wait_for("<Esc>");
}

#[test]
fn a_paste_is_text_and_never_an_enter() {
    let mut desk = probe(&[]);
    desk.bytes(b"\x1b[200~Rex\rbites\x1b[201~")
        .wait_for("pasted 9 bytes: Rex");
    assert!(desk.screen().contains("0 keys"));
}

#[test]
fn of_a_whole_file_pasted_by_mistake_64_kilobytes_are_taken() {
    let mut desk = probe(&[]);
    let paste = format!("\x1b[200~{}\x1b[201~", "a".repeat(200_000));
    desk.bytes(paste.as_bytes())
        .wait_for("pasted 65536 bytes")
        .keys("b")
        .wait_for("1 keys");
}

#[test]
fn frames_that_change_nothing_send_nothing() {
    let mut desk = probe(&[]);
    let before = desk.bytes_written();
    desk.keys("D").wait_for("drawn 100 times");
    let sent = desk.bytes_written() - before;
    assert!(
        sent < 200,
        "{sent} bytes for the note and the count, none for a hundred equal frames"
    );
}

#[test]
fn a_hostile_name_reaches_the_terminal_as_text() {
    let mut desk = probe(&[]);
    desk.keys("E").wait_for("]0;gotcha");
    let output = desk.output();
    assert!(!output.windows(4).any(|bytes| bytes == b"\x1b]0;"));
    assert!(!String::from_utf8_lossy(&output).contains(['\u{7}', '\u{202e}']));
}

#[test]
fn ctrl_z_without_a_shell_behind_it_comes_straight_back() {
    let mut desk = probe(&[]);
    desk.keys("<c-z>").wait_for("back from the shell");
    desk.look(|screen| assert!(screen.alternate_screen() && screen.bracketed_paste()));
    desk.keys("abc").wait_for("abc").keys("Q");
    assert_eq!(desk.exit_code(), Some(0));
    assert_given_back(&desk);
}

#[test]
fn a_desk_stopped_from_outside_repaints_when_it_goes_on() {
    let mut desk = probe(&[]);
    desk.signal(Signal::STOP)
        .signal(Signal::CONT)
        .wait_for("continued");
    desk.keys("abc").wait_for("abc").keys("Q");
    assert_eq!(desk.exit_code(), Some(0));
    assert_given_back(&desk);
}

#[test]
fn an_ascii_terminal_gets_ascii_and_no_colour() {
    let environment = [("TERM", "vt100"), ("LANG", "C")];
    let mut desk = Desk::start_program(&example("terminal_probe"), &[], &environment, 80, 24);
    desk.wait_for("probe ready").keys("é").wait_for("1 keys");
    let output = String::from_utf8(desk.output()).unwrap();
    assert!(output.is_ascii());
    assert!(!output.contains("38;5;"), "{output:?}");
}
