use proptest::prelude::*;

use super::*;
use crate::domain::id::ServiceId;

fn groomer(name: &str, lanes: i64, taken: &[(i64, i64)]) -> Workday {
    Workday {
        groomer_id: GroomerId::new(),
        groomer: name.to_owned(),
        lanes,
        shifts: vec![Span {
            start: 540,
            end: 1080,
        }],
        breaks: vec![Span { start: 780, end: 810 }],
        off: Vec::new(),
        closed: None,
        skills: None,
        largest: None,
        max_dogs: None,
        door: Rc::default(),
        taken: taken
            .iter()
            .map(|&(start, end)| Taken {
                lane: 1,
                span: Span { start, end },
                dog: "Rex".to_owned(),
            })
            .collect(),
    }
}

fn guest(minutes: i64, stay_minutes: i64) -> Guest {
    Guest {
        among: Vec::new(),
        need: Need::minutes(minutes),
        stay_minutes,
        ..Guest::default()
    }
}

fn starts(found: &Arrangement) -> Vec<i64> {
    found.slots.iter().map(|slot| slot.span.start).collect()
}

#[test]
fn two_groomers_who_are_free_take_two_dogs_side_by_side() {
    let days = vec![groomer("Ana", 1, &[]), groomer("Bo", 1, &[])];
    let ids = [days[0].groomer_id, days[1].groomer_id];
    let found = Tables::on(days, vec![guest(75, 120), guest(105, 180)])
        .arrange(600)
        .unwrap();
    assert!(found.is_side_by_side());
    assert_eq!((found.drop_off_min, found.pickup_min), (600, 780));
    let with: Vec<GroomerId> = found.slots.iter().map(|slot| slot.groomer_id).collect();
    assert_eq!(with, ids);
}

#[test]
fn one_groomer_takes_them_in_turn_with_one_pick_up() {
    let found = Tables::on(vec![groomer("Ana", 1, &[])], vec![guest(75, 120), guest(60, 90)])
        .arrange(540)
        .unwrap();
    assert_eq!(starts(&found), [540, 615]);
    // The one that stays long after its work goes first: both are home sooner.
    assert_eq!((found.drop_off_min, found.pickup_min), (540, 705));
    assert!(!found.is_side_by_side());
}

#[test]
fn a_break_longer_than_a_quarter_of_an_hour_is_no_turn() {
    let mut tables = Tables::on(vec![groomer("Ana", 1, &[])], vec![guest(60, 60), guest(60, 60)]);
    assert_eq!(tables.arrange(720), None);
    assert!(tables.arrange(660).is_some());
}

#[test]
fn the_one_dog_that_only_bo_can_do_goes_to_bo() {
    let (service, other) = (ServiceId::new(), ServiceId::new());
    let mut ana = groomer("Ana", 1, &[]);
    ana.skills = Some(vec![other]);
    let bo = groomer("Bo", 1, &[]);
    let bo_id = bo.groomer_id;
    let mut anybody = guest(60, 60);
    anybody.need.services = vec![(other, "Bath".to_owned())];
    // It knows Bo; but the other one can only be with Bo.
    anybody.usual = Some(bo_id);
    let mut only_bo = guest(60, 60);
    only_bo.need.services = vec![(service, "Hand stripping".to_owned())];
    let found = Tables::on(vec![ana, bo], vec![anybody, only_bo])
        .arrange(600)
        .unwrap();
    assert!(found.is_side_by_side());
    assert_eq!(found.slots[1].groomer_id, bo_id);
}

#[test]
fn the_door_counts_every_dog_of_the_visit() {
    let door = Rc::new(Door {
        limits: vec![(Span { start: 540, end: 555 }, 2)],
        arrivals: vec![540],
    });
    let mut ana = groomer("Ana", 3, &[]);
    ana.door = door;
    let mut tables = Tables::on(vec![ana], vec![guest(60, 60), guest(60, 60)]);
    assert_eq!(tables.arrange(540), None);
    assert!(tables.arrange(555).is_some());
}

#[test]
fn a_visit_that_moves_keeps_its_pattern() {
    let both = vec![guest(60, 60), guest(60, 60)];
    let mut tables = Tables::on(
        vec![groomer("Ana", 1, &[(600, 690)]), groomer("Bo", 1, &[])],
        both,
    );
    let found = tables.arrange_as(&[0, 60], 540).unwrap();
    assert_eq!(starts(&found), [540, 600]);
    assert_eq!(tables.arrange_as(&[0, 0], 630), None);
}

