use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::super::rescue::rescue_into;
use super::super::*;
use super::{add, client, counter, later, names, ten};
use crate::store::{By, ClientEdit, Edit, Store};

/// A desk that saved two more clients since the last backup, of which one is only in the log.
fn desk_of(salon: &super::Counter) -> Store {
    now(&salon.db, ten()).unwrap();
    let mut desk = salon.store();
    add(&mut desk, "Rita");
    add(&mut desk, "Joana");
    desk
}

fn save(desk: &mut Store) -> Result<crate::store::Applied> {
    let by = By {
        actor: "ana".to_owned(),
        at: ten().naive_utc(),
    };
    desk.apply(&Edit::Client(ClientEdit::Add(client("Vera"))), &by)
}

#[test]
fn a_file_deleted_under_a_desk_is_rescued_whole_and_can_be_restored() {
    let salon = counter();
    let mut desk = desk_of(&salon);
    fs::remove_file(&salon.db).unwrap();
    let refused = save(&mut desk).unwrap_err();
    assert!(matches!(refused, StoreError::Moved(_)), "{refused}");

    let rescued = rescue(&desk, later(5)).unwrap();
    assert_eq!(
        rescued.path,
        fs::canonicalize(salon.folder.path())
            .unwrap()
            .join("salon.db.rescued-20261120T100500Z.db")
    );
    assert_eq!(rescued.content.counts["client"], 3);
    let mode = fs::metadata(&rescued.path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(verify(&rescued.path).unwrap().has_manifest);
    // A second one in the same second does not take its place.
    let second = rescue(&desk, later(5)).unwrap();
    assert!(second.path.to_string_lossy().ends_with("Z-2.db"));
    assert!(save(&mut desk).is_err());
    desk.close().unwrap();

    let ways = ways_back(&salon.db, later(6)).unwrap();
    let origins: Vec<Origin> = ways.iter().map(|way| way.origin).collect();
    assert_eq!(origins, [Origin::Rescued, Origin::Rescued, Origin::Backup]);
    assert!(ways.iter().all(|way| way.verified));
    restore(&salon.db, &best(&ways).unwrap().path, later(6)).unwrap();
    assert_eq!(salon.clients().len(), 3);
}

#[test]
fn a_file_replaced_under_a_desk_is_rescued_and_the_new_one_stays_as_it_is() {
    let salon = counter();
    let mut desk = desk_of(&salon);
    let other = counter();
    let bytes = fs::read(&other.db).unwrap();
    fs::rename(&other.db, &salon.db).unwrap();
    assert!(save(&mut desk).is_err());
    let rescued = rescue(&desk, later(5)).unwrap();
    assert_eq!(rescued.content.counts["client"], 3);
    desk.close().unwrap();
    assert_eq!(fs::read(&salon.db).unwrap(), bytes);
    assert_eq!(salon.clients(), ["Marta"]);
}

#[test]
fn where_the_whole_folder_went_the_next_place_takes_it() {
    let salon = counter();
    let desk = desk_of(&salon);
    let elsewhere = tempfile::tempdir().unwrap();
    let gone = salon.folder.path().join("gone");
    let places = [gone, elsewhere.path().to_owned()];
    fs::remove_file(&salon.db).unwrap();
    let rescued = rescue_into(&desk, &places, later(5)).unwrap();
    assert!(rescued.path.starts_with(elsewhere.path()));
    assert_eq!(names(elsewhere.path()).len(), 2, "it and its note");
    let nowhere = rescue_into(&desk, &places[..1], later(5)).unwrap_err();
    assert!(matches!(nowhere, StoreError::Moved(_)), "{nowhere}");
}

#[test]
fn what_a_restore_kept_aside_is_a_way_back_though_nobody_vouches_for_it() {
    let salon = counter();
    let made = now(&salon.db, ten()).unwrap();
    salon.add("Rita");
    restore(&salon.db, &made.path, later(5)).unwrap();
    let ways = ways_back(&salon.db, later(9)).unwrap();
    assert_eq!(ways.len(), 2);
    assert_eq!((ways[0].origin, ways[0].verified), (Origin::BeforeRestore, false));
    assert_eq!(best(&ways).unwrap().origin, Origin::Backup);
    assert_eq!(ways[0].age, chrono::TimeDelta::minutes(4));
    let nowhere = ways_back(Path::new("/nowhere/at/all/salon.db"), ten());
    assert!(nowhere.is_err());
}

#[test]
fn the_backup_thread_does_not_touch_a_file_that_took_the_place_of_its_own() {
    let salon = counter();
    let desk = desk_of(&salon);
    let (sender, reports) = std::sync::mpsc::channel();
    let backups = Backups::start(&salon.db, Around::real(), move |report| drop(sender.send(report))).unwrap();
    reports.recv().unwrap();
    let other = counter();
    let bytes = fs::read(&other.db).unwrap();
    fs::rename(&other.db, &salon.db).unwrap();
    backups.request_now();
    let refused = loop {
        if let Report::Failed(error) = reports.recv().unwrap() {
            break error;
        }
    };
    assert!(matches!(refused, StoreError::Moved(_)), "{refused}");
    backups.stop();
    assert_eq!(fs::read(&salon.db).unwrap(), bytes);
    desk.close().unwrap();
}
