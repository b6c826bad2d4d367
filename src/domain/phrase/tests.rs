use chrono::{Datelike, Days};
use proptest::prelude::*;

use super::*;

/// A Friday.
const TODAY: (i32, u32, u32) = (2026, 11, 20);

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn today() -> NaiveDate {
    day(TODAY.0, TODAY.1, TODAY.2)
}

/// What the desk answers, as a date or as a sentence.
fn answer(text: &str) -> String {
    parse_day(text, today()).map_or_else(|error| error.to_string(), |day| day.to_string())
}

#[test]
fn days_as_people_type_them() {
    for (typed, meant) in [
        ("today", "2026-11-20"),
        ("Tod", "2026-11-20"),
        ("t", "2026-11-20"),
        ("tomorrow", "2026-11-21"),
        ("tom", "2026-11-21"),
        ("yesterday", "2026-11-19"),
        // A weekday is the next one after today; today's own name is a week from now.
        ("sa", "2026-11-21"),
        ("th", "2026-11-26"),
        ("thu", "2026-11-26"),
        ("Thurs.", "2026-11-26"),
        ("thursday", "2026-11-26"),
        ("on thu", "2026-11-26"),
        ("this thu", "2026-11-26"),
        ("fri", "2026-11-27"),
        // `next` is a week after that.
        ("next thu", "2026-12-03"),
        ("next fri", "2026-12-04"),
        // So many days, weeks or months from today.
        ("+6w", "2027-01-01"),
        ("6w", "2027-01-01"),
        ("6 weeks", "2027-01-01"),
        ("in 6 weeks", "2027-01-01"),
        ("in a week", "2026-11-27"),
        ("in one week", "2026-11-27"),
        ("in two weeks", "2026-12-04"),
        ("in three weeks", "2026-12-11"),
        ("twelve weeks", "2027-02-12"),
        ("in ten days", "2026-11-30"),
        ("in a month", "2026-12-20"),
        ("in a fortnight", "2026-12-04"),
        ("a fortnight", "2026-12-04"),
        ("the day after tomorrow", "2026-11-22"),
        ("day after tomorrow", "2026-11-22"),
        ("tuesday week", "2026-12-01"),
        ("tue week", "2026-12-01"),
        ("+1 day", "2026-11-21"),
        ("+30d", "2026-12-20"),
        ("30d", "2026-12-20"),
        ("-1w", "2026-11-13"),
        ("\u{2212}1w", "2026-11-13"),
        ("+2m", "2027-01-20"),
        ("+0d", "2026-11-20"),
        // Dates; without a year the coming one, today included.
        ("2026-12-01", "2026-12-01"),
        ("2020-02-29", "2020-02-29"),
        ("12 mar", "2027-03-12"),
        ("mar 12", "2027-03-12"),
        ("12mar", "2027-03-12"),
        ("12th March", "2027-03-12"),
        (
            "12. März",
            "I do not know the day `12. März`: try today, thu, next fri, +6w, 12 mar, 12/3 (day first) or 2026-12-01.",
        ),
        ("20 nov", "2026-11-20"),
        ("19 nov", "2027-11-19"),
        ("12 mar 2026", "2026-03-12"),
        ("mar 12, 2028", "2028-03-12"),
        // Numbers are read day first.
        ("12/3", "2027-03-12"),
        ("12.3.", "2027-03-12"),
        ("12.3", "2027-03-12"),
        ("12.03", "2027-03-12"),
        ("12/3/28", "2028-03-12"),
        ("12.3.2028", "2028-03-12"),
        ("12-3-2028", "2028-03-12"),
        ("2028/3/12", "2028-03-12"),
        // A weekday with the date has to fit.
        ("thu 26 nov", "2026-11-26"),
        ("thu 26", "2026-11-26"),
        ("mon 23", "2026-11-23"),
        ("fri 4", "2026-12-04"),
        ("thu 26th", "2026-11-26"),
        ("Fri 12 Mar 2027", "2027-03-12"),
        ("Thu 12 Mar", "2026-03-12"),
        // A bare number is the coming day of that number.
        ("12", "2026-12-12"),
        ("20", "2026-11-20"),
        ("31", "2026-12-31"),
        ("the 12th", "2026-12-12"),
    ] {
        assert_eq!(answer(typed), meant, "{typed}");
    }
}

