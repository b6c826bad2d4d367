//! Backups from a shell: made, listed, verified, brought back.

use std::fs;

use crate::salon::{Salon, friday};

#[test]
fn a_backup_is_made_listed_and_verified() {
    let salon = Salon::open();
    let none = salon.run(&["backup", "list"]).ok();
    assert_eq!(none.out, "");
    assert!(none.err.contains("`pomsalon backup now` makes one"));

    let made = salon.run(&["backup", "now"]).ok();
    assert!(
        made.out.starts_with("Backup 1 is made and verified: "),
        "{}",
        made.out
    );
    salon.run(&["book", "rex mon 10"]).ok();
    salon.run(&["backup", "now", "--now", "2026-11-20T11:30"]).ok();

    let listed = salon.run(&["backup", "list", "--now", "2026-11-20T13:30"]).ok();
    let rows: Vec<Vec<&str>> = listed
        .out
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(rows.len(), 3, "{}", listed.out);
    assert_eq!(rows[1][..8], ["2", "Fri", "20", "Nov", "2026", "11:30", "2", "h"]);
    assert_eq!(rows[1][rows[1].len() - 3..], ["verified,", "by", "hand"]);
    assert!(listed.out.lines().all(|line| line.len() <= 80));
    let json = salon.run(&["backup", "list", "--json"]).ok().json();
    assert_eq!(
        (&json["version"], &json["backups"][1]["appointments"]),
        (&1.into(), &1.into())
    );

    let good = salon.run(&["backup", "verify"]).ok();
    assert!(
        good.out
            .contains("2 appointments; every byte is the one that was written"),
        "{}",
        good.out
    );
    assert!(
        salon
            .run(&["backup", "verify", "1"])
            .ok()
            .out
            .contains("1 appointment;")
    );
    let path = json["backups"][0]["path"].as_str().unwrap();
    assert!(salon.run(&["backup", "verify", path]).ok().out.starts_with(path));
    let unknown = salon.run(&["backup", "verify", "77"]);
    assert_eq!(
        (unknown.code, unknown.err.contains("there is no backup 77")),
        (1, true)
    );
}

#[test]
fn a_damaged_backup_is_told_from_a_good_one() {
    let salon = Salon::open();
    let made = salon.run(&["backup", "now", "--json"]).ok().json();
    let path = made["path"].as_str().unwrap();
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::remove_file(path).unwrap();
    fs::write(path, bytes).unwrap();
    let bad = salon.run(&["backup", "verify"]);
    assert_eq!(bad.code, 1);
    assert!(bad.err.contains("is not a good backup"), "{}", bad.err);
    let refused = salon.run(&["restore", "--yes"]);
    assert_eq!(refused.code, 1);
    assert_eq!(salon.store().visits(friday()).unwrap().len(), 1);
}

