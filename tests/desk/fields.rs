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
    desk.keys("<c-u>none<enter>yes<c-s>")
        .must_show("What does it take");
    desk.keys("<c-u>5 mg Apoquel<c-s>");
    let bella = desk.dog("Bella Moreira");
    assert_eq!(
        (bella.allergies.as_str(), bella.medication.as_str()),
        ("", "5 mg Apoquel")
    );
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

#[test]
fn a_groomer_who_leaves_on_a_day_is_off_from_then_on() {
    let mut desk = Desk::at(TEN);
    desk.keys("5<home>dn1 dec on").must_show("from Tue 1 Dec on");
    desk.keys("<enter><enter>left<enter>")
        .must_show("is off from Tue 1 Dec on (left)");
    desk.keys("<home>d")
        .must_show("from Tue 1 Dec on")
        .must_show("off: left");
    // Opened again it reads as it was written.
    desk.keys("<enter>").must_show("from 1 Dec 2026 on");
}

#[test]
fn whoever_starts_on_a_day_is_off_until_then() {
    let mut desk = Desk::at(TEN);
    desk.keys("5ndora<c-s>").must_show("Added groomer");
    // The cursor stands on the new one, so its days off are those of nobody else.
    desk.keys("dn").must_show("Time off of dora");
    desk.keys("starts 1 dec<enter><enter><enter>")
        .must_show("dora is off until Mon 30 Nov");
    // It reads as it was written, and the days before today are no days of hers either.
    desk.keys("d").must_show("until Mon 30 Nov");
    desk.keys("<enter>")
        .must_show("starts 1 Dec 2026")
        .keys("<esc><esc>");
    let weeks = desk.store().groomer_weeks().unwrap();
    let dora = weeks
        .iter()
        .find(|week| week.groomer.name == "dora")
        .unwrap()
        .groomer
        .id;
    let free = |day: &str| {
        let days = desk.store().workdays(day.parse().unwrap(), None).unwrap();
        let hers = days.iter().find(|day| day.groomer_id == dora);
        hers.is_some_and(|day| !day.gaps().is_empty())
    };
    assert!(!free("2026-11-12"), "last week");
    assert!(!free("2025-11-20"), "a year ago");
    assert!(!free("2026-11-26"), "next week");
    assert!(free("2026-12-03"), "when she has begun");
}

#[test]
fn the_cursor_goes_to_a_new_groomer_also_when_the_form_was_put_aside_first() {
    // Put aside and begun again with n, or found again with w; among four, and behind the last or before the first.
    for keys in [
        "<esc>n<c-s>",
        "<esc>w<enter><c-s>",
        "<tab><tab>1<c-s>",
        "<tab>2<c-s>",
    ] {
        let mut desk = Desk::at(TEN);
        desk.keys("5nCarla<c-s>nDavi<c-s><home>");
        desk.keys("nDora").keys(keys).must_show("Added groomer Dora");
        desk.must_show("» Dora").keys("dn").must_show("Time off of Dora");
    }
}

#[test]
fn an_illness_is_not_read_from_the_words_of_a_farewell() {
    let mut desk = Desk::at(TEN);
    desk.keys("5<home>o<tab>left on 1 dec")
        .must_show("`1 dec` stands behind what was read");
    let mut desk = Desk::at(TEN);
    desk.keys("5<home>o<tab>from 1 dec left")
        .must_show("from Tue 1 Dec on (left)");
}

#[test]
fn who_works_here_no_more_leaves_booked_dogs_that_are_named() {
    let mut desk = Desk::at(TEN);
    desk.keys("5<home>e<tab><tab><tab>no<c-s>")
        .must_show("Booked then")
        .must_show("booked then, and stay booked")
        .must_show("o and `from today` find them");
}

#[test]
fn a_new_groomer_works_when_the_salon_is_open() {
    let mut desk = Desk::at(TEN);
    let weeks = desk.store().groomer_weeks().unwrap();
    let mut open: Vec<i64> = weeks
        .iter()
        .flat_map(|week| week.shifts.iter().map(|shift| shift.weekday))
        .collect();
    open.sort_unstable();
    open.dedup();
    desk.keys("5ndora<c-s>");
    let weeks = desk.store().groomer_weeks().unwrap();
    let dora = weeks.iter().find(|week| week.groomer.name == "dora").unwrap();
    let days: Vec<i64> = dora.shifts.iter().map(|shift| shift.weekday).collect();
    assert_eq!(days, open);
}

#[test]
fn what_came_back_is_seen_and_one_button_forgets_it() {
    let mut desk = Desk::at(TEN);
    desk.keys("2nMomo<enter>Havanese<esc>");
    desk.keys("n")
        .must_show("Put aside at 10:00; what was typed then is here again")
        .must_show("» Breed");
    desk.keys("<up><up>")
        .must_show("Enter start afresh")
        .keys("<enter>")
        .must_show("New dog")
        .must_not_show("Momo")
        .must_not_show("Put aside");
    desk.keys("<esc>w").must_show("Nothing is put aside");
}

#[test]
fn a_vaccination_taken_off_comes_back_where_it_was_and_the_list_goes_back_to_the_card() {
    let mut desk = Desk::at(TEN);
    desk.keys("/bella mor<enter>v")
        .must_show("Vaccinations of Bella Moreira");
    let before = desk.page();
    desk.keys("x").must_show("u undoes");
    desk.keys("u").must_show("Undone: ");
    assert_eq!(
        desk.page().lines().nth(2),
        before.lines().nth(2),
        "it is on the list again"
    );
    desk.keys("<backspace>").must_show("small · female, spayed");
}

#[test]
fn the_last_day_that_is_left_empty_is_shown_before_it_is_saved() {
    let mut desk = Desk::at(TEN);
    desk.keys("/kiki<enter>vnrabies<enter>1 nov<enter>")
        .must_show("empty: until 1 Nov 2027 (the first one, by its rule)");
    desk.keys("<c-s>").must_show("until 1 Nov 2027");
    desk.keys("nrabies<enter>10 nov<enter>")
        .must_show("empty: until 10 Nov 2029 (a later one, by its rule)");
}

#[test]
fn a_new_client_without_a_number_is_asked_for_it_once() {
    let mut desk = Desk::at(TEN);
    desk.keys("2nLuna<enter>Havanese<enter>Rui Alves<enter><enter>")
        .must_show("Nobody can be called without a number")
        .must_show("» Client's phone");
    desk.keys("<enter>").must_show("Added Luna Alves of Rui Alves");
    let mut desk = Desk::at(TEN);
    desk.keys("4nRui<enter>Alves<c-s>")
        .must_show("Nobody can be called without a number");
    desk.keys("555 0166<enter>").must_show("Added client Rui Alves");
}

#[test]
fn the_length_of_a_visit_is_emptied_as_any_field() {
    let mut desk = Desk::at(TEN);
    desk.keys("<home>r<c-u>").must_show("How long does").keys("45");
    assert!(desk.before_cursor().unwrap().ends_with(" 45"), "{}", desk.page());
}

#[test]
fn a_question_says_so_when_a_key_means_nothing_to_it() {
    let mut desk = Desk::at(TEN);
    desk.keys("5<home>e<tab><tab><tab>no<c-s><tab>")
        .must_show("That key does nothing here: Enter go on");
}
