//! A groomer calls in ill: the whole day gets other places or goes on the call list, in one edit, with one undo.

use chrono::NaiveDate;
use pomsalon::booking::{Absence, AwayPlan, Instead};
use pomsalon::domain::appointment::Appointment;
use pomsalon::domain::groomer::TimeOff;
use pomsalon::domain::id::{AppointmentId, TimeOffId, VisitId};
use pomsalon::domain::money::Cents;
use pomsalon::domain::schedule::Span;
use pomsalon::domain::status::Status;
use pomsalon::store::{AppointmentEdit, By, Edit, Store, Visit};
use proptest::prelude::*;

use crate::harness::Desk;

const EARLY: &str = "2026-11-20T08:30";

fn friday() -> NaiveDate {
    "2026-11-20".parse().unwrap()
}

fn day(desk: &Desk) -> Vec<Visit> {
    desk.store().visits(friday()).unwrap()
}

/// Where each dog is, as `Rex Weber 10:30 Bo booked`.
fn places(visits: &[Visit]) -> Vec<String> {
    visits
        .iter()
        .map(|visit| {
            let a = &visit.appointment;
            format!(
                "{} {}:{:02} {} {}",
                visit.dog,
                a.start_min / 60,
                a.start_min % 60,
                visit.groomer,
                a.status.as_str()
            )
        })
        .collect()
}

#[test]
fn everybody_gets_another_place_and_one_undo_brings_the_day_back() {
    let mut desk = Desk::at(EARLY);
    let before = places(&day(&desk));
    desk.keys("5o")
        .must_show("Ana is off Fri 20 Nov (ill)")
        // Bella is in work already, and Bo is free for her; Rex comes when he is done with Kiki.
        .must_show("On the table now: Bella - who takes over?")
        .must_show("2 dogs: 1 moved at once, 1 to be asked; 2 to call")
        .must_show("» 09:00-10:15  Bella, Marta Moreira")
        .must_show("-> Bo takes over")
        .must_show("10:30-12:15  Rex, Jonas Weber")
        .must_show("-> ask 13:30 Bo")
        .must_show("ask: it stays booked, and the time is held until the client says yes");
    insta::assert_snapshot!(desk.page());
    desk.keys("<enter>")
        .must_show("Whom to call")
        .must_show("2 to call; 8 Waitlist has them on top")
        .must_show("Jonas Weber 0177 (Rex): ask for Fri 20 Nov 13:30 with Bo")
        .must_show("Marta Moreira 0123 (Bella): tell, Bo takes over");
    let said = "Ana is off Fri 20 Nov (ill), 1 moved, 1 to be asked, 2 to call: ";
    assert!(desk.message().starts_with(said), "{}", desk.message());
    let now = places(&day(&desk));
    assert!(
        now.contains(&"Bella Moreira 9:00 Bo in_work".to_owned()),
        "{now:?}"
    );
    // Nobody has asked his client yet.
    assert!(now.contains(&"Rex Weber 10:30 Ana booked".to_owned()), "{now:?}");
    desk.keys("<backspace>u1");
    assert_eq!(places(&day(&desk)), before);
    assert_eq!(desk.store().times_off(friday()).unwrap(), []);
    desk.keys("8").must_show("Nobody waits.");
}

