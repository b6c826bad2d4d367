//! Filling in cards: adding, changing, leaving half-way, slips, and two desks in one card.

use pomsalon::domain::dog::{Coat, Size};
use pomsalon::store::{ClientEdit, DogEdit, Edit, Purpose, Store};

use crate::harness::Desk;

const TEN: &str = "2026-11-20T10:00";

#[test]
fn a_new_dog_with_its_client_is_one_change_and_one_undo() {
    let mut desk = Desk::at(TEN);
    desk.keys("2nLuna<enter>Havanese<enter>Rui Alves<enter>555 0166");
    insta::assert_snapshot!(desk.page());
    desk.keys("<enter>").must_show("Rui Alves · 555 0166");
    assert_eq!(desk.message(), "Added Luna Alves of Rui Alves · u undoes");
    desk.keys("<backspace>u");
    assert_eq!(desk.message(), "Undone: Added Luna Alves of Rui Alves · y redoes");
    desk.must_not_show("Havanese");
    desk.keys("4").must_not_show("Alves");
}

#[test]
fn a_new_client_who_is_in_the_book_already_is_offered() {
    let mut desk = Desk::at(TEN);
    desk.keys("2nLuna<enter>Havanese<enter>marta moreira<enter><enter>");
    desk.must_show("Marta Moreira (..0123) is in the book already.")
        .must_show("Marta Moreira (..0123), in the book");
    desk.keys("<enter>").must_show("Marta Moreira · +351 555 0123");
    assert_eq!(desk.message(), "Added Luna Moreira · u undoes");
}

#[test]
fn a_phone_number_that_is_in_the_book_names_whose_it_is() {
    let mut desk = Desk::at(TEN);
    desk.keys("2nLuna<enter><enter><enter>555-0123<enter>")
        .must_show("Marta Moreira (..0123) is in the book already.");
    desk.keys("<right>").must_show("a new client");
    desk.keys("<enter>")
        .must_show("A new client needs a name, such as Marta Moreira.");
}

#[test]
fn a_namesake_can_be_added_all_the_same() {
    let mut desk = Desk::at(TEN);
    desk.keys("4n<enter>Moreira<enter>555 9999<up><up>Marta<c-s>")
        .must_show("Marta Moreira (..0123) is in the book already.")
        .must_show("open Marta Moreira (..0123)");
    desk.keys("<right><enter>").must_not_show("in the book already");
    assert_eq!(desk.message(), "Added client Marta Moreira · u undoes");
    desk.must_show("Marta Moreira").must_show("none yet; n adds one");
}

#[test]
fn a_second_dog_of_the_same_name_and_client_is_asked_about() {
    let mut desk = Desk::at(TEN);
    desk.keys("/bella mor<enter>cnbella<enter><enter>")
        .must_show("Bella Moreira (Pomeranian) is in the book already.")
        .must_show("yes, take Bella from the book");
    desk.keys("<enter>").must_show("small · female, spayed");
    assert_eq!(desk.message(), "");
}

#[test]
fn a_slip_in_the_name_of_a_dog_that_is_there_makes_no_second_card() {
    let mut desk = Desk::at(TEN);
    desk.keys("/bella mor<enter>cnbela<enter>Pomeranian<enter>")
        .must_show("Bella Moreira (Pomeranian) is in the book already.")
        .must_show("yes, take Bella from the book");
    desk.keys("<enter>").must_show("small · female, spayed");
    // Another name and another breed are rather another dog, and one key says so.
    let mut desk = Desk::at(TEN);
    desk.keys("/bella mor<enter>cnBela<enter>Spaniel<enter>")
        .must_show("Bella Moreira (Pomeranian) is in the book already.")
        .must_show("no, another dog: Bela");
    desk.keys("<enter>");
    assert_eq!(desk.message(), "Added Bela Moreira · u undoes");
}

#[test]
fn a_new_dog_of_a_client_takes_the_family_name() {
    let mut desk = Desk::at(TEN);
    desk.keys("/bella mor<enter>cn")
        .must_show("New dog of Marta Moreira");
    desk.keys("Pip Moreira<enter>Mix<enter>");
    assert_eq!(desk.message(), "Added Pip Moreira · u undoes");
    desk.must_show("Pip Moreira");
    desk.keys("<backspace>")
        .must_show("Pip Moreira")
        .must_show("Bruno Moreira");
}

