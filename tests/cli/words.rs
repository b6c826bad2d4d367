//! What words mean in a line typed at a shell.

use chrono::{Days, TimeDelta, Utc};
use pomsalon::domain::calendar::Closing;
use pomsalon::domain::client::Client;
use pomsalon::domain::dog::Dog;
use pomsalon::domain::groomer::TimeOff;
use pomsalon::domain::hold::Hold;
use pomsalon::domain::id::{ClosingId, HoldId, TimeOffId, WaitId};
use pomsalon::domain::schedule::Span;
use pomsalon::domain::waitlist::{Wait, WaitState, WaitWish};
use pomsalon::store::{By, CalendarEdit, DogEdit, Edit, GroomerEdit, Hit, Note, WaitEdit};

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
    let two = salon.run(&["book", "rex thu frozz anba"]);
    assert_eq!(
        two.err.lines().last().unwrap(),
        "pomsalon: I do not know `frozz`. A day (thu), time (10), service (Pom bath + blow-out, ..) or groomer \
         (Ana, Bo) fits here. I do not know `anba` either: do you mean Ana?"
    );
    let free = salon.run(&["free", "thu", "anba"]);
    assert_eq!(free.code, 2);
    assert!(free.err.contains("  thu anba\n      ^^^^\n"), "{}", free.err);
    assert_eq!(salon.store().visits(friday()).unwrap().len(), 1);
}

#[test]
fn a_booking_tells_what_else_is_booked_and_who_waits() {
    let salon = Salon::open();
    let store = salon.store();
    let rex = store.find("rex", friday(), 5).unwrap();
    let Some(Hit::Dog { dog: rex, .. }) = rex.first() else {
        panic!("{rex:?}")
    };
    let max = Dog {
        first_name: "Max".to_owned(),
        last_name: "Lopes".to_owned(),
        ..Dog::blank(rex.client_id)
    };
    let waits = Wait {
        id: WaitId::new(),
        dog_id: max.id,
        service_id: store.services().unwrap()[0].id,
        appointment_id: None,
        minutes: 75,
        wish: WaitWish::any(friday()),
        add_ons: Vec::new(),
        note: String::new(),
        call: false,
        state: WaitState::Waiting,
        asked_at: ten(),
        rev: 1,
    };
    let hold = Hold {
        id: HoldId::new(),
        desk: "bo on pts/3".to_owned(),
        // Whoever runs this test is alive, and is not the command.
        process: std::process::id(),
        dog: "Kiki".to_owned(),
        groomer: store.groomers().unwrap()[0].id,
        lane: 1,
        day: friday() + Days::new(6),
        start_min: 600,
        end_min: 675,
        until: Utc::now() + TimeDelta::minutes(5),
    };
    store.close().unwrap();
    let add = DogEdit::Add {
        dog: max,
        client: None,
    };
    change(&salon, [Edit::Dog(add), Edit::Wait(WaitEdit::Add(waits))]);
    let mut store = salon.store();
    store.note(&Note::Hold(vec![hold], Utc::now())).unwrap();
    let booked = salon.run(&["book", "max lopes bath thu 10 ana"]).ok();
    store.close().unwrap();
    assert_eq!(
        booked.err,
        "Take care: no Rabies on the card.
Rex of the same client comes too: Fri 20 Nov 11:00 with Ana.
Max Lopes is on the waiting list (any time); when this is the time, take it off
there: 8 at the desk.
bo on pts/3 is on the phone about this very time for Kiki: tell them that it is
taken.
"
    );
    let again = salon.run(&["book", "max lopes bath mon 10 bo"]).ok();
    assert!(
        again
            .err
            .contains("Max comes already: Thu 26 Nov 10:00 with Ana."),
        "{}",
        again.err
    );
}

#[test]
fn who_says_little_is_told_what_was_assumed_and_how_to_say_more() {
    let salon = Salon::open();
    let free = salon.run(&["free", "thu"]).ok();
    assert_eq!(
        free.err,
        "Nothing was said of the work, so these are times for Pom bath + blow-out.
For other work say it too, such as: pomsalon free pom full tidy
"
    );
    let bath = salon.run(&["free", "bath", "thu"]).ok();
    assert_eq!(
        bath.err,
        "That fits several services; these are times for Pom bath + blow-out.
For other work say it too, such as: pomsalon free wash + dry
"
    );
    assert!(
        salon
            .run(&["free", "wash", "+", "dry"])
            .ok()
            .out
            .starts_with("Wash + dry, ")
    );
    assert_eq!(salon.run(&["free", "nails", "thu"]).ok().err, "");

    let bare = salon.run(&["book"]);
    assert_eq!(
        (bare.code, bare.err.as_str()),
        (
            2,
            "pomsalon: say who comes, for what, when and with whom, all but the dog as you like: \
             pomsalon book \"bella bath thu 10 ana\"\n"
        )
    );
}

#[test]
fn a_day_off_is_named_in_the_week() {
    let salon = Salon::open();
    let week = salon.run(&["week"]).ok();
    let line = |start: &str| week.out.lines().find(|line| line.starts_with(start)).unwrap();
    assert!(line("Ana").ends_with(" off"), "{}", week.out);
    assert!(line("All").ends_with(" nobody"), "{}", week.out);
}

