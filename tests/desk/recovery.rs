//! A salon's file that does not open: never an empty salon, always a way on.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use chrono::TimeDelta;
use pomsalon::backup;
use pomsalon::store::{Purpose, Store, StoreError, refuse_lost};
use pomsalon::tui::Look;
use pomsalon::tui::glyphs::Glyphs;
use pomsalon::tui::recovery::Recovery;
use pomsalon::tui::theme::Theme;

use crate::broken::{Broken, now, rename_salon};
use crate::harness::LOOK;

/// What can lie in the place of a salon's file, and what the page calls it.
#[allow(clippy::type_complexity)] // a table reads best as one
fn fixtures() -> Vec<(&'static str, fn(&Broken), &'static str)> {
    vec![
        (
            "missing",
            |salon| fs::remove_file(&salon.path).unwrap(),
            "The salon's file is gone",
        ),
        (
            "missing but its log",
            |salon| {
                fs::remove_file(&salon.path).unwrap();
                fs::write(salon.beside("-wal"), b"log").unwrap();
            },
            "The salon's file is gone",
        ),
        ("zero bytes", |salon| salon.put([]), "The salon's file is empty"),
        (
            "cut in half",
            |salon| salon.put(&salon.whole[..salon.whole.len() / 2]),
            "The salon's file is damaged",
        ),
        (
            "50 bytes",
            |salon| salon.put(&salon.whole[..50]),
            "file cannot be read",
        ),
        (
            "garbage",
            |salon| salon.put(vec![0xA5; 60_000]),
            "file cannot be read",
        ),
        (
            "a letter",
            |salon| salon.put("Dear Ana, ".repeat(900)),
            "file cannot be read",
        ),
        (
            "gzip",
            |salon| salon.put([[0x1F, 0x8B, 8, 0].as_slice(), &[9; 5_000]].concat()),
            "file cannot be read",
        ),
        (
            "its first tables written over",
            |salon| {
                let mut bytes = salon.whole.clone();
                bytes[200..4_000].fill(0xFF);
                salon.put(bytes);
            },
            "The salon's file is damaged",
        ),
        (
            "a rule lost",
            |salon| {
                let shell = salon.shell();
                let rule: String = shell
                    .query_row(
                        "SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name LIMIT 1",
                        [],
                        |row| row.get(0),
                    )
                    .unwrap();
                shell.execute_batch(&format!("DROP TRIGGER \"{rule}\"")).unwrap();
            },
            "is missing: mistakes would not be noticed any more",
        ),
    ]
}

#[test]
fn whatever_lies_in_its_place_the_salon_comes_back_with_two_keys() {
    for (name, break_it, words) in fixtures() {
        let mut salon = Broken::salon();
        break_it(&salon);
        let before = fs::read(&salon.path).ok();
        salon.start();
        for (width, height) in [(80, 24), (60, 16)] {
            let screen = salon.screen_of(width, height);
            for needed in [
                "Nothing was changed",
                "1 Bring back the backup of Fri 20 Nov 2026 09:15",
                "45 min old",
                "Try again",
                "Quit",
                "? help",
            ] {
                assert!(screen.contains(needed), "{name}: no {needed:?} on\n{screen}");
            }
        }
        salon.must_show(words);
        assert_eq!(
            fs::read(&salon.path).ok(),
            before,
            "{name}: looking changes nothing"
        );

        salon
            .keys("1")
            .must_show("Bring back the backup of")
            .must_show("->");
        assert_eq!(
            fs::read(&salon.path).ok(),
            before,
            "{name}: asking changes nothing"
        );
        salon.keys("<backspace>").must_show("Nothing was changed");
        salon.keys("1<enter>");
        let (found, said, board) = salon.board();
        assert_eq!(found, "Salon Before", "{name}");
        assert!(board.contains("Rex Weber"), "{name}:\n{board}");
        assert!(
            said == "Brought back the backup of Fri 20 Nov 2026 09:15"
                || said == "Brought back. The file as it was: salon.db.before-restore-20261120T100000Z",
            "{name}: {said}"
        );
        if let Some(before) = before {
            let aside = salon.beside(".before-restore-20261120T100000Z");
            // A file that still opens has its log folded in first, and nothing else.
            let kept = fs::read(aside).unwrap();
            assert!(kept == before || name == "a rule lost", "{name}");
        }
    }
}

