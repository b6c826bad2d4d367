//! Closing days, time off, skills and drop-off limits, as a shell meets them.

use chrono::NaiveDate;
use pomsalon::domain::calendar::{Closing, DropOff};
use pomsalon::domain::groomer::TimeOff;
use pomsalon::domain::id::{ClosingId, DropOffId, TimeOffId};
use pomsalon::domain::schedule::Span;
use pomsalon::store::{By, CalendarEdit, Edit, GroomerEdit};

use crate::salon::{Salon, ten};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn change(salon: &Salon, edit: &Edit) {
    let by = By {
        actor: "ana".to_owned(),
        at: ten(),
    };
    let mut store = salon.store();
    store.apply(edit, &by).unwrap();
    store.close().unwrap();
}

/// Ana is at the dentist on Thursday morning and ill on Friday; Christmas is closed every year; one dog from Monday to
/// Friday at nine; Bo only does nails.
fn salon() -> Salon {
    let salon = Salon::open();
    let weeks = salon.store().groomer_weeks().unwrap();
    let off = |on: &str, start, end, reason: &str| {
        Edit::Calendar(CalendarEdit::AddTimeOff(TimeOff {
            id: TimeOffId::new(),
            groomer_id: weeks[0].groomer.id,
            first_day: day(on),
            last_day: day(on),
            span: Span { start, end },
            reason: reason.to_owned(),
            rev: 1,
        }))
    };
    change(&salon, &off("2026-11-26", 540, 660, "dentist"));
    change(&salon, &off("2026-11-27", 0, 1440, "ill"));
    change(
        &salon,
        &Edit::Calendar(CalendarEdit::AddClosing(Closing {
            id: ClosingId::new(),
            first_day: day("2026-12-24"),
            last_day: day("2027-01-02"),
            yearly: true,
            name: "Christmas".to_owned(),
            rev: 1,
        })),
    );
    let limit = |weekday| DropOff {
        id: DropOffId::new(),
        weekday,
        span: Span { start: 540, end: 570 },
        dogs: 1,
        rev: 1,
    };
    change(
        &salon,
        &Edit::Calendar(CalendarEdit::DropOffs {
            before: Vec::new(),
            after: (1..=5).map(limit).collect(),
        }),
    );
    let services = salon.store().services().unwrap();
    let nails = services.iter().find(|service| service.name == "Nails").unwrap();
    let mut bo = weeks[1].clone();
    bo.skills = vec![nails.id];
    change(&salon, &Edit::Groomer(GroomerEdit::Save(bo)));
    salon
}

#[test]
fn the_day_says_who_is_off_and_that_it_is_closed() {
    let salon = salon();
    let thursday = salon.run(&["day", "thu"]).ok();
    assert!(
        thursday
            .out
            .contains("Ana, 09:00-18:00, break 13:00-13:30, off 09:00-11:00: dentist: nothing booked"),
        "{}",
        thursday.out
    );
    let friday = salon.run(&["day", "fri"]).ok();
    assert!(
        friday.out.contains("Ana, off: ill: nothing booked"),
        "{}",
        friday.out
    );
    let christmas = salon.run(&["day", "2028-12-27"]).ok();
    assert_eq!(
        christmas.out,
        "Salon Pom, Wednesday 27 December 2028\n\nClosed: Christmas\n\nNothing is booked.\n"
    );
    let json = salon.run(&["day", "2028-12-27", "--json"]).ok().json();
    assert_eq!(json["closed"], "Christmas");
    let json = salon.run(&["day", "thu", "--json"]).ok().json();
    assert_eq!(json["groomers"][0]["off"][0]["reason"], "dentist");
}

#[test]
fn free_and_book_keep_to_them_and_say_why() {
    let salon = salon();
    let free = salon.run(&["free", "thu", "bath"]).ok();
    assert!(!free.out.contains("Bo"), "{}", free.out);
    assert!(!free.out.contains("Thu 26 Nov      09:00"), "{}", free.out);
    assert!(
        free.out.contains("Thu 26 Nov      11:00-12:15  Ana"),
        "{}",
        free.out
    );
    assert!(free.out.contains("Thu 7 Jan 2027"), "{}", free.out);
    assert!(
        !free.out.contains("24 Dec") && !free.out.contains("31 Dec"),
        "{}",
        free.out
    );
    let refused = |line: &str, why: &str| {
        let said = salon.run(&["book", line]);
        assert_eq!((said.code, said.out.as_str()), (5, ""), "{said:?}");
        assert!(said.err.contains(why), "{line}: {}", said.err);
    };
    refused("bella moreira thu 10 ana", "Ana is off 09:00-11:00 (dentist)");
    refused("bella moreira fri 10 ana", "Ana is off (ill)");
    refused("bella moreira fri 10 bo", "Bo does not do Pom bath");
    refused(
        "bella moreira 24 dec 10 ana",
        "the salon is closed that day (Christmas)",
    );
    salon.run(&["book", "rex nails mon 9 bo"]).ok();
    refused("bella moreira mon 9 ana", "09:00-09:30 already");
    let next = salon.run(&["book", "bella moreira mon ana"]).ok();
    assert!(next.out.contains("at 09:30 with Ana"), "{}", next.out);
}
