//! The plain lists, one key away.

use pomsalon::domain::client::Client;
use pomsalon::domain::dog::Dog;
use pomsalon::store::{By, ClientEdit, DogEdit, Edit, Filling, Store};

use crate::harness::Desk;

const TEN: &str = "2026-11-20T10:00";

fn ana(store: &mut Store, edit: &Edit) {
    let by = By {
        actor: "ana".to_owned(),
        at: pomsalon::domain::clock::parse_moment(TEN).unwrap(),
    };
    store.apply(edit, &by).unwrap();
}

#[test]
fn the_lists_of_a_small_salon() {
    let mut desk = Desk::at(TEN);
    for (key, name) in [
        ("2", "dogs"),
        ("4", "clients"),
        ("5", "groomers"),
        ("6", "services"),
    ] {
        desk.keys(key);
        insta::assert_snapshot!(name, desk.page());
    }
}

#[test]
fn three_thousand_dogs_are_paged_through_to_the_end_and_back() {
    let named = |n| Dog {
        first_name: format!("Dog {n:04}"),
        ..Dog::blank(None)
    };
    let mut desk = Desk::filled(TEN, |filling| filling.dogs.extend((0..3000).map(named)));
    desk.keys("2<end>");
    assert_eq!(desk.selected().len(), 1);
    assert!(desk.selected()[0].contains("Zola"), "{:?}", desk.selected());
    desk.keys("<up>");
    assert!(desk.selected()[0].contains("Rex"), "{:?}", desk.selected());
    desk.keys("<home>");
    assert!(desk.selected()[0].contains("Bella Costa"));
    desk.keys("<down><down><down>"); // Bella Moreira, Bruno, Dog 0000
    assert!(desk.selected()[0].contains("Dog 0000"), "{:?}", desk.selected());
    let mut pages = 0;
    while !desk.selected()[0].contains("Zola") {
        desk.keys("<pagedown>");
        pages += 1;
        assert!(pages < 200, "the end is never reached");
    }
    for _ in 0..pages {
        desk.keys("<pageup>");
    }
    desk.keys("<home><pagedown><down><up><pageup>");
    assert!(desk.selected()[0].contains("Bella Costa"));
}

#[test]
fn the_selection_is_a_dog_and_stays_on_it_when_others_come() {
    let mut desk = Desk::at(TEN);
    desk.keys("2<down><down>");
    assert!(desk.selected()[0].contains("Bruno"));
    let aaron = Dog {
        first_name: "Aaron".to_owned(),
        ..Dog::blank(None)
    };
    desk.bo_changes(Edit::Dog(DogEdit::Add {
        dog: aaron,
        client: None,
    }));
    desk.tick().must_show("Aaron");
    assert!(desk.selected()[0].contains("Bruno"));
    let mut bruno = desk.dog("Bruno Moreira");
    "Zorro".clone_into(&mut bruno.first_name);
    desk.bo_changes(Edit::Dog(DogEdit::Save(bruno)));
    desk.tick();
    assert!(desk.selected()[0].contains("Zorro"));
}

#[test]
fn a_dog_that_is_gone_gives_way_to_the_next_line() {
    let mut desk = Desk::with(TEN, |store| {
        for name in ["Aaron", "Abby"] {
            let dog = Dog {
                first_name: name.to_owned(),
                ..Dog::blank(None)
            };
            ana(store, &Edit::Dog(DogEdit::Add { dog, client: None }));
        }
    });
    desk.keys("2<down>");
    assert!(desk.selected()[0].contains("Abby"));
    desk.keys("u");
    assert!(
        desk.selected()[0].contains("Bella Costa"),
        "{:?}",
        desk.selected()
    );
}

#[test]
fn an_empty_list_says_how_to_begin_and_keys_say_why_not() {
    let mut desk = Desk::filled(TEN, |filling| {
        *filling = Filling::empty(filling.salon.clone());
    });
    desk.keys("2")
        .must_show("No dogs yet. Press n to add the first one.");
    desk.keys("<enter>");
    assert_eq!(desk.message(), "there is no dog yet; n adds one");
    desk.keys("5").must_show("No groomers yet");
    desk.keys("6e").must_show("No services yet");
    desk.keys("4").must_show("No clients yet");
    let mut store = desk.other_desk();
    let nobody = Client {
        last_name: "Aalto".to_owned(),
        ..Client::blank()
    };
    ana(&mut store, &Edit::Client(ClientEdit::Add(nobody)));
    desk.tick();
    assert!(desk.selected()[0].contains("Aalto"));
    desk.keys("<enter>").must_show("none yet; n adds one");
    desk.keys("d");
    assert_eq!(desk.message(), "this client has no dog yet; n adds one");
}

#[test]
fn a_groomer_who_left_and_a_service_no_longer_offered_say_so() {
    let mut desk = Desk::at(TEN);
    desk.keys("5<down>e<tab><tab><tab><right><c-s>").must_show("left");
    assert_eq!(desk.message(), "Changed groomer Bo · u undoes");
    desk.must_show("1 dog is booked then, and stays booked")
        .keys("<enter>");
    desk.keys("6<end>e<up><up><up><space><c-s>")
        .must_show("no longer offered");
    desk.keys("uu5").must_not_show("left");
}

#[test]
fn long_names_cut_no_word_that_is_needed() {
    let mut desk = Desk::filled(TEN, |filling| {
        "Salon Pompadour am Marktplatz am Rathaus".clone_into(&mut filling.salon.name);
        "Maximiliane".clone_into(&mut filling.groomers[0].groomer.name);
        "Pom bath, blow-out and a bow in the hair".clone_into(&mut filling.services[0].name);
        let marta = filling
            .clients
            .iter_mut()
            .find(|client| client.first_name == "Marta");
        "von Hohenstein-Liebermann-Moreira".clone_into(&mut marta.unwrap().last_name);
        // One day of the week is other than the rest.
        let shifts = &mut filling.groomers[1].shifts;
        shifts.retain(|shift| shift.weekday != 3);
        shifts[0].start_min = 600;
    });
    // A part of the salon's name helps nobody; the groomer's name and the pick-up do.
    desk.must_not_show("Salon Pom")
        .keys("<up>")
        .must_show("Maximiliane")
        .must_show("· 50 · pick-up 11:00")
        .must_show("+351 555 0123");
    // In the list a groomer's breaks give way to the hours; below it both stand whole.
    desk.keys("5<down>")
        .must_show("» Bo           1        Mon 10:00-18:00, Tue 09:00-18:00, Thu-Fri 09:00-18:00")
        .must_show(" Bo: Mon 10:00-18:00 break 13:00-13:30, Tue 09:00-18:00 break 13:00-13:30,");
    // And the key that takes back is there however long the words before it are.
    desk.keys("1<space>").must_show("u undoes");
}
