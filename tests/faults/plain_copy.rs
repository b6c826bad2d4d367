//! What somebody gets who copies the salon's one file with the plain tools of the system.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::child::{Child, Job};
use crate::salon::{Salon, appointment_id};
use crate::soak::{figures, is_long};
use crate::sound::{look, must_hold_together};
use crate::support::Desk;

/// Copies only the one file, by another program.
fn plain_copy(salon: &Salon) -> PathBuf {
    let copy = salon.folder.path().join("copy.db");
    assert!(
        Command::new("cp")
            .arg(&salon.db)
            .arg(&copy)
            .status()
            .unwrap()
            .success()
    );
    copy
}

fn has(salon: &Salon, desk: u64, count: u64) -> bool {
    let copy = plain_copy(salon);
    must_hold_together(&copy);
    let connection = look(&copy);
    let found = (0..count).filter(|number| number % 4 != 3).all(|number| {
        let id = appointment_id(desk, number).to_string();
        let mut one = connection
            .prepare_cached("SELECT 1 FROM appointment WHERE id = ?1")
            .unwrap();
        one.exists([id]).unwrap()
    });
    drop(connection);
    std::fs::remove_file(copy).unwrap();
    found
}

fn desk(salon: &Salon) -> Desk {
    let db = salon.db.to_str().unwrap();
    Desk::start(
        &["--db", db, "--now", "2026-11-20T10:00"],
        &[("USER", "ana")],
        80,
        24,
    )
}

#[test]
fn after_a_desk_or_a_command_has_ended_the_one_file_is_all_there_is() {
    let salon = Salon::open();
    // A desk that is killed leaves its last changes beside the file: a plain copy lacks them.
    let killed = Child::start(
        &salon.db,
        Job::Writer {
            desk: 0,
            from: 0,
            count: 1_000,
            pause_ms: 0,
        },
    );
    for _ in 0..10 {
        killed.next();
    }
    killed.kill();
    assert!(salon.log() > 0);
    assert!(!has(&salon, 0, 9), "the story can see what is missing");
    // A command folds them in, though it only reads.
    salon.program().args(["day", "2026-11-21"]).assert().success();
    assert!(has(&salon, 0, 9));

    // A command that writes, while a desk is open: both leave a complete file.
    let mut desk = desk(&salon);
    // Its first backup is made; one under way would still be reading the log.
    desk.wait_for("backup 0 min");
    Child::start(
        &salon.db,
        Job::Writer {
            desk: 1,
            from: 0,
            count: 20,
            pause_ms: 0,
        },
    )
    .finish();
    assert!(has(&salon, 1, 20), "a command has ended");
    desk.keys("q");
    assert_eq!(desk.exit_code(), Some(0));
    assert_eq!(salon.log(), 0);
    assert!(has(&salon, 1, 20), "a desk has ended");
    figures("plain copies: 4, whole after a desk or a command had ended 3, lacking after a kill 1");
}

/// The rule itself is tested with the backups, on a clock of its own; this waits for it.
#[test]
fn a_desk_that_nobody_touches_leaves_a_whole_file_within_two_minutes() {
    if !is_long() {
        return;
    }
    let salon = Salon::open();
    let mut desk = desk(&salon);
    desk.wait_for("Salon Pom");
    let killed = Child::start(
        &salon.db,
        Job::Writer {
            desk: 0,
            from: 0,
            count: 1_000,
            pause_ms: 0,
        },
    );
    for _ in 0..10 {
        killed.next();
    }
    killed.kill();
    assert!(!has(&salon, 0, 9), "the story can see what is missing");
    let since = Instant::now();
    while salon.log() > 0 {
        assert!(
            since.elapsed() < Duration::from_mins(2),
            "{} bytes are still beside it",
            salon.log()
        );
        std::thread::sleep(Duration::from_secs(1));
    }
    assert!(has(&salon, 0, 9));
    figures(&format!(
        "quiet desks: 1, whole after {} s",
        since.elapsed().as_secs()
    ));
    desk.keys("q");
    assert_eq!(desk.exit_code(), Some(0));
}
