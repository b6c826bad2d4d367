//! Names and notes that a terminal would take for commands, in every column of a salon's file that holds words, and a
//! strict reading of what the program sends.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::path::Path;

use pomsalon::domain::id::{AppointmentId, ClientId, DogId};
use rusqlite::{Connection, named_params};

/// The first day on which hostile dogs are booked; then one day more for every [`A_DAY`] of them.
pub const FIRST_DAY: &str = "2026-11-23";

/// How many of them are booked on one day.
pub const A_DAY: usize = 36;

/// What has been tried against terminals, one kind each.
pub const PAYLOADS: [&str; 84] = [
    // Operating system commands: titles, clipboard, links, folders, palettes, pictures, notifications.
    "\u{1b}]0;gotcha\u{7}",
    "\u{1b}]2;gotcha\u{1b}\\",
    "\u{1b}]52;c;Z290Y2hh\u{7}",
    "\u{1b}]8;;http://example.test\u{7}a\u{1b}]8;;\u{7}",
    "\u{1b}]7;file://x/\u{7}",
    "\u{1b}]4;1;?\u{7}",
    "\u{1b}]10;#ff0000\u{7}",
    "\u{1b}]1337;File=:AA==\u{7}",
    "\u{1b}]9;gotcha\u{7}",
    "\u{1b}]777;notify;a;b\u{7}",
    // Control sequences: wiping, moving, colours, modes, questions, sizes, printing, resets.
    "\u{1b}[2J",
    "\u{1b}[H",
    "\u{1b}[31m",
    "\u{1b}[?1049l",
    "\u{1b}[?2004l",
    "\u{1b}[?25h",
    "\u{1b}[6n",
    "\u{1b}[c",
    "\u{1b}[>c",
    "\u{1b}[21t",
    "\u{1b}[8;1;1t",
    "\u{1b}[5i",
    "\u{1b}[!p",
    "\u{1b}[r",
    "\u{1b}[4h",
    "\u{1b}[20l",
    "\u{1b}[s\u{1b}[u",
    "\u{1b}[201~",
    "\u{1b}[?1000h",
    "\u{1b}[>4;2m",
    // Short escapes, and other strings.
    "\u{1b}c",
    "\u{1b}7\u{1b}8",
    "\u{1b}(0",
    "\u{1b}#8",
    "\u{1b}%G",
    "\u{1b}M",
    "\u{1b}Z",
    "\u{1b}P$qm\u{1b}\\",
    "\u{1b}P+q544e\u{1b}\\",
    "\u{1b}_Gi=1;AAAA\u{1b}\\",
    "\u{1b}^x\u{1b}\\",
    "\u{1b}Xx\u{1b}\\",
    // Torn and doubled ones.
    "\u{1b}",
    "\u{1b}[",
    "\u{1b}]",
    "\u{1b}\u{1b}[[2J",
    "\u{1b}\u{200b}[2J",
    // The same in one character each.
    "\u{9b}31m",
    "\u{9d}0;gotcha\u{9c}",
    "\u{90}q\u{9c}",
    "\u{85}",
    "\u{84}",
    "\u{8d}",
    "\u{9a}",
    "\u{9f}x\u{9c}",
    // Single controls.
    "a\0b",
    "\u{5}",
    "\u{7}",
    "\u{8}\u{8}\u{8}\u{8}",
    "\t",
    "\n",
    "\r",
    "\r\nDog  Client  Breed",
    "\u{b}",
    "\u{c}",
    "\u{e}lqk\u{f}",
    "\u{11}\u{13}",
    "\u{18}\u{1a}",
    "\u{7f}",
    // Directions, and what cannot be seen.
    "\u{202e}gnp.exe",
    "\u{202a}a\u{202c}",
    "\u{2066}a\u{2069}",
    "\u{200f}\u{200e}\u{61c}",
    "\u{200b}\u{200c}\u{2060}",
    "\u{feff}",
    "a\u{200d}b",
    "a\u{ad}b",
    "a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}\u{30b}\u{30c}\u{30d}\u{30e}\u{30f}\u{310}",
    "\u{fe0f}\u{fe0f}",
    "\u{e0041}\u{e0042}",
    "\u{2028}\u{2029}",
    "\u{3164}\u{115f}",
    "\u{fffe}\u{fff9}",
    "=cmd|' /C calc'!A0",
];

/// A name around a payload; the number tells which one is shown.
pub fn name(number: usize, payload: &str) -> String {
    format!("N{number}x{payload}Z")
}

