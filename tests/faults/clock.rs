//! A clock that jumps by a year: nothing is thinned out that was to be kept, and somebody is told.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use pomsalon::backup;
use pomsalon::domain::client::Client;
use pomsalon::domain::clock::parse_moment;
use pomsalon::store::{By, ClientEdit, Edit, Purpose};

use crate::salon::Salon;
use crate::soak::{counted, figures};
use crate::support::Desk;

/// Far beyond any clock that is right while this runs.
const FAR: i32 = 2099;

fn start() -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(2026, 11, 20)
        .unwrap()
        .and_hms_opt(9, 30, 0)
        .unwrap()
        .and_utc()
}

/// The backups that are there, by their number.
fn numbers(salon: &Salon) -> Vec<u64> {
    let mut numbers: Vec<u64> = backup::list(&salon.db, start())
        .unwrap()
        .iter()
        .map(|one| one.number)
        .collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn a_clock_that_jumps_by_a_year_and_more_deletes_no_backup_that_was_to_be_kept() {
    let salon = Salon::open();
    let mut made = 0;
    let mut back_up = |at: DateTime<Utc>| {
        made += 1;
        backup::now(&salon.db, at).unwrap();
    };
    // A day and a half of an hourly backup, then the clock jumps.
    let hours = 36;
    for hour in 0..hours {
        back_up(start() + TimeDelta::hours(hour));
    }
    let before = numbers(&salon);
    assert!((24..=28).contains(&before.len()), "{before:?}");
    let end = start() + TimeDelta::hours(hours);

    // 400 days ahead: by age, everything would be too old by now.
    let ahead = end + TimeDelta::days(400);
    let old_by_age = backup::list(&salon.db, ahead)
        .unwrap()
        .iter()
        .filter(|one| one.age > TimeDelta::days(365))
        .count();
    assert_eq!(old_by_age, before.len());
    for quarter in 0..4 {
        back_up(ahead + TimeDelta::minutes(15 * quarter));
    }
    let after = numbers(&salon);
    let lost = before.iter().filter(|number| !after.contains(number)).count();
    assert!(
        lost <= 2,
        "the new hour and the next take the place of the two oldest: {before:?} {after:?}"
    );

    // 400 days back: what was made until now lies in the future, and is left alone.
    let back = start() - TimeDelta::days(400);
    for quarter in 0..4 {
        back_up(back + TimeDelta::minutes(15 * quarter));
    }
    let left = numbers(&salon);
    assert!(
        after.iter().all(|number| left.contains(number)),
        "{after:?} {left:?}"
    );

    // And right again: numbers have gone on rising, so the newest is still known as that.
    back_up(end + TimeDelta::hours(1));
    let listed = backup::list(&salon.db, end + TimeDelta::hours(1)).unwrap();
    assert_eq!(listed[0].number, made);
    for one in &listed {
        backup::verify(&one.path).unwrap();
    }
    let right = numbers(&salon);
    let lost_in_all = after.iter().filter(|number| !right.contains(number)).count();
    assert!(lost_in_all <= 2, "{after:?} {right:?}");
    figures(&format!(
        "clock jumps of 400 days: 3, {} backups made, too old by age {}, deleted beyond the plan 0",
        counted(made),
        counted(old_by_age)
    ));
}

#[test]
fn a_clock_behind_the_newest_change_is_told_at_the_desk_and_by_a_command() {
    let salon = Salon::made_at(parse_moment("2020-01-31T09:00").unwrap());
    let quiet = salon.program().args(["day"]).output().unwrap();
    assert!(!String::from_utf8(quiet.stderr).unwrap().contains("clock"));

    // Somebody has worked here under a clock that was years ahead.
    let mut store = salon.store(Purpose::Command);
    let at = NaiveDate::from_ymd_opt(FAR, 1, 31)
        .unwrap()
        .and_hms_opt(9, 0, 0)
        .unwrap();
    let by = By {
        actor: "ana".to_owned(),
        at,
    };
    let client = Client {
        first_name: "Rita".to_owned(),
        ..Client::blank()
    };
    store.apply(&Edit::Client(ClientEdit::Add(client)), &by).unwrap();
    store.close().unwrap();

    let told = salon
        .program()
        .args(["day"])
        .assert()
        .success()
        .get_output()
        .clone();
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(told.contains("The clock of this machine says "), "{told}");
    assert!(
        told.contains("but the newest change was made at 31 Jan 2099 09:00"),
        "{told}"
    );
    let fixed = salon
        .program()
        .args(["day", "--now", "2026-11-20T10:00"])
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(fixed.stderr).unwrap(),
        "",
        "a clock fixed on purpose is not doubted"
    );

    let mut desk = Desk::start(&["--db", salon.db.to_str().unwrap()], &[("USER", "ana")], 80, 24);
    desk.wait_for("but the newest change was made at 31 Jan 2099 09:00")
        .wait_for("clock? ");
    // What is said next takes the line; the header goes on doubting, also after a change under the wrong clock.
    desk.keys("4")
        .wait_for("Rita")
        .keys("u")
        .wait_for("Undone")
        .wait_for("clock? ")
        .keys("q");
    assert_eq!(desk.exit_code(), Some(0));
    figures("clocks behind the newest change: 1, told at the desk 1, by a command 1, without a reason 0");
}
