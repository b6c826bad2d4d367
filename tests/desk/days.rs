//! Days that are not as every week: time off, other hours, closing days, and how many dogs the door lets in.

use pomsalon::domain::dog::Size;
use pomsalon::domain::groomer::TimeOff;
use pomsalon::domain::id::TimeOffId;
use pomsalon::domain::schedule::Span;
use pomsalon::store::{CalendarEdit, Edit};

use crate::harness::Desk;

/// A Friday.
const TEN: &str = "2026-11-20T10:00";

#[test]
fn ana_is_ill_today_and_the_desk_names_who_is_booked_with_her() {
    let mut desk = Desk::at(TEN);
    desk.keys("5d")
        .must_show("Days of Ana")
        .must_show("Ana works as every week");
    desk.keys("ntoday<enter>")
        .must_show("= Fri 20 Nov")
        .keys("<enter>ill<enter>");
    assert_eq!(desk.message(), "Ana is off Fri 20 Nov (ill) · u undoes");
    desk.must_show("2 dogs are booked then, and stay booked.")
        .must_show("10:30 Rex Weber with Ana");
    desk.keys("<enter>")
        .must_show("off: ill")
        .must_show("2 dogs booked");
    desk.keys("<backspace>").must_show("today off: ill, Mon-Sat");
    desk.keys("1").must_show("Ana off: ill");
    desk.keys("bkiki<enter>today 15 ana")
        .must_show("Ana is off (ill)")
        .must_not_show("Fri 20 Nov       15:00-16:15  Ana");
    desk.keys("<esc>3").must_show("Ana off: ill");
    desk.keys("u").must_not_show("Ana off");
}

#[test]
fn the_dentist_takes_two_hours_and_can_be_changed_and_taken_out() {
    let mut desk = Desk::at(TEN);
    desk.keys("5dnthu<enter>9-11<enter>dentist<enter>");
    assert_eq!(
        desk.message(),
        "Ana is off Thu 26 Nov 09:00-11:00 (dentist) · u undoes"
    );
    desk.keys("3g")
        .keys("thu<enter>")
        .must_show("Ana off 09:00-11:00: dentist")
        .must_show("11:00-18:00");
    desk.keys("5d").must_show("off 09:00-11:00: dentist");
    desk.keys("e<tab>")
        .keys(&"<backspace>".repeat(11))
        .keys("9-12<enter><c-s>");
    assert_eq!(
        desk.message(),
        "Changed time off: Ana is off Thu 26 Nov 09:00-12:00 (dentist) · u undoes"
    );
    desk.keys("dx")
        .must_show("Ana is not off Thu 26 Nov 09:00-12:00")
        .keys("<enter>");
    assert!(
        desk.message().ends_with("after all · u undoes"),
        "{}",
        desk.message()
    );
    desk.keys("d").must_show("works as every week").keys("x");
    assert!(desk.message().contains("n adds time off"), "{}", desk.message());
    desk.keys("<esc>u")
        .keys("d")
        .must_show("off 09:00-12:00: dentist");
}

#[test]
fn slips_in_days_and_times_are_named_where_they_were_made() {
    let mut desk = Desk::at(TEN);
    desk.keys("5dn<enter><enter><enter>")
        .must_show("A day or days, such as today, thu or 20 dec-3 jan.");
    desk.keys("yesterday<tab>").keys("later<tab>");
    desk.must_show("is not from one time to another: write 9-11");
    desk.keys("<up>")
        .keys(&"<backspace>".repeat(5))
        .keys("<tab><enter>");
    desk.must_show("That is over; time off lies today or later.");
    desk.keys("<tab><tab>").keys("<up><up>");
    desk.keys(&"<backspace>".repeat(9)).keys("20 dec-3 jan<c-s>");
    assert_eq!(desk.message(), "Ana is off Sun 20 Dec-Sun 3 Jan 2027 · u undoes");
}

