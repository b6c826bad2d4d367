//! Who waits for a time gets it: a time that becomes free is offered to those who really fit, one key for each answer.

use chrono::{Days, NaiveDate};
use pomsalon::domain::id::WaitId;
use pomsalon::domain::status::Status;
use pomsalon::domain::waitlist::{Outcome, Wait, WaitState, WaitWish};
use pomsalon::store::{Edit, WaitEdit, WaitLine};

use crate::harness::Desk;

const TEN: &str = "2026-11-20T10:00";

/// Puts a dog on the list so many days ago.
fn waits(desk: &Desk, dog: &str, days_ago: u64, change: impl FnOnce(&mut Wait)) -> Wait {
    let store = desk.store();
    let service = &store.services().unwrap()[0];
    let mut wait = Wait {
        id: WaitId::new(),
        dog_id: desk.dog(dog).id,
        service_id: service.id,
        appointment_id: None,
        minutes: service.minutes,
        wish: WaitWish::any(desk.now().date()),
        add_ons: Vec::new(),
        note: String::new(),
        call: false,
        state: WaitState::Waiting,
        asked_at: desk.now() - Days::new(days_ago),
        rev: 1,
    };
    change(&mut wait);
    desk.bo_changes(Edit::Wait(WaitEdit::Add(wait.clone())));
    wait
}

fn waiting(desk: &Desk) -> Vec<WaitLine> {
    desk.store().waitlist(desk.now().date()).unwrap()
}

fn friday() -> NaiveDate {
    "2026-11-20".parse().unwrap()
}

#[test]
fn a_cancellation_is_filled_from_the_waiting_list() {
    let mut desk = Desk::at(TEN);
    waits(&desk, "Bella Costa", 2, |_| {});
    let bruno = waits(&desk, "Bruno Moreira", 5, |_| {});
    // Who only comes on another day or with somebody else is not asked.
    waits(&desk, "Zola", 9, |wait| {
        wait.wish.groomer_id = Some(desk.store().groomers().unwrap()[1].id);
    });
    desk.tick();
    desk.keys("x<enter>");
    desk.must_show("10:30-12:15 with Ana is free now")
        .must_show("2 who wait fit")
        .must_show("» 1 Bruno Moreira")
        .must_show("Call Marta Moreira, +351 555 0123, about Bruno Moreira")
        .must_show("Say: today at 10:30 with Ana, about 2 hours (Pom bath), 50 euros.")
        .must_show("Cancelled Rex Weber Fri 20 Nov 10:30 · u undoes");
    insta::assert_snapshot!(desk.page());
    desk.keys_pressed();
    desk.keys("<enter><ring><enter>");
    assert!(desk.keys_pressed() <= 4, "a freed slot is filled in four keys");
    assert_eq!(
        desk.message(),
        "Booked Bruno Moreira from the waiting list: Fri 20 Nov 10:30 · u undoes"
    );
    let today = desk.store().visits(friday()).unwrap();
    let booked = today.iter().find(|visit| visit.dog == "Bruno Moreira").unwrap();
    assert_eq!(
        (booked.appointment.start_min, booked.appointment.end_min),
        (630, 705)
    );
    assert_eq!(
        desk.store().wait(bruno.id).unwrap().unwrap().state,
        WaitState::Filled
    );
    // One undo takes all of it back.
    desk.keys("u");
    assert_eq!(waiting(&desk).len(), 3);
    assert_eq!(
        desk.store().wait(bruno.id).unwrap().unwrap().state,
        WaitState::Waiting
    );
    assert!(waiting(&desk).iter().all(|line| line.offers.is_empty()));
    // A second one takes the cancellation back.
    desk.keys("u").must_show("Undone: Cancelled Rex Weber");
}

