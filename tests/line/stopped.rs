//! A desk that somebody stopped and continued: it takes the terminal again and shows what is so now.

use rustix::process::Signal;
use rustix::termios::{LocalModes, OptionalActions};

use crate::file::File;

#[test]
fn after_a_stop_the_desk_has_the_terminal_the_size_and_the_news() {
    let file = File::new();
    let mut desk = file.desk();
    desk.wait_for("Rex Weber").keys("2").wait_for("Zola");
    desk.signal(Signal::STOP);
    // What a shell does that gets its terminal back, and what happens meanwhile.
    desk.line(|line| {
        let mut cooked = rustix::termios::tcgetattr(line).unwrap();
        cooked.local_modes |= LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
        rustix::termios::tcsetattr(line, OptionalActions::Now, &cooked).unwrap();
    });
    desk.resize(100, 30);
    file.rename_zola("Lindqvist");
    let before = desk.bytes_written();
    desk.signal(Signal::CONT).wait_for("Zola Lindqvist");

    let again = String::from_utf8(desk.output().split_off(before)).unwrap();
    for command in ["\u{1b}[?1049h", "\u{1b}[?2004h", "\u{1b}[?25l"] {
        assert!(again.contains(command), "{command:?} is missing in {again:?}");
    }
    assert!(again.contains("Bella Costa"), "the whole screen is drawn");
    desk.line(|line| {
        let raw = rustix::termios::tcgetattr(line).unwrap();
        assert!(!raw.local_modes.intersects(LocalModes::ICANON | LocalModes::ECHO));
    });
    let last = desk.rows().pop().unwrap();
    assert!(last.trim_end().ends_with("? help"), "{last}");
    assert_eq!(desk.rows().len(), 30);

    desk.keys("q").keys("q");
    assert_eq!(desk.exit_code(), Some(0));
    assert!(desk.settings_are_restored());
}