#[test]
fn a_client_is_asked_before_the_dog_goes_to_another_time() {
    let mut desk = Desk::at(EARLY);
    desk.keys("5o<enter><enter>")
        .must_show("[8 Waitlist]")
        .must_show("! Rex Weber")
        .must_show("ask: Fri 20 Nov 13:30")
        .must_show("Say: Jonas Weber, Ana is ill today. Could Rex Weber come today at 13:30 with")
        .must_show("Bo instead of 10:30?")
        .must_show("Is booked Fri 20 Nov 10:30 with Ana until they say yes");
    insta::assert_snapshot!(desk.page());
    // The time is his for as long as he was not asked, at this desk and at others.
    desk.keys("bkiki<esc>3")
        .must_show("held 13:30-15:15 by the call list");
    desk.keys("/rex<enter>")
        .must_show("Waits       to be asked for Fri 20 Nov 13:30 with Bo (Ana is ill)")
        .keys("<backspace>");
    desk.keys("8<home>d");
    assert_eq!(
        desk.message(),
        "nothing has been offered yet: Enter calls Jonas Weber, then d or o"
    );
    // Nobody is at home; then they call back.
    desk.keys("<enter>")
        .must_show("Calling Jonas Weber, 555 0177")
        .keys("o")
        .must_show("Nobody answered for Rex Weber")
        .must_show("no answer");
    // What was said before is not forgotten over it; the key that adds a dog to the list says nothing in a call.
    desk.keys("<enter>d<backspace>")
        .must_show("13:30 with Bo: declined")
        .must_show("13:30 with Bo: no answer")
        .keys("u");
    desk.keys("<ring><enter>n");
    assert!(desk.message().starts_with("n does nothing here"));
    desk.keys("<backspace>");
    desk.keys("<enter><ring><enter>")
        .must_show("Moved Rex Weber to Fri 20 Nov 13:30, as agreed");
    let now = places(&day(&desk));
    assert!(now.contains(&"Rex Weber 13:30 Bo booked".to_owned()), "{now:?}");
    desk.keys("u").must_show("! Rex Weber");
    let now = places(&day(&desk));
    assert!(now.contains(&"Rex Weber 10:30 Ana booked".to_owned()), "{now:?}");
}

#[test]
fn who_declines_is_offered_the_nearest_other_time_which_is_held_then() {
    let mut desk = Desk::at(EARLY);
    desk.keys("5o<enter><enter>").keys("<enter>d");
    desk.must_show("Rex Weber: Fri 20 Nov 13:30 declined")
        // An hour around what they do not want is left alone.
        .must_show("Could Rex Weber come today at 14:30");
    desk.keys("3").keys("<backspace>3");
    desk.must_show("held 14:30-16:15 by the call list")
        .must_not_show("held 13:30");
    // Another day then, of all there are; and the one on the list is filled.
    desk.keys("8<home>b")
        .must_show("Move Rex Weber")
        .keys("mon 10 ana<enter>")
        .must_show("Moved Rex Weber from the call list: Mon 23 Nov 10:00");
    desk.keys("8").must_not_show("! Rex Weber").keys("u");
    // Or off the day, when nothing will do.
    desk.keys("<home>x")
        .must_show("Call off Rex Weber of Jonas Weber: no other time")
        .keys("<enter>")
        .must_show("Called off Rex Weber: no other time would do");
    let now = places(&day(&desk));
    assert!(
        now.contains(&"Rex Weber 10:30 Ana cancelled".to_owned()),
        "{now:?}"
    );
    desk.keys("8").must_not_show("! Rex Weber");
}

#[test]
fn the_client_of_a_dog_on_the_table_is_told_who_goes_on_with_it() {
    let mut desk = Desk::at(EARLY);
    desk.keys("5o<enter><enter>")
        .keys("<end>")
        .must_show("tell: Fri 20 Nov 09:00")
        .must_show("Say: Marta Moreira, Ana is ill today. Bo goes on with Bella Moreira.")
        .keys("<enter>d");
    assert!(
        desk.message()
            .starts_with("Bella Moreira is in the salon already")
    );
    desk.keys("<enter>")
        .must_show("The client of Bella Moreira knows");
    desk.keys("8").must_not_show("! Bella").must_show("! Rex");
}

