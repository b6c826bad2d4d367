//! Somebody logs in from another part of the world: the desk is on the salon's clock all the same.

use chrono::Timelike;
use pomsalon::domain::clock::Clock;

use crate::file::File;

/// The screen with its colours, after a look at everything that shows a day or a time.
fn pictures(file: &File, zone: &str) -> Vec<String> {
    let mut desk = file.desk_read_only(&[("TZ", zone)]);
    let mut pictures = Vec::new();
    for (keys, sign) in [
        ("", "Rex Weber"),
        (".", "Saturday 21 November"),
        (",", "Friday 20 November"),
        ("3", "Free on Friday 20 November"),
        ("/bella mor<enter>", "Pomeranian"),
    ] {
        desk.keys(keys).wait_for(sign);
        // What else these keys draw.
        let mut before = 0;
        while std::mem::replace(&mut before, desk.bytes_written()) != desk.bytes_written() {
            std::thread::sleep(std::time::Duration::from_millis(80));
        }
        pictures.push(desk.look(vt100::Screen::contents_formatted));
        // From the first screen on: nothing else is said of the backups before.
        assert!(desk.screen().contains("only looking"), "{}", desk.screen());
    }
    desk.keys("<esc><esc>1").keys("q").keys("q");
    assert_eq!(desk.exit_code(), Some(0));
    pictures
}

#[test]
fn a_login_from_tokyo_or_new_york_sees_the_very_same_screen() {
    let file = File::new();
    let here = pictures(&file, "UTC");
    for zone in ["Asia/Tokyo", "America/New_York", "Nowhere/At_all"] {
        assert_eq!(pictures(&file, zone), here, "{zone}");
    }
}

#[test]
fn the_clock_on_the_screen_is_the_salons_wherever_one_sits() {
    let file = File::new();
    let minute = || {
        let now = Clock::Zone(chrono_tz::Europe::Lisbon).now();
        format!("{:02}:{:02}", now.hour(), now.minute())
    };
    for zone in ["Asia/Tokyo", "America/New_York"] {
        let mut desk = file.desk_by_the_real_clock(&[("TZ", zone)]);
        // The minute may turn while the desk starts.
        let before = minute();
        desk.wait_until("the salon's time", |screen| {
            let header = screen.lines().next().unwrap_or_default().trim_end();
            header.ends_with(&before) || header.ends_with(&minute())
        });
        desk.keys("q").keys("q");
        assert_eq!(desk.exit_code(), Some(0));
    }
}