#[test]
fn one_saturday_has_other_hours_and_off_is_a_day_off() {
    let mut desk = Desk::at(TEN);
    desk.keys("5dhsat<enter>10-16, break 12-12:30<enter>");
    assert_eq!(
        desk.message(),
        "Ana works 10:00-16:00, break 12:00-12:30 on Sat 21 Nov · u undoes"
    );
    desk.keys("bkiki<enter>sat 9 ana")
        .must_show("Ana works 10:00-16:00 that day")
        .keys("<esc>");
    desk.keys("dhsat<enter>12-14<enter>")
        .must_show("Ana has hours of their own on Sat 21 Nov already");
    desk.keys("<esc>")
        .must_show("works 10:00-16:00, break 12:00-12:30");
    desk.keys("e<tab>")
        .keys(&"<backspace>".repeat(30))
        .keys("off<enter>");
    assert_eq!(desk.message(), "Ana is off Sat 21 Nov · u undoes");
    desk.keys("d").must_show("off").must_not_show("works 10:00");
    desk.keys("<esc>u").keys("d").must_show("works 10:00-16:00");
    desk.keys("x<enter>");
    assert_eq!(
        desk.message(),
        "Ana works as every week on Sat 21 Nov again · u undoes"
    );
}

#[test]
fn who_is_booked_on_a_closing_day_gets_another_place_in_one_step() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki<enter>tue 14 bo<enter>");
    desk.keys("bbruno<enter>tue 9 ana<enter>");
    desk.keys("9ntue<enter>Stock-taking<enter><enter>")
        .must_show("2 dogs: 2 to be asked; 2 to call")
        .must_show("09:00-10:15  Bruno, Marta Moreira  ..0123 -> ask Wed 25 Nov 09:00 Ana")
        .must_show("14:00-15:15  Kiki, Inês Costa      ..0142 -> ask Wed 25 Nov 14:00 Bo");
    desk.keys("<down>c<enter>")
        .must_show("2 to call; 8 Waitlist has them on top")
        .must_show("Inês Costa 0142 (Kiki): needs another time");
    assert!(
        desk.message().starts_with(
            "Closed Tue 24 Nov: Stock-taking, 1 to be asked, 2 to call: Marta Moreira 0123 (Bruno),"
        ),
        "{}",
        desk.message()
    );
    desk.keys("<enter>")
        .must_show("! Bruno Moreira")
        .must_show("! Kiki Costa");
    desk.keys("9").must_show("Stock-taking  1 dog booked");
    // One undo opens the day and brings both back; nothing half typed is left.
    desk.keys("u").must_show("no closing days yet");
    let tuesday = desk.store().visits("2026-11-24".parse().unwrap()).unwrap();
    assert_eq!(tuesday.len(), 2);
    // Closed first, with both left there, they get their places later.
    desk.keys("ntue<enter>Stock-taking<enter><enter>l<enter>")
        .must_show("2 dogs booked");
    desk.keys("<home><down>o")
        .must_show("Closed Tue 24 Nov: Stock-taking")
        .must_show("-> ask Wed 25 Nov 09:00")
        .keys("<enter><enter>")
        .must_show("Say: Marta Moreira, the salon is closed on Tuesday 24th. Could Bruno Moreira");
    // Booked until they say yes, on a day that is not full but off; then nobody is.
    desk.keys("7.<home>")
        .must_show("2    off")
        .must_not_show("full")
        .keys("8<enter>");
    desk.keys("<ring><enter>")
        .must_show("Moved Bruno Moreira to Wed 25 Nov 09:00, as agreed");
    desk.keys("9").must_show("1 dog booked");
    desk.keys("8<ring><enter><ring><enter>9<home><down>o");
    assert_eq!(desk.message(), "nobody is booked on those days");
}

