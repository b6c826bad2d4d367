//! Who is at the salon's file: desks, commands and other programs, also while one of them hangs.
#![cfg(target_os = "linux")] // elsewhere the system does not tell

use rustix::process::{Pid, Signal, kill_process};

use crate::salon::Salon;
use crate::support::Desk;

fn desk(salon: &Salon) -> Desk {
    let db = salon.db.to_str().unwrap();
    let mut desk = Desk::start(
        &["--db", db, "--now", "2026-11-20T10:00"],
        &[("USER", "ana")],
        80,
        24,
    );
    desk.wait_for("? help");
    desk
}

#[test]
fn nobody_is_said_kindly_and_a_wrong_name_is_said_too() {
    let salon = Salon::open();
    let nobody = salon.run(&["sessions"]).ok();
    assert_eq!(nobody.out, "");
    assert_eq!(nobody.err, "Nobody has this salon open at the moment.\n");
    assert!(
        salon.run(&["sessions", "--json"]).ok().json()["sessions"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert!(
        Salon::nothing()
            .run(&["sessions"])
            .err
            .contains("there is no salon")
    );
}

#[test]
fn two_desks_are_named_with_their_terminals_and_one_that_hangs_is_seen_like_the_other() {
    let salon = Salon::open();
    let (mut first, mut second) = (desk(&salon), desk(&salon));
    let pid = Pid::from_raw(first.pid().cast_signed()).unwrap();
    kill_process(pid, Signal::STOP).unwrap();
    until("it stands still", || {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", first.pid())).unwrap();
        stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with('T'))
    });

    let listed = salon.run(&["sessions"]).ok();
    let rows: Vec<&str> = listed.out.lines().collect();
    assert_eq!(rows.len(), 3, "{listed:?}");
    for (row, desk) in rows[1..].iter().zip([&first, &second]) {
        assert!(
            row.contains("pts/") && row.ends_with(&desk.pid().to_string()),
            "{listed:?}"
        );
        assert!(row.split_whitespace().any(|word| word == "desk"), "{listed:?}");
    }
    assert!(
        rows[1].contains("put aside") && !rows[2].contains("put aside"),
        "{listed:?}"
    );
    assert!(listed.err.contains("nothing in it is lost"), "{listed:?}");
    assert!(listed.out.lines().all(|line| line.chars().count() <= 80));

    let json = salon.run(&["sessions", "--json"]).ok().json();
    assert_eq!(json["zone"], "Europe/Lisbon");
    let one = &json["sessions"][1];
    assert_eq!(
        (&one["process"], &one["doing"]),
        (&second.pid().into(), &"desk".into())
    );
    let since: chrono::DateTime<chrono::Utc> = one["since_utc"].as_str().unwrap().parse().unwrap();
    let age = chrono::Utc::now() - since;
    // The start of the machine is known to the second.
    assert!(
        age > chrono::TimeDelta::seconds(-2) && age < chrono::TimeDelta::minutes(5),
        "{age}"
    );

    kill_process(pid, Signal::CONT).unwrap();
    let sheet = salon.folder.path().join("day-sheets/today.txt");
    until("the desks kept the day sheet", || {
        std::fs::read_to_string(&sheet).is_ok_and(|sheet| sheet.contains("Rex Lopes"))
    });
    for desk in [&mut first, &mut second] {
        assert_eq!(desk.keys("q").exit_code(), Some(0));
    }
}

/// Waits for what another process does in its own time.
fn until(what: &str, is_so: impl Fn() -> bool) {
    let since = std::time::Instant::now();
    while !is_so() {
        assert!(since.elapsed().as_secs() < 30, "waited for: {what}");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

#[test]
fn whoever_writes_from_another_program_is_named_as_such() {
    let salon = Salon::open();
    // This test holds the file as a shell of the database engine would.
    let shell = rusqlite::Connection::open(&salon.db).unwrap();
    shell
        .execute_batch("BEGIN IMMEDIATE; UPDATE salon SET name = 'Mine'")
        .unwrap();
    let listed = salon.run(&["sessions", "--json"]).ok().json();
    let one = &listed["sessions"][0];
    assert_eq!(one["process"], std::process::id());
    assert_eq!(
        (&one["writing"], &one["doing"]),
        (&true.into(), &serde_json::Value::Null)
    );
    let text = salon.run(&["sessions"]).ok().out;
    assert!(
        text.contains("not PomSalon") && text.contains("writing"),
        "{text}"
    );
    shell.execute_batch("ROLLBACK").unwrap();
    let after = salon.run(&["sessions", "--json"]).ok().json();
    assert_eq!(after["sessions"][0]["writing"], false);
}

#[test]
fn one_sees_which_session_is_at_the_own_terminal() {
    let salon = Salon::open();
    let db = salon.db.to_str().unwrap();
    let program = assert_cmd::cargo::cargo_bin!("pomsalon").to_str().unwrap();
    // An import that waits for its pipe, and beside it the question, both at this terminal; another one elsewhere.
    let script = format!(
        "sleep 30 | '{program}' --db '{db}' import dogs - --dry-run & \
         until '{program}' --db '{db}' sessions | grep -q 'import.*you'; do sleep 0.05; done; \
         echo seen; '{program}' --db '{db}' sessions; echo over; kill %1; wait"
    );
    let mut elsewhere = desk(&salon);
    let mut shell = Desk::start_program("/bin/sh".as_ref(), &["-c", &script], &[], 100, 24);
    shell.wait_for("over");
    let screen = shell.screen();
    let (mine, other): (Vec<&str>, Vec<&str>) = screen
        .lines()
        .filter(|line| line.contains("pts/"))
        .partition(|line| line.contains("you, at this terminal"));
    assert_eq!((mine.len(), other.len()), (1, 1), "{screen}");
    assert!(
        mine[0].contains("import") && other[0].contains("desk"),
        "{screen}"
    );
    assert_eq!(elsewhere.keys("q").exit_code(), Some(0));
}
