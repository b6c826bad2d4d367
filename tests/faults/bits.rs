//! Single bits that turn on the disk: in a backup, and in the salon's own file.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use chrono::Utc;
use pomsalon::backup;
use pomsalon::store::{Purpose, Store, StoreError};
use rusqlite::Connection;

use crate::salon::Salon;
use crate::soak::{Chance, Rounds, counted, figures};

/// Writes the bytes with one bit turned.
fn turn_a_bit(path: &Path, bytes: &[u8], chance: &mut Chance) -> usize {
    let at = usize::try_from(chance.below(bytes.len() as u64)).unwrap();
    let mut turned = bytes.to_vec();
    turned[at] ^= 1 << chance.below(8);
    fs::write(path, turned).unwrap();
    at
}

/// What the engine itself says of a file: whether its quick and its whole check pass.
fn engine_is_content(path: &Path) -> (bool, bool) {
    let passes = |check: &str| {
        let connection = Connection::open(path).ok()?;
        connection
            .query_row(check, [], |row| row.get::<_, String>(0))
            .ok()
    };
    let ok = |verdict: Option<String>| verdict.is_some_and(|verdict| verdict == "ok");
    (
        ok(passes("PRAGMA quick_check(1)")),
        ok(passes("PRAGMA integrity_check(1)")),
    )
}

#[test]
fn every_bit_that_turns_in_a_backup_is_noticed_and_never_restored() {
    let salon = Salon::with_appointments(120);
    let made = backup::now(&salon.db, Utc::now()).unwrap();
    fs::set_permissions(&made.path, fs::Permissions::from_mode(0o600)).unwrap();
    let bytes = fs::read(&made.path).unwrap();
    let bare = salon.folder.path().join("bare.db");
    let mut chance = Chance::new(26);
    let (mut flips, mut bare_flips, mut unseen_quick, mut unseen_whole, mut unseen_by_content) =
        (0, 0, 0, 0, 0);
    for () in Rounds::new(300, 5_000, 6) {
        let at = turn_a_bit(&made.path, &bytes, &mut chance);
        match backup::verify(&made.path) {
            Err(StoreError::BadBackup(_, why)) => assert!(why.contains("bytes"), "{why}"),
            other => panic!("byte {at}: {other:?}"),
        }
        if flips % 30 == 0 {
            assert!(
                backup::restore(&salon.db, &made.path, Utc::now()).is_err(),
                "byte {at}"
            );
        }
        flips += 1;
        // The same bytes where nobody knows their hash; now and then, since that takes long.
        if flips % 10 == 0 {
            fs::copy(&made.path, &bare).unwrap();
            unseen_by_content += usize::from(backup::verify(&bare).is_ok());
            let (quick, whole) = engine_is_content(&bare);
            unseen_quick += usize::from(quick);
            unseen_whole += usize::from(whole);
            bare_flips += 1;
        }
    }
    assert!(unseen_by_content > 0, "without the hash some would pass");
    fs::write(&made.path, &bytes).unwrap();
    assert!(backup::verify(&made.path).unwrap().has_manifest);
    assert_eq!(
        salon
            .store(Purpose::ReadOnly)
            .visits(crate::salon::friday().succ_opt().unwrap())
            .unwrap()
            .len(),
        120
    );
    figures(&format!(
        "bits turned in a backup: {}, unseen 0; of {} without their hash unseen {} by all checks, {} by integrity_check, {} by quick_check",
        counted(flips),
        counted(bare_flips),
        counted(unseen_by_content),
        counted(unseen_whole),
        counted(unseen_quick)
    ));
}

#[test]
fn a_bit_that_turns_in_the_salons_own_file_does_no_harm_that_nobody_notices() {
    let mut chance = Chance::new(27);
    let original = Salon::with_appointments(120);
    original.store(Purpose::Command).close().unwrap();
    let bytes = fs::read(&original.db).unwrap();
    let (mut flips, mut refused, mut backup_refused, mut seen, mut healed) = (0, 0, 0, 0, 0);
    for () in Rounds::new(40, 3_000, 6) {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("salon.db");
        let at = turn_a_bit(&db, &bytes, &mut chance);
        let looked_at = folder.path().join("looked-at.db");
        fs::copy(&db, &looked_at).unwrap();
        let (_, whole) = engine_is_content(&looked_at);
        seen += usize::from(!whole);
        flips += 1;
        let opened = Store::open(&db, Purpose::Command).and_then(Store::close).is_ok();
        refused += usize::from(!opened);
        if opened {
            assert_eq!(
                backup::look_through(&db).is_ok(),
                whole,
                "byte {at}: the nightly look sees as much"
            );
        }
        let made = backup::now(&db, Utc::now());
        backup_refused += usize::from(opened && made.is_err());
        if let Ok(made) = made {
            // Damage outside of all content stays behind when the content is copied.
            healed += usize::from(!whole);
            let copy = folder.path().join("backup.db");
            fs::copy(&made.path, &copy).unwrap();
            fs::set_permissions(&copy, fs::Permissions::from_mode(0o600)).unwrap();
            assert!(
                engine_is_content(&copy).1,
                "byte {at}: a damaged file became a verified backup"
            );
        }
    }
    figures(&format!(
        "bits turned in the salon's file: {}, {} seen by the nightly look, {} refused at the start, {} by the next backup, {} outside of all content, damaged backups 0",
        counted(flips),
        counted(seen),
        counted(refused),
        counted(backup_refused),
        counted(healed)
    ));
}
