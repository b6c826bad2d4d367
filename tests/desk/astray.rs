//! Words typed where none are read: nothing that is in the book changes by them.

use pomsalon::domain::appointment::Appointment;

use crate::harness::Desk;

const TEN: &str = "2026-11-20T10:00";

fn book_of(desk: &Desk, name: &str) -> Vec<Appointment> {
    let dog = desk.dog(name);
    desk.store().appointments_of(dog.id, 99).unwrap()
}

/// Bella Moreira every five weeks, the cursor on the second of four.
fn with_a_series() -> Desk {
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("<home>05w x4<enter><enter>").must_show("every 5 weeks");
    desk.keys("g25 dec<enter>");
    desk
}

#[test]
fn a_word_typed_into_the_question_of_a_series_moves_nothing() {
    for word in ["/emil", "lena", "all", "tina", "a later one"] {
        let mut desk = with_a_series();
        let before = book_of(&desk, "Bella Moreira");
        desk.keys("mmon 28 dec 14 bo<enter>").must_show("one of a series");
        desk.keys(word);
        assert_eq!(book_of(&desk, "Bella Moreira"), before, "{word}");
        desk.keys("<enter>").must_show("Nothing was done: `");
        assert_eq!(book_of(&desk, "Bella Moreira"), before, "{word} and Enter");
        desk.must_show("one of a series").keys("<backspace>");
        assert_eq!(book_of(&desk, "Bella Moreira"), before, "{word} and back");
    }
}

#[test]
fn letters_digits_and_arrows_select_how_far_a_change_reaches_and_enter_makes_it() {
    for answer in ["l", "2", "<down>", "3<up>", "t<down>", "a<up>"] {
        let mut desk = with_a_series();
        desk.keys("x1<enter>").must_show("» t  only this one");
        desk.keys(answer).must_show("» l  this and the 2 later");
        desk.keys("<enter>")
            .must_show("Cancelled 3 appointments of Bella Moreira");
    }
}

#[test]
fn nothing_later_is_said_before_enter_takes_it() {
    let mut desk = with_a_series();
    desk.keys("g5 mar 2027<enter>x1<enter>l")
        .must_show("nothing of this series comes after this one")
        .must_show("» t  only this one");
    desk.keys("2<enter>")
        .must_show("nothing of this series comes after this one");
}

#[test]
fn what_is_typed_to_be_found_while_a_box_is_open_calls_nobody_off() {
    let mut desk = Desk::at(TEN);
    let before = book_of(&desk, "Rex Weber");
    desk.keys("x/emil").must_show("`/emil` does nothing here");
    desk.keys("<enter>")
        .must_show("Nothing was done: `/emil` means nothing here");
    desk.keys("<backspace>/kiki").must_show("Kiki Costa");
    desk.keys("<esc>xfri 3<enter>").must_show("Nothing was done");
    assert_eq!(book_of(&desk, "Rex Weber"), before);
    // The next Enter is meant; so is a digit after a look at the screen.
    desk.keys("<down>z")
        .wait(3)
        .keys("2<enter>")
        .must_show("Cancelled Rex Weber");
    let mut desk = Desk::at("2026-11-20T11:00");
    desk.keys("n/emil<enter>").must_show("did not come?");
    desk.keys("<enter>").must_show("Rex Weber did not come");
}

#[test]
fn what_is_typed_behind_a_no_show_that_cannot_be_does_nothing() {
    let mut desk = Desk::at(TEN);
    desk.keys("<home><space><space>");
    let newest = desk.store().newest_moment().unwrap();
    desk.keys("<home>nyes")
        .must_show("Not now")
        .must_not_show("Work of");
    desk.keys("<enter>").must_not_show("Not now");
    assert_eq!(desk.store().newest_moment().unwrap(), newest);
}

#[test]
fn what_is_typed_behind_a_key_that_cannot_do_it_now_does_nothing() {
    for key in ["m", "r", "x"] {
        let mut desk = Desk::at(TEN);
        // Bella goes home.
        desk.keys("<home><space><space><space><space>");
        let newest = desk.store().newest_moment().unwrap();
        desk.keys("<home>")
            .keys(key)
            .must_show("Not now")
            .must_show("Bella");
        desk.keys("th 10 ana")
            .must_show("Not now")
            .must_show("does nothing here");
        desk.keys("<enter>")
            .must_not_show("Not now")
            .must_show("Friday 20 November 2026 · today");
        assert_eq!(desk.store().newest_moment().unwrap(), newest, "{key}");
    }
}

#[test]
fn the_box_closes_with_enter_backspace_esc_and_every_arrow() {
    let mut desk = Desk::at(TEN);
    for key in [
        "<enter>",
        "<backspace>",
        "<esc>",
        "<up>",
        "<down>",
        "<left>",
        "<right>",
    ] {
        desk.keys("g1 jan 2027<enter>")
            .keys("m")
            .must_show("no appointment on this day is selected");
        desk.keys("q").must_show("Not now");
        desk.keys(key).must_not_show("Not now");
    }
}

#[test]
fn words_typed_on_a_screen_are_held_back_behind_a_letter_that_means_nothing_there() {
    for screen in ["1", "2", "3", "4", "5", "6", "7", "8", "9"] {
        let mut desk = Desk::at(TEN);
        let before = book_of(&desk, "Rex Weber");
        desk.keys(screen).keys("Well oh ok");
        let said = desk.message();
        assert!(
            said.ends_with("`Well oh ok` was held back: nothing is typed here; / finds, b books"),
            "{screen}: {said}"
        );
        desk.keys("<enter>");
        let said = desk.message();
        assert!(
            said.ends_with("`Well oh ok` and Enter were held back; / finds, b books"),
            "{screen}: {said}"
        );
        assert_eq!(book_of(&desk, "Rex Weber"), before, "{screen}");
    }
    // `o` says that the client confirmed; the blank behind the letter that means nothing is no next step.
    let mut desk = Desk::at(TEN);
    desk.keys("oh well ok<enter>")
        .must_show("`h well ok` and Enter were held back")
        .must_show("10:30-12:15 Confirmed")
        .must_not_show("Arrived");
    // Behind a pause, an arrow, Enter or / the keys are keys again.
    for key in ["<down>", "<enter>", "<backspace>"] {
        let mut desk = Desk::at(TEN);
        desk.keys("Wh").keys(key).keys("w").must_show("Put aside");
    }
    let mut desk = Desk::at(TEN);
    desk.keys("Wh").wait(3).keys("w").must_show("Put aside");
    let mut desk = Desk::at(TEN);
    desk.keys("Wh/kiki").must_show("Kiki Costa");
}

#[test]
fn an_enter_right_behind_the_one_that_booked_opens_no_card() {
    let mut desk = Desk::at(TEN);
    desk.keys("bbella moreira<enter>mon<enter>")
        .must_show("Booked Bella Moreira");
    desk.keys("<enter><enter>");
    assert_eq!(
        desk.message(),
        "It is in the book: that Enter did nothing; once more opens what is selected"
    );
    desk.must_show("Friday 20 November 2026").keys("mtue<esc>");
    assert_eq!(desk.message(), "Put aside: Move of Rex Weber · w goes on with it");
    // Behind a look or another key it is meant.
    let mut desk = Desk::at(TEN);
    desk.keys("bbella moreira<enter>mon<enter>")
        .wait(3)
        .keys("<enter>");
    desk.must_show("Next        ");
    let mut desk = Desk::at(TEN);
    desk.keys("bbella moreira<enter>mon<enter><down><enter>")
        .must_show("Next        ");
}
