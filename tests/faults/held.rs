//! A program that is stopped in the middle of saving: the others say who it is, go on reading, and lose nothing.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::child::{self, Job};
use crate::salon::{Salon, appointment_id, dog};
use crate::soak::figures;
use crate::sound::{look, must_hold_together};
use crate::support::Desk;

/// One o'clock in the night of the day with appointments.
const NOW: &str = "2026-11-21T00:30";

#[test]
fn a_stopped_desk_is_named_and_nobody_loses_anything() {
    let salon = Salon::with_appointments(6);
    let mut desk = Desk::start(
        &["--db", salon.db.to_str().unwrap(), "--now", NOW],
        &[("USER", "ana")],
        80,
        24,
    );
    desk.wait_for("Bella5");
    // The one who holds the file sits at a terminal, so that the others can say which.
    let mut holder = child::at_a_terminal(&salon.db, Job::Holder { desk: 5 });
    holder.wait_for("said held").signal(Signal::STOP);
    let process = format!("process {}", holder.pid());

    // A command waits five seconds, then says who is in the way and how to go on.
    let (book, waited) = std::thread::scope(|scope| {
        let command = scope.spawn(|| {
            let since = Instant::now();
            let said = salon
                .program()
                .args(["book", "bella1 sun 10", "--now", NOW])
                .output()
                .unwrap();
            (said, since.elapsed())
        });
        // The desk tries as long, and gives the work back.
        desk.keys(" ")
            .wait_for("Waiting for ")
            .wait_for(&process)
            .wait_for("Not saved: ");
        command.join().unwrap()
    });
    let said = String::from_utf8(book.stderr).unwrap();
    assert_eq!(book.status.code(), Some(3), "{said}");
    assert!(said.contains(" on pts/") && said.contains(&process), "{said}");
    assert!(said.contains("try again"), "{said}");
    assert!(desk.screen().contains(" on pts/"), "{}", desk.screen());

    // Reading goes on for everybody.
    desk.keys("2").wait_for("Bella3").keys("1");
    let since = Instant::now();
    salon
        .program()
        .args(["day", "2026-11-21", "--now", NOW])
        .assert()
        .success();
    let read = since.elapsed();
    assert!(read < Duration::from_secs(5), "{read:?}");

    // As soon as it goes on, it finishes, and so does the one who waits for it.
    desk.keys(" ").wait_for("Waiting for ").wait_for(&process);
    holder.signal(Signal::CONT).keys("<enter>").wait_for("said saved");
    desk.wait_for("u undoes").keys("q");
    assert_eq!(desk.exit_code(), Some(0));
    assert_eq!(holder.exit_code(), Some(0));
    salon
        .program()
        .args(["book", "bella1 sun 10", "--now", NOW])
        .assert()
        .success();

    let connection = look(&salon.db);
    let note: String = connection
        .query_row(
            "SELECT note FROM dog WHERE id = ?1",
            [dog(5).to_string()],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(note, "held");
    let steps: i64 = connection
        .query_row(
            "SELECT count(*) FROM appointment WHERE status <> 'booked' AND day = '2026-11-21'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(steps, 1, "the key was pressed twice and saved once");
    assert!(
        connection
            .prepare("SELECT 1 FROM appointment WHERE id = ?1")
            .unwrap()
            .exists([appointment_id(0, 0).to_string()])
            .unwrap()
    );
    drop(connection);
    must_hold_together(&salon.db);
    figures(&format!(
        "stopped in the middle: 1, a command said who after {} ms, reading took {} ms, lost 0",
        waited.as_millis(),
        read.as_millis()
    ));
}
