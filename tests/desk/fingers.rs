//! What the fingers do without the eyes: a digit that becomes a time, a Backspace too many, a name that nobody has.

use crate::harness::Desk;

const TEN: &str = "2026-11-20T10:00";

/// Kiki's list of times.
fn kiki() -> Desk {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki<enter>").must_show("Say:");
    desk
}

#[test]
fn a_time_is_typed_right_in_the_list_of_times() {
    for (typed, wish) in [
        ("11 ana", "Wish 11 ana"),
        ("14", "Wish 14"),
        ("10:30", "Wish 10:30"),
        ("9:15 bo", "Wish 9:15 bo"),
        ("9.15", "Wish 9.15"),
        ("10 mon", "Wish 10 mon"),
        ("2pm", "Wish 2pm"),
        ("9am mon", "Wish 9am mon"),
        ("3rd", "Wish 3rd"),
        ("4th", "Wish 4th"),
        ("9h30 mon", "Wish 9h30 mon"),
        ("12 dec", "Wish 12 dec"),
        ("3/12", "Wish 3/12"),
    ] {
        let mut desk = kiki();
        desk.keys(typed).must_show(wish).must_not_show("I do not know");
        // The cursor stands where the next letter goes.
        let before = desk.before_cursor().unwrap_or_default();
        assert!(before.ends_with(wish), "{typed}: {before:?}");
        // And the first line is selected again.
        desk.must_show("» 1 ");
    }
}

#[test]
fn a_digit_alone_picks_a_line_and_words_after_it_are_words() {
    let mut desk = kiki();
    desk.keys("2")
        .must_show("» 2 ")
        .must_show("Wish line 2 is chosen; a time goes on: 2:30 or 2pm");
    desk.keys("thu bo").must_show("Wish thu bo");
    // Four is the first to be a `th`, and a weekday is none.
    let mut desk = kiki();
    desk.keys("4thu").must_show("Wish thu");
    let mut desk = kiki();
    desk.keys("2nails").must_show("Wish nails");
    let mut desk = kiki();
    desk.keys("1<down>0").must_show("What else for Kiki Costa?");
    let mut desk = kiki();
    desk.keys("50").must_show("What else for Kiki Costa?");
    // Not the very next key: a line again.
    let mut desk = kiki();
    desk.keys("1<down>3").must_show("» 3 ").must_show("Wish line 3");
    desk.keys("<enter>").must_show("Booked Kiki Costa");
}

#[test]
fn a_digit_beyond_the_lines_is_a_time_at_once() {
    let mut desk = kiki();
    desk.keys("mon frozz<down>").must_not_show("» 1 ");
    desk.keys("8").must_show("Wish mon frozz 8");
}

#[test]
fn no_at_eleven_rather() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki nails mon 10 ana<enter>")
        .must_show("Say: Monday 23rd at 10 with Ana");
    desk.keys("11")
        .must_show("Wish nails mon ana 11")
        .must_show("Say: Monday 23rd at 11 with Ana");
    // What is taken away again leaves the wish as it was.
    desk.keys("<backspace><backspace>")
        .must_show("Wish nails mon 10 ana");
    desk.keys("<down>tue bo")
        .must_show("Wish nails 10 tue bo")
        .must_show("Say: Tuesday 24th at 10 with Bo");
    desk.keys("<enter>")
        .must_show("Booked Kiki Costa Tue 24 Nov 10:00 with Bo");
}

#[test]
fn words_behind_a_wish_get_a_space_and_the_cursor_may_go_anywhere() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki nails thu<enter>10 ana")
        .must_show("Wish nails thu 10 ana");
    desk.keys("<left><left><left><backspace>1bo ")
        .must_show("Wish nails thu 101bo ana");
    // From the field itself letters go on with the word, as ever.
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki nails thu 1<enter><tab>4")
        .must_show("Wish nails thu 14");
}

#[test]
fn a_move_that_was_put_aside_has_its_keys_in_the_list_again() {
    let mut desk = Desk::at(TEN);
    desk.keys("mtue 14<esc>m").must_show("Wish tue 14");
    assert_eq!(desk.message(), "Put aside at 10:00: Move of Rex Weber: tue 14");
    desk.keys("2").must_show("» 2 ");
    desk.keys("<down>15:30").must_show("Wish tue 15:30");
    desk.keys("<enter>")
        .must_show("Moved Rex Weber to Tue 24 Nov 15:30");
}