#[test]
fn the_31st_skips_months_without_one() {
    assert_eq!(parse_day("31", day(2027, 2, 1)), Ok(day(2027, 3, 31)));
    assert_eq!(parse_day("31", day(2027, 4, 1)), Ok(day(2027, 5, 31)));
    assert_eq!(parse_day("+1m", day(2027, 1, 31)), Ok(day(2027, 2, 28)));
}

#[test]
fn a_wrong_day_gives_one_clear_sentence() {
    for (typed, said) in [
        (
            "",
            "Type a day, such as today, thu, next fri, +6w, 12 mar, 12/3 (day first) or 2026-12-01.",
        ),
        (
            "whenever",
            "I do not know the day `whenever`: try today, thu, next fri, +6w, 12 mar, 12/3 (day first) or 2026-12-01.",
        ),
        (
            "thu please",
            "I read Thu 26 Nov, but not `please` after it: one day is enough, such as today, thu, next fri, +6w, 12 mar, 12/3 (day first) or 2026-12-01.",
        ),
        (
            "31 feb",
            "`31 feb` is not in the calendar: the last day of that month is 28 Feb 2027.",
        ),
        (
            "2026-11-31",
            "`2026-11-31` is not in the calendar: the last day of that month is 30 Nov 2026.",
        ),
        (
            "3/15",
            "`3/15` is read day first and there is no month 15: for the other way round type 15/3.",
        ),
        (
            "40/15",
            "`40/15` is read day first and there is no month 15: months go from 1 to 12.",
        ),
        (
            "thu 12 mar 2027",
            "`thu 12 mar 2027` does not fit: 12 Mar 2027 is a Friday; leave the weekday out or change the date.",
        ),
        (
            "thu 27",
            "`thu 27` does not fit: 27 Nov 2026 is a Friday; leave the weekday out or change the date.",
        ),
        (
            "mon or tue",
            "I read Mon 23 Nov, but not `or tue` after it: one day is enough, such as today, thu, next fri, +6w, 12 mar, 12/3 (day first) or 2026-12-01.",
        ),
        (
            "45",
            "No month has a day `45`: days go from 1 to 31, or try today, thu, next fri, +6w, 12 mar, 12/3 (day first) or 2026-12-01.",
        ),
        (
            "+99999w",
            "`+99999w` is beyond the book: days from 1900 to 2199 are possible.",
        ),
        (
            "+99999999999999999999d",
            "`+99999999999999999999d` is beyond the book: days from 1900 to 2199 are possible.",
        ),
        (
            "1066-10-14",
            "`1066-10-14` is beyond the book: days from 1900 to 2199 are possible.",
        ),
        (
            "+6",
            "`+6` of what? Type +6d for days, +6w for weeks or +6m for months.",
        ),
        (
            "next",
            "`next` wants a weekday, such as next fri; a week from today is +1w.",
        ),
    ] {
        assert_eq!(answer(typed), said, "{typed}");
    }
}

#[test]
fn a_date_just_over_is_not_next_years_unasked() {
    let monday = day(2026, 11, 23);
    let wish = |typed: &str, today| {
        let words = split(typed);
        let longest = days_at(&words, today).into_iter().max_by_key(|taken| taken.words);
        longest
            .unwrap()
            .value
            .map(DayWish::date)
            .map_err(|error| error.to_string())
    };
    let over = "20 Nov is over: type 20 nov 2027 if you mean the next one.";
    for typed in ["20 nov", "nov 20", "20/11", "20.11.", "from 20 nov"] {
        assert_eq!(wish(typed, monday), Err(over.to_owned()), "{typed}");
    }
    assert_eq!(wish("20 nov 2027", monday), Ok(day(2027, 11, 20)));
    assert_eq!(wish("23 nov", monday), Ok(monday));
    assert_eq!(wish("20 sep", monday), Ok(day(2027, 9, 20)), "long over");
    let new_year = day(2027, 1, 4);
    assert!(wish("20 dec", new_year).is_err());
    assert_eq!(parse_day_to_see("20 dec", new_year), Ok(day(2026, 12, 20)));
    // Whoever looks at a day looks back as well.
    assert_eq!(parse_day_to_see("20 nov", monday), Ok(day(2026, 11, 20)));
    assert_eq!(parse_day_to_see("12 mar", monday), Ok(day(2027, 3, 12)));
}