#[test]
fn the_same_time_with_somebody_else_is_done_at_once_and_told() {
    let mut desk = Desk::at(EARLY);
    let store = desk.store();
    let zola = wanted(&desk, store, "Zola", 0, 15 * 60, 60);
    desk.bo_changes(Edit::Appointment(AppointmentEdit::Book(zola.into())));
    desk.tick();
    desk.keys("5o")
        .must_show("-> 15:00 Bo, same time")
        .keys("<enter>");
    let now = places(&day(&desk));
    assert!(now.contains(&"Zola 15:00 Bo booked".to_owned()), "{now:?}");
    desk.keys("<enter><down>")
        .must_show("tell: Fri 20 Nov 15:00")
        .must_show("Zola comes today at 15 as agreed, to Bo.");
}

#[test]
fn asked_once_a_client_is_not_put_on_the_list_twice() {
    let mut desk = Desk::at(EARLY);
    desk.keys("5o<enter><backspace>");
    let before = desk.store().waitlist(friday()).unwrap();
    // The same days once more: what is held for him is what is proposed.
    desk.keys("5o")
        .must_show("-> ask 13:30 Bo")
        .keys("<enter><backspace>");
    let rex = |lines: &[pomsalon::store::WaitLine]| {
        let lines = lines.iter().filter(|line| line.dog == "Rex Weber");
        lines.map(|line| line.wait.id).collect::<Vec<_>>()
    };
    assert_eq!(rex(&desk.store().waitlist(friday()).unwrap()), rex(&before));
}

#[test]
fn who_cannot_be_moved_is_called_and_booked_from_the_list() {
    let mut desk = Desk::at(EARLY);
    desk.keys("5oc").must_show("Bella is on the table now");
    desk.keys("<down>c")
        .must_show("-> call list")
        .must_show("1 moved at once, 1 without a place; 2 to call");
    desk.keys("<enter>")
        .must_show("Jonas Weber 0177 (Rex): needs another time")
        .keys("<enter>")
        .must_show("! Rex Weber")
        .must_show("! CALL Rex Weber")
        .must_show("Had Fri 20 Nov 10:30, which the salon called off")
        .must_show("Say: Jonas Weber, Ana is ill today. For Rex Weber: ")
        .must_show("(Pom full tidy), 78 euros");
    // The same work, with Bo, as soon as it can be.
    desk.keys("<enter><ring><enter>")
        .must_show("Booked Rex Weber from the call list")
        .must_not_show("! Rex Weber");
    let rex: Vec<pomsalon::store::Visit> = day(&desk)
        .into_iter()
        .filter(|visit| visit.dog == "Rex Weber")
        .collect();
    assert_eq!(rex.len(), 2, "the one called off and the new one: {rex:?}");
    // Why they were called is no note of the work.
    assert!(rex.iter().all(|visit| visit.appointment.note.is_empty()));
    // Backwards one by one.
    desk.keys("u").must_show("! Rex Weber");
    desk.keys("u").must_show("Nobody waits.");
}

#[test]
fn another_place_and_another_day_on_request() {
    let mut desk = Desk::at(EARLY);
    desk.keys("5o<down><right>").must_not_show("-> ask 13:30 Bo");
    desk.keys("<left>").must_show("-> ask 13:30 Bo");
    desk.keys("<up><right>").must_show("-> who takes over?");
    // All of them can be left where they are, to be sorted out later.
    desk.keys("l").must_show("2 dogs: 2 left there");
    desk.keys("<tab>tomorrow dentist")
        .must_show("Ana is off Sat 21 Nov (dentist)")
        .must_show("Nobody is booked then; Enter notes the time off.")
        .keys("<enter><enter>");
    assert_eq!(desk.message(), "Ana is off Sat 21 Nov (dentist) · u undoes");
}

/// Books Bella and Bruno as one visit at a time of Monday, each with a groomer.
fn visit_on_monday(desk: &Desk, dogs: [(&str, usize, i64); 2]) {
    let monday: NaiveDate = "2026-11-23".parse().unwrap();
    let visit = VisitId::new();
    let edits = dogs.map(|(dog, groomer, start)| {
        let first = dogs.iter().map(|(_, _, start)| *start).min();
        let store = desk.store();
        let booked = wanted(desk, store, dog, groomer, start, 75);
        Edit::Appointment(AppointmentEdit::Book(
            Appointment {
                day: monday,
                drop_off_min: first,
                visit_id: Some(visit),
                ..booked
            }
            .into(),
        ))
    });
    desk.bo_changes(Edit::Together {
        label: "Booked both".to_owned(),
        edits: edits.to_vec(),
    });
}

