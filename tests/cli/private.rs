//! What others on the same machine can see of the salon: no file, and no client in a message about something else.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

use crate::modes::{assert_nobody_else, modes};
use crate::salon::{Said, Salon, said};

/// The program in a home of its own, where everybody may do everything unless the program forbids it.
fn run(home: &Path, umask: &str, words: &[&str]) -> Said {
    let mut command = Command::new("/bin/sh");
    command
        .env_clear()
        .env("USER", "ana")
        .env("HOME", home)
        .env("POMSALON_NOW", "2026-11-20T10:00")
        .current_dir(home)
        .arg("-c")
        .arg(format!("umask {umask}; exec \"$0\" \"$@\""))
        .arg(assert_cmd::cargo::cargo_bin!("pomsalon"))
        .args(words);
    said(&mut command)
}

#[test]
fn no_file_the_program_makes_is_for_other_eyes_whatever_the_account_allows() {
    for umask in ["000", "022"] {
        let home = tempfile::tempdir().unwrap();
        let list = "Name,Note\nRex,bites\nBo,\n";
        fs::write(home.path().join("dogs.csv"), list).unwrap();
        let at = |words: &[&str]| run(home.path(), umask, words);
        let db = at(&["paths", "--json"]).ok().json()["salon"]
            .as_str()
            .unwrap()
            .to_owned();
        let folder = Path::new(&db).parent().unwrap();
        // The first one in this home makes the folders on the way, too.
        at(&[
            "init",
            "--name",
            "Salon Pom",
            "--zone",
            "lisbon",
            "--groomer",
            "Ana",
        ]);
        assert_nobody_else(&home.path().join(".local"));
        for words in [
            &["import", "dogs", "dogs.csv"][..],
            &["book", "rex nails"],
            &["backup", "now"],
            &["book", "bo nails"],
            &["backup", "now"],
            &["restore", "--yes"],
            &["day"],
            &["demo", "--no-desk", "--db", "practice.db"],
        ] {
            at(words).ok();
            assert_nobody_else(folder);
        }
        let made = modes(folder);
        for name in [
            "salon.db",
            "salon.db.lock",
            "backups",
            ".json",
            ".before-restore-",
        ] {
            assert!(
                made.iter().any(|(path, _)| path.to_str().unwrap().contains(name)),
                "{name} is not among {made:?}"
            );
        }
        let practice = modes(home.path());
        let practice = practice
            .iter()
            .find(|(path, _)| path.ends_with("practice.db"))
            .unwrap();
        assert_eq!(practice.1, 0o600);
    }
}

#[test]
fn a_backup_from_a_stick_that_everybody_may_read_is_private_once_it_is_the_salon() {
    let salon = Salon::open();
    let made = salon.run(&["backup", "now", "--json"]).ok().json();
    let stick = tempfile::tempdir().unwrap();
    let carried = stick.path().join("carried.db");
    let shell = format!(
        "cat '{}' > '{}'; chmod 777 '{}'",
        made["path"].as_str().unwrap(),
        carried.display(),
        carried.display()
    );
    Command::new("/bin/sh").arg("-c").arg(shell).assert().success();
    salon.run(&["restore", "--yes", carried.to_str().unwrap()]).ok();
    assert_nobody_else(salon.folder.path());
}

#[test]
fn a_message_about_something_else_names_no_client() {
    let salon = Salon::open();
    let shell = rusqlite::Connection::open(&salon.db).unwrap();
    shell
        .execute_batch(
            "UPDATE client SET first_name = 'Quirina', last_name = 'Zwyssig', phone = '555 0104 77', note = 'Heimlichkeit',
               email = 'quirina@example.test';
             UPDATE dog SET last_name = 'Zwyssig', note = 'Heimlichkeit', chip = '98510104';
             UPDATE appointment SET note = 'Heimlichkeit'",
        )
        .unwrap();
    drop(shell);
    let csv = salon.folder.path().join("bad.csv");
    fs::write(&csv, "Shoe size\n43\n").unwrap();
    let backup = salon.run(&["backup", "now", "--json"]).ok().json();
    let backup = backup["path"].as_str().unwrap();
    fs::remove_file(Path::new(backup).with_extension("json")).unwrap();
    let damage = salon.folder.path().join("damaged.db");
    let mut bytes = fs::read(backup).unwrap();
    let end = bytes.len() - 6000;
    bytes[4096..end].fill(0x5a);
    fs::write(&damage, bytes).unwrap();
    let damaged = damage.to_str().unwrap();
    for words in [
        &[][..],
        &["day", "31 feb"],
        &["free", "moon"],
        &["free", "bath", "sun"],
        &["book", "nobody mon 10"],
        &["book", "--read-only", "nobody"],
        &["find"],
        &["find", "qqqqqq"],
        &["init", "--name", "A", "--zone", "lisbon"],
        &["import", "dogs", csv.to_str().unwrap()],
        &["import", "dogs", "nowhere.csv"],
        &["backup", "verify", damaged],
        &["restore", damaged, "--yes"],
        &["restore"],
        &["day", "--db", damaged],
        &["book", "bella mon 10", "--db", damaged],
        &["backup", "now", "--db", damaged],
        &["nonsense"],
    ] {
        let said = salon.run(words);
        for secret in ["Quirina", "Zwyssig", "0104", "Heimlichkeit", "98510104"] {
            assert!(
                !said.err.contains(secret),
                "{words:?} says {secret}: {}",
                said.err
            );
        }
    }
}