#[test]
fn a_restore_tells_what_is_lost_before_it_does_anything() {
    let salon = Salon::open();
    salon.run(&["backup", "now"]).ok();
    salon.run(&["book", "rex mon 10"]).ok();

    let asked = salon.run(&["restore"]);
    assert_eq!(asked.code, 2);
    assert!(
        asked.err.contains("Now 2 appointments, then 1 appointment."),
        "{}",
        asked.err
    );
    assert!(
        asked.err.contains("Booked Rex Lopes Mon 23 Nov 10:00 with Ana"),
        "{}",
        asked.err
    );
    assert!(
        asked
            .err
            .contains("The newest change in it was made on 2026-11-20 "),
        "{}",
        asked.err
    );
    assert!(asked.err.contains("say --yes"));
    assert_eq!(salon.run(&["restore", "--yes", "--read-only"]).code, 2);
    let monday = |salon: &Salon| {
        salon.run(&["day", "mon", "--json"]).ok().json()["visits"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(monday(&salon), 1);

    let restored = salon.run(&["restore", "1", "--yes", "--json"]).ok().json();
    assert_eq!(
        (&restored["restored"], &restored["lost_changes"]),
        (&true.into(), &1.into())
    );
    assert_eq!(monday(&salon), 0);

    // The way back from a restore is another one.
    let aside = restored["kept_aside"].as_str().unwrap();
    salon.run(&["restore", aside, "--yes"]).ok();
    assert_eq!(monday(&salon), 1);
}

#[test]
fn a_lost_file_comes_back_from_its_newest_backup() {
    let salon = Salon::open();
    salon.run(&["backup", "now"]).ok();
    fs::remove_file(&salon.db).unwrap();
    let missing = salon.run(&["day"]);
    assert!(missing.err.contains("`pomsalon restore`"), "{}", missing.err);
    let anew = salon.run(&["init", "--name", "Other", "--zone", "lisbon"]);
    assert_eq!(anew.code, 1);
    assert!(anew.err.contains("there was a salon"), "{}", anew.err);
    salon.run(&["restore", "--yes"]).ok();
    assert!(salon.run(&["day"]).ok().out.contains("Rex Lopes"));
}

#[test]
fn nothing_is_restored_under_an_open_desk() {
    let salon = Salon::open();
    salon.run(&["backup", "now"]).ok();
    let desk = salon.store();
    let refused = salon.run(&["restore", "--yes"]);
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("is open elsewhere"), "{}", refused.err);
    desk.close().unwrap();
    salon.run(&["restore", "--yes"]).ok();
}

#[test]
fn an_import_leaves_a_backup_from_before_it() {
    let salon = Salon::open();
    let file = salon.folder.path().join("dogs.csv");
    fs::write(&file, "name,owner,phone\nLuna,Carla Dias,555-9100\n").unwrap();
    salon.run(&["import", "dogs", file.to_str().unwrap()]).ok();
    let json = salon.run(&["backup", "list", "--json"]).ok().json();
    assert_eq!(json["backups"][0]["pinned"], "before import");
}

/// A folder as another disk would be.
fn usb(salon: &Salon) -> String {
    let folder = salon.folder.path().join("usb");
    fs::create_dir(&folder).unwrap();
    folder.canonicalize().unwrap().display().to_string()
}

#[test]
fn a_second_folder_gets_every_backup_until_it_is_no_longer_wanted() {
    let salon = Salon::open();
    let usb = usb(&salon);
    assert_eq!(salon.run(&["backup", "second", &usb, "--read-only"]).code, 2);
    let set = salon.run(&["backup", "second", &usb]).ok();
    assert_eq!(set.out, format!("Every backup goes to {usb} as well.\n"));
    assert!(set.err.contains("on the same disk"), "{}", set.err);
    let made = salon.run(&["backup", "now"]).ok();
    assert!(made.out.contains("lies in the second folder"), "{}", made.out);
    assert_eq!(
        fs::read_dir(&usb).unwrap().count(),
        3,
        "the mark, the copy and its note"
    );
    let listed = salon.run(&["backup", "list"]).ok();
    assert!(listed.out.contains("verified, 2nd, by hand"), "{}", listed.out);
    let well = salon.run(&["backup", "status"]).ok();
    assert!(
        well.out.contains(&format!("  second    now, {usb}")),
        "{}",
        well.out
    );
    let undone = salon.run(&["backup", "second", "none"]).ok();
    assert_eq!(undone.out, "Backups go to no second folder.\n");
    assert!(!salon.run(&["backup", "status"]).ok().out.contains("second"));
    let missing = salon.run(&["backup", "second", "/nowhere/at/all"]);
    assert_eq!(missing.code, 1);
    assert!(
        missing.err.contains("there is no folder /nowhere/at/all"),
        "{}",
        missing.err
    );
}

#[test]
fn a_stick_that_is_not_there_is_no_reason_not_to_make_a_backup() {
    let salon = Salon::open();
    let usb = usb(&salon);
    salon.run(&["backup", "second", &usb]).ok();
    fs::remove_dir_all(&usb).unwrap();
    let made = salon.run(&["backup", "now"]);
    assert_eq!(made.code, 1);
    assert!(made.out.contains("Backup 1 is made and verified"), "{}", made.out);
    assert!(made.err.contains("connect its disk"), "{}", made.err);
    let status = salon.run(&["backup", "status", "--json"]);
    assert_eq!((status.code, &status.json()["level"]), (1, &"bad".into()));
}

#[test]
fn a_full_second_folder_is_said_in_words_and_leaves_nothing_half() {
    let salon = Salon::open();
    salon.run(&["backup", "now"]).ok();
    let usb = usb(&salon);
    // As a drive with room for 64 kB would do it: the system refuses to let a file grow.
    let program = assert_cmd::cargo::cargo_bin!("pomsalon");
    let script = format!(
        "trap '' XFSZ; ulimit -f 128; exec {} --db {} backup second {usb}",
        program.display(),
        salon.db.display()
    );
    let output = std::process::Command::new("sh")
        .args(["-c", &script])
        .env("POMSALON_NOW", "2026-11-20T10:00")
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("is full; make room there"), "{told}");
    let left: Vec<_> = fs::read_dir(&usb)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, [".pomsalon"]);
    // There is room again.
    assert!(
        salon
            .run(&["backup", "second", &usb])
            .ok()
            .out
            .contains("lies in the second folder")
    );
}

