use std::fs;
use std::sync::mpsc::channel;
use std::time::Duration;

use super::super::*;
use super::{counter, names, ten};

const LONG: Duration = Duration::from_secs(30);

fn around() -> Around {
    Around {
        now_utc: ten,
        ..Around::real()
    }
}

/// What is told about making backups, without how the copies are.
fn only_made(report: Report) -> Option<Report> {
    matches!(report, Report::Newest(_) | Report::Made(_) | Report::Failed(_)).then_some(report)
}

#[test]
fn the_desk_hears_of_the_newest_backup_and_gets_one_on_request() {
    let salon = counter();
    let (send, reports) = channel();
    let report = move |report| {
        if let Some(report) = only_made(report) {
            drop(send.send(report));
        }
    };
    let backups = Backups::start(&salon.db, around(), report).unwrap();
    assert!(matches!(
        reports.recv_timeout(LONG).unwrap(),
        Report::Newest(None)
    ));
    assert!(matches!(reports.recv_timeout(LONG).unwrap(), Report::Made(made) if made.number == 1));
    backups.request_now();
    assert!(matches!(reports.recv_timeout(LONG).unwrap(), Report::Made(made) if made.number == 2));
    salon.add("Rita");
    backups.leave();
    assert!(matches!(reports.recv_timeout(LONG).unwrap(), Report::Made(made) if made.number == 3));
    assert!(reports.recv_timeout(LONG).is_err(), "the thread has ended");

    // Nothing changed since, and it is not time: nothing is made.
    let (send, reports) = channel();
    let report = move |report| {
        if let Some(report) = only_made(report) {
            drop(send.send(report));
        }
    };
    let backups = Backups::start(&salon.db, around(), report).unwrap();
    assert!(
        matches!(reports.recv_timeout(LONG).unwrap(), Report::Newest(Some(newest)) if newest.number == 3)
    );
    backups.leave();
    assert!(reports.recv_timeout(LONG).is_err());
    assert!(
        names(&salon.backups())
            .iter()
            .all(|name| !name.starts_with(".tmp"))
    );
}

#[test]
fn a_salon_that_is_gone_is_reported() {
    let salon = counter();
    fs::remove_file(&salon.db).unwrap();
    let (send, reports) = channel();
    let report = move |report| {
        if let Some(report) = only_made(report) {
            drop(send.send(report));
        }
    };
    let backups = Backups::start(&salon.db, around(), report).unwrap();
    assert!(matches!(
        reports.recv_timeout(LONG).unwrap(),
        Report::Failed(StoreError::FileMissing(_))
    ));
    backups.stop();
}