#[test]
fn a_closing_day_is_said_everywhere_and_names_who_is_booked() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki<enter>tue 14 bo<enter>");
    desk.keys("9").must_show("no closing days yet; n adds one");
    desk.keys("ntue-wed<enter>Stock-taking<enter><enter>");
    desk.must_show("Closed Tue 24 Nov-Wed 25 Nov: Stock-taking")
        .must_show("Nothing is saved yet")
        .must_show("Tue 24 14:00 Kiki, Inês Costa")
        .must_show("-> ask Thu 26 Nov 14:00");
    // Back in the form everything typed is there; then she stays where she is for now.
    desk.keys("<backspace>").must_show("Stock-taking").keys("<c-s>");
    desk.keys("l").must_show("1 dog: 1 left there").keys("<enter>");
    assert_eq!(
        desk.message(),
        "Closed Tue 24 Nov-Wed 25 Nov: Stock-taking, 1 left there · u undoes"
    );
    desk.must_show("1 dog booked");
    desk.keys("1g").keys("tue<enter>");
    desk.must_show("Closed: Stock-taking").must_show("Kiki Costa");
    desk.keys("3g")
        .keys("tue<enter>")
        .must_show("Closed: Stock-taking")
        .must_show("The salon is closed that day (Stock-taking)");
    desk.keys("1bbruno<enter>wed 10")
        .must_show("The salon is closed that day (Stock-taking)")
        .must_not_show("Wed 25 Nov  ");
    desk.keys("<esc>9<home><down>e<c-s>").must_not_show("New");
    desk.keys("x")
        .must_show("Open after all Tue 24 Nov-Wed 25 Nov: Stock-taking?");
    desk.keys("<enter>").must_show("no closing days yet");
    desk.keys("u").must_show("Stock-taking");
}

#[test]
fn christmas_comes_again_every_year() {
    let mut desk = Desk::at(TEN);
    desk.keys("9n24 dec-2 jan<enter>Christmas<enter><right><enter>");
    assert_eq!(
        desk.message(),
        "Closed 24 Dec-2 Jan every year: Christmas · u undoes"
    );
    desk.must_show("24 Dec-2 Jan").must_show("every year");
    desk.keys("1g")
        .keys("31 dec 2028<enter>")
        .must_show("Closed: Christmas");
}

#[test]
fn five_dogs_at_nine_and_the_sixth_is_offered_the_next_time() {
    let mut desk = Desk::at(TEN);
    desk.keys("9<end>").must_show("as many dogs as one likes");
    desk.keys("nmon-fri<enter>9-9:30<enter>1<enter>");
    assert_eq!(
        desk.message(),
        "Drop-offs Mon-Fri 09:00-09:30: 1 dog at most · u undoes"
    );
    desk.must_show("Mon-Fri").must_show("1 dog at most");
    desk.keys("bkiki<enter>mon 9 bo<enter>")
        .must_show("Booked Kiki Costa Mon 23 Nov 09:00 with Bo");
    desk.keys("bbruno<enter>mon 9 ana")
        .must_show("09:00-09:30 already")
        .must_show("Mon 23 Nov       09:30-10:45  Ana");
    // Nobody is booked at another time than the one asked for by one Enter too many.
    desk.keys("<enter>").must_show("asked for: Enter again ");
    desk.keys("<enter>")
        .must_show("Booked Bruno Moreira Mon 23 Nov 09:30 with Ana");
    desk.keys("9<end>e<end>").keys("<tab><tab>2<enter>");
    assert_eq!(
        desk.message(),
        "Drop-offs Mon-Fri 09:00-09:30: 2 dogs at most · u undoes"
    );
    desk.keys("<end>x").must_show("No limit any more").keys("<enter>");
    desk.must_show("as many dogs as one likes");
    desk.keys("uuu").must_not_show("dogs at most");
}

#[test]
fn the_salons_own_card_is_changed_at_the_desk() {
    let mut desk = Desk::at(TEN);
    desk.keys("9")
        .must_show("Salon Pom, Mon-Sat 09:00-18:00, Europe/Lisbon, prices in euros");
    desk.keys("x");
    assert_eq!(desk.message(), "the salon itself stays; e changes it");
    desk.keys("e<end> & Co<enter>")
        .keys(&"<backspace>".repeat(11))
        .keys("8-17<tab><tab>");
    desk.keys(&"<backspace>".repeat(13)).keys("berlin<enter>");
    desk.keys(&"<backspace>".repeat(5)).keys("francs<enter>");
    desk.must_show("Salon Pom & Co, Mon-Sat 08:00-17:00, Europe/Berlin, prices in francs");
    desk.keys("e<tab>")
        .keys(&"<backspace>".repeat(11))
        .keys("9-12, 14-18<c-s>");
    desk.must_show("breaks are each groomer's");
    desk.keys("<esc>u")
        .must_show("Salon Pom, Mon-Sat 09:00-18:00, Europe/Lisbon");
}

