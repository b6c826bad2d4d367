//! The salon's file is damaged, gone, or not for this account: the real program says so and goes on from there.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{TimeDelta, Utc};
use pomsalon::backup;
use pomsalon::store::{Purpose, Store};

use crate::support::Desk;
use crate::{File, NOW, file};

fn backed_up() -> File {
    let file = file();
    backup::now(&file.path, Utc::now() - TimeDelta::minutes(45)).unwrap();
    file
}

fn rescued(folder: &Path) -> Vec<PathBuf> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    names
        .filter(|path| path.to_string_lossy().contains(".rescued-"))
        .filter(|path| path.extension().is_some_and(|end| end == "db"))
        .collect()
}

#[test]
fn a_damaged_salon_comes_back_from_its_backup_with_two_keys() {
    let file = backed_up();
    let bytes = fs::read(&file.path).unwrap();
    fs::write(&file.path, &bytes[..bytes.len() / 2]).unwrap();
    let mut desk = file.desk();
    desk.wait_for("The salon's file is damaged. Nothing was changed.")
        .wait_for("1 Bring back the backup of")
        .keys("1")
        .wait_for("Bring back the backup of")
        .wait_for("Enter brings it back")
        .keys("<enter>")
        .wait_for("Rex Weber")
        .wait_for("Brought back. The file as it was")
        .keys("q");
    assert_eq!(desk.exit_code(), Some(0));
    assert!(desk.settings_are_restored());
    assert!(Store::open(&file.path, Purpose::ReadOnly).is_ok());
}

#[test]
fn leaving_the_page_leaves_everything_as_it_is_and_says_what_was_wrong() {
    let file = backed_up();
    fs::write(&file.path, b"").unwrap();
    let mut desk = file.desk();
    desk.wait_for("The salon's file is empty").keys("q");
    assert_eq!(desk.exit_code(), Some(1));
    assert!(desk.screen().contains("is empty"), "{}", desk.screen());
    assert!(desk.settings_are_restored());
    assert_eq!(fs::read(&file.path).unwrap(), b"");
}

#[test]
fn a_file_deleted_under_the_desk_is_rescued_and_comes_back() {
    let file = file();
    let folder = file.path.parent().unwrap().to_owned();
    let mut desk = file.desk();
    desk.wait_for("Rex Weber")
        .keys("bbruno<enter>")
        .wait_for("Say: ")
        .keys("<enter>")
        .wait_for("Booked Bruno Moreira")
        .wait_for("backup 0 min");
    fs::remove_file(&file.path).unwrap();
    desk.wait_for("Everything saved up to then is safe in")
        .keys("<enter>q");
    assert_eq!(desk.exit_code(), Some(1));
    assert!(desk.screen().contains("pomsalon restore"), "{}", desk.screen());
    assert_eq!(rescued(&folder).len(), 1);

    let mut desk = file.desk();
    desk.wait_for("1 Bring back what a desk rescued of")
        .keys("1")
        .wait_for("Enter brings it back")
        .keys("<enter>")
        .wait_for("12:15-13:30 Booked")
        .keys("q");
    assert_eq!(desk.exit_code(), Some(0));
    assert!(file.booked("Bruno Moreira"));
}

/// The program started by an account that owns nothing; `None` where this test may not become another one.
fn stranger(path: &Path) -> Option<Desk> {
    let as_nobody = ["--reuid", "65534", "--regid", "65534", "--clear-groups"];
    let allowed = Command::new("setpriv").args(as_nobody).arg("true").status();
    if !allowed.is_ok_and(|status| status.success()) {
        eprintln!("skipped: this account may not become another one with `setpriv`");
        return None;
    }
    // Where the program was built, another account may not reach.
    let program = path.with_file_name("program");
    fs::copy(env!("CARGO_BIN_EXE_pomsalon"), &program).unwrap();
    mode(&program, 0o755);
    let (program, path) = (program.to_str().unwrap(), path.to_str().unwrap());
    let arguments = [as_nobody.as_slice(), &[program, "--db", path, "--now", NOW]].concat();
    Some(Desk::start_program(
        Path::new("setpriv"),
        &arguments,
        &[("USER", "guest")],
        80,
        24,
    ))
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn who_may_read_and_not_write_looks_and_is_told_so() {
    let file = file();
    mode(&file.path, 0o644);
    mode(file.path.parent().unwrap(), 0o777);
    let Some(mut desk) = stranger(&file.path) else {
        return;
    };
    desk.wait_for("Rex Weber")
        .wait_for("You can look, but nothing can be changed")
        .wait_for("only looking")
        .keys("<space>")
        .wait_for("this desk only looks at the salon")
        .keys("q");
    assert_eq!(desk.exit_code(), Some(0));
}

#[test]
fn a_folder_that_may_not_be_written_is_named_and_the_file_can_be_looked_at() {
    let file = file();
    mode(&file.path, 0o644);
    mode(file.path.parent().unwrap(), 0o755);
    let before = fs::read(&file.path).unwrap();
    let Some(mut desk) = stranger(&file.path) else {
        return;
    };
    desk.wait_for("This account may not use the salon's file")
        .wait_for("1 Look at it without changing anything")
        .keys("1")
        .wait_for("Rex Weber")
        .keys("<space>")
        .wait_for("this desk only looks at the salon")
        .keys("q");
    assert_eq!(desk.exit_code(), Some(0));
    assert_eq!(fs::read(&file.path).unwrap(), before);
}

#[test]
fn who_may_not_even_read_is_told_which_permission_is_missing() {
    let file = file();
    mode(&file.path, 0o640);
    mode(file.path.parent().unwrap(), 0o777);
    let Some(mut desk) = stranger(&file.path) else {
        return;
    };
    desk.wait_for("may not read")
        .wait_for("rw-r-----")
        .wait_for("1 Try again")
        .keys("q");
    assert_eq!(desk.exit_code(), Some(1));
}
