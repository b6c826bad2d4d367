//! A salon for several Unix accounts: whatever one makes, the others can use, whatever their umask.
//!
//! Needs root and `setpriv` for the second account; elsewhere these stories are skipped, and say so.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::salon::{Said, Salon};

/// Numbers that no account and no group of a machine has.
const ANA: u32 = 61_001;
const BO: u32 = 61_002;
const GROUP: u32 = 61_100;

/// A place that both accounts reach, with the program in it.
struct Place {
    folder: tempfile::TempDir,
    program: PathBuf,
}

impl Place {
    /// Makes it, with a folder of Ana's in it; nothing where this test cannot be somebody else.
    fn new() -> Option<Self> {
        let can = rustix::process::geteuid().is_root()
            && Command::new("setpriv")
                .args(["--reuid=61001", "--regid=61001", "--groups=61100", "true"])
                .status()
                .is_ok_and(|status| status.success());
        if !can {
            eprintln!("skipped: being a second account needs root and setpriv");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let program = folder.path().join("pomsalon");
        fs::copy(assert_cmd::cargo::cargo_bin!("pomsalon"), &program).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let home = folder.path().join("srv");
        fs::create_dir(&home).unwrap();
        chown(&home, Some(ANA), Some(ANA)).unwrap();
        Some(Self { folder, program })
    }

    fn db(&self) -> PathBuf {
        self.folder.path().join("srv/salon/salon.db")
    }

    fn command(&self, account: u32, umask: &str, words: &[&str]) -> Command {
        let mut command = Command::new("setpriv");
        command
            .arg(format!("--reuid={account}"))
            .arg(format!("--regid={account}"))
            .arg(format!("--groups={GROUP}"))
            .args(["sh", "-c", &format!("umask {umask}; exec \"$0\" \"$@\"")])
            .arg(&self.program)
            .arg("--db")
            .arg(self.db())
            .args(words)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("USER", if account == ANA { "ana" } else { "bo" })
            .env("POMSALON_NOW", "2026-11-20T10:00")
            .current_dir("/");
        command
    }

    fn run(&self, account: u32, umask: &str, words: &[&str]) -> Said {
        let output = self.command(account, umask, words).output().unwrap();
        Said {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }

    /// An import that has the file open and waits for its pipe; over when the pipe is closed.
    fn holding(&self, account: u32, umask: &str) -> Child {
        let mut held = self
            .command(account, umask, &["import", "dogs", "-", "--dry-run"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let since = std::time::Instant::now();
        while pomsalon::store::sessions(&self.db()).is_empty() {
            assert!(since.elapsed().as_secs() < 20 && held.try_wait().unwrap().is_none());
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        held
    }
}

fn over(mut held: Child) {
    drop(held.stdin.take());
    held.wait().unwrap();
}

/// Everything in a folder and below it belongs to the group, and the group may use it.
fn all_for_the_group(folder: &Path) {
    let found = fs::metadata(folder).unwrap();
    assert_eq!(
        (found.gid(), found.mode() & 0o7777),
        (GROUP, 0o2770),
        "{}",
        folder.display()
    );
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let found = fs::symlink_metadata(&path).unwrap();
        if found.is_dir() {
            all_for_the_group(&path);
            continue;
        }
        assert_eq!(found.gid(), GROUP, "{}", path.display());
        let is_backup = path.parent().unwrap().ends_with("backups");
        let wanted = if is_backup { 0o040 } else { 0o060 };
        assert_eq!(
            found.mode() & wanted,
            wanted,
            "{} {:o}",
            path.display(),
            found.mode()
        );
        assert_eq!(found.mode() & 0o007, 0, "{} {:o}", path.display(), found.mode());
    }
}

fn init(place: &Place, umask: &str) -> Said {
    let group = GROUP.to_string();
    let words = [
        "init",
        "--name",
        "Salon Pom",
        "--zone",
        "lisbon",
        "--groomer",
        "Ana",
        "--group",
        &group,
    ];
    place.run(ANA, umask, &words)
}

/// What the doctor says of promise 6, and how.
fn access(place: &Place, account: u32) -> (String, String) {
    let report = place.run(account, "022", &["doctor", "--json"]).json();
    let line = &report["promises"][5];
    (
        line["verdict"].as_str().unwrap().to_owned(),
        format!("{} {}", line["found"], line["to_do"]),
    )
}

#[test]
fn two_accounts_open_save_back_up_and_restore_the_same_salon_whatever_their_umask() {
    for (ana, bo) in [("022", "077"), ("077", "022")] {
        let Some(place) = Place::new() else { return };
        let made = init(&place, ana).ok();
        assert!(
            made.out.contains("Every account of the group 61100 may use it"),
            "{made:?}"
        );
        let csv = place.folder.path().join("dogs.csv");
        fs::write(&csv, "name,owner\nRex,Paulo Lopes\nBella,Marta Moreira\n").unwrap();
        place
            .run(ANA, ana, &["import", "dogs", csv.to_str().unwrap()])
            .ok();
        let folder = place.db().parent().unwrap().to_owned();
        all_for_the_group(&folder);

        // Both at once: the log and its index are made by the first and used by the second.
        let held = place.holding(ANA, ana);
        place.run(BO, bo, &["book", "rex", "bath", "mon", "10"]).ok();
        all_for_the_group(&folder);
        let present = place.run(BO, bo, &["sessions"]).ok().out;
        assert!(
            present.contains("user 61001") && present.contains("import"),
            "{present}"
        );
        over(held);

        let held = place.holding(BO, bo);
        place.run(ANA, ana, &["book", "bella", "bath", "mon", "15"]).ok();
        over(held);
        place.run(BO, bo, &["backup", "now"]).ok();
        place.run(ANA, ana, &["backup", "verify"]).ok();
        place.run(ANA, ana, &["book", "rex", "bath", "tue", "10"]).ok();
        place.run(BO, bo, &["restore", "--yes"]).ok();
        assert_eq!(fs::metadata(place.db()).unwrap().uid(), BO);
        place.run(ANA, ana, &["book", "rex", "bath", "wed", "10"]).ok();
        all_for_the_group(&folder);
        for account in [ANA, BO] {
            let (verdict, words) = access(&place, account);
            assert!(
                verdict == "kept" && words.contains("Every account of the group 61100"),
                "{words}"
            );
        }

        // Gone altogether, it comes back as it was shared.
        fs::remove_file(place.db()).unwrap();
        place.run(BO, bo, &["restore", "--yes"]).ok();
        place.run(ANA, ana, &["day"]).ok();
        all_for_the_group(&folder);
    }
}

#[test]
fn a_folder_that_is_not_shared_any_more_is_named_with_what_to_run() {
    let Some(place) = Place::new() else { return };
    init(&place, "022").ok();
    place.run(ANA, "022", &["backup", "now"]).ok();
    let folder = place.db().parent().unwrap().to_owned();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o770)).unwrap();
    // What she makes there now is hers alone, and keeps Bo out.
    let held = place.holding(ANA, "022");
    let refused = place.run(BO, "022", &["day"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.err.contains("may not write"), "{refused:?}");
    let (verdict, words) = access(&place, ANA);
    over(held);
    assert_eq!(verdict, "not_kept", "{words}");
    assert!(
        words.contains(&format!("chmod 2770 {}", folder.display())),
        "{words}"
    );
    assert!(
        words.contains("salon.db-wal is not for the group 61100"),
        "{words}"
    );

    fs::set_permissions(&folder, fs::Permissions::from_mode(0o2770)).unwrap();
    fs::set_permissions(folder.join("backups"), fs::Permissions::from_mode(0o700)).unwrap();
    let (verdict, words) = access(&place, ANA);
    assert!(
        verdict == "not_kept" && words.contains("backups is not a shared folder"),
        "{words}"
    );
}

#[test]
fn a_folder_with_other_things_in_it_or_of_somebody_else_is_left_as_it_is() {
    let Some(place) = Place::new() else { return };
    let folder = place.db().parent().unwrap().to_owned();
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("letters.txt"), b"dear landlord").unwrap();
    let refused = init(&place, "022");
    assert!(
        refused.code == 1 && refused.err.contains("sudo chmod 2770"),
        "{refused:?}"
    );
    assert!(refused.err.contains("other things lie in it"), "{refused:?}");
    fs::remove_file(folder.join("letters.txt")).unwrap();
    let refused = init(&place, "022");
    assert!(
        refused.code == 1 && refused.err.contains("it has to own the folder"),
        "{refused:?}"
    );
    assert!(!place.db().exists());
    chown(&folder, Some(ANA), None).unwrap();
    init(&place, "077").ok();
    all_for_the_group(&folder);
}

#[test]
fn a_group_that_is_not_there_is_said_before_anything_is_made() {
    let salon = Salon::nothing();
    let words = [
        "init",
        "--name",
        "Salon Pom",
        "--zone",
        "lisbon",
        "--group",
        "no-such-group",
    ];
    let refused = salon.run(&words);
    assert_eq!((refused.code, salon.db.exists()), (2, false));
    assert!(refused.err.contains("sudo groupadd no-such-group"), "{refused:?}");
}
