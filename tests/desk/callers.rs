//! What callers say and a hurried hand types: slips in names, words said again, a price, and who of several is meant.

use crate::harness::Desk;
use crate::how_big::by_size;

const TEN: &str = "2026-11-20T10:00";

#[test]
fn a_misspelt_word_is_put_right_by_enter_or_by_the_word_typed_again() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki mon mornign<enter>")
        .must_show("I do not know `mornign`: do you mean morning?")
        .must_show("Enter take the word meant")
        .keys("<enter>")
        .must_show("Wish mon morning")
        .must_show("Read as morning; Enter again goes on")
        .keys("<enter>")
        .must_show("Booked Kiki Costa Mon 23 Nov");
    // Said again in the list of times it takes the place of the wrong word, and the sentence goes with that.
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki mon mornign<enter>afternoon")
        .must_show("Wish mon afternoon")
        .must_not_show("I do not know");
    // And so in one breath.
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki<enter>mon mornign morning ana")
        .must_show("Wish mon morning ana")
        .must_not_show("I do not know");
}

#[test]
fn names_in_the_wish_are_those_of_the_dog_or_of_one_that_comes_along() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki<enter>mon kiki 10")
        .must_show("Mon 23 Nov")
        .must_not_show("I do not know");
    let mut desk = Desk::at(TEN);
    desk.keys("bbruno moreira bath mon with bella<enter>")
        .must_show("Book Bruno and Bella Moreira")
        .must_show("Wish bath mon");
    let mut desk = Desk::at(TEN);
    desk.keys("bbruno<enter>mon with bella")
        .must_show("Bella is a dog of Marta Moreira too: Space in the list has both come.")
        .keys("<tab><space>")
        .must_show("Book Bruno and Bella Moreira");
}

#[test]
fn a_slip_in_the_name_is_proposed_first_where_client_or_breed_fits() {
    let mut desk = Desk::at(TEN);
    desk.keys("bbelle moreira pomeranian bath")
        .must_show("» Bella Moreira")
        .must_show("perhaps Bella Moreira? Enter takes it")
        .keys("<enter>")
        .must_show("Book Bella Moreira");
    // Of another breed it is another dog.
    let mut desk = Desk::at(TEN);
    desk.keys("bbelle moreira poodle bath")
        .must_show("» a new dog: Belle, client Moreira, Poodle");
}

#[test]
fn of_several_dogs_of_one_name_enter_says_first_which_it_takes() {
    let mut desk = Desk::at(TEN);
    desk.keys("bbella<enter>").must_show("Book: which dog?");
    assert!(
        desk.message()
            .starts_with("2 dogs fit bella: Enter again takes Bella "),
        "{}",
        desk.message()
    );
    desk.keys("<enter>").must_show("Book Bella ");
    // Whoever looks and chooses is asked nothing.
    let mut desk = Desk::at(TEN);
    desk.keys("bbella<down><enter>").must_show("Book Bella ");
    // A breed is no dog's name, however often Enter is pressed.
    let mut desk = Desk::at(TEN);
    desk.keys("bpomeranian bath<enter><enter>")
        .must_show("Book: which dog?");
    assert!(
        desk.message()
            .starts_with("pomeranian is a breed: type the dog's name"),
        "{}",
        desk.message()
    );
    desk.keys("<down><enter>").must_not_show("which dog?");
}

#[test]
fn back_from_the_times_the_line_says_what_was_wished_last() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki bath fri<enter>mon 11")
        .must_show("Wish bath mon 11")
        .keys("<tab><backspace>")
        .must_show("kiki bath mon 11")
        .keys("<enter>")
        .must_show("Wish bath mon 11");
}

#[test]
fn what_was_put_aside_is_seen_as_that_and_enter_says_whom_it_is_of() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki bath mon<esc>")
        .keys("b")
        .must_show("put aside earlier");
    desk.keys("<enter>").must_show("Book: which dog?");
    assert_eq!(
        desk.message(),
        "Enter again takes Kiki Costa of Inês Costa; what you type begins anew"
    );
    desk.keys("<enter>").must_show("Book Kiki Costa");
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki bath mon<esc>")
        .keys("bbruno")
        .must_not_show("kiki")
        .must_show("Bruno Moreira");
}

#[test]
fn a_price_is_said_by_size_or_breed_and_nothing_is_booked() {
    let mut desk = Desk::filled(TEN, by_size);
    desk.keys("bhow much is a full groom for a poodle?")
        .must_show("Full groom for Poodle, by size: small 62, medium 78, large 78, XL 135 euros.")
        .must_show("Nothing is booked by it")
        .must_show("F1 help");
    desk.keys("<enter>").must_show("Book: which dog?");
    // With nothing typed the question mark is the key of the help.
    desk.keys("<c-u>").must_show("? help");
    desk.keys("?").must_show("Keys");
    let mut desk = Desk::filled(TEN, by_size);
    desk.keys("bprice full groom great dane")
        .must_show("Full groom for Great Dane (XL): 135 euros, about 4 hours.");
    let mut desk = Desk::filled(TEN, by_size);
    desk.keys("bhow much").must_show("Price of what?");
}