#[test]
fn while_a_word_is_wrong_nothing_is_there_to_be_promised() {
    let mut desk = kiki();
    desk.keys("mon frozz")
        .must_show("I do not know `frozz`")
        .must_show("The times come back as soon as the wish reads.")
        .must_not_show("Say:")
        .must_not_show("09:00-10:15");
    desk.keys("<enter><down>1").must_not_show("Say:");
    let mut desk = kiki();
    desk.keys("mon frozz<c-u>mon").must_show("Say: Monday 23rd");
}

#[test]
fn the_backspace_after_the_last_letter_only_says_so() {
    // How to get to a field, and what is shown only while it is open.
    for (way, open) in [
        ("/ki", "Find a dog or a client"),
        ("ski", "History"),
        ("bki", "Book: which dog?"),
        ("bkiki<enter>m", "Book Kiki Costa"),
        ("8nki", "which dog?"),
        ("pki", "Commands"),
        ("g6", "Go to a day"),
        ("2nK", "New dog"),
        ("5nC", "New groomer"),
    ] {
        let mut desk = Desk::at(TEN);
        desk.keys(way).must_show(open);
        while desk.message() != "that is empty now; Backspace once more goes back" {
            assert!(desk.keys_pressed() < 30, "{way}");
            desk.keys("<backspace>").must_show(open);
        }
        desk.keys("<backspace>").must_not_show(open);
    }
}

#[test]
fn a_field_that_was_empty_closes_at_once_and_so_does_one_after_another_key() {
    let mut desk = Desk::at(TEN);
    desk.keys("/<backspace>").must_not_show("Find a dog");
    desk.keys("/k<backspace><down><backspace>")
        .must_not_show("Find a dog");
    desk.keys("/kiki<c-u><backspace>").must_not_show("Find a dog");
    // Keys typed ahead count the same.
    desk.keys("/k<backspace><backspace>x")
        .must_show("/ x")
        .must_not_show("that is empty now");
}

#[test]
fn a_name_that_no_dog_has_is_a_new_dog() {
    let mut desk = Desk::at(TEN);
    // Kiki is near, but nobody is called so.
    desk.keys("bkixi")
        .must_show("» a new dog: Kixi")
        .must_show("perhaps:")
        .must_show("Kiki Costa")
        .must_show("Enter a new dog");
    desk.keys("<down>").must_show("Enter take this dog");
    desk.keys("<enter>");
    desk.must_show("Book Kiki Costa");
    let mut desk = Desk::at(TEN);
    desk.keys("bkixi<enter>").must_show("New dog").must_show("Kixi");
    // What begins as it was typed stays selected: dog, client, breed, phone.
    for typed in ["kik", "cost", "shih", "0142", "kiki c"] {
        let mut desk = Desk::at(TEN);
        desk.keys("b").keys(typed).must_not_show("perhaps:");
        desk.keys("<enter>").must_show("Say:");
    }
}

#[test]
fn the_palette_says_when_nothing_has_these_words_and_why_not_now() {
    let mut desk = Desk::at(TEN);
    desk.keys("pqqq")
        .must_show("No command has these words; fewer letters find more.");
    let mut desk = Desk::at(TEN);
    desk.keys("p");
    for _ in 0..60 {
        let screen = desk.screen();
        let rows: Vec<&str> = screen.lines().skip(1).take(21).collect();
        assert!(rows.iter().all(|row| !row.contains('…')), "{screen}");
        desk.keys("<down>");
    }
}

#[test]
fn a_time_alone_is_one_of_the_day_of_the_line_one_is_on() {
    let mut desk = Desk::at(TEN);
    desk.keys("brex nails mon 11 ana<enter><enter>")
        .must_show("Booked Rex Weber Mon 23 Nov 11:00 with Ana");
    // On a line of Monday: at eleven Ana is taken, so the nearest of that same Monday come first.
    desk.keys("bbruno bath ana 9<enter><down>")
        .must_show("» 2 Mon 23 Nov");
    desk.keys("11")
        .must_show("11:00 cannot be had on Mon 23 Nov:")
        .must_show("Ana is taken 11:00-11:15 by Rex Weber")
        .must_show("Nearest:")
        .keys("<enter>")
        .must_show("Not at the time asked for: Enter again books Mon 23 Nov");
}
