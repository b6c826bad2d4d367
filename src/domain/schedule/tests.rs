use proptest::prelude::*;

use super::*;

fn ana(taken: &[(i64, i64, i64)]) -> Workday {
    Workday {
        groomer_id: GroomerId::new(),
        groomer: "Ana".to_owned(),
        lanes: 1,
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
            .map(|&(lane, start, end)| Taken {
                lane,
                span: Span { start, end },
                dog: "Rex".to_owned(),
            })
            .collect(),
    }
}

#[test]
fn offers_begin_where_work_ends_and_skip_the_break() {
    let day = ana(&[(1, 540, 620)]);
    assert_eq!(day.first_starts(&Need::minutes(75), 0), [620, 810]);
    assert_eq!(day.starts(&Need::minutes(75), 0)[..4], [620, 630, 645, 660]);
    assert_eq!(
        day.starts(&Need::minutes(75), 700),
        [
            705, 810, 825, 840, 855, 870, 885, 900, 915, 930, 945, 960, 975, 990, 1005
        ]
    );
}

#[test]
fn a_refused_time_says_why() {
    let day = ana(&[(1, 600, 690)]);
    let words: Vec<String> = day
        .refusals(&Need::minutes(120), 675, 675)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        words,
        ["Ana has a break 13:00-13:30", "Ana is taken 10:00-11:30 by Rex"]
    );
    assert_eq!(
        day.refusals(&Need::minutes(60), 1050, 1050)[0].to_string(),
        "Ana works 09:00-18:00 that day"
    );
    assert_eq!(day.slot(&Need::minutes(75), 690).map(|slot| slot.lane), Some(1));
}

#[test]
fn a_second_lane_takes_a_second_dog() {
    let mut day = ana(&[(1, 600, 690)]);
    day.lanes = 2;
    assert_eq!(day.free_lane(Span { start: 630, end: 660 }), Some(2));
    assert_eq!(
        day.gaps(),
        [
            Span { start: 540, end: 780 },
            Span {
                start: 810,
                end: 1080
            }
        ]
    );
}

proptest! {
    #[test]
    fn every_offer_can_be_booked_and_nothing_bookable_on_the_grid_is_missed(
        lanes in 1i64..4,
        taken in prop::collection::vec((1i64..4, 100i64..220, 1i64..30), 0..12),
        minutes in 1i64..30,
        not_before in 0i64..1200,
    ) {
        let mut day = ana(&[]);
        day.lanes = lanes;
        let need = Need::minutes(minutes * 5);
        for (lane, start, length) in taken {
            let span = Span::of(start * 5, length * 5);
            if !day.taken.iter().any(|t| t.lane == lane && t.span.overlaps(span)) {
                day.taken.push(Taken { lane, span, dog: "Rex".to_owned() });
            }
        }
        let starts = day.starts(&need, not_before);
        for start in &starts {
            prop_assert!(*start >= not_before);
            prop_assert!(day.slot(&need, *start).is_some());
        }
        for start in (0..96).map(|n| n * GRID).filter(|start| *start >= not_before) {
            prop_assert_eq!(day.slot(&need, start).is_some(), starts.contains(&start));
        }
        for first in day.first_starts(&need, not_before) {
            prop_assert!(starts.contains(&first));
        }
    }
}
