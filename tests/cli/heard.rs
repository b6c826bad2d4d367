//! What a caller really says, typed at a shell: half a name, the end of a phone number, about a time, and how big the dog is.

use pomsalon::domain::dog::{Dog, Size};
use pomsalon::store::{By, DogEdit, Edit};

use crate::salon::{Salon, ten};

#[test]
fn the_end_of_a_phone_number_tells_two_dogs_of_one_name_apart() {
    let salon = Salon::open();
    let two = salon.run(&["book", "bella thu 10"]);
    assert_eq!(two.code, 5, "{two:?}");
    let one = salon.run(&["book", "bella 0123 thu 10"]).ok();
    assert!(one.out.contains("Booked Bella Moreira"), "{}", one.out);
    assert!(
        one.err
            .contains("`0123` is read as the end of Marta Moreira's phone number, not as a time."),
        "{}",
        one.err
    );
    // Of a name that is only one dog's, four digits are a time as long as they can be one.
    let time = salon.run(&["book", "rex 1530 thu"]).ok();
    assert!(time.out.contains("Thursday 26th at 15:30"), "{}", time.out);
    let tail = salon.run(&["book", "rex 2299 fri 9"]).ok();
    assert!(tail.out.contains("Friday 27th at 9 "), "{}", tail.out);
}

#[test]
fn a_groomers_name_that_is_nearly_right_is_said_as_it_was_read() {
    let salon = Salon::open();
    let heard = salon.run(&["book", "rex thu 10 with annah"]).ok();
    assert!(heard.out.contains("with Ana"), "{}", heard.out);
    assert!(heard.err.contains("`annah` is read as Ana."), "{}", heard.err);
    let free = salon.run(&["free", "thu", "annah"]).ok();
    assert!(free.err.contains("`annah` is read as Ana."), "{}", free.err);
    // Where it stands behind the dog it is no family of the book.
    let behind = salon.run(&["book", "rex annah fri 14"]).ok();
    assert!(behind.err.contains("`annah` is read as Ana."), "{}", behind.err);
}

#[test]
fn around_a_time_the_nearest_comes_first() {
    let salon = Salon::open();
    let near = salon.run(&["free", "thu", "bath", "around", "11:10"]).ok();
    let times: Vec<&str> = near.out.lines().skip(2).collect();
    assert!(times[0].contains("11:15-12:30"), "{}", near.out);
    assert!(times[2].contains("11:00-12:15"), "{}", near.out);
    salon.run(&["book", "rex bath thu 11 ana"]).ok();
    salon.run(&["book", "bellatrix bath thu 11 bo"]).ok();
    let none = salon.run(&["free", "thu", "bath", "around", "11:15"]);
    assert_eq!(none.code, 5, "{none:?}");
    assert!(none.err.contains("around 11:15"), "{none:?}");
}

#[test]
fn a_size_in_the_line_is_noted_where_nobody_knows_it_and_else_the_card_counts() {
    let salon = Salon::open();
    let told = salon.run(&["book", "rex nails thu 9 large dog"]).ok();
    assert!(
        told.err.contains("Noted on the card: Rex is large."),
        "{}",
        told.err
    );
    let again = salon.run(&["book", "rex nails fri 9 small"]).ok();
    assert!(
        again
            .err
            .contains("Rex is large by the card, which counts; change it there if `small` is right."),
        "{}",
        again.err
    );
}

#[test]
fn a_dog_of_a_large_breed_is_not_booked_with_a_groomer_of_small_ones() {
    let salon = Salon::open();
    let mut store = salon.store();
    let by = By {
        actor: "ana".to_owned(),
        at: ten(),
    };
    let hits = store.find("rex", ten().date(), 5).unwrap();
    let rex = hits.into_iter().find_map(|hit| match hit {
        pomsalon::store::Hit::Dog { dog, .. } => store.dog(dog.id).unwrap(),
        pomsalon::store::Hit::Client(_) => None,
    });
    let dane = Dog {
        breed: "Great Dane".to_owned(),
        ..rex.unwrap()
    };
    store.apply(&Edit::Dog(DogEdit::Save(dane)), &by).unwrap();
    let mut week = store.groomer_weeks().unwrap().remove(0);
    week.groomer.largest = Some(Size::Small);
    let edit = Edit::Groomer(pomsalon::store::GroomerEdit::Save(week));
    store.apply(&edit, &by).unwrap();
    store.close().unwrap();
    let refused = salon.run(&["book", "rex bath thu 10 ana"]);
    assert_eq!(refused.code, 5);
    assert!(
        refused
            .err
            .contains("Ana takes dogs up to small, this one is XL by breed"),
        "{}",
        refused.err
    );
    salon.run(&["book", "rex bath thu 10"]).ok();
}
