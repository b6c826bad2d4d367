//! The expert line from a shell.

use pomsalon::domain::dog::Dog;
use pomsalon::store::{By, DogEdit, Edit, Hit};

use crate::salon::{Salon, friday, ten};

#[test]
fn a_booking_prints_the_sentence_to_say() {
    let salon = Salon::open();
    let booked = salon.run(&["book", "bella moreira bath thu 10 ana"]).ok();
    assert_eq!(
        booked.out,
        "Booked Bella Moreira: Thursday 26th at 10 with Ana, about 2 hours (Pom bath + blow-out), 50 euros\n"
    );
    assert_eq!(booked.err, "Take care: no Rabies on the card.\n");
    let day = salon.run(&["day", "thu"]).ok();
    assert!(day.out.contains("10:00-11:15  Bella Moreira"), "{}", day.out);
}

#[test]
fn only_the_dog_is_needed() {
    let salon = Salon::open();
    let booked = salon.run(&["book", "rex", "--yes"]).ok();
    // Rex himself is with Ana from eleven to a quarter past twelve.
    assert_eq!(
        booked.out,
        "Booked Rex Lopes: today at 13:30 with Ana, about 2 hours (Pom bath + blow-out), 50 euros\n"
    );
    assert_eq!(
        booked.err,
        "Take care: bites; no Rabies on the card.\nRex comes already: Fri 20 Nov 11:00 with Ana.\n"
    );
}

#[test]
fn a_script_gets_the_appointment_as_json() {
    let salon = Salon::open();
    let booked = salon
        .run(&["book", "rex", "nails", "+1w", "9:05", "bo", "--json"])
        .ok()
        .json();
    assert_eq!(booked["version"], 1);
    assert_eq!(booked["booked"]["day"], "2026-11-27");
    assert_eq!(booked["booked"]["start_min"], 545);
    assert_eq!(
        (&booked["groomer"], &booked["service"]),
        (&"Bo".into(), &"Nails".into())
    );
    assert_eq!(
        booked["sentence"],
        "Friday 27th at 09:05 with Bo, about 30 minutes (Nails), 18 euros"
    );
}

#[test]
fn what_is_done_on_top_is_named_booked_and_paid() {
    let salon = Salon::open();
    let booked = salon
        .run(&["book", "bella moreira bath teeth nails thu 10 ana"])
        .ok();
    assert_eq!(
        booked.out,
        "Booked Bella Moreira: Thursday 26th at 10 with Ana, about 2 and a half hours \
         (Pom bath + blow-out with teeth and nails on top), 77 euros\n"
    );
    let day = salon.run(&["day", "thu"]).ok();
    assert!(day.out.contains("10:00-11:40  Bella Moreira"), "{}", day.out);
    assert!(
        day.out.contains("              + Teeth, Nails on top\n"),
        "{}",
        day.out
    );
    // Next time the same, until somebody says something else; and a script sees what is in the price.
    let again = salon
        .run(&["book", "bella moreira +4w 10 ana", "--json"])
        .ok()
        .json();
    assert_eq!(again["booked"]["price_cents"], 7700);
    assert_eq!(again["add_ons"][0]["minutes"], 10);
    assert_eq!(again["add_ons"][1]["price_cents"], 1500);
    let only = salon.run(&["book", "rex", "teeth", "+2w", "9", "bo"]).ok();
    assert!(
        only.out.contains("(Pom bath + blow-out with teeth), 62 euros"),
        "{}",
        only.out
    );
    let two = salon.run(&["book", "rex bath tidy thu"]);
    assert_eq!(two.code, 2);
    assert!(
        two.err
            .contains("The service is Pom bath + blow-out already, and `tidy` is another: leave one out."),
        "{}",
        two.err
    );
    let free = salon.run(&["free", "bath", "teeth", "thu"]).ok();
    assert!(
        free.out.starts_with("Pom bath + blow-out with teeth, 1 h 25\n"),
        "{}",
        free.out
    );
}

