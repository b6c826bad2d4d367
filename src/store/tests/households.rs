//! Several dogs of one client: booked, moved and called off together or one of them alone, and taken back in one go.

use super::*;
use crate::domain::id::VisitId;
use crate::store::Place;

/// Bella with Ana at 10:00, Rex with Bo beside her or behind her, picked up together.
fn visit(desk: &mut Desk, second: i64) -> (Appointment, Appointment) {
    let visit_id = Some(VisitId::new());
    let both = [(0, 0, 600), (1, 1, second)].map(|(dog, groomer, start)| Appointment {
        visit_id,
        drop_off_min: Some(600),
        pickup_min: second + 120,
        ..desk.booking(dog, groomer, start)
    });
    let book = |booking: &Appointment| Edit::Appointment(AppointmentEdit::Book(booking.clone().into()));
    let label = desk.apply(
        &Edit::Together {
            label: "Booked Bella and Rex".to_owned(),
            edits: both.iter().map(book).collect(),
        },
        "ana",
    );
    assert_eq!(label, "Booked Bella and Rex");
    let [bella, rex] = both;
    (bella, rex)
}

fn times(desk: &Desk) -> Vec<String> {
    let mut statement = desk
        .store
        .connection
        .prepare(
            "SELECT printf('%s %s %s-%s in %s out %s %s', d.first_name, a.day, a.start_min, a.end_min,
               coalesce(a.drop_off_min, '-'), a.pickup_min, CASE WHEN a.visit_id IS NULL THEN 'alone' ELSE a.status END)
             FROM appointment AS a JOIN dog AS d ON d.id = a.dog_id ORDER BY d.number",
        )
        .unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

fn to(appointment: &Appointment, groomer: GroomerId, day: NaiveDate, start_min: i64) -> Place {
    Place {
        id: appointment.id,
        rev: 1,
        groomer_id: groomer,
        day,
        start_min,
        over_reason: String::new(),
    }
}

#[test]
fn a_visit_is_booked_and_taken_back_as_one() {
    let mut desk = desk();
    let (bella, _) = visit(&mut desk, 675);
    let members = desk.store.visit_members(bella.visit_id.unwrap()).unwrap();
    assert_eq!(members.len(), 2);
    assert!(members.iter().all(|member| member.arrives_min() == 600));
    desk.apply(&Edit::Undo, "ana");
    assert_eq!(desk.number("SELECT count(*) FROM appointment"), 0);
    desk.apply(&Edit::Redo, "ana");
    assert_eq!(times(&desk).len(), 2);
}

#[test]
fn where_one_dog_finds_no_place_none_is_booked() {
    let mut desk = desk();
    desk.book(2, 0, 600);
    let bella = desk.booking(0, 1, 600);
    let rex = desk.booking(1, 0, 600);
    let edits = [bella, rex].map(|each| Edit::Appointment(AppointmentEdit::Book(each.into())));
    let refused = desk.refused(
        &Edit::Together {
            label: String::new(),
            edits: edits.to_vec(),
        },
        "ana",
    );
    assert!(refused.starts_with("Ana is taken 10:00-11:15"), "{refused}");
    assert_eq!(desk.number("SELECT count(*) FROM appointment"), 1);
}

#[test]
fn all_of_them_move_with_one_pick_up_and_one_undo() {
    let mut desk = desk();
    let (bella, rex) = visit(&mut desk, 675);
    let (ana, bo) = (desk.groomers[0], desk.groomers[1]);
    let before = times(&desk);
    let monday = friday() + chrono::Days::new(3);
    desk.apply(
        &Edit::Appointment(AppointmentEdit::MoveAll(vec![
            to(&bella, bo, monday, 540),
            to(&rex, ana, monday, 615),
        ])),
        "ana",
    );
    assert_eq!(
        times(&desk),
        [
            "Bella 2026-11-23 540-615 in 540 out 735 booked",
            "Rex 2026-11-23 615-690 in 540 out 735 booked"
        ]
    );
    desk.apply(&Edit::Undo, "ana");
    assert_eq!(times(&desk), before);
}