#[test]
fn where_only_what_has_been_is_asked_for_the_last_such_day_is_meant() {
    let monday = day(2026, 11, 23);
    for (typed, meant) in [
        ("20 nov", day(2026, 11, 20)),
        ("23 nov", monday),
        ("24 nov", day(2025, 11, 24)),
        ("12 mar", day(2026, 3, 12)),
        ("12.12.", day(2025, 12, 12)),
        ("fri", day(2026, 11, 20)),
        ("20", day(2026, 11, 20)),
        ("24", day(2026, 10, 24)),
        ("31", day(2026, 10, 31)),
        ("yesterday", day(2026, 11, 22)),
        ("20 nov 2025", day(2025, 11, 20)),
        ("tomorrow", day(2026, 11, 24)),
    ] {
        assert_eq!(parse_day_that_was(typed, monday), Ok(meant), "{typed}");
    }
}

#[test]
fn words_keep_their_place_in_the_line() {
    let line = "  Zoë, (thu)  +  10:30!";
    let words = split(line);
    let seen: Vec<(&str, &str)> = words
        .iter()
        .map(|word| (word.text.as_str(), &line[word.at.clone()]))
        .collect();
    assert_eq!(seen, [("zoe", "Zoë"), ("thu", "thu"), ("10:30", "10:30")]);
}

/// A day and one of the forms people and the desk write it in.
fn written_day() -> impl Strategy<Value = (NaiveDate, NaiveDate, String)> {
    let form = 0usize..14;
    (0u64..36_000, 0u64..365, form).prop_map(|(since, ahead, form)| {
        let today = day(2000, 1, 1) + Days::new(since);
        let date = today + Days::new(ahead);
        let (before, gap) = (today - Days::new(ahead), ahead);
        let print = |form: &str| date.format(form).to_string();
        match form {
            0 => (today, date, print("%Y-%m-%d")),
            1 => (today, date, super::super::clock::short_day(date, today)),
            2 => (today, date, print("%-d %b")),
            3 => (today, date, print("%B %-d")),
            4 => (today, date, print("%-d/%-m")),
            5 => (today, date, print("%d.%m.")),
            6 => (today, date, print("%-d%b")),
            7 => (today, before, before.format("%-d %b %Y").to_string()),
            8 => (today, before, before.format("%b %-d %Y").to_string()),
            9 => (today, before, before.format("%d/%m/%Y").to_string()),
            10 => (today, before, format!("-{gap}d")),
            11 => (today, date, format!("+{gap} days")),
            12 => (today, before, super::super::clock::short_day(before, today)),
            _ => (today, date, print("%a %-d %B %Y")),
        }
    })
}