#[test]
fn dogs_of_one_visit_stay_together_or_are_called_together() {
    let mut desk = Desk::at(EARLY);
    // One after the other with Ana: Bo takes both, one after the other.
    visit_on_monday(&desk, [("Bella Moreira", 0, 540), ("Bruno Moreira", 0, 615)]);
    desk.tick();
    desk.keys("5o<tab>mon<enter>")
        .must_show("-> 09:00 Bo, same time")
        .must_show("-> 10:15 Bo, same time");
    // Bo has somebody at nine: both go, none alone.
    let store = desk.store();
    let zola = Appointment {
        day: "2026-11-23".parse().unwrap(),
        ..wanted(&desk, store, "Bella Costa", 1, 540, 60)
    };
    desk.bo_changes(Edit::Appointment(AppointmentEdit::Book(zola.into())));
    let mut other = desk.beside("bo");
    other
        .keys("5o<tab>mon<enter>")
        .must_show("-> ask 10:00 Bo")
        .must_show("-> ask 11:15 Bo");
    // Side by side, and Bo has the whole day full: she is called and not sent alone.
    let mut desk = Desk::at(EARLY);
    visit_on_monday(&desk, [("Bella Moreira", 0, 540), ("Bruno Moreira", 1, 540)]);
    let store = desk.store();
    let kiki = Appointment {
        day: "2026-11-23".parse().unwrap(),
        ..wanted(&desk, store, "Kiki Costa", 1, 630, 120)
    };
    desk.bo_changes(Edit::Appointment(AppointmentEdit::Book(kiki.into())));
    desk.tick();
    desk.keys("5o<tab>mon<enter>").must_show("-> call list");
}

#[test]
fn two_dogs_of_a_visit_are_one_call() {
    let mut desk = Desk::at(EARLY);
    visit_on_monday(&desk, [("Bella Moreira", 0, 540), ("Bruno Moreira", 0, 615)]);
    desk.tick();
    // The call list for one of them is the call list for both.
    desk.keys("5o<tab>mon<enter>c")
        .must_show("2 dogs: 2 without a place; 1 to call")
        .keys("<backspace>");
    // Bo has somebody at nine: they are asked together, for a time at which both can come.
    let store = desk.store();
    let zola = Appointment {
        day: "2026-11-23".parse().unwrap(),
        ..wanted(&desk, store, "Bella Costa", 1, 540, 60)
    };
    desk.bo_changes(Edit::Appointment(AppointmentEdit::Book(zola.into())));
    desk.tick();
    desk.keys("5o<tab><backspace><backspace><backspace>mon<enter><enter><enter>")
        .must_show("ask: Mon 23 Nov 10:00")
        .must_show("ask: Mon 23 Nov 11:15")
        .keys("<enter>")
        .must_show("about Bella and Bruno Moreira")
        .must_show("23rd, Bella at 10 with Bo and Bruno at 11:15 with Bo instead of 9?");
    // They do not want ten: both are declined, and both get another time.
    desk.keys("d")
        .must_show("Bella and Bruno Moreira: Mon 23 Nov 10:00 declined")
        .must_show("Could they come");
    desk.keys("<enter>").must_show("Moved Bella and Bruno Moreira to");
    desk.must_show("Nobody waits.");
    desk.keys("u")
        .must_show("! Bella Moreira")
        .must_show("! Bruno Moreira");
    // Nobody answers: once for both.
    desk.keys("<enter>o")
        .must_show("Nobody answered for Bella and Bruno Moreira");
}