#[test]
fn where_nobody_fits_nothing_opens() {
    let mut desk = Desk::at(TEN);
    waits(&desk, "Bella Costa", 2, |wait| wait.wish.from_min = 14 * 60);
    // Kiki is with Bo at that time.
    waits(&desk, "Kiki Costa", 2, |_| {});
    waits(&desk, "Bruno Moreira", 2, |wait| {
        wait.wish.groomer_id = Some(desk.store().groomers().unwrap()[1].id);
    });
    desk.tick();
    desk.keys("x<enter>")
        .must_show("Cancelled Rex Weber")
        .must_not_show("is free now");
}

#[test]
fn who_could_come_on_an_earlier_day_anyway_is_not_called_for_a_later_one() {
    let mut desk = Desk::at(TEN);
    waits(&desk, "Zola", 2, |_| {});
    desk.tick();
    desk.keys("bbella costa tue 10 ana<enter><enter>")
        .must_show("Booked Bella Costa Tue 24 Nov 10:00");
    desk.keys("gtue<enter>x<enter>")
        .must_show("Cancelled Bella Costa")
        .must_not_show("is free now");
    // Who can only come then is.
    desk.keys("u").must_show("Undone");
    waits(&desk, "Bruno Moreira", 1, |wait| {
        wait.wish.first_day = friday() + Days::new(4);
    });
    desk.tick();
    desk.keys("x<enter>")
        .must_show("10:00-11:15 with Ana is free now")
        .must_show("» 1 Bruno Moreira")
        .must_not_show("2 Zola");
}

#[test]
fn one_declines_one_does_not_answer_and_the_third_takes_it() {
    let mut desk = Desk::at(TEN);
    waits(&desk, "Bruno Moreira", 5, |_| {});
    waits(&desk, "Bella Costa", 4, |_| {});
    waits(&desk, "Zola", 3, |_| {});
    desk.tick();
    desk.keys("x<enter><enter>")
        .must_show("Calling Marta Moreira")
        .keys("d")
        // The next one is there to be called, and nobody is on the phone yet.
        .must_show("Call Inês Costa, 555 0142, about Bella Costa")
        .must_show("declined")
        .keys("<enter>")
        .must_show("Calling Inês Costa, 555 0142, about Bella Costa")
        .keys("o")
        .must_show("about Zola")
        .must_show("no answer")
        .keys("<enter><ring><enter>")
        .must_show("Booked Zola from the waiting list");
    let said: Vec<(String, Vec<Outcome>)> = waiting(&desk)
        .into_iter()
        .map(|line| (line.dog, line.offers.iter().map(|made| made.outcome).collect()))
        .collect();
    assert_eq!(
        said,
        [
            ("Bruno Moreira".to_owned(), vec![Outcome::Declined]),
            ("Bella Costa".to_owned(), vec![Outcome::NoAnswer])
        ]
    );
}

#[test]
fn when_all_were_asked_the_time_stays_free_and_nothing_is_lost() {
    let mut desk = Desk::at(TEN);
    waits(&desk, "Bruno Moreira", 5, |_| {});
    desk.tick();
    desk.keys("x<enter><enter>d")
        .must_show("1 who waits fits, and all were asked")
        .keys("<backspace>")
        .must_not_show("is free now");
    assert_eq!(waiting(&desk).len(), 1);
}

#[test]
fn who_wants_to_come_sooner_moves_and_leaves_a_time_of_its_own() {
    let mut desk = Desk::at(TEN);
    let kiki = desk
        .store()
        .visits(friday())
        .unwrap()
        .into_iter()
        .find(|visit| visit.dog == "Kiki Costa")
        .unwrap();
    waits(&desk, "Kiki Costa", 5, |wait| {
        wait.appointment_id = Some(kiki.appointment.id);
    });
    waits(&desk, "Bella Costa", 1, |wait| wait.wish.from_min = 11 * 60);
    desk.tick();
    desk.keys("x<enter>")
        .must_show("» 1 Kiki Costa")
        .must_show("comes sooner")
        .must_show("has Fri 20 Nov 11:00, which moves here")
        .keys("<enter><ring><enter>")
        .must_show("Moved Kiki Costa from the waiting list: Fri 20 Nov 10:30")
        // Its own time is free now in its turn.
        .must_show("11:00-12:15 with Bo is free now")
        .must_show("» 1 Bella Costa")
        .keys("<ring><enter><ring><enter>")
        .must_show("Booked Bella Costa from the waiting list: Fri 20 Nov 11:00");
    let moved = desk.store().appointment(kiki.appointment.id).unwrap().unwrap();
    assert_eq!((moved.start_min, moved.status), (630, Status::Confirmed));
    assert_eq!(waiting(&desk), []);
}