/// Writes them into a file past every door of the program, as a shell of SQL can: a dog and a client each, booked
/// with each other's words as notes, and in the names of the salon, the groomers and the services.
pub fn fill(db: &Path, payloads: &[&str]) {
    let mut shell = Connection::open(db).unwrap();
    let tx = shell.transaction().unwrap();
    let groomers: Vec<String> = column(&tx, "SELECT id FROM groomer ORDER BY position");
    let service: Vec<String> = column(&tx, "SELECT id FROM service ORDER BY minutes");
    for (number, payload) in payloads.iter().enumerate() {
        let (client, dog) = (ClientId::new().to_string(), DogId::new().to_string());
        let name = name(number, payload);
        tx.execute(
            "INSERT INTO client (id, first_name, last_name, phone, email, note)
             VALUES (:id, :name, :payload, substr(:payload, 1, 20) || '555 0199', :name, :name)",
            named_params! { ":id": client, ":name": name, ":payload": payload },
        )
        .unwrap();
        tx.execute(
            "INSERT INTO dog (id, client_id, first_name, last_name, breed, allergies, chip, note, bites)
             VALUES (:id, :client, :name, :payload, :payload, :name, substr(:payload, 1, 30), :name, 1)",
            named_params! { ":id": dog, ":client": client, ":name": name, ":payload": payload },
        )
        .unwrap();
        let (day, place) = (number / A_DAY, number % A_DAY);
        let start = 540 + i64::try_from(place / 2).unwrap() * 30;
        let work = "INSERT INTO appointment
               (id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min, note, cancel_reason)
             VALUES (:id, :dog, :groomer, :service, 1, date(:first, '+' || :day || ' days'), :start, :start + 30,
               :start + 30, :name, :name)";
        tx.execute(
            work,
            named_params! {
                ":id": AppointmentId::new().to_string(), ":dog": dog, ":groomer": groomers[place % 2],
                ":service": service[0], ":first": FIRST_DAY, ":day": day.to_string(), ":start": start, ":name": name,
            },
        )
        .unwrap();
    }
    for (place, id) in groomers.iter().chain(&service).enumerate() {
        let several: String = payloads.iter().skip(place * 12).take(12).copied().collect();
        for table in ["groomer", "service"] {
            tx.execute(
                &format!("UPDATE {table} SET name = substr(name || ?1, 1, 60), rev = rev + 1 WHERE id = ?2"),
                [&several, id],
            )
            .unwrap();
        }
    }
    let some: String = payloads.iter().step_by(7).copied().collect();
    tx.execute(
        "UPDATE salon SET name = substr(name || ?1, 1, 60), currency = substr('euros' || ?1, 1, 20)",
        [some],
    )
    .unwrap();
    tx.commit().unwrap();
}

fn column(tx: &Connection, sql: &str) -> Vec<String> {
    let mut statement = tx.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// Fails when bytes sent to a terminal hold anything but printable text and the few commands the desk draws with.
#[track_caller]
pub fn assert_only_drawing(output: &[u8]) {
    let text = String::from_utf8_lossy(output);
    let mut plain = String::new();
    let mut rest = text.as_ref();
    while let Some(at) = rest.find('\u{1b}') {
        plain.push_str(&rest[..at]);
        let command = rest[at + 1..]
            .strip_prefix('[')
            .unwrap_or_else(|| panic!("{}", around(rest, at)));
        let end = command
            .find(|c: char| !matches!(c, '0'..='9' | ';' | '?'))
            .unwrap_or(command.len());
        let (numbers, last) = (&command[..end], command[end..].chars().next());
        let known = match last {
            Some('H' | 'J' | 'K' | 'm') => !numbers.contains('?'),
            Some('h' | 'l') => ["?25", "?1049", "?2004"].contains(&numbers),
            _ => false,
        };
        assert!(known, "{}", around(rest, at));
        rest = &command[end + 1..];
    }
    plain.push_str(rest);
    assert_plain(&plain, "");
}

/// Fails when text holds a control character other than these, or one that is not seen or turns the direction.
#[track_caller]
pub fn assert_plain(text: &str, controls: &str) {
    let mut marks = 0;
    for (at, c) in text.char_indices() {
        let turns_or_is_unseen = matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{200b}' | '\u{200c}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{2028}' | '\u{2029}'
            | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e0fff}');
        let stays = !turns_or_is_unseen && (!c.is_control() || controls.contains(c));
        marks = if unicode_width::UnicodeWidthChar::width(c) == Some(0) {
            marks + 1
        } else {
            0
        };
        assert!(stays && marks <= 4, "{}", around(text, at));
    }
}

fn around(text: &str, at: usize) -> String {
    let before: String = text[..at]
        .chars()
        .rev()
        .take(60)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let after: String = text[at..].chars().take(60).collect();
    format!("it sends {after:?} after {before:?}")
}
