//! What words mean in a line typed at a shell.

use pomsalon::domain::client::Client;
use pomsalon::domain::dog::Dog;
use pomsalon::store::{By, DogEdit, Edit, GroomerEdit};

use crate::salon::{Salon, friday, ten};

fn change(salon: &Salon, edits: impl IntoIterator<Item = Edit>) {
    let by = By {
        actor: "ana".to_owned(),
        at: ten(),
    };
    let mut store = salon.store();
    for edit in edits {
        store.apply(&edit, &by).unwrap();
    }
    store.close().unwrap();
}

/// Coco is a poodle that never came.
fn with_coco() -> Salon {
    let salon = Salon::open();
    let client = Client {
        first_name: "Joana".to_owned(),
        last_name: "Reis".to_owned(),
        ..Client::blank()
    };
    let dog = Dog {
        first_name: "Coco".to_owned(),
        last_name: "Reis".to_owned(),
        breed: "Toy poodle".to_owned(),
        ..Dog::blank(Some(client.id))
    };
    let client = Some(client);
    change(&salon, [Edit::Dog(DogEdit::Add { dog, client })]);
    salon
}

#[test]
fn a_bath_is_the_wash_for_a_poodle() {
    let salon = with_coco();
    let poodle = salon.run(&["book", "coco bath thu 10"]).ok();
    assert!(poodle.out.contains("(Wash + dry)"), "{}", poodle.out);
    let pom = salon.run(&["book", "bella moreira bath thu 11:30"]);
    assert!(pom.out.contains("(Pom bath + blow-out)"), "{pom:?}");
}

#[test]
fn where_the_salon_opens_at_seven_seven_is_in_the_morning() {
    let salon = Salon::open();
    let weeks = salon.store().groomer_weeks().unwrap();
    let early = weeks.into_iter().map(|mut week| {
        for shift in &mut week.shifts {
            (shift.start_min, shift.end_min) = (7 * 60, 20 * 60);
        }
        Edit::Groomer(GroomerEdit::Save(week))
    });
    change(&salon, early);
    let seven = salon.run(&["book", "bella moreira thu 7 ana"]).ok();
    assert!(seven.out.contains("Thursday 26th at 7 with Ana"), "{}", seven.out);
    let two = salon.run(&["free", "thu", "2", "ana"]).ok();
    assert!(two.out.contains("14:00-15:15"), "{}", two.out);
}

#[test]
fn a_day_just_over_is_refused_to_book_and_shown_to_look_at() {
    let salon = Salon::open();
    let refused = salon.run(&["book", "rex 18 nov 10"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused
            .err
            .contains("18 Nov is over: type 18 nov 2027 if you mean the next one."),
        "{}",
        refused.err
    );
    let day = salon.run(&["day", "18", "nov"]).ok();
    assert!(day.out.contains("Wednesday 18 November 2026"), "{}", day.out);
    let week = salon.run(&["week", "13", "nov"]).ok();
    assert!(week.out.contains("9 Nov to 15 Nov 2026"), "{}", week.out);
}

#[test]
fn a_slip_is_asked_about_in_one_short_sentence() {
    let salon = Salon::open();
    let slip = salon.run(&["book", "rex bathh thu"]);
    assert_eq!(
        (slip.code, slip.out.as_str(), slip.err.as_str()),
        (
            2,
            "",
            "  rex bathh thu
      ^^^^^
pomsalon: I do not know `bathh`: do you mean bath? A day, time, service or groomer fits here.
"
        )
    );
    let two = salon.run(&["book", "rex thu frozz anna"]);
    assert_eq!(
        two.err.lines().last().unwrap(),
        "pomsalon: I do not know `frozz`. A day (thu), time (10), service (Pom bath + blow-out, ..) or groomer \
         (Ana, Bo) fits here. I do not know `anna` either: do you mean Ana?"
    );
    let free = salon.run(&["free", "thu", "anna"]);
    assert_eq!(free.code, 2);
    assert!(free.err.contains("  thu anna\n      ^^^^\n"), "{}", free.err);
    assert_eq!(salon.store().visits(friday()).unwrap().len(), 1);
}
