//! What the doctor says of all that is around the book: copies, rehearsals, modes, paper, the clock, desks.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{below, examined, must_tell, rehearsed, shell, verdicts, well};
use crate::salon::Salon;

#[test]
fn copies_that_are_missing_old_or_tampered_with_are_told_apart() {
    let (salon, backup) = well();
    let before = examined(&salon);
    salon.run(&["book", "bellatrix", "bath", "mon", "16"]).ok();
    let told = |now: &str| {
        let said = salon.run(&["doctor", "--json", "--now", now]);
        (verdicts(&said.json())[2].clone(), below(&said.json(), 3))
    };
    let (young, words) = told("2026-11-20T20:00");
    assert!(
        young == "kept" && words.contains("10 h ago; 1 change came since"),
        "{words}"
    );
    let (old, words) = told("2026-11-21T11:00");
    assert!(
        old == "careful" && words.contains("25 h ago, and 1 change came since"),
        "{words}"
    );
    assert_eq!(told("2026-11-28T11:00").0, "not_kept");

    let mut bytes = fs::read(&backup).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::remove_file(&backup).unwrap();
    fs::write(&backup, &bytes).unwrap();
    must_tell(
        &salon,
        &before,
        &[(3, "not_kept", "bytes are not the ones that were verified")],
    );
    fs::write(&backup, b"").unwrap();
    must_tell(&salon, &before, &[(3, "not_kept", "nobody vouches for")]);
    fs::remove_file(&backup).unwrap();
    must_tell(&salon, &before, &[(3, "not_kept", "There is no backup yet")]);
}

#[test]
fn a_rehearsal_that_is_missing_old_or_failed_and_a_second_disk_that_is_away() {
    let (salon, backup) = well();
    let before = examined(&salon);
    let usb = salon.folder.path().join("usb");
    let copy = usb.join(backup.file_name().unwrap());
    fs::rename(&copy, salon.folder.path().join("elsewhere")).unwrap();
    must_tell(&salon, &before, &[(4, "careful", "The newest backup is not in")]);
    fs::remove_dir_all(&usb).unwrap();
    must_tell(
        &salon,
        &before,
        &[(4, "careful", "The second folder is not there")],
    );
    rehearsed(&salon, "2026-11-20T09:00:00Z", false);
    must_tell(
        &salon,
        &before,
        &[(4, "not_kept", "The last rehearsal failed: its bytes are others")],
    );
    let late = salon
        .run(&["doctor", "--json", "--now", "2026-11-28T10:00"])
        .json();
    assert!(
        below(&late, 4).contains("The last rehearsal was 8 days ago"),
        "{late:#}"
    );
    assert!(
        below(&Salon::open().run(&["doctor", "--json"]).json(), 4).contains("No restore was ever rehearsed")
    );
}

#[test]
fn modes_that_let_strangers_in_paper_that_is_old_and_a_clock_that_lies() {
    let (salon, _) = well();
    let before = examined(&salon);
    fs::set_permissions(&salon.db, fs::Permissions::from_mode(0o644)).unwrap();
    must_tell(&salon, &before, &[(6, "careful", "chmod 600 ")]);
    fs::set_permissions(&salon.db, fs::Permissions::from_mode(0o600)).unwrap();

    fs::remove_dir_all(salon.folder.path().join("day-sheets")).unwrap();
    must_tell(&salon, &before, &[(7, "careful", "There are no day sheets")]);

    let early = salon
        .run(&["doctor", "--json", "--now", "2026-11-19T10:00"])
        .json();
    let words = below(&early, 10);
    assert_eq!(verdicts(&early)[9], "careful");
    assert!(
        words.contains("The newest change was made Fri 20 Nov 10:00") && words.contains("from the future"),
        "{words}"
    );
}

#[test]
fn a_text_that_would_command_the_terminal_is_found_and_swept() {
    let (salon, _) = well();
    let before = examined(&salon);
    shell(
        &salon.db,
        "UPDATE client SET note = 'Żaneta ' || char(27) || '[2J' WHERE first_name = 'Zoe'",
    );
    let report = salon.run(&["doctor", "--json"]).json();
    assert_eq!(
        verdicts(&report),
        before,
        "the desk leaves it out, so the promise is kept"
    );
    assert!(below(&report, 8).contains("into 1 text"), "{report:#}");
}

#[test]
fn an_import_that_was_cut_off_and_a_desk_that_is_there_are_named() {
    let (salon, _) = well();
    let before = examined(&salon);
    shell(
        &salon.db,
        "INSERT INTO intent (at, actor, kind, label, root, first_seq, last_seq)
           SELECT '2026-11-20T09:59:00', 'ana', 'import', 'Imported', max(id) + 1, 1, -1 FROM intent;
         UPDATE current_intent SET unfinished = (SELECT max(id) FROM intent)",
    );
    let held = salon.store_to_look();
    let report = must_tell(
        &salon,
        &before,
        &[(6, "careful", "Cut off in the middle: an import")],
    );
    let me = format!("process {}", std::process::id());
    assert!(
        !cfg!(target_os = "linux") || below(&report, 6).contains(&me),
        "{report:#}"
    );
    drop(held);
}