/// The salon with Christmas closed, and Ana off on one of the days.
fn with_holidays() -> Salon {
    let salon = Salon::open();
    let closing = CalendarEdit::AddClosing(Closing {
        id: ClosingId::new(),
        first_day: "2026-12-31".parse().unwrap(),
        last_day: "2026-12-31".parse().unwrap(),
        yearly: false,
        name: "New Year's Eve".to_owned(),
        rev: 1,
    });
    change(&salon, [Edit::Calendar(closing)]);
    salon
}

#[test]
fn a_whole_series_in_one_line() {
    let salon = with_holidays();
    let booked = salon
        .run(&["book", "bella moreira bath thu 10 ana every 5w x3"])
        .ok();
    assert_eq!(
        booked.out,
        "Booked Bella Moreira every 5 weeks, 3 times: Pom bath + blow-out, 50 euros
  Thu 26 Nov 10:00 with Ana
  Thu 7 Jan 2027 10:00 with Ana
    a week later, because the salon is closed that day (New Year's Eve)
  Thu 4 Feb 2027 10:00 with Ana
"
    );
    assert_eq!(booked.err, "Take care: no Rabies on the card.\n");
    assert!(
        salon
            .run(&["day", "thu"])
            .ok()
            .out
            .contains("10:00-11:15  Bella Moreira")
    );
    // The dog's own rhythm and six times, where only half is said; one undo takes all of it back.
    let again = salon
        .run(&["book", "rex nails fri 9 weekly", "--json"])
        .ok()
        .json();
    assert_eq!(again["booked"].as_array().unwrap().len(), 6);
    assert_eq!(again["booked"][5]["day"], "2027-01-01");
    let by = By {
        actor: "ana".to_owned(),
        at: ten(),
    };
    let undone = salon.store().apply(&Edit::Undo, &by).unwrap();
    assert_eq!(undone.label, "Undone: Booked Rex Lopes every week, 6 times");
}

#[test]
fn a_series_without_room_for_one_of_its_days_is_not_booked_at_all() {
    let salon = with_holidays();
    let weeks = salon.store().groomer_weeks().unwrap();
    let off = weeks.iter().map(|week| {
        Edit::Calendar(CalendarEdit::AddTimeOff(TimeOff {
            id: TimeOffId::new(),
            groomer_id: week.groomer.id,
            first_day: "2027-01-04".parse().unwrap(),
            last_day: "2027-01-10".parse().unwrap(),
            span: Span { start: 0, end: 1440 },
            reason: "skiing".to_owned(),
            rev: 1,
        }))
    });
    change(&salon, off.collect::<Vec<_>>());
    let refused = salon.run(&["book", "bella moreira bath thu 10 ana every 5 weeks 3 times"]);
    assert_eq!((refused.code, refused.out.as_str()), (5, ""), "{refused:?}");
    assert_eq!(
        refused.err,
        "Nothing of the series is booked.
  Thu 31 Dec: the salon is closed that day (New Year's Eve)
Ask for another time or rhythm; at the desk single days can be left out.
"
    );
    assert!(!salon.run(&["day", "thu"]).ok().out.contains("Bella"));
    let two = salon.run(&["book", "bella+rex thu every 5w"]);
    assert_eq!(two.code, 2);
    assert!(
        two.err.contains("a series is booked for one dog at a time"),
        "{}",
        two.err
    );
}

#[test]
fn slips_in_several_words_are_asked_about_and_never_booked() {
    let salon = Salon::open();
    let guess = salon.run(&["book", "bela moreyra pomeranien thu 11:30"]);
    assert_eq!((guess.code, guess.out.as_str()), (5, ""), "{}", guess.err);
    assert!(
        guess
            .err
            .contains("No dog is called `bela moreyra pomeranien`. Did you mean Bella Moreira, Pomeranian of Marta Moreira (..0123)? Then type `bella moreira` in its place."),
        "{}",
        guess.err
    );
    // One slip is forgiven.
    salon.run(&["book", "bela moreira thu 11:30"]).ok();
}

#[test]
fn an_unknown_word_behind_a_whole_name_is_marked_and_makes_no_new_dog() {
    let salon = Salon::open();
    let unknown = salon.run(&["book", "bella moreira zwiebel"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown
            .err
            .starts_with("  bella moreira zwiebel\n                ^^^^^^^\n"),
        "{}",
        unknown.err
    );
    let other = salon
        .run(&["book", "bella moreira nail trim not ana thu after lunch"])
        .ok();
    assert!(other.out.contains("with Bo"), "{}", other.out);
    assert!(other.out.contains("(Nails"), "{}", other.out);
}

#[test]
fn free_says_first_what_work_it_looks_for() {
    let salon = Salon::open();
    let free = salon.run(&["free", "by", "friday", "ana", "or", "bo"]).ok();
    assert!(
        free.err.starts_with("Nothing was said of the work"),
        "{}",
        free.err
    );
    assert!(free.out.starts_with("Pom bath"), "{}", free.out);
    let whose = salon.run(&["free", "thu", "usual", "groomer"]);
    assert_eq!(whose.code, 2);
    assert!(whose.err.contains("No dog is named here"), "{}", whose.err);
}
