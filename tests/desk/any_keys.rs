//! Whatever keys are pressed: no panic at any size, and never two dogs on one table.

use pomsalon::store::Store;
use proptest::prelude::*;

use crate::harness::Desk;

/// Keys a hand falls on, those that change the book more often than their share.
const KEYS: [&str; 54] = [
    "<space>",
    "-",
    "b",
    "m",
    "x",
    "r",
    "n",
    "o",
    "u",
    "y",
    "<enter>",
    "<enter>",
    "<enter>",
    "<down>",
    "<up>",
    "<left>",
    "<right>",
    "<tab>",
    "<backspace>",
    "<esc>",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "9",
    "v",
    "t",
    ",",
    ".",
    "g",
    "/",
    "?",
    "c",
    "d",
    "e",
    "p",
    "bella<enter><enter>",
    "rex<enter>",
    "mon 10 ana<enter>",
    "today 13<enter>",
    "<pagedown>",
    "s",
    "s<enter>",
    "a",
    "w",
    "w<enter>",
    "8",
    "8nkiki<enter><enter>1",
    "x<enter>",
    "5o",
    "5o<right><enter>",
    "é",
];

fn nobody_is_in_two_places(store: &Store) {
    let path = store.path();
    let shell = rusqlite::Connection::open(path).unwrap();
    let clashes: i64 = shell
        .query_row(
            "SELECT count(*) FROM appointment AS a JOIN appointment AS b
             ON a.id < b.id AND a.day = b.day AND a.start_min < b.end_min AND b.start_min < a.end_min
               AND (a.dog_id = b.dog_id OR (a.groomer_id = b.groomer_id AND a.lane = b.lane))
             WHERE a.status NOT IN ('no_show', 'cancelled') AND b.status NOT IN ('no_show', 'cancelled')",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(clashes, 0);
    let sound: String = shell
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 14, ..ProptestConfig::default() })]

    #[test]
    fn the_book_stays_whole(pressed in prop::collection::vec(0..KEYS.len(), 1..60)) {
        let mut desk = Desk::at("2026-11-20T10:00");
        for key in pressed {
            desk.keys(KEYS[key]);
        }
        nobody_is_in_two_places(desk.store());
    }
}

#[test]
fn every_place_can_be_drawn_at_every_size() {
    let sizes = [
        (0, 0),
        (1, 1),
        (1, 50),
        (59, 15),
        (60, 16),
        (80, 24),
        (100, 30),
        (300, 100),
    ];
    let places = [
        "",
        "v",
        "b",
        "bbella<enter>",
        "m",
        "x",
        "r",
        "n",
        "/",
        "/zzz",
        "g",
        "gfoo",
        "?",
        "p",
        "2",
        "3",
        "4",
        "5",
        "6",
        "8",
        "8n",
        "8nkiki thu<enter>",
        "8nkiki<enter><enter>",
        "8nkiki<enter><enter>e",
        "8nkiki<enter><enter><enter>",
        "8nkiki<enter><enter>x",
        "8nbella costa<enter><enter>1x<enter>",
        "8nbella costa<enter><enter>1x<enter><enter>",
        "5o",
        "5o<tab>until mon",
        "<enter>",
        "c",
        "2<enter>",
        "2e",
        "2n",
        "4<enter>",
        "4n",
        "5e",
        "5n",
        "6e",
        "6n",
        "s",
        "s<enter>",
        "szzz",
        "a",
        "a<home>",
        "a9",
        "<space>s<enter>a",
        "w",
        "bkiki<enter><left>w",
        "bkiki<enter><left>wx",
    ];
    for place in places {
        let mut desk = Desk::at("2026-11-20T10:00");
        desk.keys(place);
        for (width, height) in sizes {
            desk.resize(width, height);
            desk.draw();
        }
        desk.resize(59, 15);
        desk.must_show("Please make this window a little larger");
    }
}
