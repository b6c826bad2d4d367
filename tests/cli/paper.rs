//! The paper fallback: what lies in `day-sheets` beside the salon's file, whoever changed the book.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::salon::Salon;

fn sheet(salon: &Salon, name: &str) -> String {
    fs::read_to_string(salon.folder.path().join("day-sheets").join(name)).unwrap_or_default()
}

#[test]
fn a_booking_from_a_shell_is_on_paper_at_once_as_the_day_prints_it() {
    let salon = Salon::open();
    assert_eq!(sheet(&salon, "today.txt"), "");
    salon.run(&["book", "bellatrix", "bath", "today", "16"]).ok();
    let printed = salon.run(&["day"]).ok().out;
    assert!(printed.contains("16:00-17:15 Bellatrix"), "{printed}");
    let (first, rest) = printed.split_once('\n').unwrap();
    assert_eq!(
        sheet(&salon, "today.txt"),
        format!("{first}\nas of 10:00, Fri 20 Nov 2026\n{rest}")
    );
    salon
        .run(&["book", "rex", "tomorrow", "--now", "2026-11-20T10:30"])
        .ok();
    let tomorrow = sheet(&salon, "tomorrow.txt");
    assert!(
        tomorrow.starts_with("Salon Pom, Saturday 21 November 2026\nas of 10:30, Fri 20 Nov 2026\n"),
        "{tomorrow}"
    );
    assert!(tomorrow.contains("Rex Lopes"), "{tomorrow}");
    assert!(tomorrow.lines().all(|line| line.chars().count() <= 80));
    for name in ["today.txt", "tomorrow.txt"] {
        let path = salon.folder.path().join("day-sheets").join(name);
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let names = fs::read_dir(salon.folder.path().join("day-sheets")).unwrap();
    assert_eq!(names.count(), 2, "nothing half written stays there");
}

#[test]
fn an_import_and_a_restore_are_followed_on_paper() {
    let salon = Salon::open();
    salon.run(&["backup", "now"]).ok();
    salon.run(&["book", "bellatrix", "bath", "today", "16"]).ok();
    assert!(sheet(&salon, "today.txt").contains("Bellatrix"));
    salon
        .run(&["restore", "1", "--yes", "--now", "2026-11-20T11:00"])
        .ok();
    let after = sheet(&salon, "today.txt");
    assert!(
        after.contains("as of 11:00") && !after.contains("Bellatrix"),
        "{after}"
    );

    let csv = salon.folder.path().join("dogs.csv");
    fs::write(&csv, "name,owner\nNemo,Ana Sol\n").unwrap();
    salon
        .run(&[
            "import",
            "dogs",
            csv.to_str().unwrap(),
            "--now",
            "2026-11-20T12:00",
        ])
        .ok();
    assert!(sheet(&salon, "today.txt").contains("as of 12:00"));
}

#[test]
fn paper_that_cannot_be_written_is_told_and_the_booking_stands() {
    let salon = Salon::open();
    // A file in the place of the folder stands for a full or read-only disk.
    fs::write(salon.folder.path().join("day-sheets"), b"in the way").unwrap();
    let booked = salon.run(&["book", "bellatrix", "bath", "today", "16"]).ok();
    assert!(booked.out.starts_with("Booked Bellatrix"), "{booked:?}");
    assert!(
        booked.err.contains("The day sheet on paper is not up to date"),
        "{booked:?}"
    );
    assert!(salon.run(&["day"]).ok().out.contains("Bellatrix"));
}