#[test]
fn who_works_as_long_as_the_salon_is_open_takes_its_new_hours_in_one_step() {
    let mut desk = Desk::at(TEN);
    desk.keys("9")
        .must_show("A new groomer starts with these days and hours; 5 Groomers has each one's own.")
        .keys("e<tab>")
        .keys(&"<backspace>".repeat(11))
        .keys("8-19<tab>")
        .must_show("keep the hours they have")
        .keys("<right>")
        .must_show("Ana and Bo: these hours too")
        .keys("<c-s>");
    assert_eq!(
        desk.message(),
        "Changed the salon, and the hours of Ana and Bo · u undoes"
    );
    desk.keys("5").must_show("Mon-Sat 08:00-19:00");
    desk.must_show("Mon-Fri 08:00-19:00 break 13:00-13:30");
    desk.keys("u")
        .must_show("Mon-Sat 09:00-18:00")
        .must_show("Mon-Fri 09:00-18:00 break 13:00-13:30");
}

#[test]
fn what_ana_can_do_is_ticked_and_counts_for_bookings() {
    let mut desk = Desk::at(TEN);
    desk.keys("5c")
        .must_show("What Ana can do")
        .must_show("[x] Pom bath")
        .must_show("All of it, and what is added later as well.");
    desk.keys("1").must_show("[ ] Pom bath").keys("<enter>");
    desk.must_show("Mon-Sat 09:00-18:00, 2 services");
    assert_eq!(desk.message(), "Changed groomer Ana · u undoes");
    desk.keys("bkiki<enter>tue 10 ana")
        .must_show("Ana does not do Pom bath");
    desk.keys("<esc>5ca").must_show("[x] Pom bath").keys("a<enter>");
    desk.must_show("Tick at least one service");
    desk.keys("<down><space><enter>");
    desk.keys("c")
        .must_show("[x] Pom full tidy")
        .must_show("[ ] Nails");
    desk.keys("a<enter>");
    let skills = |desk: &Desk| desk.store().groomer_weeks().unwrap()[0].skills.len();
    assert_eq!(skills(&desk), 0, "all of it is no list at all");
    desk.keys("u");
    assert_eq!(skills(&desk), 1);
}

#[test]
fn a_groomers_card_says_how_large_and_how_many() {
    let mut desk = Desk::at(TEN);
    desk.keys("5e")
        .keys(&"<tab>".repeat(4))
        .keys("<right><right><tab>1<c-s>");
    assert_eq!(desk.message(), "Changed groomer Ana · u undoes");
    let ana = desk.store().groomers().unwrap().remove(0);
    assert_eq!((ana.largest, ana.max_dogs), (Some(Size::Medium), Some(1)));
    desk.must_show("Mon-Sat 09:00-18:00, up to medium, 1 dog a day");
    desk.keys("/rex<enter>b").keys("mon 10 ana");
    desk.must_show("Ana takes dogs up to medium, this one is large");
    desk.keys("<esc><esc>");
    desk.keys("bkiki<enter>mon 10 ana<enter>")
        .must_show("Booked Kiki");
    desk.keys("bbruno<enter>mon 15 ana")
        .must_show("this one is large by breed and takes one dog a");
}