#[test]
fn a_caller_with_a_new_dog_goes_on_to_the_booking() {
    let mut desk = Desk::at(TEN);
    desk.keys("bluna<enter>").must_show("New dog").must_show("Luna");
    desk.keys("Havanese<enter><enter><enter>")
        .must_show("A booking needs a client to call");
    desk.keys("Rui Alves<enter>555 0166<enter>");
    assert_eq!(desk.message(), "Added Luna Alves of Rui Alves · u undoes");
    desk.must_show("Luna Alves");
    assert_eq!(desk.app().context(), pomsalon::tui::keymap::Context::Times);
}

#[test]
fn a_family_name_behind_a_new_dogs_is_its_clients_and_no_stranger_of_that_number_gets_it() {
    let mut desk = Desk::at(TEN);
    desk.keys("bschnuffi mayer<enter>").must_show("New dog");
    desk.keys("Mix<enter><enter>555-0123<enter>")
        .must_show("Marta Moreira (..0123) is in the book already.")
        .must_show("a new client");
    desk.keys("<enter>");
    assert_eq!(desk.message(), "Added Schnuffi Mayer of Mayer · u undoes");
    assert_eq!(desk.dog("Schnuffi Mayer").first_name, "Schnuffi");
    // Who is of that family is offered first.
    let mut desk = Desk::at(TEN);
    desk.keys("bschnuffi moreira<enter>Mix<enter><enter>555-0123<enter>")
        .must_show("Marta Moreira (..0123), in the book");
    desk.keys("<enter>");
    assert_eq!(desk.message(), "Added Schnuffi Moreira · u undoes");
}

#[test]
fn what_was_typed_to_find_a_new_dog_stands_in_the_right_fields() {
    let mut desk = Desk::at(TEN);
    desk.keys("bschnuffi mayer pomeranien tue 14 bo<enter>")
        .must_show("Schnuffi")
        .must_show("Pomeranian")
        .must_not_show("omeranien");
    // Only the first name is to be typed, before the family name that stands there.
    desk.keys("Anna<enter>555 0166<enter>");
    assert_eq!(desk.message(), "Added Schnuffi Mayer of Anna Mayer · u undoes");
    assert_eq!(desk.dog("Schnuffi Mayer").breed, "Pomeranian");
    desk.must_show("Tue 24 Nov · 14:00 · with Bo");
    // Who types the whole name all the same has it once.
    let mut desk = Desk::at(TEN);
    desk.keys("bschnuffi mayer<enter>Pomeranien<enter>")
        .must_show("Do you mean Pomeranian?")
        .keys("Anna Mayer<enter>555 0166<enter>");
    assert_eq!(desk.message(), "Added Schnuffi Mayer of Anna Mayer · u undoes");
}

#[test]
fn a_breed_of_any_everyday_name_is_no_family_and_the_line_says_how_it_is_split() {
    for (typed, told, name, breed) in [
        (
            "nina ferreira yorki",
            "Nina, client Ferreira, Yorkshire terrier",
            "Nina Ferreira",
            "Yorkshire terrier",
        ),
        (
            "bolt nunes jack russell",
            "Bolt, client Nunes, Jack Russell terrier",
            "Bolt Nunes",
            "Jack Russell terrier",
        ),
        (
            "duque prata great dane",
            "Duque, client Prata, Great Dane",
            "Duque Prata",
            "Great Dane",
        ),
    ] {
        let mut desk = Desk::at(TEN);
        desk.keys(&format!("b{typed} bath"))
            .must_show(&format!("» a new dog: {told}"));
        // The cursor stands before the family's name.
        desk.keys("<enter>Rui<enter>555 0166<enter><enter>");
        assert_eq!(desk.dog(name).breed, breed);
    }
}

#[test]
fn a_number_typed_where_a_name_belongs_goes_to_the_phone_and_a_name_is_no_breed() {
    let mut desk = Desk::at(TEN);
    desk.keys("bfifi nunes<enter>Rui<enter>555 0166<enter>")
        .must_show("555 0166")
        .keys("<enter>")
        .must_show("`Rui` is no breed I know: Enter again keeps it.")
        .keys("<c-u>pom<c-s>");
    assert_eq!(desk.message(), "Added Fifi Nunes of Nunes · u undoes");
    let fifi = desk.dog("Fifi Nunes");
    let client = desk.store().client(fifi.client_id.unwrap()).unwrap().unwrap();
    assert_eq!(
        (client.name().as_str(), client.phone.as_str()),
        ("Nunes", "555 0166")
    );
    // What somebody insists on stays.
    let mut desk = Desk::at(TEN);
    desk.keys("bfifi nunes<enter>Azores thing<enter>Rui<enter>555 0166<enter><c-s>");
    assert_eq!(desk.message(), "Added Fifi Nunes of Rui Nunes · u undoes");
}