#[test]
fn the_off_site_command_runs_after_every_backup() {
    let salon = Salon::open();
    let away = salon.folder.path().join("away.db");
    let away = away.to_str().unwrap();
    let set = salon
        .run(&["backup", "off-site", "--", "/bin/cp", "-f", "{}", away])
        .ok();
    assert_eq!(
        set.out,
        format!("After every backup runs: /bin/cp -f {{}} {away}.\n")
    );
    let made = salon.run(&["backup", "now"]).ok();
    assert!(made.out.contains("was taken off the site"), "{}", made.out);
    assert!(fs::metadata(away).unwrap().len() > 0);
    let failing = salon.run(&["backup", "off-site", "/bin/sh -c 'echo no such host; exit 3' x"]);
    assert_eq!(failing.code, 1);
    assert!(
        failing.err.contains("failed with 3: no such host"),
        "{}",
        failing.err
    );
    salon.run(&["backup", "off-site", "none"]).ok();
    let json = salon
        .run(&["backup", "now", "--json", "--now", "2026-11-20T10:30"])
        .ok()
        .json();
    assert_eq!(json.get("brought"), None);
}

#[test]
fn a_drill_rehearses_and_finds_what_is_spoilt() {
    let salon = Salon::open();
    assert!(
        salon
            .run(&["backup", "drill"])
            .err
            .contains("no backup to rehearse with")
    );
    let usb = usb(&salon);
    salon.run(&["backup", "second", &usb]).ok();
    let made = salon.run(&["backup", "now", "--json"]).ok().json();
    let drilled = salon.run(&["backup", "drill"]).ok();
    assert!(
        drilled.out.starts_with("Rehearsed from the second folder:\n"),
        "{}",
        drilled.out
    );
    assert!(
        drilled
            .out
            .contains("would come back with 1 appointment, 1 today"),
        "{}",
        drilled.out
    );
    assert!(
        salon
            .run(&["backup", "list"])
            .ok()
            .out
            .contains("2nd, drilled, by hand")
    );

    let name = made["path"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    let copy = format!("{usb}/{name}");
    let mut bytes = fs::read(&copy).unwrap();
    bytes[9_000] ^= 1;
    fs::remove_file(&copy).unwrap();
    fs::write(&copy, bytes).unwrap();
    let spoilt = salon.run(&["backup", "drill", "--json"]);
    assert_eq!(spoilt.code, 1);
    let why = spoilt.json()["rehearsed"][0]["failed"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(why.contains("its bytes are not the ones"), "{why}");
    let status = salon.run(&["backup", "status"]);
    assert_eq!(status.code, 1);
    assert!(status.out.contains("! drill"), "{}", status.out);
    assert!(
        salon
            .run(&["backup", "list"])
            .ok()
            .out
            .contains("verified, drill FAILED")
    );
    // The next backup brings a good copy, and the next drill is content.
    salon.run(&["backup", "now", "--now", "2026-11-20T10:20"]).ok();
    salon.run(&["backup", "drill", "--now", "2026-11-20T10:21"]).ok();
}

#[test]
fn what_a_desk_rescued_is_the_newest_thing_to_restore() {
    let salon = Salon::open();
    salon.run(&["backup", "now"]).ok();
    // As a desk does whose file is deleted under it.
    let store = pomsalon::store::Store::open(&salon.db, pomsalon::store::Purpose::Desk).unwrap();
    std::fs::remove_file(&salon.db).unwrap();
    let later = chrono::Utc::now() + chrono::TimeDelta::days(1);
    let rescued = pomsalon::backup::rescue(&store, later).unwrap();
    store.close().unwrap();
    let name = rescued.path.file_name().unwrap().to_str().unwrap();
    let missing = salon.run(&["restore", "--yes", "salon.db.rescued-nothing.db"]);
    assert!(missing.err.contains("there is no backup"), "{}", missing.err);
    let newest = salon.run(&["restore", "--yes"]).ok();
    assert!(newest.out.contains(name), "{}", newest.out);
    let named = salon.run(&["restore", "--yes", name]).ok();
    assert!(named.out.contains(name), "{}", named.out);
    salon.run(&["day"]).ok();
}
