//! What has to be answered before it is saved, whatever way leads there: a dog that would come twice on one day, and the
//! shaving of a double coat that nobody has signed for.

use pomsalon::domain::dog::Coat;

use crate::harness::Desk;

const TEN: &str = "2026-11-20T10:00";
const KIKI_TODAY: &str = "! Kiki is in the book on that day already: Fri 20 Nov 11:00-12:15";
const UNSIGNED: &str = "a double coat, and nobody signed for Shave-down";

/// How many appointments of a dog stand in the book.
fn booked(desk: &Desk, dog: &str) -> usize {
    let all = desk.store().appointments_of(desk.dog(dog).id, 99).unwrap();
    all.iter().filter(|each| each.status.holds_time()).count()
}

/// A desk on which the second service is a shave-down, for the double coats of Kiki and the Bellas.
fn with_a_shave_down() -> Desk {
    Desk::filled(TEN, |filling| {
        "Shave-down".clone_into(&mut filling.services[1].name);
        filling.services[1].needs_waiver = true;
        for dog in &mut filling.dogs {
            if ["Kiki", "Bella"].contains(&dog.first_name.as_str()) {
                dog.coat = Some(Coat::Double);
            }
        }
    })
}

#[test]
fn the_same_dog_twice_on_one_day_takes_one_more_enter() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki nails today 16 bo<enter><enter>")
        .must_show("Not saved yet")
        .must_show(KIKI_TODAY)
        .must_show("with Bo, Pom bath.");
    assert_eq!(booked(&desk, "Kiki Costa"), 1, "nothing is saved yet");
    desk.keys("yes").must_show("Not saved yet");
    desk.keys("<backspace>")
        .must_show("Book Kiki Costa")
        .must_show("Say: today at 16");
    assert_eq!(booked(&desk, "Kiki Costa"), 1);
    desk.keys("<enter><enter>")
        .must_show("Booked Kiki Costa Fri 20 Nov 16:00");
    assert_eq!(booked(&desk, "Kiki Costa"), 2);
    // On a day of its own nothing is asked, and who was called off does not count.
    desk.keys("bkiki nails mon 16 bo<enter><enter>")
        .must_show("Booked Kiki Costa Mon 23 Nov");
    desk.keys("g20 nov<enter>")
        .keys("<home><down>")
        .must_show("Rex Weber")
        .keys("x1<enter>");
    desk.keys("brex nails today 17<enter><enter>")
        .must_show("Booked Rex Weber");
}

#[test]
fn a_line_typed_into_the_box_saves_nothing_with_both_of_its_enters() {
    for line in ["z", "th 10 ana", "yes", "bkiki nails"] {
        let mut desk = with_a_shave_down();
        desk.keys("bkiki shave mon 10<enter><enter>").must_show(UNSIGNED);
        desk.keys(line).keys("<enter>").must_show("Nothing was saved");
        assert_eq!(booked(&desk, "Kiki Costa"), 1, "{line} and Enter");
        desk.keys("<enter>").must_show(UNSIGNED);
        assert_eq!(booked(&desk, "Kiki Costa"), 1, "{line} and a second Enter");
        desk.keys("<enter>").must_show("Booked Kiki Costa Mon");
    }
}

#[test]
fn a_move_to_a_day_on_which_the_dog_comes_is_asked_about_and_one_within_its_day_is_not() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki nails mon 16 bo<enter><enter>g23 nov<enter>")
        .must_show("Kiki Costa");
    desk.keys("mtoday 16 bo<enter>").must_show(KIKI_TODAY);
    desk.keys("<enter>")
        .must_show("Moved Kiki Costa to Fri 20 Nov 16:00");
    desk.keys("g20 nov<enter><end>m17 bo<enter>")
        .must_show("Moved Kiki Costa to Fri 20 Nov 17:00");
}

#[test]
fn several_dogs_are_asked_about_by_name() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki+bella nails today 16<enter><enter>")
        .must_show(KIKI_TODAY)
        .must_not_show("Bella is in the book");
    desk.keys("<enter>").must_show("Booked Kiki and Bella Costa");
}

#[test]
fn a_series_is_asked_about_the_other_appointments_of_its_days_and_not_about_its_own() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki nails mon 16 bo<enter><enter>");
    desk.keys("bkiki bath mon 10 bo every 1w x3<enter><enter>")
        .must_show("comes already, left out");
    // The later days of the series ask nothing.
    desk.keys("<enter>").must_show("2 times");
    desk.keys("u");
    desk.keys("bkiki bath mon 10 bo every 1w x3<enter><enter><down>x<up><enter>")
        .must_show("! Kiki is in the book on that day already: Mon 23 Nov 16:00-16:15");
    desk.keys("<enter>").must_show("3 times");
}