#[test]
fn a_no_show_offers_what_is_left_of_its_time() {
    let mut desk = Desk::at("2026-11-20T10:50");
    waits(&desk, "Bella Costa", 2, |_| {});
    desk.tick();
    desk.keys("n<enter>")
        .must_show("Rex Weber did not come")
        .must_show("11:00-12:15");
}

#[test]
fn the_time_is_held_at_other_desks_while_somebody_is_called() {
    let mut desk = Desk::at(TEN);
    waits(&desk, "Bruno Moreira", 5, |_| {});
    desk.tick();
    desk.keys("x<enter><enter>").tick();
    let mut bo = desk.beside("bo");
    bo.keys("3").must_show("held 10:30-11:45 by ana");
}

#[test]
fn the_screen_says_whom_to_call_and_what_to_say() {
    let mut desk = Desk::at(TEN);
    let ana = desk.store().groomers().unwrap()[0].id;
    waits(&desk, "Bella Costa", 2, |wait| {
        wait.wish.groomer_id = Some(ana);
        wait.wish.weekdays = pomsalon::domain::waitlist::Weekdays(24);
        wait.wish.from_min = 14 * 60;
        wait.wish.last_day = "2026-12-05".parse().ok();
        wait.note = "any size of tip".to_owned();
    });
    waits(&desk, "Bruno Moreira", 1, |wait| wait.call = true);
    desk.keys("8").must_show("! Bruno Moreira");
    desk.keys("<down>");
    insta::assert_snapshot!(desk.page());
    desk.must_show("Ana, Thu/Fri, after 14:00, until 5 Dec")
        .must_show("Say: today at 14 with Ana");
    // Nobody answered; the next call is another day.
    desk.keys("<enter>o")
        .must_show("Nobody answered for Bella Costa, Fri 20 Nov 14:00");
    desk.must_show("Fri 20 Nov 14:00 with Ana: no answer");
    // They call back and take another time.
    desk.keys("b")
        .must_show("Book Bella Costa")
        .must_show("Wish ana after 14:00 20 nov 2026")
        .keys("2<enter>")
        .must_show("Booked Bella Costa from the waiting list: Fri 20 Nov 14:15");
    assert_eq!(waiting(&desk).len(), 1);
    // The other one does not wait any more.
    desk.keys("x")
        .must_show("Take Bruno Moreira of Marta Moreira off the call")
        .keys("<enter>")
        .must_show("Nobody waits.");
    desk.keys("u").must_show("! Bruno Moreira");
}

#[test]
fn a_dog_is_put_on_the_list_in_one_line_and_its_wish_is_changed() {
    let mut desk = Desk::at(TEN);
    desk.keys("8")
        .must_show("Nobody waits. Press n")
        .keys("nkiki thu/fri after 14 ana until 5 dec<enter>")
        .must_show("Kiki Costa on the waiting list")
        .must_show("Waits for: Ana, Thu/Fri, after 14:00, until 5 Dec")
        .keys("<enter>")
        .must_show("Kiki Costa is on the waiting list · u undoes")
        .must_show("Ana, Thu/Fri");
    desk.keys("e")
        .must_show("Wish ana thu fri after 14:00 until 5 dec 2026")
        .keys(&"<backspace>".repeat(40))
        .keys("mon zorro")
        .must_show("I do not know `zorro`")
        .keys("<enter>");
    assert!(desk.message().starts_with("I do not know `zorro`"));
    desk.keys(&"<backspace>".repeat(6))
        .keys("<enter>")
        .must_show("Kiki Costa waits for something else now");
    let lines = waiting(&desk);
    assert_eq!(
        lines[0].wait.wish.words(lines[0].groomer.as_deref(), friday()),
        "Mon"
    );
    // A second wish of the same dog is pointed out.
    desk.keys("nkiki<enter>").must_show("is on the list already: Mon");
}

