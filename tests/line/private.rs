//! A day's work with one client nobody else is called: she is in the salon's own files and on the desk's screen, and
//! nowhere else.

use std::fs;
use std::path::{Path, PathBuf};

use crate::file::File;
use crate::modes::{assert_nobody_else, modes};

const SECRETS: [&str; 5] = ["Quirina", "Zwyssig", "5550104", "555 0104", "Heimlichkeit"];

fn files(folder: &Path) -> Vec<PathBuf> {
    let paths = modes(folder).into_iter().map(|(path, _)| path);
    paths.filter(|path| path.is_file()).collect()
}

fn holds(bytes: &[u8], secret: &str) -> bool {
    bytes.windows(secret.len()).any(|part| part == secret.as_bytes())
}

#[test]
fn a_client_is_in_no_file_but_the_salons_in_no_title_and_on_no_command_line() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name).to_str().unwrap().to_owned();
    let places = [
        ("XDG_CONFIG_HOME", at("config")),
        ("XDG_DATA_HOME", at("data")),
        ("XDG_STATE_HOME", at("state")),
        ("XDG_CACHE_HOME", at("cache")),
        ("XDG_RUNTIME_DIR", at("run")),
        ("TMPDIR", at("tmp")),
        ("HOME", at("home")),
    ];
    for (_, place) in &places {
        fs::create_dir(place).unwrap();
    }
    let environment: Vec<(&str, &str)> = places
        .iter()
        .map(|(name, place)| (*name, place.as_str()))
        .collect();
    let file = File::new();
    let mut desk = file.desk_in(&environment, 80, 24);
    desk.wait_for("Rex Weber").keys("4n").wait_for("First name");
    desk.keys("Quirina<tab>Zwyssig<tab>5550104<c-s>")
        .wait_for("u undoes")
        .keys("<esc><esc>");
    let told = |what: &str| fs::read(format!("/proc/{}/{what}", desk.pid())).unwrap();
    for what in ["cmdline", "comm", "environ"] {
        assert!(SECRETS.iter().all(|secret| !holds(&told(what), secret)), "{what}");
    }
    desk.keys("/zwyssig")
        .wait_for("Quirina Zwyssig")
        .keys("<enter>")
        .wait_for("555");
    desk.keys("<esc><esc>").keys("1q").keys("q");
    assert_eq!(desk.exit_code(), Some(0));
    let output = desk.output();
    assert!(holds(&output, "Zwyssig"), "she was on the screen");
    assert!(!holds(&output, "\u{1b}]"), "no title is ever set");
    // The screen is wiped before it is given back, and nothing is said of her afterwards.
    assert!(SECRETS.iter().all(|secret| !desk.screen().contains(secret)));

    for path in files(home.path()) {
        let bytes = fs::read(&path).unwrap();
        assert!(
            SECRETS.iter().all(|secret| !holds(&bytes, secret)),
            "{}",
            path.display()
        );
    }
    let own: Vec<PathBuf> = files(file.folder())
        .into_iter()
        .filter(|path| {
            let bytes = fs::read(path).unwrap();
            SECRETS.iter().any(|secret| holds(&bytes, secret))
        })
        .collect();
    assert!(!own.is_empty());
    for path in own {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let is_backup =
            path.extension().is_some_and(|ending| ending == "db") && name.starts_with("pomsalon-");
        let is_on_paper = path.parent().is_some_and(|folder| folder.ends_with("day-sheets"));
        let is_salons = name.starts_with("salon.db") || is_backup || is_on_paper;
        assert!(is_salons, "{}", path.display());
    }
}

#[test]
fn while_the_desk_is_open_nobody_else_may_read_what_lies_beside_the_file() {
    for umask in ["000", "022"] {
        let file = File::new();
        let mut desk = file.desk_of_shell(&format!("umask {umask}; exec \"$0\" \"$@\""));
        desk.wait_for("Rex Weber").wait_for("backup 0 min");
        desk.keys("<space>").wait_for("Arrived");
        let made = modes(file.folder());
        for ending in [
            "salon.db",
            "salon.db-wal",
            "salon.db-shm",
            "salon.db.lock",
            "salon.db.backup-lock",
        ] {
            assert!(
                made.iter().any(|(path, _)| path.ends_with(ending)),
                "{ending} is not among {made:?}"
            );
        }
        assert_nobody_else(file.folder());
        desk.keys("q").keys("q");
        assert_eq!(desk.exit_code(), Some(0));
        assert_nobody_else(file.folder());
    }
}

#[test]
fn what_a_desk_saves_of_a_file_that_was_taken_from_under_it_is_for_nobody_else() {
    let file = File::new();
    let mut desk = file.desk_of_shell("umask 000; exec \"$0\" \"$@\"");
    desk.wait_for("Rex Weber").wait_for("backup 0 min");
    fs::remove_file(file.path()).unwrap();
    desk.keys("<space>").wait_for("rescued-").keys("q").keys("q");
    desk.exit_code();
    let made = modes(file.folder());
    let rescued = |(path, _): &&(PathBuf, u32)| path.to_str().unwrap().contains(".rescued-");
    assert_eq!(made.iter().filter(rescued).count(), 2, "{made:?}");
    assert_nobody_else(file.folder());
}
