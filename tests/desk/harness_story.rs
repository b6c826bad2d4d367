//! The harness itself: keys are read as written, and the desk stands there.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::harness::{Desk, keys};

#[test]
fn a_script_is_letters_and_named_keys() {
    let pressed = keys("b é<enter><c-s><lt>");
    let codes: Vec<KeyCode> = pressed.iter().map(|key| key.code).collect();
    assert_eq!(
        codes,
        [
            KeyCode::Char('b'),
            KeyCode::Char(' '),
            KeyCode::Char('é'),
            KeyCode::Enter,
            KeyCode::Char('s'),
            KeyCode::Char('<'),
        ]
    );
    assert_eq!(pressed[4].modifiers, KeyModifiers::CONTROL);
}

#[test]
fn the_desk_opens_at_the_salons_time_and_counts_keys() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.must_show("1 Today").must_show("10:00");
    desk.keys("?").must_show("Keys");
    desk.keys("<backspace>").must_not_show("Keys");
    assert_eq!(desk.keys_pressed(), 2);
    desk.keys("q");
    assert!(desk.has_quit());
}

#[test]
fn a_window_that_is_too_small_is_told_so_kindly() {
    let mut desk = Desk::at("2026-11-20T10:00");
    for (width, height) in [(0, 0), (1, 1), (1, 50), (59, 15), (60, 16), (300, 100)] {
        desk.resize(width, height);
        desk.draw();
    }
    desk.resize(59, 15);
    desk.must_show("60 by 16 is");
}