#[test]
fn a_family_that_is_in_the_book_is_proposed_for_a_new_dog_of_its_name() {
    let mut desk = Desk::at(TEN);
    desk.keys("bnina moreira yorki<enter><enter><enter>")
        .must_show("Marta Moreira (..0123), in the book")
        .keys("<enter>");
    assert_eq!(desk.message(), "Added Nina Moreira · u undoes");
    // Who has another number is another family, as long as nobody says otherwise.
    let mut desk = Desk::at(TEN);
    desk.keys("bnina moreira yorki<enter><enter>555 0177<enter>")
        .must_show("a new client")
        .keys("<enter>");
    assert_eq!(desk.message(), "Added Nina Moreira of Moreira · u undoes");
}

#[test]
fn a_new_client_with_a_new_dog_is_booked_in_twelve_keys_and_the_text() {
    let mut desk = Desk::at(TEN);
    let text = ["luna", "Havanese", "Rui Alves", "555 0166"];
    desk.keys("b")
        .keys(text[0])
        .keys("<enter>")
        .keys(text[1])
        .keys("<enter>");
    desk.keys(text[2])
        .keys("<enter>")
        .keys(text[3])
        .keys("<enter><enter>");
    assert!(
        desk.message().starts_with("Booked Luna Alves"),
        "{}",
        desk.message()
    );
    let letters: usize = text.iter().map(|text| text.len()).sum();
    assert!(desk.keys_pressed() <= 12 + letters);
}

#[test]
fn every_field_of_a_dog_is_saved_as_typed() {
    let mut desk = Desk::at(TEN);
    desk.keys("/kiki<enter>e");
    insta::assert_snapshot!(desk.page());
    // Breed, size, coat, weight, sex, born, age, temperament, four marks, allergies, medication, vaccine, vet, chip,
    // weeks, waiver, do not book, note.
    desk.keys("<tab><tab><tab>m<tab>d<tab>6.3<tab>f<tab>12 mar 2021<tab><tab>3<tab><space><tab>y<tab><tab>");
    desk.keys("<tab>chicken<tab>Apoquel at noon<tab>1 may 2027<tab>Dr Lima 555 0199<tab>620 1<tab>6");
    desk.keys("<tab>1 oct 2026<tab>bit the vet<tab>shy<c-s>");
    assert_eq!(desk.message(), "Changed Kiki Costa · u undoes");
    let kiki = desk.dog("Kiki Costa");
    assert_eq!(kiki.size, Some(Size::Medium));
    assert_eq!(kiki.sex.words(), "female");
    assert_eq!(kiki.birth.unwrap().to_string(), "2021-03-12");
    assert_eq!(
        (kiki.temperament, kiki.alerts.bites, kiki.alerts.muzzle),
        (Some(3), true, true)
    );
    assert_eq!((kiki.alerts.heart, kiki.alerts.seizures), (false, false));
    assert_eq!(
        (kiki.allergies.as_str(), kiki.chip.as_str(), kiki.note.as_str()),
        ("chicken", "620 1", "shy")
    );
    assert_eq!(
        (kiki.coat, kiki.medication.as_str(), kiki.vet.as_str()),
        (Some(Coat::Double), "Apoquel at noon", "Dr Lima 555 0199")
    );
    assert_eq!(
        (kiki.rebook_weeks, kiki.do_not_book.as_str()),
        (Some(6), "bit the vet")
    );
    assert_eq!(kiki.waiver.unwrap().to_string(), "2026-10-01");
    let had = desk.store().vaccinated(kiki.id).unwrap().had;
    assert_eq!((had.len(), had[0].until.to_string().as_str()), (1, "2027-05-01"));
    let weights = desk.store().weights_of(kiki.id, 9).unwrap();
    assert_eq!((weights[0].grams, weights[0].day), (6300, desk.now().date()));
    // One entry, one undo.
    desk.keys("u");
    assert_eq!(desk.store().vaccinated(kiki.id).unwrap().had, []);
    assert_eq!(desk.store().weights_of(kiki.id, 9).unwrap(), []);
    assert_eq!(desk.dog("Kiki Costa").size, None);
}

