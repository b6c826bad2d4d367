//! A series in the file: one entry of the journal for all of it, one undo, and each appointment's place in it.

use chrono::Days;

use super::*;
use crate::domain::id::SeriesId;
use crate::domain::series::{Series, Standing};

fn weekly(desk: &Desk, id: SeriesId, count: u64) -> (Vec<Appointment>, Edit) {
    let bookings: Vec<Appointment> = (0..count)
        .map(|week| Appointment {
            day: friday() + Days::new(week * 7),
            series_id: Some(id),
            ..desk.booking(0, 0, 660)
        })
        .collect();
    let mut edits = vec![Edit::Series(SeriesEdit::Begin(Series {
        id,
        dog_id: desk.dogs[0],
        weeks: 1,
    }))];
    edits.extend(
        bookings
            .iter()
            .map(|each| Edit::Appointment(AppointmentEdit::Book(each.clone().into()))),
    );
    let label = "Booked Bella Moreira every week, 3 times".to_owned();
    (bookings, Edit::Together { label, edits })
}

#[test]
fn all_of_a_series_is_one_entry_and_one_undo() {
    let mut desk = desk();
    let id = SeriesId::new();
    let (bookings, edit) = weekly(&desk, id, 3);
    assert_eq!(
        desk.apply(&edit, "ana"),
        "Booked Bella Moreira every week, 3 times"
    );
    let standing = |desk: &Desk, at: usize| {
        let of_day = desk.store.standings(bookings[at].day).unwrap();
        of_day.get(&bookings[at].id).copied()
    };
    let second = Standing {
        weeks: 1,
        at: 2,
        of: 3,
    };
    assert_eq!(standing(&desk, 1), Some(second));
    assert_eq!(second.to_string(), "every week, 2 of 3");

    desk.apply(&Edit::Undo, "ana");
    assert_eq!(desk.number("SELECT count(*) FROM appointment"), 0);
    assert_eq!(desk.number("SELECT count(*) FROM series"), 0);
    desk.apply(&Edit::Redo, "ana");
    assert_eq!(desk.store.series_members(id).unwrap().len(), 3);

    // One that was called off is counted no more.
    let first = desk.store.appointment(bookings[0].id).unwrap().unwrap();
    desk.apply(
        &Edit::Appointment(AppointmentEdit::Cancel {
            id: first.id,
            rev: first.rev,
            reason: String::new(),
        }),
        "ana",
    );
    assert_eq!(standing(&desk, 0), None);
    assert_eq!(standing(&desk, 1).map(|s| (s.at, s.of)), Some((1, 2)));
}

#[test]
fn one_refused_day_leaves_nothing_of_the_series() {
    let mut desk = desk();
    let (mut bookings, _) = weekly(&desk, SeriesId::new(), 1);
    let (_, edit) = weekly(&desk, SeriesId::new(), 3);
    let other = bookings.remove(0);
    let other = Appointment {
        dog_id: desk.dogs[1],
        day: friday() + Days::new(14),
        series_id: None,
        ..other
    };
    desk.apply(&Edit::Appointment(AppointmentEdit::Book(other.into())), "bo");
    assert_eq!(
        desk.refused(&edit, "ana"),
        "Ana is taken 11:00-12:15 by Rex Moreira"
    );
    assert_eq!(desk.number("SELECT count(*) FROM series"), 0);
    assert_eq!(desk.number("SELECT count(*) FROM appointment"), 1);
}

#[test]
fn appointments_of_one_dog_change_places() {
    let mut desk = desk();
    let id = SeriesId::new();
    let (bookings, edit) = weekly(&desk, id, 2);
    desk.apply(&edit, "ana");
    let places = [(0, 1), (1, 0)].map(|(at, to)| crate::store::Place {
        id: bookings[at].id,
        rev: 1,
        groomer_id: bookings[at].groomer_id,
        day: bookings[to].day,
        start_min: 660,
        over_reason: String::new(),
    });
    let edit = Edit::Appointment(AppointmentEdit::MoveAll(places.to_vec()));
    assert_eq!(desk.apply(&edit, "ana"), "Moved 2 appointments");
    let days: Vec<NaiveDate> = bookings
        .iter()
        .map(|each| desk.store.appointment(each.id).unwrap().unwrap().day)
        .collect();
    assert_eq!(days, [bookings[1].day, bookings[0].day]);
    desk.apply(&Edit::Undo, "ana");
    assert_eq!(
        desk.store.appointment(bookings[0].id).unwrap().unwrap().day,
        friday()
    );
}

#[test]
fn an_appointment_joins_one_series_and_no_second_one() {
    let mut desk = desk();
    let booked = desk.book(0, 0, 660);
    let (series_id, other) = (SeriesId::new(), SeriesId::new());
    let begin = |id| {
        Edit::Series(SeriesEdit::Begin(Series {
            id,
            dog_id: booked.dog_id,
            weeks: 5,
        }))
    };
    let join = |series_id, rev| {
        Edit::Series(SeriesEdit::Join {
            series_id,
            id: booked.id,
            rev,
        })
    };
    desk.apply(&begin(series_id), "ana");
    desk.apply(&begin(other), "ana");
    desk.apply(&join(series_id, 1), "ana");
    assert!(desk.refused(&join(other, 2), "bo").contains("look at it again"));
    let wrong = Edit::Series(SeriesEdit::Begin(Series {
        id: SeriesId::new(),
        dog_id: booked.dog_id,
        weeks: 0,
    }));
    assert_eq!(
        desk.refused(&wrong, "ana"),
        "1 to 52 weeks lie between two appointments of a series"
    );
}
