//! The machine's own time zone changes nothing, and neither do the two nights on which clocks jump.

use crate::salon::{Said, Salon, pomsalon, said};

fn run_in(salon: &Salon, zone: &str, words: &[&str]) -> Said {
    said(pomsalon().env("TZ", zone).arg("--db").arg(&salon.db).args(words))
}

#[test]
fn every_zone_of_the_world_prints_the_same_bytes() {
    let answers = |zone: &str| -> Vec<(String, String, i32)> {
        let salon = Salon::open();
        let folder = salon.folder.path().to_str().unwrap().to_owned();
        [
            &["day"][..],
            &["day", "tomorrow"],
            &["free", "fri", "after", "14"],
            &["find", "rex"],
            &["book", "rex nails tue 10"],
            &["book", "rex nails today 8"],
            &["backup", "now"],
            &["backup", "list"],
            &["restore", "1", "--yes"],
            &["day", "--json"],
        ]
        .into_iter()
        .map(|words| {
            let said = run_in(&salon, zone, words);
            // Names of files and ids are each salon's own.
            let own = |text: String| {
                let text = text.replace(&folder, "FOLDER");
                let lines = text.lines().filter(|line| !line.contains("id\":"));
                lines.collect::<Vec<_>>().join("\n")
            };
            (own(said.out), own(said.err), said.code)
        })
        .collect()
    };
    let here = answers("UTC");
    for zone in ["Asia/Tokyo", "America/New_York", "Nowhere/At_all"] {
        assert_eq!(answers(zone), here, "{zone}");
    }
}

#[test]
fn without_a_fixed_clock_it_is_the_salons_own_day_everywhere() {
    let salon = Salon::open();
    // Half a day away from each other, so that it is never the same day in all of them by chance.
    let day = |zone: &str| {
        let said = said(
            pomsalon()
                .env_remove("POMSALON_NOW")
                .env("TZ", zone)
                .arg("--db")
                .arg(&salon.db)
                .args(["day", "--json"]),
        );
        said.ok().json()["day"].as_str().unwrap().to_owned()
    };
    let of_the_salon = || {
        let now = pomsalon::domain::clock::Clock::Zone(chrono_tz::Europe::Lisbon).now();
        now.date().to_string()
    };
    for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Tokyo"] {
        // Midnight may pass between the two.
        let before = of_the_salon();
        let told = day(zone);
        assert!(
            told == before || told == of_the_salon(),
            "{zone}: {told}, not {before}"
        );
    }
}

#[test]
fn an_hour_that_does_not_exist_and_one_that_comes_twice_are_times_like_any_other() {
    for (day, words) in [("2027-03-28", "Sun 28 Mar"), ("2026-10-25", "Sun 25 Oct")] {
        let salon = Salon::open();
        let shell = rusqlite::Connection::open(&salon.db).unwrap();
        // A salon that works through the night of that Sunday.
        shell
            .execute_batch(
                "DELETE FROM break; DELETE FROM shift WHERE weekday <> 6;
                 UPDATE shift SET weekday = 7, start_min = 0, end_min = 1440",
            )
            .unwrap();
        drop(shell);
        for moment in ["01:30", "00:59", "02:00"] {
            let now = format!("{day}T{moment}");
            let at = |words: &[&str]| {
                let mut all = vec!["--now", &now];
                all.extend(words);
                salon.run(&all)
            };
            assert!(at(&["day"]).ok().out.contains("Sunday"));
            at(&["free"]).ok();
            at(&["backup", "now"]).ok();
            at(&["backup", "list"]).ok();
        }
        let before = format!("{day}T00:10");
        let line = format!("rex nails {day} 01:30 ana");
        let booked = salon.run(&["--now", &before, "book", &line]).ok();
        assert!(booked.out.contains("1:30"), "{}", booked.out);
        let free = salon.run(&["--now", &before, "free", "nails", day, "ana"]).ok();
        assert!(
            free.out.contains(words) && !free.out.contains("01:30-01:45"),
            "{}",
            free.out
        );
        let sheet = salon.run(&["day", day]).ok();
        assert!(sheet.out.contains("01:30-01:45  Rex Lopes"), "{}", sheet.out);
        salon
            .run(&["--now", &format!("{day}T01:30"), "restore", "1", "--yes"])
            .ok();
    }
}
