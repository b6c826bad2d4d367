//! What is photographed: which keys are pressed, and what must be on the screen then.

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::support::Desk;
use crate::svg::picture;

/// A Friday morning in the middle of the work.
const NOW: &str = "2026-11-20T10:40";

/// How long nothing new must come before a screen is taken for complete; a frame may arrive in parts.
const QUIET: Duration = Duration::from_millis(250);

struct Shot {
    name: &'static str,
    /// What is seen, for those who cannot see it.
    words: &'static str,
    columns: u16,
    rows: u16,
    colour: bool,
    keys: &'static str,
    /// What is on the screen only after the last key.
    shows: &'static str,
}

const USUAL: Shot = Shot {
    name: "",
    words: "",
    columns: 80,
    rows: 24,
    colour: true,
    keys: "",
    shows: "",
};

const SHOTS: &[Shot] = &[
    Shot {
        name: "today.svg",
        words: "The day's appointments as a list, by time, with the selected one in full below",
        shows: "? help",
        ..USUAL
    },
    Shot {
        name: "columns.svg",
        words: "The same day with a column for each groomer and a line at the minute it is",
        columns: 140,
        rows: 40,
        shows: "? help",
        ..USUAL
    },
    Shot {
        name: "find.svg",
        words: "Finding a dog by a few letters: dogs with client, breed and the end of the phone number",
        keys: "/bela m",
        shows: "bela m",
        ..USUAL
    },
    Shot {
        name: "book.svg",
        words: "Booking: the dog, the usual service, the first times that fit, and a sentence for the caller",
        keys: "bbella martins<enter>",
        shows: "Say: ",
        ..USUAL
    },
    Shot {
        name: "slots.svg",
        words: "A day's free times, groomer by groomer",
        keys: "3",
        shows: "[3 Slots]",
        ..USUAL
    },
    Shot {
        name: "week.svg",
        words: "The week by groomer and day: how full, how many dogs, how many hours free",
        keys: "7",
        shows: "[7 Week]",
        ..USUAL
    },
    Shot {
        name: "dog.svg",
        words: "A dog's card: alerts first, then what one wants to know before touching the dog",
        keys: "/cacau<enter>",
        shows: "Temper",
        ..USUAL
    },
    Shot {
        name: "mono.svg",
        words: "The day's appointments without any colour",
        colour: false,
        shows: "? help",
        ..USUAL
    },
];

/// Every picture by its file's name.
pub fn all(program: &Path) -> BTreeMap<String, String> {
    SHOTS
        .iter()
        .map(|shot| (shot.name.to_owned(), taken(program, shot)))
        .collect()
}

fn taken(program: &Path, shot: &Shot) -> String {
    let mut environment = vec![("USER", "ana"), ("TZ", "UTC")];
    if !shot.colour {
        environment.push(("NO_COLOR", "1"));
    }
    let line = ["demo", "--now", NOW];
    let mut desk = Desk::start_program(program, &line, &environment, shot.columns, shot.rows);
    desk.wait_for("practice");
    desk.keys(shot.keys).wait_for(shot.shows);
    let mut seen = desk.bytes_written();
    loop {
        thread::sleep(QUIET);
        let now = desk.bytes_written();
        if now == seen {
            break;
        }
        seen = now;
    }
    desk.look(|screen| picture(screen, "pomsalon demo", shot.words))
}