#[test]
fn a_whole_name_beats_a_similar_one_and_several_are_listed() {
    let salon = Salon::open();
    let several = salon.run(&["book", "bella thu 10"]);
    assert_eq!((several.code, several.out.as_str()), (5, ""));
    assert!(
        several
            .err
            .contains("Bella Moreira   Marta Moreira    Pomeranian  0123"),
        "{}",
        several.err
    );
    assert!(several.err.contains("7788") && !several.err.contains("Bellatrix"));

    let listed = salon.run(&["book", "bella thu 10", "--json"]);
    assert_eq!(listed.code, 5);
    let candidates = &listed.json()["candidates"];
    assert_eq!(candidates.as_array().unwrap().len(), 2);
    let id = candidates[1]["id"].as_str().unwrap();
    let by_id = salon.run(&["book", &format!("{id} thu 10")]).ok();
    assert!(by_id.out.starts_with("Booked Bella"));

    salon.run(&["book", "bella grossmann fri 9"]).ok();
    salon.run(&["book", "bella marta fri 9"]).ok();
    salon.run(&["book", "bellatrx fri 11"]).ok();
    let nobody = salon.run(&["book", "xyzzyx thu 10"]);
    assert_eq!(nobody.code, 5);
    assert!(nobody.err.contains("no dog like `xyzzyx`"));
}

#[test]
fn a_refused_time_says_why_and_what_is_near() {
    let salon = Salon::open();
    let taken = salon.run(&["book", "bella moreira today 11:30 ana"]);
    assert_eq!(
        (taken.code, taken.out.as_str(), taken.err.as_str()),
        (
            5,
            "",
            "Not booked: Ana is taken 11:00-12:15 by Rex Lopes.
Free instead:
  Fri 20 Nov 11:30 with Bo
  Fri 20 Nov 13:30 with Ana
  Fri 20 Nov 13:45 with Ana
  Sat 21 Nov 11:30 with Ana
With Ana it can be booked beyond the rules: add --anyway \"the reason\".
"
        )
    );
    let taken = salon.run(&["book", "bella moreira today 11:30 ana", "--json"]);
    assert_eq!(taken.code, 5);
    let json = taken.json();
    assert_eq!(json["booked"], serde_json::Value::Null);
    assert_eq!(json["instead"][0]["time"], "11:30");
    let late = salon
        .run(&["book", "bella moreira sat 17:30 bo", "--json"])
        .json();
    let at = |place: usize| {
        format!(
            "{} {}",
            late["instead"][place]["day"], late["instead"][place]["time"]
        )
    };
    let near: Vec<String> = (0..4).map(at).collect();
    assert!(near.is_sorted(), "in the order of time: {near:?}");

    let both = salon.run(&["book", "bella moreira sat 12:30"]);
    assert!(
        both.err
            .starts_with("Not booked: Ana has a break 13:00-13:30; Bo has a break 13:00-13:30.\n"),
        "{}",
        both.err
    );
    let late = salon.run(&["book", "bella moreira sat 17:30 bo"]);
    assert!(
        late.err
            .starts_with("Not booked: Bo works 09:00-18:00 that day, this would end 18:45.\n"),
        "{}",
        late.err
    );
    let twice = salon.run(&["book", "rex today 11:30 bo"]);
    assert!(
        twice.err.contains("Rex Lopes is already with Ana 11:00-12:15"),
        "{}",
        twice.err
    );
    assert_eq!(salon.store().visits(friday()).unwrap().len(), 1);
}

#[test]
fn what_is_over_cannot_be_booked() {
    let salon = Salon::open();
    let past = salon.run(&["book", "rex 2026-11-12 10"]);
    assert_eq!(past.code, 5);
    assert!(
        past.err
            .starts_with("Not booked: Thu 12 Nov is over; choose today or a day to come.\nFree instead:\n"),
        "{}",
        past.err
    );
    let early = salon.run(&["book", "rex today 9"]);
    assert!(
        early
            .err
            .starts_with("Not booked: 09:00 today is over; it is 10:00 now.\n"),
        "{}",
        early.err
    );
    // The clock at ten: nine o'clock is tomorrow's.
    assert!(
        salon
            .run(&["book", "rex 9"])
            .ok()
            .out
            .contains("tomorrow at 9 with Ana")
    );
}