#[test]
fn whoever_books_the_next_visit_beyond_the_rules_is_asked_as_well() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki bath today 17:30 ana<enter>02<enter>")
        .must_show("anyway? Why");
    // The question stands in the place of the box that it follows.
    desk.keys("1<enter>")
        .must_show(KIKI_TODAY)
        .must_not_show("anyway? Why")
        .keys("<backspace>")
        .must_show("anyway? Why");
    desk.keys("<enter>").must_show(KIKI_TODAY);
    desk.keys("<enter>").must_show("beyond the rules");
    // Bella came today; the same again today is asked about, too.
    desk.keys("<home>itoday 16<enter>")
        .must_show("! Bella is in the book on that day already: Fri 20 Nov 09:00-10:15");
}

#[test]
fn who_waits_for_a_time_of_a_day_on_which_it_comes_is_asked_about() {
    let mut desk = Desk::at(TEN);
    desk.keys("8nkiki nails<enter><enter>1")
        .keys("<home><down>")
        .must_show("Rex Weber");
    desk.keys("x<enter>")
        .must_show("is free now")
        .keys("<enter><ring><enter>");
    desk.must_show(KIKI_TODAY)
        .keys("<backspace>")
        .must_show("is free now");
    desk.keys("<ring><enter>")
        .must_show(KIKI_TODAY)
        // What is asked is not answered by an Enter too many.
        .keys("<enter>")
        .must_show("Nothing was done yet: read this first")
        .keys("<ring><enter>")
        .must_show("Booked Kiki Costa from the waiting list");
}

#[test]
fn no_double_coat_is_shaved_unsigned_by_any_way() {
    let ways = [
        ("bkiki shave mon 10<enter><enter>", "Booked Kiki Costa Mon"),
        (
            "bkiki shave mon 12:30 bo<enter><down>02<enter>1<enter>",
            "beyond the rules",
        ),
        (
            "bkiki+bella shave mon 10<enter><enter>",
            "Booked Kiki and Bella Costa",
        ),
        ("bkiki shave mon 10 every 1w x2<enter><enter><enter>", "2 times"),
    ];
    for (keys, saved) in ways {
        let mut desk = with_a_shave_down();
        desk.keys(keys).must_show("Not saved yet").must_show(UNSIGNED);
        desk.keys("<backspace>").must_not_show("Not saved yet");
        assert_eq!(booked(&desk, "Kiki Costa"), 1, "{keys}");
        desk.keys("<enter><enter>").must_show(saved);
        assert!(booked(&desk, "Kiki Costa") > 1, "{keys}");
    }
}

#[test]
fn work_that_becomes_a_shave_down_is_asked_about_and_other_changes_of_it_are_not() {
    let mut desk = with_a_shave_down();
    desk.keys("bkiki nails mon 10<enter><enter>g23 nov<enter>")
        .must_show("Kiki Costa");
    desk.keys("ep<c-s>").must_show("now Pom bath");
    desk.keys("es<c-s>").must_show(UNSIGNED).keys("<enter>");
    desk.must_show("now Shave-down");
    desk.keys("e<up>zz<c-s>").must_not_show("Not saved yet");
}

#[test]
fn what_was_answered_is_not_asked_again_when_another_desk_is_saving_and_after_going_back_it_is() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki nails today 16 bo<enter><enter>")
        .must_show(KIKI_TODAY);
    // Bo gives the time away while Ana reads.
    let rex = desk.dog("Rex Weber").id;
    let bos = desk.store().visits(desk.now().date()).unwrap();
    let bos = bos
        .iter()
        .find(|visit| visit.dog == "Kiki Costa")
        .unwrap()
        .appointment
        .clone();
    let taken = pomsalon::domain::appointment::Appointment {
        id: pomsalon::domain::id::AppointmentId::new(),
        dog_id: rex,
        start_min: 960,
        end_min: 975,
        pickup_min: 975,
        ..bos
    };
    desk.bo_changes(pomsalon::store::Edit::Appointment(
        pomsalon::store::AppointmentEdit::Book(taken.into()),
    ));
    desk.keys("<enter>")
        .must_show("Book Kiki Costa")
        .must_show("Bo is taken");
    desk.keys("<enter>");
    desk.keys("<enter>").must_show("Booked Kiki Costa");
    desk.keys("bkiki nails today 17 bo<enter><enter>")
        .must_show("Not saved yet");
}

#[test]
fn a_length_of_less_than_half_of_the_list_is_asked_about_once() {
    let mut desk = Desk::at(TEN);
    desk.keys("<home><down>").must_show("Rex Weber");
    desk.keys("r5<enter>")
        .must_show("Not saved yet")
        .must_show("Rex would be done in 5 min: on the list this work takes 1 h 45.");
    desk.keys("<backspace>")
        .must_show("How long does Rex Weber take?");
    desk.keys("<backspace>60<enter>").must_not_show("Not saved yet");
    desk.keys("r5<enter><enter>").must_show("Rex Weber");
    desk.must_not_show("Not saved yet");
}