#[test]
fn while_booking_no_time_suits_and_the_wish_goes_on_the_list() {
    let mut desk = Desk::at(TEN);
    desk.keys("bbella costa<enter>thu 10 ana<tab>0");
    desk.must_show("put it on the waiting list")
        .keys("4<enter>")
        .must_show("Waits for: Ana, about 10:00, on Thu 26 Nov")
        .keys("<enter>")
        .must_show("Bella Costa is on the waiting list");
    assert_eq!(waiting(&desk).len(), 1);
    // What is booked can wait for something sooner.
    desk.keys("m0")
        .must_show("it wants to come sooner")
        .keys("5<enter>")
        .must_show("Rex Weber wants to come sooner")
        .keys("<enter>");
    let lines = waiting(&desk);
    assert!(
        lines
            .iter()
            .any(|line| line.dog == "Rex Weber" && line.wait.is_sooner())
    );
    // Called off, it waits for nothing; and with the cancellation taken back it waits again.
    desk.keys("x<enter>");
    assert_eq!(waiting(&desk).len(), 1);
    desk.keys("<esc>u");
    assert_eq!(waiting(&desk).len(), 2);
}

#[test]
fn the_time_that_was_read_out_is_the_one_that_is_selected() {
    let mut desk = Desk::at(TEN);
    // On no Monday before the seventh of December is there a time in the evening.
    for day in ["2026-11-23", "2026-11-30"] {
        let kiki = desk.store().visits(friday()).unwrap()[2].appointment.clone();
        let taken = pomsalon::domain::appointment::Appointment {
            id: pomsalon::domain::id::AppointmentId::new(),
            dog_id: desk.dog("Bella Costa").id,
            day: day.parse().unwrap(),
            start_min: 15 * 60,
            end_min: 18 * 60,
            pickup_min: 18 * 60,
            status: Status::Booked,
            ..kiki
        };
        desk.bo_changes(Edit::Appointment(pomsalon::store::AppointmentEdit::Book(
            taken.into(),
        )));
    }
    desk.keys("8nkiki<enter>mon after 16 bo<enter>")
        .must_show("Say: Monday 7th December at 16 with Bo");
    desk.keys("b")
        .must_show("Book Kiki Costa")
        .must_show("Say: Monday 7th December at 16 with Bo");
    desk.keys("<enter>")
        .must_show("Booked Kiki Costa from the waiting list: Mon 7 Dec 16:00");
}

#[test]
fn a_wish_is_read_whole_below_the_list_and_since_when() {
    let mut desk = Desk::at(TEN);
    waits(&desk, "Bella Costa", 2, |wait| {
        wait.wish.weekdays = pomsalon::domain::waitlist::Weekdays(31);
        wait.wish.from_min = 14 * 60;
        wait.wish.before_min = 17 * 60;
        wait.wish.first_day = friday() + Days::new(3);
        wait.wish.last_day = "2027-01-15".parse().ok();
        wait.note = "only when Kiki can come along".to_owned();
    });
    desk.keys("8");
    let page = desk.page().split_whitespace().collect::<Vec<_>>().join(" ");
    let wish = "Wish: Mon/Tue/Wed/Thu/Fri, after 14:00 before 17:00, from 23 Nov, until 15 Jan 2027; only when Kiki can \
                come along; waits since Wed 18 Nov";
    assert!(page.contains(wish), "{page}");
}

