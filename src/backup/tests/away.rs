//! Copies in the second folder and off the site, and everything that can be in their way.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::super::errands::Errands;
use super::super::off_site::run;
use super::super::stop::Stop;
use super::super::*;
use super::{Counter, counter, later, names, ten};
use crate::store::{BackupEvent, By, Edit};

const LONG: Duration = Duration::from_secs(30);

impl Counter {
    /// A second folder, set as the desk sets it.
    pub(super) fn second(&self) -> PathBuf {
        let folder = self.folder.path().join("usb");
        fs::create_dir_all(&folder).unwrap();
        let mut store = self.store();
        let real = adopt(&store, &folder).unwrap();
        let mut card = store.salon().unwrap();
        card.second_folder = real.to_str().unwrap().to_owned();
        set(&mut store, card);
        store.close().unwrap();
        real
    }

    fn off_site(&self, words: &[&str]) {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        approve(&self.db, &words).unwrap();
        let mut store = self.store();
        let mut card = store.salon().unwrap();
        card.off_site = words;
        set(&mut store, card);
        store.close().unwrap();
    }

    /// Why the errand failed, empty when it went well.
    fn brought(&self, minutes: i64) -> Vec<String> {
        let done = bring(&self.db, later(minutes)).unwrap();
        done.into_iter()
            .map(|errand| errand.failed.unwrap_or_default())
            .collect()
    }
}

fn set(store: &mut crate::store::Store, card: crate::domain::salon::Salon) {
    let by = By {
        actor: "ana".to_owned(),
        at: ten().naive_utc(),
    };
    store.apply(&Edit::Salon(card), &by).unwrap();
}

#[test]
fn every_backup_goes_to_the_second_folder_and_is_thinned_there_too() {
    let salon = counter();
    let usb = salon.second();
    for minutes in [0, 15, 30] {
        make(&salon.db, later(minutes), None).unwrap();
        assert_eq!(salon.brought(minutes), [""]);
    }
    assert_eq!(
        names(&usb),
        [
            ".pomsalon",
            "pomsalon-20261120T103000Z-3.db",
            "pomsalon-20261120T103000Z-3.json"
        ]
    );
    let copy = usb.join("pomsalon-20261120T103000Z-3.db");
    assert!(verify(&copy).unwrap().has_manifest);
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o440);
    let status = status(&salon.db, later(31)).unwrap();
    let second = status.second.unwrap();
    assert!(second.is_up_to_date);
    assert_eq!(second.newest.unwrap().utc, later(30));

    // A salon comes back from there as well.
    salon.add("Rita");
    restore(&salon.db, &copy, later(40)).unwrap();
    assert_eq!(salon.clients(), ["Marta"]);
}

#[test]
fn an_empty_mount_point_is_not_filled_and_the_copy_comes_when_the_stick_does() {
    let salon = counter();
    let usb = salon.second();
    let drawer = salon.folder.path().join("drawer");
    fs::rename(&usb, &drawer).unwrap();
    now(&salon.db, ten()).unwrap();
    assert!(salon.brought(0)[0].contains("is not there; connect its disk"));
    fs::create_dir(&usb).unwrap(); // what lies under the stick
    assert!(salon.brought(1)[0].contains("its disk is not connected"));
    assert_eq!(names(&usb), Vec::<String>::new());
    let line = |minutes| {
        status(&salon.db, later(minutes))
            .unwrap()
            .lines(later(minutes))
            .remove(1)
    };
    assert_eq!(line(1).subject, Subject::Second);
    assert!(line(1).level > Level::Good);
    fs::remove_dir(&usb).unwrap();
    fs::rename(&drawer, &usb).unwrap();
    assert_eq!(salon.brought(2), [""]);
    assert_eq!(line(2).level, Level::Good);
    let log = salon.store().backup_log(9).unwrap();
    let events: Vec<(BackupEvent, bool)> = log.iter().map(|entry| (entry.event, entry.good)).collect();
    assert_eq!(
        events,
        [
            (BackupEvent::Second, true),
            (BackupEvent::Second, false),
            (BackupEvent::Second, false),
            (BackupEvent::Made, true)
        ]
    );
}

#[test]
fn a_folder_that_cannot_be_the_second_one_is_refused_in_words() {
    let salon = counter();
    now(&salon.db, ten()).unwrap();
    let store = salon.store();
    let refused = |folder: &Path| adopt(&store, folder).unwrap_err().to_string();
    let at = |name: &str| salon.folder.path().join(name);
    assert!(refused(&at("usb")).contains("there is no folder"));
    assert!(refused(&salon.db).contains("is not a folder"));
    assert!(refused(&salon.backups()).contains("is the first place"));
    assert!(refused(salon.folder.path()).contains("is the first place"));
    let other = counter();
    other.add("Rita");
    fs::create_dir(at("shared")).unwrap();
    let neighbour = other.store();
    adopt(&neighbour, &at("shared")).unwrap();
    assert!(refused(&at("shared")).contains("another salon"));
    // The same salon may say it again, and both know that one disk is not two.
    assert!(adopt(&neighbour, &at("shared")).is_ok());
    assert!(is_on_the_same_disk(&salon.db, &at("shared")));
}