#[test]
fn a_call_about_one_dog_of_a_trip_names_the_other_that_stays_where_it_is() {
    let mut desk = Desk::at(EARLY);
    visit_on_monday(&desk, [("Bella Moreira", 0, 540), ("Bruno Moreira", 1, 540)]);
    desk.tick();
    desk.keys("5o<tab>mon<enter>")
        .must_show("-> ask 10:15 Bo")
        .keys("<enter>");
    // The key that the box names goes there, as Enter does.
    desk.must_show("1 to call; 8 Waitlist has it on top")
        .keys("8")
        .must_show("[8 Waitlist]")
        .must_show("Could Bella Moreira come Monday")
        .must_show("Bruno stays at 9, so both come at 9")
        .must_show("ready by 11:30.")
        .must_show("Is here now; Bruno Mon 23 Nov 09:00");
    desk.keys("<enter><ring><enter>")
        .must_show("Moved Bella Moreira to Mon 23 Nov 10:15, as agreed");
}

#[test]
fn the_time_that_is_kept_for_a_dog_and_those_declined_are_told_among_all_times() {
    let mut desk = Desk::at(EARLY);
    desk.keys("5o<enter><enter>").must_show("ask: Fri 20 Nov 13:30");
    desk.keys("b")
        .must_show("13:30-15:15  Bo                  kept for Rex")
        .must_not_show("held by the call list");
    desk.keys("<esc>1<home>8<enter>d")
        .must_show("13:30 with Bo: declined");
    desk.keys("b<tab>today 13:30")
        .must_show("13:30-15:15  Bo                  declined");
}

#[test]
fn dogs_of_a_client_that_come_at_one_time_stay_one_trip_without_being_marked() {
    let mut desk = Desk::at(EARLY);
    let monday: NaiveDate = "2026-11-23".parse().unwrap();
    let book = |dog: &str, groomer: usize, start: i64| {
        let booked = Appointment {
            day: monday,
            ..wanted(&desk, desk.store(), dog, groomer, start, 75)
        };
        desk.bo_changes(Edit::Appointment(AppointmentEdit::Book(booked.into())));
    };
    // Each booked for itself, side by side with two groomers; Bo is free at nine again only in turn.
    book("Bella Moreira", 0, 540);
    book("Bruno Moreira", 1, 540);
    desk.tick();
    desk.keys("5o<tab>mon<enter>").must_show("-> ask 10:15 Bo");
}

#[test]
fn a_time_that_is_held_for_one_call_is_not_proposed_for_another() {
    let mut desk = Desk::at(EARLY);
    // Rex is to be asked for 13:30 with Bo.
    desk.keys("5o<enter><enter>").must_show("» ! Rex Weber");
    let mut bo = desk.beside("bo");
    bo.keys("8nzola<enter>today 14<enter>")
        .must_show("Nothing that would do is free now");
    // Kiki loses her day with Ana on Monday and is to be asked for Tuesday: nobody else is asked for that.
    let monday = |dog: &str, groomer: usize, minutes: i64| Appointment {
        day: "2026-11-23".parse().unwrap(),
        ..wanted(&desk, desk.store(), dog, groomer, 540, minutes)
    };
    for booked in [monday("Kiki Costa", 0, 540), monday("Zola", 1, 240)] {
        desk.bo_changes(Edit::Appointment(AppointmentEdit::Book(booked.into())));
    }
    desk.tick();
    desk.keys("5o<tab>mon<enter>")
        .must_show("ask Tue 24 Nov 09:00 Ana")
        .keys("<enter><backspace>");
    desk.keys("5<down>o<tab>23-24 nov<enter>")
        .must_show("ask Wed 25 Nov 09:00");
}

fn off(store: &Store, groomer: usize) -> Absence {
    let off = TimeOff {
        id: TimeOffId::new(),
        groomer_id: store.groomers().unwrap()[groomer].id,
        first_day: friday(),
        last_day: friday(),
        span: Span { start: 0, end: 1440 },
        reason: "ill".to_owned(),
        rev: 1,
    };
    let name = "Ana".to_owned();
    Absence::Groomer { name, off }
}

