//! A file full of names that are commands to a terminal: not one of them gets there, from any screen.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::file::File;
use crate::payloads::{A_DAY, PAYLOADS, assert_only_drawing, fill};
use crate::support::Desk;

/// A desk that is walked through, and the numbers of the names it has shown.
struct Walk {
    desk: Desk,
    shown: BTreeSet<usize>,
}

impl Walk {
    fn at(file: &File, columns: u16, rows: u16) -> Self {
        let mut desk = file.desk_in(&[], columns, rows);
        desk.wait_for("Rex Weber").wait_for("backup 0 min");
        Self {
            desk,
            shown: BTreeSet::new(),
        }
    }

    /// Presses keys one after the other, each once the desk has drawn what the one before it changed.
    fn keys(&mut self, keys: &str) {
        let mut rest = keys;
        while !rest.is_empty() {
            let end = if rest.starts_with('<') {
                rest.find('>').unwrap() + 1
            } else {
                1
            };
            let before = self.desk.bytes_written();
            self.desk.keys(&rest[..end]);
            rest = &rest[end..];
            // Some keys change nothing; the next one comes all the same.
            let since = Instant::now();
            while self.desk.bytes_written() == before && since.elapsed() < Duration::from_millis(500) {
                std::thread::sleep(Duration::from_millis(1));
            }
            self.look();
        }
    }

    /// Looks again once nothing more is drawn: what the desk drew of its own accord may have hurried a key.
    fn rest(&mut self) {
        let mut before = 0;
        while before != self.desk.bytes_written() {
            before = self.desk.bytes_written();
            std::thread::sleep(Duration::from_millis(100));
        }
        self.look();
    }

    fn look(&mut self) {
        for part in self.desk.screen().split('N').skip(1) {
            let digits = part.chars().take_while(char::is_ascii_digit).count();
            if let Ok(number) = part[..digits].parse() {
                self.shown.insert(number);
            }
        }
    }

    /// Ends the desk, and reads all that it ever sent. These names must have been on its screen.
    fn end(mut self, names: impl Iterator<Item = usize>) {
        self.rest();
        self.desk.keys("<esc><esc><esc>").keys("q").keys("q");
        assert_eq!(self.desk.exit_code(), Some(0), "{}", self.desk.screen());
        assert_only_drawing(&self.desk.output());
        let missing: Vec<usize> = names.filter(|number| !self.shown.contains(number)).collect();
        assert!(missing.is_empty(), "never shown: {missing:?}");
    }
}

fn file() -> File {
    let file = File::new();
    fill(file.path(), &PAYLOADS);
    file
}

#[test]
fn no_name_on_the_board_commands_the_terminal() {
    let file = file();
    for (columns, rows, in_columns) in [(80, 24, false), (120, 40, true)] {
        let mut walk = Walk::at(&file, columns, rows);
        // On a busy machine two keys may share a picture; then the same way once more.
        for _ in 0..4 {
            if (0..PAYLOADS.len()).all(|number| walk.shown.contains(&number)) {
                break;
            }
            walk.keys("gmon<enter>");
            for from in (0..PAYLOADS.len()).step_by(A_DAY) {
                let dogs = A_DAY.min(PAYLOADS.len() - from);
                if in_columns {
                    // Down one groomer's day and up the other's.
                    walk.keys(&"<down>".repeat(dogs / 2 - 1));
                    walk.keys("<right>");
                    walk.keys(&"<up>".repeat(dogs / 2 - 1));
                } else {
                    walk.keys(&"<down>".repeat(dogs - 1));
                }
                walk.rest();
                walk.keys(".");
            }
        }
        walk.end(0..PAYLOADS.len());
    }
}

#[test]
fn no_name_on_a_list_a_card_or_a_form_of_dogs_commands_the_terminal() {
    let file = file();
    let mut walk = Walk::at(&file, 80, 24);
    walk.keys("2");
    for number in 0..PAYLOADS.len() + 7 {
        walk.keys("<enter>q");
        // Every third form is enough, for the time of it.
        if number % 3 == 0 {
            walk.keys("e<c-c>");
        }
        walk.keys("<down>");
    }
    walk.end(0..PAYLOADS.len());
}

#[test]
fn no_name_on_a_list_a_card_or_a_form_of_clients_commands_the_terminal() {
    let file = file();
    let mut walk = Walk::at(&file, 80, 24);
    walk.keys("4");
    for number in 0..PAYLOADS.len() + 4 {
        walk.keys("<enter>q");
        // Every third form is enough, for the time of it.
        if number % 3 == 0 {
            walk.keys("e<c-c>");
        }
        walk.keys("<down>");
    }
    walk.end(0..PAYLOADS.len());
}

#[test]
fn no_name_in_find_a_booking_a_message_or_a_groomers_week_commands_the_terminal() {
    let file = file();
    let mut walk = Walk::at(&file, 80, 24);
    for number in (0..PAYLOADS.len()).step_by(7) {
        walk.keys(&format!(
            "/n{number}x<enter><esc><esc>bn{number}x<enter><enter><esc><esc>u"
        ));
    }
    walk.keys("3<down><down><enter><esc>5<enter><esc>e<esc><down>e<esc>6e<esc><down>e<esc>");
    // What is done to an appointment, from the board: forward, back, moved, cancelled, and the question who it is.
    walk.keys("1gmon<enter><space>-m<esc>x<esc>c<esc>?<esc>p<esc>d<esc>o<esc>r<esc>");
    // Who changed what, one entry after the other, and the day as it stood.
    walk.keys("1s<enter><left><left><left><esc><down><down><down><enter><esc><esc><esc>a<left><left><esc>");
    walk.end((0..PAYLOADS.len()).step_by(7));
}