#[test]
fn what_goes_wrong_in_the_second_folder_is_said_and_leaves_the_backup_good() {
    let salon = counter();
    let usb = salon.second();
    let made = now(&salon.db, ten()).unwrap();
    // A file in the place of the folder.
    fs::rename(&usb, salon.folder.path().join("drawer")).unwrap();
    fs::write(&usb, b"x").unwrap();
    assert!(salon.brought(0)[0].contains("is not a folder any more"));
    fs::remove_file(&usb).unwrap();
    fs::rename(salon.folder.path().join("drawer"), &usb).unwrap();
    // A copy that is cut short there is made again.
    assert_eq!(salon.brought(1), [""]);
    let copy = usb.join(made.path.file_name().unwrap());
    fs::remove_file(&copy).unwrap();
    fs::write(&copy, b"half").unwrap();
    assert_eq!(salon.brought(2), [""]);
    verify(&copy).unwrap();
    // A first copy that rots is not passed on.
    now(&salon.db, later(5)).unwrap();
    let newest = list(&salon.db, later(5)).unwrap().remove(0);
    let mut bytes = fs::read(&newest.path).unwrap();
    bytes[5_000] ^= 1;
    fs::remove_file(&newest.path).unwrap();
    fs::write(&newest.path, bytes).unwrap();
    assert!(salon.brought(5)[0].contains("its bytes are not the ones"));
    assert!(!usb.join(&newest.name).exists());
    assert!(names(&usb).iter().all(|name| !name.starts_with(".tmp")));
}

fn sent(words: &[&str], limit: Duration, stop: &Stop) -> std::result::Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("pomsalon-20261120T100000Z-1.db");
    fs::write(&backup, b"x").unwrap();
    let words: Vec<String> = words
        .iter()
        .map(|word| word.replace("HERE", &folder.path().display().to_string()))
        .collect();
    let sha256 = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    run(&words, &backup, sha256, limit, stop).map_err(|error| error.to_string())
}

#[test]
fn the_off_site_command_gets_the_backup_and_its_end_is_believed() {
    let go = |words: &[&str]| sent(words, LONG, &Stop::never());
    go(&["cp", "{}", "HERE/copy.db"]).unwrap();
    go(&["test", "-f"]).unwrap(); // without {} the backup is the last word
    let why = go(&[
        "sh",
        "-c",
        "echo one; echo 'no room at the other end' >&2; exit 7",
        "x",
    ])
    .unwrap_err();
    assert_eq!(
        why,
        "the off-site command failed with 7: no room at the other end"
    );
    assert!(
        go(&["no-such-program-here", "{}"])
            .unwrap_err()
            .contains("could not be started")
    );
    assert!(
        go(&["sh", "-c", "kill -9 $$"])
            .unwrap_err()
            .contains("was ended by the system")
    );
    // It ended well, but what lies there is something else.
    let why = go(&["sh", "-c", "echo spoilt > \"$2\"", "x", "{}", "HERE/copy.db"]).unwrap_err();
    assert!(why.contains("is not the backup it was given"), "{why}");
    // Nothing is a shell's.
    go(&["test", "$(touch HERE/oops)", "!=", "{}"]).unwrap();
}

