//! Days that are not as every week: each edit says what it did, counts for bookings at once, and is one undo.

use super::*;
use crate::domain::calendar::{Closing, DropOff};
use crate::domain::groomer::TimeOff;
use crate::domain::hours::DayHours;
use crate::domain::id::{ClosingId, DropOffId, TimeOffId};
use crate::domain::schedule::Span;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn off(desk: &Desk, first: &str, last: &str, start: i64, end: i64, reason: &str) -> TimeOff {
    TimeOff {
        id: TimeOffId::new(),
        groomer_id: desk.groomers[0],
        first_day: day(first),
        last_day: day(last),
        span: Span { start, end },
        reason: reason.to_owned(),
        rev: 1,
    }
}

fn closing(first: &str, last: &str, yearly: bool, name: &str) -> Closing {
    Closing {
        id: ClosingId::new(),
        first_day: day(first),
        last_day: day(last),
        yearly,
        name: name.to_owned(),
        rev: 1,
    }
}

fn limit(weekday: i64, start: i64, end: i64, dogs: i64) -> DropOff {
    DropOff {
        id: DropOffId::new(),
        weekday,
        span: Span { start, end },
        dogs,
        rev: 1,
    }
}

fn book(wanted: &Appointment) -> Edit {
    Edit::Appointment(AppointmentEdit::Book(wanted.clone().into()))
}

/// Everything the lists say.
fn all(desk: &Desk) -> String {
    let store = &desk.store;
    let from = friday();
    format!(
        "{:?}\n{:?}\n{:?}\n{:?}",
        store.times_off(from).unwrap(),
        store.own_hours(from).unwrap(),
        store.closings(from).unwrap(),
        store.drop_offs().unwrap()
    )
}

/// What the edit says; undone the lists are as before, brought back as after.
#[track_caller]
fn done(desk: &mut Desk, edit: CalendarEdit) -> String {
    let before = all(desk);
    let label = desk.store.apply(&Edit::Calendar(edit), &by("ana")).unwrap().label;
    let after = all(desk);
    assert_ne!(before, after, "{label}");
    let plain = |text: &str| {
        let mut plain = text.to_owned();
        for rev in 1..9 {
            plain = plain.replace(&format!("rev: {rev}"), "rev");
        }
        plain
    };
    desk.store.apply(&Edit::Undo, &by("ana")).unwrap();
    assert_eq!(plain(&all(desk)), plain(&before), "undo of {label}");
    desk.store.apply(&Edit::Redo, &by("ana")).unwrap();
    assert_eq!(plain(&all(desk)), plain(&after), "redo of {label}");
    label
}

#[track_caller]
fn refused(desk: &mut Desk, edit: CalendarEdit) -> String {
    let before = all(desk);
    let why = desk.store.apply(&Edit::Calendar(edit), &by("ana")).unwrap_err();
    assert_eq!(all(desk), before);
    why.to_string()
}

#[test]
fn time_off_is_added_changed_and_taken_away() {
    let mut desk = desk();
    let dentist = off(&desk, "2026-11-26", "2026-11-26", 540, 660, "dentist");
    assert_eq!(
        done(&mut desk, CalendarEdit::AddTimeOff(dentist.clone())),
        "Ana is off Thu 26 Nov 09:00-11:00 (dentist)"
    );
    let workday = &desk.store.workdays(dentist.first_day, None).unwrap()[0];
    assert_eq!(
        workday.gaps()[0],
        Span {
            start: 660,
            end: 1080
        }
    );
    let read = desk.store.times_off(friday()).unwrap().remove(0);
    let longer = TimeOff {
        last_day: day("2026-11-27"),
        span: Span { start: 0, end: 1440 },
        reason: " ill ".to_owned(),
        ..read.clone()
    };
    assert_eq!(
        done(&mut desk, CalendarEdit::SaveTimeOff(longer)),
        "Changed time off: Ana is off Thu 26 Nov-Fri 27 Nov (ill)"
    );
    let words = refused(&mut desk, CalendarEdit::SaveTimeOff(read.clone()));
    assert!(words.contains("that time off was changed by ana"), "{words}");
    let words = refused(&mut desk, CalendarEdit::RemoveTimeOff(read));
    assert!(words.contains("look at it again first"), "{words}");
    let now = desk.store.times_off(friday()).unwrap().remove(0);
    assert_eq!(
        done(&mut desk, CalendarEdit::RemoveTimeOff(now)),
        "Ana is not off Thu 26 Nov-Fri 27 Nov (ill) after all"
    );
    assert!(desk.store.times_off(day("2026-11-28")).unwrap().is_empty());
}

