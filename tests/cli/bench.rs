//! The founding benchmark, in small.

use std::fs;

use crate::salon::{pomsalon, said};

#[test]
fn inserts_stand_beside_their_floor_and_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let inserts = |words: &[&str]| {
        said(
            pomsalon()
                .args(["bench", "inserts", "--count", "60", "--dir"])
                .arg(folder.path())
                .args(words),
        )
    };
    let measured = inserts(&["--json"]).ok().json();
    assert_eq!(
        (&measured["version"], &measured["dogs"], &measured["rounds"]),
        (&1.into(), &60.into(), &20.into())
    );
    let positive = |name: &str| measured[name].as_f64().unwrap() > 0.0;
    assert!(positive("ours_per_second") && positive("floor_per_second") && positive("ratio"));
    let text = inserts(&[]).ok().out;
    assert_eq!(text.lines().count(), 4);
    assert!(text.lines().all(|line| line.len() <= 80), "{text}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    assert_eq!(
        said(pomsalon().args(["bench", "inserts", "--dir", "/nowhere/at/all"])).code,
        1
    );
    assert_eq!(
        said(pomsalon().args(["bench", "inserts", "--count", "0"])).code,
        2
    );
}

#[test]
fn a_writer_and_a_reader_are_measured_alone_and_together() {
    let folder = tempfile::tempdir().unwrap();
    let measured = said(
        pomsalon()
            .args([
                "bench",
                "mixed",
                "--seconds",
                "1",
                "--count",
                "40",
                "--json",
                "--dir",
            ])
            .arg(folder.path()),
    )
    .ok()
    .json();
    for side in ["writer_alone", "readers_alone", "readers_together"] {
        assert!(measured[side]["per_second"].as_f64().unwrap() > 0.0, "{side}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