#[test]
fn an_age_goes_on_counting_from_the_day_it_was_told() {
    let mut desk = Desk::at(TEN);
    let rex = desk.dog("Rex Weber");
    desk.keys("/rex<enter>e<tab><tab>x<c-s>");
    let saved = desk.dog("Rex Weber");
    assert_eq!((saved.age, saved.age_told), (rex.age, rex.age_told));
    desk.keys("/rex<enter>e<tab><tab><tab><tab><tab><tab><tab><tab>7<c-s>");
    let saved = desk.dog("Rex Weber");
    assert_eq!((saved.age, saved.age_told), (Some(7), Some(desk.now().date())));
}

#[test]
fn a_dog_without_a_client_gets_one() {
    let mut desk = Desk::at(TEN);
    desk.keys("/zola<enter>e<tab><tab><tab>Rui Alves<tab>555 0166<c-s>");
    assert_eq!(desk.message(), "Changed Zola Alves, now of Rui Alves · u undoes");
    desk.keys("u");
    assert_eq!(desk.dog("Zola").client_id, None);
    desk.keys("/zola<enter>e<tab><tab><tab>marta moreira<c-s><c-s>");
    assert_eq!(desk.message(), "Changed Zola Moreira · u undoes");
}

#[test]
fn slips_are_named_where_they_were_made_and_the_first_one_gets_the_focus() {
    let mut desk = Desk::at(TEN);
    desk.keys("/kiki<enter>e<tab><tab><tab><tab><tab><tab><tab>12 mar<tab>")
        .must_show("Fri 12 Mar 2027 is still to come: write the year as");
    desk.keys("99<tab>")
        .must_show("A whole number from 0 to 30 fits here.");
    desk.keys("<c-s>");
    assert!(desk.before_cursor().unwrap().contains("Born"));
    insta::assert_snapshot!(desk.page());
    desk.keys("2021-03-12").must_not_show("is still to come");
    assert_eq!(desk.dog("Kiki Costa").birth, None);
}

#[test]
fn a_form_that_was_left_keeps_what_was_typed() {
    let mut desk = Desk::at(TEN);
    desk.keys("2nMomo<enter>Havanese<esc>");
    assert_eq!(desk.message(), "Put aside: New dog: Momo · w goes on with it");
    desk.keys("3").keys("2n").must_show("Momo").must_show("Havanese");
    // Tab to Leave, without Esc.
    desk.must_show("Put aside at 10:00; what was typed then is here again")
        .must_show("[ Start afresh ]");
    desk.keys("<backtab><backtab><backtab><enter>")
        .must_not_show("Havanese");
    // What was left so does not come back by itself, but nothing is lost.
    desk.keys("n")
        .must_not_show("Momo")
        .keys("<esc>3w<enter>")
        .must_show("Momo");
    desk.keys("<c-s><backspace>2n").must_not_show("Havanese");
}

#[test]
fn backspace_in_an_empty_first_field_closes_and_nothing_typed_leaves_nothing_behind() {
    let mut desk = Desk::at(TEN);
    desk.keys("2n<backspace>");
    assert_eq!((desk.message().as_str(), desk.shows("New dog")), ("", false));
    desk.keys("e<enter><esc>");
    assert_eq!(desk.message(), "");
}

#[test]
fn enter_walks_through_a_form_and_saves_behind_the_last_field() {
    let mut desk = Desk::at(TEN);
    desk.keys("6nWash and go<enter>30<enter>45<enter>2<enter><enter><enter><enter><enter>");
    assert_eq!(desk.message(), "Added service Wash and go · u undoes");
    desk.must_show("Wash and go")
        .must_show("30 min")
        .must_show("45 min");
    desk.keys("<end><enter><enter><enter>15<c-s>")
        .must_show("Shorter than the minutes on the table. Is it the price?");
    desk.keys("<backspace><backspace><c-s>");
    assert_eq!(desk.message(), "Changed service Wash and go · u undoes");
}

#[test]
fn a_groomers_hours_are_written_as_one_says_them() {
    let mut desk = Desk::at(TEN);
    desk.keys("5nCleo<enter>2<enter><enter><enter><enter><enter>");
    insta::assert_snapshot!(desk.page());
    desk.keys("<c-s>");
    assert_eq!(desk.message(), "Added groomer Cleo · u undoes");
    desk.must_show("Mon-Sat 09:00-18:00");
    desk.keys("<end>e<tab><tab><tab><tab><tab><tab>");
    desk.keys(&"<backspace>".repeat(11)).keys("9-13, 2-6<tab>");
    desk.must_show("= 09:00-13:00, 14:00-18:00");
    desk.keys(&"<backspace>".repeat(11)).keys("9-13, 12-18<tab>");
    desk.must_show("09:00-13:00 and 12:00-18:00 lie over each other.");
    desk.keys("<up>").keys(&"<backspace>".repeat(11)).keys("off<c-s>");
    desk.must_show("Mon 09:00-13:00 14:00-18:00, Wed-Sat 09:00-18:00");
}