#[test]
fn every_order_of_few_dogs_and_each_of_many_as_the_first() {
    let different = |count: i64| -> Vec<Guest> { (1..=count).map(|n| guest(n * 15, n * 15)).collect() };
    assert_eq!(orders(&different(3)).len(), 6);
    assert_eq!(orders(&different(3))[0], [0, 1, 2]);
    assert_eq!(orders(&different(6)).len(), 6);
    let alike = [guest(60, 60), guest(30, 30), guest(60, 60)];
    assert_eq!(orders(&alike), [[0, 1, 2], [0, 2, 1], [1, 0, 2]]);
}

#[test]
fn names_in_few_words() {
    assert_eq!(
        names_of(&[("Bella", "Moreira"), ("Bruno", "Moreira")]),
        "Bella and Bruno Moreira"
    );
    assert_eq!(
        names_of(&[("Bella", "Moreira"), ("Rex", "")]),
        "Bella Moreira and Rex"
    );
    assert_eq!(
        names_of(&[("Zola", ""), ("Max", ""), ("Luna", "")]),
        "Zola, Max and Luna"
    );
}

proptest! {
    /// Put down one by one by the rules that judge every booking, each dog of an arrangement finds its place.
    #[test]
    fn every_arrangement_can_be_booked_dog_by_dog(
        lanes in prop::collection::vec(1i64..3, 1..4),
        taken in prop::collection::vec((0usize..3, 1i64..3, 100i64..220, 3i64..30), 0..10),
        lengths in prop::collection::vec((3i64..30, 0i64..12), 2..5),
        limit in 1i64..5,
        most in 1i64..6,
        drop_off in 100i64..220,
    ) {
        let door = Rc::new(Door {
            limits: vec![(Span { start: 500, end: 720 }, limit)],
            arrivals: vec![510],
        });
        let mut days: Vec<Workday> = lanes.iter().map(|lanes| groomer("Ana", *lanes, &[])).collect();
        for (at, lane, start, length) in taken {
            let span = Span::of(start * 5, length * 5);
            let at = at % days.len();
            if !days[at].taken.iter().any(|t| t.lane == lane && t.span.overlaps(span)) {
                days[at].taken.push(Taken { lane, span, dog: "Rex".to_owned() });
            }
        }
        for day in &mut days {
            day.door = Rc::clone(&door);
            day.max_dogs = Some(most);
        }
        let guests: Vec<Guest> = lengths.iter().map(|(length, more)| guest(length * 5, (length + more) * 5)).collect();
        let mut tables = Tables::on(days.clone(), guests.clone());
        let before = tables.workdays.clone();
        let found = tables.arrange(drop_off * 5);
        prop_assert_eq!(&tables.workdays, &before);
        let Some(found) = found else { return Ok(()) };
        prop_assert_eq!(found.drop_off_min, drop_off * 5);
        let mut door = Door::clone(&door);
        let mut ends = Vec::new();
        // In the order of time, as people would put them down.
        let mut slots: Vec<(&Slot, &Guest)> = found.slots.iter().zip(&guests).collect();
        slots.sort_by_key(|(slot, _)| slot.span.start);
        for (slot, guest) in slots {
            prop_assert!(slot.span.start == found.drop_off_min
                || ends.iter().any(|end| (0..=LONGEST_GAP).contains(&(slot.span.start - end))));
            ends.push(slot.span.end);
            let day = days.iter_mut().find(|day| day.groomer_id == slot.groomer_id).unwrap();
            day.door = Rc::new(door.clone());
            let refusals = day.refusals(&guest.need, slot.span.start, found.drop_off_min);
            prop_assert!(refusals.is_empty(), "{:?}", refusals);
            prop_assert!(!day.taken.iter().any(|t| t.lane == slot.lane && t.span.overlaps(slot.span)));
            day.taken.push(Taken { lane: slot.lane, span: slot.span, dog: String::new() });
            door.arrivals.push(found.drop_off_min);
            prop_assert!(found.pickup_min >= (slot.span.start + guest.stay_minutes).min(1440));
        }
    }
}
