//! Many who start at the same moment, on a file that is not there yet, has just been made, or is of an older format.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rusqlite::Connection;

use crate::child::{Child, Job};
use crate::salon::{DESKS, Salon, names};
use crate::soak::{Rounds, counted, figures};
use crate::sound::{journal_must_replay, look, must_hold_together, number};

#[test]
fn of_six_who_make_the_salon_at_once_one_does_and_the_others_say_so() {
    let mut rounds = 0;
    for () in Rounds::new(5, 200, 2) {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("salon.db");
        let makers: Vec<_> = (0..DESKS)
            .map(|_| {
                Command::new(env!("CARGO_BIN_EXE_pomsalon"))
                    .env_clear()
                    .args(["init", "--name", "Salon Pom", "--zone", "Europe/Lisbon", "--db"])
                    .arg(&db)
                    .stdout(Stdio::null())
                    .stderr(Stdio::piped())
                    .spawn()
                    .unwrap()
            })
            .collect();
        let mut made = 0;
        for maker in makers {
            let ended = maker.wait_with_output().unwrap();
            if ended.status.success() {
                made += 1;
            } else {
                let said = String::from_utf8(ended.stderr).unwrap();
                assert!(said.contains("is there already"), "{said}");
            }
        }
        assert_eq!(made, 1);
        assert!(
            names(folder.path())
                .iter()
                .all(|name| name.starts_with("salon.db"))
        );
        must_hold_together(&db);
        rounds += 1;
    }
    figures(&format!(
        "six make one salon: {} rounds, made {}, failed 0",
        counted(rounds),
        counted(rounds)
    ));
}

#[test]
fn six_desks_open_one_file_at_the_same_moment_and_all_of_them_work() {
    let (mut rounds, mut older) = (0, 0);
    for () in Rounds::new(6, 300, 3) {
        let salon = Salon::open();
        all_at_once(&salon.db, |desk| Job::Starter { desk });
        assert_eq!(starters(&salon.db), 6);
        must_hold_together(&salon.db);
        journal_must_replay(&salon.db);

        let (_folder, old) = an_older_file();
        assert_ne!(schema(&old), schema(&salon.db), "it is an older one");
        all_at_once(&old, |desk| Job::Starter { desk });
        assert_eq!(schema(&old), schema(&salon.db));
        assert_eq!(starters(&old), 6);
        must_hold_together(&old);
        rounds += 1;
        older += DESKS;
    }
    figures(&format!(
        "six start at once: {} rounds, {} starts on a new file, {} on an older one, failed 0",
        counted(rounds),
        counted(rounds * DESKS),
        counted(older)
    ));
}

/// Starts six desks that wait for each other before they open the file.
fn all_at_once(db: &Path, job: impl Fn(u64) -> Job) {
    let mut desks: Vec<Child> = (0..DESKS).map(|desk| Child::start(db, job(desk))).collect();
    for desk in &desks {
        assert_eq!(desk.next(), "ready");
    }
    desks.iter_mut().for_each(Child::go);
    for desk in desks {
        assert_eq!(desk.finish(), ["started"]);
    }
}

/// A file of an older format: the newest of those that are kept for this.
fn an_older_file() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("salon.db");
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let newest = names(&kept)
        .into_iter()
        .rfind(|name| name.starts_with("edition-"))
        .unwrap();
    fs::copy(kept.join(newest), &db).unwrap();
    (folder, db)
}

/// How many of those who started have saved what they had to say.
fn starters(db: &Path) -> i64 {
    number(
        &look(db),
        "SELECT count(*) FROM client WHERE first_name LIKE 'Starter %'",
    )
}

/// Everything the file is made of.
fn schema(db: &Path) -> Vec<(String, String)> {
    let connection = Connection::open(db).unwrap();
    let mut statement = connection
        .prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
        .unwrap();
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

/// Why the format is read again once the file is taken: who goes by what it saw before does everything twice.
#[test]
fn who_goes_by_the_format_seen_before_taking_the_file_fails() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("salon.db");
    let (first, second) = (Connection::open(&db).unwrap(), Connection::open(&db).unwrap());
    for connection in [&first, &second] {
        assert_eq!(number(connection, "PRAGMA user_version"), 0);
    }
    let step = "BEGIN IMMEDIATE; CREATE TABLE dog (id TEXT); PRAGMA user_version = 1; COMMIT";
    first.execute_batch(step).unwrap();
    let refused = second.execute_batch(step).unwrap_err();
    assert!(refused.to_string().contains("already exists"), "{refused}");
}