#[test]
fn another_desks_changes_come_into_the_form_without_touching_what_was_typed() {
    let mut desk = Desk::at(TEN);
    desk.keys("/kiki<enter>e<tab><tab> mix");
    let mut kiki = desk.dog("Kiki Costa");
    "from bo".clone_into(&mut kiki.note);
    desk.bo_changes(Edit::Dog(DogEdit::Save(kiki)));
    desk.tick()
        .must_show("bo, 10:00, changed Note; it is in here")
        .must_show("Shih tzu mix");
    desk.keys("<c-s>");
    let kiki = desk.dog("Kiki Costa");
    assert_eq!(
        (kiki.breed.as_str(), kiki.note.as_str()),
        ("Shih tzu mix", "from bo")
    );
}

/// Ana types a breed and a note for Kiki; Bo saves others first, and Ana's desk has not noticed yet when she saves.
fn two_desks_on_kiki() -> Desk {
    let mut desk = Desk::at(TEN);
    desk.keys("/kiki<enter>e<tab><tab> mix<up><up><up><up><up>ana's note");
    let mut kiki = desk.dog("Kiki Costa");
    "bo's note".clone_into(&mut kiki.note);
    "Lhasa apso".clone_into(&mut kiki.breed);
    "620 7".clone_into(&mut kiki.chip);
    desk.bo_changes(Edit::Dog(DogEdit::Save(kiki)));
    desk.keys("<c-s>");
    desk
}

#[test]
fn two_desks_in_one_field_see_both_versions_and_choose() {
    let mut desk = two_desks_on_kiki();
    insta::assert_snapshot!(desk.page());
    desk.keys("<right><enter><enter>");
    assert_eq!(desk.message(), "Changed Kiki Costa · u undoes");
    let kiki = desk.dog("Kiki Costa");
    assert_eq!(
        (kiki.breed.as_str(), kiki.note.as_str()),
        ("Lhasa apso", "ana's note")
    );
    assert_eq!(kiki.chip, "620 7");
}

#[test]
fn a_choice_between_desks_can_be_put_off() {
    let mut desk = two_desks_on_kiki();
    desk.keys("<esc>")
        .must_show("ana's note")
        .must_show("bo, 10:00, wrote: bo's note");
    desk.keys("<c-s>")
        .must_show("mine: Shih tzu mix")
        .must_show("theirs: Lhasa apso");
}

#[test]
fn a_clash_that_the_desk_noticed_in_time_is_shown_beside_the_field() {
    let mut desk = Desk::at(TEN);
    desk.keys("4<down><down>");
    assert!(desk.selected()[0].contains("Moreira"));
    desk.keys("e<tab><tab><backspace>4");
    let id = desk.dog("Bella Moreira").client_id.unwrap();
    let mut marta = desk.store().client(id).unwrap().unwrap();
    "555 0999".clone_into(&mut marta.phone);
    desk.bo_changes(Edit::Client(ClientEdit::Save(marta)));
    desk.tick().must_show("bo, 10:00, wrote: 555 0999");
    desk.keys("<c-s>").must_show("theirs: 555 0999");
    desk.keys("<space><enter>");
    assert_eq!(desk.store().client(id).unwrap().unwrap().phone, "555 0999");
    assert!(!desk.shows("theirs"));
}

#[test]
fn a_row_that_goes_while_one_types_is_told_and_nothing_is_lost() {
    let mut desk = Desk::at(TEN);
    desk.keys("4nSolo<c-s><c-s><backspace>");
    desk.keys("<home>e<tab>Han");
    let by = pomsalon::store::By {
        actor: "ana".to_owned(),
        at: desk.now(),
    };
    let mut other = Store::open(desk.path(), Purpose::Desk).unwrap();
    other.apply(&Edit::Undo, &by).unwrap();
    desk.tick()
        .must_show("This card is no longer in the book; what you typed is still here.")
        .must_show("Han");
    desk.keys("<c-s>").must_show("so it cannot be saved");
}

#[test]
fn pasted_text_goes_into_the_focused_field() {
    let mut desk = Desk::at(TEN);
    desk.keys("2n").paste("Mo\tmo\n").must_show("Mo mo");
}