#[test]
fn how_the_page_looks() {
    let mut salon = Broken::salon();
    // Cut at one place whatever the edition: its size is in the picture.
    salon.put(&salon.whole[..148_000]);
    fs::File::options()
        .write(true)
        .open(&salon.path)
        .unwrap()
        .set_modified((now() - TimeDelta::minutes(20)).into())
        .unwrap();
    salon.start();
    insta::assert_snapshot!("recovery_1_found", salon.screen_of(80, 24));
    insta::assert_snapshot!("recovery_1_found_small", salon.screen_of(60, 16));
    salon.keys("?");
    insta::assert_snapshot!("recovery_2_help", salon.screen_of(80, 24));
    salon.keys("q1");
    insta::assert_snapshot!("recovery_3_confirm", salon.screen_of(80, 24));
    salon.screen_of(60, 16);
    salon.keys("<backspace>");
    for (width, height) in [(0, 0), (1, 1), (59, 15), (60, 16), (300, 100)] {
        salon.screen_of(width, height);
    }
    let plain = Look {
        theme: Theme::mono(),
        glyphs: Glyphs::ascii(),
    };
    salon.start_looking_like(&plain);
    // The program itself turns what is left into ASCII; the page's own signs are.
    let screen = salon.screen_of(80, 24);
    assert!(screen.is_ascii(), "{screen}");
}

#[test]
fn another_backup_is_chosen_from_a_list() {
    let mut salon = Broken::without_backups();
    for hours in (1..=12).rev() {
        let mut store = Store::open(&salon.path, Purpose::Desk).unwrap();
        rename_salon(&mut store, &format!("Salon {hours} hours ago"));
        store.close().unwrap();
        backup::now(&salon.path, now() - TimeDelta::hours(hours)).unwrap();
    }
    salon.put([]);
    salon.start().must_show("2 Choose another backup (12)").keys("2");
    insta::assert_snapshot!("recovery_4_list", salon.screen_of(60, 16));
    salon.keys("<pagedown><pagedown>");
    let screen = salon.screen_of(60, 16);
    assert!(screen.contains("9 Thu 19 Nov 2026 22:00"), "{screen}");
    salon
        .keys("<enter>")
        .must_show("Bring back the backup of Thu 19 Nov 2026 22:00?");
    salon.keys("<backspace>").must_show("Choose another");
    // The line with the last digit in sight; the list stays where it was.
    salon.keys("2").screen_of(60, 16);
    salon.keys("9<enter>");
    assert_eq!(salon.board().0, "Salon 12 hours ago");
}

#[test]
fn a_bad_backup_is_named_and_the_page_stays() {
    let mut salon = Broken::salon();
    let ways = backup::ways_back(&salon.path, now()).unwrap();
    fs::set_permissions(&ways[0].path, fs::Permissions::from_mode(0o600)).unwrap();
    let mut bytes = fs::read(&ways[0].path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&ways[0].path, bytes).unwrap();
    salon.put([]);
    salon.start().keys("1").must_show("Nothing was changed");
    let screen = salon.screen_of(250, 24);
    assert!(
        screen.contains("its bytes are not the ones that were verified"),
        "{screen}"
    );
    assert_eq!(fs::read(&salon.path).unwrap(), b"");
}

#[test]
fn without_any_backup_the_page_says_what_is_left_to_do() {
    let mut salon = Broken::without_backups();
    salon.put(&salon.whole[..salon.whole.len() / 2]);
    salon
        .start()
        .must_show("none in /home/ana/backups")
        .must_show("pomsalon restore FILE")
        .must_show("1 Try again")
        .keys("1")
        .must_show("It is still so");
    salon.put(&salon.whole);
    salon.keys("<enter>");
    let (name, said, _) = salon.board();
    assert_eq!(name, "Salon Pom");
    assert_eq!(said, "The salon's file opens again");

    let mut salon = Broken::without_backups();
    salon.put([]);
    salon.start().keys("q");
    assert!(salon.has_quit);
}