#[test]
fn a_command_that_talks_without_end_is_listened_to_and_its_last_words_are_kept() {
    let script = "i=0; while [ $i -lt 2000 ]; do echo 'a line that somebody may want to read, number' $i; i=$((i+1)); done; printf '\\033[2Jlast words'; exit 1";
    let why = sent(&["sh", "-c", script, "x"], LONG, &Stop::never()).unwrap_err();
    assert!(why.ends_with("failed with 1: [2Jlast words"), "{why}");
    // What it leaves running behind it does not hold anybody up.
    let since = Instant::now();
    sent(&["sh", "-c", "sleep 60 & exit 0", "x"], LONG, &Stop::never()).unwrap();
    assert!(since.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_command_that_hangs_is_ended_with_all_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let pids = folder.path().join("pids");
    let script = format!(
        "trap '' TERM; sleep 300 & echo $! >> {0}; echo $$ >> {0}; echo waiting for a password; wait; sleep 300",
        pids.display()
    );
    let why = sent(
        &["sh", "-c", &script, "x"],
        Duration::from_secs(1),
        &Stop::never(),
    )
    .unwrap_err();
    assert_eq!(
        why,
        "the off-site command was ended: it took longer than 1 min: waiting for a password"
    );
    // A killed process needs its turn on the processor once more before it is gone.
    let deadline = Instant::now() + Duration::from_secs(20);
    for pid in fs::read_to_string(&pids).unwrap().lines() {
        loop {
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            if stat.is_empty() || stat.contains(") Z ") {
                break;
            }
            assert!(Instant::now() < deadline, "{stat}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

#[test]
fn a_command_that_nobody_here_agreed_to_is_not_run() {
    let salon = counter();
    let target = salon.folder.path().join("away.db");
    salon.off_site(&["cp", "{}", target.to_str().unwrap()]);
    now(&salon.db, ten()).unwrap();
    assert_eq!(salon.brought(0), [""]);
    verify_bytes(&target, &salon);
    // The file goes to another machine, or somebody else writes into it.
    fs::remove_file(&target).unwrap();
    let note = names(salon.folder.path())
        .into_iter()
        .find(|name| name.contains(".off-site-"))
        .unwrap();
    let note = salon.folder.path().join(note);
    assert_eq!(fs::metadata(&note).unwrap().permissions().mode() & 0o777, 0o600);
    fs::remove_file(note).unwrap();
    assert!(salon.brought(1)[0].contains("set by another account or on another machine"));
    assert!(!target.exists());
}

fn verify_bytes(copy: &Path, salon: &Counter) {
    let newest = list(&salon.db, ten()).unwrap().remove(0);
    assert!(fs::read(copy).unwrap() == fs::read(newest.path).unwrap());
}

/// The first report that a story waits for.
fn until<T>(reports: &Receiver<Report>, mut wanted: impl FnMut(Report) -> Option<T>) -> T {
    let since = Instant::now();
    while since.elapsed() < LONG {
        if let Some(found) = reports.recv_timeout(LONG).ok().and_then(&mut wanted) {
            return found;
        }
    }
    panic!("it was never told");
}

#[test]
fn a_desk_makes_backups_while_the_off_site_command_hangs_and_closes_within_a_second() {
    let salon = counter();
    let usb = salon.second();
    salon.off_site(&["sleep", "300"]);
    let (send, reports) = channel();
    let around = Around {
        now_utc: ten,
        ..Around::real()
    };
    let backups = Backups::start(&salon.db, around, move |report| drop(send.send(report))).unwrap();
    let made = |report| match report {
        Report::Made(made) => Some(made.number),
        _ => None,
    };
    assert_eq!(until(&reports, made), 1);
    // It runs as soon as the second folder has its copy.
    let since = Instant::now();
    while !usb.join("pomsalon-20261120T100000Z-1.db").exists() && since.elapsed() < LONG {
        std::thread::sleep(Duration::from_millis(5));
    }
    backups.request_now();
    assert_eq!(until(&reports, made), 2);
    let leaving = Instant::now();
    backups.leave();
    assert!(leaving.elapsed() < Duration::from_secs(5));
    assert_eq!(Errands::of(&salon.db, ten()).unwrap().newest.unwrap().number, 2);
}

#[test]
fn a_folder_that_comes_and_goes_is_told_once_and_caught_up_with() {
    let salon = counter();
    let usb = salon.second();
    let drawer = salon.folder.path().join("drawer");
    fs::rename(&usb, &drawer).unwrap();
    let (send, reports) = channel();
    let around = Around {
        now_utc: ten,
        ..Around::real()
    };
    let backups = Backups::start(&salon.db, around, move |report| drop(send.send(report))).unwrap();
    let told = |report| match report {
        Report::Told(words, is_bad) => Some((words, is_bad)),
        _ => None,
    };
    let (words, is_bad) = until(&reports, told);
    assert!(is_bad && words.contains("The second copy is behind"), "{words}");
    backups.request_look();
    backups.request_look();
    fs::rename(&drawer, &usb).unwrap();
    backups.request_look();
    assert_eq!(
        until(&reports, told),
        ("The second copy is up to date again".to_owned(), false)
    );
    until(&reports, |report| match report {
        Report::Status(status) => status.second.unwrap().is_up_to_date.then_some(()),
        _ => None,
    });
    backups.stop();
    let log = salon.store().backup_log(9).unwrap();
    let second: Vec<bool> = log
        .iter()
        .filter(|entry| entry.event == BackupEvent::Second)
        .map(|entry| entry.good)
        .collect();
    assert_eq!(second, [true, false], "one failure is one line");
    let written = fs::read_to_string(salon.backups().join("status.json")).unwrap();
    let written: serde_json::Value = serde_json::from_str(&written).unwrap();
    assert_eq!(written["second"]["is_up_to_date"], true);
}