#[test]
fn another_desk_changes_the_same_time_off() {
    let mut desk = Desk::at(TEN);
    let ana = desk.store().groomers().unwrap().remove(0);
    let off = TimeOff {
        id: TimeOffId::new(),
        groomer_id: ana.id,
        first_day: "2026-12-01".parse().unwrap(),
        last_day: "2026-12-01".parse().unwrap(),
        span: Span { start: 0, end: 1440 },
        reason: "course".to_owned(),
        rev: 1,
    };
    desk.bo_changes(Edit::Calendar(CalendarEdit::AddTimeOff(off.clone())));
    desk.tick().keys("5de<tab><tab> in Porto");
    let longer = TimeOff {
        last_day: "2026-12-02".parse().unwrap(),
        ..off
    };
    desk.bo_changes(Edit::Calendar(CalendarEdit::SaveTimeOff(longer)));
    desk.tick().must_show("bo, 10:00, changed Days; it is in here");
    desk.keys("<c-s>");
    assert_eq!(
        desk.message(),
        "Changed time off: Ana is off Tue 1 Dec-Wed 2 Dec (course in Porto) · u undoes"
    );
}

#[test]
fn the_columns_mark_the_hours_off() {
    let mut desk = Desk::at(TEN);
    desk.keys("5d")
        .keys("<esc><down>dnmon<enter>9-11<enter>vet<enter>");
    desk.resize(120, 40);
    desk.keys("1g").keys("mon<enter>");
    desk.must_show("Bo off 09:00-11:00: vet");
    let row = |desk: &mut Desk, time: &str| {
        let screen = desk.screen();
        screen
            .lines()
            .find(|line| line.starts_with(time))
            .unwrap()
            .to_owned()
    };
    let closed = crate::harness::LOOK.glyphs.closed;
    assert!(row(&mut desk, " 10:00").contains(closed));
    assert!(!row(&mut desk, " 11:00").contains(closed));
}

#[test]
fn days_on_which_many_salons_close_are_proposed_once_and_only_there() {
    let mut desk = Desk::at(TEN);
    desk.keys("9")
        .must_show("24 Dec, 25 Dec, 26 Dec, 31 Dec, 1 Jan: many salons close; Enter chooses");
    // In the week of Christmas and in December it is said as well, on the board never.
    desk.keys("7g25 dec<enter>")
        .must_show("24 Dec and 2 more are open; 9 Salon closes")
        .keys("v")
        .must_show("24 Dec and 4 more are open; 9 Salon closes")
        .keys("v1g25 dec<enter>")
        .must_not_show("9 Salon closes");
    // A dog on the 26th decides nothing; it is named.
    desk.keys("bkiki on 26 dec 10<enter><enter><enter>")
        .keys("9")
        .must_show("24 Dec, 25 Dec, 26 Dec, 31 Dec, 1 Jan: many salons close  1 dog booked");
    desk.keys("<home><down><down><enter>")
        .must_show("» 1 [ ] Thu 24 Dec 2026  Christmas Eve")
        .must_show("2 [x] Fri 25 Dec 2026  Christmas Day")
        .must_show("3 [ ] Sat 26 Dec 2026  26 December  1 dog booked")
        .keys("<space><enter>");
    assert_eq!(
        desk.message(),
        "Closed every year: 24 Dec, 25 Dec, 1 Jan · u undoes"
    );
    desk.must_show("Christmas Eve")
        .must_show("26 Dec, 31 Dec: many salons close  1 dog booked");
    desk.keys("7g25 dec<enter>").must_not_show("9 Salon closes");
    desk.keys("9u")
        .must_show("24 Dec, 25 Dec, 26 Dec, 31 Dec, 1 Jan: many");
}

#[test]
fn each_of_the_days_many_salons_close_is_proposed_until_it_is_closed_itself() {
    let mut desk = Desk::at(TEN);
    desk.keys("9n24 dec<enter>Family<c-s>")
        .must_show("  25 Dec, 26 Dec, 31 Dec, 1 Jan: many salons close; Enter chooses");
    desk.keys("n25 dec-1 jan<enter>Holidays<c-s>")
        .must_not_show("many salons close");
}

