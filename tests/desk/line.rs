//! The booking in one line, read while it is typed.

use crate::harness::Desk;

/// The row of the screen below the one that has this text.
fn below(desk: &mut Desk, text: &str) -> String {
    let screen = desk.screen();
    let mut lines = screen.lines();
    lines.find(|line| line.contains(text)).expect(text);
    lines.next().unwrap_or_default().to_owned()
}

/// The column at which a text begins on the screen.
fn column(desk: &mut Desk, text: &str) -> usize {
    let screen = desk.screen();
    let line = screen.lines().find(|line| line.contains(text)).expect(text);
    line.split(text).next().unwrap().chars().count()
}

#[test]
fn what_is_understood_so_far_stands_below_the_line() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki").must_show("Enter takes the dog");
    desk.keys(" nails").must_show("kiki · Nails");
    desk.keys(" tue").must_show("kiki · Nails · Tue 24 Nov");
    desk.keys(" 14 bo").must_show("14:00 · with Bo");
}

#[test]
fn a_wrong_word_is_marked_below_itself_and_its_sentence_takes_two_lines_at_most() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki tue frozz 14");
    let marks = below(&mut desk, "kiki tue frozz 14");
    assert_eq!(marks.chars().filter(|c| *c == '^').count(), 5, "{marks}");
    assert_eq!(
        marks.chars().take_while(|c| *c != '^').count(),
        column(&mut desk, "frozz 14"),
        "right below the word:\n{}",
        desk.screen()
    );
    // The whole sentence, over several lines.
    desk.must_show("I do not know `frozz`. A day (thu), time (10), service (Pom bath, ..) or")
        .must_show("groomer (Ana, Bo) fits here.");
    // The dogs are still there to be taken.
    let screen = desk.screen();
    let row = |text: &str| screen.lines().position(|line| line.contains(text)).expect(text);
    assert!(row("» Kiki Costa") <= row("I do not know") + 2, "{screen}");
}

#[test]
fn the_wish_is_marked_in_the_same_way() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki<enter>mon frozz");
    let marks = below(&mut desk, "Wish mon frozz");
    assert_eq!(
        marks.chars().take_while(|c| *c != '^').count(),
        column(&mut desk, "frozz"),
        "{}",
        desk.screen()
    );
    desk.must_show("I do not know `frozz`");
    desk.keys("<backspace><backspace><backspace><backspace><backspace>10 bo")
        .must_show("Mon 23 Nov")
        .must_not_show("^");
}

#[test]
fn a_line_longer_than_its_field_keeps_the_marks_below_the_word() {
    let mut desk = Desk::at("2026-11-20T10:00");
    let long = "on the on the on the on the on the on the on the on the on the on the on the ";
    desk.keys(&format!("bkiki {long}frozz"));
    let marks = below(&mut desk, "frozz");
    assert_eq!(
        marks.chars().take_while(|c| *c != '^').count(),
        column(&mut desk, "frozz"),
        "{}",
        desk.screen()
    );
}