/// Books a dog at a place, where the salon's rules allow it.
fn try_to_book(desk: &Desk, store: &mut Store, dog: usize, groomer: usize, start: i64, minutes: i64) {
    let dogs = [
        "Bella Moreira",
        "Bruno Moreira",
        "Kiki Costa",
        "Bella Costa",
        "Zola",
    ];
    let appointment = wanted(desk, store, dogs[dog], groomer, start, minutes);
    let by = By {
        actor: "bo".to_owned(),
        at: desk.now(),
    };
    let _ = store.apply(&Edit::Appointment(AppointmentEdit::Book(appointment.into())), &by);
}

/// A dog at a place, on Friday.
fn wanted(desk: &Desk, store: &Store, dog: &str, groomer: usize, start: i64, minutes: i64) -> Appointment {
    Appointment {
        id: AppointmentId::new(),
        dog_id: desk.dog(dog).id,
        groomer_id: store.groomers().unwrap()[groomer].id,
        service_id: store.services().unwrap()[0].id,
        lane: None,
        day: friday(),
        start_min: start,
        end_min: start + minutes,
        pickup_min: start + minutes,
        status: Status::Booked,
        price_cents: Cents(5000),
        cancel_reason: String::new(),
        note: String::new(),
        drop_off_min: None,
        over_reason: String::new(),
        visit_id: None,
        series_id: None,
        rev: 1,
    }
}

/// Books a dog with Bo, from minute to minute; Bella is on Ana's table from 9:00 to 10:15.
fn bo_has(desk: &Desk, dog: &str, start: i64, end: i64) {
    let booked = wanted(desk, desk.store(), dog, 1, start, end - start);
    desk.bo_changes(Edit::Appointment(AppointmentEdit::Book(booked.into())));
}

#[test]
fn a_dog_on_the_table_for_which_nobody_is_free_is_not_forgotten() {
    let mut desk = Desk::at(EARLY);
    bo_has(&desk, "Zola", 9 * 60, 11 * 60);
    bo_has(&desk, "Bella Costa", 12 * 60 + 15, 13 * 60);
    bo_has(&desk, "Bruno Moreira", 13 * 60 + 30, 18 * 60);
    desk.tick();
    desk.keys("5o").must_show("-> who takes over?").keys("<right>");
    assert_eq!(
        desk.message(),
        "nobody is free for Bella: Enter saves; then m on 1 Today looks for somebody"
    );
    desk.keys("<enter>")
        .must_show("Bella: nobody yet, 8 has it on top; m on 1 Today looks for somebody")
        .must_show("Marta Moreira 0123 (Bella): tell, nobody takes over yet")
        .must_show("Ana is off Fri 20 Nov (ill), Bella: nobody yet, 1 to be asked")
        // Whose dog stands there is called first of all.
        .keys("<enter>")
        .must_show("» ! Bella Moreira")
        .must_show("tell: nobody took over")
        .must_show("Say: Marta Moreira, Ana is ill today. Nobody is free to go on with Bella")
        .must_show("it may be later than 11");
    // Once more, and the list has her once.
    desk.keys("5o<enter><enter>").must_show("tell: nobody took over");
    let lines = desk.store().waitlist(friday()).unwrap();
    assert_eq!(lines.iter().filter(|line| line.dog == "Bella Moreira").count(), 1);
    desk.keys("1")
        .must_show("In work   who?  Bella Moreira")
        .keys("<home>")
        .must_show("8: nobody took over (Ana is ill); m looks for somebody");
    // Bo has time after all, and the call says so.
    let zola = day(&desk).into_iter().find(|visit| visit.dog == "Zola").unwrap();
    desk.bo_changes(Edit::Appointment(AppointmentEdit::Cancel {
        id: zola.appointment.id,
        rev: zola.appointment.rev,
        reason: "client called off".to_owned(),
    }));
    desk.tick();
    desk.keys("1<home>m9 bo<enter>").must_show("Moved Bella Moreira");
    desk.keys("8<home>")
        .must_show("Say: Marta Moreira, Ana is ill today. Bo goes on with Bella Moreira.")
        .keys("<enter><ring><enter>")
        .must_show("The client of Bella Moreira knows");
}