#[test]
fn nobody_is_proposed_a_day_many_salons_close_while_nobody_decided_about_it() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki on 24 dec 10<enter><enter><enter>");
    // That some come at Christmas is no reason to send the others.
    for dog in ["bella m", "bella c", "rex", "bruno"] {
        desk.keys(&format!("b{dog} nails 25 dec 10<enter><enter>"));
        desk.keys("<enter>");
    }
    assert_eq!(
        desk.store().visits("2026-12-25".parse().unwrap()).unwrap().len(),
        4
    );
    desk.keys("1")
        .keys("9n24 dec<enter>Family<c-s>")
        .must_show("-> ask Mon 28 Dec 10:00");
    // Right goes on through the days after it, never to one of those.
    for _ in 0..6 {
        desk.keys("<right>")
            .must_not_show("ask Fri 25 Dec")
            .must_not_show("ask Sat 26 Dec")
            .must_not_show("ask Thu 31 Dec")
            .must_not_show("ask Fri 1 Jan");
    }
}

#[test]
fn two_dogs_of_a_client_come_together_on_another_day_and_go_on_together() {
    let mut desk = Desk::at(TEN);
    // One trip to the client, although each was booked for itself.
    desk.keys("bbella m<enter>tue 9 ana<enter>")
        .keys("bbruno<enter>tue 14 ana<enter>");
    desk.keys("9ntue<enter>Stock-taking<c-s>")
        .must_show("Bella, Marta Moreira  ..0123 -> ask Wed 25 Nov 09:00 Ana")
        .must_show("Bruno, Marta Moreira  ..0123 -> ask Wed 25 Nov 09:00 Bo");
    // Another day for one of them is another day for both.
    desk.keys("<right>")
        .must_show("Bella, Marta Moreira  ..0123 -> ask Thu 26 Nov 09:00 Ana")
        .must_show("Bruno, Marta Moreira  ..0123 -> ask Thu 26 Nov 09:00 Bo");
    // On Saturday Ana is alone: one in turn after the other.
    desk.keys("<right><down><right>")
        .must_show("Bella, Marta Moreira  ..0123 -> ask Sat 28 Nov 15:15 Ana")
        .must_show("Bruno, Marta Moreira  ..0123 -> ask Sat 28 Nov 14:00 Ana");
    desk.keys("<left><left><left>")
        .must_show("Bella, Marta Moreira  ..0123 -> ask Wed 25 Nov 14:00 Bo")
        .must_show("Bruno, Marta Moreira  ..0123 -> ask Wed 25 Nov 14:00 Ana")
        .must_not_show("apart");
    // Who leaves one of them there reads what that means for the other.
    desk.keys("<left>").must_show("-> apart ask Wed 25 Nov 14:00");
}

#[test]
fn dogs_of_a_visit_go_to_another_day_together_when_one_of_them_is_turned() {
    let mut desk = Desk::at(TEN);
    desk.keys("bbella+bruno bath tue 9 ana<enter><enter>")
        .keys("9ntue<enter>Stock-taking<c-s>")
        .must_show("Bella, Marta Moreira  ..0123 -> ask Wed 25 Nov 09:00 Ana")
        .must_show("Bruno, Marta Moreira  ..0123 -> ask Wed 25 Nov 09:00 Bo");
    desk.keys("<right>")
        .must_show("Bella, Marta Moreira  ..0123 -> ask Thu 26 Nov 09:00 Ana")
        .must_show("Bruno, Marta Moreira  ..0123 -> ask Thu 26 Nov 09:00 Bo");
}

#[test]
fn who_is_called_off_in_another_month_is_offered_a_day_near_it_and_the_month_is_named() {
    let mut desk = Desk::at(TEN);
    desk.keys("bkiki<enter>thu 3 dec 14 bo<enter>")
        .must_show("Booked Kiki Costa Thu 3 Dec 14:00");
    desk.keys("9n3 dec<enter>Stock-taking<enter><enter>c<enter><enter>")
        .must_show("! CALL Kiki Costa")
        .must_show("Say: Inês Costa, the salon is closed on Thursday 3rd December. For Kiki")
        .must_show("Friday 4th December at 9");
    desk.keys("b").must_show("Wish 4 dec 2026").keys("<esc>");
    // Nearer days are not free any more: what was the 30th is said with its month.
    desk.keys("9n4-31 dec<enter>Works<enter>").keys("<enter>");
    desk.keys("9n1-2 dec<enter>Works<enter>").keys("<enter>");
    desk.keys("8").must_show("Monday 30th November at 9");
}
