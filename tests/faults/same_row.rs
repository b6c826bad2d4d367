//! Two desks that change one appointment at the same moment.

use std::sync::Barrier;

use pomsalon::domain::rejection::Rejection;
use pomsalon::store::{AppointmentEdit, Edit, Purpose, Store, StoreError};

use crate::salon::{Salon, appointment_id, by, service};
use crate::soak::{Rounds, counted, figures};
use crate::sound::{journal_must_replay, look, must_hold_together};

fn resize(store: &mut Store, actor: &str, minutes: i64, rev: i64) -> Result<(), StoreError> {
    let id = appointment_id(0, 0);
    let edit = Edit::Appointment(AppointmentEdit::Resize { id, rev, minutes });
    store.apply(&edit, &by(actor)).map(drop)
}

#[test]
fn of_two_who_change_one_appointment_one_does_and_the_other_hears_who() {
    // One appointment, so that there is room to make it longer.
    let salon = Salon::with_appointments(1);
    let (mut ana, mut bo) = (salon.store(Purpose::Desk), salon.store(Purpose::Command));
    let (mut rounds, mut by_ana) = (0, 0);
    for () in Rounds::new(40, 2_000, 2) {
        let rev = ana.appointment(appointment_id(0, 0)).unwrap().unwrap().rev;
        let both_ready = Barrier::new(2);
        let minutes = 30 + 5 * (rounds % 2);
        let (first, second) = std::thread::scope(|scope| {
            let first = scope.spawn(|| {
                both_ready.wait();
                loop {
                    match resize(&mut ana, "ana", minutes + 40, rev) {
                        Err(StoreError::Busy(_)) => {}
                        done => break done,
                    }
                }
            });
            let second = scope.spawn(|| {
                both_ready.wait();
                resize(&mut bo, "bo", minutes + 80, rev)
            });
            (first.join().unwrap(), second.join().unwrap())
        });
        let stands = ana.appointment(appointment_id(0, 0)).unwrap().unwrap();
        assert_eq!(stands.rev, rev + 1, "one edit, not two");
        let length = stands.end_min - stands.start_min;
        match (first, second) {
            (Ok(()), Err(refused)) => {
                assert_eq!(length, minutes + 40);
                named(&refused, "ana");
                by_ana += 1;
            }
            (Err(refused), Ok(())) => {
                assert_eq!(length, minutes + 80);
                named(&refused, "bo");
            }
            both => panic!("{both:?}"),
        }
        rounds += 1;
    }
    ana.close().unwrap();
    bo.close().unwrap();
    must_hold_together(&salon.db);
    journal_must_replay(&salon.db);
    figures(&format!(
        "two change one appointment: {} rounds, {} times the first and {} times the second, lost without a word 0",
        counted(rounds.unsigned_abs()),
        counted(by_ana),
        counted(rounds.unsigned_abs() - by_ana)
    ));
}

/// The one who was too late hears who was first, when, and of what.
fn named(refused: &StoreError, who: &str) {
    match refused {
        StoreError::Refused(Rejection::Changed { what, by, when }) => {
            assert_eq!((by.as_str(), when.as_str()), (who, "10:00"));
            assert!(what.contains("Bella0"), "{what}");
        }
        other => panic!("{other:?}"),
    }
}

/// What a program does that does not look at the revision: the last one wins, and nobody hears of it.
#[test]
fn without_the_revision_the_first_change_would_be_lost_without_a_word() {
    let salon = Salon::with_appointments(1);
    let (ana, bo) = (look(&salon.db), look(&salon.db));
    for (desk, note) in [(&ana, "ana's"), (&bo, "bo's")] {
        let count = desk
            .execute(
                "UPDATE appointment SET note = ?1 WHERE service_id = ?2",
                [note, &service().to_string()],
            )
            .unwrap();
        assert_eq!(count, 1);
    }
    let note: String = ana
        .query_row("SELECT note FROM appointment", [], |row| row.get(0))
        .unwrap();
    assert_eq!(note, "bo's");
}
