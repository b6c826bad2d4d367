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
        "Ana works 09:00-18:00 that day, this would end 18:30"
    );
    assert_eq!(
        day.refusals(&Need::minutes(60), 1200, 1200)[0].to_string(),
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

fn said(day: &Workday, minutes: i64, start: i64) -> Vec<String> {
    let refusals = day.refusals(&Need::minutes(minutes), start, start);
    refusals.iter().map(ToString::to_string).collect()
}

#[test]
fn a_dog_beyond_the_rules_fills_its_groomers_time_like_any_other() {
    // Thor 10:00-13:00, and one more beside him 12:15-13:45, in a lane that Ana has not.
    let mut day = ana(&[(1, 600, 780), (2, 735, 825)]);
    day.breaks.clear();
    assert_eq!(day.crowded(), [Span { start: 600, end: 825 }]);
    assert_eq!(day.first_starts(&Need::minutes(60), 0), [540, 825]);
    assert_eq!(day.slot(&Need::minutes(60), 780), None);
    assert_eq!(said(&day, 60, 780), ["Ana is taken 12:15-13:45 by Rex"]);
    assert_eq!(day.free_lanes(Span { start: 780, end: 840 }), 0);
    // Two at once: one in her own lanes, one beyond them, and so no third.
    let mut day = ana(&[(1, 600, 690), (3, 540, 645)]);
    day.lanes = 2;
    assert_eq!(day.slot(&Need::minutes(60), 585), None);
    assert_eq!(
        said(&day, 60, 585),
        ["Ana has Rex at 10:00, this would end 10:45"]
    );
    assert_eq!(day.slot(&Need::minutes(60), 645).map(|slot| slot.lane), Some(2));
    // Who stands there already keeps the time, and gets no more of it.
    let day = ana(&[(2, 735, 825)]);
    let kept = Some(Span { start: 600, end: 760 });
    let longer = |minutes| day.refusals_keeping(&Need::minutes(minutes), 600, 600, kept);
    assert_eq!(longer(140), []);
    assert_eq!(longer(160), []);
    assert_eq!(
        longer(170).first().map(ToString::to_string).as_deref(),
        Some("Ana is taken 12:15-13:45 by Rex")
    );
}

#[test]
fn everybody_who_is_in_the_way_is_named() {
    let mut day = ana(&[(1, 825, 895), (1, 915, 975)]);
    day.taken[0].dog = "Iskra".to_owned();
    assert_eq!(
        said(&day, 60, 870),
        ["Ana is taken 13:45-14:55 by Iskra and 15:15-16:15 by Rex"]
    );
    day.taken[1].span.start = 895;
    assert_eq!(
        said(&day, 60, 870),
        ["Ana is taken 13:45-16:15 by Iskra, then Rex"]
    );
    // Of two tables both are said, and not who comes after them.
    day.taken.push(Taken {
        lane: 2,
        span: Span { start: 840, end: 960 },
        dog: "Kiko".to_owned(),
    });
    day.lanes = 2;
    assert_eq!(
        said(&day, 60, 870),
        ["Ana is taken 13:45-14:55 by Iskra and 14:00-16:00 by Kiko"]
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
