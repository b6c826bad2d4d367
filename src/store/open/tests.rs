use std::process::Command;

use super::super::create::create;
use super::*;

fn a_salon() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("salon.db");
    create(&db, |_| Ok(())).unwrap();
    (folder, db)
}

fn foreign(db: &Path, mode: &str) {
    let connection = Connection::open(db).unwrap();
    connection
        .pragma_update_and_check(None, "journal_mode", mode, |_| Ok(()))
        .unwrap();
    connection
        .execute_batch("CREATE TABLE song (name TEXT); INSERT INTO song VALUES ('la');")
        .unwrap();
}

#[test]
fn a_new_salon_opens_with_every_setting() {
    let (_folder, db) = a_salon();
    let desk = open(&db, Purpose::Desk).unwrap();
    assert_eq!(number(&desk.connection, "cache_size").unwrap(), -4_000);
    assert_eq!(number(&desk.connection, "synchronous").unwrap(), 2);
    assert_eq!(number(&desk.connection, "foreign_keys").unwrap(), 1);
    let reader = open(&db, Purpose::ReadOnly).unwrap();
    assert!(reader.connection.execute_batch("CREATE TABLE x (y)").is_err());
    assert_eq!(
        number(&reader.connection, "application_id").unwrap(),
        APPLICATION_ID
    );
    assert_eq!(
        number(&reader.connection, "user_version").unwrap(),
        SALON.version()
    );
}

#[test]
fn the_file_is_only_for_its_owner_and_nothing_else_is_left_beside_it() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, db) = a_salon();
    assert_eq!(fs::metadata(&db).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn leaving_the_desk_leaves_one_complete_file() {
    let (folder, db) = a_salon();
    let desk = open(&db, Purpose::Desk).unwrap();
    let second = open(&db, Purpose::Command).unwrap();
    desk.connection
        .execute_batch("CREATE TABLE extra (a); INSERT INTO extra VALUES (1)")
        .unwrap();
    assert!(fs::metadata(beside(&db, "-wal")).unwrap().len() > 0);
    desk.close().unwrap();
    assert_eq!(
        fs::metadata(beside(&db, "-wal")).unwrap().len(),
        0,
        "folded in while another session goes on"
    );
    second.close().unwrap();
    assert!(!beside(&db, "-wal").exists());
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        2,
        "the salon and its lock"
    );
}

#[test]
fn a_link_leads_to_the_real_file_and_its_lock() {
    let (folder, db) = a_salon();
    let link = folder.path().join("link.db");
    std::os::unix::fs::symlink(&db, &link).unwrap();
    let opened = open(&link, Purpose::Desk).unwrap();
    assert_eq!(opened.path, fs::canonicalize(&db).unwrap());
    assert!(!beside(&link, ".lock").exists());
}

#[test]
fn files_that_are_no_salon_are_refused_and_left_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("short"), [7; 50]).unwrap();
    fs::write(at("long"), vec![7; 60_000]).unwrap();
    fs::write(at("text"), "Dear Ana,\n".repeat(900)).unwrap();
    fs::write(at("gz"), [[0x1F, 0x8B, 8, 0].as_slice(), &[9; 5_000]].concat()).unwrap();
    for name in ["short", "long", "text", "gz"] {
        let before = fs::read(at(name)).unwrap();
        let refused = open(&at(name), Purpose::Desk).unwrap_err();
        assert!(
            matches!(refused, StoreError::NotADatabase(_)),
            "{name}: {refused}"
        );
        assert_eq!(fs::read(at(name)).unwrap(), before, "{name}");
    }
    for mode in ["delete", "wal"] {
        let db = at(mode);
        foreign(&db, mode);
        let before = fs::read(&db).unwrap();
        let refused = open(&db, Purpose::Desk).unwrap_err();
        assert!(matches!(refused, StoreError::Foreign(_)), "{mode}: {refused}");
        assert_eq!(fs::read(&db).unwrap(), before, "{mode}");
        assert!(!beside(&db, "-wal").exists(), "{mode}");
    }
}

#[test]
fn another_programs_log_is_not_folded_into_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let (live, left) = (folder.path().join("live"), folder.path().join("left"));
    let connection = Connection::open(&live).unwrap();
    connection
        .pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))
        .unwrap();
    connection.execute_batch("CREATE TABLE song (name TEXT)").unwrap();
    // As a crash of that program would leave it.
    fs::copy(&live, &left).unwrap();
    fs::copy(beside(&live, "-wal"), beside(&left, "-wal")).unwrap();
    let before = (fs::read(&left).unwrap(), fs::read(beside(&left, "-wal")).unwrap());
    let refused = open(&left, Purpose::Desk).unwrap_err();
    assert!(matches!(refused, StoreError::Foreign(_)), "{refused}");
    assert_eq!(
        (fs::read(&left).unwrap(), fs::read(beside(&left, "-wal")).unwrap()),
        before
    );
}

