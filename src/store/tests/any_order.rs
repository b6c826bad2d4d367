//! Whatever three people do in whatever order: no double booking, nothing lost, everything can be taken back.

use proptest::prelude::*;

use super::*;

/// One thing somebody tries; the numbers choose among what is there.
#[derive(Clone, Debug)]
struct Try {
    what: u8,
    who: usize,
    which: usize,
    other: usize,
    time: i64,
}

const PEOPLE: [&str; 3] = ["ana", "bo", "cy"];
const UNDO: u8 = 12;
const REDO: u8 = 13;
const TAKE_BACK: u8 = 14;
const IMPORT: u8 = 15;

fn tries(kinds: std::ops::Range<u8>, people: usize) -> impl Strategy<Value = Vec<Try>> {
    let one = (kinds, 0..people, 0..50_usize, 0..50_usize, 100..220_i64).prop_map(
        |(what, who, which, other, time)| Try {
            what,
            who,
            which,
            other,
            time: time * 5,
        },
    );
    prop::collection::vec(one, 1..40)
}

fn ids<T: rusqlite::types::FromSql>(desk: &Desk, table: &str) -> Vec<T> {
    let mut statement = desk
        .store
        .connection
        .prepare(&format!("SELECT id FROM {table} ORDER BY rowid"))
        .unwrap();
    let rows = statement.query_map([], |row| row.get("id")).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

fn pick<T: Copy>(from: &[T], at: usize) -> Option<T> {
    (!from.is_empty()).then(|| from[at % from.len()])
}

/// The edit that a try stands for; `None` when there is nothing to try it on.
fn edit(desk: &Desk, each: &Try) -> Option<Edit> {
    let words = ["Bella", "0042", "Łódź", "{}", "null", "Ana-Rosa", "b c d"];
    let word = words[each.other % words.len()].to_owned();
    let some_dog = || pick(&ids::<DogId>(desk, "dog"), each.which);
    let booked = || {
        let id = pick(&ids::<AppointmentId>(desk, "appointment"), each.which)?;
        desk.store.appointment(id).unwrap()
    };
    let card = || desk.store.dog(some_dog()?).unwrap();
    let owner = || {
        let id = pick(&ids::<ClientId>(desk, "client"), each.which)?;
        desk.store.client(id).unwrap()
    };
    Some(match each.what {
        0 => Edit::Dog(DogEdit::Add {
            dog: Dog {
                breed: word,
                ..dog("Pip", owner().as_ref())
            },
            client: None,
        }),
        1 => {
            let client = client(&word, "Novák", "00420 555");
            Edit::Dog(DogEdit::Add {
                dog: dog("Max", Some(&client)),
                client: Some(client),
            })
        }
        2 => Edit::Dog(DogEdit::Save(Dog {
            first_name: word,
            age: Some(each.time % 30),
            client_id: owner().filter(|_| each.time % 2 == 0).map(|owner| owner.id),
            ..card()?
        })),
        3 => Edit::Client(ClientEdit::Save(Client {
            phone: format!("0{}", each.time),
            last_name: word,
            ..owner()?
        })),
        4..=6 => Edit::Appointment(AppointmentEdit::Book(
            Appointment {
                dog_id: some_dog()?,
                ..desk.booking(0, each.other % 2, each.time)
            }
            .into(),
        )),
        7 => booked().map(|old| {
            Edit::Appointment(AppointmentEdit::Move(crate::store::Place {
                id: old.id,
                rev: old.rev,
                groomer_id: desk.groomers[each.other % 2],
                day: friday() + chrono::Days::new(each.other as u64 % 3),
                start_min: each.time,
                over_reason: String::new(),
            }))
        })?,
        8 => booked().map(|old| {
            let minutes = each.time % 180 + 5;
            Edit::Appointment(AppointmentEdit::Resize {
                id: old.id,
                rev: old.rev,
                minutes,
            })
        })?,
        9 => booked().map(|old| {
            let to = Status::ALL[each.other % Status::ALL.len()];
            Edit::Appointment(AppointmentEdit::Step {
                id: old.id,
                rev: old.rev,
                to,
            })
        })?,
        10 => booked().map(|old| {
            Edit::Appointment(AppointmentEdit::Cancel {
                id: old.id,
                rev: old.rev,
                reason: word,
            })
        })?,
        11 => {
            let mut weeks = desk.store.groomer_weeks().unwrap();
            let mut week = weeks.swap_remove(each.which % weeks.len());
            week.groomer.lanes = 1 + each.time % 3;
            week.shifts.truncate(6);
            for shift in &mut week.shifts {
                shift.id = ShiftId::new();
                shift.end_min = 1200;
            }
            Edit::Groomer(GroomerEdit::Save(week))
        }
        UNDO => Edit::Undo,
        REDO => Edit::Redo,
        TAKE_BACK => Edit::TakeBack(1 + i64::try_from(each.which).unwrap()),
        other => unreachable!("{other} is tried in another way"),
    })
}

/// Tries one thing; a rule may refuse it, and nothing else may go wrong. Gives what was done.
fn attempt(desk: &mut Desk, each: &Try) -> Option<String> {
    let who = by(PEOPLE[each.who]);
    if each.what == IMPORT {
        let dogs = imports::many(1 + each.which % 9);
        let done = desk.store.import_dogs(&dogs, "Imported dogs", &who, |_| {});
        return Some(done.unwrap().label);
    }
    let edit = edit(desk, each)?;
    let before = sameness::dump(&desk.store.connection);
    match desk.store.apply(&edit, &who) {
        Ok(applied) => Some(applied.label),
        Err(StoreError::Refused(_)) => {
            assert_eq!(
                sameness::dump(&desk.store.connection),
                before,
                "a refusal changes nothing"
            );
            None
        }
        Err(error) => panic!("{edit:?}: {error}"),
    }
}

fn quick_desk() -> Desk {
    let desk = desk();
    // Nothing here is about power cuts.
    desk.store
        .connection
        .execute_batch("PRAGMA synchronous = OFF")
        .unwrap();
    desk
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(14))]

    #[test]
    fn three_people_in_any_order_never_double_book_and_the_journal_knows_it_all(
        tries in tries(0..16, 3),
    ) {
        let mut desk = quick_desk();
        for each in &tries {
            attempt(&mut desk, each);
        }
        sameness::assert_sound(&desk.path);
        prop_assert_eq!(sameness::replayed(&desk.path), sameness::dump(&desk.store.connection));
    }

    #[test]
    fn one_person_can_take_everything_back_and_bring_everything_back(tries in tries(0..14, 1)) {
        let mut desk = quick_desk();
        let before = sameness::dump(&desk.store.connection);
        for each in &tries {
            attempt(&mut desk, each);
        }
        let after = sameness::dump(&desk.store.connection);
        let mut taken_back = 0;
        loop {
            match desk.store.apply(&Edit::Undo, &by("ana")) {
                Ok(_) => taken_back += 1,
                Err(StoreError::Refused(crate::domain::rejection::Rejection::NothingToUndo)) => break,
                Err(error) => panic!("{error}"),
            }
        }
        prop_assert_eq!(sameness::dump(&desk.store.connection), before);
        for _ in 0..taken_back {
            desk.apply(&Edit::Redo, "ana");
        }
        prop_assert_eq!(sameness::dump(&desk.store.connection), after);
        sameness::assert_sound(&desk.path);
    }

    #[test]
    fn three_people_can_take_everything_back_the_newest_first_after_another_start(tries in tries(0..16, 3)) {
        let mut desk = quick_desk();
        let before = sameness::dump(&desk.store.connection);
        for each in &tries {
            attempt(&mut desk, each);
        }
        let path = desk.path.clone();
        desk.store = Store::open(&path, Purpose::Command).unwrap();
        desk.store.connection.execute_batch("PRAGMA synchronous = OFF").unwrap();
        let after = sameness::dump(&desk.store.connection);
        let mut taken_back = Vec::new();
        while let Some(newest) = newest_standing(&desk) {
            let standing = sameness::dump(&desk.store.connection);
            match desk.store.apply(&Edit::TakeBack(newest), &by("dee")) {
                Ok(done) => taken_back.push(done.intent),
                // Who took something back out of turn may have taken away what this one would need: the client a dog
                // had before, say. It is refused, and stands as it was.
                Err(StoreError::Refused(_)) if tries.iter().any(|each| each.what == TAKE_BACK) => {
                    prop_assert_eq!(sameness::dump(&desk.store.connection), standing);
                    sameness::assert_sound(&path);
                    return Ok(());
                }
                Err(error) => panic!("{error}"),
            }
        }
        prop_assert_eq!(sameness::dump(&desk.store.connection), before);
        // And the other way, the last one taken back first.
        for intent in taken_back.into_iter().rev() {
            desk.apply(&Edit::TakeBack(intent), "ana");
        }
        prop_assert_eq!(sameness::dump(&desk.store.connection), after.clone());
        sameness::assert_sound(&desk.path);
        prop_assert_eq!(sameness::replayed(&desk.path), after);
    }

    #[test]
    fn the_book_as_it_stood_is_the_book_as_it_was(tries in tries(0..16, 3)) {
        let mut desk = quick_desk();
        let days: Vec<NaiveDate> = friday().iter_days().take(3).collect();
        let mut seen = Vec::new();
        let mut stories: Vec<DayStory> = days.iter().map(|day| desk.store.day_story(*day).unwrap()).collect();
        for (at, each) in tries.iter().enumerate() {
            attempt(&mut desk, each);
            for (day, story) in days.iter().zip(&mut stories) {
                // Read on now and then, and from the beginning, it is the same story.
                if at % 7 == 0 {
                    desk.store.read_on(story).unwrap();
                }
                let moments = desk.store.day_story(*day).unwrap().moments.len();
                seen.push((*day, moments, shown(desk.store.visits(*day).unwrap())));
            }
        }
        for (day, mut told) in days.iter().zip(stories) {
            desk.store.read_on(&mut told).unwrap();
            let story = desk.store.day_story(*day).unwrap();
            prop_assert_eq!(&told, &story);
            for (_, moments, was) in seen.iter().filter(|(seen, ..)| seen == day) {
                prop_assert_eq!(&shown(desk.store.day_as_it_stood(&story, *moments).unwrap()), was);
            }
        }
    }
}

/// The newest intent whose work is in the book: the last one of its chain of undo and redo, and no undo.
fn newest_standing(desk: &Desk) -> Option<i64> {
    desk.store
        .connection
        .query_row(
            "SELECT max(id) FROM intent WHERE undone_by IS NULL AND kind <> 'undo' AND actor <> '(set-up)'",
            [],
            |row| row.get(0),
        )
        .unwrap()
}

/// What the board shows of the appointments themselves. Cards may have changed in between without the day noticing.
fn shown(visits: Vec<Visit>) -> Vec<Appointment> {
    let plain = |visit: Visit| Appointment {
        rev: 0,
        ..visit.appointment
    };
    visits.into_iter().map(plain).collect()
}
