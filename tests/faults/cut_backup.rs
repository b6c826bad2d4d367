//! `pomsalon backup now`, killed at moments spread over all of its work.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use pomsalon::backup;
use pomsalon::store::Purpose;
use rusqlite::Connection;

use crate::salon::{Salon, must_be_tidy, names};
use crate::soak::{Rounds, counted, figures, is_long};
use crate::sound::number;

#[test]
fn a_backup_cut_off_anywhere_leaves_nothing_that_could_be_taken_for_one() {
    let salon = Salon::with_appointments(if is_long() { 12_000 } else { 4_000 });
    let since = Instant::now();
    salon.program().args(["backup", "now"]).assert().success();
    let whole = since.elapsed();

    let (mut kills, mut leftovers, mut traps) = (0_u32, 0, 0);
    for () in Rounds::new(16, 400, 10) {
        let mut maker = std::process::Command::new(env!("CARGO_BIN_EXE_pomsalon"))
            .env_clear()
            .args(["backup", "now", "--db"])
            .arg(&salon.db)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Moments that halve the time and halve it again, up to somewhat beyond its end, so that however few there are,
        // they lie all over it.
        let part = f64::from(kills.reverse_bits()) / f64::from(u32::MAX);
        std::thread::sleep(whole.mul_f64(part * 1.1));
        maker.kill().unwrap();
        maker.wait().unwrap();
        kills += 1;

        let left: Vec<String> = names(&salon.backups());
        leftovers += left.iter().filter(|name| name.starts_with(".tmp-")).count();
        traps += left.iter().filter(|name| is_a_trap(&salon, name)).count();
        // Nothing unfinished is offered, and the salon opens as if nothing had been.
        for listed in backup::list(&salon.db, chrono::Utc::now()).unwrap() {
            assert!(
                backup::verify(&listed.path).unwrap().has_manifest,
                "{}",
                listed.name
            );
        }
        let store = salon.store(Purpose::Desk);
        assert!(
            !store
                .visits(crate::salon::friday().succ_opt().unwrap())
                .unwrap()
                .is_empty()
        );
        store.close().unwrap();
    }
    salon.program().args(["backup", "now"]).assert().success();
    must_be_tidy(&salon.backups());
    if is_long() {
        assert!(leftovers > 0, "some were met in the middle");
    }
    figures(&format!(
        "backups cut off: {}, leftovers swept {}, of them empty salons that call themselves whole {}, bad backups 0",
        counted(kills),
        counted(leftovers),
        counted(traps)
    ));
}

/// Whether a leftover, opened as a database, has nothing in it and passes the engine's own check all the same.
fn is_a_trap(salon: &Salon, name: &str) -> bool {
    if !name.starts_with(".tmp-") || name.ends_with("-journal") || Path::new(name).extension().is_some() {
        return false;
    }
    // Looked at elsewhere: opening it rolls it back to nothing.
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join(name);
    fs::copy(salon.backups().join(name), &copy).unwrap();
    let journal = format!("{name}-journal");
    let _ = fs::copy(salon.backups().join(&journal), elsewhere.path().join(&journal));
    let Ok(connection) = Connection::open(&copy) else {
        return false;
    };
    let verdict: Result<String, _> = connection.query_row("PRAGMA quick_check", [], |row| row.get(0));
    verdict.is_ok_and(|verdict| verdict == "ok")
        && number(&connection, "SELECT count(*) FROM sqlite_schema") == 0
}
