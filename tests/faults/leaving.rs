//! Leaving while a backup is made: at any moment it takes no more than a second, and nothing is left behind.

use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use chrono::Utc;
use pomsalon::backup::{Around, Backups, Report, list, verify};
use pomsalon::store::Purpose;

use crate::salon::{Salon, appointment, book, by, must_be_tidy, names};
use crate::soak::{Chance, Rounds, counted, figures, is_long};

/// A second, and what a busy machine may take besides.
const SOON: Duration = Duration::from_millis(1_500);

#[test]
fn leaving_never_waits_for_a_backup() {
    let salon = Salon::with_appointments(if is_long() { 40_000 } else { 3_000 });
    let mut store = salon.store(Purpose::Command);
    let mut chance = Chance::new(40);
    let (mut quits, mut made) = (0, 0);
    let mut worst = Duration::ZERO;
    let spread = if is_long() { 3_000 } else { 250 };
    for () in Rounds::new(24, 600, 5) {
        store
            .apply(&book(appointment(5, 100_000 + quits)), &by("ana"))
            .unwrap();
        let (send, reports) = channel();
        // The desk has left: nobody needs the report any more.
        let backups =
            Backups::start(&salon.db, Around::real(), move |report| drop(send.send(report))).unwrap();
        backups.request_now();
        std::thread::sleep(Duration::from_millis(chance.below(spread)));
        let since = Instant::now();
        if quits % 3 == 0 {
            backups.leave();
        } else {
            backups.stop();
        }
        worst = worst.max(since.elapsed());
        assert!(since.elapsed() < SOON, "{:?}", since.elapsed());
        quits += 1;
        for report in reports.try_iter() {
            match report {
                Report::Made(_) => made += 1,
                Report::Newest(_)
                | Report::LookedThrough(None)
                | Report::Status(_)
                | Report::Told(_, false)
                | Report::Previewed(..) => {}
                Report::Told(words, true) if words.contains("room") => {}
                Report::Told(words, true) => panic!("{words}"),
                Report::Failed(error) | Report::LookedThrough(Some(error)) => panic!("{error}"),
            }
        }
        // One that could not be given up in time does so as soon as the disk answers.
        while names(&salon.backups()).iter().any(|name| name.starts_with('.')) {
            assert!(since.elapsed() < Duration::from_secs(30), "it never ended");
            std::thread::sleep(Duration::from_millis(5));
        }
        must_be_tidy(&salon.backups());
    }
    store.close().unwrap();
    for listed in list(&salon.db, Utc::now()).unwrap() {
        assert!(verify(&listed.path).unwrap().has_manifest, "{}", listed.name);
    }
    assert!(salon.log() == 0);
    figures(&format!(
        "quits during a backup: {}, {} backups made, slowest {} ms, left behind 0",
        counted(quits),
        counted(made),
        worst.as_millis()
    ));
}