#[test]
fn what_never_was_a_salon_is_no_lost_one() {
    let salon = Broken::without_backups();
    fs::remove_file(&salon.path).unwrap();
    refuse_lost(&salon.path).unwrap();
    let missing = Store::open_or_look(&salon.path).unwrap_err();
    assert!(matches!(missing, StoreError::FileMissing(_)), "{missing}");
    assert_eq!(fs::read_dir(salon.folder.path()).unwrap().count(), 0);
}

#[test]
fn another_programs_file_is_left_alone_byte_for_byte() {
    let mut salon = Broken::salon();
    fs::remove_file(&salon.path).unwrap();
    salon
        .shell()
        .execute_batch("CREATE TABLE song (name); INSERT INTO song VALUES ('Fado')")
        .unwrap();
    let before = fs::read(&salon.path).unwrap();
    salon
        .start()
        .must_show("This file belongs to another program")
        .must_show("--db names the file you mean")
        .must_show("1 Try again")
        .must_show("2 Quit")
        .keys("3")
        .must_show("Choose a line from 1 to 2")
        .keys("1<down><up><esc>")
        .keys("2");
    assert!(salon.has_quit);
    assert_eq!(fs::read(&salon.path).unwrap(), before);
}

#[test]
fn a_newer_file_is_looked_at_and_not_written() {
    let mut salon = Broken::salon();
    salon.shell().pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(&salon.path).unwrap();
    salon
        .start()
        .must_show("A newer PomSalon wrote this salon's file")
        .must_show("PomSalon and it opens")
        .must_show("1 Look at it without changing anything")
        .keys("<enter>");
    let (name, said, board) = salon.board();
    assert_eq!(name, "Salon Lost");
    assert!(said.contains("only looking"), "{said}");
    assert!(board.contains("Rex Weber"));
    assert_eq!(fs::read(&salon.path).unwrap(), before);
}

#[test]
fn a_file_without_one_of_its_rules_can_be_looked_at() {
    let mut salon = Broken::salon();
    fixtures().last().unwrap().1(&salon);
    salon.start().must_show("2 Look at it").keys("<down><enter>");
    assert_eq!(salon.board().0, "Salon Lost");
}

#[test]
fn an_old_log_beside_a_file_that_was_copied_back_does_not_hold_anybody_up() {
    let mut salon = Broken::salon();
    let mut desk = Store::open(&salon.path, Purpose::Desk).unwrap();
    for name in ["One", "Two", "Three"] {
        rename_salon(&mut desk, name);
    }
    let ways = backup::ways_back(&salon.path, now()).unwrap();
    // As a power cut under the desk and a hurried `cp` leave it.
    let other = tempfile::tempdir().unwrap();
    let path = other.path().join("salon.db");
    fs::copy(&ways[0].path, &path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    fs::copy(salon.beside("-wal"), path.with_file_name("salon.db-wal")).unwrap();
    desk.close().unwrap();
    salon.path = path;
    salon.start();
    let (name, said, _) = salon.board();
    assert_eq!(name, "Salon Before");
    assert!(said.contains("was moved aside"), "{said}");
}

#[test]
fn what_is_open_at_another_desk_is_not_replaced() {
    let mut salon = Broken::salon();
    let desk = Store::open(&salon.path, Purpose::Desk).unwrap();
    let error = StoreError::Damaged("page 7".to_owned());
    salon.page = Some(Recovery::new(&salon.path, &error, Some(now()), LOOK));
    salon.keys("1");
    let screen = salon.screen_of(200, 24);
    assert!(screen.contains("is open elsewhere"), "{screen}");
    desk.close().unwrap();
    salon.keys("1<enter>");
    assert_eq!(salon.board().0, "Salon Before");
}