#[test]
fn a_cut_off_file_a_newer_file_and_a_lost_rule_are_named() {
    let (_folder, db) = a_salon();
    let bytes = fs::read(&db).unwrap();

    fs::write(&db, &bytes[..50]).unwrap();
    let refused = open(&db, Purpose::Desk).unwrap_err();
    assert!(matches!(refused, StoreError::NotADatabase(_)), "{refused}");
    fs::write(&db, &bytes[..bytes.len() / 2]).unwrap();
    let refused = open(&db, Purpose::Desk).unwrap_err();
    assert!(matches!(refused, StoreError::Damaged(_)), "{refused}");
    fs::write(&db, []).unwrap();
    let refused = open(&db, Purpose::Desk).unwrap_err();
    assert!(matches!(refused, StoreError::FileEmpty(_)), "{refused}");
    assert_eq!(fs::metadata(&db).unwrap().len(), 0);
    fs::remove_file(&db).unwrap();
    let refused = open(&db, Purpose::Desk).unwrap_err();
    assert!(matches!(refused, StoreError::FileMissing(_)), "{refused}");

    fs::write(&db, &bytes).unwrap();
    let outside = Connection::open(&db).unwrap();
    let name: String = outside
        .query_row(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' LIMIT 1",
            [],
            |row| row.get(0),
        )
        .unwrap();
    outside
        .execute_batch(&format!("DROP TRIGGER \"{name}\""))
        .unwrap();
    let refused = open(&db, Purpose::Desk).unwrap_err();
    assert!(
        matches!(&refused, StoreError::Damaged(what) if what.contains(&name)),
        "{refused}"
    );
    outside.pragma_update(None, "user_version", 99).unwrap();
    let refused = open(&db, Purpose::Desk).unwrap_err();
    assert!(matches!(refused, StoreError::Newer(99, _)), "{refused}");
    assert_eq!(refused.exit_code(), 4);
}

#[test]
fn a_file_of_an_older_edition_is_left_to_whoever_can_back_it_up_first() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("salon.db");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/edition-1.db");
    fs::copy(&fixture, &db).unwrap();
    for purpose in [
        Purpose::Desk,
        Purpose::Command,
        Purpose::ReadOnly,
        Purpose::Backup,
    ] {
        let refused = open(&db, purpose).unwrap_err();
        assert!(matches!(refused, StoreError::Older(1, _)), "{refused}");
    }
    assert_eq!(fs::read(&db).unwrap(), fs::read(&fixture).unwrap());
}

const CHILD: &str = "POMSALON_TEST_START";

/// Not a story of its own: what each process of the next one does.
#[test]
#[ignore = "started by the next test"]
fn one_of_many_processes() {
    let Ok(db) = std::env::var(CHILD) else { return };
    let db = PathBuf::from(db);
    match create(&db, |_| Ok(())) {
        Ok(()) | Err(StoreError::FileExists(_)) => {}
        Err(error) => panic!("{error}"),
    }
    open(&db, Purpose::Desk).unwrap().close().unwrap();
}

#[test]
fn many_processes_may_start_at_once_on_a_file_that_is_not_there_yet() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("salon.db");
    let mut children: Vec<_> = (0..6)
        .map(|_| {
            Command::new(std::env::current_exe().unwrap())
                .args([
                    "--exact",
                    "--ignored",
                    "store::open::tests::one_of_many_processes",
                ])
                .env(CHILD, &db)
                .stdout(std::process::Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    // Those who close at the very same moment may leave the empty log to the next one; nobody leaves a half-made file.
    let left = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(left.into_iter().all(|name| name.starts_with("salon.db")));
}

#[test]
fn no_empty_salon_takes_the_place_of_one_that_was_lost() {
    let (folder, db) = a_salon();
    assert!(matches!(create(&db, |_| Ok(())), Err(StoreError::FileExists(_))));

    fs::remove_file(&db).unwrap();
    for remains in [
        "salon.db-wal",
        "salon.db.before-restore-20261120T090000Z",
        "backups/pomsalon-1-1.db",
    ] {
        let remains = folder.path().join(remains);
        fs::create_dir_all(remains.parent().unwrap()).unwrap();
        fs::write(&remains, r#"{"file": "salon.db"}"#).unwrap();
        assert!(
            matches!(create(&db, |_| Ok(())), Err(StoreError::Remains(..))),
            "{}",
            remains.display()
        );
        assert!(!db.exists());
        fs::remove_file(&remains).unwrap();
    }
    fs::write(folder.path().join("backups/pomsalon-1-1.db"), b"x").unwrap();
    fs::write(
        folder.path().join("backups/pomsalon-1-1.json"),
        r#"{"file": "other.db"}"#,
    )
    .unwrap();
    create(&db, |_| Ok(())).unwrap();
}

#[test]
fn a_salon_that_could_not_be_filled_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("salon.db");
    let dead = folder.path().join(".salon.db.new-2147483646-1");
    fs::write(&dead, b"x").unwrap();
    assert!(create(&db, |_| Err(StoreError::Damaged("no".to_owned()))).is_err());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Closing any descriptor of the live file drops every lock this process holds on it.
#[test]
fn the_store_and_the_backups_open_no_live_file_behind_the_engines_back() {
    let room = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![room.join("store"), room.join("backup")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.iter().any(|part| part == "tests" || part == "tests.rs") {
                let text = fs::read_to_string(&path).unwrap();
                let lines: Vec<&str> = text
                    .lines()
                    .take_while(|line| !line.starts_with("#[cfg(test)]"))
                    .collect();
                for (number, line) in lines.iter().enumerate() {
                    let opens = [
                        "File::open",
                        "OpenOptions::new",
                        "fs::read(",
                        "fs::read_to_string",
                        "fs::copy",
                    ]
                    .iter()
                    .any(|call| line.contains(call));
                    let around = &lines[number.saturating_sub(1)..(number + 2).min(lines.len())];
                    let says_what = around.iter().any(|line| line.contains("not the live file"));
                    assert!(!opens || says_what, "{}:{}: {line}", path.display(), number + 1);
                }
            }
        }
    }
}