#[test]
fn a_dog_on_the_table_is_taken_over_for_what_is_left_of_the_work() {
    let desk = Desk::at(EARLY);
    // Bo is at it until 9:45, and has 75 minutes nowhere before noon.
    bo_has(&desk, "Zola", 9 * 60, 9 * 60 + 45);
    let before = places(&day(&desk));
    let mut desk = desk.beside_at("2026-11-20T09:50", "ana");
    desk.keys("5o")
        .must_show("-> 09:50 Bo takes over")
        .keys("<right>")
        .must_show("-> 10:00 Bo takes over")
        .keys("<left>")
        .keys("<enter>")
        .must_show("Marta Moreira 0123 (Bella): tell, Bo takes over at 09:50");
    let bella = |desk: &Desk| {
        let bella = day(desk).into_iter().find(|visit| visit.dog == "Bella Moreira");
        let bella = bella.unwrap();
        let a = bella.appointment;
        (bella.groomer, a.start_min, a.end_min, a.status, a.price_cents)
    };
    assert_eq!(
        bella(&desk),
        ("Bo".to_owned(), 590, 615, Status::InWork, Cents(5000))
    );
    desk.keys("<enter><end>")
        .must_show("Bo goes on with Bella Moreira at 09:50;");
    desk.keys("u");
    assert_eq!(places(&day(&desk)), before);
}

#[test]
fn a_client_who_was_told_is_told_again_when_the_dog_is_ready_later() {
    let mut desk = Desk::at(EARLY);
    bo_has(&desk, "Zola", 9 * 60, 11 * 60);
    bo_has(&desk, "Bella Costa", 12 * 60 + 15, 13 * 60);
    bo_has(&desk, "Bruno Moreira", 13 * 60 + 30, 18 * 60);
    desk.tick();
    desk.keys("5o<enter><enter>")
        .must_show("tell: nobody took over")
        .keys("<enter><ring><enter>")
        .must_show("The client of Bella Moreira knows")
        .must_not_show("tell: ");
    let zola = day(&desk).into_iter().find(|visit| visit.dog == "Zola").unwrap();
    desk.bo_changes(Edit::Appointment(AppointmentEdit::Cancel {
        id: zola.appointment.id,
        rev: zola.appointment.rev,
        reason: "client called off".to_owned(),
    }));
    let before = places(&day(&desk));
    let mut later = desk.beside_at("2026-11-20T09:50", "ana");
    later.keys("1<home>m<enter>");
    assert_eq!(
        later.message(),
        "Bo goes on with Bella Moreira 10:00-10:25; 8: tell the client · u undoes"
    );
    later
        .keys("8<end>")
        .must_show("Say: Marta Moreira, Ana is ill today. Bo goes on with Bella Moreira at 10;")
        .must_show("be fetched at 11:10")
        .keys("1u8")
        .must_not_show("tell: ");
    assert_eq!(places(&day(&later)), before);
}

#[test]
fn a_time_held_by_the_call_list_is_held_like_any_other() {
    let mut desk = Desk::at(EARLY);
    desk.keys("5o<enter><backspace>");
    let mut bo = desk.beside("bo");
    bo.keys("bbruno nails today 13:30 bo<enter>")
        .must_show("held by the call list")
        .keys("1");
    assert_eq!(
        bo.message(),
        "13:30 with Bo is held by the call list for Rex Weber; Enter still takes it"
    );
}

