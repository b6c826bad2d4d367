//! Half a key, and a paste that never ends: the rest of the desk lives on.

use rustix::process::Signal;

use crate::file::File;

#[test]
fn half_an_escape_sequence_stops_neither_the_other_desks_news_nor_the_end() {
    let file = File::new();
    let mut desk = file.desk();
    desk.wait_for("Rex Weber")
        .keys("2")
        .wait_for("Zola")
        .bytes(b"\x1b[");
    file.rename_zola("Lindqvist");
    desk.wait_for("Zola Lindqvist").signal(Signal::TERM);
    assert_eq!(desk.exit_code(), Some(143));
    assert!(desk.settings_are_restored());
    file.assert_sound_and_free();
}

#[test]
fn a_paste_that_never_ends_swallows_keys_but_never_the_desk() {
    let file = File::new();
    let mut desk = file.desk();
    desk.wait_for("Rex Weber").keys("2").wait_for("Zola");
    desk.bytes(b"\x1b[200~Bella\x1b\x03qqq");
    // The whole of a pasted file, twice the most that is taken, and still no end.
    desk.bytes("never said ".repeat(12_000).as_bytes());
    file.rename_zola("Lindqvist");
    desk.wait_for("Zola Lindqvist").signal(Signal::TERM);
    assert_eq!(desk.exit_code(), Some(143));
    assert!(desk.settings_are_restored());
}

#[test]
fn a_paste_that_arrives_in_two_halves_is_one_text_and_the_keys_after_it_are_keys() {
    let file = File::new();
    let mut desk = file.desk();
    desk.wait_for("Rex Weber").keys("/").wait_for("Find");
    desk.bytes(b"\x1b[200~kiki\r");
    file.rename_zola("Lindqvist");
    desk.bytes(b"\x1b[201~").wait_for("Kiki Costa").keys("<enter>");
    desk.wait_for("Shih tzu").keys("<esc><esc>q");
    assert_eq!(desk.exit_code(), Some(0));
}