#[test]
fn a_shave_down_that_nobody_signed_for_is_told_on_the_day_until_somebody_has() {
    let mut desk = with_a_shave_down();
    desk.keys("bkiki shave mon 10<enter><enter><enter>");
    desk.keys("/kiki<enter>")
        .must_show("! W         not signed for Shave-down, Mon 23 Nov")
        .keys("<backspace>");
    // The board, the card and the paper say the same of the same visit.
    let mut desk = desk.beside_at("2026-11-23T09:50", "ana");
    desk.must_show("! NOT SIGNED");
    let monday = desk.store().visits(desk.now().date()).unwrap();
    assert_eq!(monday[0].alerts, "W");
    desk.keys(" ");
    assert_eq!(
        desk.message(),
        "Kiki Costa: Arrived · not signed for Shave-down: w on its card · u undoes"
    );
    desk.keys(" ")
        .must_show("Kiki Costa: In work · not signed for Shave-down");
    desk.keys("<enter>w<enter>")
        .must_show("signed 23 Nov 2026")
        .must_not_show("! W");
    desk.keys("<backspace>").must_not_show("NOT SIGNED");
    desk.keys("- ").must_show("Kiki Costa: In work · u undoes");
}

#[test]
fn christmas_is_marked_among_the_times_and_asked_about_once() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki 25 dec 10")
        .keys("<enter>")
        .must_show("many salons close")
        .keys("<enter>")
        .must_show("Fri 25 Dec is Christmas Day: many salons close then, and this")
        .keys("<backspace>")
        .must_show("Book Kiki Costa");
    desk.keys("<enter><enter>")
        .must_show("Booked Kiki Costa Fri 25 Dec 10:00");
    // Moved within the day nothing is new; to another such day it is asked again.
    desk.keys("g25 dec<enter>m31 dec 10<enter>")
        .must_show("New Year's Eve: many salons close then");
    // Who waits for any time is told of the days around them.
    desk.keys("<esc><esc>8nbella costa<enter>from 26 dec<enter>")
        .must_show("Say: Monday 28th December");
}

#[test]
fn three_dogs_at_christmas_say_that_the_salon_works_and_still_nobody_is_sent_there_unasked() {
    let mut desk = Desk::at("2026-11-20T11:00");
    // One dog may be a slip, and so may two.
    for (keys, booked) in [
        ("bkiki 25 dec 10 bo<enter>", "Booked Kiki Costa Fri 25 Dec 10:00"),
        (
            "brex nails 25 dec 14 bo<enter>",
            "Booked Rex Weber Fri 25 Dec 14:00",
        ),
        (
            "bbruno nails 25 dec 16 bo<enter>",
            "Booked Bruno Moreira Fri 25 Dec 16:00",
        ),
    ] {
        desk.keys(keys)
            .must_show("many salons close")
            .keys("<enter>")
            .must_show("Not saved yet")
            .must_show("asked until 3 dogs are")
            .keys("<enter>")
            .must_show(booked);
    }
    // Then that day is one like any other, and its neighbours are not.
    desk.keys("bbella costa nails 25 dec 17 bo<enter>")
        .must_not_show("many salons close")
        .keys("<enter>")
        .must_show("Booked Bella Costa Fri 25 Dec 17:00")
        .keys("u");
    desk.keys("bbella costa bath 25 dec 9 ana every 1w x2<enter><enter>")
        .must_show("1 Fri 25 Dec")
        .must_show("2 Fri 1 Jan 2027")
        .must_show("ok; many salons close")
        .keys("<backspace><esc><esc><esc>");
    // In five weeks it is Christmas, and Bella comes a week earlier; who asks for the day itself gets it.
    desk.keys("1<home>i")
        .must_show("Fri 25 Dec: Christmas Day, many salons close; so a week earlier")
        .must_not_show("1 Fri 25 Dec")
        .must_not_show("2 Fri 25 Dec")
        .must_not_show("Fri 1 Jan")
        .keys("25 dec 9")
        .must_show("Fri 25 Dec       09:00-10:15  Ana")
        .keys("<esc><esc><esc>");
    // Who waits for any day is not told of it, and not of a time that is given back there; who waits for that day is.
    desk.keys("8nbella costa<enter>from 24 dec<enter>")
        .must_show("Say: Monday 28th December");
    desk.keys("1g25 dec<enter><home>x1<enter>")
        .must_not_show("is free now")
        .keys("<esc>u");
    desk.keys("8nzola<enter>on 25 dec<enter>");
    desk.keys("1g25 dec<enter><home>x1<enter>")
        .must_show("is free now");
}