#[test]
fn nothing_is_declined_that_was_not_offered() {
    let mut desk = Desk::at(TEN);
    waits(&desk, "Bella Costa", 2, |_| {});
    desk.keys("8d");
    assert_eq!(
        desk.message(),
        "nothing has been offered yet: Enter calls Inês Costa, then d or o"
    );
    desk.keys("o");
    assert!(desk.message().starts_with("nothing has been offered yet"));
    assert!(waiting(&desk)[0].offers.is_empty());
    // On the phone one key is one answer, and the next time is there to be said.
    desk.keys("<enter>")
        .must_show("Calling Inês Costa, 555 0142")
        .must_show("Say: today at 12:15 with Ana")
        .keys("d")
        .must_show("Bella Costa does not take Fri 20 Nov 12:15 · u undoes")
        .must_show("Say: today at 13:15 with Ana");
    // What stands there about undoing is so.
    desk.keys("u").must_show("Undone: Bella Costa does not take");
    assert!(waiting(&desk)[0].offers.is_empty());
    desk.keys("<enter><ring><enter>")
        .must_show("Booked Bella Costa from the waiting list: Fri 20 Nov 12:15");
}

#[test]
fn a_cancellation_is_taken_back_from_the_list_of_who_fits_its_time() {
    let mut desk = Desk::at(TEN);
    waits(&desk, "Bruno Moreira", 5, |_| {});
    desk.tick();
    for keys in ["x<enter>", "x<enter><enter>"] {
        desk.keys(keys)
            .must_show("Cancelled Rex Weber Fri 20 Nov 10:30 · u undoes")
            .keys("u")
            .must_show("Undone: Cancelled Rex Weber")
            .must_not_show("is free now");
    }
}

#[test]
fn a_freed_time_is_called_through_and_the_cards_say_what_came_of_it() {
    let mut desk = Desk::at(TEN);
    for dog in ["bella costa", "bruno", "zola"] {
        desk.keys(&format!("8n{dog}<enter><enter>"));
    }
    // Rex is called off: three fit; the first declines with one key, the second takes it with one.
    desk.keys("1x<enter>")
        .must_show("3 who wait fit")
        .keys("<enter>")
        .must_show("Calling Inês Costa")
        .keys("d")
        .must_show("Call Marta Moreira")
        .keys("<enter><ring><enter>")
        .must_show("Booked Bruno Moreira from the waiting list: Fri 20 Nov 10:30");
    // The third was not called, and waits as before.
    desk.keys("8").must_show("Zola").must_not_show("Bruno Moreira ");
    desk.keys("/bella costa<enter>")
        .must_show("Waits       Pom bath, any time, since Fri 20 Nov; Fri 20 Nov 10:30")
        .must_show("declined");
    desk.keys("<backspace>/bruno<enter>")
        .must_show("Fri 20 Nov 10:30 Pom bath with Ana, Booked")
        .must_not_show("Waits");
}

#[test]
fn one_enter_too_many_neither_calls_the_next_nor_says_yes_for_them() {
    let mut desk = Desk::at(TEN);
    waits(&desk, "Bruno Moreira", 5, |wait| wait.call = true);
    waits(&desk, "Bella Costa", 4, |wait| wait.call = true);
    desk.keys("8").must_show("Say: ");
    // Pressed twice, she is called and not booked.
    desk.keys("<enter><enter>").must_show("Calling Marta Moreira");
    assert_eq!(
        desk.message(),
        "Nothing was done yet: Enter once more when they have said yes"
    );
    // She says yes; one Enter too many does not call the next.
    desk.keys("<ring><enter>")
        .must_show("Booked Bruno Moreira from the call list")
        .keys("<enter><enter>")
        .must_not_show("Calling");
    assert_eq!(
        desk.message(),
        "Nobody is called yet: Enter once more calls the selected one"
    );
    assert_eq!(waiting(&desk).len(), 1);
    desk.keys("<ring><enter>").must_show("Calling Inês Costa");
    // Behind any other key an Enter is meant: nothing waits for a clock.
    desk.keys("d<enter>");
    assert!(
        desk.message().starts_with("Booked Bella Costa"),
        "{}",
        desk.message()
    );
}