#[test]
fn a_line_that_cannot_be_followed_changes_nothing() {
    let salon = Salon::open();
    let wrong = salon.run(&["book", "rex thu 25 nov 10"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("does not fit"), "{}", wrong.err);
    let locked = salon.run(&["book", "rex thu 10", "--read-only"]);
    assert_eq!(locked.code, 2);
    assert!(locked.err.contains("--read-only"));
    assert_eq!(
        salon.run(&["day", "thu", "--json"]).json()["visits"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn a_booking_from_a_shell_can_be_taken_back_at_the_desk() {
    let salon = Salon::open();
    salon.run(&["book", "rex mon 10"]).ok();
    let by = By {
        actor: "ana".to_owned(),
        at: ten(),
    };
    let undone = salon.store().apply(&Edit::Undo, &by).unwrap();
    assert_eq!(undone.label, "Undone: Booked Rex Lopes Mon 23 Nov 10:00 with Ana");
}

/// Marta Moreira brings Max as well.
fn with_max(salon: &Salon) {
    let mut store = salon.store();
    let bella = store
        .find("bella moreira", friday(), 5)
        .unwrap()
        .into_iter()
        .find_map(|hit| match hit {
            Hit::Dog { dog, .. } => Some(dog),
            Hit::Client(_) => None,
        });
    let max = Dog {
        first_name: "Max".to_owned(),
        last_name: "Moreira".to_owned(),
        ..Dog::blank(bella.unwrap().client_id)
    };
    let by = By {
        actor: "ana".to_owned(),
        at: ten(),
    };
    let add = DogEdit::Add {
        dog: max,
        client: None,
    };
    store.apply(&Edit::Dog(add), &by).unwrap();
    store.close().unwrap();
}

#[test]
fn several_dogs_of_one_client_in_one_line() {
    let salon = Salon::open();
    with_max(&salon);
    // Three clients have a Bella; only one of them has a Max as well.
    let booked = salon.run(&["book", "bella+max bath thu 10"]).ok();
    assert_eq!(
        booked.out,
        "Booked Bella and Max Moreira: Thursday 26th at 10, Bella with Ana and Max with Bo, ready by 12, \
         100 euros together\n"
    );
    assert_eq!(booked.err, "Take care of Bella and Max: no Rabies on the card.\n");
    let day = salon.run(&["day", "thu"]).ok();
    assert!(
        day.out
            .contains("Together: Bella and Max Moreira, in 10:00, out 12:00"),
        "{}",
        day.out
    );
    let json = salon
        .run(&[
            "book", "bella", "and", "max", "nails", "fri", "9:00", "ana", "--json",
        ])
        .ok()
        .json();
    assert_eq!(
        (&json["drop_off_min"], &json["pickup_min"]),
        (&540.into(), &585.into())
    );
    let starts: Vec<_> = json["booked"]
        .as_array()
        .unwrap()
        .iter()
        .map(|dog| dog["start_min"].clone())
        .collect();
    assert_eq!(starts, [540, 555]);
    assert_eq!(json["booked"][0]["visit_id"], json["booked"][1]["visit_id"]);
}

#[test]
fn each_of_several_dogs_has_its_own_work_and_any_of_several_groomers_does() {
    let salon = Salon::open();
    with_max(&salon);
    let booked = salon
        .run(&["book", "bella+max bath thu 10 max nails ana or bo"])
        .ok();
    assert_eq!(
        booked.out,
        "Booked Bella and Max Moreira: Thursday 26th at 10, Bella with Ana and Max with Bo, ready by 12, \
         68 euros together\n"
    );
    let not_bo = salon.run(&["book", "bella+max bath fri 10 not bo"]).ok();
    assert!(
        not_bo.out.contains("Bella and then Max with Ana"),
        "{}",
        not_bo.out
    );
    // A word that means nothing of one dog is marked as it is of two.
    let wrong = salon.run(&["book", "bella+max bath fri 10 max tralala"]);
    assert!(wrong.err.contains("^^^"), "{}", wrong.err);
}

#[test]
fn of_several_days_any_does_for_several_dogs_too() {
    let salon = Salon::open();
    with_max(&salon);
    // Nobody works on Sunday, the first of the days that would do.
    let sunday = salon.run(&["book", "bella+max nails from sun before 9:30"]).ok();
    assert!(sunday.out.contains("Monday 23rd at 9"), "{}", sunday.out);
}

#[test]
fn a_vaccine_that_runs_out_before_the_visit_is_told_of_each_dog_that_it_is_true_of() {
    let salon = Salon::open();
    with_max(&salon);
    let shell = rusqlite::Connection::open(&salon.db).unwrap();
    shell
        .execute_batch(
            "UPDATE dog SET birth = '2020-05-01';
             UPDATE dog SET bites = 1 WHERE first_name = 'Max';
             UPDATE client SET owes_cents = 2000 WHERE last_name = 'Moreira';
             INSERT INTO vaccination (id, dog_id, vaccine_id, until, proof, exempt)
               SELECT 'f' || substr(d.id, 2), d.id, v.id,
                 iif(d.first_name = 'Max', '2026-11-22', '2030-01-01'), 1, 0
               FROM dog AS d JOIN vaccine AS v ON v.name = 'Rabies' WHERE d.last_name = 'Moreira'",
        )
        .unwrap();
    drop(shell);
    let booked = salon.run(&["book", "bella+max bath thu 10"]).ok();
    assert_eq!(
        booked.err,
        "Take care of Max: bites; Rabies runs out 22 Nov 2026.\nTake care: owes 20 euros.\n"
    );
    let day = salon.run(&["day", "thu", "--json"]).ok().json();
    assert!(day.to_string().contains("\"alerts\":\"BVO\""), "{day}");
}

#[test]
fn who_is_missing_or_in_the_way_is_said_and_nothing_is_booked() {
    let salon = Salon::open();
    with_max(&salon);
    let nobody = salon.run(&["book", "rex+max thu 10"]);
    assert_eq!(
        (nobody.code, nobody.err.trim_end()),
        (5, "pomsalon: Paulo Lopes has no dog like `max`, only Rex")
    );
    let late = salon.run(&["book", "bella+max bath thu 17 ana"]);
    assert_eq!(late.code, 5);
    assert!(
        late.err
            .contains("Not booked: Bella: Ana works 09:00-18:00 that day"),
        "{}",
        late.err
    );
    assert!(late.err.contains("Free instead:"), "{}", late.err);
    assert!(!salon.run(&["day", "thu"]).ok().out.contains("Bella"));
}

#[test]
fn beyond_the_rules_only_with_a_reason() {
    let salon = Salon::open();
    let refused = salon.run(&["book", "bella moreira nails today 11 ana"]);
    assert_eq!(refused.code, 5);
    assert!(
        refused.err.contains("Ana is taken 11:00-12:15 by Rex Lopes"),
        "{}",
        refused.err
    );
    assert!(
        refused
            .err
            .contains("With Ana it can be booked beyond the rules: add --anyway \"the reason\"."),
        "{}",
        refused.err
    );
    let booked = salon
        .run(&[
            "book",
            "bella moreira nails today 11 ana",
            "--anyway",
            "torn nail",
        ])
        .ok();
    assert!(
        booked
            .out
            .starts_with("Booked Bella Moreira: today at 11 with Ana"),
        "{}",
        booked.out
    );
    assert!(
        booked
            .err
            .contains("Booked although: Ana is taken 11:00-12:15 by Rex Lopes."),
        "{}",
        booked.err
    );
    let day = salon.run(&["day"]).ok();
    assert!(
        day.out.contains("    + beyond the rules: torn nail\n"),
        "{}",
        day.out
    );
    let doctor = salon.run(&["doctor"]).out;
    let doctor: Vec<&str> = doctor.split_whitespace().collect();
    assert!(
        doctor
            .join(" ")
            .contains("none overlaps another but 1 that was booked so on purpose."),
        "{doctor:?}"
    );

    // Where the rules are kept there is nothing to go beyond.
    let plain = salon
        .run(&["book", "bella moreira nails mon 10 ana", "--anyway", "torn nail"])
        .ok();
    assert!(plain.err.contains("No rule is against it"), "{}", plain.err);
    // And a dog is in one place at a time.
    let twice = salon.run(&["book", "bella moreira nails today 11 bo", "--anyway", "torn nail"]);
    assert_eq!(twice.code, 5, "{}{}", twice.out, twice.err);
    assert!(twice.err.contains("not even with a reason"), "{}", twice.err);
}

#[test]
fn a_wrong_word_is_shown_in_the_line() {
    let salon = Salon::open();
    let wrong = salon.run(&["book", "bella moreira thu frozz ana"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(
        wrong
            .err
            .starts_with("  bella moreira thu frozz ana\n                    ^^^^^\n"),
        "{}",
        wrong.err
    );
    assert!(wrong.err.contains("I do not know `frozz`"), "{}", wrong.err);
}

#[test]
fn beyond_the_rules_it_is_offered_with_who_could_do_it_and_everything_is_named() {
    let salon = Salon::open();
    let late = salon.run(&["book", "bella moreira tidy tomorrow 17:30"]);
    assert_eq!(late.code, 5);
    assert!(
        late.err.ends_with(
            "With Ana it can be booked beyond the rules: add --anyway \"the reason\". \
             Against it: Ana would have to stay until 19:15 (works 09:00-18:00).\n"
        ),
        "{}",
        late.err
    );
    // Nobody works on Sundays: nobody is proposed, but who is named may be asked.
    let sunday = salon.run(&["book", "bella moreira sun 10"]);
    assert_eq!(sunday.code, 5);
    assert!(!sunday.err.contains("beyond the rules"), "{}", sunday.err);
    let sunday = salon.run(&["book", "bella moreira sun 10 bo"]);
    assert!(
        sunday
            .err
            .ends_with("Against it: Bo does not work that day and would have to come in.\n"),
        "{}",
        sunday.err
    );
}

#[test]
fn a_dog_that_comes_on_that_day_already_is_booked_only_when_that_is_answered() {
    let salon = Salon::open();
    let twice = salon.run(&["book", "rex lopes nails today 16 ana"]);
    assert_eq!((twice.code, twice.out.as_str()), (5, ""));
    assert_eq!(
        twice.err,
        "Not booked: Rex is in the book on that day already: Fri 20 Nov 11:00-12:15 with\n\
         Ana, Pom bath + blow-out. Add --yes to book it all the same.\n"
    );
    let json = salon.run(&["book", "rex lopes nails today 16 ana", "--json"]);
    assert_eq!((json.code, &json.json()["booked"]), (5, &serde_json::Value::Null));
    let series = salon.run(&["book", "rex lopes nails today 16 ana every 2w x2"]);
    assert_eq!((series.code, series.out.as_str()), (5, ""));
    let anyway = salon.run(&["book", "rex lopes nails today 17:50 ana", "--anyway", "agreed"]);
    assert_eq!((anyway.code, anyway.out.as_str()), (5, ""));
    salon.run(&["book", "rex lopes nails today 16 ana", "--yes"]).ok();
    // On another day there is nothing to answer.
    salon.run(&["book", "rex lopes nails mon 16 ana"]).ok();
}

#[test]
fn christmas_is_booked_only_when_somebody_means_it() {
    let salon = Salon::open();
    let christmas = salon.run(&["book", "bella moreira 25 dec 10 ana"]);
    assert_eq!((christmas.code, christmas.out.as_str()), (5, ""));
    assert_eq!(
        christmas.err,
        "Not booked: Fri 25 Dec is Christmas Day: many salons close then, and this one\n\
         has not. Screen 9 closes it; this is asked until 3 dogs are booked then. Add\n\
         --yes to book it all the same.\n"
    );
    for dog in ["bella moreira 25 dec 10", "rex lopes nails 25 dec 16"] {
        assert_eq!(salon.run(&["book", &format!("{dog} ana")]).code, 5, "{dog}");
        salon.run(&["book", &format!("{dog} ana"), "--yes"]).ok();
    }
}

#[test]
fn a_shave_down_that_nobody_signed_for_is_booked_only_when_that_is_answered() {
    let salon = Salon::open();
    let shell = rusqlite::Connection::open(&salon.db).unwrap();
    shell
        .execute_batch(
            "UPDATE service SET needs_waiver = 1 WHERE name = 'Nails';
             UPDATE dog SET coat = 'double' WHERE first_name = 'Bella'",
        )
        .unwrap();
    for line in [
        "bella moreira nails thu 10 ana",
        "bella moreira nails fri 10 every 2w x2",
    ] {
        let unsigned = salon.run(&["book", line]);
        assert_eq!((unsigned.code, unsigned.out.as_str()), (5, ""), "{line}");
        assert_eq!(
            unsigned.err,
            "Not booked: Bella has a double coat, and nobody signed for Nails: let the client\n\
             sign at the counter. Add --yes to book it all the same.\n"
        );
        salon.run(&["book", line, "--yes"]).ok();
    }
}

#[test]
fn a_day_on_which_many_salons_close_says_so_before_it_is_promised() {
    let salon = Salon::open();
    let free = salon.run(&["free", "bath", "fri", "25 dec"]).ok();
    assert!(free.out.contains("many salons close"), "{}", free.out);
}