proptest! {
    #[test]
    fn a_printed_day_reads_back((today, date, printed) in written_day()) {
        // Without a year, the 29th of February of next year's leap day is not found from this year.
        let leap = date.month() == 2 && date.day() == 29;
        prop_assume!(!leap || printed.contains(&date.year().to_string()) || date.year() == today.year());
        prop_assert_eq!(parse_day(&printed, today), Ok(date), "{} on {}", printed, today);
    }

    #[test]
    fn a_named_weekday_comes_within_a_week(since in 0u64..36_000, ahead in 1u64..=7, letters in 2usize..=9) {
        let today = day(2000, 1, 1) + Days::new(since);
        let date = today + Days::new(ahead);
        let name = date.format("%A").to_string();
        let typed = &name[..letters.min(name.len())];
        prop_assert_eq!(parse_day(typed, today), Ok(date));
        prop_assert_eq!(parse_day(&format!("next {typed}"), today), Ok(date + Days::new(7)));
    }

    #[test]
    fn a_printed_time_reads_back(step in 0i64..288) {
        let minute = step * 5;
        let (hour, rest) = (minute / 60, minute % 60);
        prop_assert_eq!(parse_time(&crate::domain::clock::hhmm(minute)), Ok(minute));
        prop_assert_eq!(parse_time(&format!("{hour:02}{rest:02}")), Ok(minute));
        let half = if hour < 12 { "am" } else { "pm" };
        prop_assert_eq!(parse_time(&format!("{}:{rest:02} {half}", (hour + 11) % 12 + 1)), Ok(minute));
    }

    #[test]
    fn no_text_stops_the_desk(text in any::<String>(), days in any::<i32>()) {
        let today = NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(NaiveDate::MAX);
        let _ = parse_day(&text, today).map_err(|error| error.to_string());
        let _ = parse_time(&text).map_err(|error| error.to_string());
        let _ = parse_time_wish(&text).map_err(|error| error.to_string());
    }

    #[test]
    fn nor_does_any_mix_of_its_own_words(
        text in "(today|next|thu|in|12|31|feb|may|[+-]?[0-9]{1,12}[dwm/.:-]?|after|pm|[0-9./-]{1,10}|é| ){0,8}",
        far in prop::sample::select(vec![NaiveDate::MIN, NaiveDate::MAX, NaiveDate::default()]),
    ) {
        let _ = parse_day(&text, far).map_err(|error| error.to_string());
        let _ = parse_time_wish(&text).map_err(|error| error.to_string());
    }
}

/// The first four days that would do, as `Mon 23 Nov`.
fn some_days(typed: &str) -> Vec<String> {
    let words = split(typed);
    let wish = days_at(&words, today())
        .into_iter()
        .find(|taken| taken.words == words.len())
        .unwrap_or_else(|| panic!("{typed}"));
    let days = wish.value.unwrap().days(30).take(4);
    days.map(|day| day.format("%a %-d").to_string()).collect()
}

#[test]
fn several_days_of_which_any_would_do() {
    for (typed, meant) in [
        ("mon or tue", ["Mon 23", "Tue 24", "Mon 30", "Tue 1"]),
        ("tue/thu", ["Tue 24", "Thu 26", "Tue 1", "Thu 3"]),
        ("tue or thu or sat", ["Sat 21", "Tue 24", "Thu 26", "Sat 28"]),
        ("mon-wed", ["Mon 23", "Tue 24", "Wed 25", "Mon 30"]),
        ("weekend", ["Sat 21", "Sun 22", "Sat 28", "Sun 29"]),
        ("next week", ["Mon 23", "Tue 24", "Wed 25", "Thu 26"]),
        ("from 1 dec", ["Tue 1", "Wed 2", "Thu 3", "Fri 4"]),
        ("after thu", ["Fri 27", "Sat 28", "Sun 29", "Mon 30"]),
        ("from +2w", ["Fri 4", "Sat 5", "Sun 6", "Mon 7"]),
    ] {
        assert_eq!(some_days(typed), meant, "{typed}");
    }
    assert_eq!(some_days("this week"), ["Fri 20", "Sat 21", "Sun 22"]);
    assert_eq!(
        days_at(&split("thu 10"), today())
            .iter()
            .map(|taken| taken.words)
            .max(),
        Some(1),
        "ten o'clock"
    );
}

#[test]
fn days_and_times_as_people_say_them_on_the_phone() {
    let day = |typed: &str| parse_day(typed, day_from("2026-11-20")).unwrap().to_string();
    assert_eq!(day("3rd of december"), "2026-12-03");
    assert_eq!(day("friday in two weeks"), "2026-12-04");
    assert_eq!(day("tue in 3 weeks"), "2026-12-08");
    assert_eq!(parse_time("half 9"), Ok(9 * 60 + 30));
    assert_eq!(parse_time("half past 9"), Ok(9 * 60 + 30));
    let before_noon = TimeWish::Within {
        from: 0,
        before: 12 * 60,
    };
    assert_eq!(parse_time_wish("by 12"), Ok(before_noon));
}

fn day_from(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
