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
    assert_eq!(rows[1].last(), Some(&"verified"));
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