#[test]
fn time_off_that_cannot_be_is_refused() {
    let mut desk = desk();
    for (wrong, words) in [
        (
            off(&desk, "2026-11-27", "2026-11-26", 0, 1440, ""),
            "the last day comes before the first one",
        ),
        (
            off(&desk, "2026-11-26", "2026-11-26", 660, 540, ""),
            "times run forward within one day, in steps of 5 minutes",
        ),
        (
            off(&desk, "2026-11-26", "2026-11-26", 541, 660, ""),
            "times run forward within one day, in steps of 5 minutes",
        ),
        (
            TimeOff {
                groomer_id: GroomerId::new(),
                ..off(&desk, "2026-11-26", "2026-11-26", 0, 1440, "")
            },
            "that groomer is no longer in the book",
        ),
    ] {
        assert_eq!(refused(&mut desk, CalendarEdit::AddTimeOff(wrong)), words);
    }
}

#[test]
fn a_day_has_hours_of_its_own_until_it_is_as_every_week_again() {
    let mut desk = desk();
    let saturday = day("2026-11-28");
    let rows =
        |desk: &Desk, text: &str, day| DayHours::parse(text).unwrap().rows_of_day(desk.groomers[0], day);
    let ten_to_four = rows(&desk, "10-16, break 12-12:30", saturday);
    let own = |before: &[_], after: &[_]| CalendarEdit::OwnHours {
        before: before.to_vec(),
        after: after.to_vec(),
    };
    assert_eq!(
        done(&mut desk, own(&[], &ten_to_four)),
        "Ana works 10:00-16:00, break 12:00-12:30 on Sat 28 Nov"
    );
    let workday = &desk.store.workdays(saturday, None).unwrap()[0];
    assert_eq!(workday.shifts, [Span { start: 600, end: 960 }]);
    assert_eq!(workday.breaks, [Span { start: 720, end: 750 }]);
    let twice = rows(&desk, "12-14", saturday);
    assert_eq!(
        refused(&mut desk, own(&[], &twice)),
        "Ana has hours of their own on Sat 28 Nov already; change those instead"
    );
    let sunday = rows(&desk, "11-15", day("2026-11-29"));
    assert_eq!(
        done(&mut desk, own(&ten_to_four, &sunday)),
        "Ana works 11:00-15:00 on Sun 29 Nov"
    );
    let words = refused(&mut desk, own(&ten_to_four, &twice));
    assert!(words.contains("Ana on Sat 28 Nov was changed by ana"), "{words}");
    assert_eq!(
        done(&mut desk, own(&sunday, &[])),
        "Ana works as every week on Sun 29 Nov again"
    );
    assert_eq!(desk.store.workdays(saturday, None).unwrap()[0].shifts.len(), 1);
}

