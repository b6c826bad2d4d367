//! Times of the day as people type them.

use super::*;

#[test]
fn times_as_people_type_them() {
    for (typed, minute) in [
        ("10", 600),
        ("10:30", 630),
        ("1030", 630),
        ("930", 570),
        ("9.15", 555),
        ("10h", 600),
        ("10h30", 630),
        ("at 10", 600),
        // Dogs do not come in the night: 1 to 7 are the afternoon's.
        ("1", 780),
        ("2", 840),
        ("2:30", 870),
        ("230", 870),
        ("7", 1140),
        ("8", 480),
        ("12", 720),
        ("half past 2", 870),
        ("half past two", 870),
        ("quarter past 10", 615),
        ("a quarter past 10", 615),
        ("quarter to 3", 885),
        ("quarter to 1", 765),
        ("quarter to 12", 705),
        ("half past 12", 750),
        ("half past 14", 870),
        // Unless it is said otherwise.
        ("half past 7am", 450),
        ("half past 7 am", 450),
        ("quarter to 8 in the morning", 465),
        ("quarter past 2 pm", 855),
        ("7am", 420),
        ("07:00", 420),
        ("0730", 450),
        ("7 in the morning", 420),
        ("2pm", 840),
        ("2 PM", 840),
        ("2 p.m.", 840),
        ("2:30pm", 870),
        ("12pm", 720),
        ("12am", 0),
        ("14", 840),
        ("23:55", 1435),
        ("0", 0),
        ("noon", 720),
    ] {
        assert_eq!(parse_time(typed), Ok(minute), "{typed}");
    }
}

#[test]
fn an_hour_is_the_one_at_which_somebody_works() {
    let hours = |start: i64, end: i64| {
        Some(Span {
            start: start * 60,
            end: end * 60,
        })
    };
    let half_past = |start: i64, end: i64| {
        Some(Span {
            start: start * 60 + 30,
            end: end * 60 + 30,
        })
    };
    let meant = |typed: &str, hours| {
        let taken = times_at(&split(typed), hours).into_iter().next().unwrap();
        taken.value.unwrap().to_string()
    };
    for (typed, hours, said) in [
        ("7", hours(7, 20), "07:00"),
        ("7:30", hours(7, 20), "07:30"),
        ("2", hours(7, 20), "14:00"),
        ("8", hours(7, 20), "08:00"),
        ("after 7", hours(7, 20), "after 07:00"),
        ("before 8", hours(7, 20), "before 08:00"),
        ("before 7", hours(7, 20), "before 19:00"),
        ("8", hours(9, 21), "20:00"),
        ("8pm", hours(7, 20), "20:00"),
        // An hour counts when any of its minutes does.
        ("7", half_past(7, 20), "07:00"),
        ("7", half_past(7, 18), "07:00"),
        ("7:15", half_past(7, 18), "07:15"),
        ("after 7", half_past(7, 18), "after 07:00"),
        ("5:45", half_past(7, 17), "17:45"),
        ("before 7", half_past(7, 20), "before 19:00"),
        ("8", half_past(8, 20), "08:00"),
        // Nobody works at either.
        ("7", hours(9, 18), "19:00"),
        ("8:30", hours(9, 18), "08:30"),
        ("6", hours(9, 18), "18:00"),
        ("before 6", hours(9, 18), "before 18:00"),
    ] {
        assert_eq!(meant(typed, hours), said, "{typed}");
    }
}

#[test]
fn stretches_of_the_day() {
    for (typed, said) in [
        ("after 14", "after 14:00"),
        ("after 2", "after 14:00"),
        ("after half past 2", "after 14:30"),
        ("from 9:30", "after 09:30"),
        ("before 12", "before 12:00"),
        ("before noon", "before 12:00"),
        ("morning", "before 12:00"),
        ("in the afternoon", "after 12:00"),
        ("after 10 before 12", "after 10:00 before 12:00"),
        ("morning after 10", "after 10:00 before 12:00"),
        ("afternoon at 2", "14:00"),
        ("14 afternoon", "14:00"),
        ("10 morning", "10:00"),
    ] {
        assert_eq!(parse_time_wish(typed).unwrap().to_string(), said, "{typed}");
    }
    let wish = parse_time_wish("after 10 before 12").unwrap();
    assert_eq!(
        [595, 600, 715, 720].map(|start| wish.accepts(start)),
        [false, true, true, false]
    );
}

#[test]
fn a_wrong_time_gives_one_clear_sentence() {
    let possible = "10, 10:30, 2pm, noon, after 14, before 12 or morning.";
    for (typed, said) in [
        ("", format!("Type a time, such as {possible}")),
        ("soon", format!("I do not know the time `soon`: try {possible}")),
        ("after 14 before 12", format!("I do not know the time `after 14 before 12`: try {possible}")),
        ("10:07", "Times go by 5 minutes: for `10:07` type 10:05 or 10:10.".to_owned()),
        ("2:58", "Times go by 5 minutes: for `2:58` type 14:55 or 15:00.".to_owned()),
        ("23:58", "Times go by 5 minutes: for `23:58` type 23:55.".to_owned()),
        ("102", "Times go by 5 minutes: for `102`, read as 13:02, type 13:00 or 13:05.".to_owned()),
        (
            "25",
            "`25` is no time of day: hours go from 0 to 23 and minutes from 00 to 55, such as 10:30 or 2pm.".to_owned(),
        ),
        (
            "10:75",
            "`10:75` is no time of day: hours go from 0 to 23 and minutes from 00 to 55, such as 10:30 or 2pm.".to_owned(),
        ),
        ("after", "`after` wants a time, such as after 14.".to_owned()),
    ] {
        assert_eq!(parse_time_wish(typed).unwrap_err().to_string(), said, "{typed}");
    }
    assert!(parse_time("morning").is_err());
    for typed in ["24:00", "13pm", "0pm", "100:00", "123456", "10:3"] {
        assert!(
            matches!(parse_time(typed), Err(PhraseError::NoSuchTime(_))),
            "{typed}"
        );
    }
}
