//! Hours as people write and read them.

use proptest::prelude::*;

use super::*;

fn shown(text: &str) -> String {
    match DayHours::parse(text) {
        Ok(hours) => hours.to_string(),
        Err(why) => why.to_string(),
    }
}

#[test]
fn hours_read_as_people_write_them() {
    for (typed, understood) in [
        ("9-18", "09:00-18:00"),
        ("9-6", "09:00-18:00"),
        ("7-16", "07:00-16:00"),
        ("7-20", "07:00-20:00"),
        ("6:30-2:30", "06:30-14:30"),
        ("7pm-9pm", "19:00-21:00"),
        ("9-1, 2-6", "09:00-13:00, 14:00-18:00"),
        ("9 – 13, 14-18", "09:00-13:00, 14:00-18:00"),
        ("14-18; 9-13", "09:00-13:00, 14:00-18:00"),
        ("9-18, break 13-13:30", "09:00-18:00, break 13:00-13:30"),
        (
            "9-18 break 1-1:30 break 4-4:15",
            "09:00-18:00, break 13:00-13:30, break 16:00-16:15",
        ),
        ("9am to 5pm", "09:00-17:00"),
        ("20-24", "20:00-24:00"),
        ("", "off"),
        ("Closed", "off"),
    ] {
        assert_eq!(shown(typed), understood, "{typed}");
    }
}

#[test]
fn wrong_hours_get_one_sentence_that_says_what_is_possible() {
    for (typed, sentence) in [
        (
            "sometimes",
            "`sometimes` is not from one time to another: write 9-18, or 9-13, 14-18, or 9-18, break 13-13:30, or off.",
        ),
        (
            "18-9",
            "18:00-09:00 ends before it begins: hours run forward within one day, such as 9-18.",
        ),
        ("9-13, 12-18", "09:00-13:00 and 12:00-18:00 lie over each other."),
        (
            "9-13, break 14-15",
            "The break 14:00-15:00 lies outside the working hours.",
        ),
        (
            "9-25",
            "`25` is no time of day: hours go from 0 to 23 and minutes from 00 to 55, such as 10:30 or 2pm.",
        ),
    ] {
        assert_eq!(shown(typed), sentence, "{typed}");
    }
    assert!(shown("9-").contains("is not from one time to another"));
    assert!(shown("9-12:07").contains("12:05 or 12:10"));
}

#[test]
fn days_read_as_people_write_them() {
    for (typed, days) in [
        ("mon-sat", &[1, 2, 3, 4, 5, 6][..]),
        ("Tue, thu-sa", &[2, 4, 5, 6]),
        ("sat-mon", &[1, 6, 7]),
        ("every day", &[1, 2, 3, 4, 5, 6, 7]),
    ] {
        assert_eq!(parse_weekdays(typed).unwrap(), days, "{typed}");
    }
    assert_eq!(
        parse_weekdays("m-f").unwrap_err().to_string(),
        "I do not know the days `m-f`: write mon-sat, or mon, wed-fri."
    );
    assert!(parse_weekdays(" ").is_err());
}

#[test]
fn a_week_reads_in_short() {
    let id = GroomerId::new();
    let rows = |text: &str, days: &[i64]| {
        let hours = DayHours::parse(text).unwrap();
        let rows: Vec<_> = days.iter().map(|day| hours.rows(id, *day)).collect();
        let (shifts, breaks): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        (shifts.concat(), breaks.concat())
    };
    let (mut shifts, breaks) = rows("9-18, break 13-13:30", &[1, 2, 3, 5]);
    shifts.extend(rows("9-13", &[6]).0);
    assert_eq!(
        week_words(&shifts, &breaks),
        "Mon-Wed 09:00-18:00 break 13:00-13:30, Fri 09:00-18:00 break 13:00-13:30, Sat 09:00-13:00"
    );
    assert_eq!(week_words(&[], &[]), "no hours yet");
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(cuts in proptest::collection::btree_set(0_i64..=288, 0..9)) {
        // Pairs of cuts on the 5-minute grid are shifts; every second one longer than 10 minutes gets a break.
        let cuts: Vec<i64> = cuts.into_iter().map(|cut| cut * 5).collect();
        let shifts: Vec<Span> =
            cuts.chunks_exact(2).map(|pair| Span { start: pair[0], end: pair[1] }).collect();
        let breaks = shifts.iter().step_by(2).filter(|shift| shift.minutes() > 10);
        let breaks = breaks.map(|shift| Span { start: shift.start + 5, end: shift.end - 5 }).collect();
        let hours = DayHours { shifts, breaks };
        prop_assert_eq!(DayHours::parse(&hours.to_string()).unwrap(), hours);
    }

    #[test]
    fn nothing_typed_is_ever_a_crash(text in "\\PC{0,30}") {
        let _ = DayHours::parse(&text);
        let _ = parse_weekdays(&text);
    }
}