#[test]
fn one_that_goes_to_another_day_comes_alone_and_the_other_at_its_own_time() {
    let mut desk = desk();
    let (bella, _) = visit(&mut desk, 675);
    let before = times(&desk);
    let (ana, monday) = (desk.groomers[0], friday() + chrono::Days::new(3));
    desk.apply(
        &Edit::Appointment(AppointmentEdit::Move(to(&bella, ana, monday, 600))),
        "ana",
    );
    assert_eq!(
        times(&desk),
        [
            "Bella 2026-11-23 600-675 in - out 795 alone",
            "Rex 2026-11-20 675-750 in - out 795 booked"
        ]
    );
    desk.apply(&Edit::Undo, "ana");
    assert_eq!(times(&desk), before);
}

#[test]
fn one_that_moves_a_little_still_comes_with_the_others() {
    let mut desk = desk();
    let (bella, rex) = visit(&mut desk, 675);
    let ana = desk.groomers[0];
    desk.apply(
        &Edit::Appointment(AppointmentEdit::Move(to(&rex, ana, friday(), 690))),
        "ana",
    );
    assert_eq!(
        times(&desk),
        [
            "Bella 2026-11-20 600-675 in 600 out 810 booked",
            "Rex 2026-11-20 690-765 in 600 out 810 booked"
        ]
    );
    // In the afternoon it is a visit of its own.
    desk.apply(
        &Edit::Appointment(AppointmentEdit::Move(to(&bella, ana, friday(), 900))),
        "ana",
    );
    assert!(times(&desk)[0].ends_with("alone"), "{:?}", times(&desk));
}

#[test]
fn the_other_one_comes_when_one_is_called_off_and_both_when_it_comes_after_all() {
    let mut desk = desk();
    let (bella, rex) = visit(&mut desk, 675);
    let cancel = |each: &Appointment| {
        Edit::Appointment(AppointmentEdit::Cancel {
            id: each.id,
            rev: 1,
            reason: "dog is ill".to_owned(),
        })
    };
    desk.apply(&cancel(&bella), "ana");
    assert_eq!(times(&desk)[1], "Rex 2026-11-20 675-750 in - out 795 booked");
    desk.apply(
        &Edit::Appointment(AppointmentEdit::Step {
            id: bella.id,
            rev: 2,
            to: Status::Booked,
        }),
        "ana",
    );
    assert_eq!(times(&desk)[1], "Rex 2026-11-20 675-750 in 600 out 795 booked");
    // Both at once, for the revisions that were on the screen: the first does not make the second one stale.
    let both = [
        Edit::Appointment(AppointmentEdit::Cancel {
            id: bella.id,
            rev: 3,
            reason: String::new(),
        }),
        cancel(&rex),
    ];
    let label = "Cancelled Bella and Rex".to_owned();
    desk.apply(
        &Edit::Together {
            label,
            edits: both.to_vec(),
        },
        "ana",
    );
    assert!(times(&desk).iter().all(|words| words.ends_with("cancelled")));
    desk.apply(&Edit::Undo, "ana");
    assert_eq!(times(&desk)[1], "Rex 2026-11-20 675-750 in 600 out 795 booked");
}

#[test]
fn less_work_on_one_of_them_does_not_bring_its_pick_up_forward() {
    let mut desk = desk();
    let (bella, rex) = visit(&mut desk, 675);
    let change = crate::store::Change {
        id: bella.id,
        rev: 1,
        service_id: bella.service_id,
        add_ons: Vec::new(),
        minutes: 60,
        stay_minutes: 60,
        price_cents: bella.price_cents,
        note: String::new(),
    };
    desk.apply(&Edit::Appointment(AppointmentEdit::Change(change)), "ana");
    let members = desk.store.visit_members(rex.visit_id.unwrap()).unwrap();
    assert!(
        members.iter().all(|member| member.pickup_min == 795),
        "{members:?}"
    );
    assert_eq!(members[0].end_min, 660);
}
