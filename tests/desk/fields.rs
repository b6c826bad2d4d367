//! What is typed into a field that was meant for another: nothing is changed by it, and what was understood is said.

use pomsalon::domain::dog::{Coat, Sex, Size};

use crate::harness::Desk;

const TEN: &str = "2026-11-20T10:00";

/// The form of Bella Moreira's card with the focus on a field.
fn bellas_card(field: &str) -> Desk {
    let mut desk = Desk::at(TEN);
    desk.keys("/bella mor<enter>e");
    for _ in 0..25 {
        if desk.screen().contains(&format!("» {field} ")) {
            break;
        }
        desk.keys("<tab>");
    }
    desk.must_show(&format!("» {field} "));
    desk
}

#[test]
fn a_word_typed_into_a_choice_chooses_what_it_says() {
    let mut desk = bellas_card("Size");
    desk.keys("large").must_show("large →");
    desk.keys("<enter>double<enter><enter>female<c-s>");
    let bella = desk.dog("Bella Moreira");
    assert_eq!(bella.size, Some(Size::Large));
    assert_eq!(bella.coat, Some(Coat::Double));
    assert_eq!(bella.sex, Sex::Female);
}

#[test]
fn words_typed_on_by_mistake_leave_a_choice_as_it_was() {
    for (field, typed) in [
        ("Size", "large one please"),
        ("Coat", "hello wait"),
        ("Bites", "yes she does"),
        ("Temperament", "4711"),
    ] {
        let mut desk = bellas_card(field);
        let before = desk.dog("Bella Moreira");
        desk.keys(typed).must_show("There is no choice `");
        desk.keys("<c-s>").must_show("so it stays ");
        desk.keys("<c-s>");
        assert_eq!(desk.dog("Bella Moreira"), before, "{field}: {typed}");
    }
}

#[test]
fn the_last_letter_is_taken_back_and_a_letter_alone_still_chooses() {
    let mut desk = bellas_card("Size");
    desk.keys("lx").must_show("There is no choice `lx`");
    desk.keys("<backspace>")
        .must_not_show("There is no choice")
        .must_show("large →");
    desk.keys("<c-s>");
    assert_eq!(desk.dog("Bella Moreira").size, Some(Size::Large));
}

#[test]
fn none_is_no_warning_and_yes_is_asked_why() {
    for word in ["no", "none", "-", "não"] {
        let mut desk = bellas_card("Do not book");
        desk.keys(word).must_show("= nothing").keys("<c-s>");
        assert_eq!(desk.dog("Bella Moreira").do_not_book, "", "{word}");
    }
    let mut desk = bellas_card("Allergies");
    desk.keys("<c-u>none<enter>yes<c-s>").must_show("What does it take");
    desk.keys("<c-u>5 mg Apoquel<c-s>");
    let bella = desk.dog("Bella Moreira");
    assert_eq!((bella.allergies.as_str(), bella.medication.as_str()), ("", "5 mg Apoquel"));
    let mut desk = bellas_card("Do not book");
    desk.keys("yes<c-s>").must_show("Why not?");
    desk.keys(", bit Ana<c-s>");
    assert_eq!(desk.dog("Bella Moreira").do_not_book, "yes, bit Ana");
}

#[test]
fn words_typed_on_a_button_and_enter_save_nothing() {
    let mut desk = bellas_card("Breed");
    desk.keys("<c-u>Spitz<backtab><backtab><backtab><backtab>")
        .must_show("Enter save");
    desk.keys("hello wait")
        .must_show("`hello wait` does nothing on a button: Enter there means save");
    desk.keys("<enter>")
        .must_show("Nothing was done; Enter again means save. `hello wait` was typed on a button");
    assert_eq!(desk.dog("Bella Moreira").breed, "Pomeranian");
    desk.keys("<enter>");
    assert_eq!(desk.dog("Bella Moreira").breed, "Spitz");
}

#[test]
fn two_cards_are_not_merged_by_words_typed_on_behind_the_warning() {
    let mut desk = Desk::at(TEN);
    desk.keys("/bella mor<enter>mbella costa<enter><c-s>")
        .must_show("Enter again merges");
    desk.keys("v<backspace><backspace>1bbella bath thu 10<enter>")
        .must_show("Nothing was done; Enter again means merge.");
    // The warning is read again before an Enter merges.
    desk.keys("<enter>")
        .must_show("These look like two dogs: Pomeranian and Spaniel · Enter again merges");
    assert_eq!(desk.dog("Bella Costa").breed, "Spaniel");
    desk.keys("<enter>")
        .must_show("Merged Bella Costa into Bella Moreira");
}