#[test]
fn closing_days_are_added_changed_and_taken_away() {
    let mut desk = desk();
    let christmas = closing("2026-12-24", "2027-01-02", true, "Christmas");
    assert_eq!(
        done(&mut desk, CalendarEdit::AddClosing(christmas)),
        "Closed 24 Dec-2 Jan every year: Christmas"
    );
    let closed = |desk: &Desk, on: &str| desk.store.workdays(day(on), None).unwrap()[0].closed.clone();
    assert_eq!(closed(&desk, "2029-12-31").as_deref(), Some("Christmas"));
    let read = desk.store.closings(friday()).unwrap().remove(0);
    let once = Closing {
        last_day: day("2026-12-26"),
        yearly: false,
        ..read.clone()
    };
    assert_eq!(
        done(&mut desk, CalendarEdit::SaveClosing(once)),
        "Changed closing days: Thu 24 Dec-Sat 26 Dec: Christmas"
    );
    assert_eq!(closed(&desk, "2029-12-24"), None);
    assert!(refused(&mut desk, CalendarEdit::RemoveClosing(read)).contains("Christmas was changed by ana"));
    let now = desk.store.closings(friday()).unwrap().remove(0);
    assert_eq!(
        done(&mut desk, CalendarEdit::RemoveClosing(now)),
        "Open after all Thu 24 Dec-Sat 26 Dec: Christmas"
    );
    assert_eq!(
        refused(
            &mut desk,
            CalendarEdit::AddClosing(closing("2026-12-24", "2026-12-24", false, "  "))
        ),
        "a closing day needs a name, such as Christmas"
    );
    assert_eq!(
        refused(
            &mut desk,
            CalendarEdit::AddClosing(closing("2026-01-01", "2026-12-24", true, "Never"))
        ),
        "Thu 1 Jan-Thu 24 Dec every year would leave no day open"
    );
}

#[test]
fn the_door_lets_in_so_many_dogs_and_says_so_to_the_next() {
    let mut desk = desk();
    let limits = |before: &[DropOff], after: &[DropOff]| CalendarEdit::DropOffs {
        before: before.to_vec(),
        after: after.to_vec(),
    };
    let week: Vec<DropOff> = (1..=5).map(|weekday| limit(weekday, 540, 570, 1)).collect();
    assert_eq!(
        done(&mut desk, limits(&[], &week)),
        "Drop-offs Mon-Fri 09:00-09:30: 1 dog at most"
    );
    let monday = day("2026-11-23");
    let first = Appointment {
        day: monday,
        ..desk.booking(0, 0, 540)
    };
    let second = Appointment {
        day: monday,
        ..desk.booking(1, 1, 540)
    };
    desk.apply(&book(&first), "ana");
    let words = desk.refused(&book(&second), "ana");
    assert!(words.contains("09:00-09:30 already"), "{words}");
    let read = desk.store.drop_offs().unwrap();
    let two: Vec<DropOff> = (1..=6).map(|weekday| limit(weekday, 540, 570, 2)).collect();
    assert_eq!(
        done(&mut desk, limits(&read, &two)),
        "Drop-offs Mon-Sat 09:00-09:30: 2 dogs at most"
    );
    desk.apply(&book(&second), "ana");
    let read = desk.store.drop_offs().unwrap();
    assert!(refused(&mut desk, limits(&week, &two)).contains("that limit was changed by ana"));
    assert_eq!(
        done(&mut desk, limits(&read, &[])),
        "No limit any more for drop-offs Mon-Sat 09:00-09:30"
    );
}

#[test]
fn who_is_booked_in_time_off_and_on_closing_days_is_named() {
    let mut desk = desk();
    let monday = day("2026-11-23");
    for (dog, groomer, start) in [(0, 0, 540), (1, 0, 700), (2, 1, 540)] {
        let wanted = Appointment {
            day: monday,
            ..desk.booking(dog, groomer, start)
        };
        desk.apply(&book(&wanted), "ana");
    }
    let dogs =
        |visits: Vec<Visit>| -> Vec<String> { visits.into_iter().map(|visit| visit.dog_first).collect() };
    let morning = off(&desk, "2026-11-20", "2026-11-30", 540, 600, "dentist");
    let ill = off(&desk, "2026-11-20", "2026-11-30", 0, 1440, "ill");
    let named = |off: &TimeOff, from| dogs(desk.store.booked_in_time_off(off, from).unwrap());
    assert_eq!(named(&morning, friday()).len(), 1);
    assert_eq!(named(&ill, friday()).len(), 2);
    assert_eq!(named(&ill, day("2026-11-24")).len(), 0);
    let shut = |first, last, yearly| {
        let closing = closing(first, last, yearly, "Works");
        dogs(desk.store.booked_while_closed(&closing, friday()).unwrap()).len()
    };
    assert_eq!(shut("2026-11-23", "2026-11-23", false), 3);
    assert_eq!(shut("2020-11-22", "2020-11-24", true), 3);
    assert_eq!(shut("2020-11-22", "2020-11-24", false), 0);
}
