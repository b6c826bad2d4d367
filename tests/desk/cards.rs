//! Reading the cards of dogs and clients.

use pomsalon::store::{DogEdit, Edit};

use crate::harness::Desk;

#[test]
fn a_dogs_card_says_first_what_one_must_know() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("/rex<enter>");
    insta::assert_snapshot!(desk.page());
}

#[test]
fn a_dogs_card_shows_what_is_booked_and_the_last_visits() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("/bella mor<enter>");
    desk.must_show("Fri 20 Nov 09:00 Pom bath with Ana, In work")
        .must_show("Fri 16 Oct 10:00 Pom bath with Ana, Gone")
        .must_show("small · female, spayed · 5 years");
}

#[test]
fn a_clients_card_shows_its_dogs_and_leads_to_them() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("/bella mor<enter>c");
    insta::assert_snapshot!(desk.page());
    assert!(desk.selected().iter().any(|line| line.contains("Bella Moreira")));
    desk.keys("<down><enter>")
        .must_show("Labrador")
        .must_show("nothing booked; b books");
    desk.keys("<backspace>").must_not_show("Labrador");
}

#[test]
fn a_card_leads_to_the_booking_of_its_dog() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("/bruno<enter>b").must_show("Book Bruno Moreira");
    desk.must_not_show("nothing booked; b books");
}

#[test]
fn a_dog_without_a_client_is_told_what_to_do() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("/zola<enter>").must_show("no client yet; e adds one");
    desk.keys("c");
    assert_eq!(desk.message(), "this dog has no client yet; e adds one");
}

#[test]
fn a_card_follows_the_other_desk_and_says_when_its_dog_is_gone() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("2n").keys("Momo<c-s>").must_show("Momo");
    let mut momo = desk.dog("Momo");
    "Havanese".clone_into(&mut momo.breed);
    desk.bo_changes(Edit::Dog(DogEdit::Save(momo)));
    desk.tick().must_show("Havanese");
    desk.bo_changes(Edit::Undo);
    let by_ana = pomsalon::store::By {
        actor: "ana".to_owned(),
        at: desk.now(),
    };
    desk.other_desk().apply(&Edit::Undo, &by_ana).unwrap();
    desk.tick().must_show("This dog is no longer in the book");
    desk.keys("e");
    assert_eq!(desk.message(), "this dog is no longer in the book");
}

#[test]
fn what_was_called_off_is_no_longer_next() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("/kiki<enter>")
        .must_show("Next        Fri 20 Nov 11:00 Pom bath with Bo, Confirmed");
    desk.keys("<backspace><down>x2<enter>").keys("/kiki<enter>");
    desk.must_show("Next        nothing booked; b books")
        .must_show("Called off  Fri 20 Nov 11:00 Pom bath with Bo, Cancelled (dog is ill)");
}

#[test]
fn a_dogs_card_says_how_many_more_are_booked_than_it_lists() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("<home>05w x9<enter><enter>").must_show("Booked");
    desk.wait(3)
        .keys("<enter>")
        .keys("<down><down><down><down><down><down><down><down>");
    desk.must_show("Fri 14 May 2027")
        .must_show("and 3 more, the last Fri 27 Aug 2027");
}

#[test]
fn from_a_name_to_its_next_appointment_and_what_can_be_done_there_is_one_key() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("bkiki nails mon 16 bo<enter><enter>bkiki nails 30 nov 10 bo<enter><enter>");
    // From what find found, and from the dog's card: the board, with the cursor on it.
    desk.keys("6/kiki").must_show("Tab next on board");
    desk.keys("<tab>").must_show("Friday 20 November 2026");
    desk.keys("x1<enter>")
        .must_show("Cancelled Kiki Costa Fri 20 Nov");
    desk.keys("/kiki<enter>").must_show("g next  ");
    desk.keys("x")
        .must_show("g goes to its next appointment, and x there");
    desk.keys("g").must_show("Monday 23 November 2026");
    desk.keys("x").must_show("Call off Kiki Costa 16:00? Why");
    desk.keys("<esc>g30 nov<enter>x1<enter>t/kiki<tab>x1<enter>")
        .must_show("Cancelled Kiki Costa Mon 23 Nov");
    desk.keys("/kiki<tab>")
        .must_show("nothing is booked for Kiki Costa; Enter opens the card");
    desk.keys("<enter>g")
        .must_show("nothing is booked for this dog; b books it");
}

#[test]
fn on_the_list_of_clients_find_means_the_client_first() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("4/weber<enter>").must_show("Dogs      » Rex Weber");
    desk.keys("<backspace>1/rex weber<enter>")
        .must_show("Client      Jonas Weber");
}

#[test]
fn a_name_that_find_does_not_know_is_that_of_a_new_dog() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("2/fritzi wauwau")
        .must_show("nothing found; fewer letters find more, Enter adds a new dog")
        .keys("<enter>")
        .must_show("New dog")
        .must_show("Fritzi Wauwau");
    // A number is nobody's name, and a client is no dog.
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("/99887766<enter>").must_not_show("New dog");
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("4/fritzi wauwau<enter>").must_not_show("New dog");
}

#[test]
fn who_changes_a_card_is_back_at_it() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("/rex<enter>e<down><down> mix<c-s>")
        .must_show("Changed Rex Weber")
        .must_show("┌ Rex Weber");
    desk.keys("c").must_show("┌ Jonas Weber").keys("e");
    desk.keys("<down><down><down>jonas@example.org<c-s>")
        .must_show("┌ Jonas Weber")
        .must_show("jonas@example.org");
    // From a list one is back at the list.
    desk.keys("<esc>2<down>e<down>Sable<c-s>").must_show("[2 Dogs]");
    desk.must_not_show("┌");
}

#[test]
fn a_clients_card_marks_the_dog_that_is_to_be_shaved_unsigned() {
    let mut desk = Desk::filled("2026-11-20T10:00", |filling| {
        "Shave-down".clone_into(&mut filling.services[1].name);
        filling.services[1].needs_waiver = true;
        for dog in &mut filling.dogs {
            dog.coat = Some(pomsalon::domain::dog::Coat::Double);
        }
    });
    desk.keys("bkiki shave mon 10<enter><enter><enter>");
    let kiki = |desk: &mut Desk| {
        let page = desk.keys("4/kiki<enter>").page();
        let row = page
            .lines()
            .find(|line| line.contains("Kiki Costa"))
            .unwrap()
            .to_owned();
        desk.keys("<backspace>");
        row
    };
    assert!(kiki(&mut desk).contains(" W "), "{}", kiki(&mut desk));
    desk.keys("u");
    assert!(!kiki(&mut desk).contains(" W "));
}