#[test]
fn a_time_held_for_one_client_is_not_offered_to_another_who_waits() {
    for is_held in [false, true] {
        let mut desk = Desk::at(EARLY);
        if is_held {
            // Rex is to be asked for 13:30-15:15 with Bo.
            desk.keys("5o<enter><backspace>");
        }
        bo_has(&desk, "Zola", 15 * 60 + 15, 15 * 60 + 45);
        bo_has(&desk, "Bruno Moreira", 15 * 60 + 45, 18 * 60);
        desk.tick();
        desk.keys("8nbella costa<enter>today bo after 14<enter>1<end><up>x<enter>")
            .must_show("Cancelled Zola");
        // Her work only fits where it begins before the time that became free.
        if is_held {
            desk.must_not_show("is free now");
        } else {
            desk.must_show("15:15-15:45 with Bo is free now")
                .must_show("14:15-15:30");
        }
    }
}

#[test]
fn the_board_marks_whose_client_is_still_to_be_asked() {
    let mut desk = Desk::at(EARLY);
    desk.keys("5o<enter><backspace>1")
        .must_show("Booked    ask   Rex Weber")
        .keys("<home><down>")
        .must_show("8: to be asked for Fri 20 Nov 13:30 with Bo (Ana is ill)")
        .must_not_show("ask   Kiki");
    desk.resize(120, 30);
    desk.must_show("10:30-12:15 ask");
    desk.resize(80, 24);
    desk.keys("8<home><enter><ring><enter>")
        .must_show("Moved Rex Weber");
    desk.keys("1").must_not_show("ask   Rex");
}

#[test]
fn m_on_the_board_says_who_could_go_on_now_with_a_dog_on_the_table() {
    let mut desk = Desk::at("2026-11-20T09:30");
    desk.keys("5o").must_show("takes over");
    // She stays where she is for now; then somebody else is looked for.
    desk.keys("l<enter>");
    desk.keys("<backspace>1<home>m")
        .must_show("Move Bella Moreira")
        .must_show("45 min on the table")
        .must_show("Fri 20 Nov       09:30-10:15  Bo")
        .keys("<enter>")
        .must_show("Bo goes on with Bella Moreira 09:30-10:15");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_proposed_is_taken_as_a_whole(
        booked in prop::collection::vec((0usize..5, 0usize..2, 108i64..200, 3i64..20), 0..14),
        groomer in 0usize..2,
        turned in prop::collection::vec((0usize..6, any::<bool>()), 0..12),
    ) {
        let desk = Desk::at(EARLY);
        let mut store = desk.other_desk();
        for (dog, groomer, start, length) in booked {
            try_to_book(&desk, &mut store, dog, groomer, start * 5, length * 5);
        }
        let mut plan = AwayPlan::propose(&store, off(&store, groomer), &[], desk.now()).unwrap();
        for (at, forward) in turned {
            if at < plan.orphans.len() {
                plan.turn(at, forward);
            }
        }
        let before = store.visits(friday()).unwrap();
        let by = By { actor: "bo".to_owned(), at: desk.now() };
        store.apply(&plan.edit(desk.now()), &by).unwrap();
        for (at, orphan) in plan.orphans.iter().enumerate() {
            let now = store.appointment(orphan.visit.appointment.id).unwrap().unwrap();
            let was = &orphan.visit.appointment;
            match orphan.instead {
                // Who is asked stays where it is; it can go there whenever its client says yes.
                Instead::Move(_) if plan.is_asked(at) => {
                    prop_assert_eq!((now.day, now.start_min), (was.day, was.start_min));
                }
                Instead::Move(offer) => prop_assert_eq!(
                    (now.day, now.groomer_id, now.start_min),
                    (offer.day, offer.slot.groomer_id, offer.slot.span.start)
                ),
                Instead::Call => prop_assert_eq!(now.status, Status::Cancelled),
                Instead::Stay => prop_assert_eq!(now.status, orphan.visit.appointment.status),
            }
        }
        store.apply(&Edit::Undo, &by).unwrap();
        let rows = |visits: &[Visit]| places(visits);
        prop_assert_eq!(rows(&store.visits(friday()).unwrap()), rows(&before));
        store.close().unwrap();
    }
}
