//! A file that an older program wrote: brought up to date by the first command that opens it, or left whole.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::salon::Salon;

fn of_the_first_edition() -> Salon {
    let salon = Salon::nothing();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/edition-1.db");
    fs::copy(fixture, &salon.db).unwrap();
    salon
}

#[test]
fn the_first_command_backs_the_file_up_brings_it_up_to_date_and_says_so() {
    let salon = of_the_first_edition();
    let day = salon.run(&["day", "2026-11-24"]).ok();
    assert!(day.out.contains("Łuna Ångström"), "{}", day.out);
    assert!(
        day.err
            .contains("The salon's file was brought from edition 1 to 4"),
        "{}",
        day.err
    );
    let again = salon.run(&["day", "2026-11-24"]).ok();
    assert_eq!((again.out, again.err.as_str()), (day.out, ""));
    let backups = salon.run(&["backup", "list"]).ok();
    assert!(backups.out.contains("before update"), "{}", backups.out);
    salon.run(&["backup", "verify"]).ok();
}

#[test]
fn somebody_who_only_looks_changes_nothing() {
    let salon = of_the_first_edition();
    let before = fs::read(&salon.db).unwrap();
    let refused = salon.run(&["day", "--read-only"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("written by an older PomSalon"),
        "{}",
        refused.err
    );
    assert_eq!(fs::read(&salon.db).unwrap(), before);
}

#[test]
fn a_restore_from_a_backup_of_an_older_edition_is_brought_up_to_date_too() {
    let salon = of_the_first_edition();
    salon.run(&["day"]).ok();
    let restored = salon.run(&["restore", "1", "--yes"]).ok();
    assert!(
        restored.err.is_empty() || !restored.err.contains("edition"),
        "{}",
        restored.err
    );
    let day = salon.run(&["day", "2026-11-24"]).ok();
    assert!(
        day.out.contains("Łuna Ångström") && day.err.is_empty(),
        "{}",
        day.err
    );
}

/// Kills the program at moments spread over the whole update.
#[test]
fn a_power_switch_in_the_middle_leaves_the_old_edition_or_the_new_one() {
    let whole = {
        let salon = of_the_first_edition();
        let since = Instant::now();
        salon.run(&["day"]).ok();
        since.elapsed()
    };
    let rounds = if std::env::var_os("POMSALON_SOAK").is_some() {
        400
    } else {
        16
    };
    let mut left = [0, 0];
    for round in 0..rounds {
        let salon = of_the_first_edition();
        let mut child = Command::new(env!("CARGO_BIN_EXE_pomsalon"))
            .arg("--db")
            .arg(&salon.db)
            .arg("day")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(whole * round / rounds + Duration::from_millis(1));
        let _ = child.kill(); // SIGKILL; gone already near the end
        child.wait().unwrap();
        let edition: i64 = rusqlite::Connection::open(&salon.db)
            .unwrap()
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        left[usize::from(edition == 4)] += 1;
        assert!(edition == 1 || edition == 4, "{edition}");
        let day = salon.run(&["day", "2026-11-24"]).ok();
        assert!(day.out.contains("Łuna Ångström"), "{}", day.out);
        let dogs = salon.store().count_dogs().unwrap();
        assert_eq!(dogs, 43);
        salon.run(&["backup", "verify"]).ok();
    }
    println!(
        "updates cut off: {rounds}, old edition {}, new edition {}, lost 0, between 0",
        left[0], left[1]
    );
}