#[test]
fn who_waits_for_the_usual_groomer_waits_for_the_one_of_last_time() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("8nbella mor<enter>thu with her usual")
        .must_show("Waits for: Ana, Thu");
}

#[test]
fn a_time_somebody_waits_for_says_so_to_the_next_caller() {
    let mut desk = Desk::at(TEN);
    waits(&desk, "Kiki Costa", 3, |wait| {
        wait.wish.first_day = "2026-11-26".parse().unwrap();
        wait.wish.last_day = Some(wait.wish.first_day);
    });
    // Who would come at any time is not meant: there are other times for them.
    waits(&desk, "Zola", 5, |_| {});
    desk.tick();
    desk.keys("bbella moreira thu 10<enter>")
        .must_show("Thu 26 Nov       10:00-11:15  Ana                 Kiki waits for this");
    // It says so and asks nothing more.
    desk.keys("<enter>")
        .must_show("Booked Bella Moreira Thu 26 Nov 10:00");
    desk.keys("bkiki thu 12<enter>").must_not_show("waits for this");
}

#[test]
fn a_dog_booked_for_what_it_waits_for_is_off_the_list_with_one_undo() {
    let mut desk = Desk::at(TEN);
    let kiki = waits(&desk, "Kiki Costa", 3, |wait| {
        wait.wish.first_day = "2026-11-26".parse().unwrap();
        wait.wish.last_day = Some(wait.wish.first_day);
        wait.wish.before_min = 12 * 60;
    });
    desk.tick();
    // Neither another time of that day nor other work is what she waits for.
    desk.keys("bkiki bath thu 14 bo<enter><enter>")
        .must_show("Booked Kiki Costa Thu 26 Nov 14:00")
        .must_not_show("off the waiting list")
        .keys("u");
    desk.keys("bkiki nails thu 10 bo<enter><enter>")
        .must_show("Booked Kiki Costa Thu 26 Nov 10:00")
        .must_not_show("off the waiting list")
        .keys("u");
    assert_eq!(waiting(&desk).len(), 1);
    desk.keys("bkiki bath thu 10 bo<enter><enter>");
    assert_eq!(
        desk.message(),
        "Booked Kiki Costa Thu 26 Nov 10:00 with Bo, off the waiting list · Tab shows it · u undoes"
    );
    let filled = desk.store().wait(kiki.id).unwrap().unwrap();
    assert_eq!(filled.state, WaitState::Filled);
    desk.keys("u");
    let again = waiting(&desk);
    assert_eq!(again.len(), 1);
    assert!(again[0].offers.is_empty());
}

#[test]
fn a_long_list_says_how_many_are_out_of_sight() {
    let mut desk = Desk::at(TEN);
    for days in 1..=12 {
        waits(&desk, "Kiki Costa", days, |_| {});
    }
    desk.tick();
    desk.keys("8").must_show("more \u{2193}");
    desk.keys("<end>").must_show("more \u{2191}");
}

#[test]
fn what_is_taken_back_leaves_a_time_of_which_those_who_wait_are_told_with_one_key() {
    let mut desk = Desk::at("2026-11-20T10:00");
    desk.keys("8nkiki nails<enter><enter>1");
    desk.keys("bbella costa nails today 16 bo<enter><enter>")
        .must_show("Booked Bella Costa");
    // Nothing is in the way of who takes back a slip.
    desk.keys("u")
        .must_show("Undone: Booked Bella Costa")
        .must_show(" · Tab: 1 who waits fits, y redoes")
        .must_not_show("is free now");
    desk.keys("<tab>")
        .must_show("16:00-16:15 with Bo is free now")
        .must_show("Kiki Costa")
        .keys("<backspace>");
    // Once looked at, Tab is what it was; and what is booked again is free no more.
    desk.keys("y").must_not_show("who waits fits");
}
